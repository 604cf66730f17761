//! What is told of an invoice, whether it stands in the database or was only worked out.

use crate::domain::{Day, InvoiceId, Money, Points};
use crate::failure::Outcome;
use crate::report::invoice::{InvoiceFacts, InvoiceReport, LineFacts, PointsFacts, money};
use crate::report::refund::{RefundPoints, RefundReport};
use crate::store::{InvoicePoints, InvoiceState, Reader, Refund, StoredInvoice};

use super::credit;
use super::record::{Recorded, Worked};
use crate::report::Status;

/// The balance of a customer as of a day, whether or not expiry was booked.
pub fn balance_today(reader: &Reader<'_>, customer: crate::domain::CustomerId, today: Day) -> Outcome<Points> {
    let over: Points = reader.points_over(customer, today)?;
    Ok(reader.totals(customer)?.balance - over)
}

/// An invoice that stands in the database.
pub fn stored(
    reader: &Reader<'_>,
    id: InvoiceId,
    status: &'static str,
    dry_run: bool,
    today: Day,
) -> Outcome<InvoiceReport> {
    let currency = reader.shop().currency;
    let invoice = reader.invoice(id)?;
    let card = super::card::show::of_invoice(reader, &invoice)?;
    let lines: Vec<_> = reader.lines(id)?.into_iter().map(|line| line.ticket).collect();
    let balance = invoice.customer.map(|customer| balance_today(reader, customer, today)).transpose()?;
    let customer = invoice.customer.map(|customer| reader.customer(customer)).transpose()?;
    let refers_to = invoice.refers_to.map(|original| reader.invoice(original)).transpose()?;
    let points = points_of(reader, &invoice)?;
    Ok(InvoiceReport {
        dry_run,
        status,
        currency: currency.code().to_owned(),
        invoice: InvoiceFacts {
            number: Some(invoice.number),
            date: invoice.day.to_string(),
            customer: customer.map(|customer| customer.reference),
            state: invoice.state.as_str(),
            subtotal: money(invoice.subtotal, currency),
            discount: money(invoice.subtotal - invoice.total, currency),
            total: money(invoice.total, currency),
            refunded: money(invoice.refunded, currency),
            refers_to: refers_to.map(|original| original.number),
            lines: lines.iter().map(|line| LineFacts::new(line, currency)).collect(),
            time: invoice.time.map(|time| time.to_string()),
            paid_on: invoice.paid_on.map(|day| day.to_string()),
        },
        points: PointsFacts::new(&points, balance),
        card,
    })
}

/// What an invoice did to the points, all together. What a credit note took of another invoice is booked on that one.
pub fn points_of(reader: &Reader<'_>, invoice: &StoredInvoice) -> Outcome<InvoicePoints> {
    let mut points = reader.invoice_points(invoice.id)?;
    if let Some(refund) = credit::refund_of(reader, invoice)? {
        (points.reversed, points.returned) = reader.refund_points(&refund)?;
    }
    Ok(points)
}

/// An invoice as it was worked out, without looking anything up again.
pub fn worked(reader: &Reader<'_>, worked: &Worked, status: Status, dry_run: bool) -> InvoiceReport {
    let currency = reader.shop().currency;
    let payment = &worked.payment;
    let state = if payment.paid_on.is_some() { InvoiceState::Paid } else { InvoiceState::Unpaid };
    InvoiceReport {
        dry_run,
        status: status.as_str(),
        currency: currency.code().to_owned(),
        invoice: InvoiceFacts {
            number: worked.number.clone(),
            date: worked.day.to_string(),
            customer: worked.customer.clone(),
            state: state.as_str(),
            subtotal: money(payment.subtotal(), currency),
            discount: money(payment.subtotal() - payment.total(), currency),
            total: money(payment.total(), currency),
            refunded: money(Money::ZERO, currency),
            refers_to: None,
            lines: payment.ticket.lines().iter().map(|line| LineFacts::new(line, currency)).collect(),
            time: worked.time.map(|time| time.to_string()),
            paid_on: payment.paid_on.map(|day| day.to_string()),
        },
        points: PointsFacts::new(&payment.points, payment.balance),
        card: payment.card.as_ref().map(|card| card.facts(currency)),
    }
}

/// What recording did.
pub fn recorded(reader: &Reader<'_>, recorded: &Recorded, dry_run: bool, today: Day) -> Outcome<InvoiceReport> {
    match recorded {
        Recorded::New(new) => Ok(worked(reader, new, Status::Recorded, dry_run)),
        Recorded::Stored(id, status) => stored(reader, *id, status.as_str(), dry_run, today),
    }
}

/// What a refund did, alone; `None` when there was nothing left to give back.
pub fn refunded(
    reader: &Reader<'_>,
    number: &str,
    refund: Option<&Refund>,
    status: crate::report::Status,
    dry_run: bool,
    today: Day,
) -> Outcome<RefundReport> {
    let currency = reader.shop().currency;
    let invoice = super::change::find(reader, number)?;
    let (reversed, returned) = refund.map(|refund| reader.refund_points(refund)).transpose()?.unwrap_or_default();
    let balance = invoice.customer.map(|customer| balance_today(reader, customer, today)).transpose()?;
    Ok(RefundReport {
        dry_run,
        status,
        currency: currency.code().to_owned(),
        number: number.to_owned(),
        date: refund.map(|refund| refund.day.to_string()),
        refunded: money(refund.map_or(Money::ZERO, |refund| refund.amount), currency),
        left: money(invoice.total - invoice.refunded, currency),
        points: RefundPoints { reversed: reversed.get(), returned: returned.get(), balance: balance.map(Points::get) },
        card: super::card::show::of_refund(reader, &invoice, refund.map(|refund| refund.id))?,
    })
}
