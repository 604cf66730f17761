//! Tickets of a card that was merged into another: it is the other that they are taken back from.

use super::*;

/// Anna (K1) with A0 and A1, which used a reward, and Bea (K2) with B0, before Anna's card is merged into hers.
fn two_cards(scheme: &str, reward: &str) -> Shop {
    let shop = shop();
    shop.json(&format!("scheme add V {scheme}"));
    shop.json(&format!("scheme reward V {reward} --amount-off 1.00 --name R"));
    for line in [
        "card add K1 --scheme V",
        "card add K2 --scheme V",
        "invoice record --number A0 --customer K1 --total 10.00",
        "invoice record --number A1 --customer K1 --total 10.00",
        "invoice record --number B0 --customer K2 --total 10.00",
    ] {
        shop.json(line);
    }
    shop
}

fn merged(scheme: &str, reward: &str) -> Shop {
    let shop = two_cards(scheme, reward);
    shop.json("customer merge K1 --into K2 --yes");
    shop
}

#[track_caller]
fn is_sound(shop: &Shop) {
    let said = shop.run("db check");
    assert_eq!(said.exit, 0, "{}", said.stderr);
}

#[test]
fn a_void_takes_the_visit_of_a_ticket_that_used_a_reward() {
    let shop = merged("--type visits", "--after 2");
    assert_eq!(stand(&shop, "K2"), (json!(1), 0));
    shop.json("invoice void A1 --reason x");
    assert_eq!(stand(&shop, "K2"), (json!(0), 1));
    let history = shop.json("card history K2")["items"].take();
    let of_ticket: Vec<&str> = history
        .as_array()
        .expect("events")
        .iter()
        .filter(|event| event["invoice"] == "A1")
        .filter_map(|event| event["event"].as_str())
        .collect();
    assert_eq!(of_ticket, ["reward-redeemed", "reward-returned", "reversed"]);
    shop.json("invoice void A0 --reason x");
    shop.json("invoice void B0 --reason x");
    assert_eq!(stand(&shop, "K2"), (json!(0), 0));
    assert_eq!(shop.json("card history K2")["items"].as_array().expect("events").last().expect("one")["collected"], 0);
    is_sound(&shop);
}

#[test]
fn a_refund_takes_what_a_ticket_brought_that_used_a_reward() {
    for (scheme, reward, refund, change) in [
        ("--type visits", "--after 2", "--all", json!(-1)),
        ("--type visits", "--after 2", "--amount 5.00", json!(0)),
        ("--type spend", "--after 10.00", "--amount 5.00", json!("-5.00")),
        ("--type spend", "--after 10.00", "--all", json!("-9.00")),
        ("--type purchases --items kind:other", "--after 1", "--line 1", json!(-1)),
    ] {
        let shop = merged(scheme, reward);
        assert_eq!(shop.json(&format!("invoice refund A1 {refund}"))["card"]["change"], change, "{scheme} {refund}");
        is_sound(&shop);
    }
}

#[test]
fn a_granted_reward_goes_over_beside_one_that_the_sum_makes_due() {
    for (from, into) in [("K1", "K2"), ("K2", "K1")] {
        let shop = shop();
        for line in [
            "scheme add V --type visits",
            "scheme reward V --after 3 --amount-off 1.00 --name R",
            "card add K1 --scheme V --collected 1 --reason x",
            "card grant K1 R --reason x",
            "card add K2 --scheme V --collected 2 --reason y",
            &format!("customer merge {from} --into {into} --yes"),
        ] {
            shop.json(line);
        }
        assert_eq!(stand(&shop, into), (json!(0), 2), "{from} into {into}");
        is_sound(&shop);
    }
}

#[test]
fn a_ticket_that_moved_shows_the_card_that_went_on() {
    let shop = merged("--type visits", "--after 2");
    let card = |answer: &Value| {
        let card = &answer["card"];
        (card["collected"].clone(), card["change"].clone(), card["applied"].clone(), card["next"]["missing"].clone())
    };
    let used = json!([{ "reward": "R", "discount": "1.00" }]);
    assert_eq!(card(&shop.json("invoice show A1")), (json!(1), json!(1), used, json!(1)));
    assert_eq!(card(&shop.json("invoice show A0")), (json!(1), json!(1), json!([]), json!(1)));
    let voided = shop.json("invoice void A1 --reason x");
    assert_eq!(card(&voided).0, shop.json("card show K2")["card"]["collected"]);
    assert_eq!((&voided["card"]["change"], &voided["card"]["applied"]), (&json!(0), &json!([])));
    assert_eq!(voided["card"]["ready"], json!([{ "reward": "R" }]));
    // What was given back is used no more, whatever round it went over to: the ticket may go to somebody else.
    let shop = two_cards("--type visits", "--after 2");
    shop.json("invoice record --number B1 --customer K2 --total 10.00");
    shop.json("customer merge K1 --into K2 --yes");
    shop.json("customer add --ref K3 --name Cor");
    assert_eq!(shop.error("invoice assign A1 K3")["code"], "in_use");
    let refunded = shop.json("invoice refund A1 --all");
    assert_eq!(refunded["card"]["returned"], json!([{ "reward": "R" }]));
    assert_eq!(shop.json("invoice show A1")["card"]["applied"], json!([]));
    assert_eq!(shop.json("invoice assign A1 K3")["status"], "assigned");
    is_sound(&shop);
}

