//! Files that mean harm are refused early: in no time and hardly any memory, however much is behind them.

use std::io::Write as _;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use super::*;

/// What the program may take of its own, beside its code: KiB of heap, stacks and private mappings. An allocation past
/// it fails, and the program with it.
const MOST_KIB: u32 = 12 * 1024;

/// Writes to stdin with what it is given, which says whether anybody still reads.
type Feed<'a> = dyn Fn(&mut dyn FnMut(&[u8]) -> bool) + 'a;

/// The program under that limit.
fn limited(shop: &Shop, line: &str, kib: u32) -> Command {
    let run = shop.command(line);
    let mut command = Command::new("sh");
    command.arg("-c").arg(format!("ulimit -d {kib}; exec \"$@\"")).arg("sh");
    command.arg(run.get_program()).args(run.get_args()).current_dir(shop.path("."));
    command.envs(run.get_envs().filter_map(|(name, value)| Some((name, value?))));
    command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
    command
}

/// The quickest of a few runs, and what the last one said. `feed` goes to stdin until nobody reads it.
fn quickest(shop: &Shop, line: &str, feed: &Feed<'_>) -> (Duration, crate::shop::Said) {
    let run = || {
        let began = now();
        let mut child = limited(shop, line, MOST_KIB).spawn().expect("it starts");
        let mut stdin = child.stdin.take().expect("it is piped");
        feed(&mut |bytes| stdin.write_all(bytes).is_ok());
        drop(stdin);
        let said = shop.wait(child);
        (now() - began, said)
    };
    let mut runs: Vec<_> = (0..4).map(|_| run()).collect();
    runs.sort_by_key(|(time, _)| *time);
    runs.swap_remove(0)
}

#[expect(clippy::disallowed_methods, reason = "a time is measured")]
fn now() -> Instant {
    Instant::now()
}

#[test]
fn what_never_ends_is_refused_at_once_and_in_little_memory() {
    const FOR_EVER: usize = 200 * 1024 * 1024 / 65_536;
    let shop = Shop::new();
    let nothing = |_: &mut dyn FnMut(&[u8]) -> bool| {};
    let endless = |first: &'static str, then: u8| {
        move |write: &mut dyn FnMut(&[u8]) -> bool| {
            let block = [then; 65_536];
            let _ = write(first.as_bytes()) && (0..FOR_EVER).all(|_| write(&block));
        }
    };
    let (plain, said) = quickest(&shop, "--version", &nothing);
    assert_eq!(said.exit, 0, "{}", said.stderr);
    // Unoptimised code takes its time, and so does a machine with other work.
    let most = plain * if cfg!(debug_assertions) { 60 } else { 12 } + Duration::from_millis(40);
    let field = endless("invoice,date,amount,ref\nF1,2024-01-03,", b'9');
    let columns = endless("", b',');
    let quote = endless("invoice,date,amount,ref\nF1,2024-01-03,\"1.00\n", b'x');
    let zeros = endless("", 0);
    let cases: [(&str, &str, &Feed<'_>, &str); 5] = [
        ("/dev/zero", "/dev/zero", &nothing, "/dev/zero:1:1: there is a zero byte"),
        ("zeros", "-", &zeros, "-:1:1: there is a zero byte"),
        ("200 MB in one cell", "-", &field, "-:2:1: the row that begins here is longer than 64 KiB"),
        ("millions of columns", "-", &columns, "-:1:1: the row that begins here is longer than 64 KiB"),
        ("a quote that is never closed", "-", &quote, "-:2:15: the quote that opens here is never closed"),
    ];
    for (what, file, feed, want) in cases {
        for verb in ["check", "csv", "customers"] {
            let (time, said) = quickest(&shop, &format!("import {verb} {file}"), feed);
            assert_eq!(said.exit, 6, "{verb} of {what}: {}", said.stderr);
            assert!(said.stderr.contains(want), "{verb} of {what}: {}", said.stderr);
            assert!(time < most, "{verb} of {what} took {time:?}, `--version` {plain:?}");
        }
    }
    assert_eq!(shop.json("log")["total"], 0);
}

/// The measure can fail: what has much to keep in mind does not get by with as little.
#[test]
fn the_limit_on_memory_is_one() {
    let shop = Shop::new();
    let rows: String =
        (0..60_000).map(|row| format!("a-rather-long-number-of-an-invoice-{row},2025-01-03,1.00\n")).collect();
    shop.file("till.csv", &format!("invoice,date,amount\n{rows}"));
    let output = limited(&shop, "import check till.csv", 4 * 1024).output().expect("it runs");
    assert!(!output.status.success(), "60,000 invoices fit into 4 MiB");
    assert_eq!(shop.run("import check till.csv").exit, 0);
}
