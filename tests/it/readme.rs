//! README.md says what the program says: its examples run, in order, in a folder of their own.

use std::fs;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use crate::shop::Shop;

/// What stands for every moment, so that the page does not change with the clock.
const MOMENT: &str = "2026-11-21T10:15:00.000Z";

/// A folder as one has it behind `git clone`: the fixtures, and the program on the path.
fn checkout() -> Shop {
    let shop = Shop::empty();
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    std::os::unix::fs::symlink(project.join("fixtures"), shop.path("fixtures")).expect("it is made");
    shop
}

/// What a line of the page prints in a shell, both streams as they come on a terminal, and whether it went well.
fn run(shop: &Shop, line: &str) -> (String, bool) {
    let said = shop.wait(started(shop, &format!("{line} 2>&1"), "table"));
    (said.stdout.replace("<------- moment ------->", MOMENT).replace("[SHOP]", "/home/mia/salon"), said.exit == 0)
}

fn started(shop: &Shop, line: &str, format: &str) -> Child {
    let program = Path::new(env!("CARGO_BIN_EXE_loyalty"));
    let path = format!("{}:/usr/bin:/bin", program.parent().expect("it is in a folder").display());
    let mut command = Command::new("sh");
    command
        .args(["-c", line])
        .env_clear()
        .env("HOME", shop.path("."))
        .env("PATH", path)
        .env("LOYALTY_DB", "tour.db")
        .env("LOYALTY_TODAY", crate::shop::TODAY)
        .env("LOYALTY_ACTOR", "mia")
        .env("LOYALTY_FORMAT", format)
        .current_dir(shop.path("."));
    command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("a shell")
}

/// The page with each console block as it comes out when it is run.
fn played(page: &str) -> String {
    let shop = checkout();
    let mut out = String::new();
    let mut in_console = false;
    for line in page.lines() {
        match line {
            "```console" => in_console = true,
            "```" => in_console = false,
            _ => {}
        }
        match line.strip_prefix("$ ") {
            Some(command) if in_console => {
                let (said, went_well) = run(&shop, command);
                assert!(went_well || said.starts_with("error: "), "`{command}` says {said}");
                let gap = if out.ends_with("```console\n") { "" } else { "\n" };
                out += &format!("{gap}$ {command}\n{said}");
            }
            // What stood there before is said anew.
            _ if in_console && line != "```console" => {}
            _ => out += &format!("{line}\n"),
        }
    }
    out
}

/// `UPDATE_README=1 cargo test` writes what is shown anew.
#[test]
#[expect(clippy::disallowed_methods, reason = "whoever runs the tests says whether to write the page anew")]
fn the_tour_runs_as_it_is_shown() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md");
    let page = fs::read_to_string(&path).expect("there is a README");
    let played = played(&page);
    if std::env::var_os("UPDATE_README").is_some() {
        fs::write(&path, played).expect("the project is ours");
        return;
    }
    for (shown, is) in page.lines().zip(played.lines()) {
        assert_eq!(shown, is, "run `UPDATE_README=1 cargo test readme` and read the difference");
    }
    assert_eq!(page.lines().count(), played.lines().count());
}

/// The same tour for programs: whatever comes out is as the schemas say, which is what `Shop::wait` looks at.
#[test]
fn the_tour_in_json_keeps_to_the_schemas() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("there is a README");
    for format in ["json", "ndjson"] {
        let shop = checkout();
        let mut seen = 0;
        for command in page.lines().filter_map(|line| line.strip_prefix("$ loyalty ")) {
            let said = shop.wait(started(&shop, &format!("loyalty {command}"), format));
            let answer = if said.exit == 0 { &said.stdout } else { &said.stderr };
            let is_ours = answer.contains("\"schema\"") && answer.contains("\"loyalty.");
            seen += usize::from(is_ours);
            assert!(is_ours || answer.contains("\"type\":\"summary\""), "{command}: {answer}");
        }
        assert!(seen > 20, "{format}: {seen}");
    }
}

/// The first commands of the page, with the program that `cargo run` would build.
#[test]
fn the_first_commands_run() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("there is a README");
    let commands: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("cargo run --release -- ")).collect();
    assert!(commands.len() >= 2, "{commands:?}");
    let shop = checkout();
    for command in commands {
        let (said, went_well) = run(&shop, &format!("loyalty {command}"));
        assert!(went_well, "{command}: {said}");
        assert!(said.contains("376") || said.contains("82"), "{command}: {said}");
    }
}

/// Every command that the page names is one, and every command is named there.
#[test]
fn the_commands_of_the_page_are_there() {
    let page = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md")).expect("there is a README");
    let table =
        page.split("\n## Commands\n").nth(1).and_then(|rest| rest.split("\nEverywhere:").next()).expect("it is there");
    let mut named = Vec::new();
    for row in table.lines().filter(|line| line.starts_with("| `")) {
        let mut noun = "";
        for words in row.split('|').nth(1).unwrap_or_default().split('`').skip(1).step_by(2) {
            let (first, verb) = words.split_once(' ').unwrap_or(("", words));
            noun = if first.is_empty() { noun } else { first };
            // `completions SHELL` and a word without a verb are whole commands.
            let alone = verb.chars().any(char::is_uppercase) || noun.is_empty() || noun == "completions";
            named.push(match alone {
                true => if first.is_empty() { verb } else { first }.to_owned(),
                false => format!("{noun} {verb}"),
            });
        }
    }
    let shop = Shop::empty();
    assert!(shop.run("man -o man").exit == 0);
    let pages = fs::read_dir(shop.path("man")).expect("the folder was made").map(|page| {
        let name = page.expect("it can be read").file_name().into_string().expect("UTF-8");
        name.trim_end_matches(".1").replacen("loyalty-", "", 1)
    });
    // Of the nouns, those that are commands by themselves.
    let all: Vec<String> = pages.filter(|page| page != "loyalty").collect();
    let is_noun = |name: &str| all.iter().any(|other| other.starts_with(&format!("{name}-")));
    let spaced = |name: &String| match name.split_once('-') {
        Some((noun, verb)) if all.iter().any(|page| page == noun) => format!("{noun} {verb}"),
        _ => name.clone(),
    };
    let mut is: Vec<String> = all.iter().filter(|name| !is_noun(name)).map(spaced).collect();
    is.sort();
    named.sort();
    assert_eq!(named, is, "the table of commands in README.md");
}
