//! What `report what-if` reads: all that earns, in the order of its rows, and all ledgers, customer by customer, each in
//! one ordered scan.

use std::collections::BTreeSet;

use rusqlite::Row;
use rustc_hash::FxHashMap;

use super::check::{Grouped, grouped};
use super::error::StoreError;
use super::ledger::{ENTRY_COLUMNS, entry_from_row};
use super::lot::{lot_from_row, lots_of_all};
use super::row;
use super::tx::Reader;
use super::undo::GONE;
use crate::domain::earn::EarnLine;
use crate::domain::ledger::{Entry, Lot};
use crate::domain::selector::Selectable;
use crate::domain::{CustomerId, Day, InvoiceId, Kind, Money, OperationId, Quantity, RevisionId};

/// A standing, paid invoice of somebody that earns, or a free-standing credit note.
#[derive(Clone, Debug)]
pub struct SoldInvoice {
    /// The invoice.
    pub id: InvoiceId,
    /// Whose it is now.
    pub customer: CustomerId,
    /// The award date.
    pub paid_on: Day,
    /// The day its points were booked: another one only when it went to its customer later.
    pub booked_on: Day,
    /// The operation that booked them.
    pub operation: OperationId,
    /// What was paid.
    pub total: Money,
    /// The revision that its points were worked out by.
    pub revision: Option<RevisionId>,
    /// Its lines.
    pub lines: Vec<SoldLine>,
    /// What was given back of it and stays so, in the order in which it was.
    pub refunds: Vec<SoldRefund>,
}

/// A line as the earning rules look at it.
#[derive(Clone, Copy, Debug)]
pub struct SoldLine {
    item: i64,
    /// What was left of its amount when it was paid.
    pub net: Money,
    /// Pieces.
    pub quantity: Quantity,
    free: Quantity,
}

/// A refund that stands.
#[derive(Clone, Debug)]
pub struct SoldRefund {
    /// Its day.
    pub day: Day,
    /// The operation that recorded it.
    pub operation: OperationId,
    /// What was given back in all.
    pub amount: Money,
    /// Line (from 0), pieces, money.
    pub lines: Vec<(usize, Quantity, Money)>,
}

/// What is sold, by row.
pub struct Articles(FxHashMap<i64, Article>);

struct Article {
    kind: Kind,
    name: String,
    sku: Option<String>,
    category: Option<String>,
}

impl Articles {
    /// What the earning rule looks at in a line.
    pub fn earn_line<'a>(&'a self, line: &SoldLine) -> EarnLine<'a> {
        let Article { kind, name, sku, category } = &self.0[&line.item];
        let what = Selectable { kind: *kind, sku: sku.as_deref(), category: category.as_deref(), name };
        EarnLine { what, net: line.net, quantity: line.quantity, free: line.free }
    }
}

/// An entry, and what is known of it.
#[derive(Clone, Copy, Debug)]
pub struct BookedEntry {
    /// The entry.
    pub entry: Entry,
    /// The operation that wrote it.
    pub operation: OperationId,
    /// Whether it stays as it is whatever the earning rule: points spent, brought and adjusted, but for what was spent
    /// on an invoice that was voided or taken back since. What a merge hands over is what others brought.
    pub is_kept: bool,
}

/// What is stored of a customer's points.
#[derive(Clone, Debug, Default)]
pub struct History {
    /// The entries, in the order of date and id.
    pub entries: Vec<BookedEntry>,
    /// Those of everybody who was merged into the customer.
    pub brought: Vec<BookedEntry>,
    /// The lots.
    pub lots: Vec<Lot>,
}

fn line_from_row(row: &Row<'_>) -> rusqlite::Result<SoldLine> {
    let quantity = |column| row::checked(Quantity::from_thousandths(row.get(column)?), "quantity");
    Ok(SoldLine {
        item: row.get(1)?,
        net: row::checked(row::money(row, 2)?.in_range(), "amount")?,
        quantity: quantity(3)?,
        free: quantity(4)?,
    })
}

