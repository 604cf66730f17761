//! A person is taken out of the database: amounts, dates and points stay, under a ref that says nothing.

use crate::domain::erase::Mentions;
use crate::domain::{CustomerId, OperationId};
use crate::failure::{Kind, Outcome};
use crate::store::{Backup, Customer, Reader, Tx};

use super::who;

/// What an erasure comes to.
#[derive(Clone, Debug)]
pub struct Erased {
    /// The customer as it is now.
    pub customer: Customer,
    /// Whether there was anything to take away.
    pub is_new: bool,
    /// How many texts were taken away beside the customer's own details.
    pub texts: u64,
    /// The copies in which the person still is.
    pub backups: Vec<Backup>,
}

/// Who is meant; also by a ref that was erased, so that the same may be asked again.
pub fn find(reader: &Reader<'_>, text: &str) -> Outcome<Customer> {
    match who::write(reader, text) {
        Err(failure) if failure.kind() == Kind::CustomerNotFound => match reader.erased_reference(text)? {
            Some(customer) => Ok(reader.customer(reader.stands_for(customer)?)?),
            None => Err(failure.hint("who was erased before is known by the ref that `customer erase` told")),
        },
        found => found,
    }
}

/// Erases a person with all refs that lead to it.
pub fn erase(tx: &Tx<'_>, customer: &Customer) -> Outcome<Erased> {
    let mut rows = vec![customer.id];
    rows.extend(tx.merged_into(customer.id)?.into_iter().map(|(merged, _)| merged));
    let people = rows.iter().map(|row| tx.customer(*row)).collect::<Result<Vec<_>, _>>()?;
    let sure = people.iter().flat_map(|person| [&person.email, &person.phone]).flatten();
    let mentions = Mentions::new(people.iter().filter_map(|person| person.name.as_deref()), sure.map(String::as_str));
    let before = tx.erased_by(customer.id)?;
    let mut gone = 0;
    for person in &people {
        gone += tx.erase_customer(person.id, &anonymous(tx, person)?)?;
    }
    let texts = tx.erase_notes(customer.id)? + tx.erase_mentions(&mentions)?;
    let is_new = gone + texts > 0;
    if is_new {
        tx.about_customer(customer.id);
    }
    let erased_by = if is_new { tx.operation_id() } else { before.unwrap_or(tx.operation_id()) };
    Ok(Erased { customer: tx.customer(customer.id)?, is_new, texts, backups: still_in(tx, customer.id, erased_by)? })
}

/// A ref that says nothing but which row it is, and that nobody else has.
fn anonymous(tx: &Tx<'_>, person: &Customer) -> Outcome<String> {
    let plain = format!("erased-{}", person.id);
    let mut reference = plain.clone();
    for n in 2.. {
        match tx.row_of_reference(&reference)? {
            Some(row) if row != person.id => reference = format!("{plain}-{n}"),
            _ => break,
        }
    }
    Ok(reference)
}

/// The copies made while the person was known here.
fn still_in(tx: &Tx<'_>, customer: CustomerId, erased_by: OperationId) -> Outcome<Vec<Backup>> {
    let since = tx.known_since(customer)?;
    let mut backups = tx.backups()?;
    backups.retain(|backup| since <= backup.last_operation && backup.last_operation < erased_by);
    Ok(backups)
}
