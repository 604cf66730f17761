//! What happened to the cards of a customer, for the time line.

use crate::domain::{CustomerId, Day};
use crate::failure::Outcome;
use crate::report::card::Units;
use crate::report::customer::Event;
use crate::store::Reader;

/// The events of all cards of a customer from a day on (all without): their days, the moments they were recorded, and
/// what is told of them but the balance of points. By day, those of one day as they were recorded.
pub fn of_customer(reader: &Reader<'_>, customer: CustomerId, since: Option<Day>) -> Outcome<Vec<(Day, i64, Event)>> {
    let currency = reader.shop().currency;
    let mut events = Vec::new();
    for row in reader.card_events_of(customer, since)? {
        let kind = reader.scheme(reader.card_row(row.card)?.scheme)?.kind;
        let event = Event {
            date: row.event.date.to_string(),
            event: row.event.event.as_str(),
            points: None,
            balance: 0,
            change: Some(Units::new(row.event.change, kind, currency)),
            collected: Some(Units::new(row.event.collected, kind, currency)),
            invoice: row.invoice,
            reward: row.reward,
            reason: row.reason,
            actor: Some(row.actor),
        };
        events.push((row.event.date, row.recorded_at, event));
    }
    events.sort_by_key(|(date, ..)| *date);
    Ok(events)
}
