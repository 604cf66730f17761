//! What an import has still to do when its invoices are written: points, refunds, and what brings others further.

use crate::domain::{CustomerId, Day, InvoiceId, Money, Points};
use crate::failure::Outcome;
use crate::import::{InvoiceDraft, RowError, RowErrorCode};
use crate::ops::card::ticket::{CardWish, History};
use crate::ops::change;
use crate::ops::pay::Spend;
use crate::store::{Before, StoredInvoice, Tx};

use super::cards::CardWork;

/// What an imported invoice does to its customer's points, in the order of the awards.
#[derive(Clone, Copy, Debug)]
pub struct Award {
    /// Its place in the order.
    pub rank: u32,
    /// Whose it is.
    pub customer: CustomerId,
    /// The row.
    pub invoice: InvoiceId,
    /// The award date.
    pub day: Day,
    /// What it earns, or what a credit note takes back at most.
    pub points: Points,
    /// Whether it takes back.
    pub is_credit: bool,
    /// The last day of what it earns.
    pub expires_on: Option<Day>,
}

/// A credit note that refers to an invoice.
#[derive(Clone, Debug)]
pub struct Referring {
    /// Its place in the order.
    pub rank: u32,
    /// Its row.
    pub invoice: InvoiceId,
    /// Its day.
    pub day: Day,
    /// The number of the invoice it refers to.
    pub original: String,
    /// Whether it was undone.
    pub is_void: bool,
    /// Where it comes from.
    pub origin: Origin,
}

/// What is needed to reject an invoice that was written already.
#[derive(Clone, Debug)]
pub struct Origin {
    /// Where it stands.
    pub error: RowError,
    /// Its place in the file.
    pub place: u32,
    /// Its rows.
    pub rows: u32,
    /// What it comes to.
    pub total: Money,
}

impl Origin {
    pub fn of(draft: &InvoiceDraft<'_>) -> Origin {
        let error = row_error(draft, RowErrorCode::Conflict, String::new());
        Origin { error, place: draft.place, rows: draft.rows, total: draft.total }
    }
}

/// What brings a recorded invoice further.
#[derive(Clone, Debug)]
pub struct Update {
    /// Its place in the order.
    pub rank: u32,
    /// Where it comes from.
    pub origin: Origin,
    pub(super) history: History,
    pub(super) worked_in: Option<String>,
    pub(super) invoice: InvoiceId,
    pub(super) give_to: Option<CustomerId>,
    /// The day on which it was paid.
    pub(super) pay: Option<Day>,
    pub(super) void: bool,
}

impl Update {
    /// Does it, in the order: whose, paid, void.
    pub fn carry_out(&self, tx: &Tx<'_>) -> Outcome<()> {
        let StoredInvoice { customer, state, .. } = tx.invoice(self.invoice)?;
        if let Some(customer) = self.give_to {
            change::give(tx, &tx.invoice(self.invoice)?, customer, Some(self.history))?;
        }
        if let Some(paid_on) = self.pay {
            let invoice = tx.invoice(self.invoice)?;
            let card =
                CardWish { worked_in: self.worked_in.clone(), history: Some(self.history), ..CardWish::default() };
            change::pay(tx, &invoice, paid_on, &Spend { card, ..Spend::default() })?;
        }
        if self.void {
            change::void(tx, &tx.invoice(self.invoice)?, "void in the imported file")?;
        }
        let became = tx.invoice(self.invoice)?.state;
        tx.insert_before(&Before { invoice: self.invoice, customer, state, became })?;
        Ok(())
    }
}

/// What was written and what is still to be done.
#[derive(Debug, Default)]
pub struct Written {
    /// What earns and what takes back.
    pub awards: Vec<Award>,
    /// Invoices that are brought further.
    pub updates: Vec<Update>,
    /// Credit notes that refer to an invoice.
    pub refunds: Vec<Referring>,
    /// What is counted on cards; `None` in a shop without schemes.
    pub cards: Option<CardWork>,
}

/// An error of an invoice as a whole, at the line of its first row.
pub(super) fn row_error(draft: &InvoiceDraft<'_>, code: RowErrorCode, message: String) -> RowError {
    RowError {
        file: draft.file,
        line: draft.line,
        column: 1,
        header: None,
        value: String::new(),
        code,
        message,
        invoice: Some(draft.number.to_owned()),
        hint: None,
    }
}
