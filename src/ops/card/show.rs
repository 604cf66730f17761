//! What is told of a card, alone or on a ticket.

use std::collections::BTreeMap;

use crate::domain::card::{CardEvent, CardEventKind, Mark, Slot, replay};
use crate::domain::{Collected, CustomerId, Day, InvoiceId, Money, RefundId, SchemeRewardId};
use crate::failure::Outcome;
use crate::ops::credit;
use crate::report::card::{CardFacts, CardReport, RefundCardFacts, RewardFacts, TicketCardFacts, Units};
use crate::report::card_list::{CardEventItem, CardHistoryHead};
use crate::report::{Status, Who, moment};
use crate::store::{CardEventRow, CardRow, Customer, InvoiceState, Marks, Reader, StoredInvoice};

/// A card as it is told.
pub fn facts(reader: &Reader<'_>, row: &CardRow) -> Outcome<CardFacts> {
    let (scheme, card) = (reader.scheme(row.scheme)?, reader.load_card(row, Marks::Near(None))?);
    Ok(CardFacts::new(&scheme, &card, reader.shop().currency))
}

/// The active card of a customer, as the balance has it on a day; in the past, by what is dated up to it.
pub fn of_customer(reader: &Reader<'_>, customer: CustomerId, at: Day, today: Day) -> Outcome<Option<CardFacts>> {
    let cards = super::own_cards(reader, customer)?;
    if cards.is_empty() {
        return Ok(None);
    }
    if at >= today && !reader.has_card_events_after(customer, at)? {
        return cards.iter().find(|row| row.open).map(|row| facts(reader, row)).transpose();
    }
    for row in cards.iter().rev() {
        let scheme = reader.scheme(row.scheme)?;
        let events = dated_up_to(reader.card_events(row.id)?, at);
        if let Ok(card) = replay(row.id, row.customer, &scheme, &events)
            && card.open
        {
            return Ok(Some(CardFacts::new(&scheme, &card, reader.shop().currency)));
        }
    }
    Ok(None)
}

/// The events that are dated up to a day, with a running total of their own: the order of recording is not that of dates.
fn dated_up_to(events: Vec<CardEvent>, at: Day) -> Vec<CardEvent> {
    let mut running = Collected::ZERO;
    let mut kept: Vec<CardEvent> = events.into_iter().filter(|event| event.date <= at).collect();
    for event in &mut kept {
        let sum = (running + event.change).at_least_zero();
        (event.change, event.collected) = (sum - running, sum);
        running = sum;
    }
    kept
}

/// The active card of a customer, as the commands of cards answer; else the last one.
pub fn report(reader: &Reader<'_>, customer: &Customer, status: Option<Status>, dry_run: bool) -> Outcome<CardReport> {
    let row = super::current(reader, customer)?;
    Ok(CardReport {
        dry_run,
        status: status.unwrap_or(if row.open { Status::Active } else { Status::Closed }),
        currency: reader.shop().currency.code().to_owned(),
        customer: Who::from(customer),
        card: facts(reader, &row)?,
    })
}

/// The history of cards, at least one: the last of them as it stands, and the events of all, card by card.
pub fn history(
    reader: &Reader<'_>,
    customer: &Customer,
    cards: &[CardRow],
) -> Outcome<(CardHistoryHead, Vec<CardEventItem>)> {
    let currency = reader.shop().currency;
    let mut items = Vec::new();
    for card in cards {
        let scheme = reader.scheme(card.scheme)?;
        let units = |collected| Units::new(collected, scheme.kind, currency);
        items.extend(reader.card_history(card.id)?.into_iter().map(|row| {
            CardEventItem {
                date: row.event.date.to_string(),
                event: row.event.event.as_str(),
                change: units(row.event.change),
                collected: units(row.event.collected),
                invoice: row.invoice,
                reward: row.reward,
                discount: (row.event.event == CardEventKind::RewardApplied)
                    .then(|| crate::report::invoice::money(row.discount, currency)),
                reason: row.reason,
                actor: row.actor,
                recorded_at: moment(row.recorded_at),
                scheme: scheme.name.clone(),
            }
        }));
    }
    let head = CardHistoryHead {
        currency: currency.code().to_owned(),
        customer: Who::from(customer),
        card: facts(reader, cards.last().expect("there is at least one"))?,
    };
    Ok((head, items))
}

/// What a ticket that stands in the database did to a card, all together, and how that card is now. A ticket that is
/// on no card shows the one that its customer has; a credit note that refers to another what its refund did there.
pub fn of_invoice(reader: &Reader<'_>, invoice: &StoredInvoice) -> Outcome<Option<TicketCardFacts>> {
    if reader.schemes()?.is_empty() {
        return Ok(None);
    }
    let refund = credit::refund_of(reader, invoice)?;
    let original = refund.as_ref().map(|refund| reader.invoice(refund.invoice)).transpose()?;
    let ticket = original.as_ref().unwrap_or(invoice);
    let mut all = reader.card_events_of_invoice(ticket.id)?;
    let Some(row) = card_of(reader, ticket, &all)? else { return Ok(None) };
    if let Some(refund) = &refund {
        all.retain(|event| event.refund == Some(refund.id));
    }
    let (scheme, card) = (reader.scheme(row.scheme)?, reader.load_card(&row, Marks::Near(Some(ticket.id)))?);
    let (mut change, mut due, mut events) = (Collected::ZERO, Vec::new(), Vec::new());
    for event in all {
        // What happened on a card that went on as this one happened to this one.
        if event.card != row.id && reader.follow_card(reader.card_row(event.card)?)?.id != row.id {
            continue;
        }
        change += event.event.change;
        if event.event.event == CardEventKind::RewardDue && event.card == row.id {
            let waits = slot(&event.event).is_some_and(|slot| card.rewards.get(&slot) == Some(&Mark::Ready));
            due.extend(event.reward.clone().filter(|_| waits));
        }
        events.push(event);
    }
    let currency = reader.shop().currency;
    let is_paid = invoice.state == InvoiceState::Paid;
    let applied = if is_paid { still_applied(reader, invoice.id, &events)? } else { Vec::new() };
    let facts = CardFacts::new(&scheme, &card, currency);
    Ok(Some(TicketCardFacts::new(facts, Units::new(change, scheme.kind, currency), applied, due, currency)))
}

