//! `scheme` and `card`, and cards on tickets.

mod back;
mod brought;
mod house;
mod imports;
mod joined;
mod many;
mod orders;
mod refusals;
mod schemes;
mod tickets;
mod undone;

use expect_test::expect;
use serde_json::{Value, json};

use crate::shop::Shop;

/// A shop that earns no points, with Anna (K1) and Bea (K2).
fn shop() -> Shop {
    let shop = Shop::new();
    shop.json("settings set --earn off");
    shop.json("customer add --ref K1 --name Anna");
    shop.json("customer add --ref K2 --name Bea");
    shop
}

/// The same with a scheme of visits: 20 % at so many, on that ticket; and a card for Anna.
fn stamps(after: u32) -> Shop {
    let shop = shop();
    shop.json("scheme add Stempelkaart --type visits");
    shop.json(&format!("scheme reward Stempelkaart --after {after} --percent-off 20"));
    shop.json("card add K1 --scheme Stempelkaart");
    shop
}

/// Records a ticket of 50.00 of a customer and gives its answer.
fn ticket(shop: &Shop, number: &str, customer: &str, more: &str) -> Value {
    shop.json(&format!("invoice record --number {number} --customer {customer} --total 50.00 {more}"))
}

/// What is collected on the card, and how many rewards wait.
fn stand(shop: &Shop, customer: &str) -> (Value, usize) {
    let card = shop.json(&format!("card show {customer}"))["card"].take();
    (card["collected"].clone(), card["ready"].as_array().map_or(0, Vec::len))
}

