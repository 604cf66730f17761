//! The first reading of one file: every row is checked and told of in the index.

use encoding_rs::{Encoding, WINDOWS_1252};

use super::continued::{CONTINUED_HINT, may_continue};
use super::error::{Errors, ImportError, RowErrorCode as Code};
use super::headers::Shape;
use super::index::{FileIndex, Kept};
use super::interner::Interner;
use super::late::total_problem;
use super::opening::{OpenError, Opened, malformed, open, read_error, repeats, whole_forms};
use super::options::{Field, Options};
use super::people;
use super::plan::Plan;
use super::reading::{Repeated, RowCounts, TOLD_EVERY, Warning, reading, warnings};
use super::records::{ReadError, Record};
use super::row::{Problem, RowReader};
use super::source::Source;
use super::survey::FileSurvey;

/// What the first reading of one file brings.
pub(super) struct FileFound {
    pub(super) survey: FileSurvey,
    pub(super) rows: RowCounts,
    pub(super) errors: Errors,
    pub(super) warnings: Vec<Warning>,
}

/// The first reading of one file. It begins anew when the file turns out to be otherwise than its beginning said.
pub(super) struct FirstReading<'a, 'b> {
    file: usize,
    source: &'a Source,
    options: &'a Options,
    texts: &'b mut Interner,
    /// The last text and its number in `texts`, for each kept text.
    last: [(String, Option<u32>); 6],
    /// The cells of the row before that its invoice has once, and those of this row.
    facts: (String, String),
    last_invoice: Option<u32>,
}

/// Why a reading begins anew.
enum Again {
    /// It is no UTF-8.
    Encoding,
    /// A column has to be looked at as a whole.
    Columns,
    Stop(ImportError),
}

impl From<ImportError> for Again {
    fn from(error: ImportError) -> Again {
        Again::Stop(error)
    }
}

/// The texts that an invoice has once.
pub(super) const KEPT: [(Field, Kept); 6] = [
    (Field::Customer, Kept::Customer),
    (Field::Name, Kept::Name),
    (Field::Email, Kept::Email),
    (Field::Phone, Kept::Phone),
    (Field::RefersTo, Kept::RefersTo),
    (Field::CardReward, Kept::CardReward),
];

impl<'a, 'b> FirstReading<'a, 'b> {
    pub(super) fn new(file: usize, source: &'a Source, options: &'a Options, texts: &'b mut Interner) -> Self {
        FirstReading {
            file,
            source,
            options,
            texts,
            last: Default::default(),
            facts: Default::default(),
            last_invoice: None,
        }
    }

