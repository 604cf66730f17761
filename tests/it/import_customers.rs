//! Customers taken in, with the balances they bring.

use serde_json::{Value, json};

use crate::shop::Shop;

const FILE: &str = "\
Klantnr;Voornaam;Tussenvoegsel;Achternaam;E-mail;Telefoon;Punten
00412;Anna;de;Vries;Anna@Example.nl;06 12345678;120
00413;Bram;;Bakker;;;0
;Cor;;Smit;cor@example.nl;;15
";

fn shop() -> Shop {
    let shop = Shop::new();
    shop.json("settings set --earn spend-total --per 10.00 --expire-after 12m");
    shop
}

fn points(shop: &Shop, who: &str) -> Value {
    shop.json(&format!("customer balance {who}"))["points"].take()
}

#[test]
fn customers_come_with_their_points() {
    let shop = shop();
    let tried = shop.file("k.csv", FILE).json("import customers k.csv --dry-run");
    assert_eq!((&tried["dry_run"], &tried["rows"]["new"]), (&json!(true), &json!(3)));
    assert_eq!(shop.json("customer list")["total"], 0);

    let taken = shop.json("import customers k.csv");
    assert_eq!(
        taken["rows"],
        json!({ "read": 3, "new": 3, "unchanged": 0, "updated": 0, "rejected": 0, "blank": 0, "skipped": 0 })
    );
    assert_eq!((&taken["import"], &taken["points"]["opened"]), (&json!(1), &json!(135)));
    let anna = shop.json("customer show 00412")["customer"].take();
    assert_eq!((&anna["name"], &anna["email"]), (&json!("Anna de Vries"), &json!("anna@example.nl")));
    assert_eq!(anna["phone"], "+31612345678");
    let history = shop.json("points history 00412");
    let entry = &history["items"][0];
    assert_eq!((&entry["kind"], &entry["date"]), (&json!("opening"), &json!("2026-11-21")));
    assert_eq!((&entry["points"], &entry["expires"]), (&json!(120), &json!("2027-11-21")));
    assert_eq!(shop.json("customer balance 00412")["lifetime_points"], 120);
    assert_eq!(points(&shop, "cor@example.nl"), 15);

    let mut shop = shop;
    let again = shop.on("2026-11-22").json("import customers k.csv");
    assert_eq!(
        (&again["status"], &again["import"], &again["rows"]["unchanged"]),
        (&json!("unchanged"), &Value::Null, &json!(3))
    );
}

#[test]
fn a_balance_is_brought_once_from_each_source() {
    let shop = shop();
    shop.file("k.csv", "ref,points\nK1,10\n").json("import customers k.csv");
    shop.file("more.csv", "ref,points\nK1,11\nK2,5\n");
    let refused = shop.error("import customers more.csv");
    assert_eq!((&refused["code"], &refused["details"]["errors"][0]["line"]), (&json!("input_rejected"), &json!(2)));
    assert_eq!(shop.json("customer list")["total"], 1);
    let said = shop.run("--json import customers more.csv --partial");
    assert_eq!(said.exit, 8);
    let kept = std::fs::read_to_string(shop.path("more.csv.errors.csv")).unwrap();
    assert_eq!(
        kept,
        "_line,_reason,ref,points\n2,\"`K1` brought 10 points from `opening` already, dated 2026-11-21\",K1,11\n"
    );
    let other = shop.json("import customers more.csv --source till");
    assert_eq!((&other["rows"]["updated"], &other["points"]["opened"]), (&json!(2), &json!(16)));
    assert_eq!(points(&shop, "K1"), 21);
}

