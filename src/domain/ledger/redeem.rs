//! Whether points may be spent, and what they are worth (domain.md §4 and §6).

use crate::domain::{Currency, Money, Points, UnitPrice};

/// Why points are not spent or adjusted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// There are fewer than that.
    NotEnoughPoints {
        /// The balance after expiry, which may be below zero.
        balance: Points,
        /// What it costs.
        needed: Points,
    },
    /// Points have no value in force, so none can be paid with.
    NoPointValue,
    /// Points are paid with in steps.
    NotAStep {
        /// The step.
        step: Points,
    },
    /// Fewer points than can be paid with.
    BelowLeast {
        /// The fewest.
        least: Points,
    },
    /// They are worth more than the ticket.
    ExceedsTicket {
        /// The most that can be used, 0 when none can.
        most: Points,
    },
    /// They are too few to be worth the smallest coin.
    WorthNothing,
    /// An adjustment of nothing.
    AdjustZero,
    /// The balance would fall below zero.
    BelowZero {
        /// The balance before.
        balance: Points,
    },
}

/// How points pay directly: the settings in force.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PayRule {
    /// Money per point.
    pub point_value: Option<UnitPrice>,
    /// The step, at least 1.
    pub step: Points,
    /// The fewest.
    pub least: Points,
}

/// Judges a redemption by the balance after expiry.
pub fn check_redeem(balance: Points, needed: Points) -> Result<(), Refusal> {
    if balance < needed { Err(Refusal::NotEnoughPoints { balance, needed }) } else { Ok(()) }
}

/// Judges an adjustment by hand, signed.
pub fn check_adjust(balance: Points, points: Points, allow_negative: bool) -> Result<(), Refusal> {
    if points.is_zero() {
        return Err(Refusal::AdjustZero);
    }
    let below = points.is_negative() && balance.get().saturating_add(points.get()) < 0;
    if below && !allow_negative { Err(Refusal::BelowZero { balance }) } else { Ok(()) }
}

/// What so many points are worth in money, of a ticket on which `payable` is left to pay. Whether the customer has
/// them is [`check_redeem`]'s question.
pub fn check_pay_points(points: Points, rule: &PayRule, payable: Money, currency: Currency) -> Result<Money, Refusal> {
    let point_value = rule.point_value.ok_or(Refusal::NoPointValue)?;
    let step = rule.step.max(Points::new(1));
    if points.get() % step.get() != 0 {
        return Err(Refusal::NotAStep { step });
    }
    if points < rule.least {
        return Err(Refusal::BelowLeast { least: rule.least });
    }
    match value_half_away(points, point_value, currency) {
        Some(value) if value > payable => {
            Err(Refusal::ExceedsTicket { most: most(rule, point_value, payable, currency) })
        }
        Some(value) if value.is_positive() => Ok(value),
        Some(_) => Err(Refusal::WorthNothing),
        None => Err(Refusal::ExceedsTicket { most: most(rule, point_value, payable, currency) }),
    }
}

/// Points × money per point, rounded half away from zero; `None` past [`Money::MAX`].
pub fn value_half_away(points: Points, point_value: UnitPrice, currency: Currency) -> Option<Money> {
    let exact = i128::from(points.get()) * i128::from(point_value.ten_thousandths());
    let unit = unit(currency);
    let rounded = (exact.abs() + unit / 2) / unit * exact.signum();
    Money::from_minor(i64::try_from(rounded).ok()?).in_range()
}

/// The most points in whole steps, not below the fewest, that are worth no more than `payable` and not nothing.
fn most(rule: &PayRule, point_value: UnitPrice, payable: Money, currency: Currency) -> Points {
    let price = i128::from(point_value.ten_thousandths());
    if price <= 0 || !payable.is_positive() {
        return Points::ZERO;
    }
    // A value is rounded to at most `payable` when it lies below `payable` and a half, in ten-thousandths.
    let below = (2 * i128::from(payable.minor()) + 1) * unit(currency);
    let fit = i64::try_from((below - 1) / (2 * price)).unwrap_or(i64::MAX);
    let step = rule.step.max(Points::new(1)).get();
    let most = Points::new(fit - fit % step).min(Points::MAX);
    let worth = value_half_away(most, point_value, currency).unwrap_or_default();
    if most < rule.least || !worth.is_positive() { Points::ZERO } else { most }
}

