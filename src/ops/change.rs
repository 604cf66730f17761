//! What happens to an invoice after it was recorded: paid, given to somebody, refunded, voided, corrected.

use crate::domain::ledger::{EntryKind, GiveBack, Source};
use crate::domain::refund::{self, Cut, RefundLine};
use crate::domain::ticket::Ticket;
use crate::domain::{CustomerId, Day, InvoiceId, Line, Points, RefundId};
use crate::failure::{Failure, Kind, Outcome, shell_word};
use crate::store::{InvoicePoints, InvoiceState, Need, Reader, Refund, StoredInvoice, StoredLine, Tx};

use super::card::ticket::History;
use super::key::{self, Keyed};
use super::pay::{self, Ids, Payment, Spend};
use super::record::{self, Recorded, Request};
use super::{card, compare, credit, refusal};

/// The standing invoice of that number.
pub fn find(reader: &Reader<'_>, number: &str) -> Outcome<StoredInvoice> {
    if let Some(invoice) = reader.invoice_by_number(number)? {
        return Ok(invoice);
    }
    let mut failure = Failure::new(Kind::InvoiceNotFound, format!("there is no invoice `{number}`"));
    for similar in reader.similar_invoice_numbers(number)? {
        failure = failure.hint(format!("did you mean `{similar}`?"));
    }
    Err(failure)
}

fn wrong_state(invoice: &StoredInvoice, hint: &str) -> Failure {
    let message = format!("invoice `{}` is {}", invoice.number, invoice.state.as_str());
    Failure::new(Kind::InvoiceState, message).hint(hint).named("NUMBER", &invoice.number)
}

/// Works out what paying an unpaid invoice comes to, without writing it.
pub fn work_out_payment(
    reader: &Reader<'_>,
    invoice: &StoredInvoice,
    paid_on: Day,
    spend: &Spend,
    ids: Ids,
) -> Outcome<Payment> {
    let lines: Vec<Line> = reader.lines(invoice.id)?.into_iter().map(|line| line.ticket.line).collect();
    let ticket = Ticket::new(lines).map_err(|error| refusal::ticket(error, reader.shop().currency))?;
    pay::work_out(reader, ticket, invoice.customer, paid_on, spend, ids)
}

/// Pays an unpaid invoice, today unless told; one that is paid already stays as it is (`None`), unless it was paid on
/// another day, or with other rewards or points, than is asked for now.
pub fn pay(tx: &Tx<'_>, invoice: &StoredInvoice, paid_on: Option<Day>, spend: &Spend) -> Outcome<Option<Payment>> {
    match invoice.state {
        InvoiceState::Paid => {
            let differing = compare::payment_differences(tx, invoice, paid_on, spend)?;
            return if differing.is_empty() { Ok(None) } else { Err(compare::conflict(invoice, &differing)) };
        }
        InvoiceState::Void => {
            return Err(wrong_state(invoice, "record it anew with `loyalty invoice correct NUMBER --reason TEXT …`"));
        }
        InvoiceState::Unpaid => {}
    }
    if invoice.customer.is_none() && !spend.takes_nothing() {
        return Err(Failure::usage("rewards and points need to know whose they are")
            .hint("say whose the invoice is with `loyalty invoice assign NUMBER WHO`")
            .named("NUMBER", &invoice.number));
    }
    let (ids, paid_on) = (Ids::of_recorded(tx, invoice, spend)?, paid_on.unwrap_or(tx.today()));
    let payment = work_out_payment(tx, invoice, paid_on, spend, ids)?;
    let (total, counts) = (payment.total(), !spend.card.leave_out);
    tx.update_invoice_paid(invoice.id, paid_on, payment.revision, total, counts, payment.ticket.lines())?;
    tx.about_invoice(invoice.id);
    if let Some(customer) = invoice.customer {
        tx.about_customer(customer);
    }
    pay::keep(tx, payment).map(Some)
}

/// Gives nobody's invoice to somebody: it earns what is left of it, dated today, by the rule of its award date.
/// `history` says how it counts on a card when an import gives it.
pub fn give(tx: &Tx<'_>, invoice: &StoredInvoice, to: CustomerId, history: Option<History>) -> Outcome<()> {
    hand(tx, invoice, to, None, history)
}

