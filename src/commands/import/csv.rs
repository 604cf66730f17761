//! `import csv`: invoices.

use std::path::PathBuf;

use crate::commands::desk::{Desk, Exit};
use crate::commands::values;
use crate::domain::Day;
use crate::domain::card::Reached;
use crate::failure::{Failure, Outcome};
use crate::import::{Options, Profile, Source, Survey, survey};
use crate::ops::card::ticket::History;
use crate::ops::import::{self as work, PointsTerms, Taken, Terms};
use crate::store::{Action, Reader, Tx};

use super::files::{self, Kept, RejectArgs};
use super::reading::{ReadingArgs, apply, refuse};

/// Take in invoices from CSV files: one call is one import, and can be taken back as a whole
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty import csv till-2025.csv --anonymous WALK_IN
  loyalty import csv kassa.csv --set kind=service --dry-run
  loyalty import csv export.csv --map invoice=Till+Receipt --map amount=Net+Tax
  loyalty import csv old.csv --partial --errors rejected.csv")]
pub struct Csv {
    /// The files; `-` is stdin
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    reading: ReadingArgs,
    /// What is done with unknown customers: `create` or `existing`
    #[arg(long, value_name = "WHICH")]
    customers: Option<String>,
    /// Which invoices earn: `all` (also those an opening balance covers) or `none`
    #[arg(long, value_name = "WHICH")]
    points: Option<String>,
    /// Earn from this day on
    #[arg(long, value_name = "DATE", conflicts_with = "points")]
    points_from: Option<String>,
    /// What becomes of card rewards that imported invoices reach: `keep` or `waive` [default: waived before the
    /// scheme's first day, kept from then on]
    #[arg(long, value_name = "WHICH")]
    rewards: Option<String>,
    /// Award by the rule of this day instead of each invoice's own
    #[arg(long, value_name = "DATE")]
    rule_at: Option<String>,
    #[command(flatten)]
    rejects: RejectArgs,
}

pub(super) fn run(args: Csv, desk: &mut Desk) -> Outcome<Exit> {
    let profile = profile(&args)?;
    let terms = terms(&profile)?;
    args.reading.check(&args.files, desk)?;
    args.rejects.check(&args.files, desk)?;
    // Before the database, which `--create` would make for nothing.
    let sources = args.files.iter().map(|file| files::open(file)).collect::<Outcome<Vec<_>>>()?;
    let (made, mut store) = desk.open_to_import()?;
    let context = desk.context(store.shop())?;
    let currency = store.shop().currency;
    let mut options = Options::new(context.today, currency, store.shop().country);
    options.max_errors = args.rejects.max_errors;
    apply(&profile, &mut options)?;
    let names: Vec<String> = sources.iter().map(|source| source.name().to_owned()).collect();
    let bytes: Option<u64> = sources.iter().map(Source::len).sum();
    // Both readings count: the bar is full when the second one is done.
    let mut progress = desk.output.progress("reading", bytes.map(|bytes| bytes * 2));
    let survey = survey(&sources, &options, &mut |at| progress.at(at.bytes, at.rows))?;
    progress.stage("importing");
    let dry_run = desk.is_dry_run();
    let (mut kept, mut remarked) = (Kept::default(), Vec::new());
    let take_in = |tx: &Tx<'_>| {
        let taken = work::take_in(tx, &survey, &terms, &mut |at| progress.at(bytes.unwrap_or(0) + at.bytes, at.rows))?;
        let has_errors = survey.errors.total > 0 || !taken.refused.is_empty();
        let taken = if args.rejects.refuses(has_errors) { taken.rolled_back() } else { taken };
        let report = work::report(tx, &survey, &taken, &names, dry_run, args.rejects.max_errors)?;
        if args.rejects.keeps(&report, dry_run)? {
            write_rejected(&survey, &taken, &names, &args.rejects, &mut kept)?;
        }
        args.reading.save(&profile, dry_run, &mut kept)?;
        remarked = remarks(tx, &survey)?;
        Ok::<_, Failure>(report)
    };
    let report = match work::is_bulk(&survey) {
        true => store.write_many(&context, Action("import csv"), take_in),
        false => store.write(&context, Action("import csv"), take_in),
    }?;
    drop(progress);
    desk.keep(made, store)?;
    let mut notes = kept.stay();
    notes.extend(remarked);
    files::tell(desk, &report, notes)
}

