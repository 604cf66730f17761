//! People: two that are one, one that is to be forgotten, and all that is known of one.

mod erase;
mod export;
mod later;
mod merge;

use serde_json::{Value, json};

use crate::shop::Shop;

/// Anna twice: K1 with 9 points and 2 visits, K2 with 15 of other months, a visit, an e-mail and 4 points spent.
fn shop() -> Shop {
    let shop = Shop::new();
    shop.json("settings set --per 10.00 --expire-after 12m");
    shop.json("scheme add Stempelkaart --type visits --auto");
    shop.json("scheme reward Stempelkaart --after 3 --percent-off 20 --name \"20% korting\"");
    shop.json("customer add --ref K1 --name \"Anna Jansen\" --phone \"06 12345678\"");
    shop.json("customer add --ref K2 --name \"A. Jansen\" --email anna@example.nl");
    shop.json("invoice record --number A1 --customer K1 --date 2026-02-10 --total 40.00");
    shop.json("invoice record --number A2 --customer K1 --date 2026-03-10 --total 50.00");
    shop.json("invoice record --number B1 --customer K2 --date 2026-01-05 --total 150.00");
    shop.json("points redeem K2 --points 4 --reason cup --key cup-1");
    shop
}

fn points(shop: &Shop, who: &str) -> Value {
    shop.json(&format!("customer balance {who}"))["points"].take()
}

#[track_caller]
fn is_sound(shop: &Shop) {
    let said = shop.run("db check");
    assert_eq!(said.exit, 0, "{}", said.stderr);
}

fn merged(shop: &Shop) {
    assert_eq!(shop.json("customer merge K2 --into K1 --yes")["status"], json!("merged"));
    is_sound(shop);
}
