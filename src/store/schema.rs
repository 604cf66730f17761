//! The schema and its versions. A released version is never edited, only followed by the next.

use rusqlite::Connection;

use super::error::{Result, StoreError};

/// Tells our files from others: `LOYY`, at offset 68 of the header.
pub const APPLICATION_ID: i32 = 0x4c4f_5959;
/// What brings a database from one schema to the next: the first step makes schema 2 of schema 1.
#[derive(Clone, Copy, Debug)]
pub struct Step(pub &'static str);

/// The steps from schema 1, which is the first that was released, to [`VERSION`].
pub const STEPS: &[Step] = &[];
/// The newest schema this program knows.
pub const VERSION: i32 = newest(STEPS);

/// The schema that steps lead to.
pub const fn newest(steps: &[Step]) -> i32 {
    1 + steps.len() as i32
}

/// The oldest SQLite whose write-ahead log can be trusted with several writers.
pub const LEAST_SQLITE: i32 = 3_051_003;

const TABLES: &str = include_str!("schema/1.sql");
/// The triggers that keep the ledger, and who wrote it, insert-only.
pub const GUARDS: &str = include_str!("schema/guards.sql");

/// The application id and the schema version of a file.
pub fn identity(connection: &Connection) -> Result<(i32, i32)> {
    let application = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    let version = connection.pragma_query_value(None, "user_version", |row| row.get(0))?;
    Ok((application, version))
}

/// Whether the file holds no table at all.
pub fn is_empty(connection: &Connection) -> Result<bool> {
    Ok(connection.query_row("SELECT count(*) = 0 FROM sqlite_schema", [], |row| row.get(0))?)
}

/// Makes all tables, inside the caller's transaction.
pub fn create(connection: &Connection) -> Result<()> {
    if rusqlite::version_number() < LEAST_SQLITE {
        return Err(StoreError::Internal(format!("SQLite {} is too old", rusqlite::version())));
    }
    connection.execute_batch(TABLES)?;
    connection.execute_batch(GUARDS)?;
    connection.pragma_update(None, "application_id", APPLICATION_ID)?;
    connection.pragma_update(None, "user_version", VERSION)?;
    Ok(())
}

/// The statement of [`GUARDS`] that keeps rows of a table from being replaced.
pub fn insert_guard(table: &str) -> &'static str {
    statement(GUARDS, &format!("CREATE TRIGGER {table}_is_not_replaced"), "END;")
}

/// The statement of the schema that makes an index.
pub fn index(name: &str) -> &'static str {
    statement(TABLES, &format!("CREATE INDEX {name} "), ";")
}

fn statement(page: &'static str, begins: &str, ends: &str) -> &'static str {
    let begin = page.find(begins).expect("what is made again stands in the schema");
    let length = page[begin..].find(ends).expect("a statement ends") + ends.len();
    &page[begin..begin + length]
}
