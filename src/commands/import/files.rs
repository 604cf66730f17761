//! Files that are taken in: opened, refused with every error, and their rejected rows kept beside them.

use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::path::{Path, PathBuf};

use crate::commands::desk::{Desk, Exit};
use crate::domain::text::counted;
use crate::failure::{Failure, Kind, Outcome};
use crate::import::{NotKept, Source};
use crate::ops::import::not_kept;
use crate::output::{Cell, Column, Report, Table};
use crate::report::import::{ErrorFacts, ImportReport, hints};
use crate::report::import_customers::CustomersReport;
use crate::store::{is_of_database, is_same_file};

/// What becomes of rows that are rejected.
#[derive(Debug, clap::Args)]
pub struct RejectArgs {
    /// Take in what is good although other rows are rejected
    #[arg(long)]
    partial: bool,
    /// Where the rejected rows are written with `--partial` [default: FILE.errors.csv]
    #[arg(long, value_name = "PATH", requires = "partial")]
    errors: Option<PathBuf>,
    /// How many errors are told
    #[arg(long, value_name = "N", default_value_t = 1000)]
    pub max_errors: usize,
}

/// What is told of an import, its errors among it.
pub trait Told: Report {
    /// The first errors, and how many there are in all.
    fn errors(&self) -> (&[ErrorFacts], u64);
}

impl RejectArgs {
    /// Refuses stdin where nothing says to which file its rejected rows go, and a file that is none for them.
    pub fn check(&self, files: &[PathBuf], desk: &Desk) -> Outcome<()> {
        if self.partial && self.errors.is_none() && files.iter().any(|file| file.as_os_str() == "-") {
            return Err(Failure::usage("with `--partial` it must be known where the rejected rows of stdin go")
                .hint("give `--errors PATH`"));
        }
        let numbers = (1..=files.len()).map(|number| (files.len() > 1).then_some(number));
        let paths = numbers.filter(|_| self.errors.is_some()).map(|number| self.path("", number));
        paths.into_iter().try_for_each(|path| judge_target("--errors", &path, files, desk))
    }

    /// Whether nothing is to be taken in for the errors that there are.
    pub fn refuses(&self, has_errors: bool) -> bool {
        has_errors && !self.partial
    }

    /// Whether rejected rows are to be kept; a failure where there are some and nothing is to be taken in for them.
    pub fn keeps(&self, report: &impl Told, dry_run: bool) -> Outcome<bool> {
        let (errors, count) = report.errors();
        if self.refuses(count > 0) {
            let details = serde_json::to_value(report).unwrap_or_default();
            return Err(rejected(count, errors).details(details));
        }
        Ok(count > 0 && !dry_run)
    }

    /// The file for the rejected rows of a file; `number` where several have a path in common.
    pub fn path(&self, name: &str, number: Option<usize>) -> PathBuf {
        match (&self.errors, number) {
            (Some(path), None) => path.clone(),
            (Some(path), Some(number)) => PathBuf::from(format!("{}.{number}", path.display())),
            (None, _) => PathBuf::from(format!("{name}.errors.csv")),
        }
    }
}

/// Refuses a file to be written that is read, or that is the database: before anything is opened, and also where there
/// is no database yet.
pub fn judge_target(flag: &str, path: &Path, files: &[PathBuf], desk: &Desk) -> Outcome<()> {
    let what = if path.as_os_str() == "-" {
        "no file: the answer goes to stdout"
    } else if desk.database().is_ok_and(|database| is_of_database(database, path)) {
        "the database"
    } else if files.iter().any(|file| is_same_file(file, path)) {
        "taken in itself"
    } else {
        return Ok(());
    };
    let failure = Failure::usage(format!("`{flag}` names `{}`, which is {what}", path.display()));
    Err(failure.hint("name a file that is not there yet"))
}

impl Told for ImportReport {
    fn errors(&self) -> (&[ErrorFacts], u64) {
        (&self.errors, self.error_count)
    }
}

impl Told for CustomersReport {
    fn errors(&self) -> (&[ErrorFacts], u64) {
        (&self.errors, self.error_count)
    }
}

