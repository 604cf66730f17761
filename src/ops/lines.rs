//! The lines of invoices as they were paid, so that a list of them can be taken in elsewhere and gives the same: a line
//! with free pieces as two, a refund without a credit note as one that it could have been.

use crate::domain::{Currency, Kind, Money, Quantity};
use crate::failure::Outcome;
use crate::output::Number;
use crate::report::invoice::money;
use crate::report::lines::{LineRow, Piece};
use crate::store::{InvoiceState, Reader, Refund, StoredInvoice, StoredLine};

/// The rows of an invoice, and of its refunds that no credit note tells of.
pub fn rows(reader: &Reader<'_>, invoice: &StoredInvoice) -> Outcome<Vec<LineRow>> {
    let currency = reader.shop().currency;
    let original = invoice.refers_to.map(|id| reader.invoice(id)).transpose()?;
    // A credit note goes with its invoice, which may have been given to somebody else.
    let stands = original.as_ref().filter(|_| invoice.state != InvoiceState::Void);
    let customer = stands.map_or(invoice.customer, |original| original.customer);
    let customer = customer.map(|customer| reader.customer(customer)).transpose()?;
    let (reference, name) = customer.map(|customer| (customer.reference, customer.name)).unzip();
    let head = LineRow {
        invoice: invoice.number.clone(),
        date: invoice.day.to_string(),
        time: invoice.time.map(|time| time.to_string()),
        customer: reference,
        name: name.flatten(),
        status: invoice.state.as_str(),
        paid_on: invoice.paid_on.filter(|_| invoice.state == InvoiceState::Paid).map(|day| day.to_string()),
        refers_to: original.map(|original| original.number),
        kind: Kind::Other.as_str(),
        sku: None,
        category: None,
        item: String::new(),
        quantity: Number::new("1"),
        unit_price: None,
        amount: money(Money::ZERO, currency),
    };
    let lines = reader.lines(invoice.id)?;
    let mut rows: Vec<LineRow> = lines.iter().flat_map(|line| sold(&head, line, currency)).collect();
    for (number, refund) in untold_refunds(reader, invoice)? {
        let (day, refers_to) = (refund.day.to_string(), Some(invoice.number.clone()));
        let head =
            LineRow { invoice: number, date: day.clone(), time: None, paid_on: Some(day), refers_to, ..head.clone() };
        rows.extend(given_back(reader, &head, &refund, &lines, currency)?);
    }
    Ok(rows)
}

/// The standing refunds of an invoice that no credit note tells of, with the numbers they have in lists: stable, and of
/// no other invoice.
pub fn untold_refunds(reader: &Reader<'_>, invoice: &StoredInvoice) -> Outcome<Vec<(String, Refund)>> {
    if invoice.state != InvoiceState::Paid {
        return Ok(Vec::new());
    }
    let mut told = Vec::new();
    let mut nth = 0;
    for refund in reader.refunds_of(invoice.id)?.into_iter().filter(|refund| refund.credit.is_none()) {
        let number = loop {
            nth += 1;
            let number = format!("{}-R{nth}", invoice.number);
            if reader.invoice_by_number(&number)?.is_none() {
                break number;
            }
        };
        told.push((number, refund));
    }
    told.retain(|(_, refund)| !refund.undone);
    Ok(told)
}

/// A line as it was paid; the pieces that a reward made free on a row of their own.
fn sold(head: &LineRow, line: &StoredLine, currency: Currency) -> Vec<LineRow> {
    let ticket = &line.ticket;
    let paid = Piece {
        kind: ticket.line.kind,
        sku: ticket.line.sku.as_deref(),
        category: ticket.line.category.as_deref(),
        item: &ticket.line.name,
        quantity: ticket.line.quantity,
        unit_price: ticket.line.unit_price,
        amount: ticket.net,
    };
    if ticket.free.is_zero() || ticket.free == ticket.line.quantity {
        return vec![head.with(&paid, currency)];
    }
    let parts = [
        Piece { quantity: ticket.line.quantity - ticket.free, ..paid },
        Piece { quantity: ticket.free, amount: Money::ZERO, ..paid },
    ];
    parts.iter().map(|piece| head.with(piece, currency)).collect()
}

/// A refund line by line: pieces under the name of what was sold, money without pieces as one amount under a name that
/// no line has.
fn given_back(
    reader: &Reader<'_>,
    head: &LineRow,
    refund: &Refund,
    lines: &[StoredLine],
    currency: Currency,
) -> Outcome<Vec<LineRow>> {
    let mut rows = Vec::new();
    let mut rest = Money::ZERO;
    for taken in reader.refund_lines(refund.id)? {
        let line = &lines[taken.line].ticket.line;
        if taken.pieces.is_zero() {
            rest += taken.amount;
            continue;
        }
        let piece = Piece {
            kind: line.kind,
            sku: line.sku.as_deref(),
            category: line.category.as_deref(),
            item: &line.name,
            quantity: Quantity::ZERO - taken.pieces,
            unit_price: line.unit_price,
            amount: -taken.amount,
        };
        rows.push(head.with(&piece, currency));
    }
    if !rest.is_zero() || rows.is_empty() {
        let mut name = "refund".to_owned();
        while lines.iter().any(|line| line.ticket.line.name == name) {
            name.push('*');
        }
        let (kind, quantity) = (Kind::Other, Quantity::ZERO - Quantity::ONE);
        let piece = Piece { kind, sku: None, category: None, item: &name, quantity, unit_price: None, amount: -rest };
        rows.push(head.with(&piece, currency));
    }
    Ok(rows)
}
