//! Rows without a number: many exports name an invoice on its first row only, and leave the others to the eye.

use super::first::KEPT;
use super::index::FileIndex;
use super::interner::Interner;
use super::options::Field;
use super::people;
use super::records::Record;
use super::row::RowReader;

/// What settles it.
pub(super) const CONTINUED_HINT: &str = "write the number on every row of its invoice";

/// Whether a row without a number may belong to the invoice of the row before: it is no total, and neither its day nor
/// its customer is another one. Such an invoice is not whole, as far as anybody can tell.
pub(super) fn may_continue(
    record: &Record<'_>,
    reader: &mut RowReader<'_>,
    index: &FileIndex,
    invoice: u32,
    texts: &Interner,
) -> bool {
    let day = reader.date(record, Field::Date).ok().flatten().map(|moment| moment.day);
    let is_other_day = day.zip(index.day(invoice)).is_some_and(|(own, there)| own != there);
    let is_other_customer = KEPT.into_iter().filter(|(_, kept)| kept.is_contact()).any(|(field, kept)| {
        let own = reader.text(record, field).ok().flatten();
        let there = index.kept(invoice, kept).map(|text| texts.get(text));
        own.zip(there)
            .is_some_and(|(own, there)| *own != *there && !people::is_same(kept, &own, there, reader.options.country))
    });
    !is_other_day && !is_other_customer && reader.total_row_hint(record).is_none()
}
