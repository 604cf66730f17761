//! What happened to points in a period, and what was in lots at a day of the past.

use std::collections::BTreeMap;

use super::{Ends, Entry, LotKey, Taking};
use crate::domain::{Day, EntryId, Points};

/// A period: each kind net, what takes away without its minus sign (domain.md §4).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RollForward {
    /// The balance at the end of the day before.
    pub opening: Points,
    /// `earn`.
    pub earned: Points,
    /// `opening`.
    pub opened: Points,
    /// `adjust`, signed.
    pub adjusted: Points,
    /// `return`.
    pub returned: Points,
    /// `transfer`, signed.
    pub transferred: Points,
    /// `reverse`.
    pub reversed: Points,
    /// `redeem`.
    pub redeemed: Points,
    /// `expire`, and what is due and not booked.
    pub expired: Points,
}

impl RollForward {
    /// The balance at the end of the last day.
    pub fn closing(&self) -> Points {
        let &RollForward { opening, earned, opened, adjusted, returned, transferred, reversed, redeemed, expired } =
            self;
        opening + earned + opened + adjusted + returned + transferred - reversed - redeemed - expired
    }
}

/// What a customer's lots held at the end of a past day, in spending order: together they are `balance`,
/// what it was that day, and nothing where that is below zero.
///
/// Points move between lots when something is recorded, and what is recorded later may be dated earlier. Where the
/// lots of that day do not come to its balance, what is over is taken in spending order, and what is missing is put
/// back the other way round.
pub fn lots_at(entries: &[Entry], takings: &[Taking], balance: Points, at: Day) -> Vec<(LotKey, Points)> {
    let dates: BTreeMap<EntryId, Day> = entries.iter().map(|entry| (entry.id, entry.date)).collect();
    let mut moved: BTreeMap<EntryId, Points> = BTreeMap::new();
    for taking in takings.iter().filter(|taking| dates.get(&taking.entry).is_some_and(|date| *date <= at)) {
        *moved.entry(taking.lot).or_default() += taking.points;
    }
    let mut lots: BTreeMap<LotKey, (Points, Points)> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.points.is_positive() && entry.date <= at) {
        let key = LotKey { ends: Ends::from(entry.expires_on), dated: entry.date, entry: entry.id };
        if key.expires_dated().is_none_or(|expires| expires > at) {
            let left = entry.points + moved.get(&entry.id).copied().unwrap_or_default();
            lots.insert(key, (left.at_least_zero(), entry.points));
        }
    }
    let in_lots: Points = lots.values().map(|(left, _)| *left).sum();
    let mut off = in_lots - balance.at_least_zero();
    for (left, _) in lots.values_mut() {
        let taken = off.at_least_zero().min(*left);
        *left -= taken;
        off -= taken;
    }
    for (left, most) in lots.values_mut().rev() {
        let put = (-off).at_least_zero().min(*most - *left);
        *left += put;
        off += put;
    }
    lots.into_iter().map(|(key, (left, _))| (key, left)).filter(|(_, left)| left.is_positive()).collect()
}

#[cfg(test)]
mod tests {
    use super::super::{EntryKind, Source};
    use super::*;
    use crate::domain::CustomerId;

    #[test]
    fn what_takes_away_is_taken_away() {
        let points = Points::new;
        let period = RollForward {
            opening: points(1),
            earned: points(20),
            opened: points(300),
            adjusted: points(-4000),
            returned: points(50_000),
            transferred: points(600_000),
            reversed: points(2),
            redeemed: points(30),
            expired: points(400),
        };
        assert_eq!(period.closing(), points(645_889));
    }

    #[test]
    fn lots_of_the_past_come_to_the_balance_of_the_past() {
        let day = |day| Day::new(2026, 1, day).expect("a day");
        let entry = |id, on, points, last: Option<i8>| Entry {
            id: EntryId(id),
            customer: CustomerId(1),
            date: day(on),
            kind: EntryKind::Adjust,
            points: Points::new(points),
            expires_on: last.map(day),
            source: Source::default(),
        };
        let taking =
            |entry, lot, points| Taking { entry: EntryId(entry), lot: EntryId(lot), points: Points::new(points) };
        // Two lots, then a debit of both on the 10th; a credit of the 5th that paid a debt of the 20th.
        let entries =
            [entry(1, 1, 10, Some(15)), entry(2, 2, 20, None), entry(3, 10, -15, None), entry(4, 5, 8, Some(25))];
        let takings = [taking(3, 1, -10), taking(3, 2, -5), taking(4, 4, -8)];
        for (balance, at, want) in [
            (10, 1, vec![(1, 10)]),
            (30, 9, vec![(1, 10), (2, 20)]),
            (38, 9, vec![(1, 10), (4, 8), (2, 20)]),
            (15, 10, vec![(2, 15)]),
            (12, 10, vec![(2, 12)]),
            (0, 10, vec![]),
            (-3, 10, vec![]),
        ] {
            let got: Vec<_> = lots_at(&entries, &takings, Points::new(balance), day(at))
                .into_iter()
                .map(|(key, points)| (key.entry.0, points.get()))
                .collect();
            assert_eq!(got, want, "{balance} {at}");
        }
    }
}
