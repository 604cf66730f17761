//! Client cards by hand: opening, correcting, handing out, closing. What tickets do to them is in `ticket` and `back`.

pub mod back;
pub mod check;
pub mod explain;
pub mod history;
pub mod list;
pub mod merge;
pub mod show;
pub mod ticket;
pub mod undo;
pub mod walk;

use std::collections::BTreeMap;
use std::rc::Rc;

use serde_json::json;

use crate::domain::card::{Card, Refusal, Step, step};
use crate::domain::{CardId, Collected, Currency, CustomerId, Scheme};
use crate::failure::{Failure, Kind, Outcome, shell_word};
use crate::store::{CardRow, Cause, Customer, InvoiceState, Marks, Reader, StoredInvoice, Tx};

use super::key::{self, Keyed};
use super::scheme;

/// The active card of a customer.
pub fn active(reader: &Reader<'_>, customer: &Customer) -> Outcome<CardRow> {
    if let Some(card) = reader.open_card(customer.id)? {
        return Ok(card);
    }
    Err(match own_cards(reader, customer.id)?.last() {
        Some(last) => closed(reader, customer, last)?,
        None => no_card(&customer.reference),
    })
}

/// The active card of a customer, else the last one there was.
pub fn current(reader: &Reader<'_>, customer: &Customer) -> Outcome<CardRow> {
    if let Some(card) = reader.open_card(customer.id)? {
        return Ok(card);
    }
    own_cards(reader, customer.id)?.pop().ok_or_else(|| no_card(&customer.reference))
}

/// All cards a customer has had, or those of a scheme, at least one; the current one is the last.
pub fn all(reader: &Reader<'_>, customer: &Customer, scheme: Option<&Scheme>) -> Outcome<Vec<CardRow>> {
    let mut cards = own_cards(reader, customer.id)?;
    cards.retain(|card| scheme.is_none_or(|scheme| card.scheme == scheme.id));
    match scheme {
        _ if !cards.is_empty() => Ok(cards),
        None => Err(no_card(&customer.reference)),
        Some(scheme) => Err(never_of(customer, scheme)),
    }
}

/// The cards a customer has had, in the order in which they were closed, the active one last. One that was added to
/// another when customers were merged is that other one.
fn own_cards(reader: &Reader<'_>, customer: CustomerId) -> Outcome<Vec<CardRow>> {
    let cards = reader.cards_of(customer)?;
    let is_added =
        |card: &CardRow| cards.iter().any(|other| card.moved_to == Some(other.id) && card.scheme == other.scheme);
    let mut own: Vec<CardRow> = cards.iter().filter(|card| !is_added(card)).copied().collect();
    if own.len() > 1 {
        // Not that in which they were opened: a merge brings cards of any age.
        let closed = own.iter().map(|card| Ok((card.id, reader.last_closing(card.id)?)));
        let closed: BTreeMap<CardId, Option<i64>> = closed.collect::<Outcome<_>>()?;
        own.sort_by_key(|card| (card.open, closed[&card.id], card.id));
    }
    Ok(own)
}

fn never_of(customer: &Customer, scheme: &Scheme) -> Failure {
    let message = format!("customer `{}` never had a card of `{}`", customer.reference, scheme.name);
    Failure::new(Kind::CardNotFound, message)
        .hint("open one with `loyalty card add WHO --scheme SCHEME`")
        .named("WHO", &customer.reference)
        .named("SCHEME", &scheme.name)
}

fn no_card(reference: &str) -> Failure {
    Failure::new(Kind::CardNotFound, format!("customer `{reference}` has no card"))
        .hint(format!("open one with `loyalty card add {} --scheme NAME`", shell_word(reference)))
}

fn closed(reader: &Reader<'_>, customer: &Customer, card: &CardRow) -> Outcome<Failure> {
    let scheme = reader.scheme(card.scheme)?;
    let reference = &customer.reference;
    Ok(Failure::new(Kind::CardRefused, format!("the card `{}` of customer `{reference}` is closed", scheme.name))
        .hint("open it again with `loyalty card reopen WHO --reason TEXT`")
        .hint("or open another with `loyalty card add WHO --scheme SCHEME`")
        .named("WHO", reference)
        .named("SCHEME", &scheme.name))
}

