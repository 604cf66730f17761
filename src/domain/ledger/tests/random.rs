//! Random work, one command after the other, against the model.

use proptest::prelude::*;

use super::book::Book;
use super::model::{Model, Point, Taken};
use super::{config, day, points};
use crate::domain::ledger::*;
use crate::domain::refund::reversal;
use crate::domain::{Day, EntryId, InvoiceId, Points};

#[derive(Clone, Debug)]
pub enum Op {
    Days(i32),
    Expire,
    Credit { kind: EntryKind, ago: i32, count: i64, lasts: Option<i32> },
    Redeem { count: i64 },
    Adjust { count: i64 },
    Refund { which: usize, target: i64 },
    GiveBack { which: usize, percent: usize, lasts: Option<i32> },
}

pub fn any_op() -> impl Strategy<Value = Op> {
    let kind = prop::sample::select(vec![EntryKind::Earn, EntryKind::Earn, EntryKind::Opening, EntryKind::Adjust]);
    let lasts = || prop::option::weighted(0.8, 0i32..40);
    prop_oneof![
        2 => (1i32..25).prop_map(Op::Days),
        1 => Just(Op::Expire),
        5 => (kind, prop_oneof![Just(0), 0i32..50], 1i64..20, lasts())
            .prop_map(|(kind, ago, count, lasts)| Op::Credit { kind, ago, count, lasts }),
        3 => (1i64..30).prop_map(|count| Op::Redeem { count }),
        1 => (1i64..30).prop_map(|count| Op::Adjust { count }),
        2 => (any::<prop::sample::Index>(), 0i64..10).prop_map(|(which, target)| Op::Refund { which: which.index(1000), target }),
        3 => (any::<prop::sample::Index>(), 1usize..=100, lasts())
            .prop_map(|(which, percent, lasts)| Op::GiveBack { which: which.index(1000), percent, lasts }),
    ]
}

/// The book and the model side by side.
pub struct Pair {
    pub today: i32,
    pub book: Book,
    model: Model,
    debits: Vec<(EntryId, EntryKind, Taken)>,
    /// Entry, earned, reversed.
    earned: Vec<(EntryId, i64, i64)>,
}

impl Pair {
    pub fn new() -> Pair {
        Pair { today: 0, book: Book::default(), model: Model::new(day(0)), debits: Vec::new(), earned: Vec::new() }
    }

    fn day(&self) -> Day {
        day(self.today)
    }

    pub fn apply(&mut self, op: &Op) {
        match *op {
            Op::Days(days) => {
                self.today += days;
                self.model.pass_to(self.day());
            }
            Op::Expire => {
                let mut account = self.book.open(self.day(), Points::ZERO, &[]);
                account.expire_due(self.day());
                self.book.store(account);
            }
            Op::Credit { kind, ago, count, lasts } => self.credit(kind, self.today - ago, count, lasts),
            Op::Redeem { count } if self.model.balance() >= count => {
                self.debit(EntryKind::Redeem, count, None, Source::default());
            }
            Op::Redeem { count } => {
                let refusal = check_redeem(self.book.balance_at(self.day()), points(count));
                assert!(matches!(refusal, Err(Refusal::NotEnoughPoints { .. })));
            }
            Op::Adjust { count } => self.debit(EntryKind::Adjust, count, None, Source::default()),
            Op::Refund { which, target } => self.refund(which, target),
            Op::GiveBack { which, percent, lasts } => self.give_back(which, percent, lasts),
        }
    }

    fn credit(&mut self, kind: EntryKind, date: i32, count: i64, lasts: Option<i32>) {
        let (today, ends) = (self.day(), lasts.map(|lasts| day(date + lasts)));
        let invoice = (kind == EntryKind::Earn).then_some(InvoiceId(self.book.entries.len() as i64));
        let mut account = self.book.open(today, Points::ZERO, &[]);
        account.expire_due(today);
        let source = Source { invoice, ..Source::default() };
        let entry = account.credit(kind, day(date), points(count), ends, source, today).unwrap();
        self.book.store(account);
        self.model.credit(Point { ends, dated: day(date), credit: entry.0 }, count);
        if kind == EntryKind::Earn {
            self.earned.push((entry, count, 0));
        }
    }

    fn debit(&mut self, kind: EntryKind, count: i64, own: Option<EntryId>, source: Source) {
        let mut account = self.book.open(self.day(), points(count), own.as_slice());
        account.expire_due(self.day());
        let entry = account.debit(kind, self.day(), points(count), own, source).unwrap();
        self.book.store(account);
        let taken = self.model.debit(count, own.map(|own| own.0));
        self.debits.push((entry, kind, taken));
    }

