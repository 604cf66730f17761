//! Two customers are one person: the points of one go over to the other (domain.md §9).
//!
//! Lots change hands; they are not made anew. A lot keeps its entry, its date and its last day, so that whatever comes
//! later (a refund, a return, an import that is dated back or taken back) finds the points as if there had always been
//! one customer. The pairs of `transfer` entries say whose they are: they bring the one ledger to nothing and the other
//! to the sum of both.

use super::{Account, EntryKind, LotPart, Overflow, Source};
use crate::domain::{Day, Points};

impl Account {
    /// Hands everything over to another customer's account, one pair of entries a lot, and one for a debt. Both hold
    /// all their lots, what is over by `date` is booked and kept, and nothing else was done with them. Lots pay the
    /// other's debt in spending order. This one's changes are to be kept before the other's.
    ///
    /// Returns the balance that went over.
    pub fn hand_over(&mut self, into: &mut Account, date: Day) -> Result<Points, Overflow> {
        debug_assert!(self.entries.is_empty() && into.entries.is_empty());
        let balance = self.totals.balance;
        let lots: Vec<_> = self.lots.values().copied().collect();
        let debt = self.owed;
        for lot in &lots {
            let entry = self.write(EntryKind::Transfer, date, -lot.remaining, None, Source::default())?;
            self.take(entry, lot.key, lot.remaining);
        }
        if debt.is_positive() {
            let entry = self.write(EntryKind::Transfer, date, debt, None, Source::default())?;
            self.pay_debt(debt);
            self.note(entry, entry, -debt);
        }
        into.number_after(self);
        for lot in &lots {
            let entry = into.write(EntryKind::Transfer, date, lot.remaining, lot.key.ends.day(), Source::default())?;
            let paid = lot.remaining.min(into.owed);
            into.pay_debt(paid);
            into.note(entry, entry, -lot.remaining);
            if paid < lot.remaining {
                let points = lot.remaining - paid;
                into.put(LotPart { key: lot.key, points, from_earn: lot.from_earn, invoice: lot.invoice });
                into.note(entry, lot.key.entry, points);
            }
        }
        if debt.is_positive() {
            into.debit(EntryKind::Transfer, date, debt, None, Source::default())?;
        }
        into.totals.take_over(&mut self.totals)?;
        Ok(balance)
    }
}
