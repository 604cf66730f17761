//! `invoice`: tickets that earn, pay and are taken back.

mod later;
mod many;
mod taken_back;
mod twice;

use expect_test::expect;

use crate::shop::Shop;

/// A shop with a rule, points that pay, a reward and two customers.
fn salon() -> Shop {
    let shop = Shop::new();
    shop.json("settings set --earn spend-total --per 10.00 --point-value 0.05 --redeem-step 10");
    shop.json("customer add --ref K001 --name \"Anna Jansen\"");
    shop.json("customer add --ref K002 --name \"Bram Bos\"");
    shop.json("reward add --name \"5 euro\" --cost 10 --amount-off 5.00");
    shop
}

/// A ticket with one line of each kind.
const TICKET: &str = "--line service:Knippen@35.00 --line product:Shampoo@12.50x2#SH-01+haircare \
                      --line gift-card:Bon@25.00 --line discount:Actie@-10.00";

#[test]
fn a_ticket_is_recorded_and_shown() {
    let shop = salon();
    shop.run(&format!("invoice record --number F1 --customer K001 --time 09:30 {TICKET}")).says(expect![[r#"
        F1  2026-11-21 09:30  recorded
        customer: K001

        #  kind       name     quantity  amount  after discount
        ───────────────────────────────────────────────────────
        1  service    Knippen         1   35.00           29.17
        2  product    Shampoo         2   25.00           20.83
        3  gift-card  Bon             1   25.00           25.00
        4  discount   Actie           1  -10.00            0.00

        total:  75.00 EUR
        points: 7 earned, balance 7
    "#]]);
    shop.run("invoice show F1 --json").says(expect![[r#"
        {
          "schema": "loyalty.invoice/1",
          "dry_run": false,
          "status": "paid",
          "currency": "EUR",
          "invoice": {
            "number": "F1",
            "date": "2026-11-21",
            "customer": "K001",
            "state": "paid",
            "subtotal": "75.00",
            "discount": "0.00",
            "total": "75.00",
            "refunded": "0.00",
            "refers_to": null,
            "lines": [
              {"kind": "service", "name": "Knippen", "sku": null, "category": null, "quantity": "1", "unit_price": "35.00", "amount": "35.00", "net": "29.17"},
              {"kind": "product", "name": "Shampoo", "sku": "SH-01", "category": "haircare", "quantity": "2", "unit_price": "12.50", "amount": "25.00", "net": "20.83"},
              {"kind": "gift-card", "name": "Bon", "sku": null, "category": null, "quantity": "1", "unit_price": "25.00", "amount": "25.00", "net": "25.00"},
              {"kind": "discount", "name": "Actie", "sku": null, "category": null, "quantity": "1", "unit_price": "-10.00", "amount": "-10.00", "net": "0.00"}
            ],
            "time": "09:30",
            "paid_on": "2026-11-21"
          },
          "points": {
            "earned": 7,
            "reversed": 0,
            "redeemed": 0,
            "returned": 0,
            "balance": 7
          },
          "card": null
        }
    "#]]);
    shop.run("invoice show F1 --format csv").says(expect![[r#"
        dry_run,status,currency,invoice.number,invoice.date,invoice.customer,invoice.state,invoice.subtotal,invoice.discount,invoice.total,invoice.refunded,invoice.refers_to,invoice.lines,invoice.time,invoice.paid_on,points.earned,points.reversed,points.redeemed,points.returned,points.balance,card
        false,paid,EUR,F1,2026-11-21,K001,paid,75.00,0.00,75.00,0.00,,"[{""kind"":""service"",""name"":""Knippen"",""sku"":null,""category"":null,""quantity"":""1"",""unit_price"":""35.00"",""amount"":""35.00"",""net"":""29.17""},{""kind"":""product"",""name"":""Shampoo"",""sku"":""SH-01"",""category"":""haircare"",""quantity"":""2"",""unit_price"":""12.50"",""amount"":""25.00"",""net"":""20.83""},{""kind"":""gift-card"",""name"":""Bon"",""sku"":null,""category"":null,""quantity"":""1"",""unit_price"":""25.00"",""amount"":""25.00"",""net"":""25.00""},{""kind"":""discount"",""name"":""Actie"",""sku"":null,""category"":null,""quantity"":""1"",""unit_price"":""-10.00"",""amount"":""-10.00"",""net"":""0.00""}]",09:30,2026-11-21,7,0,0,0,7,
    "#]]);
    shop.run("invoice show F1 -q").says(expect![[r#"
        75.00
    "#]]);
    shop.run("invoice explain F1").says(expect![[r#"
        F1  2026-11-21  paid
        customer:      K001
        rule:          1 point for every 10.00 in all, per invoice, rounded down
        in force from: 2026-11-21

        kind       name     amount  discount  rewards    net  counted
        ──────────────────────────────────────────────────────────────────
        service    Knippen   35.00      5.83     0.00  29.17  yes
        product    Shampoo   25.00      4.17     0.00  20.83  yes
        gift-card  Bon       25.00      0.00     0.00  25.00  yes
        discount   Actie    -10.00    -10.00     0.00   0.00  no: discount

        75.00 counted, 7 whole steps of 10.00 at 1 each: it earns 7
        base:         75.00
        step:         10.00
        rounded away: 5.00
        earned:       7
    "#]]);
    shop.run("invoice explain F1 --json").says(expect![[r#"
        {
          "schema": "loyalty.explain/1",
          "currency": "EUR",
          "number": "F1",
          "date": "2026-11-21",
          "paid_on": "2026-11-21",
          "customer": "K001",
          "state": "paid",
          "refers_to": null,
          "revision": "2026-11-21",
          "earn": "spend-total",
          "rule": "1 point for every 10.00 in all, per invoice, rounded down",
          "subtotal": "75.00",
          "total": "75.00",
          "lines": [
            {"kind": "service", "name": "Knippen", "quantity": "1", "amount": "35.00", "discount": "5.83", "rewards": "0.00", "net": "29.17", "refunded": "0.00", "counted": true, "why": "counted"},
            {"kind": "product", "name": "Shampoo", "quantity": "2", "amount": "25.00", "discount": "4.17", "rewards": "0.00", "net": "20.83", "refunded": "0.00", "counted": true, "why": "counted"},
            {"kind": "gift-card", "name": "Bon", "quantity": "1", "amount": "25.00", "discount": "0.00", "rewards": "0.00", "net": "25.00", "refunded": "0.00", "counted": true, "why": "counted"},
            {"kind": "discount", "name": "Actie", "quantity": "1", "amount": "-10.00", "discount": "-10.00", "rewards": "0.00", "net": "0.00", "refunded": "0.00", "counted": false, "why": "discount"}
          ],
          "base": "75.00",
          "step": "10.00",
          "steps": 7,
          "points_per_step": 1,
          "dropped": "5.00",
          "below_min_total": false,
          "computed": 7,
          "earned": 7,
          "reversed": 0,
          "expired": 0,
          "redeemed": 0,
          "returned": 0,
          "why": "75.00 counted, 7 whole steps of 10.00 at 1 each: it earns 7",
          "redemptions": [],
          "refunds": [],
          "card": null
        }
    "#]]);
}

#[test]
fn a_preview_and_a_dry_run_write_nothing() {
    let shop = salon();
    shop.run("invoice preview --customer K001 --line service:Knippen@35.00").says(expect![[r#"
        (no number yet)  2026-11-21  previewed, not written
        customer: K001

        #  kind     name     quantity  amount  after discount
        ─────────────────────────────────────────────────────
        1  service  Knippen         1   35.00           35.00

        total:  35.00 EUR
        points: 3 earned, balance 3
    "#]]);
    shop.run("-n invoice record --number F1 --customer K001 --line service:Knippen@35.00 --create-customer --name A")
        .says(expect![[r#"
            F1  2026-11-21  recorded, not written
            customer: K001

            #  kind     name     quantity  amount  after discount
            ─────────────────────────────────────────────────────
            1  service  Knippen         1   35.00           35.00

            total:  35.00 EUR
            points: 3 earned, balance 3
        "#]]);
    let dry = shop.json("-n invoice record --number F1 --customer K009 --create-customer --name Eva --total 5.00");
    assert_eq!((&dry["dry_run"], &dry["status"]), (&true.into(), &"recorded".into()));
    assert_eq!(shop.json("invoice list")["total"], 0);
    assert_eq!(shop.json("customer list")["total"], 2);
    assert_eq!(shop.json("log")["items"][0]["action"], "reward add");
}

#[test]
fn the_rule_in_force_is_said_where_it_may_surprise() {
    let shop = Shop::new();
    let said = shop.run("invoice record --number F1 --total 5.00 --json");
    expect![[r#"
        note: nothing was set yet, so the defaults hold: 1 point for every 10.00 in all, per invoice, rounded down; see `loyalty settings set`
    "#]].assert_eq(&said.stderr);
    assert_eq!(shop.run("invoice record --number F1 --total 5.00 -q").stderr, "");
    shop.file("many.ndjson", "{\"number\":\"M1\",\"total\":\"5.00\"}\n{\"number\":\"M2\",\"total\":\"5.00\"}\n");
    let many = shop.run("--format ndjson invoice record --input many.ndjson");
    assert_eq!(many.stderr, said.stderr, "once for all lines");
    shop.json("settings set --earn spend-services");
    // A rule to come is not in force yet, and one that was is not any more.
    shop.json("settings set --earn spend-total --from 2027-01-01");
    let said = shop.run("invoice record --number F2 --total 15.00");
    expect![[r#"
        note: the rule `spend-services` looks at kinds, and every line is of kind `other`
    "#]]
    .assert_eq(&said.stderr);
    assert_eq!(shop.run("invoice record --number F3 --line service:Knippen@35.00").stderr, "");
}
