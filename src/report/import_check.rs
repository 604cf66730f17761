//! What is told of files that are looked at before they are taken in.

use serde::Serialize;

use super::import::{ErrorFacts, ReadFacts, hints_of};
use crate::import::{Found, Reading};
use crate::output::{Column, Number, Page, Report, Table};

/// How many values of a column are shown.
const SAMPLES: usize = 3;

/// `loyalty.import_check/1`.
#[derive(Clone, Debug, Serialize)]
pub struct CheckReport {
    /// `invoices` or `customers`.
    pub kind: &'static str,
    /// ISO 4217.
    pub currency: String,
    /// Each file.
    pub files: Vec<CheckedFile>,
    /// Rows.
    pub rows: CheckedRows,
    /// What the rows make; `null` for a file of customers.
    pub invoices: Option<CheckedInvoices>,
    /// How many customers the good rows mean.
    pub customers: u64,
    /// What is not in the files, or would be missed.
    pub missing: Vec<Missing>,
    /// The first errors.
    pub errors: Vec<ErrorFacts>,
    /// How many errors there are in all.
    pub error_count: u64,
    /// What else there is to say.
    pub warnings: Vec<String>,
    /// The command to go on with.
    pub command: String,
}

/// How a file is read.
#[derive(Clone, Debug, Serialize)]
pub struct CheckedFile {
    /// Its name.
    pub name: String,
    /// As `import csv` tells it.
    pub read: ReadFacts,
    /// A word that another encoding would show otherwise.
    pub encoding_word: Option<String>,
    /// Each column with what was found in it.
    pub columns: Vec<CheckedColumn>,
}

/// What a column was taken for, and why.
#[derive(Clone, Debug, Serialize)]
pub struct CheckedColumn {
    /// What the header calls it.
    pub name: String,
    /// The fields it gives; none when it is left out.
    pub fields: Vec<&'static str>,
    /// `header` or `flag`; `null` when it is left out.
    pub found: Option<&'static str>,
    /// Its decimal mark.
    pub decimal: Option<String>,
    /// How its dates are written.
    pub date_format: Option<String>,
    /// Its first values.
    pub samples: Vec<String>,
}

/// What became of the rows.
#[derive(Clone, Copy, Debug, Serialize)]
pub struct CheckedRows {
    /// All behind the headers.
    pub read: u64,
    /// Those that are good.
    pub good: u64,
    /// With an error, or whose invoice has one.
    pub rejected: u64,
    /// Of separators only.
    pub blank: u64,
    /// Left out by flags, and repeated headers.
    pub skipped: u64,
}

/// What the rows make.
#[derive(Clone, Debug, Serialize)]
pub struct CheckedInvoices {
    /// Invoices without an error.
    pub good: u64,
    /// Invoices with one.
    pub rejected: u64,
    /// What the good ones come to.
    pub amount: Number,
    /// The first day.
    pub from: Option<String>,
    /// The last one.
    pub to: Option<String>,
    /// Good ones of nobody.
    pub anonymous: u64,
}

/// Something that is not in the files.
#[derive(Clone, Debug, Serialize)]
pub struct Missing {
    /// The field.
    pub field: &'static str,
    /// What that means.
    pub message: String,
    /// A flag that settles it.
    pub hint: String,
}

impl CheckedFile {
    /// How a file is read, with what was found in it.
    pub fn new(name: &str, reading: &Reading) -> CheckedFile {
        let columns = reading.columns.iter().enumerate().map(|(place, column)| {
            let mut samples: Vec<String> = Vec::new();
            for (_, cells) in &reading.sample {
                if let Some(cell) = cells.get(place).filter(|cell| !cell.is_empty() && !samples.contains(cell))
                    && samples.len() < SAMPLES
                {
                    samples.push(cell.clone());
                }
            }
            let found = match column.found {
                Found::InFile => "header",
                Found::ByFlag => "flag",
            };
            CheckedColumn {
                name: column.name.clone(),
                fields: column.fields.iter().map(|field| field.as_str()).collect(),
                found: (!column.fields.is_empty()).then_some(found),
                decimal: column.decimal.map(|mark| mark.as_char().to_string()),
                date_format: column.date_format.as_ref().map(ToString::to_string),
                samples,
            }
        });
        CheckedFile {
            name: name.to_owned(),
            read: ReadFacts::new(reading),
            encoding_word: reading.encoding_word.as_ref().map(|(_, word)| word.clone()),
            columns: columns.collect(),
        }
    }

    fn draw(&self, page: &mut Page) {
        page.title(&self.name);
        page.field("read as", self.read.sentence());
        page.field_if("as in", self.encoding_word.as_ref());
        page.gap();
        let mut table = Table::new([
            Column::text("column"),
            Column::fixed("is"),
            Column::fixed("by"),
            Column::fixed("written"),
            Column::text("such as"),
        ]);
        for column in &self.columns {
            let written = column.date_format.clone().or(column.decimal.as_ref().map(|mark| format!("1{mark}00")));
            let fields = if column.fields.is_empty() { "–".to_owned() } else { column.fields.join(", ") };
            table.row([
                (&column.name).into(),
                fields.into(),
                column.found.unwrap_or_default().into(),
                written.unwrap_or_default().into(),
                column.samples.join("  ").into(),
            ]);
        }
        page.table(&table);
        page.gap();
    }
}

impl Report for CheckReport {
    fn schema(&self) -> &str {
        "loyalty.import_check/1"
    }

    fn draw(&self, page: &mut Page) {
        for file in &self.files {
            file.draw(page);
        }
        let CheckedRows { read, good, rejected, blank, skipped } = self.rows;
        let count = format!("{read} read, {good} good, {rejected} rejected, {blank} blank, {skipped} skipped");
        page.field("rows", count);
        if let Some(invoices) = &self.invoices {
            page.field("invoices", format!("{} good, {} rejected", invoices.good, invoices.rejected));
            page.field("amount", format!("{} {}", invoices.amount, self.currency));
            if let (Some(from), Some(to)) = (&invoices.from, &invoices.to) {
                page.field("dates", format!("{from} to {to}"));
            }
            page.field("of nobody", invoices.anonymous);
        }
        page.field("customers", self.customers);
        for missing in &self.missing {
            page.text(format!("{}: {}", missing.message, missing.hint));
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
        page.gap();
        page.text("go on with:");
        page.text(format!("  {}", self.command));
    }

    fn bare(&self) -> Option<String> {
        Some(self.command.clone())
    }
}