/// The customer has another active card.
pub(super) fn other_active(reader: &Reader<'_>, card: &CardRow) -> Outcome<Failure> {
    let (scheme, customer) = (reader.scheme(card.scheme)?, reader.customer(card.customer)?);
    let message = format!("customer `{}` has an active card of `{}`", customer.reference, scheme.name);
    Ok(Failure::new(Kind::CardExists, message)
        .hint(format!("close it first with `loyalty card close {} --reason TEXT`", shell_word(&customer.reference)))
        .details(json!({ "customer": customer.reference, "scheme": scheme.name })))
}

/// A scheme that opens cards.
pub fn scheme_in_use(scheme: &Scheme) -> Outcome<()> {
    if scheme.retired {
        let message = format!("the scheme `{}` is retired: it opens no more cards", scheme.name);
        return Err(Failure::new(Kind::CardRefused, message).hint("list schemes with `loyalty scheme list`"));
    }
    Ok(())
}

/// Why a card does not take what is asked.
pub fn refused(refusal: Refusal, scheme: &Scheme, card: &Card, currency: Currency) -> Failure {
    let show = |collected: Collected| scheme.show(collected, currency);
    let no = |message: &str| Failure::new(Kind::CardRefused, message);
    match refusal {
        Refusal::Closed => no("the card is closed").hint("open it again with `loyalty card reopen WHO --reason TEXT`"),
        Refusal::Open => no("the card is active"),
        Refusal::ChangeZero => Failure::usage("a correction by `0` changes nothing"),
        Refusal::BelowZero { collected, change } => Failure::new(
            Kind::BelowZero,
            format!("`{}` are collected on the card, and `{}` would take it below zero", show(collected), show(change)),
        )
        .details(json!({ "collected": show(collected), "change": show(change) })),
        Refusal::TooLarge => Failure::new(Kind::TooLarge, "the card would collect more than a card holds"),
        Refusal::TooManyDue => no("more rewards would fall due at once than a card takes")
            .hint("the thresholds are small for that: see `loyalty scheme show SCHEME`")
            .named("SCHEME", &scheme.name),
        Refusal::NotOfScheme(_) => {
            Failure::new(Kind::RewardNotFound, format!("the scheme `{}` has no such reward", scheme.name))
        }
        Refusal::NotReady => {
            let ready: Vec<String> = card
                .ready()
                .filter_map(|slot| scheme.reward(slot.reward))
                .map(|reward| format!("`{}`", reward.name))
                .collect();
            let failure = Failure::new(Kind::RewardRefused, "the reward is not ready on this card");
            match ready.is_empty() {
                true => {
                    failure.hint("nothing is ready; `loyalty card grant WHO REWARD --reason TEXT` gives one by hand")
                }
                false => failure.hint(format!("ready are {}", ready.join(", "))),
            }
        }
        Refusal::DifferentSchemes => no("the two cards are of different schemes"),
    }
}

/// Takes one step of the active card of a customer and keeps it.
fn take(tx: &Tx<'_>, row: &CardRow, taken: &Step, reason: Option<&str>) -> Outcome<()> {
    let (scheme, card) = (tx.scheme(row.scheme)?, tx.load_card(row, Marks::All)?);
    let outcome = step(&scheme, &card, tx.today(), taken).map_err(|no| refused(no, &scheme, &card, tx.shop().currency));
    let outcome = match outcome {
        Ok(outcome) => outcome,
        Err(failure) => return Err(failure.named("WHO", &tx.customer(row.customer)?.reference)),
    };
    let note = reason.map(|reason| tx.because(reason)).transpose()?;
    tx.about_customer(row.customer);
    tx.keep_card(&outcome, Cause { note, ..Cause::default() })?;
    Ok(())
}

/// A card that is to be opened.
#[derive(Clone, Copy, Debug, Default)]
pub struct NewCard<'a> {
    /// The number of a paid ticket that counts on it.
    pub invoice: Option<&'a str>,
    /// What was collected elsewhere, as it was written, and why it is taken over.
    pub collected: Option<(&'a str, &'a str)>,
}

