//! An import that is taken back takes what it did to cards along.

use super::imports::{THREE, auto, events, saving, take_in};
use super::*;

/// Everything that cards say of a customer, without what numbers events.
fn cards(shop: &Shop, customer: &str) -> Value {
    let said = shop.run(&format!("--json card show {customer}"));
    serde_json::from_str(if said.exit == 0 { &said.stdout } else { &said.stderr }).expect("JSON")
}

#[test]
fn import_undo_import_is_one_import() {
    let rows = "F3,2025-03-03,K1,50.00,\nF1,2025-03-01,K1,50.00,\nF2,2025-03-02,K1,50.00,\nF4,2025-03-04,K3,50.00,\n\
                R1,2025-03-05,K1,-50.00,F1\nF5,2025-03-06,K1,50.00,\nC1,2025-03-07,K3,-5.00,\n";
    for (flags, before) in [
        ("", &[][..]),
        ("--rewards keep", &[]),
        ("", &["card add K1 --scheme Stempelkaart --collected 1 --reason papier"]),
        ("--rewards keep", &["invoice record --number T1 --customer K1 --total 20.00"]),
        ("--rewards waive", &["invoice record --number T1 --customer K1 --total 20.00", "invoice void T1 --reason x"]),
    ] {
        let shop = auto(2, "--max-per-day 1");
        for line in before {
            shop.json(line);
        }
        let start = cards(&shop, "K1");
        let first = take_in(&shop, ",refers_to", rows, flags);
        let (once, other) = (cards(&shop, "K1"), cards(&shop, "K3"));
        let undone = shop.json("import undo 1 --yes");
        assert_eq!(undone["cards"], first["cards"]["opened"], "{before:?}");
        assert_eq!(cards(&shop, "K1"), start, "{before:?}");
        assert_eq!(shop.error("card show K3")["code"], "customer_not_found");
        assert_eq!(shop.run("db check").exit, 0);
        let again = shop.json(&format!("import csv a.csv {flags}"));
        assert_eq!((&again["cards"], &again["points"]), (&first["cards"], &first["points"]), "{before:?}");
        assert_eq!((cards(&shop, "K1"), cards(&shop, "K3")), (once, other), "{before:?}");
        assert_eq!(shop.run("db check").exit, 0);
    }
}

#[test]
fn what_became_of_its_invoices_goes_with_them() {
    let shop = auto(3, "--from 2025-01-01");
    take_in(
        &shop,
        ",status",
        "F1,2025-03-01,K1,50.00,paid\nF2,2025-03-02,K1,50.00,unpaid\nF3,2025-03-02,,9.00,paid\n",
        "",
    );
    for line in ["invoice pay F2", "invoice assign F3 K2", "invoice refund F1 --all", "invoice void F2 --reason x"] {
        shop.json(line);
    }
    assert_eq!((stand(&shop, "K1").0, stand(&shop, "K2").0), (json!(0), json!(1)));
    assert_eq!(shop.json("import undo 1 --yes")["cards"], 2);
    for customer in ["K1", "K2"] {
        assert_eq!(shop.error(&format!("card show {customer}"))["code"], "card_not_found");
    }
    assert_eq!(shop.run("db check").exit, 0);
}

#[test]
fn what_others_brought_stays() {
    let shop = auto(5, "--from 2025-01-01");
    take_in(&shop, "", THREE, "");
    ticket(&shop, "T1", "K1", "");
    assert_eq!(shop.json("import undo 1 --yes")["cards"], 0);
    assert_eq!(stand(&shop, "K1").0, 1);
    assert_eq!(events(&shop, "K1")[5..], ["reversed F3 -1", "reversed F1 -1", "reversed F2 -1"]);
    // A ticket of the till that the import made due waits no more; used, it would be in the way.
    let shop = auto(4, "--from 2025-01-01");
    take_in(&shop, "", THREE, "");
    ticket(&shop, "T1", "K1", "--keep-rewards");
    assert_eq!(stand(&shop, "K1").1, 1);
    shop.json("import undo 1 --yes");
    assert_eq!(stand(&shop, "K1"), (json!(1), 0));
    assert_eq!(shop.run("db check").exit, 0);
}

