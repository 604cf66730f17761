//! Points and client cards for salons and small shops, in one SQLite file.
//!
//! # The house
//!
//! | room | what happens there |
//! |---|---|
//! | `main` | arguments, environment and clock come in, the exit code goes out |
//! | [`process`] | what the system does to a run: signals, a bug that panics |
//! | [`cli`] | the top of the command tree: options that are valid everywhere, wrong usage, help |
//! | [`commands`] | a file a noun: arguments become domain values, one unit of work is done, a report comes back |
//! | [`ops`] | units of work, for commands and for many at once: load the facts, let the domain decide, keep it |
//! | [`domain`] | the rules, as functions over plain values |
//! | [`store`] | all SQL, a file a noun; what SQLite is stays in there |
//! | [`report`] | a struct an answer: its JSON is the contract, its table is drawn from the same struct |
//! | [`output`] | table, JSON, CSV; the only room with a door to stdout and stderr |
//! | [`failure`] | failures at the edge: code, exit code, message, hints |
//!
//! Dependencies run one way: `main → commands → ops → {store, import, report, output}`, and all of them may use `domain`,
//! which uses none of them. The domain knows no SQL, no arguments, no files, no clock and no printing: the moment, the
//! actor and the ids are passed in. `tests/it/tidy.rs` reads the sources and holds these rules.
#![warn(missing_docs)]

use std::ffi::OsString;

use jiff::Timestamp;

pub mod cli;
pub mod commands;
pub mod domain;
pub mod failure;
pub mod import;
pub mod ops;
pub mod output;
pub mod process;
pub mod report;
pub mod store;

/// Gives a variable of the environment.
pub type Env<'a> = &'a dyn Fn(&str) -> Option<OsString>;

/// Runs one command and gives the exit code.
///
/// `arguments` begin with the program's own name; `now` is the moment that is recorded, and today unless told
/// otherwise.
pub fn run(arguments: Vec<OsString>, env: Env<'_>, now: Timestamp) -> u8 {
    store::memory::settle();
    let interruptible = process::watch_signals(cli::told(&arguments, env, process::interrupted()));
    process::guard(|| commands::run(&arguments, env, now, interruptible), |bug| cli::tell(&arguments, env, bug))
}
