//! `customer show`.

use super::answer;
use crate::commands::desk::{Desk, Exit};
use crate::failure::Outcome;
use crate::ops::who;
use crate::report::customer::CustomerReport;

/// Show what is known of a customer
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty customer show K001
  loyalty customer show \"anna jansen\" --json")]
pub struct Args {
    /// A ref, an e-mail, a phone, or enough of a name
    #[arg(value_name = "WHO", allow_negative_numbers = true)]
    who: String,
}

pub(super) fn run(args: Args, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open()?;
    let today = desk.today(store.shop())?;
    let report = store.read(|reader| {
        let customer = who::read(reader, &args.who)?;
        answer(reader, &customer, today, CustomerReport::ACTIVE, false)
    })?;
    desk.report(&report)
}
