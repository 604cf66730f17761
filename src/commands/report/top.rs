//! `report top`.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::value_parser;

use crate::commands::desk::{Desk, Exit};
use crate::commands::values;
use crate::domain::Day;
use crate::failure::Outcome;
use crate::output::List;
use crate::report::top::{TopHead, rows};
use crate::store::TopBy;

/// Show the customers with the most points, who spent the most, or came most often
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty report top
  loyalty report top --by spend --limit 10
  loyalty report top --by visits --from 2026-01-01 --to 2026-12-31")]
pub(super) struct Args {
    /// By the balance at the end, by what was paid in the period, or by how often they came in it
    #[arg(long, value_name = "WHAT", default_value = "points",
        value_parser = PossibleValuesParser::new(TopBy::ALL.map(TopBy::as_str))
            .map(|word| TopBy::parse(&word).expect("only words of the list are let through")))]
    by: TopBy,
    /// Show at most so many
    #[arg(long, value_name = "N", default_value_t = 20, value_parser = value_parser!(u64).range(1..))]
    limit: u64,
    /// Show those behind the first N
    #[arg(long, value_name = "N", default_value_t = 0)]
    after: u64,
    /// The first day [default: the first of all]
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// The last day [default: today]
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
}

pub(super) fn run(args: &Args, desk: &mut Desk) -> Outcome<Exit> {
    let from = args.from.as_deref().map(|text| values::day(text, "--from")).transpose()?;
    let to = args.to.as_deref().map(|text| values::day(text, "--to")).transpose()?;
    let mut store = desk.open()?;
    let to = to.unwrap_or(desk.today(store.shop())?);
    super::in_order(from.unwrap_or(Day::MIN), to)?;
    let (found, total) =
        store.read(|reader| reader.top(args.by, from.unwrap_or(Day::MIN), to, args.limit, args.after))?;
    let currency = store.shop().currency;
    let head = TopHead {
        by: args.by.as_str(),
        from: from.map(|from| from.to_string()),
        to: to.to_string(),
        currency: currency.code().to_owned(),
    };
    let end = args.after.saturating_add(found.len() as u64);
    let next = (end < total).then(|| end.to_string());
    let list = List::page("loyalty.report_top/1", rows(found, args.by, currency), total, next);
    desk.report(&list.with_head(head))
}
