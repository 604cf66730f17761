//! The invariants of the points ledger (domain.md §4) as small checks over plain facts, for `db check` and for tests.

mod invoice;
mod redemption;

use std::collections::{BTreeMap, BTreeSet};

use super::ledger::{Ends, Entry, EntryKind, Lot, Taking, Totals};
use super::{EntryId, InvoiceId, Points};

pub use invoice::{InvoiceFacts, InvoiceFinding, InvoiceSums, RefundFacts, Stage, invoice_facts};
pub use redemption::{RedemptionFacts, RedemptionFinding, redemptions};

/// All that is stored of one customer's points, and of those that were merged into it.
#[derive(Clone, Copy, Debug)]
pub struct Facts<'a> {
    /// The customer's entries.
    pub entries: &'a [Entry],
    /// The takings of these entries.
    pub takings: &'a [Taking],
    /// The customer's lots.
    pub lots: &'a [Lot],
    /// The sums as they are kept.
    pub totals: Totals,
}

/// Something that is not as it has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Finding {
    /// A sum that is kept is not the sum of the entries.
    Sum {
        /// Which one, as the field of [`Totals`] is called.
        name: &'static str,
        /// What is kept.
        stored: Points,
        /// What the entries add up to.
        computed: Points,
    },
    /// An entry of no points.
    EntryOfNothing {
        /// The entry.
        entry: EntryId,
    },
    /// A taking names an entry or a lot that the customer does not have.
    TakingOfNothing {
        /// The entry it names.
        entry: EntryId,
        /// The lot it names.
        lot: EntryId,
    },
    /// A debit moved more than its points, or the wrong way.
    TakenTooMuch {
        /// The debit.
        entry: EntryId,
    },
    /// An expiry or a redemption that found less in lots than it took: these make no debt.
    NotCovered {
        /// The entry.
        entry: EntryId,
    },
    /// A lot holds something else than its entry and the takings say.
    LotRemaining {
        /// The lot.
        lot: EntryId,
        /// What is kept, 0 when the lot is not there.
        stored: Points,
        /// What it should be.
        computed: Points,
    },
    /// A lot is below zero, by its entry and the takings.
    LotBelowZero {
        /// The lot.
        lot: EntryId,
        /// What it comes to.
        computed: Points,
    },
    /// A lot has no entry that makes one, or another date, end, kind or invoice than its entry.
    LotUnlikeEntry {
        /// The lot.
        lot: EntryId,
    },
    /// The lots do not add up to the balance, or hold something while it is below zero.
    LotsUnlikeBalance {
        /// What the lots hold.
        lots: Points,
        /// The sum of the entries.
        balance: Points,
    },
    /// More of an invoice's points was taken back than it earned, or less than nothing.
    InvoiceReversed {
        /// The invoice.
        invoice: InvoiceId,
        /// What it earned.
        earned: Points,
        /// What was taken back.
        reversed: Points,
    },
}

/// Checks one customer: every finding, none when all is well.
pub fn customer(facts: &Facts<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    sums(facts, &mut findings);
    takings(facts, &mut findings);
    lots(facts, &mut findings);
    findings
}

/// Checks one invoice by the sums of its entries, whoever's they are (an invoice may have been assigned, a customer
/// merged): what it earned less what was taken back lies between 0 and what it earned.
pub fn invoice(invoice: InvoiceId, earned: Points, reversed: Points) -> Option<Finding> {
    let good = !reversed.is_negative() && reversed <= earned;
    (!good).then_some(Finding::InvoiceReversed { invoice, earned, reversed })
}

/// The sums that are kept against the entries.
fn sums(facts: &Facts<'_>, findings: &mut Vec<Finding>) {
    let earnings: BTreeSet<EntryId> =
        facts.entries.iter().filter(|entry| makes_earnings(entry)).map(|entry| entry.id).collect();
    let expiries: BTreeSet<EntryId> =
        facts.entries.iter().filter(|entry| entry.kind == EntryKind::Expire).map(|entry| entry.id).collect();
    let of_kind = |kind| sum(facts.entries.iter().filter(|entry| entry.kind == kind).map(|entry| entry.points));
    let lapsed =
        facts.takings.iter().filter(|taking| expiries.contains(&taking.entry) && earnings.contains(&taking.lot));
    let Totals { balance, earned, opened, reversed, lapsed: stored_lapsed } = facts.totals;
    for (name, stored, computed) in [
        ("balance", balance, sum(facts.entries.iter().map(|entry| entry.points))),
        ("earned", earned, of_kind(EntryKind::Earn)),
        ("opened", opened, of_kind(EntryKind::Opening)),
        ("reversed", reversed, negated(of_kind(EntryKind::Reverse))),
        ("lapsed", stored_lapsed, negated(sum(lapsed.map(|taking| taking.points)))),
    ] {
        if stored != computed {
            findings.push(Finding::Sum { name, stored, computed });
        }
    }
}

