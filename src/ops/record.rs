//! Recording an invoice: a new one, the same again, or the same brought further.

use crate::domain::text;
use crate::domain::ticket::Ticket;
use crate::domain::{CustomerId, Day, InvoiceId, Line, TimeOfDay};
use crate::failure::{Failure, Kind, Outcome};
use crate::report::Status;
use crate::store::{InvoiceState, NewCustomer, NewInvoice, Reader, StoredInvoice, Tx};

use super::pay::{self, Payment, Spend};
use super::{change, compare, credit, refusal, who};

/// An invoice as it is asked for.
#[derive(Clone, Debug)]
pub struct Request {
    /// The number; a preview needs none.
    pub number: Option<String>,
    /// Its day; today without.
    pub day: Option<Day>,
    /// Its time of day.
    pub time: Option<TimeOfDay>,
    /// Whose it is.
    pub customer: Option<Who>,
    /// What was sold.
    pub lines: Vec<Line>,
    /// Whether it is paid.
    pub paid: bool,
    /// The award date; its day without.
    pub paid_on: Option<Day>,
    /// Rewards and points.
    pub spend: Spend,
    /// The number of the invoice it is a refund of.
    pub refers_to: Option<String>,
}

/// How the customer of an invoice is named.
#[derive(Clone, Debug)]
pub enum Who {
    /// As a write accepts it: ref, e-mail, phone or whole name.
    Text(String),
    /// By the ref, exactly.
    Reference(String),
    /// By these facts, made of them if unknown: by ref, else by e-mail, else by phone.
    Known(NewCustomer),
}

/// A new invoice as it was worked out, written or not.
#[derive(Clone, Debug)]
pub struct Worked {
    /// The row, when it was written.
    pub id: Option<InvoiceId>,
    /// The number.
    pub number: Option<String>,
    /// Its day.
    pub day: Day,
    /// Its time of day.
    pub time: Option<TimeOfDay>,
    /// The ref of whose it is.
    pub customer: Option<String>,
    /// What it comes to.
    pub payment: Payment,
}

/// What recording did.
#[derive(Clone, Debug)]
pub enum Recorded {
    /// A new invoice, with everything that is to be told of it.
    New(Box<Worked>),
    /// One that stands in the database.
    Stored(InvoiceId, Status),
}

/// Records an invoice, or finds that it is recorded.
pub fn record(tx: &Tx<'_>, request: &Request) -> Outcome<Recorded> {
    let number = clean_number(request.number.as_deref())?;
    check_days(tx, request)?;
    check_unpaid(request)?;
    if let Some(stored) = tx.invoice_by_number(&number)? {
        let status = again(tx, &stored, request)?;
        return Ok(Recorded::Stored(stored.id, status));
    }
    let customer = request.customer.as_ref().map(|who| resolve_or_make(tx, who)).transpose()?;
    if let Some(original) = &request.refers_to {
        let id = credit::record_referring(tx, &number, request, customer.as_ref().map(|(id, _)| *id), original)?;
        return Ok(Recorded::Stored(id, Status::Recorded));
    }
    let day = request.day.unwrap_or(tx.today());
    let ticket = Ticket::new(request.lines.clone()).map_err(|error| refusal::ticket(error, tx.shop().currency))?;
    let id = tx.next_invoice()?;
    let ids = pay::Ids::of(tx, id, &request.spend)?;
    let payment = work_out(tx, ticket, customer.as_ref().map(|(id, _)| *id), day, request, ids)?;
    let new = NewInvoice {
        number: &number,
        day,
        time: request.time,
        customer: customer.as_ref().map(|(id, _)| *id),
        state: if request.paid { InvoiceState::Paid } else { InvoiceState::Unpaid },
        paid_on: request.paid.then(|| request.paid_on.unwrap_or(day)),
        subtotal: payment.subtotal(),
        total: payment.total(),
        revision: payment.revision,
        refers_to: None,
        earns: true,
        counts: !request.spend.card.leave_out,
    };
    tx.insert_invoice(&new, payment.ticket.lines())?;
    tx.about_invoice(id);
    if let Some((customer, _)) = &customer {
        tx.about_customer(*customer);
    }
    let payment = pay::keep(tx, payment)?;
    let customer = customer.map(|(_, reference)| reference);
    Ok(Recorded::New(Box::new(Worked {
        id: Some(id),
        number: Some(number),
        day,
        time: request.time,
        customer,
        payment,
    })))
}

/// Works an invoice out as [`record`] would, and writes nothing.
pub fn preview(reader: &Reader<'_>, today: Day, request: &Request) -> Outcome<Worked> {
    check_unpaid(request)?;
    let day = request.day.unwrap_or(today);
    let customer = request.customer.as_ref().map(|who| resolve(reader, who)).transpose()?.flatten();
    let ticket = Ticket::new(request.lines.clone()).map_err(|error| refusal::ticket(error, reader.shop().currency))?;
    let ids = pay::Ids::none(today);
    let payment = work_out(reader, ticket, customer.as_ref().map(|(id, _)| *id), day, request, ids)?;
    let customer = customer.map(|(_, reference)| reference);
    Ok(Worked { id: None, number: request.number.clone(), day, time: request.time, customer, payment })
}

