//! `customer`: who buys.

mod add;
mod balance;
mod edit;
mod erase;
mod export;
mod history;
mod list;
mod merge;
mod show;

use super::desk::{Desk, Exit};
use crate::failure::Outcome;
use crate::ops::customer::last_visit;
use crate::ops::standing::standing;
use crate::report::customer::CustomerReport;
use crate::store::{Customer, Reader};

use crate::domain::Day;

/// Add customers, find them, and see what they have
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

super::verbs! {
    "add" => Add(add::Args),
    "edit" => Edit(edit::Args),
    "list" => List(list::Args),
    "show" => Show(show::Args),
    "balance" => Balance(balance::Args),
    "history" => History(history::Args),
    "merge" => Merge(merge::Args),
    "erase" => Erase(erase::Args),
    "export" => Export(export::Args),
}

/// Does it.
pub fn run(args: Args, desk: &mut Desk) -> Outcome<Exit> {
    match args.verb {
        Verb::Add(args) => add::run(args, desk),
        Verb::Edit(args) => edit::run(args, desk),
        Verb::List(args) => list::run(args, desk),
        Verb::Show(args) => show::run(args, desk),
        Verb::Balance(args) => balance::run(args, desk),
        Verb::History(args) => history::run(args, desk),
        Verb::Merge(args) => merge::run(args, desk),
        Verb::Erase(args) => erase::run(args, desk),
        Verb::Export(args) => export::run(args, desk),
    }
}

/// The answer about one customer.
fn answer(
    reader: &Reader<'_>,
    customer: &Customer,
    today: Day,
    status: &'static str,
    dry_run: bool,
) -> Outcome<CustomerReport> {
    Ok(CustomerReport {
        dry_run,
        status,
        customer: customer.into(),
        merged: merged(reader, customer)?,
        points: standing(reader, customer.id, today, today)?.points.get(),
        last_visit: last_visit(reader, customer)?,
    })
}

/// The refs that lead to a customer since a merge.
fn merged(reader: &Reader<'_>, customer: &Customer) -> Outcome<Vec<String>> {
    let merged = reader.merged_into(customer.id)?.into_iter();
    merged.map(|(merged, _)| Ok(reader.customer(merged)?.reference)).collect()
}
