//! `import`: files of tills and spreadsheets, taken in as a whole.

mod check;
mod csv;
mod customers;
mod files;
mod reading;
mod undo;

use super::desk::{Desk, Exit};
use super::paging::Paging;
use super::values;
use crate::domain::ImportId;
use crate::failure::{Failure, Kind, Outcome};
use crate::output::List;
use crate::report::import_list::{ImportRow, ImportShow};
use crate::store::Reader;

/// Take in files of tills and spreadsheets, see what they brought, and take them back
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

super::verbs! {
    "csv" => Csv(csv::Csv),
    "customers" => Customers(customers::Customers),
    "check" => Check(check::Check),
    "list" => List(ListArgs),
    "show" => Show(Show),
    "undo" => Undo(undo::Undo),
}

/// List imports, the newest first
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty import list
  loyalty import list --limit 10")]
struct ListArgs {
    #[command(flatten)]
    paging: Paging,
}

/// Show an import
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty import show 1")]
struct Show {
    /// The number of the import
    #[arg(value_name = "IMPORT")]
    id: i64,
}

/// Does it.
pub fn run(args: Args, desk: &mut Desk) -> Outcome<Exit> {
    match args.verb {
        Verb::Csv(args) => csv::run(args, desk),
        Verb::Customers(args) => customers::run(args, desk),
        Verb::Check(args) => check::run(args, desk),
        Verb::List(args) => list(&args, desk),
        Verb::Show(args) => show(args, desk),
        Verb::Undo(args) => undo::run(args, desk),
    }
}

fn list(args: &ListArgs, desk: &mut Desk) -> Outcome<Exit> {
    let after = args.paging.after.as_deref().map(|text| values::points(text, "--after")).transpose()?;
    let mut imports = desk.open()?.read(|reader| Ok::<_, Failure>(reader.imports()?))?;
    let total = imports.len() as u64;
    imports.retain(|import| after.is_none_or(|after| import.id.0 < after.get()));
    let (imports, next) = args.paging.cut(imports, |import| import.id.to_string());
    let rows = imports.into_iter().map(ImportRow::new).collect();
    desk.report(&List::page("loyalty.imports/1", rows, total, next))
}

fn show(args: Show, desk: &mut Desk) -> Outcome<Exit> {
    let import = desk.open()?.read(|reader| find(reader, args.id))?;
    desk.report(&ImportShow { import: ImportRow::new(import) })
}

/// The import of that number.
fn find(reader: &Reader<'_>, id: i64) -> Outcome<crate::store::Import> {
    reader.import(ImportId(id))?.ok_or_else(|| {
        Failure::new(Kind::ImportNotFound, format!("there is no import `{id}`"))
            .hint("list imports with `loyalty import list`")
    })
}
