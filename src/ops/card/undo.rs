//! Undoing what an import did to cards, as if it had never been.

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::card::{CardEventKind, Slot, Step, step};
use crate::domain::{CardId, Collected, InvoiceId, OperationId};
use crate::failure::Outcome;
use crate::store::{CardEventRow, Cause, Marks, Reader, Tx};

use super::refused;

/// Something that was done with a card after an import touched it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InTheWay {
    /// The ref of whose it is.
    pub customer: String,
    /// What was done.
    pub event: &'static str,
    /// The reward, if it is about one.
    pub reward: Option<String>,
}

/// Corrections by hand since, and uses of rewards that the import made fall due.
pub fn in_the_way(reader: &Reader<'_>, import: OperationId) -> Outcome<Vec<InTheWay>> {
    let mut found = Vec::new();
    for card in reader.cards_touched_by(import)? {
        let rows = reader.card_history(card.id)?;
        let brought: BTreeSet<Slot> = rows
            .iter()
            .filter(|row| row.operation == import && row.event.event == CardEventKind::RewardDue)
            .filter_map(slot)
            .collect();
        for row in rows.iter().filter(|row| row.operation > import) {
            let is_in_the_way = match row.event.event {
                CardEventKind::Adjusted => true,
                CardEventKind::RewardApplied | CardEventKind::RewardRedeemed => {
                    slot(row).is_some_and(|slot| brought.contains(&slot))
                }
                _ => false,
            };
            if is_in_the_way {
                let customer = reader.customer(card.customer)?.reference;
                found.push(InTheWay { customer, event: row.event.event.as_str(), reward: row.reward.clone() });
            }
        }
    }
    Ok(found)
}

/// Takes everything back that an import did to cards; a card that it opened and that nothing else has touched never was.
pub fn undo(tx: &Tx<'_>, import: OperationId, note: Option<i64>) -> Outcome<()> {
    let cause = Cause { note, ..Cause::default() };
    for card in tx.cards_touched_by(import)? {
        let rows = tx.card_history(card.id)?;
        let invoices: BTreeSet<InvoiceId> =
            rows.iter().filter(|row| row.operation == import).filter_map(|row| row.event.invoice).collect();
        let mut brought: BTreeMap<InvoiceId, Collected> = BTreeMap::new();
        for row in &rows {
            if let Some(invoice) = row.event.invoice.filter(|invoice| invoices.contains(invoice)) {
                let sum = brought.entry(invoice).or_default();
                *sum = *sum + row.event.change;
            }
        }
        for (invoice, take) in brought.into_iter().rev() {
            take_step(tx, card.id, &Step::TakeBack { invoice, take, whole: true }, cause)?;
        }
        let is_waived = |row: &&CardEventRow| row.operation == import && row.event.event == CardEventKind::RewardWaived;
        let slots: Vec<Slot> = rows.iter().filter(is_waived).filter_map(slot).collect();
        if !slots.is_empty() {
            take_step(tx, card.id, &Step::ReturnWaived { slots }, cause)?;
        }
        let only_here = rows
            .iter()
            .all(|row| row.operation == import || row.event.invoice.is_some_and(|invoice| invoices.contains(&invoice)));
        if only_here {
            if tx.card_row(card.id)?.open {
                take_step(tx, card.id, &Step::Close, cause)?;
            }
            tx.update_card_standing_down(card.id)?;
        }
    }
    Ok(())
}

fn take_step(tx: &Tx<'_>, card: CardId, taken: &Step, cause: Cause<'_>) -> Outcome<()> {
    let row = tx.follow_card(tx.card_row(card)?)?;
    let (scheme, card) = (tx.scheme(row.scheme)?, tx.load_card(&row, Marks::All)?);
    let outcome =
        step(&scheme, &card, tx.today(), taken).map_err(|no| refused(no, &scheme, &card, tx.shop().currency))?;
    tx.keep_card(&outcome, cause)?;
    Ok(())
}

fn slot(row: &CardEventRow) -> Option<Slot> {
    row.event.round.zip(row.event.reward).map(|(round, reward)| Slot { round, reward })
}
