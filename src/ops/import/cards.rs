//! What imported invoices bring to client cards: worked out while their lines are at hand, booked later, customer by
//! customer, in the order of the awards. A shop without schemes pays nothing for it.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::domain::card::{ItemLine, count, count_credit_note};
use crate::domain::selector::Selectable;
use crate::domain::{Collected, CustomerId, Day, InvoiceId, Money, Quantity, Scheme};
use crate::failure::Outcome;
use crate::import::{InvoiceDraft, Items, Status};
use crate::ops::card::ticket::turned;
use crate::ops::card::walk::scheme_of;
use crate::ops::scheme::no_reward;
use crate::store::Tx;

use super::people::People;
use super::step::Origin;
use super::{PointsTerms, Terms};

/// What an imported invoice does to its customer's card.
#[derive(Clone, Copy, Debug)]
pub struct Counted {
    /// Whose it is.
    pub customer: CustomerId,
    /// The row.
    pub invoice: InvoiceId,
    /// What it brings; below zero what a free-standing credit note takes.
    pub change: Collected,
    /// Its place in the order of the awards.
    pub rank: u32,
    /// The award date.
    pub day: Day,
}

/// A reward that the till had worked into an invoice, and what is needed to reject that invoice for it.
#[derive(Clone, Debug)]
pub struct WorkedIn {
    /// The reward's name.
    pub reward: String,
    /// Where the invoice comes from.
    pub origin: Origin,
}

/// What is to be booked on cards.
#[derive(Debug, Default)]
pub struct CardWork {
    /// What invoices bring and take, as they were written.
    pub counted: Vec<Counted>,
    /// Rewards that tills had worked in.
    pub worked_in: FxHashMap<InvoiceId, WorkedIn>,
}

/// A paid invoice that was written, as cards look at it.
#[derive(Clone, Copy, Debug)]
pub struct Written<'a> {
    /// Whose it is.
    pub customer: CustomerId,
    /// The row.
    pub invoice: InvoiceId,
    /// Its place in the order of the awards.
    pub rank: u32,
    /// The file's words.
    pub draft: &'a InvoiceDraft<'a>,
    /// What is left of each line after discount lines.
    pub nets: &'a [Money],
}

/// Works out what invoices bring.
pub struct CardCounter<'a> {
    tx: &'a Tx<'a>,
    terms: &'a Terms,
    people: &'a People,
    /// The scheme that counts the tickets of a customer, looked up once.
    schemes: FxHashMap<CustomerId, Option<Rc<Scheme>>>,
    /// `None` in a shop without schemes.
    work: Option<CardWork>,
}

impl<'a> CardCounter<'a> {
    /// Prepares to count.
    pub fn new(tx: &'a Tx<'a>, terms: &'a Terms, people: &'a People) -> Outcome<CardCounter<'a>> {
        let work = (!tx.schemes()?.is_empty()).then(CardWork::default);
        Ok(CardCounter { tx, terms, people, schemes: FxHashMap::default(), work })
    }

    /// The reward that the till had worked in, where it is to be booked: what the customer brought from an older system
    /// has counted its own.
    pub fn worked_in<'d>(&self, draft: &InvoiceDraft<'d>) -> Option<&'d str> {
        draft
            .card_reward
            .filter(|_| !draft.total.is_negative() && draft.status != Some(Status::Void) && self.is_counted_here(draft))
    }

    /// Why an invoice cannot have used the reward that it names; `None` when it may have.
    pub fn refuses(&mut self, draft: &InvoiceDraft<'_>) -> Outcome<Option<String>> {
        let Some(reward) = self.worked_in(draft) else { return Ok(None) };
        if draft.status == Some(Status::Unpaid) {
            return Ok(Some("an unpaid invoice uses no reward of a card".to_owned()));
        }
        let customer = self.people.of(draft).and_then(|person| person.id);
        let scheme = customer.map(|customer| self.scheme(customer)).transpose()?.flatten();
        Ok(match scheme {
            None => Some(format!("it is on no card that brings the reward `{reward}`")),
            Some(scheme) if scheme.rewards_named(reward).is_empty() => {
                Some(no_reward(&scheme, reward).message().to_owned())
            }
            Some(_) => None,
        })
    }

    /// Remembers what an invoice brings, or what a free-standing credit note takes.
    pub fn count(&mut self, written: &Written<'_>, items: &Items) -> Outcome<()> {
        let Written { customer, invoice, rank, draft, nets } = *written;
        if self.work.is_none() || !self.is_counted_here(draft) {
            return Ok(());
        }
        let Some(scheme) = self.scheme(customer)? else { return Ok(()) };
        let lines = draft.lines.iter().zip(nets).map(|(line, net)| {
            let item = items.get(line.item);
            let what = Selectable {
                kind: item.kind,
                sku: item.sku.as_deref(),
                category: item.category.as_deref(),
                name: &item.name,
            };
            ItemLine { line: what, quantity: line.quantity, free: Quantity::ZERO, before_rewards: *net, net: *net }
        });
        let change = if draft.total.is_negative() {
            -count_credit_note(&scheme, &lines.map(turned).collect::<Vec<_>>())
        } else {
            // A cap on the visits of a day is looked at when the ticket is booked.
            count(&scheme, &lines.collect::<Vec<_>>(), 0).change
        };
        let worked_in = self.worked_in(draft);
        let Some(work) = &mut self.work else { return Ok(()) };
        // A ticket that brings nothing may open a card all the same; a credit note does not.
        if !draft.total.is_negative() || !change.is_zero() {
            work.counted.push(Counted { customer, invoice, change, rank, day: draft.awarded_on() });
        }
        if let Some(reward) = worked_in {
            let worked_in = WorkedIn { reward: reward.to_owned(), origin: Origin::of(draft) };
            work.worked_in.insert(invoice, worked_in);
        }
        Ok(())
    }

    /// What was remembered; `None` in a shop without schemes.
    pub fn finish(self) -> Option<CardWork> {
        self.work
    }

    /// Whether it counts by itself, and what the customer brought from an older system does not cover it.
    fn is_counted_here(&self, draft: &InvoiceDraft<'_>) -> bool {
        let opened_on = self.people.of(draft).and_then(|person| person.card_opened_on);
        let is_covered = self.terms.points != PointsTerms::All && opened_on.is_some_and(|opened| draft.date <= opened);
        draft.refers_to.is_none() && !is_covered
    }

    fn scheme(&mut self, customer: CustomerId) -> Outcome<Option<Rc<Scheme>>> {
        if let Some(scheme) = self.schemes.get(&customer) {
            return Ok(scheme.clone());
        }
        let scheme = scheme_of(self.tx, customer)?;
        self.schemes.insert(customer, scheme.clone());
        Ok(scheme)
    }
}
