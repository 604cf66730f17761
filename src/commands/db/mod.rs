//! `db`: the database file itself.

mod backup;
mod restore;

use super::desk::{Desk, Exit};
use crate::failure::{Failure, Outcome};
use crate::ops::check;
use crate::report::check::CheckReport;
use crate::report::database::DatabaseReport;
use crate::store::{Head, StoreError};

/// See to the database file
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

super::verbs! {
    "info" => Info(Info),
    "check" => Check(Check),
    "backup" => Backup(backup::Backup),
    "restore" => Restore(restore::Restore),
}

/// Show where the database is, and what is in it
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty db info
  loyalty --db shop.db db info --json")]
struct Info {}

/// Prove that everything adds up, and name what does not
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty db check
  loyalty db check --head
  loyalty db check --expect-head 1204:9f86d081…")]
struct Check {
    /// Print a digest of the ledger up to its last entry, to be written down
    #[arg(long)]
    head: bool,
    /// Prove that nothing was changed up to where that digest was taken
    #[arg(long, value_name = "N:HEX")]
    expect_head: Option<String>,
}

/// Does it.
pub fn run(args: Args, desk: &mut Desk) -> Outcome<Exit> {
    match args.verb {
        Verb::Info(_) => info(desk),
        Verb::Check(args) => check(&args, desk),
        Verb::Backup(args) => backup::run(&args, desk),
        Verb::Restore(args) => restore::run(&args, desk),
    }
}

fn info(desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open()?;
    let (info, backup) = store.read(|reader| Ok::<_, StoreError>((reader.info()?, reader.backups()?.pop())))?;
    // The size alone: the file itself is never opened beside a connection.
    let bytes = std::fs::metadata(store.path())?.len();
    desk.report(&DatabaseReport::new(store.path().display().to_string(), bytes, store.shop(), info, backup))
}

fn check(args: &Check, desk: &mut Desk) -> Outcome<Exit> {
    let expected = args.expect_head.as_deref().map(expected_head).transpose()?;
    let mut store = desk.open_for_long()?;
    let (found, head) = store.read(|reader| {
        let found = check::check(reader, expected.as_ref())?;
        let wanted = args.head && found.count == 0;
        let head = if wanted { Some(reader.head(reader.last_entry()?)?) } else { None };
        Ok::<_, Failure>((found, head))
    })?;
    let looked_at = found.looked_at;
    match found.failure() {
        Some(failure) => Err(failure),
        None => desk.report(&CheckReport { findings: Vec::new(), looked_at, head: head.map(|head| head.to_string()) }),
    }
}

fn expected_head(text: &str) -> Outcome<Head> {
    Head::parse(text).ok_or_else(|| {
        Failure::usage(format!("the value `{text}` of `--expect-head` is no head of a ledger"))
            .hint("give it as `loyalty db check --head` printed it")
    })
}
