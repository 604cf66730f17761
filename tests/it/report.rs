//! Reports, and what `points` lists and takes of all customers.

use expect_test::expect;
use serde_json::{Value, json};

use crate::shop::Shop;

/// K1 has 300 points of January that end in July, 250 of them spent, and 740 that end with the year; K2 has 40.
fn shop() -> Shop {
    let mut shop = Shop::new();
    shop.on("2026-01-05");
    for line in [
        "settings set --earn spend-total --per 1.00 --expire-after 6m",
        "customer add --ref K1 --name Anna --email anna@example.nl",
        "customer add --ref K2 --name Bram --phone \"06 12345678\"",
        "invoice record --number F1 --customer K1 --total 300.00",
        "points adjust K1 +740 --reason start --expires 2026-12-31",
    ] {
        assert_eq!(shop.run(line).exit, 0, "{line}");
    }
    shop.on("2026-02-10");
    for line in [
        "points redeem K1 --points 250",
        "invoice record --number F2 --customer K2 --line service:Cut@25.00",
        "invoice record --number F3 --customer K2 --line service:Cut@20.00",
        "invoice refund F3 --amount 5.00",
    ] {
        assert_eq!(shop.run(line).exit, 0, "{line}");
    }
    shop.on("2026-07-20");
    shop
}

fn period(shop: &Shop, from: &str, to: &str) -> Value {
    shop.json(&format!("report rollforward --from {from} --to {to}"))
}

