//! Opening the file: what is ours is opened, what is not is left untouched.

use std::fs;
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::config::DbConfig;
use rusqlite::{Connection, OpenFlags};

use super::error::{Result, StoreError};
use super::look::{Found, has_log, judge, look};
use super::quiet::{self, Quiet, log_of};
use super::{busy, schema};

/// A connection to an existing database.
pub(super) struct Opened {
    pub(super) connection: Connection,
    /// Its schema.
    pub(super) version: i32,
    /// Whether its changes go through a write-ahead log: a copy is one file alone.
    pub(super) is_wal: bool,
}

/// Makes a path absolute, so that SQLite never takes it for a URI.
pub fn absolute(path: &Path) -> Result<PathBuf> {
    std::path::absolute(path).map_err(|error| StoreError::Io(error.to_string()))
}

/// Opens an existing database for reading and writing, whatever its schema; one that is newer than `newest` is refused.
pub(super) fn open(path: &Path, newest: i32) -> Result<Opened> {
    let is_wal = has_wal(path, newest)?;
    open_found(path, newest, is_wal)
}

/// The same for a command that writes: what cannot be written to is refused unseen by SQLite, which would leave an index
/// of the log behind that has the mode of the file, and that nobody can write to when the file can be again.
pub(super) fn open_to_write(path: &Path, newest: i32) -> Result<Opened> {
    let is_wal = has_wal(path, newest)?;
    for file in [path.to_owned(), log_of(path), quiet::beside(path, "-shm")] {
        match rustix::fs::access(&file, rustix::fs::Access::WRITE_OK) {
            Ok(()) | Err(rustix::io::Errno::NOENT) => {}
            Err(rustix::io::Errno::ACCESS) => return Err(StoreError::Unwritable(file)),
            Err(error) => return Err(StoreError::from_io(&file, &error.into())),
        }
    }
    open_found(path, newest, is_wal)
}

/// Whether the changes of a database go through a write-ahead log; a failure where there is no database.
fn has_wal(path: &Path, newest: i32) -> Result<bool> {
    match look(path, newest)? {
        Found::Nothing => Err(StoreError::NoDatabase(path.to_owned())),
        Found::Begun => Ok(true),
        Found::Database { wal } => Ok(wal),
    }
}

fn open_found(path: &Path, newest: i32, is_wal: bool) -> Result<Opened> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    let (application, version) = schema::identity(&connection)?;
    if (application, version) == (0, 0) && schema::is_empty(&connection)? {
        return Err(StoreError::NoDatabase(path.to_owned()));
    }
    judge(path, application, version, newest)?;
    prepare(&connection)?;
    Ok(Opened { connection, version, is_wal })
}

/// Opens a database beside a connection of this process to it, so without looking at the file first: closing that
/// handle would drop the locks of the other.
pub(super) fn beside(path: &Path) -> Result<Connection> {
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    prepare(&connection)?;
    Ok(connection)
}

/// Refuses a file that is no database of ours, unseen by SQLite.
pub(super) fn judge_file(path: &Path) -> Result<()> {
    look(path, schema::VERSION).map(drop)
}

/// Opens an existing database that nobody writes to just now, for as long as that holds; `None` where it is written to,
/// or is not one of this program's schema.
pub(super) fn open_quiet(path: &Path) -> Option<(Connection, Quiet)> {
    let Found::Database { wal: true } = look(path, schema::VERSION).ok()? else { return None };
    let quiet = Quiet::begin(path)?;
    let connection = quiet::connect(path).ok()?;
    (schema::identity(&connection).ok()? == (schema::APPLICATION_ID, schema::VERSION)).then_some(())?;
    prepare_to_read(&connection).ok()?;
    Some((connection, quiet))
}

/// Opens an existing database for a look that changes nothing and waits for nobody.
///
/// Beside a log it is opened read-only, so that closing it does not play the log back; without one it is not, because
/// then SQLite would leave an empty log behind.
pub(super) fn open_to_look(path: &Path) -> Result<Connection> {
    let Found::Database { .. } = look(path, schema::VERSION)? else {
        return Err(StoreError::NoDatabase(path.to_owned()));
    };
    let mode = if has_log(path) { OpenFlags::SQLITE_OPEN_READ_ONLY } else { OpenFlags::SQLITE_OPEN_READ_WRITE };
    let connection = Connection::open_with_flags(path, mode | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(Duration::ZERO)?;
    let (application, version) = schema::identity(&connection)?;
    judge(path, application, version, schema::VERSION)?;
    connection.execute_batch("PRAGMA query_only = ON;")?;
    prepare_to_read(&connection)?;
    Ok(connection)
}

/// Makes the file if there is none and opens it; tells whether it has no schema yet.
pub(super) fn open_or_create(path: &Path) -> Result<(Opened, bool)> {
    if let Found::Database { .. } = look(path, schema::VERSION)? {
        return Ok((open(path, schema::VERSION)?, false));
    }
    make_folder(path)?;
    create_private(path)?;
    let connection = connect(path, OpenFlags::SQLITE_OPEN_READ_WRITE)?;
    connection.execute_batch("PRAGMA journal_mode = WAL;")?;
    prepare(&connection)?;
    Ok((Opened { connection, version: schema::VERSION, is_wal: true }, true))
}

/// Makes the folder that a file is to be in.
pub(super) fn make_folder(path: &Path) -> Result<()> {
    let Some(folder) = path.parent() else { return Ok(()) };
    fs::create_dir_all(folder).map_err(|error| StoreError::from_io(folder, &error))
}

/// Opens a database in memory.
pub(super) fn scratch() -> Result<Connection> {
    let connection = Connection::open_in_memory()?;
    prepare(&connection)?;
    Ok(connection)
}

/// Makes an empty file that only its owner can read, before SQLite would make one that others can.
fn create_private(path: &Path) -> Result<()> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let opened = options.open(path);
    // An empty file that is there already may be open to others.
    #[cfg(unix)]
    let opened = opened.and_then(|file| {
        file.set_permissions(std::os::unix::fs::PermissionsExt::from_mode(0o600))?;
        Ok(file)
    });
    opened.map(drop).map_err(|error| StoreError::from_io(path, &error))
}

/// Connects without reading the path as a URI.
fn connect(path: &Path, mode: OpenFlags) -> Result<Connection> {
    let mut connection = Connection::open_with_flags(path, mode | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    busy::install(&mut connection)?;
    Ok(connection)
}

/// What every connection is set to (docs: "What you can rely on").
fn prepare(connection: &Connection) -> Result<()> {
    prepare_to_read(connection)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_FKEY, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, true)?;
    connection.execute_batch(
        "PRAGMA synchronous = EXTRA;
         PRAGMA secure_delete = ON;",
    )?;
    Ok(())
}

/// What a connection is set to that cannot write.
fn prepare_to_read(connection: &Connection) -> Result<()> {
    connection.set_prepared_statement_cache_capacity(256);
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    // Without it a statement that compares with a parameter is compiled anew for every value.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.execute_batch(
        "PRAGMA cell_size_check = ON;
         PRAGMA temp_store = MEMORY;",
    )?;
    Ok(())
}
