//! The open database: looks at it, and units of work on it.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rusqlite::{Connection, TransactionBehavior};

use super::error::{Result, StoreError};
use super::open::Opened;
use super::operation::Action;
use super::quiet::Quiet;
use super::shop::Shop;
use super::tx::{Context, Mode, Reader, Tx};
use super::{open, schema};

/// How many changed rows make a write large.
const LARGE: u64 = 10_000;

/// An open database.
pub struct Store {
    pub(super) connection: Connection,
    /// What tells whether a file that was opened as one that does not change did not.
    quiet: Option<Quiet>,
    shop: Shop,
    path: PathBuf,
    is_wal: bool,
    pub(super) interruptible: Arc<AtomicBool>,
}

impl Store {
    /// Opens an existing database. One of an older program is refused until [`super::bring_up`] was there.
    pub fn open(path: &Path) -> Result<Store> {
        let path = open::absolute(path)?;
        Store::with(open::open_to_write(&path, schema::VERSION)?, path)
    }

    fn with(opened: Opened, path: PathBuf) -> Result<Store> {
        let Opened { connection, is_wal, version } = opened;
        if version < schema::VERSION {
            return Err(StoreError::Older { path, found: version, newest: schema::VERSION });
        }
        let shop = Shop::load(&connection)?;
        Ok(Store { connection, quiet: None, shop, path, is_wal, interruptible: Arc::new(AtomicBool::new(true)) })
    }

    /// Opens an existing database to read from it, as [`Store::open`] does; at once where nobody writes to it just now.
    pub fn open_to_read(path: &Path) -> Result<Store> {
        let quiet = open::absolute(path).ok().and_then(|path| open::open_quiet(&path).map(|found| (path, found)));
        if let Some((path, (connection, quiet))) = quiet
            && let Ok(mut store) = Store::with(Opened { connection, version: schema::VERSION, is_wal: true }, path)
        {
            store.quiet = Some(quiet);
            return Ok(store);
        }
        let path = open::absolute(path)?;
        Store::with(open::open(&path, schema::VERSION)?, path)
    }

    /// Opens an existing database for a look that changes nothing and waits for nobody.
    pub fn open_to_look(path: &Path) -> Result<Store> {
        let path = open::absolute(path)?;
        let opened = Opened { connection: open::open_to_look(&path)?, version: schema::VERSION, is_wal: true };
        Store::with(opened, path)
    }

    /// Makes the database if there is none; tells whether it did.
    pub fn open_or_create(path: &Path, shop: &Shop) -> Result<(Store, bool)> {
        let path = open::absolute(path)?;
        let (mut opened, fresh) = open::open_or_create(&path)?;
        let mut created = false;
        if fresh {
            let transaction = opened.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            // Another process may have made it between the look and the lock.
            if schema::identity(&transaction)? == (0, 0) && schema::is_empty(&transaction)? {
                schema::create(&transaction)?;
                shop.insert(&transaction)?;
                created = true;
            }
            transaction.commit().map_err(|error| StoreError::CommitUnknown(error.to_string()))?;
            // The header in the file itself names the program from now on, not only the log beside it.
            opened.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))?;
        }
        Ok((Store::with(opened, path)?, created))
    }

    /// Makes a database in memory, which is gone when it is closed: for a dry run where there is none yet.
    pub fn scratch(shop: &Shop) -> Result<Store> {
        let connection = open::scratch()?;
        schema::create(&connection)?;
        shop.insert(&connection)?;
        Ok(Store {
            connection,
            quiet: None,
            shop: shop.clone(),
            path: PathBuf::new(),
            is_wal: true,
            interruptible: Arc::new(AtomicBool::new(true)),
        })
    }

    /// What `init` said.
    pub fn shop(&self) -> &Shop {
        &self.shop
    }

    /// Where the file is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Sets the flag that tells a signal handler when it may end the process; it is lowered from COMMIT on.
    pub fn lower_at_commit(&mut self, interruptible: Arc<AtomicBool>) {
        self.interruptible = interruptible;
    }

    /// Lets changes go through a write-ahead log, where a copy was put in the place of a database by hand.
    pub(super) fn use_log(&mut self) -> Result<()> {
        if !std::mem::replace(&mut self.is_wal, true) {
            self.connection.execute_batch("PRAGMA journal_mode = WAL")?;
        }
        Ok(())
    }

    /// Reads one consistent state. The body is gone through again where somebody began to write to a file that was
    /// opened as one that does not change.
    pub fn read<T, E: From<StoreError>>(
        &mut self,
        body: impl Fn(&Reader<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        if self.quiet.is_some() {
            let answer = self.read_once(&body);
            if self.quiet.as_ref().is_some_and(Quiet::holds) {
                return answer;
            }
            self.open_beside_others()?;
        }
        self.read_once(&body)
    }

    /// Closes a file that was opened as one that does not change, and opens it as one that does.
    fn open_beside_others(&mut self) -> Result<()> {
        self.connection = Connection::open_in_memory()?;
        self.quiet = None;
        self.connection = open::open(&self.path, schema::VERSION)?.connection;
        Ok(())
    }

    fn read_once<T, E: From<StoreError>>(
        &mut self,
        body: impl FnOnce(&Reader<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let shop = &self.shop;
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Deferred).map_err(StoreError::from)?;
        body(&Reader::new(&transaction, shop))
    }

    /// As [`Store::write`], for a unit of work that writes many rows which name only rows that it made or found itself:
    /// SQLite does not look each of them up again, which takes a tenth of an import.
    pub fn write_many<T, E: From<StoreError>>(
        &mut self,
        context: &Context,
        action: Action,
        body: impl FnOnce(&Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.connection.pragma_update(None, "foreign_keys", false).map_err(StoreError::from)?;
        WithoutKeys(self).0.write(context, action, body)
    }

    /// One unit of work: one durable transaction, or nothing. What changes nothing leaves no operation behind.
    pub fn write<T, E: From<StoreError>>(
        &mut self,
        context: &Context,
        action: Action,
        body: impl FnOnce(&Tx<'_>) -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        self.use_log()?;
        let shop = &self.shop;
        let transaction =
            self.connection.transaction_with_behavior(TransactionBehavior::Immediate).map_err(StoreError::from)?;
        let tx = Tx::new(&transaction, shop, context, action)?;
        let before = transaction.total_changes();
        let answer = body(&tx)?;
        let changed = transaction.total_changes() != before;
        if !changed || context.mode == Mode::DryRun {
            transaction.rollback().map_err(StoreError::from)?;
            return Ok(answer);
        }
        tx.insert_operation()?;
        self.interruptible.store(false, Ordering::SeqCst);
        let changes = transaction.total_changes() - before;
        transaction.commit().map_err(|error| StoreError::CommitUnknown(error.to_string()))?;
        if changes > LARGE {
            self.carry_over();
        }
        Ok(answer)
    }

    /// Carries a large write over from the log into the file, as far as readers of older states let it. Closing does
    /// that too, but nobody can read meanwhile.
    fn carry_over(&self) {
        for _ in 0..20 {
            let progress = self.connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |row| {
                Ok((row.get::<_, i64>("log")?, row.get::<_, i64>("checkpointed")?))
            });
            match progress {
                Ok((log, done)) if done < log => std::thread::sleep(Duration::from_millis(5)),
                // What cannot be carried over now is when the file is closed, or opened the next time.
                _ => return,
            }
        }
    }
}

impl Drop for Store {
    /// A file that was opened as one that does not change is left to the end of the process: closing it would only give
    /// back memory, and for a look at one customer that takes a tenth of the time.
    fn drop(&mut self) {
        if self.quiet.is_some()
            && let Ok(nothing) = Connection::open_in_memory()
        {
            std::mem::forget(std::mem::replace(&mut self.connection, nothing));
        }
    }
}

/// A store that does not look foreign keys up, until this is dropped: also where the work panics, which is caught.
struct WithoutKeys<'s>(&'s mut Store);

