//! Lots: what is still there of credits, in the order in which it is spent, and what debits took of it.

use rusqlite::{Row, named_params};

use super::error::Result;
use super::ledger::{Need, kind};
use super::row;
use super::tx::Reader;
use crate::domain::ledger::{BookedExpiry, Ends, Lot, LotKey, LotPart, PastDebit};
use crate::domain::{CustomerId, Day, EntryId, InvoiceId, Points};

/// The number that stands for "never" in `lot.ends`, later than any day.
pub(super) const NEVER: i32 = 3_000_000;

fn ends(row: &Row<'_>, column: &str) -> rusqlite::Result<Ends> {
    match row.get(column)? {
        NEVER => Ok(Ends::Never),
        number => row::checked(Day::from_number(number), "day").map(Ends::On),
    }
}

pub(super) fn ends_number(ends: Ends) -> i32 {
    ends.day().map_or(NEVER, Day::number)
}

const LOT_COLUMNS: &str = "lot.ends, lot.day, lot.entry_id, lot.remaining, entry.kind, entry.invoice_id";

/// Reads the lots of all customers, one customer after the other, the customer first.
pub(super) fn lots_of_all() -> String {
    format!(
        "SELECT lot.customer_id AS owner, {LOT_COLUMNS}
         FROM lot
         CROSS JOIN entry ON entry.id = lot.entry_id
         ORDER BY lot.customer_id"
    )
}

pub(super) fn lot_from_row(row: &Row<'_>) -> rusqlite::Result<Lot> {
    let entry = EntryId(row.get("entry_id")?);
    let invoice = row.get::<_, Option<i64>>("invoice_id")?.map(InvoiceId);
    Ok(Lot {
        key: LotKey { ends: ends(row, "ends")?, dated: row::day(row, "day")?, entry },
        remaining: row::points(row, "remaining")?,
        from_earn: kind(row, "kind")?.makes_earnings(),
        invoice,
    })
}

