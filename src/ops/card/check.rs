//! The proof of all cards: each is rebuilt from its events and compared with what is kept of it.

use crate::domain::card::{CardFault, Slot, check as check_rule, replay};
use crate::domain::{CardId, Scheme};
use crate::failure::Outcome;
use crate::store::{CardRow, Marks, Reader};

/// Something that is wrong with a card.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CardProblem {
    /// The card.
    pub card: CardId,
    /// The ref of whose it is.
    pub customer: String,
    /// What is wrong, as a sentence.
    pub what: String,
}

/// How many cards there are, and what is wrong with them.
pub fn check(reader: &Reader<'_>) -> Outcome<(u64, Vec<CardProblem>)> {
    let mut problems = Vec::new();
    let cards = reader.all_cards()?;
    for row in &cards {
        if let Some(what) = problem(reader, row)? {
            let customer = reader.customer(row.customer)?.reference;
            problems.push(CardProblem { card: row.id, customer, what });
        }
    }
    Ok((cards.len() as u64, problems))
}

fn problem(reader: &Reader<'_>, row: &CardRow) -> Outcome<Option<String>> {
    let scheme = reader.scheme(row.scheme)?;
    let card = reader.load_card(row, Marks::All)?;
    let rebuilt = match replay(row.id, row.customer, &scheme, &reader.card_events(row.id)?) {
        Ok(rebuilt) => rebuilt,
        Err(fault) => return Ok(Some(told(fault, &scheme))),
    };
    if rebuilt.collected != card.collected {
        let (events, kept) = (rebuilt.collected.get(), card.collected.get());
        return Ok(Some(format!("its events add up to {events}, and {kept} are kept as collected")));
    }
    if rebuilt.open != card.open {
        return Ok(Some("its events and what is kept differ in whether it is active".to_owned()));
    }
    if rebuilt.rewards != card.rewards {
        return Ok(Some("its events and what is kept of its rewards differ".to_owned()));
    }
    Ok(check_rule(&scheme, &card).err().map(|fault| told(fault, &scheme)))
}

fn told(fault: CardFault, scheme: &Scheme) -> String {
    let named = |slot: Slot| {
        let name = scheme.reward(slot.reward).map_or("?", |reward| reward.name.as_str());
        format!("the reward `{name}` of round {}", slot.round.number())
    };
    match fault {
        CardFault::NotOpened => "its first event is not that it was opened".to_owned(),
        CardFault::RunningTotal(index) => format!("the running total of its event {} does not follow", index + 1),
        CardFault::RewardMissing(index) => format!("its event {} names no reward", index + 1),
        CardFault::ReadyUnreached(slot) => format!("{} waits and was not reached", named(slot)),
        CardFault::ReachedUnmarked(slot) => format!("{} was reached and is nowhere", named(slot)),
    }
}
