//! All invoices, those that do not stand any more included, one at a time.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::Row;

use super::super::error::StoreError;
use super::super::invoice::{INVOICE_COLUMNS, StoredInvoice, from_row, line_from_row};
use super::super::row;
use super::super::tx::Reader;
use super::ledger::grouped;
use crate::domain::check::{InvoiceSums, RefundFacts};
use crate::domain::ticket::TicketLine;
use crate::domain::{CustomerId, Money, Points, Quantity, RefundId};

/// All that is stored of one invoice.
#[derive(Clone, Debug)]
pub struct CheckedInvoice {
    /// The invoice.
    pub invoice: StoredInvoice,
    /// Whether its number is taken by it.
    pub standing: bool,
    /// Its lines.
    pub lines: Vec<TicketLine>,
    /// Its refunds, in the order in which they were made.
    pub refunds: Vec<RefundFacts>,
    /// For a credit note that refers to an invoice: what the standing refunds that it recorded come to.
    pub credits: Option<Money>,
    /// Whether it was given to somebody after it was recorded.
    pub moved: bool,
    /// Whether an import brought it.
    pub imported: bool,
    /// What its entries add up to.
    pub points: InvoiceSums,
    /// One of them that is somebody else's than the invoice's.
    pub stranger: Option<CustomerId>,
    /// What its redemptions add up to.
    pub redemptions: Points,
}

/// A row of a refund and one of its lines: (refund, amount, undone, line).
type RefundRow = (RefundId, Money, bool, Option<(usize, Quantity, Money)>);

fn refund_from_row(row: &Row<'_>) -> rusqlite::Result<RefundRow> {
    let line = match row.get::<_, Option<i64>>(4)? {
        None => None,
        Some(position) => Some((
            row::checked(usize::try_from(position - 1).ok(), "position")?,
            row::checked(Quantity::from_thousandths(row.get(5)?), "quantity")?,
            row::checked(row::money(row, 6)?.in_range(), "amount")?,
        )),
    };
    Ok((RefundId(row.get(1)?), row::money(row, 2)?, row.get(3)?, line))
}

fn refunds(rows: Vec<RefundRow>) -> Vec<RefundFacts> {
    let mut refunds: Vec<(RefundId, RefundFacts)> = Vec::new();
    for (id, amount, undone, line) in rows {
        if refunds.last().is_none_or(|(last, _)| *last != id) {
            refunds.push((id, RefundFacts { amount, undone, lines: Vec::new() }));
        }
        if let Some((_, refund)) = refunds.last_mut() {
            refund.lines.extend(line);
        }
    }
    refunds.into_iter().map(|(_, refund)| refund).collect()
}

/// An entry of an invoice: its kind, its points and whose they are.
type EntryPoints = (i64, Points, CustomerId);

fn points_from_row(row: &Row<'_>) -> rusqlite::Result<EntryPoints> {
    Ok((row.get(1)?, row::points(row, 2)?, CustomerId(row.get(3)?)))
}

fn sum(points: impl IntoIterator<Item = Points>) -> Points {
    Points::new(points.into_iter().fold(0, |sum, points| sum.saturating_add(points.get())))
}

fn sums(entries: &[EntryPoints], lapsed: Vec<Points>) -> InvoiceSums {
    let of = |kind| sum(entries.iter().filter(|(of, ..)| *of == kind).map(|(_, points, _)| *points));
    let taken = |kind| Points::new(of(kind).get().saturating_neg());
    InvoiceSums { earned: of(1), reversed: taken(6), redeemed: taken(4), returned: of(5), lapsed: sum(lapsed) }
}

