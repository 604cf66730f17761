//! Which sign parts the columns of a file, and on which line they are named.

use super::error::ImportError;
use super::headers::{REPORT_COLUMNS, Shape, field_of};
use super::options::{Options, typed};
use super::records::{sample_records, trim};
use super::words::squeeze;

/// How a value was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Found {
    /// In the file.
    InFile,
    /// A flag says so.
    ByFlag,
}

/// How the file parts its columns and what it calls them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Dialect {
    pub(super) delimiter: u8,
    /// The line of the header; 0 without one.
    pub(super) header_line: u64,
    /// The columns' names; their numbers without a header.
    pub(super) columns: Vec<String>,
    /// Lines in front of the header that are not blank.
    pub(super) preamble: u64,
}

const DELIMITERS: [u8; 4] = [b';', b',', b'\t', b'|'];
const SAMPLE_RECORDS: usize = 500;

/// Finds the dialect by the beginning of the text; `is_all` when that is the whole of it.
pub(super) fn find(
    file: &str,
    sample: &[u8],
    is_all: bool,
    options: &Options,
    shape: Shape,
) -> Result<Dialect, ImportError> {
    let told = sep_line(sample);
    let only = [options.delimiter.or(told).unwrap_or(0)];
    let candidates: &[u8] = if only[0] == 0 { &DELIMITERS } else { &only };
    let mut best: Option<((bool, u64, usize, usize), Dialect)> = None;
    let mut first_line = Vec::new();
    for &delimiter in candidates {
        let mut records = sample_records(sample, is_all, delimiter, SAMPLE_RECORDS);
        records.retain(|(line, cells)| cells.iter().any(|cell| !cell.is_empty()) && !(told.is_some() && *line == 1));
        let Some((_, first)) = records.first() else { continue };
        if first.len() >= first_line.len() {
            first_line.clone_from(first);
        }
        let (width, share) = commonest_width(&records);
        let header = header_of(&records, width, options, shape);
        let (row, known) = match header {
            Some((row, known)) => (row, known),
            None if options.no_header => (usize::MAX, 0),
            None => continue,
        };
        let columns = match records.get(row) {
            Some((_, cells)) => cells.clone(),
            None => (1..=width).map(|number| number.to_string()).collect(),
        };
        let dialect = Dialect {
            delimiter,
            header_line: records.get(row).map_or(0, |(line, _)| *line),
            columns,
            preamble: if row == usize::MAX { 0 } else { row as u64 },
        };
        let score = (known > 0, share, known, width);
        if best.as_ref().is_none_or(|(most, _)| score > *most) {
            best = Some((score, dialect));
        }
    }
    match best {
        Some((_, dialect)) => Ok(dialect),
        None if first_line.is_empty() => Err(ImportError::Empty { file: file.to_owned() }),
        None => {
            let hint = match first_line.as_slice() {
                [line] => looks_like(line, options, shape),
                _ => None,
            };
            let of_customers = || "--map ref=NAME --map name=NAME says what the file calls its columns".to_owned();
            let hint = hint.or_else(|| (shape == Shape::Customers).then(of_customers));
            first_line.truncate(50);
            Err(ImportError::NoHeader { file: file.to_owned(), found: first_line, hint })
        }
    }
}

/// What a line of one cell looks like that names columns once it is parted otherwise.
fn looks_like(line: &str, options: &Options, shape: Shape) -> Option<String> {
    let names = |sign: char| {
        let cells: Vec<String> = line.split(sign).map(|cell| trim(cell).to_owned()).collect();
        cells.len() > 1 && known_columns(&cells, options, shape) > 1
    };
    let usual = DELIMITERS.into_iter().map(char::from).find(|sign| names(*sign));
    match (usual, options.delimiter) {
        (Some(sign), Some(_)) => Some(typed("--delimiter", &sign.to_string())),
        (Some(_), None) => {
            Some("each row stands in quotes as a whole: take them away, or export the file anew".to_owned())
        }
        (None, _) => {
            let other = line.chars().filter(char::is_ascii_punctuation).find(|sign| names(*sign));
            other.map(|sign| typed("--delimiter", &sign.to_string()))
        }
    }
}

/// The delimiter of a first line `sep=;`, as one spreadsheet program writes it.
fn sep_line(sample: &[u8]) -> Option<u8> {
    let line = sample.split(|byte| matches!(byte, b'\n' | b'\r')).next()?;
    let line = line.strip_prefix(b"\"").and_then(|line| line.strip_suffix(b"\"")).unwrap_or(line);
    let (word, delimiter) = line.split_at_checked(4)?;
    match delimiter {
        [delimiter] if word.eq_ignore_ascii_case(b"sep=") && delimiter.is_ascii() && *delimiter != b'"' => {
            Some(*delimiter)
        }
        _ => None,
    }
}

