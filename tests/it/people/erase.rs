//! `customer erase`: a marker is looked for in every byte of every file beside the database.

use std::path::Path;

use rusqlite::Connection;
use serde_json::json;

use super::{is_sound, points};
use crate::shop::Shop;

/// What must not be found: the name as typed, composed and folded, and each address as typed and as it is kept.
const MARKERS: [&str; 10] = [
    "Zo\u{eb} Mark\u{eb}rsen",
    "Zoe\u{308} Marke\u{308}rsen",
    "Mark\u{eb}rsen",
    "Marke\u{308}rsen",
    "markersen",
    "zoe.marker@",
    "612349876",
    "6 1234 9876",
    "6789432", // the phone from its end
    "Marker-note",
];

/// The files of a folder in which a marker is, whatever its case and width of letters.
fn holding(folder: &Path) -> Vec<String> {
    let mut found = Vec::new();
    for file in std::fs::read_dir(folder).expect("the folder is there") {
        let file = file.expect("a file");
        let bytes = std::fs::read(file.path()).expect("it is read").to_ascii_lowercase();
        for marker in MARKERS {
            let wide: Vec<u8> = marker.to_ascii_lowercase().encode_utf16().flat_map(u16::to_le_bytes).collect();
            for marker in [marker.to_ascii_lowercase().into_bytes(), wide] {
                if bytes.windows(marker.len()).any(|part| part == marker) {
                    found.push(format!("{}: {}", file.file_name().display(), String::from_utf8_lossy(&marker)));
                }
            }
        }
    }
    found
}

/// The person in every table there is: twice, by import and by hand, in notes, reasons, lines and the log.
fn shop() -> Shop {
    let shop = Shop::new();
    shop.json("settings set --per 10.00 --expire-after 12m");
    shop.json("scheme add Stempelkaart --type visits --auto");
    shop.json("scheme reward Stempelkaart --after 3 --percent-off 20");
    let customers = "ref,name,email,phone,note,points\n\
                     M1,Zoe\u{308} Marke\u{308}rsen,Zoe.Marker@Example.NL,06 1234 9876,Marker-note one,30\n\
                     A1,Anna Jansen,,,,5\n";
    shop.file("in.csv", customers).json("import customers in.csv");
    let changed = customers.replace("one,30", "two,30");
    shop.file("in.csv", &changed).json("import customers in.csv --if-exists update");
    std::fs::remove_file(shop.path("in.csv")).expect("it is there");
    let invoices = "invoice,date,customer,name,item,amount\n\
                    F1,2026-05-01,M1,Zo\u{eb} Mark\u{eb}rsen,Voor Zo\u{eb} Mark\u{eb}rsen,100.00\n\
                    F2,2026-02-30,M1,Zo\u{eb} Mark\u{eb}rsen,Knippen,20.00\n";
    shop.file("till.csv", invoices);
    assert_eq!(shop.run("import csv till.csv --partial -q").exit, 8);
    for file in ["till.csv", "till.csv.errors.csv"] {
        std::fs::remove_file(shop.path(file)).expect("it is there");
    }
    shop.json(
        "customer add --ref Zoe-Markersen --name \"Z. Mark\u{eb}rsen\" --phone \"+31 6 1234 9876\" --key marker-1",
    );
    for line in [
        "points adjust M1 +5 --reason \"Zo\u{eb} Mark\u{eb}rsen was unhappy\" --key zoe.marker@example.nl",
        "points adjust A1 +5 --reason \"friend of ZOE MARKERSEN (zoe.marker@example.nl)\"",
        "invoice record --number F3 --customer Zoe-Markersen --total 50.00",
        "invoice refund F3 --amount 10.00 --reason \"Marker-note refund\"",
        "invoice record --number F4 --customer M1 --total 50.00",
        "invoice void F4 --reason \"Marker-note void\"",
        "card adjust M1 +1 --reason \"Marker-note card\"",
        "customer merge Zoe-Markersen --into M1 --yes",
    ] {
        shop.json(line);
    }
    assert_eq!(shop.error("customer show \"Zo\u{eb} Mark\u{eb}rsenx\"")["code"], "customer_not_found");
    shop
}

