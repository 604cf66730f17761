//! What goes wrong around an import: folders that take nothing, half files, profiles that are none.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::process::{Command, Stdio};

use serde_json::json;

use crate::shop::{Said, Shop, TODAY};

const GOOD: &str = "invoice,date,customer,item,amount\nF1,2026-01-01,K1,Wax,12.50\n";

/// Runs a command with another folder for temporary files.
fn with_tmpdir(shop: &Shop, folder: &str, line: &str, stdin: &str) -> Said {
    shop.file("stdin", stdin);
    let stdin = fs::File::open(shop.path("stdin")).expect("it was just written");
    let mut command = shop.command(line);
    command.env("TMPDIR", folder).stdin(stdin).stdout(Stdio::piped()).stderr(Stdio::piped());
    shop.wait(command.spawn().expect("the program starts"))
}

/// Runs a command that may write no file longer than 128 or 256 KiB, by what the shell counts in.
fn with_short_files(shop: &Shop, line: &str, stdin: &str) -> Said {
    shop.file("stdin", stdin);
    let command = shop.command(line);
    let mut shell = Command::new("sh");
    shell.args(["-c", "ulimit -f 256; exec \"$@\"", "sh"]).arg(command.get_program()).args(command.get_args());
    shell.env_clear().env("HOME", shop.path(".")).env("LOYALTY_DB", shop.database()).env("LOYALTY_TODAY", TODAY);
    shell.stdin(fs::File::open(shop.path("stdin")).expect("it was just written"));
    shell.current_dir(shop.path(".")).stdout(Stdio::piped()).stderr(Stdio::piped());
    shop.wait(shell.spawn().expect("a shell starts"))
}

#[test]
fn the_folder_for_temporary_files_is_named() {
    let shop = Shop::new();
    for verb in ["csv", "check"] {
        let said = with_tmpdir(&shop, "/nonexistent", &format!("import {verb} -"), GOOD);
        assert_eq!(
            (said.exit, said.stderr.as_str()),
            (
                1,
                "error: the folder for temporary files `/nonexistent` cannot be used: No such file or directory (os error 2)\n\
                 hint: name another folder with the environment variable `TMPDIR`\n"
            )
        );
    }
    let long = GOOD.to_owned() + &"F1,2026-01-01,K1,Wax,12.50\n".repeat(20_000);
    let said = with_short_files(&shop, "import csv -", &long);
    assert_eq!(said.exit, 1, "{}", said.stderr);
    assert!(said.stderr.starts_with("error: the folder for temporary files `"), "{}", said.stderr);
    // A file is read without it.
    assert_eq!(with_tmpdir(shop.file("a.csv", GOOD), "/nonexistent", "import csv a.csv", "").exit, 0);
}

#[test]
fn rejected_rows_are_kept_whole_and_private_or_not_at_all() {
    let shop = Shop::new();
    let bad = format!("F2,2026-01-01,K2,{},ten\n", "x".repeat(50_000));
    shop.file("a.csv", &(GOOD.to_owned() + &bad.repeat(12)));
    let said = with_short_files(&shop, "import csv a.csv --partial", "");
    assert_eq!(said.exit, 1, "{}", said.stderr);
    assert!(said.stderr.contains("the rejected rows cannot be written to `a.csv.errors.csv`"), "{}", said.stderr);
    assert!(!shop.path("a.csv.errors.csv").exists());
    // Of two files the second cannot be kept, so the first is not kept either.
    shop.file("b.csv", &GOOD.replace("F1", "F3").replace("12.50", "ten"));
    fs::create_dir(shop.path("b.csv.errors.csv")).expect("a folder");
    assert_eq!(shop.error("import csv a.csv b.csv --partial")["exit"], 1);
    assert!(!shop.path("a.csv.errors.csv").exists());
    assert_eq!(shop.json("invoice list")["total"], 0);
    assert_eq!(shop.run("import csv a.csv --partial").exit, 8);
    let facts = fs::metadata(shop.path("a.csv.errors.csv")).expect("it is kept");
    assert_eq!(facts.permissions().mode() & 0o777, 0o600);
}

