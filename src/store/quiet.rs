//! Looking something up in a file that nobody writes to just now, as nearly always at the counter.
//!
//! Even for a look SQLite makes a log and its index beside the file and takes them away again, which costs more than
//! the look. While there is no log none of that is needed: all there is stands in the file, and whoever begins to write
//! makes a log first. So the file is opened as one that does not change, and what was read counts only if there still is
//! no log afterwards. That none came and went meanwhile is what the lock sees to: it is the one that every reader holds,
//! and SQLite takes a log away only where nobody holds it (<https://www.sqlite.org/wal.html>, 2.3).

use std::ffi::OsString;
use std::fmt::Write;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OpenFlags};
use rustix::fs::{FlockOperation, fcntl_lock};

/// A file that is kept as it is, as far as its log tells.
pub(super) struct Quiet {
    log: PathBuf,
    /// Closing it gives the lock back, and with it every other lock of this process on the file.
    _locked: File,
}

impl Quiet {
    /// Locks a file that has no log; `None` where there is one, or somebody is just clearing it away.
    pub(super) fn begin(path: &Path) -> Option<Quiet> {
        let locked = File::open(path).ok()?;
        fcntl_lock(&locked, FlockOperation::NonBlockingLockShared).ok()?;
        let quiet = Quiet { log: log_of(path), _locked: locked };
        quiet.holds().then_some(quiet)
    }

    /// Whether nobody has written since.
    pub(super) fn holds(&self) -> bool {
        fs::symlink_metadata(&self.log).is_err_and(|error| error.kind() == ErrorKind::NotFound)
    }
}

/// Opens a file as one that does not change, without a lock or a log of SQLite's. The path is absolute.
pub(super) fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let mode = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    Connection::open_with_flags(uri(path), mode)
}

/// Where SQLite writes the log of a file.
pub(super) fn log_of(path: &Path) -> PathBuf {
    beside(path, "-wal")
}

/// A file that SQLite puts beside another.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    name.into()
}

/// The path as a URI that says no more than the path: every byte that could mean something there is written as a number.
fn uri(path: &Path) -> String {
    let mut uri = "file:".to_owned();
    for byte in path.as_os_str().as_bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => uri.push(char::from(*byte)),
            other => write!(uri, "%{other:02x}").expect("a text grows"),
        }
    }
    uri + "?immutable=1"
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A database with one row, whose log was written back.
    fn made(path: &Path) -> Connection {
        let connection = Connection::open(path).expect("a file");
        connection
            .execute_batch(
                "PRAGMA journal_mode = WAL; CREATE TABLE shop (name TEXT); INSERT INTO shop VALUES ('Anna');",
            )
            .expect("a table");
        connection
    }

    fn name(connection: &Connection) -> String {
        connection.query_row("SELECT name FROM shop", [], |row| row.get(0)).expect("a name")
    }

    #[test]
    fn any_name_of_a_file_is_only_a_name() {
        let folder = tempfile::tempdir().expect("a folder");
        for given in ["shop.db", "a b?mode=memory", "100%25#é.db", "file:x?vfs=none&nolock=1", "\u{1F487}'\".db"] {
            let path = folder.path().join(given);
            drop(made(&path));
            let before = fs::read_dir(folder.path()).expect("a folder").count();
            let quiet = Quiet::begin(&path).unwrap_or_else(|| panic!("`{given}` is quiet"));
            assert_eq!(name(&connect(&path).expect("it opens")), "Anna", "{given}");
            assert!(quiet.holds());
            assert_eq!(
                fs::read_dir(folder.path()).expect("a folder").count(),
                before,
                "nothing was made beside {given}"
            );
        }
    }

    #[test]
    fn it_is_not_quiet_once_somebody_is_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("shop.db");
        let other = made(&path);
        assert!(Quiet::begin(&path).is_none(), "somebody holds it open");
        drop(other);
        let quiet = Quiet::begin(&path).expect("nobody is there");
        assert!(quiet.holds());
        fs::write(log_of(&path), "").expect("a log is begun");
        assert!(!quiet.holds());
    }
}
