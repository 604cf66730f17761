//! Several tills at once.

use std::process::Stdio;

use super::*;

#[test]
fn eight_tills_give_each_turn_once_and_each_reward_once() {
    let shop = stamps(5);
    let tills: Vec<_> = (0..8)
        .map(|till| {
            let lines: String = (0..10)
                .map(|n| format!("{{\"number\":\"T{till}-{n}\",\"customer\":\"K1\",\"total\":\"50.00\"}}\n"))
                .collect();
            shop.file(&format!("till{till}.ndjson"), &lines);
            // Half of them one ticket a process, half of them many at once.
            if till % 2 == 0 {
                let mut command = shop.command(&format!("--format ndjson invoice record --input till{till}.ndjson"));
                return vec![command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts")];
            }
            (0..10)
                .map(|n| {
                    let line = format!("--json invoice record --number T{till}-{n} --customer K1 --total 50.00");
                    let mut command = shop.command(&line);
                    command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts")
                })
                .collect()
        })
        .collect();
    for child in tills.into_iter().flatten() {
        let said = shop.wait(child);
        assert_eq!(said.exit, 0, "{}", said.stderr);
    }
    let items = shop.json("card history K1")["items"].take();
    let items = items.as_array().expect("events");
    let count = |event: &str| items.iter().filter(|item| item["event"] == event).count();
    assert_eq!((count("collected"), count("reward-due"), count("reward-applied")), (80, 16, 16));
    let tickets: std::collections::BTreeSet<String> =
        items.iter().filter(|item| item["event"] == "collected").map(|item| item["invoice"].to_string()).collect();
    assert_eq!(tickets.len(), 80);
    let lowered = shop.json("invoice list --customer K1")["items"].take();
    let lowered = lowered.as_array().expect("a list").iter().filter(|item| item["total"] == "40.00").count();
    assert_eq!(lowered, 16);
    assert_eq!(stand(&shop, "K1"), (json!(0), 0));
}
