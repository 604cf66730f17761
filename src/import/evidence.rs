//! Asks the cells of each column for its form: one decision a column, over the whole file.

use super::date::{DateDecision, DateEvidence, DateFormat};
use super::error::ImportError;
use super::number::{Mark, MarkDecision, MarkEvidence};
use super::options::{Field, Options};
use super::plan::{ColumnForm, Plan, is_parted, without_zero};
use super::records::Record;

/// What the cells of every column say about its form.
pub(super) struct Evidence {
    columns: Vec<ColumnEvidence>,
}

#[derive(Default)]
struct ColumnEvidence {
    number: Option<MarkEvidence>,
    date: Option<DateEvidence>,
    /// Ids that end in `.0`, and others.
    ids: Option<(u64, u64)>,
    /// Amounts of rows with empty cells too many: those that look parted by their decimal comma, and others.
    parted: Option<(u64, u64)>,
}

const NUMBERS: [Field; 6] =
    [Field::Quantity, Field::UnitPrice, Field::Amount, Field::Total, Field::Points, Field::Collected];
const DATES: [Field; 4] = [Field::Date, Field::PaidOn, Field::PointsDate, Field::PointsExpire];

impl Evidence {
    /// Nothing was seen yet.
    pub(super) fn new(plan: &Plan) -> Evidence {
        let mut columns: Vec<ColumnEvidence> = Vec::new();
        columns.resize_with(plan.columns.len(), ColumnEvidence::default);
        for &field in Field::ALL {
            let is_date = DATES.contains(&field);
            // Of a date in two columns the second is its time.
            for &column in plan.columns_of(field).iter().take(if is_date { 1 } else { usize::MAX }) {
                let evidence = &mut columns[column];
                if NUMBERS.contains(&field) {
                    evidence.number = Some(MarkEvidence::default());
                } else if is_date {
                    evidence.date = Some(DateEvidence::default());
                } else if field.is_id() {
                    evidence.ids = Some((0, 0));
                }
            }
        }
        for column in plan.parted_columns() {
            columns[column].parted = Some((0, 0));
        }
        Evidence { columns }
    }

    /// Hears a row.
    pub(super) fn add(&mut self, record: &Record<'_>, options: &Options) {
        let width = self.columns.len();
        let is_longer = record.len() > width && (width..record.len()).all(|index| record.trimmed(index).is_empty());
        for (index, evidence) in self.columns.iter_mut().enumerate() {
            let cell = record.trimmed(index);
            if cell.is_empty() {
                continue;
            }
            if let Some((parted, others)) = &mut evidence.parted
                && is_longer
            {
                *if is_parted(record, index) { parted } else { others } += 1;
            }
            if let Some(numbers) = &mut evidence.number {
                numbers.add(cell, record.line, options.currency);
            }
            if let Some(dates) = &mut evidence.date {
                dates.add(cell, record.line, options.today);
            }
            if let Some((floats, others)) = &mut evidence.ids
                && !options.is_anonymous(cell)
            {
                *if without_zero(cell).is_some() { floats } else { others } += 1;
            }
        }
    }

    /// Whether cells that were not seen could turn a decision over without failing to read.
    pub(super) fn is_open(&self) -> bool {
        self.columns.iter().any(|column| {
            column.date.as_ref().is_some_and(|dates| dates.is_open() || dates.decide() == DateDecision::Unknown)
                || column.ids == Some((0, 0))
        })
    }

    /// The forms of all columns, or the first column that cannot be decided.
    pub(super) fn decide(&self, file: &str, plan: &Plan, options: &Options) -> Result<Vec<ColumnForm>, ImportError> {
        let mut forms = Vec::with_capacity(self.columns.len());
        for (evidence, column) in self.columns.iter().zip(&plan.columns) {
            let (file, column) = (file.to_owned(), column.clone());
            let mut form = ColumnForm::default();
            if let Some(numbers) = &evidence.number {
                let (line, value) = numbers.shown();
                form.mark = match (options.decimal, numbers.decide()) {
                    (Some(mark), _) | (None, MarkDecision::Is(mark)) => Some(mark),
                    (None, MarkDecision::Any) => None,
                    (None, MarkDecision::Ambiguous) if plan.is_own_list => Some(Mark::Point),
                    (None, decision) => {
                        let mixed = decision == MarkDecision::Mixed;
                        return Err(ImportError::AmbiguousDecimal { file, column, line, value, mixed });
                    }
                };
            }
            if let Some(dates) = &evidence.date {
                let (line, value) = dates.shown();
                form.date = match (&options.date_format, dates.decide()) {
                    (Some(format), _) => Some(format.clone()),
                    (None, DateDecision::Is(format)) => Some(format),
                    (None, DateDecision::Unknown) => Some(DateFormat::Ymd),
                    (None, DateDecision::Ambiguous(formats)) => {
                        return Err(ImportError::AmbiguousDates { file, column, line, value, formats, other: None });
                    }
                    (None, DateDecision::Mixed) => {
                        let ((line, value), other) = dates.contradiction();
                        let (formats, other) = (vec!["dmy", "mdy"], Some(Box::new(other)));
                        return Err(ImportError::AmbiguousDates { file, column, line, value, formats, other });
                    }
                };
            }
            form.float_ids =
                !plan.is_own_list && evidence.ids.is_some_and(|(floats, others)| floats > 0 && others == 0);
            form.is_parted = evidence.parted.is_some_and(|(parted, others)| parted > 0 && others == 0);
            forms.push(form);
        }
        Ok(forms)
    }
}
