//! Invoices as their files have them, before anything is known of a database.

use rustc_hash::FxHashMap;

use super::index::Kept;
use super::options::typed;
use super::people::{NOBODY, award_order};
use super::survey::Survey;
use super::words::Status;
use crate::domain::{Day, Kind, Money, Quantity, TimeOfDay, UnitPrice};

/// What can be sold: one for each distinct kind, name, sku and category.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Item {
    /// What it is.
    pub kind: Kind,
    /// What it is called; never empty.
    pub name: String,
    /// The shop's own article number.
    pub sku: Option<String>,
    /// The group it belongs to.
    pub category: Option<String>,
}

/// The items seen so far; lines name them by their place.
#[derive(Debug, Default)]
pub struct Items {
    items: Vec<Item>,
    places: FxHashMap<Item, u32>,
}

impl Items {
    /// The item of a place.
    pub fn get(&self, place: u32) -> &Item {
        &self.items[place as usize]
    }

    /// All items, in the order in which they came.
    pub fn as_slice(&self) -> &[Item] {
        &self.items
    }

    /// Takes items in that another thread has placed, in their order.
    pub(super) fn extend(&mut self, items: Vec<Item>) {
        self.items.extend(items);
    }

    pub(super) fn place(&mut self, item: Item) -> u32 {
        if let Some(place) = self.places.get(&item) {
            return *place;
        }
        let place = self.items.len() as u32;
        self.items.push(item.clone());
        self.places.insert(item, place);
        place
    }
}

/// A line of an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LineDraft {
    /// The place of its item in [`Items`].
    pub item: u32,
    /// How many pieces; not zero.
    pub quantity: Quantity,
    /// The price of one piece, where it is known.
    pub unit_price: Option<UnitPrice>,
    /// What the line costs.
    pub amount: Money,
}

/// An invoice as its file has it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct InvoiceDraft<'a> {
    /// Its number, with the prefix.
    pub number: &'a str,
    /// Its date.
    pub date: Day,
    /// The earliest time of its rows.
    pub time: Option<TimeOfDay>,
    /// The place of its customer in [`Survey::customers`].
    pub customer: Option<u32>,
    /// What the file says of its payment.
    pub status: Option<Status>,
    /// The day of its payment, where the file says it.
    pub paid_on: Option<Day>,
    /// The number of the invoice that it refunds, with the prefix.
    pub refers_to: Option<&'a str>,
    /// The reward of a card that was worked in.
    pub card_reward: Option<&'a str>,
    /// Its lines, in the order of its rows.
    pub lines: &'a [LineDraft],
    /// What it comes to.
    pub total: Money,
    /// How many rows it has.
    pub rows: u32,
    /// Its file, counted from 0.
    pub file: usize,
    /// The line of its first row.
    pub line: u64,
    /// Its place among the invoices of its file; [`Survey::award_order`] names invoices by file and place.
    pub place: u32,
}

impl InvoiceDraft<'_> {
    /// The day by which it is awarded: that of its payment, else its own.
    pub fn awarded_on(&self) -> Day {
        self.paid_on.unwrap_or(self.date)
    }
}

/// A good invoice as the first reading knows it, without its lines.
#[derive(Clone, Copy, Debug)]
pub struct Outline<'a> {
    /// Its number, with the prefix.
    pub number: &'a str,
    /// The place of its customer in [`Survey::customers`].
    pub customer: Option<u32>,
    /// Its day.
    pub day: Option<Day>,
    /// The line of its first row.
    pub line: u64,
    /// How many rows it has.
    pub rows: u32,
    /// What it comes to.
    pub total: Money,
    /// The number of the invoice that it refunds, with the prefix.
    pub refers_to: Option<&'a str>,
}

impl Survey<'_> {
    /// What the user calls the files.
    pub fn file_names(&self) -> Vec<String> {
        self.sources.iter().map(|source| source.name().to_owned()).collect()
    }

    /// How many errors are told whole.
    pub fn max_errors(&self) -> usize {
        self.options.max_errors
    }

    /// What the first reading knows of an invoice, by file and place.
    pub fn outline(&self, file: usize, place: u32) -> Outline<'_> {
        let survey = &self.files[file];
        let customer = survey.customers[place as usize];
        Outline {
            number: survey.index.number(place),
            customer: (customer != NOBODY).then_some(customer),
            day: survey.index.day(place),
            line: survey.index.line(place),
            rows: survey.index.rows(place),
            total: survey.index.amount(place),
            refers_to: survey.index.kept(place, Kept::RefersTo).map(|id| self.texts.get(id)),
        }
    }

    /// How many invoices the files hold.
    pub fn invoice_count(&self) -> u64 {
        self.files.iter().map(|file| u64::from(file.index.len())).sum()
    }

    /// The good invoices in the order of awards (day, time with none first, number), by file and place.
    pub fn award_order(&self) -> Vec<(usize, u32)> {
        award_order(&self.files)
    }

    /// What tells an invoice of a file from one of another year that has its number.
    pub fn renumbering_hint(&self, file: usize, day: Day) -> Option<String> {
        if self.files.len() > 1 {
            return self.files[file].plan.renumbering_hint();
        }
        let prefix = format!("{}{}-", self.options.prefix, day.year());
        Some(format!("{} if numbers begin anew each year", typed("--prefix", &prefix)))
    }

    /// The draft again, its texts borrowed from the survey and without its lines.
    pub(super) fn draft_without_lines(&self, draft: &InvoiceDraft<'_>) -> InvoiceDraft<'_> {
        let index = &self.files[draft.file].index;
        let text = |what| index.kept(draft.place, what).map(|id| self.texts.get(id));
        InvoiceDraft {
            number: index.number(draft.place),
            refers_to: text(Kept::RefersTo),
            card_reward: text(Kept::CardReward),
            lines: &[],
            date: draft.date,
            time: draft.time,
            customer: draft.customer,
            status: draft.status,
            paid_on: draft.paid_on,
            total: draft.total,
            rows: draft.rows,
            file: draft.file,
            line: draft.line,
            place: draft.place,
        }
    }
}
