//! Readings: what a ledger says as of a day, whether or not expiry has been booked.

use std::collections::BTreeMap;

use super::{Ends, Entry, EntryKind, Lot, Source};
use crate::domain::{Day, EntryId, Points};

/// The expiry of a lot that is due by `at` and not yet booked: its date, and how many points.
fn due(lot: &Lot, at: Day) -> Option<(Day, Points)> {
    let date = lot.key.expires_dated()?;
    (date <= at && lot.remaining.is_positive()).then_some((date, lot.remaining))
}

/// The balance at the end of the day `at`: the sum of the entries dated up to it, less what is due to run out of the
/// lots by then.
pub fn balance_at<'a>(dated_up_to: Points, lots: impl IntoIterator<Item = &'a Lot>, at: Day) -> Points {
    dated_up_to - lots.into_iter().filter_map(|lot| due(lot, at)).map(|(_, points)| points).sum()
}

/// The points that will run out, by last day; only what is still good on the day `at`.
pub fn expiring<'a>(lots: impl IntoIterator<Item = &'a Lot>, at: Day) -> Vec<(Day, Points)> {
    let mut by_day: BTreeMap<Day, Points> = BTreeMap::new();
    for lot in lots {
        if let Ends::On(last) = lot.key.ends
            && last >= at
            && lot.remaining.is_positive()
        {
            *by_day.entry(last).or_default() += lot.remaining;
        }
    }
    by_day.into_iter().collect()
}

/// One row of a history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct HistoryRow {
    /// The entry, `None` for an expiry that is due and not booked.
    pub id: Option<EntryId>,
    /// The day it counts from.
    pub date: Day,
    /// What it is.
    pub kind: EntryKind,
    /// How many points, signed.
    pub points: Points,
    /// The balance after it.
    pub balance: Points,
    /// The last day of the lot it makes.
    pub expires_on: Option<Day>,
    /// What it belongs to.
    pub source: Source,
}

/// The entries dated up to `at` with the running balance from `opening` on. `entries` are in the order of date and
/// id; what is due to run out of the lots stands behind the booked entries of its date.
pub fn history<'a>(
    opening: Points,
    entries: &[Entry],
    lots: impl IntoIterator<Item = &'a Lot>,
    at: Day,
) -> Vec<HistoryRow> {
    let mut rows: Vec<HistoryRow> = entries.iter().filter(|entry| entry.date <= at).map(booked_row).collect();
    let mut lots: Vec<&Lot> = lots.into_iter().collect();
    lots.sort_by_key(|lot| lot.key);
    rows.extend(lots.into_iter().filter_map(|lot| due(lot, at)).map(|(date, points)| HistoryRow {
        id: None,
        date,
        kind: EntryKind::Expire,
        points: -points,
        balance: Points::ZERO,
        expires_on: None,
        source: Source::default(),
    }));
    rows.sort_by_key(|row| row.date);
    let mut balance = opening;
    for row in &mut rows {
        balance += row.points;
        row.balance = balance;
    }
    rows
}

fn booked_row(entry: &Entry) -> HistoryRow {
    let &Entry { id, date, kind, points, expires_on, source, .. } = entry;
    HistoryRow { id: Some(id), date, kind, points, balance: Points::ZERO, expires_on, source }
}

#[cfg(test)]
mod tests {
    use super::super::LotKey;
    use super::*;
    use crate::domain::CustomerId;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn lot(entry: i64, dated: &str, ends: Option<&str>, remaining: i64) -> Lot {
        let key = LotKey { ends: ends.map(day).into(), dated: day(dated), entry: EntryId(entry) };
        Lot { key, remaining: Points::new(remaining), from_earn: false, invoice: None }
    }

    #[test]
    fn a_lot_is_good_through_its_last_day() {
        let lots = [
            lot(1, "2026-01-01", Some("2026-01-31"), 10),
            lot(2, "2026-01-01", Some("2026-03-31"), 20),
            lot(3, "2026-01-01", None, 5),
            lot(4, "2026-01-02", Some("2026-03-31"), 1),
        ];
        for (at, points, ending) in [
            ("2026-01-31", 36, vec![("2026-01-31", 10), ("2026-03-31", 21)]),
            ("2026-02-01", 26, vec![("2026-03-31", 21)]),
            ("2026-04-01", 5, vec![]),
        ] {
            assert_eq!(balance_at(Points::new(36), &lots, day(at)), Points::new(points), "{at}");
            let want: Vec<_> = ending.into_iter().map(|(last, points)| (day(last), Points::new(points))).collect();
            assert_eq!(expiring(&lots, day(at)), want, "{at}");
        }
    }

    #[test]
    fn a_history_shows_what_is_due_behind_the_entries_of_its_date() {
        let entry = |id, date, points| Entry {
            id: EntryId(id),
            customer: CustomerId(1),
            date: day(date),
            kind: EntryKind::Adjust,
            points: Points::new(points),
            expires_on: None,
            source: Source::default(),
        };
        let entries = [entry(1, "2026-01-01", 10), entry(3, "2026-02-01", 7), entry(2, "2026-03-01", 5)];
        let lots = [lot(1, "2026-01-01", Some("2026-01-31"), 10)];
        let rows = history(Points::new(1), &entries, &lots, day("2026-02-28"));
        let rows: Vec<_> =
            rows.iter().map(|row| (row.id.map(|id| id.0), row.points.get(), row.balance.get())).collect();
        assert_eq!(rows, [(Some(1), 10, 11), (Some(3), 7, 18), (None, -10, 8)]);
    }
}
