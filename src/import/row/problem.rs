//! What is wrong with a cell, and how that is told.

use super::super::error::{RowError, RowErrorCode as Code};
use super::super::plan::Plan;
use super::super::records::Record;

/// How many characters of a cell are told.
const TOLD: usize = 200;

/// What is wrong with a cell.
#[derive(Debug)]
pub(in crate::import) struct Problem {
    /// The column, counted from 0; `None` when the row as a whole is meant.
    pub(in crate::import) column: Option<usize>,
    pub(in crate::import) code: Code,
    pub(in crate::import) message: String,
    pub(in crate::import) hint: Option<String>,
    /// The cell reads well in another form than its column has, so the column has to be looked at as a whole.
    pub(in crate::import) contradicts: bool,
}

impl Problem {
    pub(in crate::import) fn new(column: Option<usize>, code: Code, message: String) -> Problem {
        Problem { column, code, message, hint: None, contradicts: false }
    }

    /// Its outward form, with the place of the cell.
    pub(in crate::import) fn told(
        self,
        file: usize,
        record: &Record<'_>,
        plan: &Plan,
        invoice: Option<String>,
    ) -> RowError {
        let (line, column) =
            record.place(self.column.unwrap_or(if self.code == Code::ShortRow { usize::MAX } else { 0 }));
        let value = self.column.map_or(record.text, |column| record.trimmed(column));
        RowError {
            file,
            line,
            column,
            header: self.column.and_then(|column| plan.columns.get(column)).cloned(),
            value: value.chars().take(TOLD).collect(),
            code: self.code,
            message: self.message,
            invoice,
            hint: self.hint,
        }
    }
}
