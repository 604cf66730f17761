//! What happens to a ticket later: it is paid, becomes somebody else's, is given back, put right.

use expect_test::expect;

use super::{TICKET, salon};
use crate::shop::Shop;

#[test]
fn an_unpaid_invoice_is_paid_with_points() {
    let shop = salon();
    shop.json("points adjust K001 +30 --reason welcome");
    shop.json("invoice record --number F1 --customer K001 --total 20.00 --unpaid");
    shop.run("invoice pay F1 --pay-points 20 -q").says(expect![[r#"
        19.00
    "#]]);
    shop.run("invoice pay F1 --pay-points 20").says(expect![[r#"
        F1  2026-11-21  unchanged
        customer: K001

        #  kind   name   quantity  amount  after discount
        ─────────────────────────────────────────────────
        1  other  Total         1   20.00           19.00

        subtotal: 20.00
        discount: -1.00
        total:    19.00 EUR
        points:   1 earned, 20 spent, balance 11
    "#]]);
    shop.run("invoice record --number F2 --customer K001 --line service:Knippen@35.00 --redeem \"5 euro\"").says(
        expect![[r#"
        F2  2026-11-21  recorded
        customer: K001

        #  kind     name     quantity  amount  after discount
        ─────────────────────────────────────────────────────
        1  service  Knippen         1   35.00           30.00

        subtotal: 35.00
        discount: -5.00
        total:    30.00 EUR
        points:   3 earned, 10 spent, balance 4
    "#]],
    );
    shop.run("invoice show F2 --json").says(expect![[r#"
        {
          "schema": "loyalty.invoice/1",
          "dry_run": false,
          "status": "paid",
          "currency": "EUR",
          "invoice": {
            "number": "F2",
            "date": "2026-11-21",
            "customer": "K001",
            "state": "paid",
            "subtotal": "35.00",
            "discount": "5.00",
            "total": "30.00",
            "refunded": "0.00",
            "refers_to": null,
            "lines": [
              {"kind": "service", "name": "Knippen", "sku": null, "category": null, "quantity": "1", "unit_price": "35.00", "amount": "35.00", "net": "30.00"}
            ],
            "time": null,
            "paid_on": "2026-11-21"
          },
          "points": {
            "earned": 3,
            "reversed": 0,
            "redeemed": 10,
            "returned": 0,
            "balance": 4
          },
          "card": null
        }
    "#]]);
    shop.run("invoice record --number F3 --customer K001 --total 20.00 --pay-points 10").fails(
        5,
        expect![[r#"
        error: there are `4` points, and `10` are needed
    "#]],
    );
    shop.run("invoice record --number F3 --customer K001 --total 20.00 --pay-points 15").fails(
        5,
        expect![[r#"
        error: points pay in steps of `10`
    "#]],
    );
    shop.run("invoice record --number F3 --customer K001 --total 20.00 --unpaid --pay-points 10").fails(
        2,
        expect![[r#"
            error: an unpaid invoice takes no rewards and no points
            hint: give them with `loyalty invoice pay F3`
        "#]],
    );
    shop.run("invoice record --number F3 --customer K001 --total 20.00 --redeem \"6 euro\"").fails(
        3,
        expect![[r#"
        error: there is no reward `6 euro`
        hint: did you mean `5 euro`?
    "#]],
    );
    shop.run("invoice record --number F3 --total 20.00 --redeem \"5 euro\"").fails(
        2,
        expect![[r#"
        error: rewards and points need to know whose they are
        hint: give `--customer WHO`
    "#]],
    );
    assert_eq!(shop.json("invoice list")["total"], 2);
}

#[test]
fn nobodys_invoice_becomes_somebodys() {
    let shop = salon();
    // Nobody has no balance.
    for line in [
        "invoice preview --line product:Wax@12.50x2",
        "invoice record --number F0 --line product:Wax@12.50x2 --unpaid",
        "invoice pay F0",
        "invoice show F0",
        "invoice refund F0 --amount 5.00",
        "invoice void F0 --reason x",
        "invoice record --number F1 --line product:Wax@12.50x2",
    ] {
        assert_eq!(shop.json(line)["points"]["balance"], serde_json::Value::Null, "{line}");
    }
    shop.run("invoice assign F1 \"anna jansen\"").says(expect![[r#"
        F1  2026-11-21  assigned
        customer: K001

        #  kind     name  quantity  amount  after discount
        ──────────────────────────────────────────────────
        1  product  Wax          2   25.00           25.00

        total:  25.00 EUR
        points: 2 earned, balance 2
    "#]]);
    shop.run("invoice assign F1 K002 --json").says(expect![[r#"
        {
          "schema": "loyalty.invoice/1",
          "dry_run": false,
          "status": "assigned",
          "currency": "EUR",
          "invoice": {
            "number": "F1",
            "date": "2026-11-21",
            "customer": "K002",
            "state": "paid",
            "subtotal": "25.00",
            "discount": "0.00",
            "total": "25.00",
            "refunded": "0.00",
            "refers_to": null,
            "lines": [
              {"kind": "product", "name": "Wax", "sku": null, "category": null, "quantity": "2", "unit_price": "12.50", "amount": "25.00", "net": "25.00"}
            ],
            "time": null,
            "paid_on": "2026-11-21"
          },
          "points": {
            "earned": 4,
            "reversed": 2,
            "redeemed": 0,
            "returned": 0,
            "balance": 2
          },
          "card": null
        }
    "#]]);
    assert_eq!(shop.json("invoice assign F1 K002")["status"], "unchanged");
    assert_eq!(shop.json("customer balance K001")["points"], 0);
    shop.run("invoice assign F1 anna").fails(
        3,
        expect![[r#"
        error: a write wants to be sure: `anna` is no ref, e-mail, phone or whole name
        hint: did you mean Anna Jansen (`K001`)?
    "#]],
    );
    shop.json("invoice record --number F2 --customer K002 --total 20.00 --date 2026-11-21 --unpaid");
    shop.json("points adjust K002 +10 --reason x");
    shop.json("invoice pay F2 --pay-points 10");
    shop.run("invoice assign F2 K001").fails(
        5,
        expect![[r#"
        error: points were used on invoice `F2`, and they stay with their customer
        hint: record it anew with `loyalty invoice correct F2 --reason TEXT …`
    "#]],
    );
}

/// What was taken back of the one is earned by the other: what had run out is left of the invoice no more.
#[test]
fn what_had_run_out_does_not_move_along() {
    for (spent, balance) in [(0i64, 0i64), (4, -4), (10, -10)] {
        let mut shop = salon();
        let moved = spent;
        shop.json("settings set --expire-after 1m");
        shop.on("2026-08-01").json("invoice record --number F1 --customer K001 --total 100.00");
        if spent > 0 {
            shop.json(&format!("points redeem K001 --points {spent} --reason comb"));
        }
        shop.on("2026-11-21").json("invoice assign F1 K002");
        for _ in 0..2 {
            let got = ["K001", "K002"].map(|who| shop.json(&format!("customer balance {who}")));
            let sums = got.each_ref().map(|got| (got["points"].clone(), got["lifetime_points"].clone()));
            let want = [(balance.into(), (10 - moved).into()), (0.into(), moved.into())];
            assert_eq!(sums, want, "{spent} spent");
            let period = shop.json("report rollforward --from 2026-11-21 --to 2026-11-21");
            let sums = ["earned", "reversed", "expired"].map(|key| period[key].as_i64().unwrap_or(-1));
            assert_eq!(sums, [moved; 3], "{spent} spent");
            assert_eq!(shop.json("invoice explain F1")["expired"], 10 - spent + moved, "{spent} spent");
            assert_eq!(shop.run("db check").exit, 0);
            // Nothing is left to be taken back of either.
            let refunded = shop.json("invoice refund F1 --all");
            assert_eq!(refunded["points"]["reversed"], 0, "{spent} spent");
        }
    }
}

#[test]
fn something_is_given_back() {
    let shop = salon();
    shop.json(&format!("invoice record --number F1 --customer K001 {TICKET}"));
    shop.run("invoice refund F1 --line 2:1 --reason \"wrong shampoo\" --key r1").says(expect![[r#"
        F1  refunded
        given back:        10.42 EUR
        left:              64.58
        points taken back: 1
        balance:           6
    "#]]);
    assert_eq!(shop.json("invoice refund F1 --line 2:1 --reason \"wrong shampoo\" --key r1")["status"], "unchanged");
    assert_eq!(shop.error("invoice refund F1 --line 2:2 --key r1")["code"], "key_conflict");
    shop.run("invoice refund F1 --amount 100.00").fails(
        5,
        expect![[r#"
        error: only `64.58` is left to give back
        hint: give `--all` for what is left
    "#]],
    );
    shop.run("invoice refund F1 --line 2:2").fails(
        5,
        expect![[r#"
            error: of line 2 only `1` is left
        "#]],
    );
    shop.run("invoice refund F1 --line 4").fails(
        5,
        expect![[r#"
        error: line 4 is a discount, which is not given back by itself
    "#]],
    );
    shop.run("invoice refund F1 --line 9").fails(
        2,
        expect![[r#"
        error: there is no line 9
    "#]],
    );
    shop.run("invoice refund F1").fails(
        2,
        expect![[r#"
        error: what is given back is not said
        hint: one of `--line LINE[:PIECES]`, `--amount AMOUNT` and `--all`
    "#]],
    );
    shop.run("invoice refund F1 --all --date 2026-11-20").fails(
        5,
        expect![[r#"
        error: `2026-11-20` is before the invoice was paid, on `2026-11-21`
        hint: give `--date 2026-11-21` or a later day
    "#]],
    );
    shop.run("-n invoice refund F1 --all --json").says(expect![[r#"
        {
          "schema": "loyalty.refund/1",
          "dry_run": true,
          "status": "refunded",
          "currency": "EUR",
          "number": "F1",
          "date": "2026-11-21",
          "refunded": "64.58",
          "left": "0.00",
          "points": {
            "reversed": 6,
            "returned": 0,
            "balance": 0
          },
          "card": null
        }
    "#]]);
    shop.run("invoice refund F1 --all -q").says(expect![[r#"
        64.58
    "#]]);
    shop.run("invoice refund F1 --all").says(expect![[r#"
        F1  unchanged
        given back:        0.00 EUR
        left:              0.00
        points taken back: 0
        balance:           0
    "#]]);
    shop.run("invoice show F1").says(expect![[r#"
        F1  2026-11-21  paid
        customer: K001

        #  kind       name     quantity  amount  after discount
        ───────────────────────────────────────────────────────
        1  service    Knippen         1   35.00           29.17
        2  product    Shampoo         2   25.00           20.83
        3  gift-card  Bon             1   25.00           25.00
        4  discount   Actie           1  -10.00            0.00

        total:    75.00 EUR
        refunded: 75.00
        points:   7 earned, 7 taken back, balance 0
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
        taken back:   7
        2026-11-21: 10.42 given back, 1 point taken back, 0 returned (wrong shampoo)
        2026-11-21: 64.58 given back, 6 points taken back, 0 returned
    "#]]);
}

#[test]
fn what_was_typed_wrong_is_put_right() {
    let shop = salon();
    shop.json("invoice record --number F1 --customer K001 --total 200.00 --date 2026-11-19");
    shop.run("invoice correct F1 --total 20.00 --reason \"a zero too many\"").says(expect![[r#"
        F1  2026-11-19  corrected
        customer: K001

        #  kind   name   quantity  amount  after discount
        ─────────────────────────────────────────────────
        1  other  Total         1   20.00           20.00

        total:  20.00 EUR
        points: 2 earned, balance 2
    "#]]);
    shop.run("invoice void F1 --reason \"wrong till\"").says(expect![[r#"
        F1  2026-11-19  voided
        customer: K001

        #  kind   name   quantity  amount  after discount
        ─────────────────────────────────────────────────
        1  other  Total         1   20.00           20.00

        total:  20.00 EUR
        points: 2 earned, 2 taken back, balance 0
    "#]]);
    assert_eq!(shop.json("invoice void F1 --reason \"wrong till\"")["status"], "unchanged");
    // A void invoice keeps its number, and the same again is no way around it.
    assert_eq!(shop.json("invoice record --number F1 --customer K001 --total 20.00")["status"], "unchanged");
    for line in ["invoice pay F1", "invoice refund F1 --all", "invoice assign F1 K002"] {
        let error = shop.error(line);
        assert_eq!((&error["code"], &error["exit"]), (&"invoice_state".into(), &5.into()), "{line}");
    }
    shop.run("invoice pay F1").fails(
        5,
        expect![[r#"
        error: invoice `F1` is void
        hint: record it anew with `loyalty invoice correct F1 --reason TEXT …`
    "#]],
    );
    shop.run("invoice correct F1 --total 30.00 --customer K002 --reason \"it was right\" -q").says(expect![[r#"
        30.00
    "#]]);
    shop.run("invoice correct F1 --number F2 --total 30.00 --reason x").fails(
        2,
        expect![[r#"
        error: a corrected invoice keeps its number
        hint: leave `--number` out
    "#]],
    );
    shop.run("invoice void F9 --reason x").fails(
        3,
        expect![[r#"
        error: there is no invoice `F9`
        hint: did you mean `F1`?
    "#]],
    );
    shop.run("points history K001").says(expect![[r#"
        Anna Jansen (K001)  as of 2026-11-21

        id  date        kind     points  balance  about                              good through  by
        ───────────────────────────────────────────────────────────────────────────────────────────────
         1  2026-11-19  earn        +20       20  F1                                               till
         3  2026-11-19  earn         +2       22  F1                                               till
         2  2026-11-21  reverse     -20        2  F1; a zero too many; took 20 of 1                till
         4  2026-11-21  reverse      -2        0  F1; wrong till; took 2 of 3                      till
    "#]]);
    shop.run("log --limit 3").says(expect![[r#"
        id  recorded at               by    action           customer  about
        ──────────────────────────────────────────────────────────────────────────────────
         8  <------- moment ------->  till  invoice correct  K002      F1; it was right
         7  <------- moment ------->  till  invoice void     K001      F1; wrong till
         6  <------- moment ------->  till  invoice correct  K001      F1; a zero too many

        3 of 8; the next with `--after 6`
    "#]]);
}

/// A credit note is its invoice's customer's, whoever that becomes.
#[test]
fn a_credit_note_goes_with_its_invoice() {
    let shop = Shop::new();
    shop.json("settings set --earn spend-total");
    shop.json("customer add --ref K1 --name Anna");
    shop.json("customer add --ref K2 --name Bram");
    let credit = "F1,2026-11-02,K1,50.00,\nC1,2026-11-03,K1,-20.00,F1\n";
    shop.file("till.csv", &format!("invoice,date,customer,amount,refers_to\n{credit}"));
    shop.json("import csv till.csv");
    assert_eq!(shop.json("customer balance K1")["points"], 3);
    shop.json("invoice assign F1 K2");
    assert_eq!(shop.json("invoice show C1")["invoice"]["customer"], "K2");
    assert_eq!(shop.json("invoice list --customer K1")["total"], 0);
    assert_eq!(
        (shop.json("customer balance K1")["points"].clone(), shop.json("customer balance K2")["points"].clone()),
        (0.into(), 3.into())
    );
    // What happened since makes no conflict.
    assert_eq!(shop.json("import csv till.csv")["invoices"]["unchanged"], 2);
    assert_eq!(shop.run("db check").exit, 0);
    // It is given away with its invoice only.
    shop.run("invoice assign C1 K1").fails(
        5,
        expect![[r#"
        error: credit note `C1` stays with invoice `F1`, which it refers to
        hint: give that one to somebody else with `loyalty invoice assign F1 K1`
    "#]],
    );
    shop.json("import undo 1 --yes");
    assert_eq!(shop.run("db check").exit, 0);
}
