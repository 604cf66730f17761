//! Customers that were found to be somebody else. Their entries stay where they are; what they had is another's.

use rusqlite::{OptionalExtension, named_params};

use super::customer::Rung;
use super::error::Result;
use super::row;
use super::tx::{Reader, Tx};
use crate::domain::person::{email_lower, phone_e164};
use crate::domain::text::fold;
use crate::domain::{CustomerId, Day};

/// The rows of one person, for a statement with `:customer_id`.
pub(super) const PERSON: &str = "IN (SELECT id FROM customer WHERE id = :customer_id
                       UNION ALL
                       SELECT id FROM customer WHERE merged_into_id = :customer_id)";

impl Reader<'_> {
    /// What `customer_id` is compared with, for all that one person has: the ledgers that were merged included. A shop
    /// that never merged anybody pays nothing for it.
    pub(super) fn of_person(&self) -> Result<&'static str> {
        Ok(if self.has_merges()? { PERSON } else { "= :customer_id" })
    }

    pub(super) fn has_merges(&self) -> Result<bool> {
        if let Some(known) = self.has_merges.get() {
            return Ok(known);
        }
        let sql = "SELECT EXISTS (SELECT 1 FROM customer WHERE merged_into_id IS NOT NULL)";
        let found = self.connection.prepare_cached(sql)?.query_row([], |row| row.get(0))?;
        self.has_merges.set(Some(found));
        Ok(found)
    }

    /// Who was merged into a customer, and when, in the order of their rows.
    pub fn merged_into(&self, customer: CustomerId) -> Result<Vec<(CustomerId, Day)>> {
        if !self.has_merges()? {
            return Ok(Vec::new());
        }
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, merged_on FROM customer WHERE merged_into_id = :customer_id ORDER BY id")?;
        let rows = statement.query_map(named_params! {":customer_id": customer.0}, |row| {
            Ok((CustomerId(row.get(0)?), row::day(row, 1)?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Who was merged into whom, and when, in the order of the rows.
    pub(super) fn merges(&self) -> Result<Vec<(i64, i64, Day)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, merged_into_id, merged_on FROM customer WHERE merged_into_id IS NOT NULL ORDER BY id",
        )?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row::day(row, 2)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Customers that were merged and are not as a merge leaves them: something is theirs, or nobody stands for them.
    pub fn unsettled_merges(&self) -> Result<Vec<CustomerId>> {
        let mut statement = self.connection.prepare(
            "SELECT id
             FROM customer
             WHERE merged_into_id IS NOT NULL
               AND (standing = 1 OR merged_on IS NULL
                    OR NOT EXISTS (SELECT 1 FROM customer AS person
                                   WHERE person.id = customer.merged_into_id AND person.standing = 1)
                    OR EXISTS (SELECT 1 FROM customer AS other WHERE other.ref = customer.ref AND other.standing = 1
                                                                 AND other.id <> customer.merged_into_id)
                    OR EXISTS (SELECT 1 FROM lot WHERE customer_id = customer.id)
                    OR EXISTS (SELECT 1 FROM invoice WHERE customer_id = customer.id)
                    OR EXISTS (SELECT 1 FROM redemption WHERE customer_id = customer.id)
                    OR EXISTS (SELECT 1 FROM card WHERE customer_id = customer.id)
                    OR (SELECT coalesce(sum(points), 0) FROM entry WHERE customer_id = customer.id) <> 0)
             ORDER BY id",
        )?;
        let rows = statement.query_map([], |row| row.get(0).map(CustomerId))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Who stands for a customer: somebody else after a merge.
    pub fn stands_for(&self, customer: CustomerId) -> Result<CustomerId> {
        if !self.has_merges()? {
            return Ok(customer);
        }
        let mut statement =
            self.connection.prepare_cached("SELECT coalesce(merged_into_id, id) FROM customer WHERE id = :id")?;
        Ok(statement.query_row(named_params! {":id": customer.0}, |row| row.get(0).map(CustomerId))?)
    }

    /// How many standing invoices are a customer's.
    pub fn count_invoices_of(&self, customer: CustomerId) -> Result<u64> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT count(*) FROM invoice WHERE customer_id = :customer_id AND standing = 1")?;
        let count: i64 = statement.query_row(named_params! {":customer_id": customer.0}, |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    /// The row that a ref was given to, which may have been merged into another since.
    pub fn row_of_reference(&self, reference: &str) -> Result<Option<CustomerId>> {
        let mut statement =
            self.connection.prepare_cached("SELECT id FROM customer WHERE ref = :ref AND standing = 1")?;
        let standing =
            statement.query_row(named_params! {":ref": reference}, |row| row.get(0).map(CustomerId)).optional()?;
        if standing.is_some() || !self.has_merges()? {
            return Ok(standing);
        }
        let mut statement = self
            .connection
            .prepare_cached("SELECT id FROM customer WHERE ref = :ref AND merged_into_id IS NOT NULL")?;
        let alias = statement.query_row(named_params! {":ref": reference}, |row| row.get(0).map(CustomerId));
        Ok(alias.optional()?)
    }
}

impl Reader<'_> {
    /// The rows of a person that a text finds on a sure rung, the one that stands first: what was brought under a ref
    /// or an address before a merge was brought by that row.
    pub fn rows_on(&self, customer: CustomerId, rung: Rung, text: &str) -> Result<Vec<CustomerId>> {
        if !self.has_merges()? {
            return Ok(vec![customer]);
        }
        let (condition, text) = match rung {
            Rung::Reference => ("ref", Some(text.to_owned())),
            Rung::Email => ("email", email_lower(text)),
            Rung::Phone => ("phone", phone_e164(text, self.shop.country)),
            _ => ("folded", Some(fold(text))),
        };
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT id
             FROM customer
             WHERE id {PERSON} AND {condition} = :text
             ORDER BY id <> :customer_id, id"
        ))?;
        let rows = statement
            .query_map(named_params! {":customer_id": customer.0, ":text": text}, |row| row.get(0).map(CustomerId))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// Makes a customer somebody else: its ref leads there, and its invoices and redemptions are the other's. Points and
    /// cards go over by their own rules.
    pub fn update_customer_merged(&self, from: CustomerId, into: CustomerId, day: Day) -> Result<()> {
        let named = named_params! {":from": from.0, ":into": into.0};
        for table in ["invoice", "redemption"] {
            let sql = format!("UPDATE {table} SET customer_id = :into WHERE customer_id = :from");
            self.connection.execute(&sql, named)?;
        }
        self.connection.execute(
            "UPDATE customer
             SET standing = 0, merged_into_id = :into, merged_on = :day
             WHERE id = :from OR merged_into_id = :from",
            named_params! {":from": from.0, ":into": into.0, ":day": day.number()},
        )?;
        self.connection.execute("DELETE FROM search_key WHERE customer_id = :id", named_params! {":id": from.0})?;
        self.has_merges.set(Some(true));
        Ok(())
    }
}
