//! A reading of the store, and one unit of work.

use std::cell::{Cell, RefCell};
use std::ops::Deref;
use std::rc::Rc;

use rusqlite::Connection;

use super::error::{Result, StoreError};
use super::operation::{Action, OperationDraft};
use super::shop::Shop;
use crate::domain::{Day, OperationId, Revisions, Scheme};

/// Whether a write is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    /// It is.
    Real,
    /// Everything is done and then rolled back.
    DryRun,
}

/// Who works, when, and whether it counts.
#[derive(Clone, Debug)]
pub struct Context {
    /// The civil day of the shop that counts as today.
    pub today: Day,
    /// The moment of recording, milliseconds since 1970.
    pub now_millis: i64,
    /// Who does it.
    pub actor: String,
    /// Whether it is kept.
    pub mode: Mode,
}

/// A consistent reading.
pub struct Reader<'c> {
    pub(super) connection: &'c Connection,
    pub(super) shop: &'c Shop,
    /// All schemes, once they were asked for: a till without any pays for them once, and not with each ticket.
    pub(super) schemes: RefCell<Option<Rc<[Rc<Scheme>]>>>,
    /// The revisions of the settings, once they were asked for.
    pub(super) revisions: RefCell<Option<Rc<Revisions>>>,
    /// Whether any customer was merged, once it was asked for.
    pub(super) has_merges: Cell<Option<bool>>,
}

impl<'c> Reader<'c> {
    pub(super) fn new(connection: &'c Connection, shop: &'c Shop) -> Reader<'c> {
        Reader {
            connection,
            shop,
            schemes: RefCell::default(),
            revisions: RefCell::default(),
            has_merges: Cell::new(None),
        }
    }

    /// What `init` said.
    pub fn shop(&self) -> &Shop {
        self.shop
    }
}

/// The next ids of a unit of work, asked for once.
#[derive(Clone, Default)]
pub(super) struct Counters {
    pub(super) entry: Cell<Option<i64>>,
    pub(super) invoice: Cell<Option<i64>>,
    pub(super) taking: Cell<Option<i64>>,
    pub(super) redemption: Cell<Option<i64>>,
    pub(super) customer: Cell<Option<i64>>,
    pub(super) card: Cell<Option<i64>>,
    pub(super) card_event: Cell<Option<i64>>,
}

impl Counters {
    fn put_back(&self, before: &Counters) {
        self.entry.set(before.entry.get());
        self.invoice.set(before.invoice.get());
        self.taking.set(before.taking.get());
        self.redemption.set(before.redemption.get());
        self.customer.set(before.customer.get());
        self.card.set(before.card.get());
        self.card_event.set(before.card_event.get());
    }
}

/// The id of the newest row of a table, 0 when it has none.
pub(super) fn last_id(connection: &Connection, table: &str) -> Result<i64> {
    let mut statement = connection.prepare_cached(&format!("SELECT max(id) FROM {table}"))?;
    let last: Option<i64> = statement.query_row([], |row| row.get(0))?;
    Ok(last.unwrap_or(0))
}

/// One unit of work under way.
pub struct Tx<'c> {
    reader: Reader<'c>,
    context: &'c Context,
    pub(super) operation: RefCell<OperationDraft>,
    pub(super) counters: Counters,
    /// Whether the insert guards of the ledger are dropped for now.
    pub(super) is_bulk: Cell<bool>,
    /// Whether indexes are left to be made at the end.
    pub(super) lacks_indexes: Cell<bool>,
}

impl<'c> Deref for Tx<'c> {
    type Target = Reader<'c>;
    fn deref(&self) -> &Reader<'c> {
        &self.reader
    }
}

impl<'c> Tx<'c> {
    pub(super) fn new(
        connection: &'c Connection,
        shop: &'c Shop,
        context: &'c Context,
        action: Action,
    ) -> Result<Tx<'c>> {
        Ok(Tx {
            reader: Reader::new(connection, shop),
            context,
            operation: RefCell::new(OperationDraft::new(connection, action)?),
            counters: Counters::default(),
            is_bulk: Cell::new(false),
            lacks_indexes: Cell::new(false),
        })
    }

    /// Who works, when.
    pub fn context(&self) -> &Context {
        self.context
    }

    /// The day that counts as today.
    pub fn today(&self) -> Day {
        self.context.today
    }

    /// The operation that this unit of work is recorded as.
    pub fn operation_id(&self) -> OperationId {
        self.operation.borrow().id
    }

    /// Does a part that is undone by itself when it fails, such as one line of many.
    pub fn part<T, E: From<StoreError>>(
        &self,
        body: impl FnOnce() -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let savepoint = |statement: &str| {
            self.connection.prepare_cached(statement).and_then(|mut ready| ready.execute([])).map_err(StoreError::from)
        };
        savepoint("SAVEPOINT part")?;
        let before = self.counters.clone();
        let answer = body();
        if answer.is_err() && self.connection.is_autocommit() {
            // SQLite gave the whole transaction up, as it may when a disk is full: there is nothing to go back to.
            return answer;
        }
        if answer.is_err() {
            savepoint("ROLLBACK TO part")?;
            self.counters.put_back(&before);
        }
        savepoint("RELEASE part")?;
        answer
    }

    /// Takes the next id of a table whose ids are counted.
    pub(super) fn next_id(&self, counter: &Cell<Option<i64>>, table: &str) -> Result<i64> {
        let next = self.peek_id(counter, table)?;
        counter.set(Some(next + 1));
        Ok(next)
    }

    /// The id that [`Tx::next_id`] will give.
    pub(super) fn peek_id(&self, counter: &Cell<Option<i64>>, table: &str) -> Result<i64> {
        if let Some(next) = counter.get() {
            return Ok(next);
        }
        let next = last_id(self.connection, table)? + 1;
        counter.set(Some(next));
        Ok(next)
    }
}
