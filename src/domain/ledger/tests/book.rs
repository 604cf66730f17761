//! A ledger kept in vectors, as a store would keep it in tables.

use std::collections::{BTreeMap, BTreeSet};

use super::super::*;
use crate::domain::check::{self, Facts};
use crate::domain::{CustomerId, Day, EntryId, InvoiceId, Points};

/// Who is merged into the customer of a book.
pub const OTHER: CustomerId = CustomerId(2);
/// How much further the invoices of the other one are numbered.
pub const FAR: i64 = 100_000;

#[derive(Default, Clone)]
pub struct Book {
    pub entries: Vec<Entry>,
    pub takings: Vec<Taking>,
    pub lots: BTreeMap<LotKey, Lot>,
    pub totals: Totals,
    /// What was undone, and its mirrors.
    pub gone: BTreeSet<EntryId>,
    /// Who was merged into it, and when.
    pub merged: Vec<(CustomerId, Day)>,
}

impl Book {
    /// Takes up no more than a debit of `cover` needs: the lots that are over, enough others, and those named.
    pub fn open(&self, today: Day, cover: Points, named: &[EntryId]) -> Account {
        let mut found = Points::ZERO;
        let lots = self.lots.values().filter(|lot| {
            let over = lot.key.ends.is_over(today);
            let needed = !over && found < cover;
            if needed {
                found += lot.remaining;
            }
            over || needed || named.contains(&lot.key.entry)
        });
        Account::new(CustomerId(1), self.totals, lots.copied(), EntryId(self.entries.len() as i64 + 1))
    }

    pub fn open_whole(&self) -> Account {
        let next = EntryId(self.entries.len() as i64 + 1);
        Account::new(CustomerId(1), self.totals, self.lots.values().copied(), next)
    }

    /// Stores what came of it, and holds the invariants.
    pub fn store(&mut self, account: Account) {
        let Changes { entries, takings, lots, totals } = account.into_changes();
        self.entries.extend(entries);
        self.takings.extend(takings);
        for lot in lots {
            if lot.remaining.is_zero() {
                self.lots.remove(&lot.key).expect("only what is stored is deleted");
            } else {
                self.lots.insert(lot.key, lot);
            }
        }
        self.totals = totals;
        self.check();
    }

    /// Puts the book of another customer behind this one and hands its points over; both hold nothing that is over.
    /// Returns by how much the other's entries are numbered on.
    pub fn merge(&mut self, mut other: Book, date: Day) -> i64 {
        let by = self.entries.len() as i64;
        other.number_on(by);
        let next = EntryId(by + other.entries.len() as i64 + 1);
        let mut giver = Account::new(OTHER, other.totals, other.lots.values().copied(), next);
        let mut taker = Account::new(CustomerId(1), self.totals, self.lots.values().copied(), next);
        let balance = giver.hand_over(&mut taker, date).unwrap();
        assert_eq!(balance, other.totals.balance);
        self.entries.append(&mut other.entries);
        self.takings.append(&mut other.takings);
        let Changes { entries, takings, lots, totals } = giver.into_changes();
        assert_eq!(totals, Totals::default());
        assert!(lots.iter().all(|lot| lot.remaining.is_zero()) && lots.len() == other.lots.len());
        self.entries.extend(entries);
        self.takings.extend(takings);
        self.gone.extend(other.gone);
        self.merged.push((OTHER, date));
        self.store(taker);
        by
    }

    /// Numbers entries on, and invoices far on.
    fn number_on(&mut self, by: i64) {
        let on = |id: EntryId| EntryId(id.0 + by);
        for entry in &mut self.entries {
            entry.id = on(entry.id);
            entry.customer = OTHER;
            entry.source.invoice = entry.source.invoice.map(|invoice| InvoiceId(invoice.0 + FAR));
        }
        for taking in &mut self.takings {
            (taking.entry, taking.lot) = (on(taking.entry), on(taking.lot));
        }
        let lots = std::mem::take(&mut self.lots).into_values().map(|lot| {
            let key = LotKey { entry: on(lot.key.entry), ..lot.key };
            (key, Lot { key, invoice: lot.invoice.map(|invoice| InvoiceId(invoice.0 + FAR)), ..lot })
        });
        self.lots = lots.collect();
        self.gone = self.gone.iter().copied().map(on).collect();
    }

