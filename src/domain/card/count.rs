//! What a ticket brings its card, and why it brings nothing.

use crate::domain::selector::{Selectable, any_matches};
use crate::domain::{Collected, Kind, Money, Quantity, Scheme, SchemeKind};

/// A line of a ticket as schemes look at it. Discount lines count for nothing here: they are in the nets of the others.
#[derive(Clone, Copy, Debug)]
pub struct ItemLine<'a> {
    /// What selectors look at.
    pub line: Selectable<'a>,
    /// How many pieces.
    pub quantity: Quantity,
    /// How many of them a reward made free.
    pub free: Quantity,
    /// What is left of it after discount lines, before rewards and points.
    pub before_rewards: Money,
    /// What is left of it after everything.
    pub net: Money,
}

/// A line of which something may have been given back.
#[derive(Clone, Copy, Debug)]
pub struct LeftLine<'a> {
    /// The line as it was sold.
    pub sold: ItemLine<'a>,
    /// The pieces that are left.
    pub quantity: Quantity,
    /// The money that is left.
    pub net: Money,
}

/// What a ticket brings its card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Count {
    /// By how much it counts; not below zero.
    pub change: Collected,
    /// Why it counts or does not.
    pub why: CountReason,
}

/// Why a ticket counts or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountReason {
    /// It counts.
    Counted,
    /// Its total is not above zero.
    TotalNotPositive,
    /// Its total is below the least of a visit.
    BelowMinTotal {
        /// Its total after discount lines.
        total: Money,
        /// The least.
        min: Money,
    },
    /// None of the lines that count is above zero.
    NoItem,
    /// As many visits as count have been counted that day.
    DayFull {
        /// How many count.
        most: u32,
    },
    /// Nothing was paid for the lines that count.
    NothingPaid,
    /// No whole piece of the items was paid.
    NoPiece,
}

impl Count {
    fn new(change: i128, otherwise: CountReason) -> Count {
        let change = change.clamp(0, i128::from(Collected::MAX.get()));
        let change = Collected::new(i64::try_from(change).expect("clamped to the most a card collects"));
        let why = if change.is_zero() { otherwise } else { CountReason::Counted };
        Count { change, why }
    }
}

