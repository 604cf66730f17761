//! What somebody changes with the `sqlite3` shell, and knows how: the schema refuses it, or `db check` names it.

use std::fs;
use std::process::{Command, Stdio};

use crate::shop::Shop;
use crate::size::tell;
use crate::state::{again, state};

/// How an attack ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// The shell is told no, and nothing is different.
    Refused,
    /// It is done, and the check says so.
    Named,
}
use End::{Named, Refused};

/// Where `GUARDS DOWN` stands the triggers are dropped, and made again behind the attack as they were.
const ATTACKS: [(End, &str); 40] = [
    // The ledger and its like, as they stand.
    (Refused, "UPDATE entry SET points = 600 WHERE id = 1"),
    (Refused, "DELETE FROM entry WHERE id = 1"),
    (Refused, "INSERT OR REPLACE INTO entry SELECT * FROM entry WHERE id = 1"),
    (Refused, "UPDATE taking SET points = -1"),
    (Refused, "DELETE FROM taking"),
    (Refused, "UPDATE operation SET recorded_at = 0"),
    (Refused, "REPLACE INTO operation SELECT * FROM operation WHERE id = 2"),
    (Named, "DELETE FROM revision"),
    (Named, "UPDATE revision SET points = 100"),
    (Refused, "UPDATE card_event SET collected = 9"),
    (Refused, "DELETE FROM card_event WHERE id = 2"),
    (Named, "DELETE FROM assignment WHERE id = 1"),
    // A second one of what there can be only one of.
    (Refused, "INSERT INTO card SELECT 99, customer_id, scheme_id, 1, 4, NULL, 1, operation_id FROM card WHERE id = 1"),
    (Refused, "UPDATE invoice SET number = 'F1' WHERE number = 'F2'"),
    // The guards are taken away, for good or for a moment.
    (Named, "DROP TRIGGER entry_is_not_changed"),
    (Named, "DROP TRIGGER entry_is_not_replaced; REPLACE INTO entry SELECT * FROM entry WHERE id = 1"),
    (Named, "GUARDS DOWN; UPDATE entry SET points = 600 WHERE id = 1"),
    (Named, "GUARDS DOWN; UPDATE entry SET day = day + 1 WHERE id = 1"),
    (Named, "GUARDS DOWN; UPDATE entry SET customer_id = 2 WHERE id = 1"),
    (Named, "GUARDS DOWN; DELETE FROM entry WHERE id = 2"),
    (Named, "GUARDS DOWN; DELETE FROM taking WHERE id = 1"),
    (Named, "GUARDS DOWN; DELETE FROM operation WHERE id = 5"),
    (Named, "UPDATE revision SET per = 1"),
    (Named, "GUARDS DOWN; UPDATE card_event SET collected = 2 WHERE kind = 2"),
    (Named, "GUARDS DOWN; DELETE FROM card_event WHERE id = 2"),
    // Points with all their sums, so that only the rule knows better.
    (
        Named,
        "GUARDS DOWN; UPDATE entry SET points = points + 1 WHERE id = 1;
         UPDATE account SET balance = balance + 1, earned = earned + 1 WHERE customer_id = 1;
         UPDATE lot SET remaining = remaining + 1 WHERE entry_id = 1",
    ),
    // What is derived, and what it is derived from.
    (Named, "UPDATE account SET balance = balance + 1000 WHERE customer_id = 1"),
    (Named, "DELETE FROM account"),
    (Named, "UPDATE lot SET remaining = remaining + 50"),
    (Named, "DELETE FROM lot"),
    (Named, "UPDATE line SET amount = amount + 10000 WHERE invoice_id = 2"),
    (Named, "DELETE FROM line WHERE invoice_id = 1"),
    (Named, "UPDATE invoice SET total = 1 WHERE number = 'F1'"),
    (Named, "UPDATE invoice SET state = 'paid' WHERE number = 'F4'"),
    (Named, "UPDATE invoice SET customer_id = 2 WHERE number = 'F1'"),
    (Named, "UPDATE refund SET undone = 1"),
    (Named, "DELETE FROM redemption"),
    (Named, "UPDATE card SET collected = 4 WHERE id = 1"),
    // The schema.
    (Named, "CREATE TRIGGER gift AFTER INSERT ON invoice BEGIN UPDATE account SET balance = balance + 1; END"),
    (Named, "DROP INDEX invoice_by_number"),
];

