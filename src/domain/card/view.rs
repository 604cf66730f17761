//! A card as its customer sees it: how far the running round is, what comes next, what waits.

use super::{Card, Mark, Round, Slot};
use crate::domain::{Collected, Scheme, SchemeKind, SchemeReward};

/// How far a card is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct View<'a> {
    /// What is collected in the running round; of `always`, and without rewards, in all.
    pub collected: Collected,
    /// How long the round is; `None` for `always` and without rewards.
    pub goal: Option<Collected>,
    /// What comes next; `None` at the end of a card that has one round only, and on a closed card.
    pub next: Option<NextReward<'a>>,
    /// What waits, the oldest first.
    pub ready: Vec<&'a SchemeReward>,
}

/// The reward that a card comes to next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NextReward<'a> {
    /// What is still to be collected for it, above zero.
    pub missing: Collected,
    /// The reward.
    pub reward: &'a SchemeReward,
}

/// Says how far a card is.
pub fn view<'a>(scheme: &'a Scheme, card: &Card) -> View<'a> {
    let ready = card.ready().filter_map(|slot| scheme.reward(slot.reward)).collect();
    let Some(goal) = scheme.length() else {
        return View { collected: card.collected, goal: None, next: None, ready };
    };
    let collected =
        if scheme.once { card.collected.min(goal) } else { Collected::new(card.collected.get() % goal.get()) };
    let next = if card.open { next(scheme, card) } else { None };
    View { collected, goal: Some(goal), next, ready }
}

/// The nearest reward ahead that was not used before it was reached. Where all of the running round were, it is one of
/// the rounds behind.
fn next<'a>(scheme: &'a Scheme, card: &Card) -> Option<NextReward<'a>> {
    debug_assert!(scheme.kind != SchemeKind::Always);
    let length = scheme.length()?;
    // Each mark can stand in the way of one reward, so one of so many rounds ahead is open.
    let rounds = i64::try_from(card.rewards.len()).ok()?.checked_add(2)?;
    let horizon = length.get().checked_mul(rounds).and_then(|ahead| ahead.checked_add(card.collected.get()))?;
    let taken = |slot: &Slot| matches!(card.mark(*slot), Some(Mark::Used { .. } | Mark::Waived));
    let slot = scheme.crossed(card.collected, Collected::new(horizon)).find(|slot| !taken(slot))?;
    debug_assert!(matches!(slot.round, Round::Nth(_)));
    Some(NextReward { missing: scheme.trigger(slot)? - card.collected, reward: scheme.reward(slot.reward)? })
}
