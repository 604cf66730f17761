//! A card as other answers show it.

use serde::Serialize;

use crate::output::Number;

/// What a card counts: whole visits or pieces, or money.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Collected {
    /// Visits or pieces.
    Count(i64),
    /// Money.
    Money(Number),
}

impl std::fmt::Display for Collected {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Collected::Count(count) => count.fmt(out),
            Collected::Money(money) => money.fmt(out),
        }
    }
}

/// A card in short.
#[derive(Clone, Debug, Serialize)]
pub struct CardSummary {
    /// The scheme.
    pub scheme: String,
    /// Its type.
    pub r#type: &'static str,
    /// What is counted in the running round.
    pub collected: Collected,
    /// How long a round is; `None` when it has no end.
    pub goal: Option<Collected>,
    /// The nearest reward not used in this round.
    pub next: Option<NextReward>,
    /// The rewards that wait.
    pub ready: Vec<ReadyReward>,
}

/// The nearest reward.
#[derive(Clone, Debug, Serialize)]
pub struct NextReward {
    /// What is missing.
    pub missing: Collected,
    /// What it is called.
    pub reward: String,
}

/// A reward that waits.
#[derive(Clone, Debug, Serialize)]
pub struct ReadyReward {
    /// What it is called.
    pub reward: String,
}
