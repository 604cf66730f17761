//! What happens to a card when its ticket is refunded, voided or somebody else's, and when that is taken back.

use std::collections::BTreeMap;

use crate::domain::card::{
    Card, CardEventKind, ItemLine, LeftLine, Outcome as CardOutcome, Reached, Slot, Step, Ticket, book_ticket, count,
    count_left, reached, step,
};
use crate::domain::{CardId, Collected, CustomerId, Day, InvoiceId, Kind as LineKind, RefundId, Scheme};
use crate::failure::{Failure, Kind, Outcome};
use crate::store::{Booking, CardRow, Cause, Customer, InvoiceState, Marks, Reader, StoredInvoice, StoredLine, Tx};

use super::refused;
use super::ticket::{self, CardWish, History, OnTicket, item_line, turned};

/// The award date of a paid ticket of the customer that is on no card.
pub(super) fn countable(tx: &Tx<'_>, invoice: &StoredInvoice, customer: &Customer) -> Outcome<Day> {
    super::own_paid_ticket(tx, &invoice.number, customer)?;
    let refused = |message: String| Failure::new(Kind::CardRefused, message);
    if invoice.total.is_negative() {
        return Err(refused(format!("invoice `{}` is a credit note, which brings a card nothing", invoice.number)));
    }
    if let Some(booking) = tx.booking(invoice.id)? {
        let scheme = tx.scheme(tx.card_row(booking.card)?.scheme)?;
        return Err(refused(format!("invoice `{}` is on the card `{}` already", invoice.number, scheme.name))
            .hint("leave `--invoice` out"));
    }
    Ok(invoice.paid_on.unwrap_or(invoice.day))
}

/// Counts a paid ticket, as far as it is left, on the card of a customer, or on one that it opens. What it brings
/// waits, unless it is history that waives it. A credit note takes instead.
pub fn count_paid(tx: &Tx<'_>, invoice: &StoredInvoice, customer: CustomerId, history: Option<History>) -> Outcome<()> {
    if tx.schemes()?.is_empty() {
        return Ok(());
    }
    let date = invoice.paid_on.unwrap_or(invoice.day);
    let lines = tx.lines(invoice.id)?;
    if invoice.total.is_negative() {
        return take_credit(tx, invoice, customer, date, &lines);
    }
    let on = OnTicket { customer, invoice: invoice.id, date, next_card: tx.next_card()? };
    let Some(work) = ticket::begin(tx, on, &CardWish::default(), false)? else { return Ok(()) };
    work.keep_opened(tx)?;
    let row = tx.card_row(work.card_id())?;
    let (scheme, card) = (tx.scheme(row.scheme)?, tx.load_card(&row, Marks::Near(None))?);
    let sold: Vec<ItemLine<'_>> = lines.iter().map(|line| item_line(&line.ticket)).collect();
    let visits = if scheme.max_per_day.is_some() { tx.visits_on(row.id, date, None)? } else { 0 };
    let change = match count(&scheme, &sold, visits).change {
        Collected::ZERO => Collected::ZERO,
        _ => left_of(&scheme, &lines),
    };
    let reached = history.map_or(Reached::Ready, |history| reached(&scheme, date, history.rewards));
    let booked = Ticket { invoice: invoice.id, date, change, used: Vec::new(), worked_in: Vec::new(), reached };
    let outcome = book_ticket(&scheme, &card, &booked).map_err(|no| refused(no, &scheme, &card, tx.shop().currency))?;
    tx.keep_card(&outcome, Cause::default())?;
    Ok(())
}

/// Takes what a free-standing credit note takes off the active card of a customer.
fn take_credit(
    tx: &Tx<'_>,
    invoice: &StoredInvoice,
    customer: CustomerId,
    date: Day,
    lines: &[StoredLine],
) -> Outcome<()> {
    if tx.refund_by_credit(invoice.id)?.is_some() {
        return Ok(());
    }
    let Some(row) = tx.open_card(customer)? else { return Ok(()) };
    let scheme = tx.scheme(row.scheme)?;
    let turned: Vec<ItemLine<'_>> = lines.iter().map(|line| turned(item_line(&line.ticket))).collect();
    let take = crate::domain::card::count_credit_note(&scheme, &turned);
    take_back(tx, row.id, Back { invoice: invoice.id, take, whole: false }, date, Cause::default())
}

