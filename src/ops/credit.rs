//! Credit notes: free-standing ones take back what they would have earned, referring ones are refunds of another
//! invoice. Both can be taken back in their turn.

use std::cmp::Reverse;

use crate::domain::ledger::{EntryKind, GiveBack, Source};
use crate::domain::refund::{Cut, RefundLine, Refusal, spent_again};
use crate::domain::ticket::Ticket;
use crate::domain::{CustomerId, Day, InvoiceId, Kind, Line, Money, Points, Quantity};
use crate::failure::{self, Failure, Outcome};
use crate::store::{InvoiceState, Need, NewInvoice, Reader, Refund, Returned, StoredInvoice, StoredLine, Tx};

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
pub(super) fn give_back(
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

/// The refund that a credit note stands for: what it did to points and to a card is booked on the invoice it refers to.
pub fn refund_of(reader: &Reader<'_>, invoice: &StoredInvoice) -> Outcome<Option<Refund>> {
    match invoice.refers_to {
        Some(_) => Ok(reader.refund_by_credit(invoice.id)?),
        None => Ok(None),
    }
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
        return Err(Failure::new(failure::Kind::RefundRefused, message).hint("leave the customer out"));
    }
    let currency = tx.shop().currency;
    let ticket = Ticket::new(request.lines.clone()).map_err(|error| refusal::ticket(error, currency))?;
    if !is_refund_of(&ticket, original.total) || !request.spend.is_empty() {
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
        counts: original.counts,
    };
    tx.insert_invoice(&new, ticket.lines())?;
    let cut = cut_of(&ticket, &tx.lines(original.id)?)
        .map_err(|no| refusal::refund(no, currency).named("NUMBER", &original.number))?;
    let refund = RefundRequest { cut, day: paid_on, reason: None, credit: Some(id) };
    if change::refund(tx, &original, &refund, None)?.is_none() {
        let message = format!("nothing is left of invoice `{}` to give back", original.number);
        return Err(Failure::new(failure::Kind::RefundRefused, message));
    }
    tx.about_invoice(id);
    Ok(id)
}

/// Whether a ticket that refers to an invoice gives something back of it: it is below zero, or of nothing where the
/// invoice is of nothing or lines weigh each other up.
pub fn is_refund_of(ticket: &Ticket, total: Money) -> bool {
    let gives = ticket.lines().iter().any(|line| line.net.is_negative());
    ticket.is_credit() || ticket.total().is_zero() && (gives || total.is_zero())
}

/// What the lines of a credit note give back of an invoice: a line matches by sku, else by name, as pieces at the
/// amount given; what matches nothing is an amount. All that is left is all, whatever the lines say, as long as there
/// are as many pieces.
pub fn cut_of(credit: &Ticket, lines: &[StoredLine]) -> Result<Cut, Refusal> {
    let left: Vec<RefundLine> = lines.iter().map(StoredLine::refund_line).collect();
    refuse_more_pieces(credit, lines, &left)?;
    let in_all: Money =
        left.iter().filter(|line| line.kind != Kind::Discount).map(|line| line.net - line.refunded).sum();
    if -credit.total() == in_all {
        return Ok(Cut::All);
    }
    let mut given: Vec<(usize, Quantity, Money)> = Vec::new();
    let mut rest = Money::ZERO;
    for line in credit.lines() {
        let (amount, pieces) = (-line.net, line.line.quantity.abs());
        let fit = |index: usize| {
            let (sold, left) = (&lines[index].ticket.line, left[index]);
            let before = given.iter().filter(|(at, ..)| *at == index);
            let (taken, money) = before.fold((Quantity::ZERO, Money::ZERO), |(taken, money), (_, pieces, amount)| {
                (taken + *pieces, money + *amount)
            });
            let (pieces_left, money_left) =
                ((left.quantity - left.pieces_refunded).abs() - taken, left.net - left.refunded - money);
            let fits = same_article(&line.line, sold)
                && sold.kind != Kind::Discount
                && pieces <= pieces_left
                && amount.abs() <= money_left.abs()
                && (amount.is_zero(), amount.is_negative()) == (money_left.is_zero(), money_left.is_negative());
            let is_same = line.line.name == sold.name && line.line.kind == sold.kind;
            let is_its_price =
                || amount == money_left.share_half_away(pieces.thousandths(), pieces_left.thousandths().max(1));
            // Of several lines with one article the one that was most likely meant, else the first.
            fits.then(|| (is_same, is_its_price(), Reverse(index)))
        };
        match (0..lines.len()).filter_map(fit).max() {
            Some((.., Reverse(index))) => given.push((index, pieces, amount)),
            None => rest += amount,
        }
    }
    Ok(Cut::Given { lines: merge(given), rest })
}

