//! A migration, in a process of its own: the test program calls itself, for there is no later schema yet.

use std::io::Write;
use std::process::Command;

use loyalty::store::{Step, bring_up};

use crate::shop::Shop;

/// A step as one will be: rows are made anew, and a table comes.
const STEP: Step = Step(
    "ALTER TABLE customer ADD COLUMN birthday INTEGER;
     UPDATE customer SET birthday = 0;
     CREATE TABLE sign (id INTEGER PRIMARY KEY, text TEXT NOT NULL) STRICT;
     INSERT INTO sign (text) SELECT number FROM invoice;",
);

/// The command that brings a shop's database to schema 2.
pub fn command(shop: &Shop) -> Command {
    let program = std::env::current_exe().expect("it runs");
    let mut command = Command::new(program);
    command.args(["--exact", "migration::in_a_process_of_its_own", "--nocapture", "--quiet", "--ignored"]);
    command.env("MIGRATE", shop.database()).current_dir(shop.path("."));
    command
}

/// What it says when it is done.
pub const DONE: &str = "brought up";

#[test]
#[ignore = "is called by others"]
#[expect(clippy::disallowed_methods, reason = "whoever calls it says which database")]
fn in_a_process_of_its_own() {
    let Some(database) = std::env::var_os("MIGRATE") else { return };
    match bring_up(database.as_ref(), &[STEP], 1) {
        Ok(_) => writeln!(std::io::stdout(), "{DONE}").expect("it is read"),
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: {error}");
            std::process::exit(1);
        }
    }
}