/// The card that a ticket is told with: that which it is on, or which that one went on as, else the one that its
/// customer has. `events` are those of the ticket.
fn card_of(reader: &Reader<'_>, invoice: &StoredInvoice, events: &[CardEventRow]) -> Outcome<Option<CardRow>> {
    if let Some(booking) = reader.booking(invoice.id)? {
        return Ok(Some(reader.follow_card(reader.card_row(booking.card)?)?));
    }
    let Some(customer) = invoice.customer else { return Ok(None) };
    if let Some(last) = events.last() {
        let row = reader.follow_card(reader.card_row(last.card)?)?;
        if row.customer == customer {
            return Ok(Some(row));
        }
    }
    Ok(reader.open_card(customer)?)
}

/// The rewards that were ever used on a ticket, whatever became of them since.
pub fn ever_applied(reader: &Reader<'_>, invoice: InvoiceId) -> Outcome<Vec<String>> {
    let events = reader.card_events_of_invoice(invoice)?.into_iter();
    let applied = events.filter(|row| row.event.event == CardEventKind::RewardApplied);
    Ok(applied.filter_map(|row| row.reward).collect())
}

/// The rewards that were used on a ticket or handed out with it, and have not come back, on whatever card.
pub(super) fn used_on(reader: &Reader<'_>, invoice: InvoiceId) -> Outcome<Vec<String>> {
    let applied = still_applied(reader, invoice, &reader.card_events_of_invoice(invoice)?)?;
    Ok(applied.into_iter().map(|(name, _)| name).collect())
}

/// The same of these events of the ticket: names with what they took off. A use that went over to another card is in
/// the history of both, and told once, as it was on the ticket.
fn still_applied(reader: &Reader<'_>, invoice: InvoiceId, events: &[CardEventRow]) -> Outcome<Vec<(String, Money)>> {
    let mut left = uses_left(reader, invoice)?;
    let mut applied = Vec::new();
    for row in events {
        if !matches!(row.event.event, CardEventKind::RewardApplied | CardEventKind::RewardRedeemed) {
            continue;
        }
        // A reward that comes with every ticket leaves no mark, and never comes back.
        let is_left = slot(&row.event).is_none_or(|slot| match left.get_mut(&slot.reward) {
            Some(uses) if *uses > 0 => {
                *uses -= 1;
                true
            }
            _ => false,
        });
        if is_left {
            applied.push((row.reward.clone().unwrap_or_default(), row.discount));
        }
    }
    Ok(applied)
}

/// How often each reward is used on a ticket, by the marks of the cards that have them now.
fn uses_left(reader: &Reader<'_>, invoice: InvoiceId) -> Outcome<BTreeMap<SchemeRewardId, usize>> {
    let mut left = BTreeMap::new();
    for card in reader.cards_with_rewards_used_on(invoice)? {
        let row = reader.card_row(card)?;
        // A card that was merged into another of its scheme has taken its marks along.
        if let Some(next) = row.moved_to
            && reader.card_row(next)?.scheme == row.scheme
        {
            continue;
        }
        let marks = reader.load_card(&row, Marks::Near(Some(invoice)))?.rewards;
        for (slot, _) in marks.iter().filter(|(_, mark)| **mark == Mark::Used { on: Some(invoice) }) {
            *left.entry(slot.reward).or_insert(0) += 1;
        }
    }
    Ok(left)
}

fn slot(event: &CardEvent) -> Option<Slot> {
    event.round.zip(event.reward).map(|(round, reward)| Slot { round, reward })
}

/// What a refund did to a card; nothing, when nothing was given back.
pub fn of_refund(
    reader: &Reader<'_>,
    invoice: &StoredInvoice,
    refund: Option<RefundId>,
) -> Outcome<Option<RefundCardFacts>> {
    if reader.schemes()?.is_empty() {
        return Ok(None);
    }
    let events = reader.card_events_of_invoice(invoice.id)?;
    let Some(row) = card_of(reader, invoice, &events)? else { return Ok(None) };
    let events: Vec<CardEventRow> =
        events.into_iter().filter(|event| event.card == row.id && refund.is_some() && event.refund == refund).collect();
    let named = |kind: CardEventKind| -> Vec<RewardFacts> {
        let of_kind = events.iter().filter(|row| row.event.event == kind);
        of_kind.filter_map(|row| row.reward.clone()).map(|reward| RewardFacts { reward }).collect()
    };
    let change = events.iter().fold(Collected::ZERO, |sum, row| sum + row.event.change);
    let scheme = reader.scheme(row.scheme)?;
    Ok(Some(RefundCardFacts {
        change: Units::new(change, scheme.kind, reader.shop().currency),
        returned: named(CardEventKind::RewardReturned),
        revoked: named(CardEventKind::RewardRevoked),
        card: facts(reader, &row)?,
    }))
}
