//! Cards on tickets: what is due is worked in, what is left counts.

use super::*;

#[test]
fn rewards_come_before_points_and_points_are_earned_on_what_is_left() {
    let shop = stamps(1);
    shop.json("settings set --earn spend-total --per 1.00 --point-value 0.10 --redeem-step 10");
    shop.json("reward add --name vijf --cost 50 --amount-off 5.00");
    shop.json("points adjust K1 +200 --reason start");
    // 50.00, less 20 % is 40.00, less 5.00 is 35.00, less 10.00 paid with points is 25.00.
    let answer = ticket(&shop, "F1", "K1", "--redeem vijf --pay-points 100");
    assert_eq!((&answer["invoice"]["total"], &answer["points"]["earned"]), (&json!("25.00"), &json!(25)));
    assert_eq!(answer["card"]["applied"], json!([{ "reward": "20% off", "discount": "10.00" }]));
}

#[test]
fn items_then_percentages_then_amounts() {
    let shop = shop();
    shop.json("scheme add S --type visits");
    shop.json("scheme reward S --after 1 --amount-off 5.00");
    shop.json("scheme reward S --after 1 --percent-off 10");
    shop.json("scheme reward S --after 1 --free-item kind:product");
    shop.json("card add K1 --scheme S");
    let answer = shop.json(
        "invoice record --number F1 --customer K1 --line \"service:Knippen@40.00\" --line \"product:Wax@10.00x2\" --line \"gift-card:Bon@25.00\"",
    );
    // One wax is free (10.00), 10 % of the 50.00 that is left and no gift card, then 5.00.
    assert_eq!(answer["invoice"]["total"], "65.00");
    let discounts: Vec<&Value> =
        answer["card"]["applied"].as_array().expect("rewards").iter().map(|one| &one["discount"]).collect();
    assert_eq!(discounts, ["10.00", "5.00", "5.00"]);
    assert_eq!(answer["invoice"]["lines"][2]["net"], "25.00");
}

/// What comes with every ticket is gone when the ticket does not use it; what waits goes on waiting.
#[test]
fn what_comes_with_every_ticket_is_used_before_what_waits() {
    let shop = shop();
    shop.json("scheme add S --type always");
    shop.json("scheme reward S --free-item kind:product --name gratis");
    shop.json("card add K1 --scheme S");
    shop.json("card grant K1 gratis --reason sorry");
    let waits = |line: &str| {
        let card = shop.json(&format!("invoice record --customer K1 {line}"))["card"].take();
        (card["applied"].as_array().expect("rewards").len(), card["ready"].as_array().expect("rewards").len())
    };
    assert_eq!(waits("--number F1 --line product:Wax@8.00"), (1, 1));
    assert_eq!(waits("--number F2 --line product:Wax@8.00x2"), (2, 0));
}

#[test]
fn another_line_can_be_chosen() {
    let shop = shop();
    shop.json("scheme add S --type visits");
    shop.json("scheme reward S --after 1 --free-item kind:product --name gratis");
    shop.json("card add K1 --scheme S");
    let lines = "--line \"product:Wax@8.00\" --line \"product:Gel@12.00\" --line \"service:Knippen@30.00\"";
    let total =
        |more: &str| shop.json(&format!("invoice preview --customer K1 {lines} {more}"))["invoice"]["total"].take();
    assert_eq!(total(""), "38.00");
    assert_eq!(total("--use gratis:1"), "42.00");
    let error = shop.error(&format!("invoice preview --customer K1 {lines} --use gratis:3"));
    assert_eq!((&error["code"], &error["details"]["line"]), (&json!("reward_refused"), &json!(3)));
}

