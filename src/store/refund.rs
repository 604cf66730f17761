//! Refunds: what was given back of an invoice, line by line.

use rusqlite::{OptionalExtension, Row, named_params};

use super::error::Result;
use super::row;
use super::tx::{Reader, Tx, last_id};
use crate::domain::refund::RefundPlan;
use crate::domain::{Day, EntryId, InvoiceId, Money, Points, Quantity, RedemptionId, RefundId};

/// A refund as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refund {
    /// The row.
    pub id: RefundId,
    /// The invoice it is of.
    pub invoice: InvoiceId,
    /// The credit note that recorded it.
    pub credit: Option<InvoiceId>,
    /// Its day.
    pub day: Day,
    /// What was given back.
    pub amount: Money,
    /// Why.
    pub reason: Option<String>,
    /// Whether it was taken back.
    pub undone: bool,
}

/// What a refund gave back of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefundedLine {
    /// The line, counted from 0.
    pub line: usize,
    /// Pieces, of the sign of the line's quantity.
    pub pieces: Quantity,
    /// Money.
    pub amount: Money,
}

/// What a refund returned of one redemption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Returned {
    /// The redemption.
    pub redemption: RedemptionId,
    /// Points, less those that were spent again.
    pub points: Points,
    /// How many of them have run out since.
    pub lapsed: Points,
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Refund> {
    Ok(Refund {
        id: RefundId(row.get(0)?),
        invoice: InvoiceId(row.get(1)?),
        credit: row.get::<_, Option<i64>>(2)?.map(InvoiceId),
        day: row::day(row, 3)?,
        amount: row::money(row, 4)?,
        reason: row.get(5)?,
        undone: row.get(6)?,
    })
}

const REFUND: &str =
    "SELECT refund.id, refund.invoice_id, refund.credit_id, refund.day, refund.amount, note.text, refund.undone
 FROM refund
 LEFT JOIN note ON note.id = refund.note_id";