/// Ends an import: tells what there is to say beside the answer, and the answer.
pub fn tell(desk: &mut Desk, report: &impl Told, notes: Vec<String>) -> Outcome<Exit> {
    let (errors, count) = report.errors();
    for note in notes {
        desk.output.note(note);
    }
    for hint in hints(errors) {
        desk.output.hint(hint);
    }
    let exit = desk.report(report)?;
    Ok(if count > 0 && exit == Exit::DONE { Exit::PARTIAL } else { exit })
}

/// How many errors people see.
const SHOWN: usize = 20;

/// Opens a file; `-` is stdin.
pub fn open(path: &Path) -> Outcome<Source> {
    let opened = if path.as_os_str() == "-" { Source::stdin() } else { Source::open(path) };
    opened.map_err(|error| match error.kind() {
        _ if NotKept::is_cause_of(&error) => not_kept(error),
        std::io::ErrorKind::NotFound => {
            Failure::new(Kind::FileNotFound, format!("there is no file `{}`", path.display()))
        }
        _ => Failure::new(Kind::Io, format!("`{}` cannot be read: {error}", path.display())),
    })
}

/// Every error, as one failure.
fn rejected(count: u64, errors: &[ErrorFacts]) -> Failure {
    let message = format!("{}, and nothing was written", counted(count, "error", "errors"));
    hints(errors)
        .into_iter()
        .fold(Failure::new(Kind::InputRejected, message), Failure::hint)
        .hint("mend the file and repeat the command, or take in what is good with `--partial`")
        .table(first_errors(count, errors))
}

/// What people see of the errors; the details have all.
fn first_errors(count: u64, errors: &[ErrorFacts]) -> Table {
    let mut table = Table::new([
        Column::text("where"),
        Column::text("column"),
        Column::text("what is wrong"),
        Column::text("invoice"),
    ]);
    for error in errors.iter().take(SHOWN) {
        let place = format!("{}:{}:{}", error.file, error.line, error.column);
        table.row([place.into(), (&error.header).into(), (&error.message).into(), (&error.invoice).into()]);
    }
    if count > SHOWN as u64 {
        let more = format!("and {} more", count - SHOWN as u64);
        table.row([Cell::empty(), Cell::empty(), more.into(), Cell::empty()]);
    }
    table
}

/// Files of rejected rows, and a profile. They are taken away again when the import that they belong to is not kept: the
/// same command makes them anew.
#[derive(Default)]
pub struct Kept {
    paths: Vec<PathBuf>,
    notes: Vec<String>,
}

impl Kept {
    /// Keeps rejected rows in a new file, for its owner alone: they tell of people.
    pub fn keep(&mut self, path: &Path, rows: &[u8], count: u64) -> Outcome<()> {
        let failed = |error: std::io::Error| {
            let message = format!("the rejected rows cannot be written to `{}`: {error}", path.display());
            match error.kind() {
                std::io::ErrorKind::AlreadyExists => Failure::new(Kind::Io, message)
                    .hint("name another file with `--errors PATH`, or move that one away"),
                _ => Failure::new(Failure::from(error).kind(), message),
            }
        };
        let mut file = OpenOptions::new().write(true).create_new(true).mode(0o600).open(path).map_err(failed)?;
        self.made(path);
        file.write_all(rows).map_err(failed)?;
        let rows = counted(count, "rejected row", "rejected rows");
        self.notes.push(format!("`{}` holds {rows}; mended, it completes the import", path.display()));
        Ok(())
    }

    /// Takes over a file that was made.
    pub fn made(&mut self, path: &Path) {
        self.paths.push(path.to_owned());
    }

    /// Leaves the files where they are; what the user is told of them.
    pub fn stay(mut self) -> Vec<String> {
        self.paths.clear();
        std::mem::take(&mut self.notes)
    }
}

impl Drop for Kept {
    fn drop(&mut self) {
        for path in &self.paths {
            let _ = std::fs::remove_file(path);
        }
    }
}