    pub(super) fn read(&mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<FileFound, ImportError> {
        let mut encoding = None;
        let mut whole = false;
        loop {
            match self.attempt(encoding, whole, progress) {
                Ok(found) => return Ok(found),
                Err(Again::Encoding) => encoding = Some(WINDOWS_1252),
                Err(Again::Columns) => whole = true,
                Err(Again::Stop(error)) => return Err(error),
            }
        }
    }

    fn attempt(
        &mut self,
        encoding: Option<&'static Encoding>,
        whole: bool,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<FileFound, Again> {
        self.last_invoice = None;
        let opened =
            open(self.source, self.options, encoding, Shape::Invoices).map_err(|error| self.again(error, encoding))?;
        let Opened { mut records, dialect, mut plan, encoding: name, mark, sample, evidence, misread } = opened;
        // A byte order mark says what the text is; nothing else is tried then.
        let encoding = encoding.or((mark > 0).then_some(name));
        // The beginning of a file mostly decides; where it does not, every cell is asked.
        let by_sample = if whole || evidence.is_open() {
            None
        } else {
            evidence.decide(self.source.name(), &plan, self.options).ok()
        };
        let settled = by_sample.is_none();
        plan.forms = match by_sample {
            Some(forms) => forms,
            None => whole_forms(self.source, self.options, &dialect, &plan, name, mark)
                .map_err(|error| self.again_read(error, encoding))?,
        };
        let warnings = warnings(self.file, &dialect, &plan, misread);
        let mut found = FileFound {
            survey: FileSurvey {
                reading: reading(&dialect, &plan, self.options, name, sample),
                plan: plan.clone(),
                index: FileIndex::default(),
                customers: Vec::new(),
                encoding: name,
                mark,
                dialect,
            },
            rows: RowCounts::default(),
            errors: Errors::new(self.options.max_errors),
            warnings,
        };
        let mut repeated = Repeated::default();
        let mut reader = RowReader::new(&plan, self.options);
        let mut last_number = (String::new(), None);
        let mut told = 0;
        loop {
            if records.bytes() > told + TOLD_EVERY {
                told = records.bytes();
                progress(told, found.rows.read);
            }
            let record = match records.next() {
                Ok(Some(record)) => record,
                Ok(None) => break,
                Err(error) => return Err(self.again_read(error, encoding)),
            };
            if record.line <= found.survey.dialect.header_line {
                continue;
            }
            found.rows.read += 1;
            if record.is_blank() {
                found.rows.blank += 1;
            } else if repeats(&record, &found.survey.dialect) {
                found.rows.skipped += 1;
                repeated.add(record.line);
            } else if !plan.chooses(&record) {
                found.rows.skipped += 1;
                // Rows without a number that follow belong to that one, where it has one.
                last_number.1 =
                    last_number.1.filter(|_| reader.number(&record).map_or(true, |own| *own == last_number.0));
            } else if self.row(&record, &mut reader, &mut found, &mut last_number) && !settled {
                return Err(Again::Columns);
            }
        }
        if records.is_malformed() {
            return Err(Again::Stop(malformed(self.source, name, mark)));
        }
        progress(records.bytes(), found.rows.read);
        if !self.source.is_unchanged() {
            return Err(Again::Stop(ImportError::Changed { file: self.source.name().to_owned() }));
        }
        found.warnings.extend(repeated.warning(self.file));
        Ok(found)
    }

    /// Reads one row into the index; true when a cell contradicts the form of its column.
    fn row(
        &mut self,
        record: &Record<'_>,
        reader: &mut RowReader<'_>,
        found: &mut FileFound,
        last_number: &mut (String, Option<u32>),
    ) -> bool {
        let index = &mut found.survey.index;
        let number = match reader.number(record) {
            Ok(number) => number,
            Err(problem) => {
                let (plan, contradicts) = (reader.plan, problem.contradicts);
                let before = last_number.1.filter(|_| problem.code == Code::EmptyInvoice);
                let of = before.filter(|before| may_continue(record, reader, index, *before, self.texts));
                // A row that is cut off says so, rather than that its number is missing.
                let mut problem = reader.width(record).err().unwrap_or(problem);
                if let Some(invoice) = of {
                    index.reject(invoice);
                    problem.hint = problem.hint.or_else(|| Some(CONTINUED_HINT.to_owned()));
                }
                let of = of.map(|invoice| index.number(invoice).to_owned());
                found.errors.push(|| problem.told(self.file, record, plan, of));
                found.rows.rejected += 1;
                return contradicts;
            }
        };
        let invoice = match last_number.1 {
            Some(invoice) if last_number.0 == *number => {
                index.row_again(invoice);
                invoice
            }
            _ => {
                let invoice = index.row(&number, record.line);
                last_number.0.clear();
                last_number.0.push_str(&number);
                last_number.1 = Some(invoice);
                invoice
            }
        };
        let mut problems = match reader.width(record) {
            Ok(()) => self.facts(record, reader, index, invoice),
            Err(problem) => vec![problem],
        };
        // Totals of days differ in all; what is wrong is that they are no invoice.
        if !problems.is_empty()
            && !problems.iter().any(|problem| problem.contradicts)
            && let Some(problem) = total_problem(reader.plan, &number, self.options)
        {
            problems = vec![problem];
        }
        let mut contradicts = false;
        for problem in problems {
            contradicts |= problem.contradicts;
            index.reject(invoice);
            found.errors.push(|| problem.told(self.file, record, reader.plan, Some(number.to_string())));
        }
        contradicts
    }

    /// Everything a row says, held against what the invoice's other rows said.
    fn facts(
        &mut self,
        record: &Record<'_>,
        reader: &mut RowReader<'_>,
        index: &mut FileIndex,
        invoice: u32,
    ) -> Vec<Problem> {
        let mut problems = Vec::new();
        self.line(record, reader, index, invoice, &mut problems);
        if !self.tells_anew(record, reader.plan, invoice) {
            return problems;
        }
        let plan = reader.plan;
        let at = |field: Field| plan.columns_of(field).first().copied();
        match reader.moment(record) {
            Ok((day, time)) => {
                if let Some(day) = day
                    && let Some(other) = index.agree_day(invoice, day)
                {
                    let mut problem = conflict(at(Field::Date), "date", &other.to_string(), &day.to_string());
                    let day_alone = time.is_none() || plan.is_bound(Field::Time);
                    problem.hint = plan.renumbering_hint().filter(|_| day_alone && other.year() != day.year());
                    problems.push(problem);
                }
                if let Some(time) = time {
                    index.add_time(invoice, time);
                }
            }
            Err(problem) => problems.push(problem),
        }
        self.texts_of(record, reader, index, invoice, &mut problems);
        match reader.status(record) {
            Ok(Some(status)) => {
                if let Some(other) = index.agree_status(invoice, status) {
                    problems.push(conflict(at(Field::Status), "status", other.as_str(), status.as_str()));
                }
            }
            Ok(None) => {}
            Err(problem) => problems.push(problem),
        }
        if plan.is_bound(Field::PaidOn) {
            match reader.date(record, Field::PaidOn) {
                Ok(Some(moment)) => {
                    if let Some(other) = index.agree_paid_on(invoice, moment.day) {
                        let (other, day) = (other.to_string(), moment.day.to_string());
                        problems.push(conflict(at(Field::PaidOn), "paid_on", &other, &day));
                    }
                }
                Ok(None) => {}
                Err(problem) => problems.push(problem),
            }
        }
        match reader.total(record) {
            Ok(Some(total)) => {
                if let Some(other) = index.agree_total(invoice, total) {
                    let show = |money| self.options.currency.show(money);
                    let mut problem = conflict(at(Field::Total), "total", &show(other), &show(total));
                    problem.hint = plan.line_total_hint();
                    problems.push(problem);
                }
            }
            Ok(None) => {}
            Err(problem) => problems.push(problem),
        }
        if !problems.is_empty() {
            // Every bad row is named, also when it repeats the one before.
            self.last_invoice = None;
            problems.sort_by_key(|problem| problem.column);
        }
        problems
    }

    /// The row's own line.
    fn line(
        &mut self,
        record: &Record<'_>,
        reader: &mut RowReader<'_>,
        index: &mut FileIndex,
        invoice: u32,
        problems: &mut Vec<Problem>,
    ) {
        for checked in [reader.kind(record).map(drop), reader.currency(record)] {
            problems.extend(checked.err());
        }
        match reader.price(record) {
            Ok(Some(price)) => index.add_line(invoice, price.amount),
            Ok(None) => index.add_bare_row(invoice),
            Err(problem) => problems.push(problem),
        }
    }

    /// Whether the row says anything of its invoice that the row before did not. Mostly the rows of an invoice stand
    /// together and repeat everything.
    fn tells_anew(&mut self, record: &Record<'_>, plan: &Plan, invoice: u32) -> bool {
        let (before, now) = &mut self.facts;
        std::mem::swap(before, now);
        now.clear();
        for column in &plan.invoice_columns {
            now.push_str(record.trimmed(*column));
            now.push('\u{1f}');
        }
        let again = self.last_invoice == Some(invoice) && before == now;
        self.last_invoice = Some(invoice);
        !again
    }

    /// Customer, contact details and the other texts an invoice has once.
    fn texts_of(
        &mut self,
        record: &Record<'_>,
        reader: &mut RowReader<'_>,
        index: &mut FileIndex,
        invoice: u32,
        problems: &mut Vec<Problem>,
    ) {
        let mut nobody = false;
        for (place, (field, kept)) in KEPT.into_iter().enumerate() {
            if !reader.plan.is_bound(field) {
                continue;
            }
            if kept.is_contact() && nobody {
                continue;
            }
            let text = if field == Field::RefersTo { reader.refers_to(record) } else { reader.text(record, field) };
            let text = match text {
                Ok(Some(text)) => text,
                Ok(None) => continue,
                Err(problem) => {
                    problems.push(problem);
                    continue;
                }
            };
            if kept.is_contact() && self.options.is_anonymous(&text) {
                nobody = kept == Kept::Customer;
                continue;
            }
            let last = &mut self.last[place];
            let id = match last.1 {
                Some(id) if last.0 == *text => id,
                _ => {
                    let id = self.texts.intern(&text);
                    last.0.clear();
                    last.0.push_str(&text);
                    last.1 = Some(id);
                    id
                }
            };
            if let Some(other) = index.agree(invoice, kept, id) {
                let other = self.texts.get(other);
                if !people::is_same(kept, other, &text, self.options.country) {
                    let column = reader.plan.columns_of(field).first().copied();
                    problems.push(conflict(column, field.as_str(), other, &text));
                }
            }
        }
    }

    fn again(&self, error: OpenError, encoding: Option<&'static Encoding>) -> Again {
        match error {
            OpenError::Read(error) => self.again_read(OpenError::Read(error), encoding),
            OpenError::Import(error) => Again::Stop(error),
        }
    }

    fn again_read(&self, error: impl Into<OpenError>, encoding: Option<&'static Encoding>) -> Again {
        match error.into() {
            OpenError::Read(ReadError::NotUtf8 { .. }) if encoding.is_none() && self.options.encoding.is_none() => {
                Again::Encoding
            }
            OpenError::Read(error) => Again::Stop(read_error(self.source, error)),
            OpenError::Import(error) => Again::Stop(error),
        }
    }
}

fn conflict(column: Option<usize>, field: &str, one: &str, other: &str) -> Problem {
    let message = format!("the invoice's rows give two values for `{field}`: `{one}` and `{other}`");
    Problem::new(column, Code::Conflict, message)
}