impl Drop for WithoutKeys<'_> {
    fn drop(&mut self) {
        // Outside a transaction it cannot fail, and none outlives `write`.
        let _ = self.0.connection.pragma_update(None, "foreign_keys", true);
    }
}

#[cfg(test)]
mod tests {
    use std::cell::RefCell;

    use super::*;
    use crate::domain::person::Country;
    use crate::domain::{Currency, Day};
    use crate::store::{CustomerFilter, NewCustomer};

    fn shop() -> Shop {
        Shop { currency: Currency::EUR, country: Country::NL, time_zone: "Europe/Amsterdam".to_owned() }
    }

    fn context() -> Context {
        let today = Day::parse("2026-05-01").expect("a day");
        Context { today, now_millis: 0, actor: "till".to_owned(), mode: Mode::Real }
    }

    #[test]
    fn keys_are_looked_up_again_after_many_rows_however_it_ended() {
        let mut store = Store::scratch(&shop()).expect("a database");
        let looks_up = |connection: &Connection| connection.query_row("PRAGMA foreign_keys", [], |row| row.get(0));
        let fine = store.write_many(&context(), Action("test"), |tx| Ok::<_, StoreError>(looks_up(tx.connection)));
        assert_eq!((fine.expect("a write"), looks_up(&store.connection)), (Ok(false), Ok(true)));
        let caught = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| {
            store.write_many(&context(), Action("test"), |_| -> Result<()> { panic!("on purpose") })
        }));
        assert!(caught.is_err());
        assert_eq!(looks_up(&store.connection), Ok(true));
    }

    #[test]
    fn what_was_read_while_somebody_wrote_is_read_again() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("shop.db");
        drop(Store::open_or_create(&path, &shop()).expect("a database"));
        let writer = RefCell::new(None);
        let mut store = Store::open_to_read(&path).expect("it opens");
        assert!(store.quiet.is_some(), "nobody writes to it");
        let customers = store.read(|reader| {
            let found = reader.list_customers(&CustomerFilter::default(), None, u64::MAX)?.len();
            if writer.borrow().is_none() {
                let mut other = Store::open(&path)?;
                other.write(&context(), Action("test"), |tx| tx.insert_customer(&NewCustomer::default()))?;
                *writer.borrow_mut() = Some(other);
            }
            Ok::<_, StoreError>(found)
        });
        assert_eq!(customers.expect("a reading"), 1, "the customer who came meanwhile");
        assert!(store.quiet.is_none(), "it goes on beside the writer");
        drop(writer);
        let again = store.read(|reader| reader.list_customers(&CustomerFilter::default(), None, u64::MAX));
        assert_eq!(again.expect("a reading").len(), 1);
    }
}
