//! The answer of `db check`: `loyalty.check/1`, and what it found wrong.

use schemars::JsonSchema;
use serde::Serialize;

use crate::output::{Column, Page, Report, Table};

/// Something that is not as it has to be.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Finding {
    /// Which check found it.
    pub check: &'static str,
    /// The ref of the customer it is about.
    pub customer: Option<String>,
    /// The number of the invoice it is about.
    pub invoice: Option<String>,
    /// The entry it is about.
    pub entry: Option<i64>,
    /// What is wrong.
    pub message: String,
}

impl Finding {
    /// A finding about nobody in particular.
    pub fn new(check: &'static str, message: impl Into<String>) -> Finding {
        Finding { check, customer: None, invoice: None, entry: None, message: message.into() }
    }

    /// What is wrong, and with whom.
    pub fn told(&self) -> String {
        let customer = self.customer.as_ref().map(|customer| format!("customer `{customer}`"));
        let invoice = self.invoice.as_ref().map(|invoice| format!("invoice `{invoice}`"));
        let entry = self.entry.map(|entry| format!("entry {entry}"));
        let about: Vec<String> = [customer, invoice, entry].into_iter().flatten().collect();
        if about.is_empty() { self.message.clone() } else { format!("{}: {}", about.join(", "), self.message) }
    }
}

/// The findings as people see them.
pub fn table(findings: &[Finding]) -> Table {
    let mut table = Table::new([
        Column::fixed("check"),
        Column::fixed("customer"),
        Column::fixed("invoice"),
        Column::number("entry"),
        Column::text("what is wrong"),
    ]);
    for finding in findings {
        let Finding { check, customer, invoice, entry, message } = finding;
        table.row([(*check).into(), customer.into(), invoice.into(), (*entry).into(), message.into()]);
    }
    table
}

/// How much was looked at.
#[derive(Clone, Copy, Debug, Default, Serialize, JsonSchema)]
pub struct LookedAt {
    /// Customers with points.
    pub customers: u64,
    /// Entries of the ledger.
    pub entries: u64,
    /// Invoices, also those that do not stand any more.
    pub invoices: u64,
    /// Their lines.
    pub lines: u64,
    /// Client cards, also closed ones.
    pub cards: u64,
}

/// Nothing is wrong.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CheckReport {
    /// What is wrong: nothing, or it would be a failure.
    pub findings: Vec<Finding>,
    /// How much was looked at.
    pub looked_at: LookedAt,
    /// The head of the ledger, `N:HEX`, if it was asked for.
    pub head: Option<String>,
}

impl Report for CheckReport {
    fn schema(&self) -> &str {
        "loyalty.check/1"
    }

    fn draw(&self, page: &mut Page) {
        // A head is asked for to be written down.
        if let Some(head) = &self.head {
            page.text(head);
            return;
        }
        let LookedAt { customers, entries, invoices, lines, cards } = self.looked_at;
        page.title("nothing is wrong");
        page.field("customers with points", customers);
        page.field("entries", entries);
        page.field("invoices", invoices);
        page.field("lines", lines);
        if cards > 0 {
            page.field("cards", cards);
        }
    }

    fn bare(&self) -> Option<String> {
        self.head.clone()
    }
}
