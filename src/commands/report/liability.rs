//! `report liability`.

use crate::commands::desk::{Desk, Exit};
use crate::commands::values;
use crate::failure::{Failure, Outcome};
use crate::ops::liability::liability;

/// Show the open points, what they are worth, when they end and when they were earned
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty report liability
  loyalty report liability --at 2026-12-31 --point-value 0.05 --json")]
pub(super) struct Args {
    /// The day [default: today]
    #[arg(long, value_name = "DATE")]
    at: Option<String>,
    /// What one point is worth [default: as the settings of that day say]
    #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true)]
    point_value: Option<String>,
}

pub(super) fn run(args: &Args, desk: &mut Desk) -> Outcome<Exit> {
    let at = args.at.as_deref().map(|text| values::day(text, "--at")).transpose()?;
    let price = args.point_value.as_deref().map(|text| values::unit_price(text, "--point-value")).transpose()?;
    if price.is_some_and(|price| price.ten_thousandths() <= 0) {
        return Err(Failure::usage("a point must be worth more than nothing"));
    }
    let mut store = desk.open()?;
    let today = desk.today(store.shop())?;
    let report = store.read(|reader| liability(reader, at.unwrap_or(today), price))?;
    desk.report(&report)
}
