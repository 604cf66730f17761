//! Imports in parts, mended, taken back and taken in again: each way ends as one import does.

use std::collections::BTreeMap;

use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;
use serde_json::{Value, json};

use crate::model::cases;
use crate::shop::Shop;

const HEAD: &str = "invoice,date,customer,name,kind,item,quantity,amount,refers_to";

/// A ticket: its day of the year before, its customer, its lines, and how much of its first line comes back when.
#[derive(Clone, Debug)]
struct Ticket {
    day: u32,
    customer: Option<u8>,
    lines: Vec<i64>,
    back: Option<(i64, u32)>,
}

fn ticket() -> impl Strategy<Value = Ticket> {
    let back = prop_oneof![3 => Just(None), 1 => (1..=100i64, 0..60u32).prop_map(Some)];
    let customer = prop_oneof![1 => Just(None), 8 => (0..4u8).prop_map(Some)];
    (1..270u32, customer, proptest::collection::vec(100..9000i64, 1..4), back)
        .prop_map(|(day, customer, lines, back)| Ticket { day, customer, lines, back })
}

fn date(day: u32) -> String {
    format!("2025-{:02}-{:02}", day / 28 % 12 + 1, day % 28 + 1)
}

/// The rows, in the order of their dates; a refund comes behind its original.
fn rows(tickets: &[Ticket]) -> Vec<String> {
    let mut rows: Vec<(u32, String)> = Vec::new();
    for (number, ticket) in tickets.iter().enumerate() {
        let who = ticket.customer.map_or(",".to_owned(), |who| format!("K{who},\"Name, {who}\""));
        for (line, amount) in ticket.lines.iter().enumerate() {
            let kind = ["service", "product"][line % 2];
            let day = date(ticket.day);
            let row = format!("F{number:03},{day},{who},{kind},Item {line},1,{}.{:02},", amount / 100, amount % 100);
            rows.push((ticket.day * 2, row));
        }
        if let Some((percent, later)) = ticket.back {
            let amount = ticket.lines[0] * percent / 100;
            let (day, amount) = (ticket.day + later, format!("-{}.{:02}", amount / 100, amount % 100));
            let row = format!("R{number:03},{},{who},other,Back,-1,{amount},F{number:03}", date(day));
            rows.push((day * 2 + 1, row));
        }
    }
    rows.sort_by_key(|(day, _)| *day);
    rows.into_iter().map(|(_, row)| row).collect()
}

fn table<'a>(rows: impl IntoIterator<Item = &'a String>) -> String {
    rows.into_iter().fold(format!("{HEAD}\n"), |text, row| text + row + "\n")
}

/// Everything that imports are to agree on.
fn told(shop: &Shop) -> Value {
    let mut lines = shop.json("invoice list --lines")["items"].take();
    lines.as_array_mut().expect("a list").sort_by_key(Value::to_string);
    let mut customers = shop.json("customer list")["items"].take();
    for customer in customers.as_array_mut().expect("a list") {
        customer["changed_at"] = Value::Null;
    }
    let cards: BTreeMap<String, Value> = (0..4)
        .map(|who| format!("K{who}"))
        .map(|who| (who.clone(), shop.run(&format!("--json customer balance {who}")).stdout))
        .map(|(who, balance)| (who, serde_json::from_str(&balance).unwrap_or_default()))
        .collect();
    assert_eq!(shop.json("db check")["findings"], json!([]));
    json!({ "lines": lines, "customers": customers, "balances": cards })
}

fn shop() -> Shop {
    let shop = Shop::new();
    shop.json("settings set --earn spend-total --per 7.00 --expire-after 18m");
    shop.json("scheme add Kaart --type visits --auto --from 2020-01-01");
    shop.json("scheme reward Kaart --after 5 --gift Cup");
    shop
}

/// The shop after one import of all rows.
fn at_once(rows: &[String]) -> Value {
    let shop = shop();
    shop.file("all.csv", &table(rows)).json("import csv all.csv");
    told(&shop)
}

/// One wrong cell.
fn spoilt(row: &str, how: u8) -> String {
    let mut cells: Vec<&str> = row.rsplitn(4, ',').collect();
    match how {
        0 => cells[1] = "ten",
        1 => return row.replacen("2025-", "2025-13-", 1),
        _ => return row.rsplit_once(",1,").map_or("short".to_owned(), |(row, _)| row.to_owned()),
    }
    cells.reverse();
    cells.join(",")
}

