//! An import taken back as a whole.

use serde_json::{Value, json};

use crate::shop::Shop;

const FILE: &str = "\
invoice,date,customer,name,amount
F1,2026-06-01,K1,Anna Jansen,100.00
F2,2026-06-02,K2,Bram Bakker,100.00
F3,2026-06-03,K2,Bram Bakker,-20.00
";

/// A shop with Anna, one point for every 10.00, and the file taken in.
fn shop() -> Shop {
    let shop = Shop::new();
    shop.json("settings set --earn spend-total --per 10.00 --expire-after 12m");
    shop.json("customer add --ref K1 --name \"Anna Jansen\"");
    shop.file("a.csv", FILE).json("import csv a.csv");
    shop
}

fn points(shop: &Shop, who: &str) -> Value {
    shop.json(&format!("customer balance {who}"))["points"].take()
}

#[test]
fn it_asks_and_everything_is_free_again() {
    let shop = shop();
    assert_eq!(shop.run("import undo 1").exit, 7);
    assert_eq!(shop.error("import undo 2 --yes")["code"], "import_not_found");
    let tried = shop.json("import undo 1 --dry-run");
    assert_eq!((&tried["status"], &tried["dry_run"]), (&json!("undone"), &json!(true)));
    assert_eq!(points(&shop, "K1"), 10);

    let undone = shop.json("import undo 1 --yes");
    assert_eq!(
        undone,
        json!({
            "schema": "loyalty.import_undo/1", "dry_run": false, "status": "undone", "import": 1, "files": ["a.csv"],
            "invoices": 3, "restored": 0, "customers": 1, "restored_customers": 0,
            "cards": 0, "points": { "taken_back": 18, "spent": 0 },
        })
    );
    assert_eq!(points(&shop, "K1"), 0);
    assert_eq!(shop.json("invoice list")["total"], 0);
    assert_eq!(shop.error("customer show K2")["code"], "customer_not_found");
    assert_eq!(shop.error("customer show Bakker")["code"], "customer_not_found");
    assert_eq!(shop.json("import show 1")["undone"], true);
    assert_eq!(shop.json("log")["items"][0]["action"], "import undo");
    assert_eq!(shop.json("import undo 1 --yes")["status"], "unchanged");

    let again = shop.json("import csv a.csv");
    assert_eq!((&again["import"], &again["invoices"]["new"]), (&json!(2), &json!(3)));
    assert_eq!((points(&shop, "K1"), points(&shop, "K2")), (json!(10), json!(8)));
}

#[test]
fn spent_points_are_listed_and_refused() {
    let shop = shop();
    shop.json("points redeem K2 --points 5 --reason cup");
    let refused = shop.error("import undo 1 --yes");
    assert_eq!((&refused["code"], &refused["exit"]), (&json!("in_use"), &json!(5)));
    let customer = json!({ "ref": "K2", "name": "Bram Bakker", "points": 5 });
    assert_eq!(refused["details"], json!({ "customers": [customer], "cards": [] }));
    assert_eq!(points(&shop, "K1"), 10);
    let undone = shop.json("import undo 1 --yes --allow-negative");
    assert_eq!((&undone["points"]["spent"], &undone["customers"]), (&json!(5), &json!(0)));
    assert_eq!(points(&shop, "K2"), -5);
    shop.json("import csv a.csv");
    assert_eq!(points(&shop, "K2"), 3);
}

#[test]
fn what_others_can_pay_is_not_refused() {
    let shop = shop();
    shop.json("points adjust K2 +7 --reason sorry");
    shop.json("points redeem K2 --points 5 --reason cup");
    assert_eq!(shop.json("import undo 1 --yes")["points"]["spent"], 0);
    assert_eq!(points(&shop, "K2"), 2);
}

#[test]
fn what_came_of_its_invoices_goes_with_them() {
    let shop = shop();
    shop.file("b.csv", "invoice,date,customer,amount,status\nG1,2026-07-01,K1,40.00,unpaid\n").json("import csv b.csv");
    shop.json("invoice pay G1");
    shop.json("invoice refund F1 --amount 30.00");
    shop.json("invoice assign F2 K1");
    shop.json("invoice void F3 --reason wrong");
    shop.json("invoice correct F1 --reason typo --customer K2 --total 200.00 --date 2026-06-01");
    let credit = r#"{"number":"R1","refers_to":"F2","lines":[{"kind":"other","name":"Total","amount":"-10.00"}]}"#;
    shop.file("r1.json", credit).json("invoice record --input r1.json");
    shop.json("import undo 1 --yes");
    assert_eq!(points(&shop, "K1"), 4);
    let left = shop.json("invoice list");
    assert_eq!((&left["total"], &left["items"][0]["number"]), (&json!(1), &json!("G1")));
    shop.json("import undo 2 --yes");
    assert_eq!((points(&shop, "K1"), shop.json("invoice list")["total"].take()), (json!(0), json!(0)));
}

