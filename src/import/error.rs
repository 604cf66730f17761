//! Why files are not read at all; what is wrong with their rows is in `rows`.

mod rows;

use std::fmt;

use super::headers::{Shape, field_of};
use super::options::{Field, typed};
use crate::domain::Currency;

pub use rows::{Errors, RowError, RowErrorCode};

/// Why files are not read at all; [`ImportError::code`] names the variant to scripts.
#[derive(Debug)]
pub enum ImportError {
    /// The file cannot be opened or read.
    Io {
        /// Its name.
        file: String,
        /// What the system says.
        error: std::io::Error,
    },
    /// The file is something else than CSV.
    NotCsv {
        /// Its name.
        file: String,
        /// What it is.
        what: &'static str,
        /// How to get CSV instead.
        advice: &'static str,
    },
    /// The file has no row at all.
    Empty {
        /// Its name.
        file: String,
    },
    /// A place of the file cannot be read, and nothing behind it can be trusted.
    Broken {
        /// Its name.
        file: String,
        /// The line, counted from 1.
        line: u64,
        /// The character of the line, counted from 1.
        column: u64,
        /// What is wrong there.
        fault: Fault,
    },
    /// No line names columns that are known.
    NoHeader {
        /// Its name.
        file: String,
        /// What the first line holds.
        found: Vec<String>,
        /// What it looks like.
        hint: Option<String>,
    },
    /// A field that is needed has no column.
    NoColumn {
        /// Its name.
        file: String,
        /// The fields, one of which is enough.
        fields: Vec<&'static str>,
        /// The columns there are.
        columns: Vec<String>,
        /// Those of them that mean nothing yet.
        free: Vec<String>,
    },
    /// Two columns could be the same field.
    TwoColumns {
        /// Its name.
        file: String,
        /// The field.
        field: &'static str,
        /// The columns, each with its number, counted from 1, where its name does not tell it apart.
        columns: Vec<(String, Option<usize>)>,
    },
    /// A column of money is headed by another currency than the shop's.
    OtherCurrency {
        /// Its name.
        file: String,
        /// The field it would be.
        field: &'static str,
        /// The column.
        column: String,
        /// The shop's currency.
        currency: Currency,
    },
    /// A flag names a column that is not there, or not once.
    UnknownColumn {
        /// Its name.
        file: String,
        /// The column as the flag has it.
        column: String,
        /// The numbers of all that are called so, counted from 1.
        places: Vec<usize>,
        /// The columns there are.
        columns: Vec<String>,
    },
    /// A column of dates reads day first as well as month first.
    AmbiguousDates {
        /// Its name.
        file: String,
        /// The column.
        column: String,
        /// The line of a cell that shows it.
        line: u64,
        /// That cell.
        value: String,
        /// The formats that would settle it.
        formats: Vec<&'static str>,
        /// The line of a cell that only reads in another format, and that cell; `value` only reads in the first.
        other: Option<Box<(u64, String)>>,
    },
    /// A column of numbers reads with a decimal point as well as with a decimal comma.
    AmbiguousDecimal {
        /// Its name.
        file: String,
        /// The column.
        column: String,
        /// The line of a cell that shows it.
        line: u64,
        /// That cell.
        value: String,
        /// Whether some cells read only one way and some only the other.
        mixed: bool,
    },
    /// A flag does not fit the file or another flag.
    Options(String),
    /// The file changed between two passes.
    Changed {
        /// Its name.
        file: String,
    },
}

/// What is wrong with a place of a file as such.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fault {
    /// A quote is opened and never closed.
    UnclosedQuote,
    /// A record is longer than [`super::MAX_RECORD`].
    TooLong,
    /// A byte is zero.
    Nul,
    /// A byte does not belong to the encoding.
    Encoding(&'static str),
}

impl Fault {
    /// The word of the report.
    pub const fn as_str(self) -> &'static str {
        match self {
            Fault::UnclosedQuote => "unclosed_quote",
            Fault::TooLong => "record_too_long",
            Fault::Nul => "nul_byte",
            Fault::Encoding(_) => "encoding",
        }
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Fault::UnclosedQuote => write!(out, "the quote that opens here is never closed"),
            Fault::TooLong => write!(out, "the row that begins here is longer than 64 KiB"),
            Fault::Nul => write!(out, "there is a zero byte here, so this is no text"),
            Fault::Encoding(name) => write!(out, "there are bytes here that are not {name}"),
        }
    }
}

