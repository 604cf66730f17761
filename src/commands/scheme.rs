//! `scheme`: the kinds of client card there are, and what they bring.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::value_parser;

use super::benefit::BenefitArgs;
use super::desk::{Desk, Exit};
use super::paging::Paging;
use super::values;
use crate::domain::scheme::{Applies, NewReward, NewScheme, RewardEdit, SchemeEdit, SchemeRefusal};
use crate::domain::text::counted;
use crate::domain::{Collected, Currency, Money, Scheme, SchemeId, SchemeKind, Selector};
use crate::failure::{Failure, Outcome};
use crate::ops::scheme as work;
use crate::report::Status;
use crate::report::scheme::{SchemeFacts, SchemeReport};
use crate::store::{Action, Tx};

/// Make the kinds of client card there are, and say what they bring
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

super::verbs! {
    "add" => Add(Add),
    "edit" => Edit(Edit),
    "reward" => Reward(RewardArgs),
    "list" => List(ListArgs),
    "show" => Show(Show),
    "retire" => Retire(Retire),
}

/// Make a scheme
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty scheme add Stempelkaart --type visits --auto
  loyalty scheme add Knipkaart --type visits --items kind:service --min-total 20
  loyalty scheme add Spaarkaart --type spend
  loyalty scheme add Haarkaart --type purchases --items category:haircare
  loyalty scheme add Vast --type always")]
struct Add {
    /// What it is called
    #[arg(value_name = "NAME", allow_hyphen_values = true)]
    name: String,
    /// What its cards collect
    #[arg(long = "type", value_name = "TYPE",
        value_parser = PossibleValuesParser::new(SchemeKind::ALL.map(SchemeKind::as_str))
            .map(|word| SchemeKind::parse(&word).expect("only words of the list are let through")))]
    kind: SchemeKind,
    /// The lines that count; may be repeated
    #[arg(long, value_name = "SELECTOR")]
    items: Vec<String>,
    /// The least total of a visit
    #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true)]
    min_total: Option<String>,
    /// Whether a reward comes on the ticket that reaches it, or on the one after [default: this]
    #[arg(long, value_name = "TICKET", value_parser = applies_parser())]
    applies: Option<Applies>,
    /// A card has one round only
    #[arg(long)]
    once: bool,
    /// How many visits of one day count
    #[arg(long, value_name = "N", value_parser = value_parser!(u32).range(1..))]
    max_per_day: Option<u32>,
    /// Open a card on the first paid invoice of every customer
    #[arg(long)]
    auto: bool,
    /// Its first day: what imported invoices before it reach is waived [default: today]
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
}

/// Change a scheme, or put a wrong reward right
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty scheme edit Stempelkaart --auto yes
  loyalty scheme edit Stempelkaart --rename Knipkaart --applies next
  loyalty scheme edit Stempelkaart --reward \"20% off\" --percent-off 25
  loyalty scheme edit Stempelkaart --remove-reward \"20% off\"")]
struct Edit {
    /// The scheme
    #[arg(value_name = "SCHEME", allow_hyphen_values = true)]
    name: String,
    /// What it is called from now on
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    rename: Option<String>,
    /// The lines that count, or `none`; may be repeated
    #[arg(long, value_name = "SELECTOR")]
    items: Vec<String>,
    /// The least total of a visit, or `none`
    #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true)]
    min_total: Option<String>,
    /// Whether a reward comes on the ticket that reaches it, or on the one after
    #[arg(long, value_name = "TICKET", value_parser = applies_parser())]
    applies: Option<Applies>,
    /// Whether a card has one round only
    #[arg(long, value_name = "YES|NO", value_parser = yes_or_no())]
    once: Option<bool>,
    /// How many visits of one day count, or `none` for any number
    #[arg(long, value_name = "N")]
    max_per_day: Option<String>,
    /// Whether it opens a card on the first paid invoice of every customer
    #[arg(long, value_name = "YES|NO", value_parser = yes_or_no())]
    auto: Option<bool>,
    /// Its first day
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// The reward that is to change
    #[arg(long, value_name = "REWARD", allow_hyphen_values = true)]
    reward: Option<String>,
    /// What that reward is called from now on
    #[arg(long, value_name = "TEXT", requires = "reward", allow_hyphen_values = true)]
    reward_name: Option<String>,
    /// The threshold of that reward
    #[arg(long, value_name = "X", requires = "reward", allow_negative_numbers = true)]
    after: Option<String>,
    #[command(flatten)]
    benefit: BenefitArgs,
    /// A reward that is taken out of the scheme
    #[arg(long, value_name = "REWARD", conflicts_with = "reward", allow_hyphen_values = true)]
    remove_reward: Option<String>,
}

/// Give a scheme a reward; as many as wanted, all of the scheme's type
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty scheme reward Stempelkaart --after 5 --percent-off 20
  loyalty scheme reward Stempelkaart --after 10 --gift Wax --name \"naar keuze\"
  loyalty scheme reward Spaarkaart --after 150.00 --gift Verwenpakket
  loyalty scheme reward Vast --percent-off 5", mut_group("benefit", |group| group.required(true)))]
