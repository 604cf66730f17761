//! `customer history`.

use std::collections::HashMap;

use crate::commands::desk::{Desk, Exit};
use crate::commands::paging::Paging;
use crate::commands::values;
use crate::domain::Day;
use crate::domain::ledger::{self, balance_at};
use crate::failure::{Failure, Outcome};
use crate::ops::card::history as cards;
use crate::ops::who;
use crate::report::Who;
use crate::report::customer::{Event, HistoryHead};
use crate::store::{Customer, Reader};

/// Show all that happened to a customer's points and cards, in the order of the days
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty customer history K001
  loyalty customer history anna --since 2026-01-01")]
pub struct Args {
    /// A ref, an e-mail, a phone, or enough of a name
    #[arg(value_name = "WHO", allow_negative_numbers = true)]
    who: String,
    /// From that day on [default: all]
    #[arg(long, value_name = "DATE")]
    since: Option<String>,
    #[command(flatten)]
    paging: Paging,
}

pub(super) fn run(args: Args, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open()?;
    let today = desk.today(store.shop())?;
    let since = args.since.as_deref().map(|text| values::day_up_to(text, "--since", today)).transpose()?;
    let (head, events) = store.read(|reader| {
        let customer = who::read(reader, &args.who)?;
        time_line(reader, &customer, since, today)
    })?;
    desk.report(&args.paging.part("loyalty.customer_history/1", events)?.with_head(head))
}

/// The events from a day on, from the balance before it to the balance today.
fn time_line(
    reader: &Reader<'_>,
    customer: &Customer,
    since: Option<Day>,
    today: Day,
) -> Outcome<(HistoryHead, Vec<Event>)> {
    let mut lots = reader.ending_lots(customer.id, today)?;
    let opening = match since.map(Day::previous) {
        Some(before) => {
            let opening = balance_at(reader.sums_at(customer.id, before)?.0, &lots, before);
            // What ran out before is in the opening already.
            lots.retain(|lot| lot.key.expires_dated().is_none_or(|date| date > before));
            opening
        }
        None => Default::default(),
    };
    let entries = reader.entries(customer.id, since)?;
    let plain: Vec<_> = entries.iter().map(|row| row.entry).collect();
    let mut details: HashMap<_, _> = entries.into_iter().map(|row| (row.entry.id, row)).collect();
    let rows = ledger::history(opening, &plain, &lots, today);
    let balance = rows.last().map_or(opening, |row| row.balance);
    let mut events = Vec::new();
    for row in rows {
        let details = row.id.and_then(|id| details.remove(&id));
        let recorded_at = details.as_ref().map(|details| details.recorded_at);
        let (invoice, reason, actor) =
            details.map_or((None, None, None), |details| (details.invoice, details.reason, Some(details.actor)));
        let event = Event {
            date: row.date.to_string(),
            event: row.kind.as_str(),
            points: Some(row.points.get()),
            balance: row.balance.get(),
            change: None,
            collected: None,
            invoice,
            reward: None,
            reason,
            actor,
        };
        events.push((row.date, recorded_at, event));
    }
    let mut of_cards = cards::of_customer(reader, customer.id, since)?;
    of_cards.retain(|(date, ..)| *date <= today);
    let events = with_cards(events, of_cards, opening.get());
    let head = HistoryHead {
        customer: Who::from(customer),
        since: since.map(|day| day.to_string()),
        opening: opening.get(),
        balance: balance.get(),
    };
    Ok::<_, Failure>((head, events))
}

/// The events of cards among those of the points: by day, those of one day as they were recorded, points first.
fn with_cards(points: Vec<(Day, Option<i64>, Event)>, cards: Vec<(Day, i64, Event)>, opening: i64) -> Vec<Event> {
    let mut balance = opening;
    let mut events = Vec::with_capacity(points.len() + cards.len());
    let mut cards = cards.into_iter().peekable();
    for (date, recorded_at, event) in points {
        let before = |card: &(Day, i64, Event)| {
            card.0 < date || card.0 == date && recorded_at.is_some_and(|recorded_at| card.1 < recorded_at)
        };
        while let Some((_, _, card)) = cards.next_if(before) {
            events.push(Event { balance, ..card });
        }
        balance = event.balance;
        events.push(event);
    }
    events.extend(cards.map(|(_, _, card)| Event { balance, ..card }));
    events
}
