//! Whose the invoices of an import are: found in the database, or made in the order of their first invoices.

use std::iter;

use rustc_hash::{FxHashMap, FxHashSet};

use crate::domain::person::{Country, email_as_kept, phone_as_kept};
use crate::domain::{CustomerId, Day};
use crate::failure::Outcome;
use crate::import::{CustomerDraft, CustomerKey, InvoiceDraft, Survey};
use crate::store::{Customer, NewCustomer, Rung, Tx};

use super::Terms;

/// The most customers that are looked at, and named, when several could be meant.
const MOST_MEANT: usize = 50;

/// A customer of the files.
#[derive(Clone, Debug, Default)]
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

/// The customers of the files, by their places in the survey, and behind them those whom a key finds beside others.
#[derive(Debug)]
pub struct People {
    people: Vec<Person>,
    /// Keys that may mean one or another, by their places in the survey.
    open: FxHashMap<u32, Open>,
    /// Whom invoices with such a key mean, where it is not their place's own.
    settled: FxHashMap<(usize, u32), u32>,
    created: u64,
}

/// A key whose customer depends on the invoice: on what stands when its turn comes.
#[derive(Debug, Default)]
struct Open {
    /// The places of those who were there before.
    there: Vec<u32>,
    /// The places of other customers of the files with that e-mail, phone or name, and since which place in the award
    /// order they have it.
    sharing: Vec<(u32, u32)>,
    /// The place of the refusal, once an invoice could mean several.
    refused: Option<u32>,
}

impl People {
    /// Looks every customer up.
    pub fn find(tx: &Tx<'_>, survey: &Survey<'_>, terms: &Terms) -> Outcome<People> {
        let mut people = Vec::with_capacity(survey.customers.len());
        let mut beside = Vec::new();
        let mut open: FxHashMap<u32, Open> = FxHashMap::default();
        for (place, draft) in (0u32..).zip(&survey.customers) {
            let found = candidates(tx, &draft.key)?;
            people.push(match found.as_slice() {
                [] if terms.existing_only => {
                    Person { refusal: Some(format!("there is no customer {}", shown(&draft.key))), ..Person::default() }
                }
                [] => Person { is_new: true, ..Person::default() },
                [customer] => Person::known(tx, &draft.key, customer)?,
                several => {
                    let there = &mut open.entry(place).or_default().there;
                    for customer in several {
                        there.push((survey.customers.len() + beside.len()) as u32);
                        beside.push(Person::known(tx, &draft.key, customer)?);
                    }
                    Person::default()
                }
            });
        }
        share(&survey.customers, &people, tx.shop().country, &mut open);
        people.append(&mut beside);
        Ok(People { people, open, settled: FxHashMap::default(), created: 0 })
    }

    /// Makes the customers that are not there and that a new invoice needs, in the order of these invoices, and says
    /// whom each invoice means.
    pub fn make_missing(&mut self, tx: &Tx<'_>, survey: &Survey<'_>, order: &[(usize, u32)]) -> Outcome<()> {
        let has_invoices = tx.has_invoices()?;
        for (rank, (file, place)) in (0u32..).zip(order) {
            let outline = survey.outline(*file, *place);
            let Some(customer) = outline.customer else { continue };
            let is_open = !self.open.is_empty() && self.open.contains_key(&customer);
            let person = &self.people[customer as usize];
            if person.is_used && !is_open {
                continue;
            }
            let asks = has_invoices && (person.is_new || is_open);
            let recorded = if asks { owner(tx, outline.number)? } else { None };
            let who = if is_open { self.settle(tx, survey, customer, rank, recorded)? } else { customer };
            if who != customer {
                self.settled.insert((*file, *place), who);
            }
            if recorded.is_none() || !self.people[who as usize].is_new {
                self.make_use(tx, survey, who)?;
            }
        }
        Ok(())
    }

