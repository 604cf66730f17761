//! `card`: the client cards of customers.

use super::desk::{Desk, Exit};
use super::paging::Paging;
use super::values;
use crate::failure::Outcome;
use crate::ops::card::list::{CardFilter, list as list_cards};
use crate::ops::card::{self as work, Adjustment, NewCard, show as tell};
use crate::ops::{key, scheme, who};
use crate::output::List;
use crate::report::Status;
use crate::store::{Action, Customer, Tx};

/// Open client cards, see how far they are, correct them and hand out what they bring
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

super::verbs! {
    "add" => Add(Add),
    "show" => Show(Show),
    "list" => List(ListArgs),
    "history" => History(History),
    "adjust" => Adjust(Adjust),
    "redeem" => Redeem(Redeem),
    "grant" => Grant(Grant),
    "close" => Close(Close),
    "reopen" => Reopen(Reopen),
}

/// Open a card
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty card add K001 --scheme Stempelkaart
  loyalty card add K001 --scheme Stempelkaart --invoice F17
  loyalty card add K001 --scheme Stempelkaart --collected 4 --reason papier")]
struct Add {
    /// Whose: ref, e-mail, phone or whole name
    #[arg(value_name = "WHO", allow_hyphen_values = true)]
    who: String,
    /// The scheme
    #[arg(long, value_name = "SCHEME", allow_hyphen_values = true)]
    scheme: String,
    /// A paid ticket of the customer that counts on it
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    invoice: Option<String>,
    /// What was collected elsewhere (with `--reason`)
    #[arg(long, value_name = "X", requires = "reason", allow_negative_numbers = true)]
    collected: Option<String>,
    /// Why that is taken over
    #[arg(long, value_name = "TEXT", requires = "collected", allow_hyphen_values = true)]
    reason: Option<String>,
}

/// Show how far a customer's card is, what comes next and what waits
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty card show anna
  loyalty card show K001 --json")]
struct Show {
    /// Whose: a ref, an e-mail, a phone, or enough of a name
    #[arg(value_name = "WHO", allow_hyphen_values = true)]
    who: String,
}

/// List the active cards, for the counter: who has a reward waiting, who is nearly there
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty card list --ready
  loyalty card list --scheme Stempelkaart --missing 1")]
struct ListArgs {
    /// Of one scheme
    #[arg(long, value_name = "SCHEME", allow_hyphen_values = true)]
    scheme: Option<String>,
    /// Only those on which a reward waits
    #[arg(long)]
    ready: bool,
    /// Only those that lack so much or less for the next reward
    #[arg(long, value_name = "N")]
    missing: Option<String>,
    #[command(flatten)]
    paging: Paging,
}

/// Show everything that happened to a customer's cards, the active or last one at the end
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty card history anna
  loyalty card history K001 --scheme Stempelkaart --json")]
struct History {
    /// Whose: a ref, an e-mail, a phone, or enough of a name
    #[arg(value_name = "WHO", allow_hyphen_values = true)]
    who: String,
    /// Only cards of that scheme [default: all cards there have been]
    #[arg(long, value_name = "SCHEME", allow_hyphen_values = true)]
    scheme: Option<String>,
    #[command(flatten)]
    paging: Paging,
}

/// Correct by hand what is collected, with a reason
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty card adjust K001 +4 --reason \"papieren kaart\" --key papier-K001
  loyalty card adjust K001 -1 --reason \"twee keer geteld\" --invoice F17")]
struct Adjust {
    /// Whose: ref, e-mail, phone or whole name
    #[arg(value_name = "WHO", allow_hyphen_values = true)]
    who: String,
    /// How much, signed: visits, pieces or money, as the card counts
    #[arg(value_name = "N", allow_hyphen_values = true)]
    change: String,
    /// Why
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    reason: String,
    /// The ticket it is about: voiding that takes the correction along
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    invoice: Option<String>,
    /// A key of your own that makes a retry harmless
    #[arg(long, value_name = "KEY", allow_hyphen_values = true)]
    key: Option<String>,
}

/// Hand out a reward that waits, without a ticket being lowered
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty card redeem K001 Verwenpakket
  loyalty card redeem K001 \"20% off\" --invoice F17 --key h-17")]
struct Redeem {
    /// Whose: ref, e-mail, phone or whole name
    #[arg(value_name = "WHO", allow_hyphen_values = true)]
    who: String,
    /// The reward
    #[arg(value_name = "REWARD", allow_hyphen_values = true)]
    reward: String,
    /// The ticket it is noted with
    #[arg(long, value_name = "NUMBER", allow_hyphen_values = true)]
    invoice: Option<String>,
    /// A key of your own that makes a retry harmless
    #[arg(long, value_name = "KEY", allow_hyphen_values = true)]
    key: Option<String>,
}

/// Give a reward of the scheme by hand, with a reason; it waits like any other
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty card grant K001 Verwenpakket --reason \"lang moeten wachten\"")]
struct Grant {
    /// Whose: ref, e-mail, phone or whole name
    #[arg(value_name = "WHO", allow_hyphen_values = true)]
    who: String,
    /// The reward
    #[arg(value_name = "REWARD", allow_hyphen_values = true)]
    reward: String,
    /// Why
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    reason: String,
    /// A key of your own that makes a retry harmless
    #[arg(long, value_name = "KEY", allow_hyphen_values = true)]
    key: Option<String>,
}

/// Close a card: what waits is revoked, its history stays
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty card close K001 --reason \"wil liever sparen\"")]
struct Close {
    /// Whose: ref, e-mail, phone or whole name
    #[arg(value_name = "WHO", allow_hyphen_values = true)]
    who: String,
    /// Why
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    reason: String,
}

