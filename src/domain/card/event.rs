//! The events of a card: its history, of which each line says what changed and what there was then.

use super::Round;
use crate::domain::{Collected, Day, InvoiceId, SchemeRewardId};

/// What happened to a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum CardEventKind {
    /// It was opened.
    Opened,
    /// A ticket was counted.
    Collected,
    /// What was collected was corrected by hand, or came with another card.
    Adjusted,
    /// What a ticket brought was taken back.
    Reversed,
    /// A reward fell due.
    RewardDue,
    /// A reward was used on a ticket.
    RewardApplied,
    /// A reward was handed out without a ticket.
    RewardRedeemed,
    /// A reward was given by hand.
    RewardGranted,
    /// A reward that was reached before its time is as good as used.
    RewardWaived,
    /// A reward that waited is gone.
    RewardRevoked,
    /// A used reward came back.
    RewardReturned,
    /// The card was closed.
    Closed,
    /// The card was opened again.
    Reopened,
}

impl CardEventKind {
    /// All kinds of event.
    pub const ALL: [CardEventKind; 13] = [
        CardEventKind::Opened,
        CardEventKind::Collected,
        CardEventKind::Adjusted,
        CardEventKind::Reversed,
        CardEventKind::RewardDue,
        CardEventKind::RewardApplied,
        CardEventKind::RewardRedeemed,
        CardEventKind::RewardGranted,
        CardEventKind::RewardWaived,
        CardEventKind::RewardRevoked,
        CardEventKind::RewardReturned,
        CardEventKind::Closed,
        CardEventKind::Reopened,
    ];

    /// The word of columns and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            CardEventKind::Opened => "opened",
            CardEventKind::Collected => "collected",
            CardEventKind::Adjusted => "adjusted",
            CardEventKind::Reversed => "reversed",
            CardEventKind::RewardDue => "reward-due",
            CardEventKind::RewardApplied => "reward-applied",
            CardEventKind::RewardRedeemed => "reward-redeemed",
            CardEventKind::RewardGranted => "reward-granted",
            CardEventKind::RewardWaived => "reward-waived",
            CardEventKind::RewardRevoked => "reward-revoked",
            CardEventKind::RewardReturned => "reward-returned",
            CardEventKind::Closed => "closed",
            CardEventKind::Reopened => "reopened",
        }
    }

    /// The kind of that word.
    pub fn parse(text: &str) -> Option<CardEventKind> {
        CardEventKind::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// One line of a card's history.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardEvent {
    /// What happened.
    pub event: CardEventKind,
    /// The day it counts for.
    pub date: Day,
    /// By how much the running total changed.
    pub change: Collected,
    /// The running total after it.
    pub collected: Collected,
    /// The ticket it comes from.
    pub invoice: Option<InvoiceId>,
    /// The reward it is about.
    pub reward: Option<SchemeRewardId>,
    /// The round of that reward; `None` for a reward that comes with every ticket.
    pub round: Option<Round>,
}
