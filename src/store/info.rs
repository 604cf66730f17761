//! What is in the database, counted.

use super::error::Result;
use super::schema;
use super::tx::Reader;

/// What is in the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Info {
    /// The version of its schema.
    pub schema: i32,
    /// Customers that stand.
    pub customers: i64,
    /// Invoices that stand.
    pub invoices: i64,
    /// Entries of the points ledger.
    pub entries: i64,
    /// Operations.
    pub operations: i64,
    /// The moment of the last operation, milliseconds since 1970.
    pub last_recorded_at: Option<i64>,
}

impl Reader<'_> {
    /// Counts what is in the database.
    pub fn info(&self) -> Result<Info> {
        let (_, schema) = schema::identity(self.connection)?;
        let info = self.connection.query_row(
            "SELECT (SELECT count(*) FROM customer WHERE standing = 1),
                    (SELECT count(*) FROM invoice WHERE standing = 1),
                    (SELECT count(*) FROM entry),
                    (SELECT count(*) FROM operation),
                    (SELECT recorded_at FROM operation ORDER BY id DESC LIMIT 1)",
            [],
            |row| {
                Ok(Info {
                    schema,
                    customers: row.get(0)?,
                    invoices: row.get(1)?,
                    entries: row.get(2)?,
                    operations: row.get(3)?,
                    last_recorded_at: row.get(4)?,
                })
            },
        )?;
        Ok(info)
    }
}
