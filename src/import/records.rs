//! Splits text into records and cells (RFC 4180; LF, CRLF and CR), and knows on which line and character each begins.
//!
//! Written for this: general readers count lines wrongly behind CRLF and quoted line breaks, and take a quote that is
//! never closed for the end of the file.

mod split;

use std::io::{self, Read};

use super::encoding::Feed;
use super::error::Fault;
use crate::domain::text;

use split::{Cell, Split, Splitter};

/// The longest record, in bytes of UTF-8.
pub const MAX_RECORD: usize = 64 * 1024;

/// How much is read at once.
const CHUNK: usize = 128 * 1024;

/// Why reading stops.
#[derive(Debug)]
pub(super) enum ReadError {
    Io(io::Error),
    Broken {
        line: u64,
        column: u64,
        fault: Fault,
    },
    /// The text was taken for UTF-8, and this line is none.
    NotUtf8 {
        line: u64,
        column: u64,
    },
}

impl From<io::Error> for ReadError {
    fn from(error: io::Error) -> ReadError {
        ReadError::Io(error)
    }
}

/// One record of a file.
pub(super) struct Record<'a> {
    /// The line on which it begins, counted from 1.
    pub(super) line: u64,
    /// The record as it stands in the file, without its line end.
    pub(super) text: &'a str,
    unescaped: &'a str,
    cells: &'a [Cell],
}

impl<'a> Record<'a> {
    pub(super) fn len(&self) -> usize {
        self.cells.len()
    }

    /// The text of a cell without quotes; empty past the last one.
    pub(super) fn cell(&self, index: usize) -> &'a str {
        match self.cells.get(index) {
            None => "",
            Some(cell) => {
                let text = if cell.unescaped { self.unescaped } else { self.text };
                &text[cell.start as usize..cell.end as usize]
            }
        }
    }

    /// The cell without blanks around it.
    pub(super) fn trimmed(&self, index: usize) -> &'a str {
        trim(self.cell(index))
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &'a str> + '_ {
        (0..self.len()).map(|index| self.cell(index))
    }

    /// Whether nothing stands in it but separators.
    pub(super) fn is_blank(&self) -> bool {
        self.trimmed(0).is_empty() && (1..self.len()).all(|index| self.trimmed(index).is_empty())
    }

    /// The first cell with text behind its closing quote.
    pub(super) fn bad_quote(&self) -> Option<usize> {
        self.cells.iter().position(|cell| cell.bad_quote)
    }

    /// Line and character at which a cell begins; past the last one, where the record ends.
    pub(super) fn place(&self, index: usize) -> (u64, u64) {
        let at = self.cells.get(index).map_or(self.text.len(), |cell| cell.raw as usize);
        let before = &self.text[..at];
        let line_start = before.rfind(['\n', '\r']).map_or(0, |at| at + 1);
        (self.line + line_breaks(before.as_bytes()), before[line_start..].chars().count() as u64 + 1)
    }
}

/// Takes blanks off both ends.
pub(super) fn trim(text: &str) -> &str {
    let plain = |byte: Option<&u8>| byte.is_none_or(|byte| (b'!'..=b'~').contains(byte));
    let bytes = text.as_bytes();
    if plain(bytes.first()) && plain(bytes.last()) { text } else { text.trim_matches(is_blank) }
}

/// Blanks, and the mark that DOS puts behind a text.
fn is_blank(letter: char) -> bool {
    text::is_blank(letter) || letter == '\u{1a}'
}

fn line_breaks(bytes: &[u8]) -> u64 {
    let mut breaks = 0;
    for (at, byte) in bytes.iter().enumerate() {
        breaks += u64::from(*byte == b'\n' || (*byte == b'\r' && bytes.get(at + 1) != Some(&b'\n')));
    }
    breaks
}

/// Records of a text, one after the other.
pub(super) struct Records<R> {
    feed: Feed<R>,
    buffer: Vec<u8>,
    start: usize,
    ended: bool,
    line: u64,
    splitter: Splitter,
}

impl<R: Read> Records<R> {
    pub(super) fn new(feed: Feed<R>) -> Records<R> {
        Records { feed, buffer: Vec::new(), start: 0, ended: false, line: 1, splitter: Splitter::new(b',') }
    }

    pub(super) fn set_delimiter(&mut self, delimiter: u8) {
        self.splitter = Splitter::new(delimiter);
    }

