//! Files looked at before they are taken in.

use expect_test::expect;
use serde_json::{Value, json};

use crate::shop::Shop;

const TILL: &str = "\
Factuurnr;Datum;Klantnr;Omschrijving;Aantal;Bedrag;Kassa
2024-0187;13-01-2024;00412;Knippen;1;21,50;1
2024-0188;03-02-2024;;Kleuren;1;1.006,95;1
2024-0188;03-02-2024;;Wax;2;25,00;2
";

#[test]
fn a_file_is_told_without_a_database() {
    let shop = Shop::empty();
    let checked = shop.file("kassa.csv", TILL).json("import check kassa.csv");
    assert_eq!((&checked["schema"], &checked["kind"]), (&json!("loyalty.import_check/1"), &json!("invoices")));
    let file = &checked["files"][0];
    assert_eq!((&file["read"]["delimiter"], &file["read"]["decimal"]), (&json!(";"), &json!(",")));
    assert_eq!(
        file["columns"][1],
        json!({ "name": "Datum", "fields": ["date"], "found": "header", "decimal": null, "date_format": "dmy",
                "samples": ["13-01-2024", "03-02-2024"] })
    );
    assert_eq!(file["columns"][6]["found"], Value::Null);
    assert_eq!(
        checked["invoices"],
        json!({ "good": 2, "rejected": 0, "amount": "1053.45", "from": "2024-01-13", "to": "2024-02-03", "anonymous": 1 })
    );
    assert_eq!(checked["missing"][0]["field"], "kind");
    assert_eq!(checked["command"], "loyalty import csv kassa.csv");
    assert!(!shop.database().exists());
}

