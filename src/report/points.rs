//! What is told of entries of the points ledger.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Status, Who, about, moment, signed};
use crate::domain::text::counted;
use crate::output::{Cell, Column, Head, Lines, Page, Report, Row};
use crate::store::OwnedEntry;

/// One entry of a history.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct EntryFacts {
    /// Its number; `null` for an expiry that is due and not booked yet.
    pub id: Option<i64>,
    /// The day it counts from.
    pub date: String,
    /// The moment it was recorded; `null` for what is due.
    pub recorded_at: Option<String>,
    /// What it is.
    pub kind: &'static str,
    /// Signed.
    pub points: i64,
    /// The balance after it.
    pub balance: i64,
    /// The invoice.
    pub invoice: Option<String>,
    /// The redemption.
    pub redemption: Option<i64>,
    /// Why.
    pub reason: Option<String>,
    /// The last day of a credit.
    pub expires: Option<String>,
    /// Who recorded it.
    pub actor: Option<String>,
    /// What a debit took, lot by lot: the entries that made the lots.
    pub took: Vec<TookFacts>,
}

/// What a debit took from one lot.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TookFacts {
    /// The entry that made the lot.
    pub entry: i64,
    /// How many points.
    pub points: i64,
}

impl Row for EntryFacts {
    const KEYS: &'static [&'static str] = &[
        "id",
        "date",
        "recorded_at",
        "kind",
        "points",
        "balance",
        "invoice",
        "redemption",
        "reason",
        "expires",
        "actor",
        "took",
    ];

    fn columns() -> Vec<Column> {
        vec![
            Column::number("id"),
            Column::fixed("date"),
            Column::fixed("kind"),
            Column::number("points"),
            Column::number("balance"),
            Column::text("about"),
            Column::fixed("good through"),
            Column::text("by"),
        ]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![
            self.id.into(),
            (&self.date).into(),
            self.kind.into(),
            signed(self.points).into(),
            self.balance.into(),
            self.about().into(),
            (&self.expires).into(),
            (&self.actor).into(),
        ]
    }
}

impl EntryFacts {
    /// The invoice, the redemption and the reason in one cell.
    fn about(&self) -> String {
        let redemption = self.redemption.map(|id| format!("redemption {id}"));
        let took = (!self.took.is_empty()).then(|| {
            let parts: Vec<String> =
                self.took.iter().map(|took| format!("{} of {}", took.points, took.entry)).collect();
            format!("took {}", parts.join(", "))
        });
        about(&[&self.invoice, &redemption, &self.reason, &took])
    }
}

/// Whose history it is.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct HistoryHead {
    /// The day as of which it is read.
    pub at: String,
    /// The ref.
    pub customer: String,
    /// The name.
    pub name: Option<String>,
}

impl Head for HistoryHead {
    fn draw(&self, page: &mut Page) {
        let who = Who { r#ref: self.customer.clone(), name: self.name.clone() };
        page.title(format!("{}  as of {}", who.shown(), self.at));
        page.gap();
    }
}

/// `loyalty.points/1`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct PointsReport {
    /// Nothing was written.
    pub dry_run: bool,
    /// What was done.
    pub status: Status,
    /// The ref.
    pub customer: String,
    /// The entry.
    pub entry: WrittenEntry,
    /// The customer's balance after it.
    pub balance: i64,
    /// The number of the redemption.
    pub redemption: Option<i64>,
}

/// An entry that was written.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct WrittenEntry {
    /// Its number.
    pub id: i64,
    /// The day it counts from.
    pub date: String,
    /// What it is.
    pub kind: &'static str,
    /// Signed.
    pub points: i64,
    /// The last day of a credit.
    pub expires: Option<String>,
}

impl Report for PointsReport {
    fn schema(&self) -> &str {
        "loyalty.points/1"
    }

    fn draw(&self, page: &mut Page) {
        let dry = if self.dry_run { ", not written" } else { "" };
        page.title(format!("{}  {}{dry}", self.customer, self.status.as_str()));
        page.field(self.entry.kind, signed(self.entry.points));
        page.field_if("good through", self.entry.expires.as_deref());
        page.field_if("redemption", self.redemption);
        page.field("balance", self.balance);
    }

    fn bare(&self) -> Option<String> {
        Some(self.balance.to_string())
    }
}

/// `loyalty.points_expire/1`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ExpireReport {
    /// Nothing was written.
    pub dry_run: bool,
    /// What was done.
    pub status: Status,
    /// The day as of which it was booked.
    pub at: String,
    /// How many customers lost points.
    pub customers: u64,
    /// How many points ran out.
    pub points: i64,
}

