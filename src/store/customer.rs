//! Customers, and how one is found.

use rusqlite::{OptionalExtension, Row, named_params};

use super::error::Result;
use super::row;
use super::search::search_keys;
use super::tx::{Reader, Tx};
use crate::domain::person::{email_lower, phone_e164, phone_tail_reversed};
use crate::domain::text::fold;
use crate::domain::{CustomerId, Day, Points};

/// A customer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Customer {
    /// The row.
    pub id: CustomerId,
    /// The shop's own number: text, exact.
    pub reference: String,
    /// The name, if it is known.
    pub name: Option<String>,
    /// In lower case.
    pub email: Option<String>,
    /// In E.164, or as typed where it cannot be read.
    pub phone: Option<String>,
    /// A free text.
    pub note: Option<String>,
    /// The moment of the last change, milliseconds since 1970.
    pub changed_at: i64,
}

/// A customer to be made.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct NewCustomer {
    /// The shop's own number; the next free one without.
    pub reference: Option<String>,
    /// The name, cleaned.
    pub name: Option<String>,
    /// In lower case.
    pub email: Option<String>,
    /// In E.164, or as typed where it cannot be read.
    pub phone: Option<String>,
    /// A free text, cleaned.
    pub note: Option<String>,
}

/// The rungs of the ladder that a look-up climbs, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rung {
    /// The ref.
    Reference,
    /// The e-mail.
    Email,
    /// The phone.
    Phone,
    /// The whole name.
    WholeName,
    /// The beginning of a word of the name.
    WordBeginning,
    /// A part of the name.
    NamePart,
    /// The last four or more digits of a phone.
    PhoneEnd,
    /// The beginnings of words of the name, in any order and without `van der` and the like.
    Words,
}

impl Rung {
    /// The last rung, which a reading may climb up to.
    pub const LAST: Rung = Rung::Words;
    /// The last rung that a write may climb up to: anything less than a whole name is too little to be sure.
    pub const LAST_SURE: Rung = Rung::WholeName;

    const ALL: [Rung; 8] = [
        Rung::Reference,
        Rung::Email,
        Rung::Phone,
        Rung::WholeName,
        Rung::WordBeginning,
        Rung::NamePart,
        Rung::PhoneEnd,
        Rung::Words,
    ];
}

/// Who was found, on the first rung with any hit.
#[derive(Clone, Debug)]
pub struct Found {
    /// The rung; `None` when nobody was found.
    pub rung: Option<Rung>,
    /// Who, by ref; at most [`MOST_CANDIDATES`].
    pub customers: Vec<Customer>,
}

/// The most customers that an ambiguous look-up lists.
pub const MOST_CANDIDATES: usize = 50;

/// A customer as an ambiguous look-up shows it.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// Who.
    pub customer: Customer,
    /// The day of the last invoice.
    pub last_visit: Option<Day>,
    /// The balance as it was last booked.
    pub points: Points,
}

pub(super) const COLUMNS: &str =
    "customer.id, customer.ref, customer.name, customer.email, customer.phone, customer.note, customer.changed_at";

pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<Customer> {
    Ok(Customer {
        id: CustomerId(row.get(0)?),
        reference: row.get(1)?,
        name: row.get(2)?,
        email: row.get(3)?,
        phone: row.get(4)?,
        note: row.get(5)?,
        changed_at: row.get(6)?,
    })
}

/// The end of a range of texts that all begin with `beginning`.
pub(super) fn after_beginning(beginning: &str) -> String {
    format!("{beginning}\u{10ffff}")
}

