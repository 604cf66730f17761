//! What is told of the points catalogue.

use serde::Serialize;

use super::Status;
use super::benefit::BenefitFacts;
use crate::domain::Currency;
use crate::domain::text::counted;
use crate::output::{Cell, Column, Page, Report, Row};
use crate::store::Reward;

/// A reward of the catalogue.
#[derive(Clone, Debug, Serialize)]
pub struct RewardFacts {
    /// What it is called.
    pub name: String,
    /// What it costs.
    pub cost: i64,
    /// What it gives.
    pub benefit: BenefitFacts,
    /// The first day.
    pub from: Option<String>,
    /// The last day.
    pub until: Option<String>,
    /// Whether it was taken out.
    pub retired: bool,
    #[serde(skip)]
    described: String,
}

impl RewardFacts {
    /// A reward as it is told.
    pub fn new(reward: &Reward, currency: Currency) -> RewardFacts {
        RewardFacts {
            name: reward.name.clone(),
            cost: reward.cost.get(),
            benefit: BenefitFacts::new(&reward.benefit, currency),
            from: reward.from.map(|day| day.to_string()),
            until: reward.until.map(|day| day.to_string()),
            retired: reward.retired,
            described: reward.benefit.describe(currency),
        }
    }
}

impl Row for RewardFacts {
    const KEYS: &'static [&'static str] = &[
        "name",
        "cost",
        "benefit.kind",
        "benefit.amount",
        "benefit.percent",
        "benefit.max",
        "benefit.on",
        "benefit.gift",
        "from",
        "until",
        "retired",
    ];

    fn columns() -> Vec<Column> {
        vec![
            Column::text("reward"),
            Column::number("cost"),
            Column::text("gives"),
            Column::fixed("from"),
            Column::fixed("until"),
            Column::fixed("retired"),
        ]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![
            (&self.name).into(),
            self.cost.into(),
            (&self.described).into(),
            (&self.from).into(),
            (&self.until).into(),
            if self.retired { "yes" } else { "" }.into(),
        ]
    }

    fn bare(&self) -> Option<String> {
        Some(self.name.clone())
    }
}

/// `loyalty.reward/1`.
#[derive(Clone, Debug, Serialize)]
pub struct RewardReport {
    /// Nothing was written.
    pub dry_run: bool,
    /// What was done.
    pub status: Status,
    /// The reward.
    pub reward: RewardFacts,
}

impl Report for RewardReport {
    fn schema(&self) -> &str {
        "loyalty.reward/1"
    }

    fn draw(&self, page: &mut Page) {
        let dry = if self.dry_run { ", not written" } else { "" };
        page.title(format!("{}  {}{dry}", self.reward.name, self.status.as_str()));
        page.field("cost", counted(self.reward.cost, "point", "points"));
        page.field("gives", &self.reward.described);
        page.field_if("from", self.reward.from.as_deref());
        page.field_if("until", self.reward.until.as_deref());
    }

    fn bare(&self) -> Option<String> {
        Some(self.reward.name.clone())
    }
}
