//! The answer to no command at all.

use schemars::JsonSchema;
use serde::Serialize;

use crate::output::{Page, Report};

/// Where the database is.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Start {
    /// The absolute path.
    pub database: String,
    /// Whether something is there.
    pub present: bool,
}

impl Report for Start {
    fn schema(&self) -> &str {
        "loyalty.start/1"
    }

    fn draw(&self, page: &mut Page) {
        page.text("points and client cards for salons and small shops");
        page.gap();
        for (command, what) in [
            ("loyalty init", "make the database"),
            ("loyalty settings set --earn spend-total --per 10.00", "say how invoices earn points"),
            ("loyalty customer add --name \"Anna Jansen\"", "add a customer"),
            ("loyalty customer balance anna", "see what a customer has"),
            ("loyalty --help", "all commands"),
        ] {
            page.text(format!("  {command:<53} {what}"));
        }
        page.gap();
        let note = if self.present { "" } else { " (not made yet: `loyalty init`)" };
        page.field("database", format!("{}{note}", self.database));
    }

    fn bare(&self) -> Option<String> {
        Some(self.database.clone())
    }
}
