//! JSON lines that are none. A good one before and after each must not be recorded either.

use expect_test::{Expect, expect};

use super::{refused, shop};

const GOOD: &str = r#"{"number":"N1","customer":{"ref":"K009","name":"Eva"},"total":"5.00"}"#;
const LATER: &str = r#"{"number":"N3","total":"5.00"}"#;

fn between(bad: &[u8]) -> Vec<u8> {
    [GOOD.as_bytes(), b"\n", bad, b"\n", LATER.as_bytes(), b"\n"].concat()
}

#[track_caller]
fn all_refused<'a>(cases: impl IntoIterator<Item = (&'a [u8], Expect)>) {
    let shop = shop();
    for (bad, want) in cases {
        std::fs::write(shop.path("in.ndjson"), between(bad)).expect("a file is written");
        refused(&shop, |shop| shop.run("invoice record --input in.ndjson"), 6, want);
        let said = shop.run("--format ndjson invoice record --input in.ndjson");
        assert_eq!((said.exit, said.stdout.as_str()), (6, ""));
        assert!(said.stderr.starts_with(r#"{"schema":"loyalty.error/1""#), "{}", said.stderr);
    }
}

#[test]
fn what_is_no_json() {
    let long = format!(r#"{{"number":"{}","total":"5.00"}}"#, "9".repeat(10_000_000));
    all_refused([
        (
            br#"{"number":"N2","total":"5"#.as_slice(),
            expect![[r#"
                error: 1 line is rejected, and nothing was written
                  line  what is wrong
                  ───────────────────────────────────────────────────────────────────
                     2  the JSON is not read: EOF while parsing a string at column 25
                hint: mend the input and repeat the command, or record the good lines with `--partial`
            "#]],
        ),
        (
            br#"{"number":"N2","total":"5.00","#,
            expect![[r#"
                error: 1 line is rejected, and nothing was written
                  line  what is wrong
                  ──────────────────────────────────────────────────────────────────
                     2  the JSON is not read: EOF while parsing a value at column 30
                hint: mend the input and repeat the command, or record the good lines with `--partial`
            "#]],
        ),
        (
            br#"{"number":"N2","total":"5.00"} {"number":"N4","total":"5.00"}"#,
            expect![[r#"
                error: 1 line is rejected, and nothing was written
                  line  what is wrong
                  ────────────────────────────────────────────────────────────
                     2  the JSON is not read: trailing characters at column 32
                hint: mend the input and repeat the command, or record the good lines with `--partial`
            "#]],
        ),
        (
            br#"["N2","2026-11-21"]"#,
            expect![[r#"
            error: 1 line is rejected, and nothing was written
              line  what is wrong
              ─────────────────────────────────────────────────────────────────────
                 2  the JSON is no object; an invoice is `{"number":…,"lines":[…]}`
            hint: mend the input and repeat the command, or record the good lines with `--partial`
        "#]],
        ),
        (
            b"{\"number\":\"N2\0\",\"total\":\"5.00\"}",
            expect![[r#"
                error: 1 line is rejected, and nothing was written
                  line  what is wrong
                  ───────────────────────────────────────────────────────────────────────────────────────────────────────
                     2  the JSON is not read: control character (\u0000-\u001F) found while parsing a string at column 14
                hint: mend the input and repeat the command, or record the good lines with `--partial`
            "#]],
        ),
        (
            b"\0\0\0\0",
            expect![[r#"
            error: 1 line is rejected, and nothing was written
              line  what is wrong
              ─────────────────────────────────────────────────────────────────────
                 2  the JSON is no object; an invoice is `{"number":…,"lines":[…]}`
            hint: mend the input and repeat the command, or record the good lines with `--partial`
        "#]],
        ),
        (
            b"{\"number\":\"N2\xe9\",\"total\":\"5.00\"}",
            expect![[r#"
                error: 1 line is rejected, and nothing was written
                  line  what is wrong
                  ───────────────────────────────────────────────────────────────────
                     2  the JSON is not read: invalid unicode code point at column 14
                hint: mend the input and repeat the command, or record the good lines with `--partial`
            "#]],
        ),
        (
            long.as_bytes(),
            expect![[r#"
            error: 1 line is rejected, and nothing was written
              line  what is wrong
              ──────────────────────────────────────
                 2  the invoice is longer than 1 MiB
            hint: mend the input and repeat the command, or record the good lines with `--partial`
        "#]],
        ),
        (
            "[".repeat(100_000).as_bytes(),
            expect![[r#"
            error: 1 line is rejected, and nothing was written
              line  what is wrong
              ─────────────────────────────────────────────────────────────────────
                 2  the JSON is no object; an invoice is `{"number":…,"lines":[…]}`
            hint: mend the input and repeat the command, or record the good lines with `--partial`
        "#]],
        ),
    ]);
}

#[test]
fn what_is_no_invoice() {
    all_refused([
        (
            br#"{"number":"N2","totaal":"5.00"}"#.as_slice(),
            expect![[r#"
                error: 1 line is rejected, and nothing was written
                  line  what is wrong
                  ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                     2  the JSON is not read: unknown field `totaal`, expected one of `number`, `date`, `time`, `customer`, `lines`, `total`, `paid`, `paid_on`, `redeem`, `pay_points`, `keep_rewards`, `card_reward`, `refers_to` at column 23
                hint: mend the input and repeat the command, or record the good lines with `--partial`
            "#]],
        ),
        (
            br#"{"number":"N2","number":"N4","total":"5.00"}"#,
            expect![[r#"
                error: 1 line is rejected, and nothing was written
                  line  what is wrong
                  ─────────────────────────────────────────────────────────────────
                     2  the JSON is not read: duplicate field `number` at column 23
                hint: mend the input and repeat the command, or record the good lines with `--partial`
            "#]],
        ),
        (
            br#"{"number":"N2","total":5.00}"#,
            expect![[r#"
                error: 1 line is rejected, and nothing was written
                  line  what is wrong
                  ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                     2  the JSON is not read: invalid type: floating point `5.0`, expected a string at column 27; numbers, refs, money and quantities are strings: write `"35.00"`
                hint: mend the input and repeat the command, or record the good lines with `--partial`
            "#]],
        ),
        (
            br#"{"number":17,"total":"5.00"}"#,
            expect![[r#"
                error: 1 line is rejected, and nothing was written
                  line  what is wrong
                  ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                     2  the JSON is not read: invalid type: integer `17`, expected a string at column 12; numbers, refs, money and quantities are strings: write `"35.00"`
                hint: mend the input and repeat the command, or record the good lines with `--partial`
            "#]],
        ),
        (
            br#"{"number":"N2","total":"5,00"}"#,
            expect![[r#"
            error: 1 line is rejected, and nothing was written
              line  what is wrong
              ───────────────────────────────────────────────────────────────────
                 2  the value `5,00` of `total` has a decimal comma; write `5.00`
            hint: mend the input and repeat the command, or record the good lines with `--partial`
        "#]],
        ),
        (
            br#"{"number":"N2","total":"1e3"}"#,
            expect![[r#"
            error: 1 line is rejected, and nothing was written
              line  what is wrong
              ───────────────────────────────────────────────────────────────────────────────────────────────────────────
                 2  the value `1e3` of `total` is not a number; write it with a point and without groups, as in `1234.50`
            hint: mend the input and repeat the command, or record the good lines with `--partial`
        "#]],
        ),
        (
            br#"{"number":"N2","total":"5.00","date":"2026-02-30"}"#,
            expect![[r#"
            error: 1 line is rejected, and nothing was written
              line  what is wrong
              ─────────────────────────────────────────────────────────────────────────────
                 2  the value `2026-02-30` of `date` is no day; write it as in `2026-11-21`
            hint: mend the input and repeat the command, or record the good lines with `--partial`
        "#]],
        ),
        (
            br#"{"number":"N2","total":"5.00","date":"2026-11-22"}"#,
            expect![[r#"
            error: 1 line is rejected, and nothing was written
              line  what is wrong
              ───────────────────────────────────────────────
                 2  `2026-11-22` is after today, `2026-11-21`
            hint: mend the input and repeat the command, or record the good lines with `--partial`
        "#]],
        ),
        (
            br#"{"number":"N2","lines":[{"kind":"product","quantity":"0","unit_price":"5.00"}]}"#,
            expect![[r#"
            error: 1 line is rejected, and nothing was written
              line  what is wrong
              ──────────────────────────────────────────────
                 2  line 1 of the invoice: the quantity is 0
            hint: mend the input and repeat the command, or record the good lines with `--partial`
        "#]],
        ),
        (
            br#"{"number":"N2","lines":[{"kind":"treatment","amount":"5.00"}]}"#,
            expect![[r#"
            error: 1 line is rejected, and nothing was written
              line  what is wrong
              ────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                 2  line 1 of the invoice: there is no kind `treatment`; one of `service`, `product`, `gift-card`, `discount`, `other`
            hint: mend the input and repeat the command, or record the good lines with `--partial`
        "#]],
        ),
        (
            br#"{"number":"N2","lines":[]}"#,
            expect![[r#"
            error: 1 line is rejected, and nothing was written
              line  what is wrong
              ─────────────────────────────────────────────────────────────────────────────────────
                 2  the invoice has no line; give `--line KIND:NAME@UNIT_PRICE` or `--total AMOUNT`
            hint: mend the input and repeat the command, or record the good lines with `--partial`
        "#]],
        ),
        (
            br#"{"number":"a\u0000b","total":"5.00"}"#,
            expect![[r#"
            error: 1 line is rejected, and nothing was written
              line  what is wrong
              ─────────────────────────────────────────────────────────────
                 2  the number `a\u{0}b` holds the control character U+0000
            hint: mend the input and repeat the command, or record the good lines with `--partial`
        "#]],
        ),
        (
            br#"{"total":"5.00"}"#,
            expect![[r#"
            error: 1 line is rejected, and nothing was written
              line  what is wrong
              ───────────────────────────────────────────────────────
                 2  the invoice has no number; give `--number NUMBER`
            hint: mend the input and repeat the command, or record the good lines with `--partial`
        "#]],
        ),
        (
            br#"{"number":"N2","total":"5.00","customer":"K404"}"#,
            expect![[r#"
            error: 1 line is rejected, and nothing was written
              line  what is wrong
              ──────────────────────────────────────────────────────────────────────────────
                 2  there is no customer `K404`; list customers with `loyalty customer list`
            hint: mend the input and repeat the command, or record the good lines with `--partial`
        "#]],
        ),
        (
            br#"{"number":"F1","total":"5.00"}"#,
            expect![[r#"
            error: 1 line is rejected, and nothing was written
              line  what is wrong
              ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
                 2  invoice `F1` is recorded otherwise: lines `other Total 21.50`, not `other Total 5.00`; see it with `loyalty invoice show F1`; put it right with `loyalty invoice correct F1 --reason TEXT …`
            hint: mend the input and repeat the command, or record the good lines with `--partial`
        "#]],
        ),
        (
            br#"{"number":"N2","total":"5.00","customer":{"name":"Eva"}}"#,
            expect![[r#"
            error: 1 line is rejected, and nothing was written
              line  what is wrong
              ─────────────────────────────────────────────────────────────────
                 2  a customer needs a ref, an e-mail or a phone to be known by
            hint: mend the input and repeat the command, or record the good lines with `--partial`
        "#]],
        ),
    ]);
}

#[test]
fn every_bad_line_is_told() {
    let shop = shop();
    let lines = r#"{"number":"N2","total":"5,00"}
{"number":"N3","total":"5.00"}
{"number":"N4"
{"number":"N5"}
"#;
    refused(
        &shop,
        |shop| shop.run_with("invoice record --input -", lines),
        6,
        expect![[r#"
            error: 3 lines are rejected, and nothing was written
              line  what is wrong
              ─────────────────────────────────────────────────────────────────────────────────────
                 1  the value `5,00` of `total` has a decimal comma; write `5.00`
                 3  the JSON is not read: EOF while parsing an object at column 14
                 4  the invoice has no line; give `--line KIND:NAME@UNIT_PRICE` or `--total AMOUNT`
            hint: mend the input and repeat the command, or record the good lines with `--partial`
        "#]],
    );
    let error = shop.run_with("--json invoice record --input -", lines).stderr;
    let error: serde_json::Value = serde_json::from_str(&error).expect("JSON");
    let lines: Vec<_> = error["error"]["details"]["errors"].as_array().expect("a list").iter().collect();
    assert_eq!(lines.iter().map(|line| line["line"].as_u64()).collect::<Vec<_>>(), [Some(1), Some(3), Some(4)]);
}

#[test]
fn one_document() {
    let shop = shop();
    for (text, want) in [
        (
            "",
            expect![[r#"
                error: the input is empty
            "#]],
        ),
        (
            r#"{"number":"N2""#,
            expect![[r#"
                error: the JSON is not read: EOF while parsing an object at column 14
            "#]],
        ),
        (
            r#"{"number":"N2","totaal":"5.00"}"#,
            expect![[r#"
                error: the JSON is not read: unknown field `totaal`, expected one of `number`, `date`, `time`, `customer`, `lines`, `total`, `paid`, `paid_on`, `redeem`, `pay_points`, `keep_rewards`, `card_reward`, `refers_to` at column 23
            "#]],
        ),
        (
            r#"["N2"]"#,
            expect![[r#"
            error: the JSON is no object
            hint: an invoice is `{"number":…,"lines":[…]}`
        "#]],
        ),
        (
            r#"{"number":"N2","total":"5,00"}"#,
            expect![[r#"
            error: the value `5,00` of `total` has a decimal comma
            hint: write `5.00`
        "#]],
        ),
        (
            r#"{"number":"N2","total":"5.00","date":"2026-11-22"}"#,
            expect![[r#"
            error: `2026-11-22` is after today, `2026-11-21`
        "#]],
        ),
    ] {
        refused(&shop, |shop| shop.run_with("invoice record --input -", text), 6, want);
    }
    let long = format!(r#"{{"number":"N2","date":"{}"}}"#, "9".repeat(10_000_000));
    refused(
        &shop,
        |shop| shop.run_with("invoice record --input -", &long),
        6,
        expect![[r#"
        error: the invoice is longer than 1 MiB
    "#]],
    );
    refused(
        &shop,
        |shop| shop.run("invoice record --input nothing.json"),
        3,
        expect![[r#"
        error: there is no file `nothing.json`
    "#]],
    );
    refused(
        &shop,
        |shop| shop.run("invoice record --input ."),
        1,
        expect![[r#"
        error: `.` cannot be read: it is a folder
    "#]],
    );
}