/// Every entry on its own: what it moved against its points.
fn takings(facts: &Facts<'_>, findings: &mut Vec<Finding>) {
    let credits: BTreeSet<EntryId> =
        facts.entries.iter().filter(|entry| entry.points.is_positive()).map(|entry| entry.id).collect();
    let mut moved: BTreeMap<EntryId, Points> = facts.entries.iter().map(|entry| (entry.id, Points::ZERO)).collect();
    for &Taking { entry, lot, points } in facts.takings {
        match moved.get_mut(&entry) {
            Some(moved) if credits.contains(&lot) => *moved = sum([*moved, points]),
            _ => findings.push(Finding::TakingOfNothing { entry, lot }),
        }
    }
    for &Entry { id: entry, kind, points, .. } in facts.entries {
        let moved = moved[&entry];
        if points.is_zero() {
            findings.push(Finding::EntryOfNothing { entry });
        } else if points.is_negative() && (moved < points || moved.is_positive()) {
            findings.push(Finding::TakenTooMuch { entry });
        } else if points.is_negative() && matches!(kind, EntryKind::Expire | EntryKind::Redeem) && moved != points {
            findings.push(Finding::NotCovered { entry });
        }
    }
}

/// The lots against their entries, the takings and the balance.
fn lots(facts: &Facts<'_>, findings: &mut Vec<Finding>) {
    let mut computed: BTreeMap<EntryId, Points> =
        facts.entries.iter().filter(|entry| entry.points.is_positive()).map(|entry| (entry.id, entry.points)).collect();
    for taking in facts.takings {
        if let Some(remaining) = computed.get_mut(&taking.lot) {
            *remaining = sum([*remaining, taking.points]);
        }
    }
    let mut stored: BTreeMap<EntryId, Points> = BTreeMap::new();
    let makers: BTreeMap<EntryId, &Entry> =
        facts.entries.iter().filter(|entry| entry.points.is_positive()).map(|entry| (entry.id, entry)).collect();
    for held in facts.lots {
        let lot = held.key.entry;
        stored.insert(lot, held.remaining);
        let alike = makers.get(&lot).is_some_and(|entry| {
            entry.date == held.key.dated
                && Ends::from(entry.expires_on) == held.key.ends
                && held.from_earn == makes_earnings(entry)
                && held.invoice == entry.source.invoice
        });
        if !alike {
            findings.push(Finding::LotUnlikeEntry { lot });
        }
    }
    for (&lot, &computed) in &computed {
        let stored = stored.get(&lot).copied().unwrap_or_default();
        if computed.is_negative() {
            findings.push(Finding::LotBelowZero { lot, computed });
        }
        if computed != stored {
            findings.push(Finding::LotRemaining { lot, stored, computed });
        }
    }
    let in_lots = sum(facts.lots.iter().map(|lot| lot.remaining));
    let balance = sum(facts.entries.iter().map(|entry| entry.points));
    if in_lots != balance.at_least_zero() {
        findings.push(Finding::LotsUnlikeBalance { lots: in_lots, balance });
    }
}

fn makes_earnings(entry: &Entry) -> bool {
    entry.kind.makes_earnings()
}

/// Adds up what may have been tampered with: at its bounds the sum stays there and is found to be wrong.
fn sum(points: impl IntoIterator<Item = Points>) -> Points {
    Points::new(points.into_iter().fold(0, |sum, points| sum.saturating_add(points.get())))
}

fn negated(points: Points) -> Points {
    Points::new(points.get().saturating_neg())
}

#[cfg(test)]
mod tests {
    use super::super::ledger::{LotKey, Source};
    use super::super::{CustomerId, Day};
    use super::*;

    struct Stored {
        entries: Vec<Entry>,
        takings: Vec<Taking>,
        lots: Vec<Lot>,
        totals: Totals,
    }

    fn points(points: i64) -> Points {
        Points::new(points)
    }

    fn day() -> Day {
        Day::new(2026, 1, 1).unwrap()
    }

    fn entry(id: i64, kind: EntryKind, count: i64) -> Entry {
        Entry {
            id: EntryId(id),
            customer: CustomerId(1),
            date: day(),
            kind,
            points: points(count),
            expires_on: None,
            source: Source::default(),
        }
    }

    fn taking(entry: i64, lot: i64, count: i64) -> Taking {
        Taking { entry: EntryId(entry), lot: EntryId(lot), points: points(count) }
    }

