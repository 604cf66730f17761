//! The answer of `customer balance`: `loyalty.balance/1`.

use schemars::JsonSchema;
use serde::Serialize;

use super::card::CardFacts;
use crate::domain::{Day, Points};
use crate::output::{Column, Number, Page, Report, Table};

/// What a customer has.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BalanceReport {
    /// The day.
    pub at: String,
    /// The currency of the amounts.
    pub currency: String,
    /// Who.
    pub customer: Contact,
    /// The balance.
    pub points: i64,
    /// What the points are worth when they pay.
    pub value: Option<Number>,
    /// `earn` and `opening` less `reverse`.
    pub lifetime_points: i64,
    /// What will run out, by last day.
    pub expiring: Vec<Expiring>,
    /// The points catalogue.
    pub rewards: Vec<RewardInReach>,
    /// The active card.
    pub card: Option<CardFacts>,
}

/// A person with contact details.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Contact {
    /// The shop's own number.
    pub r#ref: String,
    /// The name.
    pub name: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The phone.
    pub phone: Option<String>,
}

/// Points that will run out.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Expiring {
    /// Their last day.
    pub on: String,
    /// How many.
    pub points: i64,
}

impl From<(Day, Points)> for Expiring {
    fn from((last, points): (Day, Points)) -> Expiring {
        Expiring { on: last.to_string(), points: points.get() }
    }
}

/// A reward of the points catalogue beside a balance.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RewardInReach {
    /// What it is called.
    pub name: String,
    /// What it costs in points.
    pub cost: i64,
    /// Whether the points are enough.
    pub affordable: bool,
}

impl Report for BalanceReport {
    fn schema(&self) -> &str {
        "loyalty.balance/1"
    }

    fn draw(&self, page: &mut Page) {
        let Contact { r#ref, name, email, phone } = &self.customer;
        page.title(name.as_ref().unwrap_or(r#ref));
        page.field("ref", r#ref);
        page.field_if("e-mail", email.as_ref());
        page.field_if("phone", phone.as_ref());
        page.field("at", &self.at);
        page.field("points", self.points);
        page.field_if("value", self.value.as_ref().map(|value| format!("{value} {}", self.currency)));
        page.field("lifetime", self.lifetime_points);
        if let Some(card) = &self.card {
            card.draw(page);
        }
        if !self.expiring.is_empty() {
            page.gap();
            let mut table = Table::new([Column::fixed("last day"), Column::number("points")]);
            for Expiring { on, points } in &self.expiring {
                table.row([on.into(), (*points).into()]);
            }
            page.table(&table);
        }
        if !self.rewards.is_empty() {
            page.gap();
            let columns = [Column::text("reward"), Column::number("points"), Column::fixed("enough")];
            let mut table = Table::new(columns);
            for RewardInReach { name, cost, affordable } in &self.rewards {
                table.row([name.into(), (*cost).into(), if *affordable { "yes" } else { "no" }.into()]);
            }
            page.table(&table);
        }
    }

    fn bare(&self) -> Option<String> {
        Some(self.points.to_string())
    }
}
