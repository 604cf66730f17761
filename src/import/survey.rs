//! The first reading: everything is decided and checked, and only what identifies invoices and customers is kept.

use encoding_rs::{Encoding, UTF_8, WINDOWS_1252};

use super::date::DateFormat;
use super::dialect::{self, Dialect, Found};
use super::encoding::{Feed, detect, foreign};
use super::error::{Errors, Fault, ImportError, RowError, RowErrorCode as Code, excerpt};
use super::headers::Shape;
use super::index::{FileIndex, Kept};
use super::interner::Interner;
use super::number::Mark;
use super::options::{Field, Options};
use super::people::{self, CustomerDraft};
use super::plan::{Binding, ColumnForm, Evidence, Plan};
use super::records::{MAX_RECORD, ReadError, Record, Records, sample_records, trim};
use super::row::{Problem, RowReader};
use super::source::{Source, SourceReader};
use crate::domain::Money;

/// How far the reading is.
#[derive(Clone, Copy, Debug)]
pub struct Progress {
    /// Bytes read of all files in this reading.
    pub bytes: u64,
    /// Bytes there are, if that is known.
    pub of: Option<u64>,
    /// Rows read.
    pub rows: u64,
}

/// How a file was read, for the report.
#[derive(Clone, Debug)]
pub struct Reading {
    /// `UTF-8`, `windows-1252`, …
    pub encoding: &'static str,
    /// Whether a flag chose the encoding.
    pub encoding_found: Found,
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
    /// Lines that stand in front of the header.
    pub preamble: u64,
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
    /// Whether `.0` is taken off its cells.
    pub float_ids: bool,
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
    check_constants(options)?;
    let of = sources.iter().map(Source::len).sum::<Option<u64>>();
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
        let mut told = |bytes, rows| progress(Progress { bytes: before + bytes, of, rows });
        let mut first = FirstReading::new(file, source, options, &mut survey.texts);
        let found = first.read(&mut told)?;
        before += source.len().unwrap_or(0);
        survey.take(file, found);
    }
    survey.finish()?;
    Ok(survey)
}

fn check_constants(options: &Options) -> Result<(), ImportError> {
    let bad = |field: &str, value: &str, what: &str| {
        Err(ImportError::Options(format!("`--set {field}={value}`: `{value}` is no {what}")))
    };
    for (field, value) in &options.set {
        match field {
            Field::Kind if super::words::kind_of(value).is_none() => return bad("kind", value, "kind"),
            Field::Status if super::words::status_of(value).is_none() => return bad("status", value, "status"),
            Field::Date if crate::domain::Day::parse(value).is_none() => {
                return bad("date", value, "date (2026-11-21)");
            }
            _ => {}
        }
    }
    Ok(())
}

/// What the first reading of one file brings.
struct Found1 {
    survey: FileSurvey,
    rows: RowCounts,
    errors: Errors,
    warnings: Vec<Warning>,
}

