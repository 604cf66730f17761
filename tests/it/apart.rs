//! Files whose rows of one invoice lie far apart.

use std::fmt::Write as _;
use std::time::Duration;

use serde_json::Value;

use crate::shop::Shop;

/// Rows of that many invoices with three lines each, by the order of `(line, invoice)` or of `(invoice, line)`.
fn file(invoices: u32, is_apart: bool) -> String {
    let mut rows: Vec<(u32, u32)> = (0..invoices).flat_map(|invoice| (0..3).map(move |line| (line, invoice))).collect();
    if !is_apart {
        rows.sort_by_key(|(line, invoice)| (*invoice, *line));
    }
    let mut text = "invoice,date,customer,item,amount\n".to_owned();
    for (line, invoice) in rows {
        let (day, customer) = (invoice % 28 + 1, invoice % 1000);
        writeln!(text, "F{invoice:07},2025-03-{day:02},K{customer:04},Line {line},{}.{line:02}", invoice % 90).unwrap();
    }
    text
}

/// Takes a file in; its report, and the most memory that was held, in KiB.
fn taken(invoices: u32, is_apart: bool) -> (Value, u64) {
    let shop = Shop::new();
    shop.json("settings set --earn spend-total --per 10.00");
    shop.file("a.csv", &file(invoices, is_apart));
    let mut command = shop.command("--json import csv a.csv");
    let mut child = command.stdout(std::process::Stdio::piped()).spawn().expect("the program starts");
    let mut peak = 0;
    while child.try_wait().expect("it is ours").is_none() {
        let status = std::fs::read_to_string(format!("/proc/{}/status", child.id())).unwrap_or_default();
        let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
        let number = line.and_then(|line| line.trim().trim_end_matches(" kB").parse().ok());
        peak = number.unwrap_or(0).max(peak);
        std::thread::sleep(Duration::from_millis(5));
    }
    let said = shop.wait(child);
    assert_eq!(said.exit, 0);
    let lines = shop.json("invoice show F0000007")["invoice"]["lines"].take();
    let mut report: Value = serde_json::from_str(&said.stdout).expect("JSON");
    report["lines"] = lines;
    assert_eq!(shop.run("db check").exit, 0);
    (report, peak)
}

#[test]
fn far_apart_or_together_it_is_the_same() {
    assert_eq!(taken(500, true).0, taken(500, false).0);
}

#[test]
#[ignore = "takes in two large files"]
fn memory_is_the_same_however_far_apart_rows_lie() {
    let ((apart, peak_apart), (together, peak)) = (taken(200_000, true), taken(200_000, false));
    assert_eq!(apart, together);
    assert!(peak > 0 && peak_apart < peak + 24 * 1024, "{peak_apart} KiB far apart, {peak} KiB together");
}
