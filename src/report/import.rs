//! What is told of an import: how its files were read, what came of them, and what is wrong with them.

use schemars::JsonSchema;
use serde::Serialize;

use super::Status;
use crate::domain::text::counted;
use crate::import::{Reading, RowError, Warning};
use crate::output::{Cell, Column, Number, Page, Report, Table};

/// `loyalty.import/1`.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ImportReport {
    /// Nothing was written.
    pub dry_run: bool,
    /// `recorded`, or `unchanged` when nothing was new or everything is rejected.
    pub status: Status,
    /// ISO 4217.
    pub currency: String,
    /// The number of the import; `null` when nothing was new.
    pub import: Option<i64>,
    /// The names of the files.
    pub files: Vec<String>,
    /// How the first file was read.
    pub read: ReadFacts,
    /// Rows.
    pub rows: Rows<u64>,
    /// Invoices.
    pub invoices: Counts<u64>,
    /// What they come to.
    pub amount: Counts<Number>,
    /// What they did to the points.
    pub points: ImportPoints,
    /// Whose they are.
    pub customers: ImportCustomers,
    /// What they did to cards.
    pub cards: ImportCards,
    /// Invoices that an opening balance covers, which earn and collect nothing.
    pub covered: u64,
    /// Which rule each period used.
    pub rules: Vec<RuleUse>,
    /// The first errors.
    pub errors: Vec<ErrorFacts>,
    /// How many errors there are in all.
    pub error_count: u64,
    /// What else there is to say.
    pub warnings: Vec<String>,
}

/// How a file was read.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ReadFacts {
    /// `UTF-8`, `windows-1252`, …
    pub encoding: &'static str,
    /// What parts the columns.
    pub delimiter: String,
    /// The decimal mark of the amount column.
    pub decimal: Option<String>,
    /// `dmy`, `mdy`, `ymd` or a pattern.
    pub date_format: Option<String>,
    /// The line of the header, from 1.
    pub header_line: Option<u64>,
    /// What each column was taken for.
    pub columns: Vec<ColumnFacts>,
}

/// What a column was taken for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ColumnFacts {
    /// What the header calls it.
    pub name: String,
    /// The fields it gives; none when it is left out.
    pub fields: Vec<&'static str>,
}

impl ReadFacts {
    /// How a file was read.
    pub fn new(reading: &Reading) -> ReadFacts {
        ReadFacts {
            encoding: reading.encoding,
            delimiter: reading.delimiter.to_string(),
            decimal: reading.decimal.map(|mark| mark.as_char().to_string()),
            date_format: reading.date_format.as_ref().map(ToString::to_string),
            header_line: reading.header_line,
            columns: reading
                .columns
                .iter()
                .map(|column| ColumnFacts {
                    name: column.name.clone(),
                    fields: column.fields.iter().map(|field| field.as_str()).collect(),
                })
                .collect(),
        }
    }

    /// Whether a file was read otherwise. What its cells have no need of makes no difference.
    pub fn is_unlike(&self, other: &ReadFacts) -> bool {
        let differ = |one: &Option<String>, other: &Option<String>| one.is_some() && other.is_some() && one != other;
        (self.encoding, &self.delimiter) != (other.encoding, &other.delimiter)
            || differ(&self.decimal, &other.decimal)
            || differ(&self.date_format, &other.date_format)
    }

    /// How it was read, in words.
    pub fn sentence(&self) -> String {
        let mut how =
            vec![self.encoding.to_owned(), format!("columns parted by `{}`", shown_delimiter(&self.delimiter))];
        how.extend(self.decimal.as_ref().map(|mark| format!("decimal mark `{mark}`")));
        how.extend(self.date_format.as_ref().map(|format| format!("dates {format}")));
        how.join(", ")
    }
}