fn mended_completes(tickets: &[Ticket], wrong: &[(usize, u8)]) -> TestCaseResult {
    let rows = rows(tickets);
    let mut bad = rows.clone();
    for (at, how) in wrong {
        let at = at % bad.len();
        bad[at] = spoilt(&rows[at], *how);
    }
    let shop = shop();
    let said = shop.file("a.csv", &table(&bad)).run("--json import csv a.csv --partial");
    prop_assert_eq!(said.exit, 8, "{}", said.stderr);
    let kept = std::fs::read_to_string(shop.path("a.csv.errors.csv")).expect("rejected rows");
    // Each row is put right where its number says that it stood.
    let mut mended = format!("_line,_reason,{HEAD}\n");
    for line in kept.lines().skip(1).filter_map(|row| row.split(',').next()?.parse::<usize>().ok()) {
        mended += &format!("{line},mended,{}\n", rows[line - 2]);
    }
    let report = shop.file("b.csv", &mended).json("import csv b.csv");
    prop_assert_eq!(&report["invoices"]["rejected"], 0);
    prop_assert_eq!(told(&shop), at_once(&rows));
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { max_shrink_iters: 60, ..cases(4) })]

    #[test]
    fn rejected_rows_mended_complete_the_import(
        tickets in proptest::collection::vec(ticket(), 2..20),
        wrong in proptest::collection::vec((0..1000usize, 0..3u8), 1..5),
    ) {
        mended_completes(&tickets, &wrong)?;
    }

    #[test]
    fn parts_undone_and_taken_in_again_are_one(
        tickets in proptest::collection::vec(ticket(), 2..20),
        cut in 0..=20usize,
    ) {
        let rows = rows(&tickets);
        // An invoice stands in one part: all rows of a number have one date.
        let (first, second): (Vec<&String>, Vec<&String>) = {
            let days: Vec<&str> = rows.iter().filter_map(|row| row.split(',').nth(1)).collect();
            let day = days[cut * (days.len() - 1) / 20].to_owned();
            rows.iter().partition(move |row| row.split(',').nth(1).is_some_and(|date| *date < *day))
        };
        let want = at_once(&rows);
        let shop = shop();
        shop.file("a.csv", &table(first)).file("b.csv", &table(second));
        shop.json("import csv a.csv");
        let taken = shop.json("import csv b.csv");
        prop_assert_eq!(told(&shop), want.clone());
        shop.json(&format!("import undo {} --yes", taken["import"]));
        shop.json("import csv b.csv");
        prop_assert_eq!(told(&shop), want.clone());
        // Both files in one call, in either order.
        for files in ["a.csv b.csv", "b.csv a.csv"] {
            let other = self::shop();
            for name in ["a.csv", "b.csv"] {
                std::fs::copy(shop.path(name), other.path(name)).expect("a file");
            }
            other.json(&format!("import csv {files}"));
            prop_assert_eq!(told(&other), want.clone());
        }
    }
}

