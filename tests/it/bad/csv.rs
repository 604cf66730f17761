//! CSV files that are none.

use expect_test::{Expect, expect};

use super::{refused, shop};

const HEADER: &str = "invoice,date,customer,kind,item,quantity,unit_price,amount\n";

#[track_caller]
fn refused_whole(text: impl AsRef<[u8]>, want: Expect) {
    let shop = shop();
    std::fs::write(shop.path("till.csv"), text).expect("a file is written");
    refused(&shop, |shop| shop.run("import csv till.csv"), 6, want);
    assert_eq!(shop.run("import csv till.csv --dry-run").exit, 6);
    assert_eq!(shop.json("import list")["total"], 0);
    assert_eq!(shop.error("import csv till.csv")["code"], "input_rejected");
}

#[test]
fn empty() {
    refused_whole(
        "",
        expect![[r#"
        error: `till.csv` has no rows
    "#]],
    );
    refused_whole(
        "\n\n \n",
        expect![[r#"
        error: `till.csv` has no rows
    "#]],
    );
    refused_whole(
        "\u{feff}",
        expect![[r#"
        error: `till.csv` has no rows
    "#]],
    );
}

#[test]
fn only_a_header_is_a_till_that_sold_nothing_yet() {
    let shop = shop();
    shop.file("till.csv", HEADER);
    let report = shop.json("import csv till.csv");
    assert_eq!((&report["import"], &report["rows"]["read"]), (&serde_json::Value::Null, &0.into()));
    assert_eq!(shop.json("import list")["total"], 0);
    assert_eq!(shop.json("log")["total"], 3);
}

#[test]
fn no_known_column() {
    refused_whole(
        "naam,leeftijd\nAnna,31\n",
        expect![[r#"
            error: `till.csv` has no column for `invoice` among `naam`, `leeftijd`
            hint: --map invoice=leeftijd
        "#]],
    );
    refused_whole(
        "date,item,amount\n2026-11-01,Knippen,35.00\n",
        expect![[r#"
            error: `till.csv` has no column for `invoice` among `date`, `item`, `amount`
            hint: --map invoice=COLUMN
        "#]],
    );
    refused_whole(
        "invoice,date,item\nF2,2026-11-01,Knippen\n",
        expect![[r#"
            error: `till.csv` has no column for `amount` or `total` or `unit_price` among `invoice`, `date`, `item`
            hint: --map amount=COLUMN
        "#]],
    );
}

#[test]
fn a_quote_that_is_never_closed() {
    refused_whole(
        format!(
            "{HEADER}F2,2026-11-01,K1,service,Knippen,1,5.00,5.00\nF3,2026-11-01,K1,service,\"Wassen,1,5.00,5.00\nF4,2026-11-01,K1,service,Wax,1,5.00,5.00\n"
        ),
        expect![[r#"
        error: till.csv:3:26: the quote that opens here is never closed
    "#]],
    );
}

#[test]
fn a_zero_byte() {
    refused_whole(
        format!("{HEADER}F2,2026-11-01,K1,service,Kni\0ppen,1,5.00,5.00\n"),
        expect![[r#"
        error: till.csv:2:29: there is a zero byte here, so this is no text
    "#]],
    );
    refused_whole(
        [0; 100_000],
        expect![[r#"
        error: till.csv:1:1: there is a zero byte here, so this is no text
    "#]],
    );
}

#[test]
fn another_kind_of_file() {
    refused_whole(
        b"PK\x03\x04\x14\0\x06\0\x08\0\0\0!\0[Content_Types].xml \xa2\x04\x02(\xa0\0\x02",
        expect![[r#"
        error: `till.csv` is an Excel workbook (xlsx), not CSV
        hint: open it in the spreadsheet program and save the sheet as CSV (UTF-8)
    "#]],
    );
    refused_whole(
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0\0\0\0\0\0\0\0",
        expect![[r#"
        error: `till.csv` is an old Excel workbook (xls), not CSV
        hint: open it in the spreadsheet program and save the sheet as CSV (UTF-8)
    "#]],
    );
    refused_whole(
        b"%PDF-1.7\n",
        expect![[r#"
        error: `till.csv` is a PDF document, not CSV
        hint: export it as CSV where it comes from
    "#]],
    );
    refused_whole(
        "<!DOCTYPE html><html></html>",
        expect![[r#"
        error: `till.csv` is a web page (HTML), not CSV
        hint: export it as CSV; some programs call a web page `.xls`
    "#]],
    );
    refused_whole(
        "[{\"invoice\":\"F2\"}]",
        expect![[r#"
        error: `till.csv` is JSON, not CSV
        hint: export it as CSV where it comes from
    "#]],
    );
}

#[test]
fn rows() {
    let row = |row: &str| format!("{HEADER}F2,2026-11-01,K1,service,Knippen,1,5.00,5.00\n{row}\n");
    refused_whole(
        row("F3,2026-11-01,K1,service,Knippen,1,1e3,1e3"),
        expect![[r#"
            error: 1 error, and nothing was written
              where          column  what is wrong          invoice
              ─────────────────────────────────────────────────────
              till.csv:3:40  amount  `1e3` is not a number  F3
            hint: mend the file and repeat the command, or take in what is good with `--partial`
        "#]],
    );
    refused_whole(
        row("F3,2026-11-01,K1,service,Knippen,1,,NaN"),
        expect![[r#"
            error: 1 error, and nothing was written
              where          column  what is wrong          invoice
              ─────────────────────────────────────────────────────
              till.csv:3:37  amount  `NaN` is not a number  F3
            hint: mend the file and repeat the command, or take in what is good with `--partial`
        "#]],
    );
    refused_whole(
        row("F3,2026-11-01,K1,service,Knippen,1,,1_000"),
        expect![[r#"
            error: 1 error, and nothing was written
              where          column  what is wrong            invoice
              ───────────────────────────────────────────────────────
              till.csv:3:37  amount  `1_000` is not a number  F3
            hint: mend the file and repeat the command, or take in what is good with `--partial`
        "#]],
    );
    refused_whole(
        row("F3,2026-11-01,K1,service,Knippen,1,,12345678901234"),
        expect![[r#"
            error: 1 error, and nothing was written
              where          column  what is wrong            invoice
              ───────────────────────────────────────────────────────
              till.csv:3:37  amount  the amount is too large  F3
            hint: mend the file and repeat the command, or take in what is good with `--partial`
        "#]],
    );
    refused_whole(
        row("F3,2026-02-30,K1,service,Knippen,1,,5.00"),
        expect![[r#"
            error: 1 error, and nothing was written
              where         column  what is wrong            invoice
              ──────────────────────────────────────────────────────
              till.csv:3:4  date    `2026-02-30` is no date  F3
            hint: mend the file and repeat the command, or take in what is good with `--partial`
        "#]],
    );
    refused_whole(
        row("F3,2026-11-22,K1,service,Knippen,1,,5.00"),
        expect![[r#"
            error: 1 error, and nothing was written
              where         column  what is wrong                            invoice
              ──────────────────────────────────────────────────────────────────────
              till.csv:3:4  date    `2026-11-22` is after today, 2026-11-21  F3
            hint: mend the file and repeat the command, or take in what is good with `--partial`
        "#]],
    );
    refused_whole(
        row("F3,2026-11-01,K1,service,Knippen,0,5.00,"),
        expect![[r#"
            error: 1 error, and nothing was written
              where          column    what is wrong      invoice
              ───────────────────────────────────────────────────
              till.csv:3:34  quantity  the quantity is 0  F3
            hint: mend the file and repeat the command, or take in what is good with `--partial`
        "#]],
    );
    refused_whole(
        row("F3,2026-11-01,K1,haircut,Knippen,1,,5.00"),
        expect![[r#"
            error: 1 error, and nothing was written
              where          column  what is wrong                       invoice
              ──────────────────────────────────────────────────────────────────
              till.csv:3:18  kind    `haircut` is no kind that is known  F3
            hint: --value 'kind:haircut=service|product|gift-card|discount|other'
            hint: mend the file and repeat the command, or take in what is good with `--partial`
        "#]],
    );
    refused_whole(
        row("F3,2026-11-01,K1,service"),
        expect![[r#"
            error: 1 error, and nothing was written
              where          column  what is wrong                               invoice
              ──────────────────────────────────────────────────────────────────────────
              till.csv:3:25          the row has 4 cells where the header has 8  F3
            hint: mend the file and repeat the command, or take in what is good with `--partial`
        "#]],
    );
    refused_whole(
        row("F3,2026-11-01,K1,service,Knippen,1,5.00,5.00,9"),
        expect![[r#"
            error: 1 error, and nothing was written
              where          column  what is wrong                               invoice
              ──────────────────────────────────────────────────────────────────────────
              till.csv:3:46          the row has 9 cells where the header has 8  F3
            hint: a cell that holds the sign that parts the columns needs quotes around it
            hint: mend the file and repeat the command, or take in what is good with `--partial`
        "#]],
    );
    refused_whole(
        row(",2026-11-01,K1,service,Knippen,1,5.00,5.00"),
        expect![[r#"
            error: 1 error, and nothing was written
              where         column   what is wrong                  invoice
              ─────────────────────────────────────────────────────────────
              till.csv:3:1  invoice  the invoice's number is empty  F2
            hint: write the number on every row of its invoice
            hint: mend the file and repeat the command, or take in what is good with `--partial`
        "#]],
    );
    refused_whole(
        row("F1,2026-11-01,K001,service,Knippen,1,5.00,5.00"),
        expect![[r#"
            error: 1 error, and nothing was written
              where          column  what is wrong                                                                              invoice
              ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
              till.csv:3:43  amount  invoice `F1` is recorded otherwise: lines `other Total 21.50`, not `service Knippen 5.00`  F1
            hint: mend the file and repeat the command, or take in what is good with `--partial`
        "#]],
    );
    refused_whole(
        row("F2,2026-11-02,K1,service,Knippen,1,5.00,5.00\nF3,2026-11-31,K1,haar,Wax,1,,x"),
        expect![[r#"
            error: 4 errors, and nothing was written
              where          column  what is wrong                                                                 invoice
              ────────────────────────────────────────────────────────────────────────────────────────────────────────────
              till.csv:3:4   date    the invoice's rows give two values for `date`: `2026-11-01` and `2026-11-02`  F2
              till.csv:4:4   date    `2026-11-31` is no date                                                       F3
              till.csv:4:18  kind    `haar` is no kind that is known                                               F3
              till.csv:4:30  amount  `x` is not a number                                                           F3
            hint: --value 'kind:haar=service|product|gift-card|discount|other'
            hint: mend the file and repeat the command, or take in what is good with `--partial`
        "#]],
    );
}

#[test]
fn no_file() {
    let shop = shop();
    refused(
        &shop,
        |shop| shop.run("import csv nothing.csv"),
        3,
        expect![[r#"
        error: there is no file `nothing.csv`
    "#]],
    );
    refused(
        &shop,
        |shop| shop.run("import csv ."),
        1,
        expect![[r#"
        error: `.` cannot be read: it is a folder
    "#]],
    );
}

#[test]
fn what_is_set_for_all_rows() {
    let shop = shop();
    shop.file("till.csv", "invoice,date,customer,amount\nF1,2026-11-02,K1,1.00\n");
    refused(
        &shop,
        |shop| shop.run("import csv till.csv --set kind=service --set kind=product"),
        2,
        expect![[r#"
        error: `--set kind=` is given twice
    "#]],
    );
    refused(
        &shop,
        |shop| shop.run("import csv till.csv --set quantity=0"),
        2,
        expect![[r#"
        error: `--set quantity=0`: `0` is no quantity (1 or 0.5)
    "#]],
    );
    refused(
        &shop,
        |shop| shop.run("import customers till.csv --set customer=a --set ref=b"),
        2,
        expect![[r#"
        error: `--set ref=` is given twice
    "#]],
    );
}
