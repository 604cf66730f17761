//! What an import brought or caused, to be taken back.

use std::collections::BTreeSet;

use rusqlite::{Row, named_params};

use super::error::Result;
use super::import::Import;
use super::invoice::InvoiceState;
use super::ledger::entry_from_row;
use super::row;
use super::tx::{Reader, Tx};
use crate::domain::ledger::{Account, Entry};
use crate::domain::{CustomerId, ImportId, InvoiceId, OperationId, RefundId};

/// An invoice as it was before an import brought it further, and what it became by that.
#[derive(Clone, Debug)]
pub struct Before {
    /// The invoice.
    pub invoice: InvoiceId,
    /// Whose it was.
    pub customer: Option<CustomerId>,
    /// Its state.
    pub state: InvoiceState,
    /// Its state after the import.
    pub became: InvoiceState,
}

/// Imports that were taken back, and the operations that did it: what they wrote counts for nothing.
pub(super) const GONE: &str = "(SELECT operation_id FROM import WHERE undone_by IS NOT NULL
                     UNION SELECT undone_by FROM import WHERE undone_by IS NOT NULL)";

/// The entries that go with an import: its own, unless their invoice is gone already, and what was booked later on its
/// invoices and refunds, and on those that it brought further, which only imports that were taken back can have touched.
/// Expiry goes with its lots, and what a kept refund did is mended by itself.
const GOES: &str = "entry.kind <> 7
    AND coalesce(entry.refund_id, 0) NOT IN (SELECT id FROM temp.imported_refund WHERE kept)
    AND (entry.operation_id = :operation_id AND (entry.invoice_id IS NULL OR invoice.standing = 1)
         OR entry.operation_id >= :operation_id
            AND (entry.invoice_id BETWEEN :first AND :last
                 OR entry.invoice_id IN (SELECT id FROM temp.later_invoice)
                 OR entry.invoice_id IN (SELECT invoice_id FROM invoice_before WHERE operation_id = :operation_id)
                 OR entry.refund_id IN (SELECT id FROM temp.imported_refund)))";

fn before_from_row(row: &Row<'_>) -> rusqlite::Result<Before> {
    Ok(Before {
        invoice: InvoiceId(row.get(0)?),
        customer: row.get::<_, Option<i64>>(1)?.map(CustomerId),
        state: row::word(row, 2, InvoiceState::parse, "state")?,
        became: row::word(row, 3, InvoiceState::parse, "state")?,
    })
}

/// What is to be taken back of an import.
pub struct Undoing<'t, 'c> {
    pub(super) tx: &'t Tx<'c>,
    import: ImportId,
    pub(super) operation: OperationId,
    /// The rows of its invoices, from the first to the last.
    pub(super) invoices: (i64, i64),
}

impl Reader<'_> {
    /// The invoices that an import brought further, as they were before; those that stand.
    pub fn invoices_before(&self, operation: OperationId) -> Result<Vec<Before>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT before.invoice_id, coalesce(customer.merged_into_id, before.customer_id), before.state, before.became
             FROM invoice_before AS before
             JOIN invoice ON invoice.id = before.invoice_id AND invoice.standing = 1
             LEFT JOIN customer ON customer.id = before.customer_id
             WHERE before.operation_id = :operation_id
             ORDER BY before.invoice_id",
        )?;
        let rows = statement.query_map(named_params! {":operation_id": operation.0}, before_from_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether something was done with an invoice after an operation, and was not taken back with its import.
    pub fn was_changed_after(&self, invoice: InvoiceId, operation: OperationId) -> Result<bool> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT EXISTS (SELECT 1 FROM entry
                            WHERE invoice_id = :id AND operation_id > :after AND kind <> 7
                              AND operation_id NOT IN {GONE})
                 OR EXISTS (SELECT 1 FROM refund
                            WHERE invoice_id = :id AND operation_id > :after AND operation_id NOT IN {GONE})
                 OR EXISTS (SELECT 1 FROM assignment
                            WHERE invoice_id = :id AND operation_id > :after AND operation_id NOT IN {GONE})
                 OR EXISTS (SELECT 1 FROM operation WHERE invoice_id = :id AND id > :after AND id NOT IN {GONE})"
        ))?;
        Ok(statement.query_row(named_params! {":id": invoice.0, ":after": operation.0}, |row| row.get(0))?)
    }
}