/// The flags of this command laid over the profile.
fn profile(args: &Csv) -> Outcome<Profile> {
    let profile = args.reading.profile(Profile {
        customers: args.customers.clone(),
        points: args.points.clone(),
        points_from: args.points_from.clone(),
        rewards: args.rewards.clone(),
        rule_at: args.rule_at.clone(),
        ..Profile::default()
    })?;
    refuse(profile.only_of_customers(), "customers")?;
    Ok(profile)
}

fn terms(profile: &Profile) -> Outcome<Terms> {
    let day = |text: &Option<String>, name: &str| -> Outcome<Option<Day>> {
        text.as_deref().map(|text| values::day(text, name)).transpose()
    };
    let points_from = day(&profile.points_from, "--points-from")?;
    let points = match (profile.points.as_deref(), points_from) {
        (None, None) => PointsTerms::Uncovered,
        (None, Some(day)) => PointsTerms::From(day),
        (Some("all"), None) => PointsTerms::All,
        (Some("none"), None) => PointsTerms::None,
        (Some(_), Some(_)) => return Err(Failure::usage("`--points` and `--points-from` exclude each other")),
        (Some(other), None) => return Err(values::refused(other, "--points", "is neither `all` nor `none`")),
    };
    let rewards = match profile.rewards.as_deref() {
        None => None,
        Some("keep") => Some(Reached::Ready),
        Some("waive") => Some(Reached::Waived),
        Some(other) => return Err(values::refused(other, "--rewards", "is neither `keep` nor `waive`")),
    };
    let existing_only = match profile.customers.as_deref() {
        None | Some("create") => false,
        Some("existing") => true,
        Some(other) => return Err(values::refused(other, "--customers", "is neither `create` nor `existing`")),
    };
    let rule_at = day(&profile.rule_at, "--rule-at")?;
    Ok(Terms { rule_at, points, history: History { rewards }, existing_only })
}

/// Writes the rejected rows as they were, beside each file or to the path given; never over an existing file.
fn write_rejected(
    survey: &Survey<'_>,
    taken: &Taken,
    names: &[String],
    rejects: &RejectArgs,
    kept: &mut Kept,
) -> Outcome<()> {
    for (index, name) in names.iter().enumerate() {
        let path = rejects.path(name, (names.len() > 1).then_some(index + 1));
        let mut rows = Vec::new();
        let reason = |place: u32| taken.refused.contains(&(index, place)).then(|| taken.reason(index, place));
        let count = survey.write_rejected(index, &reason, &mut rows)?;
        if count > 0 {
            kept.keep(&path, &rows, count)?;
        }
    }
    Ok(())
}

/// What the user should know about the rule in force.
fn remarks(reader: &Reader<'_>, survey: &Survey<'_>) -> Outcome<Vec<String>> {
    let revisions = reader.revisions()?;
    let mut remarks = Vec::new();
    if revisions.is_empty() {
        let sentence = revisions.in_force(Day::MIN).settings.sentence(reader.shop().currency);
        remarks.push(format!("nothing was set yet, so the defaults hold: {sentence}; see `loyalty settings set`"));
    }
    let rule = revisions.in_force(Day::MAX).settings.earn;
    if !survey.kind_is_known && rule.needs_kinds() {
        remarks.push(format!(
            "the rule `{}` looks at kinds, and every line is of kind `other`; say what they are with `--set kind=service`",
            rule.as_str()
        ));
    }
    Ok(remarks)
}
