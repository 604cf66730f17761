//! The layers, held by reading the sources: what a room must not know does not stand in it.

use crate::shop::project_files;

/// What must not stand in files whose path begins so.
const ABSENT: &[(&str, &[&str])] = &[
    (
        "src/domain/",
        &[
            "rusqlite",
            "clap",
            "serde",
            "std::fs",
            "std::io",
            "std::env",
            "SystemTime",
            "Instant",
            "Timestamp",
            "println!",
            "crate::store",
            "crate::ops",
            "crate::output",
            "crate::report",
            "crate::commands",
            "crate::import",
        ],
    ),
    ("src/store/", &["clap", "crate::ops", "crate::output", "crate::report", "crate::commands", "crate::cli"]),
    ("src/ops/", &["clap", "crate::commands", "crate::cli", "std::env"]),
    (
        "src/import/",
        &["rusqlite", "clap", "crate::store", "crate::ops", "crate::commands", "crate::output", "crate::report"],
    ),
    ("src/report/", &["rusqlite", "clap", "crate::ops", "crate::commands", "crate::cli", "std::fs", "std::env"]),
    (
        "src/output/",
        &["rusqlite", "clap", "crate::store", "crate::ops", "crate::commands", "crate::report", "crate::cli"],
    ),
];

/// What only files whose path begins so may hold.
const ONLY: &[(&str, &[&str])] = &[
    ("rusqlite", &["src/store/"]),
    ("println!", &["src/build.rs"]),
    ("print!(", &[]),
    ("io::stdout", &["src/output/"]),
    ("io::stderr", &["src/output/"]),
    ("std::env::var", &["src/main.rs", "src/build.rs"]),
    ("std::env::args", &[]),
    ("Timestamp::now", &["src/main.rs"]),
    ("SystemTime", &[]),
    ("unsafe ", &["src/main.rs", "src/process.rs", "src/store/"]),
];

/// The source without its tests, comments and documentation.
fn code(source: &str) -> String {
    let body = source.split("\n#[cfg(test)]\nmod tests {").next().unwrap_or_default();
    body.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n")
}

fn sources() -> Vec<(String, String)> {
    let mut files = project_files("src", ".rs");
    let tests: Vec<String> = files.iter().flat_map(|(name, source)| test_modules(name, source)).collect();
    files.retain(|(name, _)| !tests.iter().any(|module| name.starts_with(module.as_str())));
    files.into_iter().map(|(name, source)| (name, code(&source))).collect()
}

/// The beginnings of the paths of modules that a file has for tests only, in files of their own.
fn test_modules(name: &str, source: &str) -> Vec<String> {
    let folder = name.strip_suffix("mod.rs").map_or_else(|| name.replace(".rs", "/"), str::to_owned);
    let behind = source.split("#[cfg(test)]\nmod ").skip(1).filter_map(|behind| behind.split_once(['\n', ' ']));
    let modules = behind.filter_map(|(module, _)| module.strip_suffix(';'));
    modules.flat_map(|module| [format!("{folder}{module}.rs"), format!("{folder}{module}/")]).collect()
}

#[test]
fn dependencies_run_one_way() {
    let mut wrong = Vec::new();
    for (name, code) in sources() {
        for (room, absent) in ABSENT.iter().filter(|(room, _)| name.starts_with(room)) {
            let found = absent.iter().filter(|word| code.contains(**word));
            wrong.extend(found.map(|word| format!("{name}: `{word}` does not belong into {room}")));
        }
        for (word, rooms) in ONLY.iter().filter(|(word, _)| code.contains(word)) {
            if !rooms.iter().any(|room| name.starts_with(room)) {
                wrong.push(format!("{name}: `{word}` may stand in {rooms:?} only"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn files_have_one_subject() {
    let long: Vec<String> = sources()
        .into_iter()
        .map(|(name, code)| (name, code.lines().count()))
        .filter(|(_, lines)| *lines > 500)
        .map(|(name, lines)| format!("{name}: {lines} lines"))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

#[test]
fn files_say_what_they_are() {
    let mute: Vec<String> = project_files("src", ".rs")
        .into_iter()
        .filter(|(name, source)| !name.ends_with("/tests.rs") && !source.starts_with("//!"))
        .map(|(name, _)| name)
        .collect();
    assert!(mute.is_empty(), "no first line of documentation in {}", mute.join(", "));
}
