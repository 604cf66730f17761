//! `points adjust`: one by arguments, or many out of a file.

use std::path::PathBuf;

use serde::Deserialize;

use crate::commands::desk::{Desk, Exit};
use crate::commands::input::{self, Input, Line};
use crate::commands::values;
use crate::domain::{EntryId, Points};
use crate::failure::{Failure, Outcome};
use crate::ops::points::{self as work, Adjustment};
use crate::ops::{key, who};
use crate::output::Format;
use crate::report::points::{AdjustedLine, AdjustmentsReport};
use crate::store::{Action, Tx};

use super::{told, write};

/// Add or take points by hand, with a reason
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty points adjust K001 +75 --reason \"25 years a customer\"
  loyalty points adjust K001 -10 --reason \"counted twice\" --key mend-17
  loyalty points adjust --input adjustments.ndjson")]
pub(super) struct Adjust {
    /// Whose: ref, e-mail, phone or whole name
    #[arg(value_name = "WHO", allow_hyphen_values = true, required_unless_present = "input")]
    who: Option<String>,
    /// How many, signed
    #[arg(value_name = "POINTS", allow_hyphen_values = true, required_unless_present = "input")]
    points: Option<String>,
    /// Why
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true, required_unless_present = "input")]
    reason: Option<String>,
    /// The last day of added points, or `never` [default: as the settings say]
    #[arg(long, value_name = "DATE")]
    expires: Option<String>,
    /// The balance may fall below zero
    #[arg(long)]
    allow_negative: bool,
    /// A key of your own that makes a retry harmless
    #[arg(long, value_name = "KEY", allow_hyphen_values = true)]
    key: Option<String>,
    /// Read one JSON adjustment, or one a line (NDJSON), all or nothing; `-` is stdin
    #[arg(long, value_name = "FILE", conflicts_with_all = ["who", "points", "reason", "expires", "allow_negative", "key"])]
    input: Option<PathBuf>,
}

/// An adjustment as it is asked for.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Request {
    customer: String,
    points: i64,
    reason: String,
    #[serde(default)]
    expires: Option<String>,
    #[serde(default)]
    allow_negative: bool,
    #[serde(default)]
    key: Option<String>,
}

pub(super) fn adjust(args: Adjust, desk: &mut Desk) -> Outcome<Exit> {
    if let Some(path) = args.input {
        return match input::read(&path, desk.format() == Format::Ndjson)? {
            Input::One(request) => adjust_one(&request, desk).map_err(input::of_the_input),
            Input::Many(lines) => adjust_many(lines, desk),
        };
    }
    let request = Request {
        customer: args.who.expect("clap wants it without --input"),
        points: values::points(&args.points.expect("clap wants it without --input"), "POINTS")?.get(),
        reason: args.reason.expect("clap wants it without --input"),
        expires: args.expires,
        allow_negative: args.allow_negative,
        key: args.key,
    };
    adjust_one(&request, desk)
}

fn adjust_one(request: &Request, desk: &mut Desk) -> Outcome<Exit> {
    request.check()?;
    write(desk, "points adjust", |tx, dry_run| {
        let (entry, new) = request.adjust(tx)?;
        told(tx, entry, new, dry_run)
    })
}

fn adjust_many(lines: Vec<Line<Request>>, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open_to_write()?;
    let context = desk.context(store.shop())?;
    let dry_run = desk.is_dry_run();
    let results = store.write(&context, Action("points adjust"), |tx| {
        if lines.len() > 1 {
            tx.about_many();
        }
        input::each_line(tx, lines, |request| {
            let (entry, new) = request.adjust(tx)?;
            told(tx, entry, new, dry_run)
        })
    })?;
    let results = results.into_iter().map(|(line, report)| AdjustedLine { line, report }).collect();
    desk.report(&AdjustmentsReport::new(results, dry_run))
}

impl Request {
    /// What can be seen to be wrong without looking anything up.
    fn check(&self) -> Outcome<Adjustment<'_>> {
        let points = Points::new(self.points);
        let points = points.in_range().ok_or_else(|| values::refused(&points.to_string(), "points", "is too large"))?;
        let expires = match self.expires.as_deref() {
            None => None,
            Some("never") => Some(None),
            Some(text) => Some(Some(values::day(text, "--expires")?)),
        };
        if expires.is_some() && !points.is_positive() {
            return Err(Failure::usage("`--expires` goes with points that are added"));
        }
        values::text(&self.reason, "--reason")?;
        Ok(Adjustment { points, reason: &self.reason, expires, allow_negative: self.allow_negative })
    }

    fn adjust(&self, tx: &Tx<'_>) -> Outcome<(EntryId, bool)> {
        let reason = values::text(&self.reason, "--reason")?;
        let adjustment = Adjustment { reason: &reason, ..self.check()? };
        let Adjustment { points, expires, .. } = adjustment;
        let customer = who::write(tx, &self.customer)?;
        let content = |id| format!("adjust {id} {points} {reason:?} {expires:?}");
        let keyed = key::keyed_of(tx, self.key.as_deref(), customer.id, content)?;
        work::adjust(tx, &customer, &adjustment, keyed.as_ref())
    }
}
