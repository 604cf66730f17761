//! Operations: who wrote what and when, the keys that make a retry harmless, and free texts.

use rusqlite::{Connection, OptionalExtension, named_params};
use sha2::{Digest, Sha256};

use super::error::Result;
use super::tx::{Reader, Tx, last_id};
use crate::domain::{CustomerId, InvoiceId, OperationId};

/// What an operation did, as the log names it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Action(pub &'static str);

/// The operation of a unit of work, before it is known whether there is anything to record.
pub(super) struct OperationDraft {
    pub(super) id: OperationId,
    action: Action,
    customer: Option<CustomerId>,
    invoice: Option<InvoiceId>,
    note: Option<i64>,
    is_of_many: bool,
}

impl OperationDraft {
    pub(super) fn new(connection: &Connection, action: Action) -> Result<OperationDraft> {
        let id = OperationId(last_id(connection, "operation")? + 1);
        Ok(OperationDraft { id, action, customer: None, invoice: None, note: None, is_of_many: false })
    }
}

/// A key given with a request and the digest of what was asked.
pub struct Key {
    digest: [u8; 32],
    content: [u8; 32],
}

impl Key {
    /// Takes a key and everything that was asked with it, as one text.
    pub fn new(key: &str, content: &str) -> Key {
        Key { digest: Sha256::digest(key.as_bytes()).into(), content: Sha256::digest(content.as_bytes()).into() }
    }
}

/// What is known of a key.
pub enum KeyUse {
    /// It is new.
    New,
    /// The same was asked before; what it made then.
    Same(i64),
    /// Something else was asked with it before.
    Other,
}

/// One operation as the log shows it.
#[derive(Clone, Debug)]
pub struct LogRow {
    /// Its number.
    pub id: OperationId,
    /// The moment, milliseconds since 1970.
    pub recorded_at: i64,
    /// Who.
    pub actor: String,
    /// What.
    pub action: String,
    /// The ref of the customer it was about.
    pub customer: Option<String>,
    /// The number of the invoice it was about.
    pub invoice: Option<String>,
    /// Why.
    pub reason: Option<String>,
}

/// The operations that touched a customer, which is compared with `:customer_id` as `PERSON` says.
const OF_CUSTOMER: &str = "SELECT id FROM operation WHERE customer_id PERSON
   UNION SELECT operation_id FROM customer WHERE id PERSON
   UNION SELECT operation_id FROM entry WHERE customer_id PERSON
   UNION SELECT operation_id FROM invoice WHERE customer_id PERSON
   UNION SELECT card_event.operation_id
         FROM card
         JOIN card_event ON card_event.card_id = card.id
         WHERE card.customer_id PERSON";

impl Reader<'_> {
    /// Looks a key up.
    pub fn key_use(&self, key: &Key) -> Result<KeyUse> {
        let mut statement =
            self.connection.prepare_cached("SELECT content, subject_id FROM request_key WHERE digest = :digest")?;
        let found: Option<([u8; 32], i64)> = statement
            .query_row(named_params! {":digest": key.digest}, |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?;
        Ok(match found {
            None => KeyUse::New,
            Some((content, subject)) if content == key.content => KeyUse::Same(subject),
            Some(_) => KeyUse::Other,
        })
    }

    /// Operations from the newest back: of one customer, since a moment, before an id; at most `limit`.
    pub fn log(
        &self,
        customer: Option<CustomerId>,
        since: Option<i64>,
        before: Option<i64>,
        limit: u64,
    ) -> Result<Vec<LogRow>> {
        let of_customer = OF_CUSTOMER.replace("PERSON", self.of_person()?);
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT operation.id, operation.recorded_at, actor.name, operation.action, customer.ref, invoice.number, note.text
             FROM operation
             JOIN actor ON actor.id = operation.actor_id
             LEFT JOIN customer ON customer.id = operation.customer_id
             LEFT JOIN invoice ON invoice.id = operation.invoice_id
             LEFT JOIN note ON note.id = operation.note_id
             WHERE (:since IS NULL OR operation.recorded_at >= :since)
               AND (:before IS NULL OR operation.id < :before)
               AND (:customer_id IS NULL OR operation.id IN ({of_customer}))
             ORDER BY operation.id DESC
             LIMIT :limit"
        ))?;
        let rows = statement.query_map(
            named_params! {
                ":customer_id": customer.map(|id| id.0),
                ":since": since,
                ":before": before,
                ":limit": i64::try_from(limit).unwrap_or(i64::MAX),
            },
            |row| {
                Ok(LogRow {
                    id: OperationId(row.get(0)?),
                    recorded_at: row.get(1)?,
                    actor: row.get(2)?,
                    action: row.get(3)?,
                    customer: row.get(4)?,
                    invoice: row.get(5)?,
                    reason: row.get(6)?,
                })
            },
        )?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many operations [`Reader::log`] has without a limit.
    pub fn count_log(&self, customer: Option<CustomerId>, since: Option<i64>) -> Result<u64> {
        let of_customer = OF_CUSTOMER.replace("PERSON", self.of_person()?);
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT count(*)
             FROM operation
             WHERE (:since IS NULL OR recorded_at >= :since)
               AND (:customer_id IS NULL OR id IN ({of_customer}))"
        ))?;
        let named = named_params! {":customer_id": customer.map(|id| id.0), ":since": since};
        let count: i64 = statement.query_row(named, |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }

    /// A free text.
    pub fn note(&self, id: i64) -> Result<String> {
        let mut statement = self.connection.prepare_cached("SELECT text FROM note WHERE id = :id")?;
        Ok(statement.query_row(named_params! {":id": id}, |row| row.get(0))?)
    }
}

