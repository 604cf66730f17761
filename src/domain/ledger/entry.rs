//! Entries, and what they take out of lots or put back.

use crate::domain::{CustomerId, Day, EntryId, InvoiceId, Points, RedemptionId, RefundId};

/// Why an entry was written (domain.md §4).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum EntryKind {
    /// An invoice was paid.
    Earn,
    /// A balance brought from an older system.
    Opening,
    /// By hand.
    Adjust,
    /// Points spent.
    Redeem,
    /// A redemption taken back.
    Return,
    /// An earning taken back, or (above zero) that taken back in its turn.
    Reverse,
    /// A lot ran out, or (above zero) did not after all.
    Expire,
    /// Two customers were merged.
    Transfer,
}

impl EntryKind {
    /// All kinds.
    pub const ALL: [EntryKind; 8] = [
        EntryKind::Earn,
        EntryKind::Opening,
        EntryKind::Adjust,
        EntryKind::Redeem,
        EntryKind::Return,
        EntryKind::Reverse,
        EntryKind::Expire,
        EntryKind::Transfer,
    ];

    /// The word of columns and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            EntryKind::Earn => "earn",
            EntryKind::Opening => "opening",
            EntryKind::Adjust => "adjust",
            EntryKind::Redeem => "redeem",
            EntryKind::Return => "return",
            EntryKind::Reverse => "reverse",
            EntryKind::Expire => "expire",
            EntryKind::Transfer => "transfer",
        }
    }

    /// The kind of that word.
    pub fn parse(text: &str) -> Option<EntryKind> {
        EntryKind::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Whether the lot of such an entry holds earnings: those of an `earn`, and those a `reverse` had taken into debt
    /// and gives back. Only earnings that have not run out can be taken back.
    pub const fn makes_earnings(self) -> bool {
        matches!(self, EntryKind::Earn | EntryKind::Reverse)
    }
}

/// What an entry belongs to.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Source {
    /// The invoice that earned, was taken back or was paid with points.
    pub invoice: Option<InvoiceId>,
    /// The refund that took points back or returned them.
    pub refund: Option<RefundId>,
    /// The redemption that was made or taken back.
    pub redemption: Option<RedemptionId>,
}

/// One line of the ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its number; later written, larger.
    pub id: EntryId,
    /// Whose points.
    pub customer: CustomerId,
    /// The day it counts from.
    pub date: Day,
    /// Why it was written.
    pub kind: EntryKind,
    /// How many points, signed; not zero.
    pub points: Points,
    /// The last day of the lot this credit makes; `None` when that never runs out, and for an entry that makes none.
    pub expires_on: Option<Day>,
    /// What it belongs to.
    pub source: Source,
}

/// Points that an entry moves out of a lot (below zero) or puts back into it (above zero). There is at most one for
/// an entry and a lot; those of one debit stand in the order in which it took, which a return follows backwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Taking {
    /// The entry that moves them.
    pub entry: EntryId,
    /// The entry whose lot it is.
    pub lot: EntryId,
    /// How many points, signed; not zero.
    pub points: Points,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_read_and_print() {
        for kind in EntryKind::ALL {
            assert_eq!(EntryKind::parse(kind.as_str()), Some(kind));
        }
        assert_eq!(EntryKind::parse("earned"), None);
    }
}
