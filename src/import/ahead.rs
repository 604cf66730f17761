//! The second reading on a thread of its own, so that a file is read while what was read before is being written.

use std::ops::Range;
use std::sync::mpsc::{SyncSender, sync_channel};
use std::thread;

use super::drafts::{InvoiceDraft, Item, Items, LineDraft};
use super::error::ImportError;
use super::reading::Progress;
use super::survey::Survey;

/// How many invoices are handed over at once.
const BATCH: usize = 512;
/// How many batches may wait: enough that neither side does, few enough that memory does not grow with the file.
const WAITING: usize = 8;

/// Invoices on their way from one thread to the other.
#[derive(Default)]
struct Batch<'s> {
    drafts: Vec<(InvoiceDraft<'s>, Range<usize>)>,
    lines: Vec<LineDraft>,
    /// The items that were not seen before.
    items: Vec<Item>,
    progress: Option<Progress>,
}

/// Why the reader stops.
enum Stop {
    Import(ImportError),
    /// Nobody takes any more.
    Gone,
}

impl From<ImportError> for Stop {
    fn from(error: ImportError) -> Stop {
        Stop::Import(error)
    }
}

impl Survey<'_> {
    /// As [`Survey::for_each_invoice`], with the reading on a thread of its own.
    pub fn for_each_invoice_ahead<E: From<ImportError>>(
        &self,
        progress: &mut dyn FnMut(Progress),
        mut each: impl FnMut(&InvoiceDraft<'_>, &Items) -> Result<(), E>,
    ) -> Result<(), E> {
        thread::scope(|scope| {
            let (sender, receiver) = sync_channel::<Batch<'_>>(WAITING);
            let reader = scope.spawn(move || self.read_ahead(sender));
            let mut items = Items::default();
            for batch in receiver {
                items.extend(batch.items);
                for (draft, lines) in batch.drafts {
                    each(&InvoiceDraft { lines: &batch.lines[lines], ..draft }, &items)?;
                }
                if let Some(at) = batch.progress {
                    progress(at);
                }
            }
            match reader.join() {
                Ok(Err(Stop::Import(error))) => Err(error.into()),
                Ok(_) => Ok(()),
                Err(panic) => std::panic::resume_unwind(panic),
            }
        })
    }

    fn read_ahead<'s>(&'s self, sender: SyncSender<Batch<'s>>) -> Result<(), Stop> {
        let batch = std::cell::RefCell::new(Batch::default());
        let send = |batch: Batch<'s>| sender.send(batch).map_err(|_| Stop::Gone);
        let mut told = |at| batch.borrow_mut().progress = Some(at);
        let mut known = 0;
        self.for_each_invoice::<Stop>(&mut told, |draft, items| {
            let mut filling = batch.borrow_mut();
            let from = filling.lines.len();
            filling.lines.extend_from_slice(draft.lines);
            let lines = from..filling.lines.len();
            filling.items.extend_from_slice(&items.as_slice()[known..]);
            known = items.as_slice().len();
            let kept = self.draft_without_lines(draft);
            filling.drafts.push((kept, lines));
            if filling.drafts.len() < BATCH {
                return Ok(());
            }
            send(std::mem::take(&mut *filling))
        })?;
        send(batch.into_inner())
    }
}
