//! Who is meant: the ladder for readings, and the shorter one for writes.

use serde_json::{Value, json};

use crate::failure::{Failure, Kind, Outcome};
use crate::output::{Column, Table};
use crate::store::{Customer, Found, Reader, Rung};

/// The one customer a reading is about.
pub fn read(reader: &Reader<'_>, text: &str) -> Outcome<Customer> {
    let found = reader.find_customers(text, Rung::LAST)?;
    one(reader, text, found)
}

/// The one customer a write is about: a ref, an e-mail, a phone or a whole name; anything less is refused.
pub fn write(reader: &Reader<'_>, text: &str) -> Outcome<Customer> {
    let found = reader.find_customers(text, Rung::LAST_SURE)?;
    if found.rung.is_none() {
        let loose = reader.find_customers(text, Rung::LAST)?;
        if !loose.customers.is_empty() {
            let message = format!("a write wants to be sure: `{text}` is no ref, e-mail, phone or whole name");
            let mut failure = Failure::new(Kind::CustomerNotFound, message);
            for customer in loose.customers.iter().take(3) {
                failure = failure.hint(format!("did you mean {}?", called(customer)));
            }
            return Err(failure);
        }
    }
    one(reader, text, found)
}

/// The customer of that ref, exactly.
pub fn by_reference(reader: &Reader<'_>, reference: &str) -> Outcome<Customer> {
    match reader.customer_by_reference(reference)? {
        Some(customer) => Ok(customer),
        None => Err(nobody(reader, reference)?),
    }
}

fn one(reader: &Reader<'_>, text: &str, found: Found) -> Outcome<Customer> {
    let mut customers = found.customers;
    match customers.len() {
        0 => Err(nobody(reader, text)?),
        1 => Ok(customers.remove(0)),
        _ => Err(several(reader, text, customers)?),
    }
}

fn called(customer: &Customer) -> String {
    match &customer.name {
        Some(name) => format!("{name} (`{}`)", customer.reference),
        None => format!("`{}`", customer.reference),
    }
}

/// Who may be meant by a text that nobody answers to: up to three hints.
pub fn similar(reader: &Reader<'_>, text: &str) -> Outcome<Vec<String>> {
    let similar = reader.similar_customers(text)?;
    Ok(similar.iter().map(|customer| format!("did you mean {}?", called(customer))).collect())
}

fn nobody(reader: &Reader<'_>, text: &str) -> Outcome<Failure> {
    let mut failure = Failure::new(Kind::CustomerNotFound, format!("there is no customer `{text}`"));
    for hint in similar(reader, text)? {
        failure = failure.hint(hint);
    }
    if failure.hints().is_empty() {
        failure = failure.hint("list customers with `loyalty customer list`");
    }
    Ok(failure)
}

fn several(reader: &Reader<'_>, text: &str, customers: Vec<Customer>) -> Outcome<Failure> {
    let mut table = Table::new([
        Column::fixed("ref"),
        Column::text("name"),
        Column::fixed("phone"),
        Column::fixed("last visit"),
        Column::number("points"),
    ]);
    let mut candidates: Vec<Value> = Vec::new();
    let count = customers.len();
    for customer in customers {
        let candidate = reader.candidate(customer)?;
        let customer = &candidate.customer;
        let phone_end = customer.phone.as_deref().map(phone_end);
        let last_visit = candidate.last_visit.map(|day| day.to_string());
        table.row([
            (&customer.reference).into(),
            (&customer.name).into(),
            phone_end.as_ref().map(|end| format!("…{end}")).into(),
            (&last_visit).into(),
            candidate.points.get().into(),
        ]);
        candidates.push(json!({
            "ref": customer.reference,
            "name": customer.name,
            "phone_end": phone_end,
            "last_visit": last_visit,
            "points": candidate.points.get(),
        }));
    }
    Ok(Failure::new(Kind::CustomerAmbiguous, format!("`{text}` may be any of {count} customers"))
        .hint("say which by the ref")
        .details(json!({ "candidates": candidates }))
        .table(table))
}

/// The last four digits: enough to ask at the counter, too few to give a number away.
fn phone_end(phone: &str) -> String {
    let digits: Vec<char> = phone.chars().filter(char::is_ascii_digit).collect();
    digits[digits.len().saturating_sub(4)..].iter().collect()
}