/// The first reading of one file. It begins anew when the file turns out to be otherwise than its beginning said.
struct FirstReading<'a, 'b> {
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

const KEPT: [(Field, Kept); 6] = [
    (Field::Customer, Kept::Customer),
    (Field::Name, Kept::Name),
    (Field::Email, Kept::Email),
    (Field::Phone, Kept::Phone),
    (Field::RefersTo, Kept::RefersTo),
    (Field::CardReward, Kept::CardReward),
];

impl<'a, 'b> FirstReading<'a, 'b> {
    fn new(file: usize, source: &'a Source, options: &'a Options, texts: &'b mut Interner) -> Self {
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

    fn read(&mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<Found1, ImportError> {
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
    ) -> Result<Found1, Again> {
        self.last_invoice = None;
        let opened =
            open(self.source, self.options, encoding, Shape::Invoices).map_err(|error| self.again(error, encoding))?;
        let Opened { mut records, dialect, mut plan, encoding: name, mark, sample, evidence } = opened;
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
        let mut found = Found1 {
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
            warnings: Vec::new(),
        };
        let mut repeated = (0, 0);
        let mut reader = RowReader::new(&plan, self.options);
        let mut last_number = (String::new(), None);
        let mut told = 0;
        loop {
            if records.bytes() > told + (1 << 20) {
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
                repeated = (if repeated.1 == 0 { record.line } else { repeated.0 }, repeated.1 + 1);
            } else if !plan.chooses(&record) {
                found.rows.skipped += 1;
            } else if self.row(&record, &mut reader, &mut found, &mut last_number) && !settled {
                return Err(Again::Columns);
            }
        }
        if let Some(line) = records.malformed_line() {
            let fault = Fault::Encoding(found.survey.encoding.name());
            return Err(Again::Stop(ImportError::Broken {
                file: self.source.name().to_owned(),
                line,
                column: 1,
                fault,
            }));
        }
        progress(records.bytes(), found.rows.read);
        if !self.source.is_unchanged() {
            return Err(Again::Stop(ImportError::Changed { file: self.source.name().to_owned() }));
        }
        self.warn(&mut found, repeated);
        Ok(found)
    }

    /// Reads one row into the index; true when a cell contradicts the form of its column.
    fn row(
        &mut self,
        record: &Record<'_>,
        reader: &mut RowReader<'_>,
        found: &mut Found1,
        last_number: &mut (String, Option<u32>),
    ) -> bool {
        let index = &mut found.survey.index;
        let number = match reader.number(record) {
            Ok(number) => number,
            Err(problem) => {
                let contradicts = problem.contradicts;
                let plan = reader.plan;
                // A row that is cut off says so, rather than that its number is missing.
                let problem = reader.width(record).err().unwrap_or(problem);
                found.errors.push(|| row_error(self.file, record, plan, problem, None));
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
        let problems = match reader.width(record) {
            Ok(()) => self.facts(record, reader, index, invoice),
            Err(problem) => vec![problem],
        };
        let mut contradicts = false;
        for problem in problems {
            contradicts |= problem.contradicts;
            index.reject(invoice);
            found.errors.push(|| row_error(self.file, record, reader.plan, problem, Some(number.to_string())));
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
                    problems.push(conflict(at(Field::Date), "date", &other.to_string(), &day.to_string()));
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
        match reader.total(record) {
            Ok(Some(total)) => {
                if let Some(other) = index.agree_total(invoice, total) {
                    let show = |money| self.options.currency.show(money);
                    problems.push(conflict(at(Field::Total), "total", &show(other), &show(total)));
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
        if let Err(problem) = reader.kind(record) {
            problems.push(problem);
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
            let is_contact = matches!(kept, Kept::Customer | Kept::Name | Kept::Email | Kept::Phone);
            if is_contact && nobody {
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
            if is_contact && self.options.is_anonymous(&text) {
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
                if !people::is_same(kept, other, &text) {
                    let column = reader.plan.columns_of(field).first().copied();
                    problems.push(conflict(column, field.as_str(), other, &text));
                }
            }
        }
    }

    fn again(&self, error: ReadError1, encoding: Option<&'static Encoding>) -> Again {
        match error {
            ReadError1::Read(error) => self.again_read(ReadError1::Read(error), encoding),
            ReadError1::Import(error) => Again::Stop(error),
        }
    }

    fn again_read(&self, error: impl Into<ReadError1>, encoding: Option<&'static Encoding>) -> Again {
        match error.into() {
            ReadError1::Read(ReadError::NotUtf8 { .. }) if encoding.is_none() && self.options.encoding.is_none() => {
                Again::Encoding
            }
            ReadError1::Read(error) => Again::Stop(read_error(self.source, error)),
            ReadError1::Import(error) => Again::Stop(error),
        }
    }

    fn warn(&self, found: &mut Found1, repeated: (u64, u64)) {
        let (file, survey) = (self.file, &found.survey);
        if survey.dialect.preamble > 0 {
            found.warnings.push(Warning::Preamble { file, lines: survey.dialect.preamble });
        }
        let columns = survey.plan.unused();
        if !columns.is_empty() {
            found.warnings.push(Warning::UnusedColumns { file, columns });
        }
        if repeated.1 > 0 {
            found.warnings.push(Warning::RepeatedHeader { file, line: repeated.0, times: repeated.1 });
        }
    }
}

/// Looks at every cell of the columns whose form is decided by their cells.
pub(super) fn whole_forms(
    source: &Source,
    options: &Options,
    dialect: &Dialect,
    plan: &Plan,
    encoding: &'static Encoding,
    mark: usize,
) -> Result<Vec<ColumnForm>, ReadError1> {
    let mut records = Records::new(Feed::new(source.reader(), encoding, mark));
    records.set_delimiter(dialect.delimiter);
    let mut evidence = Evidence::new(plan);
    while let Some(record) = records.next()? {
        if record.line > dialect.header_line && !is_left_out(&record, dialect, plan) {
            evidence.add(&record, options);
        }
    }
    evidence.decide(source.name(), plan, options).map_err(ReadError1::Import)
}

/// Whether a row behind the header says nothing.
pub(super) fn is_left_out(record: &Record<'_>, dialect: &Dialect, plan: &Plan) -> bool {
    record.is_blank() || repeats(record, dialect) || !plan.chooses(record)
}

/// What can go wrong while a file is opened.
pub(super) enum ReadError1 {
    Read(ReadError),
    Import(ImportError),
}

impl From<ReadError> for ReadError1 {
    fn from(error: ReadError) -> ReadError1 {
        ReadError1::Read(error)
    }
}

impl From<std::io::Error> for ReadError1 {
    fn from(error: std::io::Error) -> ReadError1 {
        ReadError1::Read(ReadError::Io(error))
    }
}

/// A file whose beginning was looked at.
pub(super) struct Opened<'a> {
    pub(super) records: Records<SourceReader<'a>>,
    pub(super) dialect: Dialect,
    pub(super) plan: Plan,
    pub(super) encoding: &'static Encoding,
    pub(super) mark: usize,
    pub(super) sample: Vec<(u64, Vec<String>)>,
    pub(super) evidence: Evidence,
}

const SAMPLE_BYTES: usize = 2 * MAX_RECORD;
const SHOWN_ROWS: usize = 5;

/// Opens a file and decides what its beginning can decide.
pub(super) fn open<'a>(
    source: &'a Source,
    options: &Options,
    encoding: Option<&'static Encoding>,
    shape: Shape,
) -> Result<Opened<'a>, ReadError1> {
    let mut head = Vec::new();
    let mut feed = Feed::new(source.reader(), UTF_8, 0);
    while head.len() < 4096 && feed.fill(&mut head, 4096)? {}
    if let Some((what, advice)) = foreign(&head) {
        return Err(ReadError1::Import(ImportError::NotCsv { file: source.name().to_owned(), what, advice }));
    }
    let (detected, mark) = detect(&head);
    let encoding = options.encoding.or(encoding).unwrap_or(detected);
    let mark = if encoding == detected { mark } else { 0 };
    let mut records = Records::new(Feed::new(source.reader(), encoding, mark));
    let (sample, is_all) = records.peek(SAMPLE_BYTES)?;
    let mut sample = sample.to_vec();
    if std::str::from_utf8(&sample).is_err_and(|error| error.error_len().is_some()) && encoding == UTF_8 {
        if options.encoding.is_none() {
            return Err(ReadError1::Read(ReadError::NotUtf8 { line: 1 }));
        }
        sample = String::from_utf8_lossy(&sample).into_owned().into_bytes();
    }
    let dialect = dialect::find(source.name(), &sample, is_all, options, shape);
    let dialect = match dialect {
        Ok(dialect) => dialect,
        // What is broken at its beginning has no header either; the place is the better message.
        Err(error) => {
            if let Some(delimiter) = options.delimiter {
                records.set_delimiter(delimiter);
            }
            match records.next() {
                Err(broken @ ReadError::Broken { .. }) => return Err(broken.into()),
                _ => return Err(ReadError1::Import(error)),
            }
        }
    };
    records.set_delimiter(dialect.delimiter);
    let plan = Plan::new(source.name(), &dialect, options, shape).map_err(ReadError1::Import)?;
    let evidence = sample_evidence(&sample, is_all, &dialect, &plan, options)?;
    let rows = sample_records(&sample, is_all, dialect.delimiter, dialect.header_line as usize + SHOWN_ROWS + 10);
    let sample = rows
        .into_iter()
        .filter(|(line, cells)| *line > dialect.header_line && cells.iter().any(|cell| !cell.is_empty()))
        .take(SHOWN_ROWS)
        .collect();
    Ok(Opened { records, dialect, plan, encoding, mark, sample, evidence })
}

fn sample_evidence(
    sample: &[u8],
    is_all: bool,
    dialect: &Dialect,
    plan: &Plan,
    options: &Options,
) -> Result<Evidence, ReadError1> {
    let end = if is_all { sample.len() } else { sample.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1) };
    let mut records = Records::new(Feed::new(&sample[..end], UTF_8, 0));
    records.set_delimiter(dialect.delimiter);
    let mut evidence = Evidence::new(plan);
    // Where the sample breaks off or is broken, the reading proper finds it.
    while let Ok(Some(record)) = records.next() {
        if record.line > dialect.header_line && !is_left_out(&record, dialect, plan) {
            evidence.add(&record, options);
        }
    }
    Ok(evidence)
}

/// Whether the record is the header once more.
fn repeats(record: &Record<'_>, dialect: &Dialect) -> bool {
    dialect.header_line > 0
        && record.trimmed(0) == dialect.columns.first().map_or("", String::as_str)
        && record.len() == dialect.columns.len()
        && record.iter().map(trim).eq(dialect.columns.iter().map(String::as_str))
}

/// The outward form of an error of reading.
pub(super) fn read_error(source: &Source, error: ReadError) -> ImportError {
    let file = source.name().to_owned();
    match error {
        ReadError::Io(error) => ImportError::Io { file, error },
        ReadError::Broken { line, column, fault } => ImportError::Broken { file, line, column, fault },
        ReadError::NotUtf8 { line } => ImportError::Broken { file, line, column: 1, fault: Fault::Encoding("UTF-8") },
    }
}

fn conflict(column: Option<usize>, field: &str, one: &str, other: &str) -> Problem {
    let message = format!("the invoice's rows give two values for `{field}`: `{one}` and `{other}`");
    Problem::new(column, Code::Conflict, message)
}

/// The outward form of a problem of a row.
pub(super) fn row_error(
    file: usize,
    record: &Record<'_>,
    plan: &Plan,
    problem: Problem,
    invoice: Option<String>,
) -> RowError {
    let (line, column) =
        record.place(problem.column.unwrap_or(if problem.code == Code::ShortRow { usize::MAX } else { 0 }));
    let value = problem.column.map_or(record.text, |column| record.trimmed(column));
    RowError {
        file,
        line,
        column,
        header: problem.column.and_then(|column| plan.columns.get(column)).cloned(),
        value: excerpt(value),
        code: problem.code,
        message: problem.message,
        invoice,
        hint: problem.hint,
    }
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
                float_ids: form.float_ids,
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
        encoding_found: if options.encoding.is_some() { Found::ByFlag } else { Found::InFile },
        encoding_word: word,
        delimiter: char::from(dialect.delimiter),
        decimal,
        date_format: plan.columns_of(Field::Date).first().and_then(|column| plan.forms[*column].date.clone()),
        header_line: (dialect.header_line > 0).then_some(dialect.header_line),
        preamble: dialect.preamble,
        columns,
        sample,
    }
}

impl Survey<'_> {
    fn take(&mut self, file: usize, found: Found1) {
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
        let mut errors = Errors::new(self.options.max_errors);
        for file in 0..self.files.len() {
            let mut late = Vec::new();
            let survey = &mut self.files[file];
            for invoice in 0..survey.index.len() {
                if survey.index.is_rejected(invoice) {
                    continue;
                }
                if let Some((field, code, message, hint)) = late_problem(survey, invoice, self.options) {
                    survey.index.reject(invoice);
                    late.push((invoice, field, code, message, hint));
                }
            }
            locate(file, &self.sources[file], &self.files[file], late, &mut errors)?;
        }
        self.errors.merge(errors);
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

    /// Whether the customer's ref, e-mail, phone or name stands in any column.
    pub fn has_customers(&self) -> bool {
        let fields = [Field::Customer, Field::Email, Field::Phone, Field::Name];
        self.files.iter().any(|file| fields.iter().any(|field| *file.plan.binding(*field) != Binding::Nothing))
    }
}

type Late = (u32, Field, Code, String, Option<String>);

/// What is wrong with an invoice as a whole.
fn late_problem(survey: &FileSurvey, invoice: u32, options: &Options) -> Option<(Field, Code, String, Option<String>)> {
    let index = &survey.index;
    let show = |money| options.currency.show(money);
    if index.day(invoice).is_none() && !matches!(survey.plan.binding(Field::Date), Binding::Constant(_)) {
        return Some((Field::Date, Code::MissingDate, "no row of the invoice has a date".to_owned(), None));
    }
    let Some(sum) = index.sum(invoice) else {
        return Some((Field::Amount, Code::TooLarge, "the invoice's amounts add up to too much".to_owned(), None));
    };
    if index.is_partly_bare(invoice) {
        let message = "some rows of the invoice have an amount and some have none".to_owned();
        return Some((Field::Amount, Code::MissingAmount, message, None));
    }
    match index.total(invoice) {
        None if index.is_total_alone(invoice) => {
            Some((Field::Total, Code::MissingAmount, "no row of the invoice has a total".to_owned(), None))
        }
        Some(total) if !index.is_total_alone(invoice) && total != sum => {
            let message = format!("the invoice's total is `{}`, its lines add up to `{}`", show(total), show(sum));
            Some((Field::Total, Code::TotalMismatch, message, None))
        }
        _ if people::has_only_a_name(index, invoice) && !options.match_name => {
            let hint = Some("--match name".to_owned());
            Some((Field::Name, Code::NameOnly, "nothing but a name says who the customer is".to_owned(), hint))
        }
        _ => None,
    }
}

/// Finds the cells of late problems: on the first rows of their invoices.
fn locate(
    file: usize,
    source: &Source,
    survey: &FileSurvey,
    late: Vec<Late>,
    errors: &mut Errors,
) -> Result<(), ImportError> {
    if late.is_empty() {
        return Ok(());
    }
    let mut records = Records::new(Feed::new(source.reader(), survey.encoding, survey.mark));
    records.set_delimiter(survey.dialect.delimiter);
    let mut record = None;
    for (invoice, field, code, message, hint) in late {
        let line = survey.index.line(invoice);
        if errors.has_room() {
            while record.as_ref().is_none_or(|found: &(u64, RowError)| found.0 < line) {
                let Some(next) = records.next().map_err(|error| read_error(source, error))? else { break };
                if next.line < line {
                    continue;
                }
                let problem = Problem::new(survey.plan.columns_of(field).first().copied(), code, String::new());
                record = Some((next.line, row_error(file, &next, &survey.plan, problem, None)));
            }
        }
        errors.push(|| {
            let place = record.take().map(|(_, error)| error);
            let place = place.unwrap_or_else(|| RowError {
                file,
                line,
                column: 1,
                header: None,
                value: String::new(),
                code,
                message: String::new(),
                invoice: None,
                hint: None,
            });
            RowError { message, hint, invoice: Some(survey.index.number(invoice).to_owned()), ..place }
        });
    }
    Ok(())
}
