//! What a ticket brought is taken back with it, and comes again when that is undone.

use super::*;

fn spend() -> Shop {
    let shop = shop();
    shop.json("scheme add Spaar --type spend");
    shop.json("scheme reward Spaar --after 100.00 --amount-off 10.00");
    shop.json("card add K1 --scheme Spaar");
    shop
}

#[test]
fn a_void_takes_a_correction_on_the_ticket_along() {
    let shop = stamps(5);
    ticket(&shop, "F1", "K1", "");
    shop.json("card adjust K1 +2 --reason drie --invoice F1");
    shop.json("card adjust K1 +1 --reason los");
    assert_eq!(stand(&shop, "K1").0, 4);
    let answer = shop.json("invoice void F1 --reason fout");
    assert_eq!(answer["card"]["collected"], 1);
    assert_eq!(shop.json("card history K1")["items"][4]["change"], -3);
    assert_eq!(shop.json("card history K1")["items"][4]["reason"], "fout");
}

#[test]
fn a_turn_goes_with_its_ticket_to_another_customer() {
    let shop = stamps(5);
    shop.json("card add K2 --scheme Stempelkaart");
    ticket(&shop, "F1", "K1", "");
    shop.json("invoice assign F1 K2");
    assert_eq!((stand(&shop, "K1").0, stand(&shop, "K2").0), (json!(0), json!(1)));
    shop.json("invoice assign F1 K1");
    assert_eq!((stand(&shop, "K1").0, stand(&shop, "K2").0), (json!(1), json!(0)));
    shop.json("invoice void F1 --reason x");
    assert_eq!(stand(&shop, "K1").0, 0);
    // Nobody's ticket counts once it is somebody's.
    shop.json("invoice record --number F2 --total 50.00");
    assert_eq!(shop.json("invoice assign F2 K1")["card"]["change"], 1);
    assert_eq!(stand(&shop, "K1").0, 1);
}

#[test]
fn a_ticket_that_left_for_nobodys_card_takes_nothing_twice() {
    let shop = stamps(5);
    ticket(&shop, "F1", "K1", "");
    ticket(&shop, "F2", "K1", "");
    shop.json("invoice assign F1 K2");
    assert_eq!(stand(&shop, "K1").0, 1);
    shop.json("invoice void F1 --reason x");
    assert_eq!(stand(&shop, "K1").0, 1);
}

#[test]
fn money_comes_off_with_a_refund_and_a_credit_note() {
    let shop = spend();
    shop.json("invoice record --number F1 --customer K1 --total 120.00");
    assert_eq!(stand(&shop, "K1"), (json!("20.00"), 1));
    let answer = shop.json("invoice refund F1 --amount 30.00");
    assert_eq!(answer["card"]["change"], "-30.00");
    assert_eq!(answer["card"]["revoked"], json!([{ "reward": "10.00 off" }]));
    assert_eq!(stand(&shop, "K1"), (json!("90.00"), 0));
    let answer = shop.json("invoice record --number C1 --customer K1 --total -15.00");
    assert_eq!(answer["card"]["change"], "-15.00");
    shop.json("invoice void C1 --reason x");
    assert_eq!(stand(&shop, "K1"), (json!("90.00"), 0));
    // Taking back stops at nothing, and says what it took.
    let answer = shop.json("invoice record --number C2 --customer K1 --total -500.00");
    assert_eq!(answer["card"]["change"], "-90.00");
    shop.json("invoice void C2 --reason x");
    assert_eq!(stand(&shop, "K1"), (json!("90.00"), 0));
}

#[test]
fn a_credit_note_that_refers_to_a_ticket_is_a_refund_of_it() {
    let shop = stamps(1);
    let json = r#"{"number":"C1","customer":"K1","refers_to":"F1","total":"-40.00"}"#;
    assert_eq!(ticket(&shop, "F1", "K1", "")["invoice"]["total"], "40.00");
    assert_eq!(shop.run_with("--json invoice record --input -", json).exit, 0);
    assert_eq!(stand(&shop, "K1"), (json!(0), 0));
    // Undone, the turn is there again, and the reward that lowered the ticket is used again.
    shop.json("invoice void C1 --reason x");
    assert_eq!(stand(&shop, "K1"), (json!(0), 0));
    let items = shop.json("card history K1")["items"].take();
    assert_eq!(items.as_array().expect("events").last().expect("an event")["event"], "reward-redeemed");
}

