//! `import check`: what files would be read as, before anything is taken in.

use std::collections::HashSet;
use std::path::{Path, PathBuf};

use crate::commands::desk::{Desk, Exit, default_shop};
use crate::domain::selector::SelectorField;
use crate::domain::{Currency, Day, Settings};
use crate::failure::{Outcome, shell_word};
use crate::import::{
    CustomerKey, CustomersRead, Field, Options, Profile, Source, Survey, is_kind, read_customers, survey,
};
use crate::report::import::{ErrorFacts, hints, warning_sentence};
use crate::report::import_check::{CheckReport, CheckedFile, CheckedInvoices, CheckedRows, Missing};
use crate::report::invoice::money;
use crate::store::{Shop, Store, StoreError};

use super::files::{self, Kept};
use super::reading::{ReadingArgs, apply};

/// Look at files and say what they would be read as; no database is needed
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty import check till-2025.csv
  loyalty import check kassa.csv --date-format dmy --set kind=service")]
pub struct Check {
    /// The files; `-` is stdin
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    #[command(flatten)]
    reading: ReadingArgs,
    /// How many errors are told
    #[arg(long, value_name = "N", default_value_t = 1000)]
    max_errors: usize,
}

pub(super) fn run(args: Check, desk: &mut Desk) -> Outcome<Exit> {
    args.reading.check(&args.files, desk)?;
    let (shop, rule) = surroundings(desk)?;
    let profile = args.reading.profile(Profile::default())?;
    let mut options = Options::new(desk.today(&shop)?, shop.currency, shop.country);
    options.max_errors = args.max_errors;
    apply(&profile, &mut options)?;
    let sources = args.files.iter().map(|file| files::open(file)).collect::<Outcome<Vec<_>>>()?;
    let bytes: Option<u64> = sources.iter().map(Source::len).sum();
    let mut progress = desk.output.progress("reading", bytes);
    let surveyed = survey(&sources, &options, &mut |at| progress.at(at.bytes, at.rows));
    let report = match (surveyed, sources.as_slice()) {
        (Ok(survey), _) => of_invoices(&survey, &args, rule.as_ref(), shop.currency, desk.told_database()),
        (Err(error), [source]) if error.may_be_customers() => {
            match read_customers(source, &options, &mut |at| progress.at(at.bytes, at.rows)) {
                Ok(read) => of_customers(&read, source.name(), &args, &options, desk.told_database()),
                Err(_) => return Err(error.into()),
            }
        }
        (Err(error), _) => return Err(error.into()),
    };
    drop(progress);
    let mut kept = Kept::default();
    args.reading.save(&profile, desk.is_dry_run(), &mut kept)?;
    kept.stay();
    desk.report(&report)
}

/// The shop and the rule in force; what `init` makes, and no rule, without a database.
fn surroundings(desk: &mut Desk) -> Outcome<(Shop, Option<Settings>)> {
    let Ok(path) = desk.database() else { return Ok((default_shop(), None)) };
    let mut store = match Store::open_to_read(path) {
        Err(StoreError::NoDatabase(_)) => return Ok((default_shop(), None)),
        other => other?,
    };
    let shop = store.shop().clone();
    let today = desk.today(&shop)?;
    let revisions = store.read(|reader| reader.revisions())?;
    let rule = revisions.in_force(today.max(Day::MIN)).settings.clone();
    Ok((shop, Some(rule)))
}

fn of_invoices(
    survey: &Survey<'_>,
    args: &Check,
    rule: Option<&Settings>,
    currency: Currency,
    database: Option<&Path>,
) -> CheckReport {
    let names = survey.file_names();
    let order = survey.award_order();
    let day = |place: Option<&(usize, u32)>| {
        place.and_then(|(file, place)| survey.outline(*file, *place).day).map(|day| day.to_string())
    };
    let anonymous = order.iter().filter(|(file, place)| survey.outline(*file, *place).customer.is_none()).count();
    let rows = survey.rows;
    let errors = &survey.errors;
    let told: Vec<_> = errors.kept.iter().map(|error| ErrorFacts::new(error, &names)).collect();
    CheckReport {
        kind: "invoices",
        currency: currency.code().to_owned(),
        files: survey.files.iter().zip(&names).map(|(file, name)| CheckedFile::new(name, &file.reading)).collect(),
        rows: CheckedRows {
            read: rows.read,
            good: rows.read - rows.rejected - rows.blank - rows.skipped,
            rejected: rows.rejected,
            blank: rows.blank,
            skipped: rows.skipped,
        },
        invoices: Some(CheckedInvoices {
            good: survey.good_invoices,
            rejected: survey.rejected_invoices,
            amount: money(survey.good_amount, currency),
            from: day(order.first()),
            to: day(order.last()),
            anonymous: anonymous as u64,
        }),
        customers: survey.customers.len() as u64,
        missing: missing(survey, rule),
        hints: hints(&told),
        errors: told,
        error_count: errors.total,
        warnings: survey.warnings.iter().map(|warning| warning_sentence(warning, &names)).collect(),
        command: command("csv", args, database, errors.total > 0),
    }
}

