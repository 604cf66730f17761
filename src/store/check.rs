//! What `db check` reads: the file itself, and all that is stored of one customer or one invoice at a time, in
//! ordered scans that are merged here, so that memory does not grow with the file.

mod head;
mod invoice;
mod ledger;
mod person;

use rusqlite::{Row, Rows};

use super::error::Result;
use super::tx::Reader;
use super::{open, schema};
use crate::domain::RefundId;

pub use head::Head;
pub use invoice::CheckedInvoice;
pub use ledger::CheckedLedger;
pub(super) use ledger::grouped;

/// How a part of the schema differs from what this program makes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemaChange {
    /// `table`, `index`, `trigger` or `view`.
    pub kind: String,
    /// What it is called.
    pub name: String,
    /// How it differs.
    pub change: Change,
}

/// How something differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// It is not there.
    Missing,
    /// It is made otherwise.
    Altered,
    /// It does not belong there.
    Foreign,
}

/// A row that names a row of another table which is not there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BrokenReference {
    /// The table.
    pub table: String,
    /// The row; `None` in a table that has no row numbers.
    pub row: Option<i64>,
    /// The table that it names.
    pub parent: String,
}

/// A part of the schema: kind, name, table and text.
type Part = (String, String, String, Option<String>);

fn schema_parts(connection: &rusqlite::Connection) -> Result<Vec<Part>> {
    // What ANALYZE leaves changes no answer.
    let mut statement = connection.prepare(
        "SELECT type, name, tbl_name, sql
         FROM sqlite_schema
         WHERE name NOT LIKE 'sqlite\\_stat%' ESCAPE '\\'
         ORDER BY name, type",
    )?;
    let parts = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?)))?;
    Ok(parts.collect::<rusqlite::Result<_>>()?)
}

impl Reader<'_> {
    /// What of the schema is not as this program makes it: tables first, then triggers, then the rest.
    pub fn schema_changes(&self) -> Result<Vec<SchemaChange>> {
        let scratch = open::scratch()?;
        schema::create(&scratch)?;
        let mut changes = compare_parts(&schema_parts(&scratch)?, &schema_parts(self.connection)?);
        changes.sort_by_key(|part| (part.kind != "table", part.kind != "trigger", part.name.clone()));
        Ok(changes)
    }

    /// What SQLite itself finds wrong with the file; at most a hundred texts.
    pub fn damage(&self) -> Result<Vec<String>> {
        damage(self.connection)
    }

    /// Rows that name rows which are not there.
    pub fn each_broken_reference(&self, mut tell: impl FnMut(BrokenReference)) -> Result<()> {
        let mut statement = self.connection.prepare("PRAGMA foreign_key_check")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            tell(BrokenReference { table: row.get(0)?, row: row.get(1)?, parent: row.get(2)? });
        }
        self.each_unknown_operation(&mut tell)
    }

    /// Rows that name an operation which is not there: no key leads to it, for it is written after them.
    fn each_unknown_operation(&self, tell: &mut impl FnMut(BrokenReference)) -> Result<()> {
        let mut columns = self.connection.prepare(
            "SELECT list.name, info.name, iif(list.wr, 'NULL', 'rowid')
             FROM pragma_table_list AS list
             JOIN pragma_table_info(list.name) AS info
             WHERE list.schema = 'main' AND info.name IN ('operation_id', 'undone_by')",
        )?;
        let mut columns = columns.query([])?;
        while let Some(column) = columns.next()? {
            let (table, name, row_id): (String, String, String) = column.try_into()?;
            let mut rows = self
                .connection
                .prepare(&format!("SELECT {row_id} FROM {table} WHERE {name} NOT IN (SELECT id FROM operation)"))?;
            let mut rows = rows.query([])?;
            while let Some(row) = rows.next()? {
                tell(BrokenReference { table: table.clone(), row: row.get(0)?, parent: "operation".to_owned() });
            }
        }
        Ok(())
    }

    /// Refunds that name a credit note which is none of their invoice: its row is somebody else's by now.
    pub fn strayed_credits(&self) -> Result<Vec<RefundId>> {
        let mut statement = self.connection.prepare(
            "SELECT refund.id
             FROM refund
             JOIN invoice ON invoice.id = refund.credit_id
             WHERE refund.credit_id IS NOT NULL AND invoice.refers_to_id IS NOT refund.invoice_id
             ORDER BY refund.id",
        )?;
        let ids = statement.query_map([], |row| row.get(0).map(RefundId))?;
        Ok(ids.collect::<rusqlite::Result<_>>()?)
    }

    /// The first id that was given and is not there any more, of each table whose rows are only ever inserted.
    pub fn gaps(&self) -> Result<Vec<(&'static str, i64)>> {
        let mut gaps = Vec::new();
        for table in ["operation", "revision", "assignment", "entry", "taking", "card_event"] {
            let (count, last): (i64, i64) = self.connection.query_row(
                &format!("SELECT count(*), coalesce(max(id), 0) FROM {table}"),
                [],
                |row| Ok((row.get(0)?, row.get(1)?)),
            )?;
            if count != last {
                let first = self.connection.query_row(
                    &format!(
                        "SELECT coalesce((SELECT min(id) + 1 FROM {table} AS one
                                          WHERE NOT EXISTS (SELECT 1 FROM {table} WHERE id = one.id + 1)), 1)"
                    ),
                    [],
                    |row| row.get::<_, i64>(0),
                )?;
                let has_first: bool = self.connection.query_row(
                    &format!("SELECT EXISTS (SELECT 1 FROM {table} WHERE id = 1)"),
                    [],
                    |row| row.get(0),
                )?;
                gaps.push((table, if has_first { first } else { 1 }));
            }
        }
        Ok(gaps)
    }
}