#[test]
fn a_profile_keeps_all_flags() {
    let shop = Shop::new();
    let file = "Bon;Dag;Klant;Netto;Btw;Wat;Kassa\n1;03-02-2025;0;10,00;2,10;Knippen;1\n2;04-02-2025;Anna Jansen;5,00;1,05;Wax;2\n";
    shop.file("a.csv", file).file("b.csv", &file.replace(";2025", ";2024"));
    let flags = "--map invoice=Bon --map date=Dag --map name=Klant --map amount=Netto+Btw --map item=Wat --match name \
                 --anonymous 0 --value kind:item:Knip*=service --set status=paid --prefix ZW- --date-format dmy \
                 --decimal , --delimiter ; --encoding utf-8 --header-line 1 --skip Kassa=9 --only Kassa=1 --only Kassa=2";
    let direct = shop.json(&format!("import csv a.csv {flags} --points none --dry-run"));
    assert_eq!((&direct["invoices"]["new"], &direct["amount"]["new"]), (&json!(2), &json!("18.15")));
    let other = Shop::new();
    other.file("a.csv", file).json(&format!("import csv a.csv {flags} --points none --save-profile till.toml"));
    std::fs::copy(other.path("till.toml"), shop.path("till.toml")).expect("it is kept");
    let by_profile = shop.json("import csv a.csv --profile till.toml --dry-run");
    assert_eq!(by_profile, direct);
    // What is there is not overwritten, and a flag goes before the profile.
    assert_eq!(shop.error("import csv a.csv --profile till.toml -n --save-profile till.toml")["code"], "io");
    // A profile that cannot be written keeps the import from being kept.
    let empty = Shop::new();
    empty.file("a.csv", file);
    assert_eq!(empty.error(&format!("import csv a.csv {flags} --save-profile nowhere/till.toml"))["code"], "io");
    assert_eq!(empty.json("invoice list")["total"], 0);
    shop.json("import csv a.csv --profile till.toml --prefix Z-");
    assert_eq!(shop.json("invoice show Z-1")["invoice"]["lines"][0]["kind"], "service");
    let text = std::fs::read_to_string(shop.path("till.toml")).unwrap();
    let wrong =
        shop.file("typo.toml", &text.replace("decimal", "decimals")).error("import csv a.csv --profile typo.toml");
    assert_eq!(wrong["exit"], 2);
    assert!(wrong["message"].as_str().unwrap().contains("`decimals`; did you mean `decimal`?"), "{wrong}");
    // What goes with other files is refused, not left out.
    let error = shop.error("import customers a.csv --profile till.toml");
    assert_eq!((&error["exit"], &error["message"]), (&json!(2), &json!("`--prefix` goes with files of invoices")));
    shop.file("k.csv", "ref,points\nK1,5\n");
    shop.json("import customers k.csv --source old --if-exists update --country BE --save-profile k.toml");
    shop.json("import customers k.csv --profile k.toml");
    assert_eq!(shop.error("import customers k.csv --profile k.toml --set points=6")["exit"], 6);
    assert_eq!(shop.json("import customers k.csv --profile k.toml --source older")["points"]["opened"], 5);
    assert_eq!(shop.error("import csv a.csv --profile k.toml")["message"], "`--source` goes with files of customers");
}

#[test]
fn what_an_opening_covers_earns_only_when_it_is_said() {
    let rows = "invoice,date,customer,amount\nF1,2026-01-01,K1,50.00\nF2,2026-02-01,K1,50.00\nF3,2026-03-01,K1,50.00\n";
    for (flags, want) in
        [("", (2, 15)), ("--points all", (0, 25)), ("--points none", (2, 10)), ("--points-from 2026-03-01", (2, 15))]
    {
        let shop = Shop::new();
        shop.file("k.csv", "ref,points,points_date\nK1,10,2026-02-01\n").json("import customers k.csv");
        let mut taken = shop.file("a.csv", rows).json(&format!("import csv a.csv {flags}"));
        let balance = shop.json("customer balance K1")["points"].take();
        assert_eq!((taken["covered"].take(), balance), (json!(want.0), json!(want.1)), "{flags}");
        // The same again, and with all its points at a later time.
        assert_eq!(shop.json(&format!("import csv a.csv {flags}"))["status"], "unchanged");
        shop.json("import undo 2 --yes");
        assert_eq!(shop.json("customer balance K1")["points"], 10);
    }
}

#[test]
fn customers_are_found_as_they_are_kept() {
    let shop = Shop::new();
    let rows = "invoice,date,phone,email,name,amount\nF1,2026-01-01,06 12345678,,Anna,50.00\nF2,2026-01-02,+31612345678,,,50.00\n\
                F3,2026-01-03,0031-6-12345678,,,50.00\nF4,2026-01-04,,Bram@Example.NL,Bram,50.00\nF5,2026-01-05,,bram@example.nl,,50.00\n";
    let taken = shop.file("a.csv", rows).json("import csv a.csv");
    assert_eq!(taken["customers"], json!({ "created": 2, "matched": 0 }));
    assert_eq!(shop.json("customer balance 0612345678")["points"], 15);
    let rows = "invoice,date,phone,email,amount\nG1,2026-01-01,onbekend,,5.00\nG2,2026-01-02,,geen,5.00\nG3,2026-01-02,onbekend,anna@x.nl,5.00\n";
    let refused = shop.file("b.csv", rows).error("import csv b.csv");
    assert_eq!(refused["details"]["error_count"], 2);
    assert_eq!(refused["hints"][0], "--anonymous onbekend");
    let taken = shop.json("import csv b.csv --anonymous onbekend --anonymous geen");
    assert_eq!(taken["customers"]["created"], 1);
}

