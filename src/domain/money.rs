//! Money: whole minor units of the one currency of a database, the two ways it is divided, and prices of one piece.

use std::fmt;

use rust_decimal::{Decimal, RoundingStrategy};

use super::currency::Currency;
use super::number::{NumberError, parse_fixed};
use super::sums::sums;

/// An amount in minor units (cents for EUR, whole yen for JPY), VAT included.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(i64);

impl Money {
    /// Nothing.
    pub const ZERO: Money = Money(0);
    /// The largest amount that is accepted anywhere: 99,999,999,999.99 in minor units.
    pub const MAX: Money = Money(9_999_999_999_999);

    /// Makes an amount of so many minor units.
    pub const fn from_minor(minor: i64) -> Money {
        Money(minor)
    }

    /// The amount in minor units.
    pub const fn minor(self) -> i64 {
        self.0
    }

    /// The amount without its sign.
    pub const fn abs(self) -> Money {
        Money(self.0.abs())
    }

    /// Whether the amount is above zero.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Whether the amount is below zero.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Whether the amount is exactly zero.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// The amount itself, or `None` when it is past [`Money::MAX`] either way.
    pub fn in_range(self) -> Option<Money> {
        (self.0.unsigned_abs() <= Money::MAX.0.unsigned_abs()).then_some(self)
    }

    /// Adds amounts up; `None` when the sum is past [`Money::MAX`].
    pub fn checked_sum(amounts: impl IntoIterator<Item = Money>) -> Option<Money> {
        let mut sum = 0i64;
        for amount in amounts {
            sum = sum.checked_add(amount.0)?;
        }
        Money(sum).in_range()
    }

    /// How many whole steps of `step` fit: rounded down, 0 for a negative amount. `step` is above zero.
    pub fn div_floor(self, step: Money) -> i64 {
        debug_assert!(step.is_positive());
        if self.0 <= 0 { 0 } else { self.0 / step.0 }
    }

    /// `self × numerator ÷ denominator`, rounded half away from zero. The denominator is above zero and the
    /// result no larger than `self` (a share), so nothing overflows.
    pub fn share_half_away(self, numerator: i64, denominator: i64) -> Money {
        Money(div_half_away(i128::from(self.0) * i128::from(numerator), i128::from(denominator)))
    }

    /// A percentage of the amount, rounded half away from zero.
    pub fn percent_half_away(self, percent: Percent) -> Money {
        // Hundredths of a percent: 10,000 of them are the whole.
        self.share_half_away(percent.hundredths(), 10_000)
    }
}

fn div_half_away(numerator: i128, denominator: i128) -> i64 {
    let half = denominator / 2;
    let rounded = if numerator >= 0 { (numerator + half) / denominator } else { (numerator - half) / denominator };
    i64::try_from(rounded).expect("a share is no larger than the whole")
}

/// Shares `total` out in proportion to `weights`: floor every share, the minor units left over go to the largest
/// remainders, ties to the earlier one. Weights are not negative and not all zero; `total` may be of either sign.
pub fn share_largest_remainder(total: Money, weights: &[Money]) -> Vec<Money> {
    let whole: i128 = weights.iter().map(|weight| i128::from(weight.0)).sum();
    debug_assert!(whole > 0 && weights.iter().all(|weight| weight.0 >= 0));
    let sign = if total.0 < 0 { -1 } else { 1 };
    let amount = i128::from(total.0.unsigned_abs());
    let mut shares: Vec<Money> = Vec::with_capacity(weights.len());
    let mut remainders: Vec<(i128, usize)> = Vec::with_capacity(weights.len());
    let mut left = amount;
    for (index, weight) in weights.iter().enumerate() {
        let product = amount * i128::from(weight.0);
        let floor = product / whole;
        left -= floor;
        remainders.push((product % whole, index));
        shares.push(Money(floor as i64));
    }
    remainders.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    for (_, index) in remainders.into_iter().take(left as usize) {
        shares[index].0 += 1;
    }
    for share in &mut shares {
        share.0 *= sign;
    }
    shares
}

sums!(Money);

/// A percentage above 0 and at most 100, with at most two digits behind the point.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Percent(i64);

impl Percent {
    /// Makes a percentage of so many hundredths of a percent; `None` outside 0 < p ≤ 100 %.
    pub fn from_hundredths(hundredths: i64) -> Option<Percent> {
        (1..=10_000).contains(&hundredths).then_some(Percent(hundredths))
    }

    /// The percentage in hundredths of a percent: 12.5 % is 1250.
    pub const fn hundredths(self) -> i64 {
        self.0
    }

    /// Reads `12.5`, also with a `%` sign behind it.
    pub fn parse(text: &str) -> Result<Percent, NumberError> {
        let hundredths = parse_fixed(text.strip_suffix('%').unwrap_or(text), 2)?;
        Percent::from_hundredths(hundredths).ok_or(NumberError::TooLarge)
    }
}

impl fmt::Display for Percent {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", Decimal::new(self.0, 2).normalize())
    }
}

