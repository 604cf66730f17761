//! Long work: how far it is, and what a signal leaves behind.

use std::fmt::Write as _;
use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::Duration;

use super::*;

/// A till of so many rows, each an invoice.
fn till(rows: u32) -> String {
    let mut text = "invoice,date,customer,item,amount\n".to_owned();
    for row in 0..rows {
        writeln!(
            text,
            "T{row:06},2025-{:02}-{:02},K{:04},Wassen en knippen met korting,21.50",
            1 + row % 12,
            1 + row % 28,
            row % 500
        )
        .expect("a String takes all");
    }
    text
}

#[test]
fn a_terminal_shows_rows_rate_and_time_left() {
    let shop = Shop::new();
    shop.file("till.csv", &till(40_000));
    let mut command = shop.command("--color never import check till.csv");
    command.env("TERM", "xterm").env("COLUMNS", "120").env_remove("LOYALTY_TODAY").arg("--today=2026-11-21");
    let mut session = rexpect::session::spawn_command(command, Some(60_000)).expect("a terminal");
    let (before, _) =
        session.exp_regex(r"reading [^\r]*[0-9]+%  [0-9,]+ rows  [0-9,]+/s  [0-9]+ s left").expect("a bar");
    assert!(!before.contains("import csv"), "the bar comes before the answer: {before}");
    session.exp_string("40000 read, 40000 good").expect("the answer follows");
    session.exp_eof().expect("it ends");
}

#[test]
fn what_is_piped_has_no_bar() {
    let shop = Shop::new();
    let said = shop.file("till.csv", &till(40_000)).run("import check till.csv");
    assert_eq!((said.exit, said.stderr.as_str()), (0, ""));
}

#[test]
#[ignore = "it waits for the ten seconds between two lines"]
fn where_there_is_no_terminal_a_line_comes_every_ten_seconds() {
    let shop = Shop::new();
    let text = till(60_000);
    let mut command = shop.command("import check -");
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    let mut child = command.spawn().expect("it starts");
    let mut stdin = child.stdin.take().expect("it is piped");
    let (first, second) = text.split_at(text.len() / 2);
    stdin.write_all(first.as_bytes()).expect("it reads");
    std::thread::sleep(Duration::from_millis(10_200));
    stdin.write_all(second.as_bytes()).expect("it reads");
    drop(stdin);
    let said = shop.wait(child);
    assert_eq!(said.exit, 0);
    let line = said.stderr.strip_prefix("reading: ").unwrap_or_else(|| panic!("{}", said.stderr));
    assert!(line.contains(" rows  ") && line.ends_with("/s\n") && line.lines().count() == 1, "{line}");
}

/// However far it was: a signal that comes before the commit leaves nothing, one that comes later changes nothing.
#[test]
fn an_interrupted_import_leaves_nothing_and_can_be_repeated() {
    let shop = Shop::new();
    shop.file("till.csv", &till(20_000));
    let before = Place::copy_of(&shop).content();
    let mut interrupted = 0;
    for (signal, millis) in [("-INT", 15), ("-TERM", 40), ("-INT", 90), ("-TERM", 200), ("-INT", 450)] {
        let place = Place::copy_of(&shop);
        let line = format!("--db {} import csv till.csv", place.path().display());
        let mut command = shop.command(&line);
        let child =
            command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        std::thread::sleep(Duration::from_millis(millis));
        let sent = Command::new("kill").arg(signal).arg(child.id().to_string()).status().expect("there is a kill");
        assert!(sent.success());
        let said = shop.wait(child);
        let is_early = said.exit != 0;
        interrupted += u32::from(is_early);
        if is_early {
            // On a busy machine the signal may come before the program has begun.
            if said.exit != -1 {
                assert_eq!((said.exit, said.stdout.as_str()), (130, ""), "{}", said.stderr);
                assert!(
                    said.stderr.starts_with("error: interrupted, and nothing was written\nhint: "),
                    "{}",
                    said.stderr
                );
            }
            assert!(place.content() == before, "something was left behind");
        }
        let again = shop.json(&line);
        assert_eq!(again["rows"][if is_early { "new" } else { "unchanged" }], 20_000);
        assert_eq!(shop.run(&format!("--db {} db check", place.path().display())).exit, 0);
    }
    assert!(interrupted > 0, "every import was over before its signal came");
}
