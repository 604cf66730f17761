//! Which other files hold this database's data, so that an erasure can name those in which a person still is.

use rusqlite::{Connection, named_params};

use super::error::Result;
use super::tx::{Reader, Tx, last_id};
use crate::domain::OperationId;

/// A copy of the database somewhere else: a backup, the copy before a migration, what a restore kept aside.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Backup {
    /// The file, as an absolute path.
    pub path: String,
    /// The moment it was made, milliseconds since 1970.
    pub made_at: i64,
    /// The newest operation in it; 0 for an empty one.
    pub last_operation: OperationId,
}

impl Reader<'_> {
    /// The copies that are known of, the oldest first. A file may have been moved or deleted since.
    pub fn backups(&self) -> Result<Vec<Backup>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT path, made_at, last_operation FROM backup ORDER BY made_at, path")?;
        let backups = statement.query_map([], |row| {
            Ok(Backup { path: row.get(0)?, made_at: row.get(1)?, last_operation: OperationId(row.get(2)?) })
        })?;
        Ok(backups.collect::<rusqlite::Result<_>>()?)
    }

    /// The newest operation that is recorded, 0 when there is none: what a copy of this state ends with.
    pub fn last_operation(&self) -> Result<OperationId> {
        last_operation(self.connection)
    }
}

impl Tx<'_> {
    /// Remembers a copy under its final, absolute path. Comes before the file has that name: a name without its file
    /// does no harm, a file without its name would be forgotten.
    pub fn note_backup(&self, path: &str, last_operation: OperationId) -> Result<()> {
        let made_at = self.context().now_millis;
        note(self.connection, &Backup { path: path.to_owned(), made_at, last_operation })
    }

    /// Remembers a copy that another state of this database knew of.
    pub fn note_known_backup(&self, backup: &Backup) -> Result<()> {
        note(self.connection, backup)
    }
}

/// The newest operation that is recorded, 0 when there is none.
pub(super) fn last_operation(connection: &Connection) -> Result<OperationId> {
    Ok(OperationId(last_id(connection, "operation")?))
}

/// Remembers a copy.
pub(super) fn note(connection: &Connection, backup: &Backup) -> Result<()> {
    let mut statement = connection.prepare_cached(
        "INSERT INTO backup (path, made_at, last_operation)
         VALUES (:path, :made_at, :last_operation)
         ON CONFLICT DO UPDATE SET made_at = excluded.made_at, last_operation = excluded.last_operation",
    )?;
    statement.execute(named_params! {
        ":path": backup.path,
        ":made_at": backup.made_at,
        ":last_operation": backup.last_operation.0,
    })?;
    Ok(())
}
