//! `report rollforward`.

use crate::commands::desk::{Desk, Exit};
use crate::commands::values;
use crate::failure::Outcome;
use crate::report::rollforward::RollForwardReport;

/// Show how the points went from one balance to the next
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty report rollforward --from 2026-01-01 --to 2026-01-31
  loyalty report rollforward --from 2026-01-01 --json")]
pub(super) struct Args {
    /// The first day
    #[arg(long, value_name = "DATE")]
    from: String,
    /// The last day; what runs out by then counts, booked or not [default: today]
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
}

pub(super) fn run(args: &Args, desk: &mut Desk) -> Outcome<Exit> {
    let from = values::day(&args.from, "--from")?;
    let to = args.to.as_deref().map(|text| values::day(text, "--to")).transpose()?;
    let mut store = desk.open()?;
    let to = to.unwrap_or(desk.today(store.shop())?);
    super::in_order(from, to)?;
    let period = store.read(|reader| reader.rollforward(from, to))?;
    desk.report(&RollForwardReport::new(from, to, &period))
}
