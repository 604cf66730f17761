//! The exit codes that scripts rely on: one scene for each.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Duration;

use rusqlite::Connection;
use serde_json::json;

use crate::shop::{Shop, project_files};

/// A shop in which every code can be had.
fn salon() -> Shop {
    let shop = Shop::new();
    shop.json("settings set --earn spend-total");
    shop.json("customer add --ref K001 --name \"Anna Jansen\"");
    shop.json("customer add --ref K002 --name \"Bram Jansen\"");
    shop.json("invoice record --number F1 --customer K001 --total 21.50");
    shop
}

/// A failing command tells the same in text and JSON: one error on stderr, nothing on stdout.
#[track_caller]
fn fails(shop: &Shop, line: &str, exit: i32, code: &str) {
    let error = shop.error(line);
    assert_eq!((&error["exit"], &error["code"]), (&json!(exit), &json!(code)), "{line}");
    assert_eq!(error["retryable"], json!(matches!(exit, 75)), "{line}");
    let said = shop.run(line);
    assert_eq!((said.exit, said.stdout.as_str()), (exit, ""), "{line}");
    assert!(said.stderr.starts_with("error: "), "{line}: {}", said.stderr);
}

#[test]
fn exit_0_done_unchanged_and_an_empty_list() {
    let shop = salon();
    assert_eq!(shop.run("invoice record --number F2 --customer K001 --total 5.00").exit, 0);
    assert_eq!(shop.json("invoice record --number F2 --customer K001 --total 5.00")["status"], "unchanged");
    assert_eq!(shop.json("invoice list --state void")["items"], json!([]));
    assert_eq!(shop.run("-n invoice void F2 --reason x").exit, 0);
}

#[test]
fn exit_1_failed() {
    let shop = salon();
    fails(&shop, "--db none.db customer list", 1, "no_database");
    fails(&shop, "--db . customer list", 1, "not_a_database");
    fails(&shop, "invoice record --input .", 1, "io");
}

