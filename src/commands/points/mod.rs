//! `points`: by hand, spent, returned, run out, and their history.

mod adjust;
mod list;

use super::desk::{Desk, Exit};
use super::paging::Paging;
use super::values;
use crate::domain::ledger::{Entry, EntryKind};
use crate::domain::{EntryId, Points, RedemptionId};
use crate::failure::{Failure, Outcome};
use crate::ops::points::{self as work, SpendOn};
use crate::ops::{history, key, view, who};
use crate::report::Status;
use crate::report::points::{ExpireReport, HistoryHead, PointsReport, WrittenEntry};
use crate::store::{Action, Reader};

/// Adjust, spend and return points, and see what became of them
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

super::verbs! {
    "adjust" => Adjust(adjust::Adjust),
    "redeem" => Redeem(Redeem),
    "return" => Return(Return),
    "expire" => Expire(Expire),
    "history" => History(History),
    "list" => List(list::ListArgs),
}

/// Spend points without a ticket: on a reward, or on what the reason says
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty points redeem K001 --reward 'goodie bag'
  loyalty points redeem K001 --points 120 --reason 'free wax' --key r-1")]
struct Redeem {
    /// Whose: ref, e-mail, phone or whole name
    #[arg(value_name = "WHO", allow_hyphen_values = true)]
    who: String,
    /// The reward
    #[arg(
        long,
        value_name = "REWARD",
        required_unless_present = "points",
        conflicts_with = "points",
        allow_hyphen_values = true
    )]
    reward: Option<String>,
    /// So many points
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    points: Option<String>,
    /// What for
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    reason: Option<String>,
    /// A key of your own that makes a retry harmless
    #[arg(long, value_name = "KEY", allow_hyphen_values = true)]
    key: Option<String>,
}

/// Take a redemption without a ticket back
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty points return 1")]
struct Return {
    /// The number of the redemption
    #[arg(value_name = "REDEMPTION")]
    redemption: i64,
}

/// Book what has run out; never needed, useful before a report
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty points expire")]
struct Expire {
    /// The day as of which it is booked [default: today]
    #[arg(long, value_name = "DATE")]
    at: Option<String>,
}

/// Show every entry of a customer with the balance after it
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty points history anna
  loyalty points history K001 --at 2026-06-30 --json")]
struct History {
    /// Whose
    #[arg(value_name = "WHO", allow_hyphen_values = true)]
    who: String,
    /// The day as of which it is read [default: today]
    #[arg(long, value_name = "DATE")]
    at: Option<String>,
    #[command(flatten)]
    paging: Paging,
}

/// Does it.
pub fn run(args: Args, desk: &mut Desk) -> Outcome<Exit> {
    match args.verb {
        Verb::Adjust(args) => adjust::adjust(args, desk),
        Verb::Redeem(args) => redeem(args, desk),
        Verb::Return(args) => give_back(args, desk),
        Verb::Expire(args) => expire(args, desk),
        Verb::History(args) => show_history(args, desk),
        Verb::List(args) => list::list(&args, desk),
    }
}

fn redeem(args: Redeem, desk: &mut Desk) -> Outcome<Exit> {
    let most = Points::MAX;
    let points =
        args.points.as_deref().map(|text| values::points_within(text, "--points", Points::new(1), most)).transpose()?;
    let reason = args.reason.as_deref().map(|text| values::text(text, "--reason")).transpose()?;
    write(desk, "points redeem", |tx, dry_run| {
        let customer = who::write(tx, &args.who)?;
        let content = |id| format!("redeem {id} {:?} {points:?} {reason:?}", args.reward);
        let keyed = key::keyed_of(tx, args.key.as_deref(), customer.id, content)?;
        let on = match (&args.reward, points) {
            (Some(reward), _) => SpendOn::Reward(reward),
            (None, points) => SpendOn::Points(points.unwrap_or_default()),
        };
        let (redemption, new) = work::redeem(tx, &customer, on, reason.as_deref(), keyed.as_ref())?;
        let entry = work::find_redemption(tx, redemption)?.entry;
        told(tx, entry, new, dry_run)
    })
}

fn give_back(args: Return, desk: &mut Desk) -> Outcome<Exit> {
    write(desk, "points return", |tx, dry_run| {
        let redemption = work::find_redemption(tx, RedemptionId(args.redemption))?;
        match work::take_redemption_back(tx, &redemption)? {
            Some(entry) => told(tx, entry, true, dry_run),
            None => {
                let entry = tx.last_return(redemption.id)?.unwrap_or(redemption.entry);
                told(tx, entry, false, dry_run)
            }
        }
    })
}

fn write(
    desk: &mut Desk,
    action: &'static str,
    body: impl FnOnce(&crate::store::Tx<'_>, bool) -> Outcome<PointsReport>,
) -> Outcome<Exit> {
    let mut store = desk.open_to_write()?;
    let context = desk.context(store.shop())?;
    let dry_run = desk.is_dry_run();
    let report = store.write(&context, Action(action), |tx| body(tx, dry_run))?;
    desk.report(&report)
}

fn told(reader: &crate::store::Tx<'_>, entry: EntryId, new: bool, dry_run: bool) -> Outcome<PointsReport> {
    let entry: Entry = reader.entry(entry)?;
    let customer = reader.customer(reader.stands_for(entry.customer)?)?;
    let balance = view::balance_today(reader as &Reader<'_>, customer.id, reader.today())?;
    let is_redemption = matches!(entry.kind, EntryKind::Redeem | EntryKind::Return);
    Ok(PointsReport {
        dry_run,
        status: if new { Status::Recorded } else { Status::Unchanged },
        customer: customer.reference,
        entry: WrittenEntry {
            id: entry.id.0,
            date: entry.date.to_string(),
            kind: entry.kind.as_str(),
            points: entry.points.get(),
            expires: entry.expires_on.map(|day| day.to_string()),
        },
        balance: balance.get(),
        redemption: entry.source.redemption.filter(|_| is_redemption).map(|id| id.0),
    })
}

fn expire(args: Expire, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open_to_write()?;
    let context = desk.context(store.shop())?;
    let at = args.at.as_deref().map(|text| values::day_up_to(text, "--at", context.today)).transpose()?;
    let at = at.unwrap_or(context.today);
    let (customers, points) = store.write(&context, Action("points expire"), |tx| work::expire(tx, at))?;
    let status = if customers > 0 { Status::Recorded } else { Status::Unchanged };
    let dry_run = desk.is_dry_run();
    desk.report(&ExpireReport { dry_run, status, at: at.to_string(), customers, points: points.get() })
}

fn show_history(args: History, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open()?;
    let today = desk.today(&store.shop().clone())?;
    let at = args.at.as_deref().map(|text| values::day(text, "--at")).transpose()?.unwrap_or(today);
    let (customer, rows) = store.read(|reader| {
        let customer = who::read(reader, &args.who)?;
        let rows = history::entries(reader, &customer, at)?;
        Ok::<_, Failure>((customer, rows))
    })?;
    let head = HistoryHead { at: at.to_string(), customer: customer.reference, name: customer.name };
    desk.report(&args.paging.part("loyalty.points_history/1", rows)?.with_head(head))
}
