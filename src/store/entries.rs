//! The entries of all customers in the order in which they were recorded.

use rusqlite::named_params;

use super::error::Result;
use super::ledger::{ENTRY_COLUMNS, EntryRow, entry_row};
use super::row;
use super::tx::Reader;
use crate::domain::{Day, EntryId, OperationId, Points};

/// Which entries are listed.
#[derive(Clone, Copy, Debug, Default)]
pub struct EntryFilter {
    /// Those recorded from that moment on, milliseconds since 1970.
    pub since: Option<i64>,
    /// Those that one operation brought.
    pub operation: Option<OperationId>,
}

/// An entry beside whose it is.
#[derive(Clone, Debug)]
pub struct OwnedEntry {
    /// The entry.
    pub row: EntryRow,
    /// The ref.
    pub reference: String,
    /// The name.
    pub name: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The balance as of the day asked for.
    pub balance: Points,
}

/// What entries did to points, none below zero unless it was taken back in its turn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Moved {
    /// Points earned.
    pub earned: Points,
    /// Earnings taken back.
    pub reversed: Points,
    /// Points that ran out.
    pub expired: Points,
}

const FILTER: &str = "(:since IS NULL OR operation.recorded_at >= :since)
   AND (:operation IS NULL OR entry.operation_id = :operation)";

impl Reader<'_> {
    /// What the entries from a number on did.
    pub fn moved_from(&self, first: EntryId) -> Result<Moved> {
        let mut statement = self.connection.prepare_cached(
            "SELECT coalesce(sum(points) FILTER (WHERE kind = 1), 0),
                    coalesce(-sum(points) FILTER (WHERE kind = 6), 0),
                    coalesce(-sum(points) FILTER (WHERE kind = 7), 0)
             FROM entry
             WHERE id >= :first",
        )?;
        Ok(statement.query_row(named_params! {":first": first.0}, |row| {
            Ok(Moved { earned: row::points(row, 0)?, reversed: row::points(row, 1)?, expired: row::points(row, 2)? })
        })?)
    }

    /// The entries of all customers behind one, with each customer's balance as of `today`; at most `limit`.
    pub fn entries_of_all(
        &self,
        filter: &EntryFilter,
        after: EntryId,
        limit: u64,
        today: Day,
    ) -> Result<Vec<OwnedEntry>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {ENTRY_COLUMNS}, operation.recorded_at, actor.name AS actor, note.text AS reason,
                    invoice.number AS invoice, customer.ref, customer.name, customer.email,
                    account.balance - coalesce((SELECT sum(lot.remaining)
                                                FROM lot
                                                WHERE lot.customer_id = entry.customer_id AND lot.ends < :today), 0)
                      AS balance
             FROM entry
             JOIN operation ON operation.id = entry.operation_id
             JOIN actor ON actor.id = operation.actor_id
             JOIN customer ON customer.id = entry.customer_id
             JOIN account ON account.customer_id = entry.customer_id
             LEFT JOIN note ON note.id = entry.note_id
             LEFT JOIN invoice ON invoice.id = entry.invoice_id
             WHERE entry.id > :after AND {FILTER}
             ORDER BY entry.id
             LIMIT :limit"
        ))?;
        let rows = statement.query_map(
            named_params! {
                ":since": filter.since,
                ":operation": filter.operation.map(|id| id.0),
                ":after": after.0,
                ":today": today.number(),
                ":limit": i64::try_from(limit).unwrap_or(i64::MAX),
            },
            |row| {
                Ok(OwnedEntry {
                    row: entry_row(row)?,
                    reference: row.get("ref")?,
                    name: row.get("name")?,
                    email: row.get("email")?,
                    balance: row::points(row, "balance")?,
                })
            },
        )?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many entries the filter leaves.
    pub fn count_entries(&self, filter: &EntryFilter) -> Result<u64> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT count(*) FROM entry JOIN operation ON operation.id = entry.operation_id WHERE {FILTER}"
        ))?;
        let named = named_params! {":since": filter.since, ":operation": filter.operation.map(|id| id.0)};
        let count: i64 = statement.query_row(named, |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }
}
