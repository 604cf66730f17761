//! What random input has found, each with the least that shows it.

use serde_json::json;

use crate::shop::Shop;

#[test]
fn contact_details_that_are_none_are_kept_beside_a_ref_and_tell_nobody_apart() {
    let shop = Shop::new();
    shop.file(
        "till.csv",
        "invoice,date,customer,email,phone,amount\nF1,2026-01-03,K1,-,0,5.00\nF2,2026-01-03,K2,-,0,5.00\n",
    );
    assert_eq!(shop.json("import csv till.csv")["customers"]["created"], 2);
    assert_eq!(shop.json("customer show K1")["customer"]["email"], "-");
    shop.file("till.csv", "invoice,date,email,amount\nF3,2026-01-03,-,5.00\nF4,2026-01-03,-,5.00\n");
    let error = shop.error("import csv till.csv");
    assert_eq!((&error["exit"], &error["details"]["errors"][0]["code"]), (&json!(6), &json!("no_identity")));
    assert_eq!(error["hints"][0], "--anonymous -");
    assert_eq!(shop.json("import csv till.csv --anonymous -")["customers"], json!({ "created": 0, "matched": 0 }));
}

#[test]
fn two_ways_of_writing_a_phone_are_one_customer() {
    let shop = Shop::new();
    shop.file(
        "till.csv",
        "invoice,date,phone,amount\nF1,2026-01-03,06 12345678,5.00\nF2,2026-01-04,+31612345678,5.00\n",
    );
    assert_eq!(shop.json("import csv till.csv")["customers"]["created"], 1);
    assert_eq!(shop.json("customer balance 0612345678")["customer"]["phone"], "+31612345678");
}

#[test]
fn names_that_grow_when_they_are_compared_are_kept() {
    let shop = Shop::new();
    // One letter that stands for eighteen, two hundred times.
    let name = "\u{fdfa}".repeat(200);
    assert_eq!(shop.json(&format!("customer add --ref K1 --name {name}"))["status"], "created");
    shop.file(
        "till.csv",
        &format!("invoice,date,customer,name,amount\nF1,2026-01-03,K2,{},5.00\n", "\u{3316}".repeat(200)),
    );
    assert_eq!(shop.json("import csv till.csv")["customers"]["created"], 1);
    assert_eq!(shop.run("db check").exit, 0);
}

#[test]
fn a_prefix_counts_towards_the_longest_number() {
    let shop = Shop::new();
    shop.file("till.csv", &format!("invoice,date,amount\n{},2026-01-03,5.00\n", "é".repeat(150)));
    let error = shop.error(&format!("import csv till.csv --prefix {}", "é".repeat(51)));
    assert_eq!((&error["exit"], &error["details"]["errors"][0]["code"]), (&json!(6), &json!("bad_text")));
    assert_eq!(shop.json(&format!("import csv till.csv --prefix {}", "é".repeat(50)))["invoices"]["new"], 1);
}

#[test]
fn what_would_settle_an_error_is_told_once() {
    let shop = Shop::new();
    shop.file(
        "till.csv",
        "invoice,date,name,amount\nF1,2026-01-03,Anna,5.00\nF2,2026-01-03,Bram,5.00\nF3,2026-01-03,,5.00\n",
    );
    let said = shop.run("import csv till.csv");
    assert_eq!(said.stderr.matches("hint: --match name\n").count(), 1, "{}", said.stderr);
    assert_eq!(shop.json("import check till.csv")["hints"], json!(["--match name"]));
    let said = shop.run("import csv till.csv --partial");
    assert_eq!(said.exit, 8);
    assert_eq!(said.stderr.matches("hint: --match name\n").count(), 1, "{}", said.stderr);
    let error = shop
        .file("one.csv", "invoice,date,kind,amount\nF4,2026-01-03,product,5.00\nF4,2026-01-03,discount,1.00\n")
        .error("import csv one.csv");
    assert_eq!(error["details"]["errors"][0]["code"], "discount_above_zero");
    assert_eq!(error["hints"][0], "give a discount with a minus sign");
}