impl Reader<'_> {
    /// The customer of a row.
    pub fn customer(&self, id: CustomerId) -> Result<Customer> {
        let mut statement =
            self.connection.prepare_cached(&format!("SELECT {COLUMNS} FROM customer WHERE id = :id"))?;
        Ok(statement.query_row(named_params! {":id": id.0}, from_row)?)
    }

    /// The customer of that ref, exactly, or the one that a customer of that ref was merged into.
    pub fn customer_by_reference(&self, reference: &str) -> Result<Option<Customer>> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM customer WHERE ref = :ref AND standing = 1"))?;
        let customer = statement.query_row(named_params! {":ref": reference}, from_row).optional()?;
        match customer {
            None => Ok(self.merged_where("ref = :text", reference)?.pop()),
            found => Ok(found),
        }
    }

    /// Climbs the ladder up to `last`; the first rung with any hit decides.
    pub fn find_customers(&self, text: &str, last: Rung) -> Result<Found> {
        for rung in Rung::ALL.into_iter().take_while(|rung| *rung <= last) {
            let customers = self.customers_on(rung, text)?;
            if !customers.is_empty() {
                return Ok(Found { rung: Some(rung), customers });
            }
        }
        Ok(Found { rung: None, customers: Vec::new() })
    }

    /// Those whom a text finds on one rung.
    pub fn customers_on(&self, rung: Rung, text: &str) -> Result<Vec<Customer>> {
        match rung {
            Rung::Reference => self.customers_where("ref = :text", text),
            Rung::Email => match email_lower(text) {
                Some(email) => self.customers_where("email = :text", &email),
                None => Ok(Vec::new()),
            },
            Rung::Phone => match phone_e164(text, self.shop.country) {
                Some(phone) => self.customers_where("phone = :text", &phone),
                None => Ok(Vec::new()),
            },
            Rung::WholeName => match fold(text) {
                folded if folded.is_empty() => Ok(Vec::new()),
                folded => self.customers_where("folded = :text", &folded),
            },
            Rung::WordBeginning => self.customers_by_word(text),
            Rung::NamePart => match fold(text) {
                folded if folded.is_empty() => Ok(Vec::new()),
                folded => self.customers_where("instr(folded, :text) > 0", &folded),
            },
            Rung::PhoneEnd => match phone_tail_reversed(text) {
                Some(reversed) => self.customers_by_key(&format!("p{reversed}")),
                None => Ok(Vec::new()),
            },
            Rung::Words => self.customers_by_words(text),
        }
    }

    fn customers_where(&self, condition: &str, text: &str) -> Result<Vec<Customer>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS} FROM customer WHERE {condition} AND standing = 1 ORDER BY ref LIMIT {MOST_CANDIDATES}"
        ))?;
        let rows = statement.query_map(named_params! {":text": text}, from_row)?;
        let customers: Vec<Customer> = rows.collect::<rusqlite::Result<_>>()?;
        if customers.is_empty() { self.merged_where(condition, text) } else { Ok(customers) }
    }

    /// Those into whom somebody was merged of whom the condition holds: the old ref, e-mail, phone and name still lead
    /// to the person, where nobody else has them.
    fn merged_where(&self, condition: &str, text: &str) -> Result<Vec<Customer>> {
        if !self.has_merges()? {
            return Ok(Vec::new());
        }
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS}
             FROM customer
             WHERE id IN (SELECT merged_into_id FROM customer WHERE {condition} AND merged_into_id IS NOT NULL)
             ORDER BY ref
             LIMIT {MOST_CANDIDATES}"
        ))?;
        let rows = statement.query_map(named_params! {":text": text}, from_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    fn customers_by_key(&self, beginning: &str) -> Result<Vec<Customer>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS}
             FROM customer
             WHERE standing = 1
               AND id IN (SELECT customer_id FROM search_key WHERE key >= :from AND key < :until)
             ORDER BY ref
             LIMIT {MOST_CANDIDATES}"
        ))?;
        let rows =
            statement.query_map(named_params! {":from": beginning, ":until": after_beginning(beginning)}, from_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Those in whose name the text begins at a word: the first word finds them, the rest of the text sifts.
    fn customers_by_word(&self, text: &str) -> Result<Vec<Customer>> {
        let folded = fold(text);
        let first = folded.split(|letter: char| !letter.is_alphanumeric()).find(|word| !word.is_empty());
        let Some(first) = first else { return Ok(Vec::new()) };
        if first == folded {
            return self.customers_by_key(&format!("w{first}"));
        }
        let beginning = format!("w{first}");
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS}
             FROM customer
             WHERE standing = 1
               AND id IN (SELECT customer_id FROM search_key WHERE key >= :from AND key < :until)
               AND (instr(' ' || folded, ' ' || :text) > 0 OR instr('-' || folded, '-' || :text) > 0)
             ORDER BY ref
             LIMIT {MOST_CANDIDATES}"
        ))?;
        let rows = statement.query_map(
            named_params! {":from": beginning, ":until": after_beginning(&beginning), ":text": folded},
            from_row,
        )?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// What an ambiguous look-up shows of a customer.
    pub fn candidate(&self, customer: Customer) -> Result<Candidate> {
        let mut statement = self.connection.prepare_cached(
            "SELECT max(day) FROM invoice WHERE customer_id = :id AND standing = 1 AND state <> 'void'",
        )?;
        let last_visit = statement.query_row(named_params! {":id": customer.id.0}, |row| row::day_or_null(row, 0))?;
        let mut statement = self.connection.prepare_cached("SELECT balance FROM account WHERE customer_id = :id")?;
        let points = statement.query_row(named_params! {":id": customer.id.0}, |row| row::points(row, 0)).optional()?;
        Ok(Candidate { customer, last_visit, points: points.unwrap_or_default() })
    }
}

