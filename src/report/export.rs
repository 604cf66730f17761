//! The answer of `customer export`: `loyalty.customer_export/1`, all that is held of one person.

use schemars::JsonSchema;
use serde::Serialize;

use super::balance::Expiring;
use super::card::CardFacts;
use super::card_list::CardEventItem;
use super::customer::Shown;
use super::invoice::{InvoiceFacts, PointsFacts};
use super::log::Operation;
use super::points::EntryFacts;
use crate::output::{Number, Page, Report};

/// All that is held of one person.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ExportReport {
    /// The day.
    pub at: String,
    /// ISO 4217.
    pub currency: String,
    /// The person.
    pub customer: Shown,
    /// As whom the person was known before a merge.
    pub merged: Vec<MergedFacts>,
    /// Details that an import has changed, as they were.
    pub details_before: Vec<DetailsFacts>,
    /// The balance.
    pub points: i64,
    /// Earned and brought, less what was taken back.
    pub lifetime_points: i64,
    /// What will run out, by last day.
    pub expiring: Vec<Expiring>,
    /// The points ledgers: the person's own, and those that were merged into it.
    pub ledgers: Vec<LedgerFacts>,
    /// What was brought from older systems.
    pub brought: Vec<BroughtFacts>,
    /// The invoices.
    pub invoices: Vec<ExportedInvoice>,
    /// The cards, those that are closed included.
    pub cards: Vec<ExportedCard>,
    /// Who wrote what about the person, and when, the newest first.
    pub log: Vec<Operation>,
}

/// Somebody who was found to be the same person.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MergedFacts {
    /// Since when.
    pub on: String,
    /// The details as they were.
    #[serde(flatten)]
    pub customer: Shown,
}

/// Details that are others now.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DetailsFacts {
    /// The moment from which on they were others.
    pub until: String,
    /// The name.
    pub name: Option<String>,
    /// The e-mail.
    pub email: Option<String>,
    /// The phone.
    pub phone: Option<String>,
    /// The note.
    pub note: Option<String>,
}

/// One ledger.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LedgerFacts {
    /// Under which ref.
    pub r#ref: String,
    /// Its entries, by date.
    pub entries: Vec<EntryFacts>,
}

/// What came from an older system.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BroughtFacts {
    /// Under which ref.
    pub r#ref: String,
    /// The system.
    pub source: String,
    /// The day it counts from.
    pub date: String,
    /// Points; `null` for a card.
    pub points: Option<i64>,
    /// What a card had collected, money in cents; `null` for points.
    pub collected: Option<i64>,
}

/// One invoice.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ExportedInvoice {
    /// Whether its number is taken by it: not after it was corrected, or its import undone.
    pub standing: bool,
    /// The invoice with its lines.
    #[serde(flatten)]
    pub invoice: InvoiceFacts,
    /// What it did to the points.
    pub points: PointsFacts,
    /// What was given back of it.
    pub refunds: Vec<ExportedRefund>,
}

/// A refund.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ExportedRefund {
    /// Its day.
    pub date: String,
    /// What was given back.
    pub amount: Number,
    /// Why.
    pub reason: Option<String>,
    /// Whether it was taken back.
    pub undone: bool,
}

/// One card.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ExportedCard {
    /// Whether it is active.
    pub active: bool,
    /// The card.
    #[serde(flatten)]
    pub card: CardFacts,
    /// Its history.
    pub items: Vec<CardEventItem>,
}

impl Report for ExportReport {
    fn schema(&self) -> &str {
        "loyalty.customer_export/1"
    }

    fn draw(&self, page: &mut Page) {
        page.text("an export is JSON");
    }
}