/// More pieces of an article than are left of it in all cannot come back. A line of one piece may stand for money only:
/// files without quantities have no others.
fn refuse_more_pieces(credit: &Ticket, lines: &[StoredLine], left: &[RefundLine]) -> Result<(), Refusal> {
    let given = || credit.lines().iter().filter(|line| line.net.is_negative()).map(|line| &line.line);
    for line in given().filter(|line| line.quantity.abs() != Quantity::ONE) {
        let sold = || {
            let fits =
                |index: &usize| left[*index].kind != Kind::Discount && same_article(line, &lines[*index].ticket.line);
            (0..lines.len()).filter(fits)
        };
        let Some(first) = sold().next() else { continue };
        let is_left =
            sold().fold(Quantity::ZERO, |sum, index| sum + (left[index].quantity - left[index].pieces_refunded).abs());
        let asked = given()
            .filter(|other| same_article(line, other))
            .fold(Quantity::ZERO, |sum, other| sum + other.quantity.abs());
        if asked > is_left {
            return Err(Refusal::FewerPieces { line: first, left: is_left });
        }
    }
    Ok(())
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
    tx.undo_refund(refund)?;
    give_refund_back(tx, refund, note)
}

/// Gives back what a refund did and has not been given back yet; nothing while its invoice is not paid, or nobody's.
pub fn give_refund_back(tx: &Tx<'_>, refund: &Refund, note: Option<i64>) -> Outcome<()> {
    let original = tx.invoice(refund.invoice)?;
    let (reversed, returned) = tx.refund_points(refund)?;
    let Some(customer) = original.customer.filter(|_| original.state == InvoiceState::Paid) else { return Ok(()) };
    let source = Source { invoice: Some(original.id), refund: Some(refund.id), ..Source::default() };
    give_back(tx, &original, customer, reversed, source, note)?;
    spend_again(tx, customer, refund, returned, note)?;
    change::work_out_anew(tx, original.id, note)?;
    super::card::back::undo_refund(tx, original.id, refund.id, note)
}

/// Spends points again that a refund returned, at most so many, those returned last first.
pub(super) fn spend_again(
    tx: &Tx<'_>,
    customer: CustomerId,
    refund: &Refund,
    most: Points,
    note: Option<i64>,
) -> Outcome<()> {
    if !most.is_positive() {
        return Ok(());
    }
    // What ran out by now is looked up as it is booked.
    tx.keep_account(customer, tx.account(customer, Need::default(), &[])?, None)?;
    let mut account = tx.account(customer, Need { cover: most, ..Need::default() }, &[])?;
    let mut left = most;
    for Returned { redemption, points, lapsed } in tx.returns_of(refund)? {
        let now = spent_again(points, lapsed, left);
        left -= points.min(left);
        if now.is_positive() {
            let source =
                Source { invoice: Some(refund.invoice), refund: Some(refund.id), redemption: Some(redemption) };
            account.debit(EntryKind::Return, tx.today(), now, None, source)?;
        }
    }
    tx.keep_account(customer, account, note)?;
    Ok(())
}
