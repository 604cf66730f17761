//! `import undo`: an import taken back as a whole.

use crate::commands::desk::{Desk, Exit};
use crate::domain::text::counted;
use crate::failure::{Failure, Outcome};
use crate::ops::import::{self as work, TakenBack};
use crate::report::Status;
use crate::report::import_undo::{UndoReport, UndonePoints};
use crate::store::{Action, Import};

/// Take back everything that an import brought; its numbers and refs are free again
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty import undo 3
  loyalty import undo 3 --dry-run
  loyalty import undo 3 --yes")]
pub struct Undo {
    /// The number of the import
    #[arg(value_name = "IMPORT")]
    id: i64,
    /// Also when points of it were spent since, its rewards used or its cards corrected: balances fall below zero
    #[arg(long)]
    allow_negative: bool,
}

pub(super) fn run(args: Undo, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open_to_write()?;
    let import = store.read(|reader| super::find(reader, args.id))?;
    if import.undone_by.is_none() {
        let count = |key: &str| import.counts[key].as_u64().unwrap_or(0);
        desk.confirm(&format!(
            "take import {} back, with {} and {}?",
            args.id,
            counted(count("invoices"), "invoice", "invoices"),
            counted(count("customers"), "customer", "customers")
        ))?;
    }
    let context = desk.context(store.shop())?;
    let dry_run = desk.is_dry_run();
    let report = store.write(&context, Action("import undo"), |tx| {
        let import = super::find(tx, args.id)?;
        let back = work::undo(tx, &import, args.allow_negative)?;
        Ok::<_, Failure>(tell(&import, back, dry_run))
    })?;
    desk.report(&report)
}

fn tell(import: &Import, back: Option<TakenBack>, dry_run: bool) -> UndoReport {
    let status = if back.is_some() { Status::Undone } else { Status::Unchanged };
    let TakenBack { invoices, restored, customers, restored_customers, cards, points, spent } =
        back.unwrap_or_default();
    UndoReport {
        dry_run,
        status,
        import: import.id.0,
        files: import.files.clone(),
        invoices,
        restored,
        customers,
        restored_customers,
        cards,
        points: UndonePoints { taken_back: points.get(), spent: spent.get() },
    }
}
