//! How a failure is told.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;

use super::page::{ADVICE, FAULT, paint};
use super::{Facts, Table, safe};

/// A failure as it is told: `error:` and `hint:` lines for people, one object `loyalty.error/1` for programs.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ErrorReport {
    /// The name programs know it by, in snake_case.
    pub code: &'static str,
    /// The exit code.
    pub exit: u8,
    /// What is, in lower case, with values in backticks and no full stop.
    pub message: String,
    /// What to do: commands or flags.
    pub hints: Vec<String>,
    /// Whether the same command may be repeated as it is.
    pub retryable: bool,
    /// What programs need to go on; an object.
    pub details: Value,
    /// What people see below the message (candidates, say); programs find the same in `details`.
    #[serde(skip)]
    pub table: Option<Table>,
}

/// An error as programs read it, behind its schema.
#[derive(Serialize, JsonSchema)]
pub struct Told<'a> {
    error: &'a ErrorReport,
}

impl ErrorReport {
    /// A failure without hints and details.
    pub fn new(code: &'static str, exit: u8, message: impl Into<String>) -> ErrorReport {
        ErrorReport {
            code,
            exit,
            message: message.into(),
            hints: Vec::new(),
            retryable: false,
            details: Value::Object(serde_json::Map::new()),
            table: None,
        }
    }

    pub(super) fn told(&self) -> Told<'_> {
        Told { error: self }
    }

    pub(super) fn draw(&self, facts: &Facts) -> String {
        let color = facts.stderr_color;
        let mut text = format!("{} {}\n", paint(FAULT, "error:", color), safe(&self.message));
        if let Some(table) = &self.table {
            let drawn = table.draw(facts);
            for line in drawn.heading.iter().chain(&drawn.body) {
                text.push_str(format!("  {line}").trim_end());
                text.push('\n');
            }
        }
        for hint in &self.hints {
            text.push_str(&format!("{} {}\n", paint(ADVICE, "hint:", color), safe(hint)));
        }
        text
    }
}
