//! Redemptions against the entries that they are made of.

use std::collections::BTreeMap;

use crate::domain::ledger::{Entry, EntryKind};
use crate::domain::{EntryId, Points, RedemptionId};

/// A redemption as it is stored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RedemptionFacts {
    /// Its number.
    pub redemption: RedemptionId,
    /// The `redeem` entry.
    pub entry: EntryId,
    /// How many points.
    pub points: Points,
}

/// A redemption that its entries do not bear out, or a `redeem` entry without a redemption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RedemptionFinding {
    /// Its number, `None` when there is no redemption.
    pub redemption: Option<RedemptionId>,
    /// The `redeem` entry.
    pub entry: EntryId,
}

/// Checks the redemptions of one customer: each has its entry and was returned at most once.
pub fn redemptions(redemptions: &[RedemptionFacts], entries: &[Entry]) -> Vec<RedemptionFinding> {
    let mut spent: BTreeMap<RedemptionId, (Points, Points)> = BTreeMap::new();
    let mut debits: BTreeMap<EntryId, (Option<RedemptionId>, Points)> = BTreeMap::new();
    for entry in entries {
        let sums = entry.source.redemption.map(|id| spent.entry(id).or_default());
        match (entry.kind, sums) {
            (EntryKind::Redeem, Some((redeemed, _))) => *redeemed -= entry.points,
            (EntryKind::Return, Some((_, returned))) => *returned += entry.points,
            _ => {}
        }
        if entry.kind == EntryKind::Redeem && entry.points.is_negative() {
            debits.insert(entry.id, (entry.source.redemption, -entry.points));
        }
    }
    let mut findings = Vec::new();
    for &RedemptionFacts { redemption, entry, points } in redemptions {
        let (redeemed, returned) = spent.get(&redemption).copied().unwrap_or_default();
        // An import that was undone has mirrored its redemptions too: nothing is spent then.
        let sums_fit = redeemed == points || redeemed.is_zero();
        let back_fits = !returned.is_negative() && returned <= redeemed;
        if debits.remove(&entry) != Some((Some(redemption), points)) || !sums_fit || !back_fits {
            findings.push(RedemptionFinding { redemption: Some(redemption), entry });
        }
    }
    findings.extend(debits.into_keys().map(|entry| RedemptionFinding { redemption: None, entry }));
    findings
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ledger::Source;
    use crate::domain::{CustomerId, Day};

    fn entry(id: i64, kind: EntryKind, points: i64) -> Entry {
        Entry {
            id: EntryId(id),
            customer: CustomerId(1),
            date: Day::MIN,
            kind,
            points: Points::new(points),
            expires_on: None,
            source: Source { redemption: Some(RedemptionId(1)), ..Source::default() },
        }
    }

    #[test]
    fn a_redemption_is_its_entry_and_comes_back_at_most_once() {
        use EntryKind::*;
        let redemption = RedemptionFacts { redemption: RedemptionId(1), entry: EntryId(1), points: Points::new(10) };
        for (name, entries, good) in [
            ("spent", vec![(Redeem, -10)], true),
            ("returned", vec![(Redeem, -10), (Return, 10)], true),
            ("in part", vec![(Redeem, -10), (Return, 4), (Return, 5)], true),
            ("spent again", vec![(Redeem, -10), (Return, 10), (Return, -10)], true),
            ("undone", vec![(Redeem, -10), (Redeem, 10)], true),
            ("no entry", vec![], false),
            ("fewer points", vec![(Redeem, -9)], false),
            ("another kind", vec![(Adjust, -10)], false),
            ("too much", vec![(Redeem, -10), (Return, 11)], false),
            ("twice", vec![(Redeem, -10), (Redeem, -10)], false),
        ] {
            let entries: Vec<Entry> = (1..).zip(entries).map(|(id, (kind, points))| entry(id, kind, points)).collect();
            assert_eq!(redemptions(&[redemption], &entries).is_empty(), good, "{name}");
        }
        let alone = redemptions(&[], &[entry(7, Redeem, -10)]);
        assert_eq!(alone, [RedemptionFinding { redemption: None, entry: EntryId(7) }]);
    }
}