#[test]
fn erased_is_gone() {
    let shop = shop();
    let there = holding(shop.database().parent().expect("a folder"));
    assert!(there.len() > 5, "{there:?}");
    assert_eq!(shop.error("customer erase M1")["code"], "not_confirmed");
    let (balance, ledger) = (points(&shop, "M1"), shop.json("report rollforward --from 2026-01-01 --to 2026-11-21"));
    let tried = shop.json("customer erase M1 --dry-run");
    assert_eq!((&tried["status"], &tried["dry_run"]), (&json!("erased"), &json!(true)));
    assert_eq!(shop.json("customer show M1")["customer"]["email"], "zoe.marker@example.nl");

    let erased = shop.json("customer erase M1 --yes");
    assert_eq!(holding(shop.database().parent().expect("a folder")), Vec::<String>::new());
    let reference = erased["customer"]["ref"].as_str().expect("a ref");
    assert_eq!((&erased["status"], &erased["points"], &erased["invoices"]), (&json!("erased"), &balance, &json!(3)));
    is_sound(&shop);
    assert_eq!(points(&shop, reference), balance);
    assert_eq!(shop.json("report rollforward --from 2026-01-01 --to 2026-11-21"), ledger);
    let lines = shop.json("invoice show F1")["invoice"]["lines"].take();
    assert_eq!((&lines[0]["name"], &lines[0]["amount"]), (&json!("Voor erased"), &json!("100.00")));
    let reasons = shop.json("points history A1");
    assert_eq!(reasons["items"][1]["reason"], "friend of erased (erased)");
    for who in ["Markersen", "zoe.marker@example.nl", "0612349876", "9876"] {
        assert_eq!(shop.error(&format!("customer show {who}"))["code"], "customer_not_found", "{who}");
    }
    // The key stays taken, and says nothing of whom.
    let again =
        "customer add --ref Zoe-Markersen --name \"Z. Mark\u{eb}rsen\" --phone \"+31 6 1234 9876\" --key marker-1";
    assert_eq!(shop.error(again)["code"], "key_conflict");
    // Again, by the old refs as by the new one, there is nothing left to do.
    for who in ["M1", "Zoe-Markersen", reference] {
        let again = shop.json(&format!("customer erase {who} --yes"));
        assert_eq!((&again["status"], &again["customer"]["ref"]), (&json!("unchanged"), &json!(reference)), "{who}");
    }
    assert_eq!(shop.error("customer erase Markersen --yes")["code"], "customer_not_found");
    assert_eq!(holding(shop.database().parent().expect("a folder")), Vec::<String>::new());
}

#[test]
fn an_invoice_of_someone_erased_is_unchanged_however_it_is_sent_again() {
    let shop = Shop::new();
    shop.json("customer add --ref K1 --name Nora");
    shop.json("customer add --ref K2 --name Ina");
    for number in ["I1", "I2"] {
        shop.json(&format!("invoice record --number {number} --customer K1 --total 10.00"));
    }
    shop.json("invoice assign I2 K2");
    shop.json("customer erase K1 --yes");
    for number in ["I1", "I2"] {
        for who in ["K1", "nora"] {
            let again = shop.json(&format!("invoice record --number {number} --customer {who} --total 10.00"));
            assert_eq!(again["status"], "unchanged", "{number} {who}");
        }
        for who in ["\"K1\"", "{\"ref\":\"K1\",\"name\":\"Nora\"}"] {
            let json = format!("{{\"number\":\"{number}\",\"customer\":{who},\"total\":\"10.00\"}}");
            let said = shop.run_with("--json invoice record --input -", &json);
            assert!(said.stdout.contains("\"status\": \"unchanged\""), "{number} {who}: {}", said.stderr);
        }
        shop.file("again.csv", &format!("invoice,date,customer,amount\n{number},2026-11-21,K1,10.00\n"));
        assert_eq!(shop.json("import csv again.csv")["invoices"]["unchanged"], 1, "{number}");
        let otherwise = shop.error(&format!("invoice record --number {number} --customer K1 --total 11.00"));
        assert_eq!(otherwise["code"], "invoice_conflict", "{number}");
    }
    assert_eq!(shop.error("invoice record --number I3 --customer K1 --total 10.00")["code"], "customer_not_found");
}

