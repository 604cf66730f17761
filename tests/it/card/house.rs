//! What other parts of the house do with cards: proving them, merging customers.

use loyalty::domain::{CustomerId, Day};
use loyalty::failure::Failure;
use loyalty::ops::card::{check, merge};
use loyalty::store::{Action, Context, Mode, Store, Tx};

use super::*;

fn open(shop: &Shop) -> Store {
    Store::open(&shop.database()).expect("the database opens")
}

fn write<T>(shop: &Shop, body: impl FnOnce(&Tx<'_>) -> Result<T, Failure>) -> Result<T, Failure> {
    let today = Day::parse("2026-11-21").expect("a day");
    let context = Context { today, now_millis: 1_700_000_000_000, actor: "house".to_owned(), mode: Mode::Real };
    open(shop).write(&context, Action("test"), body)
}

fn faults(shop: &Shop) -> Vec<String> {
    let (_, problems) = open(shop).read(check::check).expect("a reading");
    problems.into_iter().map(|problem| format!("{}: {}", problem.customer, problem.what)).collect()
}

#[test]
fn every_card_is_rebuilt_from_its_events() {
    let shop = stamps(2);
    for number in 1..=5 {
        ticket(&shop, &format!("F{number}"), "K1", if number == 4 { "--keep-rewards" } else { "" });
    }
    for line in [
        "invoice void F1 --reason x",
        "invoice refund F4 --all",
        "card adjust K1 +3 --reason x",
        "card grant K1 \"20% off\" --reason x",
        "card redeem K1 \"20% off\"",
        "invoice assign F3 K2",
        "card close K1 --reason x",
        "card reopen K1 --reason x",
        "scheme add Nieuw --type visits",
        "scheme reward Nieuw --after 1 --gift Wax",
        "scheme retire Stempelkaart --into Nieuw",
        "invoice void F5 --reason x",
    ] {
        shop.json(line);
    }
    assert_eq!(faults(&shop), Vec::<String>::new());
    assert_eq!(shop.json("db check")["looked_at"]["cards"], 2);

    let database = rusqlite::Connection::open(shop.database()).expect("the database opens");
    let row = "K1: ";
    for (tamper, back, want) in [
        ("UPDATE card SET collected = collected + 1", "UPDATE card SET collected = collected - 1", "kept as collected"),
        (
            "DROP TRIGGER card_event_is_not_changed; UPDATE card_event SET change = change + 1 WHERE id = 2",
            "UPDATE card_event SET change = change - 1 WHERE id = 2",
            "running total of its event 2",
        ),
        ("UPDATE card_reward SET state = 'waived', invoice_id = NULL WHERE state = 'used'", "", "kept of its rewards"),
    ] {
        database.execute_batch(tamper).expect("it is tampered with");
        let found = faults(&shop);
        assert!(found.iter().any(|fault| fault.starts_with(row) && fault.contains(want)), "{tamper}: {found:?}");
        let error = shop.error("db check");
        let findings = error["details"]["findings"].as_array().expect("a list");
        let of_card = |finding: &&Value| finding["check"] == "card";
        let told = findings.iter().find(of_card).unwrap_or_else(|| panic!("{tamper}: {findings:?}"));
        assert!((&told["customer"], &error["exit"]) == (&json!("K1"), &json!(1)), "{tamper}: {findings:?}");
        database.execute_batch(back).expect("it is put back");
    }
}

#[test]
fn the_cards_of_one_person_add_up() {
    let shop = stamps(3);
    shop.json("card add K2 --scheme Stempelkaart --collected 2 --reason papier");
    ticket(&shop, "F1", "K1", "");
    ticket(&shop, "F2", "K1", "");
    let id = |reference: &str| -> CustomerId {
        let found = open(&shop).read(|reader| reader.customer_by_reference(reference));
        found.expect("a reading").expect("a customer").id
    };
    write(&shop, |tx| merge::merge(tx, id("K1"), id("K2"), None)).expect("they are merged");
    assert_eq!(stand(&shop, "K2"), (json!(1), 1));
    assert_eq!(faults(&shop), Vec::<String>::new());

    shop.json("customer add --ref K3 --name Cor");
    shop.json("scheme add Spaar --type spend");
    shop.json("card add K3 --scheme Spaar");
    let refused = write(&shop, |tx| merge::merge(tx, id("K3"), id("K2"), None)).expect_err("two schemes");
    assert_eq!((refused.kind().code(), refused.hints().len()), ("card_exists", 1));
}
