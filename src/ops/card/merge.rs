//! The cards of two customers that are one person.

use crate::domain::CustomerId;
use crate::domain::card::merge as join;
use crate::failure::Outcome;
use crate::store::{Cause, Marks, Tx};

/// Gives the cards of one customer to another. Two active cards of one scheme add up, what waits on either included;
/// two of different schemes are refused. `note` says why.
pub fn merge(tx: &Tx<'_>, from: CustomerId, into: CustomerId, note: Option<i64>) -> Outcome<()> {
    if let (Some(from), Some(into)) = (tx.open_card(from)?, tx.open_card(into)?) {
        if from.scheme != into.scheme {
            return Err(super::other_active(tx, &from)?);
        }
        let scheme = tx.scheme(into.scheme)?;
        let (card, other) = (tx.load_card(&from, Marks::All)?, tx.load_card(&into, Marks::All)?);
        let joined = join(&scheme, &card, &other, tx.today())
            .map_err(|no| super::refused(no, &scheme, &other, tx.shop().currency))?;
        let cause = Cause { note, ..Cause::default() };
        tx.keep_card(&joined.from, cause)?;
        tx.keep_card(&joined.into, cause)?;
        tx.update_card_moved(from.id, into.id)?;
    }
    tx.move_cards(from, into)?;
    Ok(())
}
