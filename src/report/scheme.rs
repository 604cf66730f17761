//! What is told of schemes: `loyalty.scheme/1` and `loyalty.schemes/1`.

use schemars::JsonSchema;
use serde::Serialize;

use super::Status;
use super::benefit::BenefitFacts;
use super::card::Units;
use crate::domain::{Currency, Scheme, SchemeReward, Selector};
use crate::output::{Cell, Column, Number, Page, Report, Row, Table};

/// `loyalty.scheme/1`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SchemeReport {
    /// Nothing was written.
    pub dry_run: bool,
    /// What was done; of a reading, `active` or `retired`.
    pub status: Status,
    /// ISO 4217.
    pub currency: String,
    /// The scheme.
    pub scheme: SchemeFacts,
}

/// A scheme.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SchemeFacts {
    name: String,
    #[serde(rename = "type")]
    kind: &'static str,
    items: Vec<String>,
    min_total: Option<Number>,
    applies: &'static str,
    once: bool,
    max_per_day: Option<u32>,
    auto: bool,
    from: String,
    retired: bool,
    into: Option<String>,
    rewards: Vec<SchemeRewardFacts>,
    cards: CardCounts,
}

/// A reward of a scheme.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct SchemeRewardFacts {
    name: String,
    after: Option<Units>,
    benefit: BenefitFacts,
    #[serde(skip)]
    described: String,
}

/// How many cards there are, and there have been.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct CardCounts {
    /// Active ones.
    pub active: u64,
    /// All there have been.
    pub total: u64,
}

impl SchemeFacts {
    /// A scheme as it is told; `into` is the name of the scheme that it was retired into.
    pub fn new(scheme: &Scheme, into: Option<String>, cards: CardCounts, currency: Currency) -> SchemeFacts {
        let reward = |reward: &SchemeReward| SchemeRewardFacts {
            name: reward.name.clone(),
            after: reward.after.map(|after| Units::new(after, scheme.kind, currency)),
            benefit: BenefitFacts::new(&reward.benefit, currency),
            described: reward.benefit.describe(currency),
        };
        SchemeFacts {
            name: scheme.name.clone(),
            kind: scheme.kind.as_str(),
            items: scheme.items.iter().map(Selector::to_string).collect(),
            min_total: scheme.min_total.map(|least| Number::new(currency.show(least))),
            applies: scheme.applies.as_str(),
            once: scheme.once,
            max_per_day: scheme.max_per_day,
            auto: scheme.auto,
            from: scheme.from.to_string(),
            retired: scheme.retired,
            into,
            rewards: scheme.rewards.iter().map(reward).collect(),
            cards,
        }
    }

    /// Whether it is in use.
    pub fn state(&self) -> Status {
        if self.retired { Status::Retired } else { Status::Active }
    }
}

impl Report for SchemeReport {
    fn schema(&self) -> &str {
        "loyalty.scheme/1"
    }

    fn draw(&self, page: &mut Page) {
        let scheme = &self.scheme;
        let dry = if self.dry_run { ", not written" } else { "" };
        page.title(format!("{}  {}{dry}", scheme.name, self.status.as_str()));
        page.field("type", scheme.kind);
        if !scheme.items.is_empty() {
            page.field("items", scheme.items.join(", "));
        }
        page.field_if("least total", scheme.min_total.as_ref());
        page.field_if("visits a day", scheme.max_per_day);
        let applies = if scheme.applies == "this" { "the ticket that reaches it" } else { "the ticket after" };
        page.field("rewards come on", if scheme.kind == "always" { "every ticket that counts" } else { applies });
        page.field("rounds", if scheme.once { "one" } else { "one after the other" });
        page.field("opens by itself", if scheme.auto && !scheme.retired { "yes" } else { "no" });
        page.field("from", &scheme.from);
        page.field("cards", format!("{} active, {} in all", scheme.cards.active, scheme.cards.total));
        page.field_if("cards went over to", scheme.into.as_ref());
        page.gap();
        if scheme.rewards.is_empty() {
            page.text("no rewards yet: add them with `loyalty scheme reward`");
            return;
        }
        let mut table = Table::new([Column::number("after"), Column::text("reward"), Column::text("what it gives")]);
        for reward in &scheme.rewards {
            table.row([(&reward.after).into(), (&reward.name).into(), (&reward.described).into()]);
        }
        page.table(&table);
    }

    fn bare(&self) -> Option<String> {
        Some(self.scheme.name.clone())
    }
}

impl Row for SchemeFacts {
    const KEYS: &'static [&'static str] = &[
        "name",
        "type",
        "items",
        "min_total",
        "applies",
        "once",
        "max_per_day",
        "auto",
        "from",
        "retired",
        "into",
        "rewards",
        "cards.active",
        "cards.total",
    ];

    fn columns() -> Vec<Column> {
        vec![
            Column::text("name"),
            Column::fixed("type"),
            Column::text("rewards"),
            Column::fixed("auto"),
            Column::number("active cards"),
            Column::fixed("state"),
        ]
    }

    fn cells(&self) -> Vec<Cell> {
        let reward = |reward: &SchemeRewardFacts| match &reward.after {
            Some(after) => format!("{after}: {}", reward.name),
            None => reward.name.clone(),
        };
        let rewards: Vec<String> = self.rewards.iter().map(reward).collect();
        vec![
            (&self.name).into(),
            self.kind.into(),
            rewards.join(", ").into(),
            if self.auto && !self.retired { "yes".into() } else { "no".into() },
            self.cards.active.into(),
            self.state().as_str().into(),
        ]
    }

    fn bare(&self) -> Option<String> {
        Some(self.name.clone())
    }
}
