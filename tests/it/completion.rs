//! Completion with the names of the database: what the scripts ask and are answered, and in real shells.

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use expect_test::expect;
use rexpect::session::PtySession;
use rusqlite::Connection;

use crate::shop::Shop;

fn salon() -> Shop {
    let shop = Shop::new();
    shop.json("settings set --earn spend-total");
    for (reference, name) in [
        ("K001", "Anna Jansen"),
        ("K002", "Bram Jansen"),
        ("K003", "Bram Jansen"),
        ("K004", "Zoë d'Hondt"),
        ("K005", "Anna\u{202e}nesnaJ"),
    ] {
        shop.json(&format!("customer add --ref {reference} --name \"{name}\""));
    }
    shop.json("reward add --name \"€5 korting\" --cost 5 --amount-off 5.00");
    shop.json("scheme add Stempelkaart --type visits --auto");
    shop.json("scheme reward Stempelkaart --after 5 --percent-off 20");
    shop.json("invoice record --number 2026-0001 --customer K001 --total 70.00");
    shop.json("invoice record --number 2026-0002 --customer K004 --total 90.00");
    shop.file("till.csv", "invoice,date,customer,amount\nT1,2026-11-01,K002,10.00\n");
    shop.json("import csv till.csv");
    shop
}

/// What is answered for these words; a busy machine may take longer than the program waits for the database.
fn offered(shop: &Shop, words: &str) -> String {
    for _ in 0..20 {
        let said = shop.run(&format!("completions fish -- loyalty {words}"));
        assert_eq!((said.exit, said.stderr.as_str()), (0, ""), "{words}");
        if !said.stdout.is_empty() {
            return said.stdout;
        }
    }
    String::new()
}

