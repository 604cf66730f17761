//! Two customers that are one person become one.

use crate::domain::{CustomerId, Points};
use crate::failure::{Failure, Outcome};
use crate::store::{Customer, Need, Reader, Rung, Tx};

use super::{card, who};

/// The longest note, in characters, that the notes of both are joined to.
const LONGEST_NOTE: usize = 200;

/// Who is to become whom.
#[derive(Clone, Debug)]
pub struct Pair {
    /// Who is given up.
    pub from: Customer,
    /// Who goes on.
    pub into: Customer,
}

/// What a merge moved.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moved {
    /// The balance, below zero for a debt.
    pub points: Points,
    /// Invoices.
    pub invoices: u64,
}

/// Finds both. `Err` holds who goes on when that has been done before: the one was merged into the other.
pub fn find(reader: &Reader<'_>, from: &str, into: &str) -> Outcome<Result<Pair, Pair>> {
    let (found, into) = (who::write(reader, from)?, who::write(reader, into)?);
    if found.id != into.id {
        return Ok(Ok(Pair { from: found, into }));
    }
    for rung in [Rung::Reference, Rung::Email, Rung::Phone, Rung::WholeName] {
        let merged = reader.rows_on(into.id, rung, from)?.into_iter().find(|row| *row != into.id);
        if let Some(merged) = merged {
            return Ok(Err(Pair { from: reader.customer(merged)?, into }));
        }
    }
    let message = format!("customer `{}` is merged into somebody else, not into itself", into.reference);
    Err(Failure::usage(message).hint("name two customers by their refs: `loyalty customer merge REF --into OTHER`"))
}

/// Moves everything: points with the ends of their lots, debt, invoices, redemptions, cards. What the one that goes on
/// has no name, e-mail, phone or note of, it gets; the ref of the other one leads to it from now on.
pub fn merge(tx: &Tx<'_>, pair: &Pair) -> Outcome<Moved> {
    let Pair { from, into } = pair;
    tx.about_customer(into.id);
    let note = tx.because(&format!("`{}` merged into `{}`", from.reference, into.reference))?;
    let invoices = tx.count_invoices_of(from.id)?;
    let points = move_points(tx, from.id, into.id, note)?;
    card::merge::merge(tx, from.id, into.id, Some(note))?;
    tx.update_customer(&joined(from, into))?;
    tx.update_customer_merged(from.id, into.id, tx.today())?;
    Ok(Moved { points, invoices })
}

fn move_points(tx: &Tx<'_>, from: CustomerId, into: CustomerId, note: i64) -> Outcome<Points> {
    for customer in [from, into] {
        tx.keep_account(customer, tx.account(customer, Need::default(), &[])?, None)?;
    }
    let (mut giver, mut taker) = (tx.whole_account(from)?, tx.whole_account(into)?);
    let points = giver.hand_over(&mut taker, tx.today())?;
    for (customer, account) in [(from, giver), (into, taker)] {
        let totals = *account.totals();
        tx.keep_account(customer, account, Some(note))?;
        tx.put_totals(customer, &totals)?;
    }
    Ok(points)
}

fn joined(from: &Customer, into: &Customer) -> Customer {
    let note = match (&into.note, &from.note) {
        (Some(own), Some(other)) if own != other && own.chars().count() + other.chars().count() + 2 <= LONGEST_NOTE => {
            Some(format!("{own}; {other}"))
        }
        (own, other) => own.clone().or_else(|| other.clone()),
    };
    Customer {
        name: into.name.clone().or_else(|| from.name.clone()),
        email: into.email.clone().or_else(|| from.email.clone()),
        phone: into.phone.clone().or_else(|| from.phone.clone()),
        note,
        ..into.clone()
    }
}
