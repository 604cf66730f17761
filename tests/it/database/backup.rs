//! `db backup`: whole, private, and never half under its name.

use std::fs;

use expect_test::expect;
use rusqlite::Connection;
use serde_json::json;

use super::{mode, names, salon};
use crate::shop::Shop;

#[test]
fn a_backup_is_one_private_file_that_holds_everything() {
    let shop = salon();
    let said = shop.run("db backup copy.db");
    let steady = said.stdout.lines().filter(|line| !line.starts_with("bytes")).collect::<Vec<_>>().join("\n");
    assert_eq!((said.exit, said.stderr.as_str()), (0, ""));
    expect![[r#"
        the backup is made
        database:         [SHOP]/shop.db
        backup:           [SHOP]/copy.db
        customers:        1
        invoices:         1
        entries:          1
        last recorded at: <------- moment ------->"#]]
    .assert_eq(&steady);
    assert_eq!((names(&shop), mode(&shop.path("copy.db"))), (vec!["copy.db".to_owned(), "shop.db".to_owned()], 0o600));
    let bytes = fs::read(shop.path("copy.db")).expect("it can be read");
    assert_eq!(shop.run("--db copy.db db check").exit, 0);
    assert_eq!(shop.json("--db copy.db customer balance K001")["points"], 2);
    assert!(fs::read(shop.path("copy.db")).expect("it can be read") == bytes, "looking at it changed it");
    assert_eq!(names(&shop), ["copy.db", "shop.db"]);

    // Whoever takes it into use by hand has a database like any other.
    assert_eq!(shop.run("--db copy.db customer add --name Bram").exit, 0);
    let mode: String = Connection::open(shop.path("copy.db"))
        .and_then(|db| db.pragma_query_value(None, "journal_mode", |row| row.get(0)))
        .expect("a mode");
    assert_eq!(mode, "wal");
    assert_eq!(shop.json("customer list")["total"], 1);
}

#[test]
fn the_answer_and_the_log_say_where_it_is() {
    let shop = salon();
    let answer = shop.json("db backup copy.db");
    let bytes = fs::metadata(shop.path("copy.db")).expect("it is there").len();
    assert_eq!((&answer["schema"], &answer["status"]), (&json!("loyalty.backup/1"), &json!("created")));
    assert_eq!((&answer["dry_run"], &answer["bytes"], &answer["invoices"]), (&json!(false), &json!(bytes), &json!(1)));
    assert_eq!(answer["backup"], json!("[SHOP]/copy.db"));
    assert_eq!(shop.run("db backup -q copy-2.db").stdout, "[SHOP]/copy-2.db\n");
    assert_eq!(shop.json("log --limit 1")["items"][0]["action"], "db backup");
    let noted: Vec<(String, i64)> = Connection::open(shop.database())
        .and_then(|db| {
            let mut rows = db.prepare("SELECT path, last_operation FROM backup ORDER BY path")?;
            rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect()
        })
        .expect("rows");
    let folder = shop.path(".").canonicalize().expect("it is there");
    let path = |name: &str| folder.join(name).display().to_string();
    assert_eq!(noted, [(path("copy-2.db"), 4), (path("copy.db"), 3)]);
    assert_eq!(shop.json("db info")["last_backup"]["backup"], "[SHOP]/copy-2.db");
}

#[test]
fn a_dry_run_leaves_nothing() {
    let shop = salon();
    let answer = shop.json("-n db backup copy.db");
    assert_eq!((&answer["dry_run"], &answer["invoices"]), (&json!(true), &json!(1)));
    assert_eq!((names(&shop), &shop.json("log")["total"]), (vec!["shop.db".to_owned()], &json!(3)));
}

#[test]
fn what_is_there_stays_unless_it_is_to_be_replaced() {
    let shop = salon();
    assert_eq!(shop.run("db backup copy.db").exit, 0);
    shop.run("db backup copy.db").fails(
        5,
        expect![[r#"
            error: `[SHOP]/copy.db` is there already
            hint: name another file
            hint: `--replace` puts the new copy in the place of an older one
        "#]],
    );
    assert_eq!(shop.run("invoice record --number F2 --total 5.00").exit, 0);
    assert_eq!(shop.run("db backup copy.db --replace").exit, 0);
    assert_eq!(shop.json("--db copy.db invoice list")["total"], 2);
    assert_eq!(names(&shop), ["copy.db", "shop.db"]);
}

#[test]
fn what_no_backup_can_be_called() {
    let shop = salon();
    fs::create_dir(shop.path("stick")).expect("it is made");
    shop.file("notes.txt", "bread, milk\n").file("empty-wal", "").file("used.db-wal", "changes");
    fs::hard_link(shop.path("notes.txt"), shop.path("twin.txt")).expect("it is made");
    let before = names(&shop);
    for (line, exit, want) in [
        ("shop.db", 5, "error: `[SHOP]/shop.db` is the database itself"),
        ("shop.db --replace", 5, "error: `[SHOP]/shop.db` is the database itself"),
        ("shop.db-wal", 5, "error: `[SHOP]/shop.db-wal` is the database itself"),
        ("stick", 5, "error: `[SHOP]/stick` is a folder"),
        ("stick --replace", 5, "error: `[SHOP]/stick` is a folder"),
        ("none/copy.db", 3, "error: there is no folder `[SHOP]/none`"),
        ("used.db", 5, "error: `[SHOP]/used.db` is in use, or was left behind: there is a journal beside it"),
        ("notes.txt", 5, "error: `[SHOP]/notes.txt` is there already"),
        ("notes.txt --replace", 1, "error: `[SHOP]/notes.txt` is not a loyalty database"),
        ("/dev/null", 5, "error: `/dev/null` is there already"),
        ("/dev/null --replace", 1, "error: `/dev/null` is not a loyalty database"),
    ] {
        let said = shop.run(&format!("db backup {line}"));
        assert_eq!((said.exit, said.stdout.as_str()), (exit, ""), "{line}: {}", said.stderr);
        assert!(said.stderr.starts_with(want), "{line}: {}", said.stderr);
    }
    assert_eq!((names(&shop), &shop.json("log")["total"]), (before, &json!(3)));
    assert_eq!(shop.error("db backup shop.db")["code"], "file_exists");
}

#[test]
fn what_a_killed_backup_leaves_is_swept_away_and_what_another_makes_is_not() {
    let shop = salon();
    shop.file(".copy.db.4194304.part", "half")
        .file(".copy.db.4194304.part-journal", "half")
        .file(".copy.db.x.part", "");
    shop.file(".copy.db.4194305.part", "half");
    let other = fs::File::open(shop.path(".copy.db.4194305.part")).expect("it opens");
    other.lock().expect("it is free");
    assert_eq!(shop.run("db backup copy.db").exit, 0);
    assert_eq!(names(&shop), [".copy.db.4194305.part", ".copy.db.x.part", "copy.db", "shop.db"]);
}

#[test]
fn no_copy_is_made_of_what_is_damaged() {
    let shop = salon();
    let mut bytes = fs::read(shop.database()).expect("it can be read");
    let page = bytes.len() - 2 * 4096;
    bytes[page..].fill(0xa5);
    fs::write(shop.database(), bytes).expect("it is written");
    let error = shop.error("db backup copy.db");
    assert_eq!(error["code"], "damaged_database", "{error}");
    assert_eq!(names(&shop), ["shop.db"]);
}

#[test]
fn a_backup_waits_for_no_writer_but_to_be_noted() {
    let shop = Shop::new();
    let held = Connection::open(shop.database()).expect("it opens");
    held.execute_batch("BEGIN IMMEDIATE").expect("nobody else writes");
    assert_eq!(shop.error("--wait 0 db backup copy.db")["code"], "busy");
    assert!(!names(&shop).iter().any(|name| name.contains("copy")), "{:?}", names(&shop));
}