/// Opens a card; `false` when there is an active one of the scheme, opened just so.
pub fn add(tx: &Tx<'_>, customer: &Customer, scheme: &Rc<Scheme>, new: NewCard<'_>) -> Outcome<bool> {
    let currency = tx.shop().currency;
    let collected = match new.collected {
        Some((text, reason)) => Some((parse_collected(text, "--collected", scheme, currency)?, reason)),
        None => None,
    };
    if collected.is_some_and(|(collected, _)| collected <= Collected::ZERO) {
        return Err(Failure::usage("what was collected must be above zero").hint("leave `--collected` out"));
    }
    let invoice = new.invoice.map(|number| super::change::find(tx, number)).transpose()?;
    if let Some(active) = tx.open_card(customer.id)? {
        return match opened_so(tx, &active, scheme, invoice.as_ref(), collected.map(|(collected, _)| collected))? {
            true => Ok(false),
            false => Err(not_again(tx, &active, scheme)?),
        };
    }
    scheme_in_use(scheme)?;
    let date = match &invoice {
        Some(invoice) => back::countable(tx, invoice, customer)?,
        None => tx.today(),
    };
    let opened = Card::open(tx.next_card()?, customer.id, scheme, date, invoice.as_ref().map(|invoice| invoice.id));
    tx.about_customer(customer.id);
    tx.keep_card(&opened, Cause::default())?;
    if let Some((change, reason)) = collected {
        let row = active(tx, customer)?;
        take(tx, &row, &Step::Adjust { change, invoice: None }, Some(reason))?;
    }
    if let Some(invoice) = &invoice {
        tx.about_invoice(invoice.id);
        tx.update_invoice_counts(invoice.id)?;
        back::count_paid(tx, invoice, customer.id, None)?;
    }
    Ok(true)
}

/// Reads an amount that a card of the scheme collects.
pub fn parse_collected(text: &str, name: &str, scheme: &Scheme, currency: Currency) -> Outcome<Collected> {
    Collected::parse(text, scheme.kind, currency).map_err(|error| {
        let what = match scheme.kind {
            crate::domain::SchemeKind::Spend => "an amount of money, as in `12.50`",
            _ => "a whole number, as in `4`",
        };
        Failure::usage(format!("the value `{text}` of `{name}` {error}"))
            .hint(format!("the card counts `{}`: write {what}", scheme.kind.as_str()))
    })
}

/// Whether the active card is what opening it again would make.
fn opened_so(
    tx: &Tx<'_>,
    active: &CardRow,
    scheme: &Scheme,
    invoice: Option<&StoredInvoice>,
    collected: Option<Collected>,
) -> Outcome<bool> {
    use crate::domain::card::CardEventKind;
    if active.scheme != scheme.id {
        return Ok(false);
    }
    let events = tx.card_events(active.id)?;
    let on_ticket = |invoice: &StoredInvoice| {
        events.iter().any(|event| event.event == CardEventKind::Collected && event.invoice == Some(invoice.id))
    };
    let adjusted = |collected: Collected| {
        events.get(1).is_some_and(|event| event.event == CardEventKind::Adjusted && event.change == collected)
    };
    Ok(invoice.is_none_or(on_ticket) && collected.is_none_or(adjusted))
}

fn not_again(tx: &Tx<'_>, active: &CardRow, scheme: &Scheme) -> Outcome<Failure> {
    let failure = other_active(tx, active)?;
    if active.scheme != scheme.id {
        return Ok(failure);
    }
    let reference = tx.customer(active.customer)?.reference;
    let message = format!("customer `{reference}` has an active card of `{}` already", scheme.name);
    Ok(Failure::new(Kind::CardExists, message)
        .hint(format!(
            "correct it with `loyalty card adjust {} +1 --reason TEXT`, with `--invoice` for a ticket",
            shell_word(&reference)
        ))
        .details(json!({ "customer": reference, "scheme": scheme.name })))
}

/// A correction by hand.
#[derive(Clone, Copy, Debug)]
pub struct Adjustment<'a> {
    /// Signed, as it was written.
    pub change: &'a str,
    /// Why.
    pub reason: &'a str,
    /// The number of the ticket it is about.
    pub invoice: Option<&'a str>,
}

/// Corrects what is collected; `false` when the key says it was done.
pub fn adjust(
    tx: &Tx<'_>,
    customer: &Customer,
    adjustment: &Adjustment<'_>,
    keyed: Option<&Keyed<'_>>,
) -> Outcome<bool> {
    if key::seen(tx, keyed)?.is_some() {
        return Ok(false);
    }
    let row = active(tx, customer)?;
    let scheme = tx.scheme(row.scheme)?;
    let change = parse_collected(adjustment.change, "N", &scheme, tx.shop().currency)?;
    let invoice = adjustment.invoice.map(|number| own_paid_ticket(tx, number, customer)).transpose()?;
    let invoice = invoice.map(|invoice| invoice.id);
    take(tx, &row, &Step::Adjust { change, invoice }, Some(adjustment.reason))?;
    if let Some(invoice) = invoice {
        tx.about_invoice(invoice);
    }
    key::remember(tx, keyed, row.id.0)?;
    Ok(true)
}