    /// How many bytes of the source were read so far.
    pub(super) fn bytes(&self) -> u64 {
        self.feed.bytes
    }

    /// Whether a byte came by that the encoding has no letter for.
    pub(super) fn is_malformed(&self) -> bool {
        self.feed.malformed
    }

    /// The beginning of the text, about as much as asked for, and whether that is all. Call it before `next`.
    pub(super) fn peek(&mut self, want: usize) -> io::Result<(&[u8], bool)> {
        while !self.ended && self.buffer.len() < want {
            self.fill()?;
        }
        Ok((&self.buffer, self.ended))
    }

    fn fill(&mut self) -> io::Result<()> {
        self.buffer.drain(..self.start);
        self.start = 0;
        if !self.feed.fill(&mut self.buffer, CHUNK)? {
            self.ended = true;
        }
        Ok(())
    }

    /// The next record; `None` at the end.
    pub(super) fn next(&mut self) -> Result<Option<Record<'_>>, ReadError> {
        let (length, next) = loop {
            let bytes = &self.buffer[self.start..];
            if bytes.is_empty() && self.ended {
                return Ok(None);
            }
            match self.splitter.split(bytes, self.ended) {
                Split::Record { length, next } if length <= MAX_RECORD => break (length, next),
                Split::Record { .. } => return Err(self.broken(0, Fault::TooLong)),
                Split::Broken { at, fault } => return Err(self.broken(at, fault)),
                Split::More { quote } if bytes.len() > MAX_RECORD => {
                    let (at, fault) = quote.map_or((0, Fault::TooLong), |at| (at, Fault::UnclosedQuote));
                    return Err(self.broken(at, fault));
                }
                Split::More { .. } => self.fill()?,
            }
        };
        let bytes = &self.buffer[self.start..self.start + length];
        let line = self.line;
        let Ok(text) = std::str::from_utf8(bytes) else {
            let at = std::str::from_utf8(bytes).map_or_else(|error| error.valid_up_to(), |_| 0);
            return Err(self.not_utf8(at));
        };
        self.line += 1 + if self.splitter.quoted { line_breaks(bytes) } else { 0 };
        self.start += next;
        Ok(Some(Record { line, text, unescaped: &self.splitter.unescaped, cells: &self.splitter.cells }))
    }

    fn not_utf8(&self, at: usize) -> ReadError {
        let (line, column) = self.place(at);
        ReadError::NotUtf8 { line, column }
    }

    fn broken(&self, at: usize, fault: Fault) -> ReadError {
        let (line, column) = self.place(at);
        ReadError::Broken { line, column, fault }
    }

    /// Line and character of a byte of the record that comes next.
    fn place(&self, at: usize) -> (u64, u64) {
        let before = &self.buffer[self.start..self.start + at];
        let line_start = before.iter().rposition(|byte| matches!(byte, b'\n' | b'\r')).map_or(0, |at| at + 1);
        let column = String::from_utf8_lossy(&before[line_start..]).chars().count() as u64 + 1;
        (self.line + line_breaks(before), column)
    }
}

/// The records of a text that is whole in memory, up to the first that is broken off: for looking at a sample.
pub(super) fn sample_records(text: &[u8], is_all: bool, delimiter: u8, most: usize) -> Vec<(u64, Vec<String>)> {
    let mut splitter = Splitter::new(delimiter);
    let (mut start, mut line, mut records) = (0, 1, Vec::new());
    while start < text.len() && records.len() < most {
        let Split::Record { length, next } = splitter.split(&text[start..], is_all) else { break };
        let bytes = &text[start..start + length];
        let Ok(record) = std::str::from_utf8(bytes) else { break };
        let view = Record { line, text: record, unescaped: &splitter.unescaped, cells: &splitter.cells };
        records.push((line, view.iter().map(|cell| trim(cell).to_owned()).collect()));
        line += 1 + line_breaks(bytes);
        start += next;
    }
    records
}

#[cfg(test)]
mod tests {
    use super::*;
    use encoding_rs::UTF_8;
    use proptest::prelude::*;

