//! What was undone might never have been.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::book::Book;
use super::walks::{Between, Event, LAST_DAY, Shop, any_between, any_events};
use super::{config, day, points};
use crate::domain::ledger::*;
use crate::domain::{Day, EntryId, Points};

/// Undoes the entries of a range, but for expiry.
pub fn undo(book: &mut Book, range: std::ops::Range<usize>, today: Day) -> Undone {
    let gone = book.entries[range].iter().filter(|entry| entry.kind != EntryKind::Expire);
    let gone: BTreeSet<EntryId> = gone.map(|entry| entry.id).collect();
    let mut account = book.open_whole();
    let past = Past { entries: &book.entries, takings: &book.takings, merged: &book.merged };
    let undone = account.undo(past, &gone, today).unwrap();
    let mirrors = EntryId(book.entries.len() as i64 + 1);
    book.store(account);
    book.gone.extend(&gone);
    book.gone.extend(book.entries.iter().map(|entry| entry.id).filter(|id| *id >= mirrors));
    assert!(book.lots.keys().all(|key| !gone.contains(&key.entry)), "what was undone holds nothing");
    for key in book.lots.keys() {
        assert!(!key.ends.is_over(today));
    }
    undone
}

/// Lots by what does not depend on how entries are numbered.
pub fn lots(book: &Book) -> Vec<(Ends, Day, Points)> {
    book.lots.values().map(|lot| (lot.key.ends, lot.key.dated, lot.remaining)).collect()
}

/// Does one after the other; the clock goes forward.
pub fn do_all(shop: &mut Shop, work: &[(i32, Between)], today: &mut i32) {
    for (days, what) in work {
        *today += (*days).max(0);
        shop.work(what, day(*today));
    }
}

#[derive(Clone, Copy)]
enum Do {
    /// Points of a day, good through another.
    Credit(i64, i32, i32),
    Debit(i64),
    /// As `Credit` and `Debit`, by what is undone later.
    Brought(i64, i32, i32),
    Taken(i64),
}

