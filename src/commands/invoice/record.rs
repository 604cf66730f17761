//! `invoice record`, `preview` and `correct`.

use std::io::Read;
use std::path::Path;

use crate::commands::desk::{Desk, Exit};
use crate::commands::values;
use crate::domain::{Day, EarnRule, Kind as LineKind, Points};
use crate::failure::{Failure, Kind, Outcome};
use crate::ops::card::ticket::CardWish;
use crate::ops::pay::Spend;
use crate::ops::record::{self, Request, Who};
use crate::ops::{change, view};
use crate::output::Format;
use crate::report::Status;
use crate::store::{Action, NewCustomer, Reader, Shop};

use super::many::Held;
use super::{input, line, many, with_total};

/// Record an invoice; the same number again is harmless
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty invoice record --number F1 --customer K001 --line service:Cut@35.00
  loyalty invoice record --number F2 --customer anna@example.nl --total 21.50
  loyalty invoice record --number F3 --line product:Gel@9.50x2#G1+hair --unpaid
  loyalty --format ndjson invoice record --input invoices.ndjson")]
pub struct Record {
    #[command(flatten)]
    ticket: TicketArgs,
    /// Make the customer if the ref is unknown
    #[arg(long, requires = "name", requires = "customer")]
    create_customer: bool,
    /// The name of the customer that is made
    #[arg(long, value_name = "NAME", requires = "create_customer")]
    name: Option<String>,
    /// Read one JSON invoice, or one a line (NDJSON); `-` is stdin
    #[arg(long, value_name = "FILE", conflicts_with_all = ["number", "customer", "line", "total", "date", "time", "unpaid", "paid_on", "redeem", "pay_points", "use_on", "keep", "keep_rewards", "card", "no_card"])]
    input: Option<String>,
    /// With NDJSON: record the good lines although others are rejected
    #[arg(long, requires = "input")]
    partial: bool,
}

/// Work an invoice out without recording it
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty invoice preview --customer K001 --line 'service:Knippen@35.00'
  loyalty invoice preview --customer K001 --total 35.00 --redeem '5 euro'")]
pub struct Preview {
    #[command(flatten)]
    ticket: TicketArgs,
}

/// Void an invoice and record what it should have been, under the same number
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty invoice correct F1 --total 40.00 --customer K001 --reason mistyped")]
pub struct Correct {
    /// The invoice
    #[arg(value_name = "NUMBER", allow_hyphen_values = true)]
    corrected: String,
    /// Why
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    reason: String,
    #[command(flatten)]
    ticket: TicketArgs,
}

/// What an invoice is made of.
#[derive(Debug, clap::Args)]
struct TicketArgs {
    /// The number of the invoice
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    number: Option<String>,
    /// Whose it is: ref, e-mail, phone or whole name
    #[arg(long, value_name = "WHO", allow_hyphen_values = true)]
    customer: Option<String>,
    /// Its day [default: today]
    #[arg(long, value_name = "DATE")]
    date: Option<String>,
    /// Its time of day
    #[arg(long, value_name = "TIME")]
    time: Option<String>,
    /// What was sold: KIND:NAME@UNIT_PRICE[xQUANTITY][#SKU][+CATEGORY]; may be repeated
    #[arg(long, value_name = "LINE", allow_hyphen_values = true)]
    line: Vec<String>,
    /// The total: alone it makes one line of kind `other`, with lines it must equal their sum
    #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true, allow_hyphen_values = true)]
    total: Option<String>,
    /// It is not paid yet, and books nothing until it is
    #[arg(long, conflicts_with = "paid_on")]
    unpaid: bool,
    /// The day it was paid [default: its day]
    #[arg(long, value_name = "DATE")]
    paid_on: Option<String>,
    #[command(flatten)]
    spend: SpendArgs,
}

/// Rewards and points on a ticket.
#[derive(Debug, clap::Args)]
pub(super) struct SpendArgs {
    /// A points reward to be worked in; may be repeated
    #[arg(long, value_name = "REWARD")]
    redeem: Vec<String>,
    /// Points that pay
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    pay_points: Option<String>,
    /// The line a reward is used on, as REWARD:LINE; may be repeated
    #[arg(long = "use", id = "use_on", value_name = "REWARD:LINE")]
    use_on: Vec<String>,
    /// A reward of the card that is kept for later; may be repeated
    #[arg(long, value_name = "REWARD")]
    keep: Vec<String>,
    /// Keep all rewards of the card for later
    #[arg(long)]
    keep_rewards: bool,
    /// Open a card of that scheme on this ticket
    #[arg(long, value_name = "SCHEME")]
    card: Option<String>,
    /// Leave the ticket uncounted, and the card as it is
    #[arg(long, conflicts_with_all = ["card", "keep", "keep_rewards"])]
    no_card: bool,
}

