//! Imports: what one call took in, written in bulk.

use rusqlite::{OptionalExtension, Row, Statement, named_params};

use super::error::Result;
use super::invoice::{INSERT_INVOICE, NewInvoice, StoredInvoice};
use super::tx::{Reader, Tx, last_id};
use crate::domain::{CustomerId, ImportId, InvoiceId, Kind, Money, OperationId, Quantity, UnitPrice};

/// One import as it stands.
#[derive(Clone, Debug)]
pub struct Import {
    /// Its number.
    pub id: ImportId,
    /// `invoices` or `customers`.
    pub kind: String,
    /// The names of the files.
    pub files: Vec<String>,
    /// What it brought, as the report counted it.
    pub counts: serde_json::Value,
    /// The operation that it was.
    pub operation: OperationId,
    /// The moment, milliseconds since 1970.
    pub recorded_at: i64,
    /// Who.
    pub actor: String,
    /// The operation that took it back.
    pub undone_by: Option<OperationId>,
}

/// The tables whose insert guards an import may do without.
const GUARDED: [&str; 3] = ["entry", "taking", "card_event"];

/// The indexes that an import comes to in no order, and that it does not read.
const MADE_LAST: [&str; 2] = ["invoice_by_customer", "entry_by_invoice"];

/// A line of an invoice that is taken in, its item known by its row.
#[derive(Clone, Copy, Debug)]
pub struct ImportedLine {
    /// The item's row.
    pub item: i64,
    /// Pieces.
    pub quantity: Quantity,
    /// The price of one.
    pub unit_price: Option<UnitPrice>,
    /// What it costs.
    pub amount: Money,
    /// Its share of the discount lines.
    pub discount: Money,
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Import> {
    let json = |column: usize| -> rusqlite::Result<serde_json::Value> {
        super::row::checked(serde_json::from_str(row.get_ref(column)?.as_str()?).ok(), "JSON")
    };
    let files = json(2)?.as_array().into_iter().flatten().filter_map(|name| name.as_str().map(str::to_owned)).collect();
    Ok(Import {
        id: ImportId(row.get(0)?),
        kind: row.get(1)?,
        files,
        counts: json(3)?,
        operation: OperationId(row.get(4)?),
        recorded_at: row.get(5)?,
        actor: row.get(6)?,
        undone_by: row.get::<_, Option<i64>>(7)?.map(OperationId),
    })
}

const IMPORT: &str = "SELECT import.id, import.kind, import.files, import.counts, import.operation_id, operation.recorded_at, actor.name,
        import.undone_by
 FROM import
 JOIN operation ON operation.id = import.operation_id
 JOIN actor ON actor.id = operation.actor_id";

impl Reader<'_> {
    /// All imports, the newest first.
    pub fn imports(&self) -> Result<Vec<Import>> {
        let mut statement = self.connection.prepare_cached(&format!("{IMPORT} ORDER BY import.id DESC"))?;
        let imports = statement.query_map([], from_row)?;
        Ok(imports.collect::<rusqlite::Result<_>>()?)
    }

    /// An import.
    pub fn import(&self, id: ImportId) -> Result<Option<Import>> {
        let mut statement = self.connection.prepare_cached(&format!("{IMPORT} WHERE import.id = :id"))?;
        Ok(statement.query_row(named_params! {":id": id.0}, from_row).optional()?)
    }

    /// The row of an item, if it is there.
    pub fn known_item(&self, kind: Kind, name: &str, sku: Option<&str>, category: Option<&str>) -> Result<Option<i64>> {
        self.find_item(kind, name, sku, category)
    }

    /// Whether there is any invoice at all.
    pub fn has_invoices(&self) -> Result<bool> {
        Ok(self.connection.query_row("SELECT EXISTS (SELECT 1 FROM invoice)", [], |row| row.get(0))?)
    }
}

impl<'c> Tx<'c> {
    /// Makes ready what writes imported invoices.
    pub fn import_writer(&self) -> Result<ImportWriter<'c>> {
        let line =
            "INSERT INTO line (invoice_id, position, item_id, quantity, unit_price, amount, discount, reward, free)
                    VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, 0)";
        Ok(ImportWriter { invoice: self.connection.prepare(INSERT_INVOICE)?, line: self.connection.prepare(line)? })
    }
}

/// Writes invoices that are taken in, by statements that are made ready once.
pub struct ImportWriter<'c> {
    invoice: Statement<'c>,
    line: Statement<'c>,
}

