//! What an import has still to do when its invoices are written: points, refunds, and what brings others further.

use crate::domain::{CustomerId, Day, InvoiceId, Points};
use crate::failure::Outcome;
use crate::import::{InvoiceDraft, RowError, RowErrorCode, Survey};
use crate::ops::card::ticket::{CardWish, History};
use crate::ops::change;
use crate::ops::pay::Spend;
use crate::store::{Before, StoredInvoice, Tx};

use super::Taken;
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
#[derive(Clone, Copy, Debug)]
pub struct Referring {
    /// Its place in the order.
    pub rank: u32,
    /// Its row.
    pub invoice: InvoiceId,
    /// Its day.
    pub day: Day,
    /// Whether it was undone.
    pub is_void: bool,
    /// Where it comes from.
    pub origin: Origin,
}

/// An invoice of the files: what is needed to reject it when it was written already.
#[derive(Clone, Copy, Debug)]
pub struct Origin {
    /// The file, counted from 0.
    pub file: usize,
    /// Its place in the file.
    pub place: u32,
}

impl Origin {
    pub fn of(draft: &InvoiceDraft<'_>) -> Origin {
        Origin { file: draft.file, place: draft.place }
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
            change::pay(tx, &invoice, Some(paid_on), &Spend { card, ..Spend::default() })?;
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

impl Taken {
    /// Rejects an invoice of the files as a whole.
    pub(super) fn refuse(&mut self, survey: &Survey<'_>, origin: Origin, code: RowErrorCode, message: String) {
        self.refuse_with_hint(survey, origin, code, message, None);
    }

    /// Rejects an invoice of the files as a whole, and says what would settle it.
    pub(super) fn refuse_with_hint(
        &mut self,
        survey: &Survey<'_>,
        origin: Origin,
        code: RowErrorCode,
        message: String,
        hint: Option<String>,
    ) {
        let Origin { file, place } = origin;
        let outline = survey.outline(file, place);
        self.rejected.count(outline.rows, outline.total);
        self.refused.insert((file, place));
        self.errors.push(RowError {
            file,
            line: outline.line,
            column: 1,
            header: None,
            value: String::new(),
            code,
            message,
            invoice: Some(outline.number.to_owned()),
            hint,
        });
        // They come customer by customer; the first by line are kept.
        if self.errors.len() >= 2 * survey.max_errors().max(1) {
            self.keep_first_errors(survey.max_errors());
        }
    }

    /// Keeps so many errors, those that stand first in the files.
    pub(super) fn keep_first_errors(&mut self, count: usize) {
        self.errors.sort_by_key(|error| (error.file, error.line));
        self.errors.truncate(count);
    }
}
