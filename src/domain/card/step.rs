//! What happens to a card apart from tickets: opening, corrections, taking back, closing.

use std::collections::BTreeMap;

use super::run::Run;
use super::undo::{Undoing, undo};
use super::{Card, CardEventKind, Mark, Outcome, Refusal, Round, Slot};
use crate::domain::{CardId, Collected, CustomerId, Day, InvoiceId, Scheme, SchemeRewardId};

/// One thing that happens to a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// What was collected is corrected by hand.
    Adjust {
        /// By how much; not 0.
        change: Collected,
        /// The ticket it is about; its void takes the correction along.
        invoice: Option<InvoiceId>,
    },
    /// What a ticket brought is taken back, by a refund, a void, an assignment or a credit note.
    TakeBack {
        /// The ticket that was counted; of a free-standing credit note, the note.
        invoice: InvoiceId,
        /// How much to take: of a refund, what [`count_left`](super::count_left) falls by; of a void, what was left
        /// and what was corrected on the ticket. Below zero it gives (the void of a credit note gives what that took).
        /// Taking stops at zero.
        take: Collected,
        /// Whether nothing is left of the ticket: then the rewards used on it come back.
        whole: bool,
    },
    /// What an import did is taken back.
    Undo(Undoing),
    /// A reward is handed out without a ticket being lowered.
    Redeem {
        /// The reward, or several that are called alike: the oldest that waits is used.
        rewards: Vec<SchemeRewardId>,
        /// The ticket it is noted with.
        invoice: Option<InvoiceId>,
    },
    /// A reward that came back from a ticket is used on it again, as what gave it back is taken back.
    UseAgain {
        /// The reward and its round.
        slot: Slot,
        /// The ticket.
        invoice: InvoiceId,
    },
    /// A reward is given by hand.
    Grant {
        /// The reward.
        reward: SchemeRewardId,
    },
    /// The card is closed, and what waits is revoked.
    Close,
    /// The closing is taken back.
    Reopen,
}

impl Card {
    /// Opens a card; `invoice` is the ticket on which that happens.
    pub fn open(id: CardId, customer: CustomerId, scheme: &Scheme, date: Day, invoice: Option<InvoiceId>) -> Outcome {
        let rewards = BTreeMap::new();
        let card = Card { id, customer, scheme: scheme.id, open: true, collected: Collected::ZERO, rewards };
        let mut run = Run::new(scheme, &card, date, invoice);
        run.note(CardEventKind::Opened, Collected::ZERO);
        run.done()
    }
}

/// Takes one step, dated `date`.
pub fn step(scheme: &Scheme, card: &Card, date: Day, step: &Step) -> Result<Outcome, Refusal> {
    let invoice = match step {
        Step::Adjust { invoice, .. } | Step::Redeem { invoice, .. } => *invoice,
        Step::TakeBack { invoice, .. } => Some(*invoice),
        _ => None,
    };
    let mut run = Run::new(scheme, card, date, invoice);
    match step {
        Step::Adjust { change, .. } => adjust(&mut run, *change)?,
        Step::TakeBack { invoice, take, whole } => take_back(&mut run, *invoice, *take, *whole)?,
        Step::Undo(undoing) => undo(&mut run, undoing)?,
        Step::Redeem { rewards, invoice } => {
            run.require_open()?;
            let slot = card.first_ready(rewards).ok_or(Refusal::NotReady)?;
            run.mark(CardEventKind::RewardRedeemed, slot, Mark::Used { on: *invoice });
        }
        Step::UseAgain { slot, invoice } => run.use_again(*slot, *invoice),
        Step::Grant { reward } => {
            run.require_open()?;
            scheme.reward(*reward).ok_or(Refusal::NotOfScheme(*reward))?;
            run.grant(*reward, CardEventKind::RewardGranted, Mark::Ready, None);
        }
        Step::Close => close(&mut run)?,
        Step::Reopen => reopen(&mut run)?,
    }
    Ok(run.done())
}

fn adjust(run: &mut Run<'_>, change: Collected) -> Result<(), Refusal> {
    run.require_open()?;
    if change.is_zero() {
        return Err(Refusal::ChangeZero);
    }
    let collected = run.card.collected;
    if collected.checked_add(change).is_some_and(|sum| sum < Collected::ZERO) {
        return Err(Refusal::BelowZero { collected, change });
    }
    run.change(CardEventKind::Adjusted, change)?;
    run.settle(collected)
}

fn take_back(run: &mut Run<'_>, invoice: InvoiceId, take: Collected, whole: bool) -> Result<(), Refusal> {
    if whole {
        let used = Mark::Used { on: Some(invoice) };
        let slots: Vec<Slot> =
            run.card.rewards.iter().filter(|(_, mark)| **mark == used).map(|(slot, _)| *slot).collect();
        run.give_back(&slots);
    }
    let collected = run.card.collected;
    if !take.is_zero() {
        run.change(CardEventKind::Reversed, -take.min(collected))?;
    }
    run.settle(collected)
}

pub(super) fn close(run: &mut Run<'_>) -> Result<(), Refusal> {
    run.require_open()?;
    let ready: Vec<Slot> = run.card.ready().collect();
    for slot in ready {
        run.mark(CardEventKind::RewardRevoked, slot, Mark::Revoked);
    }
    run.card.open = false;
    run.note(CardEventKind::Closed, Collected::ZERO);
    Ok(())
}

fn reopen(run: &mut Run<'_>) -> Result<(), Refusal> {
    if run.card.open {
        return Err(Refusal::Open);
    }
    run.card.open = true;
    run.note(CardEventKind::Reopened, Collected::ZERO);
    run.settle(Collected::ZERO)?;
    // What was granted is revoked by closing only, so it is the closing that is taken back here.
    let granted: Vec<Slot> = run
        .card
        .rewards
        .iter()
        .filter(|(slot, mark)| matches!(slot.round, Round::Granted(_)) && **mark == Mark::Revoked)
        .map(|(slot, _)| *slot)
        .collect();
    for slot in granted {
        run.mark(CardEventKind::RewardDue, slot, Mark::Ready);
    }
    Ok(())
}