struct RewardArgs {
    /// The scheme
    #[arg(value_name = "SCHEME", allow_hyphen_values = true)]
    scheme: String,
    /// How much is to be collected for it: visits, pieces or money, as the scheme counts
    #[arg(long, value_name = "X", allow_negative_numbers = true)]
    after: Option<String>,
    #[command(flatten)]
    benefit: BenefitArgs,
    /// What it is called [default: what it gives]
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    name: Option<String>,
}

/// List the schemes
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty scheme list
  loyalty scheme list --all --json")]
struct ListArgs {
    /// Also those that are retired
    #[arg(long)]
    all: bool,
    #[command(flatten)]
    paging: Paging,
}

/// Show a scheme with its rewards
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty scheme show Stempelkaart")]
struct Show {
    /// The scheme
    #[arg(value_name = "SCHEME", allow_hyphen_values = true)]
    name: String,
}

/// Let a scheme open no more cards; its cards go on, or over to another scheme
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty scheme retire Stempelkaart
  loyalty scheme retire Stempelkaart --into \"Stempelkaart 2027\"")]
struct Retire {
    /// The scheme
    #[arg(value_name = "SCHEME", allow_hyphen_values = true)]
    name: String,
    /// The scheme of the same type that its cards go over to, with what they have
    #[arg(long, value_name = "SCHEME", allow_hyphen_values = true)]
    into: Option<String>,
}

fn applies_parser() -> impl TypedValueParser<Value = Applies> {
    PossibleValuesParser::new(["this", "next"])
        .map(|word| Applies::parse(&word).expect("only words of the list are let through"))
}

fn yes_or_no() -> impl TypedValueParser<Value = bool> {
    PossibleValuesParser::new(["yes", "no"]).map(|word| word == "yes")
}

/// Does it.
pub fn run(args: Args, desk: &mut Desk) -> Outcome<Exit> {
    match args.verb {
        Verb::Add(args) => add(args, desk),
        Verb::Edit(args) => edit(args, desk),
        Verb::Reward(args) => add_reward(args, desk),
        Verb::List(args) => list(args, desk),
        Verb::Show(args) => show(args, desk),
        Verb::Retire(args) => retire(args, desk),
    }
}

fn add(args: Add, desk: &mut Desk) -> Outcome<Exit> {
    let name = values::text(&args.name, "NAME")?;
    let items = selectors(&args.items)?;
    let from = args.from.as_deref().map(|text| values::day(text, "--from")).transpose()?;
    write(desk, "scheme add", |tx| {
        let currency = tx.shop().currency;
        let new = NewScheme {
            name,
            kind: args.kind,
            items,
            min_total: args.min_total.as_deref().map(|text| above_zero(text, currency)).transpose()?,
            applies: args.applies,
            once: args.once,
            max_per_day: args.max_per_day,
            auto: args.auto,
            from,
        };
        let (id, is_new) = work::add(tx, new)?;
        Ok((id, if is_new { Status::Created } else { Status::Unchanged }))
    })
}

fn above_zero(text: &str, currency: Currency) -> Outcome<Money> {
    match values::money(text, "--min-total", currency)? {
        amount if amount.is_positive() => Ok(amount),
        _ => Err(values::refused(text, "--min-total", "is not above 0")),
    }
}

fn selectors(texts: &[String]) -> Outcome<Vec<Selector>> {
    let mut selectors = Vec::new();
    for text in texts {
        let selector = values::selector(text, "--items")?;
        if !selectors.contains(&selector) {
            selectors.push(selector);
        }
    }
    Ok(selectors)
}

impl Edit {
    fn scheme_edit(&self, currency: Currency) -> Outcome<SchemeEdit> {
        let items = match self.items.as_slice() {
            [] => None,
            [none] if none == "none" => Some(Vec::new()),
            several if several.iter().any(|text| text == "none") => {
                return Err(Failure::usage("`--items none` does not go together with others"));
            }
            texts => Some(selectors(texts)?),
        };
        let min_total = self.min_total.as_deref();
        let max_per_day = self.max_per_day.as_deref();
        let at_most = |text: &str| {
            let number = text.parse().ok().filter(|number| *number > 0);
            number.ok_or_else(|| values::refused(text, "--max-per-day", "is not a whole number above 0"))
        };
        Ok(SchemeEdit {
            name: self.rename.as_deref().map(|text| values::text(text, "--rename")).transpose()?,
            items,
            min_total: min_total
                .map(|text| values::unless_none(text, |text| above_zero(text, currency)))
                .transpose()?,
            applies: self.applies,
            once: self.once,
            max_per_day: max_per_day.map(|text| values::unless_none(text, at_most)).transpose()?,
            auto: self.auto,
            from: self.from.as_deref().map(|text| values::day(text, "--from")).transpose()?,
        })
    }