impl Reader<'_> {
    /// The refunds of an invoice, in the order in which they were made.
    pub fn refunds_of(&self, invoice: InvoiceId) -> Result<Vec<Refund>> {
        let mut statement =
            self.connection.prepare_cached(&format!("{REFUND} WHERE refund.invoice_id = :id ORDER BY refund.id"))?;
        let refunds = statement.query_map(named_params! {":id": invoice.0}, from_row)?;
        Ok(refunds.collect::<rusqlite::Result<_>>()?)
    }

    /// A refund.
    pub fn refund(&self, id: RefundId) -> Result<Refund> {
        let mut statement = self.connection.prepare_cached(&format!("{REFUND} WHERE refund.id = :id"))?;
        Ok(statement.query_row(named_params! {":id": id.0}, from_row)?)
    }

    /// What a refund gave back, line by line; lines of which nothing came back are left out.
    pub fn refund_lines(&self, id: RefundId) -> Result<Vec<RefundedLine>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT position, quantity, amount
             FROM refund_line
             WHERE refund_id = :refund_id
             ORDER BY position",
        )?;
        let lines = statement.query_map(named_params! {":refund_id": id.0}, |row| {
            let line = row::checked(row.get::<_, i64>(0)?.checked_sub(1).and_then(|at| at.try_into().ok()), "line")?;
            let pieces = row::checked(Quantity::from_thousandths(row.get(1)?), "quantity")?;
            Ok(RefundedLine { line, pieces, amount: row::money(row, 2)? })
        })?;
        Ok(lines.collect::<rusqlite::Result<_>>()?)
    }

    /// The refund that a credit note recorded.
    pub fn refund_by_credit(&self, credit: InvoiceId) -> Result<Option<Refund>> {
        let mut statement = self.connection.prepare_cached(&format!("{REFUND} WHERE refund.credit_id = :id"))?;
        Ok(statement.query_row(named_params! {":id": credit.0}, from_row).optional()?)
    }

    /// The points that a refund took back and returned: (reversed, returned).
    pub fn refund_points(&self, refund: &Refund) -> Result<(Points, Points)> {
        let mut statement = self.connection.prepare_cached(
            "SELECT coalesce(-sum(points) FILTER (WHERE kind = 6), 0), coalesce(sum(points) FILTER (WHERE kind = 5), 0)
             FROM entry
             WHERE invoice_id = :invoice_id AND refund_id = :refund_id",
        )?;
        let named = named_params! {":invoice_id": refund.invoice.0, ":refund_id": refund.id.0};
        Ok(statement.query_row(named, |row| Ok((row::points(row, 0)?, row::points(row, 1)?)))?)
    }

    /// The points that a refund returned, by redemption.
    pub fn returns_of(&self, refund: &Refund) -> Result<Vec<Returned>> {
        // What ran out of a lot since points went back into it was of them, as far as it goes.
        let mut statement = self.connection.prepare_cached(
            "SELECT redemption_id, sum(points) AS points,
                    sum((SELECT coalesce(sum(min(back.points,
                                                 (SELECT coalesce(-sum(gone.points), 0)
                                                  FROM taking AS gone
                                                  JOIN entry AS taker ON taker.id = gone.entry_id AND taker.kind = 7
                                                  WHERE gone.lot_id = back.lot_id AND gone.entry_id > entry.id))), 0)
                         FROM taking AS back
                         WHERE back.entry_id = entry.id AND back.lot_id <> entry.id AND back.points > 0)) AS lapsed
             FROM entry
             WHERE invoice_id = :invoice_id AND refund_id = :refund_id AND kind = 5
             GROUP BY redemption_id
             HAVING sum(points) > 0
             ORDER BY redemption_id",
        )?;
        let named = named_params! {":invoice_id": refund.invoice.0, ":refund_id": refund.id.0};
        let rows = statement.query_map(named, |row| {
            let redemption = RedemptionId(row.get("redemption_id")?);
            Ok(Returned { redemption, points: row::points(row, "points")?, lapsed: row::points(row, "lapsed")? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The `reverse` entries of an invoice that took points, with how many, the latest first; only those of a refund
    /// if one is given.
    pub fn reversals(&self, invoice: InvoiceId, refund: Option<RefundId>) -> Result<Vec<(EntryId, Points)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, -points
             FROM entry
             WHERE invoice_id = :invoice_id AND kind = 6 AND points < 0
               AND (:refund_id IS NULL OR refund_id = :refund_id)
             ORDER BY id DESC",
        )?;
        let named = named_params! {":invoice_id": invoice.0, ":refund_id": refund.map(|id| id.0)};
        let rows = statement.query_map(named, |row| Ok((EntryId(row.get(0)?), row::points(row, 1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// The number that the next refund will have.
    pub fn next_refund(&self) -> Result<RefundId> {
        Ok(RefundId(last_id(self.connection, "refund")? + 1))
    }

    /// Keeps a refund, and counts it on its invoice.
    pub fn insert_refund(
        &self,
        id: RefundId,
        invoice: InvoiceId,
        credit: Option<InvoiceId>,
        day: Day,
        plan: &RefundPlan,
        note: Option<i64>,
    ) -> Result<()> {
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO refund (id, invoice_id, credit_id, day, amount, undone, note_id, operation_id)
             VALUES (:id, :invoice_id, :credit_id, :day, :amount, 0, :note_id, :operation_id)",
        )?;
        statement.execute(named_params! {
            ":id": id.0,
            ":invoice_id": invoice.0,
            ":credit_id": credit.map(|id| id.0),
            ":day": day.number(),
            ":amount": plan.total.minor(),
            ":note_id": note,
            ":operation_id": self.operation_id().0,
        })?;
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO refund_line (refund_id, position, quantity, amount)
             VALUES (:refund_id, :position, :quantity, :amount)",
        )?;
        for (position, line) in (1i64..).zip(&plan.lines) {
            if !line.amount.is_zero() || !line.pieces.is_zero() {
                statement.execute(named_params! {
                    ":refund_id": id.0,
                    ":position": position,
                    ":quantity": line.pieces.thousandths(),
                    ":amount": line.amount.minor(),
                })?;
            }
        }
        self.add_refunded(invoice, plan.total)
    }

    /// Marks a refund as taken back, and uncounts it on its invoice.
    pub fn undo_refund(&self, refund: &Refund) -> Result<()> {
        let mut statement = self.connection.prepare_cached("UPDATE refund SET undone = 1 WHERE id = :id")?;
        statement.execute(named_params! {":id": refund.id.0})?;
        self.add_refunded(refund.invoice, -refund.amount)
    }

    /// Marks a refund that was taken back as one that stands, and counts it on its invoice again.
    pub fn redo_refund(&self, refund: &Refund) -> Result<()> {
        let mut statement = self.connection.prepare_cached("UPDATE refund SET undone = 0 WHERE id = :id")?;
        statement.execute(named_params! {":id": refund.id.0})?;
        self.add_refunded(refund.invoice, refund.amount)
    }

    fn add_refunded(&self, invoice: InvoiceId, amount: Money) -> Result<()> {
        let mut statement =
            self.connection.prepare_cached("UPDATE invoice SET refunded = refunded + :amount WHERE id = :id")?;
        statement.execute(named_params! {":amount": amount.minor(), ":id": invoice.0})?;
        Ok(())
    }
}
