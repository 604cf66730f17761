//! Taking a person out of the database for good: every table that holds a text about somebody is named here.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, named_params};
use sha2::{Digest, Sha256};

use super::database::Store;
use super::error::{Result, StoreError};
use super::merge::PERSON;
use super::tx::{Reader, Tx};
use crate::domain::erase::{ERASED, Mentions};
use crate::domain::{CustomerId, Kind, OperationId};

/// The notes that are about one person, which is compared as `PERSON` says, and about nobody else.
const OWN_NOTES: &str = "SELECT note_id FROM operation WHERE customer_id PERSON
   UNION SELECT operation.note_id
         FROM invoice
         JOIN operation ON operation.invoice_id = invoice.id
         WHERE invoice.customer_id PERSON
   UNION SELECT note_id FROM entry WHERE customer_id PERSON
   UNION SELECT refund.note_id
         FROM invoice
         JOIN refund ON refund.invoice_id = invoice.id
         WHERE invoice.customer_id PERSON
   UNION SELECT card_event.note_id
         FROM card
         JOIN card_event ON card_event.card_id = card.id
         WHERE card.customer_id PERSON
   EXCEPT SELECT note_id FROM entry WHERE note_id IS NOT NULL AND customer_id NOT PERSON
   EXCEPT SELECT card_event.note_id
          FROM card_event
          JOIN card ON card.id = card_event.card_id
          WHERE card_event.note_id IS NOT NULL AND card.customer_id NOT PERSON";

/// The action of the log that says so.
const ACTION: &str = "customer erase";

impl Reader<'_> {
    /// The last erasure of a customer.
    pub fn erased_by(&self, customer: CustomerId) -> Result<Option<OperationId>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT max(id) FROM operation WHERE customer_id = :customer_id AND action = :action")?;
        let named = named_params! {":customer_id": customer.0, ":action": ACTION};
        let id: Option<i64> = statement.query_row(named, |row| row.get(0))?;
        Ok(id.map(OperationId))
    }

    /// The operation that made the first row of a person.
    pub fn known_since(&self, customer: CustomerId) -> Result<OperationId> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT min(operation_id) FROM customer WHERE id = :id OR merged_into_id = :id")?;
        Ok(OperationId(statement.query_row(named_params! {":id": customer.0}, |row| row.get(0))?))
    }

    /// Who had a ref that was erased: what was asked once can be asked again.
    pub fn erased_reference(&self, reference: &str) -> Result<Option<CustomerId>> {
        let mut statement =
            self.connection.prepare_cached("SELECT subject_id FROM request_key WHERE digest = :digest")?;
        let named = named_params! {":digest": digest(reference)};
        Ok(statement.query_row(named, |row| row.get(0).map(CustomerId)).optional()?)
    }
}

