//! The proof of a card: its events rebuild its state, and its state is what the rules make of it.

use std::collections::BTreeMap;

use super::{Card, CardEvent, CardEventKind, Mark, Slot};
use crate::domain::{CardId, Collected, CustomerId, Scheme};

/// What is wrong with a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CardFault {
    /// Its first event is not that it was opened, or it was opened twice.
    NotOpened,
    /// The running total of the event at this index does not follow from the one before it, or is below zero.
    RunningTotal(usize),
    /// The event at this index is about a reward and does not name it.
    RewardMissing(usize),
    /// A reward waits that was not reached, or on a closed card.
    ReadyUnreached(Slot),
    /// A reward was reached and neither waits nor was used nor waived.
    ReachedUnmarked(Slot),
}

/// Rebuilds a card from all its events, in their order.
pub fn replay(id: CardId, customer: CustomerId, scheme: &Scheme, events: &[CardEvent]) -> Result<Card, CardFault> {
    let rewards = BTreeMap::new();
    let mut card = Card { id, customer, scheme: scheme.id, open: false, collected: Collected::ZERO, rewards };
    if events.is_empty() {
        return Err(CardFault::NotOpened);
    }
    for (index, event) in events.iter().enumerate() {
        if (event.event == CardEventKind::Opened) != (index == 0) {
            return Err(CardFault::NotOpened);
        }
        let sum = card.collected.checked_add(event.change).filter(|sum| *sum >= Collected::ZERO);
        if sum != Some(event.collected) {
            return Err(CardFault::RunningTotal(index));
        }
        card.collected = event.collected;
        replay_state(&mut card, event).ok_or(CardFault::RewardMissing(index))?;
    }
    Ok(card)
}

fn replay_state(card: &mut Card, event: &CardEvent) -> Option<()> {
    let mark = match event.event {
        CardEventKind::Opened | CardEventKind::Reopened => {
            card.open = true;
            return Some(());
        }
        CardEventKind::Closed => {
            card.open = false;
            return Some(());
        }
        CardEventKind::Collected | CardEventKind::Adjusted | CardEventKind::Reversed => return Some(()),
        CardEventKind::RewardDue | CardEventKind::RewardGranted => Mark::Ready,
        CardEventKind::RewardApplied | CardEventKind::RewardRedeemed => Mark::Used { on: event.invoice },
        CardEventKind::RewardWaived => Mark::Waived,
        CardEventKind::RewardRevoked => Mark::Revoked,
        CardEventKind::RewardReturned if card.open => Mark::Ready,
        CardEventKind::RewardReturned => Mark::Revoked,
    };
    let reward = event.reward?;
    if let Some(round) = event.round {
        card.rewards.insert(Slot { round, reward }, mark);
    }
    Some(())
}

/// Holds a card to the rule of rounds: what was reached waits unless it was used or waived, and nothing else waits.
pub fn check(scheme: &Scheme, card: &Card) -> Result<(), CardFault> {
    for slot in card.ready() {
        if !card.open || !scheme.is_reached(slot, card.collected) {
            return Err(CardFault::ReadyUnreached(slot));
        }
    }
    if !card.open {
        return Ok(());
    }
    let unmarked = scheme.crossed(Collected::ZERO, card.collected).find(|slot| card.is_free(*slot));
    unmarked.map_or(Ok(()), |slot| Err(CardFault::ReachedUnmarked(slot)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::card::Round;
    use crate::domain::card::tests::{closed_history, scheme};
    use crate::domain::{InvoiceId, SchemeKind, SchemeRewardId};

    #[test]
    fn what_was_tampered_with_is_seen() {
        let scheme = scheme(SchemeKind::Visits, &[2]);
        // Opened, two visits, a reward due and used, closed.
        let good = closed_history(&scheme);
        let again = |events: &[CardEvent]| replay(CardId(1), CustomerId(1), &scheme, events).map(|_| ());
        assert_eq!(again(&good), Ok(()));

        type Tamper = fn(&mut Vec<CardEvent>);
        let rows: [(Tamper, CardFault); 6] = [
            (|events| events.clear(), CardFault::NotOpened),
            (|events| events.swap(0, 1), CardFault::NotOpened),
            (|events| events.push(events[0]), CardFault::NotOpened),
            (|events| events.swap(1, 2), CardFault::RunningTotal(1)),
            (|events| events[2].change = Collected::new(-2), CardFault::RunningTotal(2)),
            (|events| events[3].reward = None, CardFault::RewardMissing(3)),
        ];
        for (tamper, want) in rows {
            let mut events = good.clone();
            tamper(&mut events);
            assert_eq!(again(&events), Err(want));
        }
    }

    #[test]
    fn a_state_that_the_rules_do_not_make_is_seen() {
        let scheme = scheme(SchemeKind::Visits, &[2]);
        let slot = Slot { round: Round::Nth(0), reward: SchemeRewardId(1) };
        let used = Mark::Used { on: Some(InvoiceId(1)) };
        for (open, collected, mark, want) in [
            (true, 2, Some(Mark::Ready), Ok(())),
            (true, 2, Some(used), Ok(())),
            (true, 2, Some(Mark::Waived), Ok(())),
            (true, 1, Some(used), Ok(())),
            (true, 1, None, Ok(())),
            (false, 2, None, Ok(())),
            (true, 1, Some(Mark::Ready), Err(CardFault::ReadyUnreached(slot))),
            (false, 2, Some(Mark::Ready), Err(CardFault::ReadyUnreached(slot))),
            (true, 2, None, Err(CardFault::ReachedUnmarked(slot))),
            (true, 2, Some(Mark::Revoked), Err(CardFault::ReachedUnmarked(slot))),
        ] {
            let rewards = mark.into_iter().map(|mark| (slot, mark)).collect();
            let collected = Collected::new(collected);
            let card = Card { id: CardId(1), customer: CustomerId(1), scheme: scheme.id, open, collected, rewards };
            assert_eq!(check(&scheme, &card), want, "{card:?}");
        }
    }
}
