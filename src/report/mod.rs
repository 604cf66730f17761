//! A struct an answer. Its JSON is the contract; its table is drawn from the same struct.

pub mod balance;
pub mod card;
pub mod customer;
pub mod database;
pub mod log;
pub mod settings;
pub mod shop;
pub mod start;

use jiff::Timestamp;
use serde::Serialize;

use crate::store::Customer;

/// What a write did, as its answer says it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Something new is there.
    Created,
    /// What was asked is recorded.
    Recorded,
    /// What was there is different now.
    Updated,
    /// It was so already.
    Unchanged,
}

impl Status {
    /// The word.
    pub const fn as_str(self) -> &'static str {
        match self {
            Status::Created => "created",
            Status::Recorded => "recorded",
            Status::Updated => "updated",
            Status::Unchanged => "unchanged",
        }
    }
}

/// Whose answer it is, where the rest of the person does not matter.
#[derive(Clone, Debug, Serialize)]
pub struct Who {
    /// The shop's own number.
    pub r#ref: String,
    /// The name.
    pub name: Option<String>,
}

impl Who {
    /// The name with the ref behind it; the ref alone without a name.
    pub fn shown(&self) -> String {
        match &self.name {
            Some(name) => format!("{name} ({})", self.r#ref),
            None => self.r#ref.clone(),
        }
    }
}

impl From<&Customer> for Who {
    fn from(customer: &Customer) -> Who {
        Who { r#ref: customer.reference.clone(), name: customer.name.clone() }
    }
}

/// A moment as it is shown: RFC 3339 in UTC, to the millisecond.
pub fn moment(millis: i64) -> String {
    Timestamp::from_millisecond(millis).map(|moment| format!("{moment:.3}")).unwrap_or_default()
}