    pub fn check(&self) {
        for (merged, _) in &self.merged {
            let own = self.entries.iter().filter(|entry| entry.customer == *merged);
            assert_eq!(own.map(|entry| entry.points).sum::<Points>(), Points::ZERO, "nothing is left where it was");
        }
        let lots: Vec<Lot> = self.lots.values().copied().collect();
        let facts = Facts { entries: &self.entries, takings: &self.takings, lots: &lots, totals: self.totals };
        assert_eq!(check::customer(&facts), [], "{:#?} {:#?} {lots:#?}", self.entries, self.takings);
        let mut pairs: Vec<_> = self.takings.iter().map(|taking| (taking.entry, taking.lot)).collect();
        pairs.sort();
        assert!(pairs.windows(2).all(|pair| pair[0] != pair[1]), "one taking for an entry and a lot");
    }

    pub fn part(&self, lot: EntryId, points: Points) -> LotPart {
        part(&self.entries, lot, points)
    }

    pub fn past_debit(&self, entry: EntryId, given_back: Points) -> PastDebit {
        past_debit(&self.entries, &self.takings, entry, given_back)
    }

    /// What the expiries dated after `from` took, by lot and date.
    pub fn booked_after(&self, from: Day) -> Vec<BookedExpiry> {
        let mut net: BTreeMap<(EntryId, Day), Points> = BTreeMap::new();
        for taking in self.takings.iter().filter(|taking| taking.lot != taking.entry) {
            let entry = self.entry(taking.entry);
            if entry.kind == EntryKind::Expire && entry.date > from {
                *net.entry((taking.lot, entry.date)).or_default() -= taking.points;
            }
        }
        net.into_iter().map(|((lot, date), points)| BookedExpiry { part: self.part(lot, points), date }).collect()
    }

    /// What the debits dated after `from` found in no lot.
    pub fn debts_after(&self, from: Day) -> Vec<(Day, Points)> {
        let debits = self.entries.iter().filter(|entry| entry.points.is_negative() && entry.date > from);
        let debits = debits.filter(|entry| entry.kind != EntryKind::Transfer && !self.gone.contains(&entry.id));
        debits.map(|entry| (entry.date, self.past_debit(entry.id, Points::ZERO).debt)).collect()
    }

    /// How much of an invoice's earnings has run out.
    pub fn lapsed(&self, invoice: InvoiceId) -> Points {
        let of_invoice = |taking: &&Taking| {
            let (entry, lot) = (self.entry(taking.entry), self.entry(taking.lot));
            entry.kind == EntryKind::Expire && lot.kind.makes_earnings() && lot.source.invoice == Some(invoice)
        };
        -self.takings.iter().filter(of_invoice).map(|taking| taking.points).sum::<Points>()
    }

    pub fn dated_up_to(&self, at: Day) -> Points {
        self.entries.iter().filter(|entry| entry.date <= at).map(|entry| entry.points).sum()
    }

    pub fn balance_at(&self, at: Day) -> Points {
        balance_at(self.dated_up_to(at), self.lots.values(), at)
    }

    pub fn history(&self, at: Day) -> Vec<HistoryRow> {
        let mut entries = self.entries.clone();
        entries.sort_by_key(|entry| (entry.date, entry.id));
        history(Points::ZERO, &entries, self.lots.values(), at)
    }

    fn entry(&self, id: EntryId) -> &Entry {
        &self.entries[id.0 as usize - 1]
    }
}

fn part(entries: &[Entry], lot: EntryId, points: Points) -> LotPart {
    let entry = &entries[lot.0 as usize - 1];
    let key = LotKey { ends: entry.expires_on.into(), dated: entry.date, entry: lot };
    LotPart { key, points, from_earn: entry.kind.makes_earnings(), invoice: entry.source.invoice }
}

/// A debit by its takings, of all that was written so far.
pub fn past_debit(entries: &[Entry], takings: &[Taking], entry: EntryId, given_back: Points) -> PastDebit {
    let taken: Vec<LotPart> = takings
        .iter()
        .filter(|taking| taking.entry == entry)
        .map(|taking| part(entries, taking.lot, -taking.points))
        .collect();
    let in_lots = taken.iter().map(|part| part.points).sum();
    PastDebit { taken, debt: -entries[entry.0 as usize - 1].points - in_lots, given_back }
}
