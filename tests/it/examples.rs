//! Every example of every help text works, in a shop that has what it names.

use std::path::Path;
use std::process::{Command, Stdio};

use crate::shop::{Said, Shop};
use crate::stages::{copy, examples, stages};

/// Runs a line as a shell does, with the program on the path.
fn run(shop: &Shop, line: &str) -> Said {
    let program = Path::new(env!("CARGO_BIN_EXE_loyalty")).parent().expect("it is in a folder");
    let mut command = Command::new("sh");
    command.args(["-c", line]).env_clear().current_dir(shop.path("."));
    for (name, value) in shop.command("").get_envs() {
        command.env(name, value.unwrap_or_default());
    }
    command.env("PATH", format!("{}:/usr/bin:/bin", program.display()));
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a shell");
    shop.wait(child)
}

/// What counts as having worked: done, done but for bad rows where that was asked for, or asked for a yes.
fn works(said: &Said, line: &str) -> bool {
    match said.exit {
        0 => true,
        8 => line.contains("--partial"),
        7 => !line.contains("--yes"),
        _ => false,
    }
}

#[test]
fn every_example_works_at_some_stage_of_a_shop() {
    let stages = stages();
    let mut wrong = Vec::new();
    for example in examples().into_iter().flat_map(|(_, examples)| examples) {
        // What nobody can know beforehand is left out in the example too.
        if example.contains('…') {
            continue;
        }
        let mut failed = String::new();
        let mut works = |shop: &Shop| {
            let said = run(&copy(shop), &example);
            failed += &said.stderr;
            works(&said, &example)
        };
        if !stages.iter().rev().any(&mut works) {
            wrong.push(format!("{example}\n{failed}"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