/// What is left of what a counted ticket brought.
fn left_of(scheme: &Scheme, lines: &[StoredLine]) -> Collected {
    let left: Vec<LeftLine<'_>> = lines
        .iter()
        .map(|line| LeftLine {
            sold: item_line(&line.ticket),
            quantity: line.ticket.line.quantity - line.refunded_quantity,
            net: line.ticket.net - line.refunded,
        })
        .collect();
    count_left(scheme, &left, is_given_back_whole(lines))
}

fn is_given_back_whole(lines: &[StoredLine]) -> bool {
    let touched = |line: &StoredLine| !line.refunded.is_zero() || !line.refunded_quantity.is_zero();
    let gone = |line: &StoredLine| line.ticket.line.kind == LineKind::Discount || line.ticket.net == line.refunded;
    lines.iter().any(touched) && lines.iter().all(gone)
}

struct Back {
    invoice: InvoiceId,
    take: Collected,
    whole: bool,
}

/// Takes back from a card, or from the one that it went on as.
fn take_back(tx: &Tx<'_>, card: CardId, back: Back, date: Day, cause: Cause<'_>) -> Outcome<()> {
    let row: CardRow = tx.follow_card(tx.card_row(card)?)?;
    let (scheme, card) = (tx.scheme(row.scheme)?, tx.load_card(&row, Marks::Near(Some(back.invoice)))?);
    let taken = Step::TakeBack { invoice: back.invoice, take: back.take, whole: back.whole };
    keep_step(tx, &scheme, &card, date, &taken, cause)?;
    if back.whole { give_back_of_retired(tx, back.invoice, date, cause) } else { Ok(()) }
}

/// Rewards that were used on the ticket while its card was of a scheme that is retired since: the card that it went on
/// as has other rounds, and gets them as granted.
fn give_back_of_retired(tx: &Tx<'_>, invoice: InvoiceId, date: Day, cause: Cause<'_>) -> Outcome<()> {
    for old in tx.cards_with_rewards_used_on(invoice)? {
        let row = tx.card_row(old)?;
        // A card that was merged into another of its scheme has taken its marks along.
        let Some(next) = row.moved_to.map(|next| tx.card_row(next)).transpose()? else { continue };
        if next.scheme == row.scheme {
            continue;
        }
        let (scheme, card) = (tx.scheme(row.scheme)?, tx.load_card(&row, Marks::Near(Some(invoice)))?);
        let whole = Step::TakeBack { invoice, take: Collected::ZERO, whole: true };
        let returned = keep_step(tx, &scheme, &card, date, &whole, cause)?;
        let last = tx.follow_card(next)?;
        for event in returned.events.iter().filter(|event| event.event == CardEventKind::RewardReturned && last.open) {
            let (scheme, card) = (tx.scheme(last.scheme)?, tx.load_card(&last, Marks::All)?);
            if let Some(reward) = event.reward {
                keep_step(tx, &scheme, &card, date, &Step::Grant { reward }, cause)?;
            }
        }
    }
    Ok(())
}

fn keep_step(
    tx: &Tx<'_>,
    scheme: &Scheme,
    card: &Card,
    date: Day,
    taken: &Step,
    cause: Cause<'_>,
) -> Outcome<CardOutcome> {
    let outcome = step(scheme, card, date, taken).map_err(|no| refused(no, scheme, card, tx.shop().currency))?;
    tx.keep_card(&outcome, cause)?;
    Ok(outcome)
}

/// What a ticket that is on a card brings it still.
fn brings(tx: &Tx<'_>, booking: &Booking, lines: &[StoredLine]) -> Outcome<Collected> {
    if booking.counted.is_zero() {
        return Ok(Collected::ZERO);
    }
    // The scheme that counted it, whatever scheme its card is of today.
    let scheme = tx.scheme(tx.card_row(booking.card)?.scheme)?;
    Ok(left_of(&scheme, lines))
}

/// Takes off the card what a refund gave back; `before` are the lines as they were before it. What a void invoice had
/// brought is gone already.
pub fn refund(
    tx: &Tx<'_>,
    invoice: InvoiceId,
    before: &[StoredLine],
    id: RefundId,
    date: Day,
    note: Option<i64>,
) -> Outcome<()> {
    let Some(booking) = booking(tx, invoice)? else { return Ok(()) };
    if tx.invoice(invoice)?.state == InvoiceState::Void {
        return Ok(());
    }
    let after = tx.lines(invoice)?;
    let take = brings(tx, &booking, before)? - brings(tx, &booking, &after)?;
    let back = Back { invoice, take, whole: is_given_back_whole(&after) };
    take_back(tx, booking.card, back, date, Cause { refund: Some(id), note, ..Cause::default() })
}

