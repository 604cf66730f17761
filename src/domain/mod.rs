//! The rules, as functions over plain values. Nothing here knows a database, a file, a clock or a terminal.

pub mod benefit;
pub mod card;
pub mod check;
pub mod currency;
pub mod day;
pub mod duplicate;
pub mod earn;
pub mod erase;
pub mod ids;
pub mod ledger;
pub mod line;
pub mod money;
pub mod number;
pub mod person;
pub mod points;
pub mod quantity;
pub mod refund;
pub mod scheme;
pub mod selector;
pub mod settings;
mod sums;
pub mod text;
pub mod ticket;

pub use benefit::Benefit;
pub use card::Card;
pub use currency::Currency;
pub use day::{Day, ExpireAfter, ExpireAt, TimeOfDay, last_day};
pub use ids::*;
pub use line::{Kind, Line};
pub use money::{Money, Percent, UnitPrice};
pub use number::NumberError;
pub use points::Points;
pub use quantity::Quantity;
pub use scheme::{Collected, Scheme, SchemeKind, SchemeReward};
pub use selector::Selector;
pub use settings::{EarnRule, Revision, Revisions, Settings};