impl<'c> Tx<'c> {
    /// Remembers what an invoice was before this unit of work brought it further.
    pub fn insert_before(&self, before: &Before) -> Result<()> {
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO invoice_before (operation_id, invoice_id, customer_id, state, became)
             VALUES (:operation_id, :invoice_id, :customer_id, :state, :became)",
        )?;
        statement.execute(named_params! {
            ":operation_id": self.operation_id().0,
            ":invoice_id": before.invoice.0,
            ":customer_id": before.customer.map(|id| id.0),
            ":state": before.state.as_str(),
            ":became": before.became.as_str(),
        })?;
        Ok(())
    }

    /// Makes an invoice again what it was before an import.
    pub fn restore_invoice(&self, before: &Before) -> Result<()> {
        let named = named_params! {
            ":id": before.invoice.0,
            ":customer_id": before.customer.map(|id| id.0),
            ":state": before.state.as_str(),
        };
        self.connection
            .prepare_cached("UPDATE invoice SET customer_id = :customer_id, state = :state WHERE id = :id")?
            .execute(named)?;
        self.connection
            .prepare_cached("UPDATE invoice SET customer_id = :customer_id WHERE refers_to_id = :id")?
            .execute(named_params! {":id": before.invoice.0, ":customer_id": before.customer.map(|id| id.0)})?;
        if before.state == InvoiceState::Unpaid {
            let named = named_params! {":id": before.invoice.0};
            self.connection
                .prepare_cached(
                    "UPDATE invoice SET paid_on = NULL, revision_id = NULL, total = subtotal WHERE id = :id",
                )?
                .execute(named)?;
            self.connection
                .prepare_cached("UPDATE line SET reward = 0, free = 0 WHERE invoice_id = :id AND reward <> 0")?
                .execute(named)?;
        }
        Ok(())
    }

    /// A customer's ledger with all lots, as it is stored.
    pub fn whole_account(&self, customer: CustomerId) -> Result<Account> {
        Ok(Account::new(customer, self.totals(customer)?, self.lots(customer)?, self.next_entry()?))
    }

    /// Finds what is to be taken back of an import.
    pub fn undoing(&self, import: &Import) -> Result<Undoing<'_, 'c>> {
        let operation = import.operation;
        let invoices = self.connection.query_row(
            "SELECT coalesce(min(id), 0), coalesce(max(id), -1) FROM invoice WHERE operation_id = :operation_id",
            named_params! {":operation_id": operation.0},
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        let undoing = Undoing { tx: self, import: import.id, operation, invoices };
        undoing.find_later_invoices()?;
        undoing.find_refunds()?;
        Ok(undoing)
    }
}

