//! Why something was done stands with what was done for it, and with nothing else that was written on the way.

use serde_json::{Value, json};

use crate::shop::Shop;

/// What the rows of a list were written for, in their order: the kind or event of each, and its reason.
fn reasons(shop: &Shop, line: &str) -> Vec<(String, Value)> {
    let answer = shop.json(line);
    let kind = |row: &Value| row["kind"].as_str().or(row["event"].as_str()).expect("a kind").to_owned();
    answer["items"].as_array().expect("a list").iter().map(|row| (kind(row), row["reason"].clone())).collect()
}

fn told(rows: &[(&str, Value)]) -> Vec<(String, Value)> {
    rows.iter().map(|(kind, reason)| ((*kind).to_owned(), reason.clone())).collect()
}

/// The newest operation of the log: what it was about, and why.
fn last_logged(shop: &Shop) -> [Value; 4] {
    let row = &shop.json("log --limit 1")["items"][0];
    ["action", "customer", "invoice", "reason"].map(|key| row[key].clone())
}

#[test]
fn a_void_row_says_why_of_its_invoice_only() {
    let shop = Shop::new();
    shop.json("scheme add Card --type visits --auto --from 2026-01-01");
    shop.file("one.csv", "invoice,date,customer,name,amount,status\nA1,2026-03-01,K1,Anna,50.00,paid\n");
    shop.file(
        "two.csv",
        "invoice,date,customer,name,amount,status\n\
         A1,2026-03-01,K1,Anna,50.00,void\nA5,2026-03-02,K1,Anna,70.00,paid\nB1,2026-03-02,K2,Bea,20.00,paid\n",
    );
    shop.json("import csv one.csv");
    shop.json("import csv two.csv");
    let void = || json!("void in the imported file");
    assert_eq!(
        reasons(&shop, "points history K1"),
        told(&[("earn", json!(null)), ("earn", json!(null)), ("reverse", void())])
    );
    assert_eq!(reasons(&shop, "points history K2"), told(&[("earn", json!(null))]));
    assert_eq!(
        reasons(&shop, "card history K1"),
        told(&[("opened", json!(null)), ("collected", json!(null)), ("collected", json!(null)), ("reversed", void())])
    );
    assert_eq!(reasons(&shop, "points list").iter().filter(|(_, reason)| !reason.is_null()).count(), 1);
    assert_eq!(last_logged(&shop), [json!("import csv"), json!(null), json!(null), json!(null)]);
    assert_eq!(shop.json("log --customer K1")["total"], 2);
}

#[test]
fn what_runs_out_on_the_way_has_no_reason() {
    let mut shop = Shop::new();
    shop.on("2026-03-01").json("customer add --ref K1 --name Anna");
    shop.json("points adjust K1 +5 --reason hello --expires 2026-03-31");
    shop.json("invoice record --number A1 --customer K1 --total 30.00");
    shop.on("2026-04-15").json("invoice void A1 --reason oops");
    assert_eq!(
        reasons(&shop, "points history K1"),
        told(&[("adjust", json!("hello")), ("earn", json!(null)), ("expire", json!(null)), ("reverse", json!("oops"))])
    );
    assert_eq!(last_logged(&shop), [json!("invoice void"), json!("K1"), json!("A1"), json!("oops")]);
}

#[test]
fn many_adjustments_have_a_reason_each() {
    let shop = Shop::new();
    shop.json("customer add --ref K1 --name Anna");
    shop.json("customer add --ref K2 --name Bea");
    let line = |who, reason| format!("{{\"customer\":\"{who}\",\"points\":5,\"reason\":\"{reason}\"}}\n");
    shop.file("one.ndjson", &line("K1", "hello"));
    shop.file("two.ndjson", &(line("K1", "late") + &line("K2", "early")));
    shop.json("points adjust --input one.ndjson");
    assert_eq!(last_logged(&shop), [json!("points adjust"), json!("K1"), json!(null), json!("hello")]);
    shop.json("points adjust --input two.ndjson");
    assert_eq!(last_logged(&shop), [json!("points adjust"), json!(null), json!(null), json!(null)]);
    assert_eq!(reasons(&shop, "points history K1"), told(&[("adjust", json!("hello")), ("adjust", json!("late"))]));
    assert_eq!(reasons(&shop, "points history K2"), told(&[("adjust", json!("early"))]));
}

#[test]
fn what_is_earned_again_after_a_void_says_why() {
    let shop = Shop::new();
    shop.json("customer add --ref K1 --name Anna");
    shop.json("customer add --ref K2 --name Bea");
    shop.json("invoice record --number A1 --customer K1 --line service:Cut@30.00");
    shop.file(
        "credit.json",
        r#"{"number":"C1","refers_to":"A1","lines":[{"kind":"service","name":"Cut","amount":"-20.00"}]}"#,
    );
    shop.json("invoice record --input credit.json");
    shop.json("invoice assign A1 K2");
    shop.json("invoice void C1 --reason oops");
    assert_eq!(reasons(&shop, "points history K2"), told(&[("earn", json!(null)), ("reverse", json!("oops"))]));
}

#[test]
fn joined_cards_say_of_whom() {
    let shop = Shop::new();
    shop.json("scheme add Card --type visits --from 2026-01-01");
    for who in ["K1", "K2"] {
        shop.json(&format!("customer add --ref {who} --name Anna"));
        shop.json(&format!("card add {who} --scheme Card --collected 2 --reason paper"));
    }
    shop.json("customer merge K2 --into K1 --yes");
    let merged = reasons(&shop, "card history K1").into_iter().last();
    assert_eq!(merged, Some(("adjusted".to_owned(), json!("`K2` merged into `K1`"))));
}
