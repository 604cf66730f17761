//! Who the customers of some invoices are: told apart by ref, e-mail, phone or name, and described by what was given
//! first, in the order in which invoices are awarded.

use std::fmt;

use rustc_hash::FxHashMap;

use super::index::{FileIndex, Kept};
use super::interner::Interner;
use super::options::{Field, Options};
use super::survey::FileSurvey;
use crate::domain::person::{Country, email_as_kept, email_lower, phone_as_kept, phone_e164};
use crate::domain::text::fold;
use crate::domain::{Day, TimeOfDay};

/// What a customer is found by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum CustomerKey {
    /// The shop's own number.
    Ref(String),
    /// An e-mail in lower case.
    Email(String),
    /// A phone in E.164.
    Phone(String),
    /// A whole name as it is compared (`--match name`).
    Name(String),
}

impl CustomerKey {
    /// The field that gives it.
    pub fn field(&self) -> Field {
        match self {
            CustomerKey::Ref(_) => Field::Customer,
            CustomerKey::Email(_) => Field::Email,
            CustomerKey::Phone(_) => Field::Phone,
            CustomerKey::Name(_) => Field::Name,
        }
    }

    /// The ref, e-mail, phone or name.
    pub fn as_str(&self) -> &str {
        let (CustomerKey::Ref(text) | CustomerKey::Email(text) | CustomerKey::Phone(text) | CustomerKey::Name(text)) =
            self;
        text
    }
}

/// A customer as the files tell, not yet looked for anywhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerDraft {
    /// What it is found by.
    pub key: CustomerKey,
    /// The name first given.
    pub name: Option<String>,
    /// The e-mail first given, as typed.
    pub email: Option<String>,
    /// The phone first given, as typed.
    pub phone: Option<String>,
    /// The places in the award order of the invoices that gave name, e-mail and phone first.
    pub given: [u32; 3],
    /// The first invoice in award order: its day, time and number.
    pub first: (Day, Option<TimeOfDay>, String),
}

impl CustomerDraft {
    /// What it can be found by once it is made, beside a ref, and the place in the award order of the invoice that
    /// gave it.
    pub fn also_known(&self, country: Country) -> impl Iterator<Item = (CustomerKey, u32)> {
        let name = self.name.as_deref().map(fold).map(CustomerKey::Name);
        let email = self.email.as_deref().and_then(email_lower).map(CustomerKey::Email);
        let phone = self.phone.as_deref().and_then(|phone| phone_e164(phone, country)).map(CustomerKey::Phone);
        [name, email, phone].into_iter().zip(self.given).filter_map(|(key, given)| Some((key?, given)))
    }
}

/// No customer.
pub(super) const NOBODY: u32 = u32::MAX;

/// Whether two texts of one invoice mean the same.
pub(super) fn is_same(what: Kept, one: &str, other: &str, country: Country) -> bool {
    match what {
        Kept::Name => fold(one) == fold(other),
        Kept::Email => email_as_kept(one) == email_as_kept(other),
        Kept::Phone => phone_as_kept(one, country) == phone_as_kept(other, country),
        Kept::Customer | Kept::RefersTo | Kept::CardReward => false,
    }
}

/// What is said of a customer whom it may find.
#[derive(Clone, Copy)]
pub(super) struct Contact<'t> {
    pub(super) customer_ref: Option<&'t str>,
    pub(super) email: Option<&'t str>,
    pub(super) phone: Option<&'t str>,
}

impl<'t> Contact<'t> {
    /// The customer by the ref, else by the e-mail, else by the phone. What is no e-mail (`-`, `n/a`) or cannot be read
    /// as a phone finds nobody.
    pub(super) fn key(self, country: Country) -> Option<CustomerKey> {
        let known = self.customer_ref.map(|known| CustomerKey::Ref(known.to_owned()));
        let email = || self.email.and_then(email_lower).map(CustomerKey::Email);
        let phone = || self.phone.and_then(|phone| phone_e164(phone, country)).map(CustomerKey::Phone);
        known.or_else(email).or_else(phone)
    }

    /// By what nobody is found, where it has no key.
    pub(super) fn unknown(self) -> Option<Unknown<'t>> {
        self.email.map(Unknown::Email).or_else(|| self.phone.map(Unknown::Phone))
    }
}

/// What is said of a customer, and finds nobody.
pub(super) enum Unknown<'t> {
    /// Nothing but a name.
    Name,
    /// An e-mail that is none.
    Email(&'t str),
    /// A phone that cannot be read.
    Phone(&'t str),
}

impl Unknown<'_> {
    /// Where it stands.
    pub(super) fn field(&self) -> Field {
        match self {
            Unknown::Name => Field::Name,
            Unknown::Email(_) => Field::Email,
            Unknown::Phone(_) => Field::Phone,
        }
    }
}