#[test]
fn whole_names_find_customers_when_told() {
    let shop = Shop::new();
    shop.json("customer add --ref K1 --name \"José de Vries\"");
    shop.json("customer add --ref K2 --name Anna");
    shop.json("customer add --ref K3 --name Anna");
    let rows = "invoice,date,name,amount\nF1,2026-01-01,jose de  vries,50.00\nF2,2026-01-02,Bram,50.00\nF3,2026-01-03,BRAM,50.00\n";
    let refused = shop.file("a.csv", rows).error("import csv a.csv");
    assert!(refused["hints"].as_array().unwrap().contains(&json!("--match name")), "{refused}");
    let taken = shop.json("import csv a.csv --match name");
    assert_eq!(taken["customers"], json!({ "created": 1, "matched": 1 }));
    assert_eq!(shop.json("customer balance K1")["points"], 5);
    assert_eq!(shop.json("customer balance Bram")["points"], 10);
    let refused = shop
        .file("b.csv", "invoice,date,name,amount\nG1,2026-01-01,anna,50.00\n")
        .error("import csv b.csv --match name");
    let message = refused["details"]["errors"][0]["message"].as_str().unwrap().to_owned();
    assert!(message.contains("`K2`") && message.contains("`K3`"), "{message}");
}

#[test]
fn more_pieces_than_are_left_are_not_taken_back() {
    let head = "invoice,date,customer,refers_to,item,quantity,amount";
    for (rows, left) in [
        ("C1,2024-02-09,K1,F1,Soap,-4,-30.00", Some("3")),
        ("C1,2024-02-09,K1,F1,Soap,-4,-36.00", Some("3")),
        ("C1,2024-02-09,K1,F1,Soap,-2,-5.00\nC1,2024-02-09,K1,F1,Soap,-2,-5.00", Some("3")),
        ("C1,2024-02-09,K1,F1,Soap,-2,-5.00\nC2,2024-02-10,K1,F1,Soap,-2,-5.00", Some("1")),
        ("C1,2024-02-09,K1,F1,Soap,-3,-30.00", None),
        ("C1,2024-02-09,K1,F1,Soap,-3,-20.00\nC2,2024-02-10,K1,F1,Soap,-1,-5.00", None),
        ("C1,2024-02-09,K1,F1,Bottle,-4,-30.00", None),
    ] {
        let shop = Shop::new();
        shop.file("a.csv", &format!("{head}\nF1,2024-01-08,K1,,Soap,3,36.00\n{rows}\n"));
        let Some(left) = left else {
            shop.json("import csv a.csv --set kind=product");
            continue;
        };
        let refused = shop.error("import csv a.csv --set kind=product");
        let message = &refused["details"]["errors"][0]["message"];
        assert_eq!(message, &format!("of line 1 only `{left}` is left"), "{refused}");
    }
}

#[test]
fn numbers_that_begin_anew_each_year_say_how_to_tell_them_apart() {
    let shop = Shop::new();
    for year in [2024, 2025, 2026] {
        shop.file(&format!("{year}.csv"), &format!("invoice,date,customer,amount\n1,{year}-01-08,K1,5.00\n"));
    }
    let asks = |line: &str, want: &str| {
        let hints = shop.error(line)["hints"].take();
        assert_eq!(hints[0], format!("{want} if numbers begin anew each year"), "{line}");
        shop.json(&format!("{line} {want}"));
    };
    shop.json("import csv 2024.csv");
    asks("import csv 2025.csv", "--prefix 2025-");
    asks("import csv 2025.csv 2026.csv", "--map invoice=date+invoice");
    let numbers = shop.json("invoice list")["items"].take();
    let numbers: Vec<&str> = numbers.as_array().unwrap().iter().map(|row| row["number"].as_str().unwrap()).collect();
    assert_eq!(numbers, ["1", "2025-01-08/1", "2025-1", "2026-01-08/1"]);
    // A wrong day of the same year is a slip.
    shop.file("slip.csv", "invoice,date,customer,amount\n1,2024-01-09,K1,5.00\n");
    let hint = shop.error("import csv slip.csv")["hints"][0].take();
    assert_eq!(hint, "mend the file and repeat the command, or take in what is good with `--partial`");
}

#[test]
fn a_refund_that_is_not_paid_out_is_refused() {
    let shop = Shop::new();
    let rows = "F1,2024-01-08,K1,,paid,36.00\nC1,2024-02-09,K1,F1,open,-9.00\n";
    shop.file("a.csv", &format!("invoice,date,customer,refers_to,status,amount\n{rows}"));
    let refused = shop.error("import csv a.csv --set kind=product");
    assert_eq!(
        refused["details"]["errors"][0]["message"],
        "a refund of invoice `F1` that is not paid out yet gives nothing back"
    );
    assert_eq!(shop.json("invoice list")["total"], 0);
    shop.json("import csv a.csv --set kind=product --value status:open=paid");
    assert_eq!(shop.json("invoice show C1")["invoice"]["state"], "paid");
    assert_eq!(shop.error("import csv a.csv --set kind=product")["code"], refused["code"]);
}

