//! `db restore`: the database as it was when a backup was made.

use std::path::{Path, PathBuf};

use serde_json::json;

use crate::commands::desk::{Desk, Exit, shown_path};
use crate::failure::{Failure, Kind, Outcome, shell_word};
use crate::ops::backup::{self, Before, Place};
use crate::report::backup::RestoreReport;
use crate::report::moment;
use crate::store::{Info, StoreError};

/// Put a backup back; what is there now is kept beside it
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty db restore shop-2026-11-20.db
  loyalty --db shop.db db restore shop-2026-11-20.db --confirm shop.db
  loyalty db restore shop-2026-11-20.db --dry-run")]
pub struct Restore {
    /// The backup; it stays as it is
    #[arg(value_name = "FILE")]
    file: PathBuf,
    /// Confirm beforehand, with the name of the database file that is replaced
    #[arg(long, value_name = "NAME")]
    confirm: Option<String>,
}

pub(super) fn run(args: &Restore, desk: &mut Desk) -> Outcome<Exit> {
    let database = shown_path(desk.database()?)?;
    let file = shown_path(&args.file)?;
    let mut place = match desk.open_to_replace(&database) {
        Ok(store) => Place::Database(Box::new(store)),
        Err(StoreError::NoDatabase(_) | StoreError::Damaged(_)) => Place::Ruin,
        Err(error) => return Err(error.into()),
    };
    let before = place.before();
    let ready = backup::ready(&file, &database)?;
    confirm(args, desk, &database, &before, &ready.info)?;
    let context = desk.context(&ready.shop)?;
    let info = ready.info;
    let kept = match desk.is_dry_run() {
        true => None,
        false => backup::restore(ready, place, &before, &database, &context)?,
    };
    let [database, file] = [&database, &file].map(|path| path.display().to_string());
    let kept = kept.map(|path| path.display().to_string());
    desk.report(&RestoreReport::new(database, file, kept, info, before.info, desk.is_dry_run()))
}

/// Wants the name of the database, or a yes.
fn confirm(args: &Restore, desk: &mut Desk, database: &Path, before: &Before, info: &Info) -> Outcome<()> {
    let name = database.file_name().unwrap_or_default().to_string_lossy();
    let Some(given) = &args.confirm else {
        let question = format!("put {} in the place of {}?", of(Some(info)), of(before.info.as_ref()));
        let hint = format!("or name the database that is replaced: `--confirm {}`", shell_word(&name));
        return desk.confirm(&question).map_err(|failure| failure.hint(hint));
    };
    let is_name = [database.file_name(), database.file_stem()].contains(&Some(given.as_ref()));
    if is_name || shown_path(Path::new(given))? == *database {
        return Ok(());
    }
    Err(Failure::new(Kind::NotConfirmed, format!("`{given}` is not the database that would be replaced"))
        .hint(format!("that is `{}`: confirm it with `--confirm {}`", database.display(), shell_word(&name)))
        .details(json!({ "database": database.display().to_string() })))
}

/// A database in a question.
fn of(info: Option<&Info>) -> String {
    match info.map(|info| (info.invoices, info.last_recorded_at)) {
        None => "what is there".to_owned(),
        Some((invoices, None)) => format!("{invoices} invoices"),
        Some((invoices, Some(last))) => format!("{invoices} invoices (last written {})", moment(last)),
    }
}