impl Undoing<'_, '_> {
    /// Invoices that go with those of the import: what they were corrected to, and credit notes that refer to them.
    fn find_later_invoices(&self) -> Result<()> {
        let connection = self.tx.connection;
        connection.execute_batch(
            "CREATE TEMP TABLE IF NOT EXISTS later_invoice (id INTEGER PRIMARY KEY);
             DELETE FROM temp.later_invoice;",
        )?;
        let (first, last) = self.invoices;
        let has_corrected: bool = connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM invoice WHERE id BETWEEN :first AND :last AND standing = 0)",
            named_params! {":first": first, ":last": last},
            |row| row.get(0),
        )?;
        // A correction follows what it corrects under the same number. One that went with another import may have left
        // its number to somebody else since.
        while has_corrected
            && connection.execute(
                "INSERT OR IGNORE INTO temp.later_invoice (id)
                 SELECT id
                 FROM (SELECT invoice.id, operation.action,
                              lag(invoice.id) OVER (PARTITION BY invoice.number ORDER BY invoice.id) AS corrected
                       FROM invoice
                       JOIN operation ON operation.id = invoice.operation_id
                       WHERE invoice.id >= :first
                         AND invoice.number IN (SELECT number
                                                FROM invoice
                                                WHERE id BETWEEN :first AND :last AND standing = 0))
                 WHERE action = 'invoice correct'
                   AND (corrected BETWEEN :first AND :last
                        OR corrected IN (SELECT id FROM temp.later_invoice))",
                named_params! {":first": first, ":last": last},
            )? > 0
        {}
        loop {
            let more = connection.execute(
                "INSERT OR IGNORE INTO temp.later_invoice (id)
                 SELECT id
                 FROM invoice
                 WHERE id > :last
                   AND (refers_to_id BETWEEN :first AND :last
                        OR refers_to_id IN (SELECT id FROM temp.later_invoice))",
                named_params! {":first": first, ":last": last},
            )?;
            if more == 0 {
                return Ok(());
            }
        }
    }

    /// Refunds that the import brought. What such a refund did is kept when its invoice is void, gone or somebody else's
    /// since, and that stays: it is not there any more to be taken back as if it had never been.
    fn find_refunds(&self) -> Result<()> {
        self.tx.connection.execute_batch(
            "CREATE TEMP TABLE IF NOT EXISTS imported_refund (id INTEGER PRIMARY KEY, kept INTEGER NOT NULL);
             DELETE FROM temp.imported_refund;",
        )?;
        let (first, last) = self.invoices;
        self.tx.connection.execute(
            &format!(
                "INSERT INTO temp.imported_refund (id, kept)
                 SELECT refund.id,
                        invoice.id NOT BETWEEN :first AND :last
                        AND invoice.id NOT IN (SELECT id FROM temp.later_invoice)
                        AND invoice.id NOT IN (SELECT invoice_id FROM invoice_before WHERE operation_id = :operation_id)
                        AND (invoice.standing = 0
                             OR invoice.state = 'void'
                             OR EXISTS (SELECT 1
                                        FROM assignment
                                        WHERE invoice_id = invoice.id AND operation_id > :operation_id
                                          AND operation_id NOT IN {GONE}))
                 FROM refund
                 JOIN invoice ON invoice.id = refund.invoice_id
                 WHERE refund.operation_id = :operation_id"
            ),
            named_params! {":operation_id": self.operation.0, ":first": first, ":last": last},
        )?;
        Ok(())
    }

    /// Refunds of the import whose invoices stand by themselves and that were not taken back since, each with whether
    /// what it did is kept.
    pub fn refunds(&self) -> Result<Vec<(RefundId, bool)>> {
        let mut statement = self.tx.connection.prepare_cached(
            "SELECT refund.id, imported.kept
             FROM temp.imported_refund AS imported
             JOIN refund ON refund.id = imported.id AND refund.undone = 0
             JOIN invoice ON invoice.id = refund.invoice_id AND invoice.standing = 1
             ORDER BY refund.id",
        )?;
        let rows = statement.query_map([], |row| Ok((RefundId(row.get(0)?), row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whose points it touches.
    pub fn customers(&self) -> Result<Vec<CustomerId>> {
        let mut statement = self.tx.connection.prepare_cached(
            "SELECT customer_id FROM entry WHERE operation_id = :operation_id
             UNION
             SELECT customer_id FROM entry WHERE invoice_id BETWEEN :first AND :last
             UNION
             SELECT customer_id FROM entry WHERE invoice_id IN (SELECT id FROM temp.later_invoice)
             UNION
             SELECT entry.customer_id
             FROM invoice_before AS before
             JOIN entry ON entry.invoice_id = before.invoice_id AND entry.operation_id > :operation_id
             WHERE before.operation_id = :operation_id
             UNION
             SELECT entry.customer_id
             FROM temp.imported_refund AS imported
             JOIN refund ON refund.id = imported.id
             JOIN entry ON entry.invoice_id = refund.invoice_id AND entry.refund_id = refund.id
             ORDER BY 1",
        )?;
        let (first, last) = self.invoices;
        let named = named_params! {":operation_id": self.operation.0, ":first": first, ":last": last};
        let rows = statement.query_map(named, |row| row.get(0).map(CustomerId))?;
        let rows: Vec<CustomerId> = rows.collect::<rusqlite::Result<_>>()?;
        if !self.tx.has_merges()? {
            return Ok(rows);
        }
        let people: BTreeSet<CustomerId> =
            rows.into_iter().map(|row| self.tx.stands_for(row)).collect::<Result<_>>()?;
        Ok(people.into_iter().collect())
    }

    /// The entries of a customer and of those that were merged into it, each with whether it goes.
    pub fn entries(&self, customer: CustomerId) -> Result<Vec<(Entry, bool)>> {
        let mut statement = self.tx.connection.prepare_cached(&format!(
            "SELECT entry.id, entry.customer_id, entry.day, entry.kind, entry.points, entry.expires_on,
                    entry.invoice_id, entry.refund_id, entry.redemption_id, coalesce({GOES}, 0) AS goes
             FROM entry
             LEFT JOIN invoice ON invoice.id = entry.invoice_id
             WHERE entry.customer_id {}
             ORDER BY entry.id",
            self.tx.of_person()?
        ))?;
        let (first, last) = self.invoices;
        let named = named_params! {
            ":customer_id": customer.0,
            ":operation_id": self.operation.0,
            ":first": first,
            ":last": last,
        };
        let rows = statement.query_map(named, |row| Ok((entry_from_row(row)?, row.get("goes")?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Frees the numbers of its invoices; returns how many stood.
    pub fn free_numbers(&self) -> Result<u64> {
        let (first, last) = self.invoices;
        let freed = self.tx.connection.execute(
            "UPDATE invoice SET standing = 0 WHERE id BETWEEN :first AND :last AND standing = 1",
            named_params! {":first": first, ":last": last},
        )?;
        let later = self.tx.connection.execute(
            "UPDATE invoice SET standing = 0 WHERE id IN (SELECT id FROM temp.later_invoice) AND standing = 1",
            [],
        )?;
        Ok((freed + later) as u64)
    }

    /// Marks the import as taken back.
    pub fn mark(&self) -> Result<()> {
        self.tx.connection.execute(
            "UPDATE import SET undone_by = :operation_id WHERE id = :id",
            named_params! {":operation_id": self.tx.operation_id().0, ":id": self.import.0},
        )?;
        Ok(())
    }

    /// Frees the refs of the customers that it brought, or an import that was taken back before, and that nothing else
    /// touches; returns how many. Comes after everything else.
    pub fn free_customers(&self) -> Result<u64> {
        let mut statement = self.tx.connection.prepare(&format!(
            "UPDATE customer
             SET standing = 0
             WHERE standing = 1 AND operation_id IN {GONE}
               AND NOT EXISTS (SELECT 1 FROM invoice WHERE customer_id = customer.id AND standing = 1)
               AND NOT EXISTS (SELECT 1 FROM account WHERE customer_id = customer.id AND balance <> 0)
               AND NOT EXISTS (SELECT 1 FROM card WHERE customer_id = customer.id AND standing = 1)
               AND NOT EXISTS (SELECT 1 FROM redemption WHERE customer_id = customer.id AND invoice_id IS NULL)
               AND NOT EXISTS (SELECT 1 FROM entry
                               WHERE customer_id = customer.id AND kind <> 7 AND invoice_id IS NULL
                                 AND operation_id NOT IN {GONE})
               AND NOT EXISTS (SELECT 1 FROM operation WHERE customer_id = customer.id AND action LIKE 'customer %')
             RETURNING id"
        ))?;
        let ids: Vec<i64> = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        let mut statement =
            self.tx.connection.prepare_cached("DELETE FROM search_key WHERE customer_id = :customer_id")?;
        for id in &ids {
            statement.execute(named_params! {":customer_id": id})?;
        }
        Ok(ids.len() as u64)
    }

    /// How many invoices it brought, at most.
    pub fn size(&self) -> u64 {
        (self.invoices.1 - self.invoices.0 + 1).unsigned_abs()
    }
}
