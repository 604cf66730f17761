//! Amounts, dates, quantities, kinds, rules and flags that are none.

use expect_test::{Expect, expect};

use super::{refused, shop};

#[track_caller]
fn all_refused(cases: impl IntoIterator<Item = (&'static str, Expect)>) {
    let shop = shop();
    for (line, want) in cases {
        refused(&shop, |shop| shop.run(line), 2, want);
    }
}

#[test]
fn amounts() {
    all_refused([
        (
            "invoice record --number F2 --total 1e3",
            expect![[r#"
            error: the value `1e3` of `--total` is not a number
            hint: write it with a point and without groups, as in `1234.50`
        "#]],
        ),
        (
            "invoice record --number F2 --total 1_000",
            expect![[r#"
            error: the value `1_000` of `--total` is not a number
            hint: write it with a point and without groups, as in `1234.50`
        "#]],
        ),
        (
            "invoice record --number F2 --total 1,50",
            expect![[r#"
            error: the value `1,50` of `--total` has a decimal comma
            hint: write `1.50`
        "#]],
        ),
        (
            "invoice record --number F2 --total 1.234,50",
            expect![[r#"
            error: the value `1.234,50` of `--total` is not a number
            hint: write it with a point and without groups, as in `1234.50`
        "#]],
        ),
        (
            "invoice record --number F2 --total NaN",
            expect![[r#"
            error: the value `NaN` of `--total` is not a number
            hint: write it with a point and without groups, as in `1234.50`
        "#]],
        ),
        (
            "invoice record --number F2 --total 12345678901234",
            expect![[r#"
            error: the value `12345678901234` of `--total` is too large
        "#]],
        ),
        (
            "invoice record --number F2 --total 100000000000.00",
            expect![[r#"
            error: the value `100000000000.00` of `--total` is too large
        "#]],
        ),
        (
            "invoice record --number F2 --total 1.005",
            expect![[r#"
            error: the value `1.005` of `--total` has more than 2 digits behind the point
        "#]],
        ),
        (
            "invoice record --number F2 --total \"\"",
            expect![[r#"
            error: the value `` of `--total` is not a number
            hint: write it with a point and without groups, as in `1234.50`
        "#]],
        ),
        (
            "invoice record --number F2 --total ٣",
            expect![[r#"
            error: the value `٣` of `--total` is not a number
            hint: write it with a point and without groups, as in `1234.50`
        "#]],
        ),
        (
            "invoice record --number F2 --line service:Knippen@1e3",
            expect![[r#"
            error: `--line service:Knippen@1e3` has the price `1e3`, which is not a number
            hint: a line is `KIND:NAME@UNIT_PRICE[xQUANTITY][#SKU][+CATEGORY]`, such as `service:Knippen@35.00`
        "#]],
        ),
        (
            "invoice record --number F2 --line service:Knippen@1,50",
            expect![[r#"
            error: `--line service:Knippen@1,50` has the price `1,50`, which has a decimal comma
            hint: a line is `KIND:NAME@UNIT_PRICE[xQUANTITY][#SKU][+CATEGORY]`, such as `service:Knippen@35.00`
            hint: write `1.50`
        "#]],
        ),
        (
            "invoice record --number F2 --line service:Knippen@12345678901234",
            expect![[r#"
            error: `--line service:Knippen@12345678901234` has the price `12345678901234`, which is too large
            hint: a line is `KIND:NAME@UNIT_PRICE[xQUANTITY][#SKU][+CATEGORY]`, such as `service:Knippen@35.00`
        "#]],
        ),
        (
            "invoice record --number F2 --line service:Knippen@99999999999.99x2",
            expect![[r#"
            error: `--line service:Knippen@99999999999.99x2` is refused: the amount is too large
            hint: a line is `KIND:NAME@UNIT_PRICE[xQUANTITY][#SKU][+CATEGORY]`, such as `service:Knippen@35.00`
        "#]],
        ),
        (
            "invoice refund F1 --amount NaN",
            expect![[r#"
            error: the value `NaN` of `--amount` is not a number
            hint: write it with a point and without groups, as in `1234.50`
        "#]],
        ),
        (
            "settings set --per 1e3",
            expect![[r#"
            error: the value `1e3` of `--per` is not a number
            hint: write it with a point and without groups, as in `1234.50`
        "#]],
        ),
        (
            "points adjust K001 1e3 --reason x",
            expect![[r#"
            error: the value `1e3` of `POINTS` is not a whole number
        "#]],
        ),
        (
            "points adjust K001 12345678901234567 --reason x",
            expect![[r#"
            error: the value `12345678901234567` of `POINTS` is too large
        "#]],
        ),
        (
            "points adjust K001 0 --reason x",
            expect![[r#"
            error: an adjustment of `0` points changes nothing
        "#]],
        ),
    ]);
}

#[test]
fn dates() {
    all_refused([
        (
            "invoice record --number F2 --total 5.00 --date 2026-02-30",
            expect![[r#"
            error: the value `2026-02-30` of `--date` is no day
            hint: write it as in `2026-11-21`
        "#]],
        ),
        (
            "invoice record --number F2 --total 5.00 --date 2025-02-29",
            expect![[r#"
            error: the value `2025-02-29` of `--date` is no day
            hint: write it as in `2026-11-21`
        "#]],
        ),
        (
            "invoice record --number F2 --total 5.00 --date 2026-13-01",
            expect![[r#"
            error: the value `2026-13-01` of `--date` is no day
            hint: write it as in `2026-11-21`
        "#]],
        ),
        (
            "invoice record --number F2 --total 5.00 --date 21-11-2026",
            expect![[r#"
            error: the value `21-11-2026` of `--date` is no day
            hint: write it as in `2026-11-21`
        "#]],
        ),
        (
            "invoice record --number F2 --total 5.00 --date 20261121",
            expect![[r#"
            error: the value `20261121` of `--date` is no day
            hint: write it as in `2026-11-21`
        "#]],
        ),
        (
            "invoice record --number F2 --total 5.00 --date 2026-11-22",
            expect![[r#"
            error: the value `2026-11-22` of `--date` is after today, `2026-11-21`
        "#]],
        ),
        (
            "invoice record --number F2 --total 5.00 --paid-on 2026-11-22",
            expect![[r#"
            error: the value `2026-11-22` of `--paid-on` is after today, `2026-11-21`
        "#]],
        ),
        (
            "invoice record --number F2 --total 5.00 --time 25:00",
            expect![[r#"
            error: the value `25:00` of `--time` is no time of day
            hint: write it as in `14:30`
        "#]],
        ),
        (
            "invoice refund F1 --all --date 2026-11-31",
            expect![[r#"
            error: the value `2026-11-31` of `--date` is no day
            hint: write it as in `2026-11-21`
        "#]],
        ),
        (
            "settings set --from 2026-04-31 --points 2",
            expect![[r#"
            error: the value `2026-04-31` of `--from` is no day
            hint: write it as in `2026-11-21`
        "#]],
        ),
        (
            "--today 2026-02-30 customer add --name Bram",
            expect![[r#"
            error: the value `2026-02-30` of `--today` is no day
            hint: write it as in `2026-11-21`
        "#]],
        ),
    ]);
}

#[test]
fn quantities() {
    all_refused([
        (
            "invoice record --number F2 --line product:Wax@5.00x0",
            expect![[r#"
            error: `--line product:Wax@5.00x0` is refused: the quantity is 0
            hint: a line is `KIND:NAME@UNIT_PRICE[xQUANTITY][#SKU][+CATEGORY]`, such as `service:Knippen@35.00`
        "#]],
        ),
        (
            "invoice record --number F2 --line product:Wax@5.00x0.000",
            expect![[r#"
            error: `--line product:Wax@5.00x0.000` is refused: the quantity is 0
            hint: a line is `KIND:NAME@UNIT_PRICE[xQUANTITY][#SKU][+CATEGORY]`, such as `service:Knippen@35.00`
        "#]],
        ),
        (
            "invoice record --number F2 --line product:Wax@5.00x0.0001",
            expect![[r#"
            error: `--line product:Wax@5.00x0.0001` has the quantity `0.0001`, which has more than 3 digits behind the point
            hint: a line is `KIND:NAME@UNIT_PRICE[xQUANTITY][#SKU][+CATEGORY]`, such as `service:Knippen@35.00`
        "#]],
        ),
        (
            "invoice record --number F2 --line product:Wax@5.00x",
            expect![[r#"
            error: `--line product:Wax@5.00x` has the quantity ``, which is not a number
            hint: a line is `KIND:NAME@UNIT_PRICE[xQUANTITY][#SKU][+CATEGORY]`, such as `service:Knippen@35.00`
        "#]],
        ),
        (
            "invoice refund F1 --line 1:0",
            expect![[r#"
            error: `--line 1:0` is not LINE[:PIECES]
            hint: write it as in `--line 2` or `--line 1:3`
        "#]],
        ),
    ]);
}

#[test]
fn words() {
    all_refused([
        (
            "invoice record --number F2 --line treatment:Knippen@5.00",
            expect![[r#"
            error: there is no kind `treatment`
            hint: one of `service`, `product`, `gift-card`, `discount`, `other`
        "#]],
        ),
        (
            "invoice record --number F2 --line servic:Knippen@5.00",
            expect![[r#"
            error: there is no kind `servic`
            hint: did you mean `service`?
        "#]],
        ),
        (
            "invoice record --number F2 --line Knippen@5.00",
            expect![[r#"
            error: `--line Knippen@5.00` has no kind before a `:`
            hint: a line is `KIND:NAME@UNIT_PRICE[xQUANTITY][#SKU][+CATEGORY]`, such as `service:Knippen@35.00`
        "#]],
        ),
        (
            "invoice record --number F2 --line service:Knippen",
            expect![[r#"
            error: `--line service:Knippen` has no `@UNIT_PRICE`
            hint: a line is `KIND:NAME@UNIT_PRICE[xQUANTITY][#SKU][+CATEGORY]`, such as `service:Knippen@35.00`
        "#]],
        ),
        (
            "settings set --earn spend-everything",
            expect![[r#"
            error: `spend-everything` is no value of `--earn`
            hint: did you mean `spend-services`?
            hint: one of `spend-total`, `spend-products`, `spend-services`, `per-service`, `per-product`, `per-invoice`, `off`
            hint: see `loyalty settings set --help`
        "#]],
        ),
        (
            "settings set --exclude colour:red",
            expect![[r#"
            error: the value `colour:red` of `--exclude` does not begin with `kind:`, `sku:`, `category:` or `name:`
            hint: write it as in `kind:product`, `sku:SH-01` or `name:knip*`
        "#]],
        ),
        (
            "invoice record --nummer F2 --total 5.00",
            expect![[r#"
            error: `loyalty invoice record` has no option `--nummer`
            hint: did you mean `--number`?
            hint: see `loyalty invoice record --help`
        "#]],
        ),
        (
            "invoice record --number F2",
            expect![[r#"
            error: the invoice has no line
            hint: give `--line KIND:NAME@UNIT_PRICE` or `--total AMOUNT`
        "#]],
        ),
        (
            "invoice record --total 5.00",
            expect![[r#"
            error: the invoice has no number
            hint: give `--number NUMBER`
        "#]],
        ),
        (
            "invoice record --number \"a\tb\" --total 5.00",
            expect![[r#"
            error: the number `a\u{9}b` holds the control character U+0009
        "#]],
        ),
        (
            "invoice record --number F2 --total 5.00 --line service:Knippen@35.00",
            expect![[r#"
            error: the total is `5.00`, and the lines add up to `35.00`
        "#]],
        ),
        (
            "invoice record --number F2 --line discount:Actie@10.00",
            expect![[r#"
            error: line 1 is a discount that raises the total
            hint: give a discount with a minus sign
        "#]],
        ),
    ]);
}

#[test]
fn a_discount_that_nothing_bears() {
    refused(
        &shop(),
        |shop| shop.run("invoice record --number F2 --line product:Wax@5.00 --line discount:Actie@-10.00"),
        5,
        expect![[r#"
            error: the discount of `10.00` is more than the `5.00` that can bear it
            hint: gift cards bear no discount unless there is nothing else; lower the discount line
        "#]],
    );
}

#[test]
fn a_megabyte_does_not_come_back() {
    let said = shop().run(&format!("invoice record --number {} --total 5.00", "9".repeat(100_000)));
    assert_eq!(said.exit, 2);
    assert!(said.stderr.len() < 3000 && said.stderr.ends_with("…\n"), "{}", said.stderr);
}
