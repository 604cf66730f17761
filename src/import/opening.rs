//! Opens a file: its encoding, its dialect, what its columns mean and, as far as its beginning shows, their forms.

use encoding_rs::{Encoding, UTF_8};

use super::dialect::{self, Dialect};
use super::encoding::{Feed, detect, foreign, malformed_place, misread};
use super::error::{Fault, ImportError};
use super::evidence::Evidence;
use super::headers::Shape;
use super::options::Options;
use super::plan::{ColumnForm, Plan};
use super::records::{MAX_RECORD, ReadError, Record, Records, sample_records, trim};
use super::source::{Source, SourceReader};

/// What can go wrong while a file is opened.
pub(super) enum OpenError {
    Read(ReadError),
    Import(ImportError),
}

impl From<ReadError> for OpenError {
    fn from(error: ReadError) -> OpenError {
        OpenError::Read(error)
    }
}

impl From<std::io::Error> for OpenError {
    fn from(error: std::io::Error) -> OpenError {
        OpenError::Read(ReadError::Io(error))
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
    /// A word of the beginning whose letters look misread, and its line.
    pub(super) misread: Option<(u64, String)>,
}

const SAMPLE_BYTES: usize = 2 * MAX_RECORD;
const SHOWN_ROWS: usize = 5;
/// How many rows say what a column is whose header may mean two things.
const LOOKED_AT_ROWS: usize = 500;

/// Opens a file and decides what its beginning can decide.
pub(super) fn open<'a>(
    source: &'a Source,
    options: &Options,
    encoding: Option<&'static Encoding>,
    shape: Shape,
) -> Result<Opened<'a>, OpenError> {
    let mut head = Vec::new();
    let mut feed = Feed::new(source.reader(), UTF_8, 0);
    while head.len() < 4096 && feed.fill(&mut head, 4096)? {}
    if let Some((what, advice)) = foreign(&head) {
        return Err(OpenError::Import(ImportError::NotCsv { file: source.name().to_owned(), what, advice }));
    }
    let (detected, mark) = detect(&head);
    let encoding = options.encoding.or(encoding).unwrap_or(detected);
    let mark = if encoding == detected { mark } else { 0 };
    let mut records = Records::new(Feed::new(source.reader(), encoding, mark));
    let (sample, is_all) = records.peek(SAMPLE_BYTES)?;
    let mut sample = sample.to_vec();
    if std::str::from_utf8(&sample).is_err_and(|error| error.error_len().is_some()) && encoding == UTF_8 {
        if options.encoding.is_none() && mark == 0 {
            return Err(OpenError::Read(ReadError::NotUtf8 { line: 1, column: 1 }));
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
                _ => return Err(OpenError::Import(error)),
            }
        }
    };
    records.set_delimiter(dialect.delimiter);
    let most = dialect.header_line as usize + LOOKED_AT_ROWS;
    let mut rows = sample_records(&sample, is_all, dialect.delimiter, most);
    rows.retain(|(line, cells)| *line > dialect.header_line && cells.iter().any(|cell| !cell.is_empty()));
    let plan = Plan::new(source.name(), &dialect, options, shape, &rows).map_err(OpenError::Import)?;
    let misread = misread(&sample);
    let evidence = sample_evidence(&sample, is_all, &dialect, &plan, options)?;
    rows.truncate(SHOWN_ROWS);
    Ok(Opened { records, dialect, plan, encoding, mark, sample: rows, evidence, misread })
}

fn sample_evidence(
    sample: &[u8],
    is_all: bool,
    dialect: &Dialect,
    plan: &Plan,
    options: &Options,
) -> Result<Evidence, OpenError> {
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

/// Whether a file begins with a byte order mark, which decides its encoding.
pub(super) fn has_mark(source: &Source) -> bool {
    let mut head = Vec::new();
    Feed::new(source.reader(), UTF_8, 0).fill(&mut head, 4).is_ok() && detect(&head).1 > 0
}

/// The records of a file that was opened before, from its beginning.
pub(super) fn reopen<'a>(
    source: &'a Source,
    dialect: &Dialect,
    encoding: &'static Encoding,
    mark: usize,
) -> Records<SourceReader<'a>> {
    let mut records = Records::new(Feed::new(source.reader(), encoding, mark));
    records.set_delimiter(dialect.delimiter);
    records
}

/// Whether the record is the header once more.
pub(super) fn repeats(record: &Record<'_>, dialect: &Dialect) -> bool {
    dialect.header_line > 0
        && record.trimmed(0) == dialect.columns.first().map_or("", String::as_str)
        && record.len() == dialect.columns.len()
        && record.iter().map(trim).eq(dialect.columns.iter().map(String::as_str))
}

/// Looks at every cell of the columns whose form is decided by their cells.
pub(super) fn whole_forms(
    source: &Source,
    options: &Options,
    dialect: &Dialect,
    plan: &Plan,
    encoding: &'static Encoding,
    mark: usize,
) -> Result<Vec<ColumnForm>, OpenError> {
    let mut records = reopen(source, dialect, encoding, mark);
    let mut evidence = Evidence::new(plan);
    while let Some(record) = records.next()? {
        if record.line > dialect.header_line && !is_left_out(&record, dialect, plan) {
            evidence.add(&record, options);
        }
    }
    evidence.decide(source.name(), plan, options).map_err(OpenError::Import)
}

/// Whether a row behind the header says nothing.
pub(super) fn is_left_out(record: &Record<'_>, dialect: &Dialect, plan: &Plan) -> bool {
    record.is_blank() || repeats(record, dialect) || !plan.chooses(record)
}

/// The error of a source with a byte that its encoding has no letter for.
pub(super) fn malformed(source: &Source, encoding: &'static Encoding, mark: usize) -> ImportError {
    let file = source.name().to_owned();
    match malformed_place(source.reader(), encoding, mark) {
        Ok((line, column)) => ImportError::Broken { file, line, column, fault: Fault::Encoding(encoding.name()) },
        Err(error) => ImportError::Io { file, error },
    }
}

/// The outward form of an error of reading.
pub(super) fn read_error(source: &Source, error: ReadError) -> ImportError {
    let file = source.name().to_owned();
    match error {
        ReadError::Io(error) => ImportError::Io { file, error },
        ReadError::Broken { line, column, fault } => ImportError::Broken { file, line, column, fault },
        ReadError::NotUtf8 { line, column } => {
            ImportError::Broken { file, line, column, fault: Fault::Encoding("UTF-8") }
        }
    }
}
