//! Problems that are seen when the rows are gone, and the cells that they are about: the file is read once more for
//! them, as nothing of its rows is kept.

use rustc_hash::FxHashMap;

use super::customers::CustomersRead;
use super::error::{ImportError, RowError, RowErrorCode as Code};
use super::opening::{is_left_out, read_error, reopen};
use super::options::{Field, Options};
use super::plan::Plan;
use super::records::Record;
use super::row::{Problem, RowReader};
use super::source::Source;
use super::survey::{FileSurvey, Survey};

/// What is wrong with an invoice as a whole.
#[derive(Clone, Debug)]
pub struct InvoiceProblem {
    /// Its file, counted from 0.
    pub file: usize,
    /// Its place among the invoices of the file.
    pub place: u32,
    /// The field that it is about.
    pub field: Field,
    /// The row of the invoice, counted from 0, before which the cell does not stand.
    pub row: u32,
    /// What is wrong.
    pub code: Code,
    /// The same in words.
    pub message: String,
    /// A flag that would settle it.
    pub hint: Option<String>,
}

/// What the database has against a row of a file of customers.
#[derive(Clone, Debug)]
pub struct CustomerProblem {
    /// The line of the row.
    pub line: u64,
    /// The field that it is about.
    pub field: Field,
    /// What is wrong.
    pub message: String,
}

impl Survey<'_> {
    /// Finds the cells of problems, which stand in the order of their files: a row that gives the field, else the
    /// invoice's first one. A field that no column gives is told of that row as a whole.
    pub fn told(&self, problems: &[InvoiceProblem]) -> Result<Vec<RowError>, ImportError> {
        let mut told = Vec::with_capacity(problems.len());
        for of_file in problems.chunk_by(|one, other| one.file == other.file) {
            let file = of_file[0].file;
            told.extend(cells_of(&self.sources[file], &self.files[file], self.options, of_file)?);
        }
        Ok(told)
    }
}

impl CustomersRead {
    /// As [`Survey::told`], for problems in the order of their lines.
    pub fn told(&self, source: &Source, problems: &[CustomerProblem]) -> Result<Vec<RowError>, ImportError> {
        let mut told = Vec::with_capacity(problems.len());
        let mut records = reopen(source, &self.dialect, self.encoding, self.mark);
        for CustomerProblem { line, field, message } in problems {
            while let Some(record) = records.next().map_err(|error| read_error(source, error))? {
                if record.line == *line {
                    let problem = Problem::new(column_of(&self.plan, *field), Code::Conflict, message.clone());
                    told.push(problem.told(0, &record, &self.plan, None));
                    break;
                }
            }
        }
        Ok(told)
    }
}

/// The problems of one file, told with their cells.
pub(super) fn cells_of(
    source: &Source,
    survey: &FileSurvey,
    options: &Options,
    problems: &[InvoiceProblem],
) -> Result<Vec<RowError>, ImportError> {
    if problems.is_empty() {
        return Ok(Vec::new());
    }
    let FileSurvey { plan, dialect, index, encoding, mark, .. } = survey;
    let mut searches: FxHashMap<u32, Search<'_>> =
        problems.iter().map(|problem| (problem.place, Search::new(problem, plan))).collect();
    let mut open = searches.len();
    let reader = RowReader::new(plan, options);
    let mut records = reopen(source, dialect, encoding, *mark);
    while open > 0
        && let Some(record) = records.next().map_err(|error| read_error(source, error))?
    {
        if record.line <= dialect.header_line || is_left_out(&record, dialect, plan) {
            continue;
        }
        let invoice = reader.number(&record).ok().and_then(|number| index.numbers.find(&number));
        let Some((invoice, search)) = invoice.and_then(|place| Some((place, searches.get_mut(&place)?))) else {
            continue;
        };
        if search.is_over {
            continue;
        }
        search.look_at(&record, plan, index.number(invoice));
        search.is_over |= search.rows == index.rows(invoice);
        open -= usize::from(search.is_over);
    }
    let changed = || ImportError::Changed { file: source.name().to_owned() };
    let told = |problem: &InvoiceProblem| searches.get(&problem.place).and_then(|search| search.told.clone());
    problems.iter().map(|problem| told(problem).ok_or_else(changed)).collect()
}

/// The cell of one problem, as far as it is found.
struct Search<'p> {
    problem: &'p InvoiceProblem,
    column: Option<usize>,
    /// Whether the field is missing, so that an empty cell is the one.
    is_missing: bool,
    rows: u32,
    told: Option<RowError>,
    is_over: bool,
}

impl<'p> Search<'p> {
    fn new(problem: &'p InvoiceProblem, plan: &Plan) -> Search<'p> {
        let is_missing = matches!(problem.code, Code::MissingAmount | Code::MissingDate);
        let column = column_of(plan, problem.field);
        Search { problem, column, is_missing, rows: 0, told: None, is_over: false }
    }

    /// Looks at the next row of the invoice.
    fn look_at(&mut self, record: &Record<'_>, plan: &Plan, number: &str) {
        let InvoiceProblem { file, row, code, message, hint, .. } = self.problem;
        self.rows += 1;
        if self.rows <= *row {
            return;
        }
        let fits = self.column.is_none_or(|column| record.trimmed(column).is_empty() == self.is_missing);
        if fits || self.told.is_none() {
            let problem = Problem { hint: hint.clone(), ..Problem::new(self.column, *code, message.clone()) };
            self.told = Some(problem.told(*file, record, plan, Some(number.to_owned())));
        }
        self.is_over = fits;
    }
}

/// The column that gives a field, or the one it was worked out from.
fn column_of(plan: &Plan, field: Field) -> Option<usize> {
    let others: &[Field] = match field {
        Field::Customer => &[Field::Ref],
        Field::Time => &[Field::Date],
        Field::Item => &[Field::Sku],
        Field::Quantity => &[Field::Amount, Field::UnitPrice, Field::Total],
        Field::Amount => &[Field::UnitPrice, Field::Total],
        _ => &[],
    };
    let fields = std::iter::once(&field).chain(others);
    fields.flat_map(|field| plan.columns_of(*field)).next().copied()
}
