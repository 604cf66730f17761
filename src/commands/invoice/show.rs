//! `invoice show` and `explain`.

use crate::commands::desk::{Desk, Exit};
use crate::failure::Outcome;
use crate::ops::{change, explain as explaining, view};

/// Show an invoice
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty invoice show F1
  loyalty invoice show F1 --json")]
pub struct Show {
    /// The invoice
    #[arg(value_name = "NUMBER", allow_hyphen_values = true)]
    number: String,
}

/// Explain an invoice's points: the rule, each line counted or why not, and what rounding down left over
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty invoice explain F1")]
pub struct Explain {
    /// The invoice
    #[arg(value_name = "NUMBER", allow_hyphen_values = true)]
    number: String,
}

pub(super) fn show(args: Show, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open()?;
    let today = desk.today(&store.shop().clone())?;
    let report = store.read(|reader| {
        let invoice = change::find(reader, &args.number)?;
        view::stored(reader, invoice.id, invoice.state.as_str(), false, today)
    })?;
    desk.report(&report)
}

pub(super) fn explain(args: Explain, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open()?;
    let report = store.read(|reader| {
        let invoice = change::find(reader, &args.number)?;
        explaining::explain(reader, &invoice)
    })?;
    desk.report(&report)
}