/// As [`give`]; it earns `points`, what was taken back of whoever had it before.
fn hand(
    tx: &Tx<'_>,
    invoice: &StoredInvoice,
    to: CustomerId,
    points: Option<Points>,
    history: Option<History>,
) -> Outcome<()> {
    tx.assign_invoice(invoice, to)?;
    tx.about_invoice(invoice.id);
    tx.about_customer(to);
    // What a credit note took for another invoice, its refund has taken there.
    if invoice.state != InvoiceState::Paid || invoice.refers_to.is_some() {
        return Ok(());
    }
    if invoice.counts {
        card::back::count_paid(tx, &tx.invoice(invoice.id)?, to, history)?;
    }
    let points = points.map_or_else(|| target(tx, invoice), Ok)?;
    if invoice.total.is_negative() {
        let source = Source { invoice: Some(invoice.id), ..Source::default() };
        return credit::take_back(tx, to, points, tx.today(), source);
    }
    if points.is_positive() { earn(tx, invoice, to, points, None) } else { Ok(()) }
}

/// Moves an invoice to another customer; `false` when it is that customer's already.
pub fn assign(tx: &Tx<'_>, invoice: &StoredInvoice, to: CustomerId) -> Outcome<bool> {
    if invoice.customer == Some(to) {
        return Ok(false);
    }
    if invoice.state == InvoiceState::Void {
        return Err(wrong_state(invoice, "record it anew with `loyalty invoice correct NUMBER --reason TEXT …`"));
    }
    if let Some(original) = invoice.refers_to {
        let original = tx.invoice(original)?.number;
        let message = format!("credit note `{}` stays with invoice `{original}`, which it refers to", invoice.number);
        return Err(Failure::new(Kind::InUse, message)
            .hint("give that one to somebody else with `loyalty invoice assign NUMBER WHO`")
            .named("NUMBER", &original)
            .named("WHO", &tx.customer(to)?.reference));
    }
    if !tx.redemptions_on(invoice.id)?.is_empty() {
        let message = format!("points were used on invoice `{}`, and they stay with their customer", invoice.number);
        return Err(Failure::new(Kind::InUse, message).hint(format!(
            "record it anew with `loyalty invoice correct {} --reason TEXT …`",
            shell_word(&invoice.number)
        )));
    }
    if card::back::is_used_on(tx, invoice.id)? {
        let message =
            format!("a card's reward was used on invoice `{}`, and it stays with its customer", invoice.number);
        return Err(Failure::new(Kind::InUse, message).hint(format!(
            "record it anew with `loyalty invoice correct {} --reason TEXT …`",
            shell_word(&invoice.number)
        )));
    }
    let mut left = None;
    if let Some(from) = invoice.customer {
        card::back::leave(tx, invoice)?;
        if invoice.total.is_negative() {
            credit::give_back_reversals(tx, invoice, from, None)?;
        } else {
            // What has run out is not there to be earned anew.
            left = Some(reverse(tx, invoice, from, Points::ZERO, tx.today(), None, None)?);
        }
    }
    hand(tx, invoice, to, left, None)?;
    Ok(true)
}

/// What an invoice earns by what is left of it, under its own revision; for a credit note, what it takes back.
pub fn target(reader: &Reader<'_>, invoice: &StoredInvoice) -> Outcome<Points> {
    if !invoice.earns {
        return Ok(Points::ZERO);
    }
    let revisions = reader.revisions()?;
    let settings = &revisions.get(invoice.revision).expect("revisions are never deleted").settings;
    let lines = reader.lines(invoice.id)?;
    let left: Vec<_> = lines.iter().map(StoredLine::left).collect();
    let earned = if invoice.total.is_negative() {
        crate::domain::earn::earn_turned(settings, &left)?
    } else {
        crate::domain::earn::earn(settings, &left, invoice.total - invoice.refunded)?
    };
    Ok(earned.points)
}

/// Takes points back until `target` is left of what the invoice earned; returns how many.
fn reverse(
    tx: &Tx<'_>,
    invoice: &StoredInvoice,
    customer: CustomerId,
    target: Points,
    date: Day,
    refund: Option<RefundId>,
    note: Option<i64>,
) -> Outcome<Points> {
    let need = Need { own: Some(invoice.id), cover: tx.invoice_points(invoice.id)?.earned, ..Need::default() };
    let mut account = tx.account(customer, need, &[])?;
    let so_far = tx.invoice_points(invoice.id)?;
    let lapsed = so_far.lapsed + account.lapsed_here(invoice.id);
    let points = refund::reversal(so_far.earned, so_far.reversed, lapsed, target);
    if points.is_positive() {
        let own = tx.earn_entry(invoice.id)?;
        let source = Source { invoice: Some(invoice.id), refund, ..Source::default() };
        account.debit(EntryKind::Reverse, date, points, own, source)?;
    }
    tx.keep_account(customer, account, note)?;
    Ok(points)
}

