//! Adding up what both rules come to: in all, by month and by customer.

use std::collections::BTreeMap;

use crate::domain::ledger::{Entry, EntryKind, Lot};
use crate::domain::{CustomerId, Day, Points};

use super::award::Award;

/// Which rules.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Those in force: what the ledger holds.
    Now = 0,
    /// The others.
    WhatIf = 1,
}

impl Side {
    /// Both, in their order.
    pub const BOTH: [Side; 2] = [Side::Now, Side::WhatIf];
}

/// A change of a balance.
#[derive(Clone, Copy, Debug)]
pub struct Move {
    /// The day it counts from.
    pub date: Day,
    kind: EntryKind,
    points: Points,
}

impl Move {
    /// What an entry does.
    pub fn of(entry: &Entry) -> Move {
        Move { date: entry.date, kind: entry.kind, points: entry.points }
    }

    /// The expiry of a lot that is due by a day and not booked.
    pub fn due(lot: &Lot, by: Day) -> Option<Move> {
        let date = lot.key.expires_dated().filter(|date| *date <= by)?;
        Some(Move { date, kind: EntryKind::Expire, points: -lot.remaining })
    }

    /// The same so many times.
    pub fn times(self, times: i64) -> Move {
        Move { points: Points::new(self.points.get() * times), ..self }
    }
}

/// Sums over the period.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sums {
    /// Earned.
    pub earned: Points,
    /// Taken back.
    pub reversed: Points,
    /// Run out.
    pub expired: Points,
    /// Open at its end.
    pub open: Points,
    /// Customers who bought something in it and have earned nothing.
    pub with_nothing: u64,
}

impl Sums {
    /// With nothing below zero. Where the ledger came about otherwise than it is worked out here, what differs may be
    /// more than it holds: less than nothing cannot run out, and less than nothing taken back is earned.
    fn at_least_zero(self) -> Sums {
        let more = (-self.earned.min(self.reversed)).at_least_zero();
        Sums {
            earned: self.earned + more,
            reversed: self.reversed + more,
            expired: self.expired.at_least_zero(),
            ..self
        }
    }
}

/// The figures of a month, for both sides.
#[derive(Clone, Copy, Debug, Default)]
pub struct Month {
    /// Invoices that were counted.
    pub invoices: u64,
    /// Earned less taken back.
    pub points: [Points; 2],
    /// Open at its end; while counting, by how much that is more than the month before.
    pub open: [Points; 2],
}

/// A customer with both balances.
pub type Moved = (CustomerId, [Points; 2]);

/// All that is counted.
pub struct Tally {
    from: Option<Day>,
    to: Day,
    customers: u64,
    sums: [Sums; 2],
    /// By the first day of the month.
    months: BTreeMap<Day, Month>,
    /// The balances that differ at the end.
    moved: Vec<Moved>,
}

impl Tally {
    /// Nothing counted yet, of a period.
    pub fn new(from: Option<Day>, to: Day) -> Tally {
        let (customers, sums, months, moved) = (0, Default::default(), BTreeMap::new(), Vec::new());
        Tally { from, to, customers, sums, months, moved }
    }

    /// The last day that is counted.
    pub fn to(&self) -> Day {
        self.to
    }

    fn is_counted(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && day <= self.to
    }

    /// Counts one customer: what was bought, and the moves of both sides in the order of their days.
    pub fn count(&mut self, customer: CustomerId, awards: &[Award], moves: [&[Move]; 2]) {
        let mut bought = 0u64;
        for award in awards.iter().filter(|award| award.is_purchase()) {
            if self.is_counted(award.date) {
                bought += 1;
                self.months.entry(award.date.month_start()).or_default().invoices += 1;
            }
        }
        self.customers += u64::from(bought > 0);
        let balances = Side::BOTH.map(|side| self.count_side(side, moves[side as usize], bought > 0));
        if balances[0] != balances[1] {
            self.moved.push((customer, balances));
        }
    }

    /// Counts the moves of one side; returns the balance at the end.
    fn count_side(&mut self, side: Side, moves: &[Move], has_bought: bool) -> Points {
        let at = side as usize;
        let (mut balance, mut open, mut earned) = (Points::ZERO, Points::ZERO, Points::ZERO);
        let counted = &moves[..moves.partition_point(|one| one.date <= self.to)];
        let first = self.from.map(Day::month_start);
        // What was before the period stands in the balances of its first month.
        let month_of = |one: &Move| first.map_or(one.date, |first| first.max(one.date)).month_start();
        for same in counted.chunk_by(|one, next| month_of(one) == month_of(next)) {
            let (mut points, sums) = (Points::ZERO, &mut self.sums[at]);
            for one in same {
                balance += one.points;
                if self.from.is_some_and(|from| one.date < from) {
                    continue;
                }
                match one.kind {
                    EntryKind::Earn => sums.earned += one.points,
                    EntryKind::Reverse => sums.reversed += -one.points,
                    EntryKind::Expire => sums.expired += -one.points,
                    _ => {}
                }
                if matches!(one.kind, EntryKind::Earn | EntryKind::Reverse) {
                    points += one.points;
                }
            }
            earned += points;
            let month = self.months.entry(month_of(&same[0])).or_default();
            month.points[at] += points;
            month.open[at] += balance.at_least_zero() - open;
            open = balance.at_least_zero();
        }
        self.sums[at].open += open;
        self.sums[at].with_nothing += u64::from(has_bought && !earned.is_positive());
        balance
    }

    /// Customers who bought something in the period.
    pub fn customers(&self) -> u64 {
        self.customers
    }

    /// Invoices of the period.
    pub fn invoices(&self) -> u64 {
        self.months.values().map(|month| month.invoices).sum()
    }

    /// The sums of one side.
    pub fn sums(&self, side: Side) -> Sums {
        self.sums[side as usize].at_least_zero()
    }

    /// The months one after the other, from the first in which something happened to the last of the period.
    pub fn months(&self) -> Vec<(String, Month)> {
        let mut rows = Vec::new();
        let mut open = [Points::ZERO; 2];
        let mut next = self.months.keys().next().copied();
        while let Some(start) = next.filter(|start| *start <= self.to) {
            let month = self.months.get(&start).copied().unwrap_or_default();
            open = [open[0] + month.open[0], open[1] + month.open[1]];
            rows.push((start.month_text(), Month { open, ..month }));
            next = Some(start.month_end().next());
        }
        rows
    }

    /// How many have more points by the other rules.
    pub fn customers_gaining(&self) -> u64 {
        self.moved.iter().filter(|(_, [now, then])| then > now).count() as u64
    }

    /// How many have fewer.
    pub fn customers_losing(&self) -> u64 {
        self.moved.len() as u64 - self.customers_gaining()
    }

    /// Who gains most and who loses most, with both balances.
    pub fn movers(&self, limit: usize) -> (Vec<Moved>, Vec<Moved>) {
        let change = |(_, [now, then]): &Moved| *then - *now;
        let mut moved = self.moved.clone();
        moved.sort_by_key(|one| (-change(one), one.0));
        let gains = moved.iter().filter(|one| change(one).is_positive()).take(limit).copied().collect();
        moved.sort_by_key(|one| (change(one), one.0));
        let losses = moved.iter().filter(|one| change(one).is_negative()).take(limit).copied().collect();
        (gains, losses)
    }
}