#[test]
fn used_rewards_and_corrections_are_in_the_way() {
    for (line, event) in [
        ("card adjust K1 +1 --reason x", "adjusted"),
        ("card adjust K1 -1 --reason x --invoice F3", "adjusted"),
        ("card redeem K1 Korting", "reward-redeemed"),
        ("invoice record --number T1 --customer K1 --total 20.00", "reward-applied"),
    ] {
        let shop = auto(2, "--from 2025-01-01");
        take_in(&shop, "", THREE, "");
        shop.json(line);
        let refused = shop.error("import undo 1 --yes");
        assert_eq!((&refused["code"], &refused["exit"]), (&json!("in_use"), &json!(5)), "{line}");
        let reward = if event == "adjusted" { Value::Null } else { json!("Korting") };
        let want = json!({ "ref": "K1", "name": "Anna", "event": event, "reward": reward });
        assert_eq!(refused["details"]["cards"][0], want, "{line}");
        shop.json("import undo 1 --yes --allow-negative");
        assert_eq!(shop.run("db check").exit, 0, "{line}");
    }
    // One that the till reached with what the import had brought.
    let shop = auto(4, "--from 2025-01-01");
    take_in(&shop, "", THREE, "");
    assert_eq!(ticket(&shop, "T1", "K1", "")["invoice"]["total"], "40.00");
    assert_eq!(shop.error("import undo 1 --yes")["details"]["cards"][0]["event"], "reward-applied");
    // Given back since, it is in nobody's way.
    shop.json("invoice void T1 --reason x");
    shop.json("import undo 1 --yes");
    assert_eq!(stand(&shop, "K1").0, 0);
}

#[test]
fn what_it_did_to_invoices_that_were_there_is_undone() {
    let shop = saving();
    shop.json("invoice record --number F1 --customer K1 --total 120.00");
    take_in(&shop, ",refers_to", "R1,2026-11-21,K1,-30.00,F1\n", "");
    assert_eq!(stand(&shop, "K1"), (json!("90.00"), 0));
    shop.json("import undo 1 --yes");
    assert_eq!(stand(&shop, "K1"), (json!("20.00"), 1));
    assert_eq!(shop.run("db check").exit, 0);

    // A void, a payment and a gift to somebody: each as it was, and each can be done again.
    let shop = auto(2, "");
    ticket(&shop, "F1", "K1", "");
    ticket(&shop, "F2", "K1", "");
    shop.json("invoice record --number F3 --customer K2 --total 50.00 --unpaid");
    shop.json("invoice record --number F4 --total 50.00");
    let void =
        "F2,2026-11-21,K1,50.00,Total,void\nF3,2026-11-21,K2,50.00,Total,paid\nF4,2026-11-21,K2,50.00,Total,paid\n";
    for _ in 0..2 {
        let report = take_in(&shop, ",item,status", void, "");
        assert_eq!(report["invoices"]["updated"], 3);
        assert_eq!((stand(&shop, "K1"), stand(&shop, "K2")), ((json!(1), 0), (json!(0), 1)));
        let id = report["import"].as_i64().expect("a number");
        assert_eq!(shop.json(&format!("import undo {id} --yes"))["restored"], 3);
        assert_eq!(stand(&shop, "K1"), (json!(0), 0));
        assert_eq!(shop.error("card show K2")["code"], "card_not_found");
        assert_eq!(shop.run("db check").exit, 0);
    }
    // The reward of the voided ticket is used on it again: its void gives it back.
    shop.json("invoice void F2 --reason x");
    assert_eq!(ticket(&shop, "F5", "K1", "")["invoice"]["total"], "40.00");
    shop.json("invoice void F4 --reason x");
    assert_eq!(shop.run("db check").exit, 0);
}

#[test]
fn two_imports_on_one_card_are_undone_in_any_order() {
    for order in [[1, 2], [2, 1]] {
        let shop = auto(2, "--from 2025-01-01");
        take_in(&shop, "", THREE, "");
        take_in(&shop, ",refers_to", "F4,2025-04-01,K1,50.00,\nR1,2025-04-02,K1,-50.00,F1\n", "");
        assert_eq!(stand(&shop, "K1"), (json!(1), 1));
        for id in order {
            shop.json(&format!("import undo {id} --yes"));
            assert_eq!(shop.run("db check").exit, 0, "{order:?}");
        }
        assert_eq!(shop.error("card show K1")["code"], "card_not_found", "{order:?}");
    }
}
