//! `db check`: what is in order passes, and what was changed behind our back is named.

use expect_test::expect;
use rusqlite::Connection;
use serde_json::Value;

use crate::shop::Shop;

fn connect(shop: &Shop, name: &str) -> Connection {
    Connection::open(shop.path(name)).expect("the database opens")
}

/// Changes a copy of the database as somebody would who knows how: the guards are dropped and made again.
fn tamper(shop: &Shop, name: &str, sql: &str) {
    std::fs::copy(shop.database(), shop.path(name)).expect("a copy");
    let db = connect(shop, name);
    db.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON").expect("pragmas");
    let mut statement = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").expect("SQL");
    let guards: Vec<(String, String)> =
        statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("rows").map(Result::unwrap).collect();
    for (guard, _) in &guards {
        db.execute_batch(&format!("DROP TRIGGER {guard}")).expect("a guard is dropped");
    }
    db.execute_batch(sql).expect("it is changed");
    for (_, sql) in &guards {
        db.execute_batch(sql).expect("a guard is made again");
    }
}

/// The findings of a check that has to fail: check, customer, invoice, entry.
fn findings(shop: &Shop, name: &str) -> Vec<(String, Value, Value, Value)> {
    let error = shop.error(&format!("--db {name} db check"));
    assert_eq!((&error["code"], &error["exit"]), (&"check_failed".into(), &1.into()));
    let findings = error["details"]["findings"].as_array().expect("findings").clone();
    assert_eq!(error["details"]["count"], findings.len());
    let check = |finding: &Value| finding["check"].as_str().expect("a check").to_owned();
    let told = |finding: &Value| {
        (check(finding), finding["customer"].clone(), finding["invoice"].clone(), finding["entry"].clone())
    };
    findings.iter().map(told).collect()
}