    fn reward_edit(&self, scheme: &Scheme, currency: Currency) -> Outcome<RewardEdit> {
        Ok(RewardEdit {
            name: self.reward_name.as_deref().map(|text| values::text(text, "--reward-name")).transpose()?,
            after: match &self.after {
                Some(_) => threshold(scheme, self.after.as_deref(), currency)?,
                None => None,
            },
            benefit: self.benefit.read_optional(currency)?,
        })
    }
}

fn threshold(scheme: &Scheme, text: Option<&str>, currency: Currency) -> Outcome<Option<Collected>> {
    Collected::parse_after(text, scheme.kind, currency)
        .map_err(|error| work::refused(scheme, SchemeRefusal::After(error)))
}

fn edit(args: Edit, desk: &mut Desk) -> Outcome<Exit> {
    write(desk, "scheme edit", |tx| {
        let currency = tx.shop().currency;
        let edit = args.scheme_edit(currency)?;
        let scheme = work::find(tx, &args.name)?;
        let reward_edit = args.reward_edit(&scheme, currency)?;
        if args.reward.is_none() && reward_edit != RewardEdit::default() {
            return Err(Failure::usage("it is not said which reward is to change")
                .hint("name it with `--reward REWARD`, or add one with `loyalty scheme reward`"));
        }
        let nothing = edit == SchemeEdit::default() && reward_edit == RewardEdit::default();
        if nothing && args.remove_reward.is_none() {
            return Err(Failure::usage("nothing is named that is to change").hint("see `loyalty scheme edit --help`"));
        }
        let mut changed = work::edit(tx, &scheme, &edit)?;
        let scheme = tx.scheme(scheme.id)?;
        if let Some(name) = &args.reward {
            let reward = work::find_reward(&scheme, name)?;
            changed |= work::edit_reward(tx, &scheme, reward, reward_edit, currency)?;
        }
        if let Some(name) = &args.remove_reward {
            work::remove_reward(tx, &scheme, work::find_reward(&scheme, name)?)?;
            changed = true;
        }
        Ok((scheme.id, if changed { Status::Updated } else { Status::Unchanged }))
    })
}

fn add_reward(args: RewardArgs, desk: &mut Desk) -> Outcome<Exit> {
    let name = args.name.as_deref().map(|text| values::text(text, "--name")).transpose()?;
    write(desk, "scheme reward", |tx| {
        let currency = tx.shop().currency;
        let benefit = args.benefit.read(currency)?;
        let scheme = work::find(tx, &args.scheme)?;
        let after = threshold(&scheme, args.after.as_deref(), currency)?;
        let new = NewReward { name: name.unwrap_or_else(|| benefit.describe(currency)), after, benefit };
        let is_new = work::add_reward(tx, &scheme, &new)?;
        Ok((scheme.id, if is_new { Status::Updated } else { Status::Unchanged }))
    })
}

fn retire(args: Retire, desk: &mut Desk) -> Outcome<Exit> {
    let mut left = 0;
    let mut carried = 0;
    let exit = write(desk, "scheme retire", |tx| {
        let scheme = work::find(tx, &args.name)?;
        let into = args.into.as_deref().map(|name| work::find(tx, name)).transpose()?;
        let (changed, over) = work::retire(tx, &scheme, into.as_deref())?;
        carried = over;
        (left, _) = tx.count_scheme_cards(scheme.id)?;
        Ok((scheme.id, if changed { Status::Retired } else { Status::Unchanged }))
    })?;
    if carried > 0 {
        desk.output.note(format!("{} went over", counted(carried, "card", "cards")));
    }
    if left > 0 {
        desk.output
            .note(format!("still active: {}, which `--into SCHEME` carries over", counted(left, "card", "cards")));
    }
    Ok(exit)
}

fn write(
    desk: &mut Desk,
    action: &'static str,
    body: impl FnOnce(&Tx<'_>) -> Outcome<(SchemeId, Status)>,
) -> Outcome<Exit> {
    let mut store = desk.open_to_write()?;
    let context = desk.context(store.shop())?;
    let dry_run = desk.is_dry_run();
    let report = store.write(&context, Action(action), |tx| {
        let (id, status) = body(tx)?;
        let scheme = work::facts(tx, &*tx.scheme(id)?)?;
        Ok::<_, Failure>(SchemeReport { dry_run, status, currency: tx.shop().currency.code().to_owned(), scheme })
    })?;
    desk.report(&report)
}

fn list(args: ListArgs, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open()?;
    let rows: Vec<SchemeFacts> = store.read(|reader| {
        let schemes = reader.schemes()?;
        schemes
            .iter()
            .filter(|scheme| args.all || !scheme.retired)
            .map(|scheme| work::facts(reader, scheme))
            .collect::<Outcome<_>>()
    })?;
    desk.report(&args.paging.part("loyalty.schemes/1", rows)?)
}

fn show(args: Show, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open()?;
    let currency = store.shop().currency.code().to_owned();
    let scheme = store.read(|reader| work::facts(reader, &*work::find(reader, &args.name)?))?;
    desk.report(&SchemeReport { dry_run: false, status: scheme.state(), currency, scheme })
}
