//! History out of files: imported invoices count on cards in the order of their dates, and their totals stay.

use super::*;

/// A scheme of visits that opens cards by itself, with a reward at so many on the ticket after.
pub(super) fn auto(after: u32, more: &str) -> Shop {
    let shop = shop();
    shop.json(&format!("scheme add Stempelkaart --type visits --auto {more}"));
    shop.json(&format!("scheme reward Stempelkaart --after {after} --percent-off 20 --name Korting"));
    shop
}

/// A shop with a `spend` scheme: a gift for every 100.00, and a card for Anna.
pub(super) fn saving() -> Shop {
    let shop = shop();
    shop.json("scheme add Spaar --type spend --from 2025-01-01");
    shop.json("scheme reward Spaar --after 100.00 --gift Set");
    shop.json("card add K1 --scheme Spaar");
    shop
}

/// Takes in rows of `invoice,date,customer,amount` and what more the header names.
pub(super) fn take_in(shop: &Shop, header: &str, rows: &str, flags: &str) -> Value {
    shop.file("a.csv", &format!("invoice,date,customer,amount{header}\n{rows}"));
    shop.json(&format!("import csv a.csv {flags}"))
}

/// The events of the last card, as `event invoice change`.
pub(super) fn events(shop: &Shop, customer: &str) -> Vec<String> {
    let history = shop.json(&format!("card history {customer}"));
    let text = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let items = history["items"].as_array().expect("a list");
    items
        .iter()
        .map(|item| match &item["invoice"] {
            Value::Null => text(&item["event"]),
            invoice => format!("{} {} {}", text(&item["event"]), text(invoice), text(&item["change"])),
        })
        .collect()
}

pub(super) const THREE: &str = "F3,2025-03-03,K1,50.00\nF1,2025-03-01,K1,50.00\nF2,2025-03-02,K1,50.00\n";

#[test]
fn what_is_reached_before_the_first_day_is_waived_and_kept_from_then_on() {
    for (more, flags, waived, ready) in [
        ("", "", 1, 0),
        ("--from 2025-03-02", "", 0, 1),
        ("--from 2025-03-03", "", 1, 0),
        ("", "--rewards keep", 0, 1),
        ("--from 2025-01-01", "--rewards waive", 1, 0),
    ] {
        let shop = auto(2, more);
        let report = take_in(&shop, "", THREE, flags);
        assert_eq!(report["cards"], json!({ "opened": 1, "waived": waived }), "{more} {flags}");
        assert_eq!(stand(&shop, "K1"), (json!(1), ready), "{more} {flags}");
        assert_eq!(shop.json("invoice show F2")["invoice"]["total"], "50.00");
        assert_eq!(shop.json("invoice explain F2")["card"]["counted"], true);
        let due = if ready == 0 { "reward-waived F2 0" } else { "reward-due F2 0" };
        let want = ["opened F1 0", "collected F1 1", "collected F2 1", due, "collected F3 1"];
        assert_eq!(events(&shop, "K1"), want, "{more} {flags}");
        assert_eq!(shop.run("db check").exit, 0);
    }
    let shop = auto(2, "");
    shop.file("a.csv", "invoice,date,customer,amount\nF1,2025-03-01,K1,50.00\n");
    let refused = shop.error("import csv a.csv --rewards some");
    assert_eq!((&refused["code"], &refused["exit"]), (&json!("usage"), &json!(2)));
}

#[test]
fn the_choice_is_kept_in_a_profile() {
    let shop = auto(2, "");
    shop.file("a.csv", &format!("invoice,date,customer,amount\n{THREE}"));
    shop.json("import csv a.csv --rewards keep --save-profile p.toml");
    shop.json("import undo 1 --yes");
    shop.json("import csv a.csv --profile p.toml");
    assert_eq!(stand(&shop, "K1").1, 1);
}

#[test]
fn what_waits_is_used_on_the_next_ticket_at_the_till() {
    let shop = auto(2, "--from 2025-01-01");
    take_in(&shop, "", THREE, "");
    assert_eq!(ticket(&shop, "F4", "K1", "--keep-rewards")["card"]["ready"].as_array().map(Vec::len), Some(2));
    assert_eq!(ticket(&shop, "F5", "K1", "")["invoice"]["total"], "32.00");
}

#[test]
fn an_import_adds_after_what_is_there() {
    let shop = auto(5, "");
    ticket(&shop, "F9", "K1", "");
    let report = take_in(&shop, "", THREE, "");
    assert_eq!(report["cards"], json!({ "opened": 0, "waived": 0 }));
    assert_eq!(events(&shop, "K1")[1..], ["collected F9 1", "collected F1 1", "collected F2 1", "collected F3 1"]);
    // The fifth is at the till: it is due on that ticket, whatever the history said.
    assert_eq!(ticket(&shop, "F10", "K1", "")["invoice"]["total"], "40.00");
}