#[test]
fn what_is_in_order_passes() {
    let shop = Shop::with_everything();
    shop.run("db check").says(expect![[r"
        nothing is wrong
        customers with points: 2
        entries:               11
        invoices:              4
        lines:                 6
        cards:                 2
    "]]);
    assert_eq!(shop.json("db check")["findings"], Value::Array(vec![]));
}

#[test]
fn what_was_changed_is_named() {
    let shop = Shop::with_everything();
    // What is changed, and a finding that has to be among those told.
    for (name, sql, want) in [
        ("points", "UPDATE entry SET points = 6 WHERE id = 1", ("ledger", "K1", "F1", 1)),
        (
            "points with their sums",
            "UPDATE entry SET points = points + 1 WHERE id = 1;
             UPDATE account SET balance = balance + 1, earned = earned + 1 WHERE customer_id = 1;
             UPDATE lot SET remaining = remaining + 1 WHERE entry_id = 1;",
            ("invoice", "K1", "F1", 0),
        ),
        ("a name as it is compared", "UPDATE customer SET folded = 'bert' WHERE id = 2", ("customer", "K2", "", 0)),
        ("a customer taken out", "UPDATE customer SET standing = 0 WHERE id = 2", ("customer", "K2", "", 0)),
        ("a search key gone", "DELETE FROM search_key WHERE customer_id = 2", ("customer", "K2", "", 0)),
        ("a balance", "UPDATE account SET balance = balance + 1 WHERE customer_id = 2", ("ledger", "K2", "", 0)),
        ("a lot", "UPDATE lot SET remaining = remaining + 1 WHERE customer_id = 2", ("ledger", "K2", "F2", 6)),
        ("an entry gone", "DELETE FROM entry WHERE id = 3", ("insert-only", "", "", 3)),
        ("an entry of nobody's invoice", "UPDATE entry SET invoice_id = 99 WHERE id = 1", ("reference", "", "", 1)),
        ("a rule", "UPDATE revision SET earn = 'spend-nothing'", ("definition", "", "", 0)),
        ("a first day", "UPDATE revision SET from_day = 99999999", ("definition", "", "", 0)),
        (
            "a reward",
            "INSERT INTO reward VALUES (1, 'mug', 5, 'gifts', NULL, NULL, NULL, 'mug', NULL, NULL, 1, 1)",
            ("definition", "", "", 0),
        ),
        (
            "a reward for nothing",
            "INSERT INTO reward VALUES (1, 'mug', 0, 'gift', NULL, NULL, NULL, 'mug', NULL, NULL, 1, 1)",
            ("definition", "", "", 0),
        ),
        ("a refund undone", "UPDATE refund SET undone = 1", ("invoice", "K1", "F1", 0)),
        ("a refunded sum", "UPDATE invoice SET refunded = 0 WHERE number = 'F1'", ("invoice", "K1", "F1", 0)),
        ("a line", "UPDATE line SET amount = amount + 100 WHERE invoice_id = 2", ("invoice", "K2", "F2", 0)),
        (
            "a discount",
            "UPDATE line SET discount = 0 WHERE invoice_id = 3; UPDATE invoice SET total = 2800 WHERE id = 3",
            ("invoice", "K1", "F3", 0),
        ),
        ("a state", "UPDATE invoice SET state = 'void' WHERE number = 'F1'", ("invoice", "K1", "F1", 0)),
        ("a void", "UPDATE invoice SET state = 'paid' WHERE number = 'F4'", ("invoice", "K2", "F4", 0)),
        ("a customer", "UPDATE invoice SET customer_id = NULL WHERE number = 'F1'", ("invoice", "", "F1", 0)),
        ("the rule", "UPDATE revision SET per = 100", ("invoice", "K1", "F1", 0)),
        ("a redemption", "DELETE FROM redemption WHERE invoice_id IS NULL", ("ledger", "K1", "", 11)),
        ("a redemption's points", "UPDATE redemption SET points = 41 WHERE id = 1", ("invoice", "K1", "F3", 0)),
        ("what a CHECK forbids", "UPDATE entry SET points = 0 WHERE id = 1", ("file", "", "", 0)),
        ("an entry of no kind", "UPDATE entry SET kind = 9 WHERE id = 1", ("ledger", "", "", 0)),
        ("an entry of no day", "UPDATE entry SET day = 99999999 WHERE id = 1", ("ledger", "", "", 0)),
        ("an invoice of no day", "UPDATE invoice SET day = 99999999 WHERE id = 1", ("invoice", "", "", 0)),
        ("a step of nothing", "UPDATE revision SET per = 0", ("definition", "", "", 0)),
        ("a number out of all bounds", "UPDATE line SET reward = -9223372036854775807", ("invoice", "", "", 0)),
        ("a trigger more", "CREATE TRIGGER x AFTER INSERT ON lot BEGIN SELECT 1; END", ("schema", "", "", 0)),
        ("an index less", "DROP INDEX entry_by_invoice", ("schema", "", "", 0)),
        ("a column more", "ALTER TABLE entry ADD COLUMN x INTEGER", ("schema", "", "", 0)),
        ("a table more", "CREATE TABLE x (y INTEGER)", ("schema", "", "", 0)),
    ] {
        tamper(&shop, "changed.db", sql);
        let text = |text: &str| if text.is_empty() { Value::Null } else { text.into() };
        let (check, customer, invoice, entry) = want;
        let entry = if entry == 0 { Value::Null } else { entry.into() };
        let want = (check.to_owned(), text(customer), text(invoice), entry);
        let findings = findings(&shop, "changed.db");
        assert!(findings.contains(&want), "{name}: {want:?} is not in {findings:#?}");
    }
}

/// What a row names has to be there, and has to be what is named.
#[test]
fn a_row_that_is_gone_is_named() {
    let shop = Shop::new();
    shop.json("settings set --per 1.00");
    shop.json("settings set --per 10.00");
    shop.json("customer add --ref K1 --name Anna");
    shop.json("invoice record --number F1 --customer K1 --line service:Cut@35.00");
    let credit = r#"{"number":"C1","lines":[{"kind":"service","name":"Cut","amount":"-10.00"}],"refers_to":"F1"}"#;
    assert_eq!(shop.run_with("invoice record --input -", credit).exit, 0);
    let gone = "DELETE FROM line WHERE invoice_id = 2; DELETE FROM invoice WHERE id = 2;";
    let other = "UPDATE invoice SET refers_to_id = NULL, number = 'F2' WHERE id = 2";
    for (name, sql, want) in [
        ("a credit note", gone, "`refund` row 1 names a row of `invoice` that is not there"),
        ("another one", other, "`refund` row 1 names a credit note of its invoice, and there is another invoice"),
        ("a revision", "DELETE FROM revision WHERE id = 1", "`revision` row 1 was written and is not there any more"),
        (
            "an operation",
            "DELETE FROM operation WHERE id = 3",
            "`customer` row 1 names a row of `operation` that is not there",
        ),
        (
            "an import's",
            "INSERT INTO import VALUES (1, 'csv', '[]', '{}', 3, 9)",
            "`import` row 1 names a row of `operation` that is not there",
        ),
        (
            "a key's",
            "INSERT INTO request_key VALUES (x'01', x'02', 1, 77)",
            "`request_key` names a row of `operation` that is not there",
        ),
        ("an operation's actor", "DELETE FROM actor", "`operation` row 1 names a row of `actor` that is not there"),
    ] {
        tamper(&shop, "changed.db", sql);
        let error = shop.error("--db changed.db db check");
        let findings = error["details"]["findings"].as_array().expect("findings");
        assert!(findings.iter().any(|finding| finding["message"] == want), "{name}: {findings:#?}");
    }
}

#[test]
fn guards_that_are_gone_are_named_first() {
    let shop = Shop::with_everything();
    connect(&shop, "shop.db")
        .execute_batch("DROP TRIGGER entry_is_not_changed; UPDATE entry SET points = 6 WHERE id = 1")
        .expect("it is changed");
    let said = shop.run("db check");
    let first = said.stderr.lines().next().expect("an error");
    assert_eq!((said.exit, said.stdout.as_str()), (1, ""));
    assert!(first.ends_with("the first: the trigger `entry_is_not_changed` is gone"), "{first}");
    let checks: Vec<String> = findings(&shop, "shop.db").into_iter().map(|(check, ..)| check).collect();
    assert_eq!(checks, ["schema", "ledger", "ledger", "ledger", "ledger", "invoice"]);
}

#[test]
fn the_database_itself_refuses_changes_of_what_was_written() {
    let shop = Shop::with_everything();
    let db = connect(&shop, "shop.db");
    db.execute_batch("PRAGMA foreign_keys = OFF").expect("a pragma");
    for table in ["entry", "taking", "operation"] {
        for sql in [
            format!("UPDATE {table} SET id = id"),
            format!("DELETE FROM {table}"),
            format!("INSERT OR REPLACE INTO {table} SELECT * FROM {table} WHERE id = 1"),
        ] {
            let refused = db.execute_batch(&sql).expect_err(&sql).to_string();
            assert_eq!(refused, format!("{table} rows are only ever inserted"), "{sql}");
        }
    }
    assert_eq!(shop.run("db check").exit, 0);
}

/// A NUL ends a text for half of the functions of SQLite, so none comes in, behind whatever stands there already.
#[test]
fn the_database_itself_refuses_a_nul_in_a_text() {
    let shop = Shop::with_everything();
    shop.json("reward add --name Mug --cost 5 --gift mug");
    let db = connect(&shop, "shop.db");
    for (table, columns) in [
        ("actor", &["name"] as &[_]),
        ("note", &["text"]),
        ("customer", &["ref", "name", "email", "phone", "note"]),
        ("item", &["name", "sku", "category"]),
        ("invoice", &["number"]),
        ("reward", &["name", "gift"]),
        ("scheme", &["name"]),
        ("scheme_reward", &["name", "gift"]),
    ] {
        for column in columns {
            let change = |text: &str| db.execute(&format!("UPDATE {table} SET {column} = {text} WHERE id = 1"), []);
            assert_eq!(change("'whole'").expect("a text"), 1, "{table}.{column}");
            let refused = change("'in' || char(0) || 'two'").expect_err(column).to_string();
            assert!(refused.starts_with("CHECK constraint failed"), "{table}.{column}: {refused}");
        }
    }
}

#[test]
fn a_head_that_was_written_down_proves_that_nothing_up_to_it_was_changed() {
    let shop = Shop::with_everything();
    let head = shop.run("db check --head").stdout.trim().to_owned();
    assert_eq!(shop.json("db check --head")["head"], head.as_str());
    assert!(head.starts_with("11:") && head.len() == 3 + 64, "{head}");
    assert_eq!(shop.run("points adjust K2 +1 --reason later").exit, 0);
    assert_eq!(shop.run(&format!("db check --expect-head {head}")).exit, 0);
    assert_ne!(shop.run("db check --head").stdout.trim(), head);

    // Another day that no rule looks at is seen by the head alone.
    tamper(&shop, "changed.db", "UPDATE entry SET day = day - 1 WHERE kind = 4");
    assert_eq!(shop.run("--db changed.db db check").exit, 0);
    let error = shop.error(&format!("--db changed.db db check --expect-head {head}"));
    assert_eq!(error["details"]["findings"][0]["check"], "head");

    let beyond = format!("db check --expect-head 99{}", &head[2..]);
    assert_eq!(shop.error(&beyond)["code"], "check_failed");
    shop.run("db check --expect-head 11:abc").fails(
        2,
        expect![[r"
            error: the value `11:abc` of `--expect-head` is no head of a ledger
            hint: give it as `loyalty db check --head` printed it
        "]],
    );
}

/// A small generator (the constants are those of Knuth's MMIX).
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) % sides
    }
}

fn anything(dice: &mut Dice, day: u64) -> String {
    let customer = format!("K{}", 1 + dice.roll(3));
    let number = format!("F{}", 1 + dice.roll(12));
    let amount = format!("{}.{:02}", dice.roll(120), dice.roll(100));
    let date = |dice: &mut Dice| format!("2026-{:02}-{:02}", 1 + dice.roll(day / 28 + 1), 1 + dice.roll(day % 28 + 1));
    match dice.roll(15) {
        0..=2 => format!(
            "invoice record --number {number} --customer {customer} --line service:Cut@{amount} --line product:Wax@12.50x3 --date {}",
            date(dice)
        ),
        3 => format!("invoice record --number {number} --total {amount}"),
        4 => format!("invoice record --number {number} --customer {customer} --total {amount} --unpaid"),
        5 => format!("invoice record --number {number} --customer {customer} --total -{amount}"),
        6 => format!("invoice pay {number}"),
        7 => format!("invoice refund {number} --amount {amount}"),
        8 => format!("invoice refund {number} --line 2:1"),
        9 => format!("invoice void {number} --reason x"),
        10 => format!("invoice assign {number} {customer}"),
        11 => format!("invoice correct {number} --total {amount} --reason x"),
        12 => format!(
            "invoice record --number {number} --customer {customer} --line service:Cut@{amount} --line discount:Less@-1.00 --pay-points {}",
            1 + dice.roll(20)
        ),
        13 => format!("points redeem {customer} --points {}", 1 + dice.roll(20)),
        _ => match dice.roll(4) {
            0 => format!("points return {}", 1 + dice.roll(6)),
            1 => format!("points adjust {customer} -{} --reason x --allow-negative", 1 + dice.roll(30)),
            2 => format!("invoice refund {number} --all"),
            _ => format!("points adjust {customer} +{} --reason x", 1 + dice.roll(30)),
        },
    }
}

/// However commands follow each other, the check passes and the period rolls forward; more with `SEEDS=1000`.
#[test]
#[expect(clippy::disallowed_methods, reason = "a test has no main that the environment comes in through")]
fn whatever_is_done_passes() {
    let seeds = std::env::var("SEEDS").ok().and_then(|seeds| seeds.parse().ok()).unwrap_or(2);
    for seed in 1..=seeds {
        let mut shop = Shop::new();
        let mut dice = Dice(seed);
        let mut done = Vec::new();
        shop.on("2026-01-01");
        for line in ["K1", "K2", "K3"].map(|who| format!("customer add --ref {who} --name Anna")) {
            assert_eq!(shop.run(&line).exit, 0);
        }
        let rule = ["spend-total", "per-product", "per-invoice"][dice.roll(3) as usize];
        let rule = format!("settings set --earn {rule} --per 5.00 --points 3 --expire-after 1m --point-value 0.10");
        assert_eq!(shop.run(&rule).exit, 0);
        for day in (0..80).map(|day| day * 2) {
            let today = format!("2026-{:02}-{:02}", 1 + day / 28, 1 + day % 28);
            shop.on(&today);
            let line = anything(&mut dice, day);
            let said = shop.run(&line);
            assert!(matches!(said.exit, 0 | 2 | 3 | 5), "{line}: {}", said.stderr);
            if said.exit == 0 {
                done.push(format!("{today} {line}"));
            }
        }
        let said = shop.run("db check");
        assert_eq!(said.exit, 0, "seed {seed}: {}\n{}", said.stderr, done.join("\n"));
        let balances: i64 = ["K1", "K2", "K3"]
            .map(|who| shop.json(&format!("customer balance {who}"))["points"].as_i64())
            .iter()
            .flatten()
            .sum();
        let before = shop.json("report rollforward --from 2026-02-01 --to 2026-06-19");
        assert_eq!(before["closing"], balances, "seed {seed}");
        let liability = shop.json("report liability");
        let open = liability["points"].as_i64().zip(liability["owed"].as_i64());
        assert_eq!(open.map(|(points, owed)| points - owed), Some(balances), "seed {seed}");
        let past = shop.json("report liability --at 2026-03-31");
        assert_eq!(shop.run("points expire").exit, 0);
        assert_eq!(shop.json("report rollforward --from 2026-02-01 --to 2026-06-19"), before, "seed {seed}");
        assert_eq!(shop.json("report liability"), liability, "seed {seed}");
        assert_eq!(shop.json("report liability --at 2026-03-31"), past, "seed {seed}");
        assert_eq!(shop.run("db check").exit, 0, "seed {seed}");
    }
}