#[test]
fn names_are_offered_where_they_are_wanted() {
    let shop = salon();
    let said = |words: &str| offered(&shop, words);
    expect![[r#"
        Anna Jansen	K001
        K002	Bram Jansen
        K003	Bram Jansen
    "#]]
    .assert_eq(&said("customer balance jan"));
    expect![[r#"
        K001	Anna Jansen
        K002	Bram Jansen
        K003	Bram Jansen
        K004	Zoë d'Hondt
        K005	Anna\u{202e}nesnaJ
    "#]]
    .assert_eq(&said("invoice assign 2026-0001 K00"));
    assert_eq!(said("card show zoe"), "Zoë d'Hondt\tK004\n");
    assert_eq!(said("log --customer=zoe"), "--customer=Zoë d'Hondt\tK004\n");
    assert_eq!(said("invoice show 2026"), "2026-0002\t2026-11-21 Zoë d'Hondt\n2026-0001\t2026-11-21 Anna Jansen\n");
    assert_eq!(said("invoice void \"\""), said("invoice explain \"\""));
    assert_eq!(said("points redeem anna --reward \"\""), "€5 korting\t5 points\n");
    assert_eq!(said("reward retire KORT"), "€5 korting\t5 points\n");
    assert_eq!(said("scheme show \"\""), "Stempelkaart\tvisits\n");
    assert_eq!(said("card add anna --scheme st"), "Stempelkaart\tvisits\n");
    assert_eq!(said("card grant anna \"\""), "20% off\tStempelkaart\n");
    assert_eq!(said("import undo \"\""), "1\ttill.csv\n");
    // Numbers and names that are to be given are not those that are taken.
    assert!(!said("invoice record --number 2026").contains("2026-0001"));
    assert!(!said("customer add --name Ann").contains("Anna"));
}

#[test]
fn words_of_the_tree_are_offered_too() {
    let shop = salon();
    assert!(offered(&shop, "cust").starts_with("customer\tAdd customers"));
    assert!(offered(&shop, "help card gr").starts_with("grant\t"));
    assert_eq!(offered(&shop, "settings set --earn spend-p"), "spend-products\n");
    assert!(offered(&shop, "customer balance K001 --a").contains("--at\t"));
    let all = offered(&shop, "customer balance \"\"");
    assert!(all.contains("Anna Jansen") && !all.contains("--at"), "options are for whoever begins one: {all}");
    assert!(offered(&shop, "import csv ti").contains("till.csv"));
}

#[test]
fn the_database_is_the_one_that_the_line_names() {
    let shop = salon();
    shop.json("--db other.db --create customer add --ref X1 --name Xander");
    for words in [
        "--db other.db card show \"\"",
        "card show --db=other.db \"\"",
        "card show --db shop.db --db other.db \"\"",
        "--db ~/other.db card show \"\"",
    ] {
        assert_eq!(offered(&shop, words), "Xander\tX1\n", "{words}");
    }
    // What fish hands over of `LOYALTY_DB=other.db loyalty card show `.
    let said = shop.run("completions fish -- LOYALTY_DB=other.db loyalty card show \"\"");
    assert_eq!(said.stdout, "Xander\tX1\n");
    assert!(offered(&shop, "card show \"\"").contains("Anna Jansen"));
}

#[test]
fn nothing_is_said_and_nothing_is_made_when_it_cannot_be() {
    let shop = salon();
    shop.file("notes.txt", "no database\n").file("empty.db", "");
    let before = files(&shop);
    for words in [
        "--db none.db card show \"\"",
        "--db notes.txt card show \"\"",
        "--db . card show \"\"",
        "--db empty.db card show \"\"",
    ] {
        let said = shop.run(&format!("completions bash -- 9 \"\" \"loyalty {}\"", words.replace('"', "")));
        assert_eq!((said.exit, said.stderr.as_str()), (0, ""), "{words}");
        assert!(!said.stdout.contains("K001"), "{words}: {}", said.stdout);
    }
    assert_eq!(shop.run("completions bash -- nonsense").stdout, "");
    assert_eq!(shop.run("completions zsh -- loyalty").stdout, "");
    assert_eq!(files(&shop), before);
}

/// The files of the folder with their sizes.
fn files(shop: &Shop) -> Vec<(String, u64)> {
    let mut files: Vec<_> = fs::read_dir(shop.path("."))
        .expect("it is ours")
        .map(|entry| entry.expect("it can be read"))
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.metadata().expect("it is there").len()))
        .collect();
    files.sort();
    files
}

#[test]
fn a_look_leaves_the_log_as_it_is_and_waits_for_nobody() {
    let shop = salon();
    let before = files(&shop);
    assert!(offered(&shop, "card show ann").contains("Anna"));
    assert_eq!(files(&shop), before, "without a log none is left behind");
    let held = Connection::open(shop.database()).expect("it opens");
    held.execute_batch("BEGIN IMMEDIATE; UPDATE shop SET next_ref = 7; COMMIT; BEGIN IMMEDIATE").expect("nobody else");
    let log = |shop: &Shop| files(shop).into_iter().find(|(name, _)| name.ends_with("-wal"));
    let with_log = log(&shop);
    assert!(with_log.as_ref().is_some_and(|(_, length)| *length > 0));
    assert!(offered(&shop, "card show ann").contains("Anna"), "readers wait for nobody");
    assert_eq!(log(&shop), with_log, "the log is not played back");
    drop(held);
    let locked = Connection::open(shop.database()).expect("it opens");
    locked.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE").expect("nobody else");
    #[expect(clippy::disallowed_methods, reason = "a wait is measured")]
    let begun = Instant::now();
    let said = shop.run("completions fish -- loyalty card show ann");
    assert_eq!((said.exit, said.stdout.as_str(), said.stderr.as_str()), (0, "", ""));
    assert!(begun.elapsed() < Duration::from_secs(2), "{:?}", begun.elapsed());
}

#[test]
fn at_most_fifty_are_offered() {
    let shop = Shop::new();
    let people: String = (0..300).map(|n| format!("{{\"ref\":\"K{n:03}\",\"name\":\"Jan {n:03}\"}}\n")).collect();
    assert_eq!(shop.run_with("customer add --input -", &people).exit, 0);
    for words in ["card show \"\"", "card show jan", "card show K"] {
        assert_eq!(offered(&shop, words).lines().count(), 50, "{words}");
    }
}

/// A shell on a terminal; `None` where there is no such shell.
fn shell(shop: &Shop, program: &str, arguments: &[&str]) -> Option<PtySession> {
    let found = Command::new(program).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    found.ok().filter(std::process::ExitStatus::success)?;
    let here = Path::new(env!("CARGO_BIN_EXE_loyalty")).parent().expect("it is in a folder").display();
    #[expect(clippy::disallowed_methods, reason = "the shells of this machine are wherever its PATH says")]
    let path = std::env::var("PATH").unwrap_or_default();
    let mut command = Command::new(program);
    command.args(arguments).env_clear().current_dir(shop.path("."));
    for (name, value) in shop.command("").get_envs() {
        command.env(name, value.unwrap_or_default());
    }
    command.env("PATH", format!("{here}:{path}")).env("TERM", "dumb").env("LC_ALL", "C.UTF-8");
    Some(rexpect::session::spawn_command(command, Some(20_000)).expect("a terminal"))
}

/// Types the beginning of a command and a TAB, sends it off, and waits for what the completed command prints.
fn completes(session: &mut PtySession, typed: &str, prints: &str) {
    for last in [false, false, true] {
        session.send(typed).expect("it listens");
        session.send("\t").expect("it listens");
        session.send_line("").expect("it listens");
        session.send_line("echo do''ne").expect("it listens");
        let said = session.exp_string("done\r\n").expect("it goes on");
        if said.lines().any(|line| line.trim_end().split(' ').next_back() == Some(prints)) {
            return;
        }
        assert!(!last, "`{typed}` and TAB: {said}");
    }
}

#[test]
fn bash_writes_names_as_a_shell_takes_them() {
    let shop = salon();
    let Some(mut session) = shell(&shop, "bash", &["--norc", "--noprofile", "-i"]) else { return };
    session.send_line("PS1='> '; source <(loyalty completions bash); echo rea''dy").expect("it listens");
    session.exp_string("ready\r\n").expect("it is set up");
    for typed in ["hond", "'zo", "\"Zoë d", "K004"] {
        completes(&mut session, &format!("loyalty -q customer balance {typed}"), "9");
    }
    completes(&mut session, "loyalty -q customer balance Anna", "7");
    completes(&mut session, "loyalty -q --db=shop.db customer show hond", "K004");
    completes(&mut session, "loyalty -q invoice list --limit 1 --customer=hond", "2026-0002");
    session.send_line("exit").expect("it listens");
}

#[test]
fn zsh_writes_names_as_a_shell_takes_them() {
    let shop = salon();
    let Some(mut session) = shell(&shop, "zsh", &["-f", "-i"]) else { return };
    session.send_line("PS1='> '; autoload -U compinit; compinit -D -u").expect("it listens");
    session.send_line("source <(loyalty completions zsh); echo rea''dy").expect("it listens");
    session.exp_string("ready\r\n").expect("it is set up");
    for typed in ["hond", "'zo", "\"Zoë d"] {
        completes(&mut session, &format!("loyalty -q customer balance {typed}"), "9");
    }
    session.send_line("exit").expect("it listens");
}

#[test]
fn fish_is_told_names_and_what_they_stand_for() {
    let shop = salon();
    let Some(session) = shell(&shop, "fish", &["--no-config", "-c", FISH]) else { return };
    drop(session);
    let mut session = shell(&shop, "fish", &["--no-config", "-c", FISH]).expect("it is there");
    let said = session.exp_eof().expect("it ends");
    assert_eq!(said, "K001\tAnna Jansen\r\n");
}

const FISH: &str = "loyalty completions fish | source; complete -C 'loyalty customer balance K001'";
