//! What is told of an invoice.

use schemars::JsonSchema;
use serde::Serialize;

use super::card::TicketCardFacts;
use crate::domain::ticket::TicketLine;
use crate::domain::{Currency, Money, Points};
use crate::output::{Column, Number, Page, Report, Table};
use crate::store::{InvoicePoints, InvoiceState};

/// `loyalty.invoice/1`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct InvoiceReport {
    /// Nothing was written.
    pub dry_run: bool,
    /// What was done; of a reading, the invoice's state.
    pub status: &'static str,
    /// ISO 4217.
    pub currency: String,
    /// The invoice.
    pub invoice: InvoiceFacts,
    /// What it did to the points.
    pub points: PointsFacts,
    /// What it did to the card.
    pub card: Option<TicketCardFacts>,
}

/// The invoice itself.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct InvoiceFacts {
    /// The number; a preview may have none.
    pub number: Option<String>,
    /// `YYYY-MM-DD`.
    pub date: String,
    /// The ref of whose it is.
    pub customer: Option<String>,
    /// `unpaid`, `paid` or `void`.
    pub state: &'static str,
    /// What the lines say.
    pub subtotal: Number,
    /// What rewards and points took off.
    pub discount: Number,
    /// What is paid.
    pub total: Number,
    /// What was given back.
    pub refunded: Number,
    /// The number of the invoice it is a refund of.
    pub refers_to: Option<String>,
    /// What was sold.
    pub lines: Vec<LineFacts>,
    /// `HH:MM`.
    pub time: Option<String>,
    /// The award date.
    pub paid_on: Option<String>,
}

/// One line.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LineFacts {
    /// What it is.
    pub kind: &'static str,
    /// What it is called.
    pub name: String,
    /// The article number.
    pub sku: Option<String>,
    /// The group of articles.
    pub category: Option<String>,
    /// Pieces.
    pub quantity: Number,
    /// The price of one.
    pub unit_price: Option<Number>,
    /// What it says it costs.
    pub amount: Number,
    /// What is left of it after discounts, rewards and points.
    pub net: Number,
}

impl LineFacts {
    /// A line as it is told.
    pub fn new(line: &TicketLine, currency: Currency) -> LineFacts {
        LineFacts {
            kind: line.line.kind.as_str(),
            name: line.line.name.clone(),
            sku: line.line.sku.clone(),
            category: line.line.category.clone(),
            quantity: Number::new(line.line.quantity.to_string()),
            unit_price: line.line.unit_price.map(|price| Number::new(price.show(currency))),
            amount: money(line.line.amount, currency),
            net: money(line.net, currency),
        }
    }
}

/// What an invoice did to the points, all together.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct PointsFacts {
    /// Earned.
    pub earned: i64,
    /// Taken back.
    pub reversed: i64,
    /// Spent.
    pub redeemed: i64,
    /// Returned.
    pub returned: i64,
    /// The customer's balance after it; `null` when it is nobody's.
    pub balance: Option<i64>,
}

impl PointsFacts {
    /// Points as they are told.
    pub fn new(points: &InvoicePoints, balance: Option<Points>) -> PointsFacts {
        PointsFacts {
            earned: points.earned.get(),
            reversed: points.reversed.get(),
            redeemed: points.redeemed.get(),
            returned: points.returned.get(),
            balance: balance.map(Points::get),
        }
    }

    /// What happened to the points, in words.
    pub fn sentence(&self) -> String {
        let mut parts = vec![format!("{} earned", self.earned)];
        for (points, word) in [(self.reversed, "taken back"), (self.redeemed, "spent"), (self.returned, "returned")] {
            if points != 0 {
                parts.push(format!("{points} {word}"));
            }
        }
        parts.extend(self.balance.map(|balance| format!("balance {balance}")));
        parts.join(", ")
    }
}

impl Report for InvoiceReport {
    fn schema(&self) -> &str {
        "loyalty.invoice/1"
    }

    fn draw(&self, page: &mut Page) {
        let invoice = &self.invoice;
        let number = invoice.number.as_deref().unwrap_or("(no number yet)");
        let time = invoice.time.as_ref().map(|time| format!(" {time}")).unwrap_or_default();
        let dry = if self.dry_run { ", not written" } else { "" };
        page.title(format!("{number}  {}{time}  {}{dry}", invoice.date, self.status));
        page.field_if("customer", invoice.customer.as_deref());
        page.field_if("refers to", invoice.refers_to.as_deref());
        page.gap();
        page.table(&lines_table(&invoice.lines));
        page.gap();
        if !is_zero(&invoice.discount) {
            page.field("subtotal", &invoice.subtotal);
            page.field("discount", format!("-{}", invoice.discount));
        }
        page.field("total", format!("{} {}", invoice.total, self.currency));
        if !is_zero(&invoice.refunded) {
            page.field("refunded", &invoice.refunded);
        }
        if invoice.state == InvoiceState::Unpaid.as_str() {
            page.text("unpaid: points and cards count once it is paid");
        } else if invoice.customer.is_some() {
            page.field("points", self.points.sentence());
            if let Some(card) = &self.card {
                card.draw(page);
            }
        }
    }

    fn bare(&self) -> Option<String> {
        Some(self.invoice.total.to_string())
    }
}

fn is_zero(number: &Number) -> bool {
    number.as_str().bytes().all(|byte| matches!(byte, b'0' | b'.' | b'-'))
}

/// The lines as a table.
pub fn lines_table(lines: &[LineFacts]) -> Table {
    let mut table = Table::new([
        Column::number("#"),
        Column::fixed("kind"),
        Column::text("name"),
        Column::number("quantity"),
        Column::number("amount"),
        Column::number("after discount"),
    ]);
    for (number, line) in (1usize..).zip(lines) {
        table.row([
            number.into(),
            line.kind.into(),
            (&line.name).into(),
            (&line.quantity).into(),
            (&line.amount).into(),
            (&line.net).into(),
        ]);
    }
    table
}

/// Money as it is told.
pub fn money(money: Money, currency: Currency) -> Number {
    Number::new(currency.show(money))
}
