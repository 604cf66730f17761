//! `db restore`: what a backup holds is there again, and what was there is kept.

use std::fs;
use std::process::Stdio;

use expect_test::expect;
use rusqlite::Connection;
use serde_json::json;

use super::{mode, names, salon};
use crate::shop::Shop;

/// A salon with a backup, and an invoice that came later.
fn gone_on() -> Shop {
    let shop = salon();
    assert_eq!(shop.run("db backup copy.db").exit, 0);
    assert_eq!(shop.run("invoice record --number F2 --customer K001 --total 10.00").exit, 0);
    shop
}

#[test]
fn a_backup_is_put_back_and_what_was_there_is_kept() {
    let shop = gone_on();
    let copy = fs::read(shop.path("copy.db")).expect("it can be read");
    shop.run("db restore copy.db --confirm shop.db").says(expect![[r#"
        the backup is put back
        database:         [SHOP]/shop.db
        backup:           [SHOP]/copy.db
        kept as it was:   [SHOP]/shop-before-restore.db
        customers:        1
        invoices:         1
        entries:          1
        last recorded at: <------- moment ------->
        before:           1 customers, 2 invoices, last written <------- moment ------->
    "#]]);
    assert_eq!(names(&shop), ["copy.db", "shop-before-restore.db", "shop.db"]);
    assert_eq!(mode(&shop.path("shop-before-restore.db")), 0o600);
    assert!(fs::read(shop.path("copy.db")).expect("it can be read") == copy, "the backup is another");
    for (database, points) in [("shop.db", 2), ("shop-before-restore.db", 3), ("copy.db", 2)] {
        assert_eq!(shop.json(&format!("--db {database} customer balance K001"))["points"], points, "{database}");
        assert_eq!(shop.run(&format!("--db {database} db check")).exit, 0, "{database}");
    }
    assert_eq!(shop.json("log --limit 1")["items"][0]["action"], "db restore");
    // All copies are known, also those that the backup did not know of.
    let known: Vec<String> = Connection::open(shop.database())
        .and_then(|db| db.prepare("SELECT path FROM backup ORDER BY path")?.query_map([], |row| row.get(0))?.collect())
        .expect("rows");
    let known: Vec<_> = known.iter().map(|path| shop.steady(path)).collect();
    assert_eq!(known, ["[SHOP]/copy.db", "[SHOP]/shop-before-restore.db"]);

    // And back again.
    let answer = shop.json("db restore shop-before-restore.db --yes");
    assert_eq!((&answer["schema"], &answer["status"]), (&json!("loyalty.restore/1"), &json!("restored")));
    assert_eq!(answer["kept"], "[SHOP]/shop-before-restore-2.db");
    assert_eq!((&answer["invoices"], &answer["before"]["invoices"]), (&json!(2), &json!(1)));
    assert_eq!(shop.json("customer balance K001")["points"], 3);
}

#[test]
fn it_is_confirmed_by_name_or_by_a_yes() {
    let shop = gone_on();
    let path = shop.database().display().to_string();
    for line in ["", " --confirm copy.db", " --confirm shop.d", " --confirm other/shop.db"] {
        assert_eq!(shop.error(&format!("db restore copy.db{line}"))["code"], "not_confirmed", "{line}");
    }
    shop.run("db restore copy.db").fails(
        7,
        expect![[r#"
            error: this has to be confirmed
            hint: repeat the command with `--yes`, or look first with `--dry-run`
            hint: or name the database that is replaced: `--confirm shop.db`
        "#]],
    );
    assert_eq!(shop.json("invoice list")["total"], 2);
    assert_eq!(shop.json("-n db restore copy.db")["dry_run"], true);
    assert_eq!(
        (names(&shop), &shop.json("invoice list")["total"]),
        (vec!["copy.db".to_owned(), "shop.db".to_owned()], &json!(2))
    );
    for line in
        ["--confirm shop.db".to_owned(), "--confirm shop".to_owned(), format!("--confirm {path}"), "--yes".to_owned()]
    {
        assert_eq!(shop.run(&format!("db restore copy.db {line}")).exit, 0, "{line}");
    }
}

#[test]
fn what_is_no_backup_of_ours_changes_nothing() {
    let shop = gone_on();
    let copy = |name: &str| {
        fs::copy(shop.path("copy.db"), shop.path(name)).expect("it is copied");
        Connection::open(shop.path(name)).expect("it opens")
    };
    shop.file("notes.txt", "bread, milk\n").file("empty.db", "");
    copy("newer.db").execute_batch("PRAGMA user_version = 99").expect("it is set");
    copy("foreign.db").execute_batch("PRAGMA application_id = 7").expect("it is set");
    copy("unguarded.db").execute_batch("DROP TRIGGER entry_is_not_changed").expect("it is dropped");
    let mut bytes = fs::read(shop.path("copy.db")).expect("it can be read");
    fs::write(shop.path("cut.db"), &bytes[..bytes.len() - 4096]).expect("it is written");
    let half = bytes.len() / 2;
    bytes[half..].fill(0xa5);
    fs::write(shop.path("bad.db"), bytes).expect("it is written");
    fs::create_dir(shop.path("folder")).expect("it is made");

    let (files, content) = (names(&shop), shop.run("log --json").stdout);
    for (file, exit, code) in [
        ("none.db", 3, "file_not_found"),
        ("empty.db", 3, "file_not_found"),
        ("notes.txt", 1, "not_a_database"),
        ("foreign.db", 1, "not_a_database"),
        ("folder", 1, "not_a_database"),
        ("newer.db", 1, "newer_database"),
        ("cut.db", 1, "damaged_database"),
        ("bad.db", 1, "damaged_database"),
        ("unguarded.db", 1, "check_failed"),
        ("shop.db", 5, "file_exists"),
    ] {
        let bytes = fs::read(shop.path(file)).ok();
        let error = shop.error(&format!("db restore {file} --yes"));
        assert_eq!((&error["code"], &error["exit"]), (&json!(code), &json!(exit)), "{file}: {error}");
        assert!(fs::read(shop.path(file)).ok() == bytes, "`{file}` is another");
        assert_eq!(shop.run("log --json").stdout, content, "{file}");
    }
    assert_eq!(names(&shop), files);
}

/// Whoever has the database open goes on with what was put back; whoever writes is waited for.
#[test]
fn others_may_have_it_open() {
    let shop = gone_on();
    let reader = Connection::open(shop.database()).expect("it opens");
    let invoices =
        || reader.query_row("SELECT count(*) FROM invoice", [], |row| row.get::<_, i64>(0)).expect("a count");
    reader.execute_batch("BEGIN").expect("it begins");
    assert_eq!(invoices(), 2);
    let writer = Connection::open(shop.database()).expect("it opens");
    writer.execute_batch("BEGIN IMMEDIATE").expect("nobody else writes");
    assert_eq!(shop.error("--wait 0 db restore copy.db --yes")["code"], "busy");
    assert_eq!(names(&shop).iter().filter(|name| !name.starts_with("shop.db")).collect::<Vec<_>>(), ["copy.db"]);

    // One that writes meanwhile is kept with the rest: what was acknowledged is never lost.
    let mut command = shop.command("db restore copy.db --yes");
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    std::thread::sleep(std::time::Duration::from_millis(100));
    writer.execute_batch("INSERT INTO note (text) VALUES ('late'); COMMIT").expect("it is kept");
    assert_eq!(shop.wait(child).exit, 0);
    assert_eq!(invoices(), 2, "a reading goes on with what it began with");
    reader.execute_batch("COMMIT").expect("it ends");
    assert_eq!(invoices(), 1);
    writer.execute_batch("INSERT INTO note (text) VALUES ('later')").expect("it goes on");
    drop((reader, writer));
    let kept = Connection::open(shop.path("shop-before-restore.db")).expect("it opens");
    let late = kept.query_row("SELECT text FROM note", [], |row| row.get::<_, String>(0)).expect("it is there");
    assert_eq!(late, "late");
    assert_eq!(shop.run("db check").exit, 0);
}

#[test]
fn a_database_that_is_gone_or_does_not_open_is_made_again() {
    let shop = gone_on();
    let bytes = fs::read(shop.database()).expect("it can be read");
    for (name, ruin, kept) in [
        ("gone", None, json!(null)),
        ("cut off", Some(&bytes[..bytes.len() - 4096]), json!("[SHOP]/shop-before-restore.db")),
        ("empty", Some(&bytes[..0]), json!(null)),
    ] {
        let _ = fs::remove_file(shop.database());
        if let Some(ruin) = ruin {
            fs::write(shop.database(), ruin).expect("it is written");
        }
        let answer = shop.json("db restore copy.db --yes");
        assert_eq!((&answer["kept"], &answer["before"]), (&kept, &json!(null)), "{name}");
        assert_eq!(shop.json("customer balance K001")["points"], 2, "{name}");
        assert_eq!((shop.run("db check").exit, mode(&shop.database())), (0, 0o600), "{name}");
    }
    let kept = fs::read(shop.path("shop-before-restore.db")).expect("it can be read");
    assert!(kept == bytes[..bytes.len() - 4096], "what was there is another");
}

/// Pages that are damaged are kept as they are, to be looked at.
#[test]
fn a_damaged_database_is_kept_as_it_is() {
    let shop = gone_on();
    let mut bytes = fs::read(shop.database()).expect("it can be read");
    let page = bytes.len() - 4096;
    bytes[page..].fill(0xa5);
    fs::write(shop.database(), &bytes).expect("it is written");
    assert_ne!(shop.run("db check").exit, 0);
    assert_eq!(shop.json("db restore copy.db --yes")["kept"], "[SHOP]/shop-before-restore.db");
    let kept = fs::read(shop.path("shop-before-restore.db")).expect("it can be read");
    assert!(kept[page..] == bytes[page..], "what was there is another");
    assert_eq!(shop.run("db check").exit, 0);
}

#[test]
fn a_new_machine() {
    let shop = gone_on();
    fs::rename(shop.path("copy.db"), shop.path("carried.db")).expect("it is moved");
    assert_eq!(shop.run("--db new/folder/shop.db db restore carried.db --yes").exit, 0);
    assert_eq!(shop.json("--db new/folder/shop.db customer balance K001")["points"], 2);
}
