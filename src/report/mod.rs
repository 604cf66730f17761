//! A struct an answer. Its JSON is the contract; its table is drawn from the same struct.

pub mod backup;
pub mod balance;
pub mod benefit;
pub mod card;
pub mod card_list;
pub mod check;
pub mod customer;
pub mod database;
pub mod duplicates;
pub mod erase;
pub mod expiring;
pub mod explain;
pub mod export;
pub mod import;
pub mod import_check;
pub mod import_customers;
pub mod import_list;
pub mod import_undo;
pub mod invoice;
pub mod liability;
pub mod lines;
pub mod log;
pub mod merge;
pub mod points;
pub mod refund;
pub mod reward;
pub mod rollforward;
pub mod scheme;
pub mod settings;
pub mod shop;
pub mod start;
pub mod top;
pub mod what_if;

use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Serialize;

use crate::store::Customer;

macro_rules! statuses {
    ($($(#[$doc:meta])* $name:ident = $word:literal),+ $(,)?) => {
        /// What a command did, as its answer says it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub enum Status { $($(#[$doc])* $name),+ }

        impl Status {
            /// All of them.
            pub const ALL: &'static [Status] = &[$(Status::$name),+];

            /// The word.
            pub const fn as_str(self) -> &'static str {
                match self { $(Status::$name => $word),+ }
            }
        }
    };
}

statuses! {
    /// Something new is there.
    Created = "created",
    /// What was asked is recorded.
    Recorded = "recorded",
    /// It was worked out only.
    Previewed = "previewed",
    /// What was there is different now.
    Updated = "updated",
    /// It was so already.
    Unchanged = "unchanged",
    /// It is paid now.
    Paid = "paid",
    /// It is somebody's now.
    Assigned = "assigned",
    /// It was voided and recorded anew.
    Corrected = "corrected",
    /// Something was given back.
    Refunded = "refunded",
    /// It was undone whole.
    Voided = "voided",
    /// It is not to be had any more.
    Retired = "retired",
    /// It was taken back.
    Undone = "undone",
    /// What was kept is there again.
    Restored = "restored",
    /// A card was opened.
    Opened = "opened",
    /// It was corrected by hand.
    Adjusted = "adjusted",
    /// It was handed out.
    Redeemed = "redeemed",
    /// It was given by hand.
    Granted = "granted",
    /// A card or a scheme that is in use.
    Active = "active",
    /// A card that is used no more.
    Closed = "closed",
    /// A card that is used again.
    Reopened = "reopened",
    /// Two customers are one.
    Merged = "merged",
    /// It is gone for good.
    Erased = "erased",
}

impl JsonSchema for Status {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Status".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let words: Vec<&str> = Status::ALL.iter().map(|status| status.as_str()).collect();
        schemars::json_schema!({ "description": "What a command did.", "type": "string", "enum": words })
    }
}

impl Serialize for Status {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Whose answer it is, where the rest of the person does not matter.
#[derive(Clone, Debug, Serialize, JsonSchema)]
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

/// A number with its sign, as changes are shown.
pub fn signed(number: i64) -> String {
    if number > 0 { format!("+{number}") } else { number.to_string() }
}

/// What a row is about, in one cell: numbers, names and reasons, as far as there are any.
fn about(parts: &[&Option<String>]) -> String {
    parts.iter().filter_map(|part| part.as_deref()).collect::<Vec<_>>().join("; ")
}

/// A moment as it is shown: RFC 3339 in UTC, to the millisecond.
pub fn moment(millis: i64) -> String {
    Timestamp::from_millisecond(millis).map(|moment| format!("{moment:.3}")).unwrap_or_default()
}
