//! Lists that are taken in again: what a shop writes gives the same shop. Random ones are in `model::list`.

use serde_json::{Value, json};

use crate::shop::Shop;

/// Takes the list of one shop into another.
fn moved(from: &Shop, into: &Shop) -> Value {
    let list = from.run("invoice list --lines --format csv").stdout;
    into.file("list.csv", &list).json("import csv list.csv")
}

fn net(shop: &Shop, number: &str) -> i64 {
    let points = shop.json(&format!("invoice show {number}"))["points"].take();
    points["earned"].as_i64().unwrap() - points["reversed"].as_i64().unwrap()
}

#[test]
fn a_piece_made_free_is_no_paid_piece_there_either() {
    let [one, other] = [Shop::new(), Shop::new()];
    for shop in [&one, &other] {
        shop.json("settings set --earn per-product");
    }
    one.json("customer add --ref K1 --name Anna");
    one.json("points adjust K1 +10 --reason sorry");
    one.json("reward add --name Free --cost 5 --free-item kind:product");
    one.json("invoice record --number F1 --customer K1 --line product:Wax@14.00x2 --redeem Free");
    one.json("invoice record --number F2 --customer K1 --line product:Wax@14.00x3 --redeem Free");
    one.json("invoice refund F2 --line 1:1 --reason wrong");
    let taken = moved(&one, &other);
    assert_eq!((&taken["invoices"]["new"], &taken["amount"]["new"]), (&json!(3), &json!("32.67")));
    assert_eq!([net(&one, "F1"), net(&one, "F2")], [1, 1]);
    assert_eq!([net(&other, "F1"), net(&other, "F2")], [1, 1]);
    let list = |shop: &Shop| shop.run("invoice list --lines --format csv").stdout;
    assert_eq!(list(&one).lines().count(), 6);
    assert_eq!(list(&one), list(&other));
}

#[test]
fn what_reads_both_ways_elsewhere_is_plain_in_a_list_of_ours() {
    let [one, other] = [Shop::new(), Shop::new()];
    one.json("customer add --ref 1.0 --name \"=1+1\" --phone 0612345678");
    one.json("invoice record --number 12E+5 --customer 1.0 --line \"other:'t@1.0000x1.125#2.0\" --date 2026-03-02");
    moved(&one, &other);
    let line = other.json("invoice show 12E+5")["invoice"].take();
    assert_eq!((&line["customer"], &line["total"]), (&json!("1.0"), &json!("1.13")));
    assert_eq!((&line["lines"][0]["quantity"], &line["lines"][0]["sku"]), (&json!("1.125"), &json!("2.0")));
    let third = Shop::new();
    third.file("c.csv", &one.run("customer list --format csv").stdout).json("import customers c.csv");
    let [told, want] = [&third, &one].map(|shop| shop.json("customer list")["items"][0].take());
    assert_eq!((&told["ref"], &told["name"], &told["phone"]), (&want["ref"], &want["name"], &want["phone"]));
}

#[test]
fn a_balance_below_zero_stays_what_it_is() {
    let [one, other] = [Shop::new(), Shop::new()];
    one.json("customer add --ref K1 --name Anna");
    one.json("customer add --ref K2 --name Bram");
    one.json("points adjust K1 -30 --reason slip --allow-negative");
    one.json("points adjust K2 +12 --reason sorry");
    other.file("c.csv", &one.run("customer list --format csv").stdout);
    let taken = other.json("import customers c.csv --map points=balance");
    assert_eq!(taken["points"], json!({ "opened": 12, "owed": 30 }));
    assert_eq!(other.json("customer balance K1")["points"], -30);
    let entry = other.json("points history K1")["items"][0].take();
    assert_eq!((&entry["kind"], &entry["reason"]), (&json!("adjust"), &json!("brought from `opening`")));
    assert_eq!(other.json("import customers c.csv --map points=balance")["status"], "unchanged");
    assert_eq!(other.json("db check")["findings"], json!([]));
    assert_eq!(other.json("import undo 1 --yes")["points"]["taken_back"], -18);
    assert_eq!(other.json("customer list")["total"], 0);
}

#[test]
fn a_list_taken_in_where_it_comes_from_changes_nothing() {
    let shop = Shop::new();
    shop.json("customer add --ref K1 --name Anna");
    shop.json("invoice record --number F1 --customer K1 --line service:Cut@35.00 --line product:Wax@15.00");
    shop.json("invoice record --number F2 --customer K1 --line service:Cut@35.00 --unpaid --date 2026-10-01");
    shop.json("invoice pay F2 --date 2026-11-01");
    shop.json("invoice refund F1 --amount 10.00");
    shop.json("invoice refund F1 --line 2");
    let report = moved(&shop, &shop);
    assert_eq!((&report["status"], &report["invoices"]["unchanged"]), (&json!("unchanged"), &json!(4)));
    let other = std::fs::read_to_string(shop.path("list.csv")).unwrap().replace("-10.00", "-11.00");
    let refused = shop.file("other.csv", &other).error("import csv other.csv");
    assert_eq!(refused["details"]["errors"][0]["invoice"], "F1-R1");
}

#[test]
fn an_invoice_paid_later_is_awarded_on_the_day_it_was_paid() {
    let [one, other] = [Shop::new(), Shop::new()];
    for shop in [&one, &other] {
        shop.json("settings set --earn spend-total --per 10.00 --from 2026-01-01");
        shop.json("settings set --points 3 --from 2026-06-01");
    }
    one.json("customer add --ref K1 --name Anna");
    one.json("invoice record --number F1 --customer K1 --total 50.00 --unpaid --date 2026-05-01");
    one.json("invoice pay F1 --date 2026-06-02");
    moved(&one, &other);
    assert_eq!([net(&one, "F1"), net(&other, "F1")], [15, 15]);
    let entry = other.json("points history K1")["items"][0].take();
    assert_eq!(entry["date"], "2026-06-02");
    let file = "invoice,date,amount,status,paid_on\nF9,2026-05-01,1.00,unpaid,2026-06-01\nF8,2026-05-01,1.00,paid,2027-01-01\n";
    let refused = other.file("a.csv", file).error("import csv a.csv");
    let codes: Vec<_> = refused["details"]["errors"].as_array().unwrap().iter().map(|error| &error["code"]).collect();
    assert_eq!(codes, ["conflict", "future_date"]);
}
