//! All that is held of one person, gathered from wherever it stands.

use crate::domain::Day;
use crate::failure::Outcome;
use crate::report::balance::Expiring;
use crate::report::export::{
    BroughtFacts, DetailsFacts, ExportReport, ExportedCard, ExportedInvoice, ExportedRefund, LedgerFacts, MergedFacts,
};
use crate::report::invoice::money;
use crate::report::log::Operation;
use crate::report::moment;
use crate::store::{Customer, Reader};

use super::standing::standing;
use super::{card, history, view};

/// Gathers it.
pub fn export(reader: &Reader<'_>, customer: &Customer, today: Day) -> Outcome<ExportReport> {
    let standing = standing(reader, customer.id, today, today)?;
    let mut merged = Vec::new();
    let mut ledgers = vec![ledger(reader, customer, today)?];
    for (row, day) in reader.merged_into(customer.id)? {
        let other = reader.customer(row)?;
        ledgers.push(ledger(reader, &other, today)?);
        merged.push(MergedFacts { on: day.to_string(), customer: (&other).into() });
    }
    Ok(ExportReport {
        at: today.to_string(),
        currency: reader.shop().currency.code().to_owned(),
        customer: customer.into(),
        merged,
        details_before: details_before(reader, customer)?,
        points: standing.points.get(),
        lifetime_points: standing.lifetime.get(),
        expiring: standing.expiring.into_iter().map(Expiring::from).collect(),
        ledgers,
        brought: brought(reader, customer)?,
        invoices: invoices(reader, customer, today)?,
        cards: cards(reader, customer)?,
        log: reader.log(Some(customer.id), None, None, u64::MAX)?.into_iter().map(Operation::from).collect(),
    })
}

fn ledger(reader: &Reader<'_>, customer: &Customer, today: Day) -> Outcome<LedgerFacts> {
    Ok(LedgerFacts { r#ref: customer.reference.clone(), entries: history::entries(reader, customer, today)? })
}

fn details_before(reader: &Reader<'_>, customer: &Customer) -> Outcome<Vec<DetailsFacts>> {
    let before = reader.details_before(customer.id)?.into_iter();
    let facts = before.map(|before| DetailsFacts {
        until: moment(before.until),
        name: before.name,
        email: before.email,
        phone: before.phone,
        note: before.note,
    });
    Ok(facts.collect())
}

fn brought(reader: &Reader<'_>, customer: &Customer) -> Outcome<Vec<BroughtFacts>> {
    let brought = reader.brought_by(customer.id)?.into_iter();
    let facts = brought.map(|brought| BroughtFacts {
        r#ref: brought.reference,
        source: brought.source,
        date: brought.day.to_string(),
        points: brought.points,
        collected: brought.collected,
    });
    Ok(facts.collect())
}

fn invoices(reader: &Reader<'_>, customer: &Customer, today: Day) -> Outcome<Vec<ExportedInvoice>> {
    let currency = reader.shop().currency;
    let mut invoices = Vec::new();
    for (id, standing) in reader.all_invoices_of(customer.id)? {
        let stored = view::stored(reader, id, "", false, today)?;
        let refunds = reader.refunds_of(id)?.into_iter().map(|refund| ExportedRefund {
            date: refund.day.to_string(),
            amount: money(refund.amount, currency),
            reason: refund.reason,
            undone: refund.undone,
        });
        let refunds = refunds.collect();
        invoices.push(ExportedInvoice { standing, invoice: stored.invoice, points: stored.points, refunds });
    }
    Ok(invoices)
}

fn cards(reader: &Reader<'_>, customer: &Customer) -> Outcome<Vec<ExportedCard>> {
    let mut cards = Vec::new();
    for row in reader.cards_of(customer.id)? {
        let (head, items) = card::show::history(reader, customer, &[row])?;
        cards.push(ExportedCard { active: row.open, card: head.card, items });
    }
    Ok(cards)
}
