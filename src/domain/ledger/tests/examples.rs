//! The examples of the rules, one row a case.

use super::book::Book;
use super::{day, points};
use crate::domain::ledger::*;
use crate::domain::{EntryId, InvoiceId, Points};

use Do::*;

/// What is done on a day. Entries are named by their number, from 1.
#[derive(Clone, Copy, Debug)]
enum Do {
    /// Points dated on a day, good through another (`FOREVER`: for ever).
    Plus(i64, i32, i32),
    /// Earned points, dated on the day itself.
    Earn(i64, i32),
    Minus(i64),
    /// Taken back of the lot of an entry first.
    Reverse(i64, i64),
    /// So many points of a debit given back; what was debt is good through a day.
    Back(i64, i64, i32),
    Look,
}

const FOREVER: i32 = 9999;

fn run(steps: &[(i32, Do)]) -> Book {
    let (mut book, mut given_back) = (Book::default(), std::collections::BTreeMap::new());
    for &(n, step) in steps {
        let today = day(n);
        let ends = |n| (n != FOREVER).then(|| day(n));
        let mut account = book.open_whole();
        account.expire_due(today);
        let no = Source::default();
        match step {
            Plus(count, date, last) => {
                account.credit(EntryKind::Adjust, day(date), points(count), ends(last), no, today).unwrap();
            }
            Earn(count, last) => {
                let source = Source { invoice: Some(InvoiceId(1)), ..no };
                account.credit(EntryKind::Earn, today, points(count), ends(last), source, today).unwrap();
            }
            Minus(count) => {
                account.debit(EntryKind::Adjust, today, points(count), None, no).unwrap();
            }
            Reverse(count, own) => {
                account.debit(EntryKind::Reverse, today, points(count), Some(EntryId(own)), no).unwrap();
            }
            Back(count, debit, last) => {
                let before = given_back.entry(debit).or_insert(Points::ZERO);
                let debit = book.past_debit(EntryId(debit), *before);
                *before += points(count);
                let kind = EntryKind::Reverse;
                let back =
                    GiveBack { kind, date: today, points: points(count), own_expires_on: ends(last), source: no };
                account.give_back(&debit, back, today).unwrap();
            }
            Look => {}
        }
        book.store(account);
    }
    book
}

