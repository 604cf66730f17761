//! What is remembered of a file between its two readings: its invoices, not their rows. About forty bytes each,
//! beside their numbers.

use super::interner::Interner;
use super::words::Status;
use crate::domain::{Day, Money, TimeOfDay};

/// Small numbers, one an invoice, most of which may be missing; takes no room until the first is there.
#[derive(Clone, Debug, Default)]
pub(super) struct Sparse(Vec<u32>);

const NONE: u32 = u32::MAX;

impl Sparse {
    pub(super) fn get(&self, invoice: u32) -> Option<u32> {
        self.0.get(invoice as usize).copied().filter(|value| *value != NONE)
    }

    pub(super) fn set(&mut self, invoice: u32, value: u32) {
        let invoice = invoice as usize;
        if invoice >= self.0.len() {
            self.0.resize(invoice + 1, NONE);
        }
        self.0[invoice] = value;
    }

    /// Sets a value where there is none; gives the other back that is there.
    pub(super) fn agree(&mut self, invoice: u32, value: u32) -> Option<u32> {
        match self.get(invoice) {
            None => {
                self.set(invoice, value);
                None
            }
            Some(there) => (there != value).then_some(there),
        }
    }
}

/// Texts of an invoice that are kept in [`super::survey::Survey::texts`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kept {
    Customer,
    Name,
    Email,
    Phone,
    RefersTo,
    CardReward,
}

impl Kept {
    const COUNT: usize = 6;

    /// Whether it says who the customer is.
    pub(super) fn is_contact(self) -> bool {
        matches!(self, Kept::Customer | Kept::Name | Kept::Email | Kept::Phone)
    }
}

/// The invoices of one file, by the order of their first rows.
#[derive(Clone, Debug, Default)]
pub(super) struct FileIndex {
    pub(super) numbers: Interner,
    rows: Vec<u32>,
    lines: Vec<u32>,
    sums: Vec<i64>,
    days: Vec<i32>,
    times: Sparse,
    /// Days of payment, counted from the first day there is.
    paid: Sparse,
    kept: [Sparse; Kept::COUNT],
    totals: Vec<i64>,
    flags: Vec<u8>,
}

/// No amount comes near it.
const NO_TOTAL: i64 = i64::MIN;
const NO_DAY: i32 = i32::MIN;

const REJECTED: u8 = 1;
const HAS_LINES: u8 = 2;
const HAS_BARE_ROWS: u8 = 4;
const TOO_LARGE: u8 = 8;
const STATUS_SHIFT: u8 = 4;

impl FileIndex {
    pub(super) fn len(&self) -> u32 {
        self.rows.len() as u32
    }

    /// The invoice of a number, which is put in if it is new; one more row of it was seen.
    pub(super) fn row(&mut self, number: &str, line: u64) -> u32 {
        let invoice = self.numbers.intern(number);
        if invoice == self.len() {
            self.rows.push(0);
            self.lines.push(u32::try_from(line).unwrap_or(u32::MAX));
            self.sums.push(0);
            self.days.push(NO_DAY);
            self.flags.push(0);
        }
        self.rows[invoice as usize] += 1;
        invoice
    }

    /// One more row of an invoice that is known.
    pub(super) fn row_again(&mut self, invoice: u32) {
        self.rows[invoice as usize] += 1;
    }

    pub(super) fn number(&self, invoice: u32) -> &str {
        self.numbers.get(invoice)
    }

    pub(super) fn rows(&self, invoice: u32) -> u32 {
        self.rows[invoice as usize]
    }

    /// The line of its first row.
    pub(super) fn line(&self, invoice: u32) -> u64 {
        u64::from(self.lines[invoice as usize])
    }

    pub(super) fn reject(&mut self, invoice: u32) {
        self.flags[invoice as usize] |= REJECTED;
    }

    pub(super) fn is_rejected(&self, invoice: u32) -> bool {
        self.flags[invoice as usize] & REJECTED != 0
    }

    pub(super) fn add_line(&mut self, invoice: u32, amount: Money) {
        let invoice = invoice as usize;
        self.flags[invoice] |= HAS_LINES;
        match self.sums[invoice].checked_add(amount.minor()) {
            Some(sum) => self.sums[invoice] = sum,
            None => self.flags[invoice] |= TOO_LARGE,
        }
    }

    /// A row that says nothing of an amount.
    pub(super) fn add_bare_row(&mut self, invoice: u32) {
        self.flags[invoice as usize] |= HAS_BARE_ROWS;
    }

    /// Whether its rows have no amount and its total is all.
    pub(super) fn is_total_alone(&self, invoice: u32) -> bool {
        self.flags[invoice as usize] & (HAS_LINES | HAS_BARE_ROWS) == HAS_BARE_ROWS
    }

    /// Whether some of its rows have an amount and some have none.
    pub(super) fn is_partly_bare(&self, invoice: u32) -> bool {
        self.flags[invoice as usize] & (HAS_LINES | HAS_BARE_ROWS) == HAS_LINES | HAS_BARE_ROWS
    }

    /// What its lines add up to; `None` when that is past the largest amount.
    pub(super) fn sum(&self, invoice: u32) -> Option<Money> {
        let flags = self.flags[invoice as usize];
        if flags & TOO_LARGE != 0 { None } else { Money::from_minor(self.sums[invoice as usize]).in_range() }
    }

