//! The points ledger: accounts, entries, lots, and what entries took out of lots.

use rusqlite::{OptionalExtension, Row, named_params};

use super::error::Result;
use super::lot::ends_number;
use super::row;
use super::tx::{Reader, Tx};
use crate::domain::ledger::{Account, Changes, Entry, EntryKind, Lot, Source, Taking, Totals};
use crate::domain::{CustomerId, Day, EntryId, InvoiceId, Points, RedemptionId, RefundId};

/// Which lots a unit of work needs beside those that are over.
#[derive(Clone, Copy, Debug, Default)]
pub struct Need {
    /// Enough of them, in spending order, to cover so many points.
    pub cover: Points,
    /// The lot of this invoice's earnings.
    pub own: Option<InvoiceId>,
    /// All of them.
    pub all: bool,
}

/// What one invoice did to the ledger, all entries together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InvoicePoints {
    /// `earn`.
    pub earned: Points,
    /// `reverse`, with the sign turned.
    pub reversed: Points,
    /// `redeem`, with the sign turned.
    pub redeemed: Points,
    /// `return`.
    pub returned: Points,
    /// What ran out of its earnings.
    pub lapsed: Points,
}

/// An entry with what the history shows beside it.
#[derive(Clone, Debug)]
pub struct EntryRow {
    /// The entry.
    pub entry: Entry,
    /// The moment it was recorded, milliseconds since 1970.
    pub recorded_at: i64,
    /// Who recorded it.
    pub actor: String,
    /// Why.
    pub reason: Option<String>,
    /// The number of its invoice.
    pub invoice: Option<String>,
}

fn kind_number(kind: EntryKind) -> i64 {
    match kind {
        EntryKind::Earn => 1,
        EntryKind::Opening => 2,
        EntryKind::Adjust => 3,
        EntryKind::Redeem => 4,
        EntryKind::Return => 5,
        EntryKind::Reverse => 6,
        EntryKind::Expire => 7,
        EntryKind::Transfer => 8,
    }
}

pub(super) fn kind(row: &Row<'_>, column: &str) -> rusqlite::Result<EntryKind> {
    let number: i64 = row.get(column)?;
    row::checked(EntryKind::ALL.into_iter().find(|kind| kind_number(*kind) == number), "kind of entry")
}

pub(super) const ENTRY_COLUMNS: &str = "entry.id, entry.customer_id, entry.day, entry.kind, entry.points, entry.expires_on, entry.invoice_id, entry.refund_id, entry.redemption_id";

pub(super) fn totals_from_row(row: &Row<'_>) -> rusqlite::Result<Totals> {
    Ok(Totals {
        balance: row::points(row, "balance")?,
        earned: row::points(row, "earned")?,
        opened: row::points(row, "opened")?,
        reversed: row::points(row, "reversed")?,
        lapsed: row::points(row, "lapsed")?,
    })
}

pub(super) fn entry_from_row(row: &Row<'_>) -> rusqlite::Result<Entry> {
    Ok(Entry {
        id: EntryId(row.get("id")?),
        customer: CustomerId(row.get("customer_id")?),
        date: row::day(row, "day")?,
        kind: kind(row, "kind")?,
        points: row::points(row, "points")?,
        expires_on: row::day_or_null(row, "expires_on")?,
        source: Source {
            invoice: row.get::<_, Option<i64>>("invoice_id")?.map(InvoiceId),
            refund: row.get::<_, Option<i64>>("refund_id")?.map(RefundId),
            redemption: row.get::<_, Option<i64>>("redemption_id")?.map(RedemptionId),
        },
    })
}

/// An entry with the columns `recorded_at`, `actor`, `reason` and `invoice` beside it.
pub(super) fn entry_row(row: &Row<'_>) -> rusqlite::Result<EntryRow> {
    Ok(EntryRow {
        entry: entry_from_row(row)?,
        recorded_at: row.get("recorded_at")?,
        actor: row.get("actor")?,
        reason: row.get("reason")?,
        invoice: row.get("invoice")?,
    })
}