/// Gives the card what a refund took, as the refund is taken back. A reward that came back with it is used again: the
/// ticket was lowered by it.
pub fn undo_refund(tx: &Tx<'_>, invoice: InvoiceId, id: RefundId, note: Option<i64>) -> Outcome<()> {
    let Some(booking) = booking(tx, invoice)? else { return Ok(()) };
    let row = tx.follow_card(tx.card_row(booking.card)?)?;
    let events = tx.card_events_of_invoice(invoice)?;
    let events = || events.iter().filter(|event| event.card == row.id && event.refund == Some(id));
    let cause = Cause { refund: Some(id), note, ..Cause::default() };
    let take = events().fold(Collected::ZERO, |sum, event| sum + event.event.change);
    take_back(tx, row.id, Back { invoice, take, whole: false }, tx.today(), cause)?;
    for event in events().filter(|event| event.event.event == CardEventKind::RewardReturned) {
        let row = tx.card_row(row.id)?;
        let (scheme, card) = (tx.scheme(row.scheme)?, tx.load_card(&row, Marks::All)?);
        if let Some((round, reward)) = event.event.round.zip(event.event.reward) {
            let again = Step::UseAgain { slot: Slot { round, reward }, invoice };
            keep_step(tx, &scheme, &card, tx.today(), &again, cause)?;
        }
    }
    Ok(())
}

/// Takes off the card everything that a ticket brought, corrections on it included; what a free-standing credit note
/// took comes back. A refund that a credit note recorded is taken back by [`undo_refund`].
pub fn void(tx: &Tx<'_>, invoice: &StoredInvoice, note: Option<i64>) -> Outcome<()> {
    if tx.schemes()?.is_empty() || invoice.state != InvoiceState::Paid {
        return Ok(());
    }
    let cause = Cause { note, ..Cause::default() };
    let mut takes: BTreeMap<CardId, Collected> = BTreeMap::new();
    let mut take = |card: CardId, more: Collected| -> Outcome<()> {
        let row = tx.follow_card(tx.card_row(card)?)?;
        let sum = takes.entry(row.id).or_default();
        *sum += more;
        Ok(())
    };
    if let Some(booking) = tx.booking(invoice.id)? {
        take(booking.card, brings(tx, &booking, &tx.lines(invoice.id)?)?)?;
    }
    for (card, adjusted) in tx.adjusted_on(invoice.id)? {
        take(card, adjusted)?;
    }
    for card in tx.cards_with_rewards_used_on(invoice.id)? {
        take(card, Collected::ZERO)?;
    }
    for (card, take) in takes {
        take_back(tx, card, Back { invoice: invoice.id, take, whole: true }, tx.today(), cause)?;
    }
    give_credit_back(tx, invoice, cause)
}

/// Gives back what a free-standing credit note took.
fn give_credit_back(tx: &Tx<'_>, invoice: &StoredInvoice, cause: Cause<'_>) -> Outcome<()> {
    if !invoice.total.is_negative() {
        return Ok(());
    }
    let mut takes: BTreeMap<CardId, Collected> = BTreeMap::new();
    for event in tx.card_events_of_invoice(invoice.id)? {
        let sum = takes.entry(event.card).or_default();
        *sum += event.event.change;
    }
    for (card, take) in takes {
        take_back(tx, card, Back { invoice: invoice.id, take, whole: false }, tx.today(), cause)?;
    }
    Ok(())
}

/// Takes a ticket that goes to somebody else off the card it is on.
pub fn leave(tx: &Tx<'_>, invoice: &StoredInvoice) -> Outcome<()> {
    if tx.schemes()?.is_empty() {
        return Ok(());
    }
    if invoice.total.is_negative() {
        return give_credit_back(tx, invoice, Cause::default());
    }
    let Some(booking) = tx.booking(invoice.id)? else { return Ok(()) };
    let take = brings(tx, &booking, &tx.lines(invoice.id)?)?;
    take_back(tx, booking.card, Back { invoice: invoice.id, take, whole: true }, tx.today(), Cause::default())
}

/// Whether a reward was used on the ticket and has not come back.
pub fn is_used_on(reader: &Reader<'_>, invoice: InvoiceId) -> Outcome<bool> {
    if reader.schemes()?.is_empty() {
        return Ok(false);
    }
    Ok(!super::show::used_on(reader, invoice)?.is_empty())
}

fn booking(reader: &Reader<'_>, invoice: InvoiceId) -> Outcome<Option<Booking>> {
    if reader.schemes()?.is_empty() { Ok(None) } else { Ok(reader.booking(invoice)?) }
}
