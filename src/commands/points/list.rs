//! `points list`: what changed, of all customers.

use crate::commands::desk::{Desk, Exit};
use crate::commands::paging::Paging;
use crate::commands::values;
use crate::domain::{EntryId, ImportId};
use crate::failure::{Failure, Kind, Outcome};
use crate::output::List;
use crate::report::points::ListedEntry;
use crate::store::EntryFilter;

/// List the entries of all customers in the order in which they were recorded
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty points list --recorded-since 2026-11-20
  loyalty points list --import 3 --format csv
  loyalty points list --after 1204 --json")]
pub(super) struct ListArgs {
    /// Only what was recorded from that moment or day on
    #[arg(long, value_name = "MOMENT")]
    recorded_since: Option<String>,
    /// Only what that import brought
    #[arg(long, value_name = "IMPORT", conflicts_with = "recorded_since")]
    import: Option<i64>,
    #[command(flatten)]
    paging: Paging,
}

pub(super) fn list(args: &ListArgs, desk: &mut Desk) -> Outcome<Exit> {
    let after = args.paging.after.as_deref().map(|text| values::points(text, "--after")).transpose()?;
    let after = EntryId(after.unwrap_or_default().get());
    let mut store = desk.open()?;
    let today = desk.today(store.shop())?;
    let since = args.recorded_since.as_deref();
    let since = since.map(|text| values::moment(text, "--recorded-since", store.shop())).transpose()?;
    let (rows, total) = store.read(|reader| {
        let operation = match args.import.map(ImportId) {
            None => None,
            Some(id) => Some(reader.import(id)?.ok_or_else(|| no_import(id))?.operation),
        };
        let filter = EntryFilter { since, operation };
        let rows = reader.entries_of_all(&filter, after, args.paging.rows(), today)?;
        Ok::<_, Failure>((rows, reader.count_entries(&filter)?))
    })?;
    let (rows, next) = args.paging.cut(rows, |entry| entry.row.entry.id.to_string());
    let rows = rows.into_iter().map(ListedEntry::from).collect();
    desk.report(&List::page("loyalty.points_list/1", rows, total, next))
}

fn no_import(id: ImportId) -> Failure {
    Failure::new(Kind::ImportNotFound, format!("there is no import `{id}`"))
        .hint("list imports with `loyalty import list`")
}
