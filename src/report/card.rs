//! What is told of a client card: alone, on a ticket, and after a refund.

use std::fmt;

use schemars::JsonSchema;
use serde::Serialize;

use super::{Status, Who};
use crate::domain::card::{Card, View, view};
use crate::domain::{Collected, Currency, Money, Scheme, SchemeKind};
use crate::output::{Cell, Number, Page, Report};

/// An amount collected: a whole number of visits or pieces, or money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
#[serde(untagged)]
pub enum Units {
    /// Visits or pieces.
    Count(i64),
    /// Money.
    Money(Number),
}

impl Units {
    /// What is collected, by the kind of its scheme.
    pub fn new(collected: Collected, kind: SchemeKind, currency: Currency) -> Units {
        if kind == SchemeKind::Spend {
            Units::Money(Number::new(collected.show(kind, currency)))
        } else {
            Units::Count(collected.get())
        }
    }

    /// With its sign.
    pub fn signed(&self) -> String {
        let shown = self.to_string();
        if shown.starts_with('-') { shown } else { format!("+{shown}") }
    }

    /// Whether it is nothing.
    pub fn is_zero(&self) -> bool {
        self.to_string().bytes().all(|byte| matches!(byte, b'0' | b'.'))
    }
}

impl fmt::Display for Units {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Units::Count(count) => fmt::Display::fmt(count, out),
            Units::Money(money) => fmt::Display::fmt(money, out),
        }
    }
}

impl From<&Units> for Cell {
    fn from(units: &Units) -> Cell {
        units.to_string().into()
    }
}

/// A reward that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct RewardFacts {
    /// What it is called.
    pub reward: String,
}

/// The reward that comes next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct NextFacts {
    /// What is still to be collected for it.
    pub missing: Units,
    /// What it is called.
    pub reward: String,
}

/// A reward that was used on a ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, JsonSchema)]
pub struct AppliedFacts {
    /// What it is called.
    pub reward: String,
    /// What it took off.
    pub discount: Number,
}

/// A card, as the balance and the commands of cards have it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CardFacts {
    /// The name of its scheme.
    pub scheme: String,
    /// `visits`, `spend`, `purchases` or `always`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// What is collected in the running round.
    pub collected: Units,
    /// How long the round is.
    pub goal: Option<Units>,
    /// What comes next.
    pub next: Option<NextFacts>,
    /// What waits.
    pub ready: Vec<RewardFacts>,
    #[serde(skip)]
    picture: Picture,
}

/// What a card's picture is drawn from.
#[derive(Clone, Copy, Debug)]
struct Picture {
    kind: SchemeKind,
    collected: i64,
    goal: Option<i64>,
}

impl CardFacts {
    /// A card as it is told.
    pub fn new(scheme: &Scheme, card: &Card, currency: Currency) -> CardFacts {
        CardFacts::of_view(scheme, &view(scheme, card), currency)
    }

    fn of_view(scheme: &Scheme, view: &View<'_>, currency: Currency) -> CardFacts {
        let units = |collected| Units::new(collected, scheme.kind, currency);
        CardFacts {
            scheme: scheme.name.clone(),
            kind: scheme.kind.as_str(),
            collected: units(view.collected),
            goal: view.goal.map(units),
            next: view.next.map(|next| NextFacts { missing: units(next.missing), reward: next.reward.name.clone() }),
            ready: view.ready.iter().map(|reward| RewardFacts { reward: reward.name.clone() }).collect(),
            picture: Picture {
                kind: scheme.kind,
                collected: view.collected.get(),
                goal: view.goal.map(Collected::get),
            },
        }
    }

    /// How far it is: stamps, a bar for money, a number without a goal.
    pub fn picture(&self) -> Cell {
        match (self.picture.goal, self.picture.kind) {
            (None, _) => (&self.collected).into(),
            (Some(goal), SchemeKind::Spend) => {
                let shown = self.goal.as_ref().map_or_else(String::new, |goal| format!("{}/{goal}", self.collected));
                Cell::Measure { value: self.picture.collected, max: goal, shown }
            }
            (Some(goal), _) => Cell::Stamps { collected: self.picture.collected, goal },
        }
    }

    /// Draws it as fields.
    pub fn draw(&self, page: &mut Page) {
        page.field("card", format!("{} ({})", self.scheme, self.kind));
        page.field("collected", self.picture());
        if let Some(next) = &self.next {
            page.field("next", format!("{} after {} more", next.reward, next.missing));
        }
        let ready: Vec<&str> = self.ready.iter().map(|ready| ready.reward.as_str()).collect();
        page.field_if("ready", (!ready.is_empty()).then(|| ready.join(", ")));
    }
}