/// The shell, without the database's own constraints; `None` where there is no shell.
fn shell(shop: &Shop, sql: &str) -> Option<bool> {
    let mut command = Command::new("sqlite3");
    command.arg("-bail").arg(shop.database());
    command.arg(format!("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON; {sql};"));
    command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().ok().map(|status| status.success())
}

/// The triggers as statements that make them.
fn guards(shop: &Shop) -> Vec<(String, String)> {
    let db = rusqlite::Connection::open(shop.database()).expect("it opens");
    let mut statement = db.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").expect("SQL");
    let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).expect("rows");
    rows.map(|row| row.expect("a trigger")).collect()
}

#[test]
fn forty_attacks_are_refused_or_named() {
    let base = Shop::with_everything();
    if shell(&again(&base), "SELECT 1").is_none() {
        tell("no sqlite3 here: the attacks are left out");
        return;
    }
    let guards = guards(&base);
    let down: String = guards.iter().map(|(name, _)| format!("DROP TRIGGER {name};")).collect();
    let up: String = guards.iter().map(|(_, sql)| format!(";{sql}")).collect();
    let head = base.run("db check --head").stdout.trim().to_owned();
    let before = state(&base.database(), &[]).expect("a database");
    let mut wrong = Vec::new();
    for (want, attack) in ATTACKS {
        let shop = again(&base);
        let sql = attack.strip_prefix("GUARDS DOWN;").map(|sql| format!("{down}{sql}{up}"));
        let done = shell(&shop, sql.as_deref().unwrap_or(attack)).expect("there was one before");
        let same = state(&shop.database(), &[]).is_ok_and(|is| is == before);
        let check = shop.error_of(&format!("db check --expect-head {head}"));
        let end = match (done, check.as_deref()) {
            (false, None) if same => Some(Refused),
            (true, Some("check_failed")) => Some(Named),
            _ => None,
        };
        if end != Some(want) {
            wrong.push(format!("{attack}: {end:?}, done {done}, {check:?}"));
        }
    }
    let named = ATTACKS.iter().filter(|(end, _)| *end == Named).count();
    tell(format!("40 attacks: {} refused, {named} named", ATTACKS.len() - named));
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Attacks on what says whose file it is: it is not opened any more.
#[test]
fn a_file_that_is_made_another_is_refused() {
    let base = Shop::with_everything();
    if shell(&again(&base), "SELECT 1").is_none() {
        return;
    }
    for (attack, code) in [
        ("PRAGMA user_version = 99", "newer_database"),
        ("PRAGMA user_version = 0", "damaged_database"),
        ("PRAGMA application_id = 0", "not_a_database"),
    ] {
        let shop = again(&base);
        assert_eq!(shell(&shop, attack), Some(true), "{attack}");
        let bytes = fs::read(shop.database()).expect("it can be read");
        assert_eq!(shop.error_of("db check").as_deref(), Some(code), "{attack}");
        assert_eq!(shop.error_of("customer add --name Cees").as_deref(), Some(code), "{attack}");
        assert!(fs::read(shop.database()).expect("it can be read") == bytes, "{attack}");
    }
}

impl Shop {
    /// The code of a command's failure; `None` when it works.
    fn error_of(&self, line: &str) -> Option<String> {
        let said = self.run(&format!("--json {line}"));
        let error: serde_json::Value = serde_json::from_str(&said.stderr).ok()?;
        error["error"]["code"].as_str().map(str::to_owned)
    }
}