/// What SQLite itself finds wrong with a file; at most a hundred texts.
pub(super) fn damage(connection: &rusqlite::Connection) -> Result<Vec<String>> {
    let mut statement = connection.prepare("PRAGMA integrity_check(100)")?;
    let texts = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    Ok(texts.into_iter().filter(|text| text != "ok").collect())
}

fn compare_parts(want: &[Part], is: &[Part]) -> Vec<SchemaChange> {
    let change = |part: &Part, change| SchemaChange { kind: part.0.clone(), name: part.1.clone(), change };
    let same_name = |a: &Part, b: &Part| (&a.0, &a.1) == (&b.0, &b.1);
    let lacking = want.iter().filter_map(|part| match is.iter().find(|other| same_name(part, other)) {
        None => Some(change(part, Change::Missing)),
        Some(other) => (other != part).then(|| change(part, Change::Altered)),
    });
    let foreign = is.iter().filter(|part| !want.iter().any(|other| same_name(part, other)));
    lacking.chain(foreign.map(|part| change(part, Change::Foreign))).collect()
}

/// Rows in the order of a key, their first column, handed out a key at a time.
pub(super) struct Grouped<'r, T> {
    rows: Rows<'r>,
    read: fn(&Row<'_>) -> rusqlite::Result<T>,
    ahead: Option<(i64, T)>,
}

impl<'r, T> Grouped<'r, T> {
    fn new(rows: Rows<'r>, read: fn(&Row<'_>) -> rusqlite::Result<T>) -> Result<Grouped<'r, T>> {
        let mut grouped = Grouped { rows, read, ahead: None };
        grouped.step()?;
        Ok(grouped)
    }

    fn step(&mut self) -> Result<Option<T>> {
        let next = match self.rows.next()? {
            Some(row) => Some((row.get(0)?, (self.read)(row)?)),
            None => None,
        };
        Ok(std::mem::replace(&mut self.ahead, next).map(|(_, value)| value))
    }

    /// The key of the next row.
    pub(super) fn key(&self) -> Option<i64> {
        self.ahead.as_ref().map(|(key, _)| *key)
    }

    /// The rows of a key; those of smaller keys, which nothing belongs to, are passed over.
    pub(super) fn take(&mut self, key: i64) -> Result<Vec<T>> {
        let mut group = Vec::new();
        while let Some(next) = self.key().filter(|next| *next <= key) {
            let value = self.step()?;
            group.extend(value.filter(|_| next == key));
        }
        Ok(group)
    }
}
