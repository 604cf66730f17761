//! `invoice pay`, `assign`, `refund` and `void`.

use crate::commands::desk::{Desk, Exit};
use crate::commands::values;
use crate::domain::Quantity;
use crate::domain::refund::Cut;
use crate::failure::{Failure, Outcome};
use crate::ops::change::{self, RefundRequest};
use crate::ops::{key, refusal, view, who};
use crate::report::Status;
use crate::store::Action;

use super::record::SpendArgs;

/// Pay an unpaid invoice, and print what is to be paid
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty invoice pay F3
  loyalty invoice pay F3 --date 2026-11-20 --redeem '5 euro'")]
pub struct Pay {
    /// The invoice
    #[arg(value_name = "NUMBER", allow_hyphen_values = true)]
    number: String,
    /// The day it was paid [default: today]
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    #[command(flatten)]
    spend: SpendArgs,
}

/// Give an invoice to another customer, with its points
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty invoice assign F1 K002")]
pub struct Assign {
    /// The invoice
    #[arg(value_name = "NUMBER", allow_hyphen_values = true)]
    number: String,
    /// Whose it is: ref, e-mail, phone or whole name
    #[arg(value_name = "WHO", allow_hyphen_values = true)]
    who: String,
}

/// Give money back: lines or pieces of them, an amount, or all that is left
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty invoice refund F1 --line 2
  loyalty invoice refund F1 --line 1:1 --reason 'came back'
  loyalty invoice refund F1 --amount 10.00 --key refund-17
  loyalty --dry-run invoice refund F1 --all")]
pub struct Refund {
    /// The invoice
    #[arg(value_name = "NUMBER", allow_hyphen_values = true)]
    number: String,
    /// A line, or pieces of it, as LINE[:PIECES]; may be repeated
    #[arg(long, value_name = "LINE[:PIECES]", conflicts_with_all = ["amount", "all"])]
    line: Vec<String>,
    /// An amount, shared over what is left of the lines
    #[arg(long, value_name = "AMOUNT", conflicts_with = "all", allow_negative_numbers = true)]
    amount: Option<String>,
    /// All that is left
    #[arg(long)]
    all: bool,
    /// Its day [default: today]
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    reason: Option<String>,
    /// A key of your own that makes a retry harmless
    #[arg(long, value_name = "KEY", allow_hyphen_values = true)]
    key: Option<String>,
}

/// Undo an invoice whole; it keeps its number and its history
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty invoice void F1 --reason 'wrong customer'")]
pub struct Void {
    /// The invoice
    #[arg(value_name = "NUMBER", allow_hyphen_values = true)]
    number: String,
    /// Why
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    reason: String,
}

pub(super) fn pay(args: Pay, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open_to_write()?;
    let context = desk.context(store.shop())?;
    let paid_on = args.date.as_deref().map(|text| values::day_up_to(text, "--date", context.today)).transpose()?;
    let spend = args.spend.read()?;
    let is_dry = desk.is_dry_run();
    let report = store.write(&context, Action("invoice pay"), |tx| {
        let invoice = change::find(tx, &args.number)?;
        let paid = change::pay(tx, &invoice, paid_on, &spend)?;
        let status = if paid.is_some() { Status::Paid } else { Status::Unchanged };
        view::stored(tx, invoice.id, status.as_str(), is_dry, context.today)
    })?;
    desk.report(&report)
}

pub(super) fn assign(args: Assign, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open_to_write()?;
    let context = desk.context(store.shop())?;
    let is_dry = desk.is_dry_run();
    let report = store.write(&context, Action("invoice assign"), |tx| {
        let invoice = change::find(tx, &args.number)?;
        let customer = who::write(tx, &args.who)?;
        let moved = change::assign(tx, &invoice, customer.id)?;
        let status = if moved { Status::Assigned } else { Status::Unchanged };
        view::stored(tx, invoice.id, status.as_str(), is_dry, context.today)
    })?;
    desk.report(&report)
}

pub(super) fn void(args: Void, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open_to_write()?;
    let context = desk.context(store.shop())?;
    let reason = values::text(&args.reason, "--reason")?;
    let is_dry = desk.is_dry_run();
    let report = store.write(&context, Action("invoice void"), |tx| {
        let invoice = change::find(tx, &args.number)?;
        let voided = change::void(tx, &invoice, &reason)?;
        let status = if voided { Status::Voided } else { Status::Unchanged };
        view::stored(tx, invoice.id, status.as_str(), is_dry, context.today)
    })?;
    desk.report(&report)
}

pub(super) fn refund(args: Refund, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open_to_write()?;
    let context = desk.context(store.shop())?;
    let currency = store.shop().currency;
    let cut = if args.all {
        Cut::All
    } else if let Some(amount) = &args.amount {
        Cut::Amount(values::money(amount, "--amount", currency)?)
    } else if args.line.is_empty() {
        return Err(Failure::usage("what is given back is not said")
            .hint("one of `--line LINE[:PIECES]`, `--amount AMOUNT` and `--all`"));
    } else {
        Cut::Lines(args.line.iter().map(|text| piece(text)).collect::<Outcome<_>>()?)
    };
    let day = args.date.as_deref().map(|text| values::day_up_to(text, "--date", context.today)).transpose()?;
    let reason = args.reason.as_deref().map(|text| values::text(text, "--reason")).transpose()?;
    let content = format!("refund {:?} {cut:?} {day:?} {reason:?}", args.number);
    let keyed = key::keyed(args.key.as_deref(), &content)?;
    let is_dry = desk.is_dry_run();
    let report = store.write(&context, Action("invoice refund"), |tx| {
        let invoice = change::find(tx, &args.number)?;
        let seen = key::seen(tx, keyed.as_ref())?.map(crate::domain::RefundId);
        let made = match seen {
            Some(_) => None,
            None => {
                if let (Some(day), Some(paid_on)) = (day, invoice.paid_on)
                    && day < paid_on
                {
                    return Err(refusal::refund_before_payment(day, paid_on));
                }
                let request = RefundRequest {
                    cut: cut.clone(),
                    day: day.unwrap_or(context.today),
                    reason: reason.as_deref(),
                    credit: None,
                };
                change::refund(tx, &invoice, &request, keyed.as_ref())?
            }
        };
        let status = if made.is_some() { Status::Refunded } else { Status::Unchanged };
        let refund = made.or(seen).map(|id| tx.refund(id)).transpose()?;
        view::refunded(tx, &invoice.number, refund.as_ref(), status, is_dry, context.today)
    })?;
    desk.report(&report)
}

/// `LINE[:PIECES]`, the line counted from 1.
fn piece(text: &str) -> Outcome<(usize, Option<Quantity>)> {
    let wrong = || {
        Failure::usage(format!("`--line {text}` is not LINE[:PIECES]"))
            .hint("write it as in `--line 2` or `--line 1:3`")
    };
    let (line, pieces) = text.split_once(':').map_or((text, None), |(line, pieces)| (line, Some(pieces)));
    let line: usize = line.parse().ok().filter(|line| *line >= 1).ok_or_else(wrong)?;
    let pieces = pieces.map(|pieces| values::quantity(pieces, "--line")).transpose()?;
    if pieces.is_some_and(|pieces| pieces <= Quantity::ZERO) {
        return Err(wrong());
    }
    Ok((line - 1, pieces))
}
