//! What the targets share: an input is a line of flags, as they are typed, and below it the file that they are about;
//! a line with a lone record separator parts several files.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Flags that take a value and touch nothing but the file that is read.
const WITH_VALUE: [&str; 19] = [
    "--map",
    "--set",
    "--value",
    "--skip",
    "--only",
    "--anonymous",
    "--delimiter",
    "--decimal",
    "--date-format",
    "--encoding",
    "--header-line",
    "--prefix",
    "--match",
    "--max-errors",
    "--customers",
    "--points",
    "--points-from",
    "--rewards",
    "--rule-at",
];
const SWITCHES: [&str; 3] = ["--no-header", "--partial", "--json"];
const PROFILES: [&str; 4] = ["square", "shopify", "loyverse", "lightspeed"];

/// The most files of one input.
const MOST_FILES: usize = 3;

/// A line of flags and the files below it.
pub struct Input<'a> {
    pub flags: Vec<String>,
    /// Whether the line begins with `customers`: the file is one of customers.
    pub of_customers: bool,
    pub files: Vec<&'a [u8]>,
}

impl<'a> Input<'a> {
    pub fn new(data: &'a [u8]) -> Input<'a> {
        let end = data.iter().position(|byte| *byte == b'\n').unwrap_or(data.len());
        let line = String::from_utf8_lossy(&data[..end]);
        let mut rest = data.get(end + 1..).unwrap_or_default();
        let mut files = Vec::new();
        while files.len() + 1 < MOST_FILES
            && let Some(at) = rest.windows(3).position(|window| window == b"\n\x1e\n")
        {
            files.push(&rest[..=at]);
            rest = &rest[at + 3..];
        }
        files.push(rest);
        let words = words(&line);
        Input { of_customers: words.first().is_some_and(|word| word == "customers"), flags: known(words), files }
    }
}

/// The words of a line; those with blanks stand in single quotes.
fn words(line: &str) -> Vec<String> {
    let (mut words, mut quoted) = (vec![String::new()], false);
    for letter in line.chars() {
        match letter {
            '\'' => quoted = !quoted,
            ' ' if !quoted => words.push(String::new()),
            letter => words.last_mut().expect("there is one at least").push(letter),
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// Those words that are known flags, with their values.
fn known(words: Vec<String>) -> Vec<String> {
    let mut kept = Vec::new();
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        if SWITCHES.contains(&word.as_str()) {
            kept.push(word);
        } else if WITH_VALUE.contains(&word.as_str()) {
            kept.extend(words.next().map(|value| format!("{word}={value}")));
        } else if word == "--profile" {
            // Other names are files of this machine.
            let name = words.next().filter(|name| PROFILES.contains(&name.as_str()));
            kept.extend(name.map(|name| format!("{word}={name}")));
        }
    }
    kept
}

/// A folder with a database, where commands run within this process.
pub struct Place {
    folder: PathBuf,
}

impl Place {
    /// A new folder; without a database until `init`.
    pub fn new(name: &str) -> Place {
        let folder = std::env::temp_dir().join(format!("loyalty-fuzz-{name}-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("a temporary folder");
        Place { folder }
    }

    /// Keeps files and gives their paths.
    pub fn files(&self, files: &[&[u8]]) -> Vec<String> {
        let write = |(number, bytes): (usize, &&[u8])| {
            let path = self.folder.join(format!("{number}.csv"));
            std::fs::write(&path, bytes).expect("it is written");
            path.display().to_string()
        };
        files.iter().enumerate().map(write).collect()
    }

    /// Runs a command and gives the exit code. It says nothing that anybody sees: `-close_fd_mask=3`.
    pub fn run<'w>(&self, words: impl IntoIterator<Item = &'w str>) -> u8 {
        let database = self.folder.join("shop.db");
        let env = |name: &str| -> Option<OsString> {
            match name {
                "LOYALTY_DB" => Some(database.clone().into()),
                "LOYALTY_TODAY" => Some("2026-11-21".into()),
                "LOYALTY_ACTOR" => Some("fuzz".into()),
                _ => None,
            }
        };
        let arguments: Vec<OsString> = ["loyalty"].into_iter().chain(words).map(OsString::from).collect();
        let now = jiff::Timestamp::from_second(1_795_000_000).expect("a moment");
        loyalty::commands::run(&arguments, &env, now, Arc::new(AtomicBool::new(true)))
    }

    /// A shop with rules, a card, a reward, and what half of the fixtures bring, so that a file may find all of it, some
    /// of it or none of it there.
    pub fn furnish(&self) {
        let line = |line: &str| self.run(words(line).iter().map(String::as_str));
        assert_eq!(line("init"), 0);
        line(
            "settings set --earn spend-services --per 5.00 --from 2020-01-01 --expire-after 12m --expire-at month-end",
        );
        line("settings set --earn spend-total --per 10.00 --exclude kind:gift-card --from 2024-02-01");
        line("scheme add Stempelkaart --type visits --items kind:service --auto --from 2024-01-01");
        line("scheme reward Stempelkaart --after 2 --percent-off 20");
        line("scheme reward Stempelkaart --after 3 --gift Borstel");
        line("reward add --name Korting --cost 2 --amount-off 5.00");
        let fixtures = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fixtures/import");
        let mut files: Vec<PathBuf> =
            std::fs::read_dir(fixtures).expect("the fixtures").map(|entry| entry.expect("a file").path()).collect();
        files.retain(|path| path.extension().is_some_and(|extension| extension == "csv"));
        files.sort();
        for path in files.iter().step_by(2) {
            let expected = std::fs::read_to_string(path.with_extension("expected")).unwrap_or_default();
            let flags = expected.lines().next().and_then(|line| line.strip_prefix("flags:")).unwrap_or_default();
            let flags = known(words(flags));
            let is_customers = path.file_name().is_some_and(|name| name.to_string_lossy().starts_with("customers"));
            let path = path.display().to_string();
            let verb = if is_customers { "customers" } else { "csv" };
            let errors = format!("--errors={}", self.folder.join("errors.csv").display());
            let _ = std::fs::remove_file(self.folder.join("errors.csv"));
            let words = ["import", verb, &path, "--partial", &errors].into_iter();
            self.run(words.chain(flags.iter().map(String::as_str)));
        }
        assert_eq!(line("db check"), 0);
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.folder);
    }
}
