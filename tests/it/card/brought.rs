//! Cards that customers bring from an older system, with `import customers`.

use super::imports::{events, take_in};
use super::*;

/// A shop with an `auto` scheme of visits that starts this year.
fn stamp_shop() -> Shop {
    let shop = Shop::new();
    shop.json("scheme add Stempelkaart --type visits --auto --applies next --from 2026-01-01");
    shop.json("scheme reward Stempelkaart --after 5 --percent-off 20 --name Korting");
    shop
}

#[test]
fn a_full_card_is_ready() {
    let shop = stamp_shop();
    shop.file("k.csv", "ref,name,stempels\nK1,Anna,3\nK2,Bram,5\nK3,Cor,0\nK4,Dirk,\nK5,Eva,12\n");
    let taken = shop.json("import customers k.csv --scheme stempelkaart");
    assert_eq!((&taken["rows"]["new"], &taken["cards"]), (&json!(5), &json!({ "opened": 4, "ready": 3 })));
    for (customer, want) in [("K1", (3, 0)), ("K2", (0, 1)), ("K3", (0, 0)), ("K5", (2, 2))] {
        assert_eq!(stand(&shop, customer), (json!(want.0), want.1), "{customer}");
    }
    assert_eq!(shop.error("card show K4")["code"], "card_not_found");
    assert_eq!(shop.json("card history K1")["items"][1]["reason"], "brought from `opening`");
    assert_eq!(ticket(&shop, "T1", "K2", "")["invoice"]["total"], "40.00");

    // The same again is unchanged, another number is an error, another source adds.
    assert_eq!(shop.json("import customers k.csv --scheme Stempelkaart")["status"], "unchanged");
    shop.file("more.csv", "ref,stempels\nK1,4\nK4,1\n");
    let refused = shop.error("import customers more.csv --scheme Stempelkaart");
    assert_eq!((&refused["exit"], &refused["details"]["error_count"]), (&json!(6), &json!(1)));
    let message = "the card of `K1` brought 3 from `opening` already, dated 2026-11-21";
    assert_eq!(refused["details"]["errors"][0]["message"], message);
    shop.json("import customers more.csv --scheme Stempelkaart --source till");
    assert_eq!(stand(&shop, "K1"), (json!(2), 1));
    assert_eq!(shop.run("db check").exit, 0);
}

#[test]
fn what_does_not_fit_is_told() {
    let shop = stamp_shop();
    shop.json("scheme add Spaar --type spend");
    shop.json("scheme reward Spaar --after 100.00 --gift Set");
    shop.file("k.csv", "ref,collected\nK1,12.50\nK2,7\n");
    let refused = shop.error("import customers k.csv --scheme Stempelkaart");
    let message = "cards of `Stempelkaart` collect whole numbers, and the row has something else";
    assert_eq!(refused["details"]["errors"][0]["message"], message);
    shop.json("import customers k.csv --scheme Spaar");
    assert_eq!(stand(&shop, "K1"), (json!("12.50"), 0));
    shop.file("k.csv", "ref,collected\nK1,1\n");
    let refused = shop.error("import customers k.csv --scheme Stempelkaart --source other");
    assert_eq!(refused["details"]["errors"][0]["message"], "`K1` has an active card of `Spaar`");
    assert_eq!(shop.error("import customers k.csv --scheme Nergens")["code"], "scheme_not_found");
    shop.file("bare.csv", "ref,name\nK7,Gea\n");
    assert_eq!(shop.error("import customers bare.csv --scheme Spaar")["exit"], 2);
    let taken = shop.json("import customers bare.csv --scheme Spaar --set collected=0");
    assert_eq!(taken["cards"]["opened"], 1);
    // Without a scheme what was collected is left out, and said so.
    shop.file("k.csv", "ref,collected\nK9,1\n");
    let taken = shop.json("import customers k.csv");
    assert_eq!((&taken["cards"]["opened"], taken["warnings"].as_array().map(Vec::len)), (&json!(0), Some(1)));
}

#[test]
fn history_up_to_that_day_is_on_the_old_card() {
    let shop = stamp_shop();
    shop.file("k.csv", "ref,stempels,points_date\nK1,3,2026-05-01\n");
    shop.json("import customers k.csv --scheme Stempelkaart");
    let rows = "F1,2026-04-30,K1,50.00,\nF2,2026-05-01,K1,40.00,Korting\nF3,2026-05-02,K1,50.00,\n";
    let taken = take_in(&shop, ",card_reward", rows, "");
    assert_eq!(stand(&shop, "K1").0, 4);
    // It covers the card, and not the points, of which it brought none.
    assert_eq!((&taken["covered"], &taken["points"]["earned"]), (&json!(0), &json!(14)));
    assert_eq!(shop.json("import csv a.csv")["status"], "unchanged");
    // Points that were brought cover both, unless all is to count.
    for (flags, collected, covered) in [("", 1, 2), ("--points all", 3, 0)] {
        let shop = stamp_shop();
        shop.file("k.csv", "ref,points,points_date\nK1,3,2026-05-01\n").json("import customers k.csv");
        let taken = take_in(&shop, "", &rows.replace(",Korting", "").replace(",\n", "\n"), flags);
        assert_eq!((stand(&shop, "K1").0, &taken["covered"]), (json!(collected), &json!(covered)), "{flags}");
    }
}

#[test]
fn it_is_taken_back_as_a_whole() {
    let shop = stamp_shop();
    ticket_of_new(&shop, "T1", "K1");
    shop.file("k.csv", "ref,stempels\nK1,4\nK2,5\n");
    shop.json("import customers k.csv --scheme Stempelkaart");
    assert_eq!((stand(&shop, "K1"), stand(&shop, "K2")), ((json!(0), 1), (json!(0), 1)));
    let before = events(&shop, "K1");
    shop.json("card redeem K2 Korting");
    let refused = shop.error("import undo 1 --yes");
    assert_eq!(refused["details"]["cards"][0]["event"], "reward-redeemed");
    assert_eq!(events(&shop, "K1"), before);
    let undone = shop.json("import undo 1 --yes --allow-negative");
    assert_eq!((&undone["cards"], stand(&shop, "K1")), (&json!(0), (json!(1), 0)));
    assert_eq!(shop.run("db check").exit, 0);
    shop.json("import customers k.csv --scheme Stempelkaart");
    assert_eq!(stand(&shop, "K1"), (json!(0), 1));
    assert_eq!(shop.json("import undo 2 --yes")["status"], "undone");
}

fn ticket_of_new(shop: &Shop, number: &str, customer: &str) {
    shop.json(&format!("customer add --ref {customer} --name Anna"));
    ticket(shop, number, customer, "");
}