/// The visits of a day are those of the person, on whichever card they were counted.
#[test]
fn a_day_is_full_with_the_visits_of_both() {
    for (most, void, counts) in [(2, None, false), (3, None, false), (4, None, true), (3, Some("A0"), true)] {
        let shop = two_cards(&format!("--type visits --max-per-day {most}"), "--after 9");
        shop.json("customer merge K1 --into K2 --yes");
        let before = i64::from(most.min(2)) + 1;
        if let Some(number) = void {
            shop.json(&format!("invoice void {number} --reason x"));
        }
        let before = before - i64::from(void.is_some());
        assert_eq!(stand(&shop, "K2").0, before, "{most} {void:?}");
        let card = shop.json("invoice record --number B1 --customer K2 --total 10.00")["card"].take();
        assert_eq!(
            (&card["change"], &card["collected"]),
            (&json!(i64::from(counts)), &json!(before + i64::from(counts)))
        );
        let explained = shop.json("invoice explain B1")["card"].take();
        assert_eq!(explained["counted"], counts, "{most} {void:?}: {explained}");
        is_sound(&shop);
    }
    // A scheme that is retired into another hands its visits over too.
    let shop = shop();
    shop.json("scheme add V --type visits --max-per-day 1");
    shop.json("scheme add W --type visits --max-per-day 1");
    shop.json("card add K1 --scheme V");
    shop.json("invoice record --number A0 --customer K1 --total 10.00");
    shop.json("scheme retire V --into W");
    assert_eq!(shop.json("invoice record --number A1 --customer K1 --total 10.00")["card"]["change"], 0);
}

/// What the added-up card reaches by itself goes with its tickets; what was granted beside it stays, as the README says.
#[test]
fn a_reward_that_a_merge_grants_stays_whatever_becomes_of_its_tickets() {
    let shop = shop();
    shop.json("scheme add V --type visits --auto");
    shop.json("scheme reward V --after 2 --gift G");
    shop.json("scheme reward V --after 5 --gift H");
    for customer in ["K1", "K2"] {
        for n in [1, 2] {
            ticket(&shop, &format!("{customer}-{n}"), customer, "--keep-rewards");
        }
    }
    shop.json("customer merge K2 --into K1 --yes");
    assert_eq!(stand(&shop, "K1"), (json!(4), 2));
    shop.json("invoice void K2-1 --reason x");
    shop.json("invoice void K2-2 --reason x");
    assert_eq!(stand(&shop, "K1"), (json!(2), 2));
    shop.json("invoice void K1-1 --reason x");
    assert_eq!(stand(&shop, "K1"), (json!(1), 1));
    is_sound(&shop);
}

/// The card that was added to another is no card of its own any more, whichever of the two was opened first.
#[test]
fn the_card_that_goes_on_is_the_last_one_there_was() {
    for (from, into) in [("K1", "K2"), ("K2", "K1")] {
        let mut shop = two_cards("--type visits", "--after 9");
        shop.on("2026-11-25").json(&format!("customer merge {from} --into {into} --yes"));
        let alone = if into == "K2" { 1 } else { 2 };
        let past = shop.json(&format!("customer balance {into} --at 2026-11-24"));
        assert_eq!(past["card"]["collected"], alone, "{into}");
        assert_eq!(shop.json(&format!("card reopen {into} --reason x"))["status"], "unchanged", "{into}");
        shop.json(&format!("card close {into} --reason x"));
        assert_eq!(shop.json(&format!("card show {into}"))["card"]["collected"], 3, "{into}");
        for line in [format!("card history {into}"), format!("card history {into} --scheme V")] {
            let history = shop.json(&line);
            let last = history["items"].as_array().expect("events").last().expect("one");
            assert_eq!((&last["event"], &last["collected"]), (&json!("closed"), &json!(3)), "{line}");
        }
        assert_eq!(shop.json(&format!("card reopen {into} --reason x"))["card"]["collected"], 3, "{into}");
        is_sound(&shop);
    }
}

/// A merge brings cards of any age: the one that was closed last is the one to open again.
#[test]
fn the_card_that_was_closed_last_is_opened_again() {
    for other in ["V", "W"] {
        let shop = shop();
        shop.json("customer add --ref K9 --name Ina");
        for scheme in ["V", "W"] {
            shop.json(&format!("scheme add {scheme} --type visits"));
            shop.json(&format!("scheme reward {scheme} --after 5 --percent-off 20"));
        }
        shop.json("card add K1 --scheme V");
        shop.json("card adjust K1 +3 --reason brought");
        shop.json(&format!("card add K9 --scheme {other}"));
        shop.json("card adjust K9 +1 --reason brought");
        shop.json("card close K9 --reason old");
        shop.json("customer merge K9 --into K1 --yes");
        let stands = |report: &Value| (report["card"]["scheme"].clone(), report["card"]["collected"].clone());
        for line in ["card close K1 --reason slip", "card show K1", "card reopen K1 --reason back"] {
            assert_eq!(stands(&shop.json(line)), (json!("V"), json!(3)), "{other} {line}");
        }
    }
}
