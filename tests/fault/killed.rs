//! Tills that are pulled out of the wall: what they were told is kept, is kept.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use crate::shop::Shop;
use crate::size::{Dice, size, tell};

/// How many recorders run beside each other, as long as the database of one shop is used.
const RECORDERS: u64 = 8;

/// What one recorder does for a number: `$0` is the program, `$n` the number. It says each that was acknowledged.
const OURS: &str = "\"$0\" invoice record -q --number $n --customer K001 --total 10.00 >/dev/null && echo $n";
/// The same of a careless one: it says so first.
const CARELESS: &str = "echo $n; \"$0\" invoice record -q --number $n --customer K001 --total 10.00 >/dev/null";

fn recorder(shop: &Shop, name: &str, record: &str) -> Child {
    // What the shell starts holds its output open too: at its end all of them are gone. A recorder that dies while the
    // disk is at work can have committed without having said so to the others, who see it once it is gone.
    let script = format!("exec 3>&1; i=0; while :; do i=$((i+1)); n={name}-$i; {record}; done");
    let ours = shop.command("");
    let mut command = Command::new("sh");
    command.args(["-c", &script]).arg(ours.get_program()).current_dir(shop.path("."));
    command.envs(ours.get_envs().filter_map(|(name, value)| Some((name, value?))));
    // A group of its own, so that what it started dies with its shell.
    std::os::unix::process::CommandExt::process_group(&mut command, 0);
    command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("there is a shell")
}

/// Kills all recorders of a round at a moment of its own, each once it was under way; gives what they acknowledged.
fn round(shop: &Shop, name: &str, record: &str, dice: &mut Dice) -> BTreeSet<String> {
    let mut recorders: Vec<Child> =
        (0..RECORDERS).map(|till| recorder(shop, &format!("{name}-{till}"), record)).collect();
    let mut acknowledged = BTreeSet::new();
    let mut streams = Vec::new();
    for recorder in &mut recorders {
        let mut stream = BufReader::new(recorder.stdout.take().expect("it is piped"));
        let mut first = String::new();
        stream.read_line(&mut first).expect("a line");
        acknowledged.extend(Some(first.trim_end().to_owned()).filter(|number| !number.is_empty()));
        streams.push(stream);
    }
    for recorder in &recorders {
        std::thread::sleep(Duration::from_micros(dice.roll(5_000)));
        let group = format!("-{}", recorder.id());
        assert!(Command::new("kill").args(["-KILL", "--", &group]).status().expect("there is a kill").success());
    }
    for mut recorder in recorders {
        recorder.wait().expect("it is dead");
    }
    acknowledged.extend(streams.into_iter().flat_map(|stream| stream.lines().map(|line| line.expect("a line"))));
    acknowledged
}

/// Kills `kills` recorders, eight in a round; gives how many invoices were acknowledged and which of them are lost.
fn killed(kills: u64, record: &str) -> (usize, Vec<String>) {
    let (mut dice, mut shop) = (Dice(kills), Shop::empty());
    let (mut acknowledged, mut count, mut lost) = (BTreeSet::new(), 0, Vec::new());
    for n in 0..kills.div_ceil(RECORDERS) {
        // A shop that grows would be looked through ever longer.
        if n % 25 == 0 {
            shop = Shop::new();
            shop.json("customer add --ref K001 --name Anna");
            acknowledged = BTreeSet::new();
        }
        let more = round(&shop, &format!("R{n}"), record, &mut dice);
        count += more.len();
        acknowledged.extend(more);
        assert_eq!(shop.run("db check").exit, 0, "round {n}");
        let list = shop.json("invoice list --limit 1000000");
        let items = list["items"].as_array().expect("a list").iter();
        let stored: BTreeSet<String> =
            items.map(|item| item["number"].as_str().expect("a number").to_owned()).collect();
        lost.extend(acknowledged.difference(&stored).cloned());
        // Of each recorder killed, one at most was kept without its having heard of it.
        assert!(stored.len() <= acknowledged.len() + ((n % 25 + 1) * RECORDERS) as usize);
        assert_eq!(shop.json("customer balance K001")["points"], stored.len());
    }
    (count, lost)
}

fn lose_nothing(kills: u64) {
    let (acknowledged, lost) = killed(kills, OURS);
    tell(format!("{kills} recorders killed: {acknowledged} invoices acknowledged, {} lost", lost.len()));
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
    assert!(acknowledged as u64 >= kills / 2, "hardly any was under way");
}

#[test]
fn killed_recorders_lose_nothing() {
    lose_nothing(16);
}

#[test]
#[ignore = "takes seconds"]
fn many_killed_recorders_lose_nothing() {
    lose_nothing(size(200, 10_000));
}

#[test]
fn who_acknowledges_too_early_is_found_out() {
    let lost = (0..20).map(|_| killed(RECORDERS, CARELESS).1.len()).find(|lost| *lost > 0);
    assert!(lost.is_some(), "the harness sees nothing");
}
