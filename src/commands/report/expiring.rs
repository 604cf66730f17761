//! `report expiring`.

use std::collections::BTreeSet;

use crate::commands::desk::{Desk, Exit};
use crate::commands::paging::Paging;
use crate::commands::values;
use crate::domain::{Day, ExpireAfter, ExpireAt, Points, last_day};
use crate::failure::{Failure, Outcome};
use crate::report::expiring::{ExpiringHead, rows};

/// Show whose points end soon, how many, and how to reach them
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty report expiring --within 30d
  loyalty report expiring --from 2026-12-01 --to 2026-12-31 --format csv")]
pub(super) struct Args {
    /// From today on for so long: `30d`, `2m`, `1y` [default: 30d]
    #[arg(long, value_name = "PERIOD", conflicts_with_all = ["from", "to"])]
    within: Option<String>,
    /// The first last day [default: today]; what is over already is not shown
    #[arg(long, value_name = "DATE", requires = "to")]
    from: Option<String>,
    /// The last one
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    #[command(flatten)]
    paging: Paging,
}

impl Args {
    fn period(&self, today: Day) -> Outcome<(Day, Day)> {
        let from = self.from.as_deref().map(|text| values::day(text, "--from")).transpose()?.unwrap_or(today);
        if let Some(to) = &self.to {
            return Ok((from, values::day(to, "--to")?));
        }
        let within = self.within.as_deref().unwrap_or("30d");
        let to = ExpireAfter::parse(within).and_then(|period| last_day(today, period, ExpireAt::Day));
        let to = to.ok_or_else(|| {
            values::refused(within, "--within", "is no period").hint("write it as in `30d`, `2m` or `1y`")
        })?;
        Ok((today, to))
    }
}

pub(super) fn run(args: &Args, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open()?;
    let today = desk.today(store.shop())?;
    let (from, to) = args.period(today)?;
    super::in_order(from, to)?;
    // Whether or not its expiry is booked, what is over is over.
    let found = store.read(|reader| Ok::<_, Failure>(reader.expiring_between(from.max(today), to)?))?;
    let customers: BTreeSet<&str> = found.iter().map(|(contact, ..)| contact.reference.as_str()).collect();
    let points: Points = found.iter().map(|(.., points)| *points).sum();
    let head = ExpiringHead {
        from: from.to_string(),
        to: to.to_string(),
        customers: customers.len() as u64,
        points: points.get(),
    };
    desk.report(&args.paging.part("loyalty.report_expiring/1", rows(found))?.with_head(head))
}