#[test]
fn the_same_file_again_counts_nothing() {
    let shop = auto(2, "--from 2025-01-01");
    take_in(&shop, ",card_reward", "F1,2025-03-01,K1,50.00,\nF2,2025-03-02,K1,40.00,Korting\n", "");
    let before = events(&shop, "K1");
    let again = shop.json("import csv a.csv");
    assert_eq!((&again["status"], &again["invoices"]["unchanged"]), (&json!("unchanged"), &json!(2)));
    assert_eq!(again["cards"], json!({ "opened": 0, "waived": 0 }));
    assert_eq!(events(&shop, "K1"), before);
}

#[test]
fn who_collects_nothing() {
    let shop = auto(5, "");
    shop.json("customer add --ref K3 --name Cis");
    shop.json("card add K3 --scheme Stempelkaart");
    shop.json("card close K3 --reason weg");
    let rows = "F1,2025-03-01,K1,50.00,unpaid\nF2,2025-03-01,K2,50.00,void\nF3,2025-03-01,,50.00,paid\n\
                F4,2025-03-01,K3,50.00,paid\n";
    let report = take_in(&shop, ",status", rows, "");
    assert_eq!(report["cards"], json!({ "opened": 0, "waived": 0 }));
    for customer in ["K1", "K2"] {
        assert_eq!(shop.error(&format!("card show {customer}"))["code"], "card_not_found");
    }
    // Paid, given to somebody: they count when a file brings them further.
    let report = take_in(&shop, ",status", "F1,2025-03-01,K1,50.00,paid\nF3,2025-03-01,K2,50.00,paid\n", "");
    assert_eq!((&report["invoices"]["updated"], &report["cards"]["opened"]), (&json!(2), &json!(2)));
    assert_eq!((stand(&shop, "K1").0, stand(&shop, "K2").0), (json!(1), json!(1)));
}

#[test]
fn what_a_file_brings_further_is_history_too() {
    for (flags, waived, ready) in [("", 2, 0), ("--rewards keep", 0, 1)] {
        let shop = auto(1, "");
        take_in(&shop, ",status", "F1,2025-03-01,K1,50.00,unpaid\nF2,2025-03-01,,50.00,paid\n", "");
        let report = take_in(&shop, ",status", "F1,2025-03-01,K1,50.00,paid\nF2,2025-03-01,K2,50.00,paid\n", flags);
        assert_eq!(report["cards"], json!({ "opened": 2, "waived": waived }));
        assert_eq!((stand(&shop, "K1").1, stand(&shop, "K2").1), (ready, ready));
        assert_eq!(shop.json("invoice show F1")["invoice"]["total"], "50.00");
    }
}

#[test]
fn points_and_cards_are_two_things() {
    let shop = auto(5, "");
    shop.json("settings set --earn spend-total --per 10.00");
    let report = take_in(&shop, "", THREE, "--points none");
    assert_eq!((&report["points"]["earned"], stand(&shop, "K1").0), (&json!(0), json!(3)));
}

#[test]
fn a_reward_that_the_till_had_worked_in_is_used() {
    for more in ["--from 2025-01-01", ""] {
        for (rows, want) in [
            // On the ticket that reaches it.
            (
                "F1,2025-03-01,K1,50.00,\nF2,2025-03-02,K1,40.00,korting\nF3,2025-03-03,K1,50.00,\n",
                &["collected F2 1", "reward-due F2 0", "reward-applied F2 0", "collected F3 1"][..],
            ),
            // On the one after it.
            (
                "F1,2025-03-01,K1,50.00,\nF2,2025-03-02,K1,50.00,\nF3,2025-03-03,K1,40.00,Korting\n",
                &["collected F2 1", "due", "collected F3 1", "reward-applied F3 0"],
            ),
        ] {
            let shop = auto(2, more);
            take_in(&shop, ",card_reward", rows, "");
            let due = if more.is_empty() { "reward-waived F2 0" } else { "reward-due F2 0" };
            let want: Vec<&str> = want.iter().map(|event| if *event == "due" { due } else { event }).collect();
            assert_eq!(events(&shop, "K1")[2..], want);
            assert_eq!(stand(&shop, "K1"), (json!(1), 0));
            assert_eq!(shop.run("db check").exit, 0);
        }
    }
}

