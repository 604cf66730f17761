//! Invoices whose rows lie far apart: those that are not yet whole wait here, a bounded number of lines in memory and
//! the rest in an unlinked private file, as runs that are sorted by invoice and merged at the end.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, Read, Write};
use std::os::unix::fs::FileExt;

use rustc_hash::FxHashMap;

use super::drafts::LineDraft;
use super::source::{NotKept, unlinked_file};
use crate::domain::{Money, Quantity, UnitPrice};

/// How many lines wait in memory, about.
const HELD_LINES: usize = 1 << 16;
/// How much of a run is read at once.
const READ: usize = 1 << 15;

/// The rows of an invoice that were read.
#[derive(Debug, Default)]
pub(super) struct Gathered {
    pub(super) lines: Vec<LineDraft>,
    pub(super) rows: u32,
    /// Rows before these are in the file already.
    pub(super) is_continued: bool,
}

impl Gathered {
    /// The same room for another invoice.
    pub(super) fn emptied(mut self) -> Gathered {
        self.lines.clear();
        Gathered { lines: self.lines, ..Gathered::default() }
    }
}

/// Invoices of which rows are still to come, by their places in the index.
#[derive(Default)]
pub(super) struct Apart {
    waiting: FxHashMap<u32, Gathered>,
    held: usize,
    spool: Option<Spool>,
}

/// What did not fit into memory.
struct Spool {
    file: File,
    len: u64,
    /// Where each run begins and ends.
    runs: Vec<(u64, u64)>,
    /// Which invoices have rows in it, a bit each.
    has: Vec<u64>,
}

impl Apart {
    /// Lets an invoice wait.
    pub(super) fn put(&mut self, invoice: u32, gathered: Gathered) -> io::Result<()> {
        self.held += gathered.lines.len() + 1;
        self.waiting.insert(invoice, gathered);
        if self.held > HELD_LINES { self.spill() } else { Ok(()) }
    }

    /// Takes what waits of an invoice back; `None` when there is nothing in memory. What is given then goes on after
    /// rows that are in the file when [`Apart::is_spilt`] says so.
    pub(super) fn take(&mut self, invoice: u32) -> Option<Gathered> {
        let gathered = self.waiting.remove(&invoice)?;
        self.held -= gathered.lines.len() + 1;
        Some(gathered)
    }

    /// Whether rows of an invoice are in the file.
    pub(super) fn is_spilt(&self, invoice: u32) -> bool {
        let (word, bit) = (invoice as usize / 64, invoice % 64);
        self.spool.as_ref().is_some_and(|spool| spool.has.get(word).is_some_and(|bits| bits >> bit & 1 == 1))
    }

    /// Gives out all that still waits, each invoice once, whole as far as its rows have come.
    pub(super) fn finish<E: From<io::Error>>(
        mut self,
        mut each: impl FnMut(u32, Gathered) -> Result<Gathered, E>,
    ) -> Result<(), E> {
        if self.spool.is_none() {
            return self.waiting.into_iter().try_for_each(|(invoice, gathered)| each(invoice, gathered).map(drop));
        }
        self.spill()?;
        let Some(spool) = self.spool else { return Ok(()) };
        let mut runs: Vec<Run<'_>> = spool
            .runs
            .iter()
            .map(|(at, end)| Run { file: &spool.file, at: *at, end: *end, buffer: Vec::new(), read: 0 })
            .collect();
        // The next invoice of each run; of one invoice the earlier run comes first.
        let mut next: BinaryHeap<Reverse<(u32, usize)>> = BinaryHeap::new();
        for (place, run) in runs.iter_mut().enumerate() {
            next.extend(run.invoice()?.map(|invoice| Reverse((invoice, place))));
        }
        let mut whole = Gathered::default();
        while let Some(Reverse((invoice, place))) = next.pop() {
            runs[place].gather(&mut whole)?;
            next.extend(runs[place].invoice()?.map(|invoice| Reverse((invoice, place))));
            if next.peek().is_none_or(|Reverse((following, _))| *following != invoice) {
                whole = each(invoice, whole)?.emptied();
            }
        }
        Ok(())
    }