impl Reader<'_> {
    /// The sums of a customer's entries.
    pub fn totals(&self, customer: CustomerId) -> Result<Totals> {
        let mut statement = self.connection.prepare_cached(
            "SELECT balance, earned, opened, reversed, lapsed FROM account WHERE customer_id = :customer_id",
        )?;
        let totals = statement.query_row(named_params! {":customer_id": customer.0}, totals_from_row).optional()?;
        Ok(totals.unwrap_or_default())
    }

    /// The sums of a customer's entries, and whether one of them is dated after a day.
    pub fn totals_and_later(&self, customer: CustomerId, day: Day) -> Result<(Totals, bool)> {
        let mut statement = self.connection.prepare_cached(
            "SELECT balance, earned, opened, reversed, lapsed,
                    EXISTS (SELECT 1 FROM entry WHERE customer_id = :customer_id AND day > :day)
             FROM account
             WHERE customer_id = :customer_id",
        )?;
        let named = named_params! {":customer_id": customer.0, ":day": day.number()};
        let found = statement.query_row(named, |row| Ok((totals_from_row(row)?, row.get(5)?))).optional()?;
        Ok(found.unwrap_or_default())
    }

    /// The newest `earn` entry of an invoice: its lot is the invoice's own.
    pub fn earn_entry(&self, invoice: InvoiceId) -> Result<Option<EntryId>> {
        let mut statement =
            self.connection.prepare_cached("SELECT max(id) FROM entry WHERE invoice_id = :invoice_id AND kind = 1")?;
        let id: Option<i64> = statement.query_row(named_params! {":invoice_id": invoice.0}, |row| row.get(0))?;
        Ok(id.map(EntryId))
    }

    /// What an invoice did to the ledger, whoever's it was.
    pub fn invoice_points(&self, invoice: InvoiceId) -> Result<InvoicePoints> {
        let mut statement = self.connection.prepare_cached(
            "SELECT coalesce(sum(points) FILTER (WHERE kind = 1), 0),
                    coalesce(-sum(points) FILTER (WHERE kind = 6), 0),
                    coalesce(-sum(points) FILTER (WHERE kind = 4), 0),
                    coalesce(sum(points) FILTER (WHERE kind = 5), 0)
             FROM entry
             WHERE invoice_id = :invoice_id",
        )?;
        let mut points = statement.query_row(named_params! {":invoice_id": invoice.0}, |row| {
            Ok(InvoicePoints {
                earned: row::points(row, 0)?,
                reversed: row::points(row, 1)?,
                redeemed: row::points(row, 2)?,
                returned: row::points(row, 3)?,
                lapsed: Points::ZERO,
            })
        })?;
        if points.earned.is_positive() {
            points.lapsed = self.lapsed_of(invoice)?;
        }
        Ok(points)
    }

    /// What ran out of the lots of an invoice's earnings.
    fn lapsed_of(&self, invoice: InvoiceId) -> Result<Points> {
        let mut statement = self.connection.prepare_cached(
            "SELECT coalesce(-sum(taking.points), 0)
             FROM entry
             JOIN taking ON taking.lot_id = entry.id
             JOIN entry AS taker ON taker.id = taking.entry_id AND taker.kind = 7
             WHERE entry.invoice_id = :invoice_id AND entry.kind IN (1, 6)",
        )?;
        Ok(statement.query_row(named_params! {":invoice_id": invoice.0}, |row| row::points(row, 0))?)
    }

    fn has_entries(&self, customer: CustomerId) -> Result<bool> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("SELECT EXISTS (SELECT 1 FROM entry WHERE customer_id {})", self.of_person()?))?;
        Ok(statement.query_row(named_params! {":customer_id": customer.0}, |row| row.get(0))?)
    }

    /// The sums of the entries dated up to a day: (balance, lifetime). The lifetime has that of everybody who was merged
    /// into the customer by then.
    pub fn sums_at(&self, customer: CustomerId, at: Day) -> Result<(Points, Points)> {
        let mut statement = self.connection.prepare_cached(
            "SELECT coalesce(sum(points), 0), coalesce(sum(points) FILTER (WHERE kind IN (1, 2, 6)), 0)
             FROM entry
             WHERE customer_id = :customer_id AND day <= :day",
        )?;
        let mut sums = |customer: CustomerId| {
            let named = named_params! {":customer_id": customer.0, ":day": at.number()};
            statement.query_row(named, |row| Ok((row::points(row, 0)?, row::points(row, 1)?)))
        };
        let (balance, mut lifetime) = sums(customer)?;
        for (merged, _) in self.merged_into(customer)?.into_iter().filter(|(_, day)| *day <= at) {
            lifetime += sums(merged)?.1;
        }
        Ok((balance, lifetime))
    }

    /// An entry.
    pub fn entry(&self, id: EntryId) -> Result<Entry> {
        let mut statement =
            self.connection.prepare_cached(&format!("SELECT {ENTRY_COLUMNS} FROM entry WHERE id = :id"))?;
        Ok(statement.query_row(named_params! {":id": id.0}, entry_from_row)?)
    }

    /// A customer's entries dated from `since` on (all without), in the order of date and id.
    pub fn entries(&self, customer: CustomerId, since: Option<Day>) -> Result<Vec<EntryRow>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {ENTRY_COLUMNS}, operation.recorded_at, actor.name AS actor, note.text AS reason, invoice.number AS invoice
             FROM entry
             JOIN operation ON operation.id = entry.operation_id
             JOIN actor ON actor.id = operation.actor_id
             LEFT JOIN note ON note.id = entry.note_id
             LEFT JOIN invoice ON invoice.id = entry.invoice_id
             WHERE entry.customer_id = :customer_id AND (:since IS NULL OR entry.day >= :since)
             ORDER BY entry.day, entry.id"
        ))?;
        let rows = statement
            .query_map(named_params! {":customer_id": customer.0, ":since": since.map(Day::number)}, entry_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What the entries of a customer and of those that were merged into it moved, in the order in which they did.
    pub fn takings(&self, customer: CustomerId) -> Result<Vec<Taking>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT taking.entry_id, taking.lot_id, taking.points
             FROM entry
             JOIN taking ON taking.entry_id = entry.id
             WHERE entry.customer_id {}
             ORDER BY taking.id",
            self.of_person()?
        ))?;
        let takings = statement.query_map(named_params! {":customer_id": customer.0}, |row| {
            Ok(Taking { entry: EntryId(row.get(0)?), lot: EntryId(row.get(1)?), points: row::points(row, 2)? })
        })?;
        Ok(takings.collect::<rusqlite::Result<_>>()?)
    }

    /// A customer's ledger with the lots that are needed, and what ran out by today booked in memory. `give_back` are
    /// the debits that points are given back of; new entries are numbered from `next_entry` on.
    pub fn account_from(
        &self,
        customer: CustomerId,
        need: Need,
        give_back: &[EntryId],
        next_entry: EntryId,
        today: Day,
    ) -> Result<Account> {
        let mut lots = self.lots_needed(customer, today, need)?;
        for debit in give_back {
            lots.extend(self.lots_taken_from(customer, *debit)?);
        }
        let mut account = Account::new(customer, self.totals(customer)?, lots, next_entry);
        account.expire_due(today);
        Ok(account)
    }
}

