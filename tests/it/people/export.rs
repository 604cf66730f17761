//! `customer export`.

use serde_json::json;

use super::{merged, shop};

#[test]
fn all_that_is_held_is_told() {
    let shop = shop();
    shop.json("customer edit K1 --note \"prefers mornings\"");
    shop.json("invoice refund A2 --amount 10.00 --reason \"too warm\"");
    merged(&shop);
    let export = shop.json("customer export K2");
    assert_eq!(export["schema"], "loyalty.customer_export/1");
    assert_eq!(export["customer"]["note"], "prefers mornings");
    assert_eq!((&export["merged"][0]["ref"], &export["merged"][0]["on"]), (&json!("K2"), &json!("2026-11-21")));
    assert_eq!((&export["points"], &export["ledgers"][1]["ref"]), (&json!(19), &json!("K2")));
    assert_eq!(export["ledgers"][1]["entries"].as_array().unwrap().last().unwrap()["balance"], 0);
    assert_eq!(export["invoices"].as_array().unwrap().len(), 3);
    let refunded = &export["invoices"][2];
    assert_eq!((&refunded["number"], &refunded["refunds"][0]["reason"]), (&json!("A2"), &json!("too warm")));
    assert_eq!(export["cards"].as_array().unwrap().len(), 2);
    let actions: Vec<_> = export["log"].as_array().unwrap().iter().map(|row| row["action"].as_str().unwrap()).collect();
    assert!(actions.contains(&"customer merge") && actions.contains(&"points redeem"), "{actions:?}");
    // Whatever the format, it is the one document.
    let [table, csv] = ["customer export K1", "--format csv customer export K1"].map(|line| shop.run(line).stdout);
    assert_eq!(table, csv);
    assert_eq!(serde_json::from_str::<serde_json::Value>(&table).unwrap(), shop.json("customer export K1"));
    assert_eq!(shop.run("--format ndjson customer export K1").stdout.lines().count(), 1);
    assert_eq!(shop.error("customer export K9")["code"], "customer_not_found");
}