/// Ten-thousandths of the major unit in one minor unit.
fn unit(currency: Currency) -> i128 {
    10i128.pow(4u32.saturating_sub(u32::from(currency.digits())))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn points(points: i64) -> Points {
        Points::new(points)
    }

    #[test]
    fn redeeming_needs_the_points() {
        for (balance, needed, good) in [(24, 10, true), (10, 10, true), (4, 10, false), (-30, 1, false), (0, 0, true)] {
            let want = Err(Refusal::NotEnoughPoints { balance: points(balance), needed: points(needed) });
            assert_eq!(check_redeem(points(balance), points(needed)), if good { Ok(()) } else { want });
        }
    }

    #[test]
    fn adjusting_stays_above_zero_unless_told() {
        for (balance, change, allow, want) in [
            (75, -80, false, Err(Refusal::BelowZero { balance: points(75) })),
            (75, -80, true, Ok(())),
            (75, -75, false, Ok(())),
            (-10, 5, false, Ok(())),
            (-10, -5, false, Err(Refusal::BelowZero { balance: points(-10) })),
            (5, 0, true, Err(Refusal::AdjustZero)),
            (i64::MIN, i64::MIN, true, Ok(())),
        ] {
            assert_eq!(check_adjust(points(balance), points(change), allow), want, "{balance} {change}");
        }
    }

    #[test]
    fn points_pay_in_steps() {
        use Refusal::*;
        let most = |most| Err(ExceedsTicket { most: points(most) });
        for (value, step, least, count, payable, want) in [
            ("0.05", 50, 0, 50, 2000, Ok(250)),
            ("0.05", 50, 0, 250, 2000, Ok(1250)),
            ("0.05", 50, 0, 49, 2000, Err(NotAStep { step: points(50) })),
            ("0.05", 50, 100, 50, 2000, Err(BelowLeast { least: points(100) })),
            ("0.05", 50, 50, 450, 2000, most(400)),
            ("0.05", 50, 50, 50, 100, most(0)),
            ("0.05", 50, 150, 150, 500, most(0)),
            ("0.10", 1, 0, 10, 0, most(0)),
            ("0.333", 1, 0, 3, 100, Ok(100)),
            ("0.333", 1, 0, 4, 100, most(3)),
            ("0.001", 1, 0, 5, 100, Ok(1)),
            ("0.001", 1, 0, 4, 100, Err(WorthNothing)),
            ("0.001", 1, 0, 1_000_000_000_000_000, 100, most(1004)),
            ("99999999999.99", 1, 0, 1_000_000_000_000_000, 100, most(0)),
            ("", 1, 0, 10, 100, Err(NoPointValue)),
        ] {
            let rule = PayRule { point_value: UnitPrice::parse(value).ok(), step: points(step), least: points(least) };
            let got = check_pay_points(points(count), &rule, Money::from_minor(payable), Currency::EUR);
            assert_eq!(got, want.map(Money::from_minor), "{count} at {value}");
        }
    }

    #[test]
    fn points_are_worth_money_of_the_currency() {
        for (count, value, currency, want) in [
            (24, "0.05", "EUR", Some(120)),
            (-30, "0.05", "EUR", Some(-150)),
            (1, "0.005", "EUR", Some(1)),
            (-1, "0.005", "EUR", Some(-1)),
            (3, "0.5", "JPY", Some(2)),
            (3, "0.0005", "KWD", Some(2)),
            (1_000_000_000_000_000, "1.00", "EUR", None),
        ] {
            let currency = Currency::from_code(currency).unwrap();
            let value = UnitPrice::parse(value).unwrap();
            assert_eq!(value_half_away(points(count), value, currency).map(Money::minor), want, "{count}");
        }
    }
}
