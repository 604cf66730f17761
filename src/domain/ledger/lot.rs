//! Lots: the points of one crediting entry that are still there.

use crate::domain::{Day, EntryId, InvoiceId, Points};

/// When a lot ends. Never is later than any day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Ends {
    /// It is good through this day and gone on the next.
    On(Day),
    /// It does not run out.
    Never,
}

impl Ends {
    /// The last day, `None` when there is none.
    pub const fn day(self) -> Option<Day> {
        match self {
            Ends::On(day) => Some(day),
            Ends::Never => None,
        }
    }

    /// Whether the last day lies before `today`.
    pub fn is_over(self, today: Day) -> bool {
        self.day().is_some_and(|last| last < today)
    }
}

impl From<Option<Day>> for Ends {
    fn from(day: Option<Day>) -> Ends {
        day.map_or(Ends::Never, Ends::On)
    }
}

/// What a lot is known by. Its order is the order of spending: what runs out first, then the oldest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LotKey {
    /// When it ends.
    pub ends: Ends,
    /// The date of the entry that made it.
    pub dated: Day,
    /// The entry that made it.
    pub entry: EntryId,
}

impl LotKey {
    /// The date of its expiry: the day after its last day, or the date of the credit if that is later; `None` when it
    /// never runs out.
    pub fn expires_dated(self) -> Option<Day> {
        self.ends.day().map(|last| last.next().max(self.dated))
    }
}

/// A lot as it is now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lot {
    /// What it is known by.
    pub key: LotKey,
    /// What is left in it, not below zero.
    pub remaining: Points,
    /// Whether it holds earnings ([`super::EntryKind::makes_earnings`]), so that its expiry counts as lapsed.
    pub from_earn: bool,
    /// The invoice of the entry that made it.
    pub invoice: Option<InvoiceId>,
}

/// Points that are or were part of a lot, with what is needed to put them back after the lot was emptied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LotPart {
    /// What the lot is known by.
    pub key: LotKey,
    /// How many points, above zero.
    pub points: Points,
    /// As in [`Lot`].
    pub from_earn: bool,
    /// As in [`Lot`].
    pub invoice: Option<InvoiceId>,
}
