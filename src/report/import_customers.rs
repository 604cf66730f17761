//! What is told of customers that are taken in.

use schemars::JsonSchema;
use serde::Serialize;

use super::Status;
use super::import::{ErrorFacts, ImportCustomers, ReadFacts, Rows, draw_findings, draw_title, table_of};
use crate::output::{Page, Report};

/// `loyalty.import_customers/1`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CustomersReport {
    /// Nothing was written.
    pub dry_run: bool,
    /// `recorded`, or `unchanged` when nothing was new.
    pub status: Status,
    /// ISO 4217.
    pub currency: String,
    /// The number of the import; `null` when nothing was new.
    pub import: Option<i64>,
    /// The name of the file.
    pub files: Vec<String>,
    /// How it was read.
    pub read: ReadFacts,
    /// Rows.
    pub rows: Rows<u64>,
    /// Whom they mean.
    pub customers: ImportCustomers,
    /// What they brought.
    pub points: OpenedPoints,
    /// The cards they brought.
    pub cards: OpenedCards,
    /// The first errors.
    pub errors: Vec<ErrorFacts>,
    /// How many errors there are in all.
    pub error_count: u64,
    /// What else there is to say.
    pub warnings: Vec<String>,
}

/// What customers brought.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct OpenedPoints {
    /// Points of opening balances.
    pub opened: i64,
    /// Points of balances below zero, as a number above it.
    pub owed: i64,
}

/// Cards that customers brought.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct OpenedCards {
    /// Opened.
    pub opened: u64,
    /// Rewards that wait, as a card was full.
    pub ready: u64,
}

impl Report for CustomersReport {
    fn schema(&self) -> &str {
        "loyalty.import_customers/1"
    }

    fn draw(&self, page: &mut Page) {
        draw_title(page, &self.files, self.import, self.dry_run, &self.read);
        page.table(&table_of(&self.rows));
        page.gap();
        page.field("customers", format!("{} new, {} known", self.customers.created, self.customers.matched));
        let owed = if self.points.owed > 0 { format!(", {} owed", self.points.owed) } else { String::new() };
        page.field("points", format!("{} brought along{owed}", self.points.opened));
        if self.cards.opened + self.cards.ready > 0 {
            page.field("cards", format!("{} opened, {} rewards ready", self.cards.opened, self.cards.ready));
        }
        draw_findings(page, &self.warnings, &self.errors);
    }

    fn bare(&self) -> Option<String> {
        Some(self.customers.created.to_string())
    }
}
