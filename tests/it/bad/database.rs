//! Database files that are something else: refused at once, and left as they are.

use std::fs;
use std::os::unix::fs::{FileTypeExt, MetadataExt, PermissionsExt, symlink};
use std::os::unix::process::CommandExt;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use expect_test::{Expect, expect};
use rusqlite::Connection;

use super::{content, shop};
use crate::shop::Shop;

/// Commands that read, write and make: all of them are refused in the same words, quickly.
#[track_caller]
#[expect(clippy::disallowed_methods, reason = "that it is refused at once is measured by a clock")]
fn left_alone(shop: &Shop, name: &str, want: &Expect) {
    let path = shop.path(name);
    shop.file("till.csv", "invoice,date,amount\nF1,2026-01-01,5.00\n");
    let bytes = || path.is_file().then(|| fs::read(&path).expect("it can be read"));
    let before = bytes();
    let mut told = None;
    for line in ["customer list", "customer add --name Bram", "--create import csv till.csv", "init", "db info"] {
        let began = Instant::now();
        let said = shop.run(&format!("--db {name} {line}"));
        assert_eq!((said.exit, said.stdout.as_str()), (1, ""), "{line}");
        assert!(began.elapsed() < Duration::from_secs(1), "{line} took {:?}", began.elapsed());
        assert_eq!(*told.get_or_insert_with(|| said.stderr.clone()), said.stderr, "{line}");
    }
    want.assert_eq(&told.unwrap_or_default());
    assert!(bytes() == before, "`{name}` is another");
    for beside in ["-wal", "-shm", "-journal"] {
        assert!(!shop.path(&format!("{name}{beside}")).exists(), "`{name}{beside}` was made");
    }
}

fn copy(shop: &Shop, name: &str) -> Connection {
    fs::copy(shop.database(), shop.path(name)).expect("it is copied");
    Connection::open(shop.path(name)).expect("it opens")
}

