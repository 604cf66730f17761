//! `report what-if`.

use clap::value_parser;

use crate::commands::desk::{Desk, Exit};
use crate::commands::settings::EarnArgs;
use crate::commands::values;
use crate::domain::Day;
use crate::failure::Outcome;
use crate::ops::what_if::{Question, what_if};

/// Show what other rules would have made of the recorded invoices
///
/// What is not named is as it is set today. Points that were spent, adjusted by hand or brought along stay as they are,
/// and so do invoices that earn nothing for good. Nothing is written. With `csv` there is one row a month.
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty report what-if --per 5.00
  loyalty report what-if --earn spend-services --min-total 20.00
  loyalty report what-if --expire-after 12m --from 2026-01-01 --format csv")]
pub(super) struct Args {
    #[command(flatten)]
    rule: EarnArgs,
    /// Let the rules hold for what was paid from this day on, and count from there [default: the first of all]
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// The last day that is counted [default: today]
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    /// Name at most so many who gain, and who lose
    #[arg(long, value_name = "N", default_value_t = 5, value_parser = value_parser!(u16))]
    limit: u16,
}

pub(super) fn run(args: &Args, desk: &mut Desk) -> Outcome<Exit> {
    let from = args.from.as_deref().map(|text| values::day(text, "--from")).transpose()?;
    let mut store = desk.open_for_long()?;
    let today = desk.today(store.shop())?;
    let to = args.to.as_deref().map(|text| values::day_up_to(text, "--to", today)).transpose()?.unwrap_or(today);
    super::in_order(from.unwrap_or(Day::MIN), to)?;
    let currency = store.shop().currency;
    let report = store.read(|reader| {
        let settings = args.rule.change(reader.revisions()?.in_force(today).settings.clone(), currency)?;
        what_if(reader, &Question { settings: &settings, from, to, limit: usize::from(args.limit) })
    })?;
    desk.report(&report)
}