impl Report for ExpireReport {
    fn schema(&self) -> &str {
        "loyalty.points_expire/1"
    }

    fn draw(&self, page: &mut Page) {
        let dry = if self.dry_run { ", not written" } else { "" };
        let points = counted(self.points, "point", "points");
        let customers = counted(self.customers, "customer", "customers");
        page.text(format!("{points} of {customers} ran out by {}{dry}", self.at));
    }

    fn bare(&self) -> Option<String> {
        Some(self.points.to_string())
    }
}

/// An entry of all customers' list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ListedEntry {
    id: i64,
    date: String,
    recorded_at: String,
    r#ref: String,
    name: Option<String>,
    email: Option<String>,
    kind: &'static str,
    points: i64,
    /// The customer's balance today, not after the entry.
    balance: i64,
    invoice: Option<String>,
    redemption: Option<i64>,
    reason: Option<String>,
    expires: Option<String>,
    actor: String,
}

impl From<OwnedEntry> for ListedEntry {
    fn from(owned: OwnedEntry) -> ListedEntry {
        let OwnedEntry { row, reference, name, email, balance } = owned;
        ListedEntry {
            id: row.entry.id.0,
            date: row.entry.date.to_string(),
            recorded_at: moment(row.recorded_at),
            r#ref: reference,
            name,
            email,
            kind: row.entry.kind.as_str(),
            points: row.entry.points.get(),
            balance: balance.get(),
            invoice: row.invoice,
            redemption: row.entry.source.redemption.map(|id| id.0),
            reason: row.reason,
            expires: row.entry.expires_on.map(|day| day.to_string()),
            actor: row.actor,
        }
    }
}

impl Row for ListedEntry {
    const KEYS: &'static [&'static str] = &[
        "id",
        "date",
        "recorded_at",
        "ref",
        "name",
        "email",
        "kind",
        "points",
        "balance",
        "invoice",
        "redemption",
        "reason",
        "expires",
        "actor",
    ];

    fn columns() -> Vec<Column> {
        vec![
            Column::number("id"),
            Column::fixed("date"),
            Column::fixed("ref"),
            Column::text("name"),
            Column::text("e-mail"),
            Column::fixed("kind"),
            Column::number("points"),
            Column::number("balance now"),
            Column::text("about"),
        ]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![
            self.id.into(),
            (&self.date).into(),
            (&self.r#ref).into(),
            (&self.name).into(),
            (&self.email).into(),
            self.kind.into(),
            signed(self.points).into(),
            self.balance.into(),
            about(&[&self.invoice, &self.reason]).into(),
        ]
    }
}

/// One adjustment of many.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AdjustedLine {
    /// The line of the input.
    pub line: u64,
    /// What was done.
    #[serde(flatten)]
    pub report: PointsReport,
}

#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
struct AdjustedSummary {
    recorded: u64,
    unchanged: u64,
    rejected: u64,
}

/// `loyalty.points_adjustments/1`: many adjustments.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct AdjustmentsReport {
    dry_run: bool,
    results: Vec<AdjustedLine>,
    #[serde(flatten)]
    summary: AdjustedSummary,
}

/// The last line of many.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct AdjustmentsSummary {
    dry_run: bool,
    #[serde(flatten)]
    summary: AdjustedSummary,
}

impl AdjustmentsReport {
    /// The answer for these lines, none of which was rejected.
    pub fn new(results: Vec<AdjustedLine>, dry_run: bool) -> AdjustmentsReport {
        let count = |status| results.iter().filter(|line| line.report.status == status).count() as u64;
        let (recorded, unchanged) = (count(Status::Recorded), count(Status::Unchanged));
        AdjustmentsReport { dry_run, summary: AdjustedSummary { recorded, unchanged, rejected: 0 }, results }
    }
}

impl Report for AdjustmentsReport {
    fn schema(&self) -> &str {
        "loyalty.points_adjustments/1"
    }

    fn draw(&self, page: &mut Page) {
        let dry = if self.dry_run { ", not written" } else { "" };
        page.text(format!("{} recorded, {} unchanged{dry}", self.summary.recorded, self.summary.unchanged));
    }

    fn bare(&self) -> Option<String> {
        Some(self.summary.recorded.to_string())
    }

    fn ndjson(&self, lines: &mut Lines<'_>) -> std::io::Result<()> {
        for result in &self.results {
            lines.typed("result", result)?;
        }
        lines.typed("summary", &AdjustmentsSummary { dry_run: self.dry_run, summary: self.summary })
    }
}
