//! Many at once: nothing is lost, nothing counts twice, and nobody is turned away.

use std::cell::OnceCell;
use std::collections::BTreeSet;
use std::process::{Child, Stdio};
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use rusqlite::{Connection, OpenFlags, TransactionBehavior};
use serde_json::Value;

use crate::shop::Shop;
use crate::size::{size, tell};

fn salon() -> Shop {
    let shop = Shop::new();
    shop.json("settings set --earn spend-total");
    shop.json("customer add --ref K001 --name Anna");
    shop
}

fn start(shop: &Shop, line: &str) -> Child {
    let mut command = shop.command(line);
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts")
}

/// Records an invoice in a process of its own, and gives its status or what went wrong.
fn record(shop: &Shop, number: &str) -> Result<String, String> {
    let line = format!("--json invoice record --number {number} --customer K001 --total 10.00");
    let said = shop.wait(start(shop, &line));
    if (said.exit, said.stderr.as_str()) != (0, "") {
        return Err(said.stderr);
    }
    let answer: Value = serde_json::from_str(&said.stdout).expect("JSON");
    Ok(answer["status"].as_str().expect("a status").to_owned())
}

/// `n` tills beside each other, each recording its numbers one after the other; gives all statuses.
fn tills(
    n: u64,
    numbers: impl Fn(u64) -> Vec<String> + Sync,
    record: impl Fn(&str) -> Result<String, String> + Sync,
) -> Vec<Result<String, String>> {
    std::thread::scope(|scope| {
        let (numbers, record) = (&numbers, &record);
        let till = |till| scope.spawn(move || numbers(till).iter().map(|number| record(number)).collect::<Vec<_>>());
        let tills: Vec<_> = (0..n).map(till).collect();
        tills.into_iter().flat_map(|till| till.join().expect("it did its work")).collect()
    })
}

fn count(statuses: &[Result<String, String>], wanted: &str) -> u64 {
    statuses.iter().filter(|status| status.as_deref() == Ok(wanted)).count() as u64
}

fn holds(shop: &Shop, invoices: u64) {
    assert_eq!(shop.json("invoice list --limit 1")["total"], invoices);
    assert_eq!(shop.json("customer balance K001")["points"], invoices);
    let history = shop.json("points history K001");
    let earned: BTreeSet<&str> =
        history["items"].as_array().expect("a list").iter().filter_map(|item| item["invoice"].as_str()).collect();
    assert_eq!((earned.len() as u64, history["total"].as_u64()), (invoices, Some(invoices)));
    assert_eq!(shop.run("db check").exit, 0);
}

/// Tills with numbers of their own, for one customer.
fn own_numbers(n: u64, each: u64) {
    let shop = salon();
    let statuses = tills(n, |till| (0..each).map(|n| format!("T{till}-{n}")).collect(), |number| record(&shop, number));
    assert_eq!(count(&statuses, "recorded"), n * each, "{:?}", statuses.iter().find(|status| status.is_err()));
    holds(&shop, n * each);
    tell(format!("{n} processes × {each} invoices of one customer: none lost, none twice"));
}

/// Tills that all have the same numbers, each beginning with another one.
fn same_numbers(n: u64, numbers: u64) {
    let shop = salon();
    let numbers_of = |till| (0..numbers).map(|n| format!("N{}", (n + till * 4) % numbers)).collect();
    let statuses = tills(n, numbers_of, |number| record(&shop, number));
    assert_eq!((count(&statuses, "recorded"), count(&statuses, "unchanged")), (numbers, (n - 1) * numbers));
    holds(&shop, numbers);
    tell(format!("{n} processes × the same {numbers} numbers: each once"));
}

#[test]
fn four_tills_record_for_one_customer() {
    own_numbers(4, 15);
}

#[test]
fn eight_tills_record_the_same_numbers() {
    same_numbers(8, 12);
}

#[test]
#[ignore = "takes seconds"]
fn sixty_four_processes_record_for_one_customer() {
    own_numbers(64, size(8, 160));
}

#[test]
#[ignore = "takes seconds"]
fn sixty_four_processes_record_the_same_numbers() {
    same_numbers(64, 32);
}

