//! Walking imports: in one file or in many, the same lots and balances.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::book::{Book, past_debit};
use super::model::{Model, Point, Taken};
use super::{config, day, points};
use crate::domain::ledger::*;
use crate::domain::refund::reversal;
use crate::domain::{Day, EntryId, InvoiceId, Points};

#[derive(Clone, Debug)]
pub enum Step {
    /// An invoice.
    Earn { count: i64, lasts: Option<i32> },
    /// A free-standing credit note.
    Note { count: i64 },
    /// A refund of an invoice before it, down to a target.
    Refund { which: usize, target: i64 },
    /// A credit note before it is made void.
    Void { which: usize, lasts: Option<i32> },
}

pub type Event = (i32, Step);

pub const LAST_DAY: i32 = 120;

pub fn any_events() -> impl Strategy<Value = Vec<Event>> {
    let lasts = || prop::option::weighted(0.8, 0i32..60);
    let step = prop_oneof![
        5 => (1i64..30, lasts()).prop_map(|(count, lasts)| Step::Earn { count, lasts }),
        2 => (1i64..40).prop_map(|count| Step::Note { count }),
        3 => (0usize..1000, 0i64..15).prop_map(|(which, target)| Step::Refund { which, target }),
        1 => (0usize..1000, lasts()).prop_map(|(which, lasts)| Step::Void { which, lasts }),
    ];
    prop::collection::vec((0..LAST_DAY, step), 1..25).prop_map(|mut events| {
        events.sort_by_key(|(day, _)| *day);
        events
    })
}

/// What the shop remembers of its invoices, and its book.
#[derive(Default, Clone)]
pub struct Shop {
    pub book: Book,
    /// The number of the first invoice below.
    first: i64,
    /// The invoice's own lot, what it earned, what was taken back.
    invoices: Vec<(EntryId, i64, i64)>,
    notes: Vec<(EntryId, bool)>,
}

impl Shop {
    pub fn import(&mut self, events: &[Event], today: Day) {
        let Some((first, _)) = events.first() else { return };
        let mut account = self.book.open_whole();
        let lapsed: Vec<Points> = (0..100).map(|invoice| self.book.lapsed(InvoiceId(self.first + invoice))).collect();
        account.rewind(day(*first), self.book.booked_after(day(*first)), self.book.debts_after(day(*first)));
        for (date, step) in events {
            account.walk_to(day(*date));
            self.step(&mut account, day(*date), step, &lapsed);
        }
        account.settle(today);
        self.book.store(account);
        assert!(self.book.lots.keys().all(|key| !key.ends.is_over(today)));
    }

    /// Goes on with invoices of its own: those so far are not touched any more.
    pub fn forget(&mut self) {
        self.first += self.invoices.len() as i64;
        self.invoices.clear();
        self.notes.clear();
    }

    /// Books what is over.
    pub fn expire(&mut self, today: Day) {
        let mut account = self.book.open_whole();
        account.expire_due(today);
        self.book.store(account);
    }

    /// Does something between imports, or an import.
    pub fn work(&mut self, what: &Between, today: Day) {
        if let Between::Import(events) = what {
            return self.import(events, today);
        }
        let mut account = self.book.open_whole();
        account.expire_due(today);
        let no = Source::default();
        let written = match *what {
            Between::Redeem(count) if check_redeem(account.balance(), points(count)).is_ok() => {
                account.debit(EntryKind::Redeem, today, points(count), None, no).map(|_| ())
            }
            Between::Adjust(count) => account.debit(EntryKind::Adjust, today, points(count), None, no).map(|_| ()),
            Between::Credit(count, lasts) => {
                let ends = lasts.map(|lasts| today.plus_days(lasts));
                account.credit(EntryKind::Adjust, today, points(count), ends, no, today).map(|_| ())
            }
            _ => Ok(()),
        };
        assert_eq!(written, Ok(()));
        self.book.store(account);
    }

    fn step(&mut self, account: &mut Account, date: Day, step: &Step, lapsed: &[Points]) {
        match *step {
            Step::Earn { count, lasts } => {
                let invoice = Some(InvoiceId(self.first + self.invoices.len() as i64));
                let (source, ends) =
                    (Source { invoice, ..Source::default() }, lasts.map(|lasts| date.plus_days(lasts)));
                let entry = account.credit(EntryKind::Earn, date, points(count), ends, source, date).unwrap();
                self.invoices.push((entry, count, 0));
            }
            Step::Note { count } => {
                let count = points(count).min(account.creditable());
                if count.is_positive() {
                    let entry = account.debit(EntryKind::Reverse, date, count, None, Source::default()).unwrap();
                    self.notes.push((entry, false));
                }
            }
            Step::Refund { which, target } if !self.invoices.is_empty() => {
                let invoice = which % self.invoices.len();
                let (own, earned, reversed) = self.invoices[invoice];
                let lapsed = lapsed[invoice] + account.lapsed_here(InvoiceId(self.first + invoice as i64));
                let back = reversal(points(earned), points(reversed), lapsed, points(target));
                if back.is_positive() {
                    account.debit(EntryKind::Reverse, date, back, Some(own), Source::default()).unwrap();
                    self.invoices[invoice].2 += back.get();
                }
            }
            Step::Void { which, lasts } if !self.notes.is_empty() => {
                let note = which % self.notes.len();
                let (entry, voided) = self.notes[note];
                if !voided {
                    self.notes[note].1 = true;
                    self.give_back(account, date, entry, lasts);
                }
            }
            _ => {}
        }
    }

