//! Disks that fail or are full: a clear exit, nothing half, and the same command once more counts once.

use serde_json::Value;

use crate::injector::{self, Fault, Kind};
use crate::scene::{SCENES, Stage};
use crate::size::{size, tell};

/// The failures that say what a disk did.
const CODES: [&str; 6] =
    ["io", "disk_full", "commit_unknown", "read_only_database", "damaged_database", "not_a_database"];

/// Lets something happen at every call of a command; gives how often, and what broke.
fn faults(name: &str, kind: Kind, stride: usize) -> (u64, Vec<String>) {
    // A failing read is one of many alike: by hand each of them, else those calls that change something.
    let reads = kind == Kind::Eio && size(0, 1) == 1;
    let stage = Stage::of(name);
    let (mut count, mut broken) = (0, Vec::new());
    for at in (1..).step_by(stride) {
        let shop = stage.set();
        let mut command = stage.command(&shop);
        if stage.is_ours() {
            command.arg("--json");
        }
        let fared = injector::run(&shop, command, Fault { kind, at, seed: 0, lie: false, reads });
        // A call that was no write has nothing to be short of.
        if !fared.fired {
            break;
        }
        count += 1;
        let said = fared.said;
        let mut found = Vec::new();
        if said.exit != 0 && stage.is_ours() {
            let error: Value = serde_json::from_str(&said.stderr).unwrap_or_default();
            let code = error["error"]["code"].as_str().unwrap_or("none").to_owned();
            if said.exit != 1 || !said.stdout.is_empty() || !CODES.contains(&code.as_str()) {
                found.push(format!("it ended so: {said:?}"));
            }
            // Of a full disk it is said that nothing was written.
            if code == "disk_full"
                && !stage.before.is_empty()
                && stage.state(&shop.database()).as_ref() != Ok(&stage.before)
            {
                found.push("the disk was full, and something was written".to_owned());
            }
        }
        if kind == Kind::Short && said.exit != 0 {
            found.push(format!("a short write is no failure: {said:?}"));
        }
        found.extend(stage.broken(&shop, said.exit == 0));
        broken.extend(found.into_iter().map(|what| format!("{name}, {kind:?} at call {at}: {what}")));
    }
    (count, broken)
}

#[test]
fn a_failing_disk_is_a_clear_failure() {
    if injector::library().is_some() {
        for kind in [Kind::Eio, Kind::Enospc, Kind::Short] {
            let (_, broken) = faults("record", kind, 13);
            assert!(broken.is_empty(), "{}", broken.join("\n"));
        }
    }
}

fn every(kind: Kind, stride: usize) {
    if injector::library().is_none() {
        return;
    }
    let mut all = Vec::new();
    for scene in SCENES {
        let (count, broken) = faults(scene.name, kind, stride);
        tell(format!("{}: {count} times {kind:?}, {} broken", scene.name, broken.len()));
        all.extend(broken);
    }
    assert!(all.is_empty(), "{}", all.join("\n"));
}

#[test]
#[ignore = "takes seconds"]
fn eio_at_every_call() {
    every(Kind::Eio, 1);
}

#[test]
#[ignore = "takes seconds"]
fn a_full_disk_from_every_call_on() {
    every(Kind::Enospc, 1);
}

#[test]
#[ignore = "takes seconds"]
fn a_short_write_at_every_call() {
    every(Kind::Short, if size(4, 1) == 1 { 1 } else { 4 });
}
