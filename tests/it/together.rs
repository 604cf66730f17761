//! Several at once, and some of them killed: nothing is lost and nothing counts twice.

use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::process::{Child, Stdio};
use std::time::Duration;

use serde_json::Value;

use crate::shop::Shop;

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

/// Records numbers one after the other, each in a process of its own; gives what each said.
fn record(shop: &Shop, numbers: impl IntoIterator<Item = String>) -> Vec<String> {
    let run = |number| {
        let line = format!("--json invoice record --number {number} --customer K001 --total 10.00");
        let said = shop.wait(start(shop, &line));
        assert_eq!((said.exit, said.stderr.as_str()), (0, ""), "{line}");
        let answer: Value = serde_json::from_str(&said.stdout).expect("JSON");
        answer["status"].as_str().expect("a status").to_owned()
    };
    numbers.into_iter().map(run).collect()
}

/// `n` tills beside each other.
fn tills<T: Send>(n: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    std::thread::scope(|scope| {
        let work = &work;
        let tills: Vec<_> = (0..n).map(|till| scope.spawn(move || work(till))).collect();
        tills.into_iter().map(|till| till.join().expect("it did its work")).collect()
    })
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

fn four_tills(shop: &Shop, each: usize) {
    let statuses = tills(4, |till| record(shop, (0..each).map(|n| format!("T{till}-{n}"))));
    assert!(statuses.iter().flatten().all(|status| status == "recorded"));
    holds(shop, 4 * each as u64);
}

#[test]
fn four_tills_record_for_one_customer() {
    four_tills(&salon(), 25);
}

/// As the promise has it: 1,000 processes.
#[test]
#[ignore = "takes half a minute"]
fn four_tills_record_250_invoices_each() {
    four_tills(&salon(), 250);
}

#[test]
fn four_streams_of_250_lines() {
    let shop = salon();
    for till in 0..4 {
        let line = |n| format!("{{\"number\":\"T{till}-{n}\",\"customer\":\"K001\",\"total\":\"10.00\"}}\n");
        shop.file(&format!("{till}.ndjson"), &(0..250).map(line).collect::<String>());
    }
    let said = tills(4, |till| shop.wait(start(&shop, &format!("invoice record -q --input {till}.ndjson"))));
    for said in said {
        assert_eq!((said.exit, said.stdout.as_str(), said.stderr.as_str()), (0, "250\n", ""));
    }
    holds(&shop, 1000);
}

#[test]
fn eight_tills_record_the_same_numbers() {
    let shop = salon();
    let statuses = tills(8, |till| record(&shop, (0..32).map(|n| format!("N{}", (n + till * 4) % 32))));
    let recorded = statuses.iter().flatten().filter(|status| *status == "recorded").count();
    let unchanged = statuses.iter().flatten().filter(|status| *status == "unchanged").count();
    assert_eq!((recorded, unchanged), (32, 7 * 32));
    holds(&shop, 32);
}

/// A till that is pulled out of the wall: what it was told is kept, is kept. `sh` runs one recorder after the other
/// and says each number that was acknowledged; both are killed together.
fn killed(rounds: u64) {
    let shop = salon();
    let mut acknowledged = BTreeSet::new();
    for round in 0..rounds {
        let script = format!(
            "n=0; while [ $n -lt 500 ]; do n=$((n+1)); \"$0\" invoice record -q --number R{round}-$n --customer K001 --total 10.00 \
             >/dev/null && echo R{round}-$n; done"
        );
        let recorder = shop.command("");
        let mut command = std::process::Command::new("sh");
        command.args(["-c", &script]).arg(recorder.get_program()).current_dir(shop.path("."));
        command.envs(recorder.get_envs().filter_map(|(name, value)| Some((name, value?))));
        // A group of its own, so that the recorder dies with its shell.
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::null()).spawn().expect("there is a shell");
        // It is well under way once it has said a number; from there the blow falls at another moment each round, spread
        // over the few milliseconds that one invoice takes, without a clock or chance.
        let mut said = BufReader::new(child.stdout.take().expect("it is piped"));
        let mut first = String::new();
        said.read_line(&mut first).expect("a line");
        acknowledged.extend((!first.is_empty()).then(|| first.trim_end().to_owned()));
        std::thread::sleep(Duration::from_micros(round * 7_919 % 20_000));
        let group = format!("-{}", child.id());
        let kill = std::process::Command::new("kill").args(["-KILL", "--", &group]).status().expect("there is a kill");
        assert!(kill.success());
        child.wait().expect("it is dead");
        acknowledged.extend(said.lines().map(|line| line.expect("a line")));
        assert_eq!(shop.run("db check").exit, 0, "round {round}");
    }
    let list = shop.json("invoice list --limit 100000");
    let stored: BTreeSet<String> = list["items"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|item| item["number"].as_str().expect("a number").to_owned())
        .collect();
    let lost: Vec<_> = acknowledged.difference(&stored).collect();
    assert!(lost.is_empty(), "acknowledged and lost: {lost:?}");
    assert!(!acknowledged.is_empty(), "nothing was recorded before it was killed");
    // At most one a round was kept without its till having heard of it.
    assert!(stored.len() - acknowledged.len() <= usize::try_from(rounds).expect("few"));
    holds(&shop, stored.len() as u64);
}

#[test]
fn killed_recorders_lose_nothing() {
    killed(20);
}

#[test]
#[ignore = "takes half a minute"]
fn killed_recorders_lose_nothing_200_times() {
    killed(200);
}