fn invoice_from_row(row: &Row<'_>) -> rusqlite::Result<SoldInvoice> {
    let paid_on = row::day(row, 2)?;
    Ok(SoldInvoice {
        id: InvoiceId(row.get(0)?),
        customer: CustomerId(row.get(1)?),
        paid_on,
        booked_on: row::day_or_null(row, 5)?.unwrap_or(paid_on),
        operation: OperationId(row.get(6)?),
        total: row::money(row, 3)?,
        revision: row.get::<_, Option<i64>>(4)?.map(RevisionId),
        lines: Vec::new(),
        refunds: Vec::new(),
    })
}

/// A row of a refund and one of its lines: refund, day, operation, amount, line.
type RefundRow = (i64, Day, OperationId, Money, Option<(usize, Quantity, Money)>);

fn refund_from_row(row: &Row<'_>) -> rusqlite::Result<RefundRow> {
    let line = match row.get::<_, Option<i64>>(5)? {
        None => None,
        Some(position) => Some((
            row::checked(usize::try_from(position - 1).ok(), "position")?,
            row::checked(Quantity::from_thousandths(row.get(6)?), "quantity")?,
            row::money(row, 7)?,
        )),
    };
    Ok((row.get(1)?, row::day(row, 2)?, OperationId(row.get(3)?), row::money(row, 4)?, line))
}

fn refunds(rows: Vec<RefundRow>) -> Vec<SoldRefund> {
    let mut refunds: Vec<(i64, SoldRefund)> = Vec::new();
    for (id, day, operation, amount, line) in rows {
        if refunds.last().is_none_or(|(last, _)| *last != id) {
            refunds.push((id, SoldRefund { day, operation, amount, lines: Vec::new() }));
        }
        if let Some((_, refund)) = refunds.last_mut() {
            refund.lines.extend(line);
        }
    }
    refunds.into_iter().map(|(_, refund)| refund).collect()
}

fn booked_from_row(row: &Row<'_>) -> rusqlite::Result<BookedEntry> {
    Ok(BookedEntry {
        entry: entry_from_row(row)?,
        operation: OperationId(row.get("operation_id")?),
        is_kept: row.get("is_kept")?,
    })
}

