//! Points that came back with a credit note, when that is voided.

use serde_json::{Value, json};

use crate::shop::Shop;

/// Anna (K1) with 100 points that end on 31 March and a ticket of 50.00 of which 50 points paid 2.50: 97 points are left.
/// A credit note of 20.00 takes 20 of the 47 that the ticket earned, and returns 21.
fn credited() -> Shop {
    let mut shop = Shop::new();
    shop.on("2026-03-01").json("settings set --per 1.00 --point-value 0.05 --expire-after 30d");
    shop.json("customer add --ref K1 --name Anna");
    shop.json("points adjust K1 +100 --reason hello");
    shop.json("invoice record --number A1 --customer K1 --line service:Cut@50.00 --pay-points 50");
    credit(shop.on("2026-03-20"), "C1", "20.00");
    shop
}

fn credit(shop: &Shop, number: &str, amount: &str) {
    let lines = json!([{ "kind": "service", "name": "Cut", "amount": format!("-{amount}") }]);
    let note = json!({ "number": number, "refers_to": "A1", "lines": lines });
    shop.file("credit.json", &note.to_string()).json("invoice record --input credit.json");
}

fn balance(shop: &Shop) -> Value {
    shop.json("customer balance K1")["points"].take()
}

/// What `db check` finds.
fn wrong(shop: &Shop) -> Value {
    shop.json("db check")["findings"].take()
}

/// The newest entries of the ledger, as they were written.
fn last_entries(shop: &Shop, count: usize) -> Vec<(String, i64)> {
    let list = shop.json("points list");
    let items = list["items"].as_array().expect("a list");
    let row = |row: &Value| (row["kind"].as_str().unwrap().to_owned(), row["points"].as_i64().unwrap());
    items[items.len() - count..].iter().map(row).collect()
}

fn rows(rows: &[(&str, i64)]) -> Vec<(String, i64)> {
    rows.iter().map(|(kind, points)| ((*kind).to_owned(), *points)).collect()
}

#[test]
fn what_had_run_out_is_not_charged() {
    let mut shop = credited();
    assert_eq!((balance(&shop), balance(shop.on("2026-04-15"))), (json!(98), json!(0)));
    shop.json("invoice void C1 --reason oops");
    assert_eq!(balance(&shop), json!(0));
    assert_eq!(last_entries(&shop, 4), rows(&[("expire", -71), ("expire", -27), ("reverse", 20), ("expire", -20)]));
    assert_eq!(wrong(&shop), json!([]));
    // They are not returned once more either: all that is left of the 50 are 29, and they are over.
    shop.json("invoice refund A1 --all");
    assert_eq!(shop.json("invoice show A1")["points"]["returned"], 50);
    assert_eq!((balance(&shop), wrong(&shop)), (json!(0), json!([])));
}

#[test]
fn what_is_still_there_is_spent_again() {
    let shop = credited();
    shop.json("invoice void C1 --reason oops");
    assert_eq!(last_entries(&shop, 2), rows(&[("reverse", 20), ("return", -21)]));
    assert_eq!(balance(&shop), json!(97));
    assert_eq!(shop.json("invoice show A1")["points"]["returned"], 0);
}

#[test]
fn of_what_was_spent_since_only_the_rest_had_run_out() {
    let mut shop = credited();
    shop.json("points redeem K1 --points 60 --reason gift");
    shop.json("points adjust K1 +30 --reason sorry --expires never");
    // 11 of the 21 ran out, 10 were spent.
    shop.on("2026-04-15").json("invoice void C1 --reason oops");
    assert_eq!(last_entries(&shop, 3), rows(&[("reverse", 20), ("expire", -20), ("return", -10)]));
    assert_eq!((balance(&shop), wrong(&shop)), (json!(20), json!([])));
}

/// The points that come back in all go by what is refunded in all, whatever was refunded on the way.
#[test]
fn without_a_credit_note_the_others_return_their_share() {
    // The credit notes of a ticket of 75.00 with 100 points on it; which are voided; what is returned of what is left.
    for (notes, voided, returned) in [
        (&["46.88", "28.12"][..], &[1][..], 37),
        (&["46.88", "28.12"], &[2], 62),
        (&["10.10", "10.10", "10.10"], &[1], 26),
        (&["10.10", "10.10", "10.10"], &[2], 26),
        (&["10.10", "10.10", "10.10", "44.70"], &[3, 1], 73),
        (&["10.10", "10.10", "10.10", "44.70"], &[4, 2, 1], 13),
        (&["10.10", "10.10"], &[2, 1], 0),
    ] {
        let shop = Shop::new();
        shop.json("settings set --per 1.00 --point-value 0.05");
        shop.json("customer add --ref K1 --name Anna");
        shop.json("points adjust K1 +100 --reason hello");
        shop.json("invoice record --number A1 --customer K1 --line service:Cut@80.00 --pay-points 100");
        for (number, amount) in (1..).zip(notes) {
            credit(&shop, &format!("C{number}"), amount);
        }
        for number in voided {
            shop.json(&format!("invoice void C{number} --reason oops"));
        }
        let points = shop.json("invoice show A1")["points"].take();
        assert_eq!(points["returned"], returned, "{notes:?} {voided:?}");
        let left = points["earned"].as_i64().unwrap() - points["reversed"].as_i64().unwrap();
        assert_eq!(balance(&shop), json!(returned + left), "{notes:?} {voided:?}");
        assert_eq!(wrong(&shop), json!([]));
    }
}
