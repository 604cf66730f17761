//! What imported invoices bring to client cards: worked out while their lines are at hand, booked later, customer by
//! customer, in the order of the awards. A shop without schemes pays nothing for it.

use std::rc::Rc;

use rustc_hash::FxHashMap;

use crate::domain::card::{ItemLine, count, count_credit_note};
use crate::domain::selector::Selectable;
use crate::domain::{Collected, CustomerId, Day, InvoiceId, Money, Quantity, Scheme};
use crate::failure::Outcome;
use crate::import::{InvoiceDraft, Items};
use crate::ops::card::ticket::turned;
use crate::ops::card::walk::scheme_of;
use crate::ops::scheme::no_reward;
use crate::store::Tx;

use super::step::Origin;

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

/// An invoice that was written, as cards look at it.
#[derive(Clone, Copy, Debug)]
pub struct Written<'a> {
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
#[derive(Debug, Default)]
pub struct CardCounter {
    /// The scheme that counts the tickets of a customer, looked up once.
    schemes: FxHashMap<CustomerId, Option<Rc<Scheme>>>,
    work: CardWork,
}

impl CardCounter {
    /// One for a shop with schemes; without, nothing counts.
    pub fn new(tx: &Tx<'_>) -> Outcome<Option<CardCounter>> {
        Ok((!tx.schemes()?.is_empty()).then(CardCounter::default))
    }

    /// Why a customer's card cannot have brought a reward of that name; `None` when it may have.
    pub fn refuses(&mut self, tx: &Tx<'_>, customer: CustomerId, reward: &str) -> Outcome<Option<String>> {
        Ok(match self.scheme(tx, customer)? {
            None => Some(format!("the customer has no card that brings the reward `{reward}`")),
            Some(scheme) if scheme.rewards_named(reward).is_empty() => {
                Some(no_reward(&scheme, reward).message().to_owned())
            }
            Some(_) => None,
        })
    }

    /// Remembers what a paid invoice brings, or what a free-standing credit note takes.
    pub fn count(
        &mut self,
        tx: &Tx<'_>,
        customer: CustomerId,
        written: &Written<'_>,
        items: &Items,
        worked_in: Option<WorkedIn>,
    ) -> Outcome<()> {
        let Some(scheme) = self.scheme(tx, customer)? else { return Ok(()) };
        let Written { invoice, rank, draft, nets } = *written;
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
            let take = count_credit_note(&scheme, &lines.map(turned).collect::<Vec<_>>());
            if take.is_zero() {
                return Ok(());
            }
            -take
        } else {
            // A cap on the visits of a day is looked at when the ticket is booked.
            count(&scheme, &lines.collect::<Vec<_>>(), 0).change
        };
        self.work.counted.push(Counted { customer, invoice, change, rank, day: draft.date });
        self.work.worked_in.extend(worked_in.map(|worked_in| (invoice, worked_in)));
        Ok(())
    }

    /// What was remembered.
    pub fn finish(self) -> CardWork {
        self.work
    }

    fn scheme(&mut self, tx: &Tx<'_>, customer: CustomerId) -> Outcome<Option<Rc<Scheme>>> {
        if let Some(scheme) = self.schemes.get(&customer) {
            return Ok(scheme.clone());
        }
        let scheme = scheme_of(tx, customer)?;
        self.schemes.insert(customer, scheme.clone());
        Ok(scheme)
    }
}
