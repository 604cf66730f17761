//! The answer of `customer merge`: `loyalty.merge/1`.

use serde::Serialize;

use super::balance::Contact;
use super::card::CardFacts;
use super::{Status, Who};
use crate::output::{Page, Report};

/// What came of two customers that are one person.
#[derive(Clone, Debug, Serialize)]
pub struct MergeReport {
    /// Nothing was written.
    pub dry_run: bool,
    /// `merged`, or `unchanged` when that was done before.
    pub status: Status,
    /// The currency of the card's amounts.
    pub currency: String,
    /// Who was given up; the ref leads to the other from now on.
    pub from: Who,
    /// Who goes on.
    pub customer: Contact,
    /// The points.
    pub points: MergedPoints,
    /// How many invoices went over.
    pub invoices: u64,
    /// The active card of both together.
    pub card: Option<CardFacts>,
}

/// What became of the points.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct MergedPoints {
    /// How many went over, below zero for a debt.
    pub transferred: i64,
    /// The balance of both together.
    pub balance: i64,
}

impl Report for MergeReport {
    fn schema(&self) -> &str {
        "loyalty.merge/1"
    }

    fn draw(&self, page: &mut Page) {
        let Contact { r#ref, name, email, phone } = &self.customer;
        page.title(name.as_ref().unwrap_or(r#ref));
        let would = if self.dry_run { " (dry run: nothing is kept)" } else { "" };
        page.field("status", format!("{}{would}", self.status.as_str()));
        page.field("ref", r#ref);
        page.field("also", self.from.shown());
        page.field_if("e-mail", email.as_ref());
        page.field_if("phone", phone.as_ref());
        page.field("invoices moved", self.invoices);
        page.field("points moved", self.points.transferred);
        page.field("points", self.points.balance);
        page.field_if("card", self.card.as_ref().map(|card| card.scheme.clone()));
    }

    fn bare(&self) -> Option<String> {
        Some(self.customer.r#ref.clone())
    }
}
