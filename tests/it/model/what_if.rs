//! What other rules would have made of a shop's days, beside a shop that had them from the first day.

use loyalty::domain::{Day, Settings};
use loyalty::ops::liability::liability;
use loyalty::ops::what_if::{Question, what_if};
use loyalty::report::what_if::{MonthRow, WhatIfReport};
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use super::shop::Shop;
use super::{Both, Op, Slip, cases, op, settings};

fn tried(shop: &mut Shop, settings: &Settings) -> WhatIfReport {
    let to = shop.today;
    shop.read(|reader| what_if(reader, &Question { settings, from: None, to, limit: 5 }))
}

/// The open points at the end of each month, by the report on the ledger itself.
fn open_points(shop: &mut Shop, months: &[String]) -> Vec<i64> {
    let today = shop.today;
    let mut ends =
        months.iter().map(|month| Day::parse(&format!("{month}-01")).expect("a month").month_end().min(today));
    let open = |at| shop.read(|reader| liability(reader, at, None)).points;
    ends.by_ref().map(open).collect()
}

/// Invoices recorded late, everything else done on its day, and no points spent on a ticket: no rule has a say in whether they can be done.
fn in_order(op: Op) -> Op {
    let slip = |slip: Slip| {
        let paid_later = slip.paid_later.map(|_| 0);
        Slip { paid_later, redeem: Vec::new(), pay_points: 0, ..slip }
    };
    match op {
        Op::Record(asked) => Op::Record(slip(asked)),
        Op::Pay { nth, .. } => Op::Pay { nth, back: 0, redeem: Vec::new(), pay_points: 0 },
        Op::Adjust { who, points, ends, .. } => {
            Op::Adjust { who, points, ends: Some(ends.flatten()), allow_negative: true }
        }
        Op::Refund { nth, cut, .. } => Op::Refund { nth, cut, back: 0 },
        Op::Revise { .. } | Op::Void(_) | Op::Correct(..) | Op::Merge { .. } => Op::BookExpiry,
        other => other,
    }
}

/// Two shops that differ in their rules alone, and do the same.
fn same_days(rules: [&Settings; 2], ops: &[Op]) -> Result<[Both; 2], TestCaseError> {
    let mut shops = [Both::new(), Both::new()];
    for (both, rules) in shops.iter_mut().zip(rules) {
        both.step(&Op::Revise { from: -400, settings: Box::new(rules.clone()) })?;
    }
    for op in ops {
        let op = in_order(op.clone());
        // What one customer had before it went to another counts from the first day as the other's.
        let is_the_same_for_all = |both: &Both| match op {
            Op::Redeem { who, points } => both.till.ledger.balance(who) >= points,
            Op::Assign { nth, .. } => both.invoice(nth).is_none_or(|nth| both.till.invoices[nth].who.is_none()),
            _ => true,
        };
        if !shops.iter().all(is_the_same_for_all) {
            continue;
        }
        for both in &mut shops {
            // What was written on the day shows that it had come when something was recorded late.
            if let Op::Record(Slip { who: Some(who), .. }) = op {
                both.step(&Op::Adjust { who, points: 1, ends: Some(None), allow_negative: false })?;
            }
            both.step(&op)?;
        }
    }
    Ok(shops)
}

fn as_if_from_the_first_day(rules: [&Settings; 2], ops: &[Op]) -> TestCaseResult {
    let [mut shop, mut other] = same_days(rules, ops)?;
    let told = tried(&mut shop.shop, rules[1]);
    let really = tried(&mut other.shop, rules[1]);
    prop_assert_eq!(told.what_if.points, really.now.points, "points");
    prop_assert_eq!(told.what_if.open, really.now.open, "open");
    let monthly = |report: &WhatIfReport, what_if: bool| -> Vec<(String, i64, i64)> {
        let of = |row: &MonthRow| if what_if { row.what_if.clone() } else { row.now.clone() };
        let months = report.months.iter().map(|row| (row.month.clone(), of(row).points, of(row).open));
        // The first month of the one is the first in which something happened by either rules.
        months.skip_while(|(_, points, open)| (*points, *open) == (0, 0)).collect()
    };
    prop_assert_eq!(monthly(&told, true), monthly(&really, false), "months");
    prop_assert_eq!(told.what_if.with_nothing, really.now.with_nothing, "with nothing");
    prop_assert_eq!(told.what_if.rounded_off.points, really.now.rounded_off.points, "rounded off");
    prop_assert_eq!(told.invoices, really.invoices);
    Ok(())
}

proptest! {
    #![proptest_config(cases(48))]

    #[test]
    fn the_rules_in_force_give_the_ledgers_own_figures(
        rules in settings(),
        ops in proptest::collection::vec(op(), 5..60),
    ) {
        let mut both = Both::new();
        both.step(&Op::Revise { from: -400, settings: Box::new(rules.clone()) })?;
        for op in ops.iter().filter(|op| !matches!(op, Op::Revise { .. })) {
            both.step(op)?;
        }
        let told = tried(&mut both.shop, &rules);
        prop_assert_eq!(serde_json::to_value(&told.now).unwrap(), serde_json::to_value(&told.what_if).unwrap());
        prop_assert_eq!((told.customers_gaining, told.customers_losing), (0, 0));
        let months: Vec<String> = told.months.iter().map(|month| month.month.clone()).collect();
        let open: Vec<i64> = told.months.iter().map(|month| month.now.open).collect();
        prop_assert_eq!(open, open_points(&mut both.shop, &months));
        let today = both.shop.today;
        let period = both.shop.read(|reader| Ok(reader.rollforward(Day::MIN, today)?));
        let now = &told.now;
        let want = [period.earned, period.reversed, period.expired].map(|points| points.get());
        prop_assert_eq!([now.earned, now.reversed, now.expired], want);
        let in_months: i64 = told.months.iter().map(|month| month.now.points).sum();
        prop_assert_eq!(now.points, in_months);
    }

    #[test]
    fn other_rules_give_what_they_would_have_from_the_first_day(
        (one, other) in (settings(), settings()),
        ops in proptest::collection::vec(op(), 5..60),
    ) {
        as_if_from_the_first_day([&one, &other], &ops)?;
    }

    #[test]
    fn what_other_rules_come_to_is_never_below_nothing(
        (one, other) in (settings(), settings()),
        ops in proptest::collection::vec(op(), 5..60),
    ) {
        let mut both = Both::new();
        both.step(&Op::Revise { from: -400, settings: Box::new(one) })?;
        for op in &ops {
            both.step(op)?;
        }
        let told = tried(&mut both.shop, &other).what_if;
        let counts = [told.earned, told.reversed, told.expired, told.open];
        prop_assert!(counts.iter().all(|points| *points >= 0), "{:?}", counts);
        prop_assert_eq!(told.points, told.earned - told.reversed);
    }
}