fn of_customers(
    read: &CustomersRead,
    name: &str,
    args: &Check,
    options: &Options,
    database: Option<&Path>,
) -> CheckReport {
    let names = [name.to_owned()];
    let told: Vec<_> = read.errors.kept.iter().map(|error| ErrorFacts::new(error, &names)).collect();
    let keys: HashSet<CustomerKey> = read.customers.iter().filter_map(|row| row.key(options.country)).collect();
    CheckReport {
        kind: "customers",
        currency: options.currency.code().to_owned(),
        files: vec![CheckedFile::new(name, &read.reading)],
        rows: CheckedRows {
            read: read.rows.read,
            good: read.customers.len() as u64,
            rejected: read.rows.rejected,
            blank: read.rows.blank,
            skipped: read.rows.skipped,
        },
        invoices: None,
        customers: keys.len() as u64,
        missing: Vec::new(),
        hints: hints(&told),
        errors: told,
        error_count: read.errors.total,
        warnings: read.warnings.iter().map(|warning| warning_sentence(warning, &names)).collect(),
        command: command("customers", args, database, read.errors.total > 0),
    }
}

/// What the files do not say, and what the rule in force would miss by that.
fn missing(survey: &Survey<'_>, rule: Option<&Settings>) -> Vec<Missing> {
    let mut missing = Vec::new();
    let mut miss = |field: Field, message: String, hint: &str| {
        missing.push(Missing { field: field.as_str(), message, hint: hint.to_owned() });
    };
    if !survey.has_customers() {
        let message = "no column says whose the invoices are, so they earn nothing".to_owned();
        miss(Field::Customer, message, "--map customer=COLUMN");
    }
    let excludes = |field| rule.is_some_and(|rule| rule.exclude.iter().any(|selector| selector.field() == field));
    if !survey.kind_is_known {
        let told = kind_column(survey).map(|column| format!("--map {}", shell_word(&format!("kind={column}"))));
        let hint = told.unwrap_or_else(|| "--set kind=service, or --value 'kind:item:TEXT*=service'".to_owned());
        let hint = hint.as_str();
        match rule {
            Some(rule) if rule.earn.needs_kinds() => {
                let message = format!(
                    "no column says what kind the lines are, so all are `other`, and the rule `{}` earns nothing",
                    rule.earn.as_str()
                );
                miss(Field::Kind, message, hint);
            }
            Some(_) if !excludes(SelectorField::Kind) => {}
            _ => {
                let message = "no column says what kind the lines are, so all are `other`".to_owned();
                miss(Field::Kind, message, hint);
            }
        }
    }
    for (selector, field) in [
        (SelectorField::Sku, Field::Sku),
        (SelectorField::Category, Field::Category),
        (SelectorField::Name, Field::Item),
    ] {
        if excludes(selector) && !survey.has(field) {
            let name = field.as_str();
            let message = format!("the rule leaves out lines by `{name}`, and no column gives it");
            miss(field, message, &format!("--map {name}=COLUMN"));
        }
    }
    missing
}

/// A column that means nothing yet and whose first cells are kinds.
fn kind_column<'s>(survey: &'s Survey<'_>) -> Option<&'s str> {
    let reading = &survey.files.first()?.reading;
    let holds_kinds = |place: usize| {
        let mut cells = reading.sample.iter().filter_map(|(_, cells)| cells.get(place)).filter(|cell| !cell.is_empty());
        cells.clone().next().is_some() && cells.all(|cell| is_kind(cell))
    };
    let mut columns = reading.columns.iter().enumerate();
    columns
        .find(|(place, column)| column.fields.is_empty() && holds_kinds(*place))
        .map(|(_, column)| column.name.as_str())
}

/// The command that takes the files in, read the same way.
fn command(verb: &str, args: &Check, database: Option<&Path>, has_errors: bool) -> String {
    let mut words = vec!["loyalty".to_owned()];
    words.extend(database.iter().flat_map(|path| ["--db".to_owned(), path.display().to_string()]));
    words.extend(["import".to_owned(), verb.to_owned()]);
    words.extend(args.files.iter().map(|file| {
        let file = file.display().to_string();
        // What begins so would be taken for a flag.
        if file.len() > 1 && file.starts_with('-') { format!("./{file}") } else { file }
    }));
    words.extend(args.reading.typed());
    words.extend(has_errors.then(|| "--partial".to_owned()));
    words.iter().map(|word| shell_word(word)).collect::<Vec<_>>().join(" ")
}