/// A name, what is done on which day, the balance after it, and what the lots of which entries hold.
type Case = (&'static str, Vec<(i32, Do)>, i64, Vec<(i64, i64)>);

#[test]
fn lots_and_debt() {
    let cases: Vec<Case> = vec![
        (
            "what ends first was spent",
            vec![(0, Plus(100, 0, 365)), (200, Plus(100, 200, 565)), (250, Minus(100)), (366, Look)],
            100,
            vec![(2, 100)],
        ),
        ("spent points do not expire again", vec![(0, Plus(10, 0, 30)), (20, Minus(5)), (31, Look)], 0, vec![]),
        (
            "the later end stays whole",
            vec![(0, Plus(100, 0, 180)), (1, Plus(100, 1, 30)), (2, Minus(100))],
            100,
            vec![(1, 100)],
        ),
        (
            "for ever comes last",
            vec![(0, Plus(5, 0, FOREVER)), (1, Plus(5, 1, 90)), (2, Plus(5, 0, 90)), (3, Minus(7))],
            8,
            vec![(1, 5), (2, 3)],
        ),
        (
            "an older invoice taken in later does not move what a debit took",
            vec![(0, Plus(100, 0, 180)), (90, Minus(50)), (200, Look), (201, Plus(80, 15, 150))],
            0,
            vec![],
        ),
        (
            "a debt is paid first",
            vec![(0, Plus(50, 0, FOREVER)), (1, Minus(80)), (2, Plus(100, 2, 99))],
            70,
            vec![(3, 70)],
        ),
        ("what is over pays no debt", vec![(0, Minus(10)), (50, Plus(30, 5, 40))], -10, vec![]),
        (
            "what is good pays it",
            vec![(0, Minus(10)), (50, Plus(30, 5, 40)), (50, Plus(30, 50, 90))],
            20,
            vec![(4, 20)],
        ),
        ("a lot is good through its last day", vec![(0, Minus(10)), (50, Plus(30, 5, 50))], 20, vec![(2, 20)]),
        (
            "what came back to a lot that is over runs out at once",
            vec![(0, Plus(60, 0, 30)), (0, Plus(80, 0, 364)), (1, Minus(100)), (60, Back(100, 3, 999))],
            80,
            vec![(2, 80)],
        ),
        (
            "the last taken comes back first",
            vec![
                (0, Plus(60, 0, 300)),
                (0, Plus(80, 0, 364)),
                (1, Minus(100)),
                (2, Back(50, 3, 999)),
                (3, Back(20, 3, 999)),
            ],
            110,
            vec![(1, 30), (2, 80)],
        ),
        (
            "an own lot first, then the others, then debt",
            vec![(0, Earn(30, 300)), (0, Plus(20, 0, 100)), (1, Reverse(45, 1))],
            5,
            vec![(2, 5)],
        ),
        (
            "earned 150, 100 spent, all taken back",
            vec![(0, Earn(150, 300)), (1, Minus(100)), (2, Reverse(150, 1))],
            -100,
            vec![],
        ),
        (
            "a credit note made void gives back what it took",
            vec![(0, Earn(7, 300)), (1, Reverse(3, 9)), (2, Back(3, 2, 500))],
            7,
            vec![(1, 7)],
        ),
        (
            "what is still owed is owed no more",
            vec![(0, Earn(10, 300)), (1, Minus(10)), (2, Reverse(10, 1)), (3, Back(10, 3, 500))],
            0,
            vec![],
        ),
        (
            "what was debt and is paid becomes a lot of its own",
            vec![(0, Earn(10, 300)), (1, Minus(10)), (2, Reverse(10, 1)), (3, Plus(25, 3, 90)), (4, Back(10, 3, 500))],
            25,
            vec![(4, 15), (5, 10)],
        ),
        (
            "debt comes back before what was taken",
            vec![(0, Plus(10, 0, 300)), (1, Reverse(15, 9)), (2, Plus(5, 2, 90)), (3, Back(7, 2, 500)), (400, Look)],
            5,
            vec![(4, 5)],
        ),
        (
            "what comes back pays a debt first",
            vec![(0, Plus(10, 0, 300)), (1, Minus(10)), (2, Minus(4)), (3, Back(10, 2, FOREVER))],
            6,
            vec![(1, 6)],
        ),
    ];
    for (name, steps, balance, lots) in cases {
        let book = run(&steps);
        assert_eq!(book.totals.balance, points(balance), "{name}");
        let mut held: Vec<_> = book.lots.values().map(|lot| (lot.key.entry.0, lot.remaining.get())).collect();
        held.sort();
        assert_eq!(held, lots, "{name}");
    }
}

#[test]
fn an_expiry_is_dated_the_day_after_or_as_its_credit() {
    let book = run(&[(0, Plus(10, 0, 30)), (50, Plus(5, 50, 40)), (60, Look)]);
    let expiries = book.entries.iter().filter(|entry| entry.kind == EntryKind::Expire);
    let dates: Vec<_> = expiries.map(|entry| (entry.date, entry.points)).collect();
    assert_eq!(dates, [(day(31), points(-10)), (day(50), points(-5))]);
}

#[test]
fn the_sums_follow_the_kinds() {
    let book = run(&[(0, Earn(10, 30)), (1, Minus(4)), (2, Reverse(3, 1)), (40, Look)]);
    let totals = book.totals;
    let sums = [totals.balance, totals.earned, totals.reversed, totals.lapsed, totals.lifetime(), totals.creditable()];
    assert_eq!(sums.map(Points::get), [0, 10, 3, 3, 7, 4]);
}

#[test]
fn points_past_the_largest_are_refused_and_change_nothing() {
    let mut book = Book::default();
    let credit =
        |account: &mut Account, count| account.credit(EntryKind::Earn, day(0), count, None, Source::default(), day(0));
    let mut account = book.open_whole();
    assert!(credit(&mut account, Points::MAX).is_ok());
    assert_eq!(credit(&mut account, points(1)), Err(Overflow));
    assert_eq!(credit(&mut account, Points::MAX + points(1)), Err(Overflow));
    book.store(account);
    assert_eq!((book.entries.len(), book.totals.balance), (1, Points::MAX));
}

fn walk(book: &mut Book, from: i32) -> Account {
    let mut account = book.open_whole();
    account.rewind(day(from), book.booked_after(day(from)), book.debts_after(day(from)));
    account.walk_to(day(from));
    account
}

fn entries_since(book: &Book, count: usize) -> Vec<(EntryKind, i32, i64)> {
    let new = book.entries[count..].iter();
    new.map(|entry| (entry.kind, entry.date.number() - 20_000, entry.points.get())).collect()
}

#[test]
fn a_walk_writes_only_the_expiry_that_differs() {
    let mut book = run(&[(0, Earn(10, 10)), (30, Look)]);
    let mut account = walk(&mut book, 5);
    assert_eq!((account.balance(), account.creditable()), (points(10), points(10)));
    assert_eq!(account.lapsed_here(InvoiceId(1)), points(-10));
    account.debit(EntryKind::Reverse, day(5), points(4), None, Source::default()).unwrap();
    account.settle(day(30));
    book.store(account);
    assert_eq!(entries_since(&book, 2), [(EntryKind::Reverse, 5, -4), (EntryKind::Expire, 11, 4)]);
    assert_eq!((book.totals.balance, book.totals.lapsed), (points(0), points(6)));

    let mut account = walk(&mut book, 5);
    account.settle(day(31));
    assert_eq!(account.into_changes().entries, [], "a walk of nothing changes nothing");
}

#[test]
fn a_walk_puts_back_only_what_was_there_on_its_day() {
    // Of the lot that ended on day 10, 6 ran out then; 4 were spent, came back on day 20 and ran out at once.
    let mut book = run(&[(0, Earn(10, 10)), (5, Minus(4)), (20, Back(4, 2, FOREVER))]);
    for (from, balance) in [(7, 6), (10, 6), (11, 0), (20, 0)] {
        assert_eq!(walk(&mut book, from).balance(), points(balance), "from day {from}");
    }
}

#[test]
fn a_credit_in_a_walk_pays_the_debt_there_was() {
    let no = Source::default();
    // (the day of the debt, the day of the credit, its last day) -> the balance on day 100
    for (debt, date, last, balance) in
        [(0, 10, 20, 0), (50, 10, 20, -10), (50, 10, 60, -10), (50, 10, 200, 5), (50, 50, 60, 0), (50, 50, 200, 5)]
    {
        let mut book = run(&[(debt, Minus(10))]);
        let mut account = walk(&mut book, date);
        account.credit(EntryKind::Earn, day(date), points(15), Some(day(last)), no, day(date)).unwrap();
        account.settle(day(100));
        book.store(account);
        assert_eq!(book.totals.balance, points(balance), "debt {debt}, credit {date} to {last}");
    }
}
