//! A terminal decides colour and width, and never which data is shown.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use expect_test::expect;
use unicode_width::UnicodeWidthStr;

use crate::shop::Shop;
use crate::stages::{copy, examples, stages};

/// A shop with names that tables find hard.
fn salon() -> Shop {
    let shop = Shop::new();
    shop.json("settings set --earn spend-total");
    shop.json("customer add --ref K001 --name \"Wilhelmina Alexandra van der Meulen-Bos\" --email wilhelmina.alexandra@van-der-meulen.example.nl --phone 0612345678");
    shop.json("customer add --ref K002 --name \"Zoë 💇🏽‍♀️ Ñandú\" --phone 0687654321");
    shop.json("customer add --ref K003 --name \"田中 花子\"");
    shop.json("customer add --ref K004 --name \"Anna\u{202e}nesnaJ\u{200b}.\"");
    shop.json("customer add --ref 00412 --name \"=HYPERLINK(1)\"");
    shop.json("invoice record --number F1 --customer K001 --total 12345.00");
    shop.json("points adjust K001 -5 --reason \"a long story about a voucher that somebody found behind the counter\"");
    shop
}

/// What a command shows on a terminal of that width.
fn on_terminal(mut command: Command, columns: usize) -> String {
    command
        .env("COLUMNS", columns.to_string())
        .env("TERM", "xterm")
        .env_remove("LOYALTY_TODAY")
        .args(["--today=2026-11-21", "--no-pager"]);
    let mut session = rexpect::session::spawn_command(command, Some(10_000)).expect("a terminal");
    all_that_came(&mut session)
}

fn all_that_came(session: &mut rexpect::session::PtySession) -> String {
    // A letter stands for each byte that came.
    let bytes = session.exp_eof().expect("it ends").chars().map(|byte| u8::try_from(byte).expect("a byte")).collect();
    String::from_utf8(bytes).expect("UTF-8").replace("\r\n", "\n")
}

/// The text without what colours it.
fn plain(text: &str) -> String {
    let mut parts = text.split('\u{1b}');
    let first = parts.next().unwrap_or_default().to_owned();
    parts.fold(first, |text, part| text + part.split_once('m').map_or(part, |(_, rest)| rest))
}

/// The words of all cells, however they are laid out. Headings are left out: those of empty columns may go.
fn words(text: &str) -> BTreeSet<String> {
    let plain = plain(text);
    let is_rule = |line: &str| !line.is_empty() && line.chars().all(|letter| letter == '─');
    let lines: Vec<&str> = plain.lines().collect();
    let below = lines.iter().skip(1).copied().chain([""]);
    let cells = lines.iter().zip(below).filter(|(line, below)| !is_rule(line) && !is_rule(below));
    cells.flat_map(|(line, _)| line.split_whitespace()).map(|word| word.trim_end_matches(':').to_owned()).collect()
}

#[test]
fn the_same_cells_at_any_width() {
    let shop = salon();
    for line in [
        "customer list",
        "customer show K001",
        "invoice list",
        "invoice show F1",
        "invoice explain F1",
        "points history K001",
        "report what-if --per 5.00 --point-value 0.05",
        "log",
    ] {
        let piped = shop.run(line).stdout;
        assert_eq!(piped, plain(&piped), "{line}");
        for columns in [60, 80, 200] {
            let shown = on_terminal(shop.command(line), columns);
            // Sentences and titles are the terminal's to wrap, tables are ours.
            for row in plain(&shown).lines().skip_while(|row| !row.contains('─')).filter(|row| !row.contains(": ")) {
                assert!(row.width() <= columns, "{line} at {columns} columns has a line of {}: {row}", row.width());
            }
            // A word that is longer than its column is broken, so that its pieces are compared without the breaks.
            let (piped, shown) = (words(&piped), words(&shop.steady(&shown)));
            let all: String = shown.iter().map(String::as_str).collect();
            let lost: Vec<_> =
                piped.difference(&shown).filter(|word| !all.contains(word.as_str()) && word.len() < 20).collect();
            assert!(lost.is_empty(), "{line} at {columns} columns lost {lost:?}");
        }
    }
}

