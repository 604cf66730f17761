//! The first reading of all files: everything is decided and checked, and only what identifies invoices and customers
//! is kept.

use encoding_rs::Encoding;

use super::cells::cells_of;
use super::constants;
use super::dialect::Dialect;
use super::error::{Errors, ImportError};
use super::first::{FileFound, FirstReading};
use super::index::FileIndex;
use super::interner::Interner;
use super::late::late_problem;
use super::options::{Field, Options};
use super::people::{self, CustomerDraft};
use super::plan::{Binding, Plan};
use super::reading::{Progress, Reading, RowCounts, Warning};
use super::source::Source;
use crate::domain::Money;

/// One file after the first reading.
#[derive(Debug)]
pub struct FileSurvey {
    /// How it was read.
    pub reading: Reading,
    pub(super) plan: Plan,
    pub(super) index: FileIndex,
    /// The customer of each invoice, by the order of first rows.
    pub(super) customers: Vec<u32>,
    pub(super) encoding: &'static Encoding,
    pub(super) mark: usize,
    pub(super) dialect: Dialect,
}

/// All files after the first reading.
pub struct Survey<'a> {
    pub(super) sources: &'a [Source],
    pub(super) options: &'a Options,
    /// Each file.
    pub files: Vec<FileSurvey>,
    /// The rows of all files.
    pub rows: RowCounts,
    /// What is wrong with rows.
    pub errors: Errors,
    /// What else there is to say.
    pub warnings: Vec<Warning>,
    /// The customers, in the order of their first invoices in award order.
    pub customers: Vec<CustomerDraft>,
    /// Invoices with an error.
    pub rejected_invoices: u64,
    /// What those invoices come to, as far as that can be read.
    pub rejected_amount: Money,
    /// Invoices without an error.
    pub good_invoices: u64,
    /// What the good ones come to.
    pub good_amount: Money,
    /// Whether any column or flag says what kind lines are.
    pub kind_is_known: bool,
    /// What the invoices' kept texts are.
    pub(super) texts: Interner,
}

/// Reads all files once: decides how they are read, and finds what is wrong with them.
///
/// Errors of rows are in [`Survey::errors`]; an [`ImportError`] says that a file cannot be read as a whole.
pub fn survey<'a>(
    sources: &'a [Source],
    options: &'a Options,
    progress: &mut dyn FnMut(Progress),
) -> Result<Survey<'a>, ImportError> {
    constants::check(options)?;
    let mut survey = Survey {
        sources,
        options,
        files: Vec::new(),
        rows: RowCounts::default(),
        errors: Errors::new(options.max_errors),
        warnings: Vec::new(),
        customers: Vec::new(),
        rejected_invoices: 0,
        rejected_amount: Money::ZERO,
        good_invoices: 0,
        good_amount: Money::ZERO,
        kind_is_known: true,
        texts: Interner::default(),
    };
    let mut before = 0;
    for (file, source) in sources.iter().enumerate() {
        let before_rows = survey.rows.read;
        let mut told = |bytes, rows| progress(Progress { bytes: before + bytes, rows: before_rows + rows });
        let mut first = FirstReading::new(file, source, options, &mut survey.texts);
        let found = first.read(&mut told)?;
        before += source.len().unwrap_or(0);
        survey.take(file, found);
    }
    survey.finish()?;
    Ok(survey)
}

impl Survey<'_> {
    fn take(&mut self, file: usize, found: FileFound) {
        self.rows.read += found.rows.read;
        self.rows.blank += found.rows.blank;
        self.rows.skipped += found.rows.skipped;
        self.rows.rejected += found.rows.rejected;
        self.errors.merge(found.errors);
        self.warnings.extend(found.warnings);
        self.kind_is_known &=
            found.survey.plan.is_bound(Field::Kind) || !found.survey.plan.rules(Field::Kind).is_empty();
        debug_assert_eq!(self.files.len(), file);
        self.files.push(found.survey);
    }

    /// Checks what only whole invoices show, and finds the customers.
    fn finish(&mut self) -> Result<(), ImportError> {
        for file in 0..self.files.len() {
            let (mut late, mut total) = (Vec::new(), 0);
            let survey = &mut self.files[file];
            for invoice in 0..survey.index.len() {
                if survey.index.is_rejected(invoice) {
                    continue;
                }
                if let Some(problem) = late_problem(file, survey, invoice, &self.texts, self.options) {
                    survey.index.reject(invoice);
                    total += 1;
                    if late.len() < self.options.max_errors {
                        late.push(problem);
                    }
                }
            }
            let told = cells_of(&self.sources[file], &self.files[file], self.options, &late)?;
            self.errors.add(told, total);
        }
        for survey in &self.files {
            for invoice in 0..survey.index.len() {
                let amount = survey.index.amount(invoice).minor();
                let (invoices, sum) = if survey.index.is_rejected(invoice) {
                    self.rows.rejected += u64::from(survey.index.rows(invoice));
                    (&mut self.rejected_invoices, &mut self.rejected_amount)
                } else {
                    (&mut self.good_invoices, &mut self.good_amount)
                };
                *invoices += 1;
                *sum = Money::from_minor(sum.minor().saturating_add(amount));
            }
        }
        self.customers = people::find(&mut self.files, &self.texts, self.options);
        Ok(())
    }

    /// Whether a column or a flag gives a field in every file.
    pub fn has(&self, field: Field) -> bool {
        self.files.iter().all(|file| file.plan.is_bound(field))
    }

    /// Whether the customer's ref, e-mail, phone or name stands in any column.
    pub fn has_customers(&self) -> bool {
        let fields = [Field::Customer, Field::Email, Field::Phone, Field::Name];
        self.files.iter().any(|file| fields.iter().any(|field| *file.plan.binding(*field) != Binding::Nothing))
    }
}