/// Works the points of a paid invoice out anew on what is left of it, after a refund was taken back: what the refund took
/// is not always what the others leave (domain.md §5).
pub fn work_out_anew(tx: &Tx<'_>, invoice: InvoiceId, note: Option<i64>) -> Outcome<()> {
    let invoice = &tx.invoice(invoice)?;
    let Some(customer) = invoice.customer.filter(|_| invoice.state == InvoiceState::Paid) else { return Ok(()) };
    let target = target(tx, invoice)?;
    let standing: Vec<Refund> = tx.refunds_of(invoice.id)?.into_iter().filter(|refund| !refund.undone).collect();
    let last = standing.last().map(|refund| refund.id);
    reverse(tx, invoice, customer, target, tx.today(), last, note)?;
    let so_far = tx.invoice_points(invoice.id)?;
    let mut missing = target - (so_far.earned - so_far.reversed);
    for refund in standing.iter().rev() {
        let (reversed, _) = tx.refund_points(refund)?;
        let points = missing.min(reversed);
        if points.is_positive() {
            missing -= points;
            let source = Source { invoice: Some(invoice.id), refund: Some(refund.id), ..Source::default() };
            credit::give_back(tx, invoice, customer, points, source, note)?;
        }
    }
    // Who got it after the refund earned only what was left of it then.
    if missing.is_positive() && tx.was_assigned(invoice.id)? {
        earn(tx, invoice, customer, missing, note)?;
    }
    work_out_returned_anew(tx, invoice, customer, &standing, note)
}

/// The same for the points redeemed on it. What of a refund that was taken back had run out stays returned.
fn work_out_returned_anew(
    tx: &Tx<'_>,
    invoice: &StoredInvoice,
    customer: CustomerId,
    standing: &[Refund],
    note: Option<i64>,
) -> Outcome<()> {
    let Some(last) = standing.last() else { return Ok(()) };
    let InvoicePoints { redeemed, returned, .. } = tx.invoice_points(invoice.id)?;
    if !redeemed.is_positive() {
        return Ok(());
    }
    let lines: Vec<RefundLine> = tx.lines(invoice.id)?.iter().map(StoredLine::refund_line).collect();
    let nothing_left = refund::is_nothing_left(&lines);
    let in_all = refund::returned_in_all(redeemed, invoice.refunded, invoice.total, nothing_left);
    let each = standing.iter().map(|refund| Ok(tx.refund_points(refund)?.1)).collect::<Outcome<Vec<Points>>>()?;
    let mut over = each.iter().copied().sum::<Points>() - in_all;
    for (refund, points) in standing.iter().zip(each).rev() {
        let now = points.min(over).at_least_zero();
        over -= now;
        credit::spend_again(tx, customer, refund, now, note)?;
    }
    give_redeemed_back(tx, invoice.id, in_all - returned, tx.today(), Some(last.id), note)
}

/// Earns points of an invoice today, good as long as those of its award date.
fn earn(tx: &Tx<'_>, invoice: &StoredInvoice, customer: CustomerId, points: Points, note: Option<i64>) -> Outcome<()> {
    let paid_on = invoice.paid_on.expect("only what was paid earns");
    let revisions = tx.revisions()?;
    let settings = &revisions.get(invoice.revision).expect("revisions are never deleted").settings;
    let source = Source { invoice: Some(invoice.id), ..Source::default() };
    let mut account = tx.account(customer, Need::default(), &[])?;
    account.credit(EntryKind::Earn, tx.today(), points, settings.last_day(paid_on), source, tx.today())?;
    tx.keep_account(customer, account, note)?;
    Ok(())
}

/// Gives back points that were redeemed on an invoice, from the last redemption back; returns how many.
fn give_redeemed_back(
    tx: &Tx<'_>,
    invoice: InvoiceId,
    points: Points,
    date: Day,
    refund: Option<RefundId>,
    note: Option<i64>,
) -> Outcome<()> {
    let mut left = points;
    for redemption in tx.redemptions_on(invoice)?.into_iter().rev() {
        let now = left.min(redemption.points - redemption.returned);
        if !now.is_positive() {
            continue;
        }
        left -= now;
        let mut account = tx.account(redemption.customer, Need::default(), &[redemption.entry])?;
        let debit = tx.past_debit(redemption.entry, redemption.returned)?;
        let source = Source { invoice: Some(invoice), refund, redemption: Some(redemption.id) };
        let back = GiveBack { kind: EntryKind::Return, date, points: now, own_expires_on: None, source };
        account.give_back(&debit, back, tx.today())?;
        tx.keep_account(redemption.customer, account, note)?;
    }
    Ok(())
}

