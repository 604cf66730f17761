//! Schemes: what is told of them, what changes, and what becomes of their cards.

use super::*;

#[test]
fn a_scheme_is_told_with_its_rewards() {
    let shop = shop();
    shop.json(
        "scheme add Knipkaart --type visits --items kind:service --min-total 20 --max-per-day 1 --applies next --auto",
    );
    shop.json("scheme reward Knipkaart --after 5 --percent-off 20 --max 15.00");
    shop.json("scheme reward Knipkaart --after 10 --free-item sku:SH-01 --name Shampoo");
    shop.run("scheme show knipkaart").says(expect![[r#"
        Knipkaart  active
        type:            visits
        items:           kind:service
        least total:     20.00
        visits a day:    1
        rewards come on: the ticket after
        rounds:          one after the other
        opens by itself: yes
        from:            2026-11-21
        cards:           0 active, 0 in all

        after  reward                  what it gives
        ─────────────────────────────────────────────────────
            5  20% off, at most 15.00  20% off, at most 15.00
           10  Shampoo                 free sku:SH-01
    "#]]);
    shop.run("scheme show Knipkaart --json").says(expect![[r#"
        {
          "schema": "loyalty.scheme/1",
          "dry_run": false,
          "status": "active",
          "currency": "EUR",
          "scheme": {
            "name": "Knipkaart",
            "type": "visits",
            "items": [
              "kind:service"
            ],
            "min_total": "20.00",
            "applies": "next",
            "once": false,
            "max_per_day": 1,
            "auto": true,
            "from": "2026-11-21",
            "retired": false,
            "into": null,
            "rewards": [
              {"name": "20% off, at most 15.00", "after": 5, "benefit": {"kind": "percent-off", "amount": null, "percent": "20", "max": "15.00", "on": null, "gift": null}},
              {"name": "Shampoo", "after": 10, "benefit": {"kind": "free-item", "amount": null, "percent": null, "max": null, "on": "sku:SH-01", "gift": null}}
            ],
            "cards": {
              "active": 0,
              "total": 0
            }
          }
        }
    "#]]);
    shop.run("scheme list").says(expect![[r#"
        name       type    rewards                                 auto  active cards  state
        ─────────────────────────────────────────────────────────────────────────────────────
        Knipkaart  visits  5: 20% off, at most 15.00, 10: Shampoo  yes              0  active
    "#]]);
}

#[test]
fn a_wrong_reward_is_put_right() {
    let shop = stamps(2);
    let scheme = shop.json("scheme edit Stempelkaart --reward \"20% off\" --percent-off 25")["scheme"].take();
    assert_eq!(scheme["rewards"][0]["name"], "25% off");
    ticket(&shop, "F1", "K1", "");
    assert_eq!(ticket(&shop, "F2", "K1", "")["invoice"]["total"], "37.50");
}

#[test]
fn before_there_is_a_card_everything_may_change() {
    let shop = shop();
    shop.json("scheme add S --type visits");
    shop.json("scheme reward S --after 5 --percent-off 20");
    shop.json("scheme reward S --after 9 --gift Wax");
    shop.json(
        "scheme edit S --remove-reward Wax --rename T --items kind:service --min-total 5.00 --once yes --max-per-day 2",
    );
    shop.json("scheme edit T --reward \"20% off\" --after 4 --reward-name korting");
    let scheme = shop.json("scheme edit T --items none --max-per-day none")["scheme"].take();
    assert_eq!((&scheme["items"], &scheme["max_per_day"]), (&json!([]), &Value::Null));
    assert_eq!((&scheme["min_total"], &scheme["once"]), (&json!("5.00"), &json!(true)));
    assert_eq!(scheme["rewards"].as_array().expect("rewards").len(), 1);
    assert_eq!((&scheme["rewards"][0]["after"], &scheme["rewards"][0]["name"]), (&json!(4), &json!("korting")));
}

#[test]
fn cards_go_over_to_the_scheme_that_follows() {
    let shop = stamps(3);
    shop.json("card adjust K1 +4 --reason papier");
    shop.json("scheme add Nieuw --type visits");
    shop.json("scheme reward Nieuw --after 2 --gift Wax");
    assert_eq!(shop.json("scheme retire Stempelkaart --into Nieuw")["scheme"]["into"], "Nieuw");
    let card = shop.json("card show K1")["card"].take();
    assert_eq!((&card["scheme"], &card["collected"]), (&json!("Nieuw"), &json!(1)));
    assert_eq!(card["ready"], json!([{ "reward": "20% off" }]));
    // What was brought along is used, and the new scheme goes on counting.
    let answer = ticket(&shop, "F1", "K1", "");
    assert_eq!(answer["invoice"]["total"], "40.00");
    assert_eq!(answer["card"]["applied"].as_array().expect("rewards").len(), 2);
    assert_eq!(shop.error("card reopen K2 --reason x")["code"], "card_not_found");
    assert_eq!(shop.json("scheme retire Stempelkaart --into Nieuw")["status"], "unchanged");
    assert_eq!(shop.json("card history K1 --scheme Stempelkaart")["items"][4]["event"], "closed");
}

#[test]
fn a_retired_scheme_goes_on_for_those_who_have_a_card() {
    let shop = stamps(2);
    shop.json("scheme retire Stempelkaart");
    ticket(&shop, "F1", "K1", "");
    assert_eq!(ticket(&shop, "F2", "K1", "")["invoice"]["total"], "40.00");
    assert_eq!(shop.json("scheme list")["total"], 0);
    assert_eq!(shop.json("scheme list --all")["items"][0]["retired"], true);
}
