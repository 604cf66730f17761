//! Where a record ends, and where its cells stand in it.

use super::super::error::Fault;

/// Where a cell's text stands: in the record, or unescaped beside it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Cell {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) raw: u32,
    pub(super) unescaped: bool,
    pub(super) bad_quote: bool,
}

/// What [`Splitter::split`] found at the beginning of some bytes.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Split {
    /// A record of `length` bytes; the next one begins at `next`.
    Record { length: usize, next: usize },
    /// No end of a record within these bytes; where the quote stands that is open.
    More { quote: Option<usize> },
    /// These bytes are no record.
    Broken { at: usize, fault: Fault },
}

/// Finds the end of a record and its cells.
pub(super) struct Splitter {
    ends_cell: [bool; 256],
    delimiter: u8,
    pub(super) cells: Vec<Cell>,
    pub(super) unescaped: String,
    scratch: Vec<u8>,
    /// Whether the record has a quoted cell.
    pub(super) quoted: bool,
}

impl Splitter {
    pub(super) fn new(delimiter: u8) -> Splitter {
        let mut ends_cell = [false; 256];
        for byte in [delimiter, b'\n', b'\r', 0] {
            ends_cell[usize::from(byte)] = true;
        }
        Splitter {
            ends_cell,
            delimiter,
            cells: Vec::new(),
            unescaped: String::new(),
            scratch: Vec::new(),
            quoted: false,
        }
    }

    pub(super) fn split(&mut self, bytes: &[u8], is_all: bool) -> Split {
        self.cells.clear();
        self.scratch.clear();
        self.unescaped.clear();
        self.quoted = false;
        let mut at = 0;
        loop {
            let raw = at;
            let quote = skip_blanks(bytes, at);
            let cell = if bytes.get(quote) == Some(&b'"') {
                match self.quoted_cell(bytes, raw, quote, is_all) {
                    Ok((cell, next)) => {
                        at = next;
                        cell
                    }
                    Err(stop) => return stop,
                }
            } else {
                while bytes.get(at).is_some_and(|byte| !self.ends_cell[usize::from(*byte)]) {
                    at += 1;
                }
                Cell { start: raw as u32, end: at as u32, raw: raw as u32, unescaped: false, bad_quote: false }
            };
            let next = match bytes.get(at) {
                None if is_all => at,
                None => return Split::More { quote: None },
                Some(0) => return Split::Broken { at, fault: Fault::Nul },
                Some(b'\n') => at + 1,
                Some(b'\r') => match bytes.get(at + 1) {
                    None if !is_all => return Split::More { quote: None },
                    Some(b'\n') => at + 2,
                    _ => at + 1,
                },
                Some(_) => {
                    self.cells.push(cell);
                    at += 1;
                    continue;
                }
            };
            self.cells.push(cell);
            if self.quoted {
                // Cut at quotes, which are ASCII: as valid as the record itself, which is checked by the caller.
                self.unescaped.push_str(&String::from_utf8_lossy(&self.scratch));
            }
            return Split::Record { length: at, next };
        }
    }

    /// A cell whose quote stands at `quote`; with where it ends.
    fn quoted_cell(&mut self, bytes: &[u8], raw: usize, quote: usize, is_all: bool) -> Result<(Cell, usize), Split> {
        self.quoted = true;
        let open = Split::More { quote: Some(quote) };
        let kept = self.scratch.len();
        let (mut at, mut part, mut breaks) = (quote + 1, quote + 1, false);
        let close = loop {
            match bytes.get(at) {
                None if is_all => return Err(Split::Broken { at: quote, fault: Fault::UnclosedQuote }),
                None => return Err(open),
                Some(0) => return Err(Split::Broken { at, fault: Fault::Nul }),
                Some(b'"') => match bytes.get(at + 1) {
                    None if !is_all => return Err(open),
                    Some(b'"') => {
                        self.scratch.extend_from_slice(&bytes[part..=at]);
                        at += 2;
                        part = at;
                    }
                    _ => break at,
                },
                Some(byte) => {
                    breaks |= matches!(byte, b'\n' | b'\r');
                    at += 1;
                }
            }
        };
        at = skip_blanks(bytes, close + 1);
        let mut cell =
            Cell { start: part as u32, end: close as u32, raw: quote as u32, unescaped: false, bad_quote: false };
        if part > quote + 1 {
            self.scratch.extend_from_slice(&bytes[part..close]);
            cell = Cell { start: kept as u32, end: self.scratch.len() as u32, unescaped: true, ..cell };
        }
        if bytes.get(at).is_some_and(|byte| !self.ends_cell[usize::from(*byte)]) {
            // Rows that hang in such a cell would be lost without a word, so it is not left at a bad row.
            if breaks {
                return Err(Split::Broken { at: quote, fault: Fault::UnclosedQuote });
            }
            while bytes.get(at).is_some_and(|byte| !self.ends_cell[usize::from(*byte)]) {
                at += 1;
            }
            self.scratch.truncate(kept);
            cell = Cell { start: raw as u32, end: at as u32, raw: raw as u32, unescaped: false, bad_quote: true };
        }
        if at >= bytes.len() && !is_all {
            return Err(Split::More { quote: None });
        }
        debug_assert!(self.delimiter != b'"');
        Ok((cell, at))
    }
}

fn skip_blanks(bytes: &[u8], mut at: usize) -> usize {
    while bytes.get(at) == Some(&b' ') {
        at += 1;
    }
    at
}
