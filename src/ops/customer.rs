//! Customers are added and changed.

use serde_json::json;

use super::key::{self, Keyed};
use crate::domain::CustomerId;
use crate::failure::{Failure, Kind, Outcome};
use crate::report::Status;
use crate::store::{Customer, NewCustomer, Reader, Tx};

/// What to do when the ref belongs to a customer already.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum IfExists {
    /// The same again is unchanged, anything else is refused.
    #[default]
    Compare,
    /// It is refused.
    Fail,
    /// The customer stays as it is.
    Skip,
    /// What is given replaces what is there.
    Update,
}

/// Adds a customer.
pub fn add(
    tx: &Tx<'_>,
    new: &NewCustomer,
    if_exists: IfExists,
    keyed: Option<&Keyed<'_>>,
) -> Outcome<(Customer, Status)> {
    if let Some(id) = key::seen(tx, keyed)? {
        return Ok((tx.customer(tx.stands_for(CustomerId(id))?)?, Status::Unchanged));
    }
    let there = match &new.reference {
        Some(reference) => tx.customer_by_reference(reference)?,
        None => None,
    };
    let (customer, status) = match there {
        None => (tx.insert_customer(new)?, Status::Created),
        Some(there) => meet(tx, there, new, if_exists)?,
    };
    key::remember(tx, keyed, customer.id.0)?;
    Ok((customer, status))
}

fn meet(tx: &Tx<'_>, there: Customer, new: &NewCustomer, if_exists: IfExists) -> Outcome<(Customer, Status)> {
    let wanted = Customer {
        name: new.name.clone().or_else(|| there.name.clone()),
        email: new.email.clone().or_else(|| there.email.clone()),
        phone: new.phone.clone().or_else(|| there.phone.clone()),
        note: new.note.clone().or_else(|| there.note.clone()),
        ..there.clone()
    };
    let is_merged = new.reference.as_ref().is_some_and(|reference| *reference != there.reference);
    match if_exists {
        IfExists::Skip => Ok((there, Status::Unchanged)),
        // What is said of a ref that was merged is not what is known of the person since.
        IfExists::Update if is_merged => Ok((there, Status::Unchanged)),
        IfExists::Compare if wanted == there || was_merged_as(tx, &there, new)? => Ok((there, Status::Unchanged)),
        IfExists::Update => put(tx, &there, wanted),
        IfExists::Compare | IfExists::Fail => Err(exists(&there)),
    }
}

/// Whether what is asked for is what the customer of that ref was before it was merged into the one that is there.
fn was_merged_as(tx: &Tx<'_>, there: &Customer, new: &NewCustomer) -> Outcome<bool> {
    let Some(reference) = new.reference.as_ref().filter(|reference| **reference != there.reference) else {
        return Ok(false);
    };
    let Some(row) = tx.row_of_reference(reference)? else { return Ok(false) };
    let was = tx.customer(row)?;
    let is_as = |asked: &Option<String>, was: &Option<String>| asked.is_none() || asked == was;
    Ok(is_as(&new.name, &was.name)
        && is_as(&new.email, &was.email)
        && is_as(&new.phone, &was.phone)
        && is_as(&new.note, &was.note))
}

fn exists(there: &Customer) -> Failure {
    let name = there.name.as_ref().map(|name| format!(" ({name})")).unwrap_or_default();
    Failure::new(Kind::CustomerExists, format!("there is a customer `{}` already{name}", there.reference))
        .hint("keep it as it is with `--if-exists skip`, or change it with `--if-exists update`")
        .details(json!({ "ref": there.reference, "name": there.name }))
}

/// Writes a customer as wanted, if anything is different.
pub fn put(tx: &Tx<'_>, there: &Customer, wanted: Customer) -> Outcome<(Customer, Status)> {
    if wanted == *there {
        return Ok((wanted, Status::Unchanged));
    }
    if wanted.reference != there.reference
        && let Some(other) = tx.customer_by_reference(&wanted.reference)?
        && other.id != there.id
    {
        let message = format!("there is a customer `{}` already", other.reference);
        return Err(Failure::new(Kind::CustomerExists, message)
            .hint("if both are one person, see `loyalty customer merge --help`")
            .details(json!({ "ref": other.reference, "name": other.name })));
    }
    tx.update_customer(&wanted)?;
    Ok((Customer { changed_at: tx.context().now_millis, ..wanted }, Status::Updated))
}

/// The day of the customer's last invoice, as it is shown.
pub fn last_visit(reader: &Reader<'_>, customer: &Customer) -> Outcome<Option<String>> {
    Ok(reader.candidate(customer.clone())?.last_visit.map(|day| day.to_string()))
}