/// What a ticket did to a card, and how the card is after it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TicketCardFacts {
    /// The name of its scheme.
    pub scheme: String,
    /// `visits`, `spend`, `purchases` or `always`.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// What is collected in the running round.
    pub collected: Units,
    /// How long the round is.
    pub goal: Option<Units>,
    /// What the ticket brought.
    pub change: Units,
    /// What comes next.
    pub next: Option<NextFacts>,
    /// Rewards that were used on the ticket.
    pub applied: Vec<AppliedFacts>,
    /// Those that it made fall due and left unused.
    pub due: Vec<RewardFacts>,
    /// What waits.
    pub ready: Vec<RewardFacts>,
    #[serde(skip)]
    card: CardFacts,
}

impl TicketCardFacts {
    /// A card and a ticket as they are told; `applied` are names with what they took off, `due` names.
    pub fn new(
        card: CardFacts,
        change: Units,
        applied: Vec<(String, Money)>,
        due: Vec<String>,
        currency: Currency,
    ) -> TicketCardFacts {
        let applied = applied
            .into_iter()
            .map(|(reward, discount)| AppliedFacts { reward, discount: Number::new(currency.show(discount)) });
        TicketCardFacts {
            scheme: card.scheme.clone(),
            kind: card.kind,
            collected: card.collected.clone(),
            goal: card.goal.clone(),
            change,
            next: card.next.clone(),
            applied: applied.collect(),
            due: due.into_iter().map(|reward| RewardFacts { reward }).collect(),
            ready: card.ready.clone(),
            card,
        }
    }

    /// Draws what the ticket did and how the card is.
    pub fn draw(&self, page: &mut Page) {
        for applied in &self.applied {
            page.field("reward used", format!("{}: {} off", applied.reward, applied.discount));
        }
        self.card.draw(page);
        page.field("this ticket", self.change.signed());
    }
}

/// What a refund did to a card.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RefundCardFacts {
    /// By how much what is collected changed.
    pub change: Units,
    /// Rewards that came back.
    pub returned: Vec<RewardFacts>,
    /// Rewards that waited and are gone.
    pub revoked: Vec<RewardFacts>,
    /// The card after it.
    #[serde(flatten)]
    pub card: CardFacts,
}

impl RefundCardFacts {
    /// Draws what the refund did and how the card is.
    pub fn draw(&self, page: &mut Page) {
        self.card.draw(page);
        page.field("this refund", self.change.signed());
        for (label, rewards) in [("came back", &self.returned), ("is gone", &self.revoked)] {
            for reward in rewards {
                page.field(label, &reward.reward);
            }
        }
    }
}

/// What a card made of an invoice, and why.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ExplainedCard {
    /// The name of its scheme; `null` without a card.
    pub scheme: Option<String>,
    /// `visits`, `spend`, `purchases` or `always`.
    #[serde(rename = "type")]
    pub kind: Option<&'static str>,
    /// Whether it was counted.
    pub counted: bool,
    /// What it brought when it was counted.
    pub brought: Option<Units>,
    /// What it brings, all together.
    pub change: Option<Units>,
    /// `counted`, or why not.
    pub code: &'static str,
    /// The same in a sentence.
    pub why: String,
    /// Rewards that were used on it.
    pub applied: Vec<AppliedFacts>,
}

impl ExplainedCard {
    /// Draws it below the points.
    pub fn draw(&self, page: &mut Page) {
        page.field("card", self.scheme.as_deref().unwrap_or("none"));
        page.field("counted", if self.counted { "yes" } else { "no" });
        page.field("why", &self.why);
        for applied in &self.applied {
            page.field("reward used", format!("{}: {} off", applied.reward, applied.discount));
        }
    }
}

/// `loyalty.card/1`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct CardReport {
    /// Nothing was written.
    pub dry_run: bool,
    /// What was done; of a reading, `active` or `closed`.
    pub status: Status,
    /// ISO 4217.
    pub currency: String,
    /// Whose it is.
    pub customer: Who,
    /// The card.
    pub card: CardFacts,
}

impl Report for CardReport {
    fn schema(&self) -> &str {
        "loyalty.card/1"
    }

    fn draw(&self, page: &mut Page) {
        let dry = if self.dry_run { ", not written" } else { "" };
        page.title(format!("{}  {}{dry}", self.customer.shown(), self.status.as_str()));
        self.card.draw(page);
    }

    fn bare(&self) -> Option<String> {
        Some(self.card.collected.to_string())
    }
}
