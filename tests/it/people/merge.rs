//! `customer merge`, and who is found afterwards.

use expect_test::expect;
use serde_json::json;

use super::{is_sound, merged, points, shop};
use crate::shop::Shop;

#[test]
fn everything_goes_over() {
    let shop = shop();
    assert_eq!(shop.error("customer merge K2 --into K1")["code"], "not_confirmed");
    let tried = shop.json("customer merge K2 --into K1 --dry-run");
    assert_eq!((&tried["dry_run"], &tried["points"]["balance"]), (&json!(true), &json!(20)));
    assert_eq!((points(&shop, "K1"), points(&shop, "K2")), (json!(9), json!(11)));

    shop.run("customer merge K2 --into K1 --yes").says(expect![[r#"
        Anna Jansen
        status:         merged
        ref:            K1
        also:           A. Jansen (K2)
        e-mail:         anna@example.nl
        phone:          +31612345678
        invoices moved: 1
        points moved:   11
        points:         20
        card:           Stempelkaart
    "#]]);
    is_sound(&shop);
    let balance = shop.json("customer balance K1");
    assert_eq!(balance["lifetime_points"], 24);
    assert_eq!(
        balance["expiring"],
        json!([
            { "on": "2027-01-05", "points": 11 },
            { "on": "2027-02-10", "points": 4 },
            { "on": "2027-03-10", "points": 5 },
        ])
    );
    assert_eq!(
        (&balance["card"]["collected"], &balance["card"]["ready"]),
        (&json!(0), &json!([{ "reward": "20% korting" }]))
    );
    let numbers = shop.json("invoice list --customer K1");
    assert_eq!(numbers["total"], 3);
    assert_eq!(shop.json("invoice show B1")["invoice"]["customer"], "K1");

    let again = shop.json("customer merge K2 --into K1 --yes");
    assert_eq!(
        (&again["status"], &again["points"]["transferred"], &again["from"]["ref"]),
        (&json!("unchanged"), &json!(0), &json!("K2"))
    );
    assert_eq!(shop.json("customer merge anna@example.nl --into K1")["status"], "unchanged");
}

#[test]
fn the_ledger_shows_pairs() {
    let shop = shop();
    merged(&shop);
    let history = shop.json("points history K1");
    let last = history["items"].as_array().unwrap().last().unwrap();
    assert_eq!(
        (&last["kind"], &last["points"], &last["balance"], &last["expires"], &last["reason"]),
        (&json!("transfer"), &json!(11), &json!(20), &json!("2027-01-05"), &json!("`K2` merged into `K1`"))
    );
    let listed = shop.json("points list --after 4");
    let refs: Vec<_> = listed["items"].as_array().unwrap().iter().map(|item| (&item["ref"], &item["points"])).collect();
    assert_eq!(refs, [(&json!("K2"), &json!(-11)), (&json!("K1"), &json!(11))]);
    let period = shop.json("report rollforward --from 2026-01-01 --to 2026-11-21");
    assert_eq!((&period["transferred"], &period["closing"]), (&json!(0), &json!(20)));
    assert_eq!(shop.json("log --customer K2")["items"][0]["action"], "customer merge");
}

#[test]
fn what_was_read_of_the_past_stays() {
    let shop = shop();
    let before = ["2026-02-20", "2026-10-01"].map(|at| {
        (
            shop.json(&format!("customer balance K1 --at {at}"))["points"].clone(),
            shop.json(&format!("report liability --at {at}")),
        )
    });
    let top = shop.json("report top --to 2026-10-01");
    merged(&shop);
    let after = ["2026-02-20", "2026-10-01"].map(|at| {
        (
            shop.json(&format!("customer balance K1 --at {at}"))["points"].clone(),
            shop.json(&format!("report liability --at {at}")),
        )
    });
    assert_eq!(before, after);
    assert_eq!(top["items"].as_array().unwrap().len(), 2);
    let now = shop.json("report top --to 2026-10-01");
    assert_eq!((&now["items"][0]["points"], &now["items"][0]["spend"]), (&json!(24), &json!("240.00")));
}

#[test]
fn the_old_ref_address_and_name_lead_to_the_person() {
    let shop = shop();
    shop.json("customer edit K1 --email anna@thuis.example");
    merged(&shop);
    for who in ["K2", "anna@example.nl", "\"a. jansen\"", "anna@thuis.example", "0612345678"] {
        assert_eq!(shop.json(&format!("customer show {who}"))["customer"]["ref"], "K1", "{who}");
    }
    assert_eq!(shop.json("customer list --search K2")["items"][0]["ref"], "K1");
    assert_eq!(shop.json("customer list")["total"], 1);
    shop.json("invoice record --number A3 --customer K2 --total 10.00");
    assert_eq!(shop.json("invoice show A3")["invoice"]["customer"], "K1");
    // The ref stays taken; whoever is called so now comes before who was called so once.
    assert_eq!(shop.error("customer add --ref K2 --name \"Piet Puk\"")["code"], "customer_exists");
    assert_eq!(shop.json("customer add --ref K2 --name \"A. Jansen\" --email anna@example.nl")["status"], "unchanged");
    shop.json("customer add --ref K3 --name \"A. Jansen\"");
    assert_eq!(shop.json("customer show \"a. jansen\"")["customer"]["ref"], "K3");
    shop.json("customer merge K1 --into K3 --yes");
    for who in ["K1", "K2", "K3"] {
        assert_eq!(shop.json(&format!("customer show {who}"))["customer"]["ref"], "K3", "{who}");
    }
    assert_eq!(points(&shop, "K2"), 20);
    is_sound(&shop);
}

#[test]
fn what_is_said_of_a_merged_ref_changes_nothing() {
    let shop = shop();
    merged(&shop);
    let shown = shop.json("customer show K1");
    assert_eq!(shown["merged"], json!(["K2"]));
    let again = shop.json("customer add --ref K2 --name \"Ans Jansen\" --if-exists update");
    assert_eq!((&again["status"], &again["customer"]["name"]), (&json!("unchanged"), &json!("Anna Jansen")));
    shop.file("in.csv", "ref,name\nK2,Ans Jansen\n");
    assert_eq!(shop.json("import customers in.csv --if-exists update")["status"], "unchanged");
    shop.json("customer edit K2 --name \"Anna Jansen-Bos\"");
    assert_eq!(shop.json("customer show K1")["customer"]["name"], "Anna Jansen-Bos");
    // A ref that was given up may be taken for the person itself.
    shop.json("customer edit K1 --ref K2");
    assert_eq!(shop.json("customer show K2")["customer"]["ref"], "K2");
    is_sound(&shop);
}

#[test]
fn what_is_repeated_after_a_merge_is_told_of_who_stands_now() {
    let shop = Shop::new();
    shop.json("customer add --ref K1 --name Anna");
    shop.json("customer add --ref K2 --name Bert");
    let adjust = "points adjust K1 +50 --reason brought --key k1";
    assert_eq!(shop.json(adjust)["balance"], 50);
    shop.json("customer merge K1 --into K2 --yes");
    let again = shop.json(adjust);
    assert_eq!(
        (&again["status"], &again["customer"], &again["balance"]),
        (&json!("unchanged"), &json!("K2"), &json!(50))
    );
}

#[test]
fn a_merge_that_was_meddled_with_is_found() {
    let shop = shop();
    merged(&shop);
    let database = rusqlite::Connection::open(shop.database()).expect("it opens");
    database.execute("UPDATE invoice SET customer_id = 2 WHERE number = 'B1'", []).expect("it is changed");
    drop(database);
    let found = shop.error("db check");
    assert_eq!(found["code"], "check_failed");
    assert_eq!(found["details"]["findings"][0]["customer"], "K2");
}

#[test]
fn two_cards_of_two_schemes_are_refused() {
    let shop = shop();
    shop.json("scheme add Spaarkaart --type spend");
    shop.json("scheme reward Spaarkaart --after 100.00 --amount-off 10.00");
    shop.json("card close K2 --reason other");
    shop.json("card add K2 --scheme Spaarkaart");
    let refused = shop.error("customer merge K2 --into K1 --yes");
    assert_eq!((&refused["code"], &refused["exit"]), (&json!("card_exists"), &json!(5)));
    assert!(refused["hints"][0].as_str().unwrap().contains("loyalty card close K2"), "{refused}");
    assert_eq!((points(&shop, "K1"), points(&shop, "K2")), (json!(9), json!(11)));
    shop.json("card close K2 --reason both");
    merged(&shop);
}

#[test]
fn nobody_is_merged_into_themselves() {
    let shop = shop();
    assert_eq!(shop.error("customer merge K1 --into \"Anna Jansen\" --yes")["exit"], 2);
    assert_eq!(shop.error("customer merge K9 --into K1 --yes")["code"], "customer_not_found");
    assert_eq!(shop.error("customer merge jansen --into K1 --yes")["code"], "customer_not_found");
}

#[test]
fn a_debt_goes_over() {
    let shop = shop();
    shop.json("points adjust K2 -30 --reason wrong --allow-negative");
    let moved = shop.json("customer merge K2 --into K1 --yes");
    assert_eq!(moved["points"], json!({ "transferred": -19, "balance": -10 }));
    is_sound(&shop);
    shop.json("points adjust K1 +15 --reason right");
    assert_eq!(points(&shop, "K1"), 5);
    is_sound(&shop);
}

#[test]
fn notes_are_joined_and_gaps_filled() {
    let shop = Shop::new();
    shop.json("customer add --ref K1 --name Anna --note mornings");
    shop.json("customer add --ref K2 --name Ans --phone 0612345678 --note \"no dryer\"");
    shop.json("customer merge K2 --into K1 --yes");
    let customer = shop.json("customer show K1")["customer"].take();
    assert_eq!(
        (&customer["name"], &customer["phone"], &customer["note"]),
        (&json!("Anna"), &json!("+31612345678"), &json!("mornings; no dryer"))
    );
}

#[test]
fn who_may_be_one_is_a_hint() {
    let shop = shop();
    shop.json("customer add --ref K3 --name \"Bram Bakker\" --phone \"+31 6 1234 5678\"");
    shop.run("customer list --duplicates").says(expect![[r#"
        ref  name         other  name         alike
        ───────────────────────────────────────────
        K1   Anna Jansen  K2     A. Jansen    name
        K1   Anna Jansen  K3     Bram Bakker  phone
    "#]]);
    let first = shop.json("customer list --duplicates --limit 1");
    assert_eq!((&first["total"], &first["returned"], &first["next"]), (&json!(2), &json!(1), &json!("K1 K2")));
    let rest = shop.json("customer list --duplicates --after \"K1 K2\"");
    assert_eq!((&rest["items"][0]["other_ref"], &rest["items"][0]["alike"]), (&json!("K3"), &json!(["phone"])));
    merged(&shop);
    assert_eq!(shop.json("customer list --duplicates")["total"], 1);
}
