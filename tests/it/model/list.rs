//! What a shop lists is taken in by an empty one, and gives the same shop.

use std::path::Path;
use std::process::{Command, Output};

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use serde_json::Value;

use loyalty::domain::{ExpireAfter, Settings};

use super::shop::Shop;
use super::{Both, CUSTOMERS, Op, Slip, cases, op, settings};

fn loyalty(database: &Path, today: &str, words: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_loyalty"));
    command.env_clear().env("LOYALTY_DB", database).env("LOYALTY_TODAY", today).args(words);
    command.output().expect("the program starts")
}

fn told(database: &Path, today: &str, words: &[&str]) -> Result<String, TestCaseError> {
    let output = loyalty(database, today, words);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    prop_assert!(output.status.success(), "{words:?}: {said}");
    Ok(String::from_utf8(output.stdout).expect("UTF-8"))
}

/// One day after the other, and nothing dated back: then the order of recording is that of the dates.
fn in_order(op: Op) -> Op {
    match op {
        Op::Record(slip) => Op::Record(Slip { back: 0, paid_later: slip.paid_later.map(|_| 0), ..slip }),
        Op::Correct(nth, slip) => Op::Correct(nth, Slip { back: 0, paid_later: slip.paid_later.map(|_| 0), ..slip }),
        Op::Pay { nth, redeem, pay_points, .. } => Op::Pay { nth, back: 0, redeem, pay_points },
        Op::Refund { nth, cut, .. } => Op::Refund { nth, cut, back: 0 },
        Op::Revise { from, settings } => Op::Revise { from: from.max(1), settings },
        other => other,
    }
}

/// What lists tell of invoices that a list can bring; the rest is by their lines.
fn invoices(database: &Path, today: &str, with_points: bool) -> Result<Vec<Value>, TestCaseError> {
    let list: Value = serde_json::from_str(&told(database, today, &["--json", "invoice", "list"])?).expect("JSON");
    let items = list["items"].as_array().expect("a list").clone();
    Ok(items
        .into_iter()
        .map(|mut item| {
            let is_free_credit = item["total"].as_str().is_some_and(|total| total.starts_with('-'));
            let is_void = item["state"] == "void";
            let fields = item.as_object_mut().expect("an object");
            // A list has amounts as they were paid.
            fields.remove("subtotal");
            fields.remove("discount");
            if is_void {
                fields.remove("refunded");
            }
            if !fields["refers_to"].is_null() && !is_void {
                // It goes with its invoice, which may have been given to somebody else.
                fields.remove("customer");
                fields.remove("name");
            }
            if !with_points || is_free_credit {
                fields.remove("points");
            }
            item
        })
        .collect())
}

/// All lines, in any order, but for the price of a piece, which an amount paid may have none of.
fn lines_of(database: &Path, today: &str) -> Result<Vec<String>, TestCaseError> {
    let list: Value =
        serde_json::from_str(&told(database, today, &["--json", "invoice", "list", "--lines"])?).expect("JSON");
    let mut lines: Vec<Value> = list["items"].as_array().expect("a list").clone();
    lines.iter_mut().for_each(|line| line["unit_price"] = Value::Null);
    let mut lines: Vec<String> = lines.iter().map(Value::to_string).collect();
    lines.sort();
    Ok(lines)
}

/// A list of customers gives the same people, and the same balances when that is asked for.
fn same_customers(folder: &Path, one: &Path, today: &str) -> TestCaseResult {
    let list = told(one, today, &["customer", "list", "--format", "csv"])?;
    let (file, third) = (folder.join("customers.csv"), folder.join("c.db"));
    std::fs::write(&file, &list).expect("a file");
    told(&third, today, &["init", "--country", "NL"])?;
    let path = file.to_str().expect("UTF-8");
    told(&third, today, &["import", "customers", path, "--map", "points=balance"])?;
    let without_moments = |text: &str| -> Vec<String> {
        text.lines().filter_map(|line| line.rsplit_once(',')).map(|(row, _)| row.to_owned()).collect()
    };
    let again = told(&third, today, &["customer", "list", "--format", "csv"])?;
    prop_assert_eq!(without_moments(&again), without_moments(&list));
    Ok(())
}

fn gives_the_same(first: &Settings, ops: &[Op], exact: bool) -> TestCaseResult {
    let folder = tempfile::tempdir().expect("a folder");
    let (one, other, list) = (folder.path().join("a.db"), folder.path().join("b.db"), folder.path().join("list.csv"));
    let mut both = Both::with(|today| Shop::at(&one, today, CUSTOMERS));
    let mut revisions = vec![(both.shop.today.plus_days(-400), first.clone())];
    both.step(&Op::Revise { from: -400, settings: Box::new(first.clone()) })?;
    for op in ops {
        if exact {
            both.step(&Op::Days(1))?;
        }
        both.step(op)?;
        if let Op::Revise { from, settings } = op {
            revisions.push((both.shop.today.plus_days(*from), (**settings).clone()));
        }
    }
    let today = both.shop.today.to_string();
    let lines = told(&one, &today, &["invoice", "list", "--lines", "--format", "csv"])?;
    let before = invoices(&one, &today, exact)?;
    std::fs::write(&list, &lines).expect("a file");

    let mut shop = Shop::at(&other, both.shop.today, 0);
    for (from, settings) in revisions {
        shop.revise(from, &settings);
    }
    let path = list.to_str().expect("UTF-8");
    told(&other, &today, &["import", "csv", path])?;
    prop_assert_eq!(lines_of(&other, &today)?, lines_of(&one, &today)?);
    let listed: Vec<&str> = before.iter().filter_map(|item| item["number"].as_str()).collect();
    let mut after = invoices(&other, &today, exact)?;
    // Refunds without a credit note have become credit notes.
    after.retain(|item| item["number"].as_str().is_some_and(|number| listed.contains(&number)));
    prop_assert_eq!(after, before);
    same_customers(folder.path(), &one, &today)?;
    let findings = shop.findings();
    prop_assert!(findings.is_empty(), "{:#?}", findings);
    // In the shop that wrote it nothing is new, as far as it was paid as it was asked for.
    let unchanged = loyalty(&other, &today, &["--json", "import", "csv", path]);
    let report: Value = serde_json::from_slice(&unchanged.stdout).unwrap_or_default();
    prop_assert_eq!(&report["status"], "unchanged", "{}", String::from_utf8_lossy(&unchanged.stderr));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 300, ..cases(6) })]

    #[test]
    fn a_list_of_invoices_gives_the_same_shop(
        first in settings(),
        ops in proptest::collection::vec(op().prop_map(in_order), 5..40),
    ) {
        let first = Settings { expire_after: ExpireAfter::Never, ..first };
        let lasting = |op| match op {
            Op::Revise { from, settings } => {
                Op::Revise { from, settings: Box::new(Settings { expire_after: ExpireAfter::Never, ..*settings }) }
            }
            other => other,
        };
        gives_the_same(&first, &ops.into_iter().map(lasting).collect::<Vec<_>>(), true)?;
    }

    #[test]
    fn a_list_of_invoices_is_always_read(first in settings(), ops in proptest::collection::vec(op(), 5..40)) {
        gives_the_same(&first, &ops, false)?;
    }
}
