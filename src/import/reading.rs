//! How a file was read, in values for the report.

use encoding_rs::Encoding;

use super::date::DateFormat;
use super::dialect::{Dialect, Found};
use super::number::Mark;
use super::options::{Field, Options};
use super::plan::Plan;

/// After how many bytes it is told how far the reading is.
pub(super) const TOLD_EVERY: u64 = 1 << 20;

/// How far the reading is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// Bytes read of all files in this reading.
    pub bytes: u64,
    /// Rows read.
    pub rows: u64,
}

/// How a file was read, for the report.
#[derive(Clone, Debug)]
pub struct Reading {
    /// `UTF-8`, `windows-1252`, …
    pub encoding: &'static str,
    /// A word that another encoding would show otherwise, and its line.
    pub encoding_word: Option<(u64, String)>,
    /// What parts the columns.
    pub delimiter: char,
    /// The decimal mark of the amount column; `None` when it needs none.
    pub decimal: Option<Mark>,
    /// In which order dates are written.
    pub date_format: Option<DateFormat>,
    /// The line of the header; `None` without one.
    pub header_line: Option<u64>,
    /// The columns, from left to right.
    pub columns: Vec<ColumnReading>,
    /// The first rows, as they stand in the file.
    pub sample: Vec<(u64, Vec<String>)>,
}

/// What a column was taken for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnReading {
    /// Its name, or its number.
    pub name: String,
    /// What it means; none when it is left out.
    pub fields: Vec<Field>,
    /// Whether a flag says so or its name.
    pub found: Found,
    /// Its decimal mark, if its cells need one.
    pub decimal: Option<Mark>,
    /// The order of its dates.
    pub date_format: Option<DateFormat>,
}

/// How many rows there were, and what became of them.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct RowCounts {
    /// All rows behind the header.
    pub read: u64,
    /// Rows of separators only.
    pub blank: u64,
    /// Rows that flags left out, and headers that stand in the file once more.
    pub skipped: u64,
    /// Rows that have an error, or whose invoice has one.
    pub rejected: u64,
}

/// Something that is no error but that the user should see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Warning {
    /// Lines in front of the header were left out.
    Preamble {
        /// Which file.
        file: usize,
        /// How many.
        lines: u64,
    },
    /// Columns that nothing is read from.
    UnusedColumns {
        /// Which file.
        file: usize,
        /// Their names.
        columns: Vec<String>,
    },
    /// Letters look misread.
    Misread {
        /// Which file.
        file: usize,
        /// The line of the first word that does.
        line: u64,
        /// That word.
        word: String,
    },
    /// The header stands in the file once more.
    RepeatedHeader {
        /// Which file.
        file: usize,
        /// The first line of it.
        line: u64,
        /// How often.
        times: u64,
    },
}

/// Headers that stand in a file once more, as in two exports put behind each other.
#[derive(Default)]
pub(super) struct Repeated {
    first: u64,
    times: u64,
}

impl Repeated {
    pub(super) fn add(&mut self, line: u64) {
        if self.times == 0 {
            self.first = line;
        }
        self.times += 1;
    }

    pub(super) fn warning(&self, file: usize) -> Option<Warning> {
        (self.times > 0).then_some(Warning::RepeatedHeader { file, line: self.first, times: self.times })
    }
}

/// What there is to say of a file once it is opened: letters that look misread, lines and columns that are left out.
pub(super) fn warnings(file: usize, dialect: &Dialect, plan: &Plan, misread: Option<(u64, String)>) -> Vec<Warning> {
    let misread = misread.map(|(line, word)| Warning::Misread { file, line, word });
    let preamble = (dialect.preamble > 0).then_some(Warning::Preamble { file, lines: dialect.preamble });
    let columns = plan.unused();
    let unused = (!columns.is_empty()).then_some(Warning::UnusedColumns { file, columns });
    [misread, preamble, unused].into_iter().flatten().collect()
}

pub(super) fn reading(
    dialect: &Dialect,
    plan: &Plan,
    options: &Options,
    encoding: &'static Encoding,
    sample: Vec<(u64, Vec<String>)>,
) -> Reading {
    let fields_of = |column: usize| -> Vec<Field> {
        Field::ALL.iter().copied().filter(|field| plan.columns_of(*field).contains(&column)).collect()
    };
    let columns: Vec<ColumnReading> = plan
        .columns
        .iter()
        .enumerate()
        .map(|(column, name)| {
            let fields = fields_of(column);
            let by_flag = options.map.iter().chain(&options.map_if_there).any(|(field, _)| fields.contains(field));
            let form = plan.forms[column].clone();
            ColumnReading {
                name: name.clone(),
                fields,
                found: if by_flag { Found::ByFlag } else { Found::InFile },
                decimal: form.mark,
                date_format: form.date,
            }
        })
        .collect();
    let money = [Field::Amount, Field::Total, Field::UnitPrice].into_iter().find(|field| plan.is_bound(*field));
    let decimal = money.and_then(|field| plan.columns_of(field).iter().find_map(|column| plan.forms[*column].mark));
    let word = sample.iter().find_map(|(line, cells)| {
        let word = cells.iter().find(|cell| !cell.is_ascii())?;
        Some((*line, word.clone()))
    });
    Reading {
        encoding: encoding.name(),
        encoding_word: word,
        delimiter: char::from(dialect.delimiter),
        decimal,
        date_format: plan.columns_of(Field::Date).first().and_then(|column| plan.forms[*column].date.clone()),
        header_line: (dialect.header_line > 0).then_some(dialect.header_line),
        columns,
        sample,
    }
}
