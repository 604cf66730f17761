//! The ledgers of all customers, one at a time.

use std::collections::BTreeMap;

use rusqlite::Row;

use super::super::error::{Result, StoreError};
use super::super::ledger::{ENTRY_COLUMNS, entry_from_row, totals_from_row};
use super::super::lot::{lot_from_row, lots_of_all};
use super::super::row;
use super::super::tx::Reader;
use super::Grouped;
use crate::domain::check::{Facts, RedemptionFacts};
use crate::domain::ledger::{Entry, Lot, Taking, Totals};
use crate::domain::{CustomerId, Day, EntryId, RedemptionId};

/// All that is stored of one customer's points, and of those that were merged into it.
#[derive(Clone, Debug)]
pub struct CheckedLedger {
    /// Whose.
    pub customer: CustomerId,
    /// The entries, in the order of date and id.
    pub entries: Vec<Entry>,
    /// What they moved.
    pub takings: Vec<Taking>,
    /// The lots.
    pub lots: Vec<Lot>,
    /// The sums that are kept.
    pub totals: Totals,
    /// The redemptions.
    pub redemptions: Vec<RedemptionFacts>,
}

impl CheckedLedger {
    /// What the domain checks.
    pub fn facts(&self) -> Facts<'_> {
        Facts { entries: &self.entries, takings: &self.takings, lots: &self.lots, totals: self.totals }
    }

    fn nobodys(customer: CustomerId) -> CheckedLedger {
        CheckedLedger {
            customer,
            entries: Vec::new(),
            takings: Vec::new(),
            lots: Vec::new(),
            totals: Totals::default(),
            redemptions: Vec::new(),
        }
    }
}

fn taking_from_row(row: &Row<'_>) -> rusqlite::Result<Taking> {
    Ok(Taking { entry: EntryId(row.get(1)?), lot: EntryId(row.get(2)?), points: row::points(row, 3)? })
}

fn redemption_from_row(row: &Row<'_>) -> rusqlite::Result<RedemptionFacts> {
    Ok(RedemptionFacts {
        redemption: RedemptionId(row.get(1)?),
        entry: EntryId(row.get(2)?),
        points: row::points(row, 3)?,
    })
}

impl Reader<'_> {
    /// Looks at the ledger of every customer who has one, in the order of their rows. Those that were merged by the day
    /// `at` are one, and come last.
    pub fn each_ledger<E: From<StoreError>>(
        &self,
        at: Day,
        mut look: impl FnMut(CheckedLedger) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let mut merged = Merged::new(self.merges()?, at);
        self.each_row_of_ledgers(|ledger| match merged.keep(ledger) {
            Some(ledger) => look(ledger),
            None => Ok(()),
        })?;
        merged.into_people().try_for_each(look)
    }

    fn each_row_of_ledgers<E: From<StoreError>>(
        &self,
        mut look: impl FnMut(CheckedLedger) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let prepare = |sql: &str| self.connection.prepare(sql).map_err(StoreError::from);
        // Each in the order of an index, so that nothing is sorted.
        let mut entries = prepare(&format!(
            "SELECT entry.customer_id AS owner, {ENTRY_COLUMNS}
             FROM entry INDEXED BY entry_by_customer
             ORDER BY entry.customer_id, entry.day, entry.id"
        ))?;
        let mut takings = prepare(
            "SELECT entry.customer_id AS owner, taking.entry_id, taking.lot_id, taking.points
             FROM entry INDEXED BY entry_by_customer
             CROSS JOIN taking INDEXED BY taking_by_entry ON taking.entry_id = entry.id
             ORDER BY entry.customer_id",
        )?;
        let mut lots = prepare(&lots_of_all())?;
        let mut totals =
            prepare("SELECT customer_id, balance, earned, opened, reversed, lapsed FROM account ORDER BY customer_id")?;
        let mut redemptions = prepare(
            "SELECT customer_id, id, entry_id, points
             FROM redemption INDEXED BY redemption_by_customer
             ORDER BY customer_id, id",
        )?;
        let mut entries = grouped(&mut entries, entry_from_row)?;
        let mut takings = grouped(&mut takings, taking_from_row)?;
        let mut lots = grouped(&mut lots, lot_from_row)?;
        let mut totals = grouped(&mut totals, totals_from_row)?;
        let mut redemptions = grouped(&mut redemptions, redemption_from_row)?;
        loop {
            let keys = [entries.key(), takings.key(), lots.key(), totals.key(), redemptions.key()];
            let Some(key) = keys.into_iter().flatten().min() else { return Ok(()) };
            look(CheckedLedger {
                customer: CustomerId(key),
                entries: entries.take(key)?,
                takings: takings.take(key)?,
                lots: lots.take(key)?,
                totals: totals.take(key)?.pop().unwrap_or_default(),
                redemptions: redemptions.take(key)?,
            })?;
        }
    }
}

/// The ledgers of those who had to do with a merge, put together by whose they were.
struct Merged {
    /// Who stands for a row on the day that is looked at.
    people: BTreeMap<CustomerId, CustomerId>,
    ledgers: BTreeMap<CustomerId, CheckedLedger>,
    at_last: BTreeMap<EntryId, CustomerId>,
    lots: Vec<Lot>,
}

impl Merged {
    fn new(merges: Vec<(i64, i64, Day)>, at: Day) -> Merged {
        let mut people = BTreeMap::new();
        for (from, into, day) in merges {
            let person = if day <= at { into } else { from };
            people.insert(CustomerId(from), CustomerId(person));
            people.insert(CustomerId(into), CustomerId(into));
        }
        Merged { people, ledgers: BTreeMap::new(), at_last: BTreeMap::new(), lots: Vec::new() }
    }

    /// Keeps the ledger of one who had to do with a merge; gives back that of anybody else.
    fn keep(&mut self, ledger: CheckedLedger) -> Option<CheckedLedger> {
        let Some(person) = self.people.get(&ledger.customer).copied() else { return Some(ledger) };
        self.at_last.extend(ledger.entries.iter().map(|entry| (entry.id, person)));
        // A lot is the one's who made it, until that one is merged.
        self.lots.extend(ledger.lots);
        let known = self.ledgers.entry(person).or_insert_with(|| CheckedLedger::nobodys(person));
        known.entries.extend(ledger.entries);
        known.takings.extend(ledger.takings);
        known.redemptions.extend(ledger.redemptions);
        known.totals = known.totals.plus(ledger.totals);
        None
    }

    fn into_people(mut self) -> impl Iterator<Item = CheckedLedger> {
        for lot in self.lots {
            let person = self.at_last.get(&lot.key.entry);
            if let Some(ledger) = person.and_then(|person| self.ledgers.get_mut(person)) {
                ledger.lots.push(lot);
            }
        }
        self.ledgers.into_values().map(|mut ledger| {
            ledger.entries.sort_by_key(|entry| (entry.date, entry.id));
            ledger
        })
    }
}

/// Runs a statement without values, its rows handed out a key at a time.
pub(in crate::store) fn grouped<'s, T>(
    statement: &'s mut rusqlite::Statement<'_>,
    read: fn(&Row<'_>) -> rusqlite::Result<T>,
) -> Result<Grouped<'s, T>> {
    Grouped::new(statement.query([])?, read)
}