#[test]
fn each_choice_of_a_line_is_for_one_use() {
    let shop = shop();
    shop.json("scheme add S --type visits");
    shop.json("scheme reward S --after 9 --free-item kind:product --name gratis");
    shop.json("reward add --name Gratis --cost 10 --free-item kind:product");
    shop.json("points adjust K1 +100 --reason welcome");
    shop.json("card add K1 --scheme S");
    let preview = |more: &str| {
        let lines = "--line product:Wax@8.00 --line product:Gel@12.00 --line product:Spray@20.00";
        shop.run(&format!("-q invoice preview --customer K1 {lines} {more}"))
    };
    for (ready, asked, want) in [
        (0, "--redeem GRATIS --use gratis:1", "32.00"),
        (0, "--redeem gratis --redeem Gratis --use gratis:1 --use Gratis:2", "20.00"),
        // The other one takes the dearest.
        (0, "--redeem gratis --redeem gratis --use gratis:1", "12.00"),
        (1, "--use gratis:2", "28.00"),
        (2, "--use gratis:1 --use GRATIS:2", "20.00"),
        // What the card brings comes first.
        (2, "--redeem gratis --use gratis:1 --use gratis:2", "0.00"),
    ] {
        while shop.json("card show K1")["card"]["ready"].as_array().expect("rewards").len() < ready {
            shop.json("card grant K1 gratis --reason sorry");
        }
        assert_eq!(preview(asked).stdout, format!("{want}\n"), "{asked}");
    }
    preview("--use gratis:1 --use gratis:2 --use gratis:3").fails(
        5,
        expect![[r#"
        error: 3 lines are chosen for the reward `gratis`, which is used on 2 lines
        hint: leave a `--use` out, or ask for a points reward once more with `--redeem`
    "#]],
    );
    preview("--keep gratis --redeem gratis --use gratis:1 --use gratis:2").fails(
        5,
        expect![[r#"
        error: 2 lines are chosen for the reward `gratis`, which is used on 1 line
        hint: leave a `--use` out, or ask for a points reward once more with `--redeem`
    "#]],
    );
}

#[test]
fn another_choice_on_the_same_ticket_is_a_conflict() {
    let shop = shop();
    shop.json("scheme add S --type visits");
    shop.json("scheme reward S --after 9 --free-item kind:product --name gratis");
    shop.json("scheme reward S --after 9 --gift Gel");
    shop.json("scheme add Other --type always");
    shop.json("card add K1 --scheme S");
    shop.json("customer add --ref K3 --name Cas");
    let asked = |line: &str| {
        let said = shop.run(&format!("--json invoice {line} --line product:Wax@8.00 --line product:Gel@12.00"));
        let answer: Value =
            serde_json::from_str(if said.exit == 0 { &said.stdout } else { &said.stderr }).expect("JSON");
        let words = answer["status"].as_str().or(answer["error"]["message"].as_str()).expect("one of them");
        words.split("otherwise: ").last().expect("a part").to_owned()
    };
    shop.json("card grant K1 gratis --reason sorry");
    for (line, want) in [
        ("record --number F1 --customer K1 --use gratis:1", "recorded"),
        ("record --number F1 --customer K1 --use GRATIS:1 --keep Gel --card s", "unchanged"),
        ("record --number F1 --customer K1", "unchanged"),
        ("record --number F1 --use gratis:2", "use none, not `gratis:2`"),
        ("record --number F1 --use Gel:1", "use none, not `Gel:1`"),
        ("record --number F1 --keep gratis", "keep none, not `gratis`"),
        ("record --number F1 --keep-rewards", "keep_rewards `false`, not `true`"),
        ("record --number F1 --no-card", "no_card `false`, not `true`"),
        ("record --number F1 --card Other", "card `S`, not `Other`"),
        ("record --number F2 --customer K1 --keep-rewards", "recorded"),
        ("record --number F2 --customer K1 --keep-rewards --keep gratis", "unchanged"),
        ("record --number F3 --customer K2 --no-card", "recorded"),
        ("record --number F3 --customer K2 --no-card", "unchanged"),
        ("record --number F3 --customer K2 --card S", "card none, not `S`"),
        ("record --number F4 --customer K3 --card S", "recorded"),
        ("record --number F4 --customer K3 --card S", "unchanged"),
    ] {
        assert_eq!(asked(line), want, "{line}");
    }
    shop.json("card grant K1 gratis --reason sorry");
    shop.json("invoice record --number F5 --customer K1 --line product:Wax@8.00 --unpaid");
    shop.json("invoice pay F5 --use gratis:1");
    assert_eq!(shop.json("invoice pay F5 --use gratis:1 --keep Gel")["status"], "unchanged");
    assert_eq!(shop.error("invoice pay F5 --keep-rewards")["code"], "invoice_conflict");
    // What happened since is no other choice.
    shop.json("card add K2 --scheme S --invoice F3");
    shop.json("customer merge K3 --into K2 --yes");
    assert_eq!(asked("record --number F3 --customer K2 --no-card"), "unchanged");
    assert_eq!(asked("record --number F4 --customer K3 --card S"), "unchanged");
}

#[test]
fn a_reward_can_be_kept_by_name() {
    let shop = shop();
    shop.json("scheme add S --type visits");
    shop.json("scheme reward S --after 1 --amount-off 5.00 --name vijf");
    shop.json("scheme reward S --after 1 --gift Wax");
    shop.json("card add K1 --scheme S");
    let answer = ticket(&shop, "F1", "K1", "--keep VIJF");
    assert_eq!(answer["invoice"]["total"], "50.00");
    assert_eq!(answer["card"]["applied"], json!([{ "reward": "Wax", "discount": "0.00" }]));
    assert_eq!(answer["card"]["due"], json!([{ "reward": "vijf" }]));
    assert_eq!(answer["card"]["ready"], json!([{ "reward": "vijf" }]));
}

#[test]
fn an_unpaid_ticket_meets_the_card_when_it_is_paid() {
    let shop = stamps(1);
    assert_eq!(ticket(&shop, "F1", "K1", "--unpaid")["card"]["change"], 0);
    assert_eq!(stand(&shop, "K1"), (json!(0), 0));
    let answer = shop.json("invoice pay F1");
    assert_eq!((&answer["invoice"]["total"], &answer["card"]["change"]), (&json!("40.00"), &json!(1)));
    assert_eq!(answer["card"]["applied"], json!([{ "reward": "20% off", "discount": "10.00" }]));
    // What stands in the database is told alike.
    let shown = shop.json("invoice show F1");
    assert_eq!(shown["card"], answer["card"]);
}

#[test]
fn a_card_opens_on_the_ticket() {
    let shop = shop();
    shop.json("scheme add S --type visits");
    shop.json("scheme reward S --after 1 --percent-off 10");
    let answer = ticket(&shop, "F1", "K1", "--card S");
    assert_eq!((&answer["invoice"]["total"], &answer["card"]["change"]), (&json!("45.00"), &json!(1)));
    assert_eq!(shop.json("card history K1")["items"][0]["invoice"], "F1");
    shop.json("scheme edit S --auto yes");
    assert_eq!(ticket(&shop, "F2", "K2", "")["invoice"]["total"], "45.00");
    // A card that was closed counts as had.
    shop.json("card close K2 --reason x");
    assert_eq!(ticket(&shop, "F3", "K2", "")["card"], Value::Null);
    assert_eq!(shop.json("invoice record --number F4 --total 9.00")["card"], Value::Null);
}

#[test]
fn a_ticket_that_was_left_out_is_explained() {
    let shop = stamps(5);
    shop.json("scheme add Klein --type visits --min-total 20.00");
    ticket(&shop, "F1", "K1", "--no-card");
    ticket(&shop, "F2", "K1", "");
    ticket(&shop, "F3", "K2", "");
    shop.json("card add K2 --scheme Klein");
    shop.json("invoice record --number F4 --customer K2 --total 19.99");
    shop.json("invoice record --number F5 --total 19.99");
    for (number, code) in
        [("F1", "left-out"), ("F2", "counted"), ("F3", "left-out"), ("F4", "below-min-total"), ("F5", "no-customer")]
    {
        assert_eq!(shop.json(&format!("invoice explain {number}"))["card"]["code"], code, "{number}");
    }
}

#[test]
fn a_ticket_of_a_full_day_is_explained_by_what_was_then() {
    let shop = shop();
    shop.json("scheme add Stempel --type visits --auto --max-per-day 1");
    ticket(&shop, "F1", "K1", "");
    ticket(&shop, "F2", "K1", "");
    ticket(&shop, "F3", "K1", "--no-card");
    ticket(&shop, "F4", "K1", "--unpaid");
    shop.json("invoice pay F4");
    let explained = |number: &str| {
        let card = shop.json(&format!("invoice explain {number}"))["card"].take();
        [&card["code"], &card["why"]].map(|text| text.as_str().expect("a text").to_owned())
    };
    let full = "of one day 1 visit count, and no more";
    let left_out = "it was left out when it was recorded";
    assert_eq!(explained("F2"), ["day-full", full]);
    assert_eq!(explained("F3"), ["left-out", left_out]);
    assert_eq!(explained("F4"), ["day-full", full]);
    shop.json("invoice void F1 --reason x");
    assert_eq!(explained("F2"), ["day-full", &format!("{full}; what filled the day was taken back since")]);
    assert_eq!(explained("F3"), ["left-out", left_out]);
    let either = "it would count, but there was no card when it was paid, or its day was full";
    assert_eq!(explained("F4"), ["left-out", either]);
}

#[test]
fn the_till_may_have_worked_the_reward_in() {
    let shop = stamps(2);
    ticket(&shop, "F1", "K1", "");
    let json = r#"{"number":"F2","customer":"K1","lines":[{"kind":"service","name":"Knippen","amount":"40.00"}],"card_reward":"20% off"}"#;
    let said = shop.run_with("--json invoice record --input -", json);
    let answer: Value = serde_json::from_str(&said.stdout).expect("JSON");
    assert_eq!(answer["invoice"]["total"], "40.00");
    assert_eq!(answer["card"]["applied"], json!([{ "reward": "20% off", "discount": "0.00" }]));
    assert_eq!(stand(&shop, "K1"), (json!(0), 0));
    // The same again is harmless; another reward is a conflict; one that is not due is refused.
    let again = shop.run_with("--json invoice record --input -", json);
    assert!(again.stdout.contains("\"unchanged\""), "{}", again.stderr);
    let other = json.replace("F2", "F1");
    let said = shop.run_with("--json invoice record --input -", &other);
    assert!(said.stderr.contains("invoice_conflict"), "{}", said.stderr);
    let early = json.replace("F2", "F3");
    let said = shop.run_with("--json invoice record --input -", &early);
    assert!(said.stderr.contains("reward_refused"), "{}", said.stderr);
    let unknown = early.replace("20% off", "nergens");
    assert!(shop.run_with("--json invoice record --input -", &unknown).stderr.contains("reward_not_found"));
    let nobody = early.replace("K1", "K2");
    assert!(shop.run_with("--json invoice record --input -", &nobody).stderr.contains("card_not_found"));
}

#[test]
fn many_at_once_count_like_one_by_one() {
    let shop = stamps(2);
    let lines: String = (1..=5)
        .map(|n| {
            let keep = n == 4;
            format!("{{\"number\":\"F{n}\",\"customer\":\"K1\",\"total\":\"50.00\",\"keep_rewards\":{keep}}}\n")
        })
        .collect();
    let said = shop.run_with("--format ndjson invoice record --input -", &lines);
    let totals: Vec<Value> = said
        .stdout
        .lines()
        .map(|line| serde_json::from_str::<Value>(line).expect("JSON"))
        .filter(|line| line["type"] == "result")
        .map(|line| line["invoice"]["total"].clone())
        .collect();
    // The fourth keeps its reward, and the fifth uses it.
    assert_eq!(totals, ["50.00", "40.00", "50.00", "50.00", "40.00"]);
    assert_eq!(stand(&shop, "K1"), (json!(1), 0));
}

#[test]
fn a_day_in_the_past_shows_the_card_of_then() {
    let mut shop = stamps(3);
    shop.on("2026-11-22");
    ticket(&shop, "F1", "K1", "");
    shop.on("2026-11-23");
    ticket(&shop, "F2", "K1", "");
    let collected = |at: &str| shop.json(&format!("customer balance K1 --at {at}"))["card"]["collected"].clone();
    assert_eq!((collected("2026-11-21"), collected("2026-11-22")), (json!(0), json!(1)));
    assert_eq!(shop.json("customer balance K1")["card"]["collected"], 2);
    assert_eq!(shop.json("customer balance K1 --at 2026-11-20")["card"], Value::Null);
}

#[test]
fn a_ticket_that_was_left_out_stays_so_wherever_it_goes() {
    for (record, more, counted) in [
        ("--customer K2 --no-card", "", 0),
        ("--no-card", "", 0),
        ("--unpaid", "invoice pay F1 --no-card", 0),
        ("--unpaid", "invoice pay F1", 1),
        ("--customer K2", "", 1),
        ("--customer K2 --no-card", "card add K2 --scheme Stempelkaart --invoice F1", 1),
    ] {
        let shop = stamps(5);
        shop.json(&format!("invoice record --number F1 --total 50.00 {record}"));
        if !more.is_empty() {
            shop.json(more);
        }
        assert_eq!(shop.json("invoice assign F1 K1")["card"]["change"], counted, "{record}, {more}");
        assert_eq!(stand(&shop, "K1"), (json!(counted), 0), "{record}, {more}");
    }
    // A credit note that was left out takes nothing either.
    let shop = shop();
    for line in [
        "scheme add Spaar --type spend",
        "card add K1 --scheme Spaar --collected 20.00 --reason x",
        "invoice record --number C1 --total -5.00 --no-card",
        "invoice assign C1 K1",
    ] {
        shop.json(line);
    }
    assert_eq!(stand(&shop, "K1").0, "20.00");
}