#[test]
fn people_see_what_each_column_is() {
    let shop = Shop::empty();
    shop.file("kassa.csv", TILL).run("import check kassa.csv --set kind=service").says(expect![[r#"
        kassa.csv
        read as: UTF-8, columns parted by `;`, decimal mark `,`, dates dmy

        column        is        by      written  such as
        ───────────────────────────────────────────────────────────────
        Factuurnr     invoice   header           2024-0187  2024-0188
        Datum         date      header  dmy      13-01-2024  03-02-2024
        Klantnr       customer  header           00412
        Omschrijving  item      header           Knippen  Kleuren  Wax
        Aantal        quantity  header           1  2
        Bedrag        amount    header  1,00     21,50  1.006,95  25,00
        Kassa         –                          1  2

        rows:      3 read, 3 good, 0 rejected, 0 blank, 0 skipped
        invoices:  2 good, 0 rejected
        amount:    1053.45 EUR
        dates:     2024-01-13 to 2024-02-03
        of nobody: 1
        customers: 1
        kassa.csv: nothing is read from `Kassa`

        go on with:
          loyalty import csv kassa.csv --set kind=service
    "#]]);
}

#[test]
fn with_a_database_it_says_what_the_rule_would_miss() {
    let shop = Shop::new();
    shop.file("a.csv", "invoice,date,amount,what\nF1,2026-01-13,5.00,cut\n");
    let missing = |shop: &Shop| -> Vec<Value> {
        let checked = shop.json("import check a.csv");
        checked["missing"].as_array().unwrap().iter().map(|missing| missing["field"].clone()).collect()
    };
    assert_eq!(missing(&shop), ["customer"]);
    shop.json("settings set --earn spend-services --per 10.00 --exclude sku:X1");
    assert_eq!(missing(&shop), ["customer", "kind", "sku"]);
    assert_eq!(shop.json("log")["total"], 1);
}

#[test]
fn flags_and_errors_come_back_in_the_command() {
    let shop = Shop::empty();
    shop.file("a b.csv", "nr,day,sum\nF1,03/02/2024,1.00\nF2,05/06/2024,ten\n");
    let line = "import check \"a b.csv\" --map invoice=nr --map date=day --map amount=sum";
    let ambiguous = shop.error(line);
    assert_eq!(ambiguous["exit"], 6);
    assert!(ambiguous["hints"][0].as_str().unwrap().contains("--date-format"));
    let checked = shop.json(&format!("{line} --date-format dmy"));
    assert_eq!((&checked["error_count"], &checked["errors"][0]["line"]), (&json!(1), &json!(3)));
    assert_eq!(checked["rows"], json!({ "read": 2, "good": 1, "rejected": 1, "blank": 0, "skipped": 0 }));
    assert_eq!(
        checked["command"],
        "loyalty import csv 'a b.csv' --map invoice=nr --map date=day --map amount=sum --date-format dmy --partial"
    );
    assert_eq!(shop.error("import check none.csv")["code"], "file_not_found");
}

#[test]
fn a_file_of_customers_is_known() {
    let shop = Shop::empty();
    let checked = shop.file("k.csv", "ref,name,points\nK1,Anna,10\nK2,Bram,\n").json("import check k.csv");
    assert_eq!(
        (&checked["kind"], &checked["customers"], &checked["invoices"]),
        (&json!("customers"), &json!(2), &Value::Null)
    );
    assert_eq!(checked["command"], "loyalty import customers k.csv");
    let error = shop.file("a.csv", "customer,date,amount\nK1,2026-01-13,5.00\n").error("import check a.csv");
    assert_eq!((&error["exit"], &error["details"]["reason"]), (&json!(6), &json!("no_column")));
}

/// What is read as something else than it is says how to put it right.
#[test]
fn hints_are_flags_that_settle_it() {
    let shop = Shop::empty();
    let hint_of = |file: &str, flags: &str| {
        let said = shop.file("a.csv", file).run(&format!("import check a.csv {flags}"));
        let text = said.stdout + &said.stderr;
        text.lines().filter_map(|line| line.trim().strip_prefix("hint: ")).map(str::to_owned).collect::<Vec<_>>()
    };
    for (file, hint, flags) in [
        (
            "Factuurnr;Datum;Klantnr;Prijs;Totaal per regel;Totaal\n1;13-01-2024;K1;5,00;x;5,00\n1;13-01-2024;K1;6,00;x;6,00\n",
            "--map amount=Totaal if it is the amount of each line",
            "--map amount=Totaal",
        ),
        (
            "Bonnr;Datum;Artikel;Bedrag\n1;13-01-2024;Knippen;5,00\n;;Totaal;5,00\n",
            "--skip Artikel=Totaal",
            "--skip Artikel=Totaal",
        ),
        ("invoice,date,amount,amount\n1,2024-01-13,5.00,6.00\n", "--map amount=3", "--map amount=3"),
        (
            "Bon nr;Datum;Bedrag\n1;2024-01-13;5,00\n1;2025-01-13;6,00\n",
            "--map 'invoice=Datum+Bon nr' if numbers begin anew each year",
            "--map \"invoice=Datum+Bon nr\"",
        ),
        (
            "invoice,date,amount\n1,24-01-02,5.00\n2,24-13-02,6.00\n",
            "--date-format dmy|ymd",
            "--date-format ymd --skip date=24-13-02",
        ),
        (
            "invoice,date,amount,status\n1,2024-01-13,5.00,it's ok\n",
            r"--value 'status:it'\''s ok=paid|unpaid|void'",
            "--value \"status:it's ok=paid\"",
        ),
    ] {
        let hints = hint_of(file, "");
        assert!(hints.iter().any(|told| told == hint), "{hints:?}");
        assert_eq!(hint_of(file, flags), Vec::<String>::new(), "{flags}");
    }
    let kinds = "invoice,date,customer,amount,Item type\n1,2024-01-13,K1,5.00,SERVICE\n1,2024-01-13,K1,5.00,Product\n";
    let checked = shop.file("a.csv", kinds).json("import check a.csv");
    assert_eq!(checked["missing"][0]["hint"], "--map 'kind=Item type'");
    assert_eq!(shop.json("import check a.csv --map \"kind=Item type\"")["missing"], json!([]));
}

#[test]
fn beside_its_number_a_customer_is_a_name() {
    let shop = Shop::empty();
    for (head, want) in [
        ("Customer,Customer ID", ["name", "customer"]),
        ("Kundennr.,Kunde", ["customer", "name"]),
        ("Klantnr,Klantnaam", ["customer", "name"]),
    ] {
        let checked = shop
            .file("a.csv", &format!("invoice,date,amount,{head}\n1,2024-01-13,5.00,A,B\n"))
            .json("import check a.csv");
        let columns = &checked["files"][0]["columns"];
        assert_eq!([&columns[3]["fields"][0], &columns[4]["fields"][0]], want);
    }
}

#[test]
fn the_command_can_be_pasted() {
    let shop = Shop::new();
    shop.file("-it's odd.csv", "nr,day,sum\n1,13-01-2024,5.00\n");
    let flags = "--map invoice=nr --map date=day --map amount=sum --set \"item=a 'b' $HOME `c`\" --anonymous -";
    let checked = shop.json(&format!("--db shop.db import check \"./-it's odd.csv\" {flags}"));
    let command =
        checked["command"].as_str().expect("a text").replace("loyalty ", concat!(env!("CARGO_BIN_EXE_loyalty"), " "));
    let done =
        std::process::Command::new("sh").arg("-c").arg(&command).current_dir(shop.path("")).output().expect("a shell");
    assert!(done.status.success(), "{command}: {}", String::from_utf8_lossy(&done.stderr));
    assert_eq!(shop.json("invoice show 1")["invoice"]["lines"][0]["name"], "a 'b' $HOME `c`");
}
