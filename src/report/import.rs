//! What is told of an import: how its files were read, what came of them, and what is wrong with them.

use serde::Serialize;

use crate::domain::text::counted;
use crate::import::{Reading, RowError, Warning};
use crate::output::{Cell, Column, Number, Page, Report, Row, Table};
use crate::store::Import;

/// `loyalty.import/1`.
#[derive(Clone, Debug, Serialize)]
pub struct ImportReport {
    /// Nothing was written.
    pub dry_run: bool,
    /// `recorded`, or `unchanged` when nothing was new.
    pub status: &'static str,
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
#[derive(Clone, Debug, Serialize)]
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
#[derive(Clone, Debug, Serialize)]
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
}

impl ReadFacts {
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
#[derive(Clone, Debug, Serialize)]
pub struct Rows<T> {
    /// All behind the headers.
    pub read: T,
    /// Of new invoices.
    pub new: T,
    /// Of invoices that were there.
    pub unchanged: T,
    /// Of invoices that were brought further.
    pub updated: T,
    /// With an error, or whose invoice has one.
    pub rejected: T,
    /// Of separators only.
    pub blank: T,
    /// Left out by flags, and repeated headers.
    pub skipped: T,
}

/// What became of invoices.
#[derive(Clone, Debug, Serialize)]
pub struct Counts<T> {
    /// All.
    pub read: T,
    /// New.
    pub new: T,
    /// There already.
    pub unchanged: T,
    /// Brought further.
    pub updated: T,
    /// With an error.
    pub rejected: T,
}

/// What an import did to the points.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct ImportPoints {
    /// Earned.
    pub earned: i64,
    /// Taken back by credit notes and refunds.
    pub reversed: i64,
    /// Run out by today.
    pub expired: i64,
}

/// Whose the invoices are.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct ImportCustomers {
    /// Made.
    pub created: u64,
    /// There already.
    pub matched: u64,
}

/// What an import did to cards.
#[derive(Clone, Copy, Debug, Default, Serialize)]
pub struct ImportCards {
    /// Opened.
    pub opened: u64,
    /// Thresholds reached before the scheme's first day.
    pub waived: u64,
}

/// A rule and the period it was used for.
#[derive(Clone, Debug, Serialize)]
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
#[derive(Clone, Debug, Serialize)]
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
    /// A flag that would settle it, for people.
    #[serde(skip)]
    pub hint: Option<String>,
}

/// The flags that would settle errors, each once, the first few.
pub fn hints_of(errors: &[ErrorFacts]) -> Vec<String> {
    const SHOWN: usize = 5;
    let mut hints: Vec<String> = Vec::new();
    for hint in errors.iter().filter_map(|error| error.hint.as_ref()) {
        if hints.len() < SHOWN && !hints.contains(hint) {
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
        let what = match (self.import, self.dry_run) {
            (_, true) => "not written".to_owned(),
            (Some(id), false) => format!("import {id}"),
            (None, false) => "nothing new".to_owned(),
        };
        page.title(format!("{}  {what}", self.files.join(", ")));
        page.field("read as", self.read.sentence());
        page.gap();
        let mut table = Table::new([
            Column::fixed(""),
            Column::number("read"),
            Column::number("new"),
            Column::number("unchanged"),
            Column::number("updated"),
            Column::number("rejected"),
            Column::number("blank"),
            Column::number("skipped"),
        ]);
        let (rows, invoices, amount) = (&self.rows, &self.invoices, &self.amount);
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
        for warning in &self.warnings {
            page.text(warning);
        }
        for error in &self.errors {
            page.text(error.sentence());
        }
        for hint in hints_of(&self.errors) {
            page.text(format!("hint: {hint}"));
        }
    }

    fn bare(&self) -> Option<String> {
        Some(self.invoices.new.to_string())
    }
}

fn shown_delimiter(delimiter: &str) -> &str {
    if delimiter == "\t" { "tab" } else { delimiter }
}

/// An import in a list.
#[derive(Clone, Debug, Serialize)]
pub struct ImportRow {
    /// Its number.
    pub id: i64,
    /// The moment, RFC 3339.
    pub recorded_at: String,
    /// Who.
    pub actor: String,
    /// `invoices` or `customers`.
    pub kind: String,
    /// The names of the files.
    pub files: Vec<String>,
    /// Whether it was taken back.
    pub undone: bool,
    /// What it brought.
    pub counts: serde_json::Value,
}

impl ImportRow {
    /// An import as it is told.
    pub fn new(import: Import) -> ImportRow {
        ImportRow {
            id: import.id.0,
            recorded_at: super::moment(import.recorded_at),
            actor: import.actor,
            kind: import.kind,
            files: import.files,
            undone: import.undone_by.is_some(),
            counts: import.counts,
        }
    }
}

impl Row for ImportRow {
    const KEYS: &'static [&'static str] = &[
        "id",
        "recorded_at",
        "actor",
        "kind",
        "files",
        "undone",
        "counts.rows",
        "counts.invoices",
        "counts.amount",
        "counts.earned",
        "counts.reversed",
        "counts.expired",
        "counts.customers",
        "counts.cards",
        "counts.updated",
        "counts.opened",
        "counts.owed",
    ];

    fn columns() -> Vec<Column> {
        vec![
            Column::number("id"),
            Column::fixed("recorded"),
            Column::text("by"),
            Column::fixed("kind"),
            Column::text("files"),
            Column::number("rows"),
            Column::number("invoices"),
            Column::fixed("undone"),
        ]
    }

    fn cells(&self) -> Vec<Cell> {
        let count = |key: &str| self.counts[key].as_i64();
        vec![
            self.id.into(),
            (&self.recorded_at).into(),
            (&self.actor).into(),
            (&self.kind).into(),
            self.files.join(", ").into(),
            count("rows").into(),
            count("invoices").into(),
            if self.undone { "yes" } else { "" }.into(),
        ]
    }

    fn bare(&self) -> Option<String> {
        Some(self.id.to_string())
    }
}

/// `loyalty.import_show/1`: one import.
#[derive(Clone, Debug, Serialize)]
pub struct ImportShow {
    /// The import.
    #[serde(flatten)]
    pub import: ImportRow,
}

impl Report for ImportShow {
    fn schema(&self) -> &str {
        "loyalty.import_show/1"
    }

    fn draw(&self, page: &mut Page) {
        let undone = if self.import.undone { "  undone" } else { "" };
        page.title(format!("import {}  {}{undone}", self.import.id, self.import.recorded_at));
        page.field("files", self.import.files.join(", "));
        page.field("by", &self.import.actor);
        if let Some(counts) = self.import.counts.as_object() {
            for (name, value) in counts {
                page.field(name, value.as_str().map_or_else(|| value.to_string(), str::to_owned));
            }
        }
    }

    fn bare(&self) -> Option<String> {
        Some(self.import.id.to_string())
    }
}
