//! What is told of a refund, alone.

use schemars::JsonSchema;
use serde::Serialize;

use super::Status;
use super::card::RefundCardFacts;
use crate::output::{Number, Page, Report};

/// `loyalty.refund/1`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RefundReport {
    /// Nothing was written.
    pub dry_run: bool,
    /// `refunded` or `unchanged`.
    pub status: Status,
    /// ISO 4217.
    pub currency: String,
    /// The invoice.
    pub number: String,
    /// `YYYY-MM-DD`; `null` when nothing was given back.
    pub date: Option<String>,
    /// What was given back.
    pub refunded: Number,
    /// What is left of the invoice after it.
    pub left: Number,
    /// What it did to the points.
    pub points: RefundPoints,
    /// What it did to the card.
    pub card: Option<RefundCardFacts>,
}

/// What a refund did to the points.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct RefundPoints {
    /// Taken back.
    pub reversed: i64,
    /// Returned.
    pub returned: i64,
    /// The customer's balance after it; `null` when the invoice is nobody's.
    pub balance: Option<i64>,
}

impl Report for RefundReport {
    fn schema(&self) -> &str {
        "loyalty.refund/1"
    }

    fn draw(&self, page: &mut Page) {
        let dry = if self.dry_run { ", not written" } else { "" };
        page.title(format!("{}  {}{dry}", self.number, self.status.as_str()));
        page.field("given back", format!("{} {}", self.refunded, self.currency));
        page.field("left", &self.left);
        page.field("points taken back", self.points.reversed);
        if self.points.returned != 0 {
            page.field("points returned", self.points.returned);
        }
        if let Some(balance) = self.points.balance {
            page.field("balance", balance);
        }
        if let Some(card) = &self.card {
            card.draw(page);
        }
    }

    fn bare(&self) -> Option<String> {
        Some(self.refunded.to_string())
    }
}