/// A refund that is asked for.
#[derive(Clone, Debug)]
pub struct RefundRequest<'a> {
    /// What is to be given back.
    pub cut: Cut,
    /// Its day.
    pub day: Day,
    /// Why.
    pub reason: Option<&'a str>,
    /// The credit note that records it.
    pub credit: Option<InvoiceId>,
}

/// Refunds an invoice; `None` when there is nothing left of what was asked for, or the key says it was done.
pub fn refund(
    tx: &Tx<'_>,
    invoice: &StoredInvoice,
    request: &RefundRequest<'_>,
    keyed: Option<&Keyed<'_>>,
) -> Outcome<Option<RefundId>> {
    if invoice.state != InvoiceState::Paid {
        return Err(wrong_state(invoice, "only what is paid is given back; see it with `loyalty invoice show NUMBER`"));
    }
    let currency = tx.shop().currency;
    let sold = tx.lines(invoice.id)?;
    let lines: Vec<RefundLine> = sold.iter().map(StoredLine::refund_line).collect();
    let refused = |no, currency| refusal::refund(no, currency).named("NUMBER", &invoice.number);
    let plan = match refund::plan(&lines, invoice.total, &request.cut).map_err(|no| refused(no, currency))? {
        refund::Outcome::Unchanged => return Ok(None),
        refund::Outcome::Refund(plan) => plan,
    };
    let id = tx.next_refund()?;
    let note = request.reason.map(|reason| tx.because(reason)).transpose()?;
    tx.insert_refund(id, invoice.id, request.credit, request.day, &plan, note)?;
    tx.about_invoice(invoice.id);
    if let Some(customer) = invoice.customer {
        tx.about_customer(customer);
        let invoice = tx.invoice(invoice.id)?;
        reverse(tx, &invoice, customer, target(tx, &invoice)?, request.day, Some(id), note)?;
        let so_far = tx.invoice_points(invoice.id)?;
        let back =
            refund::returnable(so_far.redeemed, so_far.returned, invoice.refunded, invoice.total, plan.nothing_left);
        give_redeemed_back(tx, invoice.id, back, request.day, Some(id), note)?;
        card::back::refund(tx, invoice.id, &sold, id, request.day, note)?;
    }
    key::remember(tx, keyed, id.0)?;
    Ok(Some(id))
}

/// Undoes an invoice whole; `false` when it is void already.
pub fn void(tx: &Tx<'_>, invoice: &StoredInvoice, reason: &str) -> Outcome<bool> {
    if invoice.state == InvoiceState::Void {
        return Ok(false);
    }
    let note = Some(tx.because(reason)?);
    tx.about_invoice(invoice.id);
    if let Some(customer) = invoice.customer {
        tx.about_customer(customer);
    }
    undo_points(tx, invoice, note)?;
    card::back::void(tx, invoice, note)?;
    tx.update_invoice_void(invoice.id)?;
    Ok(true)
}

/// Takes back everything that an invoice did to the points.
fn undo_points(tx: &Tx<'_>, invoice: &StoredInvoice, note: Option<i64>) -> Outcome<()> {
    if let Some(refund) = tx.refund_by_credit(invoice.id)?.filter(|refund| !refund.undone) {
        return credit::undo_refund(tx, &refund, note);
    }
    let Some(customer) = invoice.customer.filter(|_| invoice.state == InvoiceState::Paid) else { return Ok(()) };
    if invoice.total.is_negative() {
        return credit::give_back_reversals(tx, invoice, customer, note);
    }
    reverse(tx, invoice, customer, Points::ZERO, tx.today(), None, note)?;
    let so_far = tx.invoice_points(invoice.id)?;
    give_redeemed_back(tx, invoice.id, so_far.redeemed - so_far.returned, tx.today(), None, note)
}

/// Voids an invoice and records what is given under the same number, as one operation.
pub fn correct(tx: &Tx<'_>, invoice: &StoredInvoice, request: &Request, reason: &str) -> Outcome<Recorded> {
    if tx.refunds_of(invoice.id)?.iter().any(|refund| refund.credit.is_some() && !refund.undone) {
        let message = format!("a credit note refers to invoice `{}`", invoice.number);
        return Err(Failure::new(Kind::InUse, message)
            .hint("void the credit note first: `loyalty invoice void CREDIT --reason TEXT`"));
    }
    if !void(tx, invoice, reason)? {
        tx.because(reason)?;
    }
    tx.update_invoice_standing_down(invoice.id)?;
    record::record(tx, request)
}