impl Tx<'_> {
    /// Takes a row's ref, name, addresses and note away, and what an import had found there before. Returns how many
    /// rows that changed.
    pub fn erase_customer(&self, customer: CustomerId, reference: &str) -> Result<u64> {
        let old = self.customer(customer)?.reference;
        let named = named_params! {":id": customer.0, ":ref": reference, ":changed_at": self.context().now_millis};
        let mut gone = self.connection.execute(
            "UPDATE customer
             SET ref = :ref, name = NULL, folded = NULL, email = NULL, phone = NULL, note = NULL,
                 changed_at = :changed_at
             WHERE id = :id AND (ref <> :ref OR coalesce(name, email, phone, note) IS NOT NULL)",
            named,
        )?;
        if old != reference {
            self.forget_keys(customer)?;
            self.remember_erased(&old, customer)?;
        }
        for table in ["search_key", "customer_before"] {
            let sql = format!("DELETE FROM {table} WHERE customer_id = :id");
            gone += self.connection.execute(&sql, named_params! {":id": customer.0})?;
        }
        Ok(gone as u64)
    }

    /// Takes away the reasons and other texts that are about a person alone. Returns how many there were.
    pub fn erase_notes(&self, customer: CustomerId) -> Result<u64> {
        let sql = OWN_NOTES.replace("PERSON", PERSON);
        let own: Vec<i64> = {
            let mut statement =
                self.connection.prepare(&format!("SELECT note_id FROM ({sql}) WHERE note_id IS NOT NULL"))?;
            let ids = statement.query_map(named_params! {":customer_id": customer.0}, |row| row.get(0))?;
            ids.collect::<rusqlite::Result<_>>()?
        };
        let mut update =
            self.connection.prepare_cached("UPDATE note SET text = :text WHERE id = :id AND text <> :text")?;
        let mut gone = 0;
        for id in own {
            gone += update.execute(named_params! {":id": id, ":text": ERASED})? as u64;
        }
        Ok(gone)
    }

    /// Takes a person out of the texts of others: reasons, and the names of what was sold. Returns out of how many.
    pub fn erase_mentions(&self, mentions: &Mentions) -> Result<u64> {
        let mut gone = 0;
        for (id, text) in self.mentioned("SELECT id, text FROM note", mentions)? {
            let named = named_params! {":id": id, ":text": text};
            gone += self.connection.execute("UPDATE note SET text = :text WHERE id = :id", named)? as u64;
        }
        for (id, name) in self.mentioned("SELECT id, name FROM item", mentions)? {
            self.rename_item(id, &name)?;
            gone += 1;
        }
        Ok(gone)
    }

    fn mentioned(&self, sql: &str, mentions: &Mentions) -> Result<Vec<(i64, String)>> {
        let mut statement = self.connection.prepare(sql)?;
        let mut rows = statement.query([])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            if let Some(text) = mentions.taken_out(row.get_ref(1)?.as_str().unwrap_or_default()) {
                found.push((row.get(0)?, text));
            }
        }
        Ok(found)
    }

    /// What is called so now may be there already.
    fn rename_item(&self, id: i64, name: &str) -> Result<()> {
        let (kind, sku, category) = self.connection.query_row(
            "SELECT kind, sku, category FROM item WHERE id = :id",
            named_params! {":id": id},
            |row| {
                let kind = super::row::word(row, 0, Kind::parse, "kind")?;
                Ok((kind, row.get::<_, Option<String>>(1)?, row.get::<_, Option<String>>(2)?))
            },
        )?;
        let other = self.item_row(kind, name, sku.as_deref(), category.as_deref())?;
        let named = named_params! {":id": id, ":other": other};
        self.connection.execute("UPDATE line SET item_id = :other WHERE item_id = :id", named)?;
        self.connection.execute("DELETE FROM item WHERE id = :id", named_params! {":id": id})?;
        Ok(())
    }

    /// A digest of few details could be found by trying; the key itself stays taken.
    fn forget_keys(&self, customer: CustomerId) -> Result<()> {
        self.connection.execute(
            "UPDATE request_key
             SET content = zeroblob(32)
             WHERE subject_id = :id AND operation_id = (SELECT operation_id FROM customer WHERE id = :id)",
            named_params! {":id": customer.0},
        )?;
        Ok(())
    }

    fn remember_erased(&self, reference: &str, customer: CustomerId) -> Result<()> {
        self.connection.execute(
            "INSERT INTO request_key (digest, content, subject_id, operation_id)
             VALUES (:digest, :digest, :subject_id, :operation_id)
             ON CONFLICT DO UPDATE SET subject_id = excluded.subject_id, operation_id = excluded.operation_id",
            named_params! {
                ":digest": digest(reference),
                ":subject_id": customer.0,
                ":operation_id": self.operation_id().0,
            },
        )?;
        Ok(())
    }
}

impl Store {
    /// Leaves no trace of what was deleted: the file is written anew, because rows that moved between pages leave
    /// copies that overwriting what is deleted does not reach, and the log beside it is emptied. Comes after the write.
    pub fn leave_no_trace(&mut self) -> Result<()> {
        forget_samples(&self.connection)?;
        self.connection.execute_batch("VACUUM")?;
        let busy: bool = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get(0))?;
        if busy { Err(StoreError::Busy { waited: super::busy::wait().as_secs() }) } else { Ok(()) }
    }
}

/// What somebody's ANALYZE noted down are values of rows.
fn forget_samples(connection: &Connection) -> Result<()> {
    let tables: BTreeSet<String> = connection
        .prepare("SELECT name FROM sqlite_schema WHERE name IN ('sqlite_stat3', 'sqlite_stat4')")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    for table in tables {
        connection.execute(&format!("DELETE FROM {table}"), [])?;
    }
    Ok(())
}

/// A key as users give them cannot begin like that.
fn digest(reference: &str) -> [u8; 32] {
    Sha256::digest(format!("\0erased {reference}")).into()
}
