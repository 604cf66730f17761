//! Undoing what an import did to cards, as if it had never been.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::card::{Card, CardEventKind, Mark, Slot, Step, Undoing as CardUndoing, step};
use crate::domain::{CardId, Collected, InvoiceId};
use crate::failure::Outcome;
use crate::store::{CardEventThen, CardRow, Cause, Marks, Tx, Undoing};

use super::refused;

/// Something that was done with a card after an import touched it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InTheWay {
    /// The ref of whose it is.
    pub customer: String,
    /// And the name.
    pub name: Option<String>,
    /// What was done.
    pub event: &'static str,
    /// The reward, if it is about one.
    pub reward: Option<String>,
}

/// Corrections by hand since, and uses of rewards that the import brought, or that are not reached without it.
pub fn in_the_way(tx: &Tx<'_>, undoing: &Undoing<'_, '_>) -> Outcome<Vec<InTheWay>> {
    let mut found = Vec::new();
    if tx.schemes()?.is_empty() {
        return Ok(found);
    }
    for row in undoing.cards()? {
        let events = undoing.card_events(row.id)?;
        if !events.iter().any(|then| then.is_since) {
            continue;
        }
        let (scheme, card) = (tx.scheme(row.scheme)?, tx.load_card(&row, Marks::All)?);
        let left = of_card(&events, true).leaves(card.collected);
        let brought: BTreeSet<Slot> = events.iter().filter(|then| then.goes && brings(then)).filter_map(slot).collect();
        let is_lost = |slot: Slot| brought.contains(&slot) || !scheme.is_reached(slot, left);
        for then in events.iter().filter(|then| then.is_since) {
            let is_in_the_way = match then.event.event {
                CardEventKind::Adjusted => then.by_hand,
                CardEventKind::RewardApplied | CardEventKind::RewardRedeemed => {
                    (!then.goes || then.by_hand) && slot(then).is_some_and(|slot| is_used(&card, slot) && is_lost(slot))
                }
                _ => false,
            };
            if is_in_the_way {
                let customer = tx.customer(row.customer)?;
                found.push(InTheWay {
                    customer: customer.reference,
                    name: customer.name,
                    event: then.event.event.as_str(),
                    reward: then.reward.clone(),
                });
            }
        }
    }
    Ok(found)
}

fn brings(then: &CardEventThen) -> bool {
    matches!(then.event.event, CardEventKind::RewardDue | CardEventKind::RewardReturned)
}

fn is_used(card: &Card, slot: Slot) -> bool {
    matches!(card.rewards.get(&slot), Some(Mark::Used { .. }))
}

/// Takes everything back that an import did to cards. A card that it opened and that nothing else has touched never
/// was; returns how many those are. Comes while the import's invoices stand.
pub fn undo(tx: &Tx<'_>, undoing: &Undoing<'_, '_>) -> Outcome<u64> {
    let mut never_were = 0;
    if tx.schemes()?.is_empty() {
        return Ok(never_were);
    }
    // A card that went on as another one is mended there.
    let mut on: BTreeMap<CardId, CardUndoing> = BTreeMap::new();
    for row in undoing.cards()? {
        let events = undoing.card_events(row.id)?;
        if row.moved_to.is_none() && !events.iter().any(|then| then.is_foreign) {
            if row.open {
                take(tx, &row, &Step::Close)?;
            }
            tx.update_card_standing_down(row.id)?;
            never_were += 1;
            continue;
        }
        let CardUndoing { takes, unused_on, waived, used_again } = of_card(&events, row.moved_to.is_none());
        let all = on.entry(tx.follow_card(row)?.id).or_default();
        all.takes.extend(takes);
        all.unused_on.extend(unused_on);
        all.waived.extend(waived);
        all.used_again.extend(used_again);
    }
    for (card, undoing) in on {
        take(tx, &tx.card_row(card)?, &Step::Undo(undoing))?;
    }
    Ok(never_were)
}

/// What is to be taken back of a card's events. The rounds of a card that went on as another are not known there.
fn of_card(events: &[CardEventThen], rounds_are_known: bool) -> CardUndoing {
    let mut takes: BTreeMap<Option<InvoiceId>, Collected> = BTreeMap::new();
    let mut undoing = CardUndoing::default();
    for then in events.iter().filter(|then| then.goes) {
        let event = &then.event;
        if !event.change.is_zero() {
            let sum = takes.entry(event.invoice).or_default();
            *sum += event.change;
        }
        match event.event {
            CardEventKind::RewardApplied => undoing.unused_on.extend(event.invoice),
            CardEventKind::RewardWaived if rounds_are_known => undoing.waived.extend(slot(then)),
            CardEventKind::RewardReturned if rounds_are_known => {
                undoing.used_again.extend(slot(then).zip(event.invoice));
            }
            _ => {}
        }
    }
    // What was given back on a ticket that goes itself is not used again.
    undoing.used_again.retain(|(_, invoice)| !undoing.unused_on.contains(invoice));
    undoing.takes = takes.into_iter().collect();
    undoing
}

fn take(tx: &Tx<'_>, row: &CardRow, taken: &Step) -> Outcome<()> {
    let (scheme, card) = (tx.scheme(row.scheme)?, tx.load_card(row, Marks::All)?);
    let outcome =
        step(&scheme, &card, tx.today(), taken).map_err(|no| refused(no, &scheme, &card, tx.shop().currency))?;
    tx.keep_card(&outcome, Cause::default())?;
    Ok(())
}

fn slot(then: &CardEventThen) -> Option<Slot> {
    then.event.round.zip(then.event.reward).map(|(round, reward)| Slot { round, reward })
}
