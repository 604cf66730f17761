//! Why a ticket counts on a card, or does not.

use crate::domain::card::{CountReason, ItemLine, count};
use crate::domain::{Collected, Currency, Scheme, text};
use crate::failure::Outcome;
use crate::ops::credit;
use crate::report::card::{ExplainedCard, Units};
use crate::store::{CardRow, InvoiceState, Reader, StoredInvoice};

use super::show;
use super::ticket::item_line;

/// What the card made of a recorded invoice; `None` in a shop without schemes.
pub fn explain(reader: &Reader<'_>, invoice: &StoredInvoice) -> Outcome<Option<ExplainedCard>> {
    if reader.schemes()?.is_empty() {
        return Ok(None);
    }
    let currency = reader.shop().currency;
    let Some(customer) = invoice.customer else {
        return Ok(Some(none("no-customer", "it is nobody's: a card counts it once it is assigned to a customer")));
    };
    let refund = credit::refund_of(reader, invoice)?;
    let booking = reader.booking(refund.as_ref().map_or(invoice.id, |refund| refund.invoice))?;
    let row = match booking {
        Some(booking) => Some(reader.card_row(booking.card)?),
        None => reader.open_card(customer)?,
    };
    let Some(row) = row else {
        return Ok(Some(none("no-card", "the customer has no active card")));
    };
    let scheme = reader.scheme(row.scheme)?;
    let counted = booking.filter(|_| refund.is_none()).map_or(Collected::ZERO, |booking| booking.counted);
    let facts = show::of_invoice(reader, invoice)?;
    let (code, why) = match invoice.state {
        InvoiceState::Unpaid => ("unpaid", "it is unpaid: the card counts it when it is paid".to_owned()),
        InvoiceState::Void => ("void", "it is void: what it brought was taken back".to_owned()),
        InvoiceState::Paid if !counted.is_zero() => {
            ("counted", format!("it counts for {}", amount(&scheme, counted, currency)))
        }
        InvoiceState::Paid if refund.is_some() || invoice.total.is_negative() => {
            ("credit-note", credit_note(refund.is_some(), facts.as_ref().map(|facts| &facts.change)))
        }
        InvoiceState::Paid => not_counted(reader, invoice, &row, &scheme)?,
    };
    Ok(Some(ExplainedCard {
        scheme: Some(scheme.name.clone()),
        kind: Some(scheme.kind.as_str()),
        counted: code == "counted",
        brought: Some(Units::new(counted, scheme.kind, currency)),
        change: facts.as_ref().map(|facts| facts.change.clone()),
        code,
        why,
        applied: facts.map(|facts| facts.applied).unwrap_or_default(),
    }))
}

fn none(code: &'static str, why: &str) -> ExplainedCard {
    ExplainedCard {
        scheme: None,
        kind: None,
        counted: false,
        brought: None,
        change: None,
        code,
        why: why.to_owned(),
        applied: Vec::new(),
    }
}

/// What a credit note took off.
fn credit_note(is_refund: bool, change: Option<&Units>) -> String {
    match change.filter(|change| !change.is_zero()) {
        Some(change) => format!("it is a credit note, which changed the card by {}", change.signed()),
        None if is_refund => "it is a refund, and took nothing off the card".to_owned(),
        None => "it is a credit note, which takes money and pieces off and never a visit".to_owned(),
    }
}

/// A paid ticket that a card did not count: it was left out, or the rule says why, unless it would now.
fn not_counted(
    reader: &Reader<'_>,
    invoice: &StoredInvoice,
    row: &CardRow,
    scheme: &Scheme,
) -> Outcome<(&'static str, String)> {
    if !invoice.counts {
        return Ok(("left-out", "it was left out when it was recorded".to_owned()));
    }
    let lines = reader.lines(invoice.id)?;
    let sold: Vec<ItemLine<'_>> = lines.iter().map(|line| item_line(&line.ticket)).collect();
    let date = invoice.paid_on.unwrap_or(invoice.day);
    let why = |after| -> Outcome<CountReason> {
        let visits = if scheme.max_per_day.is_some() { reader.visits_on(row.id, date, after)? } else { 0 };
        Ok(count(scheme, &sold, visits).why)
    };
    let currency = reader.shop().currency;
    Ok(match why(None)? {
        CountReason::Counted => would_count(reader, invoice, scheme, why(Some(invoice.operation))?)?,
        CountReason::TotalNotPositive => ("total-not-positive", "its total is not above zero".to_owned()),
        CountReason::BelowMinTotal { total, min } => {
            let (total, min) = (currency.show(total), currency.show(min));
            ("below-min-total", format!("its total {total} is below the least total {min} of a visit"))
        }
        CountReason::NoItem => ("no-item", "none of the lines that count is above zero".to_owned()),
        CountReason::DayFull { most } => ("day-full", day_full(most)),
        CountReason::NothingPaid => ("nothing-paid", "nothing was paid for the lines that count".to_owned()),
        CountReason::NoPiece => ("no-piece", "no whole piece of the items was paid".to_owned()),
    })
}

/// A paid ticket that would count by what stands now; `then` is what the rule said once it was recorded.
fn would_count(
    reader: &Reader<'_>,
    invoice: &StoredInvoice,
    scheme: &Scheme,
    then: CountReason,
) -> Outcome<(&'static str, String)> {
    let is_as_recorded = invoice.asked_paid && reader.asked_customer(invoice)? == invoice.customer;
    Ok(match then {
        CountReason::DayFull { most } if is_as_recorded => {
            ("day-full", format!("{}; what filled the day was taken back since", day_full(most)))
        }
        _ if is_as_recorded || scheme.max_per_day.is_none() => {
            ("left-out", "it would count, but there was no card when it was paid".to_owned())
        }
        _ => ("left-out", "it would count, but there was no card when it was paid, or its day was full".to_owned()),
    })
}

fn day_full(most: u32) -> String {
    format!("of one day {} count, and no more", text::counted(most, "visit", "visits"))
}

fn amount(scheme: &Scheme, counted: Collected, currency: Currency) -> String {
    let shown = scheme.show(counted, currency);
    match scheme.kind {
        crate::domain::SchemeKind::Spend => format!("{shown} {}", currency.code()),
        crate::domain::SchemeKind::Purchases => text::counted(shown, "piece", "pieces"),
        _ => format!("{shown} visit"),
    }
}
