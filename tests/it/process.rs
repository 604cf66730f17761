//! What the system does to a run: other writers, signals, readers that go away.

use std::process::{Command, Stdio};
use std::time::Duration;

use expect_test::expect;
use rusqlite::Connection;

use crate::shop::Shop;

/// Holds the database as another writer does.
fn hold(shop: &Shop) -> Connection {
    let connection = Connection::open(shop.database()).expect("it opens");
    connection.execute_batch("BEGIN IMMEDIATE").expect("nobody else writes");
    connection
}

#[test]
fn a_busy_database_is_said_and_can_be_tried_again() {
    let shop = Shop::new();
    let held = hold(&shop);
    shop.run("--wait 0 customer add --name Anna").fails(
        75,
        expect![[r#"
        error: the database is busy: another process has been writing to it for 0 s
        hint: repeat the command, or wait longer with `--wait SECONDS`
    "#]],
    );
    assert_eq!(shop.error("--wait 0 customer add --name Anna")["retryable"], true);
    assert_eq!(shop.json("--wait 0 customer list")["total"], 0);
    drop(held);
    assert_eq!(shop.run("--wait 0 customer add --name Anna").exit, 0);
}

#[test]
fn an_interrupted_write_leaves_nothing() {
    let shop = Shop::new();
    for (signal, line) in [("-INT", "customer add --name Anna"), ("-TERM", "settings set --points 2")] {
        let held = hold(&shop);
        let mut command = shop.command(line);
        let child =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        std::thread::sleep(Duration::from_millis(150));
        let sent = Command::new("kill").arg(signal).arg(child.id().to_string()).status().expect("there is a kill");
        assert!(sent.success());
        let said = shop.wait(child);
        assert_eq!((said.exit, said.stdout.as_str()), (130, ""), "{line}");
        assert_eq!(said.stderr, "error: interrupted, and nothing was written\nhint: repeat the command as it is\n");
        drop(held);
    }
    assert_eq!(shop.json("log")["total"], 0);
}

#[test]
fn a_reader_that_goes_away_is_a_quiet_end() {
    let shop = Shop::new();
    let (reader, writer) = std::io::pipe().expect("a pipe");
    drop(reader);
    let mut command = shop.command("customer list --json");
    let child = command.stdin(Stdio::null()).stdout(writer).stderr(Stdio::piped()).spawn().expect("it starts");
    drop(command);
    let said = shop.wait(child);
    assert_eq!((said.exit, said.stderr.as_str()), (0, ""));
}

/// Otherwise a file would be opened in the place of a standard stream, and the answer be written into that.
#[cfg(target_os = "linux")]
#[test]
fn a_closed_stream_is_no_place_for_a_file() {
    let shop = Shop::new();
    let started = shop.command("import check -");
    let mut command = Command::new("sh");
    command.arg("-c").arg("exec \"$0\" \"$@\" >&- 2>&-").arg(started.get_program()).args(started.get_args());
    let mut child = command.stdin(Stdio::piped()).spawn().expect("there is a shell");
    std::thread::sleep(Duration::from_millis(200));
    let streams = [1, 2].map(|number| std::fs::read_link(format!("/proc/{}/fd/{number}", child.id())).ok());
    assert_eq!(streams, [Some("/dev/null".into()), Some("/dev/null".into())]);
    drop(child.stdin.take());
    assert_eq!(child.wait().expect("it ends").code(), Some(6));
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_written_is_a_failure_and_the_work_is_kept() {
    let shop = Shop::new();
    let full = || std::fs::OpenOptions::new().write(true).open("/dev/full").expect("it is there");
    for (line, want) in [
        ("customer list", "error: the answer could not be written: No space left on device (os error 28)\n"),
        (
            "customer add --name Anna",
            "error: the answer could not be written: No space left on device (os error 28)\nhint: the work itself is done and kept\n",
        ),
    ] {
        let mut command = shop.command(line);
        let child = command.stdin(Stdio::null()).stdout(full()).stderr(Stdio::piped()).spawn().expect("it starts");
        let said = shop.wait(child);
        assert_eq!((said.exit, said.stderr.as_str()), (1, want), "{line}");
    }
    assert_eq!(shop.json("customer list")["total"], 1);
}

#[test]
fn the_wait_is_said_after_a_second() {
    let shop = Shop::new();
    let held = hold(&shop);
    let said = shop.run("--wait 2 customer add --name Anna");
    drop(held);
    expect![[r#"
        note: another process is writing to the database; waiting for it, up to 2 s
        error: the database is busy: another process has been writing to it for 2 s
        hint: repeat the command, or wait longer with `--wait SECONDS`
    "#]]
    .assert_eq(&said.stderr);
}

#[test]
fn a_day_from_the_environment_is_said_on_a_terminal() {
    let shop = Shop::new();
    let mut session =
        rexpect::session::spawn_command(shop.command("--color never customer add --name Anna"), Some(5_000))
            .expect("a terminal");
    session.exp_string("note: working as of `2026-11-21` (`LOYALTY_TODAY`)").expect("it is said");
    session.exp_string("C000001").expect("the answer follows");
    session.exp_eof().expect("the program ends");
}