/// What became of rows.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Rows<T> {
    /// All behind the headers.
    pub read: T,
    /// Of new invoices.
    pub new: T,
    /// Of invoices that were there.
    pub unchanged: T,
    /// Of invoices that were brought further.
    pub updated: T,
    /// With an error, or whose invoice has one; all that are not taken in for the errors of others.
    pub rejected: T,
    /// Of separators only.
    pub blank: T,
    /// Left out by flags, and repeated headers.
    pub skipped: T,
}

/// What became of invoices.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Counts<T> {
    /// All.
    pub read: T,
    /// New.
    pub new: T,
    /// There already.
    pub unchanged: T,
    /// Brought further.
    pub updated: T,
    /// With an error; all that are not taken in for the errors of others.
    pub rejected: T,
}

/// What an import did to the points.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct ImportPoints {
    /// Earned.
    pub earned: i64,
    /// Taken back by credit notes and refunds.
    pub reversed: i64,
    /// Run out by today.
    pub expired: i64,
}

/// Whom an import found, and whom it made.
#[derive(Clone, Copy, Debug, Serialize, JsonSchema)]
pub struct ImportCustomers {
    /// Made.
    pub created: u64,
    /// There already.
    pub matched: u64,
}

/// What an import did to cards.
#[derive(Clone, Copy, Debug, Default, Serialize, JsonSchema)]
pub struct ImportCards {
    /// Opened.
    pub opened: u64,
    /// Thresholds reached before the scheme's first day.
    pub waived: u64,
}

/// A rule and the period it was used for.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RuleUse {
    /// The first day of an invoice it was used for.
    pub from: String,
    /// The last one.
    pub to: String,
    /// How many invoices.
    pub invoices: u64,
    /// The rule as a sentence.
    pub rule: String,
}

/// Something wrong with a row.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ErrorFacts {
    /// The file.
    pub file: String,
    /// The line, from 1.
    pub line: u64,
    /// The character of the line, from 1.
    pub column: u64,
    /// What the header calls the column.
    pub header: Option<String>,
    /// The cell.
    pub value: String,
    /// The name programs know it by.
    pub code: &'static str,
    /// What is wrong.
    pub message: String,
    /// The invoice that is rejected for it.
    pub invoice: Option<String>,
    /// A flag that would settle it; [`hints`] tells each once.
    #[serde(skip)]
    pub hint: Option<String>,
}

/// The most hints that are told.
const MOST_HINTS: usize = 5;

/// What would settle errors, each once, as far as it helps to read more.
pub fn hints(errors: &[ErrorFacts]) -> Vec<String> {
    let mut hints: Vec<String> = Vec::new();
    for hint in errors.iter().filter_map(|error| error.hint.as_ref()) {
        if hints.len() < MOST_HINTS && !hints.contains(hint) {
            hints.push(hint.clone());
        }
    }
    hints
}

impl ErrorFacts {
    /// An error as it is told.
    pub fn new(error: &RowError, files: &[String]) -> ErrorFacts {
        ErrorFacts {
            file: files[error.file].clone(),
            line: error.line,
            column: error.column,
            header: error.header.clone(),
            value: error.value.clone(),
            code: error.code.as_str(),
            message: error.message.clone(),
            invoice: error.invoice.clone(),
            hint: error.hint.clone(),
        }
    }

    /// `file:line:column: what is wrong`, with the column's name and the invoice.
    pub fn sentence(&self) -> String {
        let header = self.header.as_ref().map(|header| format!("`{header}`: ")).unwrap_or_default();
        let invoice = self.invoice.as_ref().map(|number| format!(" (invoice `{number}`)")).unwrap_or_default();
        format!("{}:{}:{}: {header}{}{invoice}", self.file, self.line, self.column, self.message)
    }
}

