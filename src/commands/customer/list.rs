//! `customer list`.

use crate::commands::desk::{Desk, Exit};
use crate::commands::paging::Paging;
use crate::commands::values;
use crate::failure::{Failure, Outcome};
use crate::ops::standing::standing;
use crate::ops::who;
use crate::output::List;
use crate::report::customer::CustomerRow;
use crate::store::CustomerFilter;

/// List customers by their refs
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty customer list
  loyalty customer list --search jansen
  loyalty customer list --changed-since 2026-11-21 --format csv")]
pub struct Args {
    /// Only those whose ref, e-mail, phone, end of a phone, or part of the name it is; words in any order
    #[arg(long, value_name = "TEXT", allow_negative_numbers = true)]
    search: Option<String>,
    /// Only those that were added or changed from that moment or day on
    #[arg(long, value_name = "MOMENT")]
    changed_since: Option<String>,
    #[command(flatten)]
    paging: Paging,
}

pub(super) fn run(args: Args, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open()?;
    let today = desk.today(store.shop())?;
    let moment = |text: &str| values::moment(text, "--changed-since", store.shop());
    let changed_since = args.changed_since.as_deref().map(moment).transpose()?;
    let filter = CustomerFilter { search: args.search.as_deref(), changed_since };
    let mut similar = Vec::new();
    let (rows, total, next) = store.read(|reader| {
        let customers = reader.list_customers(&filter, args.paging.after.as_deref(), args.paging.rows())?;
        let (customers, next) = args.paging.cut(customers, |customer| customer.reference.clone());
        let mut rows = Vec::with_capacity(customers.len());
        for customer in &customers {
            let points = standing(reader, customer.id, today, today)?.points;
            rows.push(CustomerRow::new(customer, points.get()));
        }
        let total = reader.count_customers(&filter)?;
        if let (Some(text), 0) = (&args.search, total) {
            similar = who::similar(reader, text)?;
        }
        Ok::<_, Failure>((rows, total, next))
    })?;
    let exit = desk.report(&List::page("loyalty.customer_list/1", rows, total, next))?;
    similar.iter().for_each(|hint| desk.output.hint(hint));
    Ok(exit)
}
