//! Power cuts: whatever call of a command they fall on, what was acknowledged is there, and the same command once more
//! counts once.

use std::process::{Command, Stdio};

use rusqlite::Connection;

use crate::injector::{self, CUT, Fault, Kind};
use crate::migration;
use crate::scene::{SCENES, Stage};
use crate::shop::Shop;
use crate::size::{size, tell};

/// Whether the answer of a command came out whole.
fn is_acknowledged(stdout: &str) -> bool {
    match stdout.contains("running 1 test") || stdout.contains(migration::DONE) {
        true => stdout.contains(migration::DONE),
        false => stdout.ends_with('\n'),
    }
}

/// Cuts the power at every `stride`-th call of a command, and when it has ended; gives how often, and what broke.
fn cut(name: &str, stride: usize, seeds: &[u64], lie: bool) -> (u64, Vec<String>) {
    let stage = Stage::of(name);
    let (mut cuts, mut broken) = (0, Vec::new());
    for &seed in seeds {
        for at in [0].into_iter().chain((1..).step_by(stride)) {
            let shop = stage.set();
            let fared =
                injector::run(&shop, stage.command(&shop), Fault { kind: Kind::Cut, at, seed, lie, reads: false });
            if at > 0 && !fared.fired {
                break;
            }
            assert_eq!(fared.said.exit, if at > 0 { CUT } else { 0 }, "{name} at {at}: {:?}", fared.said);
            cuts += 1;
            let found = stage.broken(&shop, is_acknowledged(&fared.said.stdout));
            broken.extend(found.into_iter().map(|what| format!("{name}, call {at}, seed {seed}: {what}")));
        }
    }
    (cuts, broken)
}

#[test]
fn an_acknowledged_invoice_survives_a_power_cut() {
    if injector::library().is_some() {
        let (_, broken) = cut("record", 5, &[0], false);
        assert!(broken.is_empty(), "{}", broken.join("\n"));
    }
}

/// Seed 0 drops all that was not synced; the others drop any part of it.
fn survives(name: &str) {
    if injector::library().is_none() {
        return;
    }
    let seeds: Vec<u64> = if size(1, 25) == 1 { vec![0] } else { (0..25).collect() };
    let (cuts, broken) = cut(name, 1, &seeds, false);
    tell(format!("{name}: {cuts} power cuts, {} broken", broken.len()));
    assert!(broken.is_empty(), "{}", broken.join("\n"));
}

macro_rules! survive {
    ($($name:ident)+) => {$(
        #[test]
        #[ignore = "takes seconds"]
        fn $name() {
            survives(stringify!($name));
        }
    )+

        #[test]
        fn no_scene_is_forgotten() {
            let scenes: Vec<&str> = SCENES.iter().map(|scene| scene.name).collect();
            assert_eq!(scenes, [$(stringify!($name)),+]);
        }
    };
}

survive! { record lines redeem refund void import merge erase undo init backup restore migration }

/// With syncs that do nothing the harness finds every one of the commands out.
#[test]
fn a_disk_that_lies_is_found_out() {
    if injector::library().is_some() {
        for name in SCENES.iter().map(|scene| scene.name) {
            let (_, broken) = cut(name, 1_000, &[0], true);
            let is_lost = |what: &String| what.contains("acknowledged and lost") || what.contains("the backup is gone");
            assert!(broken.iter().any(is_lost), "{name}: {broken:?}");
        }
    }
}

/// The same power cut beside a program that opens its database carelessly, and one that does not.
#[test]
fn synchronous_off_is_found_out() {
    if injector::library().is_none() {
        return;
    }
    if Command::new("sqlite3").arg("--version").stdout(Stdio::null()).status().is_err() {
        tell("no sqlite3 here: a careless program is left out");
        return;
    }
    let is_lost = |synchronous: &str| {
        let shop = Shop::empty();
        let db = Connection::open(shop.database()).expect("it opens");
        db.execute_batch("PRAGMA journal_mode = WAL; CREATE TABLE t (x)").expect("it is made");
        drop(db);
        let mut command = Command::new("sqlite3");
        let sql = format!("PRAGMA synchronous = {synchronous}; INSERT INTO t VALUES (1); SELECT 'kept';");
        command.arg(shop.database()).arg(sql);
        let fared = injector::run(&shop, command, Fault { kind: Kind::Cut, at: 0, seed: 0, lie: false, reads: false });
        assert_eq!(fared.said.stdout, "kept\n", "{:?}", fared.said);
        let db = Connection::open(shop.database()).expect("it opens");
        db.query_row("SELECT count(*) = 0 FROM t", [], |row| row.get::<_, bool>(0)).expect("a count")
    };
    assert!(is_lost("OFF"), "the harness sees nothing");
    assert!(!is_lost("EXTRA"));
}
