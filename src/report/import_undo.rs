//! What is told of an import that is taken back.

use serde::Serialize;

use super::Status;
use crate::domain::text::counted;
use crate::output::{Page, Report};

/// `loyalty.import_undo/1`.
#[derive(Clone, Debug, Serialize)]
pub struct UndoReport {
    /// Nothing was written.
    pub dry_run: bool,
    /// `undone`, or `unchanged` when it was taken back before.
    pub status: Status,
    /// The number of the import.
    pub import: i64,
    /// The names of its files.
    pub files: Vec<String>,
    /// Invoices whose numbers are free again.
    pub invoices: u64,
    /// Invoices that are again what they were before the import.
    pub restored: u64,
    /// Customers whose refs are free again.
    pub customers: u64,
    /// Known customers whose details are again what they were.
    pub restored_customers: u64,
    /// Client cards that never were.
    pub cards: u64,
    /// What it did to the points.
    pub points: UndonePoints,
}

/// What taking an import back did to the points.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct UndonePoints {
    /// Taken back, all balances together.
    pub taken_back: i64,
    /// Of it spent since: owed by customers now.
    pub spent: i64,
}

impl Report for UndoReport {
    fn schema(&self) -> &str {
        "loyalty.import_undo/1"
    }

    fn draw(&self, page: &mut Page) {
        let dry = if self.dry_run { ", not written" } else { "" };
        page.title(format!("import {}  {}{dry}", self.import, self.status.as_str()));
        page.field("files", self.files.join(", "));
        if self.status == Status::Unchanged {
            return;
        }
        page.field("invoices", self.invoices);
        if self.restored > 0 {
            page.field(
                "as before",
                format!("{} that it had brought further", counted(self.restored, "invoice", "invoices")),
            );
        }
        page.field("customers", self.customers);
        if self.restored_customers > 0 {
            page.field("details as before", counted(self.restored_customers, "customer", "customers"));
        }
        if self.cards > 0 {
            page.field("cards", self.cards);
        }
        page.field("points", self.points.taken_back);
        if self.points.spent > 0 {
            page.field("spent since", format!("{}, owed now", counted(self.points.spent, "point", "points")));
        }
    }

    fn bare(&self) -> Option<String> {
        Some(self.invoices.to_string())
    }
}