#[test]
fn a_reward_that_was_used_elsewhere_meanwhile_is_used_of_the_next_round() {
    let credit = |shop: &Shop| {
        let json = r#"{"number":"C1","customer":"K1","refers_to":"F2","total":"-40.00"}"#;
        assert_eq!(shop.run_with("--json invoice record --input -", json).exit, 0);
    };
    let shop = stamps(2);
    ticket(&shop, "F1", "K1", "");
    assert_eq!(ticket(&shop, "F2", "K1", "")["invoice"]["total"], "40.00");
    credit(&shop);
    assert_eq!(ticket(&shop, "F3", "K1", "")["invoice"]["total"], "40.00");
    shop.json("invoice void C1 --reason x");
    assert_eq!(shop.json("card show K1")["card"]["next"]["missing"], 3);
    // Four tickets have brought two rewards.
    assert_eq!(ticket(&shop, "F4", "K1", "")["invoice"]["total"], "50.00");
    ticket(&shop, "F5", "K1", "");
    assert_eq!(ticket(&shop, "F6", "K1", "")["invoice"]["total"], "40.00");

    // On a card that is closed meanwhile it is used again too, and does not come back with it.
    let shop = stamps(2);
    ticket(&shop, "F1", "K1", "");
    ticket(&shop, "F2", "K1", "");
    credit(&shop);
    shop.json("card close K1 --reason weg");
    shop.json("invoice void C1 --reason x");
    shop.json("card reopen K1 --reason terug");
    assert_eq!(stand(&shop, "K1"), (json!(0), 0));
    assert_eq!(shop.run("db check").exit, 0);
}

#[test]
fn a_corrected_ticket_counts_anew() {
    let shop = stamps(2);
    ticket(&shop, "F1", "K1", "");
    assert_eq!(ticket(&shop, "F2", "K1", "")["invoice"]["total"], "40.00");
    let answer = shop.json("invoice correct F2 --total 100.00 --reason \"een nul te weinig\"");
    assert_eq!((&answer["invoice"]["total"], &answer["card"]["change"]), (&json!("80.00"), &json!(1)));
    assert_eq!(stand(&shop, "K1"), (json!(0), 0));
}

#[test]
fn a_closed_card_keeps_its_history_and_comes_back() {
    let shop = stamps(2);
    shop.json("card adjust K1 +3 --reason papier");
    shop.json("card close K1 --reason weg");
    let closed = shop.json("card show K1");
    assert_eq!((&closed["status"], &closed["card"]["ready"]), (&json!("closed"), &json!([])));
    shop.json("card reopen K1 --reason terug");
    assert_eq!(stand(&shop, "K1"), (json!(1), 1));
    let events: Vec<String> = shop.json("card history K1")["items"]
        .as_array()
        .expect("events")
        .iter()
        .map(|item| item["event"].as_str().expect("a word").to_owned())
        .collect();
    assert_eq!(events, ["opened", "adjusted", "reward-due", "reward-revoked", "closed", "reopened", "reward-due"]);
}

#[test]
fn the_history_is_that_of_all_cards_there_have_been() {
    let shop = stamps(2);
    shop.json("card adjust K1 +1 --reason papier");
    shop.json("card close K1 --reason weg");
    shop.json("scheme add Spaar --type spend");
    shop.json("card add K1 --scheme Spaar");
    shop.json("card close K1 --reason weg");
    shop.json("card add K1 --scheme Stempelkaart");
    let events = |line: &str| -> Vec<String> {
        let history = shop.json(line);
        let items = history["items"].as_array().expect("events").iter();
        let told = |item: &Value| format!("{} {} {}", item["scheme"], item["event"], item["collected"]);
        items.map(|item| told(item).replace('"', "")).chain([format!("{}", history["card"]["collected"])]).collect()
    };
    let first = ["Stempelkaart opened 0", "Stempelkaart adjusted 1", "Stempelkaart closed 1"];
    let between = ["Spaar opened 0.00", "Spaar closed 0.00"];
    let last = ["Stempelkaart opened 0", "0"];
    assert_eq!(events("card history K1"), [&first[..], &between, &last].concat());
    assert_eq!(events("card history K1 --scheme Stempelkaart"), [&first[..], &last].concat());
    assert_eq!(events("card history K1 --scheme Spaar")[1..], ["Spaar closed 0.00", "\"0.00\""]);
}

#[test]
fn a_ticket_counts_on_a_card_that_is_opened_later() {
    let shop = stamps(1);
    ticket(&shop, "F1", "K2", "");
    let card = shop.json("card add K2 --scheme Stempelkaart --invoice F1")["card"].take();
    assert_eq!((&card["collected"], &card["ready"]), (&json!(0), &json!([{ "reward": "20% off" }])));
    // What it brought waits, and goes with it.
    shop.json("invoice void F1 --reason x");
    assert_eq!(stand(&shop, "K2"), (json!(0), 0));
}

