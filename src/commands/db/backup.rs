//! `db backup`: a copy of the database that is whole, whatever others write meanwhile.

use std::path::PathBuf;

use crate::commands::desk::{Desk, Exit};
use crate::failure::Outcome;
use crate::ops::backup;
use crate::report::backup::BackupReport;
use crate::store::Existing;

/// Make a copy of the database while it is in use
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty db backup shop-2026-11-21.db
  loyalty db backup shop-newest.db --replace
  loyalty db backup shop-2026-11-21.db --json")]
pub struct Backup {
    /// The file to make; it is there whole or not at all
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Put the new copy in the place of an older one, once it is whole
    #[arg(long)]
    replace: bool,
}

pub(super) fn run(args: &Backup, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open_to_write()?;
    let context = desk.context(store.shop())?;
    let existing = if args.replace { Existing::Replace } else { Existing::Keep };
    let made = backup::make(&mut store, &context, &args.file, existing)?;
    let database = store.path().display().to_string();
    desk.report(&BackupReport::new(database, made.path.display().to_string(), made.bytes, made.info, desk.is_dry_run()))
}
