//! The same number twice: once, a step further, or a conflict.

use expect_test::expect;

use super::{TICKET, salon};

#[test]
fn the_same_number_twice_is_once() {
    let shop = salon();
    let record = format!("invoice record --number F1 --customer K001 {TICKET}");
    assert_eq!(shop.json(&record)["status"], "recorded");
    let again = shop.json(&record);
    assert_eq!((&again["status"], &again["points"]["balance"]), (&"unchanged".into(), &7.into()));
    // Lines in any order, and fields that are not given, are no other content.
    let turned = "invoice record --number F1 --line discount:Actie@-10.00 --line gift-card:Bon@25.00 \
                  --line product:Shampoo@12.50x2#SH-01+haircare --line service:Knippen@35.00";
    assert_eq!(shop.json(turned)["status"], "unchanged");
    assert_eq!(shop.json("log --limit 1")["items"][0]["action"], "invoice record");
    assert_eq!(shop.json("log")["total"], 5);
}

#[test]
fn a_name_that_is_not_given_again_is_not_compared() {
    let shop = salon();
    shop.json("invoice record --number A --customer K001 --total 10.00");
    shop.json("invoice record --number B --customer K001 --line service:Knippen@10.00");
    shop.file("kinds.csv", "invoice,date,customer,kind,amount\nB,2026-11-21,K001,service,10.00\n");
    shop.file("amounts.csv", "invoice,date,customer,amount\nA,2026-11-21,K001,10.00\nC,2026-11-21,K001,10.00\n");
    let counts = |file: &str| {
        let invoices = shop.json(&format!("import csv {file}"))["invoices"].take();
        (invoices["new"].clone(), invoices["unchanged"].clone())
    };
    assert_eq!(counts("kinds.csv"), (0.into(), 1.into()));
    assert_eq!(counts("amounts.csv"), (1.into(), 1.into()));
    assert_eq!(shop.json("invoice record --number C --customer K001 --total 10.00")["status"], "unchanged");
    assert_eq!(shop.error("invoice record --number C --line service:Knippen@10.00")["code"], "invoice_conflict");
}