#[test]
fn a_ref_is_free_again_and_nothing_comes_back() {
    let shop = shop();
    let file = "invoice,date,customer,name,amount\nG1,2026-06-01,P1,Piet Puk,100.00\n";
    shop.file("till.csv", file).json("import csv till.csv");
    let erased = shop.json("customer erase P1 --yes");
    // The till still has the old ticket: it is the same one, and makes nobody.
    let again = shop.json("import csv till.csv");
    assert_eq!((&again["status"], &again["customers"]["created"]), (&json!("unchanged"), &json!(0)));
    assert_eq!(shop.error("customer show P1")["code"], "customer_not_found");
    shop.json("customer add --ref P1 --name \"Petra Pot\"");
    assert_eq!(shop.json("customer show P1")["customer"]["name"], "Petra Pot");
    let second = shop.json("customer erase P1 --yes");
    assert_eq!(second["status"], "erased");
    assert_ne!(second["customer"], erased["customer"]);
    // Undone, the import leaves no name behind either.
    shop.json("import undo 4 --yes");
    is_sound(&shop);
}

#[test]
fn another_who_reads_is_waited_for() {
    let shop = shop();
    let reader = Connection::open(shop.database()).expect("it opens");
    reader.execute_batch("BEGIN; SELECT count(*) FROM customer;").expect("it reads");
    let busy = shop.error("--wait 0 customer erase M1 --yes");
    assert_eq!((&busy["code"], &busy["retryable"]), (&json!("busy"), &json!(true)));
    assert!(!holding(shop.database().parent().expect("a folder")).is_empty());
    drop(reader);
    assert_eq!(shop.json("customer erase M1 --yes")["status"], "unchanged");
    assert_eq!(holding(shop.database().parent().expect("a folder")), Vec::<String>::new());
}

/// Rows that move between pages leave copies in parts of pages that nothing points to.
#[test]
fn copies_that_nothing_points_to_go_too() {
    let shop = Shop::new();
    let word =
        |n: u32| "abcdefgh".chars().cycle().skip(n as usize % 8).take((n * 37 % 60) as usize).collect::<String>();
    let rows = |from: u32, to: u32| -> String {
        let mut order: Vec<u32> = (from..to).collect();
        order.sort_by_key(|n| n.wrapping_mul(2_654_435_761));
        order.iter().map(|n| format!("R{n},N{} Nr{n:05}x {}\n", n.wrapping_mul(2_654_435_761), word(*n))).collect()
    };
    for (from, to) in [(0, 2000), (2000, 4000), (4000, 6000)] {
        shop.file("in.csv", &format!("ref,name\n{}", rows(from, to))).json("import customers in.csv");
    }
    std::fs::remove_file(shop.path("in.csv")).expect("it is there");
    let counted = || {
        let mut counts = vec![0; 6000];
        for part in std::fs::read(shop.database()).expect("it is read").windows(7) {
            if let [b'r' | b'R', digits @ .., b'x'] = part
                && let Some(n) = std::str::from_utf8(digits).ok().and_then(|digits| digits.parse::<usize>().ok())
            {
                counts[n] += 1;
            }
        }
        counts
    };
    let counts = counted();
    let usual = *counts.iter().min().expect("some");
    let more: Vec<usize> = (0..6000).filter(|n| counts[*n] > usual).take(2).collect();
    for n in more.iter().chain(&[17]) {
        shop.json(&format!("customer erase R{n} --yes"));
        assert_eq!(counted()[*n], 0, "R{n} of {more:?}");
    }
}

#[test]
fn copies_of_the_database_are_named() {
    let shop = shop();
    let database = Connection::open(shop.database()).expect("it opens");
    let operations: i64 = database.query_row("SELECT max(id) FROM operation", [], |row| row.get(0)).expect("some");
    let first: i64 =
        database.query_row("SELECT operation_id FROM customer WHERE ref = 'M1'", [], |row| row.get(0)).expect("one");
    for (path, last) in
        [("before.db", first - 1), ("with.db", first), ("gone.db", operations), ("after.db", operations + 9)]
    {
        let path = shop.path(path).to_string_lossy().into_owned();
        database
            .execute("INSERT INTO backup (path, made_at, last_operation) VALUES (?1, ?2, ?2)", (path, last))
            .expect("it is noted");
    }
    drop(database);
    shop.file("with.db", "a copy");
    for status in ["erased", "unchanged"] {
        let erased = shop.json("customer erase M1 --yes");
        assert_eq!(erased["status"], status);
        let copies: Vec<_> = erased["backups"]
            .as_array()
            .unwrap()
            .iter()
            .map(|copy| (copy["path"].as_str().unwrap(), copy["found"] == true))
            .collect();
        assert_eq!(copies, [("[SHOP]/with.db", true), ("[SHOP]/gone.db", false)]);
    }
}
