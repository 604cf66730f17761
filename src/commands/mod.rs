//! A file a noun: its arguments beside its actions. Arguments become domain values, one unit of work is done, and a
//! report comes back.

pub mod benefit;
pub mod card;
pub mod completions;
pub mod customer;
pub mod db;
mod desk;
pub mod import;
pub mod init;
pub mod input;
pub mod invoice;
pub mod json_schema;
pub mod log;
pub mod man;
pub mod paging;
pub mod person;
pub mod points;
pub mod report;
pub mod reward;
pub mod scheme;
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
///
/// A run looks into one noun only, and making the others would take longer than its own work: see `cli::read`.
/// Help, completions and man pages take [`Noun::commands`].
macro_rules! nouns {
    ($($name:literal => $noun:ident($module:ident)),+ $(,)?) => {
        /// What is to be done, by noun.
        #[derive(Debug)]
        #[expect(missing_docs, reason = "each noun's `Args` says what it is for")]
        pub enum Noun { $($noun($module::Args)),+ }

        impl Noun {
            /// One noun with everything below it, if there is one of that name.
            pub fn command(name: &str) -> Option<clap::Command> {
                match name {
                    $($name => {
                        Some(<$module::Args as clap::Args>::augment_args(clap::Command::new($name)))
                    })+
                    _ => None,
                }
            }

            /// All nouns with everything below them.
            pub fn commands() -> Vec<clap::Command> {
                vec![$(<$module::Args as clap::Args>::augment_args(clap::Command::new($name))),+]
            }

            fn run(self, desk: &mut Desk) -> Outcome<Exit> {
                match self { $(Noun::$noun(args) => $module::run(args, desk)),+ }
            }
        }

        impl clap::FromArgMatches for Noun {
            fn from_arg_matches(matches: &clap::ArgMatches) -> Result<Noun, clap::Error> {
                match matches.subcommand() {
                    $(Some(($name, matches)) => {
                        <$module::Args as clap::FromArgMatches>::from_arg_matches(matches).map(Noun::$noun)
                    })+
                    _ => Err(clap::Error::new(clap::error::ErrorKind::MissingSubcommand)),
                }
            }

            fn update_from_arg_matches(&mut self, matches: &clap::ArgMatches) -> Result<(), clap::Error> {
                *self = <Noun as clap::FromArgMatches>::from_arg_matches(matches)?;
                Ok(())
            }
        }

        impl clap::Subcommand for Noun {
            fn augment_subcommands(command: clap::Command) -> clap::Command {
                command$(.subcommand(
                    clap::Command::new($name).defer(<$module::Args as clap::Args>::augment_args),
                ))+
            }

            fn augment_subcommands_for_update(command: clap::Command) -> clap::Command {
                <Noun as clap::Subcommand>::augment_subcommands(command)
            }

            fn has_subcommand(name: &str) -> bool {
                [$($name),+].contains(&name)
            }
        }
    };
}

nouns! {
    "init" => Init(init),
    "import" => Import(import),
    "invoice" => Invoice(invoice),
    "points" => Points(points),
    "report" => Report(report),
    "reward" => Reward(reward),
    "scheme" => Scheme(scheme),
    "card" => Card(card),
    "settings" => Settings(settings),
    "customer" => Customer(customer),
    "db" => Db(db),
    "log" => Log(log),
    "completions" => Completions(completions),
    "man" => Man(man),
    "json-schema" => JsonSchema(json_schema),
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