    fn refund(&mut self, which: usize, target: i64) {
        if self.earned.is_empty() {
            return;
        }
        let which = which % self.earned.len();
        let (own, earned, reversed) = self.earned[which];
        let invoice = self.book.entries[own.0 as usize - 1].source.invoice.unwrap();
        let mut account = self.book.open(self.day(), Points::ZERO, &[]);
        account.expire_due(self.day());
        let lapsed = self.book.lapsed(invoice) + account.lapsed_here(invoice);
        assert_eq!(lapsed.get(), self.model.lapsed.get(&own.0).map_or(0, |lapsed| *lapsed as i64));
        let back = reversal(points(earned), points(reversed), lapsed, points(target)).get();
        if back > 0 {
            self.earned[which].2 += back;
            self.debit(EntryKind::Reverse, back, Some(own), Source::default());
        }
    }

    fn give_back(&mut self, which: usize, percent: usize, lasts: Option<i32>) {
        let today = self.day();
        let candidates =
            self.debits.iter_mut().filter(|(_, kind, taken)| *kind != EntryKind::Adjust && taken.left() > 0);
        let mut candidates: Vec<_> = candidates.collect();
        let count = candidates.len().max(1);
        let Some((entry, kind, taken)) = candidates.get_mut(which % count) else { return };
        let given_back = self.book.past_debit(*entry, Points::ZERO).left().get() as usize - taken.left();
        let debit = self.book.past_debit(*entry, points(given_back as i64));
        let count = (taken.left() * percent).div_ceil(100);
        let named: Vec<EntryId> = debit.taken.iter().map(|part| part.key.entry).collect();
        let mut account = self.book.open(today, Points::ZERO, &named);
        account.expire_due(today);
        let back = GiveBack {
            kind: if *kind == EntryKind::Redeem { EntryKind::Return } else { EntryKind::Reverse },
            date: today,
            points: points(count as i64),
            own_expires_on: lasts.map(|lasts| today.plus_days(lasts)),
            source: Source::default(),
        };
        let own = account.give_back(&debit, back, today).unwrap();
        self.book.store(account);
        self.model.give_back(taken, count, Point { ends: back.own_expires_on, dated: today, credit: own.0 });
    }

    pub fn compare(&self) {
        let at = self.day();
        assert_eq!(self.book.balance_at(at).get(), self.model.balance());
        let live = self.book.lots.values().filter(|lot| !lot.key.ends.is_over(at));
        let lots: Vec<_> = live.map(|lot| (lot.key.entry.0, lot.remaining.get())).collect();
        let mut want: Vec<_> = self.model.lots().into_iter().collect();
        want.sort_by_key(|(credit, _)| lots.iter().position(|(lot, _)| lot == credit));
        assert_eq!(lots, want);
        let ending: Vec<_> =
            expiring(self.book.lots.values(), at).into_iter().map(|(last, n)| (last, n.get())).collect();
        assert_eq!(ending, self.model.expiring().into_iter().collect::<Vec<_>>());
        let later = at.plus_days(17);
        let mut model = self.model.clone();
        model.pass_to(later);
        assert_eq!(self.book.balance_at(later).get(), model.balance());
        let last = self.book.history(later).last().map_or(0, |row| row.balance.get());
        assert_eq!(last, model.balance());
    }

    /// Makes another customer this one.
    pub fn merge(&mut self, mut other: Pair) {
        let today = self.today.max(other.today);
        for pair in [&mut *self, &mut other] {
            pair.apply(&Op::Days(today - pair.today));
            pair.apply(&Op::Expire);
        }
        let by = self.book.merge(other.book, day(today));
        self.model.merge(other.model, by);
        for (entry, kind, mut taken) in other.debits {
            taken.number_on(by);
            self.debits.push((EntryId(entry.0 + by), kind, taken));
        }
        self.earned.extend(
            other.earned.into_iter().map(|(entry, earned, reversed)| (EntryId(entry.0 + by), earned, reversed)),
        );
    }

    /// A reading is the same whether or not expiry is booked, and booking twice changes nothing.
    fn compare_booked(&self) {
        let mut booked = self.book.clone();
        let mut account = booked.open_whole();
        account.expire_due(self.day());
        booked.store(account);
        for n in (self.today - 60..self.today + 60).step_by(7) {
            assert_eq!(self.book.balance_at(day(n)), booked.balance_at(day(n)), "day {n}");
        }
        let mut account = booked.open_whole();
        account.expire_due(self.day());
        assert_eq!(account.into_changes().entries, []);
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn the_ledger_agrees_with_the_model(ops in prop::collection::vec(any_op(), 1..40)) {
        let mut pair = Pair::new();
        for op in &ops {
            pair.apply(op);
            pair.book.check();
            pair.compare();
        }
        pair.compare_booked();
    }
}
