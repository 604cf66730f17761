//! `import customers`: customers, and the balances they bring from an older system.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;

use crate::commands::desk::{Desk, Exit};
use crate::commands::values;
use crate::domain::Currency;
use crate::domain::person::Country;
use crate::domain::text::counted;
use crate::failure::{Failure, Outcome};
use crate::import::{CustomersRead, Field, Options, Profile, Source, read_customers};
use crate::ops::import::{self as work, CustomerTerms, CustomersTaken};
use crate::report::Status;
use crate::report::import::{ErrorFacts, ImportCustomers, ReadFacts, Rows, warning_sentence};
use crate::report::import_customers::{CustomersReport, OpenedCards, OpenedPoints};
use crate::store::Action;

use super::files::{self, Kept, RejectArgs};
use super::reading::{ReadingArgs, apply, refuse};

/// Take in customers and the points they bring from an older system
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty import customers customers.csv
  loyalty import customers klanten.csv --map points=Saldo --source papier -n
  loyalty import customers kaarten.csv --scheme Stempelkaart
  loyalty import customers list.csv --if-exists update")]
pub struct Customers {
    /// The file; `-` is stdin
    #[arg(value_name = "FILE")]
    file: PathBuf,
    #[command(flatten)]
    reading: ReadingArgs,
    /// Where the points come from: from each place a customer brings a balance once [default: opening]
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// The scheme of the cards that `collected` is about
    #[arg(long, value_name = "SCHEME")]
    scheme: Option<String>,
    /// What becomes of known customers: they stay as they are, or get the details of the file
    #[arg(long, value_name = "WHAT", value_parser = PossibleValuesParser::new(["skip", "update"]))]
    if_exists: Option<String>,
    /// The country whose way of writing phones counts [default: the shop's]
    #[arg(long, value_name = "CODE")]
    country: Option<String>,
    #[command(flatten)]
    rejects: RejectArgs,
}

pub(super) fn run(args: Customers, desk: &mut Desk) -> Outcome<Exit> {
    let profile = profile(&args)?;
    let name = values::text(profile.source.as_deref().unwrap_or("opening"), "--source")?;
    let country = profile.country.as_deref().map(country).transpose()?;
    let update = match profile.if_exists.as_deref() {
        None | Some("skip") => false,
        Some("update") => true,
        Some(other) => return Err(values::refused(other, "--if-exists", "is neither `skip` nor `update`")),
    };
    let files = std::slice::from_ref(&args.file);
    args.reading.check(files, desk)?;
    args.rejects.check(files, desk)?;
    // Before the database, which `--create` would make for nothing.
    let source = files::open(&args.file)?;
    let (made, mut store) = desk.open_to_import()?;
    let context = desk.context(store.shop())?;
    let currency = store.shop().currency;
    let terms = CustomerTerms {
        source: &name,
        scheme: profile.scheme.as_deref(),
        country: country.unwrap_or(store.shop().country),
        update,
    };
    let mut options = Options::new(context.today, currency, terms.country);
    options.max_errors = args.rejects.max_errors;
    apply(&profile, &mut options)?;
    let mut progress = desk.output.progress("reading", source.len().map(|bytes| bytes * 2));
    let read = read_customers(&source, &options, &mut |at| progress.at(at.bytes, at.rows))?;
    let brings_cards = read.customers.iter().any(|row| row.collected.is_some());
    let names_them = read.reading.columns.iter().any(|column| column.fields.contains(&Field::Collected));
    if profile.scheme.is_some() && !brings_cards && !names_them && !read.customers.is_empty() {
        return Err(Failure::usage("no column says what the cards have collected")
            .hint("name it with `--map collected=COLUMN`, or give all of them the same with `--set collected=0`"));
    }
    // The file was half of the work; its bytes count on, spread over the rows.
    progress.stage("importing");
    let (bytes, rows) = (source.len().unwrap_or(0), (read.customers.len() as u64).max(1));
    let mut told = |done: u64| progress.at(bytes + bytes.saturating_mul(done) / rows, done);
    let dry_run = desk.is_dry_run();
    let mut kept = Kept::default();
    let report = store.write(&context, Action("import customers"), |tx| {
        let taken = work::take_in_customers(tx, &read, &terms, source.name(), &mut told)?;
        let has_errors = read.errors.total + taken.problems.len() as u64 > 0;
        let taken = if args.rejects.refuses(has_errors) { taken.rolled_back() } else { taken };
        let mut report = tell(&read, &taken, &source, currency, dry_run, args.rejects.max_errors)?;
        if brings_cards && profile.scheme.is_none() {
            report.warnings.push("`collected` is left out; say with `--scheme NAME` what cards it is about".to_owned());
        }
        if args.rejects.keeps(&report, dry_run)? {
            let mut rows = Vec::new();
            let count = read.write_rejected(&source, &options, &taken.reasons(), &mut rows)?;
            kept.keep(&args.rejects.path(source.name(), None), &rows, count)?;
        }
        args.reading.save(&profile, dry_run, &mut kept)?;
        Ok::<_, Failure>(report)
    })?;
    drop(progress);
    desk.keep(made, store)?;
    let notes = kept.stay();
    files::tell(desk, &report, notes)
}

