//! What is made out of the command tree and lies in `completions/`: words for shells, and a man page a command.

use std::fs;
use std::path::Path;

use crate::shop::Shop;

/// The shells, and what their file is called where they look for it.
const COMPLETIONS: [(&str, &str); 5] = [
    ("bash", "loyalty.bash"),
    ("zsh", "_loyalty"),
    ("fish", "loyalty.fish"),
    ("powershell", "loyalty.ps1"),
    ("elvish", "loyalty.elv"),
];

/// Holds what lies in a folder against what the program makes; `UPDATE_COMPLETIONS=1 cargo test` writes it anew.
#[expect(clippy::disallowed_methods, reason = "whoever runs the tests says whether to write the files anew")]
fn hold(folder: &Path, made: &[(String, String)]) {
    let update = std::env::var_os("UPDATE_COMPLETIONS").is_some();
    let mut stale = Vec::new();
    for (name, text) in made {
        let path = folder.join(name);
        if fs::read_to_string(&path).is_ok_and(|kept| kept == *text) {
            continue;
        }
        if update {
            fs::create_dir_all(folder).expect("the project is ours");
            fs::write(&path, text).expect("the project is ours");
        } else {
            stale.push(name.clone());
        }
    }
    for entry in fs::read_dir(folder).into_iter().flatten().map(|entry| entry.expect("it can be read")) {
        let name = entry.file_name().to_string_lossy().into_owned();
        if entry.path().is_dir() || made.iter().any(|(made, _)| *made == name) {
            continue;
        }
        if update {
            fs::remove_file(entry.path()).expect("the project is ours");
        } else {
            stale.push(name);
        }
    }
    assert!(stale.is_empty(), "run `UPDATE_COMPLETIONS=1 cargo test generated`: {stale:?} are not current");
}

#[test]
fn completions_are_current() {
    let shop = Shop::empty();
    let mut made = Vec::new();
    for (shell, name) in COMPLETIONS {
        let said = shop.run(&format!("completions {shell} --static"));
        assert_eq!((said.exit, said.stderr.as_str()), (0, ""), "{shell}");
        made.push((name.to_owned(), said.stdout));
    }
    hold(&completions(), &made);
}

fn completions() -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("completions")
}

#[test]
fn no_other_shell_is_promised() {
    let said = Shop::empty().run("completions tcsh");
    assert_eq!(said.exit, 2);
    for (shell, _) in COMPLETIONS {
        assert!(said.stderr.contains(&format!("`{shell}`")), "{}", said.stderr);
    }
}

#[test]
fn every_command_has_a_man_page() {
    let shop = Shop::empty();
    let said = shop.run("man -o man/man1");
    assert_eq!((said.exit, said.stderr.as_str()), (0, ""));
    let page = |name: &str| fs::read_to_string(shop.path("man/man1").join(name)).unwrap_or_default();
    assert_eq!(shop.run("man").stdout, page("loyalty.1"));
    let names: Vec<String> = fs::read_dir(shop.path("man/man1"))
        .expect("the folder was made")
        .map(|entry| entry.expect("it can be read").file_name().into_string().expect("UTF-8"))
        .collect();
    assert!(names.len() > 40, "{names:?}");
    hold(&completions().join("man"), &names.iter().map(|name| (name.clone(), page(name))).collect::<Vec<_>>());
    for name in &names {
        let page = page(name);
        let command = name.trim_end_matches(".1");
        assert!(page.contains(&format!(".TH {command} 1")), "{name}");
        for section in ["NAME", "SYNOPSIS", "DESCRIPTION", "OPTIONS"] {
            assert!(page.contains(&format!(".SH {section}")), "{name} has no {section}");
        }
        // Every command below it has a page of its own, by the name that the page gives.
        let line = command.replacen("loyalty-", "loyalty ", 1).replace('-', " ");
        let help = shop.run(&format!("{} --help", line.trim_start_matches("loyalty").trim()));
        assert_eq!(help.exit, 0, "{name}");
    }
    for name in ["loyalty-invoice-record.1", "loyalty-import-csv.1", "loyalty-customer-balance.1"] {
        assert!(names.iter().any(|one| one == name), "there is no {name}");
        assert!(page(name).contains("Examples:"), "{name} shows no example");
    }
}
