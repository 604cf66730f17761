//! Client cards: what a card has collected, what its rewards came to, and every event that changes either.
//!
//! A card is one state machine: [`Card::open`], [`plan_ticket`] and [`book_ticket`] for a ticket, [`step`] for all
//! else, [`merge`] and [`carry`] for two cards at once. Each gives the new state and the events that lead to it; the
//! events alone rebuild the state ([`replay`]).
//!
//! A reward of a round is ready when the running total has reached its trigger, unless it was used or waived; that
//! is all there is to rounds, and [`check`] holds every open card to it (domain.md §7).

mod check;
mod count;
mod event;
mod join;
mod run;
mod step;
mod ticket;
mod undo;
mod view;

#[cfg(test)]
pub(super) mod tests;

pub use check::{CardFault, check, replay};
pub use count::{Count, CountReason, ItemLine, LeftLine, count, count_credit_note, count_left, judge_visit};
pub use event::{CardEvent, CardEventKind};
pub use join::{Joined, carry, merge};
pub use run::Outcome;
pub use step::{Step, step};
pub use ticket::{Candidate, Origin, Reached, Ticket, UsedReward, book_ticket, plan_ticket, reached};
pub use undo::Undoing;
pub use view::{NextReward, View, view};

pub use super::scheme::{Round, Slot};

use std::collections::BTreeMap;

use super::{CardId, Collected, CustomerId, InvoiceId, SchemeId, SchemeRewardId};

/// The most rewards that fall due at once. A threshold of a cent would otherwise fill a database with one ticket.
pub const MAX_DUE: usize = 10_000;

/// What became of a reward that fell due.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// It waits to be used.
    Ready,
    /// It was used: on a ticket, or handed out without one.
    Used {
        /// The ticket.
        on: Option<InvoiceId>,
    },
    /// It is as good as used: it was reached before the scheme began.
    Waived,
    /// It is gone and falls due again when it is reached again.
    Revoked,
}

impl Mark {
    /// The word it is stored as.
    pub const fn as_str(self) -> &'static str {
        match self {
            Mark::Ready => "ready",
            Mark::Used { .. } => "used",
            Mark::Waived => "waived",
            Mark::Revoked => "revoked",
        }
    }

    /// The mark of that word; `on` belongs to `used`.
    pub fn parse(word: &str, on: Option<InvoiceId>) -> Option<Mark> {
        [Mark::Ready, Mark::Used { on }, Mark::Waived, Mark::Revoked].into_iter().find(|mark| mark.as_str() == word)
    }
}

/// One customer's card of one scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// Its id.
    pub id: CardId,
    /// Whose it is.
    pub customer: CustomerId,
    /// The scheme it is of.
    pub scheme: SchemeId,
    /// Whether it is active.
    pub open: bool,
    /// The running total over all rounds; not below zero.
    pub collected: Collected,
    /// Every reward that ever fell due on it.
    pub rewards: BTreeMap<Slot, Mark>,
}

impl Card {
    /// What waits, in the order of rounds, what was granted last.
    pub fn ready(&self) -> impl Iterator<Item = Slot> + '_ {
        self.rewards.iter().filter(|(_, mark)| **mark == Mark::Ready).map(|(slot, _)| *slot)
    }

    /// The oldest of these rewards that waits.
    pub fn first_ready(&self, rewards: &[SchemeRewardId]) -> Option<Slot> {
        self.ready().find(|slot| rewards.contains(&slot.reward))
    }

    /// Whether a reward was used on the ticket and has not come back since.
    pub fn used_on(&self, invoice: InvoiceId) -> bool {
        self.rewards.values().any(|mark| *mark == Mark::Used { on: Some(invoice) })
    }

    /// The first round, from one on, in which the reward may fall due.
    fn first_free(&self, reward: SchemeRewardId, from: i64) -> Slot {
        let mut place = Slot { round: Round::Nth(from), reward };
        while !self.is_free(place) {
            place.round = Round::Nth(place.round.number() + 1);
        }
        place
    }

    fn mark(&self, slot: Slot) -> Option<Mark> {
        self.rewards.get(&slot).copied()
    }

    /// Whether the reward may fall due: it never did, or it was revoked since.
    fn is_free(&self, slot: Slot) -> bool {
        matches!(self.mark(slot), None | Some(Mark::Revoked))
    }
}

/// Why a card does not take what is asked; a rule's no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The card is closed.
    Closed,
    /// The card is open already.
    Open,
    /// A correction by 0.
    ChangeZero,
    /// More would be taken off than was collected.
    BelowZero {
        /// What there is.
        collected: Collected,
        /// What was asked for.
        change: Collected,
    },
    /// The card would collect more than [`Collected::MAX`].
    TooLarge,
    /// More than [`MAX_DUE`] rewards would fall due.
    TooManyDue,
    /// The reward is none of the scheme.
    NotOfScheme(SchemeRewardId),
    /// The reward does not wait on this card.
    NotReady,
    /// The two cards are of different schemes, or of schemes that collect different things.
    DifferentSchemes,
}