#[test]
fn the_day_and_the_end_of_a_balance_can_be_said() {
    let shop = shop();
    shop.json("customer add --ref K3 --name Cor");
    shop.json("points adjust K3 -8 --reason till --allow-negative");
    let file = "ref,points,points_date,points_expire\n\
                K1,10,2025-01-31,\nK2,20,2025-01-31,never\nK3,30,2026-11-01,2026-12-31\n";
    shop.file("k.csv", file).json("import customers k.csv");
    assert_eq!((points(&shop, "K1"), points(&shop, "K2"), points(&shop, "K3")), (json!(0), json!(20), json!(22)));
    assert_eq!(shop.json("customer balance K3")["expiring"], json!([{ "on": "2026-12-31", "points": 22 }]));
    // What happened up to that day is in the balance already.
    shop.file("a.csv", "invoice,date,customer,amount\nF1,2025-01-31,K2,50.00\nF2,2026-02-01,K2,50.00\n");
    let taken = shop.json("import csv a.csv");
    assert_eq!((&taken["covered"], &taken["points"]["earned"]), (&json!(1), &json!(5)));
}

#[test]
fn known_customers_stay_as_they_are_unless_told() {
    let shop = shop();
    shop.json("customer add --ref K1 --name Anna --phone \"06 12345678\"");
    shop.file("k.csv", "ref,name,email\nK1,Anna Jansen,anna@example.nl\n");
    assert_eq!(shop.json("import customers k.csv")["rows"]["unchanged"], 1);
    assert_eq!(shop.json("customer show K1")["customer"]["name"], "Anna");
    assert_eq!(shop.json("import customers k.csv --if-exists update")["rows"]["updated"], 1);
    let anna = shop.json("customer show K1")["customer"].take();
    assert_eq!((&anna["name"], &anna["phone"]), (&json!("Anna Jansen"), &json!("+31612345678")));
    let undone = shop.json("import undo 1 --yes");
    assert_eq!(undone["restored_customers"], 1);
    let anna = shop.json("customer show K1")["customer"].take();
    assert_eq!((&anna["name"], &anna["email"]), (&json!("Anna"), &Value::Null));
}

#[test]
fn bad_rows_are_all_told() {
    let shop = shop();
    shop.json("customer add --ref K8 --name A --email both@example.nl");
    shop.json("customer add --ref K9 --name B --email both@example.nl");
    let file = "ref,name,email,points\n,Nobody,,1\n,Both,both@example.nl,1\nK1,Anna,,5.5\n,Odd,nobody,2\nK2,Bram,,7\n";
    let refused = shop.file("k.csv", file).error("import customers k.csv");
    let lines: Vec<_> = refused["details"]["errors"].as_array().unwrap().iter().map(|e| e["line"].clone()).collect();
    assert_eq!(lines, [2, 3, 4, 5]);
    assert_eq!(shop.json("customer list")["total"], 2);
    assert_eq!(shop.error("import customers k.csv --prefix X")["exit"], 2);
    assert_eq!(shop.error("import customers k.csv --country XX")["exit"], 2);
    assert_eq!(shop.error("import customers none.csv")["code"], "file_not_found");
}

#[test]
fn it_can_be_taken_back() {
    let shop = shop();
    shop.json("customer add --ref 00413 --name Bram");
    shop.file("k.csv", FILE).json("import customers k.csv");
    shop.json("points redeem 00412 --points 20 --reason cup");
    assert_eq!(shop.error("import undo 1 --yes")["details"]["customers"][0]["ref"], "00412");
    shop.json("points return 1");
    let undone = shop.json("import undo 1 --yes");
    assert_eq!((&undone["customers"], &undone["points"]["taken_back"]), (&json!(1), &json!(135)));
    assert_eq!(shop.json("customer list")["total"], 2);
    assert_eq!(points(&shop, "00412"), 0);
    shop.json("import customers k.csv");
    assert_eq!((points(&shop, "00412"), points(&shop, "cor@example.nl")), (json!(120), json!(15)));
}

#[test]
fn a_list_of_customers_is_read_again() {
    let shop = shop();
    shop.json(
        "customer add --ref K1 --name \"Anna Jansen\" --email anna@example.nl --phone \"06 12345678\" --note \"=1+1\"",
    );
    shop.json("points adjust K1 +12 --reason sorry");
    let list = shop.run("customer list --format csv").stdout;
    let other = Shop::new();
    other.file("list.csv", &list).json("import customers list.csv --map points=balance");
    assert_eq!(other.run("customer list --format csv").stdout, list);
}
