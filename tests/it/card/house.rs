//! What other parts of the house do with cards: proving them, merging customers, walking an import and undoing it.

use loyalty::domain::card::Reached;
use loyalty::domain::{Collected, CustomerId, Day};
use loyalty::failure::Failure;
use loyalty::ops::card::ticket::History;
use loyalty::ops::card::walk::{CardWalk, WalkedTicket};
use loyalty::ops::card::{check, merge, undo};
use loyalty::ops::change;
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
    write(&shop, |tx| merge::merge(tx, id("K1"), id("K2"))).expect("they are merged");
    assert_eq!(stand(&shop, "K2"), (json!(1), 1));
    assert_eq!(faults(&shop), Vec::<String>::new());

    shop.json("customer add --ref K3 --name Cor");
    shop.json("scheme add Spaar --type spend");
    shop.json("card add K3 --scheme Spaar");
    let refused = write(&shop, |tx| merge::merge(tx, id("K3"), id("K2"))).expect_err("two schemes");
    assert_eq!((refused.kind().code(), refused.hints().len()), ("card_exists", 1));
}

/// Walks three tickets of an unknown customer that are recorded already, in one operation; gives (opened, waived).
fn walk(shop: &Shop, rewards: Option<Reached>, numbers: &[&str]) -> (u64, u64) {
    let walked = write(shop, |tx| {
        let customer = change::find(tx, numbers[0])?.customer.expect("somebody's");
        let first = tx.next_card_event()?;
        let mut walk = CardWalk::new(customer, History { rewards });
        for number in numbers {
            let invoice = change::find(tx, number)?;
            let ticket =
                WalkedTicket { invoice: invoice.id, date: invoice.day, change: Collected::ONE, worked_in: None };
            walk.ticket(tx, ticket)?;
        }
        Ok(tx.count_opened_and_waived(first)?)
    });
    walked.expect("they are walked")
}

#[test]
fn history_is_counted_and_undone_as_if_it_had_never_been() {
    let shop = shop();
    for (number, date) in [("H1", "2025-03-01"), ("H2", "2025-03-02"), ("H3", "2025-03-03")] {
        shop.json(&format!("invoice record --number {number} --customer K1 --total 50.00 --date {date}"));
    }
    shop.json("scheme add Stempelkaart --type visits --auto");
    shop.json("scheme reward Stempelkaart --after 2 --percent-off 20");
    let last = || -> loyalty::domain::OperationId {
        let rows = open(&shop).read(|reader| reader.log(None, None, None, 1)).expect("a reading");
        rows[0].id
    };
    for (rewards, waived, ready) in [(None, 1, 0), (Some(Reached::Ready), 0, 1), (Some(Reached::Waived), 1, 0)] {
        assert_eq!(walk(&shop, rewards, &["H1", "H2", "H3"]), (1, waived));
        let import = last();
        assert_eq!(stand(&shop, "K1"), (json!(1), ready));
        assert_eq!(faults(&shop), Vec::<String>::new());
        write(&shop, |tx| undo::undo(tx, import, None)).expect("it is undone");
        assert_eq!(shop.error("card show K1")["code"], "card_not_found");
        assert_eq!(faults(&shop), Vec::<String>::new());
    }

    // On a card that was there, what was there stays; what was done since is in the way.
    shop.json("card add K1 --scheme Stempelkaart --collected 1 --reason papier");
    assert_eq!(walk(&shop, Some(Reached::Ready), &["H1", "H2"]), (0, 0));
    let import = last();
    assert_eq!(stand(&shop, "K1"), (json!(1), 1));
    shop.json("card redeem K1 \"20% off\"");
    shop.json("card adjust K1 +1 --reason x");
    let in_the_way = open(&shop).read(|reader| undo::in_the_way(reader, import)).expect("a reading");
    let events: Vec<&str> = in_the_way.iter().map(|found| found.event).collect();
    assert_eq!(events, ["reward-redeemed", "adjusted", "reward-due"][..2]);
    write(&shop, |tx| undo::undo(tx, import, None)).expect("it is undone");
    assert_eq!(shop.json("card show K1")["card"]["collected"], 0);
    assert_eq!(faults(&shop), Vec::<String>::new());
}
