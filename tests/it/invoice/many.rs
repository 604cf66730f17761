//! Many tickets: lists of them, and JSON lines.

use expect_test::expect;

use super::{TICKET, salon};

#[test]
fn invoices_are_listed() {
    let shop = salon();
    shop.json(&format!("invoice record --number F1 --customer K001 --date 2026-11-01 {TICKET}"));
    shop.json("invoice record --number F2 --total 20.00 --unpaid --date 2026-11-02");
    shop.json("invoice record --number F3 --customer K002 --line product:Wax@12.50x0.5 --date 2026-11-03");
    shop.json("invoice refund F1 --line 1");
    shop.json("invoice void F3 --reason x");
    shop.run("invoice list").says(expect![[r#"
        number  date        customer  name         state   total  refunded  points
        ──────────────────────────────────────────────────────────────────────────
        F1      2026-11-01  K001      Anna Jansen  paid    75.00     29.17       4
        F2      2026-11-02                         unpaid  20.00      0.00       0
        F3      2026-11-03  K002      Bram Bos     void     6.25      0.00       0
    "#]]);
    shop.run("invoice list --lines").says(expect![[r#"
        invoice  date        customer  kind       item     quantity  amount
        ───────────────────────────────────────────────────────────────────
        F1       2026-11-01  K001      service    Knippen         1   29.17
        F1       2026-11-01  K001      product    Shampoo         2   20.83
        F1       2026-11-01  K001      gift-card  Bon             1   25.00
        F1       2026-11-01  K001      discount   Actie           1    0.00
        F1-R1    2026-11-21  K001      service    Knippen        -1  -29.17
        F2       2026-11-02            other      Total           1   20.00
        F3       2026-11-03  K002      product    Wax           0.5    6.25
    "#]]);
    shop.run("invoice list --lines --format csv").says(expect![[r#"
        invoice,date,time,customer,name,status,paid_on,refers_to,kind,sku,category,item,quantity,unit_price,amount
        F1,2026-11-01,,K001,Anna Jansen,paid,2026-11-01,,service,,,Knippen,1,35.00,29.17
        F1,2026-11-01,,K001,Anna Jansen,paid,2026-11-01,,product,SH-01,haircare,Shampoo,2,12.50,20.83
        F1,2026-11-01,,K001,Anna Jansen,paid,2026-11-01,,gift-card,,,Bon,1,25.00,25.00
        F1,2026-11-01,,K001,Anna Jansen,paid,2026-11-01,,discount,,,Actie,1,-10.00,0.00
        F1-R1,2026-11-21,,K001,Anna Jansen,paid,2026-11-21,F1,service,,,Knippen,-1,35.00,-29.17
        F2,2026-11-02,,,,unpaid,,,other,,,Total,1,20.00,20.00
        F3,2026-11-03,,K002,Bram Bos,void,,,product,,,Wax,0.5,12.50,6.25
    "#]]);
    shop.run("invoice list --limit 1 --json").says(expect![[r#"
        {
          "schema": "loyalty.invoices/1",
          "items": [
            {"number": "F1", "date": "2026-11-01", "time": null, "customer": "K001", "name": "Anna Jansen", "state": "paid", "subtotal": "75.00", "discount": "0.00", "total": "75.00", "refunded": "29.17", "refers_to": null, "points": 4}
          ],
          "total": 3,
          "returned": 1,
          "next": "F1"
        }
    "#]]);
    shop.run("invoice list --state void --format ndjson").says(expect![[r#"
        {"type":"item","number":"F3","date":"2026-11-03","time":null,"customer":"K002","name":"Bram Bos","state":"void","subtotal":"6.25","discount":"0.00","total":"6.25","refunded":"0.00","refers_to":null,"points":0}
        {"type":"summary","schema":"loyalty.invoices/1","total":1,"returned":1,"next":null}
    "#]]);
    shop.run("invoice list -q").says(expect![[r#"
        F1
        F2
        F3
    "#]]);
    assert_eq!(shop.json("invoice list --limit 2 --after F1")["items"][0]["number"], "F2");
    assert_eq!(shop.json("invoice list --customer K001")["total"], 1);
    assert_eq!(shop.json("invoice list --from 2026-11-02 --to 2026-11-02")["items"][0]["number"], "F2");
    shop.run("invoice list --state payed").fails(
        2,
        expect![[r#"
        error: `payed` is no value of `--state`
        hint: did you mean `paid`?
        hint: one of `unpaid`, `paid`, `void`
        hint: see `loyalty invoice list --help`
    "#]],
    );
    shop.run("invoice list --customer K002 --state unpaid").says(expect![[r#"
        nothing to show
    "#]]);
}

#[test]
fn how_an_input_is_read_does_not_hang_on_the_format_of_the_answer() {
    let shop = salon();
    let one = |number: &str| format!("\n{{\n  \"number\": \"{number}\",\n  \"total\": \"5.00\"\n}}\n");
    for format in ["table", "json", "csv", "ndjson"] {
        let said = shop.run_with(&format!("--format {format} invoice record --input -"), &one(format));
        assert_eq!(said.exit, 0, "{format}");
        // A document whose first line is broken is one of many where others are whole.
        let bad = "{\"number\":\n{\"number\":\"N1\",\"total\":\"5.00\"}\n";
        let said = shop.run_with(&format!("--format {format} invoice record --partial --input -"), bad);
        assert_eq!(said.exit, 8, "{format}");
        let said = shop.run_with(&format!("--format {format} invoice record --input -"), "{\n  \"number\": 1\n}\n");
        assert_eq!(said.exit, 6, "{format}");
    }
    assert_eq!(shop.json("invoice list")["total"], 5);
    shop.run_with("--format ndjson invoice record --input - -n", &one("ndjson")).says(expect![[r#"
        {"type":"result","line":1,"dry_run":true,"status":"unchanged","currency":"EUR","invoice":{"number":"ndjson","date":"2026-11-21","customer":null,"state":"paid","subtotal":"5.00","discount":"0.00","total":"5.00","refunded":"0.00","refers_to":null,"lines":[{"kind":"other","name":"Total","sku":null,"category":null,"quantity":"1","unit_price":"5.00","amount":"5.00","net":"5.00"}],"time":null,"paid_on":"2026-11-21"},"points":{"earned":0,"reversed":0,"redeemed":0,"returned":0,"balance":null},"card":null}
        {"type":"summary","dry_run":true,"recorded":0,"unchanged":1,"updated":0,"rejected":0}
    "#]]);
}

#[test]
fn many_invoices_come_as_json_lines() {
    let shop = salon();
    let lines = concat!(
        r#"{"number":"N1","date":"2026-11-20","customer":{"ref":"K003","name":"Eva"},"lines":[{"kind":"service","name":"Knippen","unit_price":"35.00"}]}"#,
        "\n\n",
        r#"{"number":"N2","customer":"K001","total":"12.50","paid":false}"#,
        "\n"
    );
    shop.run_with("--format ndjson invoice record --input -", lines).says(expect![[r#"
        {"type":"result","line":1,"dry_run":false,"status":"recorded","currency":"EUR","invoice":{"number":"N1","date":"2026-11-20","customer":"K003","state":"paid","subtotal":"35.00","discount":"0.00","total":"35.00","refunded":"0.00","refers_to":null,"lines":[{"kind":"service","name":"Knippen","sku":null,"category":null,"quantity":"1","unit_price":"35.00","amount":"35.00","net":"35.00"}],"time":null,"paid_on":"2026-11-20"},"points":{"earned":3,"reversed":0,"redeemed":0,"returned":0,"balance":3},"card":null}
        {"type":"result","line":3,"dry_run":false,"status":"recorded","currency":"EUR","invoice":{"number":"N2","date":"2026-11-21","customer":"K001","state":"unpaid","subtotal":"12.50","discount":"0.00","total":"12.50","refunded":"0.00","refers_to":null,"lines":[{"kind":"other","name":"Total","sku":null,"category":null,"quantity":"1","unit_price":"12.50","amount":"12.50","net":"12.50"}],"time":null,"paid_on":null},"points":{"earned":0,"reversed":0,"redeemed":0,"returned":0,"balance":0},"card":null}
        {"type":"summary","dry_run":false,"recorded":2,"unchanged":0,"updated":0,"rejected":0}
    "#]]);
    shop.run_with("invoice record --input -", lines).says(expect![[r#"
        recorded:  0
        unchanged: 2
        updated:   0
        rejected:  0
    "#]]);
    shop.run_with("invoice record --input - --json", r#"{"number":"N2","customer":"K001","total":"12.50"}"#).says(expect![[r#"
        {
          "schema": "loyalty.invoice/1",
          "dry_run": false,
          "status": "updated",
          "currency": "EUR",
          "invoice": {
            "number": "N2",
            "date": "2026-11-21",
            "customer": "K001",
            "state": "paid",
            "subtotal": "12.50",
            "discount": "0.00",
            "total": "12.50",
            "refunded": "0.00",
            "refers_to": null,
            "lines": [
              {"kind": "other", "name": "Total", "sku": null, "category": null, "quantity": "1", "unit_price": "12.50", "amount": "12.50", "net": "12.50"}
            ],
            "time": null,
            "paid_on": "2026-11-21"
          },
          "points": {
            "earned": 1,
            "reversed": 0,
            "redeemed": 0,
            "returned": 0,
            "balance": 1
          },
          "card": null
        }
    "#]]);
    let bad = format!("{lines}{}\n{}\n", r#"{"number":"N3","total":"5,00"}"#, r#"{"number":"N1","total":"1.00"}"#);
    shop.run_with("invoice record --input -", &bad).fails(6, expect![[r#"
        error: 2 lines are rejected, and nothing was written
          line  what is wrong
          ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
             4  the value `5,00` of `total` has a decimal comma; write `5.00`
             5  invoice `N1` is recorded otherwise: lines `service Knippen 35.00`, not `other Total 1.00`; see it with `loyalty invoice show N1`; put it right with `loyalty invoice correct N1 --reason TEXT …`
        hint: mend the input and repeat the command, or record the good lines with `--partial`
    "#]]);
    let said =
        shop.run_with("invoice record --partial --input -", &format!("{bad}{}", r#"{"number":"N4","total":"1.00"}"#));
    assert_eq!(said.exit, 8);
    expect![[r#"
        line 4: the value `5,00` of `total` has a decimal comma
        line 5: invoice `N1` is recorded otherwise: lines `service Knippen 35.00`, not `other Total 1.00`
        recorded:  1
        unchanged: 2
        updated:   0
        rejected:  2
    "#]]
    .assert_eq(&said.stdout);
    assert_eq!(shop.json("invoice list")["total"], 3);
}
