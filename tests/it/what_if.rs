//! `report what-if`: other rules beside those in force.

use expect_test::expect;
use serde_json::json;

use crate::shop::Shop;

/// Anna buys services and products and spends points, Bram brings something back, Cleo buys little; nobody's, unpaid and
/// void tickets stand beside.
fn shop() -> Shop {
    let mut shop = Shop::new();
    shop.on("2026-01-05");
    for line in [
        "settings set --earn spend-total --per 10.00 --expire-after 6m --point-value 0.50",
        "customer add --ref K1 --name \"Anna Jansen\"",
        "customer add --ref K2 --name Bram",
        "customer add --ref K3 --name Cleo",
        "invoice record --number F1 --customer K1 --line service:Cut@35.00 --line product:Wax@12.50x2",
        "invoice record --number F2 --customer K2 --line product:Dye@48.00",
        "invoice record --number F3 --customer K3 --line product:Wax@7.50",
        "invoice record --number F4 --line service:Cut@35.00",
        "invoice record --number F5 --customer K1 --line service:Cut@35.00 --unpaid",
        "invoice record --number F6 --customer K2 --line service:Cut@90.00",
        "invoice void F6 --reason \"a slip\"",
        "points adjust K1 +4 --reason birthday --expires never",
    ] {
        assert_eq!(shop.run(line).exit, 0, "{line}");
    }
    shop.on("2026-02-10");
    for line in [
        "invoice refund F2 --amount 20.00",
        "points redeem K1 --points 5",
        "invoice record --number F7 --customer K2 --line service:Cut@35.00",
        "invoice record --number F8 --customer K2 --total -12.00",
    ] {
        assert_eq!(shop.run(line).exit, 0, "{line}");
    }
    shop.on("2026-07-20");
    shop
}

