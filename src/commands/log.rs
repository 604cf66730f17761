//! `log`: who wrote what, and when.

use super::desk::{Desk, Exit};
use super::paging::Paging;
use super::values;
use crate::failure::{Failure, Outcome};
use crate::ops::who;
use crate::output::List;
use crate::report::log::Operation;

/// Show who wrote what and when, the newest first
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty log --limit 20
  loyalty log --customer K001
  loyalty log --since 2026-11-21 --format csv")]
pub struct Args {
    /// Only what is about that customer
    #[arg(long, value_name = "WHO", allow_negative_numbers = true)]
    customer: Option<String>,
    /// Only what was recorded from that moment or day on
    #[arg(long, value_name = "MOMENT")]
    since: Option<String>,
    #[command(flatten)]
    paging: Paging,
}

/// Does it.
pub fn run(args: Args, desk: &mut Desk) -> Outcome<Exit> {
    let before = args.paging.after.as_deref().map(|text| values::points(text, "--after")).transpose()?;
    let mut store = desk.open()?;
    let since = args.since.as_deref().map(|text| values::moment(text, "--since", store.shop())).transpose()?;
    let (rows, total) = store.read(|reader| {
        let customer = args.customer.as_deref().map(|text| who::read(reader, text)).transpose()?;
        let customer = customer.map(|customer| customer.id);
        let rows = reader.log(customer, since, before.map(|id| id.get()), args.paging.rows())?;
        Ok::<_, Failure>((rows, reader.count_log(customer, since)?))
    })?;
    let (rows, next) = args.paging.cut(rows, |row| row.id.to_string());
    let rows = rows.into_iter().map(Operation::from).collect();
    desk.report(&List::page("loyalty.log/1", rows, total, next))
}
