//! Points: whole numbers, checked.

use crate::domain::sums::sums;
use std::fmt;

/// A whole number of points, signed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(i64);

impl Points {
    /// No points.
    pub const ZERO: Points = Points(0);
    /// The most points of one entry and of one balance, either way: a thousand million million. A thousand such
    /// entries still add up within an `i64`.
    pub const MAX: Points = Points(1_000_000_000_000_000);

    /// Makes so many points.
    pub const fn new(points: i64) -> Points {
        Points(points)
    }

    /// The number.
    pub const fn get(self) -> i64 {
        self.0
    }

    /// The points themselves, or `None` past [`Points::MAX`] either way.
    pub fn in_range(self) -> Option<Points> {
        (self.0.unsigned_abs() <= Points::MAX.0.unsigned_abs()).then_some(self)
    }

    /// Whether there are any, above zero.
    pub const fn is_positive(self) -> bool {
        self.0 > 0
    }

    /// Whether it is below zero.
    pub const fn is_negative(self) -> bool {
        self.0 < 0
    }

    /// Whether it is zero.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }

    /// Never below zero.
    pub fn at_least_zero(self) -> Points {
        self.max(Points::ZERO)
    }

    /// Points × number, `None` past [`Points::MAX`].
    pub fn checked_mul(self, times: i64) -> Option<Points> {
        self.0.checked_mul(times).map(Points)?.in_range()
    }

    /// Points + points, `None` past [`Points::MAX`].
    pub fn checked_add(self, other: Points) -> Option<Points> {
        self.0.checked_add(other.0).map(Points)?.in_range()
    }
}

impl fmt::Display for Points {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&self.0, out)
    }
}

sums!(Points);