#[test]
fn what_ran_out_since_goes_with_its_lot() {
    let mut shop = shop();
    shop.json("points adjust K1 +3 --reason sorry --expires never");
    shop.on("2027-07-01").json("points expire");
    assert_eq!(points(&shop, "K1"), 3);
    shop.json("import undo 1 --yes");
    let history = shop.json("points history K1");
    let balance: i64 = history["items"].as_array().unwrap().iter().map(|row| row["points"].as_i64().unwrap()).sum();
    assert_eq!((balance, points(&shop, "K1")), (3, json!(3)));
}

#[test]
fn what_it_brought_further_is_as_before() {
    let shop = shop();
    shop.file(
        "before.csv",
        "invoice,date,customer,amount,status\n\
         P1,2026-06-01,K1,50.00,unpaid\n\
         P2,2026-06-01,,60.00,paid\n\
         P3,2026-06-01,K1,70.00,paid\n\
         P4,2026-06-01,K1,80.00,paid\n",
    );
    shop.json("import csv before.csv");
    let before: Vec<Value> = ["P1", "P2", "P3", "P4"].map(|number| shop.json(&format!("invoice show {number}"))).into();
    assert_eq!(points(&shop, "K1"), 25);
    shop.file(
        "b.csv",
        "invoice,date,customer,amount,status,refers_to\n\
         P1,2026-06-01,K1,50.00,paid,\n\
         P2,2026-06-01,K1,60.00,paid,\n\
         P3,2026-06-01,K1,70.00,void,\n\
         C1,2026-06-10,K1,-15.00,paid,P4\n",
    );
    let taken = shop.json("import csv b.csv");
    assert_eq!((&taken["invoices"]["updated"], &taken["invoices"]["new"]), (&json!(3), &json!(1)));
    assert_eq!(points(&shop, "K1"), 10 + 5 + 6 + 6);
    let undone = shop.json("import undo 3 --yes");
    assert_eq!((&undone["invoices"], &undone["restored"]), (&json!(1), &json!(3)));
    let after: Vec<Value> = ["P1", "P2", "P3", "P4"].map(|number| shop.json(&format!("invoice show {number}"))).into();
    for (before, after) in before.iter().zip(&after) {
        assert_eq!(before["invoice"], after["invoice"]);
        assert_eq!(before["points"]["earned"], after["points"]["earned"]);
    }
    assert_eq!(points(&shop, "K1"), 25);
    shop.json("import csv b.csv");
    assert_eq!(points(&shop, "K1"), 10 + 5 + 6 + 6);
}

#[test]
fn what_was_changed_since_it_was_brought_further_is_refused() {
    let shop = shop();
    let file = "invoice,date,customer,amount,status\nP1,2026-06-01,K1,50.00,unpaid\n";
    shop.file("before.csv", file).json("import csv before.csv");
    shop.file("b.csv", "invoice,date,customer,amount,status\nP1,2026-06-01,K1,50.00,paid\n").json("import csv b.csv");
    shop.json("invoice refund P1 --amount 20.00");
    let refused = shop.error("import undo 3 --yes");
    assert_eq!((&refused["code"], &refused["details"]["invoice"]), (&json!("in_use"), &json!("P1")));
    assert_eq!(points(&shop, "K1"), 13);
}

/// A shop with one point for every 10.00, and these imports one after the other, the first one 1.
fn shop_of(imports: &[&str]) -> Shop {
    let shop = Shop::new();
    shop.json("settings set --earn spend-total --per 10.00");
    for (nth, rows) in (1..).zip(imports) {
        take_in(&shop, nth, rows);
    }
    shop
}

fn take_in(shop: &Shop, nth: usize, rows: &str) {
    let name = format!("{nth}.csv");
    shop.file(&name, &format!("invoice,date,customer,refers_to,status,quantity,item,amount\n{rows}\n"));
    assert_eq!(shop.json(&format!("import csv {name} --set kind=product"))["import"], nth);
}

/// What the customer has, what is left of the points of an invoice, and what was refunded of it.
fn stands(shop: &Shop, who: &str, number: &str) -> (i64, i64, String) {
    let told = shop.json(&format!("invoice show {number}"));
    let left = told["points"]["earned"].as_i64().unwrap() - told["points"]["reversed"].as_i64().unwrap();
    assert_eq!(shop.run("db check").exit, 0, "{}", shop.run("db check").stdout);
    let refunded = told["invoice"]["refunded"].as_str().unwrap().to_owned();
    (points(shop, who).as_i64().unwrap(), left, refunded)
}

const SOLD: &str = "F1,2024-01-08,K1,,paid,3,Soap,33.00";
const VOID: &str = "F1,2024-01-08,K1,,void,3,Soap,33.00";