/// The width that most records have, and how many of a thousand have it; among equals the wider one. A single column
/// is no table and has no share.
fn commonest_width(records: &[(u64, Vec<String>)]) -> (usize, u64) {
    let mut widths: Vec<usize> = records.iter().map(|(_, cells)| cells.len()).collect();
    widths.sort_unstable();
    let most = widths.chunk_by(|a, b| a == b).max_by_key(|chunk| (chunk.len(), chunk[0])).unwrap_or_default();
    match most.first() {
        None => (0, 0),
        Some(1) => (1, 0),
        Some(width) => (*width, most.len() as u64 * 1000 / records.len() as u64),
    }
}

/// The record that names the columns, and how many of them are known.
fn header_of(records: &[(u64, Vec<String>)], width: usize, options: &Options, shape: Shape) -> Option<(usize, usize)> {
    if options.no_header {
        return None;
    }
    if let Some(wanted) = options.header_line {
        let row = records.iter().position(|(line, _)| *line == wanted)?;
        return Some((row, known_columns(&records[row].1, options, shape)));
    }
    let known: Vec<usize> = records.iter().map(|(_, cells)| known_columns(cells, options, shape)).collect();
    // A preamble may name a column too (`Datum;1-1-2024`), and a header may lack its last separator.
    let most = known.iter().copied().max().unwrap_or(0);
    let fits = |row: &usize| records[*row].1.len() == width && known[*row] > 0 && known[*row] * 2 >= most;
    let row = (0..records.len()).find(fits).or_else(|| (0..records.len()).find(|row| known[*row] >= 2))?;
    Some((row, known[row]))
}

fn known_columns(cells: &[String], options: &Options, shape: Shape) -> usize {
    let mapped: Vec<String> = options
        .map
        .iter()
        .chain(&options.map_if_there)
        .flat_map(|(_, columns)| columns.split('+').map(squeeze))
        .collect();
    let known = |cell: &&String| {
        let word = squeeze(cell);
        field_of(cell, shape).is_some()
            || REPORT_COLUMNS.contains(&cell.as_str())
            || (!word.is_empty() && mapped.contains(&word))
    };
    cells.iter().filter(known).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::person::Country;
    use crate::domain::{Currency, Day};

    fn found(text: &str, options: &Options) -> Result<(char, u64, usize), &'static str> {
        find("a.csv", text.as_bytes(), true, options, Shape::Invoices)
            .map(|dialect| (char::from(dialect.delimiter), dialect.header_line, dialect.columns.len()))
            .map_err(|error| error.code())
    }

    #[test]
    fn dialects_are_found() {
        let options = Options::new(Day::MAX, Currency::EUR, Country::NL);
        for (text, want) in [
            ("invoice,date,amount\n1,2,3\n", Ok((',', 1, 3))),
            ("Factuurnr;Datum;Bedrag\n1;2;21,50\n1;2;3,50\n", Ok((';', 1, 3))),
            ("Factuurnr\tDatum\tBedrag\n1\t2\t21,50\n", Ok(('\t', 1, 3))),
            ("invoice|date|amount\n1|2|3\n", Ok(('|', 1, 3))),
            ("sep=|\ninvoice|date|amount\n1|2|3\n", Ok(('|', 2, 3))),
            ("Kapsalon X; export\n\nvan 1 tot 2\nFactuurnr;Datum;Bedrag\n1;2;3,5\n2;2;4,5\n", Ok((';', 4, 3))),
            ("invoice,date,amount\n\"a;b;c\",2,3\n\"a;b;c\",2,3\n", Ok((',', 1, 3))),
            ("", Err("empty_file")),
            ("\n\n", Err("empty_file")),
            ("a,b,c\n1,2,3\n", Err("no_header")),
        ] {
            assert_eq!(found(text, &options), want, "{text:?}");
        }
    }

    #[test]
    fn flags_decide() {
        let mut options = Options::new(Day::MAX, Currency::EUR, Country::NL);
        options.no_header = true;
        assert_eq!(found("1;2;3\n4;5;6\n", &options), Ok((';', 0, 3)));
        options = Options { no_header: false, header_line: Some(2), ..options };
        assert_eq!(found("invoice;x;y\na;b;c\n1;2;3\n", &options), Ok((';', 2, 3)));
    }
}
