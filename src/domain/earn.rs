//! What an invoice earns: which lines count, the base, whole steps, and what rounding down dropped.

use super::selector::{Selectable, any_matches};
use super::settings::{EarnRule, Settings};
use super::{Kind, Money, Points, Quantity};

/// What the rule looks at in one line: what is left of it.
#[derive(Clone, Copy, Debug)]
pub struct EarnLine<'a> {
    /// What it is.
    pub what: Selectable<'a>,
    /// What is left of its amount.
    pub net: Money,
    /// What is left of its pieces.
    pub quantity: Quantity,
    /// The pieces that rewards made free.
    pub free: Quantity,
}

impl EarnLine<'_> {
    /// The line with all signs turned, as a credit note is worked out.
    pub fn turned(self) -> Self {
        EarnLine { net: -self.net, quantity: -self.quantity, ..self }
    }
}

/// Whether a line counts for the points, or why not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It counts.
    Counted,
    /// A discount line: it is worked into the others.
    Discount,
    /// A selector of `exclude` leaves it out.
    Excluded,
    /// The rule looks at another kind.
    OtherKind,
    /// Its net is not above zero, so its pieces are not paid ones.
    NotPaid,
    /// The rule is off.
    Off,
}

impl Verdict {
    /// The word of the JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Verdict::Counted => "counted",
            Verdict::Discount => "discount",
            Verdict::Excluded => "excluded",
            Verdict::OtherKind => "other-kind",
            Verdict::NotPaid => "not-paid",
            Verdict::Off => "off",
        }
    }
}

/// What the points are worked out from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Base {
    /// A sum of money, divided into steps.
    Amount(Money),
    /// A number of paid pieces.
    Pieces(Quantity),
}

/// How an invoice's points came about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Earned {
    /// The points.
    pub points: Points,
    /// What they are worked out from.
    pub base: Base,
    /// Whole steps, pieces or invoices in it.
    pub steps: i64,
    /// What rounding down left over.
    pub dropped: Base,
    /// The total did not reach `min_total`.
    pub below_min_total: bool,
    /// One verdict a line.
    pub verdicts: Vec<Verdict>,
}

/// The points are past the largest number that is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TooManyPoints;