impl Tx<'_> {
    /// Says which customer the operation is about.
    pub fn about_customer(&self, customer: CustomerId) {
        self.operation.borrow_mut().customer = Some(customer);
    }

    /// Says which invoice the operation is about.
    pub fn about_invoice(&self, invoice: InvoiceId) {
        self.operation.borrow_mut().invoice = Some(invoice);
    }

    /// Says that the operation does many things: none of them, and no reason for one of them, is told of all.
    pub fn about_many(&self) {
        self.operation.borrow_mut().is_of_many = true;
    }

    /// Says why, and keeps the text; its id is for the rows that point to it.
    pub fn because(&self, reason: &str) -> Result<i64> {
        let id = self.insert_note(reason)?;
        self.operation.borrow_mut().note = Some(id);
        Ok(id)
    }

    /// Keeps a free text.
    pub fn insert_note(&self, text: &str) -> Result<i64> {
        let mut statement = self.connection.prepare_cached("INSERT INTO note (text) VALUES (:text)")?;
        Ok(statement.insert(named_params! {":text": text})?)
    }

    /// Remembers a key with what the write made.
    pub fn insert_key(&self, key: &Key, subject: i64) -> Result<()> {
        self.connection.execute(
            "INSERT INTO request_key (digest, content, subject_id, operation_id)
             VALUES (:digest, :content, :subject_id, :operation_id)",
            named_params! {
                ":digest": key.digest,
                ":content": key.content,
                ":subject_id": subject,
                ":operation_id": self.operation_id().0,
            },
        )?;
        Ok(())
    }

    /// Writes the operation itself; the last step before COMMIT.
    pub(super) fn insert_operation(&self) -> Result<()> {
        let actor_id = self.actor_id(&self.context().actor)?;
        let draft = self.operation.borrow();
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO operation (id, recorded_at, actor_id, action, customer_id, invoice_id, note_id)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        )?;
        let about = (draft.customer.map(|id| id.0), draft.invoice.map(|id| id.0), draft.note);
        let (customer, invoice, note) = if draft.is_of_many { (None, None, None) } else { about };
        let moment = self.context().now_millis;
        statement.execute((draft.id.0, moment, actor_id, draft.action.0, customer, invoice, note))?;
        Ok(())
    }

    fn actor_id(&self, name: &str) -> Result<i64> {
        let mut statement = self.connection.prepare_cached("SELECT id FROM actor WHERE name = :name")?;
        if let Some(id) = statement.query_row(named_params! {":name": name}, |row| row.get(0)).optional()? {
            return Ok(id);
        }
        let mut statement = self.connection.prepare_cached("INSERT INTO actor (name) VALUES (:name)")?;
        Ok(statement.insert(named_params! {":name": name})?)
    }
}
