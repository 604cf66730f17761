//! Numbers that JSON carries as strings.

use serde::{Serialize, Serializer};

/// A decimal number as it is shown: money, a quantity, a price. JSON has it as a string with exactly these digits; CSV
/// tells it by this type from a text, and leaves its minus sign alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Number(String);

impl Number {
    pub(super) const NAME: &'static str = "loyalty::Number";

    /// Takes a number as it was written by the domain (`Currency::show`, `Quantity`'s display).
    pub fn new(shown: impl Into<String>) -> Number {
        let shown = shown.into();
        debug_assert!(shown.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b'-')), "`{shown}` is no number");
        Number(shown)
    }

    /// The number as it is shown.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Display for Number {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(&self.0)
    }
}

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_newtype_struct(Number::NAME, &self.0)
    }
}