#[test]
fn a_card_from_its_first_turn_to_its_reward() {
    let shop = stamps(3);
    shop.run("invoice record --number F1 --customer K1 --line \"service:Knippen@50.00\"").says(expect![[r#"
        F1  2026-11-21  recorded
        customer: K1

        #  kind     name     quantity  amount  after discount
        ─────────────────────────────────────────────────────
        1  service  Knippen         1   50.00           50.00

        total:       50.00 EUR
        points:      0 earned, balance 0
        card:        Stempelkaart (visits)
        collected:   ●○○ 1/3
        next:        20% off after 2 more
        this ticket: +1
    "#]]);
    ticket(&shop, "F2", "K1", "");
    shop.run("card show anna").says(expect![[r#"
        Anna (K1)  active
        card:      Stempelkaart (visits)
        collected: ●●○ 2/3
        next:      20% off after 1 more
    "#]]);
    shop.run("invoice record --number F3 --customer K1 --line \"service:Knippen@50.00\"").says(expect![[r#"
        F3  2026-11-21  recorded
        customer: K1

        #  kind     name     quantity  amount  after discount
        ─────────────────────────────────────────────────────
        1  service  Knippen         1   50.00           40.00

        subtotal:    50.00
        discount:    -10.00
        total:       40.00 EUR
        points:      0 earned, balance 0
        reward used: 20% off: 10.00 off
        card:        Stempelkaart (visits)
        collected:   ○○○ 0/3
        next:        20% off after 3 more
        this ticket: +1
    "#]]);
    shop.run("card history anna").says(expect![[r#"
        Anna (K1)
        card:      Stempelkaart (visits)
        collected: ○○○ 0/3
        next:      20% off after 3 more

        date        card          event           change  total  invoice  reward   reason  by
        ───────────────────────────────────────────────────────────────────────────────────────
        2026-11-21  Stempelkaart  opened                      0                            till
        2026-11-21  Stempelkaart  collected           +1      1  F1                        till
        2026-11-21  Stempelkaart  collected           +1      2  F2                        till
        2026-11-21  Stempelkaart  collected           +1      3  F3                        till
        2026-11-21  Stempelkaart  reward-due                  3  F3       20% off          till
        2026-11-21  Stempelkaart  reward-applied              3  F3       20% off          till
    "#]]);
    shop.run("card list").says(expect![[r#"
        ref  name  scheme        card     missing  next     ready
        ─────────────────────────────────────────────────────────
        K1   Anna  Stempelkaart  ○○○ 0/3        3  20% off
    "#]]);
    shop.run("customer history anna").says(expect![[r#"
        Anna (K1)
        points now: 0

        date        event           points  balance  card  about        by
        ────────────────────────────────────────────────────────────────────
        2026-11-21  opened                        0                     till
        2026-11-21  collected                     0    +1  F1           till
        2026-11-21  collected                     0    +1  F2           till
        2026-11-21  collected                     0    +1  F3           till
        2026-11-21  reward-due                    0        F3; 20% off  till
        2026-11-21  reward-applied                0        F3; 20% off  till
    "#]]);
}

#[test]
fn what_programs_read_of_a_card() {
    let shop = stamps(2);
    shop.run("card show K1 --json").says(expect![[r#"
        {
          "schema": "loyalty.card/1",
          "dry_run": false,
          "status": "active",
          "currency": "EUR",
          "customer": {
            "ref": "K1",
            "name": "Anna"
          },
          "card": {
            "scheme": "Stempelkaart",
            "type": "visits",
            "collected": 0,
            "goal": 2,
            "next": {
              "missing": 2,
              "reward": "20% off"
            },
            "ready": []
          }
        }
    "#]]);
    shop.run("invoice record --number F1 --customer K1 --total 50.00 --json").says(expect![[r#"
        {
          "schema": "loyalty.invoice/1",
          "dry_run": false,
          "status": "recorded",
          "currency": "EUR",
          "invoice": {
            "number": "F1",
            "date": "2026-11-21",
            "customer": "K1",
            "state": "paid",
            "subtotal": "50.00",
            "discount": "0.00",
            "total": "50.00",
            "refunded": "0.00",
            "refers_to": null,
            "lines": [
              {"kind": "other", "name": "Total", "sku": null, "category": null, "quantity": "1", "unit_price": "50.00", "amount": "50.00", "net": "50.00"}
            ],
            "time": null,
            "paid_on": "2026-11-21"
          },
          "points": {
            "earned": 0,
            "reversed": 0,
            "redeemed": 0,
            "returned": 0,
            "balance": 0
          },
          "card": {
            "scheme": "Stempelkaart",
            "type": "visits",
            "collected": 1,
            "goal": 2,
            "change": 1,
            "next": {
              "missing": 1,
              "reward": "20% off"
            },
            "applied": [],
            "due": [],
            "ready": []
          }
        }
    "#]]);
    shop.run("card history K1 --json").says(expect![[r#"
        {
          "schema": "loyalty.card_history/1",
          "currency": "EUR",
          "customer": {
            "ref": "K1",
            "name": "Anna"
          },
          "card": {
            "scheme": "Stempelkaart",
            "type": "visits",
            "collected": 1,
            "goal": 2,
            "next": {
              "missing": 1,
              "reward": "20% off"
            },
            "ready": []
          },
          "items": [
            {"date": "2026-11-21", "event": "opened", "change": 0, "collected": 0, "invoice": null, "reward": null, "reason": null, "actor": "till", "recorded_at": "<------- moment ------->", "discount": null, "scheme": "Stempelkaart"},
            {"date": "2026-11-21", "event": "collected", "change": 1, "collected": 1, "invoice": "F1", "reward": null, "reason": null, "actor": "till", "recorded_at": "<------- moment ------->", "discount": null, "scheme": "Stempelkaart"}
          ],
          "total": 2,
          "returned": 2,
          "next": null
        }
    "#]]);
    shop.run("card list --format csv").says(expect![[r#"
        customer.ref,customer.name,scheme,type,collected,goal,next.missing,next.reward,ready
        K1,Anna,Stempelkaart,visits,1,2,1,20% off,[]
    "#]]);
}

#[test]
fn a_card_for_money_is_a_bar() {
    let shop = shop();
    shop.json("scheme add Spaar --type spend");
    shop.json("scheme reward Spaar --after 100.00 --amount-off 10.00");
    shop.json("card add K1 --scheme Spaar --collected 20.00 --reason papier");
    shop.run("card show K1").says(expect![[r#"
        Anna (K1)  active
        card:      Spaar (spend)
        collected: ██········ 20.00/100.00
        next:      10.00 off after 80.00 more
    "#]]);
    let card = shop.json("card show K1")["card"].take();
    assert_eq!(card["next"], json!({ "missing": "80.00", "reward": "10.00 off" }));
    assert_eq!(shop.json("card history K1")["items"][1]["change"], "20.00");
}

#[test]
fn naming_twice_alike_changes_nothing() {
    let shop = stamps(5);
    ticket(&shop, "F1", "K1", "");
    for (line, first, again) in [
        ("scheme add Spaar --type spend", "created", "unchanged"),
        ("scheme reward Spaar --after 10.00 --gift Wax", "updated", "unchanged"),
        ("scheme edit Spaar --auto yes", "updated", "unchanged"),
        ("card add K1 --scheme stempelkaart", "unchanged", "unchanged"),
        ("card adjust K1 +4 --reason papier --key k1", "adjusted", "unchanged"),
        ("card redeem K1 \"20% off\" --key k2", "redeemed", "unchanged"),
        ("card grant K1 \"20% off\" --reason sorry --key k3", "granted", "unchanged"),
        ("card close K1 --reason weg", "closed", "unchanged"),
        ("card reopen K1 --reason terug", "reopened", "unchanged"),
        ("card add K2 --scheme Spaar --collected 5.00 --reason papier", "opened", "unchanged"),
        ("invoice record --number F1 --customer K1 --total 50.00 --card Stempelkaart", "unchanged", "unchanged"),
        ("scheme retire Spaar", "retired", "unchanged"),
    ] {
        assert_eq!(shop.json(line)["status"], first, "{line}");
        assert_eq!(shop.json(line)["status"], again, "{line}");
    }
}

#[test]
fn a_dry_run_says_the_same_and_keeps_nothing() {
    let shop = stamps(1);
    for line in [
        "scheme add Spaar --type spend",
        "card adjust K1 +1 --reason x",
        "card add K2 --scheme Stempelkaart",
        "invoice record --number F1 --customer K1 --total 50.00",
    ] {
        let dry = shop.json(&format!("--dry-run {line}"));
        assert_eq!(dry["dry_run"], true);
        let mut real = shop.json(line);
        real["dry_run"] = json!(true);
        assert_eq!(real, dry, "{line}");
    }
}

#[test]
fn the_list_is_for_the_counter() {
    let shop = stamps(3);
    shop.json("card add K2 --scheme Stempelkaart --collected 1 --reason papier");
    shop.json("customer add --ref K3 --name Cor");
    shop.json("card add K3 --scheme Stempelkaart --collected 5 --reason papier");
    let refs = |line: &str| -> Vec<String> {
        let items = shop.json(line)["items"].take();
        let refs = items.as_array().expect("a list").iter();
        refs.map(|item| item["customer"]["ref"].as_str().expect("a ref").to_owned()).collect()
    };
    assert_eq!(refs("card list"), ["K1", "K2", "K3"]);
    assert_eq!(refs("card list --ready"), ["K3"]);
    assert_eq!(refs("card list --missing 1"), ["K3"]);
    assert_eq!(refs("card list --missing 2"), ["K2", "K3"]);
    assert_eq!(refs("card list --limit 1 --after K1"), ["K2"]);
    assert_eq!(shop.json("card list --limit 2")["next"], "K2");
}

#[test]
fn the_history_of_cards_is_only_ever_added_to() {
    let shop = stamps(2);
    let database = rusqlite::Connection::open(shop.database()).expect("the database opens");
    for statement in [
        "UPDATE card_event SET change = 5",
        "DELETE FROM card_event",
        "INSERT OR REPLACE INTO card_event SELECT * FROM card_event",
    ] {
        let refused = database.execute(statement, []).expect_err(statement);
        assert!(refused.to_string().contains("only ever inserted"), "{statement}: {refused}");
    }
    // The database itself holds what a rule says of all cards.
    for statement in [
        "INSERT INTO card SELECT 2, customer_id, scheme_id, 1, 0, NULL, 1, operation_id FROM card",
        "UPDATE card SET collected = -1",
        "INSERT INTO scheme SELECT 2, 'stempelkaart', folded, kind, items, min_total, applies, once, max_per_day, auto, from_day, retired, into_id, operation_id FROM scheme",
    ] {
        assert!(database.execute(statement, []).is_err(), "{statement}");
    }
}
