//! Balances that customers brought from an older system.

use rusqlite::{OptionalExtension, named_params};

use super::customer::Customer;
use super::error::Result;
use super::row;
use super::tx::{Reader, Tx};
use crate::domain::{CardId, Collected, CustomerId, Day, EntryId, OperationId, Points};

/// A balance brought from an older system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Opening {
    /// The day it counts from.
    pub day: Day,
    /// How many; below zero what was owed.
    pub points: Points,
    /// The last day they are good; `None` when they never run out.
    pub expires_on: Option<Day>,
    /// The entry; `None` for a balance of zero.
    pub entry: Option<EntryId>,
}

/// What a card had collected in an older system.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardOpening {
    /// The day it counts from.
    pub day: Day,
    /// How much, not below zero.
    pub collected: Collected,
    /// The card that goes on with it.
    pub card: CardId,
}

impl Reader<'_> {
    /// What a customer brought from the system of that name.
    pub fn opening(&self, customer: CustomerId, source: &str) -> Result<Option<Opening>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT day, points, expires_on, entry_id FROM opening WHERE customer_id = :customer_id AND source = :source",
        )?;
        let named = named_params! {":customer_id": customer.0, ":source": source};
        let opening = statement.query_row(named, |row| {
            Ok(Opening {
                day: row::day(row, 0)?,
                points: row::points(row, 1)?,
                expires_on: row::day_or_null(row, 2)?,
                entry: row.get::<_, Option<i64>>(3)?.map(EntryId),
            })
        });
        Ok(opening.optional()?)
    }

    /// The last day that an opening balance of a customer covers.
    pub fn opened_on(&self, customer: CustomerId) -> Result<Option<Day>> {
        let mut statement =
            self.connection.prepare_cached("SELECT max(day) FROM opening WHERE customer_id = :customer_id")?;
        Ok(statement.query_row(named_params! {":customer_id": customer.0}, |row| row::day_or_null(row, 0))?)
    }

    /// What a customer's card brought from the system of that name.
    pub fn card_opening(&self, customer: CustomerId, source: &str) -> Result<Option<CardOpening>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT day, collected, card_id FROM card_opening WHERE customer_id = :customer_id AND source = :source",
        )?;
        let named = named_params! {":customer_id": customer.0, ":source": source};
        let opening = statement.query_row(named, |row| {
            Ok(CardOpening {
                day: row::day(row, 0)?,
                collected: Collected::new(row.get(1)?),
                card: CardId(row.get(2)?),
            })
        });
        Ok(opening.optional()?)
    }

    /// The last day that what a customer's cards brought covers.
    pub fn card_opened_on(&self, customer: CustomerId) -> Result<Option<Day>> {
        let mut statement =
            self.connection.prepare_cached("SELECT max(day) FROM card_opening WHERE customer_id = :customer_id")?;
        Ok(statement.query_row(named_params! {":customer_id": customer.0}, |row| row::day_or_null(row, 0))?)
    }

    /// The customers whose details an import changed and nobody since, as they were before.
    pub fn customers_before(&self, operation: OperationId) -> Result<Vec<Customer>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT before.customer_id, before.name, before.email, before.phone, before.note
             FROM customer_before AS before
             JOIN operation ON operation.id = before.operation_id
             JOIN customer ON customer.id = before.customer_id AND customer.standing = 1
                          AND customer.changed_at = operation.recorded_at
             WHERE before.operation_id = :operation_id
             ORDER BY before.customer_id",
        )?;
        let rows = statement.query_map(named_params! {":operation_id": operation.0}, |row| {
            Ok((CustomerId(row.get(0)?), row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?))
        })?;
        let mut customers = Vec::new();
        for row in rows {
            let (id, name, email, phone, note) = row?;
            customers.push(Customer { name, email, phone, note, ..self.customer(id)? });
        }
        Ok(customers)
    }
}

impl Tx<'_> {
    /// Keeps what a customer brought.
    pub fn insert_opening(&self, customer: CustomerId, source: &str, opening: &Opening) -> Result<()> {
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO opening (customer_id, source, day, points, expires_on, entry_id, operation_id)
             VALUES (:customer_id, :source, :day, :points, :expires_on, :entry_id, :operation_id)",
        )?;
        statement.execute(named_params! {
            ":customer_id": customer.0,
            ":source": source,
            ":day": opening.day.number(),
            ":points": opening.points.get(),
            ":expires_on": opening.expires_on.map(Day::number),
            ":entry_id": opening.entry.map(|id| id.0),
            ":operation_id": self.operation_id().0,
        })?;
        Ok(())
    }

    /// Keeps what a customer's card brought.
    pub fn insert_card_opening(&self, customer: CustomerId, source: &str, opening: &CardOpening) -> Result<()> {
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO card_opening (customer_id, source, day, collected, card_id, operation_id)
             VALUES (:customer_id, :source, :day, :collected, :card_id, :operation_id)",
        )?;
        statement.execute(named_params! {
            ":customer_id": customer.0,
            ":source": source,
            ":day": opening.day.number(),
            ":collected": opening.collected.get(),
            ":card_id": opening.card.0,
            ":operation_id": self.operation_id().0,
        })?;
        Ok(())
    }

    /// Forgets what an operation brought, so that it can be brought again.
    pub fn delete_openings(&self, operation: OperationId) -> Result<()> {
        for table in ["opening", "card_opening"] {
            let named = named_params! {":id": operation.0};
            self.connection.execute(&format!("DELETE FROM {table} WHERE operation_id = :id"), named)?;
        }
        Ok(())
    }

    /// Remembers a customer's details before this unit of work changes them.
    pub fn insert_customer_before(&self, customer: &Customer) -> Result<()> {
        let mut statement = self.connection.prepare_cached(
            "INSERT OR IGNORE INTO customer_before (operation_id, customer_id, name, email, phone, note)
             VALUES (:operation_id, :customer_id, :name, :email, :phone, :note)",
        )?;
        statement.execute(named_params! {
            ":operation_id": self.operation_id().0,
            ":customer_id": customer.id.0,
            ":name": customer.name,
            ":email": customer.email,
            ":phone": customer.phone,
            ":note": customer.note,
        })?;
        Ok(())
    }
}
