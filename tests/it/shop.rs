//! A shop of its own for each test: a folder, a fixed day, and nobody else's environment.

use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use expect_test::Expect;
use serde_json::Value;
use tempfile::TempDir;

use crate::schema;

/// The day it is.
pub const TODAY: &str = "2026-11-21";

/// A shop that tests work in.
pub struct Shop {
    folder: TempDir,
    today: String,
}

/// What a command said.
#[derive(Debug)]
pub struct Said {
    pub exit: i32,
    pub stdout: String,
    pub stderr: String,
}

impl Shop {
    /// A shop with its database.
    pub fn new() -> Shop {
        let shop = Shop::empty();
        assert_eq!(shop.run("init").exit, 0);
        shop
    }

    /// A shop where a bit of everything happened: K1 earned 5 on F1, got 20.00 of it back, was given 50 points and spent
    /// 40 of them on F3; F2 went from K1 to K2 and F4 was voided. Both have a card.
    pub fn with_everything() -> Shop {
        let shop = Shop::new();
        for line in [
            "settings set --earn spend-total --per 10.00 --point-value 0.05 --expire-after 12m",
            "scheme add Stempelkaart --type visits --auto",
            "scheme reward Stempelkaart --after 5 --percent-off 20",
            "customer add --ref K1 --name Anna",
            "customer add --ref K2 --name Bram",
            "invoice record --number F1 --customer K1 --line service:Cut@35.00 --line product:Wax@15.00 --date 2026-10-01",
            "invoice refund F1 --amount 20.00 --reason \"too short\"",
            "points adjust K1 +50 --reason welcome",
            "invoice record --number F2 --customer K1 --total 78.00",
            "invoice assign F2 K2",
            "invoice record --number F3 --customer K1 --line service:Cut@30.00 --line discount:Less@-5.00 --pay-points 40",
            "invoice record --number F4 --customer K2 --total 10.00",
            "invoice void F4 --reason twice",
            "points redeem K1 --points 3 --reason comb",
        ] {
            let said = shop.run(line);
            assert_eq!(said.exit, 0, "{line}: {}", said.stderr);
        }
        shop
    }

    /// A folder without a database.
    pub fn empty() -> Shop {
        Shop { folder: tempfile::tempdir().expect("a temporary folder"), today: TODAY.to_owned() }
    }

    /// The same shop on another day.
    pub fn on(&mut self, today: &str) -> &mut Shop {
        self.today = today.to_owned();
        self
    }

    /// The path of a file in the shop's folder.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The path of the database.
    pub fn database(&self) -> PathBuf {
        self.path("shop.db")
    }

    /// Writes a file into the folder.
    pub fn file(&self, name: &str, text: &str) -> &Shop {
        std::fs::write(self.path(name), text).expect("a file is written");
        self
    }

    /// The command, ready to be started: `line` is split as a shell does it, with double quotes.
    pub fn command(&self, line: &str) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_loyalty"));
        command
            .env_clear()
            .env("HOME", self.folder.path())
            .env("LOYALTY_DB", self.database())
            .env("LOYALTY_TODAY", &self.today)
            .env("LOYALTY_ACTOR", "till")
            .current_dir(self.folder.path())
            .args(words(line));
        command
    }

    /// Runs a command.
    pub fn run(&self, line: &str) -> Said {
        self.run_with(line, "")
    }

    /// Runs a command that reads stdin.
    pub fn run_with(&self, line: &str, stdin: &str) -> Said {
        let mut command = self.command(line);
        command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut child = command.spawn().expect("the program starts");
        // A command that does not read it closes it, which is no matter.
        let _ = child.stdin.take().expect("it is piped").write_all(stdin.as_bytes());
        self.wait(child)
    }

    /// Waits for a command that was started.
    pub fn wait(&self, child: Child) -> Said {
        let output = child.wait_with_output().expect("the program ends");
        let text = |bytes: Vec<u8>| self.steady(&String::from_utf8(bytes).expect("UTF-8"));
        let (stdout, stderr) = (text(output.stdout), text(output.stderr));
        schema::check(&stdout);
        schema::check(&stderr);
        Said { exit: output.status.code().unwrap_or(-1), stdout, stderr }
    }

    /// Runs a command that has to succeed, and gives its JSON.
    pub fn json(&self, line: &str) -> Value {
        let said = self.run(&format!("--json {line}"));
        assert_eq!(said.exit, 0, "{line}: {}", said.stderr);
        serde_json::from_str(&said.stdout).expect("JSON")
    }

    /// Runs a command that has to fail, and gives the error of its JSON.
    pub fn error(&self, line: &str) -> Value {
        let said = self.run(&format!("--json {line}"));
        assert_eq!(said.stdout, "", "{line}");
        let mut document: Value = serde_json::from_str(&said.stderr).expect("JSON");
        assert_eq!(document["error"]["exit"], said.exit, "{line}");
        document["error"].take()
    }

    /// The text without what differs from run to run, and with plain line ends: those of CSV are tested beside it.
    pub fn steady(&self, text: &str) -> String {
        let text = text.replace("\r\n", "\n");
        let folder = self.folder.path().canonicalize().expect("the folder is there");
        let text = text.replace(&*self.folder.path().to_string_lossy(), "[SHOP]");
        let mut text = text.replace(&*folder.to_string_lossy(), "[SHOP]");
        let like = "2026-11-21T22:40:57.943Z";
        let fits = |part: &str| {
            part.len() == like.len()
                && part
                    .bytes()
                    .zip(like.bytes())
                    .all(|(is, like)| is == like || is.is_ascii_digit() && like.is_ascii_digit())
        };
        let mut at = 0usize;
        while at + like.len() <= text.len() {
            let end = at + like.len();
            if text.get(at..end).is_some_and(fits) {
                text.replace_range(at..end, "<------- moment ------->");
            }
            at += 1;
        }
        text
    }
}

impl Said {
    /// It succeeded without a word on stderr, and said exactly that.
    #[track_caller]
    pub fn says(&self, want: Expect) {
        assert_eq!((self.exit, self.stderr.as_str()), (0, ""));
        want.assert_eq(&self.stdout);
    }

    /// It failed with that exit code, and said exactly that, on stderr alone.
    #[track_caller]
    pub fn fails(&self, exit: i32, want: Expect) {
        assert_eq!((self.exit, self.stdout.as_str()), (exit, ""), "{}", self.stderr);
        want.assert_eq(&self.stderr);
    }
}

/// The words of a command as a shell makes them, as far as tests need it.
pub fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut quoted = false;
    for letter in line.chars() {
        match letter {
            '"' => {
                quoted = !quoted;
                word.get_or_insert_default();
            }
            ' ' if !quoted => words.extend(word.take()),
            other => word.get_or_insert_default().push(other),
        }
    }
    words.extend(word);
    words
}

/// All files of a folder of the project that end so, with their paths from the project's folder on.
pub fn project_files(folder: &str, end: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut folders = vec![root.join(folder)];
    let mut files = Vec::new();
    while let Some(folder) = folders.pop() {
        for place in std::fs::read_dir(&folder).expect("a folder of the project") {
            let path = place.expect("it can be read").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.to_string_lossy().ends_with(end) {
                let name = path.strip_prefix(root).expect("it is below").to_string_lossy().replace('\\', "/");
                files.push((name, std::fs::read_to_string(&path).expect("it is text")));
            }
        }
    }
    files.sort();
    files
}