#[test]
fn four_streams_of_250_lines() {
    let shop = salon();
    for till in 0..4 {
        let line = |n| format!("{{\"number\":\"T{till}-{n}\",\"customer\":\"K001\",\"total\":\"10.00\"}}\n");
        shop.file(&format!("{till}.ndjson"), &(0..250).map(line).collect::<String>());
    }
    let streams: Vec<Child> =
        (0..4).map(|till| start(&shop, &format!("invoice record -q --input {till}.ndjson"))).collect();
    for stream in streams {
        let said = shop.wait(stream);
        assert_eq!((said.exit, said.stdout.as_str(), said.stderr.as_str()), (0, "250\n", ""));
    }
    holds(&shop, 1000);
}

/// Tills that write as most programs do: a transaction that begins with a reading (DEFERRED) is turned away when another
/// wrote meanwhile, however long it would wait. With IMMEDIATE none is.
#[test]
fn deferred_is_found_out() {
    let turned_away = |behaviour: TransactionBehavior| {
        let shop = Shop::empty();
        let open = || {
            let db = Connection::open(shop.database()).expect("it opens");
            db.busy_timeout(Duration::from_secs(60)).expect("it waits");
            db
        };
        open().execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE t (x)").expect("it is made");
        let record = |number: &str| {
            let work = || {
                let mut db = open();
                let transaction = db.transaction_with_behavior(behaviour)?;
                transaction.query_row("SELECT count(*) FROM t", [], |row| row.get::<_, i64>(0))?;
                std::thread::sleep(Duration::from_micros(200));
                transaction.execute("INSERT INTO t VALUES (1)", [])?;
                transaction.commit()
            };
            work().map(|()| number.to_owned()).map_err(|error: rusqlite::Error| error.to_string())
        };
        let statuses = tills(8, |_| vec!["recorded".to_owned(); 20], record);
        160 - count(&statuses, "recorded")
    };
    assert!(turned_away(TransactionBehavior::Deferred) > 0, "the harness sees nothing");
    assert_eq!(turned_away(TransactionBehavior::Immediate), 0);
}

/// Records one invoice after the other while somebody looks all the time, so that there is a log beside the file at one
/// moment and none at the next; gives after how many of them a balance did not know the last one.
fn behind(invoices: i64, balance: impl Fn(&Shop) -> i64) -> usize {
    let (shop, done) = (salon(), AtomicBool::new(false));
    std::thread::scope(|scope| {
        let looker = scope.spawn(|| {
            let mut looks = 0;
            while !done.load(Ordering::Relaxed) {
                let said = shop.run("customer balance K001 -q");
                assert_eq!((said.exit, said.stderr.as_str()), (0, ""));
                looks += 1;
            }
            looks
        });
        let late = (1..=invoices).filter(|n| {
            assert_eq!(record(&shop, &format!("F{n}")).as_deref(), Ok("recorded"));
            balance(&shop) != *n
        });
        let late = late.count();
        done.store(true, Ordering::Relaxed);
        assert!(looker.join().expect("it looked") > 0, "nobody looked");
        late
    })
}

#[test]
fn a_balance_knows_what_was_acknowledged() {
    let balance = |shop: &Shop| shop.json("customer balance K001")["points"].as_i64().expect("points");
    assert_eq!(behind(60, balance), 0);
}

/// Who takes every file for one that does not change misses what stands in the log.
#[test]
fn a_look_past_the_log_is_found_out() {
    let other = OnceCell::new();
    let past_the_log = |shop: &Shop| {
        let sum = "SELECT coalesce(sum(balance), 0) FROM account";
        let points = |db: &Connection| db.query_row(sum, [], |row| row.get(0)).expect("points");
        // As long as this one is there, so is the log.
        let _: i64 = points(other.get_or_init(|| Connection::open(shop.database()).expect("it opens")));
        let uri = format!("file:{}?immutable=1", shop.database().display());
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
        points(&Connection::open_with_flags(uri, flags).expect("it opens"))
    };
    assert!(behind(10, past_the_log) > 0, "the harness sees nothing");
}
