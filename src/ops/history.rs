//! A customer's points in the order of their dates, what is due to run out included.

use std::collections::HashMap;

use crate::domain::ledger::{self, Entry};
use crate::domain::{Day, EntryId, Points};
use crate::failure::Outcome;
use crate::report::moment;
use crate::report::points::{EntryFacts, TookFacts};
use crate::store::{Customer, EntryRow, Reader};

/// The entries dated up to a day with the balance after each.
pub fn entries(reader: &Reader<'_>, customer: &Customer, at: Day) -> Outcome<Vec<EntryFacts>> {
    let stored = reader.entries(customer.id, None)?;
    let lots = reader.ending_lots(customer.id, at)?;
    let plain: Vec<Entry> = stored.iter().map(|row| row.entry).collect();
    let by_id: HashMap<EntryId, &EntryRow> = stored.iter().map(|row| (row.entry.id, row)).collect();
    let mut took: HashMap<EntryId, Vec<TookFacts>> = HashMap::new();
    for taking in reader.takings(customer.id)? {
        if taking.points.is_negative() && taking.entry != taking.lot {
            let points = (-taking.points).get();
            took.entry(taking.entry).or_default().push(TookFacts { entry: taking.lot.0, points });
        }
    }
    let rows = ledger::history(Points::ZERO, &plain, &lots, at);
    Ok(rows
        .into_iter()
        .map(|row| {
            let stored = row.id.and_then(|id| by_id.get(&id));
            EntryFacts {
                id: row.id.map(|id| id.0),
                date: row.date.to_string(),
                recorded_at: stored.map(|stored| moment(stored.recorded_at)),
                kind: row.kind.as_str(),
                points: row.points.get(),
                balance: row.balance.get(),
                invoice: stored.and_then(|stored| stored.invoice.clone()),
                redemption: row.source.redemption.map(|id| id.0),
                reason: stored.and_then(|stored| stored.reason.clone()),
                expires: row.expires_on.map(|day| day.to_string()),
                actor: stored.map(|stored| stored.actor.clone()),
                took: row.id.and_then(|id| took.remove(&id)).unwrap_or_default(),
            }
        })
        .collect())
}