#[test]
fn a_reward_that_cannot_be_had_rejects_its_invoice() {
    let shop = auto(2, "");
    let rows = "F1,2025-03-01,K1,50.00,Korting,,\nF2,2025-03-02,K1,50.00,Taart,,\nF3,2025-03-02,,50.00,Korting,,\n\
                F4,2025-03-02,K1,50.00,Korting,unpaid,\nF5,2025-03-03,K2,50.00,,,\nF6,2025-03-04,K2,-50.00,,,F5\n\
                R1,2025-03-04,K1,-50.00,,,F1\nR2,2025-03-04,K1,-50.00,,void,F1\n";
    shop.file("a.csv", &format!("invoice,date,customer,amount,card_reward,status,refers_to\n{rows}"));
    let refused = shop.error("import csv a.csv");
    assert_eq!(refused["code"], "input_rejected");
    let errors = refused["details"]["errors"].as_array().expect("a list").clone();
    let told: Vec<String> = errors
        .iter()
        .map(|error| format!("{}: {}", error["invoice"].as_str().unwrap(), error["message"].as_str().unwrap()))
        .collect();
    expect![[r#"
        F1: the reward is not ready on this card
        F2: the scheme `Stempelkaart` has no reward `Taart`
        F3: it is on no card that brings the reward `Korting`
        F4: an unpaid invoice uses no reward of a card
        R1: it refers to invoice `F1`, which is rejected"#]]
    .assert_eq(&told.join("\n"));
    let said = shop.run("--json import csv a.csv --partial");
    assert_eq!(said.exit, 8, "{}", said.stderr);
    let report: Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!((&report["invoices"]["new"], &report["invoices"]["rejected"]), (&json!(3), &json!(5)));
    assert_eq!(report["cards"], json!({ "opened": 1, "waived": 0 }));
    assert_eq!(shop.run("db check").exit, 0);
}

#[test]
fn a_reward_that_cannot_be_had_at_payment_rejects_its_invoice_too() {
    let shop = auto(2, "");
    let head = "invoice,date,customer,amount,status,card_reward\n";
    shop.file("a.csv", &format!("{head}F1,2025-03-01,,50.00,unpaid,\nF2,2025-03-02,K2,50.00,unpaid,\n"));
    shop.json("import csv a.csv");
    let rows = "F1,2025-03-01,K9,50.00,paid,Korting\nF2,2025-03-02,K2,50.00,paid,\n";
    let refused = shop.file("b.csv", &format!("{head}{rows}")).error("import csv b.csv");
    let errors = &refused["details"]["errors"];
    assert_eq!((&refused["exit"], &errors[0]["invoice"], &errors[1]), (&json!(6), &json!("F1"), &Value::Null));
    let said = shop.run("--json import csv b.csv --partial");
    assert_eq!(said.exit, 8, "{}", said.stderr);
    let report: Value = serde_json::from_str(&said.stdout).unwrap();
    assert_eq!((&report["invoices"]["updated"], &report["invoices"]["rejected"]), (&json!(1), &json!(1)));
    // Nothing of what was refused is there: neither half of the step, nor the customer made for it.
    let first = shop.json("invoice show F1")["invoice"].take();
    assert_eq!((&first["state"], &first["customer"]), (&json!("unpaid"), &Value::Null));
    assert_eq!((shop.error("customer show K9")["exit"].take(), &report["customers"]["created"]), (json!(3), &json!(0)));
    let kept = std::fs::read_to_string(shop.path("b.csv.errors.csv")).unwrap();
    let mended = kept.replace("Korting", "");
    assert_eq!(shop.file("c.csv", &mended).json("import csv c.csv")["invoices"]["updated"], 1);
    assert_eq!(stand(&shop, "K9").0, 1);
    assert_eq!(shop.run("db check").exit, 0);
}

#[test]
fn refunds_and_credit_notes_take_back() {
    let shop = saving();
    let rows =
        "R1,2025-03-04,K1,-30.00,F1\nC1,2025-03-03,K1,-15.00,\nF1,2025-03-01,K1,80.00,\nF2,2025-03-02,K1,50.00,\n";
    take_in(&shop, ",refers_to", rows, "");
    let want = [
        "opened",
        "collected F1 80.00",
        "collected F2 50.00",
        "reward-due F2 0.00",
        "reversed C1 -15.00",
        "reversed F1 -30.00",
        "reward-revoked F1 0.00",
    ];
    assert_eq!(events(&shop, "K1"), want);
    assert_eq!(stand(&shop, "K1"), (json!("85.00"), 0));
    // In a second file, of an invoice that is there.
    take_in(&shop, ",refers_to", "R2,2025-03-05,K1,-50.00,F1\n", "");
    assert_eq!(stand(&shop, "K1"), (json!("35.00"), 0));
    assert_eq!(shop.run("db check").exit, 0);
    // A visit goes when nothing is left of its ticket, and a credit note takes none.
    let shop = auto(5, "");
    let rows = "F1,2025-03-01,K1,80.00,\nF2,2025-03-02,K1,50.00,\nR1,2025-03-04,K1,-30.00,F1\n\
                R2,2025-03-04,K1,-50.00,F2\nC1,2025-03-05,K1,-15.00,\n";
    take_in(&shop, ",refers_to", rows, "");
    assert_eq!(stand(&shop, "K1").0, 1);
}

#[test]
fn visits_of_a_day_are_capped_in_files_too() {
    let shop = auto(5, "--max-per-day 1");
    let rows = "F1,2025-03-01,K1,50.00\nF2,2025-03-01,K1,50.00\nF3,2025-03-02,K1,50.00\n";
    take_in(&shop, "", rows, "");
    assert_eq!(stand(&shop, "K1").0, 2);
    assert_eq!(shop.json("invoice explain F2")["card"]["counted"], false);
}

#[test]
fn what_a_scheme_looks_at_is_in_the_columns() {
    let shop = shop();
    shop.json("scheme add Haar --type purchases --items category:haircare --auto --from 2025-01-01");
    shop.json("scheme reward Haar --after 3 --percent-off-item 50 --item category:haircare");
    let rows = "F1,2025-03-01,K1,40.00,haircare,4\nF1,2025-03-01,K1,5.00,comb,1\nF2,2025-03-02,K1,9.00,comb,3\n";
    take_in(&shop, ",category,quantity", rows, "");
    assert_eq!(stand(&shop, "K1"), (json!(1), 1));
}

#[test]
fn a_credit_note_into_an_earlier_round_leaves_its_rewards_as_they_became() {
    let head = "invoice,date,customer,kind,quantity,amount\n";
    let rows = "F1,2025-03-01,K1,product,2,10.00\nF2,2025-03-02,K1,product,2,10.00\nC1,2025-03-19,K1,product,-2,-10.00\n\
                F3,2025-03-27,K1,product,2,10.00\nF4,2025-03-28,K1,product,4,10.00\n";
    let shops = [1, 2, 3, 4, 5].map(|first| {
        let shop = Shop::new();
        shop.json("scheme add S --type purchases --items kind:product --auto --from 2025-03-15");
        shop.json("scheme reward S --after 4 --gift Wax");
        // All at once, or split by date.
        let rows: Vec<&str> = rows.split_inclusive('\n').collect();
        for part in [&rows[..first], &rows[first..]].into_iter().filter(|part| !part.is_empty()) {
            shop.file("a.csv", &format!("{head}{}", part.concat())).json("import csv a.csv");
        }
        assert_eq!(shop.run("db check").exit, 0);
        let history = shop.json("card history K1")["items"].take();
        let told = |event: &Value| format!("{} {} {}", event["date"], event["event"], event["collected"]);
        history.as_array().expect("a list").iter().map(told).collect::<Vec<_>>()
    });
    assert!(shops.iter().all(|events| *events == shops[4]), "{shops:?}");
    let due: Vec<_> = shops[4].iter().filter(|event| event.contains("reward-")).collect();
    assert_eq!(due, ["\"2025-03-02\" \"reward-waived\" 4", "\"2025-03-28\" \"reward-due\" 8"]);
}

/// Tills cancel a sale and credit it too: the card gives the visit back once, and undoing the import once.
#[test]
fn what_is_given_back_of_a_void_ticket_takes_nothing_more() {
    let rows = "F1,2025-03-01,K1,50.00\nF2,2025-03-02,K1,50.00\nF3,2025-03-03,K1,50.00\n";
    let credit = "invoice,date,customer,amount,status,refers_to\n";
    let shop = auto(5, "");
    take_in(&shop, "", rows, "");
    shop.json("invoice void F1 --reason twice");
    for _ in 0..2 {
        shop.file("r.csv", &format!("{credit}R1,2025-03-09,K1,-50.00,paid,F1\n")).json("import csv r.csv");
        assert_eq!(stand(&shop, "K1").0, 2);
        let import = shop.json("import list --limit 1")["items"][0]["id"].clone();
        shop.json(&format!("import undo {import} --yes"));
        assert_eq!(stand(&shop, "K1").0, 2);
    }
    // Void and credited in one file, and undone.
    let shop = auto(5, "");
    take_in(&shop, "", rows, "");
    let both = "F1,2025-03-01,K1,50.00,void,\nR1,2025-03-09,K1,-50.00,paid,F1\n";
    shop.file("r.csv", &format!("{credit}{both}")).json("import csv r.csv");
    assert_eq!(stand(&shop, "K1").0, 2);
    shop.json("import undo 2 --yes");
    assert_eq!(stand(&shop, "K1").0, 3);
    assert_eq!(shop.run("db check").exit, 0);
}