/// A warning in words.
pub fn warning_sentence(warning: &Warning, files: &[String]) -> String {
    match warning {
        Warning::Preamble { file, lines } => {
            format!("{}: left out before the header: {}", files[*file], counted(lines, "line", "lines"))
        }
        Warning::UnusedColumns { file, columns } => {
            let names: Vec<String> = columns.iter().map(|name| format!("`{name}`")).collect();
            format!("{}: nothing is read from {}", files[*file], names.join(", "))
        }
        Warning::Misread { file, line, word } => format!(
            "{}:{line}: `{word}` looks misread; say with `--encoding` what the file is written in, or export it anew as UTF-8",
            files[*file]
        ),
        Warning::RepeatedHeader { file, line, times } => {
            let times = counted(times, "time", "times");
            format!("{}: the header stands in the file {times} more, first on line {line}", files[*file])
        }
    }
}

impl Report for ImportReport {
    fn schema(&self) -> &str {
        "loyalty.import/1"
    }

    fn draw(&self, page: &mut Page) {
        draw_title(page, &self.files, self.import, self.dry_run, &self.read);
        let mut table = table_of(&self.rows);
        let (invoices, amount) = (&self.invoices, &self.amount);
        table.row([
            "invoices".into(),
            invoices.read.into(),
            invoices.new.into(),
            invoices.unchanged.into(),
            invoices.updated.into(),
            invoices.rejected.into(),
            Cell::empty(),
            Cell::empty(),
        ]);
        table.row([
            "amount".into(),
            (&amount.read).into(),
            (&amount.new).into(),
            (&amount.unchanged).into(),
            (&amount.updated).into(),
            (&amount.rejected).into(),
            Cell::empty(),
            Cell::empty(),
        ]);
        page.table(&table);
        page.gap();
        let points = &self.points;
        page.field(
            "points",
            format!("{} earned, {} taken back, {} run out", points.earned, points.reversed, points.expired),
        );
        page.field("customers", format!("{} new, {} known", self.customers.created, self.customers.matched));
        if self.cards.opened + self.cards.waived > 0 {
            page.field("cards", {
                let waived = counted(self.cards.waived, "threshold", "thresholds");
                format!("{} opened, {waived} waived", self.cards.opened)
            });
        }
        if self.covered > 0 {
            page.field("covered", format!("{} by opening balances", counted(self.covered, "invoice", "invoices")));
        }
        for rule in &self.rules {
            page.field("rule", format!("{} to {}: {}", rule.from, rule.to, rule.rule));
        }
        draw_findings(page, &self.warnings, &self.errors);
    }

    fn bare(&self) -> Option<String> {
        Some(self.invoices.new.to_string())
    }
}

/// Which files they were, what became of them and how the first was read.
pub(super) fn draw_title(page: &mut Page, files: &[String], import: Option<i64>, dry_run: bool, read: &ReadFacts) {
    let what = match (import, dry_run) {
        (_, true) => "not written".to_owned(),
        (Some(id), false) => format!("import {id}"),
        (None, false) => "nothing new".to_owned(),
    };
    page.title(format!("{}  {what}", files.join(", ")));
    page.field("read as", read.sentence());
    page.gap();
}

/// What became of the rows; other counts go into the same columns.
pub(super) fn table_of(rows: &Rows<u64>) -> Table {
    let counts = ["read", "new", "unchanged", "updated", "rejected", "blank", "skipped"];
    let mut table = Table::new([Column::fixed("")].into_iter().chain(counts.map(Column::number)));
    table.row([
        "rows".into(),
        rows.read.into(),
        rows.new.into(),
        rows.unchanged.into(),
        rows.updated.into(),
        rows.rejected.into(),
        rows.blank.into(),
        rows.skipped.into(),
    ]);
    table
}

/// What else there is to say, and what is wrong.
pub(super) fn draw_findings(page: &mut Page, warnings: &[String], errors: &[ErrorFacts]) {
    for warning in warnings {
        page.text(warning);
    }
    for error in errors {
        page.text(error.sentence());
    }
}

fn shown_delimiter(delimiter: &str) -> &str {
    if delimiter == "\t" { "tab" } else { delimiter }
}