/// The write fails in COMMIT, at a limit on the size of files that stands for a disk that fails at the last moment.
#[test]
fn exit_1_and_it_is_not_known_whether_it_was_kept() {
    let shop = salon();
    let lines = |number| format!("{{\"number\":\"N{number}\",\"customer\":\"K001\",\"total\":\"10.00\"}}\n");
    shop.file("in.ndjson", &(0..1000).map(lines).collect::<String>());
    let run = shop.command("--json invoice record --input in.ndjson");
    let mut command = Command::new("sh");
    command.args(["-c", "ulimit -f 100; exec \"$@\"", "sh"]);
    command.arg(run.get_program()).args(run.get_args()).current_dir(shop.path("."));
    command.envs(run.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("there is a shell");
    let said = shop.wait(child);
    let error: serde_json::Value = serde_json::from_str(&said.stderr).unwrap_or_else(|_| panic!("{said:?}"));
    let error = &error["error"];
    assert_eq!((said.exit, &error["code"], &error["retryable"]), (1, &json!("commit_unknown"), &json!(true)));
    // Repeated, it counts once, whatever became of the first.
    assert_eq!(shop.run("invoice record --input in.ndjson").exit, 0);
    assert_eq!(shop.json("customer balance K001")["points"], 1002);
    assert_eq!(shop.run("db check").exit, 0);
}

#[test]
fn exit_2_wrong_usage() {
    fails(&salon(), "invoice record --number F2 --total 5,00", 2, "usage");
    fails(&salon(), "invoice rekord", 2, "usage");
}

#[test]
fn exit_3_not_there() {
    let shop = salon();
    fails(&shop, "customer show K009", 3, "customer_not_found");
    fails(&shop, "invoice show F9", 3, "invoice_not_found");
    fails(&shop, "reward show wash", 3, "reward_not_found");
    fails(&shop, "points return 7", 3, "redemption_not_found");
    fails(&shop, "import show 7", 3, "import_not_found");
    fails(&shop, "invoice record --input nothing.json", 3, "file_not_found");
    fails(&shop, "db restore nothing.db --yes", 3, "file_not_found");
}

#[test]
fn exit_4_ambiguous() {
    fails(&salon(), "customer balance jansen", 4, "customer_ambiguous");
}

#[test]
fn exit_5_a_conflict_or_a_rule() {
    let shop = salon();
    fails(&shop, "invoice record --number F1 --total 22.50", 5, "invoice_conflict");
    fails(&shop, "init --currency GBP", 5, "shop_conflict");
    fails(&shop, "points redeem K001 --points 50", 5, "not_enough_points");
    fails(&shop, "points adjust K001 -50 --reason x", 5, "below_zero");
    fails(&shop, "invoice refund F1 --amount 99.00", 5, "refund_refused");
    fails(&shop, "invoice record --number F2 --line product:Wax@5.00 --line discount:Actie@-6.00", 5, "ticket_refused");
    fails(&shop, "invoice record --number F2 --customer K001 --total 5.00 --pay-points 1", 5, "points_refused");
    fails(&shop, "db backup shop.db", 5, "file_exists");
    shop.json("reward add --name Wash --cost 10 --gift wash");
    fails(&shop, "reward add --name Wash --cost 20 --gift wash", 5, "reward_conflict");
}

#[test]
fn exit_6_the_input_is_rejected() {
    let shop = salon();
    shop.file("till.csv", "a,b\n1,2\n").file("in.ndjson", "{\"number\":\"F2\",\"total\":\"5,00\"}\n");
    fails(&shop, "import csv till.csv", 6, "input_rejected");
    fails(&shop, "invoice record --input in.ndjson", 6, "input_rejected");
    assert_eq!(shop.json("invoice list")["total"], 1);
}

#[test]
fn exit_8_done_but_for_some_rows() {
    let shop = salon();
    shop.file("in.ndjson", "{\"number\":\"F2\",\"total\":\"5,00\"}\n{\"number\":\"F3\",\"total\":\"5.00\"}\n");
    let said = shop.run("invoice record --input in.ndjson --partial -q");
    assert_eq!((said.exit, said.stdout.as_str()), (8, "1\n"));
    shop.file("till.csv", "invoice,date,customer,amount\nF4,2026-11-01,K1,5.00\nF5,2026-02-30,K1,5.00\n");
    assert_eq!(shop.run("import csv till.csv --partial -q").exit, 8);
    let rejected = std::fs::read_to_string(shop.path("till.csv.errors.csv")).expect("the rejected rows are beside it");
    assert!(rejected.contains("F5,2026-02-30,K1,5.00"), "{rejected}");
    assert_eq!(shop.json("invoice list")["total"], 3);
}

#[test]
fn exit_75_busy() {
    let shop = salon();
    let held = Connection::open(shop.database()).expect("it opens");
    held.execute_batch("BEGIN IMMEDIATE").expect("nobody else writes");
    fails(&shop, "--wait 0 invoice record --number F2 --total 5.00", 75, "busy");
    assert_eq!(shop.json("--wait 0 invoice list")["total"], 1, "readers wait for nobody");
    drop(held);
    assert_eq!(shop.run("--wait 0 invoice record --number F2 --total 5.00").exit, 0);
}

#[test]
fn exit_130_interrupted_amid_many_lines() {
    let shop = salon();
    for signal in ["-INT", "-TERM"] {
        let mut child = shop
            .command("--format ndjson invoice record --input -")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("it starts");
        let mut stdin = child.stdin.take().expect("it is piped");
        // More than is kept in pipes and buffers: when all of it is taken, most of it is recorded and not yet kept.
        for number in 0..2000 {
            let line = format!("{{\"number\":\"N{number}\",\"customer\":\"K001\",\"total\":\"10.00\"}}\n");
            stdin.write_all(line.as_bytes()).expect("it reads");
        }
        std::thread::sleep(Duration::from_millis(100));
        let sent = Command::new("kill").arg(signal).arg(child.id().to_string()).status().expect("there is a kill");
        assert!(sent.success());
        let said = shop.wait(child);
        assert_eq!((said.exit, said.stdout.as_str()), (130, ""), "{signal}");
        let error: serde_json::Value = serde_json::from_str(&said.stderr).expect("JSON");
        assert_eq!((&error["error"]["code"], &error["error"]["retryable"]), (&json!("interrupted"), &json!(true)));
        drop(stdin);
        assert_eq!(shop.json("invoice list")["total"], 1);
        assert_eq!(shop.json("customer balance K001")["points"], 2);
    }
    assert_eq!(shop.run("invoice record --number N0 --customer K001 --total 10.00").exit, 0);
    assert_eq!(shop.run("db check").exit, 0);
}

#[test]
fn exit_7_wants_a_yes_where_nobody_can_be_asked() {
    let shop = Shop::new();
    shop.file("till.csv", "invoice,date,customer,amount\nF1,2026-06-01,K1,100.00\n");
    shop.json("import csv till.csv");
    let error = shop.error("import undo 1");
    assert_eq!((&error["code"], &error["exit"]), (&"not_confirmed".into(), &7.into()));
    assert_eq!(shop.json("customer balance K1")["points"], 10);
    assert_eq!(shop.json("import undo 1 --dry-run")["dry_run"], true);
    assert_eq!(shop.json("customer balance K1")["points"], 10);
    shop.json("customer add --ref K2 --name Ans");
    for line in ["customer merge K2 --into K1", "customer erase K1"] {
        fails(&shop, line, 7, "not_confirmed");
        assert_eq!(shop.json(&format!("{line} --dry-run"))["dry_run"], true);
    }
    assert_eq!(shop.json("customer list")["total"], 2);
}

/// Whoever adds a kind of failure shows what provokes it.
#[test]
fn every_kind_of_failure_is_provoked_by_some_scene() {
    let tests: String = project_files("tests", ".rs").into_iter().map(|(_, source)| source).collect();
    let units: String = project_files("src", ".rs")
        .into_iter()
        .filter_map(|(_, source)| source.split_once("#[cfg(test)]").map(|(_, tests)| tests.to_owned()))
        .collect();
    let missing: Vec<&str> = loyalty::failure::Kind::ALL
        .iter()
        .filter(|kind| !tests.contains(&format!("\"{}\"", kind.code())) && !units.contains(&format!("Kind::{kind:?}")))
        .map(|kind| kind.code())
        .collect();
    assert!(missing.is_empty(), "nothing provokes {missing:?}");
}