#[test]
fn what_is_written_is_neither_read_nor_the_database() {
    let shop = Shop::empty();
    shop.file("a.csv", &GOOD.replace("12.50", "ten"));
    fs::create_dir(shop.path("folder")).expect("a folder");
    let database = shop.database().display().to_string();
    for (flags, names, what) in [
        ("--partial --errors shop.db", "--errors` names `shop.db", "the database"),
        ("--partial --errors folder/../shop.db", "--errors` names `folder/../shop.db", "the database"),
        ("--partial --errors shop.db-wal", "--errors` names `shop.db-wal", "the database"),
        ("--partial --errors ./a.csv", "--errors` names `./a.csv", "taken in itself"),
        ("--partial --errors -", "--errors` names `-", "no file: the answer goes to stdout"),
        ("--save-profile shop.db", "--save-profile` names `shop.db", "the database"),
        ("--save-profile a.csv", "--save-profile` names `a.csv", "taken in itself"),
        ("--save-profile -", "--save-profile` names `-", "no file: the answer goes to stdout"),
    ] {
        let error = shop.error(&format!("--db \"{database}\" --create --wait 0 import csv a.csv {flags}"));
        let want = format!("`{names}`, which is {what}");
        assert_eq!((&error["exit"], error["message"].as_str()), (&2.into(), Some(want.as_str())), "{flags}");
        assert_eq!(fs::read_dir(shop.path("")).expect("the folder").count(), 2, "{flags}");
    }
    assert_eq!(shop.error("import customers a.csv --partial --errors a.csv")["exit"], 2);
}

#[test]
fn a_profile_is_a_file_of_reasonable_size() {
    let shop = Shop::new();
    shop.file("a.csv", GOOD).file("long.toml", &"# till\n".repeat(200_000));
    fs::create_dir(shop.path("folder")).expect("a folder");
    for (profile, why) in [
        ("/dev/zero", "it is no regular file"),
        ("folder", "it is no regular file"),
        ("long.toml", "it is longer than 1 MiB"),
    ] {
        let error = shop.error(&format!("import csv a.csv --profile {profile}"));
        let want = format!("the profile `{profile}` cannot be read: {why}");
        assert_eq!((&error["exit"], &error["message"]), (&json!(1), &json!(want)));
    }
}

#[test]
fn a_dry_run_saves_no_profile() {
    let shop = Shop::new();
    shop.file("a.csv", GOOD).file("k.csv", "ref,name\nK1,Anna\n");
    for line in ["import csv a.csv", "import customers k.csv", "import check a.csv"] {
        shop.json(&format!("{line} --dry-run --save-profile p.toml"));
        assert!(!shop.path("p.toml").exists(), "{line}");
    }
}

#[test]
fn a_conflict_names_a_customer_who_is_not_there() {
    let shop = Shop::new();
    shop.file("a.csv", GOOD).json("import csv a.csv");
    let error = shop.file("b.csv", &GOOD.replace("K1", "K2")).error("import csv b.csv");
    let message = &error["details"]["errors"][0]["message"];
    assert_eq!(message, "invoice `F1` is recorded otherwise: customer `K1`, not `K2`");
    let ticket = r#"{"number":"F1","date":"2026-01-01","customer":{"ref":"K3"},"lines":[{"kind":"other","name":"Wax","amount":"12.50"}]}"#;
    let said = shop.run_with("invoice record --input -", ticket);
    assert_eq!(said.exit, 5);
    assert!(said.stderr.contains("customer `K1`, not `K3`"), "{}", said.stderr);
}

#[test]
fn no_database_is_made_for_a_file_that_is_not_there() {
    let shop = Shop::empty();
    for line in ["import csv nothing.csv", "import customers nothing.csv", "import csv -n nothing.csv"] {
        assert_eq!(shop.run(&format!("{line} --create")).exit, 3, "{line}");
        assert!(!shop.database().exists(), "{line}");
    }
    assert_eq!(shop.file("a.csv", GOOD).run("import csv a.csv --create").exit, 0);
}