/// What the lines earn under the settings; `total` is the final total of all lines, for `min_total`.
pub fn earn(settings: &Settings, lines: &[EarnLine<'_>], total: Money) -> Result<Earned, TooManyPoints> {
    let below_min_total = settings.min_total.is_some_and(|least| total < least);
    work_out(settings, lines, below_min_total)
}

/// What a free-standing credit note takes back: worked out as the invoice with all signs turned, without `min_total`.
pub fn earn_turned(settings: &Settings, lines: &[EarnLine<'_>]) -> Result<Earned, TooManyPoints> {
    let turned: Vec<EarnLine<'_>> = lines.iter().map(|line| line.turned()).collect();
    work_out(settings, &turned, false)
}

fn work_out(settings: &Settings, lines: &[EarnLine<'_>], below_min_total: bool) -> Result<Earned, TooManyPoints> {
    let verdicts: Vec<Verdict> = lines.iter().map(|line| verdict(settings, line)).collect();
    let counted = || lines.iter().zip(&verdicts).filter(|(_, verdict)| **verdict == Verdict::Counted);
    let amount: Money = counted().map(|(line, _)| line.net).sum();
    let (base, steps, dropped) = match settings.earn {
        EarnRule::Off => (Base::Amount(Money::ZERO), 0, Base::Amount(Money::ZERO)),
        EarnRule::PerInvoice => (Base::Amount(amount), i64::from(amount.is_positive()), Base::Amount(Money::ZERO)),
        EarnRule::SpendTotal | EarnRule::SpendProducts | EarnRule::SpendServices => {
            let steps = amount.div_floor(settings.per);
            let used = Money::from_minor(settings.per.minor() * steps);
            (Base::Amount(amount), steps, Base::Amount((amount - used).max(Money::ZERO)))
        }
        EarnRule::PerService | EarnRule::PerProduct => {
            let pieces = counted().fold(Quantity::ZERO, |sum, (line, _)| sum + paid_pieces(line));
            let whole = pieces.pieces_floor();
            let rest = (pieces - Quantity::from_pieces(whole)).max(Quantity::ZERO);
            (Base::Pieces(pieces), whole, Base::Pieces(rest))
        }
    };
    let points =
        if below_min_total { Points::ZERO } else { settings.points.checked_mul(steps).ok_or(TooManyPoints)? };
    Ok(Earned { points, base, steps, dropped, below_min_total, verdicts })
}

fn verdict(settings: &Settings, line: &EarnLine<'_>) -> Verdict {
    if line.what.kind == Kind::Discount {
        return Verdict::Discount;
    }
    if any_matches(&settings.exclude, line.what) {
        return Verdict::Excluded;
    }
    let kind = match settings.earn {
        EarnRule::Off => return Verdict::Off,
        EarnRule::SpendTotal | EarnRule::PerInvoice => return Verdict::Counted,
        EarnRule::SpendProducts | EarnRule::PerProduct => Kind::Product,
        EarnRule::SpendServices | EarnRule::PerService => Kind::Service,
    };
    if line.what.kind != kind {
        Verdict::OtherKind
    } else if settings.earn.is_spend() || paid_pieces(line) != Quantity::ZERO {
        Verdict::Counted
    } else {
        Verdict::NotPaid
    }
}

/// The paid pieces of a line: those of a net above zero that no reward made free; returned ones count below zero.
pub fn paid_pieces(line: &EarnLine<'_>) -> Quantity {
    if line.net.is_positive() && !line.quantity.is_negative() {
        (line.quantity - line.free).max(Quantity::ZERO)
    } else if line.quantity.is_negative() && !line.net.is_zero() {
        line.quantity
    } else {
        Quantity::ZERO
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Currency, Selector};

    /// `kind:net[xquantity][fFREE]`.
    fn lines<'a>(text: &'a str) -> Vec<EarnLine<'a>> {
        text.split_whitespace()
            .map(|word| {
                let (kind, rest) = word.split_once(':').unwrap();
                let (rest, free) = rest.split_once('f').unwrap_or((rest, "0"));
                let (net, quantity) = rest.split_once('x').unwrap_or((rest, "1"));
                let kind = Kind::parse(kind).unwrap();
                EarnLine {
                    what: Selectable { kind, sku: None, category: None, name: kind.as_str() },
                    net: Currency::EUR.parse(net).unwrap(),
                    quantity: Quantity::parse(quantity).unwrap(),
                    free: Quantity::parse(free).unwrap(),
                }
            })
            .collect()
    }

    fn settings(earn: EarnRule, per: &str, points: i64) -> Settings {
        let per = Currency::EUR.parse(per).unwrap();
        Settings { earn, per, points: Points::new(points), ..Settings::defaults(Currency::EUR) }
    }

    #[test]
    fn the_six_rules() {
        use EarnRule::*;
        let ticket = "service:30.00 service:20.00x2 product:25.00x2";
        for (rule, per, points, text, want) in [
            (SpendTotal, "10.00", 1, ticket, 7),
            (SpendProducts, "10.00", 1, ticket, 2),
            (SpendServices, "10.00", 1, ticket, 5),
            (PerService, "10.00", 1, ticket, 3),
            (PerProduct, "10.00", 1, ticket, 2),
            (PerInvoice, "10.00", 1, ticket, 1),
            (Off, "10.00", 1, ticket, 0),
            (SpendTotal, "5.00", 1, "service:21.50", 4),
            (SpendTotal, "5.00", 1, "product:4.95", 0),
            (SpendTotal, "100.00", 10, "other:250.00", 20),
            (SpendServices, "10.00", 1, "service:7.00 service:8.00 product:30.00", 1),
            (SpendTotal, "0.10", 1, "other:0.30", 3),
            (SpendTotal, "2.20", 1, "other:6.60", 3),
            (SpendTotal, "1.10", 1, "other:3.30", 3),
            (SpendTotal, "1.00", 15, "other:8.20", 120),
            (SpendTotal, "10.00", 1, "other:-8.20", 0),
            (PerService, "10.00", 1, "service:30.00 service:0.00 service:12.00", 2),
            (PerService, "10.00", 1, "service:15.00x0.5 service:6.00x0.5", 1),
            (PerProduct, "10.00", 1, "product:14.00x2f1", 1),
            (PerProduct, "10.00", 1, "product:50.00x5 product:-20.00x-2", 3),
            (PerProduct, "10.00", 3, "product:50.00x5", 15),
            (PerInvoice, "10.00", 5, "service:0.00", 0),
            (PerInvoice, "10.00", 5, "service:0.01", 5),
        ] {
            let lines = lines(text);
            let total = lines.iter().map(|line| line.net).sum();
            let earned = earn(&settings(rule, per, points), &lines, total).unwrap();
            assert_eq!(earned.points, Points::new(want), "{rule:?} {per} {points} {text}");
        }
    }

    #[test]
    fn the_least_total_is_inclusive_and_not_asked_of_credits() {
        let settings =
            Settings { min_total: Some(Money::from_minor(3000)), ..settings(EarnRule::SpendTotal, "10.00", 1) };
        for (text, want) in [("other:29.99", 0), ("other:30.00", 3)] {
            let lines = lines(text);
            assert_eq!(earn(&settings, &lines, lines[0].net).unwrap().points, Points::new(want), "{text}");
        }
        assert_eq!(earn_turned(&settings, &lines("other:-25.00")).unwrap().points, Points::new(2));
    }

    #[test]
    fn excluded_lines_do_not_count() {
        let exclude = vec![Selector::parse("kind:gift-card").unwrap()];
        let settings = Settings { exclude, ..settings(EarnRule::SpendTotal, "10.00", 1) };
        let lines = lines("service:30.00 gift-card:20.00");
        let earned = earn(&settings, &lines, Money::from_minor(5000)).unwrap();
        assert_eq!(earned.points, Points::new(3));
        assert_eq!(earned.verdicts, [Verdict::Counted, Verdict::Excluded]);
    }

    #[test]
    fn what_rounding_drops_is_told() {
        let earned = earn(&settings(EarnRule::SpendTotal, "5.00", 1), &lines("service:21.50"), Money::from_minor(2150));
        let earned = earned.unwrap();
        assert_eq!(earned.base, Base::Amount(Money::from_minor(2150)));
        assert_eq!((earned.steps, earned.dropped), (4, Base::Amount(Money::from_minor(150))));
    }

    #[test]
    fn too_many_points_are_refused() {
        let settings = settings(EarnRule::SpendTotal, "0.01", 1_000_000);
        assert_eq!(earn(&settings, &lines("other:99999999999.99"), Money::MAX), Err(TooManyPoints));
    }
}
