//! A struct an answer. Its JSON is the contract; its table is drawn from the same struct.

pub mod settings;
pub mod shop;
pub mod start;

use jiff::Timestamp;
use serde::Serialize;

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

/// A moment as it is shown: RFC 3339 in UTC, to the millisecond.
pub fn moment(millis: i64) -> String {
    Timestamp::from_millisecond(millis).map(|moment| format!("{moment:.3}")).unwrap_or_default()
}