/// Open the card again that was closed last, with what it had
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty card reopen K001 --reason \"toch weer\"")]
struct Reopen {
    /// Whose: ref, e-mail, phone or whole name
    #[arg(value_name = "WHO", allow_hyphen_values = true)]
    who: String,
    /// Why
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    reason: String,
}

/// Does it.
pub fn run(args: Args, desk: &mut Desk) -> Outcome<Exit> {
    match args.verb {
        Verb::Add(args) => add(args, desk),
        Verb::Show(args) => show(args, desk),
        Verb::List(args) => list(args, desk),
        Verb::History(args) => history(args, desk),
        Verb::Adjust(args) => adjust(args, desk),
        Verb::Redeem(args) => redeem(args, desk),
        Verb::Grant(args) => grant(args, desk),
        Verb::Close(args) => close(args, desk),
        Verb::Reopen(args) => reopen(args, desk),
    }
}

fn add(args: Add, desk: &mut Desk) -> Outcome<Exit> {
    let reason = args.reason.as_deref().map(|text| values::text(text, "--reason")).transpose()?;
    let mut promises_nothing = None;
    let exit = write(desk, "card add", &args.who, Status::Opened, |tx, customer| {
        let scheme = scheme::find(tx, &args.scheme)?;
        let new =
            NewCard { invoice: args.invoice.as_deref(), collected: args.collected.as_deref().zip(reason.as_deref()) };
        promises_nothing = scheme.rewards.is_empty().then(|| scheme.name.clone());
        work::add(tx, customer, &scheme, new)
    })?;
    if let Some(name) = promises_nothing {
        desk.output.note(format!("the scheme `{name}` has no rewards, and takes none once it has had a card"));
    }
    Ok(exit)
}

fn adjust(args: Adjust, desk: &mut Desk) -> Outcome<Exit> {
    let reason = values::text(&args.reason, "--reason")?;
    write(desk, "card adjust", &args.who, Status::Adjusted, |tx, customer| {
        let content = |id| format!("card adjust {id} {} {reason:?} {:?}", args.change, args.invoice);
        let keyed = key::keyed_of(tx, args.key.as_deref(), customer.id, content)?;
        let adjustment = Adjustment { change: &args.change, reason: &reason, invoice: args.invoice.as_deref() };
        work::adjust(tx, customer, &adjustment, keyed.as_ref())
    })
}

fn redeem(args: Redeem, desk: &mut Desk) -> Outcome<Exit> {
    write(desk, "card redeem", &args.who, Status::Redeemed, |tx, customer| {
        let content = |id| format!("card redeem {id} {:?} {:?}", args.reward, args.invoice);
        let keyed = key::keyed_of(tx, args.key.as_deref(), customer.id, content)?;
        work::redeem(tx, customer, &args.reward, args.invoice.as_deref(), keyed.as_ref())
    })
}

fn grant(args: Grant, desk: &mut Desk) -> Outcome<Exit> {
    let reason = values::text(&args.reason, "--reason")?;
    write(desk, "card grant", &args.who, Status::Granted, |tx, customer| {
        let content = |id| format!("card grant {id} {:?} {reason:?}", args.reward);
        let keyed = key::keyed_of(tx, args.key.as_deref(), customer.id, content)?;
        work::grant(tx, customer, &args.reward, &reason, keyed.as_ref())
    })
}

fn close(args: Close, desk: &mut Desk) -> Outcome<Exit> {
    let reason = values::text(&args.reason, "--reason")?;
    write(desk, "card close", &args.who, Status::Closed, |tx, customer| work::close(tx, customer, &reason))
}

fn reopen(args: Reopen, desk: &mut Desk) -> Outcome<Exit> {
    let reason = values::text(&args.reason, "--reason")?;
    write(desk, "card reopen", &args.who, Status::Reopened, |tx, customer| work::reopen(tx, customer, &reason))
}

/// One write to the card of a customer: `done` is its status when it changed something.
fn write(
    desk: &mut Desk,
    action: &'static str,
    who: &str,
    done: Status,
    body: impl FnOnce(&Tx<'_>, &Customer) -> Outcome<bool>,
) -> Outcome<Exit> {
    let mut store = desk.open_to_write()?;
    let context = desk.context(store.shop())?;
    let dry_run = desk.is_dry_run();
    let report = store.write(&context, Action(action), |tx| {
        let customer = who::write(tx, who)?;
        let status = if body(tx, &customer)? { done } else { Status::Unchanged };
        tell::report(tx, &customer, Some(status), dry_run)
    })?;
    desk.report(&report)
}

fn show(args: Show, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open()?;
    let report = store.read(|reader| tell::report(reader, &who::read(reader, &args.who)?, None, false))?;
    desk.report(&report)
}

fn history(args: History, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open()?;
    let (head, items) = store.read(|reader| {
        let customer = who::read(reader, &args.who)?;
        let scheme = args.scheme.as_deref().map(|name| scheme::find(reader, name)).transpose()?;
        tell::history(reader, &customer, &work::all(reader, &customer, scheme.as_deref())?)
    })?;
    desk.report(&args.paging.part("loyalty.card_history/1", items)?.with_head(head))
}

fn list(args: ListArgs, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open()?;
    let page = store.read(|reader| {
        let scheme = args.scheme.as_deref().map(|name| scheme::find(reader, name)).transpose()?;
        let filter = CardFilter { scheme: scheme.as_deref(), ready: args.ready, missing: args.missing.as_deref() };
        let rows = usize::try_from(args.paging.rows()).unwrap_or(usize::MAX);
        list_cards(reader, &filter, args.paging.after.as_deref(), rows)
    })?;
    let (items, next) = args.paging.cut(page.items, |item| item.customer.r#ref.clone());
    desk.report(&List::page("loyalty.cards/1", items, page.total, next))
}
