//! Two cards become one: of two customers that are merged, or of a scheme that is retired into another.

use std::collections::BTreeMap;

use super::run::Run;
use super::step::close;
use super::{Card, CardEventKind, Mark, Outcome, Refusal, Round, Slot};
use crate::domain::{CardId, Collected, Day, Scheme, SchemeRewardId};

/// What becomes of the two cards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined {
    /// The card that was given up: closed.
    pub from: Outcome,
    /// The card that goes on.
    pub into: Outcome,
}

/// Adds an active card to another of the same scheme (domain.md §9): what was collected adds up and what was ready
/// on either is ready; what was granted comes on top of what the sum reaches. What was used or waived on `from` stays so,
/// in the first rounds of `into` that are not taken.
pub fn merge(scheme: &Scheme, from: &Card, into: &Card, date: Day) -> Result<Joined, Refusal> {
    if from.scheme != into.scheme {
        return Err(Refusal::DifferentSchemes);
    }
    let (mut closing, mut run) = (Run::new(scheme, from, date, None), Run::new(scheme, into, date, None));
    run.require_open()?;
    close(&mut closing)?;
    let ready = count_reached(from.ready().chain(into.ready()));
    let before = into.collected;
    if !from.collected.is_zero() {
        run.change(CardEventKind::Adjusted, from.collected)?;
    }
    take_marks(&mut run, from);
    run.settle(before)?;
    // Two rounds that were each begun make one that is further: the sum may reach less than the two did.
    let now = count_reached(run.card.ready());
    for (reward, ready) in ready {
        for _ in now.get(&reward).copied().unwrap_or(0)..ready {
            run.grant(reward, CardEventKind::RewardGranted, Mark::Ready, None);
        }
    }
    for slot in from.ready().filter(|slot| matches!(slot.round, Round::Granted(_))) {
        run.grant(slot.reward, CardEventKind::RewardGranted, Mark::Ready, None);
    }
    Ok(Joined { from: closing.done(), into: run.done() })
}

/// Carries an active card over to a new one of another scheme of the same kind: what the running round has collected,
/// and what is ready as granted. `to` lists the rewards of `from` among those it took over.
pub fn carry(from: (&Scheme, &Card), to: &Scheme, id: CardId, date: Day) -> Result<Joined, Refusal> {
    let (scheme, card) = from;
    if scheme.kind != to.kind {
        return Err(Refusal::DifferentSchemes);
    }
    let mut closing = Run::new(scheme, card, date, None);
    close(&mut closing)?;
    let opened = Card::open(id, card.customer, to, date, None);
    let mut run = Run::new(to, &opened.card, date, None);
    let collected = super::view(scheme, card).collected;
    if !collected.is_zero() {
        run.change(CardEventKind::Adjusted, collected)?;
        for slot in run.newly_reached(Collected::ZERO)? {
            // Who passed the same threshold of the old scheme has had its reward, or brings it along.
            let after = to.reward(slot.reward).and_then(|reward| reward.after);
            if scheme.rewards.iter().any(|reward| reward.after == after) {
                run.mark(CardEventKind::RewardWaived, slot, Mark::Waived);
            } else {
                run.mark(CardEventKind::RewardDue, slot, Mark::Ready);
            }
        }
    }
    for slot in card.ready() {
        run.grant(slot.reward, CardEventKind::RewardGranted, Mark::Ready, None);
    }
    let mut into = run.done();
    into.events.splice(0..0, opened.events);
    Ok(Joined { from: closing.done(), into })
}

fn take_marks(run: &mut Run<'_>, from: &Card) {
    let mut next: BTreeMap<SchemeRewardId, i64> = BTreeMap::new();
    for (slot, mark) in &from.rewards {
        let (event, on) = match mark {
            // The card that counted the ticket has it as applied, and what is told twice would be taken for two.
            Mark::Used { on } => (CardEventKind::RewardRedeemed, *on),
            Mark::Waived => (CardEventKind::RewardWaived, None),
            Mark::Ready | Mark::Revoked => continue,
        };
        if matches!(slot.round, Round::Granted(_)) {
            run.grant(slot.reward, event, *mark, on);
            continue;
        }
        let from = next.entry(slot.reward).or_insert(0);
        let place = run.card.first_free(slot.reward, *from);
        *from = place.round.number();
        run.mark_with(event, place, *mark, on);
    }
}

/// How many of each reward there are that a threshold brought.
fn count_reached(slots: impl Iterator<Item = Slot>) -> BTreeMap<SchemeRewardId, usize> {
    let mut counts = BTreeMap::new();
    for slot in slots.filter(|slot| matches!(slot.round, Round::Nth(_))) {
        *counts.entry(slot.reward).or_insert(0) += 1;
    }
    counts
}
