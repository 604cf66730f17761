//! `db`: the database file itself.

use super::desk::{Desk, Exit};
use crate::failure::Outcome;
use crate::report::database::DatabaseReport;

/// See to the database file
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, clap::Subcommand)]
enum Verb {
    Info(Info),
}

/// Show where the database is, and what is in it
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty db info
  loyalty --db shop.db db info --json")]
struct Info {}

/// Does it.
pub fn run(args: Args, desk: &mut Desk) -> Outcome<Exit> {
    match args.verb {
        Verb::Info(_) => info(desk),
    }
}

fn info(desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open()?;
    let info = store.read(|reader| reader.info())?;
    // The size alone: the file itself is never opened beside a connection.
    let bytes = std::fs::metadata(store.path())?.len();
    desk.report(&DatabaseReport::new(store.path().display().to_string(), bytes, store.shop(), info))
}
