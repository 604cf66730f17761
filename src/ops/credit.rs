//! Credit notes: free-standing ones take back what they would have earned, referring ones are refunds of another
//! invoice. Both can be taken back in their turn.

use crate::domain::ledger::{EntryKind, GiveBack, Source};
use crate::domain::refund::Cut;
use crate::domain::ticket::Ticket;
use crate::domain::{CustomerId, Day, InvoiceId, Line, Money, Points, Quantity};
use crate::failure::{Failure, Kind, Outcome};
use crate::store::{InvoiceState, Need, NewInvoice, Refund, StoredInvoice, StoredLine, Tx};

use super::change::{self, RefundRequest};
use super::record::Request;
use super::refusal;

/// Takes points back from a customer, at most what was earned and neither taken back nor run out.
pub fn take_back(tx: &Tx<'_>, customer: CustomerId, points: Points, date: Day, source: Source) -> Outcome<()> {
    let mut account = tx.account(customer, Need { cover: points, ..Need::default() }, &[])?;
    let points = points.min(account.creditable());
    if points.is_positive() {
        account.debit(EntryKind::Reverse, date, points, None, source)?;
    }
    tx.keep_account(customer, account, None)?;
    Ok(())
}

/// Gives back what a free-standing credit note took.
pub fn give_back_reversals(
    tx: &Tx<'_>,
    invoice: &StoredInvoice,
    customer: CustomerId,
    note: Option<i64>,
) -> Outcome<()> {
    let left = tx.invoice_points(invoice.id)?.reversed;
    let source = Source { invoice: Some(invoice.id), ..Source::default() };
    give_back(tx, invoice, customer, left, source, note)
}

/// Gives back `points` of the reversals of an invoice (those of one refund if the source names it), the latest first.
/// What was taken of somebody who had the invoice before goes to whose it is now, and is good as long as its own points.
fn give_back(
    tx: &Tx<'_>,
    invoice: &StoredInvoice,
    customer: CustomerId,
    points: Points,
    source: Source,
    note: Option<i64>,
) -> Outcome<()> {
    let revisions = tx.revisions()?;
    let own_expires_on = revisions.in_force(tx.today()).settings.last_day(tx.today());
    let mut left = points;
    for (entry, taken) in tx.reversals(invoice.id, source.refund)? {
        let now = left.min(taken);
        if !now.is_positive() {
            break;
        }
        left -= now;
        let (kind, today) = (EntryKind::Reverse, tx.today());
        if tx.stands_for(tx.entry(entry)?.customer)? == customer {
            let mut account = tx.account(customer, Need::default(), &[entry])?;
            let debit = tx.past_debit(entry, taken - now)?;
            let back = GiveBack { kind, date: today, points: now, own_expires_on, source };
            account.give_back(&debit, back, today)?;
            tx.keep_account(customer, account, note)?;
        } else {
            let settings = &revisions.get(invoice.revision).expect("revisions are never deleted").settings;
            let expires_on = settings.last_day(invoice.paid_on.expect("only what was paid is refunded"));
            let mut account = tx.account(customer, Need::default(), &[])?;
            account.credit(kind, today, now, expires_on, source, today)?;
            tx.keep_account(customer, account, note)?;
        }
    }
    Ok(())
}

