//! `customer export`.

use crate::commands::desk::{Desk, Exit};
use crate::failure::Outcome;
use crate::ops::export::export;
use crate::ops::who;

/// Print all that is held of a person, as JSON
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples:
  loyalty customer export K001
  loyalty customer export anna@example.nl > anna.json",
    after_help = "Details, points with every entry, invoices with their lines, cards with their history, what was
brought from older systems, and the log: what a customer may ask to see."
)]
pub struct Args {
    /// A ref, an e-mail, a phone, or enough of a name
    #[arg(value_name = "WHO", allow_negative_numbers = true)]
    who: String,
}

pub(super) fn run(args: Args, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open()?;
    let today = desk.today(store.shop())?;
    let report = store.read(|reader| export(reader, &who::read(reader, &args.who)?, today))?;
    desk.document(&report)
}
