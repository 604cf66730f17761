//! A small, slow model of the ledger that keeps every point by itself, written from the rules alone.

use std::collections::BTreeMap;

use crate::domain::Day;

/// One point: its last day, the date of its credit, the number of its credit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Point {
    pub ends: Option<Day>,
    pub dated: Day,
    pub credit: i64,
}

/// What a debit took, one point at a time; `None` where there was none to take.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    points: Vec<Option<Point>>,
    given_back: usize,
}

impl Taken {
    pub fn left(&self) -> usize {
        self.points.len() - self.given_back
    }

    /// Numbers the credits on.
    pub fn number_on(&mut self, by: i64) {
        self.points.iter_mut().flatten().for_each(|point| point.credit += by);
    }
}

#[derive(Clone, Debug)]
pub struct Model {
    pub today: Day,
    pub points: Vec<Point>,
    pub debt: usize,
    /// How many points of each credit ran out.
    pub lapsed: BTreeMap<i64, usize>,
}

impl Model {
    pub fn new(today: Day) -> Model {
        Model { today, points: Vec::new(), debt: 0, lapsed: BTreeMap::new() }
    }

    pub fn balance(&self) -> i64 {
        self.points.len() as i64 - self.debt as i64
    }

    /// Points by credit.
    pub fn lots(&self) -> BTreeMap<i64, i64> {
        count(self.points.iter().map(|point| point.credit))
    }

    /// Points by last day.
    pub fn expiring(&self) -> BTreeMap<Day, i64> {
        count(self.points.iter().filter_map(|point| point.ends))
    }

    pub fn pass_to(&mut self, today: Day) {
        self.today = today;
        for point in std::mem::take(&mut self.points) {
            self.keep(point);
        }
    }

    fn keep(&mut self, point: Point) {
        if point.ends.is_some_and(|last| last < self.today) {
            *self.lapsed.entry(point.credit).or_default() += 1;
        } else {
            self.points.push(point);
        }
    }

    fn pay_or_keep(&mut self, point: Point) {
        if self.debt > 0 && point.ends.is_none_or(|last| last >= self.today) {
            self.debt -= 1;
        } else {
            self.keep(point);
        }
    }

    /// All points and debts together; the points pay the debts.
    pub fn merge(&mut self, other: Model, by: i64) {
        self.points.extend(other.points.into_iter().map(|point| Point { credit: point.credit + by, ..point }));
        self.lapsed.extend(other.lapsed.into_iter().map(|(credit, points)| (credit + by, points)));
        self.debt += other.debt;
        let paid = self.debt.min(self.points.len());
        self.debt -= paid;
        self.debit(paid as i64, None);
    }

    pub fn credit(&mut self, point: Point, points: i64) {
        (0..points).for_each(|_| self.pay_or_keep(point));
    }

    pub fn debit(&mut self, points: i64, own: Option<i64>) -> Taken {
        let mut taken = Taken::default();
        for _ in 0..points {
            let first = (0..self.points.len()).min_by_key(|index| {
                let point = self.points[*index];
                (own != Some(point.credit), point.ends.is_none(), point.ends, point.dated, point.credit)
            });
            if first.is_none() {
                self.debt += 1;
            }
            taken.points.push(first.map(|index| self.points.remove(index)));
        }
        taken
    }

    /// Gives points back, last taken first; `own` is a point of the entry that does it.
    pub fn give_back(&mut self, taken: &mut Taken, points: usize, own: Point) {
        for _ in 0..points {
            taken.given_back += 1;
            match taken.points[taken.points.len() - taken.given_back] {
                Some(point) => self.pay_or_keep(point),
                None if self.debt > 0 => self.debt -= 1,
                None => self.keep(own),
            }
        }
    }
}

fn count<T: Ord>(values: impl Iterator<Item = T>) -> BTreeMap<T, i64> {
    let mut counts = BTreeMap::new();
    for value in values {
        *counts.entry(value).or_default() += 1;
    }
    counts
}