/// Records a credit note that refers to an invoice: a refund of it, kept under a number of its own.
pub fn record_referring(
    tx: &Tx<'_>,
    number: &str,
    request: &Request,
    customer: Option<CustomerId>,
    original: &str,
) -> Outcome<InvoiceId> {
    let original = change::find(tx, original)?;
    if customer.is_some() && customer != original.customer {
        let message = format!("invoice `{}`, which it refers to, is somebody else's", original.number);
        return Err(Failure::new(Kind::RefundRefused, message).hint("leave the customer out"));
    }
    let currency = tx.shop().currency;
    let ticket = Ticket::new(request.lines.clone()).map_err(|error| refusal::ticket(error, currency))?;
    if !ticket.is_credit() || !request.spend.is_empty() {
        return Err(Failure::usage(
            "what refers to another invoice is a credit note, with a total below zero and no rewards",
        ));
    }
    let day = request.day.unwrap_or(tx.today());
    let paid_on = request.paid_on.unwrap_or(day);
    let id = tx.next_invoice()?;
    let new = NewInvoice {
        number,
        day,
        time: request.time,
        customer: original.customer,
        state: InvoiceState::Paid,
        paid_on: Some(paid_on),
        subtotal: ticket.subtotal(),
        total: ticket.total(),
        revision: original.revision,
        refers_to: Some(original.id),
        earns: original.earns,
    };
    tx.insert_invoice(&new, ticket.lines())?;
    let cut = cut_of(&ticket, &tx.lines(original.id)?);
    let refund = RefundRequest { cut, day: paid_on, reason: None, credit: Some(id) };
    if change::refund(tx, &original, &refund, None)?.is_none() {
        let message = format!("nothing is left of invoice `{}` to give back", original.number);
        return Err(Failure::new(Kind::RefundRefused, message));
    }
    tx.about_invoice(id);
    Ok(id)
}

/// What the lines of a credit note give back of an invoice: a line matches by sku, else by name, as pieces at the
/// amount given; what matches nothing is an amount.
pub fn cut_of(credit: &Ticket, lines: &[StoredLine]) -> Cut {
    let mut given: Vec<(usize, Quantity, Money)> = Vec::new();
    let mut rest = Money::ZERO;
    for line in credit.lines() {
        let amount = -line.net;
        let pieces = if line.line.quantity.is_negative() { -line.line.quantity } else { line.line.quantity };
        let fits = |(index, stored): &(usize, &StoredLine)| {
            let taken: Quantity =
                given.iter().filter(|(at, ..)| at == index).fold(Quantity::ZERO, |sum, (_, pieces, _)| sum + *pieces);
            let money: Money = given.iter().filter(|(at, ..)| at == index).map(|(_, _, amount)| *amount).sum();
            let left = stored.refund_line();
            same_article(&line.line, &stored.ticket.line)
                && pieces <= left.quantity - left.pieces_refunded - taken
                && amount <= left.net - left.refunded - money
        };
        match lines.iter().enumerate().find(fits) {
            Some((index, _)) if amount.is_positive() => given.push((index, pieces, amount)),
            _ => rest += amount,
        }
    }
    Cut::Given { lines: merge(given), rest }
}

/// One entry a line: two lines of a credit note may give back pieces of the same one.
fn merge(given: Vec<(usize, Quantity, Money)>) -> Vec<(usize, Quantity, Money)> {
    let mut merged: Vec<(usize, Quantity, Money)> = Vec::new();
    for (index, pieces, amount) in given {
        match merged.iter_mut().find(|(at, ..)| *at == index) {
            Some((_, all, sum)) => {
                *all += pieces;
                *sum += amount;
            }
            None => merged.push((index, pieces, amount)),
        }
    }
    merged
}

fn same_article(credit: &Line, sold: &Line) -> bool {
    match (&credit.sku, &sold.sku) {
        (Some(credit), Some(sold)) => credit == sold,
        _ => credit.name == sold.name,
    }
}

/// Takes a refund back: its points are earned again, and what it returned is spent again.
pub fn undo_refund(tx: &Tx<'_>, refund: &Refund, note: Option<i64>) -> Outcome<()> {
    let original = tx.invoice(refund.invoice)?;
    let (reversed, returned) = tx.refund_points(refund)?;
    let returns = tx.returns_of(refund)?;
    tx.undo_refund(refund)?;
    let Some(customer) = original.customer.filter(|_| original.state == InvoiceState::Paid) else { return Ok(()) };
    if returned.is_positive() {
        let mut account = tx.account(customer, Need { cover: returned, ..Need::default() }, &[])?;
        for (redemption, spent) in returns {
            let source = Source { invoice: Some(original.id), refund: Some(refund.id), redemption: Some(redemption) };
            account.debit(EntryKind::Return, tx.today(), spent, None, source)?;
        }
        tx.keep_account(customer, account, note)?;
    }
    let source = Source { invoice: Some(original.id), refund: Some(refund.id), ..Source::default() };
    give_back(tx, &original, customer, reversed, source, note)?;
    super::card::back::undo_refund(tx, original.id, refund.id, note)
}