impl SpendArgs {
    /// What is to be used.
    pub(super) fn read(&self) -> Outcome<Spend> {
        let most = Points::MAX;
        let pay_points =
            self.pay_points.as_deref().map(|text| values::points_within(text, "--pay-points", Points::new(1), most));
        let use_on = self.use_on.iter().map(|text| {
            let wrong = || {
                Failure::usage(format!("`--use {text}` is not REWARD:LINE")).hint("write it as in `--use 'free wax:2'`")
            };
            let (reward, line) = text.rsplit_once(':').ok_or_else(wrong)?;
            let line: usize = line.parse().ok().filter(|line| *line >= 1).ok_or_else(wrong)?;
            Ok((reward.to_owned(), line - 1))
        });
        Ok(Spend {
            redeem: self.redeem.clone(),
            pay_points: pay_points.transpose()?.unwrap_or_default(),
            use_on: use_on.collect::<Outcome<_>>()?,
            card: CardWish {
                keep: self.keep.clone(),
                keep_all: self.keep_rewards,
                open: self.card.clone(),
                leave_out: self.no_card,
                ..CardWish::default()
            },
        })
    }
}

impl TicketArgs {
    fn request(&self, shop: &Shop, today: Day) -> Outcome<Request> {
        let day = |text: &Option<String>, name: &str| {
            text.as_deref().map(|text| values::day_up_to(text, name, today)).transpose()
        };
        let lines = self.line.iter().map(|text| line::parse(text, shop.currency)).collect::<Outcome<Vec<_>>>()?;
        let total = self.total.as_deref().map(|text| values::money(text, "--total", shop.currency)).transpose()?;
        Ok(Request {
            number: self.number.clone(),
            day: day(&self.date, "--date")?,
            time: self.time.as_deref().map(|text| values::time_of_day(text, "--time")).transpose()?,
            customer: self.customer.clone().map(Who::Text),
            lines: with_total(lines, total, shop.currency)?,
            paid: !self.unpaid,
            paid_on: day(&self.paid_on, "--paid-on")?,
            spend: self.spend.read()?,
            refers_to: None,
        })
    }
}

pub(super) fn record(args: Record, desk: &mut Desk) -> Outcome<Exit> {
    if let Some(input) = &args.input {
        return match many::held(input)? {
            Held::Many(lines) => many::record_lines(lines, args.partial, desk),
            Held::One(text) if desk.format() == Format::Ndjson => many::record_one(&text, args.partial, desk),
            Held::One(text) => record_document(&text, desk).map_err(|failure| match failure.kind() {
                Kind::Usage => failure.with_kind(Kind::InputRejected),
                _ => failure,
            }),
        };
    }
    let mut store = desk.open_to_write()?;
    let context = desk.context(store.shop())?;
    let mut request = args.ticket.request(store.shop(), context.today)?;
    if args.create_customer {
        request.customer = Some(made_if_unknown(&mut store, &args)?);
    }
    record_one(desk, store, &context, &request)
}

fn record_document(text: &[u8], desk: &mut Desk) -> Outcome<Exit> {
    let store = desk.open_to_write()?;
    let context = desk.context(store.shop())?;
    let request = input::parse(input::without_mark(text), store.shop())?;
    for day in [request.day, request.paid_on].into_iter().flatten() {
        record::not_after_today(day, context.today)?;
    }
    record_one(desk, store, &context, &request)
}

fn record_one(
    desk: &mut Desk,
    mut store: crate::store::Store,
    context: &crate::store::Context,
    request: &Request,
) -> Outcome<Exit> {
    let is_dry = desk.is_dry_run();
    let (report, remarks) = store.write(context, Action("invoice record"), |tx| {
        let recorded = record::record(tx, request)?;
        let remarks = remarks(tx, request, context.today)?;
        Ok::<_, Failure>((view::recorded(tx, &recorded, is_dry, context.today)?, remarks))
    })?;
    for remark in remarks {
        desk.output.note(remark);
    }
    desk.report(&report)
}