#[test]
fn what_was_undone_might_never_have_been() {
    use Do::*;
    // What happened on which day; undone on day 100: balance, lots, and what was spent and is owed.
    type Case = (&'static str, &'static [(i32, Do)], i64, &'static [(i32, i64)], i64);
    let cases: &[Case] = &[
        ("alone", &[(1, Brought(10, 1, 200))], 0, &[], 0),
        ("ran out", &[(1, Brought(10, 1, 20)), (50, Credit(1, 50, 200))], 1, &[(200, 1)], 0),
        ("beside others", &[(0, Credit(5, 0, 300)), (1, Brought(10, 1, 200))], 5, &[(300, 5)], 0),
        ("spent", &[(1, Brought(10, 1, 200)), (2, Debit(4))], -4, &[], 4),
        (
            "spent, but there is more",
            &[(0, Credit(5, 0, 300)), (1, Brought(10, 1, 200)), (2, Debit(4))],
            1,
            &[(300, 1)],
            0,
        ),
        (
            "spent, and earned since",
            &[(1, Brought(10, 1, 200)), (2, Debit(4)), (3, Credit(6, 3, 300))],
            2,
            &[(300, 2)],
            0,
        ),
        (
            "spent instead of what ran out since",
            &[(0, Credit(10, 0, 50)), (1, Brought(10, 1, 40)), (30, Debit(10)), (60, Credit(1, 60, 200))],
            1,
            &[(200, 1)],
            0,
        ),
        (
            "what ran out before could not have been spent",
            &[(0, Credit(10, 0, 20)), (1, Brought(10, 1, 40)), (30, Debit(10))],
            -10,
            &[],
            10,
        ),
        ("it had paid a debt", &[(0, Debit(8)), (1, Brought(10, 1, 200))], -8, &[], 0),
        (
            "a debt since is smaller",
            &[(0, Debit(8)), (1, Brought(10, 1, 200)), (2, Credit(9, 2, 300))],
            1,
            &[(300, 1)],
            0,
        ),
        ("it had taken", &[(0, Credit(10, 0, 200)), (1, Taken(4))], 10, &[(200, 10)], 0),
        ("it had taken what would be over", &[(0, Credit(10, 0, 50)), (1, Taken(4))], 0, &[], 0),
        ("it had made a debt", &[(0, Credit(3, 0, 200)), (1, Taken(4))], 3, &[(200, 3)], 0),
        ("a debt of it was paid", &[(1, Taken(4)), (2, Credit(10, 2, 200))], 10, &[(200, 10)], 0),
        ("a debt of it was paid in part", &[(1, Taken(14)), (2, Credit(10, 2, 200))], 10, &[(200, 10)], 0),
        ("another debt stays", &[(0, Debit(6)), (1, Taken(4)), (2, Credit(3, 2, 200))], -3, &[], 0),
        (
            "earned, spent, taken back, paid",
            &[(1, Brought(150, 1, 200)), (2, Debit(100)), (3, Taken(150)), (4, Credit(120, 4, 200))],
            20,
            &[(200, 20)],
            0,
        ),
    ];
    for (name, steps, balance, left, spent) in cases {
        let mut book = Book::default();
        let mut gone = BTreeSet::new();
        let no = Source::default();
        for (n, step) in *steps {
            let today = day(*n);
            let mut account = book.open_whole();
            account.expire_due(today);
            let written = match *step {
                Credit(count, date, last) | Brought(count, date, last) => {
                    account.credit(EntryKind::Adjust, day(date), points(count), Some(day(last)), no, today)
                }
                Debit(count) | Taken(count) => account.debit(EntryKind::Adjust, today, points(count), None, no),
            };
            let entry = written.unwrap();
            if matches!(step, Brought(..) | Taken(_)) {
                gone.insert(entry);
            }
            book.store(account);
        }
        let mut account = book.open_whole();
        let past = Past { entries: &book.entries, takings: &book.takings, merged: &book.merged };
        let undone = account.undo(past, &gone, day(100)).unwrap();
        book.store(account);
        assert_eq!(book.totals.balance, points(*balance), "{name}");
        let ends: Vec<_> = book.lots.values().map(|lot| (lot.key.ends, lot.remaining)).collect();
        let want: Vec<_> = left.iter().map(|(last, count)| (Ends::On(day(*last)), points(*count))).collect();
        assert_eq!(ends, want, "{name}");
        assert_eq!(undone.spent, points(*spent), "{name}");
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn whatever_happened_the_books_are_right(
        before in prop::collection::vec(any_between(), 0..5),
        import in any_events(),
        after in prop::collection::vec(any_between(), 0..5),
    ) {
        let (mut shop, mut today) = (Shop::default(), LAST_DAY);
        do_all(&mut shop, &before, &mut today);
        shop.forget();
        let first = shop.book.entries.len();
        shop.import(&import, day(today));
        let last = shop.book.entries.len();
        shop.forget();
        do_all(&mut shop, &after, &mut today);
        let debts: Points = shop.book.debts_after(Day::MIN).into_iter().map(|(_, debt)| debt).sum();
        let undone = undo(&mut shop.book, first..last, day(today));
        prop_assert!(!undone.spent.is_negative());
        prop_assert!(debts.is_positive() || undone.spent.is_positive() || !shop.book.totals.balance.is_negative());
    }

    #[test]
    fn undone_at_once_it_left_no_trace(
        before in prop::collection::vec(any_between(), 0..5),
        import in any_events(),
        credits in prop::collection::vec((0i32..40, 1i64..60, prop::option::of(0i32..90)), 0..4),
    ) {
        let (mut shop, mut today) = (Shop::default(), LAST_DAY);
        do_all(&mut shop, &before, &mut today);
        shop.forget();
        let mut without = shop.clone();
        let first = shop.book.entries.len();
        shop.import(&import, day(today));
        let last = shop.book.entries.len();
        for (days, count, lasts) in credits {
            today += days;
            shop.work(&Between::Credit(count, lasts), day(today));
            without.work(&Between::Credit(count, lasts), day(today));
        }
        undo(&mut shop.book, first..last, day(today));
        without.expire(day(today));
        prop_assert_eq!(shop.book.totals, without.book.totals);
        prop_assert_eq!(lots(&shop.book), lots(&without.book));
    }

    #[test]
    fn taken_in_again_it_is_as_if_it_had_been_once(import in any_events(), days in 0i32..60) {
        let (mut shop, today) = (Shop::default(), LAST_DAY);
        shop.import(&import, day(today));
        let mut once = shop.clone();
        let last = shop.book.entries.len();
        let again: Vec<Event> = import;
        let today = day(today + days);
        undo(&mut shop.book, 0..last, today);
        shop.forget();
        shop.import(&again, today);
        once.expire(today);
        prop_assert_eq!(shop.book.totals, once.book.totals);
        prop_assert_eq!(lots(&shop.book), lots(&once.book));
    }
}
