//! Giving a database another content, with what it held kept aside.

use std::fs;
use std::path::Path;
use std::sync::atomic::Ordering;
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};

use super::copy::{self, Draft};
use super::database::Store;
use super::error::{Result, StoreError};
use super::open;

impl Store {
    /// Gives the database the content of a copy as one durable transaction, and keeps what it held at `aside`. Others may
    /// have it open: whoever writes waits meanwhile, and goes on with the new content.
    ///
    /// `note` is called while nobody else can write; it may still write to the copy.
    pub fn replace<E: From<StoreError>>(
        &mut self,
        by: &Draft,
        aside: &Path,
        note: impl FnOnce() -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        self.use_log()?;
        let source = open::beside(by.part())?;
        let old = open::beside(self.path())?;
        let replacing = Backup::new(&source, &mut self.connection).map_err(StoreError::from)?;
        // No page yet, but the lock of whoever writes.
        step(&replacing, 0)?;
        let kept = Draft::begin(aside)?;
        kept.fill_with_pages(&old)?;
        note()?;
        kept.publish()?;
        self.interruptible.store(false, Ordering::SeqCst);
        step(&replacing, -1).map_err(|error| StoreError::CommitUnknown(error.to_string()))?;
        drop((replacing, old));
        // The log is as large as the database now. Where somebody reads in it, whoever comes last empties it.
        self.connection.busy_timeout(Duration::ZERO).map_err(StoreError::from)?;
        let _ = self.connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()));
        Ok(())
    }
}

fn step(replacing: &Backup<'_, '_>, pages: i32) -> Result<()> {
    match replacing.step(pages)? {
        StepResult::Done => Ok(()),
        StepResult::More if pages == 0 => Ok(()),
        _ => Err(StoreError::busy()),
    }
}

/// Puts a copy where there is no database, or one that cannot be opened any more; what is there is kept at `aside`.
/// Tells whether there was something.
pub fn put(by: Draft, aside: &Path) -> Result<bool> {
    let mut kept = false;
    for end in ["", "-wal", "-journal"] {
        let from = copy::with_end(by.target(), end);
        if fs::metadata(&from).is_ok_and(|facts| facts.len() > 0) {
            fs::rename(&from, copy::with_end(aside, end)).map_err(|error| StoreError::from_io(&from, &error))?;
            kept = true;
        }
    }
    let _ = fs::remove_file(copy::with_end(by.target(), "-shm"));
    by.publish()?;
    Ok(kept)
}