impl fmt::Display for Unknown<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Unknown::Name => write!(out, "nothing but a name says who the customer is"),
            Unknown::Email(text) => write!(out, "nobody is known by `{text}`, which is no e-mail address"),
            Unknown::Phone(text) => write!(out, "nobody is known by `{text}`, which cannot be read as a phone"),
        }
    }
}

/// What an invoice says of its customer and finds nobody, if it says anything.
pub(super) fn unknown<'t>(
    index: &FileIndex,
    invoice: u32,
    texts: &'t Interner,
    options: &Options,
) -> Option<Unknown<'t>> {
    let text = |what| index.kept(invoice, what).map(|id| texts.get(id));
    let said = contact(&text).unknown().or_else(|| text(Kept::Name).map(|_| Unknown::Name))?;
    key_of(&text, options).is_none().then_some(said)
}

/// Finds the customers of all good invoices, and says in each file which invoice is whose.
pub(super) fn find(files: &mut [FileSurvey], texts: &Interner, options: &Options) -> Vec<CustomerDraft> {
    let mut customers: Vec<CustomerDraft> = Vec::new();
    let mut by_key: FxHashMap<CustomerKey, u32> = FxHashMap::default();
    // Most customers have a ref, which is told apart by its number alone.
    let mut by_ref: FxHashMap<u32, u32> = FxHashMap::default();
    for file in files.iter_mut() {
        file.customers = vec![NOBODY; file.index.len() as usize];
    }
    for (rank, (file, invoice)) in (0u32..).zip(award_order(files)) {
        let index = &files[file].index;
        let text = |what| index.kept(invoice, what).map(|id| texts.get(id));
        let known_ref = index.kept(invoice, Kept::Customer);
        let customer = match known_ref.and_then(|id| by_ref.get(&id)) {
            Some(customer) => *customer,
            None => {
                let Some(key) = key_of(&text, options) else { continue };
                let next = customers.len() as u32;
                let customer = *by_key.entry(key.clone()).or_insert(next);
                if customer == next {
                    let first =
                        (index.day(invoice).unwrap_or(Day::MIN), index.time(invoice), index.number(invoice).to_owned());
                    customers.push(CustomerDraft { key, name: None, email: None, phone: None, given: [0; 3], first });
                }
                if let Some(id) = known_ref {
                    by_ref.insert(id, customer);
                }
                customer
            }
        };
        let draft = &mut customers[customer as usize];
        let slots = [(Kept::Name, &mut draft.name), (Kept::Email, &mut draft.email), (Kept::Phone, &mut draft.phone)];
        for ((kept, slot), given) in slots.into_iter().zip(&mut draft.given) {
            if slot.is_none()
                && let Some(text) = text(kept)
            {
                *slot = Some(text.to_owned());
                *given = rank;
            }
        }
        files[file].customers[invoice as usize] = customer;
    }
    customers
}

/// By what an invoice's customer is found: the contact details, else the name where that is wanted.
fn key_of<'t>(text: &impl Fn(Kept) -> Option<&'t str>, options: &Options) -> Option<CustomerKey> {
    let name = || text(Kept::Name).filter(|_| options.match_name).map(|name| CustomerKey::Name(fold(name)));
    contact(text).key(options.country).or_else(name)
}

fn contact<'t>(text: &impl Fn(Kept) -> Option<&'t str>) -> Contact<'t> {
    Contact { customer_ref: text(Kept::Customer), email: text(Kept::Email), phone: text(Kept::Phone) }
}

/// All good invoices by day, time (none first) and number.
pub(super) fn award_order(files: &[FileSurvey]) -> Vec<(usize, u32)> {
    let mut order: Vec<(u64, u32, u32)> = Vec::new();
    for (file, survey) in files.iter().enumerate() {
        let good = (0..survey.index.len()).filter(|invoice| !survey.index.is_rejected(*invoice));
        order.extend(good.map(|invoice| (survey.index.moment_key(invoice), file as u32, invoice)));
    }
    let number = |entry: &(u64, u32, u32)| files[entry.1 as usize].index.number(entry.2);
    let compare = |a: &(u64, u32, u32), b: &(u64, u32, u32)| a.0.cmp(&b.0).then_with(|| number(a).cmp(number(b)));
    // Tills write in order; then there is nothing to do. Sorting is stable, so a number of two files keeps their order.
    order.sort_by(compare);
    order.into_iter().map(|(_, file, invoice)| (file as usize, invoice)).collect()
}
