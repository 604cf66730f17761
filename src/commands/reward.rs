//! `reward`: the points catalogue.

use super::benefit::BenefitArgs;
use super::desk::{Desk, Exit};
use super::paging::Paging;
use super::values;
use crate::domain::{Day, Points};
use crate::failure::{Failure, Kind, Outcome, shell_word};
use crate::ops::points::find_any_reward;
use crate::report::Status;
use crate::report::reward::{RewardFacts, RewardReport};
use crate::store::Action;

/// Keep the catalogue of what points buy
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

super::verbs! {
    "add" => Add(Add),
    "list" => List(ListArgs),
    "show" => Show(Show),
    "retire" => Retire(Retire),
}

/// Put a reward into the catalogue
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty reward add --name '5 euro' --cost 50 --amount-off 5.00
  loyalty reward add --name '10% off' --cost 10 --percent-off 10 --max 9.00
  loyalty reward add --name 'free wax' --cost 120 --free-item category:haircare
  loyalty reward add --name mug --cost 200 --gift mug --until 2026-12-31", mut_group("benefit", |group| group.required(true)))]
struct Add {
    /// What it is called
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    name: String,
    /// What it costs
    #[arg(long, value_name = "POINTS", allow_negative_numbers = true)]
    cost: String,
    #[command(flatten)]
    benefit: BenefitArgs,
    /// The first day on which it can be had
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// The last day
    #[arg(long, value_name = "DATE")]
    until: Option<String>,
}

/// List the catalogue by cost
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty reward list
  loyalty reward list --all --json")]
struct ListArgs {
    /// Also what was taken out of it
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    paging: Paging,
}

/// Show a reward
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty reward show '5 euro'")]
struct Show {
    /// The reward
    #[arg(value_name = "REWARD", allow_hyphen_values = true)]
    name: String,
}

/// Take a reward out of the catalogue; what was redeemed stays as it was
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty reward retire '5 euro'")]
struct Retire {
    /// The reward
    #[arg(value_name = "REWARD", allow_hyphen_values = true)]
    name: String,
}

/// Does it.
pub fn run(args: Args, desk: &mut Desk) -> Outcome<Exit> {
    match args.verb {
        Verb::Add(args) => add(args, desk),
        Verb::List(args) => list(args, desk),
        Verb::Show(args) => show(args, desk),
        Verb::Retire(args) => retire(args, desk),
    }
}

fn add(args: Add, desk: &mut Desk) -> Outcome<Exit> {
    let name = values::text(&args.name, "--name")?;
    let cost = values::points_within(&args.cost, "--cost", Points::new(1), Points::MAX)?;
    let day = |text: &Option<String>, name: &str| text.as_deref().map(|text| values::day(text, name)).transpose();
    let (from, until): (Option<Day>, Option<Day>) = (day(&args.from, "--from")?, day(&args.until, "--until")?);
    if from.zip(until).is_some_and(|(from, until)| until < from) {
        return Err(Failure::usage("`--until` lies before `--from`"));
    }
    let mut store = desk.open_to_write()?;
    let context = desk.context(store.shop())?;
    let currency = store.shop().currency;
    let benefit = args.benefit.read(currency)?;
    let dry_run = desk.is_dry_run();
    let report = store.write(&context, Action("reward add"), |tx| {
        let status = match tx.reward_by_name(&name)? {
            None => {
                tx.insert_reward(&name, cost, &benefit, from, until)?;
                Status::Recorded
            }
            Some(there) if (there.cost, &there.benefit, there.from, there.until) == (cost, &benefit, from, until) => {
                Status::Unchanged
            }
            Some(there) => {
                let name = &there.name;
                return Err(Failure::new(Kind::RewardConflict, format!("there is another reward `{name}`"))
                    .hint(format!("take it out first with `loyalty reward retire {}`", shell_word(name))));
            }
        };
        let reward = find_any_reward(tx, &name)?;
        Ok(RewardReport { dry_run, status, reward: RewardFacts::new(&reward, currency) })
    })?;
    desk.report(&report)
}

fn list(args: ListArgs, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open()?;
    let currency = store.shop().currency;
    let rewards = store.read(|reader| Ok::<_, Failure>(reader.rewards(args.all)?))?;
    let rows = rewards.iter().map(|reward| RewardFacts::new(reward, currency)).collect();
    desk.report(&args.paging.part("loyalty.rewards/1", rows)?)
}

fn show(args: Show, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open()?;
    let currency = store.shop().currency;
    let reward = store.read(|reader| find_any_reward(reader, &args.name))?;
    let report = RewardReport { dry_run: false, status: Status::Recorded, reward: RewardFacts::new(&reward, currency) };
    desk.report(&report)
}

fn retire(args: Retire, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open_to_write()?;
    let context = desk.context(store.shop())?;
    let currency = store.shop().currency;
    let dry_run = desk.is_dry_run();
    let report = store.write(&context, Action("reward retire"), |tx| {
        let mut reward = find_any_reward(tx, &args.name)?;
        let status = if reward.retired { Status::Unchanged } else { Status::Retired };
        if !reward.retired {
            tx.retire_reward(reward.id)?;
            reward.retired = true;
        }
        Ok::<_, Failure>(RewardReport { dry_run, status, reward: RewardFacts::new(&reward, currency) })
    })?;
    desk.report(&report)
}
