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

/// What reads the arguments of one command, without the tree around it.
struct Leaf<T> {
    augment: fn(clap::Command) -> clap::Command,
    read: fn(&mut clap::ArgMatches) -> Result<T, clap::Error>,
}

/// Makes a noun's `Verb`s, each with its word and its arguments, and what reads one of them alone: see
/// [`Noun::read_alone`].
macro_rules! verbs {
    ($($word:literal => $verb:ident($args:ty)),+ $(,)?) => {
        #[derive(Debug, clap::Subcommand)]
        #[allow(clippy::large_enum_variant, reason = "one is made, once")]
        enum Verb { $(#[command(name = $word)] $verb($args)),+ }

        impl Args {
            pub(super) fn leaf(verb: &str) -> Option<super::Leaf<Args>> {
                match verb {
                    $($word => Some(super::Leaf {
                        augment: <$args as clap::Args>::augment_args,
                        read: |matches| {
                            let args = <$args as clap::FromArgMatches>::from_arg_matches_mut(matches)?;
                            Ok(Args { verb: Verb::$verb(args) })
                        },
                    }),)+
                    _ => None,
                }
            }
        }
    };
}
use verbs;

/// Makes the list of nouns. Each is a module here, with its `Args` and its `run`.
/// `with verbs` says that another word comes after it.
macro_rules! nouns {
    ($($word:literal => $noun:ident($module:ident) $(with $verbs:ident)?),+ $(,)?) => {
        /// What is to be done, by noun.
        #[derive(Debug)]
        #[expect(missing_docs, reason = "each noun's `Args` says what it is for")]
        pub enum Noun { $($noun($module::Args)),+ }

        impl Noun {
            /// All nouns with everything below them.
            pub fn commands() -> Vec<clap::Command> {
                vec![$(<$module::Args as clap::Args>::augment_args(clap::Command::new($word))),+]
            }

            /// Reads the arguments of one command alone, which begin with the `words` that name it. `read` is given how
            /// many those are and what adds the command's arguments to a tree. `None` when it is not understood so.
            ///
            /// A run looks into one command only, and making the others takes longer than most commands' own work.
            pub fn read_alone(
                words: [&str; 2],
                read: impl FnOnce(usize, fn(clap::Command) -> clap::Command) -> Option<clap::ArgMatches>,
            ) -> Option<(Noun, clap::ArgMatches)> {
                match words[0] {
                    $($word => {
                        let (named_by, leaf) = nouns!(@leaf $module words $($verbs)?);
                        let mut matches = read(named_by, leaf.augment)?;
                        Some((Noun::$noun((leaf.read)(&mut matches).ok()?), matches))
                    })+
                    _ => None,
                }
            }

            fn run(self, desk: &mut Desk) -> Outcome<Exit> {
                match self { $(Noun::$noun(args) => $module::run(args, desk)),+ }
            }
        }

        impl clap::FromArgMatches for Noun {
            fn from_arg_matches(matches: &clap::ArgMatches) -> Result<Noun, clap::Error> {
                match matches.subcommand() {
                    $(Some(($word, matches)) => {
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
                    clap::Command::new($word).defer(<$module::Args as clap::Args>::augment_args),
                ))+
            }

            fn augment_subcommands_for_update(command: clap::Command) -> clap::Command {
                <Noun as clap::Subcommand>::augment_subcommands(command)
            }

            fn has_subcommand(name: &str) -> bool {
                [$($word),+].contains(&name)
            }
        }
    };
    (@leaf $module:ident $words:ident verbs) => { (2, $module::Args::leaf($words[1])?) };
    (@leaf $module:ident $words:ident) => {
        (1, Leaf {
            augment: <$module::Args as clap::Args>::augment_args,
            read: <$module::Args as clap::FromArgMatches>::from_arg_matches_mut,
        })
    };
}

nouns! {
    "init" => Init(init),
    "import" => Import(import) with verbs,
    "invoice" => Invoice(invoice) with verbs,
    "points" => Points(points) with verbs,
    "report" => Report(report) with verbs,
    "reward" => Reward(reward) with verbs,
    "scheme" => Scheme(scheme) with verbs,
    "card" => Card(card) with verbs,
    "settings" => Settings(settings) with verbs,
    "customer" => Customer(customer) with verbs,
    "db" => Db(db) with verbs,
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
