//! The cards of all customers, for the counter: who has a reward waiting, who is nearly there.

use crate::domain::card::view;
use crate::domain::{Collected, Scheme};
use crate::failure::Outcome;
use crate::report::Who;
use crate::report::card::CardFacts;
use crate::report::card_list::CardItem;
use crate::store::{Marks, Reader};

/// Which active cards are listed.
#[derive(Clone, Copy, Debug, Default)]
pub struct CardFilter<'a> {
    /// Of one scheme.
    pub scheme: Option<&'a Scheme>,
    /// Only those on which a reward waits.
    pub ready: bool,
    /// Only those that are so much or less short of the next reward, as it was written.
    pub missing: Option<&'a str>,
}

/// Some of the cards, and how many there are in all.
pub struct CardPage {
    /// The cards, by the refs of their customers.
    pub items: Vec<CardItem>,
    /// How many there are.
    pub total: u64,
}

/// The active cards by the refs of their customers, those after a ref; at most `limit`.
pub fn list(reader: &Reader<'_>, filter: &CardFilter<'_>, after: Option<&str>, limit: usize) -> Outcome<CardPage> {
    let currency = reader.shop().currency;
    let (mut items, mut total): (Vec<CardItem>, u64) = (Vec::new(), 0);
    for row in reader.open_cards(filter.scheme.map(|scheme| scheme.id))? {
        let scheme = reader.scheme(row.scheme)?;
        let card = reader.load_card(&row, Marks::Near(None))?;
        let seen = view(&scheme, &card);
        if filter.ready && seen.ready.is_empty() {
            continue;
        }
        if let Some(text) = filter.missing {
            // A number that is none of this scheme's (12.50 visits) leaves its cards out.
            let most = match filter.scheme {
                Some(scheme) => Some(super::parse_collected(text, "--missing", scheme, currency)?),
                None => Collected::parse(text, scheme.kind, currency).ok(),
            };
            if most.zip(seen.next).is_none_or(|(most, next)| next.missing > most) {
                continue;
            }
        }
        total += 1;
        let customer = reader.customer(row.customer)?;
        if items.len() < limit && after.is_none_or(|after| customer.reference.as_str() > after) {
            let card = CardFacts::new(&scheme, &card, currency);
            items.push(CardItem { customer: Who::from(&customer), card });
        }
    }
    Ok(CardPage { items, total })
}