impl ImportWriter<'_> {
    /// Writes an invoice and its lines.
    pub fn insert(&mut self, tx: &Tx<'_>, new: &NewInvoice<'_>, lines: &[ImportedLine]) -> Result<InvoiceId> {
        let id = tx.insert_invoice_row(&mut self.invoice, new)?;
        for (position, line) in (1i64..).zip(lines) {
            self.line.execute((
                id.0,
                position,
                line.item,
                line.quantity.thousandths(),
                line.unit_price.map(UnitPrice::ten_thousandths),
                line.amount.minor(),
                line.discount.minor(),
            ))?;
        }
        Ok(id)
    }
}

impl Tx<'_> {
    /// Lets many rows be written fast: the insert guards of the ledger are dropped, to be made again by
    /// [`Tx::end_bulk`] within the same transaction.
    ///
    /// The cache grows to 8 MiB for the rest of this connection, so that pages are not written and read again on the way.
    pub fn begin_bulk(&self) -> Result<()> {
        self.connection.execute_batch("PRAGMA cache_size = -8192")?;
        for table in GUARDED {
            self.connection.execute_batch(&format!("DROP TRIGGER {table}_is_not_replaced"))?;
        }
        self.is_bulk.set(true);
        Ok(())
    }

    /// Leaves the indexes that rows come to in no order to be made at the end, sorted, by [`Tx::make_indexes`] or
    /// [`Tx::end_bulk`]. Only for a database without invoices: nothing may be looked up by them meanwhile.
    pub fn begin_without_indexes(&self) -> Result<()> {
        for index in MADE_LAST {
            self.connection.execute_batch(&format!("DROP INDEX {index}"))?;
        }
        self.lacks_indexes.set(true);
        Ok(())
    }

    /// Makes the indexes that were left out, if any were.
    pub fn make_indexes(&self) -> Result<()> {
        if self.lacks_indexes.replace(false) {
            for index in MADE_LAST {
                self.connection.execute_batch(super::schema::index(index))?;
            }
        }
        Ok(())
    }

    /// Makes the insert guards of the ledger again, if they were dropped.
    pub fn end_bulk(&self) -> Result<()> {
        self.make_indexes()?;
        if self.is_bulk.replace(false) {
            for table in GUARDED {
                self.connection.execute_batch(super::schema::insert_guard(table))?;
            }
        }
        Ok(())
    }

    /// Makes an imported invoice a credit note of `customer` that refers to another one.
    pub fn set_referring(
        &self,
        credit: InvoiceId,
        original: &StoredInvoice,
        customer: Option<CustomerId>,
    ) -> Result<()> {
        let mut statement = self.connection.prepare_cached(
            "UPDATE invoice
             SET refers_to_id = :original_id, customer_id = :customer_id, revision_id = :revision_id
             WHERE id = :id",
        )?;
        statement.execute(named_params! {
            ":id": credit.0,
            ":original_id": original.id.0,
            ":customer_id": customer.map(|id| id.0),
            ":revision_id": original.revision.map(|id| id.0),
        })?;
        Ok(())
    }

    /// Takes an invoice of this unit of work out again.
    pub fn delete_imported(&self, id: InvoiceId) -> Result<()> {
        let unlink = "UPDATE invoice SET refers_to_id = NULL WHERE refers_to_id = :id";
        self.connection.execute(unlink, named_params! {":id": id.0})?;
        self.connection.execute("DELETE FROM line WHERE invoice_id = :id", named_params! {":id": id.0})?;
        self.connection.execute("DELETE FROM invoice WHERE id = :id", named_params! {":id": id.0})?;
        Ok(())
    }

    /// The row of an item, made if it is new.
    pub fn item_row(&self, kind: Kind, name: &str, sku: Option<&str>, category: Option<&str>) -> Result<i64> {
        self.item_id(kind, name, sku, category)
    }

    /// The number that the next import will have.
    pub fn next_import(&self) -> Result<ImportId> {
        Ok(ImportId(last_id(self.connection, "import")? + 1))
    }

    /// Keeps what an import was.
    pub fn insert_import(&self, id: ImportId, kind: &str, files: &[String], counts: &serde_json::Value) -> Result<()> {
        self.connection.execute(
            "INSERT INTO import (id, kind, files, counts, operation_id)
             VALUES (:id, :kind, :files, :counts, :operation_id)",
            named_params! {
                ":id": id.0,
                ":kind": kind,
                ":files": serde_json::Value::from(files.to_vec()).to_string(),
                ":counts": counts.to_string(),
                ":operation_id": self.operation_id().0,
            },
        )?;
        Ok(())
    }
}
