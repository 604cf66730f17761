//! One change of a card under way: the state so far and the events that led there.

use super::{Card, CardEvent, CardEventKind, MAX_DUE, Mark, Refusal, Round, Slot};
use crate::domain::{Collected, Day, InvoiceId, Scheme, SchemeRewardId};

/// The state of a card after a change, and the events of the change in their order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The card as it is now.
    pub card: Card,
    /// What happened; empty when nothing did.
    pub events: Vec<CardEvent>,
}

impl Outcome {
    /// By how much the running total changed in all.
    pub fn change(&self) -> Collected {
        self.events.iter().fold(Collected::ZERO, |sum, event| sum + event.change)
    }

    /// The rewards that fell due and wait still.
    pub fn due(&self) -> Vec<Slot> {
        let mut due: Vec<Slot> = Vec::new();
        for event in self.events.iter().filter(|event| event.event == CardEventKind::RewardDue) {
            if let (Some(round), Some(reward)) = (event.round, event.reward) {
                let slot = Slot { round, reward };
                if self.card.mark(slot) == Some(Mark::Ready) && !due.contains(&slot) {
                    due.push(slot);
                }
            }
        }
        due
    }
}

pub(super) struct Run<'a> {
    pub(super) scheme: &'a Scheme,
    pub(super) card: Card,
    events: Vec<CardEvent>,
    date: Day,
    invoice: Option<InvoiceId>,
}

impl<'a> Run<'a> {
    pub(super) fn new(scheme: &'a Scheme, card: &Card, date: Day, invoice: Option<InvoiceId>) -> Run<'a> {
        Run { scheme, card: card.clone(), events: Vec::new(), date, invoice }
    }

    pub(super) fn done(self) -> Outcome {
        Outcome { card: self.card, events: self.events }
    }

    pub(super) fn require_open(&self) -> Result<(), Refusal> {
        if self.card.open { Ok(()) } else { Err(Refusal::Closed) }
    }

    /// Notes an event that concerns the card as a whole.
    pub(super) fn note(&mut self, event: CardEventKind, change: Collected) {
        self.push(event, change, self.invoice, None, None);
    }

    /// Notes a reward that comes with every ticket: it leaves no mark.
    pub(super) fn note_always(&mut self, reward: SchemeRewardId) {
        self.push(CardEventKind::RewardApplied, Collected::ZERO, self.invoice, Some(reward), None);
    }

    /// Changes the running total and notes it, at 0 too.
    pub(super) fn change(&mut self, event: CardEventKind, change: Collected) -> Result<(), Refusal> {
        self.change_with(event, change, self.invoice)
    }

    /// Changes the running total and notes it with another ticket than that of the change.
    pub(super) fn change_with(
        &mut self,
        event: CardEventKind,
        change: Collected,
        invoice: Option<InvoiceId>,
    ) -> Result<(), Refusal> {
        self.card.collected = self.card.collected.checked_add(change).ok_or(Refusal::TooLarge)?;
        self.push(event, change, invoice, None, None);
        Ok(())
    }

    /// Marks a reward and notes it.
    pub(super) fn mark(&mut self, event: CardEventKind, slot: Slot, mark: Mark) {
        self.mark_with(event, slot, mark, self.invoice);
    }

    /// Marks a reward and notes it with another ticket than that of the change.
    pub(super) fn mark_with(&mut self, event: CardEventKind, slot: Slot, mark: Mark, invoice: Option<InvoiceId>) {
        self.card.rewards.insert(slot, mark);
        self.push(event, Collected::ZERO, invoice, Some(slot.reward), Some(slot.round));
    }

    /// The rewards that fall due now that the running total has risen from `below`.
    pub(super) fn newly_reached(&self, below: Collected) -> Result<Vec<Slot>, Refusal> {
        let free = self.scheme.crossed(below, self.card.collected).filter(|slot| self.card.is_free(*slot));
        let reached: Vec<Slot> = free.take(MAX_DUE + 1).collect();
        if reached.len() > MAX_DUE { Err(Refusal::TooManyDue) } else { Ok(reached) }
    }

    /// Brings what waits in line with the running total after it was `before`: nothing falls due on a closed card.
    pub(super) fn settle(&mut self, before: Collected) -> Result<(), Refusal> {
        if self.card.open {
            for slot in self.newly_reached(before)? {
                self.mark(CardEventKind::RewardDue, slot, Mark::Ready);
            }
        }
        let lost: Vec<Slot> =
            self.card.ready().filter(|slot| !self.scheme.is_reached(*slot, self.card.collected)).collect();
        for slot in lost {
            self.mark(CardEventKind::RewardRevoked, slot, Mark::Revoked);
        }
        Ok(())
    }

    /// Makes used or waived rewards ready again, or lets them go on a closed card.
    pub(super) fn give_back(&mut self, slots: &[Slot]) {
        let mark = if self.card.open { Mark::Ready } else { Mark::Revoked };
        for slot in slots {
            self.mark(CardEventKind::RewardReturned, *slot, mark);
        }
    }

    /// Uses a reward again that had come back from a ticket: it as long as it waits, else the oldest of its name that
    /// does. Where none does it was used elsewhere meanwhile, and the next round that brings it has had it.
    pub(super) fn use_again(&mut self, slot: Slot, ticket: InvoiceId) {
        let waits = if self.card.mark(slot) == Some(Mark::Ready) { Some(slot) } else { None };
        let waits = waits.or_else(|| self.card.first_ready(&[slot.reward]));
        let place = waits.unwrap_or_else(|| self.card.first_free(slot.reward, 0));
        let used = Mark::Used { on: Some(ticket) };
        self.mark_with(CardEventKind::RewardRedeemed, place, used, Some(ticket));
    }

    /// Gives a reward by hand.
    pub(super) fn grant(&mut self, reward: SchemeRewardId, event: CardEventKind, mark: Mark, on: Option<InvoiceId>) {
        let granted = self.card.rewards.keys().map(|slot| -slot.round.number()).max().unwrap_or(0).max(0);
        let slot = Slot { round: Round::Granted(granted + 1), reward };
        self.mark_with(event, slot, mark, on);
    }

    fn push(
        &mut self,
        event: CardEventKind,
        change: Collected,
        invoice: Option<InvoiceId>,
        reward: Option<SchemeRewardId>,
        round: Option<Round>,
    ) {
        let collected = self.card.collected;
        self.events.push(CardEvent { event, date: self.date, change, collected, invoice, reward, round });
    }
}
