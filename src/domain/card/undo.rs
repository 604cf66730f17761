//! What an import did to a card, taken back as if it had never been.

use std::collections::BTreeSet;

use super::run::Run;
use super::{CardEventKind, Mark, Refusal, Slot};
use crate::domain::{Collected, InvoiceId};

/// All that is to be taken back of a card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Undoing {
    /// What was brought on account of each ticket, or of none; below zero what was taken.
    pub takes: Vec<(Option<InvoiceId>, Collected)>,
    /// Tickets that have used no reward any more.
    pub unused_on: BTreeSet<InvoiceId>,
    /// Rewards that were waived; those that are not waived any more are left alone.
    pub waived: Vec<Slot>,
    /// Rewards that came back, and the tickets on which they are used again.
    pub used_again: Vec<(Slot, InvoiceId)>,
}

impl Undoing {
    /// What is collected once it is taken back, of what is collected now.
    pub fn leaves(&self, collected: Collected) -> Collected {
        self.takes.iter().fold(collected, |left, (_, take)| left - *take).at_least_zero()
    }
}

/// What comes back first, what was taken before it: the total never falls below zero on the way to one that does not.
pub(super) fn undo(run: &mut Run<'_>, undoing: &Undoing) -> Result<(), Refusal> {
    for (slot, invoice) in to_give_back(run, undoing) {
        let mark = if run.card.open { Mark::Ready } else { Mark::Revoked };
        run.mark_with(CardEventKind::RewardReturned, slot, mark, invoice);
    }
    let before = run.card.collected;
    let mut takes = undoing.takes.clone();
    takes.sort_by_key(|(_, take)| take.is_positive());
    for (invoice, take) in takes.into_iter().filter(|(_, take)| !take.is_zero()) {
        let take = take.min(run.card.collected);
        run.change_with(CardEventKind::Reversed, -take, invoice)?;
    }
    run.settle(before)?;
    for (slot, invoice) in &undoing.used_again {
        run.use_again(*slot, *invoice);
    }
    Ok(())
}

fn to_give_back(run: &Run<'_>, undoing: &Undoing) -> Vec<(Slot, Option<InvoiceId>)> {
    let given_back = |(slot, mark): (&Slot, &Mark)| match mark {
        Mark::Used { on: Some(invoice) } if undoing.unused_on.contains(invoice) => Some((*slot, Some(*invoice))),
        Mark::Waived if undoing.waived.contains(slot) => Some((*slot, None)),
        _ => None,
    };
    run.card.rewards.iter().filter_map(given_back).collect()
}
