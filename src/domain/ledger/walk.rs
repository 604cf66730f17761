//! Walking a customer's imported invoices in the order of their dates.
//!
//! An import may bring something dated before a day on which expiry was already booked. That expiry is put back in
//! memory, the walk goes on from there as if it were that day, and at its end only what came out differently is
//! written. So invoices that are split by date over two files leave the same lots as in one.

use std::collections::BTreeMap;

use super::{Account, LotKey, LotPart};
use crate::domain::{Day, Points};

/// Expiry that is already in the ledger: what the `expire` entries of one date took out of one lot, net.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BookedExpiry {
    /// The lot, and how many points ran out.
    pub part: LotPart,
    /// The date of the entries.
    pub date: Day,
}

/// What a walk remembers.
#[derive(Clone, Debug)]
pub(super) struct Walk {
    /// The day it has come to.
    date: Day,
    /// Expiry that was put back, by lot and date.
    booked: BTreeMap<(LotKey, Day), Points>,
    /// What has run out since, by lot and date.
    lapsed: BTreeMap<(LotKey, Day), Points>,
    /// Debts dated after the first day of the walk.
    later_debts: Vec<(Day, Points)>,
}

impl Walk {
    pub(super) fn lapse(&mut self, key: LotKey, date: Day, points: Points) {
        *self.lapsed.entry((key, date)).or_default() += points;
    }

    /// The part of the debt that was made by the day the walk has come to: older debt is paid before newer.
    pub(super) fn owed_by_now(&self, owed: Points) -> Points {
        let later: Points = self.later_debts.iter().filter(|(day, _)| *day > self.date).map(|(_, debt)| *debt).sum();
        (owed - later).at_least_zero()
    }
}

impl Account {
    /// Begins a walk on the day `from`, the date of its first invoice. `expired` is what `expire` entries dated after
    /// it took out of lots; `later_debts` what debits dated after it found in no lot, by date.
    ///
    /// Of a lot only what ran out with its last day is put back: points that were returned to it afterwards were not
    /// in it then.
    pub fn rewind(
        &mut self,
        from: Day,
        expired: impl IntoIterator<Item = BookedExpiry>,
        later_debts: impl IntoIterator<Item = (Day, Points)>,
    ) {
        let mut booked = BTreeMap::new();
        for BookedExpiry { part, date } in expired {
            let in_time = part.key.ends.day().is_some_and(|last| date == last.next());
            if part.points.is_positive() && in_time {
                self.put(part);
                self.count_lapse(part.key, -part.points);
                *booked.entry((part.key, date)).or_default() += part.points;
            }
        }
        let later_debts = later_debts.into_iter().collect();
        self.walk = Some(Walk { date: from, booked, lapsed: BTreeMap::new(), later_debts });
    }

    /// Goes on to a day, not before the last one: what ran out before it is gone. Credits and debits that follow are
    /// as of that day (`today` of [`Account::credit`] and [`Account::give_back`] is that day).
    pub fn walk_to(&mut self, date: Day) {
        self.expire_due(date);
        if let Some(walk) = &mut self.walk {
            debug_assert!(walk.date <= date, "a walk goes forward");
            walk.date = date;
        }
    }

    /// Ends the walk: expires up to `today`, lets new credits that are still good pay what is owed by then, and
    /// writes the expiry that differs from what was booked.
    pub fn settle(&mut self, today: Day) {
        self.walk_to(self.walk.as_ref().map_or(today, |walk| walk.date.max(today)));
        self.expire_booked_again();
        let Some(Walk { booked, lapsed, .. }) = self.walk.take() else { return };
        self.pay_from_new_lots();
        let mut net = lapsed;
        for (place, points) in booked {
            *net.entry(place).or_default() -= points;
        }
        for ((key, date), points) in net {
            if !points.is_zero() {
                self.write_expiry(key, date, points);
            }
        }
    }

    /// What was booked as run out stays so, even when the work is done as of an earlier day than the booking.
    fn expire_booked_again(&mut self) {
        let keys: Vec<LotKey> = self.walk.iter().flat_map(|walk| walk.booked.keys()).map(|(key, _)| *key).collect();
        for key in keys {
            if let Some(lot) = self.lots.get(&key) {
                self.lapse(key, lot.remaining, key.dated);
            }
        }
    }

    /// Debt and lots stand side by side only when a new credit is dated before the debt.
    fn pay_from_new_lots(&mut self) {
        while self.owed.is_positive()
            && let Some((key, lot)) = self.lots.first_key_value()
        {
            let (key, paid) = (*key, lot.remaining.min(self.owed));
            debug_assert!(self.entries.iter().any(|entry| entry.id == key.entry));
            self.pay_debt(paid);
            self.draw(key, paid);
            match self.takings.iter_mut().find(|taking| taking.entry == key.entry && taking.lot == key.entry) {
                Some(taking) => taking.points -= paid,
                None => self.note(key.entry, key.entry, -paid),
            }
        }
    }
}
