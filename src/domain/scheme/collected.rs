//! What a card has counted: visits, pieces, or money in minor units, by the kind of its scheme.

use std::fmt;

use super::SchemeKind;
use crate::domain::number::parse_fixed;
use crate::domain::sums::sums;
use crate::domain::{Currency, Money, NumberError};

/// A number of visits, of pieces or of minor units; a change of it is signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Collected(i64);

/// Why a threshold does not fit the kind of its scheme (domain.md §7).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AfterError {
    /// Rewards of `always` have none.
    NotTaken,
    /// Every other reward needs one.
    Missing,
    /// It is no whole number, where visits or pieces are counted.
    NotWhole,
    /// It is no amount of money, where spending is counted.
    NotMoney(NumberError),
    /// It is not above zero.
    NotPositive,
    /// It is past the largest.
    TooLarge,
}

impl fmt::Display for AfterError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            AfterError::NotTaken => write!(out, "a reward of an `always` scheme has no threshold"),
            AfterError::Missing => write!(out, "the reward has no threshold"),
            AfterError::NotWhole => write!(out, "the threshold is not a whole number"),
            AfterError::NotMoney(error) => write!(out, "the threshold is not an amount of money: it {error}"),
            AfterError::NotPositive => write!(out, "the threshold is not above 0"),
            AfterError::TooLarge => write!(out, "the threshold is too large"),
        }
    }
}

impl Collected {
    /// Nothing.
    pub const ZERO: Collected = Collected(0);
    /// One visit or piece.
    pub const ONE: Collected = Collected(1);
    /// The most a card collects and the largest change of it: a thousand million million.
    pub const MAX: Collected = Collected(1_000_000_000_000_000);

    /// Makes so many visits, pieces or minor units.
    pub const fn new(units: i64) -> Collected {
        Collected(units)
    }

    /// The number.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// Whether it is zero.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Whether it is above zero.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Never below zero.
    pub fn at_least_zero(self) -> Collected {
        self.max(Collected::ZERO)
    }

    /// The sum; `None` past [`Collected::MAX`] either way.
    pub fn checked_add(self, change: Collected) -> Option<Collected> {
        self.0.checked_add(change.0).filter(|sum| sum.abs() <= Collected::MAX.0).map(Collected)
    }

    /// Reads a signed number of a scheme's kind: a whole number (`+4`), or money (`+12.50`) for `spend`.
    pub fn parse(text: &str, kind: SchemeKind, currency: Currency) -> Result<Collected, NumberError> {
        if kind == SchemeKind::Spend {
            return currency.parse(text).map(Collected::from);
        }
        // `5.00` is how money is written: of visits it is more likely a mistake than five.
        if text.contains('.') {
            return Err(NumberError::TooPrecise(0));
        }
        let units = parse_fixed(text, 0)?;
        Collected::ZERO.checked_add(Collected(units)).ok_or(NumberError::TooLarge)
    }

    /// Reads the threshold of a reward as `--after` gives it.
    pub fn parse_after(
        text: Option<&str>,
        kind: SchemeKind,
        currency: Currency,
    ) -> Result<Option<Collected>, AfterError> {
        let text = match (kind, text) {
            (SchemeKind::Always, None) => return Ok(None),
            (SchemeKind::Always, Some(_)) => return Err(AfterError::NotTaken),
            (_, None) => return Err(AfterError::Missing),
            (_, Some(text)) => text,
        };
        let after = Collected::parse(text, kind, currency).map_err(|error| match (error, kind) {
            (NumberError::TooLarge, _) => AfterError::TooLarge,
            (error, SchemeKind::Spend) => AfterError::NotMoney(error),
            _ => AfterError::NotWhole,
        })?;
        if after.0 <= 0 { Err(AfterError::NotPositive) } else { Ok(Some(after)) }
    }

    /// Writes it as tables and JSON have it: a whole number, or money for `spend`.
    pub fn show(self, kind: SchemeKind, currency: Currency) -> String {
        if kind == SchemeKind::Spend { currency.show(Money::from_minor(self.0)) } else { self.0.to_string() }
    }
}

impl From<Money> for Collected {
    fn from(money: Money) -> Collected {
        Collected(money.minor())
    }
}

sums!(Collected);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_threshold_fits_its_kind() {
        use SchemeKind::*;
        let eur = Currency::EUR;
        for (kind, text, want) in [
            (Visits, Some("5"), Ok(Some(5))),
            (Visits, Some("150.00"), Err(AfterError::NotWhole)),
            (Visits, Some("2.5"), Err(AfterError::NotWhole)),
            (Visits, Some("five"), Err(AfterError::NotWhole)),
            (Visits, Some("0"), Err(AfterError::NotPositive)),
            (Visits, Some("-1"), Err(AfterError::NotPositive)),
            (Visits, Some("9999999999999999"), Err(AfterError::TooLarge)),
            (Visits, None, Err(AfterError::Missing)),
            (Purchases, Some("3"), Ok(Some(3))),
            (Purchases, Some("3.00"), Err(AfterError::NotWhole)),
            (Spend, Some("150.00"), Ok(Some(15_000))),
            (Spend, Some("150"), Ok(Some(15_000))),
            (Spend, Some("0.00"), Err(AfterError::NotPositive)),
            (Spend, Some("0.001"), Err(AfterError::NotMoney(NumberError::TooPrecise(2)))),
            (Spend, Some("5,00"), Err(AfterError::NotMoney(NumberError::Comma))),
            (Spend, None, Err(AfterError::Missing)),
            (Always, None, Ok(None)),
            (Always, Some("3"), Err(AfterError::NotTaken)),
        ] {
            let found = Collected::parse_after(text, kind, eur).map(|after| after.map(Collected::get));
            assert_eq!(found, want, "{kind:?} {text:?}");
        }
    }

    #[test]
    fn it_reads_and_prints_by_the_kind() {
        for (kind, text, units, shown) in [
            (SchemeKind::Visits, "+4", 4, "4"),
            (SchemeKind::Purchases, "-1", -1, "-1"),
            (SchemeKind::Spend, "+12.5", 1250, "12.50"),
        ] {
            let collected = Collected::parse(text, kind, Currency::EUR).unwrap();
            assert_eq!((collected.get(), collected.show(kind, Currency::EUR).as_str()), (units, shown));
        }
    }
}
