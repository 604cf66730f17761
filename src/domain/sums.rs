//! What every whole number of something can do: be added up, taken away and turned.

/// Gives a type around an `i64` its sums. They are checked by the build, which panics at an overflow; that none is
/// reached is the limits' work (`Money::MAX`, `Points::MAX`).
macro_rules! sums {
    ($whole:ident) => {
        impl std::ops::Add for $whole {
            type Output = $whole;
            fn add(self, other: $whole) -> $whole {
                $whole(self.0 + other.0)
            }
        }

        impl std::ops::Sub for $whole {
            type Output = $whole;
            fn sub(self, other: $whole) -> $whole {
                $whole(self.0 - other.0)
            }
        }

        impl std::ops::Neg for $whole {
            type Output = $whole;
            fn neg(self) -> $whole {
                $whole(-self.0)
            }
        }

        impl std::ops::AddAssign for $whole {
            fn add_assign(&mut self, other: $whole) {
                *self = *self + other;
            }
        }

        impl std::ops::SubAssign for $whole {
            fn sub_assign(&mut self, other: $whole) {
                *self = *self - other;
            }
        }

        impl std::iter::Sum for $whole {
            fn sum<I: Iterator<Item = $whole>>(numbers: I) -> $whole {
                numbers.fold($whole(0), std::ops::Add::add)
            }
        }
    };
}

pub(super) use sums;