#[test]
fn a_text_file() {
    let shop = shop();
    shop.file("notes.txt", "bread, milk\n").file("long.txt", &"bread, milk\n".repeat(10_000));
    left_alone(
        &shop,
        "notes.txt",
        &expect![[r#"
        error: `[SHOP]/notes.txt` is not a loyalty database: it is not a database
        hint: name the database with `--db PATH`
    "#]],
    );
    left_alone(
        &shop,
        "long.txt",
        &expect![[r#"
        error: `[SHOP]/long.txt` is not a loyalty database: it is not a database
        hint: name the database with `--db PATH`
    "#]],
    );
}

#[test]
fn a_folder() {
    let shop = shop();
    fs::create_dir(shop.path("folder")).expect("it is made");
    left_alone(
        &shop,
        "folder",
        &expect![[r#"
        error: `[SHOP]/folder` is not a loyalty database: it is a folder
        hint: name the database with `--db PATH`
    "#]],
    );
    left_alone(
        &shop,
        "shop.db/x.db",
        &expect![[r#"
        error: the database file cannot be used: `[SHOP]/shop.db/x.db`: Not a directory (os error 20)
    "#]],
    );
}

#[test]
fn a_newer_one() {
    let shop = shop();
    copy(&shop, "newer.db").execute_batch("PRAGMA user_version = 99").expect("it is set");
    left_alone(
        &shop,
        "newer.db",
        &expect![[r#"
        error: `[SHOP]/newer.db` has schema 99, and this program knows schemas up to 1
        hint: use the newer `loyalty` that wrote it
    "#]],
    );
    assert_eq!(shop.error("--db newer.db customer list")["code"], "newer_database");
}

#[test]
fn another_programs_database() {
    let shop = shop();
    Connection::open(shop.path("other.db")).expect("it opens").execute_batch("CREATE TABLE t (a)").expect("it is made");
    left_alone(
        &shop,
        "other.db",
        &expect![[r#"
        error: `[SHOP]/other.db` is not a loyalty database: it is another program's SQLite database
        hint: name the database with `--db PATH`
    "#]],
    );
    let marked = Connection::open(shop.path("marked.db")).expect("it opens");
    marked.execute_batch("PRAGMA application_id = 7; PRAGMA user_version = 1; CREATE TABLE t (a)").expect("it is made");
    drop(marked);
    left_alone(
        &shop,
        "marked.db",
        &expect![[r#"
        error: `[SHOP]/marked.db` is not a loyalty database: it is another program's SQLite database
        hint: name the database with `--db PATH`
    "#]],
    );
    assert_eq!(shop.error("--db marked.db customer list")["code"], "not_a_database");
}

#[test]
fn a_pipe_and_a_device() {
    let shop = shop();
    assert!(Command::new("mkfifo").arg(shop.path("pipe")).status().expect("there is a mkfifo").success());
    left_alone(
        &shop,
        "pipe",
        &expect![[r#"
        error: `[SHOP]/pipe` is not a loyalty database: it is a device, a pipe or a socket
        hint: name the database with `--db PATH`
    "#]],
    );
    assert!(fs::metadata(shop.path("pipe")).expect("it is there").file_type().is_fifo());
    left_alone(
        &shop,
        "/dev/zero",
        &expect![[r#"
        error: `/dev/zero` is not a loyalty database: it is a device, a pipe or a socket
        hint: name the database with `--db PATH`
    "#]],
    );
}

#[test]
fn a_link_that_leads_nowhere() {
    let shop = shop();
    symlink("nowhere.db", shop.path("link.db")).expect("it is made");
    left_alone(
        &shop,
        "link.db",
        &expect![[r#"
        error: `[SHOP]/link.db` is not a loyalty database: it is a link that leads nowhere
        hint: name the database with `--db PATH`
    "#]],
    );
    assert!(!shop.path("nowhere.db").exists());
    symlink("shop.db", shop.path("good.db")).expect("it is made");
    assert_eq!(shop.json("--db good.db customer list")["total"], 1);
}

#[test]
fn a_file_with_two_names() {
    let shop = shop();
    fs::copy(shop.database(), shop.path("one.db")).expect("it is copied");
    fs::hard_link(shop.path("one.db"), shop.path("two.db")).expect("it is made");
    left_alone(
        &shop,
        "one.db",
        &expect![[r#"
        error: `[SHOP]/one.db` is not a loyalty database: it is a file with a second name (a hard link), which would get a journal of its own
        hint: name the database with `--db PATH`
    "#]],
    );
}

#[test]
fn a_file_that_is_cut_off() {
    let shop = shop();
    let bytes = fs::read(shop.database()).expect("it can be read");
    fs::write(shop.path("head.db"), &bytes[..50]).expect("it is written");
    left_alone(
        &shop,
        "head.db",
        &expect![[r#"
            error: the database is damaged: it is cut off within its header
            hint: put a backup back with `loyalty db restore FILE`; what is there is kept aside
        "#]],
    );
    fs::write(shop.path("cut.db"), &bytes[..bytes.len() - 1]).expect("it is written");
    let error = shop.error("--db cut.db customer list");
    assert_eq!(
        (&error["code"], &error["message"]),
        (
            &"damaged_database".into(),
            &format!("the database is damaged: it is cut off: {} bytes of {}", bytes.len() - 1, bytes.len()).into()
        )
    );
}

#[test]
fn pages_that_are_overwritten() {
    let shop = shop();
    let mut bytes = fs::read(shop.database()).expect("it can be read");
    let half = bytes.len() / 2;
    bytes[4096..half].fill(0xa5);
    fs::write(shop.path("bad.db"), &bytes).expect("it is written");
    for line in ["customer list", "customer add --name Bram"] {
        assert_eq!(shop.error(&format!("--db bad.db {line}"))["code"], "damaged_database", "{line}");
    }
    shop.run("--db bad.db customer list").fails(
        1,
        expect![[r#"
            error: the database is damaged: database disk image is malformed
            hint: put a backup back with `loyalty db restore FILE`; what is there is kept aside
        "#]],
    );
}

/// Root may write everywhere, so the program runs as nobody where the tests run as root.
#[test]
fn a_file_that_may_only_be_read() {
    let shop = shop();
    let (database, folder) = (shop.database(), shop.path("."));
    let before = content(&shop);
    let mode =
        |path: &std::path::Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it is ours");
    mode(&database, 0o444);
    mode(&folder, 0o555);
    let run = |line: &str, user: Option<u32>| {
        let mut command = shop.command(line);
        if let Some(user) = user {
            command.uid(user);
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map(|child| shop.wait(child))
    };
    let user = fs::write(shop.path("probe"), "").is_ok().then_some(65_534);
    let said = run("customer add --name Bram", user);
    let told = run("--json customer add --name Bram", user);
    let looks = ["customer list", "db check", "report what-if --per 5.00"].map(|line| (line, run(line, user)));
    mode(&folder, 0o755);
    mode(&database, 0o600);
    // Where nobody may not even start the program, there is nothing to see.
    let Ok(said) = said else { return };
    said.fails(
        1,
        expect![[r#"
        error: the database cannot be written to: `[SHOP]/shop.db` may only be read
        hint: its owner makes it writable with `chmod u+w [SHOP]/shop.db`
    "#]],
    );
    assert!(told.is_ok_and(|told| told.stderr.contains(r#""code":"read_only_database""#)));
    for (line, said) in looks {
        assert!(said.as_ref().is_ok_and(|said| said.exit == 0), "{line}: {said:?}");
    }
    assert_eq!(content(&shop), before);
}

#[test]
fn a_file_that_could_only_be_read_for_a_moment_is_written_to_afterwards() {
    let shop = shop();
    let database = shop.database();
    let mode =
        |path: &std::path::Path, mode| fs::set_permissions(path, fs::Permissions::from_mode(mode)).expect("it is ours");
    mode(&shop.path("."), 0o777);
    let run = |line: &str| {
        let mut command = shop.command(line);
        // Root may write everywhere, so nobody does it.
        if fs::metadata("/proc/self").is_ok_and(|facts| facts.uid() == 0) {
            command.uid(65_534);
        }
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().map(|child| shop.wait(child))
    };
    mode(&database, 0o444);
    // Where nobody may not even start the program, there is nothing to see.
    let Ok(refused) = run("customer add --name Bram") else { return };
    assert_eq!((refused.exit, run("customer list").map(|said| said.exit).ok()), (1, Some(0)), "{}", refused.stderr);
    let index = shop.path("shop.db-shm");
    assert!(!index.exists());
    mode(&database, 0o666);
    let said = run("customer add --name Bram").expect("it started before");
    assert_eq!(said.exit, 0, "{}", said.stderr);
    // One that was left behind is named.
    fs::write(&index, "").expect("the folder is ours");
    mode(&index, 0o444);
    let said = run("customer add --name Cees").expect("it started before");
    assert_eq!(said.exit, 1);
    assert!(said.stderr.contains("`[SHOP]/shop.db-shm` may only be read"), "{}", said.stderr);
    assert!(said.stderr.contains("`chmod u+w [SHOP]/shop.db-shm`"), "{}", said.stderr);
}
