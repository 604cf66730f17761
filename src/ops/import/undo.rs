//! Taking an import back: its invoices and customers go, and its points are as if they had never been.

use std::collections::BTreeSet;

use serde_json::json;

use crate::domain::ledger::{Entry, Past};
use crate::domain::{CustomerId, EntryId, Points};
use crate::failure::{Failure, Kind, Outcome, shell_word};
use crate::output::{Column, Table};
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
    if undoing.size() > BULK as u64 {
        tx.begin_bulk()?;
    }
    undo_points(tx, &undoing, allow_negative, &mut back)?;
    tx.end_bulk()?;
    back.invoices = undoing.free_numbers()?;
    for refund in undoing.refunds()? {
        tx.undo_refund(&tx.refund(refund)?)?;
    }
    for before in &brought_further {
        restore(tx, before)?;
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

/// Customer by customer; who has spent more than is left is listed and refused.
fn undo_points(tx: &Tx<'_>, undoing: &Undoing<'_, '_>, allow_negative: bool, back: &mut TakenBack) -> Outcome<()> {
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
        let undone = account.undo(Past { entries: &entries, takings: &takings }, &gone, tx.today())?;
        if undone.spent.is_positive() && account.balance().is_negative() {
            spent.push((customer, undone.spent));
        }
        back.points += undone.points;
        back.spent += undone.spent;
        tx.keep_account(customer, account, None)?;
    }
    if spent.is_empty() || allow_negative {
        return Ok(());
    }
    Err(spent_since(tx, &spent)?)
}

fn spent_since(tx: &Tx<'_>, spent: &[(CustomerId, Points)]) -> Outcome<Failure> {
    let message = match spent.len() {
        1 => "a customer has spent points of this import since".to_owned(),
        several => format!("{several} customers have spent points of this import since"),
    };
    let mut table = Table::new([Column::fixed("ref"), Column::text("name"), Column::number("spent")]);
    let mut customers = Vec::new();
    for (id, points) in spent {
        let customer = tx.customer(*id)?;
        customers.push(json!({ "ref": customer.reference, "name": customer.name, "points": points.get() }));
        table.row([
            (&customer.reference).into(),
            customer.name.clone().unwrap_or_default().into(),
            points.get().into(),
        ]);
    }
    Ok(Failure::new(Kind::InUse, message)
        .hint("take it back all the same with `--allow-negative`: their balances fall below zero")
        .details(json!({ "customers": customers }))
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

/// What the import brought further is again what it was.
fn restore(tx: &Tx<'_>, before: &Before) -> Outcome<()> {
    tx.restore_invoice(before)?;
    if let Some(refund) = tx.refund_by_credit(before.invoice)?.filter(|refund| refund.undone) {
        tx.redo_refund(&refund)?;
    }
    Ok(())
}