    /// Gives its bytes out in pieces of a size.
    struct Pieces<'a>(&'a [u8], usize);

    impl Read for Pieces<'_> {
        fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
            let most = self.1.min(out.len()).min(self.0.len());
            out[..most].copy_from_slice(&self.0[..most]);
            self.0 = &self.0[most..];
            Ok(most)
        }
    }

    type Rows = Vec<(u64, Vec<String>)>;

    fn all(text: &[u8], piece: usize) -> Result<Rows, (u64, u64, Fault)> {
        let mut records = Records::new(Feed::new(Pieces(text, piece), UTF_8, 0));
        let mut found = Vec::new();
        loop {
            match records.next() {
                Ok(Some(record)) => found.push((record.line, record.iter().map(str::to_owned).collect())),
                Ok(None) => return Ok(found),
                Err(ReadError::Broken { line, column, fault }) => return Err((line, column, fault)),
                Err(other) => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn records_cells_and_lines() {
        type Row<'a> = (u64, &'a [&'a str]);
        let rows: &[(&str, &[Row<'_>])] = &[
            ("a,b\n1,2\n", &[(1, &["a", "b"]), (2, &["1", "2"])]),
            ("a,b\r\n1,2", &[(1, &["a", "b"]), (2, &["1", "2"])]),
            ("a\r1\r", &[(1, &["a"]), (2, &["1"])]),
            ("a\n\r\nb", &[(1, &["a"]), (2, &[""]), (3, &["b"])]),
            ("a,\n", &[(1, &["a", ""])]),
            ("a,", &[(1, &["a", ""])]),
            ("\"x\r\ny\"\r\nb", &[(1, &["x\r\ny"]), (3, &["b"])]),
            ("\"x\ny\rz\",1\nb", &[(1, &["x\ny\rz", "1"]), (4, &["b"])]),
            ("\"a \"\"b\"\"\",\"\"\"\",\"\"", &[(1, &["a \"b\"", "\"", ""])]),
            ("a, \"b,c\" ,d", &[(1, &["a", "b,c", "d"])]),
            ("5\" nail,x", &[(1, &["5\" nail", "x"])]),
            ("\"a\"b,x", &[(1, &["\"a\"b", "x"])]),
        ];
        for (text, want) in rows {
            for piece in [1, 2, 1000] {
                let found = all(text.as_bytes(), piece).unwrap();
                let found: Vec<(u64, Vec<&str>)> =
                    found.iter().map(|(line, cells)| (*line, cells.iter().map(String::as_str).collect())).collect();
                let want: Vec<(u64, Vec<&str>)> = want.iter().map(|(line, cells)| (*line, cells.to_vec())).collect();
                assert_eq!(found, want, "{text:?} in pieces of {piece}");
            }
        }
    }

    #[test]
    fn what_is_broken_is_named_where_it_begins() {
        for (text, want) in [
            ("a\nb,\"c\nd\ne", (2, 3, Fault::UnclosedQuote)),
            ("a\né,\"c\nd,\"e\"\n", (2, 3, Fault::UnclosedQuote)),
            ("a\nb\0", (2, 2, Fault::Nul)),
        ] {
            assert_eq!(all(text.as_bytes(), 7), Err(want), "{text:?}");
        }
        let long = format!("a\n{}", "x".repeat(MAX_RECORD + 1));
        assert_eq!(all(long.as_bytes(), 1 << 20), Err((2, 1, Fault::TooLong)));
        let open = format!("a\n1,\"{}", "x\n".repeat(MAX_RECORD));
        assert_eq!(all(open.as_bytes(), 1 << 20), Err((2, 3, Fault::UnclosedQuote)));
    }

    #[test]
    fn a_cell_knows_its_place() {
        let text = "\"a\nb\",c,\"é\nf\",g\n";
        let mut records = Records::new(Feed::new(text.as_bytes(), UTF_8, 0));
        let record = records.next().unwrap().unwrap();
        let places: Vec<(u64, u64)> = (0..5).map(|index| record.place(index)).collect();
        assert_eq!(places, [(1, 1), (2, 4), (2, 6), (3, 4), (3, 5)]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]

        #[test]
        fn what_is_written_reads_back(rows in prop::collection::vec(prop::collection::vec("[a;,\"\r\n é]{0,4}", 1..4), 1..5), piece in 1usize..9) {
            let text: String = rows.iter().map(|row| {
                let cells: Vec<String> = row.iter().map(|cell| format!("\"{}\"", cell.replace('"', "\"\""))).collect();
                cells.join(",") + "\r\n"
            }).collect();
            let found: Vec<Vec<String>> = all(text.as_bytes(), piece).unwrap().into_iter().map(|(_, cells)| cells).collect();
            prop_assert_eq!(found, rows);
        }
    }
}