#[test]
fn what_is_told_of_a_rejected_import_is_what_came_of_it() {
    let shop = Shop::new();
    shop.json("settings set --earn spend-total --per 10.00");
    let head = "invoice,date,customer,amount\n";
    let known = "F1,2026-01-01,K1,50.00\nF2,2026-01-01,,20.00\n";
    shop.file("a.csv", &format!("{head}{known}")).json("import csv a.csv --set status=unpaid");
    // One that stays, one that would be brought further, a new one, a conflict and one that is wrong in itself.
    let rows =
        "F1,2026-01-01,K1,50.00\nF2,2026-01-01,K1,20.00\nF3,2026-01-02,K2,70.00\nF1,,,x\nF4,2026-01-02,K2,ten\n\n";
    for (rows, want) in [
        (rows.replace("F1,,,x\n", ""), (1, "50.00", "90.00")),
        (rows.replace("F1,,,x", "F1,,,1.00"), (0, "0.00", "141.00")),
    ] {
        shop.file("b.csv", &format!("{head}{rows}"));
        for line in ["import csv b.csv --set status=unpaid", "import csv b.csv --set status=unpaid --dry-run"] {
            let report = shop.error(line)["details"].take();
            let facts =
                ["status", "import", "customers", "points", "cards", "covered", "rules"].map(|key| &report[key]);
            let nothing = (json!({ "earned": 0, "reversed": 0, "expired": 0 }), json!({ "opened": 0, "waived": 0 }));
            let matched = json!({ "created": 0, "matched": 1 });
            assert_eq!(
                facts,
                [&json!("unchanged"), &json!(null), &matched, &nothing.0, &nothing.1, &json!(0), &json!([])]
            );
            let counts = ["new", "updated", "unchanged"].map(|key| report["invoices"][key].as_u64().expect("a count"));
            assert_eq!(counts, [0, 0, want.0]);
            let amounts =
                ["new", "updated", "unchanged", "rejected"].map(|key| report["amount"][key].as_str().expect("money"));
            assert_eq!(amounts, ["0.00", "0.00", want.1, want.2]);
            let rows = &report["rows"];
            let rejected = rows["read"].as_u64().expect("a count") - want.0 - rows["blank"].as_u64().expect("a count");
            assert_eq!((&rows["new"], &rows["rejected"]), (&json!(0), &json!(rejected)));
        }
    }
    assert_eq!(shop.json("import list")["total"], 1);
    shop.file("k.csv", "ref,points,phone\nK1,5,\nK3,6,onbekend\nK4,many,\n");
    let report = shop.error("import customers k.csv")["details"].take();
    assert_eq!((&report["status"], &report["import"]), (&json!("unchanged"), &json!(null)));
    assert_eq!(
        report["rows"],
        json!({ "read": 3, "new": 0, "unchanged": 0, "updated": 0, "rejected": 3, "blank": 0, "skipped": 0 })
    );
    assert_eq!(
        (&report["points"], &report["customers"]),
        (&json!({ "opened": 0, "owed": 0 }), &json!({ "created": 0, "matched": 1 }))
    );
    assert_eq!(report["warnings"], json!([]));
}

#[test]
fn an_import_that_fails_makes_no_database() {
    let shop = Shop::empty();
    let files = || {
        let mut names: Vec<_> = fs::read_dir(shop.path("."))
            .expect("a folder")
            .map(|file| file.expect("a file").file_name().into_string().expect("a name"))
            .collect();
        names.sort();
        names
    };
    shop.file("a.csv", &GOOD.replace("12.50", "ten"));
    shop.file("b.csv", "invoice,date,customer,refers_to,amount\nC1,2026-01-01,K1,F9,-5.00\n");
    shop.file("c.csv", "invoice,amount\nC1,5.00\n");
    shop.file("k.csv", "ref,points\nK1,ten\n");
    let before = files();
    for (line, exit) in [
        ("import csv a.csv", 6),
        ("import csv b.csv", 6),
        ("import csv c.csv", 6),
        ("import csv a.csv b.csv", 6),
        ("import csv a.csv --rule-at 2026-13-01", 2),
        ("import customers k.csv", 6),
        ("import customers k.csv --scheme Kaart --map note=points --set collected=0", 3),
    ] {
        for line in [format!("{line} --create"), format!("{line} --create --dry-run")] {
            let said = shop.run(&line);
            assert_eq!((said.exit, files()), (exit, before.clone()), "{line}: {}", said.stderr);
            assert!(!said.stderr.contains("made the database"), "{}", said.stderr);
        }
    }
    // What is taken in makes it, also where rows are left out.
    let said = shop.run("import csv a.csv --create --partial");
    assert_eq!(said.exit, 8);
    assert!(said.stderr.contains("made the database"), "{}", said.stderr);
    assert_eq!(files().len(), before.len() + 2);
    assert_eq!((shop.run("db check").exit, shop.json("customer list")["total"].take()), (0, json!(0)));
}