#[test]
fn a_reward_used_before_its_scheme_was_retired_comes_back() {
    for line in ["invoice void F2 --reason x", "invoice refund F2 --all"] {
        let shop = stamps(2);
        shop.json("scheme add Nieuw --type visits");
        shop.json("scheme reward Nieuw --after 9 --gift Wax");
        ticket(&shop, "F1", "K1", "");
        assert_eq!(ticket(&shop, "F2", "K1", "")["invoice"]["total"], "40.00");
        shop.json("scheme retire Stempelkaart --into Nieuw");
        shop.json(line);
        let card = shop.json("card show K1")["card"].take();
        assert_eq!((&card["scheme"], &card["ready"]), (&json!("Nieuw"), &json!([{ "reward": "20% off" }])), "{line}");
        assert_eq!(ticket(&shop, "F3", "K1", "")["invoice"]["total"], "40.00", "{line}");
        shop.run("invoice void F1 --reason x");
        assert_eq!(stand(&shop, "K1"), (json!(0), 0), "{line}");
        assert_eq!(shop.run("db check").exit, 0, "{line}");
    }
}

#[test]
fn a_refund_of_a_ticket_that_did_not_count_shows_the_card_too() {
    let shop = shop();
    for line in [
        "scheme add V --type visits --items kind:product",
        "scheme reward V --after 5 --gift g",
        "card add K1 --scheme V",
        "invoice record --number F1 --customer K1 --line product:P@5.00",
        "invoice record --number F2 --customer K1 --line service:N@5.00",
        "invoice record --number F3 --customer K2 --line service:N@5.00",
        "invoice record --number F4 --line service:N@5.00",
    ] {
        shop.json(line);
    }
    let refund = |number: &str| shop.json(&format!("invoice refund {number} --amount 1.00"))["card"].take();
    let card = refund("F2");
    assert_eq!((&card["change"], &card["collected"]), (&json!(0), &json!(1)));
    assert_eq!((&card["returned"], &card["revoked"]), (&json!([]), &json!([])));
    assert_eq!((refund("F3"), refund("F4")), (Value::Null, Value::Null));
}

#[test]
fn a_credit_note_tells_what_it_took_of_its_invoice() {
    let shop = shop();
    shop.json("settings set --earn spend-total --per 10.00");
    shop.json("scheme add Spaar --type spend --auto");
    shop.json("scheme reward Spaar --after 100.00 --amount-off 5.00");
    shop.json("invoice record --number F1 --customer K1 --line service:Cut@65.00");
    shop.json("invoice record --number F2 --customer K1 --line service:Cut@20.00");
    let note = |number: &str, amount: &str| {
        let lines = format!(r#"[{{"kind":"service","name":"Cut","amount":"{amount}"}}]"#);
        let note = format!(r#"{{"number":"{number}","refers_to":"F1","lines":{lines}}}"#);
        shop.run_with("--json invoice record --input -", &note).exit
    };
    assert_eq!((note("N1", "-7.00"), note("N2", "-25.00")), (0, 0));
    for (number, reversed, change) in [("N1", 1, "-7.00"), ("N2", 2, "-25.00"), ("F1", 3, "33.00"), ("F2", 0, "20.00")]
    {
        let (shown, why) =
            (shop.json(&format!("invoice show {number}")), shop.json(&format!("invoice explain {number}")));
        let of_points = (&shown["points"]["reversed"], &why["reversed"]);
        assert_eq!(of_points, (&json!(reversed), &json!(reversed)), "{number}");
        assert_eq!((&shown["card"]["change"], &why["card"]["change"]), (&json!(change), &json!(change)), "{number}");
    }
    shop.run("invoice explain N2").says(expect![[r#"
        N2  2026-11-21  paid
        customer:      K1
        refers to:     F1
        rule:          1 point for every 10.00 in all, per invoice, rounded down
        in force from: 2026-11-21

        kind     name  amount  discount  rewards     net  counted
        ─────────────────────────────────────────────────────────
        service  Cut   -25.00      0.00     0.00  -25.00  yes

        it is a refund of `F1`, whose points are worked out anew on what is left of it
        earned:     0
        taken back: 2
        card:       Spaar
        counted:    no
        why:        it is a credit note, which changed the card by -25.00
    "#]]);
    shop.json("invoice void N2 --reason mistyped");
    assert_eq!(shop.json("invoice show N2")["card"]["change"], "0.00");
    assert_eq!(shop.json("invoice explain N2")["reversed"], 0);
}
