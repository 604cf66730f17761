//! Backups while others write: each is whole, and holds all that was acknowledged before it began.

use std::collections::BTreeSet;
use std::fs;
use std::process::Stdio;
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::Connection;

use crate::shop::Shop;
use crate::size::{size, tell};

/// Makes copies while two tills record; gives what is wrong with them.
fn copies(n: u64, copy: fn(&Shop, &str)) -> Vec<String> {
    let shop = Shop::new();
    shop.json("customer add --ref K001 --name Anna");
    let (acknowledged, done) = (Mutex::new(BTreeSet::new()), AtomicBool::new(false));
    let till = |till: usize| {
        for n in 0.. {
            if done.load(Ordering::SeqCst) {
                return;
            }
            let number = format!("T{till}-{n}");
            let said = shop.run(&format!("invoice record --number {number} --customer K001 --total 10.00"));
            assert_eq!(said.exit, 0, "{}", said.stderr);
            acknowledged.lock().expect("no till panics").insert(number);
        }
    };
    std::thread::scope(|scope| {
        let till = &till;
        (0..2).for_each(|n| drop(scope.spawn(move || till(n))));
        let broken = (0..n).flat_map(|n| {
            let name = format!("copy-{n}.db");
            let before = acknowledged.lock().expect("no till panics").clone();
            copy(&shop, &name);
            let broken = look(&shop, &name, &before);
            let _ = fs::remove_file(shop.path(&name));
            broken
        });
        let broken = broken.collect();
        done.store(true, Ordering::SeqCst);
        broken
    })
}

/// What is wrong with a copy that has to hold these invoices.
fn look(shop: &Shop, name: &str, numbers: &BTreeSet<String>) -> Option<String> {
    let check = shop.run(&format!("--db {name} db check"));
    if check.exit != 0 {
        return Some(format!("{name} is not whole: {}", check.stderr));
    }
    let held = Connection::open(shop.path(name)).and_then(|db| {
        db.prepare("SELECT number FROM invoice")?
            .query_map([], |row| row.get(0))?
            .collect::<rusqlite::Result<BTreeSet<String>>>()
    });
    let held = match held {
        Ok(held) => held,
        Err(error) => return Some(format!("{name} cannot be read: {error}")),
    };
    let missing = numbers.difference(&held).count();
    (missing > 0).then(|| format!("{name} lacks {missing} of {} invoices", numbers.len()))
}

fn backup(shop: &Shop, name: &str) {
    let said = shop.run(&format!("db backup {name}"));
    assert_eq!(said.exit, 0, "{}", said.stderr);
}

fn are_whole(n: u64) {
    let broken = copies(n, backup);
    tell(format!("{n} backups beside two tills: {} broken", broken.len()));
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

#[test]
fn a_backup_is_whole_and_fresh_while_others_write() {
    are_whole(3);
}

#[test]
#[ignore = "takes seconds"]
fn backups_are_whole_and_fresh_while_others_write() {
    are_whole(size(20, 100));
}

#[test]
fn a_plain_copy_is_found_out() {
    let cp = |shop: &Shop, name: &str| {
        fs::copy(shop.database(), shop.path(name)).expect("it is copied");
    };
    assert!((0..5).any(|_| !copies(20, cp).is_empty()), "the harness sees nothing");
}

/// Killed at any moment, there is no backup or a whole one, and what is left of it is swept away by the next.
#[test]
fn a_backup_that_is_killed_is_no_backup() {
    let shop = Shop::new();
    shop.json("customer add --ref K001 --name Anna");
    for n in 0..10 {
        let mut child = shop.command("db backup copy.db --replace").stdout(Stdio::null()).spawn().expect("it starts");
        std::thread::sleep(std::time::Duration::from_millis(3 * n));
        child.kill().expect("it is ours");
        child.wait().expect("it is dead");
        if shop.path("copy.db").exists() {
            assert_eq!(shop.run("--db copy.db db check").exit, 0, "kill {n}");
        }
    }
    assert_eq!(shop.run("db backup copy.db --replace").exit, 0);
    let parts = fs::read_dir(shop.path(".")).expect("a folder").flatten();
    let parts: Vec<_> = parts.filter(|file| file.file_name().to_string_lossy().contains(".part")).collect();
    assert!(parts.is_empty(), "{parts:?}");
}
