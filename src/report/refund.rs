//! What is told of a refund, alone.

use serde::Serialize;

use super::Status;
use super::card::RefundCardFacts;
use super::invoice::money;
use crate::domain::{Day, Money};
use crate::failure::Outcome;
use crate::ops::view::balance_today;
use crate::output::{Number, Page, Report};
use crate::store::{Reader, Refund};

/// `loyalty.refund/1`.
#[derive(Clone, Debug, Serialize)]
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
#[derive(Clone, Copy, Debug, Serialize)]
pub struct RefundPoints {
    /// Taken back.
    pub reversed: i64,
    /// Returned.
    pub returned: i64,
    /// The customer's balance after it.
    pub balance: i64,
}

impl RefundReport {
    /// Tells of a refund; `None` when there was nothing left to give back.
    pub fn new(
        reader: &Reader<'_>,
        number: &str,
        refund: Option<&Refund>,
        status: Status,
        dry_run: bool,
        today: Day,
    ) -> Outcome<RefundReport> {
        let currency = reader.shop().currency;
        let invoice = crate::ops::change::find(reader, number)?;
        let (reversed, returned) = refund.map(|refund| reader.refund_points(refund)).transpose()?.unwrap_or_default();
        let balance = invoice.customer.map(|customer| balance_today(reader, customer, today)).transpose()?;
        Ok(RefundReport {
            dry_run,
            status,
            currency: currency.code().to_owned(),
            number: number.to_owned(),
            date: refund.map(|refund| refund.day.to_string()),
            refunded: money(refund.map_or(Money::ZERO, |refund| refund.amount), currency),
            left: money(invoice.total - invoice.refunded, currency),
            points: RefundPoints {
                reversed: reversed.get(),
                returned: returned.get(),
                balance: balance.unwrap_or_default().get(),
            },
            card: match refund {
                Some(refund) => crate::ops::card::show::of_refund(reader, &invoice, refund.id)?,
                None => crate::ops::card::show::of_refund_without(reader, &invoice)?,
            },
        })
    }
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
        page.field("balance", self.points.balance);
        if let Some(card) = &self.card {
            card.draw(page);
        }
    }

    fn bare(&self) -> Option<String> {
        Some(self.refunded.to_string())
    }
}