impl Reader<'_> {
    /// Looks at every invoice, in the order of their rows.
    pub fn each_invoice<E: From<StoreError>>(
        &self,
        mut look: impl FnMut(CheckedInvoice) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let prepare = |sql: &str| self.connection.prepare(sql).map_err(StoreError::from);
        let mut imports = prepare("SELECT operation_id FROM import")?;
        let imports: BTreeSet<i64> =
            imports.query_map([], |row| row.get(0)).and_then(Iterator::collect).map_err(StoreError::from)?;
        let people = self.merges()?.into_iter().map(|(from, into, _)| (CustomerId(from), CustomerId(into)));
        let people: BTreeMap<CustomerId, CustomerId> = people.collect();
        let mut invoices = prepare(&format!("SELECT {INVOICE_COLUMNS}, standing FROM invoice ORDER BY id"))?;
        // Each in the order of an index, so that nothing is sorted.
        let mut lines = prepare(
            "SELECT line.invoice_id, item.kind, item.name, item.sku, item.category, line.quantity, line.unit_price,
                    line.amount, line.discount, line.reward, line.free, 0 AS refunded, 0 AS refunded_quantity
             FROM line
             CROSS JOIN item ON item.id = line.item_id
             ORDER BY line.invoice_id, line.position",
        )?;
        let mut refund_rows = prepare(
            "SELECT refund.invoice_id, refund.id, refund.amount, refund.undone,
                    refund_line.position, refund_line.quantity, refund_line.amount
             FROM refund INDEXED BY refund_by_invoice
             LEFT JOIN refund_line ON refund_line.refund_id = refund.id
             ORDER BY refund.invoice_id, refund.id",
        )?;
        let mut credits = prepare(
            "SELECT credit_id, iif(undone, 0, amount) FROM refund WHERE credit_id IS NOT NULL ORDER BY credit_id",
        )?;
        let mut moves = prepare("SELECT invoice_id FROM assignment ORDER BY invoice_id")?;
        let mut entries = prepare(
            "SELECT invoice_id, kind, points, customer_id
             FROM entry INDEXED BY entry_by_invoice
             WHERE invoice_id IS NOT NULL
             ORDER BY invoice_id",
        )?;
        let mut lapses = prepare(
            "SELECT entry.invoice_id, -taking.points
             FROM entry INDEXED BY entry_by_invoice
             CROSS JOIN taking INDEXED BY taking_by_lot ON taking.lot_id = entry.id
             CROSS JOIN entry AS taker ON taker.id = taking.entry_id
             WHERE entry.invoice_id IS NOT NULL AND entry.kind IN (1, 6, 8) AND taker.kind = 7 AND taking.points < 0
             ORDER BY entry.invoice_id",
        )?;
        let mut redemptions =
            prepare("SELECT invoice_id, points FROM redemption WHERE invoice_id IS NOT NULL ORDER BY invoice_id")?;
        let mut lines = grouped(&mut lines, |row| line_from_row(row).map(|line| line.ticket))?;
        let mut refund_rows = grouped(&mut refund_rows, refund_from_row)?;
        let mut credits = grouped(&mut credits, |row| row::money(row, 1))?;
        let mut moves = grouped(&mut moves, |_| Ok(()))?;
        let mut entries = grouped(&mut entries, points_from_row)?;
        let mut lapses = grouped(&mut lapses, |row| row::points(row, 1))?;
        let mut redemptions = grouped(&mut redemptions, |row| row::points(row, 1))?;
        let mut invoices = grouped(&mut invoices, |row| Ok((from_row(row)?, row.get::<_, bool>("standing")?)))?;
        while let Some(key) = invoices.key() {
            for (invoice, standing) in invoices.take(key)? {
                let credits = credits.take(key)?;
                let entries = entries.take(key)?;
                let now = |owner: &CustomerId| people.get(owner).copied().unwrap_or(*owner);
                let mut owners = entries.iter().map(|(_, _, owner)| now(owner));
                let stranger = owners.find(|owner| Some(*owner) != invoice.customer);
                look(CheckedInvoice {
                    standing,
                    lines: lines.take(key)?,
                    refunds: refunds(refund_rows.take(key)?),
                    credits: invoice.refers_to.map(|_| credits.into_iter().sum()),
                    moved: !moves.take(key)?.is_empty(),
                    imported: imports.contains(&invoice.operation.0),
                    points: sums(&entries, lapses.take(key)?),
                    redemptions: sum(redemptions.take(key)?),
                    stranger,
                    invoice,
                })?;
            }
        }
        Ok(())
    }
}
