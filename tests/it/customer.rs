//! `customer` and `log`.

use expect_test::expect;

use serde_json::Value;

use crate::shop::Shop;
use crate::stages::full;

#[test]
fn a_customer_is_added_and_shown() {
    let shop = Shop::new();
    shop.run("customer add --ref K001 --name \"Anna Jansen\" --email Anna@Example.nl --phone \"06 12345678\"").says(
        expect![[r#"
            Anna Jansen
            status:     created
            ref:        K001
            e-mail:     anna@example.nl
            phone:      +31612345678
            points:     0
            changed at: <------- moment ------->
        "#]],
    );
    shop.run("customer show K001 --json").says(expect![[r#"
        {
          "schema": "loyalty.customer/1",
          "dry_run": false,
          "status": "active",
          "customer": {
            "ref": "K001",
            "name": "Anna Jansen",
            "email": "anna@example.nl",
            "phone": "+31612345678",
            "note": null,
            "changed_at": "<------- moment ------->"
          },
          "merged": [],
          "points": 0,
          "last_visit": null
        }
    "#]]);
    shop.run("customer balance K001").says(expect![[r#"
        Anna Jansen
        ref:      K001
        e-mail:   anna@example.nl
        phone:    +31612345678
        at:       2026-11-21
        points:   0
        lifetime: 0
    "#]]);
    shop.run("customer balance K001 --json").says(expect![[r#"
        {
          "schema": "loyalty.balance/1",
          "at": "2026-11-21",
          "currency": "EUR",
          "customer": {
            "ref": "K001",
            "name": "Anna Jansen",
            "email": "anna@example.nl",
            "phone": "+31612345678"
          },
          "points": 0,
          "value": null,
          "lifetime_points": 0,
          "expiring": [],
          "rewards": [],
          "card": null
        }
    "#]]);
    shop.run("customer balance K001 -q").says(expect!["0\n"]);
    shop.run("customer balance K001 --format csv").says(expect![[r#"
        at,currency,customer.ref,customer.name,customer.email,customer.phone,points,value,lifetime_points,expiring,rewards,card
        2026-11-21,EUR,K001,Anna Jansen,anna@example.nl,'+31612345678,0,,0,[],[],
    "#]]);
    shop.run("customer add --name Bram -q").says(expect!["C000001\n"]);
    shop.run("customer add --ref -5 --name Vijf -q").says(expect!["-5\n"]);
    shop.run("customer show -5 -q").says(expect!["-5\n"]);
}

#[test]
fn a_ref_is_taken_once() {
    let shop = Shop::new();
    let add = "customer add --ref K1 --name Anna --email anna@example.nl";
    assert_eq!(shop.json(add)["status"], "created");
    assert_eq!(shop.json(add)["status"], "unchanged");
    assert_eq!(shop.json("customer add --ref K1 --name Anna")["status"], "unchanged");
    shop.run("customer add --ref K1 --name Bram").fails(
        5,
        expect![[r#"
        error: there is a customer `K1` already (Anna)
        hint: keep it as it is with `--if-exists skip`, or change it with `--if-exists update`
    "#]],
    );
    assert_eq!(shop.error(&format!("{add} --if-exists fail"))["code"], "customer_exists");
    assert_eq!(shop.json("customer add --ref K1 --name Bram --if-exists skip")["customer"]["name"], "Anna");
    let updated = shop.json("customer add --ref K1 --name Bram --if-exists update");
    assert_eq!((&updated["status"], &updated["customer"]["email"]), (&"updated".into(), &"anna@example.nl".into()));
    assert_eq!(shop.json("customer add --ref K1 --name Bram --if-exists update")["status"], "unchanged");
    assert_eq!(shop.json("customer list")["total"], 1);
}

#[test]
fn a_key_makes_a_retry_harmless() {
    let shop = Shop::new();
    assert_eq!(shop.json("customer add --name Anna --key web-17")["customer"]["ref"], "C000001");
    let again = shop.json("customer add --name Anna --key web-17");
    assert_eq!((&again["status"], &again["customer"]["ref"]), (&"unchanged".into(), &"C000001".into()));
    shop.run("customer add --name Bram --key web-17").fails(
        5,
        expect![[r#"
        error: the key `web-17` was used for another request
        hint: give each request a key of its own with `--key`
    "#]],
    );
}

#[test]
fn what_is_no_person_is_refused() {
    let shop = Shop::new();
    shop.run("customer add").fails(
        2,
        expect![[r#"
        error: a name is missing
        hint: give it with `--name NAME`
    "#]],
    );
    shop.run("customer add --name \" \"").fails(
        2,
        expect![[r#"
        error: `name` is empty
    "#]],
    );
    shop.run("customer add --name Anna --email anna").fails(
        2,
        expect![[r#"
        error: the value `anna` of `email` is no e-mail address
    "#]],
    );
    shop.run(&format!("customer add --name {}", "x".repeat(201))).fails(
        2,
        expect![[r#"
        error: the text of `name` is longer than 200 characters
    "#]],
    );
    let said = shop.run("customer add --name Anna --phone \"ask Bram\" -q");
    assert_eq!(said.stdout, "C000001\n");
    expect![[r#"
        warning: the phone `ask Bram` cannot be read in the way of NL, and is kept as typed
    "#]]
    .assert_eq(&said.stderr);
    assert_eq!(shop.json("customer show Anna")["customer"]["phone"], "ask Bram");
}

#[test]
fn a_customer_is_changed() {
    let shop = Shop::new();
    shop.json("customer add --ref K1 --name Anna --email anna@example.nl --note x");
    shop.json("customer add --ref K2 --name Bram");
    let edited = shop.json("customer edit K1 --name \"Anna Smit\" --email none --phone 0612345678");
    assert_eq!(edited["status"], "updated");
    assert_eq!(edited["customer"]["email"], serde_json::Value::Null);
    assert_eq!(edited["customer"]["phone"], "+31612345678");
    assert_eq!(shop.json("customer edit K1 --name \"Anna Smit\"")["status"], "unchanged");
    assert_eq!(shop.json("customer edit \"anna smit\" --ref K9")["customer"]["ref"], "K9");
    let said = shop.run_with("customer edit K9 --input - --json", r#"{"note":null,"email":"a@b.nl"}"#);
    assert!(said.stdout.contains(r#""note": null"#) && said.stdout.contains("a@b.nl"), "{}", said.stdout);
    shop.run("customer edit K9 --ref K2").fails(
        5,
        expect![[r#"
        error: there is a customer `K2` already
        hint: if both are one person, see `loyalty customer merge --help`
    "#]],
    );
    shop.run("customer edit K9").fails(
        2,
        expect![[r#"
        error: nothing is named that is to be changed
        hint: see `loyalty customer edit --help`
    "#]],
    );
    shop.run("customer edit ann --name x").fails(
        3,
        expect![[r#"
        error: a write wants to be sure: `ann` is no ref, e-mail, phone or whole name
        hint: did you mean Anna Smit (`K9`)?
    "#]],
    );
    shop.run("customer edit K7 --name x").fails(
        3,
        expect![[r#"
        error: there is no customer `K7`
        hint: list customers with `loyalty customer list`
    "#]],
    );
}

#[test]
fn several_hits_are_shown_and_none_is_said() {
    let shop = Shop::new();
    shop.json("customer add --ref K1 --name \"Anna Jansen\" --phone 0612345678");
    shop.json("customer add --ref K2 --name \"Bram Jansen\"");
    shop.run("customer balance jansen").fails(
        4,
        expect![[r#"
        error: `jansen` may be any of 2 customers
          ref  name         phone  last visit  points
          ───────────────────────────────────────────
          K1   Anna Jansen  …5678                   0
          K2   Bram Jansen                          0
        hint: say which by the ref
    "#]],
    );
    shop.run("customer balance jansen --json").fails(4, expect![[r#"
        {"schema":"loyalty.error/1","error":{"code":"customer_ambiguous","exit":4,"message":"`jansen` may be any of 2 customers","hints":["say which by the ref"],"retryable":false,"details":{"candidates":[{"ref":"K1","name":"Anna Jansen","phone_end":"5678","last_visit":null,"points":0},{"ref":"K2","name":"Bram Jansen","phone_end":null,"last_visit":null,"points":0}]}}}
    "#]]);
    shop.run("customer balance janssen").fails(
        3,
        expect![[r#"
        error: there is no customer `janssen`
        hint: did you mean Anna Jansen (`K1`)?
        hint: did you mean Bram Jansen (`K2`)?
    "#]],
    );
    shop.run("customer balance pietersen").fails(
        3,
        expect![[r#"
        error: there is no customer `pietersen`
        hint: list customers with `loyalty customer list`
    "#]],
    );
}

#[test]
fn many_come_from_stdin_all_or_nothing() {
    let shop = Shop::new();
    let good = "{\"ref\":\"K1\",\"name\":\"Anna\"}\n\n{\"name\":\"Bram\",\"phone\":\"06 12345678\"}\n";
    shop.run_with("customer add --input - --format ndjson", good).says(expect![[r#"
        {"type":"result","line":1,"dry_run":false,"status":"created","customer":{"ref":"K1","name":"Anna","email":null,"phone":null,"note":null,"changed_at":"<------- moment ------->"}}
        {"type":"result","line":3,"dry_run":false,"status":"created","customer":{"ref":"C000001","name":"Bram","email":null,"phone":"+31612345678","note":null,"changed_at":"<------- moment ------->"}}
        {"type":"summary","schema":"loyalty.customers/1","dry_run":false,"created":2,"updated":0,"unchanged":0,"rejected":0}
    "#]]);
    shop.run_with(
        "customer add --input - --if-exists update",
        "{\"ref\":\"K1\",\"name\":\"Anne\"}\n{\"ref\":\"K2\",\"name\":\"Carla\"}\n",
    )
    .says(expect![[r#"
        1 created, 1 updated, 0 unchanged
    "#]]);
    let bad = "{\"name\":\"Dirk\"}\n{\"ref\":\"K1\",\"name\":\"Eva\"}\n{\"name\":\"Fred\",\"mail\":\"x\"}\n";
    shop.run_with("customer add --input - --json", bad).fails(6, expect![[r#"
        {"schema":"loyalty.error/1","error":{"code":"input_rejected","exit":6,"message":"line 2: there is a customer `K1` already (Anne) (and 1 more)","hints":["nothing was written: mend the input and repeat the command"],"retryable":false,"details":{"errors":[{"line":2,"code":"customer_exists","message":"there is a customer `K1` already (Anne)"},{"line":3,"code":"input_rejected","message":"the JSON does not fit: unknown field `mail`, expected one of `ref`, `name`, `email`, `phone`, `note`, `key` at line 1 column 21"}]}}}
    "#]]);
    assert_eq!(shop.json("customer list")["total"], 3);
    shop.run_with("customer add --input -", "{\"name\":\"Eva\",\"email\":\"x\"}").fails(
        6,
        expect![[r#"
        error: the value `x` of `email` is no e-mail address
    "#]],
    );
    shop.run_with("customer add --input -", "").fails(
        6,
        expect![[r#"
        error: the input is empty
    "#]],
    );
    shop.run("customer add --input nobody.json").fails(
        3,
        expect![[r#"
        error: there is no file `nobody.json`
    "#]],
    );
}

#[test]
fn customers_are_listed_in_parts() {
    let shop = Shop::new();
    for name in ["Anna", "Bram", "Carla"] {
        shop.json(&format!("customer add --name {name}"));
    }
    shop.run("customer list").says(expect![[r#"
        ref      name   e-mail  phone  points
        ─────────────────────────────────────
        C000001  Anna                       0
        C000002  Bram                       0
        C000003  Carla                      0
    "#]]);
    shop.run("customer list --format csv").says(expect![[r#"
        ref,name,email,phone,note,balance,changed_at
        C000001,Anna,,,,0,<------- moment ------->
        C000002,Bram,,,,0,<------- moment ------->
        C000003,Carla,,,,0,<------- moment ------->
    "#]]);
    let page = shop.json("customer list --limit 2");
    assert_eq!((&page["total"], &page["returned"], &page["next"]), (&3.into(), &2.into(), &"C000002".into()));
    let page = shop.json("customer list --limit 2 --after C000002");
    assert_eq!((&page["returned"], &page["next"]), (&1.into(), &serde_json::Value::Null));
    assert_eq!(shop.json("customer list --search carl")["items"][0]["ref"], "C000003");
    assert_eq!(shop.json("customer list --changed-since 2030-01-01")["total"], 0);
    shop.run("customer list --changed-since yesterday").fails(
        2,
        expect![[r#"
        error: the value `yesterday` of `--changed-since` is no moment
        hint: write it as in `2026-11-21T09:30:00Z`, or a day as in `2026-11-21`
    "#]],
    );
    shop.run("customer list --search nobody").says(expect![[r#"
        nothing to show
    "#]]);
}

#[test]
fn names_are_found_however_they_are_typed() {
    let shop = Shop::new();
    for (reference, name) in [
        ("K1", "Marijke van der Linden"),
        ("K2", "Jürgen Müller"),
        ("K3", "Zoë d'Hondt"),
        ("K4", "Søren Ødegård-Strauß"),
        ("K5", "Anna Jansen"),
    ] {
        shop.json(&format!("customer add --ref {reference} --name \"{name}\""));
    }
    for (typed, want) in [
        ("linden", "K1"),
        ("van der linden", "K1"),
        ("Van Der  LINDEN", "K1"),
        ("linden, marijke van der", "K1"),
        ("marijke linden", "K1"),
        ("lin mar", "K1"),
        ("van den linden", "K1"),
        ("muller", "K2"),
        ("MÜLLER", "K2"),
        ("mu\u{308}ller ju\u{308}rgen", "K2"),
        ("zoe", "K3"),
        ("hondt", "K3"),
        ("d’hondt", "K3"),
        ("odegard", "K4"),
        ("STRAUSS", "K4"),
        ("soren strauß", "K4"),
        ("ansen", "K5"),
    ] {
        assert_eq!(shop.run(&format!("customer show \"{typed}\" -q")).stdout, format!("{want}\n"), "{typed}");
        let listed = shop.json(&format!("customer list --search \"{typed}\""));
        assert_eq!((&listed["total"], &listed["items"][0]["ref"]), (&1.into(), &want.into()), "{typed}");
    }
    // A typing error finds nobody and is told who is nearly called so.
    for (typed, want) in [
        ("mueller", "Jürgen Müller (`K2`)"),
        ("jannsen", "Anna Jansen (`K5`)"),
        ("ana jannsen", "Anna Jansen (`K5`)"),
        ("marijke van de lidnen", "Marijke van der Linden (`K1`)"),
    ] {
        let hint = format!("hint: did you mean {want}?\n");
        let said = shop.run(&format!("customer show \"{typed}\""));
        assert!(said.exit == 3 && said.stderr.contains(&hint), "{typed}: {}", said.stderr);
        let said = shop.run(&format!("customer list --search \"{typed}\""));
        assert_eq!(
            (said.exit, said.stdout.as_str(), said.stderr.as_str()),
            (0, "nothing to show\n", hint.as_str()),
            "{typed}"
        );
        assert!(shop.run(&format!("--json customer list --search \"{typed}\"")).stderr.contains(&hint));
    }
    // A write wants to be sure.
    shop.run("customer edit \"linden marijke\" --note x").fails(
        3,
        expect![[r#"
        error: a write wants to be sure: `linden marijke` is no ref, e-mail, phone or whole name
        hint: did you mean Marijke van der Linden (`K1`)?
    "#]],
    );
}

#[test]
fn the_log_tells_who_wrote_what() {
    let shop = Shop::new();
    shop.json("customer add --ref K1 --name Anna");
    shop.json("--actor Mia customer edit K1 --note x");
    shop.json("settings set --points 2");
    shop.json("settings set --points 2");
    shop.json("-n customer add --name Bram");
    shop.run("log").says(expect![[r#"
        id  recorded at               by    action         customer  about
        ──────────────────────────────────────────────────────────────────
         3  <------- moment ------->  till  settings set
         2  <------- moment ------->  Mia   customer edit  K1
         1  <------- moment ------->  till  customer add   K1
    "#]]);
    shop.run("log --customer K1 --limit 1 --json").says(expect![[r#"
        {
          "schema": "loyalty.log/1",
          "items": [
            {"id": 2, "recorded_at": "<------- moment ------->", "actor": "Mia", "action": "customer edit", "customer": "K1", "invoice": null, "reason": null}
          ],
          "total": 2,
          "returned": 1,
          "next": "2"
        }
    "#]]);
    assert_eq!(shop.json("log --customer K1 --after 2")["items"][0]["id"], 1);
    shop.run("customer history K1").says(expect![[r#"
        Anna (K1)
        points now: 0

        nothing to show
    "#]]);
    shop.run("customer history K1 --since 2026-11-22").fails(
        2,
        expect![[r#"
        error: the value `2026-11-22` of `--since` is after today, `2026-11-21`
    "#]],
    );
}

/// A reading is as of its day, whether that comes by `--at` or is said to be today.
#[test]
fn a_day_reads_the_same_as_today_and_as_of_it() {
    let shop = full();
    shop.json("points adjust K001 +7 --reason late --today 2026-11-20");
    shop.json("points adjust K001 -3 --reason counted --today 2026-11-12");
    for day in ["2026-11-01", "2026-11-02", "2026-11-13", "2026-11-20", "2026-11-21", "2026-12-11"] {
        let as_of = shop.json(&format!("customer balance K001 --at {day}"));
        assert_eq!(shop.json(&format!("customer balance K001 --today {day}")), as_of, "{day}");
        let listed = shop.json(&format!("customer list --today {day} --search K001"));
        assert_eq!(listed["items"][0]["balance"], as_of["points"], "{day}");
        let history = shop.json(&format!("customer history K001 --today {day}"));
        assert_eq!(history["balance"], as_of["points"], "{day}");
        let late = history["items"].as_array().expect("a list").iter().find(|event| event["date"].as_str() > Some(day));
        assert_eq!(late, None, "{day}");
        let of_points = shop.json(&format!("points history K001 --today {day}"));
        let last = of_points["items"].as_array().expect("a list").last().map_or(0.into(), |row| row["balance"].clone());
        assert_eq!(last, as_of["points"], "{day}");
    }
}

#[test]
fn an_empty_text_takes_a_detail_away() {
    let shop = Shop::new();
    shop.json("customer add --ref K1 --name Anna --email anna@example.nl --phone 0612345678 --note x");
    let edited = shop.json("customer edit K1 --email \"\" --phone \" \" --note \"\"");
    let customer = &edited["customer"];
    assert_eq!(edited["status"], "updated");
    assert_eq!((&customer["email"], &customer["phone"], &customer["note"]), (&Value::Null, &Value::Null, &Value::Null));
    assert_eq!(shop.json("customer edit K1 --email none")["status"], "unchanged");
    assert_eq!(shop.run("customer edit K1 --name \"\"").exit, 2);
}
