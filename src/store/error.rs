//! What can go wrong between the program and its file.

use std::io;
use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;
use rusqlite::ffi::SQLITE_IOERR_SHMSIZE;

/// A failure of the database or its file. Which command may be repeated is decided at the edge.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no file of that name.
    #[error("there is no database at `{}`", .0.display())]
    NoDatabase(PathBuf),
    /// The file is something else: a text, a folder, a device, another program's database.
    #[error("`{}` is not a loyalty database: it is {what}", .path.display())]
    NotOurs {
        /// The file.
        path: PathBuf,
        /// What it is instead.
        what: &'static str,
    },
    /// The file was written by a newer program.
    #[error("`{}` has schema {found}, and this program knows schemas up to {known}", .path.display())]
    Newer {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: i32,
        /// The newest schema this program knows.
        known: i32,
    },
    /// The file was written by an older program, and has to be brought up to date before it is used.
    #[error("`{}` has schema {found}, and this program uses schema {newest}", .path.display())]
    Older {
        /// The file.
        path: PathBuf,
        /// Its schema.
        found: i32,
        /// The schema of this program.
        newest: i32,
    },
    /// A new file cannot have that name.
    #[error("`{}` is {what}", .path.display())]
    Taken {
        /// The file.
        path: PathBuf,
        /// What has the name.
        what: &'static str,
    },
    /// There is no such folder to put a file into.
    #[error("there is no folder `{}`", .0.display())]
    NoFolder(PathBuf),
    /// The file is cut off or damaged.
    #[error("the database is damaged: {0}")]
    Damaged(String),
    /// The file or its folder cannot be written to.
    #[error("the database cannot be written to: {0}")]
    ReadOnly(String),
    /// A file that has to be written to belongs to somebody else, or is not to be changed.
    #[error("the database cannot be written to: `{}` may only be read", .0.display())]
    Unwritable(PathBuf),
    /// The disk is full, or the file has reached a limit of the system.
    #[error("the disk is full: {0}")]
    Full(String),
    /// The system could not read or write.
    #[error("the database file cannot be used: {0}")]
    Io(String),
    /// Another process holds the database.
    #[error("the database is busy: another process has been writing to it for {waited} s")]
    Busy {
        /// How long was waited, in seconds.
        waited: u64,
    },
    /// COMMIT failed, so that it is not known whether the write is there.
    #[error("the write may or may not have been kept: {0}")]
    CommitUnknown(String),
    /// A statement was refused that should not have been.
    #[error("the database refused a statement: {0}")]
    Internal(String),
}

impl StoreError {
    /// Another process holds the database, and it was waited for.
    pub(super) fn busy() -> StoreError {
        StoreError::Busy { waited: super::busy::wait().as_secs() }
    }

    /// What the system says about a file.
    pub(super) fn from_io(path: &Path, error: &io::Error) -> StoreError {
        let text = format!("`{}`: {error}", path.display());
        match error.kind() {
            io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem => StoreError::ReadOnly(text),
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                StoreError::Full(text)
            }
            _ => StoreError::Io(text),
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> StoreError {
        use rusqlite::Error::{FromSqlConversionFailure, IntegralValueOutOfRange, InvalidColumnType, Utf8Error};
        // A column holds what the program never writes: a bit was turned over, or somebody else wrote it.
        if let FromSqlConversionFailure(..) | IntegralValueOutOfRange(..) | InvalidColumnType(..) | Utf8Error(..) =
            error
        {
            return StoreError::Damaged(error.to_string());
        }
        let Some(found) = error.sqlite_error() else { return StoreError::Internal(error.to_string()) };
        let (code, text) = (found.code, error.to_string());
        if found.extended_code == SQLITE_IOERR_SHMSIZE {
            // Beside the file there is no room for the index of its log, which comes before any log.
            return StoreError::Full(text);
        }
        match code {
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::busy(),
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => StoreError::Damaged(text),
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied => StoreError::ReadOnly(text),
            ErrorCode::DiskFull => StoreError::Full(text),
            ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::FileLockingProtocolFailed => {
                StoreError::Io(text)
            }
            _ => StoreError::Internal(text),
        }
    }
}

/// A result of the store.
pub type Result<T> = std::result::Result<T, StoreError>;

#[cfg(test)]
mod tests {
    use rusqlite::ffi;

    use super::*;

    #[test]
    fn what_sqlite_says_of_a_disk_is_told_apart() {
        let told = |code| StoreError::from(rusqlite::Error::SqliteFailure(ffi::Error::new(code), None));
        for full in [ffi::SQLITE_FULL, ffi::SQLITE_IOERR_SHMSIZE] {
            assert!(matches!(told(full), StoreError::Full(_)), "{full}");
        }
        for failing in [ffi::SQLITE_IOERR_READ, ffi::SQLITE_IOERR_SHMOPEN, ffi::SQLITE_CANTOPEN] {
            assert!(matches!(told(failing), StoreError::Io(_)), "{failing}");
        }
    }
}
