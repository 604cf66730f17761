//! What an import has still to do when its invoices are written: points, refunds, and what brings others further.

use crate::domain::{CustomerId, Day, InvoiceId, Points};
use crate::failure::{Failure, Kind, Outcome};
use crate::import::{Field, InvoiceDraft, InvoiceProblem, RowErrorCode, Survey};
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

impl Referring {
    /// Why it is no refund of what it refers to.
    pub fn refused(&self, message: String) -> InvoiceProblem {
        self.origin.conflict(Field::RefersTo, message)
    }
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

    /// What contradicts something else, and the field that does.
    pub fn conflict(self, field: Field, message: String) -> InvoiceProblem {
        self.problem(field, RowErrorCode::Conflict, message)
    }

    /// What is wrong with a field of it.
    pub fn problem(self, field: Field, code: RowErrorCode, message: String) -> InvoiceProblem {
        let Origin { file, place } = self;
        InvoiceProblem { file, place, field, row: 0, code, message, hint: None }
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

    /// What the file says that is refused.
    pub fn refused(&self, survey: &Survey<'_>, failure: &Failure) -> InvoiceProblem {
        let field = match failure.kind() {
            Kind::RewardRefused | Kind::RewardNotFound => Field::CardReward,
            _ if self.void || self.pay.is_some() => Field::Status,
            _ => customer_field(survey, self.origin),
        };
        self.origin.conflict(field, failure.message().to_owned())
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
    pub(super) fn refuse(&mut self, survey: &Survey<'_>, problem: InvoiceProblem) {
        let outline = survey.outline(problem.file, problem.place);
        self.rejected.count(outline.rows, outline.total);
        self.refused.insert((problem.file, problem.place));
        self.problems.push(problem);
        // They come customer by customer; the first of the files are kept.
        if self.problems.len() >= 2 * survey.max_errors().max(1) {
            self.keep_first_problems(survey.max_errors());
        }
    }

    /// Keeps so many problems, those whose invoices stand first in the files.
    pub(super) fn keep_first_problems(&mut self, count: usize) {
        self.problems.sort_by_key(|problem| (problem.file, problem.place));
        self.problems.truncate(count);
    }
}

/// The field by which the customer of an invoice is found.
pub fn customer_field(survey: &Survey<'_>, origin: Origin) -> Field {
    let customer = survey.outline(origin.file, origin.place).customer;
    customer.map_or(Field::Customer, |place| survey.customers[place as usize].key.field())
}
