//! Whose the invoices of an import are: found in the database, or made in the order of their first invoices.

use rustc_hash::FxHashSet;

use crate::domain::person::{email_as_kept, phone_as_kept};
use crate::domain::{CustomerId, Day};
use crate::failure::Outcome;
use crate::import::{CustomerDraft, CustomerKey, Survey};
use crate::store::{Customer, NewCustomer, Rung, Tx};

use super::Terms;

/// A customer of the files.
#[derive(Clone, Debug)]
pub struct Person {
    /// The row, once it is found or made.
    pub id: Option<CustomerId>,
    /// The last day that an opening balance covers.
    pub opened_on: Option<Day>,
    /// The last day that an opening balance or a card that was taken over covers on the card.
    pub card_opened_on: Option<Day>,
    /// Why its invoices are rejected.
    pub refusal: Option<String>,
    is_new: bool,
    is_used: bool,
}

/// The customers of the files, by their places in the survey.
#[derive(Debug)]
pub struct People {
    people: Vec<Person>,
    created: u64,
}

impl People {
    /// Looks every customer up.
    pub fn find(tx: &Tx<'_>, survey: &Survey<'_>, terms: &Terms) -> Outcome<People> {
        let mut people = Vec::with_capacity(survey.customers.len());
        for draft in &survey.customers {
            let found = candidates(tx, &draft.key)?;
            let mut person = Person {
                id: None,
                opened_on: None,
                card_opened_on: None,
                refusal: None,
                is_new: false,
                is_used: false,
            };
            match found.as_slice() {
                [] if terms.existing_only => {
                    person.refusal = Some(format!("there is no customer {}", shown(&draft.key)))
                }
                [] => person.is_new = true,
                [customer] => {
                    person.id = Some(customer.id);
                    for row in rows_known(tx, &draft.key, customer)? {
                        person.opened_on = person.opened_on.max(tx.opened_on(row)?);
                        person.card_opened_on = person.card_opened_on.max(tx.card_opened_on(row)?);
                    }
                    person.card_opened_on = person.opened_on.max(person.card_opened_on);
                }
                several => person.refusal = Some(ambiguous(&draft.key, several)),
            }
            people.push(person);
        }
        Ok(People { people, created: 0 })
    }

    /// Makes the customers that are not there and that a new invoice needs, in the order of their first invoices.
    pub fn make_missing(&mut self, tx: &Tx<'_>, survey: &Survey<'_>, order: &[(usize, u32)]) -> Outcome<()> {
        let has_invoices = tx.has_invoices()?;
        let mut needed: FxHashSet<u32> = FxHashSet::default();
        for (file, place) in order {
            let outline = survey.outline(*file, *place);
            let Some(customer) = outline.customer else { continue };
            if needed.contains(&customer) {
                continue;
            }
            let is_recorded = has_invoices && self.people[customer as usize].is_new && recorded(tx, outline.number)?;
            if !is_recorded {
                needed.insert(customer);
            }
        }
        for (place, draft) in (0u32..).zip(&survey.customers) {
            let person = &mut self.people[place as usize];
            person.is_used = needed.contains(&place) && person.refusal.is_none();
            if person.is_new && person.is_used {
                person.id = Some(tx.insert_customer(&new_customer(tx, draft))?.id);
                self.created += 1;
            }
        }
        Ok(())
    }

    /// Forgets the customers that were made for invoices all of which were refused later on.
    pub fn forget_unused(
        &mut self,
        tx: &Tx<'_>,
        survey: &Survey<'_>,
        refused: &FxHashSet<(usize, u32)>,
    ) -> Outcome<()> {
        for (file, place) in refused {
            let Some(customer) = survey.outline(*file, *place).customer else { continue };
            let person = &mut self.people[customer as usize];
            if let Some(id) = person.id.filter(|_| person.is_new && person.is_used)
                && tx.forget_unused_customer(id)?
            {
                person.is_used = false;
                self.created -= 1;
            }
        }
        Ok(())
    }

    /// The customer of a place.
    pub fn get(&self, place: u32) -> &Person {
        &self.people[place as usize]
    }

    /// How many were made.
    pub fn created(&self) -> u64 {
        self.created
    }

    /// The places that new invoices need.
    pub fn used(&self) -> FxHashSet<u32> {
        (0u32..).zip(&self.people).filter(|(_, person)| person.is_used).map(|(place, _)| place).collect()
    }
}

/// Whether an invoice of that number stands and is somebody's already.
fn recorded(tx: &Tx<'_>, number: &str) -> Outcome<bool> {
    Ok(tx.invoice_by_number(number)?.is_some_and(|invoice| invoice.customer.is_some()))
}

/// Whom a key finds.
pub fn candidates(tx: &Tx<'_>, key: &CustomerKey) -> Outcome<Vec<Customer>> {
    Ok(match key {
        CustomerKey::Ref(reference) => tx.customer_by_reference(reference)?.into_iter().collect(),
        CustomerKey::Email(text) => tx.customers_on(Rung::Email, text)?,
        CustomerKey::Phone(text) => tx.customers_on(Rung::Phone, text)?,
        CustomerKey::Name(text) => tx.customers_on(Rung::WholeName, text)?,
    })
}

/// The rows of a found customer that the key names: one that was merged into it keeps what it brought.
pub fn rows_known(tx: &Tx<'_>, key: &CustomerKey, customer: &Customer) -> Outcome<Vec<CustomerId>> {
    let (rung, text) = match key {
        CustomerKey::Ref(text) => (Rung::Reference, text),
        CustomerKey::Email(text) => (Rung::Email, text),
        CustomerKey::Phone(text) => (Rung::Phone, text),
        CustomerKey::Name(text) => (Rung::WholeName, text),
    };
    let rows = tx.rows_on(customer.id, rung, text)?;
    Ok(if rows.is_empty() { vec![customer.id] } else { rows })
}

/// A key in words.
fn shown(key: &CustomerKey) -> String {
    match key {
        CustomerKey::Ref(text) => format!("`{text}`"),
        CustomerKey::Email(text) => format!("with the e-mail `{text}`"),
        CustomerKey::Phone(text) => format!("with the phone `{text}`"),
        CustomerKey::Name(text) => format!("with the name `{text}`"),
    }
}

/// Why a key that several customers have finds none of them.
pub fn ambiguous(key: &CustomerKey, several: &[Customer]) -> String {
    let refs: Vec<String> = several.iter().map(|customer| format!("`{}`", customer.reference)).collect();
    format!("{} may be any of {}", shown(key), refs.join(", "))
}

/// The customer that is made of what the files tell.
fn new_customer(tx: &Tx<'_>, draft: &CustomerDraft) -> NewCustomer {
    let CustomerDraft { key, name, email, phone, .. } = draft;
    NewCustomer {
        reference: match key {
            CustomerKey::Ref(reference) => Some(reference.clone()),
            _ => None,
        },
        name: name.clone(),
        email: email.as_deref().map(email_as_kept),
        phone: phone.as_deref().map(|phone| phone_as_kept(phone, tx.shop().country)),
        note: None,
    }
}
