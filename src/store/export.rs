//! What else is held of a person, beside what other files read.

use rusqlite::named_params;

use super::error::Result;
use super::merge::PERSON;
use super::row;
use super::tx::Reader;
use crate::domain::{CustomerId, Day, InvoiceId};

/// What was brought from an older system.
#[derive(Clone, Debug)]
pub struct Brought {
    /// The ref it was brought under.
    pub reference: String,
    /// The system.
    pub source: String,
    /// The day it counts from.
    pub day: Day,
    /// Points; `None` for what a card had collected.
    pub points: Option<i64>,
    /// What a card had collected: visits, pieces or minor units.
    pub collected: Option<i64>,
}

/// Details as they were before an import changed them.
#[derive(Clone, Debug)]
pub struct DetailsBefore {
    /// The moment of the import, milliseconds since 1970.
    pub until: i64,
    /// The name.
    pub name: Option<String>,
    /// The e-mail.
    pub email: Option<String>,
    /// The phone.
    pub phone: Option<String>,
    /// The note.
    pub note: Option<String>,
}

impl Reader<'_> {
    /// All invoices of a customer, with whether each stands, in the order of their days.
    pub fn all_invoices_of(&self, customer: CustomerId) -> Result<Vec<(InvoiceId, bool)>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, standing FROM invoice WHERE customer_id = :customer_id ORDER BY day, id")?;
        let rows = statement
            .query_map(named_params! {":customer_id": customer.0}, |row| Ok((InvoiceId(row.get(0)?), row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What a person brought from older systems.
    pub fn brought_by(&self, customer: CustomerId) -> Result<Vec<Brought>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT customer.ref, opening.source, opening.day, opening.points, NULL
             FROM opening
             JOIN customer ON customer.id = opening.customer_id
             WHERE opening.customer_id {PERSON}
             UNION ALL
             SELECT customer.ref, card_opening.source, card_opening.day, NULL, card_opening.collected
             FROM card_opening
             JOIN customer ON customer.id = card_opening.customer_id
             WHERE card_opening.customer_id {PERSON}
             ORDER BY 3, 1, 2"
        ))?;
        let rows = statement.query_map(named_params! {":customer_id": customer.0}, |row| {
            Ok(Brought {
                reference: row.get(0)?,
                source: row.get(1)?,
                day: row::day(row, 2)?,
                points: row.get(3)?,
                collected: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The details of a person that imports have changed, as they were.
    pub fn details_before(&self, customer: CustomerId) -> Result<Vec<DetailsBefore>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT operation.recorded_at, before.name, before.email, before.phone, before.note
             FROM customer_before AS before
             JOIN operation ON operation.id = before.operation_id
             WHERE before.customer_id {PERSON}
             ORDER BY operation.id"
        ))?;
        let rows = statement.query_map(named_params! {":customer_id": customer.0}, |row| {
            Ok(DetailsBefore {
                until: row.get(0)?,
                name: row.get(1)?,
                email: row.get(2)?,
                phone: row.get(3)?,
                note: row.get(4)?,
            })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
