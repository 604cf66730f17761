//! Taking an import back: its invoices and customers go, and its points are as if they had never been.

use std::collections::BTreeSet;

use serde_json::json;

use crate::domain::ledger::{Entry, Past};
use crate::domain::{CustomerId, EntryId, Points, RefundId};
use crate::failure::{Failure, Kind, Outcome, shell_word};
use crate::ops::card::undo::{self as card, InTheWay};
use crate::ops::{change, credit};
use crate::output::{Cell, Column, Table};
use crate::store::{Before, Import, Tx, Undoing};

use super::write::BULK;

/// What undoing took back.
#[derive(Clone, Debug, Default)]
pub struct TakenBack {
    /// Invoices whose numbers are free again.
    pub invoices: u64,
    /// Invoices that are again what they were before the import brought them further.
    pub restored: u64,
    /// Customers whose refs are free again.
    pub customers: u64,
    /// Customers whose details are again what they were.
    pub restored_customers: u64,
    /// Cards that never were.
    pub cards: u64,
    /// Points, net.
    pub points: Points,
    /// Points that were spent since and are debt now.
    pub spent: Points,
}

/// Takes an import back; `None` when it was taken back before.
pub fn undo(tx: &Tx<'_>, import: &Import, allow_negative: bool) -> Outcome<Option<TakenBack>> {
    if import.undone_by.is_some() {
        return Ok(None);
    }
    let mut back = TakenBack::default();
    let undoing = tx.undoing(import)?;
    let brought_further = tx.invoices_before(import.operation)?;
    refuse_changed(tx, import, &brought_further)?;
    if undoing.size() > BULK {
        tx.begin_bulk()?;
    }
    let in_the_way = card::in_the_way(tx, &undoing)?;
    let spent = undo_points(tx, &undoing, &mut back)?;
    let is_in_use = !spent.is_empty() || !in_the_way.is_empty();
    if is_in_use && !allow_negative {
        return Err(in_use(tx, &spent, &in_the_way)?);
    }
    back.cards = card::undo(tx, &undoing)?;
    tx.end_bulk()?;
    back.invoices = undoing.free_numbers()?;
    let refunds = undoing.refunds()?;
    for &(id, kept) in &refunds {
        let refund = tx.refund(id)?;
        if kept {
            credit::undo_refund(tx, &refund, None)?;
        } else {
            tx.undo_refund(&refund)?;
        }
    }
    let gone: BTreeSet<RefundId> = refunds.iter().filter(|(_, kept)| !kept).map(|(id, _)| *id).collect();
    for before in &brought_further {
        restore(tx, before, &gone)?;
    }
    for (id, _) in refunds {
        change::work_out_anew(tx, tx.refund(id)?.invoice, None)?;
    }
    back.restored = brought_further.len() as u64;
    tx.delete_openings(import.operation)?;
    for customer in tx.customers_before(import.operation)? {
        tx.update_customer(&customer)?;
        back.restored_customers += 1;
    }
    undoing.mark()?;
    back.customers = undoing.free_customers()?;
    Ok(Some(back))
}

/// Customer by customer; who has spent more than is left is told.
fn undo_points(tx: &Tx<'_>, undoing: &Undoing<'_, '_>, back: &mut TakenBack) -> Outcome<Vec<(CustomerId, Points)>> {
    let mut spent: Vec<(CustomerId, Points)> = Vec::new();
    for customer in undoing.customers()? {
        let marked = undoing.entries(customer)?;
        let gone: BTreeSet<EntryId> = marked.iter().filter(|(_, goes)| *goes).map(|(entry, _)| entry.id).collect();
        if gone.is_empty() {
            continue;
        }
        let entries: Vec<Entry> = marked.into_iter().map(|(entry, _)| entry).collect();
        let takings = tx.takings(customer)?;
        let mut account = tx.whole_account(customer)?;
        let past = Past { entries: &entries, takings: &takings, merged: &tx.merged_into(customer)? };
        let undone = account.undo(past, &gone, tx.today())?;
        if undone.spent.is_positive() && account.balance().is_negative() {
            spent.push((customer, undone.spent));
        }
        back.points += undone.points;
        back.spent += undone.spent;
        tx.keep_account(customer, account, None)?;
    }
    Ok(spent)
}

fn in_use(tx: &Tx<'_>, spent: &[(CustomerId, Points)], cards: &[InTheWay]) -> Outcome<Failure> {
    let told = |count: usize, one: &str, several: &str| match count {
        0 => None,
        1 => Some(one.to_owned()),
        count => Some(several.replace('N', &count.to_string())),
    };
    let points = told(
        spent.len(),
        "a customer has spent points of this import since",
        "N customers have spent points of this import since",
    );
    let used = told(
        cards.len(),
        "a card has been corrected or its reward used since",
        "cards have been corrected or their rewards used N times since",
    );
    let message = points.into_iter().chain(used).collect::<Vec<_>>().join(", and ");
    let mut table =
        Table::new([Column::fixed("ref"), Column::text("name"), Column::number("spent"), Column::text("card")]);
    let mut customers = Vec::new();
    for (id, points) in spent {
        let customer = tx.customer(*id)?;
        customers.push(json!({ "ref": customer.reference, "name": customer.name, "points": points.get() }));
        table.row([
            (&customer.reference).into(),
            customer.name.clone().unwrap_or_default().into(),
            points.get().into(),
            Cell::empty(),
        ]);
    }
    let mut events = Vec::new();
    for InTheWay { customer, name, event, reward } in cards {
        events.push(json!({ "ref": customer, "name": name, "event": event, "reward": reward }));
        let what = reward.as_ref().map_or((*event).to_owned(), |reward| format!("{event}: {reward}"));
        table.row([customer.into(), name.clone().unwrap_or_default().into(), Cell::empty(), what.into()]);
    }
    Ok(Failure::new(Kind::InUse, message)
        .hint("take it back all the same with `--allow-negative`: balances fall below zero, and used rewards stay used")
        .details(json!({ "customers": customers, "cards": events }))
        .table(table))
}

/// What was done since with an invoice that the import brought further would hang in the air.
fn refuse_changed(tx: &Tx<'_>, import: &Import, all: &[Before]) -> Outcome<()> {
    for before in all {
        let invoice = tx.invoice(before.invoice)?;
        if invoice.state != before.became || tx.was_changed_after(invoice.id, import.operation)? {
            let number = &invoice.number;
            let message = format!("invoice `{number}` was there before and was changed since the import");
            return Err(Failure::new(Kind::InUse, message)
                .hint(format!("see what became of it with `loyalty invoice show {}`", shell_word(number)))
                .details(json!({ "invoice": number })));
        }
    }
    Ok(())
}

/// What the import brought further is again what it was; refunds that are gone with the import have nothing to give back.
fn restore(tx: &Tx<'_>, before: &Before, gone: &BTreeSet<RefundId>) -> Outcome<()> {
    tx.restore_invoice(before)?;
    if let Some(refund) = tx.refund_by_credit(before.invoice)?.filter(|refund| refund.undone) {
        tx.redo_refund(&refund)?;
    }
    // One that was taken back while the invoice was void had nothing to give back then.
    for refund in tx.refunds_of(before.invoice)?.iter().filter(|refund| refund.undone && !gone.contains(&refund.id)) {
        credit::give_refund_back(tx, refund, None)?;
    }
    Ok(())
}
