//! Files that are taken in: opened, refused with every error, and their rejected rows kept beside them.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use serde_json::Value;

use crate::domain::text::counted;
use crate::failure::{Failure, Kind, Outcome};
use crate::import::Source;
use crate::output::{Cell, Column, Table};
use crate::report::import::{ErrorFacts, hints_of};

/// How many errors people see.
const SHOWN: usize = 20;

/// Opens a file; `-` is stdin.
pub fn open(path: &Path) -> Outcome<Source> {
    let opened = if path.as_os_str() == "-" { Source::stdin() } else { Source::open(path) };
    opened.map_err(|error| match error.kind() {
        std::io::ErrorKind::NotFound => {
            Failure::new(Kind::FileNotFound, format!("there is no file `{}`", path.display()))
        }
        _ => Failure::new(Kind::Io, format!("`{}` cannot be read: {error}", path.display())),
    })
}

/// Every error, as one failure that holds the whole report.
pub fn rejected(count: u64, errors: &[ErrorFacts], details: Value) -> Failure {
    let message = format!("{}, and nothing was written", counted(count, "error", "errors"));
    let failure = hints_of(errors).into_iter().fold(Failure::new(Kind::InputRejected, message), Failure::hint);
    failure
        .hint("mend the file and repeat the command, or take in what is good with `--partial`")
        .details(details)
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

/// Keeps rejected rows in a new file; returns what the user is told.
pub fn keep_rejected(path: &Path, rows: &[u8], count: u64) -> Outcome<String> {
    let failed = |error: std::io::Error| {
        let failure =
            Failure::new(Kind::Io, format!("the rejected rows cannot be written to `{}`: {error}", path.display()));
        match error.kind() {
            std::io::ErrorKind::AlreadyExists => {
                failure.hint("name another file with `--errors PATH`, or move that one away")
            }
            _ => failure,
        }
    };
    let mut file = BufWriter::new(File::create_new(path).map_err(failed)?);
    file.write_all(rows).and_then(|()| file.flush()).map_err(failed)?;
    let rows = counted(count, "rejected row", "rejected rows");
    Ok(format!("`{}` holds {rows}; mended, it completes the import", path.display()))
}
