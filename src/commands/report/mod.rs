//! `report`: what all customers have and did, added up.

mod expiring;
mod liability;
mod rollforward;
mod top;

use super::desk::{Desk, Exit};
use crate::domain::Day;
use crate::failure::{Failure, Outcome};

/// Add up what all customers have and did
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

super::verbs! {
    "liability" => Liability(liability::Args),
    "rollforward" => Rollforward(rollforward::Args),
    "expiring" => Expiring(expiring::Args),
    "top" => Top(top::Args),
}

/// Does it.
pub fn run(args: Args, desk: &mut Desk) -> Outcome<Exit> {
    match args.verb {
        Verb::Liability(args) => liability::run(&args, desk),
        Verb::Rollforward(args) => rollforward::run(&args, desk),
        Verb::Expiring(args) => expiring::run(&args, desk),
        Verb::Top(args) => top::run(&args, desk),
    }
}

/// Refuses a period that ends before it begins.
fn in_order(from: Day, to: Day) -> Outcome<()> {
    if to < from {
        return Err(Failure::usage(format!("the period ends on `{to}`, before it begins on `{from}`")));
    }
    Ok(())
}
