//! Quantities: decimals with at most three digits behind the point.

use std::fmt;

use rust_decimal::Decimal;

use super::number::{NumberError, parse_fixed};
use crate::domain::sums::sums;

/// How many pieces, in thousandths: 1.5 pieces are 1500.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Quantity(i64);

impl Quantity {
    /// One piece.
    pub const ONE: Quantity = Quantity(1000);
    /// No piece.
    pub const ZERO: Quantity = Quantity(0);
    /// The largest quantity either way, in thousandths: a million million pieces less one.
    pub const MAX_THOUSANDTHS: i64 = 999_999_999_999_999;

    /// Makes a quantity of so many thousandths; `None` past the largest.
    pub fn from_thousandths(value: i64) -> Option<Quantity> {
        (value.unsigned_abs() <= Quantity::MAX_THOUSANDTHS.unsigned_abs()).then_some(Quantity(value))
    }

    /// Makes a quantity of whole pieces. Pieces stay within [`Quantity::MAX_THOUSANDTHS`].
    pub fn from_pieces(pieces: i64) -> Quantity {
        Quantity(pieces * 1000)
    }

    /// The quantity in thousandths.
    pub const fn thousandths(self) -> i64 {
        self.0
    }

    /// The whole pieces in it, rounded down; 0 for a negative quantity.
    pub const fn pieces_floor(self) -> i64 {
        if self.0 <= 0 { 0 } else { self.0 / 1000 }
    }

    /// The quantity as a decimal number.
    pub fn as_decimal(self) -> Decimal {
        Decimal::new(self.0, 3)
    }

    /// Without its sign.
    pub const fn abs(self) -> Quantity {
        Quantity(self.0.abs())
    }

    /// Whether it is exactly zero.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Whether it is below zero.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Reads a quantity with at most three digits behind the point.
    pub fn parse(text: &str) -> Result<Quantity, NumberError> {
        Quantity::from_thousandths(parse_fixed(text, 3)?).ok_or(NumberError::TooLarge)
    }
}

impl fmt::Display for Quantity {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}", self.as_decimal().normalize())
    }
}

sums!(Quantity);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_have_three_digits_and_print_short() {
        for (text, want) in
            [("1", Some("1")), ("0.500", Some("0.5")), ("-2.125", Some("-2.125")), ("0.0005", None), ("x", None)]
        {
            assert_eq!(Quantity::parse(text).ok().map(|quantity| quantity.to_string()).as_deref(), want, "{text}");
        }
    }
}