    fn give_back(&self, account: &mut Account, date: Day, entry: EntryId, lasts: Option<i32>) {
        let entries = [&self.book.entries[..], &account.entries].concat();
        let takings = [&self.book.takings[..], &account.takings].concat();
        let debit = past_debit(&entries, &takings, entry, Points::ZERO);
        let back = GiveBack {
            kind: EntryKind::Reverse,
            date,
            points: debit.left(),
            own_expires_on: lasts.map(|lasts| date.plus_days(lasts)),
            source: Source::default(),
        };
        account.give_back(&debit, back, date).unwrap();
    }

    /// Lots in spending order, by what does not depend on how entries are numbered.
    fn lots(&self) -> Vec<(Ends, Day, Option<InvoiceId>, Points)> {
        self.book.lots.values().map(|lot| (lot.key.ends, lot.key.dated, lot.invoice, lot.remaining)).collect()
    }

    /// What ran out, by date.
    fn expired(&self) -> BTreeMap<Day, Points> {
        let mut by_date = BTreeMap::new();
        for entry in self.book.entries.iter().filter(|entry| entry.kind == EntryKind::Expire) {
            *by_date.entry(entry.date).or_default() += entry.points;
        }
        by_date.retain(|_, points: &mut Points| !points.is_zero());
        by_date
    }
}

/// The same walk, point by point. Every event's number stands for its entry.
fn modelled(events: &[Event], today: Day) -> Model {
    let mut model = Model::new(day(0));
    let mut invoices: Vec<(i64, i64, i64)> = Vec::new();
    let mut notes: Vec<(Taken, bool)> = Vec::new();
    let (mut earned, mut reversed) = (0, 0);
    for (number, (date, step)) in events.iter().enumerate() {
        let (date, number) = (day(*date), number as i64);
        model.pass_to(date);
        match *step {
            Step::Earn { count, lasts } => {
                let ends = lasts.map(|lasts| date.plus_days(lasts));
                model.credit(Point { ends, dated: date, credit: number }, count);
                invoices.push((number, count, 0));
                earned += count;
            }
            Step::Note { count } => {
                let lapsed: usize = model.lapsed.values().sum();
                let count = count.min(earned - reversed - lapsed as i64);
                if count > 0 {
                    notes.push((model.debit(count, None), false));
                    reversed += count;
                }
            }
            Step::Refund { which, target } if !invoices.is_empty() => {
                let index = which % invoices.len();
                let (own, earned_here, reversed_here) = invoices[index];
                let lapsed = model.lapsed.get(&own).map_or(0, |lapsed| *lapsed as i64);
                let there = earned_here - reversed_here;
                let back = (there - target).min(there - lapsed).max(0);
                model.debit(back, Some(own));
                invoices[index].2 += back;
                reversed += back;
            }
            Step::Void { which, lasts } if !notes.is_empty() => {
                let index = which % notes.len();
                let (taken, voided) = &mut notes[index];
                if !*voided {
                    *voided = true;
                    let ends = lasts.map(|lasts| date.plus_days(lasts));
                    reversed -= taken.left() as i64;
                    model.give_back(taken, taken.left(), Point { ends, dated: date, credit: number });
                }
            }
            _ => {}
        }
    }
    model.pass_to(today);
    model
}

/// Work by hand between imports.
#[derive(Clone, Debug)]
pub enum Between {
    Import(Vec<Event>),
    Redeem(i64),
    Adjust(i64),
    Credit(i64, Option<i32>),
}

pub fn any_between() -> impl Strategy<Value = (i32, Between)> {
    let what = prop_oneof![
        3 => any_events().prop_map(Between::Import),
        1 => (1i64..60).prop_map(Between::Redeem),
        1 => (1i64..60).prop_map(Between::Adjust),
        1 => (1i64..60, prop::option::of(0i32..90)).prop_map(|(count, lasts)| Between::Credit(count, lasts)),
    ];
    (-20i32..40, what)
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn split_by_date_ends_as_one_walk(
        events in any_events(),
        cuts in prop::collection::vec((0..LAST_DAY, 0i32..80), 1..4),
        after in 0i32..100,
    ) {
        let today = day(LAST_DAY + after);
        let mut whole = Shop::default();
        whole.import(&events, today);

        let mut cuts = cuts;
        cuts.sort();
        let (mut split, mut rest, mut past) = (Shop::default(), &events[..], 0);
        for (until, later) in cuts {
            let (file, others) = rest.split_at(rest.partition_point(|(date, _)| *date < until));
            past = past.max(until + later).min(LAST_DAY + after);
            split.import(file, day(past));
            rest = others;
        }
        split.import(rest, today);
        split.expire(today);

        prop_assert_eq!(split.book.totals, whole.book.totals);
        prop_assert_eq!(split.lots(), whole.lots());
        prop_assert_eq!(split.expired(), whole.expired());
        let model = modelled(&events, today);
        prop_assert_eq!(whole.book.balance_at(today).get(), model.balance());
        let want: i64 = model.lots().values().sum();
        prop_assert_eq!(whole.book.lots.values().map(|lot| lot.remaining.get()).sum::<i64>(), want);
        let ending: Vec<_> = expiring(whole.book.lots.values(), today).into_iter().map(|(last, n)| (last, n.get())).collect();
        prop_assert_eq!(ending, model.expiring().into_iter().collect::<Vec<_>>());
    }

    #[test]
    fn imports_between_work_by_hand_keep_the_books(work in prop::collection::vec(any_between(), 1..8)) {
        let (mut shop, mut today) = (Shop::default(), LAST_DAY);
        for (days, what) in work {
            today = (today + days).max(LAST_DAY);
            shop.work(&what, day(today));
        }
    }
}
