//! Lists about client cards: the history of a customer's, and all of them.

use schemars::JsonSchema;
use serde::Serialize;

use super::Who;
use super::card::{CardFacts, Units};
use crate::output::{Cell, Column, Head, Number, Page, Row};

/// One event of `loyalty.card_history/1`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CardEventItem {
    /// `YYYY-MM-DD`.
    pub date: String,
    /// What happened.
    pub event: &'static str,
    /// By how much the running total changed.
    pub change: Units,
    /// The running total of the card.
    pub collected: Units,
    /// The number of the ticket.
    pub invoice: Option<String>,
    /// The reward.
    pub reward: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// Who recorded it.
    pub actor: String,
    /// When, RFC 3339.
    pub recorded_at: String,
    /// What the reward took off the ticket.
    pub discount: Option<Number>,
    /// The scheme of the card.
    pub scheme: String,
}

impl Row for CardEventItem {
    const KEYS: &'static [&'static str] = &[
        "date",
        "event",
        "change",
        "collected",
        "invoice",
        "reward",
        "reason",
        "actor",
        "recorded_at",
        "discount",
        "scheme",
    ];

    fn columns() -> Vec<Column> {
        vec![
            Column::fixed("date"),
            Column::text("card"),
            Column::fixed("event"),
            Column::number("change"),
            Column::number("total"),
            Column::fixed("invoice"),
            Column::text("reward"),
            Column::text("reason"),
            Column::text("by"),
        ]
    }

    fn cells(&self) -> Vec<Cell> {
        let change = if matches!(self.event, "collected" | "adjusted" | "reversed") {
            self.change.signed()
        } else {
            String::new()
        };
        vec![
            (&self.date).into(),
            (&self.scheme).into(),
            self.event.into(),
            change.into(),
            (&self.collected).into(),
            (&self.invoice).into(),
            (&self.reward).into(),
            (&self.reason).into(),
            (&self.actor).into(),
        ]
    }
}

/// What stands before the events of cards.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CardHistoryHead {
    /// ISO 4217.
    pub currency: String,
    /// Whose it is.
    pub customer: Who,
    /// The last of the cards: the active one, if there is one.
    pub card: CardFacts,
}

impl Head for CardHistoryHead {
    fn draw(&self, page: &mut Page) {
        page.title(self.customer.shown());
        self.card.draw(page);
        page.gap();
    }
}

/// One card of `loyalty.cards/1`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CardItem {
    /// Whose it is.
    pub customer: Who,
    /// The card.
    #[serde(flatten)]
    pub card: CardFacts,
}

impl Row for CardItem {
    const KEYS: &'static [&'static str] = &[
        "customer.ref",
        "customer.name",
        "scheme",
        "type",
        "collected",
        "goal",
        "next.missing",
        "next.reward",
        "ready",
    ];

    fn columns() -> Vec<Column> {
        vec![
            Column::fixed("ref"),
            Column::text("name"),
            Column::text("scheme"),
            Column::fixed("card"),
            Column::number("missing"),
            Column::text("next"),
            Column::text("ready"),
        ]
    }

    fn cells(&self) -> Vec<Cell> {
        let ready: Vec<&str> = self.card.ready.iter().map(|ready| ready.reward.as_str()).collect();
        vec![
            (&self.customer.r#ref).into(),
            (&self.customer.name).into(),
            (&self.card.scheme).into(),
            self.card.picture(),
            self.card.next.as_ref().map(|next| next.missing.to_string()).into(),
            self.card.next.as_ref().map(|next| &next.reward).into(),
            ready.join(", ").into(),
        ]
    }

    fn bare(&self) -> Option<String> {
        Some(self.customer.r#ref.clone())
    }
}
