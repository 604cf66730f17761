//! Two customers become one: points, ends and debt are those of both, and what comes later is as if it had been so.

use proptest::prelude::*;

use super::book::Book;
use super::random::{Pair, any_op};
use super::undo::{do_all, lots, undo};
use super::walks::{LAST_DAY, Shop, any_between, any_events};
use super::{config, day, points};
use crate::domain::ledger::*;

/// A book of credits (points, day, last day), and a debit at the end.
fn book(credits: &[(i64, i32, i32)], debit: i64) -> Book {
    let mut book = Book::default();
    let no = Source::default();
    for (count, date, last) in credits {
        let mut account = book.open_whole();
        account.credit(EntryKind::Earn, day(*date), points(*count), Some(day(*last)), no, day(*date)).unwrap();
        book.store(account);
    }
    let mut account = book.open_whole();
    if debit > 0 {
        account.debit(EntryKind::Adjust, day(40), points(debit), None, no).unwrap();
    }
    book.store(account);
    book
}

#[test]
fn points_go_over_with_their_ends() {
    type Side = (&'static [(i64, i32, i32)], i64);
    // Whose points go, whose they come to, the balance, the lots by day and last day, and the pairs.
    type Case = (&'static str, Side, Side, i64, &'static [(i32, i32, i64)], &'static [i64]);
    let cases: &[Case] = &[
        ("nothing", (&[], 0), (&[(5, 1, 90)], 0), 5, &[(1, 90, 5)], &[]),
        ("to nobody", (&[(5, 1, 90)], 0), (&[], 0), 5, &[(1, 90, 5)], &[5]),
        (
            "two lots",
            (&[(5, 1, 90), (7, 2, 80)], 0),
            (&[(1, 3, 85)], 0),
            13,
            &[(2, 80, 7), (3, 85, 1), (1, 90, 5)],
            &[7, 5],
        ),
        ("a spent lot stays behind", (&[(5, 1, 80), (7, 2, 90)], 5), (&[], 0), 7, &[(2, 90, 7)], &[7]),
        (
            "the older of one end stays the older",
            (&[(5, 1, 90)], 0),
            (&[(4, 2, 90)], 0),
            9,
            &[(1, 90, 5), (2, 90, 4)],
            &[5],
        ),
        ("a debt goes over", (&[], 6), (&[(10, 1, 90)], 0), 4, &[(1, 90, 4)], &[-6]),
        ("a debt is paid", (&[(4, 2, 80), (10, 1, 90)], 0), (&[], 6), 8, &[(1, 90, 8)], &[4, 10]),
        ("a debt is paid in part", (&[(4, 2, 80)], 0), (&[], 6), -2, &[], &[4]),
        ("debts add up", (&[], 4), (&[], 6), -10, &[], &[-4]),
    ];
    for (name, from, into, balance, left, pairs) in cases {
        let (from, mut into) = (book(from.0, from.1), book(into.0, into.1));
        into.merge(from, day(50));
        assert_eq!(into.totals.balance, points(*balance), "{name}");
        let held: Vec<_> = into.lots.values().map(|lot| (lot.key.dated, lot.key.ends, lot.remaining)).collect();
        let want: Vec<_> =
            left.iter().map(|(date, last, count)| (day(*date), Ends::On(day(*last)), points(*count))).collect();
        assert_eq!(held, want, "{name}");
        let moved = into.entries.iter().filter(|entry| entry.kind == EntryKind::Transfer);
        let (gone, come): (Vec<&Entry>, Vec<&Entry>) = moved.partition(|entry| into.merged[0].0 == entry.customer);
        let come: Vec<i64> = come.iter().map(|entry| entry.points.get()).collect();
        let gone: Vec<i64> = gone.iter().map(|entry| -entry.points.get()).collect();
        assert_eq!((&come[..], &gone[..]), (*pairs, *pairs), "{name}");
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn two_that_were_merged_agree_with_the_model(
        from in prop::collection::vec(any_op(), 0..20),
        into in prop::collection::vec(any_op(), 0..20),
        later in prop::collection::vec(any_op(), 0..20),
    ) {
        let (mut pair, mut other) = (Pair::new(), Pair::new());
        into.iter().for_each(|op| pair.apply(op));
        from.iter().for_each(|op| other.apply(op));
        pair.merge(other);
        pair.compare();
        for op in &later {
            pair.apply(op);
            pair.book.check();
            pair.compare();
        }
    }

    #[test]
    fn an_import_of_one_who_was_merged_is_undone(
        of_from in any_events(),
        of_into in prop::collection::vec(any_between(), 0..4),
        after in prop::collection::vec(any_between(), 0..5),
    ) {
        let (mut from, mut into, mut today) = (Shop::default(), Shop::default(), LAST_DAY);
        do_all(&mut into, &of_into, &mut today);
        from.import(&of_from, day(today));
        let size = from.book.entries.len();
        into.expire(day(today));
        into.forget();
        let by = into.book.merge(from.book, day(today)) as usize;
        do_all(&mut into, &after, &mut today);
        let before = into.book.totals.balance;
        let undone = undo(&mut into.book, by..by + size, day(today));
        into.book.check();
        prop_assert!(!undone.spent.is_negative());
        prop_assert!(into.book.totals.balance <= before - undone.points);
    }

    #[test]
    fn undone_at_once_it_was_nobody_who_was_merged(
        of_from in any_events(),
        of_into in prop::collection::vec(any_between(), 0..4),
    ) {
        let (mut from, mut into, mut today) = (Shop::default(), Shop::default(), LAST_DAY);
        do_all(&mut into, &of_into, &mut today);
        into.expire(day(today));
        let alone = into.clone();
        from.import(&of_from, day(today));
        let size = from.book.entries.len();
        let by = into.book.merge(from.book, day(today)) as usize;
        undo(&mut into.book, by..by + size, day(today));
        prop_assert_eq!(into.book.totals, alone.book.totals);
        prop_assert_eq!(lots(&into.book), lots(&alone.book));
    }
}