impl ImportError {
    /// The word of the report.
    pub const fn code(&self) -> &'static str {
        match self {
            ImportError::Io { .. } => "io",
            ImportError::NotCsv { .. } => "not_csv",
            ImportError::Empty { .. } => "empty_file",
            ImportError::Broken { fault, .. } => fault.as_str(),
            ImportError::NoHeader { .. } => "no_header",
            ImportError::NoColumn { .. } => "no_column",
            ImportError::TwoColumns { .. } => "two_columns",
            ImportError::OtherCurrency { .. } => "other_currency",
            ImportError::UnknownColumn { .. } => "unknown_column",
            ImportError::AmbiguousDates { .. } => "ambiguous_dates",
            ImportError::AmbiguousDecimal { .. } => "ambiguous_decimal",
            ImportError::Options(_) => "import_options",
            ImportError::Changed { .. } => "file_changed",
        }
    }

    /// Whether the columns that are there rather make a file of customers than one of invoices.
    pub fn may_be_customers(&self) -> bool {
        let columns = match self {
            ImportError::NoColumn { columns, .. } => columns,
            ImportError::NoHeader { found, .. } => found,
            _ => return false,
        };
        let is_of_invoices = |column: &String| {
            let field = field_of(column, Shape::Invoices).map(|(field, _)| field);
            matches!(field, Some(Field::Invoice | Field::Date | Field::Amount | Field::Total | Field::UnitPrice))
        };
        !columns.iter().any(is_of_invoices)
    }

    /// Flags that would settle it, ready to be typed.
    pub fn hints(&self) -> Vec<String> {
        match self {
            ImportError::NotCsv { advice, .. } => vec![(*advice).to_owned()],
            ImportError::NoHeader { hint: Some(hint), .. } => vec![hint.clone()],
            ImportError::NoHeader { .. } => vec![
                "--map invoice=NAME --map date=NAME --map amount=NAME says what the file calls its columns".to_owned(),
                "--no-header --map invoice=1 --map date=2 --map amount=3 reads a file without names".to_owned(),
            ],
            ImportError::NoColumn { fields, free, .. } => {
                let column = free.first().map_or("COLUMN", String::as_str);
                fields.iter().take(1).map(|field| typed("--map", &format!("{field}={column}"))).collect()
            }
            ImportError::TwoColumns { field, columns, .. } => columns
                .iter()
                .map(|(name, number)| number.map_or_else(|| name.clone(), |number| number.to_string()))
                .map(|column| typed("--map", &format!("{field}={column}")))
                .collect(),
            ImportError::OtherCurrency { field, column, currency, .. } => {
                let flag = typed("--map", &format!("{field}={column}"));
                vec![format!("{flag} takes its numbers for {}", currency.code())]
            }
            ImportError::AmbiguousDates { formats, .. } => vec![format!("--date-format {}", formats.join("|"))],
            ImportError::AmbiguousDecimal { .. } => vec!["--decimal , or --decimal .".to_owned()],
            ImportError::Broken { fault: Fault::Encoding(_), .. } => {
                vec!["--encoding windows-1252|utf-8|utf-16le|…".to_owned()]
            }
            _ => Vec::new(),
        }
    }
}

impl fmt::Display for ImportError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |names: &[String]| names.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        match self {
            ImportError::Io { file, error } => write!(out, "`{file}` cannot be read: {error}"),
            ImportError::NotCsv { file, what, .. } => write!(out, "`{file}` is {what}, not CSV"),
            ImportError::Empty { file } => write!(out, "`{file}` has no rows"),
            ImportError::Broken { file, line, column, fault } => write!(out, "{file}:{line}:{column}: {fault}"),
            ImportError::NoHeader { file, found, .. } => {
                write!(out, "no line of `{file}` names columns that are known; the first has {}", list(found))
            }
            ImportError::NoColumn { file, fields, columns, .. } => {
                write!(out, "`{file}` has no column for `{}` among {}", fields.join("` or `"), list(columns))
            }
            ImportError::TwoColumns { file, field, columns } => {
                let column = |(name, number): &(String, Option<usize>)| match number {
                    None => format!("`{name}`"),
                    Some(number) => format!("`{name}` in column {number}"),
                };
                let columns = columns.iter().map(column).collect::<Vec<_>>().join(", ");
                write!(out, "`{file}` has more than one column that could be `{field}`: {columns}")
            }
            ImportError::OtherCurrency { file, column, currency, .. } => {
                write!(
                    out,
                    "column `{column}` of `{file}` is in another currency than the shop's, `{}`",
                    currency.code()
                )
            }
            ImportError::UnknownColumn { file, column, places, columns } if places.is_empty() => {
                write!(out, "`{file}` has no column `{column}` among {}", list(columns))
            }
            ImportError::UnknownColumn { file, column, places, .. } => {
                let places = places.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ");
                write!(out, "`{file}` has more than one column `{column}`; say by its number which is meant: {places}")
            }
            ImportError::AmbiguousDates { file, column, line, value, formats, other: None } => {
                write!(out, "{file}:{line}: column `{column}` reads as `{}` (`{value}`)", formats.join("` and `"))
            }
            ImportError::AmbiguousDates { file, column, line, value, formats, other: Some(other) } => {
                let (there, other) = &**other;
                let (one, two) = (formats.first().unwrap_or(&""), formats.last().unwrap_or(&""));
                write!(
                    out,
                    "{file}:{line}: column `{column}` only reads as `{one}` here (`{value}`) and only as `{two}` on line {there} (`{other}`)"
                )
            }
            ImportError::AmbiguousDecimal { file, column, line, value, mixed: false } => {
                write!(
                    out,
                    "{file}:{line}: column `{column}` reads with a decimal point and with a decimal comma (`{value}`)"
                )
            }
            ImportError::AmbiguousDecimal { file, column, line, value, mixed: true } => {
                write!(out, "{file}:{line}: column `{column}` mixes decimal points and decimal commas (`{value}`)")
            }
            ImportError::Options(message) => write!(out, "{message}"),
            ImportError::Changed { file } => write!(out, "`{file}` changed while it was read"),
        }
    }
}

impl std::error::Error for ImportError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            ImportError::Io { error, .. } => Some(error),
            _ => None,
        }
    }
}