fn work_out(
    reader: &Reader<'_>,
    ticket: Ticket,
    customer: Option<CustomerId>,
    day: Day,
    request: &Request,
    ids: pay::Ids,
) -> Outcome<Payment> {
    if !request.paid {
        return pay::unpaid(reader, ticket, customer, day, ids);
    }
    pay::work_out(reader, ticket, customer, request.paid_on.unwrap_or(day), &request.spend, ids)
}

/// The number as it is kept.
pub fn clean_number(number: Option<&str>) -> Outcome<String> {
    let number = number.ok_or_else(|| Failure::usage("the invoice has no number").hint("give `--number NUMBER`"))?;
    text::clean(number).map_err(|error| Failure::usage(format!("the number `{number}` {error}")))
}

/// No day of an invoice lies after today.
pub fn check_days(tx: &Tx<'_>, request: &Request) -> Outcome<()> {
    for day in [request.day, request.paid_on].into_iter().flatten() {
        not_after_today(day, tx.today())?;
    }
    Ok(())
}

/// What is not paid yet books nothing, the first time and every other.
fn check_unpaid(request: &Request) -> Outcome<()> {
    if request.paid || request.spend.is_empty() {
        return Ok(());
    }
    let failure = Failure::usage("an unpaid invoice takes no rewards and no points")
        .hint("give them with `loyalty invoice pay NUMBER`");
    Err(request.number.iter().fold(failure, |failure, number| failure.named("NUMBER", number)))
}

/// Refuses a day after today.
pub fn not_after_today(day: Day, today: Day) -> Outcome<()> {
    if day > today {
        return Err(Failure::usage(format!("`{day}` is after today, `{today}`")));
    }
    Ok(())
}

/// The invoice is there: nothing to do, a step further, or a conflict.
fn again(tx: &Tx<'_>, stored: &StoredInvoice, request: &Request) -> Outcome<Status> {
    let customer = match request.customer.as_ref().map(|who| resolve(tx, who)).transpose() {
        // Nobody answers any more to what was asked for first.
        Err(failure) if failure.kind() == Kind::CustomerNotFound && compare::is_of_someone_erased(tx, stored)? => None,
        found => found?.flatten().map(|(id, _)| id),
    };
    let differing = compare::differences(tx, stored, request, customer)?;
    if !differing.is_empty() {
        return Err(compare::conflict(stored, &differing));
    }
    if stored.state == InvoiceState::Void {
        return Ok(Status::Unchanged);
    }
    let mut status = Status::Unchanged;
    if let (None, Some(who)) = (stored.customer, &request.customer) {
        let (customer, _) = resolve_or_make(tx, who)?;
        change::give(tx, stored, customer, None)?;
        status = Status::Updated;
    }
    if stored.state == InvoiceState::Unpaid && request.paid {
        let stored = tx.invoice(stored.id)?;
        change::pay(tx, &stored, Some(request.paid_on.unwrap_or(stored.day)), &request.spend)?;
        status = Status::Updated;
    }
    if status == Status::Updated {
        tx.about_invoice(stored.id);
    }
    Ok(status)
}

/// Finds the customer of a request: (row, ref); `None` when one is to be made.
fn resolve(reader: &Reader<'_>, who: &Who) -> Outcome<Option<(CustomerId, String)>> {
    let found = match who {
        Who::Text(text) => Some(who::write(reader, text)?),
        Who::Reference(reference) => Some(who::by_reference(reader, reference)?),
        Who::Known(facts) => find_known(reader, facts)?,
    };
    Ok(found.map(|customer| (customer.id, customer.reference)))
}

/// Finds the customer of a request, or makes it of the facts given.
pub fn resolve_or_make(tx: &Tx<'_>, who: &Who) -> Outcome<(CustomerId, String)> {
    if let Some(found) = resolve(tx, who)? {
        return Ok(found);
    }
    let Who::Known(facts) = who else { unreachable!("a text or a ref that finds nobody is refused") };
    let customer = tx.insert_customer(facts)?;
    Ok((customer.id, customer.reference))
}

/// By ref when there is one, else by e-mail, else by phone; two of them are ambiguous.
fn find_known(reader: &Reader<'_>, facts: &NewCustomer) -> Outcome<Option<crate::store::Customer>> {
    if let Some(reference) = &facts.reference {
        return Ok(reader.customer_by_reference(reference)?);
    }
    for contact in [&facts.email, &facts.phone].into_iter().flatten() {
        let found = reader.find_customers(contact, crate::store::Rung::Phone)?;
        if found.customers.len() > 1 {
            return who::write(reader, contact).map(Some);
        }
        if let Some(customer) = found.customers.into_iter().next() {
            return Ok(Some(customer));
        }
    }
    if facts.email.is_none() && facts.phone.is_none() {
        return Err(Failure::new(Kind::Usage, "a customer needs a ref, an e-mail or a phone to be known by"));
    }
    Ok(None)
}
