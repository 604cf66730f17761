//! What comes after a merge is as if there had always been one customer.

use serde_json::json;

use super::{is_sound, merged, points, shop};
use crate::shop::Shop;

#[test]
fn a_refund_a_return_and_a_void_find_the_points() {
    let shop = shop();
    merged(&shop);
    let refund = shop.json("invoice refund B1 --amount 50.00 --key r1");
    assert_eq!(refund["points"], json!({ "reversed": 5, "returned": 0, "balance": 15 }));
    assert_eq!(shop.json("invoice refund B1 --amount 50.00 --key r1")["status"], "unchanged");
    is_sound(&shop);
    // The four that were spent before go back where they were taken, with their last day.
    shop.json("points return 1");
    assert_eq!(shop.json("points return 1")["status"], "unchanged");
    assert_eq!(shop.json("customer balance K1")["expiring"][0], json!({ "on": "2027-01-05", "points": 10 }));
    is_sound(&shop);
    shop.json("invoice void B1 --reason wrong");
    let balance = shop.json("customer balance K1");
    assert_eq!(
        (&balance["points"], &balance["lifetime_points"], &balance["card"]["collected"]),
        (&json!(9), &json!(9), &json!(2))
    );
    assert_eq!(shop.json("invoice explain B1")["schema"], "loyalty.explain/1");
    is_sound(&shop);
}

#[test]
fn a_credit_note_takes_what_either_earned() {
    let shop = shop();
    merged(&shop);
    shop.json("points redeem K1 --points 20 --reason all");
    shop.json("invoice record --number C1 --customer K1 --line service:Knippen@-500.00");
    assert_eq!(points(&shop, "K1"), -24);
    shop.json("invoice void C1 --reason wrong");
    assert_eq!(points(&shop, "K1"), 0);
    is_sound(&shop);
}

#[test]
fn points_run_out_when_they_would_have() {
    let mut shop = shop();
    merged(&shop);
    shop.on("2027-01-06");
    assert_eq!(points(&shop, "K2"), 9);
    assert_eq!(shop.json("points expire")["points"], 11);
    assert_eq!(shop.json("points expire")["points"], 0);
    assert_eq!(points(&shop, "K2"), 9);
    is_sound(&shop);
    assert_eq!(shop.json("invoice refund B1 --all")["points"]["reversed"], 4);
    is_sound(&shop);
}

#[test]
fn what_was_asked_before_can_be_asked_again() {
    let shop = shop();
    shop.json("points adjust K2 +5 --reason sorry --key a1");
    shop.json("invoice record --number N1 --total 20.00");
    shop.json("invoice assign N1 K2");
    shop.json("card adjust K2 +1 --reason lost --key c1");
    merged(&shop);
    for line in [
        "points adjust K2 +5 --reason sorry --key a1",
        "points redeem K2 --points 4 --reason cup --key cup-1",
        "card adjust K2 +1 --reason lost --key c1",
        "invoice record --number B1 --customer K2 --date 2026-01-05 --total 150.00",
        "invoice record --number A1 --customer K1 --date 2026-02-10 --total 40.00",
        "invoice record --number N1 --customer K2 --total 20.00",
    ] {
        assert_eq!(shop.json(line)["status"], "unchanged", "{line}");
    }
    assert_eq!(shop.error("points adjust K1 +6 --reason sorry --key a1")["code"], "key_conflict");
    assert_eq!(points(&shop, "K1"), 27);
}

/// A till's file with invoices of K1 and K2.
const FILE: &str = "\
invoice,date,customer,name,amount
F1,2026-04-01,K1,Anna Jansen,100.00
F2,2026-04-02,K2,A. Jansen,70.00
F3,2026-05-02,K2,A. Jansen,-20.00
";

#[test]
fn an_import_is_undone_and_taken_in_again() {
    let shop = shop();
    shop.file("till.csv", FILE).json("import csv till.csv");
    merged(&shop);
    assert_eq!(points(&shop, "K1"), 35);
    let again = shop.json("import csv till.csv");
    assert_eq!((&again["status"], &again["invoices"]["unchanged"]), (&json!("unchanged"), &json!(3)));

    let past = shop.json("report liability --at 2026-01-20");
    shop.json("import undo 1 --yes");
    is_sound(&shop);
    assert_eq!(points(&shop, "K1"), 20);
    assert_eq!(shop.json("customer balance K1 --at 2026-04-10")["points"], 9);
    assert_eq!(shop.json("report liability --at 2026-06-01")["points"], 24);
    assert_eq!(shop.json("report liability --at 2026-01-20"), past);
    let period = shop.json("report rollforward --from 2026-04-01 --to 2026-06-01");
    assert_eq!((&period["earned"], &period["reversed"], &period["transferred"]), (&json!(0), &json!(0), &json!(0)));

    assert_eq!(shop.json("import csv till.csv")["customers"]["created"], 0);
    is_sound(&shop);
    assert_eq!(points(&shop, "K1"), 35);
}

#[test]
fn points_of_an_import_that_the_other_spent_are_told() {
    let shop = shop();
    shop.file("till.csv", FILE).json("import csv till.csv");
    merged(&shop);
    shop.json("points redeem K1 --points 30 --reason all");
    let refused = shop.error("import undo 1 --yes");
    assert_eq!((&refused["code"], &refused["details"]["customers"][0]["ref"]), (&json!("in_use"), &json!("K1")));
    shop.json("import undo 1 --yes --allow-negative");
    is_sound(&shop);
    assert_eq!(points(&shop, "K1"), -10);
}

#[test]
fn an_older_file_is_walked_as_one() {
    let (apart, together) = (shop(), shop());
    for shop in [&apart, &together] {
        shop.json("settings set --expire-after 3m --from 2026-01-01");
    }
    let file = "invoice,date,customer,amount\nF1,2026-03-01,K2,300.00\nF2,2026-04-01,K2,-100.00\n";
    apart.file("old.csv", file).json("import csv old.csv");
    merged(&apart);
    merged(&together);
    together.file("old.csv", file).json("import csv old.csv");
    is_sound(&together);
    for at in ["2026-11-21", "2027-02-01"] {
        let [one, other] = [&apart, &together].map(|shop| shop.json(&format!("customer balance K1 --at {at}")));
        assert_eq!((&one["points"], &one["expiring"]), (&other["points"], &other["expiring"]), "{at}");
    }
}

#[test]
fn what_was_brought_is_brought_once() {
    let shop = Shop::new();
    shop.json("settings set --per 10.00");
    let file = "ref,name,email,points,points_date\nK1,Anna,,10,2026-05-01\nK2,Ans,ans@example.nl,24,2026-06-01\n";
    shop.file("old.csv", file).json("import customers old.csv");
    merged(&shop);
    assert_eq!(shop.json("import customers old.csv")["status"], "unchanged");
    assert_eq!(points(&shop, "K1"), 34);
    // What K2 had bought before is in its balance; what K1 bought after its own is not.
    shop.file("till.csv", "invoice,date,customer,amount\nF1,2026-05-20,K1,100.00\nF2,2026-05-20,K2,100.00\n");
    let taken = shop.json("import csv till.csv");
    assert_eq!((&taken["covered"], &taken["points"]["earned"]), (&json!(1), &json!(10)));
    shop.json("import undo 1 --yes");
    is_sound(&shop);
    assert_eq!(points(&shop, "K1"), 10);
}