/// The flags of this command laid over the profile.
fn profile(args: &Customers) -> Outcome<Profile> {
    let profile = args.reading.profile(Profile {
        source: args.source.clone(),
        scheme: args.scheme.clone(),
        if_exists: args.if_exists.clone(),
        country: args.country.clone(),
        ..Profile::default()
    })?;
    refuse(profile.only_of_invoices(), "invoices")?;
    Ok(profile)
}

fn country(code: &str) -> Outcome<Country> {
    Country::from_code(code).ok_or_else(|| {
        let codes: Vec<&str> = Country::codes().collect();
        values::refused(code, "--country", "is no country that is known").hint(format!("one of {}", codes.join(", ")))
    })
}

fn tell(
    read: &CustomersRead,
    taken: &CustomersTaken,
    source: &Source,
    currency: Currency,
    dry_run: bool,
    max_errors: usize,
) -> Outcome<CustomersReport> {
    let files = [source.name().to_owned()];
    let first = &taken.problems[..taken.problems.len().min(max_errors)];
    let told = read.told(source, first)?;
    let mut errors: Vec<_> = read.errors.kept.iter().chain(&told).collect();
    errors.sort_by_key(|error| (error.line, error.column));
    errors.truncate(max_errors);
    let mut warnings: Vec<String> = read.warnings.iter().map(|warning| warning_sentence(warning, &files)).collect();
    if taken.odd_phones > 0 {
        let phones = counted(taken.odd_phones, "phone that cannot be read is", "phones that cannot be read are");
        warnings.push(format!("{phones} kept as typed"));
    }
    Ok(CustomersReport {
        dry_run,
        status: if taken.created + taken.updated > 0 { Status::Recorded } else { Status::Unchanged },
        currency: currency.code().to_owned(),
        import: taken.id.map(|id| id.0),
        errors: errors.into_iter().map(|error| ErrorFacts::new(error, &files)).collect(),
        files: files.into(),
        read: ReadFacts::new(&read.reading),
        rows: Rows {
            read: read.rows.read,
            new: taken.created,
            unchanged: taken.unchanged,
            updated: taken.updated,
            rejected: read.rows.rejected + taken.rejected,
            blank: read.rows.blank,
            skipped: read.rows.skipped,
        },
        customers: ImportCustomers { created: taken.created, matched: taken.matched },
        points: OpenedPoints { opened: taken.opened.get(), owed: taken.owed.get() },
        cards: OpenedCards { opened: taken.cards_opened, ready: taken.rewards_ready },
        error_count: read.errors.total + taken.problems.len() as u64,
        warnings,
    })
}
