//! The rules, as functions over plain values. Nothing here knows a database, a file, a clock or a terminal.

pub mod benefit;
pub mod card;
pub mod day;
pub mod ids;
pub mod line;
pub mod money;
pub mod points;
pub mod quantity;
pub mod scheme;
pub mod selector;
pub mod text;

pub use benefit::Benefit;
pub use card::Card;
pub use day::{Day, ExpireAfter, ExpireAt, TimeOfDay, last_day};
pub use ids::*;
pub use line::{Kind, Line};
pub use money::{Currency, Money, NumberError, Percent, UnitPrice};
pub use points::Points;
pub use quantity::Quantity;
pub use scheme::{Collected, Scheme, SchemeKind, SchemeReward};
pub use selector::Selector;
