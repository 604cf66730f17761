//! `settings`: which rule turns invoices into points, and from when on.

use clap::builder::{PossibleValuesParser, TypedValueParser};

use super::desk::{Desk, Exit};
use super::paging::Paging;
use super::values;
use crate::domain::{Currency, EarnRule, ExpireAfter, ExpireAt, Points, Revision, Settings};
use crate::failure::{Failure, Outcome};
use crate::report::Status;
use crate::report::settings::{RevisionRow, SettingsReport};
use crate::store::{Action, Tx};

/// Say how invoices earn points, and what points are worth
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

super::verbs! {
    "set" => Set(Set),
    "show" => Show(Show),
    "history" => History(History),
}

/// Change what is named, from a day on
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty settings set --earn spend-total --per 10.00
  loyalty settings set --earn per-service --points 5 --exclude category:training
  loyalty settings set --expire-after 1y --expire-at month-end --from 2027-01-01
  loyalty settings set --point-value 0.05 --redeem-step 50")]
struct Set {
    #[command(flatten)]
    rule: RuleArgs,
    /// The first day on which it holds [default: today]
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
}

/// The options that change settings; what is not named stays as it is.
#[derive(Clone, Debug, clap::Args)]
pub struct RuleArgs {
    #[command(flatten)]
    earning: EarnArgs,
    /// Points pay in multiples of this
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    redeem_step: Option<String>,
    /// The fewest points that pay
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    redeem_min: Option<String>,
}

/// Those of them that say what is earned, for how long, and what it is worth.
#[derive(Clone, Debug, clap::Args)]
pub struct EarnArgs {
    /// How an invoice earns points
    #[arg(long, value_name = "RULE",
        value_parser = PossibleValuesParser::new(EarnRule::ALL.map(EarnRule::as_str))
            .map(|word| EarnRule::parse(&word).expect("only words of the list are let through")))]
    earn: Option<EarnRule>,
    /// The amount of one step of a spend rule
    #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true)]
    per: Option<String>,
    /// How many points a step, a piece or an invoice gives
    #[arg(long, value_name = "N", allow_negative_numbers = true)]
    points: Option<String>,
    /// The least total that earns at all, or `none`
    #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true)]
    min_total: Option<String>,
    /// Lines that are not counted, or `none`; may be repeated
    #[arg(long, value_name = "SELECTOR")]
    exclude: Vec<String>,
    /// How long points are good for: `never`, or as in `90d`, `12m`, `2y`
    #[arg(long, value_name = "PERIOD")]
    expire_after: Option<String>,
    /// When in its month that ends
    #[arg(long, value_name = "WHEN",
        value_parser = PossibleValuesParser::new(["day", "month-end"])
            .map(|word| ExpireAt::parse(&word).expect("only words of the list are let through")))]
    expire_at: Option<ExpireAt>,
    /// What a point is worth when it pays, or `none`
    #[arg(long, value_name = "AMOUNT", allow_negative_numbers = true)]
    point_value: Option<String>,
}

/// Show what holds today, or on another day
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty settings show
  loyalty settings show --at 2027-01-01 --json")]
struct Show {
    /// The day
    #[arg(long, value_name = "DATE")]
    at: Option<String>,
}

/// Show everything that was ever set, in the order in which it was
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty settings history
  loyalty settings history --format csv")]
struct History {
    #[command(flatten)]
    paging: Paging,
}

/// Does it.
pub fn run(args: Args, desk: &mut Desk) -> Outcome<Exit> {
    match args.verb {
        Verb::Set(args) => set(args, desk),
        Verb::Show(args) => show(args, desk),
        Verb::History(args) => history(&args, desk),
    }
}

fn set(args: Set, desk: &mut Desk) -> Outcome<Exit> {
    if args.rule.is_empty() {
        return Err(Failure::usage("nothing is named that is to be set").hint("see `loyalty settings set --help`"));
    }
    let from = args.from.map(|text| values::day(&text, "--from")).transpose()?;
    let mut store = desk.open_to_write()?;
    let context = desk.context(store.shop())?;
    let from = from.unwrap_or(context.today);
    let made = store.write(&context, Action("settings set"), |tx| {
        let revisions = tx.revisions()?;
        let first = revisions.is_empty();
        let base = revisions.in_force(from);
        let settings = args.rule.change(base.settings.clone(), tx.shop().currency)?;
        let planned: Vec<String> =
            revisions.planned_after(from).filter_map(|later| later.from).map(|day| format!("`{day}`")).collect();
        let (revision, status) = keep(tx, base, Revision { id: None, from: Some(from), settings })?;
        Ok::<_, Failure>((revision, status, planned, first))
    });
    let (revision, status, planned, first) = made?;
    if status != Status::Unchanged && !planned.is_empty() {
        desk.output.note(format!("what is planned from {} on stays as it is", planned.join(", ")));
    }
    if first && from > context.today {
        desk.output.note("it is the first that is set, so it holds for all days before it as well");
    }
    desk.report(&SettingsReport::written(&revision, store.shop(), status, desk.is_dry_run()))
}

