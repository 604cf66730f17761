//! What is told of customers that are taken in.

use serde::Serialize;

use super::Status;
use super::import::{ErrorFacts, ReadFacts, Rows};
use crate::output::{Column, Page, Report, Table};

/// `loyalty.import_customers/1`.
#[derive(Clone, Debug, Serialize)]
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
    pub customers: CustomersSeen,
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

/// Whom the rows mean.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct CustomersSeen {
    /// Made.
    pub created: u64,
    /// There already.
    pub matched: u64,
}

/// What customers brought.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct OpenedPoints {
    /// Points of opening balances.
    pub opened: i64,
    /// Points of balances below zero, as a number above it.
    pub owed: i64,
}

/// Cards that customers brought.
#[derive(Clone, Copy, Debug, Serialize)]
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
        let what = match (self.import, self.dry_run) {
            (_, true) => "not written".to_owned(),
            (Some(id), false) => format!("import {id}"),
            (None, false) => "nothing new".to_owned(),
        };
        page.title(format!("{}  {what}", self.files.join(", ")));
        page.field("read as", self.read.sentence());
        page.gap();
        let rows = &self.rows;
        let mut table = Table::new([
            Column::fixed(""),
            Column::number("read"),
            Column::number("new"),
            Column::number("unchanged"),
            Column::number("updated"),
            Column::number("rejected"),
            Column::number("blank"),
            Column::number("skipped"),
        ]);
        table.row([
            "rows".into(),
            rows.read.into(),
            rows.new.into(),
            rows.unchanged.into(),
            rows.updated.into(),
            rows.rejected.into(),
            rows.blank.into(),
            rows.skipped.into(),
        ]);
        page.table(&table);
        page.gap();
        page.field("customers", format!("{} new, {} known", self.customers.created, self.customers.matched));
        let owed = if self.points.owed > 0 { format!(", {} owed", self.points.owed) } else { String::new() };
        page.field("points", format!("{} brought along{owed}", self.points.opened));
        if self.cards.opened + self.cards.ready > 0 {
            page.field("cards", format!("{} opened, {} rewards ready", self.cards.opened, self.cards.ready));
        }
        for warning in &self.warnings {
            page.text(warning);
        }
        for error in &self.errors {
            page.text(error.sentence());
        }
    }

    fn bare(&self) -> Option<String> {
        Some(self.customers.created.to_string())
    }
}
