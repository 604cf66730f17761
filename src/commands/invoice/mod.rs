//! `invoice`: recording what was sold, and everything that happens to it afterwards.

mod change;
mod input;
mod line;
mod list;
mod many;
mod record;
mod show;

use super::desk::{Desk, Exit};
use crate::domain::{Currency, Line, Money};
use crate::failure::{Failure, Outcome};

/// Record invoices, and see, pay, move, refund or undo them
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

super::verbs! {
    "record" => Record(record::Record),
    "preview" => Preview(record::Preview),
    "pay" => Pay(change::Pay),
    "assign" => Assign(change::Assign),
    "correct" => Correct(record::Correct),
    "show" => Show(show::Show),
    "explain" => Explain(show::Explain),
    "list" => List(list::ListArgs),
    "refund" => Refund(change::Refund),
    "void" => Void(change::Void),
}

/// Does it.
pub fn run(args: Args, desk: &mut Desk) -> Outcome<Exit> {
    match args.verb {
        Verb::Record(args) => record::record(args, desk),
        Verb::Preview(args) => record::preview(args, desk),
        Verb::Pay(args) => change::pay(args, desk),
        Verb::Assign(args) => change::assign(args, desk),
        Verb::Correct(args) => record::correct(args, desk),
        Verb::Show(args) => show::show(args, desk),
        Verb::Explain(args) => show::explain(args, desk),
        Verb::List(args) => list::list(args, desk),
        Verb::Refund(args) => change::refund(args, desk),
        Verb::Void(args) => change::void(args, desk),
    }
}

/// The lines of an invoice: those given, or the one that a total alone makes. With lines a total must equal their sum.
fn with_total(lines: Vec<Line>, total: Option<Money>, currency: Currency) -> Outcome<Vec<Line>> {
    let Some(total) = total else { return Ok(lines) };
    if lines.is_empty() {
        return Ok(vec![Line::of_total(total, currency)]);
    }
    match Money::checked_sum(lines.iter().map(|line| line.amount)) {
        Some(sum) if sum != total => Err(Failure::usage(format!(
            "the total is `{}`, and the lines add up to `{}`",
            currency.show(total),
            currency.show(sum)
        ))),
        _ => Ok(lines),
    }
}