/// What a priced ticket brings. `visits_that_day` are the standing visits of that date on the card, for a scheme
/// that caps them. A free-standing credit note is given with its signs turned, to [`count_credit_note`].
pub fn count(scheme: &Scheme, lines: &[ItemLine<'_>], visits_that_day: u32) -> Count {
    match scheme.kind {
        SchemeKind::Visits | SchemeKind::Always => judge_visit(scheme, lines, visits_that_day),
        SchemeKind::Spend => {
            Count::new(items(scheme, lines).map(|line| minor(line.net)).sum(), CountReason::NothingPaid)
        }
        SchemeKind::Purchases => {
            let thousandths: i128 = items(scheme, lines).map(paid_thousandths).sum();
            Count::new(thousandths.max(0) / 1000, CountReason::NoPiece)
        }
    }
}

/// Whether a ticket is a visit, judged before rewards and points are worked in: what [`super::plan_ticket`] asks.
pub fn judge_visit(scheme: &Scheme, lines: &[ItemLine<'_>], visits_that_day: u32) -> Count {
    let sold = lines.iter().filter(|line| line.line.kind != Kind::Discount);
    let total: i128 = sold.map(|line| minor(line.before_rewards)).sum();
    let why = if total <= 0 {
        CountReason::TotalNotPositive
    } else if let Some(min) = scheme.min_total.filter(|min| total < minor(*min)) {
        let total = i64::try_from(total).expect("between zero and the least total");
        CountReason::BelowMinTotal { total: Money::from_minor(total), min }
    } else if !items(scheme, lines).any(|line| line.before_rewards.is_positive()) {
        CountReason::NoItem
    } else if let Some(most) = scheme.max_per_day.filter(|most| visits_that_day >= *most) {
        CountReason::DayFull { most }
    } else {
        return Count { change: Collected::ONE, why: CountReason::Counted };
    };
    Count { change: Collected::ZERO, why }
}

/// What is left of what a counted ticket brought, once some of it was given back; `whole` when nothing is left of it
/// at all. What a refund takes is the difference of before and after it; what a void takes is what was left.
pub fn count_left(scheme: &Scheme, lines: &[LeftLine<'_>], whole: bool) -> Collected {
    if whole {
        return Collected::ZERO;
    }
    if scheme.kind.counts_visits() {
        let stands = lines.iter().filter(|line| counts(scheme, &line.sold)).any(made_visit_and_stands);
        return if stands { Collected::ONE } else { Collected::ZERO };
    }
    let left: Vec<ItemLine<'_>> =
        lines.iter().map(|line| ItemLine { quantity: line.quantity, net: line.net, ..line.sold }).collect();
    count(scheme, &left, 0).change
}

/// What a free-standing credit note takes off a card, of its lines with their signs turned: money and pieces, never
/// a visit.
pub fn count_credit_note(scheme: &Scheme, turned: &[ItemLine<'_>]) -> Collected {
    if scheme.kind.counts_visits() { Collected::ZERO } else { count(scheme, turned, 0).change }
}

/// A line that a reward made free has no money to give back: it stands as long as anything of the ticket does.
fn made_visit_and_stands(line: &LeftLine<'_>) -> bool {
    line.sold.before_rewards.is_positive() && (line.net.is_positive() || line.sold.net.is_zero())
}

fn items<'a, 'b>(scheme: &'a Scheme, lines: &'a [ItemLine<'b>]) -> impl Iterator<Item = &'a ItemLine<'b>> {
    lines.iter().filter(|line| counts(scheme, line))
}

fn counts(scheme: &Scheme, line: &ItemLine<'_>) -> bool {
    line.line.kind != Kind::Discount && (scheme.items.is_empty() || any_matches(&scheme.items, line.line))
}

/// The paid pieces of a line, in thousandths; pieces taken back on the ticket itself subtract.
fn paid_thousandths(line: &ItemLine<'_>) -> i128 {
    let (quantity, free) = (i128::from(line.quantity.thousandths()), i128::from(line.free.thousandths()));
    match (line.net.minor().signum(), line.quantity.is_negative()) {
        (1, false) => (quantity - free).max(0),
        (-1, true) => quantity,
        _ => 0,
    }
}

fn minor(money: Money) -> i128 {
    i128::from(money.minor())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Selector;
    use crate::domain::card::tests::scheme;

    fn line(kind: Kind, category: Option<&'static str>, quantity: &str, before: i64, net: i64) -> ItemLine<'static> {
        ItemLine {
            line: Selectable { kind, sku: None, category, name: "x" },
            quantity: Quantity::parse(quantity).unwrap(),
            free: Quantity::ZERO,
            before_rewards: Money::from_minor(before),
            net: Money::from_minor(net),
        }
    }

    fn with_items(kind: SchemeKind, items: &[&str]) -> Scheme {
        Scheme { items: items.iter().map(|item| Selector::parse(item).unwrap()).collect(), ..scheme(kind, &[]) }
    }

    #[test]
    fn a_visit_is_judged_before_rewards() {
        let cut = |before, net| line(Kind::Service, None, "1", before, net);
        let wax = |before| line(Kind::Product, None, "1", before, before);
        let discount = line(Kind::Discount, None, "1", -500, -500);
        let services =
            Scheme { min_total: Some(Money::from_minor(2000)), ..with_items(SchemeKind::Visits, &["kind:service"]) };
        let all = Scheme { max_per_day: Some(2), ..scheme(SchemeKind::Always, &[]) };
        let below =
            |total| CountReason::BelowMinTotal { total: Money::from_minor(total), min: Money::from_minor(2000) };
        for (scheme, lines, visits, want) in [
            (&services, vec![cut(1999, 1999)], 0, below(1999)),
            (&services, vec![wax(2500)], 0, CountReason::NoItem),
            (&services, vec![cut(2000, 2000)], 0, CountReason::Counted),
            (&services, vec![cut(2000, 0)], 0, CountReason::Counted),
            (&services, vec![cut(0, 0), wax(2000)], 0, CountReason::NoItem),
            (&services, vec![cut(500, 500), wax(1500), discount], 0, CountReason::Counted),
            (&services, vec![], 0, CountReason::TotalNotPositive),
            (&all, vec![cut(1, 0)], 1, CountReason::Counted),
            (&all, vec![cut(1, 1)], 2, CountReason::DayFull { most: 2 }),
            (&all, vec![cut(0, 0)], 0, CountReason::TotalNotPositive),
            (&all, vec![cut(100, 100), wax(-100)], 0, CountReason::TotalNotPositive),
        ] {
            let found = count(scheme, &lines, visits);
            assert_eq!(found.why, want, "{lines:?}");
            assert_eq!(found.change.is_zero(), want != CountReason::Counted);
        }
    }

    #[test]
    fn money_and_pieces_are_counted_after_everything() {
        let (spend, care) = (scheme(SchemeKind::Spend, &[]), with_items(SchemeKind::Spend, &["category:haircare"]));
        let pieces = with_items(SchemeKind::Purchases, &["category:haircare"]);
        let hair = |quantity, net| line(Kind::Product, Some("haircare"), quantity, 5000, net);
        let comb = line(Kind::Product, None, "1", 500, 500);
        let one_free = ItemLine { free: Quantity::ONE, ..hair("2", 1400) };
        for (scheme, lines, want) in [
            (&spend, vec![hair("1", 4000), comb], 4500),
            (&care, vec![hair("1", 4000), comb], 4000),
            (&care, vec![comb], 0),
            (&spend, vec![hair("1", 0)], 0),
            (&spend, vec![hair("1", 1000), hair("-1", -1500)], 0),
            (&pieces, vec![hair("4", 4000), comb], 4),
            (&pieces, vec![one_free], 1),
            (&pieces, vec![hair("1", 0), hair("1", 900)], 1),
            (&pieces, vec![hair("0.5", 100), hair("0.5", 100)], 1),
            (&pieces, vec![hair("0.5", 100), hair("0.4", 100)], 0),
            (&pieces, vec![hair("3", 300), hair("-1", -100)], 2),
            (&pieces, vec![hair("-1", -100)], 0),
            (&pieces, vec![comb], 0),
        ] {
            assert_eq!(count(scheme, &lines, 0).change.get(), want, "{lines:?}");
        }
    }

    #[test]
    fn what_is_left_after_a_refund() {
        let (visits, spend) = (scheme(SchemeKind::Visits, &[]), scheme(SchemeKind::Spend, &[]));
        let services = with_items(SchemeKind::Visits, &["kind:service"]);
        let pieces = with_items(SchemeKind::Purchases, &["kind:product"]);
        let left = |sold: ItemLine<'static>, quantity: &str, net: i64| LeftLine {
            sold,
            quantity: Quantity::parse(quantity).unwrap(),
            net: Money::from_minor(net),
        };
        let cut = line(Kind::Service, None, "1", 5000, 4000);
        let free = line(Kind::Service, None, "1", 5000, 0);
        let wax = line(Kind::Product, None, "3", 1500, 1500);
        for (scheme, lines, whole, want) in [
            (&visits, vec![left(cut, "1", 3000)], false, 1),
            (&visits, vec![left(cut, "0", 0), left(wax, "3", 1500)], false, 1),
            (&services, vec![left(cut, "0", 0), left(wax, "3", 1500)], false, 0),
            (&services, vec![left(free, "1", 0), left(wax, "2", 1000)], false, 1),
            (&services, vec![left(free, "1", 0), left(wax, "0", 0)], true, 0),
            (&spend, vec![left(cut, "1", 3000), left(wax, "3", 1500)], false, 4500),
            (&pieces, vec![left(cut, "1", 4000), left(wax, "3", 500)], false, 3),
            (&pieces, vec![left(wax, "1", 500)], false, 1),
            (&pieces, vec![left(wax, "3", 0)], false, 0),
        ] {
            assert_eq!(count_left(scheme, &lines, whole).get(), want, "{lines:?}");
        }
    }

    #[test]
    fn a_credit_note_takes_no_visit() {
        let turned = [line(Kind::Product, None, "2", 3000, 3000)];
        for (scheme, want) in [
            (scheme(SchemeKind::Visits, &[]), 0),
            (scheme(SchemeKind::Spend, &[]), 3000),
            (with_items(SchemeKind::Purchases, &["kind:product"]), 2),
        ] {
            assert_eq!(count_credit_note(&scheme, &turned).get(), want);
        }
    }
}