/// That the defaults hold, as long as they do.
pub(super) fn defaults_hold(reader: &Reader<'_>) -> Outcome<Option<String>> {
    let revisions = reader.revisions()?;
    let sentence = || revisions.in_force(Day::MIN).settings.sentence(reader.shop().currency);
    let told = || format!("nothing was set yet, so the defaults hold: {}; see `loyalty settings set`", sentence());
    Ok(revisions.is_empty().then(told))
}

/// What the user should know about the rule in force.
fn remarks(reader: &Reader<'_>, request: &Request, today: Day) -> Outcome<Vec<String>> {
    let revisions = reader.revisions()?;
    let mut remarks: Vec<String> = defaults_hold(reader)?.into_iter().collect();
    let day = request.paid_on.or(request.day).unwrap_or(today);
    let rule: EarnRule = revisions.in_force(day).settings.earn;
    let only_total = request.lines.iter().all(|line| line.kind == LineKind::Other);
    if rule.needs_kinds() && only_total {
        remarks.push(format!("the rule `{}` looks at kinds, and every line is of kind `other`", rule.as_str()));
    }
    Ok(remarks)
}

/// An unknown ref is made; a known one is that customer.
fn made_if_unknown(store: &mut crate::store::Store, args: &Record) -> Outcome<Who> {
    let text = args.ticket.customer.as_deref().unwrap_or_default();
    let name = args.name.as_deref().map(|name| values::text(name, "--name")).transpose()?;
    let reference = values::text(text, "--customer")?;
    match store.read(|reader| crate::ops::who::write(reader, text)) {
        Ok(_) => Ok(Who::Text(text.to_owned())),
        Err(failure) if failure.kind() == Kind::CustomerNotFound => {
            Ok(Who::Known(NewCustomer { reference: Some(reference), name, ..NewCustomer::default() }))
        }
        Err(failure) => Err(failure),
    }
}

pub(super) fn preview(args: Preview, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open()?;
    let today = desk.today(&store.shop().clone())?;
    let request = args.ticket.request(store.shop(), today)?;
    let report = store.read(|reader| {
        let worked = record::preview(reader, today, &request)?;
        Ok::<_, Failure>(view::worked(reader, &worked, Status::Previewed, true))
    })?;
    desk.report(&report)
}

pub(super) fn correct(args: Correct, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open_to_write()?;
    let context = desk.context(store.shop())?;
    let reason = values::text(&args.reason, "--reason")?;
    let mut request = args.ticket.request(store.shop(), context.today)?;
    if request.number.as_ref().is_some_and(|number| *number != args.corrected) {
        return Err(Failure::usage("a corrected invoice keeps its number").hint("leave `--number` out"));
    }
    request.number = Some(args.corrected.clone());
    let is_dry = desk.is_dry_run();
    let report = store.write(&context, Action("invoice correct"), |tx| {
        let invoice = change::find(tx, &args.corrected)?;
        // What is not said stays as it was.
        request.day = request.day.or(Some(invoice.day));
        request.time = request.time.or(invoice.time);
        if request.customer.is_none() {
            let customer = invoice.customer.map(|customer| tx.customer(customer)).transpose()?;
            request.customer = customer.map(|customer| Who::Reference(customer.reference));
        }
        let corrected = change::correct(tx, &invoice, &request, &reason)?;
        let mut report = view::recorded(tx, &corrected, is_dry, context.today)?;
        report.status = Status::Corrected.as_str();
        Ok::<_, Failure>(report)
    })?;
    desk.report(&report)
}

/// Reads a file, or stdin.
pub(super) fn read_input(input: &str) -> Outcome<Box<dyn Read>> {
    if input == "-" {
        return Ok(Box::new(std::io::stdin()));
    }
    if Path::new(input).is_dir() {
        return Err(Failure::new(Kind::Io, format!("`{input}` cannot be read: it is a folder")));
    }
    match std::fs::File::open(input) {
        Ok(file) => Ok(Box::new(file)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Err(Failure::new(Kind::FileNotFound, format!("there is no file `{input}`")))
        }
        Err(error) => Err(Failure::new(Kind::Io, format!("`{input}` cannot be read: {error}"))),
    }
}