/// A paid ticket of that customer.
fn own_paid_ticket(reader: &Reader<'_>, number: &str, customer: &Customer) -> Outcome<StoredInvoice> {
    let invoice = super::change::find(reader, number)?;
    if invoice.customer != Some(customer.id) {
        let message = format!("invoice `{}` is not of customer `{}`", invoice.number, customer.reference);
        return Err(Failure::new(Kind::CardRefused, message).hint(format!(
            "move it with `loyalty invoice assign {} {}`",
            shell_word(&invoice.number),
            shell_word(&customer.reference)
        )));
    }
    if invoice.state != InvoiceState::Paid {
        let message = format!("invoice `{}` is {}", invoice.number, invoice.state.as_str());
        return Err(Failure::new(Kind::InvoiceState, message).hint("only a paid ticket is on a card"));
    }
    Ok(invoice)
}

/// Hands out a reward that waits; `false` when the key says it was done.
pub fn redeem(
    tx: &Tx<'_>,
    customer: &Customer,
    name: &str,
    invoice: Option<&str>,
    keyed: Option<&Keyed<'_>>,
) -> Outcome<bool> {
    if key::seen(tx, keyed)?.is_some() {
        return Ok(false);
    }
    let row = active(tx, customer)?;
    let scheme = tx.scheme(row.scheme)?;
    let rewards = scheme.rewards_named(name);
    if rewards.is_empty() {
        return Err(scheme::no_reward(&scheme, name));
    }
    let invoice = invoice.map(|number| own_paid_ticket(tx, number, customer)).transpose()?;
    let invoice = invoice.map(|invoice| invoice.id);
    take(tx, &row, &Step::Redeem { rewards, invoice }, None).map_err(|failure| failure.named("REWARD", name))?;
    if let Some(invoice) = invoice {
        tx.about_invoice(invoice);
    }
    key::remember(tx, keyed, row.id.0)?;
    Ok(true)
}

/// Gives a reward by hand; `false` when the key says it was done.
pub fn grant(tx: &Tx<'_>, customer: &Customer, name: &str, reason: &str, keyed: Option<&Keyed<'_>>) -> Outcome<bool> {
    if key::seen(tx, keyed)?.is_some() {
        return Ok(false);
    }
    let row = active(tx, customer)?;
    let scheme = tx.scheme(row.scheme)?;
    let reward = *scheme.rewards_named(name).first().ok_or_else(|| scheme::no_reward(&scheme, name))?;
    take(tx, &row, &Step::Grant { reward }, Some(reason))?;
    key::remember(tx, keyed, row.id.0)?;
    Ok(true)
}

/// Closes the active card; `false` when the customer's card is closed already.
pub fn close(tx: &Tx<'_>, customer: &Customer, reason: &str) -> Outcome<bool> {
    let row = current(tx, customer)?;
    if !row.open {
        return Ok(false);
    }
    take(tx, &row, &Step::Close, Some(reason))?;
    Ok(true)
}

/// Opens the card again that was closed last; `false` when the customer's last card is active.
pub fn reopen(tx: &Tx<'_>, customer: &Customer, reason: &str) -> Outcome<bool> {
    let cards = own_cards(tx, customer.id)?;
    let last_closed = cards.iter().rev().find(|card| !card.open);
    if let Some(active) = tx.open_card(customer.id)? {
        let newer_active = last_closed.is_none_or(|closed| closed.id < active.id);
        return match newer_active && last_closed.is_some() && !was_reopened(tx, &active)? {
            true => Err(other_active(tx, &active)?),
            false => Ok(false),
        };
    }
    let closed = last_closed.ok_or_else(|| no_card(&customer.reference))?;
    if let Some(next) = closed.moved_to {
        let scheme = tx.scheme(tx.card_row(next)?.scheme)?;
        let message = format!("the card went on as one of `{}`", scheme.name);
        return Err(Failure::new(Kind::CardRefused, message)
            .hint(format!("open another with `loyalty card add {} --scheme NAME`", shell_word(&customer.reference))));
    }
    take(tx, closed, &Step::Reopen, Some(reason))?;
    Ok(true)
}

/// Whether the card was closed once and is active again.
fn was_reopened(reader: &Reader<'_>, card: &CardRow) -> Outcome<bool> {
    let events = reader.card_events(card.id)?;
    Ok(events.iter().any(|event| event.event == crate::domain::card::CardEventKind::Reopened))
}
