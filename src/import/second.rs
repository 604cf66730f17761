//! The second reading: the good invoices, whole, each once.

use super::apart::{Apart, Gathered};
use super::drafts::{InvoiceDraft, Item, Items, LineDraft};
use super::error::ImportError;
use super::index::Kept;
use super::interner::Interner;
use super::opening::{is_left_out, read_error, reopen};
use super::options::Field;
use super::people::NOBODY;
use super::reading::{Progress, TOLD_EVERY};
use super::records::Record;
use super::row::{Price, RowReader};
use super::source::Source;
use super::survey::{FileSurvey, Survey};
use crate::domain::{Day, Quantity, UnitPrice};

impl Survey<'_> {
    /// Reads the files once more and gives every invoice without an error out, once its last row was read. Items come
    /// along; lines name them by place.
    ///
    /// An [`ImportError`] here says that a file changed or could not be read again.
    pub fn for_each_invoice<E: From<ImportError>>(
        &self,
        progress: &mut dyn FnMut(Progress),
        mut each: impl FnMut(&InvoiceDraft<'_>, &Items) -> Result<(), E>,
    ) -> Result<(), E> {
        let mut items = Items::default();
        let (mut before, mut rows) = (0, 0);
        for file in 0..self.files.len() {
            let mut told = |bytes, more| progress(Progress { bytes: before + bytes, rows: rows + more });
            rows += self.file_invoices(file, &mut items, &mut told, &mut each)?;
            before += self.sources[file].len().unwrap_or(0);
        }
        Ok(())
    }

    fn file_invoices<E: From<ImportError>>(
        &self,
        file: usize,
        items: &mut Items,
        progress: &mut dyn FnMut(u64, u64),
        each: &mut impl FnMut(&InvoiceDraft<'_>, &Items) -> Result<(), E>,
    ) -> Result<u64, E> {
        let (source, survey) = (&self.sources[file], &self.files[file]);
        let changed = || ImportError::Changed { file: source.name().to_owned() };
        let mut records = reopen(source, &survey.dialect, survey.encoding, survey.mark);
        let mut lines = LineReader::new(RowReader::new(&survey.plan, self.options), items);
        // Most invoices have their rows all in a row; the others wait for what is to come.
        let mut apart = Apart::default();
        let mut current: Option<(u32, Gathered)> = None;
        let (mut given, mut rows, mut told, mut last) = (0, 0, 0, 0u32);
        while let Some(record) = records.next().map_err(|error| E::from(read_error(source, error)))? {
            if record.line <= survey.dialect.header_line || is_left_out(&record, &survey.dialect, &survey.plan) {
                continue;
            }
            rows += 1;
            // A row without a number has no invoice; it was rejected.
            let Ok(number) = lines.reader.number(&record) else { continue };
            // Most often it is the invoice of the row before, or the one that came after it.
            let numbers = &survey.index.numbers;
            let near = [last, last.wrapping_add(1)].into_iter().find(|near| numbers.is(*near, &number));
            let invoice = near.or_else(|| numbers.find(&number)).ok_or_else(changed)?;
            last = invoice;
            if survey.index.is_rejected(invoice) {
                continue;
            }
            let mut gathered = match current.take() {
                Some((other, gathered)) if other == invoice => gathered,
                other => {
                    if let Some((other, gathered)) = other {
                        apart.put(other, gathered).map_err(|error| io(source, error))?;
                    }
                    apart.take(invoice).unwrap_or_else(|| {
                        let is_continued = apart.is_spilt(invoice);
                        Gathered { is_continued, ..std::mem::take(&mut lines.spare) }
                    })
                }
            };
            gathered.rows += 1;
            lines.add(&record, survey, invoice, &mut gathered).map_err(|()| changed())?;
            if gathered.is_continued || gathered.rows < survey.index.rows(invoice) {
                current = Some((invoice, gathered));
                continue;
            }
            self.give(file, invoice, &gathered, lines.items, each)?;
            given += 1;
            lines.spare = gathered.emptied();
            if records.bytes() > told + TOLD_EVERY {
                told = records.bytes();
                progress(told, rows);
            }
        }
        if let Some((invoice, gathered)) = current {
            apart.put(invoice, gathered).map_err(|error| io(source, error))?;
        }
        let last = apart.finish::<Stopped<E>>(|invoice, gathered| {
            if gathered.rows != survey.index.rows(invoice) {
                return Err(Stopped::Given(changed().into()));
            }
            self.give(file, invoice, &gathered, lines.items, each).map_err(Stopped::Given)?;
            given += 1;
            Ok(gathered)
        });
        last.map_err(|stopped| match stopped {
            Stopped::Given(error) => error,
            Stopped::Io(error) => io(source, error).into(),
        })?;
        let good = (0..survey.index.len()).filter(|invoice| !survey.index.is_rejected(*invoice)).count();
        if given != good || !source.is_unchanged() {
            return Err(changed().into());
        }
        progress(records.bytes(), rows);
        Ok(rows)
    }

    /// Gives an invoice out whose rows have all come.
    fn give<E: From<ImportError>>(
        &self,
        file: usize,
        invoice: u32,
        gathered: &Gathered,
        items: &Items,
        each: &mut impl FnMut(&InvoiceDraft<'_>, &Items) -> Result<(), E>,
    ) -> Result<(), E> {
        let draft = self.draft(file, invoice, gathered);
        if draft.total != self.files[file].index.amount(invoice) {
            return Err(ImportError::Changed { file: self.sources[file].name().to_owned() }.into());
        }
        each(&draft, items)
    }

    fn draft<'s>(&'s self, file: usize, invoice: u32, gathered: &'s Gathered) -> InvoiceDraft<'s> {
        let survey = &self.files[file];
        let index = &survey.index;
        let text = |what| index.kept(invoice, what).map(|id| self.texts.get(id));
        let customer = survey.customers[invoice as usize];
        InvoiceDraft {
            number: index.number(invoice),
            date: index.day(invoice).unwrap_or(Day::MIN),
            time: index.time(invoice),
            customer: (customer != NOBODY).then_some(customer),
            status: index.status(invoice),
            paid_on: index.paid_on(invoice),
            refers_to: text(Kept::RefersTo),
            card_reward: text(Kept::CardReward),
            lines: &gathered.lines,
            total: gathered.lines.iter().map(|line| line.amount).sum(),
            rows: gathered.rows,
            file,
            line: index.line(invoice),
            place: invoice,
        }
    }
}

/// Why the last invoices were not all given out.
enum Stopped<E> {
    Given(E),
    Io(std::io::Error),
}

impl<E> From<std::io::Error> for Stopped<E> {
    fn from(error: std::io::Error) -> Stopped<E> {
        Stopped::Io(error)
    }
}

fn io(source: &Source, error: std::io::Error) -> ImportError {
    ImportError::Io { file: source.name().to_owned(), error }
}

/// Reads lines, and knows the items that it has seen as they stand in the file.
struct LineReader<'a, 'i> {
    reader: RowReader<'a>,
    items: &'i mut Items,
    seen: Interner,
    seen_items: Vec<u32>,
    spare: Gathered,
}

impl<'a, 'i> LineReader<'a, 'i> {
    fn new(reader: RowReader<'a>, items: &'i mut Items) -> LineReader<'a, 'i> {
        LineReader { reader, items, seen: Interner::default(), seen_items: Vec::new(), spare: Gathered::default() }
    }

    /// Adds the row's line. What does not read was good in the first reading, so the file has changed.
    fn add(
        &mut self,
        record: &Record<'_>,
        survey: &FileSurvey,
        invoice: u32,
        gathered: &mut Gathered,
    ) -> Result<(), ()> {
        let item = self.item(record)?;
        if survey.index.is_total_alone(invoice) {
            // The first row's line stands for the whole.
            if gathered.rows == 1 && !gathered.is_continued {
                let total = survey.index.total(invoice).ok_or(())?;
                let unit_price = UnitPrice::from_money(total, self.reader.options.currency);
                gathered.lines.push(LineDraft { item, quantity: Quantity::ONE, unit_price, amount: total });
            }
            return Ok(());
        }
        let Price { quantity, unit_price, amount } = self.reader.price(record).map_err(drop)?.ok_or(())?;
        gathered.lines.push(LineDraft { item, quantity, unit_price, amount });
        Ok(())
    }

    fn item(&mut self, record: &Record<'_>) -> Result<u32, ()> {
        let key = self.reader.item_key(record);
        if let Some(seen) = self.seen.find(key) {
            return Ok(self.seen_items[seen as usize]);
        }
        self.seen.intern(key);
        let kind = self.reader.kind_of_row(record).map_err(drop)?;
        let text = |field| self.reader.text(record, field).map_err(drop);
        let (sku, category, item) = (text(Field::Sku)?, text(Field::Category)?, text(Field::Item)?);
        let name = self.reader.item_name(item.as_deref(), sku.as_deref(), kind);
        let item = Item { kind, name, sku: sku.map(Into::into), category: category.map(Into::into) };
        let place = self.items.place(item);
        self.seen_items.push(place);
        Ok(place)
    }
}