#[test]
fn the_counts_of_an_import_turn_where_it_is_narrow() {
    let shop = salon();
    shop.file("a.csv", "invoice,date,customer,amount\nT1,2026-01-02,K001,1000.00\nT2,2026-01-02,K003,2500.00\n");
    expect![[r#"
        a.csv  not written
        read as: UTF-8, columns parted by `,`, decimal mark `.`, dates ymd

                   rows  invoices   amount
        ──────────────────────────────────
        read          2         2  3500.00
        new           2         2  3500.00
        unchanged     0         0     0.00
        updated       0         0     0.00
        rejected      0         0     0.00
        blank         0
        skipped       0

        points:    350 earned, 0 taken back, 0 run out
        customers: 0 new, 2 known
        rule:      2026-01-02 to 2026-01-02: 1 point for every 10.00 in all, per invoice, rounded down
    "#]]
    .assert_eq(&plain(&on_terminal(without_stderr(&shop, "-n import csv a.csv"), 60)));
}

/// The command with its stderr elsewhere: a progress bar is no answer.
fn without_stderr(shop: &Shop, line: &str) -> Command {
    let run = shop.command(line);
    let mut command = Command::new("sh");
    command.args(["-c", "exec \"$@\" 2> stderr.txt", "sh"]).arg(run.get_program()).args(run.get_args());
    command.env_clear().current_dir(shop.path("."));
    command.envs(run.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command
}

/// Every command, by the first example of its help, in two copies of one shop.
#[test]
fn every_command_shows_the_same_cells_both_ways() {
    let stages = stages();
    for (name, examples) in examples() {
        let example = examples[0].replace('\'', "\"");
        let line = format!("--no-input {}", example.trim_start_matches("loyalty "));
        if name.is_empty() || line.contains(['>', '|', '…']) {
            continue;
        }
        let works = |shop: &&Shop| matches!(copy(shop).run(&line).exit, 0 | 7);
        let shop = stages.iter().rev().find(works).unwrap_or_else(|| panic!("`{line}` works nowhere"));
        let (piped, shown) = (copy(shop), copy(shop));
        let piped = words(&piped.run(&line).stdout);
        let shown = words(&shown.steady(&on_terminal(without_stderr(&shown, &line), 400)));
        let is_bar =
            |word: &str| word.chars().all(|letter| letter == '·' || ('\u{2580}'..='\u{259f}').contains(&letter));
        let gained: Vec<_> = shown.difference(&piped).filter(|word| !is_bar(word)).collect();
        let lost: Vec<_> = piped.difference(&shown).collect();
        assert!(lost.is_empty() && gained.is_empty(), "`{line}` loses {lost:?} and gains {gained:?} on a terminal");
    }
}

#[test]
fn a_list_at_60_columns_and_at_200() {
    let shop = salon();
    expect![[r#"
        ref    name           e-mail          phone         points
        ──────────────────────────────────────────────────────────
        00412  =HYPERLINK(1)                                     0
        K001   Wilhelmina     wilhelmina.     +31612345678    1229
               Alexandra van  alexandra@van-
               der            der-meulen.
               Meulen-Bos     example.nl
        K002   Zoë 💇🏽‍♀️ Ñandú                   +31687654321       0
        K003   田中 花子                                         0
        K004   Anna\u{202e}n                                     0
               esnaJ\u{200b}
               .
    "#]]
    .assert_eq(&plain(&on_terminal(shop.command("customer list"), 60)));
    expect![[r#"
        ref    name                         e-mail                 phone         points
        ───────────────────────────────────────────────────────────────────────────────
        00412  =HYPERLINK(1)                                                          0
        K001   Wilhelmina Alexandra van     wilhelmina.alexandra@  +31612345678    1229
               der Meulen-Bos               van-der-meulen.
                                            example.nl
        K002   Zoë 💇🏽‍♀️ Ñandú                                        +31687654321       0
        K003   田中 花子                                                              0
        K004   Anna\u{202e}nesnaJ\u{200b}.                                            0
    "#]]
    .assert_eq(&plain(&on_terminal(shop.command("customer list"), 80)));
    expect![[r#"
        ref    name                                     e-mail                                          phone         points
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
        00412  =HYPERLINK(1)                                                                                               0
        K001   Wilhelmina Alexandra van der Meulen-Bos  wilhelmina.alexandra@van-der-meulen.example.nl  +31612345678    1229
        K002   Zoë 💇🏽‍♀️ Ñandú                                                                             +31687654321       0
        K003   田中 花子                                                                                                   0
        K004   Anna\u{202e}nesnaJ\u{200b}.                                                                                 0
    "#]].assert_eq(&plain(&on_terminal(shop.command("customer list"), 200)));
    shop.run("customer list").says(expect![[r#"
        ref    name                                     e-mail                                          phone         points
        ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
        00412  =HYPERLINK(1)                                                                                               0
        K001   Wilhelmina Alexandra van der Meulen-Bos  wilhelmina.alexandra@van-der-meulen.example.nl  +31612345678    1229
        K002   Zoë 💇🏽‍♀️ Ñandú                                                                             +31687654321       0
        K003   田中 花子                                                                                                   0
        K004   Anna\u{202e}nesnaJ\u{200b}.                                                                                 0
    "#]]);
    shop.run("customer list --format csv --limit 1").says(expect![[r#"
        ref,name,email,phone,note,balance,changed_at
        00412,'=HYPERLINK(1),,,,0,<------- moment ------->
    "#]]);
    shop.run("customer show K004 --json").says(expect![[r#"
        {
          "schema": "loyalty.customer/1",
          "dry_run": false,
          "status": "active",
          "customer": {
            "ref": "K004",
            "name": "Anna\u202enesnaJ\u200b.",
            "email": null,
            "phone": null,
            "note": null,
            "changed_at": "<------- moment ------->"
          },
          "merged": [],
          "points": 0,
          "last_visit": null
        }
    "#]]);
}

#[test]
fn what_cannot_be_seen_is_refused_or_spelt_out() {
    let shop = salon();
    shop.run("customer add --name \"An\u{1b}[31mna\"").fails(
        2,
        expect![[r#"
        error: the text of `name` holds the control character U+001B
    "#]],
    );
    shop.run("customer add --name \"An\rna\"").fails(
        2,
        expect![[r#"
        error: the text of `name` holds the control character U+000D
    "#]],
    );
    shop.run("customer show \u{1b}]0;title\u{7}").fails(
        3,
        expect![[r#"
        error: there is no customer `\u{1b}]0;title\u{7}`
        hint: list customers with `loyalty customer list`
    "#]],
    );
}

#[test]
fn colour_is_for_terminals_that_want_it() {
    let shop = salon();
    let coloured = |command: Command| on_terminal(command, 80).contains('\u{1b}');
    let with = |name: &str, value: &str| {
        let mut command = shop.command("customer list");
        command.env(name, value);
        command
    };
    assert!(coloured(shop.command("customer list")));
    assert!(!coloured(shop.command("--color never customer list")));
    assert!(!coloured(with("NO_COLOR", "1")));
    assert!(coloured(with("NO_COLOR", "")));
    assert!(!shop.run("customer list").stdout.contains('\u{1b}'));
    assert!(shop.run("--color always customer list").stdout.contains('\u{1b}'));
    assert!(shop.run("--color always customer show nobody").stderr.contains('\u{1b}'));
    assert!(!shop.run("--color always --json customer list").stdout.contains('\u{1b}'));
    let forced = with("CLICOLOR_FORCE", "1").stdout(Stdio::piped()).spawn().expect("it starts");
    assert!(shop.wait(forced).stdout.contains('\u{1b}'));
}

#[test]
fn json_is_the_same_on_a_terminal() {
    let shop = salon();
    for line in
        ["--json customer list", "--format ndjson invoice list", "--format csv customer list", "-q customer list"]
    {
        let shown = on_terminal(shop.command(line), 60);
        assert_eq!(shop.steady(&shown), shop.run(line).stdout, "{line}");
    }
}

/// `loyalty … | head -1`: the reader has had enough, and nobody is blamed.
#[test]
fn a_pipe_that_is_closed_early_is_a_quiet_end() {
    let shop = Shop::new();
    let lines = |n| format!("{{\"number\":\"N{n}\",\"total\":\"10.00\"}}\n");
    shop.file("in.ndjson", &(0..3000).map(lines).collect::<String>());
    shop.json("settings set --earn spend-total");
    for line in [
        "--format ndjson invoice record --input in.ndjson",
        "invoice list --limit 3000",
        "--json invoice list --limit 3000",
        "--format ndjson invoice list --limit 3000",
        "--format csv invoice list --limit 3000",
        "completions bash",
        "man",
    ] {
        let mut command = shop.command(line);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
        let mut first = String::new();
        BufReader::with_capacity(64, child.stdout.take().expect("it is piped")).read_line(&mut first).expect("a line");
        assert!(!first.is_empty(), "{line}");
        let mut told = String::new();
        child.stderr.take().expect("it is piped").read_to_string(&mut told).expect("UTF-8");
        assert_eq!((child.wait().expect("it ends").code(), told.as_str()), (Some(0), ""), "{line}");
    }
    assert_eq!(shop.json("invoice list --limit 1")["total"], 3000);
}

/// What a command shows on a screen of ten lines, with these variables.
fn on_screen(shop: &Shop, line: &str, variables: &[(&str, &str)]) -> (String, Option<i32>) {
    let run = shop.command(line);
    let mut command = Command::new("sh");
    command.args(["-c", "stty rows 10 cols 100; \"$@\"; echo exit $?", "sh"]);
    command.arg(run.get_program()).args(run.get_args()).env_clear().current_dir(shop.path("."));
    command.envs(run.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.env("PATH", "/usr/bin:/bin").env("TERM", "xterm").env_remove("LOYALTY_TODAY");
    command.envs(variables.iter().copied()).args(["--today=2026-11-21", "--color=never"]);
    let mut session = rexpect::session::spawn_command(command, Some(10_000)).expect("a terminal");
    let shown = all_that_came(&mut session);
    // The shell says the exit code last.
    let (shown, code) = shown.rsplit_once("exit ").expect("the shell ends by itself");
    let (shown, code) = (shown.to_owned(), code.trim().parse().ok());
    (shown, code)
}

#[test]
fn a_pager_shows_what_is_longer_than_the_screen() {
    let shop = Shop::new();
    let people: String = (10..50).map(|n| format!("{{\"name\":\"Jan {n}\"}}\n")).collect();
    assert_eq!(shop.run_with("customer add --input -", &people).exit, 0);
    let list = shop.run("customer list").stdout;
    let mark = &[("PAGER", "sed s/Jan/paged/")][..];
    let (shown, code) = on_screen(&shop, "customer list", mark);
    assert_eq!((shown.matches("paged").count(), code), (40, Some(0)), "{shown}");
    // What fits is not paged, nor is what programs read, nor what was asked to be whole.
    for line in [
        "customer list --limit 5",
        "customer show \"jan 10\"",
        "-q customer list",
        "--json customer list",
        "--format csv customer list",
        "--no-pager customer list",
        "--no-input customer list",
    ] {
        let (shown, code) = on_screen(&shop, line, mark);
        assert!(shown.contains("Jan 10") || line.starts_with("-q"), "{line}: {shown}");
        assert_eq!((shown.contains("paged"), code), (false, Some(0)), "{line}");
    }
    for (what, variables) in [
        ("its own is empty", &[("PAGER", "sed s/Jan/paged/"), ("LOYALTY_PAGER", "")][..]),
        ("it only passes on", &[("LOYALTY_PAGER", "cat")]),
        ("it is not there", &[("LOYALTY_PAGER", "no-such-pager 2>/dev/null")]),
        ("the terminal cannot", &[("LOYALTY_PAGER", "sed s/Jan/paged/"), ("TERM", "dumb")]),
    ] {
        assert_eq!(on_screen(&shop, "customer list", variables), (list.clone(), Some(0)), "{what}");
    }
    // Whoever leaves the pager early has had enough, and a pager's own exit code is not ours.
    let (shown, code) = on_screen(&shop, "customer list", &[("LOYALTY_PAGER", "head -n 1; exit 3")]);
    assert_eq!((shown.lines().count(), code), (1, Some(0)), "{shown}");
    let (shown, _) = on_screen(&shop, "customer list", &[("LOYALTY_PAGER", "echo $LESS")]);
    assert_eq!(shown, "FRX\n");
    let (shown, _) = on_screen(&shop, "customer list", &[("LOYALTY_PAGER", "echo $LESS"), ("LESS", "S")]);
    assert_eq!(shown, "S\n");
}

#[test]
fn an_import_shows_how_far_it_is() {
    let shop = Shop::new();
    let people: String = (0..1_500).map(|n| format!("K{n},Jan {n}\n")).collect();
    shop.file("people.csv", &format!("ref,name\n{people}"));
    shop.file("till.csv", "invoice,date,amount\nF1,2026-01-03,5.00\n");
    for (line, rows) in [("import customers people.csv", "1,000 rows  "), ("import csv till.csv", "1 rows  ")] {
        let (shown, code) = on_screen(&shop, line, &[]);
        assert!(shown.contains("importing") && shown.contains(rows) && shown.contains(" s left"), "{line}: {shown:?}");
        assert_eq!(code, Some(0), "{line}: {shown}");
        let (quiet, _) = on_screen(&shop, &format!("-q {line}"), &[]);
        assert!(!quiet.contains("importing"), "{line}: {quiet:?}");
    }
}