/// A price of one piece, in ten-thousandths of the currency's major unit (0.001 each happens).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct UnitPrice(i64);

impl UnitPrice {
    /// The largest price either way, the same as [`Money::MAX`] of a currency with two digits.
    pub const MAX_TEN_THOUSANDTHS: i64 = 999_999_999_999_900;

    /// Makes a price of so many ten-thousandths; `None` past the largest.
    pub fn from_ten_thousandths(value: i64) -> Option<UnitPrice> {
        (value.unsigned_abs() <= UnitPrice::MAX_TEN_THOUSANDTHS.unsigned_abs()).then_some(UnitPrice(value))
    }

    /// The price in ten-thousandths of the major unit.
    pub const fn ten_thousandths(self) -> i64 {
        self.0
    }

    /// The price as a decimal number of major units.
    pub fn as_decimal(self) -> Decimal {
        Decimal::new(self.0, 4)
    }

    /// The price that is exactly this amount of money.
    pub fn from_money(money: Money, currency: Currency) -> Option<UnitPrice> {
        let scale = 10i64.pow(4 - u32::from(currency.digits()));
        money.0.checked_mul(scale).and_then(UnitPrice::from_ten_thousandths)
    }

    /// Reads a price with at most four digits behind the point.
    pub fn parse(text: &str) -> Result<UnitPrice, NumberError> {
        UnitPrice::from_ten_thousandths(parse_fixed(text, 4)?).ok_or(NumberError::TooLarge)
    }

    /// Writes the price with the currency's digits, and with more where it has them: `0.001`, `35.00`.
    pub fn show(self, currency: Currency) -> String {
        let number = self.as_decimal().normalize();
        let digits = u32::from(currency.digits()).max(number.scale());
        let mut number = number;
        number.rescale(digits);
        number.to_string()
    }

    /// Price × quantity, rounded once to minor units, half away from zero; `None` past [`Money::MAX`].
    pub fn times_half_away(self, quantity: super::Quantity, currency: Currency) -> Option<Money> {
        let exact = self.as_decimal().checked_mul(quantity.as_decimal())?;
        money_half_away(exact, currency)
    }
}

/// Rounds a decimal number of major units to money, half away from zero; `None` past [`Money::MAX`].
pub fn money_half_away(major: Decimal, currency: Currency) -> Option<Money> {
    let mut rounded =
        major.round_dp_with_strategy(u32::from(currency.digits()), RoundingStrategy::MidpointAwayFromZero);
    rounded.rescale(u32::from(currency.digits()));
    Money(i64::try_from(rounded.mantissa()).ok()?).in_range()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cents(minor: i64) -> Money {
        Money::from_minor(minor)
    }

    #[test]
    fn a_price_times_a_quantity_is_rounded_once() {
        for (price, quantity, want) in [
            ("12.50", "2", 2500),
            ("0.001", "3", 0),
            ("0.005", "1", 1),
            ("-0.005", "1", -1),
            ("30.00", "0.5", 1500),
            ("0.333", "1.5", 50),
        ] {
            let quantity = super::super::Quantity::parse(quantity).unwrap();
            assert_eq!(
                UnitPrice::parse(price).unwrap().times_half_away(quantity, Currency::EUR),
                Some(cents(want)),
                "{price} x {quantity}"
            );
        }
    }

    #[test]
    fn a_price_has_the_digits_of_its_currency_or_more() {
        assert_eq!(UnitPrice::parse("0.001").unwrap().show(Currency::EUR), "0.001");
        assert_eq!(UnitPrice::parse("35").unwrap().show(Currency::EUR), "35.00");
    }

    #[test]
    fn left_over_cents_go_to_the_largest_remainder_then_to_the_earlier_line() {
        for (total, weights, want) in [
            (1, vec![100, 100, 100], vec![1, 0, 0]),
            (1000, vec![6000, 4000], vec![600, 400]),
            (100, vec![1, 1, 1], vec![34, 33, 33]),
            (-1, vec![1, 2], vec![0, -1]),
            (5, vec![0, 10], vec![0, 5]),
        ] {
            let weights: Vec<Money> = weights.into_iter().map(cents).collect();
            let want: Vec<Money> = want.into_iter().map(cents).collect();
            assert_eq!(share_largest_remainder(cents(total), &weights), want);
        }
    }

    proptest! {
        #[test]
        fn shares_add_up_and_bear_no_more_than_their_weight(weights in prop::collection::vec(0i64..100_000, 1..12), part in 0.0f64..=1.0) {
            let weights: Vec<Money> = weights.into_iter().map(cents).collect();
            let whole: Money = weights.iter().copied().sum();
            prop_assume!(whole.is_positive());
            let total = cents((whole.minor() as f64 * part) as i64);
            let shares = share_largest_remainder(total, &weights);
            prop_assert_eq!(shares.iter().copied().sum::<Money>(), total);
            for (share, weight) in shares.iter().zip(&weights) {
                prop_assert!(*share >= Money::ZERO && share <= weight);
            }
        }
    }
}