#[test]
fn a_period_rolls_forward_whether_or_not_expiry_is_booked() {
    let shop = shop();
    let want = json!({
        "schema": "loyalty.report_rollforward/1", "from": "2026-02-01", "to": "2026-07-06", "opening": 1040, "earned": 45,
        "opened": 0, "adjusted": 0, "returned": 0, "transferred": 0, "reversed": 5, "redeemed": 250, "expired": 50,
        "closing": 780,
    });
    for booked in [false, true] {
        if booked {
            assert_eq!(shop.json("points expire")["points"], 50);
        }
        assert_eq!(period(&shop, "2026-02-01", "2026-07-06"), want, "{booked}");
        for (from, to, opening, expired, closing) in [
            ("2026-01-01", "2026-01-04", 0, 0, 0),
            ("2026-02-01", "2026-07-05", 1040, 0, 830),
            ("2026-07-06", "2026-07-06", 830, 50, 780),
            ("2026-07-07", "2026-07-20", 780, 0, 780),
            ("2026-07-07", "2027-01-01", 780, 780, 0),
        ] {
            let got = period(&shop, from, to);
            assert_eq!(
                (&got["opening"], &got["expired"], &got["closing"]),
                (&opening.into(), &expired.into(), &closing.into()),
                "{booked} {from} {to}"
            );
        }
    }
    shop.run("report rollforward --from 2026-02-01 --to 2026-01-31").fails(
        2,
        expect![[r"
            error: the period ends on `2026-01-31`, before it begins on `2026-02-01`
        "]],
    );
}

#[test]
fn a_rollforward_as_a_table() {
    shop().run("report rollforward --from 2026-02-01").says(expect![[r"
        points from 2026-02-01 to 2026-07-20
                        points
        ──────────────────────
           opening        1040
        +  earned           45
        +  opened            0
        +  adjusted          0
        +  returned          0
        +  transferred       0
        -  reversed          5
        -  redeemed        250
        -  expired          50
        =  closing         780
    "]]);
}

#[test]
fn liability_of_a_day_is_the_same_whether_the_day_is_said_or_worked_as_of() {
    let mut shop = shop();
    for day in ["2026-01-04", "2026-01-05", "2026-02-09", "2026-02-10", "2026-07-06", "2026-07-21"] {
        let said = shop.on("2026-07-20").json(&format!("report liability --at {day}"));
        assert_eq!(shop.on(day).json("report liability"), said, "{day}");
    }
}

#[test]
fn liability_now_and_then() {
    let shop = shop();
    assert_eq!(
        shop.json("report liability --point-value 0.05"),
        json!({
            "schema": "loyalty.report_liability/1", "at": "2026-07-20", "currency": "EUR", "point_value": "0.05",
            "points": 780, "value": "39.00", "customers": 2, "owed": 0,
            "by_expiry_month": [
                {"month": "2026-08", "points": 40, "value": "2.00"},
                {"month": "2026-12", "points": 740, "value": "37.00"},
            ],
            "by_year_earned": [{"year": 2026, "points": 780, "value": "39.00"}],
            "ready": 0,
        })
    );
    for (at, points) in
        [("2026-01-04", 0), ("2026-01-05", 1040), ("2026-02-10", 830), ("2026-07-05", 830), ("2026-07-06", 780)]
    {
        let got = shop.json(&format!("report liability --at {at}"));
        assert_eq!((&got["points"], &got["value"]), (&points.into(), &Value::Null), "{at}");
        assert_eq!(period(&shop, "2026-01-01", at)["closing"], points, "{at}");
    }
    assert_eq!(shop.json("report liability --at 2026-12-31")["points"], 740);
    assert_eq!(shop.run("points adjust K2 -60 --reason wrong --allow-negative").exit, 0);
    let got = shop.json("report liability");
    assert_eq!((&got["points"], &got["owed"], &got["customers"]), (&740.into(), &20.into(), &1.into()));
    assert_eq!(shop.error("report liability --point-value 0")["exit"], 2);
}

#[test]
fn whose_points_end() {
    let shop = shop();
    let got = shop.json("report expiring --within 30d");
    assert_eq!(
        got["items"],
        json!([{"ref": "K2", "name": "Bram", "email": null, "phone": "+31612345678", "on": "2026-08-10", "points": 40}])
    );
    assert_eq!((&got["customers"], &got["points"]), (&1.into(), &40.into()));
    let refs = |line: &str| -> Vec<Value> {
        let got = shop.json(line);
        got["items"].as_array().expect("items").iter().map(|item| item["ref"].clone()).collect()
    };
    // K1's 50 of January were over on 2026-07-06, though nothing was booked.
    assert_eq!(refs("report expiring --from 2026-07-01 --to 2026-12-31"), ["K2", "K1"]);
    assert_eq!(refs("report expiring --within 20d"), Vec::<Value>::new());
    assert_eq!(refs("report expiring --within 21d"), ["K2"]);
    assert_eq!(shop.error("report expiring --within soon")["exit"], 2);
    shop.run("report expiring --within 1y --format csv").says(expect![[r"
        ref,name,email,phone,on,points
        K2,Bram,,'+31612345678,2026-08-10,40
        K1,Anna,anna@example.nl,,2026-12-31,740
    "]]);
}

#[test]
fn the_best_customers() {
    let shop = shop();
    for (line, want) in [
        ("--by points", vec![("K1", 740, 300, "300.00", 1), ("K2", 40, 40, "40.00", 2)]),
        ("--by points --to 2026-02-28", vec![("K1", 790, 300, "300.00", 1), ("K2", 40, 40, "40.00", 2)]),
        ("--by spend --from 2026-02-01", vec![("K2", 40, 40, "40.00", 2)]),
        ("--by visits", vec![("K2", 40, 40, "40.00", 2), ("K1", 740, 300, "300.00", 1)]),
        ("--by visits --limit 1", vec![("K2", 40, 40, "40.00", 2)]),
    ] {
        let got = shop.json(&format!("report top {line}"));
        let got: Vec<Value> = got["items"].as_array().expect("items").clone();
        let got: Vec<_> = got
            .iter()
            .map(|item| {
                let number = |key: &str| item[key].as_i64().expect("a number");
                let text = |key: &str| item[key].as_str().expect("a text");
                (text("ref"), number("points"), number("earned"), text("spend"), number("visits"))
            })
            .collect();
        assert_eq!(got, want, "{line}");
    }
}

#[test]
fn entries_of_all_customers() {
    let shop = shop();
    let got = shop.json("points list --limit 2");
    assert_eq!((&got["total"], &got["returned"], &got["next"]), (&6.into(), &2.into(), &"2".into()));
    let first = &got["items"][0];
    assert_eq!(
        (&first["ref"], &first["email"], &first["kind"], &first["points"], &first["balance"]),
        (&"K1".into(), &"anna@example.nl".into(), &"earn".into(), &300.into(), &740.into())
    );
    let got = shop.json("points list --after 5");
    assert_eq!((&got["items"][0]["id"], &got["returned"]), (&6.into(), &1.into()));
    assert_eq!(shop.json("points list --recorded-since 2200-01-01")["items"], json!([]));
    assert_eq!(shop.error("points list --import 1")["code"], "import_not_found");
}

#[test]
fn many_adjustments_are_all_or_nothing() {
    let shop = shop();
    let good = r#"{"customer":"K1","points":5,"reason":"party","expires":"2026-12-01","key":"a"}
{"customer":"K2","points":-90,"reason":"wrong","allow_negative":true,"key":"b"}
"#;
    for (recorded, unchanged) in [(2, 0), (0, 2)] {
        let said = shop.run_with("--format ndjson points adjust --input -", good);
        let last: Value = serde_json::from_str(said.stdout.lines().last().expect("a summary")).expect("JSON");
        let want =
            json!({"type": "summary", "dry_run": false, "recorded": recorded, "unchanged": unchanged, "rejected": 0});
        assert_eq!(last, want);
    }
    shop.file("bad.ndjson", &good.replace("\"K1\"", "\"K9\"").replace("\"key\":\"b\"", "\"keys\":\"b\""));
    let error = shop.error("points adjust --input bad.ndjson");
    let lines: Vec<&Value> =
        error["details"]["errors"].as_array().expect("errors").iter().map(|error| &error["line"]).collect();
    assert_eq!((error["exit"].as_i64(), lines), (Some(6), vec![&json!(1), &json!(2)]));
    assert_eq!(shop.json("customer balance K2")["points"], -50);
    shop.file("one.json", "{\"customer\": \"K2\",\n \"points\": 60, \"reason\": \"mended\"}");
    assert_eq!(shop.json("points adjust --input one.json")["balance"], 10);
}

#[test]
fn the_rewards_in_reach() {
    let shop = shop();
    for line in [
        "reward add --name wax --cost 40 --gift wax",
        "reward add --name comb --cost 40 --gift comb",
        "reward add --name cut --cost 41 --gift cut",
        "reward add --name later --cost 1 --gift x --from 2026-12-01",
        "reward add --name over --cost 1 --gift x --until 2026-07-19",
        "reward add --name gone --cost 1 --gift x",
        "reward retire gone",
    ] {
        assert_eq!(shop.run(line).exit, 0, "{line}");
    }
    assert_eq!(
        shop.json("customer balance K2")["rewards"],
        json!([
            {"name": "comb", "cost": 40, "affordable": true},
            {"name": "wax", "cost": 40, "affordable": true},
            {"name": "cut", "cost": 41, "affordable": false},
        ])
    );
}

#[test]
fn liability_counts_the_card_rewards_that_wait() {
    let mut shop = Shop::new();
    for line in [
        "settings set --earn off",
        "scheme add Stempelkaart --type visits --applies next --auto",
        "scheme reward Stempelkaart --after 2 --percent-off 20",
        "customer add --ref K1 --name Anna",
        "invoice record --number F1 --customer K1 --total 50.00",
        "invoice record --number F2 --customer K1 --total 50.00",
    ] {
        shop.json(line);
    }
    assert_eq!(shop.json("report liability")["ready"], 1);
    assert_eq!(shop.json("report liability --at 2026-11-20")["ready"], 0);
    shop.on("2026-11-22");
    shop.json("invoice record --number F3 --customer K1 --total 50.00");
    assert_eq!(shop.json("report liability")["ready"], 0);
    assert_eq!(shop.json("report liability --at 2026-11-21")["ready"], 1);
}
