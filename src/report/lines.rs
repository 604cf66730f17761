//! What is told of the lines of invoices: a row a line, with the headings that `import csv` knows.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::{Currency, Kind, Money, Quantity, UnitPrice};
use crate::import::LINE_HEADERS;
use crate::output::{Cell, Column, Number, Row};
use crate::report::invoice::money;

/// A line beside its invoice.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LineRow {
    /// The invoice's number; a refund without a credit note has one made of its invoice's.
    pub invoice: String,
    /// Its day.
    pub date: String,
    /// Its time.
    pub time: Option<String>,
    /// The ref of its customer.
    pub customer: Option<String>,
    /// The customer's name.
    pub name: Option<String>,
    /// `paid`, `unpaid` or `void`.
    pub status: &'static str,
    /// The award date.
    pub paid_on: Option<String>,
    /// The invoice that it refunds.
    pub refers_to: Option<String>,
    /// What the line is.
    pub kind: &'static str,
    /// The article number.
    pub sku: Option<String>,
    /// The group of articles.
    pub category: Option<String>,
    /// What it is called.
    pub item: String,
    /// Pieces; below zero those that were given back.
    pub quantity: Number,
    /// The price of one.
    pub unit_price: Option<Number>,
    /// What was paid for it, after discounts, rewards and points.
    pub amount: Number,
}

/// What was sold, or given back, on one row.
#[derive(Clone, Copy, Debug)]
pub struct Piece<'a> {
    /// What it is.
    pub kind: Kind,
    /// The article number.
    pub sku: Option<&'a str>,
    /// The group of articles.
    pub category: Option<&'a str>,
    /// What it is called.
    pub item: &'a str,
    /// How many.
    pub quantity: Quantity,
    /// The price of one.
    pub unit_price: Option<UnitPrice>,
    /// What was paid.
    pub amount: Money,
}

impl LineRow {
    /// The same invoice with another line.
    #[must_use]
    pub fn with(&self, piece: &Piece<'_>, currency: Currency) -> LineRow {
        LineRow {
            kind: piece.kind.as_str(),
            sku: piece.sku.map(str::to_owned),
            category: piece.category.map(str::to_owned),
            item: piece.item.to_owned(),
            quantity: Number::new(piece.quantity.to_string()),
            unit_price: piece.unit_price.map(|price| Number::new(price.show(currency))),
            amount: money(piece.amount, currency),
            ..self.clone()
        }
    }
}

impl Row for LineRow {
    const KEYS: &'static [&'static str] = LINE_HEADERS;

    fn columns() -> Vec<Column> {
        vec![
            Column::fixed("invoice"),
            Column::fixed("date"),
            Column::fixed("customer"),
            Column::fixed("kind"),
            Column::text("item"),
            Column::number("quantity"),
            Column::number("amount"),
        ]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![
            (&self.invoice).into(),
            (&self.date).into(),
            (&self.customer).into(),
            self.kind.into(),
            (&self.item).into(),
            (&self.quantity).into(),
            (&self.amount).into(),
        ]
    }
}
