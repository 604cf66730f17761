//! An import that is killed, or whose disk fills up: all of it or nothing, and readers who never wait for it.

use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::shop::{Said, Shop};
use crate::size::{Dice, size, tell};
use crate::state::{again, state};

/// A shop and a file for it, with `n` invoices of `n / 20` customers.
fn till(n: u64) -> Shop {
    let shop = Shop::new();
    shop.json("settings set --earn spend-total --expire-after 12m");
    shop.json("scheme add Stempelkaart --type visits --auto");
    shop.json("scheme reward Stempelkaart --after 5 --percent-off 20");
    shop.json(
        "invoice record --number OLD --customer K00001 --create-customer --name Anna --total 40.00 --date 2025-01-02",
    );
    let line = |n: u64| {
        let (customer, day) = (n * 7919 % (n / 20 + 20), n % 28 + 1);
        format!(
            "T{n},2026-{:02}-{day:02},K{customer:05},service,Cut,{}.50\nT{n},,,product,Wax,9.95\n",
            n % 10 + 1,
            n % 90
        )
    };
    let head = "invoice,date,customer,kind,item,amount\n".to_owned();
    shop.file("till.csv", &(0..n).map(line).fold(head, |text, line| text + &line));
    shop
}

fn start(mut command: Command) -> Child {
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts")
}

/// An import, and what the database is before and behind it.
struct Import {
    shop: Shop,
    before: Vec<String>,
    after: Vec<String>,
    takes: Duration,
}

impl Import {
    #[expect(clippy::disallowed_methods, reason = "what is killed has to be killed while it works")]
    fn new(n: u64) -> Import {
        let shop = till(n);
        let other = again(&shop);
        let began = Instant::now();
        assert_eq!(other.run("import csv till.csv").exit, 0);
        let takes = began.elapsed();
        let state = |shop: &Shop| state(&shop.database(), &[]).expect("a database");
        Import { before: state(&shop), after: state(&other), shop, takes }
    }

    /// What is broken behind an import that ended early: neither before nor after, or the next run does not work.
    fn broken(&self, shop: &Shop) -> Vec<String> {
        let mut broken = Vec::new();
        let check = shop.run("db check");
        if check.exit != 0 {
            broken.push(check.stderr);
        }
        let is = state(&shop.database(), &[]).expect("a database");
        if is != self.before && is != self.after {
            broken.push("neither before nor after".to_owned());
        }
        let again = shop.run("import csv till.csv");
        if again.exit != 0 || state(&shop.database(), &[]).expect("a database") != self.after {
            broken.push(format!("once more: {again:?}"));
        }
        broken
    }
}

/// Kills an import at `kills` moments; gives how many of them came before its COMMIT.
fn killed(kills: u64, n: u64) {
    let import = Import::new(n);
    let (mut dice, mut early) = (Dice(kills), 0);
    let most = u64::try_from(import.takes.as_micros()).expect("a short time") * 11 / 10;
    for kill in 0..kills {
        let shop = again(&import.shop);
        let mut child = start(shop.command("import csv till.csv"));
        std::thread::sleep(Duration::from_micros(dice.roll(most)));
        child.kill().expect("it is ours");
        child.wait().expect("it is dead");
        early += u64::from(state(&shop.database(), &[]).expect("a database") == import.before);
        let broken = import.broken(&shop);
        assert!(broken.is_empty(), "kill {kill}: {}", broken.join("\n"));
    }
    tell(format!("{kills} imports of {n} invoices killed: {early} before the end, none of them half"));
}

#[test]
fn an_import_that_is_killed_is_all_or_nothing() {
    killed(3, 1_000);
}

#[test]
#[ignore = "takes seconds"]
fn imports_that_are_killed_are_all_or_nothing() {
    killed(size(20, 200), 5_000);
}

/// A limit on the size of files stands for a disk that is full, at one size after the other.
#[test]
fn a_file_that_may_not_grow() {
    let import = Import::new(500);
    for blocks in [1, 300, 700, 1_000] {
        let shop = again(&import.shop);
        let ours = shop.command("import csv till.csv --json");
        let mut command = Command::new("sh");
        command.args(["-c", &format!("ulimit -f {blocks}; exec \"$@\""), "sh"]);
        command.arg(ours.get_program()).args(ours.get_args()).current_dir(shop.path("."));
        command.envs(ours.get_envs().filter_map(|(name, value)| Some((name, value?))));
        let said = shop.wait(start(command));
        assert!(matches!(said.exit, 0 | 1) && !said.stderr.contains("\"internal\""), "{blocks}: {said:?}");
        let broken = import.broken(&shop);
        assert!(broken.is_empty(), "{blocks}: {}", broken.join("\n"));
    }
}

/// A disk of its own, where one may be made.
struct Disk(Shop);

impl Disk {
    fn new(kilobytes: u64) -> Option<Disk> {
        let shop = Shop::empty();
        let mut mount = Command::new("mount");
        mount.args(["-t", "tmpfs", "-o", &format!("size={kilobytes}k"), "tmpfs"]).arg(shop.path("."));
        let made = mount.stderr(Stdio::null()).status().is_ok_and(|status| status.success());
        if !made {
            tell("no disk may be made here: a full one is left out");
        }
        made.then_some(Disk(shop))
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0.path(".")).status();
    }
}

#[test]
fn a_disk_that_is_full() {
    let import = Import::new(2_000);
    let has = std::fs::metadata(import.shop.database()).expect("it is there").len() / 1_024;
    let Some(disk) = Disk::new(has + 250) else { return };
    let shop = &disk.0;
    std::fs::copy(import.shop.database(), shop.database()).expect("it is copied");
    let file = import.shop.path("till.csv");
    let run = |line: &str| -> Said { shop.run(&format!("--json {line}")) };
    let said = run(&format!("import csv \"{}\"", file.display()));
    let is_told = |stderr: &str| stderr.contains("\"disk_full\"") || stderr.contains("\"commit_unknown\"");
    assert!(said.exit == 1 && is_told(&said.stderr) && said.stderr.contains("disk is full"), "{said:?}");
    assert_eq!(state(&shop.database(), &[]).expect("a database"), import.before);
    assert_eq!(run("db check").exit, 0);
    let said = run("db backup copy.db");
    assert!(said.exit == 0 || is_told(&said.stderr), "{said:?}");
    // A till goes on with what little room there is.
    assert_eq!(run("invoice record --number F1 --total 5.00").exit, 0);
}

/// Readers who would not wait at all read on while an import goes in. Only the moment in which it closes the file can
/// meet them, and that passes at once.
fn readers(n: u64) {
    let shop = till(n);
    let mut import = start(shop.command("import csv till.csv -q"));
    let (mut readings, mut met) = (0, 0);
    while import.try_wait().expect("it is ours").is_none() {
        let read = |wait: u8| shop.run(&format!("--wait {wait} customer balance K00001 -q"));
        let mut said = read(0);
        if said.exit == 75 {
            met += 1;
            said = read(1);
        }
        assert_eq!((said.exit, said.stderr.as_str()), (0, ""));
        readings += 1;
    }
    assert!(import.wait().expect("it ended").success());
    assert!(readings > 0, "it was over at once");
    tell(format!("{readings} balances while {n} invoices went in: {met} came while the file was closed, none waited"));
}

#[test]
fn readers_never_wait_for_an_import() {
    readers(3_000);
}

#[test]
#[ignore = "takes seconds"]
fn readers_never_wait_for_a_large_import() {
    readers(size(100_000, 1_000_000));
}