#[test]
fn another_content_is_a_conflict_that_shows_both() {
    let shop = salon();
    shop.json(
        "invoice record --number F1 --customer K001 --line service:Knippen@35.00 --line product:Wax@12.50x2#W+hair",
    );
    shop.run("invoice record --number F1 --customer K001 --total 60.00 --date 2026-11-20").fails(5, expect![[r#"
        error: invoice `F1` is recorded otherwise: date `2026-11-21`, not `2026-11-20`; lines `service Knippen 35.00` and `product Wax #W +hair ×2 25.00`, not `other Total 60.00`
        hint: see it with `loyalty invoice show F1`; put it right with `loyalty invoice correct F1 --reason TEXT …`
    "#]]);
    shop.run("invoice record --number F1 --customer K002 --line service:Knippen@35.00 --line product:Wax@12.50x3#W+hair --json")
        .fails(5, expect![[r#"
            {"schema":"loyalty.error/1","error":{"code":"invoice_conflict","exit":5,"message":"invoice `F1` is recorded otherwise: customer `K001`, not `K002`; lines `product Wax #W +hair ×2 25.00`, not `product Wax #W +hair ×3 37.50`","hints":["see it with `loyalty invoice show F1`; put it right with `loyalty invoice correct F1 --reason TEXT …`"],"retryable":false,"details":{"number":"F1","fields":[{"field":"customer","recorded":"K001","asked":"K002"},{"field":"lines","recorded":[{"kind":"service","name":"Knippen","sku":null,"category":null,"quantity":"1","unit_price":"35.00","amount":"35.00"},{"kind":"product","name":"Wax","sku":"W","category":"hair","quantity":"2","unit_price":"12.50","amount":"25.00"}],"asked":[{"kind":"service","name":"Knippen","sku":null,"category":null,"quantity":"1","unit_price":"35.00","amount":"35.00"},{"kind":"product","name":"Wax","sku":"W","category":"hair","quantity":"3","unit_price":"12.50","amount":"37.50"}]}]}}}
        "#]]);
    shop.run("invoice record --number F1 --unpaid --time 10:00 --line service:Knippen@35.00 --line product:Wax@12.50x2#W+hair")
        .fails(5, expect![[r#"
            error: invoice `F1` is recorded otherwise: time none, not `10:00`; paid `true`, not `false`
            hint: see it with `loyalty invoice show F1`; put it right with `loyalty invoice correct F1 --reason TEXT …`
        "#]]);
    shop.json("invoice record --number F2 --customer K001 --total 200.00");
    shop.json("invoice record --number F3 --customer K001 --total 20.00 --pay-points 10");
    shop.run("invoice record --number F3 --customer K001 --total 20.00 --pay-points 20").fails(
        5,
        expect![[r#"
        error: invoice `F3` is recorded otherwise: pay_points `10`, not `20`
        hint: see it with `loyalty invoice show F3`; put it right with `loyalty invoice correct F3 --reason TEXT …`
    "#]],
    );
    shop.run("invoice record --number F3 --customer K001 --total 20.00 --redeem \"5 euro\"").fails(
        5,
        expect![[r#"
        error: invoice `F3` is recorded otherwise: redeem none, not `5 euro`
        hint: see it with `loyalty invoice show F3`; put it right with `loyalty invoice correct F3 --reason TEXT …`
    "#]],
    );
    shop.json("points adjust K001 +20 --reason welcome");
    shop.json("invoice record --number F4 --customer K001 --total 50.00 --redeem \"5 euro\" --redeem \"5 euro\"");
    shop.run("invoice record --number F4 --customer K001 --total 50.00 --redeem \"5 euro\"").fails(
        5,
        expect![[r#"
        error: invoice `F4` is recorded otherwise: redeem `5 euro` and `5 euro`, not `5 euro`
        hint: see it with `loyalty invoice show F4`; put it right with `loyalty invoice correct F4 --reason TEXT …`
    "#]],
    );
    shop.json("invoice record --number F5 --line product:Gum@0.333x3 --line product:Wax@9.00");
    shop.run("invoice record --number F5 --line product:Gum@0.3333x3 --line product:Wax@9.00")
        .fails(5, expect![[r#"
            error: invoice `F5` is recorded otherwise: lines `product Gum ×3 1.00 at 0.333 each`, not `product Gum ×3 1.00 at 0.3333 each`
            hint: see it with `loyalty invoice show F5`; put it right with `loyalty invoice correct F5 --reason TEXT …`
        "#]]);
    shop.run("invoice record --number F5 --line product:Wax@9.00").fails(
        5,
        expect![[r#"
        error: invoice `F5` is recorded otherwise: lines with one more, `product Gum ×3 1.00`
        hint: see it with `loyalty invoice show F5`; put it right with `loyalty invoice correct F5 --reason TEXT …`
    "#]],
    );
    let many: String = (0..6).map(|n| format!(" --line product:P{n}@1.00")).collect();
    shop.run(&format!("invoice record --number F2{many}")).fails(5, expect![[r#"
        error: invoice `F2` is recorded otherwise: lines `other Total 200.00`, not `product P0 1.00` and `product P1 1.00` and `product P2 1.00` and 3 more
        hint: see it with `loyalty invoice show F2`; put it right with `loyalty invoice correct F2 --reason TEXT …`
    "#]]);
}

#[test]
fn an_invoice_is_brought_further() {
    let mut shop = salon();
    shop.on("2026-11-10").run("invoice record --number F1 --total 20.00 --unpaid").says(expect![[r#"
        F1  2026-11-10  recorded

        #  kind   name   quantity  amount  after discount
        ─────────────────────────────────────────────────
        1  other  Total         1   20.00           20.00

        total: 20.00 EUR
        unpaid: points and cards count once it is paid
    "#]]);
    assert_eq!(shop.json("invoice record --number F1 --total 20.00 --customer K001 --unpaid")["status"], "updated");
    shop.run("invoice record --number F1 --total 20.00 --customer K001").says(expect![[r#"
        F1  2026-11-10  updated
        customer: K001

        #  kind   name   quantity  amount  after discount
        ─────────────────────────────────────────────────
        1  other  Total         1   20.00           20.00

        total:  20.00 EUR
        points: 2 earned, balance 2
    "#]]);
    assert_eq!(shop.json("invoice record --number F1 --total 20.00 --unpaid")["status"], "unchanged");
    assert_eq!(shop.json("invoice record --number F1 --total 20.00")["status"], "unchanged");
    assert_eq!(shop.error("invoice record --number F1 --total 20.00 --customer K002")["code"], "invoice_conflict");
    shop.on("2026-11-21").json("invoice assign F1 K002");
    // What happened since is no other content.
    assert_eq!(shop.json("invoice record --number F1 --total 20.00 --customer K001")["status"], "unchanged");
    assert_eq!(shop.json("customer balance K002")["points"], 2);
}

#[test]
fn paid_already_it_takes_no_other_reward() {
    let shop = salon();
    shop.json("points adjust K001 +30 --reason welcome");
    let unpaid = "invoice record --number F1 --customer K001 --total 20.00 --unpaid";
    shop.json(unpaid);
    assert_eq!(shop.error(&format!("{unpaid} --pay-points 20"))["code"], "usage");
    shop.json("invoice pay F1 --pay-points 20");
    // What was asked then, or nothing, is the same payment again.
    assert_eq!(shop.json("invoice pay F1 --pay-points 20")["status"], "unchanged");
    assert_eq!(shop.json("invoice pay F1")["status"], "unchanged");
    assert_eq!(
        shop.json("invoice record --number F1 --customer K001 --total 20.00 --pay-points 20")["status"],
        "unchanged"
    );
    for asked in ["pay F1", "record --number F1 --customer K001 --total 20.00"] {
        shop.run(&format!("invoice {asked} --redeem \"5 euro\"")).fails(
            5,
            expect![[r#"
            error: invoice `F1` is recorded otherwise: redeem none, not `5 euro`
            hint: see it with `loyalty invoice show F1`; put it right with `loyalty invoice correct F1 --reason TEXT …`
        "#]],
        );
    }
}

#[test]
fn paid_already_it_is_paid_on_no_other_day() {
    let shop = salon();
    shop.json("invoice record --number F1 --customer K001 --total 20.00 --unpaid --date 2026-11-10");
    shop.json("invoice pay F1 --date 2026-11-12");
    let record = "record --number F1 --total 20.00";
    for same in ["pay F1", "pay F1 --date 2026-11-12", record, &format!("{record} --paid-on 2026-11-12")] {
        assert_eq!(shop.json(&format!("invoice {same}"))["status"], "unchanged", "{same}");
    }
    for other in ["pay F1 --date 2026-11-13", &format!("{record} --paid-on 2026-11-13")] {
        shop.run(&format!("invoice {other}")).fails(
            5,
            expect![[r#"
            error: invoice `F1` is recorded otherwise: paid_on `2026-11-12`, not `2026-11-13`
            hint: see it with `loyalty invoice show F1`; put it right with `loyalty invoice correct F1 --reason TEXT …`
        "#]],
        );
    }
    assert_eq!(shop.json("invoice show F1")["invoice"]["paid_on"], "2026-11-12");
}

#[test]
fn the_hint_can_be_run_whatever_the_number() {
    let shop = salon();
    shop.json("invoice record --number \"Bon 7's\" --total 10.00");
    shop.run("invoice record --number \"Bon 7's\" --total 11.00").fails(5, expect![[r#"
        error: invoice `Bon 7's` is recorded otherwise: lines `other Total 10.00`, not `other Total 11.00`
        hint: see it with `loyalty invoice show 'Bon 7'\''s'`; put it right with `loyalty invoice correct 'Bon 7'\''s' --reason TEXT …`
    "#]]);
}

#[test]
fn a_reward_is_known_by_its_name_whatever_its_case() {
    let shop = salon();
    shop.json("points adjust K001 +50 --reason welcome");
    let record = "invoice record --number F1 --customer K001 --total 20.00 --redeem";
    assert_eq!(shop.json(&format!("{record} \"5 EURO\""))["invoice"]["total"], "15.00");
    assert_eq!(shop.json(&format!("{record} \"5  euro\""))["status"], "unchanged");
    assert_eq!(shop.json("points redeem K001 --reward \"5 Euro\"")["entry"]["points"], -10);
    assert_eq!(shop.json("reward add --name \"5 Euro\" --cost 10 --amount-off 5.00")["status"], "unchanged");
    shop.run("reward add --name \"5 Euro\" --cost 20 --amount-off 5.00").fails(
        5,
        expect![[r#"
        error: there is another reward `5 euro`
        hint: take it out first with `loyalty reward retire '5 euro'`
    "#]],
    );
    assert_eq!(shop.json("reward retire \"5 EURO\"")["reward"]["name"], "5 euro");
    assert_eq!(shop.json("reward retire \"5 EURO\"")["status"], "unchanged");
}