impl Tx<'_> {
    /// Makes a customer.
    pub fn insert_customer(&self, new: &NewCustomer) -> Result<Customer> {
        let reference = match &new.reference {
            Some(reference) => reference.clone(),
            None => self.next_reference()?,
        };
        let id = CustomerId(self.next_id(&self.counters.customer, "customer")?);
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO customer (id, ref, name, folded, email, phone, note, changed_at, standing, operation_id)
             VALUES (:id, :ref, :name, :folded, :email, :phone, :note, :changed_at, 1, :operation_id)",
        )?;
        statement.execute(named_params! {
            ":id": id.0,
            ":ref": reference,
            ":name": new.name,
            ":folded": new.name.as_deref().map(fold),
            ":email": new.email,
            ":phone": new.phone,
            ":note": new.note,
            ":changed_at": self.context().now_millis,
            ":operation_id": self.operation_id().0,
        })?;
        self.insert_search_keys(id, new.name.as_deref(), new.phone.as_deref())?;
        Ok(Customer {
            id,
            reference,
            name: new.name.clone(),
            email: new.email.clone(),
            phone: new.phone.clone(),
            note: new.note.clone(),
            changed_at: self.context().now_millis,
        })
    }

    /// Takes a customer of this unit of work out again if nothing names it; tells whether it did.
    pub fn forget_unused_customer(&self, id: CustomerId) -> Result<bool> {
        let named = named_params! {":id": id.0};
        let is_used: bool = self.connection.query_row(
            "SELECT EXISTS (SELECT 1 FROM invoice WHERE customer_id = :id)
                 OR EXISTS (SELECT 1 FROM entry WHERE customer_id = :id)
                 OR EXISTS (SELECT 1 FROM card WHERE customer_id = :id)",
            named,
            |row| row.get(0),
        )?;
        if !is_used {
            for table in ["search_key", "account"] {
                self.connection.execute(&format!("DELETE FROM {table} WHERE customer_id = :id"), named)?;
            }
            self.connection.execute("DELETE FROM customer WHERE id = :id", named)?;
        }
        Ok(!is_used)
    }

    /// Writes a customer's ref, name, contact details and note.
    pub fn update_customer(&self, customer: &Customer) -> Result<()> {
        self.connection.execute(
            "UPDATE customer
             SET ref = :ref, name = :name, folded = :folded, email = :email, phone = :phone, note = :note,
                 changed_at = :changed_at
             WHERE id = :id",
            named_params! {
                ":id": customer.id.0,
                ":ref": customer.reference,
                ":name": customer.name,
                ":folded": customer.name.as_deref().map(fold),
                ":email": customer.email,
                ":phone": customer.phone,
                ":note": customer.note,
                ":changed_at": self.context().now_millis,
            },
        )?;
        self.connection
            .execute("DELETE FROM search_key WHERE customer_id = :id", named_params! {":id": customer.id.0})?;
        self.insert_search_keys(customer.id, customer.name.as_deref(), customer.phone.as_deref())
    }

    fn insert_search_keys(&self, id: CustomerId, name: Option<&str>, phone: Option<&str>) -> Result<()> {
        let mut statement =
            self.connection.prepare_cached("INSERT INTO search_key (key, customer_id) VALUES (:key, :customer_id)")?;
        for key in search_keys(name, phone) {
            statement.execute(named_params! {":key": key, ":customer_id": id.0})?;
        }
        Ok(())
    }

    /// The next ref that nobody has: `C000001` and on.
    fn next_reference(&self) -> Result<String> {
        let mut next: i64 =
            self.connection.query_row("SELECT next_ref FROM shop WHERE id = 1", [], |row| row.get(0))?;
        loop {
            let reference = format!("C{next:06}");
            next += 1;
            if self.customer_by_reference(&reference)?.is_none() {
                self.connection
                    .execute("UPDATE shop SET next_ref = :next WHERE id = 1", named_params! {":next": next})?;
                return Ok(reference);
            }
        }
    }
}