impl Tx<'_> {
    /// As [`Reader::account_from`], for this unit of work.
    pub fn account(&self, customer: CustomerId, need: Need, give_back: &[EntryId]) -> Result<Account> {
        self.account_from(customer, need, give_back, self.next_entry()?, self.today())
    }

    /// A customer's ledger for a walk from a day on: all lots, and what ran out after that day put back in memory.
    pub fn walk_account(&self, customer: CustomerId, from: Day) -> Result<Account> {
        let totals = self.totals(customer)?;
        let next_entry = self.next_entry()?;
        if totals == Totals::default() && !self.has_entries(customer)? {
            let mut account = Account::new(customer, totals, [], next_entry);
            account.rewind(from, [], []);
            return Ok(account);
        }
        let mut account = Account::new(customer, totals, self.lots(customer)?, next_entry);
        account.rewind(from, self.booked_expiry(customer, from)?, self.later_debts(customer, from)?);
        Ok(account)
    }

    /// Keeps what the unit of work did to a customer's ledger; `note` is the reason of its entries.
    pub fn keep_account(&self, customer: CustomerId, account: Account, note: Option<i64>) -> Result<()> {
        self.keep_changes(customer, &account.into_changes(), note)
    }

    /// Keeps changes of a customer's ledger; `note` is the reason of the entries.
    pub fn keep_changes(&self, customer: CustomerId, changes: &Changes, note: Option<i64>) -> Result<()> {
        let Changes { entries, takings, lots, totals } = changes;
        if entries.is_empty() {
            return Ok(());
        }
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO entry (id, customer_id, day, kind, points, expires_on, invoice_id, refund_id, redemption_id,
                                note_id, operation_id)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11)",
        )?;
        for entry in entries {
            statement.execute((
                entry.id.0,
                entry.customer.0,
                entry.date.number(),
                kind_number(entry.kind),
                entry.points.get(),
                entry.expires_on.map(Day::number),
                entry.source.invoice.map(|id| id.0),
                entry.source.refund.map(|id| id.0),
                entry.source.redemption.map(|id| id.0),
                note.filter(|_| entry.kind != EntryKind::Expire),
                self.operation_id().0,
            ))?;
        }
        self.counters.entry.set(entries.last().map(|entry| entry.id.0 + 1));
        for taking in takings {
            self.insert_taking(taking)?;
        }
        for lot in lots {
            self.put_lot(customer, lot)?;
        }
        self.put_totals(customer, totals)
    }

    /// The number that the next entry will have.
    pub fn next_entry(&self) -> Result<EntryId> {
        self.peek_id(&self.counters.entry, "entry").map(EntryId)
    }

    fn insert_taking(&self, taking: &Taking) -> Result<()> {
        let id = self.next_id(&self.counters.taking, "taking")?;
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO taking (id, entry_id, lot_id, points)
             VALUES (:id, :entry_id, :lot_id, :points)",
        )?;
        statement.execute(named_params! {
            ":id": id,
            ":entry_id": taking.entry.0,
            ":lot_id": taking.lot.0,
            ":points": taking.points.get(),
        })?;
        Ok(())
    }

    fn put_lot(&self, customer: CustomerId, lot: &Lot) -> Result<()> {
        let place = (customer.0, ends_number(lot.key.ends), lot.key.dated.number(), lot.key.entry.0);
        if lot.remaining.is_positive() {
            let mut statement = self.connection.prepare_cached(
                "INSERT INTO lot (customer_id, ends, day, entry_id, remaining)
                 VALUES (?1, ?2, ?3, ?4, ?5)
                 ON CONFLICT DO UPDATE SET remaining = excluded.remaining",
            )?;
            statement.execute((place.0, place.1, place.2, place.3, lot.remaining.get()))?;
        } else {
            let mut statement = self.connection.prepare_cached(
                "DELETE FROM lot WHERE customer_id = ?1 AND ends = ?2 AND day = ?3 AND entry_id = ?4",
            )?;
            statement.execute(place)?;
        }
        Ok(())
    }

    /// Keeps the sums of a customer's entries. A merge changes them also where there is nothing to hand over.
    pub fn put_totals(&self, customer: CustomerId, totals: &Totals) -> Result<()> {
        let Totals { balance, earned, opened, reversed, lapsed } = totals;
        let row = (customer.0, balance.get(), earned.get(), opened.get(), reversed.get(), lapsed.get());
        // Nearly everybody has an account: SQLite compiles this in a third of the time of an insert that may update.
        let mut update = self.connection.prepare_cached(
            "UPDATE account
             SET balance = ?2, earned = ?3, opened = ?4, reversed = ?5, lapsed = ?6
             WHERE customer_id = ?1",
        )?;
        if update.execute(row)? == 0 {
            let mut insert = self.connection.prepare_cached(
                "INSERT INTO account (customer_id, balance, earned, opened, reversed, lapsed)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
            )?;
            insert.execute(row)?;
        }
        Ok(())
    }
}