    /// Writes all that waits as a run.
    fn spill(&mut self) -> io::Result<()> {
        let spool = match &mut self.spool {
            Some(spool) => spool,
            none => none.insert(Spool { file: unlinked_file()?, len: 0, runs: Vec::new(), has: Vec::new() }),
        };
        let mut run: Vec<(u32, Gathered)> = self.waiting.drain().collect();
        run.sort_unstable_by_key(|(invoice, _)| *invoice);
        self.held = 0;
        let mut bytes = Vec::new();
        for (invoice, gathered) in run {
            let word = invoice as usize / 64;
            if word >= spool.has.len() {
                spool.has.resize(word + 1, 0);
            }
            spool.has[word] |= 1 << (invoice % 64);
            write_record(&mut bytes, invoice, &gathered)?;
        }
        spool.file.write_all_at(&bytes, spool.len).map_err(NotKept::mark)?;
        let end = spool.len + bytes.len() as u64;
        spool.runs.push((spool.len, end));
        spool.len = end;
        Ok(())
    }
}

/// One run on its way back. A record is its invoice, rows and number of lines, then its lines.
struct Run<'a> {
    file: &'a File,
    at: u64,
    end: u64,
    buffer: Vec<u8>,
    read: usize,
}

impl Run<'_> {
    /// The invoice of the next record; `None` at the end.
    fn invoice(&mut self) -> io::Result<Option<u32>> {
        if self.read == self.buffer.len() && self.at == self.end {
            return Ok(None);
        }
        let mut bytes = [0; 4];
        self.read_exact(&mut bytes)?;
        Ok(Some(u32::from_le_bytes(bytes)))
    }

    /// Adds the rest of the record to what there is of its invoice.
    fn gather(&mut self, whole: &mut Gathered) -> io::Result<()> {
        whole.rows += self.number()? as u32;
        for _ in 0..self.number()? {
            let (item, quantity, amount) = (self.number()? as u32, self.number()?, self.number()?);
            let unit_price = if self.number()? == 1 { UnitPrice::from_ten_thousandths(self.number()?) } else { None };
            let quantity = Quantity::from_thousandths(quantity).unwrap_or(Quantity::ONE);
            whole.lines.push(LineDraft { item, quantity, unit_price, amount: Money::from_minor(amount) });
        }
        Ok(())
    }

    fn number(&mut self) -> io::Result<i64> {
        let mut bytes = [0; 8];
        self.read_exact(&mut bytes)?;
        Ok(i64::from_le_bytes(bytes))
    }
}

impl Read for Run<'_> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        if self.read == self.buffer.len() {
            let left = usize::try_from(self.end - self.at).unwrap_or(READ).min(READ);
            self.buffer.resize(left, 0);
            self.file.read_exact_at(&mut self.buffer, self.at).map_err(NotKept::mark)?;
            (self.at, self.read) = (self.at + left as u64, 0);
        }
        let count = out.len().min(self.buffer.len() - self.read);
        out[..count].copy_from_slice(&self.buffer[self.read..self.read + count]);
        self.read += count;
        Ok(count)
    }
}

fn write_record(out: &mut Vec<u8>, invoice: u32, gathered: &Gathered) -> io::Result<()> {
    out.write_all(&invoice.to_le_bytes())?;
    let mut number = |number: i64| out.write_all(&number.to_le_bytes());
    number(i64::from(gathered.rows))?;
    number(gathered.lines.len() as i64)?;
    for line in &gathered.lines {
        number(i64::from(line.item))?;
        number(line.quantity.thousandths())?;
        number(line.amount.minor())?;
        number(i64::from(line.unit_price.is_some()))?;
        line.unit_price.map_or(Ok(()), |price| number(price.ten_thousandths()))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(amount: i64) -> LineDraft {
        let unit_price = if amount % 2 == 0 { UnitPrice::from_ten_thousandths(-amount) } else { None };
        let quantity = Quantity::from_thousandths(amount + 1).unwrap();
        LineDraft { item: 7, quantity, unit_price, amount: Money::from_minor(amount) }
    }

    #[test]
    fn rows_far_apart_come_together_in_their_order() {
        const INVOICES: u32 = 50_000;
        let mut apart = Apart::default();
        for round in 0..5 {
            for invoice in 0..INVOICES {
                let mut gathered = apart.take(invoice).unwrap_or_default();
                gathered.lines.push(line(i64::from(invoice) * 10 + round));
                gathered.rows += 1;
                apart.put(invoice, gathered).unwrap();
            }
        }
        assert!(apart.spool.is_some() && apart.held <= HELD_LINES + 1);
        let mut seen = 0;
        apart
            .finish::<io::Error>(|invoice, gathered| {
                let want: Vec<LineDraft> = (0..5).map(|round| line(i64::from(invoice) * 10 + round)).collect();
                assert_eq!((invoice, gathered.rows, &gathered.lines), (seen, 5, &want));
                seen += 1;
                Ok(gathered)
            })
            .unwrap();
        assert_eq!(seen, INVOICES);
    }
}
