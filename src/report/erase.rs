//! The answer of `customer erase`: `loyalty.erase/1`.

use serde::Serialize;

use super::Status;
use crate::output::{Column, Page, Report, Table};

/// What is left of somebody, and where else the person still is.
#[derive(Clone, Debug, Serialize)]
pub struct EraseReport {
    /// Nothing was written.
    pub dry_run: bool,
    /// `erased`, or `unchanged` when nothing was left to take away.
    pub status: Status,
    /// Under what the amounts, dates and points stay.
    pub customer: Anonymous,
    /// The balance that stays.
    pub points: i64,
    /// The invoices that stay.
    pub invoices: u64,
    /// Reasons and other texts that were taken away.
    pub texts: u64,
    /// The copies of the database in which the person still is.
    pub backups: Vec<BackupFacts>,
}

/// A customer without a name.
#[derive(Clone, Debug, Serialize)]
pub struct Anonymous {
    /// A ref that says nothing.
    pub r#ref: String,
}

/// A copy of the database.
#[derive(Clone, Debug, Serialize)]
pub struct BackupFacts {
    /// Where it was put.
    pub path: String,
    /// When.
    pub made_at: String,
    /// Whether a file is there; it may have been moved.
    pub found: bool,
}

impl Report for EraseReport {
    fn schema(&self) -> &str {
        "loyalty.erase/1"
    }

    fn draw(&self, page: &mut Page) {
        page.title(&self.customer.r#ref);
        let would = if self.dry_run { " (dry run: nothing is kept)" } else { "" };
        page.field("status", format!("{}{would}", self.status.as_str()));
        page.field("points", self.points);
        page.field("invoices", self.invoices);
        page.field("texts taken away", self.texts);
        if self.backups.is_empty() {
            return;
        }
        page.gap();
        page.text("the person is still in these copies: delete them, or make them anew");
        page.gap();
        let mut table = Table::new([Column::fixed("copy"), Column::fixed("made at"), Column::fixed("file")]);
        for BackupFacts { path, made_at, found } in &self.backups {
            table.row([path.into(), made_at.into(), if *found { "there" } else { "not there any more" }.into()]);
        }
        page.table(&table);
    }

    fn bare(&self) -> Option<String> {
        Some(self.customer.r#ref.clone())
    }
}