    /// 100 earned, 60 spent.
    fn good() -> Stored {
        let key = LotKey { ends: Ends::Never, dated: day(), entry: EntryId(1) };
        Stored {
            entries: vec![entry(1, EntryKind::Earn, 100), entry(2, EntryKind::Redeem, -60)],
            takings: vec![taking(2, 1, -60)],
            lots: vec![Lot { key, remaining: points(40), from_earn: true, invoice: None }],
            totals: Totals { balance: points(40), earned: points(100), ..Totals::default() },
        }
    }

    fn check(stored: &Stored) -> Vec<Finding> {
        let Stored { entries, takings, lots, totals } = stored;
        customer(&Facts { entries, takings, lots, totals: *totals })
    }

    #[test]
    fn a_good_ledger_has_no_findings() {
        assert_eq!(check(&good()), []);
    }

    #[test]
    fn every_change_is_found() {
        use Finding::*;
        type Change = fn(&mut Stored);
        let sum = |name, stored, computed| Sum { name, stored: points(stored), computed: points(computed) };
        let remaining =
            |stored, computed| LotRemaining { lot: EntryId(1), stored: points(stored), computed: points(computed) };
        let unlike = |lots, balance| LotsUnlikeBalance { lots: points(lots), balance: points(balance) };
        let cases: Vec<(&str, Change, Vec<Finding>)> = vec![
            ("balance", |it| it.totals.balance = points(41), vec![sum("balance", 41, 40)]),
            ("earned", |it| it.totals.earned = points(0), vec![sum("earned", 0, 100)]),
            ("opened", |it| it.totals.opened = points(1), vec![sum("opened", 1, 0)]),
            ("reversed", |it| it.totals.reversed = points(1), vec![sum("reversed", 1, 0)]),
            ("lapsed", |it| it.totals.lapsed = points(1), vec![sum("lapsed", 1, 0)]),
            ("a lot", |it| it.lots[0].remaining = points(41), vec![remaining(41, 40), unlike(41, 40)]),
            ("a lot gone", |it| it.lots.clear(), vec![remaining(0, 40), unlike(0, 40)]),
            ("its end", |it| it.lots[0].key.ends = Ends::On(day()), vec![LotUnlikeEntry { lot: EntryId(1) }]),
            ("its date", |it| it.lots[0].key.dated = day().next(), vec![LotUnlikeEntry { lot: EntryId(1) }]),
            ("its kind", |it| it.lots[0].from_earn = false, vec![LotUnlikeEntry { lot: EntryId(1) }]),
            ("its invoice", |it| it.lots[0].invoice = Some(InvoiceId(1)), vec![LotUnlikeEntry { lot: EntryId(1) }]),
            ("a taking gone", |it| it.takings.clear(), vec![NotCovered { entry: EntryId(2) }, remaining(40, 100)]),
            (
                "a taking too large",
                |it| it.takings[0].points = points(-61),
                vec![TakenTooMuch { entry: EntryId(2) }, remaining(40, 39)],
            ),
            (
                "an unknown lot",
                |it| it.takings.push(taking(2, 9, -1)),
                vec![TakingOfNothing { entry: EntryId(2), lot: EntryId(9) }],
            ),
            (
                "an unknown entry",
                |it| it.takings.push(taking(9, 1, -1)),
                vec![TakingOfNothing { entry: EntryId(9), lot: EntryId(1) }, remaining(40, 39)],
            ),
            (
                "nothing",
                |it| it.entries.push(entry(3, EntryKind::Adjust, 0)),
                vec![EntryOfNothing { entry: EntryId(3) }],
            ),
            (
                "an entry too large",
                |it| it.entries[0].points = points(i64::MAX),
                vec![
                    sum("balance", 40, i64::MAX - 60),
                    sum("earned", 100, i64::MAX),
                    remaining(40, i64::MAX - 60),
                    unlike(40, i64::MAX - 60),
                ],
            ),
            (
                "below zero",
                |it| it.takings.push(taking(1, 1, -50)),
                vec![LotBelowZero { lot: EntryId(1), computed: points(-10) }, remaining(40, -10)],
            ),
        ];
        for (name, change, want) in cases {
            let mut stored = good();
            change(&mut stored);
            assert_eq!(check(&stored), want, "{name}");
        }
    }

    #[test]
    fn an_invoice_is_taken_back_at_most_once() {
        for (earned, reversed, good) in [(7, 0, true), (7, 7, true), (7, 8, false), (7, -1, false), (0, 0, true)] {
            assert_eq!(invoice(InvoiceId(1), points(earned), points(reversed)).is_none(), good, "{earned} {reversed}");
        }
    }
}