#[test]
fn a_refund_of_what_is_void_by_now_gives_nothing_back() {
    for scheme in ["--type visits", "--type spend", "--type purchases --items kind:product"] {
        for (refund, by_hand) in [("-1,Soap,-9.00", true), ("-1,Soap,-9.00", false), ("-3,Soap,-33.00", false)] {
            let shop = shop_of(&[]);
            shop.json(&format!("scheme add Card {scheme} --auto --from 2024-01-01"));
            take_in(&shop, 1, SOLD);
            take_in(&shop, 2, &format!("C1,2024-02-09,K1,F1,paid,{refund}"));
            if by_hand {
                shop.json("invoice void F1 --reason wrong");
            } else {
                take_in(&shop, 3, VOID);
            }
            shop.json("import undo 2 --yes");
            assert_eq!(stands(&shop, "K1", "F1"), (0, 0, "0.00".to_owned()), "{scheme} {refund} {by_hand}");
            let card = shop.json("card show K1");
            assert!([json!(0), json!("0.00")].contains(&card["card"]["collected"]), "{card}");
            if !by_hand {
                shop.json("import undo 3 --yes");
                assert_eq!(stands(&shop, "K1", "F1"), (3, 3, "0.00".to_owned()), "{scheme} {refund}");
                take_in(&shop, 4, &format!("C1,2024-02-09,K1,F1,paid,{refund}"));
                shop.json("import undo 4 --yes");
                assert_eq!(stands(&shop, "K1", "F1"), (3, 3, "0.00".to_owned()), "{scheme} {refund}");
            }
        }
    }
}

#[test]
fn what_went_with_another_import_is_not_taken_back_twice() {
    const SALE: &str = "F1,2024-01-08,K1,,paid,1,Soap,100.00";
    const REFUND: &str = "C1,2024-02-09,K1,F1,paid,-1,Soap,-50.00";
    let shop = shop_of(&[]);
    shop.json("customer add --ref K1 --name Anna");
    take_in(&shop, 1, SALE);
    take_in(&shop, 2, REFUND);
    shop.json("import undo 1 --yes");
    let history = shop.json("points history K1");
    assert_eq!(shop.json("import undo 2 --yes")["points"]["taken_back"], 0);
    assert_eq!(shop.json("points history K1"), history);

    let shop = shop_of(&[SALE, REFUND]);
    shop.json("import undo 1 --yes");
    take_in(&shop, 3, SALE);
    take_in(&shop, 4, REFUND);
    shop.json("invoice correct C1 --reason typo --date 2024-02-10 --customer K1 --total -40.00");
    let history = shop.json("points history K1");
    let undone = shop.json("import undo 2 --yes");
    assert_eq!((&undone["invoices"], &undone["points"]["taken_back"]), (&json!(0), &json!(0)));
    assert_eq!(shop.json("points history K1"), history);
    assert_eq!(stands(&shop, "K1", "F1"), (6, 10, "0.00".to_owned()));
    assert_eq!(shop.json("invoice show C1")["invoice"]["total"], "-40.00");
    assert_eq!(shop.json("import undo 4 --yes")["invoices"], 1);
    assert_eq!(stands(&shop, "K1", "F1"), (10, 10, "0.00".to_owned()));
}

#[test]
fn an_invoice_that_never_was_is_no_visit() {
    let shop = shop();
    let last_visit = || shop.json("customer show K1")["last_visit"].clone();
    assert_eq!(last_visit(), "2026-06-01");
    shop.json("import undo 1 --yes");
    assert_eq!(last_visit(), json!(null));
    shop.json("customer add --ref K3 --name \"Bea Jansen\"");
    let candidates = &shop.error("customer show Jansen")["details"]["candidates"];
    assert_eq!(candidates[0]["last_visit"], json!(null), "{candidates}");
}

#[test]
fn points_are_worked_out_anew_without_a_refund() {
    const REFUND: &str = "C1,2024-02-09,,F1,paid,-1,Soap,-9.00";
    let nobodys = &SOLD.replace("K1", "");
    let shop = shop_of(&[nobodys, REFUND, SOLD]);
    assert_eq!(stands(&shop, "K1", "F1"), (2, 2, "9.00".to_owned()));
    shop.json("import undo 2 --yes");
    assert_eq!(stands(&shop, "K1", "F1"), (3, 3, "0.00".to_owned()));
    shop.json("import undo 3 --yes");
    assert_eq!(shop.json("invoice show F1")["points"]["earned"], 0);
    take_in(&shop, 4, SOLD);
    assert_eq!(stands(&shop, "K1", "F1"), (3, 3, "0.00".to_owned()));

    for undo in ["import undo 2 --yes", "invoice void C1 --reason wrong"] {
        let shop = shop_of(&[nobodys, REFUND, SOLD]);
        shop.json(undo);
        assert_eq!(stands(&shop, "K1", "F1"), (3, 3, "0.00".to_owned()), "{undo}");

        let shop = shop_of(&[SOLD, REFUND]);
        shop.json("customer add --ref K2 --name Bram");
        shop.json("invoice assign F1 K2");
        shop.json(undo);
        assert_eq!(stands(&shop, "K2", "F1"), (3, 3, "0.00".to_owned()), "{undo}");
        assert_eq!(points(&shop, "K1"), 0);

        let shop = shop_of(&[SOLD, REFUND]);
        shop.json("invoice refund F1 --all");
        shop.json(undo);
        assert_eq!(stands(&shop, "K1", "F1"), (0, 0, "24.00".to_owned()), "{undo}");
    }
}