#[test]
fn other_rules_beside_those_in_force() {
    let shop = shop();
    let before = std::fs::read(shop.database()).expect("a database");
    let rules = "--earn spend-services --per 5.00 --expire-after never --point-value 0.20";
    shop.run(&format!("report what-if {rules}")).says(expect![[r#"
        what if, to 2026-07-20
        now:      1 point for every 10.00 in all, per invoice, rounded down; good for 6m
        what if:  1 point for every 5.00 on services, per invoice, rounded down; they never run out
        invoices: 4 of 3 customers

                                 now  what if  change
        ─────────────────────────────────────────────
        points earned             22       23      +1
        taken back                12        9      -3
        earned in all             10       14      +4
          worth EUR             5.00     2.80
        run out                    2        0      -2
        open at the end            7       13      +6
          worth EUR             3.50     2.60
        lost by rounding down      2        0      -2
          worth EUR             1.00     0.00
        customers with nothing     1        1       0

        2 have more points then
        ref  name         now  what if  change
        ──────────────────────────────────────
        K2   Bram           3        7      +4
        K1   Anna Jansen    4        6      +2

        0 have fewer points then

        month    points  what if  open  what if
        ───────────────────────────────────────
        2026-01      10        7    14       11
        2026-02       0        7     9       13
        2026-07       0        0     7       13
    "#]]);
    assert!(std::fs::read(shop.database()).expect("a database") == before, "nothing is written");
    shop.run("report what-if --earn spend-services -q").says(expect![[r#"
        5
    "#]]);
    shop.run("report what-if --earn spend-services --per 5.00 --format csv").says(expect![[r#"
        month,invoices,now.points,now.value,now.open,now.open_value,what_if.points,what_if.value,what_if.open,what_if.open_value
        2026-01,3,10,5.00,14,7.00,7,3.50,11,5.50
        2026-02,1,0,0.00,9,4.50,7,3.50,13,6.50
        2026-03,0,0,0.00,9,4.50,0,0.00,13,6.50
        2026-04,0,0,0.00,9,4.50,0,0.00,13,6.50
        2026-05,0,0,0.00,9,4.50,0,0.00,13,6.50
        2026-06,0,0,0.00,9,4.50,0,0.00,13,6.50
        2026-07,0,0,0.00,7,3.50,0,0.00,11,5.50
    "#]]);
    shop.run("report what-if --from 2026-02-01 --per 5.00 --limit 1 --json").says(expect![[r#"
        {
          "schema": "loyalty.report_what_if/1",
          "from": "2026-02-01",
          "to": "2026-07-20",
          "currency": "EUR",
          "invoices": 1,
          "customers": 1,
          "now": {
            "rule": "1 point for every 10.00 in all, per invoice, rounded down",
            "expire_after": "6m",
            "expire_at": "day",
            "point_value": "0.50",
            "earned": 3,
            "reversed": 3,
            "points": 0,
            "value": "0.00",
            "expired": 2,
            "open": 7,
            "open_value": "3.50",
            "with_nothing": 1,
            "rounded_off": {
              "amount": "5.00",
              "points": 0,
              "value": "0.00"
            }
          },
          "what_if": {
            "rule": "1 point for every 5.00 in all, per invoice, rounded down",
            "expire_after": "6m",
            "expire_at": "day",
            "point_value": "0.50",
            "earned": 7,
            "reversed": 4,
            "points": 3,
            "value": "1.50",
            "expired": 1,
            "open": 11,
            "open_value": "5.50",
            "with_nothing": 0,
            "rounded_off": {
              "amount": "0.00",
              "points": 0,
              "value": "0.00"
            }
          },
          "customers_gaining": 1,
          "customers_losing": 0,
          "gains": [
            {"ref": "K2", "name": "Bram", "now": 3, "what_if": 7, "change": 4}
          ],
          "losses": [],
          "months": [
            {"month": "2026-02", "invoices": 1, "now": {"points": 0, "value": "0.00", "open": 9, "open_value": "4.50"}, "what_if": {"points": 3, "value": "1.50", "open": 12, "open_value": "6.00"}},
            {"month": "2026-03", "invoices": 0, "now": {"points": 0, "value": "0.00", "open": 9, "open_value": "4.50"}, "what_if": {"points": 0, "value": "0.00", "open": 12, "open_value": "6.00"}},
            {"month": "2026-04", "invoices": 0, "now": {"points": 0, "value": "0.00", "open": 9, "open_value": "4.50"}, "what_if": {"points": 0, "value": "0.00", "open": 12, "open_value": "6.00"}},
            {"month": "2026-05", "invoices": 0, "now": {"points": 0, "value": "0.00", "open": 9, "open_value": "4.50"}, "what_if": {"points": 0, "value": "0.00", "open": 12, "open_value": "6.00"}},
            {"month": "2026-06", "invoices": 0, "now": {"points": 0, "value": "0.00", "open": 9, "open_value": "4.50"}, "what_if": {"points": 0, "value": "0.00", "open": 12, "open_value": "6.00"}},
            {"month": "2026-07", "invoices": 0, "now": {"points": 0, "value": "0.00", "open": 7, "open_value": "3.50"}, "what_if": {"points": 0, "value": "0.00", "open": 11, "open_value": "5.50"}}
          ]
        }
    "#]]);
    shop.run("report what-if --from 2026-07-01 --format ndjson").says(expect![[r#"
        {"type":"month","month":"2026-07","invoices":0,"now":{"points":0,"value":"0.00","open":7,"open_value":"3.50"},"what_if":{"points":0,"value":"0.00","open":7,"open_value":"3.50"}}
        {"type":"summary","schema":"loyalty.report_what_if/1","from":"2026-07-01","to":"2026-07-20","currency":"EUR","invoices":0,"customers":0,"now":{"rule":"1 point for every 10.00 in all, per invoice, rounded down","expire_after":"6m","expire_at":"day","point_value":"0.50","earned":0,"reversed":0,"points":0,"value":"0.00","expired":2,"open":7,"open_value":"3.50","with_nothing":0,"rounded_off":{"amount":"0.00","points":0,"value":"0.00"}},"what_if":{"rule":"1 point for every 10.00 in all, per invoice, rounded down","expire_after":"6m","expire_at":"day","point_value":"0.50","earned":0,"reversed":0,"points":0,"value":"0.00","expired":2,"open":7,"open_value":"3.50","with_nothing":0,"rounded_off":{"amount":"0.00","points":0,"value":"0.00"}},"customers_gaining":0,"customers_losing":0,"gains":[],"losses":[],"months":[]}
    "#]]);
}

#[test]
fn the_rules_in_force_give_the_ledgers_own_figures() {
    let shop = shop();
    let told = shop.json("report what-if");
    assert_eq!(told["now"], told["what_if"]);
    assert_eq!((&told["gains"], &told["losses"]), (&json!([]), &json!([])));
    let owed = shop.json("report liability");
    assert_eq!((&told["now"]["open"], &told["now"]["open_value"]), (&owed["points"], &owed["value"]));
    let period = shop.json("report rollforward --from 2026-01-01");
    for key in ["earned", "reversed", "expired"] {
        assert_eq!(told["now"][key], period[key], "{key}");
    }
}

/// What a merge hands over is what the invoices earn that came along with it, by whatever rules.
#[test]
fn those_who_were_merged_are_one() {
    for (from, into) in [("K1", "K2"), ("K2", "K1")] {
        let mut shop = Shop::new();
        shop.on("2026-01-05");
        shop.json("settings set --expire-after 6m");
        shop.json("customer add --ref K1 --name Anna");
        shop.json("customer add --ref K2 --name \"Anna Jansen\"");
        shop.json(&format!("invoice record --number F1 --customer {from} --total 100.00"));
        shop.on("2026-02-10").json(&format!("customer merge {from} --into {into} --yes"));
        shop.on("2026-03-01").json(&format!("points redeem {into} --points 10 --reason comb"));
        shop.on("2026-08-20");
        for (rules, earned, expired, balance) in [
            ("--expire-after 6m", 10, 0, 0),
            ("--expire-after never", 10, 0, 0),
            ("--per 20.00", 5, 0, -5),
            ("--per 5.00", 20, 10, 0),
            ("--expire-after 1m", 10, 10, -10),
        ] {
            let told = shop.json(&format!("report what-if {rules}"));
            let now = ["earned", "reversed", "expired", "open"].map(|key| told["now"][key].clone());
            assert_eq!(now, [10, 0, 0, 0], "{from} {rules}");
            let then = ["earned", "reversed", "expired", "open"].map(|key| told["what_if"][key].clone());
            assert_eq!(then, [earned, 0, expired, 0], "{from} {rules}");
            let losses = if balance < 0 { json!([balance]) } else { json!([]) };
            let lost = told["losses"].as_array().expect("a list").iter().map(|one| one["what_if"].clone());
            assert_eq!(json!(lost.collect::<Vec<_>>()), losses, "{from} {rules}");
        }
    }
}

/// A credit note takes what was recorded before it, whatever the dates, and so it does by other rules.
#[test]
fn things_are_done_in_the_order_in_which_they_were_recorded() {
    // The rules; what is earned, taken back and open by them, where 2 points are earned and none is taken back.
    let late: &[(&str, [i64; 3])] =
        &[("--earn off", [0, 0, 0]), ("--per 5.00", [5, 0, 5]), ("--expire-after 10d", [2, 0, 0])];
    let (sale, note) = ("--number I --customer K1 --total 25.00", "--number C --customer K1 --total -35.00");
    let mut shop = Shop::new();
    shop.on("2026-03-01").json("customer add --ref K1 --name Anna");
    shop.json(&format!("invoice record {note}"));
    shop.on("2026-03-02").json(&format!("invoice record {sale} --date 2026-02-05"));
    figures(&shop, [2, 0, 2], late);

    // An unpaid one is of the day of its payment, by hand and by a file.
    for pay in ["invoice pay I --date 2026-02-05", "import csv paid.csv"] {
        let mut shop = Shop::new();
        shop.on("2026-02-05").json("customer add --ref K1 --name Anna");
        shop.json(&format!("invoice record {sale} --unpaid"));
        shop.on("2026-03-01").json(&format!("invoice record {note}"));
        shop.file("paid.csv", "invoice,date,customer,item,amount,status\nI,2026-02-05,K1,Total,25.00,paid\n");
        shop.on("2026-03-02").json(pay);
        figures(&shop, [2, 0, 2], late);
    }

    // A file is done in the order of its days.
    let mut shop = Shop::new();
    shop.on("2026-03-02").json("customer add --ref K1 --name Anna");
    shop.file("both.csv", "invoice,date,customer,amount\nC,2026-03-01,K1,-35.00\nI,2026-02-05,K1,25.00\n");
    shop.json("import csv both.csv");
    let rules: &[(&str, [i64; 3])] =
        &[("--earn off", [0, 0, 0]), ("--per 5.00", [5, 5, 0]), ("--expire-after 10d", [2, 0, 0])];
    figures(&shop, [2, 2, 0], rules);
}

fn figures(shop: &Shop, now: [i64; 3], rules: &[(&str, [i64; 3])]) {
    for (rules, then) in rules {
        let told = shop.json(&format!("report what-if {rules}"));
        for (side, want) in [("now", now), ("what_if", *then)] {
            let got = ["earned", "reversed", "open"].map(|key| told[side][key].clone());
            assert_eq!(got, want, "{rules} {side}");
        }
    }
}

#[test]
fn what_rounding_down_takes() {
    let shop = Shop::new();
    shop.json("customer add --ref K1 --name Anna");
    for number in 1..=4 {
        shop.json(&format!("invoice record --number F{number} --customer K1 --total 9.95"));
    }
    shop.json("invoice record --number P --customer K1 --line product:Wax@3.00x0.5 --line product:Lak@3.00x0.7");
    for (rules, amount, points, with_nothing) in [
        ("", "43.40", 4, 1),
        ("--per 1.00 --points 2", "4.40", 8, 0),
        ("--earn per-product", "0.00", 0, 0),
        ("--earn per-invoice", "0.00", 0, 0),
        ("--min-total 9.95", "39.80", 3, 1),
        ("--min-total 50.00", "0.00", 0, 1),
        ("--earn off", "0.00", 0, 1),
    ] {
        let told = &shop.json(&format!("report what-if {rules}"))["what_if"];
        let got = (&told["rounded_off"]["amount"], &told["rounded_off"]["points"], &told["with_nothing"]);
        assert_eq!(got, (&json!(amount), &json!(points), &json!(with_nothing)), "{rules}");
    }
}

#[test]
fn rules_that_are_none_and_days_to_come_are_refused() {
    let shop = Shop::new();
    for line in [
        "report what-if --per 0",
        "report what-if --earn sometimes",
        "report what-if --to 2026-11-22",
        "report what-if --from 2026-02-01 --to 2026-01-01",
        "report what-if --redeem-step 5",
    ] {
        assert_eq!(shop.error(line)["exit"], 2, "{line}");
    }
    assert_eq!(shop.json("report what-if")["months"], json!([]));
}