    /// What the invoice comes to: its total where that is all, else what its lines add up to; zero when unknown.
    pub(super) fn amount(&self, invoice: u32) -> Money {
        let total = if self.is_total_alone(invoice) { self.total(invoice) } else { self.sum(invoice) };
        total.unwrap_or(Money::ZERO)
    }

    pub(super) fn total(&self, invoice: u32) -> Option<Money> {
        self.totals.get(invoice as usize).copied().filter(|total| *total != NO_TOTAL).map(Money::from_minor)
    }

    /// Sets the total; gives the other back that is there.
    pub(super) fn agree_total(&mut self, invoice: u32, total: Money) -> Option<Money> {
        let there = self.total(invoice);
        if there.is_none() {
            let invoice = invoice as usize;
            if invoice >= self.totals.len() {
                self.totals.resize(invoice + 1, NO_TOTAL);
            }
            self.totals[invoice] = total.minor();
        }
        there.filter(|there| *there != total)
    }

    pub(super) fn day(&self, invoice: u32) -> Option<Day> {
        let day = self.days[invoice as usize];
        if day == NO_DAY { None } else { Day::from_number(day) }
    }

    /// Sets the day; gives the other back that is there.
    pub(super) fn agree_day(&mut self, invoice: u32, day: Day) -> Option<Day> {
        let (there, number) = (&mut self.days[invoice as usize], day.number());
        if *there == NO_DAY {
            *there = number;
        }
        if *there == number { None } else { Day::from_number(*there) }
    }

    pub(super) fn time(&self, invoice: u32) -> Option<TimeOfDay> {
        self.times.get(invoice).and_then(TimeOfDay::from_seconds)
    }

    /// The earliest of its rows' times counts.
    pub(super) fn add_time(&mut self, invoice: u32, time: TimeOfDay) {
        if self.times.get(invoice).is_none_or(|there| time.seconds() < there) {
            self.times.set(invoice, time.seconds());
        }
    }

    /// The day of its payment, where a row says it.
    pub(super) fn paid_on(&self, invoice: u32) -> Option<Day> {
        self.paid.get(invoice).and_then(|days| Day::from_number(Day::MIN.number() + days as i32))
    }

    /// Sets the day of the payment; gives the other back that is there.
    pub(super) fn agree_paid_on(&mut self, invoice: u32, day: Day) -> Option<Day> {
        let other = self.paid.agree(invoice, (day.number() - Day::MIN.number()) as u32);
        other.and_then(|_| self.paid_on(invoice))
    }

    /// The day of the award and its time as one number in the order of awards: none first. One that was paid on
    /// another day than its own has no time there.
    pub(super) fn moment_key(&self, invoice: u32) -> u64 {
        let (own, paid) = (self.days[invoice as usize], self.paid_on(invoice).map(Day::number));
        let day = i64::from(paid.unwrap_or(own)) - i64::from(i32::MIN);
        let time = self.times.get(invoice).filter(|_| paid.is_none_or(|paid| paid == own));
        (day as u64) << 20 | time.map_or(0, |seconds| u64::from(seconds) + 1)
    }

    pub(super) fn kept(&self, invoice: u32, what: Kept) -> Option<u32> {
        self.kept[what as usize].get(invoice)
    }

    /// Sets a text; gives the other back that is there.
    pub(super) fn agree(&mut self, invoice: u32, what: Kept, text: u32) -> Option<u32> {
        self.kept[what as usize].agree(invoice, text)
    }

    pub(super) fn status(&self, invoice: u32) -> Option<Status> {
        match self.flags[invoice as usize] >> STATUS_SHIFT {
            1 => Some(Status::Paid),
            2 => Some(Status::Unpaid),
            3 => Some(Status::Void),
            _ => None,
        }
    }

    /// Sets the status; gives the other back that is there.
    pub(super) fn agree_status(&mut self, invoice: u32, status: Status) -> Option<Status> {
        let there = self.status(invoice);
        if there.is_none() {
            self.flags[invoice as usize] |= (status as u8 + 1) << STATUS_SHIFT;
        }
        there.filter(|there| *there != status)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_invoice_agrees_with_itself() {
        let day = |text| Day::parse(text).unwrap();
        let mut index = FileIndex::default();
        let invoice = index.row("F1", 2);
        assert_eq!(index.row("F1", 3), invoice);
        assert_eq!((index.len(), index.rows(invoice), index.line(invoice)), (1, 2, 2));
        assert_eq!(index.agree_day(invoice, day("2024-02-03")), None);
        assert_eq!(index.agree_day(invoice, day("2024-02-04")), Some(day("2024-02-03")));
        assert_eq!(index.agree_status(invoice, Status::Void), None);
        assert_eq!(index.agree_status(invoice, Status::Paid), Some(Status::Void));
        assert_eq!(index.agree(invoice, Kept::Name, 4), None);
        assert_eq!(index.agree(invoice, Kept::Name, 5), Some(4));
        index.add_time(invoice, TimeOfDay::parse("9:01").unwrap());
        let early = index.moment_key(invoice);
        index.add_time(invoice, TimeOfDay::parse("9:00").unwrap());
        assert!(index.moment_key(invoice) < early);
        index.add_line(invoice, Money::MAX);
        assert_eq!(index.sum(invoice), Some(Money::MAX));
        index.add_line(invoice, Money::from_minor(1));
        assert_eq!(index.sum(invoice), None);
    }
}
