//! Giving back what a debit took: the return of a redemption, and a `reverse` that is itself taken back.

use super::{Account, EntryKind, LotKey, LotPart, Overflow, Source};
use crate::domain::{Day, EntryId, Points};

/// A debit as it was recorded, and how much of it was given back since.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastDebit {
    /// What it took out of lots, in the order in which it did.
    pub taken: Vec<LotPart>,
    /// What it found in no lot.
    pub debt: Points,
    /// How much earlier give-backs brought, all together.
    pub given_back: Points,
}

impl PastDebit {
    /// What can still be given back.
    pub fn left(&self) -> Points {
        self.debt + self.taken.iter().map(|part| part.points).sum() - self.given_back
    }

    /// The parts that the next so many points are: last taken first, and debt was last of all. `None` is debt.
    fn last_parts(&self, points: Points) -> Vec<(Option<LotPart>, Points)> {
        let (mut skip, mut left) = (self.given_back, points);
        let parts = std::iter::once((None, self.debt));
        let parts = parts.chain(self.taken.iter().rev().map(|part| (Some(*part), part.points)));
        let mut chosen = Vec::new();
        for (part, size) in parts {
            let skipped = size.min(skip);
            skip -= skipped;
            let now = left.min(size - skipped);
            left -= now;
            if now.is_positive() {
                chosen.push((part, now));
            }
        }
        chosen
    }
}

/// What is given back, and how it is to be written.
#[derive(Clone, Copy, Debug)]
pub struct GiveBack {
    /// `return` or `reverse`.
    pub kind: EntryKind,
    /// The day it counts from.
    pub date: Day,
    /// How many points, above zero and at most [`PastDebit::left`].
    pub points: Points,
    /// The last day of what was debt when it was taken and is owed no more; `None` when it never runs out.
    pub own_expires_on: Option<Day>,
    /// What the entry belongs to.
    pub source: Source,
}

impl Account {
    /// Gives points of a debit back, last taken first (domain.md §5). Parts whose lot is over run out at once, whole.
    /// The others pay a debt first, then go back into the lots they came from; what was debt when it was taken and is
    /// owed no more becomes a lot of its own.
    pub fn give_back(&mut self, debit: &PastDebit, back: GiveBack, today: Day) -> Result<EntryId, Overflow> {
        let GiveBack { kind, date, points, own_expires_on, source } = back;
        debug_assert!(points.is_positive() && points <= debit.left());
        let parts = debit.last_parts(points);
        let index = self.entries.len();
        let entry = self.write(kind, date, points, None, source)?;
        let (mut own, mut over) = (Points::ZERO, Vec::new());
        for (part, size) in parts {
            let is_over = part.is_some_and(|part| part.key.ends.is_over(today));
            let paid = if is_over { Points::ZERO } else { size.min(self.owed) };
            self.pay_debt(paid);
            let rest = size - paid;
            match part {
                Some(part) if rest.is_positive() => {
                    self.put(LotPart { points: rest, ..part });
                    self.note(entry, part.key.entry, rest);
                    over.extend(is_over.then_some((part.key, rest)));
                }
                Some(_) => {}
                None => own += rest,
            }
        }
        self.note(entry, entry, own - points);
        if own.is_positive() {
            self.entries[index].expires_on = own_expires_on;
            let key = LotKey { ends: own_expires_on.into(), dated: date, entry };
            self.put(LotPart { key, points: own, from_earn: kind.makes_earnings(), invoice: source.invoice });
            over.extend(key.ends.is_over(today).then_some((key, own)));
        }
        for (key, points) in over {
            self.lapse(key, points, date);
        }
        Ok(entry)
    }
}