/// Makes the revision, unless it says what one that was set before says already. Defaults that are set are a revision:
/// from then on they are meant.
fn keep(tx: &Tx<'_>, base: &Revision, wanted: Revision) -> Outcome<(Revision, Status)> {
    match (base.id, wanted.from) {
        (Some(_), _) if base.settings == wanted.settings => Ok((base.clone(), Status::Unchanged)),
        (_, Some(from)) => Ok((tx.insert_revision(from, &wanted.settings)?, Status::Recorded)),
        (_, None) => Ok((wanted, Status::Unchanged)),
    }
}

impl RuleArgs {
    /// Whether nothing is named.
    fn is_empty(&self) -> bool {
        let RuleArgs { earning, redeem_step, redeem_min } = self;
        earning.is_empty() && redeem_step.is_none() && redeem_min.is_none()
    }

    /// The settings with what is named changed.
    fn change(&self, settings: Settings, currency: Currency) -> Outcome<Settings> {
        let mut settings = self.earning.change(settings, currency)?;
        if let Some(text) = &self.redeem_step {
            settings.redeem_step = values::points_within(text, "--redeem-step", Points::new(1), Points::MAX)?;
        }
        if let Some(text) = &self.redeem_min {
            settings.redeem_min = values::points_within(text, "--redeem-min", Points::ZERO, Points::MAX)?;
        }
        Ok(settings)
    }
}

impl EarnArgs {
    fn is_empty(&self) -> bool {
        let EarnArgs { earn, per, points, min_total, exclude, expire_after, expire_at, point_value } = self;
        let texts = [per, points, min_total, expire_after, point_value];
        earn.is_none() && exclude.is_empty() && expire_at.is_none() && texts.iter().all(|text| text.is_none())
    }

    /// The settings with what is named changed.
    pub fn change(&self, mut settings: Settings, currency: Currency) -> Outcome<Settings> {
        if let Some(earn) = self.earn {
            settings.earn = earn;
        }
        if let Some(text) = &self.per {
            settings.per = values::money(text, "--per", currency)?;
            if !settings.per.is_positive() {
                return Err(values::refused(text, "--per", "is not above zero"));
            }
        }
        if let Some(text) = &self.points {
            settings.points = values::points_within(text, "--points", Points::new(1), Points::new(1_000_000))?;
        }
        if let Some(text) = &self.min_total {
            settings.min_total = values::unless_none(text, |text| {
                let least = values::money(text, "--min-total", currency)?;
                if least.is_negative() { Err(values::refused(text, "--min-total", "is below zero")) } else { Ok(least) }
            })?;
        }
        if !self.exclude.is_empty() {
            settings.exclude = self.exclude()?;
        }
        if let Some(text) = &self.expire_after {
            settings.expire_after = ExpireAfter::parse(text).ok_or_else(|| {
                values::refused(text, "--expire-after", "is no period")
                    .hint("write `never`, or as in `90d`, `12m`, `2y`")
            })?;
        }
        if let Some(at) = self.expire_at {
            settings.expire_at = at;
        }
        if let Some(text) = &self.point_value {
            settings.point_value = values::unless_none(text, |text| {
                let value = values::unit_price(text, "--point-value")?;
                if value.ten_thousandths() > 0 {
                    Ok(value)
                } else {
                    Err(values::refused(text, "--point-value", "is not above zero").hint("write `none` for no value"))
                }
            })?;
        }
        Ok(settings)
    }

    fn exclude(&self) -> Outcome<Vec<crate::domain::Selector>> {
        if self.exclude.iter().any(|text| text == "none") {
            return match self.exclude.len() {
                1 => Ok(Vec::new()),
                _ => Err(Failure::usage("`--exclude none` does not go together with others")),
            };
        }
        let mut selectors = Vec::new();
        for text in &self.exclude {
            let selector = values::selector(text, "--exclude")?;
            if !selectors.contains(&selector) {
                selectors.push(selector);
            }
        }
        Ok(selectors)
    }
}

fn show(args: Show, desk: &mut Desk) -> Outcome<Exit> {
    let at = args.at.map(|text| values::day(&text, "--at")).transpose()?;
    let mut store = desk.open()?;
    let at = match at {
        Some(at) => at,
        None => desk.today(store.shop())?,
    };
    let revisions = store.read(|reader| reader.revisions())?;
    desk.report(&SettingsReport::read(revisions.in_force(at), store.shop()))
}

fn history(args: &History, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open()?;
    let (revisions, makers) =
        store.read(|reader| Ok::<_, Failure>((reader.revisions()?, reader.revision_makers()?)))?;
    let shop = store.shop();
    let rows =
        revisions.all().iter().zip(makers).map(|(revision, (at, actor))| RevisionRow::new(revision, shop, at, actor));
    desk.report(&args.paging.part("loyalty.settings_history/1", rows.collect())?)
}
