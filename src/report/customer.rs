//! The answers about customers: `loyalty.customer/1`, `loyalty.customers/1` and `loyalty.customer_history/1`.

use schemars::JsonSchema;
use serde::Serialize;

use super::card::Units;
use super::{Status, Who, about, moment, signed};
use crate::import::CUSTOMER_HEADERS;
use crate::output::{Cell, Column, Head, Lines, Page, Report, Row};
use crate::store::Customer;

/// A customer as a person.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Shown {
    r#ref: String,
    name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    note: Option<String>,
    changed_at: String,
}

impl From<&Customer> for Shown {
    fn from(customer: &Customer) -> Shown {
        Shown {
            r#ref: customer.reference.clone(),
            name: customer.name.clone(),
            email: customer.email.clone(),
            phone: customer.phone.clone(),
            note: customer.note.clone(),
            changed_at: moment(customer.changed_at),
        }
    }
}

/// The answer of `customer add`, `edit` and `show`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CustomerReport {
    /// Whether nothing was kept.
    pub dry_run: bool,
    /// What was done; `active` for a reading.
    pub status: &'static str,
    /// Who.
    pub customer: Shown,
    /// The refs of those who were merged into it, which lead to it.
    pub merged: Vec<String>,
    /// The balance today.
    pub points: i64,
    /// The day of the last invoice.
    pub last_visit: Option<String>,
}

impl CustomerReport {
    /// The word for a customer that is only looked at.
    pub const ACTIVE: &'static str = "active";
}

impl Report for CustomerReport {
    fn schema(&self) -> &str {
        "loyalty.customer/1"
    }

    fn draw(&self, page: &mut Page) {
        let Shown { r#ref, name, email, phone, note, changed_at } = &self.customer;
        page.title(name.as_ref().unwrap_or(r#ref));
        if self.status != CustomerReport::ACTIVE {
            let would = if self.dry_run { " (dry run: nothing is kept)" } else { "" };
            page.field("status", format!("{}{would}", self.status));
        }
        page.field("ref", r#ref);
        if !self.merged.is_empty() {
            page.field("also", self.merged.join(", "));
        }
        page.field_if("e-mail", email.as_ref());
        page.field_if("phone", phone.as_ref());
        page.field_if("note", note.as_ref());
        page.field("points", self.points);
        page.field_if("last visit", self.last_visit.as_ref());
        page.field("changed at", changed_at);
    }

    fn bare(&self) -> Option<String> {
        Some(self.customer.r#ref.clone())
    }
}

/// The answer of `customer add --input` with many.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CustomersReport {
    dry_run: bool,
    results: Vec<Added>,
    #[serde(flatten)]
    summary: Summary,
}

/// One line of many.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Added {
    /// The line of the input.
    pub line: u64,
    /// Whether nothing was kept.
    pub dry_run: bool,
    /// What was done.
    pub status: Status,
    /// Who.
    pub customer: Shown,
}

#[derive(Clone, Copy, Debug, Default, Serialize, JsonSchema)]
struct Summary {
    created: u64,
    updated: u64,
    unchanged: u64,
    rejected: u64,
}

/// The last line of many.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct CustomersSummary {
    dry_run: bool,
    #[serde(flatten)]
    summary: Summary,
}

impl CustomersReport {
    /// The answer for these lines.
    pub fn new(results: Vec<Added>, dry_run: bool) -> CustomersReport {
        let count = |status| results.iter().filter(|added| added.status == status).count() as u64;
        let summary = Summary {
            created: count(Status::Created),
            updated: count(Status::Updated),
            unchanged: count(Status::Unchanged),
            rejected: 0,
        };
        CustomersReport { dry_run, results, summary }
    }
}

impl Report for CustomersReport {
    fn schema(&self) -> &str {
        "loyalty.customers/1"
    }

    fn draw(&self, page: &mut Page) {
        let Summary { created, updated, unchanged, .. } = self.summary;
        let would = if self.dry_run { " (dry run: nothing is kept)" } else { "" };
        page.text(format!("{created} created, {updated} updated, {unchanged} unchanged{would}"));
    }

    fn bare(&self) -> Option<String> {
        let refs: Vec<&str> = self.results.iter().map(|added| added.customer.r#ref.as_str()).collect();
        Some(refs.join("\n"))
    }

    fn ndjson(&self, lines: &mut Lines<'_>) -> std::io::Result<()> {
        for added in &self.results {
            lines.typed("result", added)?;
        }
        let (schema, dry_run, summary) = (self.schema(), self.dry_run, self.summary);
        lines.summary(schema, &CustomersSummary { dry_run, summary })
    }
}

/// One customer of a list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CustomerRow {
    r#ref: String,
    name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    note: Option<String>,
    balance: i64,
    changed_at: String,
}

impl CustomerRow {
    /// A customer with today's balance.
    pub fn new(customer: &Customer, balance: i64) -> CustomerRow {
        let Shown { r#ref, name, email, phone, note, changed_at } = customer.into();
        CustomerRow { r#ref, name, email, phone, note, balance, changed_at }
    }
}

impl Row for CustomerRow {
    const KEYS: &'static [&'static str] = CUSTOMER_HEADERS;

    fn columns() -> Vec<Column> {
        vec![
            Column::fixed("ref"),
            Column::text("name"),
            Column::text("e-mail"),
            Column::fixed("phone"),
            Column::number("points"),
        ]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![(&self.r#ref).into(), (&self.name).into(), (&self.email).into(), (&self.phone).into(), self.balance.into()]
    }

    fn bare(&self) -> Option<String> {
        Some(self.r#ref.clone())
    }
}

/// What stands above a customer's time line.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct HistoryHead {
    /// Whose.
    pub customer: Who,
    /// The first day that is shown; `None` for all.
    pub since: Option<String>,
    /// The balance before it.
    pub opening: i64,
    /// The balance now.
    pub balance: i64,
}

impl Head for HistoryHead {
    fn draw(&self, page: &mut Page) {
        page.title(self.customer.shown());
        if let Some(since) = &self.since {
            page.field(format!("points before {since}"), self.opening);
        }
        page.field("points now", self.balance);
        page.gap();
    }
}

/// One event of a customer's time line: of the points (with `points`), or of a card (with `change`).
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Event {
    /// The day.
    pub date: String,
    /// The kind of entry or of card event.
    pub event: &'static str,
    /// Points, signed.
    pub points: Option<i64>,
    /// The balance of points after it.
    pub balance: i64,
    /// By how much what a card has collected changed.
    pub change: Option<Units>,
    /// The running total of that card.
    pub collected: Option<Units>,
    /// The number of the invoice.
    pub invoice: Option<String>,
    /// The reward of the card.
    pub reward: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// Who; `None` for what is due and not booked.
    pub actor: Option<String>,
}

impl Row for Event {
    const KEYS: &'static [&'static str] =
        &["date", "event", "points", "balance", "change", "collected", "invoice", "reward", "reason", "actor"];

    fn columns() -> Vec<Column> {
        vec![
            Column::fixed("date"),
            Column::fixed("event"),
            Column::number("points"),
            Column::number("balance"),
            Column::number("card"),
            Column::text("about"),
            Column::text("by"),
        ]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![
            (&self.date).into(),
            self.event.into(),
            self.points.map(signed).into(),
            self.balance.into(),
            self.change.as_ref().filter(|change| !change.is_zero()).map(Units::signed).into(),
            about(&[&self.invoice, &self.reward, &self.reason]).into(),
            (&self.actor).into(),
        ]
    }
}
