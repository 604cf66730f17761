//! A file a noun: its arguments beside its actions. Arguments become domain values, one unit of work is done, and a
//! report comes back.

pub mod benefit;
pub mod completions;
pub mod customer;
pub mod db;
mod desk;
pub mod init;
pub mod input;
pub mod invoice;
pub mod log;
pub mod man;
pub mod paging;
pub mod person;
pub mod points;
pub mod report;
pub mod reward;
pub mod settings;
pub mod start;
pub mod values;

use std::ffi::OsString;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use jiff::Timestamp;

use crate::Env;
use crate::cli::{self, Asked};
use crate::failure::Outcome;

pub use desk::{Desk, Exit};

/// Makes the list of nouns. Each is a module here, with its `Args` and its `run`.
macro_rules! nouns {
    ($($noun:ident => $module:ident),+ $(,)?) => {
        /// What is to be done, by noun.
        #[derive(Debug, clap::Subcommand)]
        #[expect(missing_docs, reason = "help takes the words of each noun's `Args`, and a line here would hide them")]
        pub enum Noun { $($noun($module::Args)),+ }

        impl Noun {
            fn run(self, desk: &mut Desk) -> Outcome<Exit> {
                match self { $(Noun::$noun(args) => $module::run(args, desk)),+ }
            }
        }
    };
}

nouns! {
    Init => init,
    Invoice => invoice,
    Points => points,
    Report => report,
    Reward => reward,
    Settings => settings,
    Customer => customer,
    Db => db,
    Log => log,
    Completions => completions,
    Man => man,
}

/// Runs one command and gives the exit code. Failures are told.
pub fn run(arguments: &[OsString], env: Env<'_>, now: Timestamp, interruptible: Arc<AtomicBool>) -> u8 {
    match start(arguments, env, now, interruptible) {
        Ok(Exit(code)) => code,
        Err(failure) => {
            let exit = failure.exit();
            cli::tell(arguments, env, failure);
            exit
        }
    }
}

/// What comes before a command's own work; from then on it is the desk that tells failures.
fn start(arguments: &[OsString], env: Env<'_>, now: Timestamp, interruptible: Arc<AtomicBool>) -> Outcome<Exit> {
    let (noun, mut desk) = match cli::read(arguments, env)? {
        Asked::Text(text) => return desk::print_text(&text),
        Asked::Command(cli) => (cli.noun, Desk::new(cli.global.settle(env)?, env, now, interruptible)),
    };
    let done = match noun {
        Some(noun) => noun.run(&mut desk),
        None => start::run(&mut desk),
    };
    Ok(done.unwrap_or_else(|failure| desk.tell(failure)))
}