    /// Whom an invoice with an open key means, by what stands when its turn comes: as if every invoice before it had
    /// come in another file. Where several could be meant, the one who has the recorded invoice is.
    fn settle(
        &mut self,
        tx: &Tx<'_>,
        survey: &Survey<'_>,
        customer: u32,
        rank: u32,
        recorded: Option<CustomerId>,
    ) -> Outcome<u32> {
        let Some(open) = self.open.get(&customer) else { return Ok(customer) };
        if let (Some(place), None) = (open.refused, recorded) {
            return Ok(place);
        }
        let id = |place: u32| self.people[place as usize].id;
        let sharing = open.sharing.iter().filter(|(_, since)| *since < rank).map(|(place, _)| *place);
        let made = iter::once(customer).chain(sharing).filter(|place| id(*place).is_some());
        let hits: Vec<u32> = open.there.iter().copied().chain(made).take(MOST_MEANT).collect();
        let several = match hits.as_slice() {
            [] => return Ok(customer),
            [one] => return Ok(*one),
            several => several,
        };
        if let Some(own) = several.iter().find(|place| recorded.is_some() && id(**place) == recorded) {
            return Ok(*own);
        }
        if let Some(place) = open.refused {
            return Ok(place);
        }
        let mut customers = Vec::with_capacity(several.len());
        for id in several.iter().filter_map(|place| id(*place)) {
            customers.push(tx.customer(id)?);
        }
        let refusal = Some(ambiguous(&survey.customers[customer as usize].key, &customers));
        let place = self.people.len() as u32;
        self.people.push(Person { refusal, ..Person::default() });
        self.open.entry(customer).or_default().refused = Some(place);
        Ok(place)
    }

    /// Counts a customer as used, who is made where that is the first time.
    fn make_use(&mut self, tx: &Tx<'_>, survey: &Survey<'_>, place: u32) -> Outcome<()> {
        let person = &mut self.people[place as usize];
        if person.refusal.is_some() || person.is_used {
            return Ok(());
        }
        person.is_used = true;
        if person.is_new {
            person.id = Some(tx.insert_customer(&new_customer(tx, &survey.customers[place as usize]))?.id);
            self.created += 1;
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
            let who = self.place(*file, *place, customer);
            let person = &mut self.people[who as usize];
            if let Some(id) = person.id.filter(|_| person.is_new && person.is_used)
                && tx.forget_unused_customer(id)?
            {
                person.is_used = false;
                self.created -= 1;
            }
        }
        Ok(())
    }

    /// Whose an invoice is, if it is anybody's.
    pub fn of(&self, draft: &InvoiceDraft<'_>) -> Option<&Person> {
        Some(&self.people[self.place(draft.file, draft.place, draft.customer?) as usize])
    }

    /// How many were made.
    pub fn created(&self) -> u64 {
        self.created
    }

    /// How many are needed: by new invoices, or found by any.
    pub fn used(&self) -> u64 {
        self.people.iter().filter(|person| person.is_used).count() as u64
    }

    fn place(&self, file: usize, place: u32, customer: u32) -> u32 {
        if self.settled.is_empty() {
            return customer;
        }
        self.settled.get(&(file, place)).copied().unwrap_or(customer)
    }
}

impl Person {
    /// One who is there, and what an opening covers.
    fn known(tx: &Tx<'_>, key: &CustomerKey, customer: &Customer) -> Outcome<Person> {
        let mut person = Person { id: Some(customer.id), ..Person::default() };
        for row in rows_known(tx, key, customer)? {
            person.opened_on = person.opened_on.max(tx.opened_on(row)?);
            person.card_opened_on = person.card_opened_on.max(tx.card_opened_on(row)?);
        }
        person.card_opened_on = person.opened_on.max(person.card_opened_on);
        Ok(person)
    }
}

/// Opens the keys that other new customers of the files come to have too. Where all have refs there is nothing to do.
fn share(drafts: &[CustomerDraft], people: &[Person], country: Country, open: &mut FxHashMap<u32, Open>) {
    let places = (0u32..).zip(drafts);
    let keys: FxHashMap<&CustomerKey, u32> = places
        .clone()
        .filter(|(_, draft)| !matches!(draft.key, CustomerKey::Ref(_)))
        .map(|(place, draft)| (&draft.key, place))
        .collect();
    if keys.is_empty() {
        return;
    }
    for (place, draft) in places.filter(|(place, _)| people[*place as usize].is_new) {
        for (key, since) in draft.also_known(country) {
            if let Some(other) = keys.get(&key).filter(|other| **other != place) {
                open.entry(*other).or_default().sharing.push((place, since));
            }
        }
    }
}

/// Whose an invoice of that number is, if it stands and is somebody's already.
fn owner(tx: &Tx<'_>, number: &str) -> Outcome<Option<CustomerId>> {
    Ok(tx.invoice_by_number(number)?.and_then(|invoice| invoice.customer))
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
