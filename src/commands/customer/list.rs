//! `customer list`.

use crate::commands::desk::{Desk, Exit};
use crate::commands::paging::Paging;
use crate::commands::values;
use crate::domain::duplicate::{Compared, Likeness, pairs};
use crate::failure::{Failure, Outcome};
use crate::ops::standing::standing;
use crate::ops::who;
use crate::output::List;
use crate::report::customer::CustomerRow;
use crate::report::duplicates::DuplicateRow;
use crate::store::CustomerFilter;

/// List customers by their refs
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty customer list
  loyalty customer list --search jansen
  loyalty customer list --duplicates
  loyalty customer list --changed-since 2026-11-21 --format csv")]
pub struct Args {
    /// Only those whose ref, e-mail, phone, end of a phone, or part of the name it is; words in any order
    #[arg(long, value_name = "TEXT", allow_negative_numbers = true)]
    search: Option<String>,
    /// Only those that were added or changed from that moment or day on
    #[arg(long, value_name = "MOMENT")]
    changed_since: Option<String>,
    /// Only those who may be one person, two by two: the same phone or mailbox, or names alike
    #[arg(long, conflicts_with_all = ["search", "changed_since"])]
    duplicates: bool,
    #[command(flatten)]
    paging: Paging,
}

pub(super) fn run(args: Args, desk: &mut Desk) -> Outcome<Exit> {
    if args.duplicates {
        return duplicates(&args.paging, desk);
    }
    let mut store = desk.open()?;
    let today = desk.today(store.shop())?;
    let moment = |text: &str| values::moment(text, "--changed-since", store.shop());
    let changed_since = args.changed_since.as_deref().map(moment).transpose()?;
    let filter = CustomerFilter { search: args.search.as_deref(), changed_since };
    let (rows, total, next, similar) = store.read(|reader| {
        let after = args.paging.after.as_deref();
        let customers = reader.list_customers_with_points(&filter, after, args.paging.rows(), today)?;
        let (customers, next) = args.paging.cut(customers, |(customer, _)| customer.reference.clone());
        let mut rows = Vec::with_capacity(customers.len());
        for (customer, points) in &customers {
            let points = match points {
                Some(points) => *points,
                None => standing(reader, customer.id, today, today)?.points,
            };
            rows.push(CustomerRow::new(customer, points.get()));
        }
        let total = args.paging.total(rows.len(), next.as_ref(), || reader.count_customers(&filter))?;
        let similar = match &args.search {
            Some(text) if total == 0 => who::similar(reader, text)?,
            _ => Vec::new(),
        };
        Ok::<_, Failure>((rows, total, next, similar))
    })?;
    let exit = desk.report(&List::page("loyalty.customer_list/1", rows, total, next))?;
    similar.iter().for_each(|hint| desk.output.hint(hint));
    Ok(exit)
}

/// Families share phones and mailboxes: what to merge, somebody has to say who knows them.
fn duplicates(paging: &Paging, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open()?;
    let customers = store.read(|reader| reader.list_customers(&CustomerFilter::default(), None, u64::MAX))?;
    let compared: Vec<Compared<'_>> = customers
        .iter()
        .map(|customer| Compared {
            name: customer.name.as_deref(),
            email: customer.email.as_deref(),
            phone: customer.phone.as_deref(),
        })
        .collect();
    let rows: Vec<DuplicateRow> = pairs(&compared)
        .into_iter()
        .map(|(one, other, alike)| {
            let alike = alike.into_iter().map(Likeness::as_str).collect();
            DuplicateRow::new(&customers[one], &customers[other], alike)
        })
        .collect();
    let (total, key) = (rows.len() as u64, |row: &DuplicateRow| format!("{} {}", row.r#ref, row.other_ref));
    let after = paging.after.as_deref();
    let skipped = after.map_or(0, |after| rows.iter().take_while(|row| key(row) != after).count() + 1);
    let most = usize::try_from(paging.rows()).unwrap_or(usize::MAX);
    let (rows, next) = paging.cut(rows.into_iter().skip(skipped).take(most).collect(), key);
    desk.report(&List::page("loyalty.duplicates/1", rows, total, next))
}