impl Reader<'_> {
    /// The lots of a customer that run out at some time, in spending order; only those that were its own on the day
    /// `at`, which those of a customer that was merged were not before.
    pub fn ending_lots(&self, customer: CustomerId, at: Day) -> Result<Vec<Lot>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {LOT_COLUMNS}
             FROM lot
             JOIN entry ON entry.id = lot.entry_id
             WHERE lot.customer_id = :customer_id AND lot.ends < {NEVER}
               AND (entry.customer_id = lot.customer_id
                    OR (SELECT merged_on FROM customer WHERE id = entry.customer_id) <= :at)
             ORDER BY lot.ends, lot.day, lot.entry_id"
        ))?;
        let named = named_params! {":customer_id": customer.0, ":at": at.number()};
        let lots = statement.query_map(named, lot_from_row)?;
        Ok(lots.collect::<rusqlite::Result<_>>()?)
    }

    /// What is left in the lots that end by day: (last day, points).
    pub fn ending_points(&self, customer: CustomerId) -> Result<Vec<(Day, Points)>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT ends, sum(remaining)
             FROM lot
             WHERE customer_id = :customer_id AND ends < {NEVER}
             GROUP BY ends
             ORDER BY ends"
        ))?;
        let days = statement.query_map(named_params! {":customer_id": customer.0}, |row| {
            Ok((row::day(row, 0)?, row::points(row, 1)?))
        })?;
        Ok(days.collect::<rusqlite::Result<_>>()?)
    }

    /// What is left in a customer's lots whose last day lies before that day.
    pub fn points_over(&self, customer: CustomerId, day: Day) -> Result<Points> {
        let mut statement = self.connection.prepare_cached(
            "SELECT coalesce(sum(remaining), 0) FROM lot WHERE customer_id = :customer_id AND ends < :day",
        )?;
        let named = named_params! {":customer_id": customer.0, ":day": day.number()};
        Ok(statement.query_row(named, |row| row::points(row, 0))?)
    }

    /// Who has lots whose last day lies before that day.
    pub fn customers_with_lots_over(&self, day: Day) -> Result<Vec<CustomerId>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT DISTINCT customer_id FROM lot WHERE ends < :day ORDER BY customer_id")?;
        let customers = statement.query_map(named_params! {":day": day.number()}, |row| row.get(0).map(CustomerId))?;
        Ok(customers.collect::<rusqlite::Result<_>>()?)
    }

    /// All lots of a customer, in spending order.
    pub fn lots(&self, customer: CustomerId) -> Result<Vec<Lot>> {
        self.lots_needed(customer, Day::MIN, Need { all: true, ..Need::default() })
    }

    /// The lots that are over on that day, and as many more as are needed.
    pub(super) fn lots_needed(&self, customer: CustomerId, today: Day, need: Need) -> Result<Vec<Lot>> {
        let today = today.number();
        let mut lots = self.lots_between(customer, i32::MIN, today - 1, None)?;
        if need.all {
            lots.extend(self.lots_between(customer, today, NEVER, None)?);
        } else if need.cover.is_positive() {
            lots.extend(self.lots_between(customer, today, NEVER, Some(need.cover))?);
        }
        if let Some(invoice) = need.own {
            lots.extend(self.own_lots(customer, invoice)?);
        }
        Ok(lots)
    }

    /// The lots that end between two days, in spending order; no more than cover so many points, if that is said.
    pub(super) fn lots_between(
        &self,
        customer: CustomerId,
        from: i32,
        until: i32,
        cover: Option<Points>,
    ) -> Result<Vec<Lot>> {
        // CROSS JOIN holds the order of the tables: lots stand in spending order, and reading stops early.
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {LOT_COLUMNS}
             FROM lot
             CROSS JOIN entry ON entry.id = lot.entry_id
             WHERE lot.customer_id = ?1 AND lot.ends BETWEEN ?2 AND ?3
             ORDER BY lot.ends, lot.day, lot.entry_id"
        ))?;
        let mut rows = statement.query((customer.0, from, until))?;
        let mut lots = Vec::new();
        let mut covered = Points::ZERO;
        while let Some(row) = rows.next()? {
            let lot = lot_from_row(row)?;
            covered += lot.remaining;
            lots.push(lot);
            if cover.is_some_and(|cover| covered >= cover) {
                break;
            }
        }
        Ok(lots)
    }

    /// The lots of an invoice's earnings that are the customer's.
    pub(super) fn own_lots(&self, customer: CustomerId, invoice: InvoiceId) -> Result<Vec<Lot>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {LOT_COLUMNS}
             FROM entry
             JOIN lot ON lot.customer_id = :customer_id AND lot.ends = coalesce(entry.expires_on, {NEVER})
                     AND lot.day = entry.day AND lot.entry_id = entry.id
             WHERE entry.invoice_id = :invoice_id AND entry.kind = 1"
        ))?;
        let lots =
            statement.query_map(named_params! {":invoice_id": invoice.0, ":customer_id": customer.0}, lot_from_row)?;
        Ok(lots.collect::<rusqlite::Result<_>>()?)
    }

    /// What `expire` entries dated after a day took out of lots, net, by lot and date.
    pub(super) fn booked_expiry(&self, customer: CustomerId, after: Day) -> Result<Vec<BookedExpiry>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT taker.day AS expired_on, coalesce(entry.expires_on, {NEVER}) AS ends, entry.day,
                    entry.id AS entry_id, -sum(taking.points) AS remaining, entry.kind, entry.invoice_id
             FROM entry AS taker
             JOIN taking ON taking.entry_id = taker.id AND taking.lot_id <> taker.id
             JOIN entry ON entry.id = taking.lot_id
             WHERE taker.customer_id {} AND taker.kind = 7 AND taker.day > :day
             GROUP BY entry.id, taker.day
             HAVING sum(taking.points) <> 0",
            self.of_person()?
        ))?;
        let rows = statement.query_map(named_params! {":customer_id": customer.0, ":day": after.number()}, |row| {
            let Lot { key, remaining, from_earn, invoice } = lot_from_row(row)?;
            let part = LotPart { key, points: remaining, from_earn, invoice };
            Ok(BookedExpiry { part, date: row::day(row, "expired_on")? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What debits dated after a day found in no lot, by date. A merge makes no debt, it only hands one over.
    pub(super) fn later_debts(&self, customer: CustomerId, after: Day) -> Result<Vec<(Day, Points)>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT day, -points + coalesce((SELECT sum(points) FROM taking WHERE taking.entry_id = entry.id), 0) AS debt
             FROM entry
             WHERE customer_id {} AND day > :day AND points < 0 AND kind <> 8
               AND operation_id NOT IN (SELECT operation_id FROM import WHERE undone_by IS NOT NULL
                                        UNION SELECT undone_by FROM import WHERE undone_by IS NOT NULL)",
            self.of_person()?
        ))?;
        let rows = statement.query_map(named_params! {":customer_id": customer.0, ":day": after.number()}, |row| {
            Ok((row::day(row, 0)?, row::points(row, 1)?))
        })?;
        let debts: Vec<(Day, Points)> = rows.collect::<rusqlite::Result<_>>()?;
        Ok(debts.into_iter().filter(|(_, debt)| debt.is_positive()).collect())
    }

    /// A debit as it was recorded; `given_back` is how much of it came back since.
    pub fn past_debit(&self, debit: EntryId, given_back: Points) -> Result<PastDebit> {
        let points = -self.entry(debit)?.points;
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT coalesce(entry.expires_on, {NEVER}) AS ends, entry.day, taking.lot_id AS entry_id,
                    -taking.points AS remaining, entry.kind, entry.invoice_id
             FROM taking
             JOIN entry ON entry.id = taking.lot_id
             WHERE taking.entry_id = :entry_id AND taking.points < 0
             ORDER BY taking.id"
        ))?;
        let taken = statement
            .query_map(named_params! {":entry_id": debit.0}, |row| {
                let lot = lot_from_row(row)?;
                Ok(LotPart { key: lot.key, points: lot.remaining, from_earn: lot.from_earn, invoice: lot.invoice })
            })?
            .collect::<rusqlite::Result<Vec<_>>>()?;
        let in_lots: Points = taken.iter().map(|part| part.points).sum();
        Ok(PastDebit { taken, debt: points - in_lots, given_back })
    }

    /// The lots of a customer, among those that a debit took from, that still hold something.
    pub(super) fn lots_taken_from(&self, customer: CustomerId, debit: EntryId) -> Result<Vec<Lot>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {LOT_COLUMNS}
             FROM taking
             JOIN entry ON entry.id = taking.lot_id
             JOIN lot ON lot.customer_id = :customer_id AND lot.ends = coalesce(entry.expires_on, {NEVER})
                     AND lot.day = entry.day AND lot.entry_id = entry.id
             WHERE taking.entry_id = :entry_id AND taking.points < 0"
        ))?;
        let named = named_params! {":customer_id": customer.0, ":entry_id": debit.0};
        let lots = statement.query_map(named, lot_from_row)?;
        Ok(lots.collect::<rusqlite::Result<_>>()?)
    }
}
