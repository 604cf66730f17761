//! A card and a ticket: which rewards the ticket may use, and what the card makes of it once it is priced.

use super::run::Run;
use super::{Card, CardEventKind, Count, Mark, Outcome, Refusal, Round, Slot};
use crate::domain::scheme::Applies;
use crate::domain::{Collected, Day, InvoiceId, Money, Scheme, SchemeKind, SchemeReward, SchemeRewardId};

/// Where a reward that a ticket may use comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// It waited.
    Waiting,
    /// This ticket makes it fall due.
    ReachedNow,
    /// It comes with every ticket that qualifies.
    Always,
}

/// A reward that a ticket may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate<'a> {
    /// The reward, with its benefit.
    pub reward: &'a SchemeReward,
    /// Its round; `None` when it comes with every ticket.
    pub round: Option<Round>,
    /// Where it comes from.
    pub origin: Origin,
}

impl Candidate<'_> {
    /// What [`book_ticket`] is told when the ticket did use it.
    pub const fn used(&self) -> UsedReward {
        UsedReward { reward: self.reward.id, round: self.round }
    }
}

/// The rewards a ticket may use, in the order in which they are worked into it: items, percentages, amounts, gifts,
/// of each first what comes with every ticket, which is gone otherwise, then the longest waiting.
///
/// `visit` is what [`judge_visit`](super::judge_visit) says of the ticket; `total` is what is to be paid after
/// discount lines, and a ticket without a positive one uses nothing.
pub fn plan_ticket<'a>(scheme: &'a Scheme, card: &Card, visit: &Count, total: Money) -> Vec<Candidate<'a>> {
    if !card.open || !total.is_positive() {
        return Vec::new();
    }
    let waiting = card.ready().map(|slot| (slot, Origin::Waiting));
    let now = match (scheme.kind, scheme.applies) {
        (SchemeKind::Visits, Applies::This) => card.collected + visit.change,
        _ => card.collected,
    };
    let reached = scheme.crossed(card.collected, now).filter(|slot| card.is_free(*slot));
    let reached = reached.map(|slot| (slot, Origin::ReachedNow));
    let waiting = waiting.chain(reached).filter_map(|(slot, origin)| {
        Some(Candidate { reward: scheme.reward(slot.reward)?, round: Some(slot.round), origin })
    });
    let is_every = scheme.kind == SchemeKind::Always && !visit.change.is_zero();
    let every = scheme.rewards.iter().filter(|_| is_every);
    let every = every.map(|reward| Candidate { reward, round: None, origin: Origin::Always });
    let mut candidates: Vec<Candidate<'a>> = every.chain(waiting).collect();
    // The sort is stable: what is gone otherwise, then what waited longest, stays first among its like.
    candidates.sort_by_key(|candidate| candidate.reward.benefit.order());
    candidates
}

/// A reward that a ticket used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UsedReward {
    /// The reward.
    pub reward: SchemeRewardId,
    /// Its round; `None` when it comes with every ticket.
    pub round: Option<Round>,
}

/// What becomes of what a ticket makes fall due and does not use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reached {
    /// It waits.
    Ready,
    /// It is as good as used.
    Waived,
}

/// What becomes of what an imported ticket of that date reaches; `told` is what the import says of all its tickets.
pub fn reached(scheme: &Scheme, date: Day, told: Option<Reached>) -> Reached {
    told.unwrap_or(if date < scheme.from { Reached::Waived } else { Reached::Ready })
}

/// A priced ticket, as its card sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    /// The invoice.
    pub invoice: InvoiceId,
    /// Its award date.
    pub date: Day,
    /// What it brings, as [`count`](super::count) says; not below zero.
    pub change: Collected,
    /// The candidates it used.
    pub used: Vec<UsedReward>,
    /// A reward that the till has worked into the prices already, or several that are called alike: the oldest that
    /// waits is used, else the first that the ticket makes fall due, else, where what is reached is waived, the last
    /// that was: a till that gave it did not know of that. Empty for none.
    pub worked_in: Vec<SchemeRewardId>,
    /// What becomes of what it makes fall due and does not use.
    pub reached: Reached,
}

/// Counts a ticket on its card and books the rewards it used.
pub fn book_ticket(scheme: &Scheme, card: &Card, ticket: &Ticket) -> Result<Outcome, Refusal> {
    let mut run = Run::new(scheme, card, ticket.date, Some(ticket.invoice));
    run.require_open()?;
    let before = card.collected;
    let change = ticket.change.at_least_zero();
    if !change.is_zero() {
        run.change(CardEventKind::Collected, change)?;
    }
    let fresh = run.newly_reached(before)?;
    let mut used = ticket.used.clone();
    if !ticket.worked_in.is_empty() {
        used.push(find_worked_in(scheme, card, &fresh, ticket).ok_or(Refusal::NotReady)?);
    }
    for slot in fresh {
        let is_used = used.iter().any(|used| used.slot() == Some(slot));
        if ticket.reached == Reached::Ready || is_used {
            run.mark(CardEventKind::RewardDue, slot, Mark::Ready);
        } else {
            run.mark(CardEventKind::RewardWaived, slot, Mark::Waived);
        }
    }
    for used in used {
        book_used(&mut run, used, ticket.invoice)?;
    }
    Ok(run.done())
}

fn find_worked_in(scheme: &Scheme, card: &Card, fresh: &[Slot], ticket: &Ticket) -> Option<UsedReward> {
    let meant = |reward: SchemeRewardId| ticket.worked_in.contains(&reward);
    if scheme.kind == SchemeKind::Always
        && let Some(reward) = scheme.rewards.iter().find(|reward| meant(reward.id))
    {
        return Some(UsedReward { reward: reward.id, round: None });
    }
    let unused = |slot: &Slot| !ticket.used.iter().any(|used| used.slot() == Some(*slot));
    let waived = card.rewards.iter().rev().filter(|(_, mark)| **mark == Mark::Waived).map(|(slot, _)| *slot);
    let waived = waived.filter(|_| ticket.reached == Reached::Waived);
    let mut slots = card.ready().chain(fresh.iter().copied()).chain(waived);
    let slot = slots.find(|slot| meant(slot.reward) && unused(slot))?;
    Some(UsedReward { reward: slot.reward, round: Some(slot.round) })
}

fn book_used(run: &mut Run<'_>, used: UsedReward, invoice: InvoiceId) -> Result<(), Refusal> {
    match used.slot() {
        Some(slot) if matches!(run.card.mark(slot), Some(Mark::Ready | Mark::Waived)) => {
            run.mark(CardEventKind::RewardApplied, slot, Mark::Used { on: Some(invoice) });
            Ok(())
        }
        Some(_) => Err(Refusal::NotReady),
        None if run.scheme.kind == SchemeKind::Always && run.scheme.reward(used.reward).is_some() => {
            run.note_always(used.reward);
            Ok(())
        }
        None => Err(Refusal::NotOfScheme(used.reward)),
    }
}

impl UsedReward {
    fn slot(self) -> Option<Slot> {
        self.round.map(|round| Slot { round, reward: self.reward })
    }
}