#[test]
fn points_of_what_is_brought_further_are_reported() {
    let shop = Shop::new();
    shop.json("settings set --earn spend-total --per 10.00");
    let head = "invoice,date,customer,status,amount\n";
    shop.file(
        "a.csv",
        &format!("{head}F1,2026-01-01,K1,unpaid,100.00\nF2,2026-01-02,,paid,70.00\nF3,2026-01-03,K1,paid,30.00\n"),
    );
    let points = |earned: i64, reversed: i64| json!({ "earned": earned, "reversed": reversed, "expired": 0 });
    assert_eq!(shop.json("import csv a.csv")["points"], points(3, 0));
    let further = "F1,2026-01-01,K1,paid,100.00\nF2,2026-01-02,K1,paid,70.00\nF3,2026-01-03,K1,void,30.00\nF4,2026-01-04,K1,paid,20.00\n";
    shop.file("b.csv", &format!("{head}{further}"));
    let looked = shop.json("import csv b.csv --dry-run");
    let taken = shop.json("import csv b.csv");
    assert_eq!((&taken["invoices"]["updated"], &taken["points"]), (&json!(3), &points(19, 3)));
    assert_eq!(looked["points"], taken["points"]);
    assert_eq!(shop.json("customer balance K1")["points"], 19);
    assert_eq!(shop.json("import csv b.csv")["points"], points(0, 0));
}

#[test]
fn an_invoice_with_rows_that_have_no_number_is_not_taken_in_by_half() {
    let shop = Shop::new();
    let rows = "F1,2026-01-01,K1,Wax,50.00\n,,,Gel,30.00\nF2,2026-01-02,K1,Wax,20.00\n";
    shop.file("a.csv", &format!("invoice,date,customer,item,amount\n{rows}"));
    let said = shop.run("--json import csv a.csv --partial");
    let report: serde_json::Value = serde_json::from_str(&said.stdout).expect("JSON");
    assert_eq!((said.exit, &report["rows"]["rejected"], &report["invoices"]["new"]), (8, &json!(2), &json!(1)));
    assert_eq!(shop.error("invoice show F1")["exit"], 3);
    let kept = std::fs::read_to_string(shop.path("a.csv.errors.csv")).expect("the rejected rows");
    let reason = "\"line 3: the invoice's number is empty\"";
    assert!(
        kept.contains(&format!("2,{reason},F1,")) && kept.contains("3,\"the invoice's number is empty\",,"),
        "{kept}"
    );
    // Mended, it completes the import.
    shop.file("b.csv", &kept.replace("empty\",,,", "empty\",F1,,"));
    assert_eq!(shop.json("import csv b.csv")["points"]["earned"], 8);
    // Below an invoice that is left out they are of that one; below a row that is left out, of its invoice.
    for (rows, new) in [
        ("F3,2026-01-03,K1,a,1.00\nF4,2026-01-03,K1,x,1.00\n,,,b,1.00\n", 1),
        ("F5,2026-01-03,K1,a,1.00\n,,,x,1.00\n,,,b,1.00\n", 0),
    ] {
        let shop = Shop::new();
        shop.file("a.csv", &format!("invoice,date,customer,item,amount\n{rows}"));
        let said = shop.run("--json import csv a.csv --partial --skip item=x");
        let report: serde_json::Value = serde_json::from_str(&said.stdout).expect("JSON");
        assert_eq!((said.exit, &report["invoices"]["new"]), (8, &json!(new)), "{rows}");
    }
}

#[test]
fn files_that_are_read_otherwise_than_the_first_say_how() {
    let shop = Shop::new();
    shop.file("a.csv", "invoice,date,customer,amount\nF1,2026-01-01,K1,50.00\n");
    shop.file("b.csv", "invoice;date;customer;amount\nF2;13-01-2026;K1;1.050,00\n");
    shop.file("c.csv", "date,invoice,customer,amount\n2026-01-02,F3,K1,50\n");
    let taken = shop.json("import csv a.csv b.csv c.csv");
    assert_eq!(taken["read"]["delimiter"], ",");
    let how = "b.csv: read as UTF-8, columns parted by `;`, decimal mark `,`, dates dmy";
    assert_eq!(taken["warnings"], json!([how]));
}