impl Reader<'_> {
    /// Everything that is sold.
    pub fn articles(&self) -> super::Result<Articles> {
        let mut statement = self.connection.prepare("SELECT id, kind, name, sku, category FROM item")?;
        let articles = statement.query_map([], |row| {
            let kind = row::word(row, 1, Kind::parse, "kind")?;
            Ok((row.get(0)?, Article { kind, name: row.get(2)?, sku: row.get(3)?, category: row.get(4)? }))
        })?;
        Ok(Articles(articles.collect::<rusqlite::Result<_>>()?))
    }

    /// The operations that took files in, each customer's rows in the order of their days.
    pub fn import_operations(&self) -> super::Result<BTreeSet<OperationId>> {
        let mut statement = self.connection.prepare("SELECT operation_id FROM import")?;
        let operations = statement.query_map([], |row| row.get(0).map(OperationId))?;
        Ok(operations.collect::<rusqlite::Result<_>>()?)
    }

    /// Looks at every standing, paid invoice of somebody that earns, in the order of their rows. Credit notes that refer
    /// to an invoice are refunds of that.
    pub fn each_sold<E: From<StoreError>>(
        &self,
        mut look: impl FnMut(SoldInvoice) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let prepare = |sql: &str| self.connection.prepare(sql).map_err(StoreError::from);
        // What was paid later, or given to somebody later, was booked by a later operation.
        let mut invoices = prepare(&format!(
            "SELECT invoice.id, invoice.customer_id, invoice.paid_on, invoice.total, invoice.revision_id,
                    max(given.day, invoice.paid_on),
                    max(invoice.operation_id,
                        coalesce(given.operation_id, 0),
                        CASE WHEN invoice.asked_paid THEN 0
                             ELSE coalesce((SELECT min(operation_id)
                                            FROM entry
                                            WHERE invoice_id = invoice.id AND operation_id NOT IN {GONE}),
                                           (SELECT max(operation_id)
                                            FROM invoice_before
                                            WHERE invoice_id = invoice.id AND became = 'paid'),
                                           (SELECT min(id)
                                            FROM operation AS later
                                            WHERE later.invoice_id = invoice.id AND later.id > invoice.operation_id
                                              AND later.action <> 'invoice assign'),
                                           0)
                        END)
             FROM invoice
             LEFT JOIN (SELECT invoice_id, max(operation_id) AS operation_id, day
                        FROM assignment
                        GROUP BY invoice_id) AS given ON given.invoice_id = invoice.id
             WHERE invoice.standing = 1 AND invoice.state = 'paid' AND invoice.customer_id IS NOT NULL
               AND invoice.earns = 1 AND invoice.refers_to_id IS NULL
             ORDER BY invoice.id"
        ))?;
        let mut lines = prepare(
            "SELECT invoice_id, item_id, amount - discount - reward, quantity, free
             FROM line
             ORDER BY invoice_id, position",
        )?;
        let mut refund_rows = prepare(
            "SELECT refund.invoice_id, refund.id, refund.day, refund.operation_id, refund.amount,
                    refund_line.position, refund_line.quantity, refund_line.amount
             FROM refund INDEXED BY refund_by_invoice
             LEFT JOIN refund_line ON refund_line.refund_id = refund.id
             WHERE refund.undone = 0
             ORDER BY refund.invoice_id, refund.id",
        )?;
        let mut lines: Grouped<'_, _> = grouped(&mut lines, line_from_row)?;
        let mut refund_rows = grouped(&mut refund_rows, refund_from_row)?;
        let mut rows = invoices.query([]).map_err(StoreError::from)?;
        while let Some(row) = rows.next().map_err(StoreError::from)? {
            let invoice = invoice_from_row(row).map_err(StoreError::from)?;
            let (lines, refund_rows) = (lines.take(invoice.id.0)?, refund_rows.take(invoice.id.0)?);
            look(SoldInvoice { lines, refunds: refunds(refund_rows), ..invoice })?;
        }
        Ok(())
    }

    /// Looks at the ledger of every customer who has one, in the order of their rows.
    pub fn each_history<E: From<StoreError>>(
        &self,
        mut look: impl FnMut(CustomerId, History) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let prepare = |sql: &str| self.connection.prepare(sql).map_err(StoreError::from);
        let columns = format!(
            "{ENTRY_COLUMNS}, entry.operation_id,
             CASE WHEN entry.kind IN (1, 6, 7, 8) THEN 0
                  WHEN entry.invoice_id IS NULL THEN entry.operation_id NOT IN {GONE}
                  ELSE EXISTS (SELECT 1
                               FROM invoice
                               WHERE id = entry.invoice_id AND standing = 1 AND state = 'paid')
             END AS is_kept"
        );
        let mut entries = prepare(&format!(
            "SELECT entry.customer_id AS owner, {columns}
             FROM entry INDEXED BY entry_by_customer
             ORDER BY entry.customer_id, entry.day, entry.id"
        ))?;
        let mut brought = prepare(&format!(
            "SELECT customer.merged_into_id AS owner, {columns}
             FROM customer
             CROSS JOIN entry INDEXED BY entry_by_customer ON entry.customer_id = customer.id
             WHERE customer.merged_into_id IS NOT NULL
             ORDER BY customer.merged_into_id"
        ))?;
        let mut lots = prepare(&lots_of_all())?;
        let mut entries = grouped(&mut entries, booked_from_row)?;
        let mut brought = grouped(&mut brought, booked_from_row)?;
        let mut lots = grouped(&mut lots, lot_from_row)?;
        while let Some(key) = [entries.key(), brought.key()].into_iter().flatten().min() {
            let history = History { entries: entries.take(key)?, brought: brought.take(key)?, lots: lots.take(key)? };
            look(CustomerId(key), history)?;
        }
        Ok(())
    }
}
