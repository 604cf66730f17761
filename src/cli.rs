//! The top of the command tree: the options that are valid everywhere, and how arguments are read.

mod help;
mod setup;
mod usage;

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Args, FromArgMatches, Parser};

use crate::Env;
use crate::commands::Noun;
use crate::failure::{Failure, Outcome};
use crate::output::{ColorChoice, Facts, Format, Output};

pub use help::dressed;
pub use setup::{SetDay, Setup};

/// Points and client cards for salons and small shops, in one SQLite file
#[derive(Debug, Parser)]
#[command(name = "loyalty", version, before_help = EXAMPLES, disable_help_subcommand = true)]
pub struct Cli {
    /// What is valid everywhere.
    #[command(flatten)]
    pub global: Global,
    /// What is to be done; a short help without.
    #[command(subcommand)]
    pub noun: Option<Noun>,
}

const EXAMPLES: &str = "Examples:
  loyalty init --currency EUR --country NL
  loyalty settings set --earn spend-total --per 10.00
  loyalty customer add --ref K001 --name \"Anna Jansen\"
  loyalty customer balance anna";

/// The options that are valid everywhere.
#[derive(Clone, Debug, clap::Args)]
#[command(next_help_heading = "Options that are valid everywhere")]
pub struct Global {
    /// The database file [env: LOYALTY_DB] [default: $XDG_DATA_HOME/loyalty/loyalty.db]
    #[arg(long, global = true, value_name = "PATH")]
    pub db: Option<PathBuf>,
    /// Make a missing database on the way, as `init` would
    #[arg(long, global = true)]
    pub create: bool,
    /// How results are printed [env: LOYALTY_FORMAT] [default: table]
    #[arg(long, global = true, value_name = "FORMAT",
        value_parser = PossibleValuesParser::new(FORMATS.map(|(word, _)| word)).map(|word| known(&FORMATS, &word)))]
    pub format: Option<Format>,
    /// The same as `--format json`
    #[arg(long, global = true)]
    pub json: bool,
    /// Do everything and keep nothing
    #[arg(short = 'n', long, global = true)]
    pub dry_run: bool,
    /// Who does it [env: LOYALTY_ACTOR] [default: the system user]
    #[arg(long, global = true, value_name = "NAME")]
    pub actor: Option<String>,
    /// The day to work as of, instead of the clock's [env: LOYALTY_TODAY]
    #[arg(long, global = true, value_name = "DATE")]
    pub today: Option<String>,
    /// How long to wait for another writer
    #[arg(long, global = true, value_name = "SECONDS", default_value_t = 60, value_parser = seconds)]
    pub wait: u32,
    /// Confirm beforehand
    #[arg(long, global = true)]
    pub yes: bool,
    /// Never ask
    #[arg(long, global = true)]
    pub no_input: bool,
    /// Show long lists as a whole, without a pager [env: LOYALTY_PAGER, PAGER]
    #[arg(long, global = true)]
    pub no_pager: bool,
    /// When to use colour [default: auto]
    #[arg(long, global = true, value_name = "WHEN",
        value_parser = PossibleValuesParser::new(COLORS.map(|(word, _)| word)).map(|word| known(&COLORS, &word)))]
    pub color: Option<ColorChoice>,
    /// Print only the bare answer; JSON and CSV stay whole
    #[arg(short, long, global = true)]
    pub quiet: bool,
}

fn seconds(text: &str) -> Result<u32, &'static str> {
    text.parse().map_err(|_| "it takes a whole number of seconds")
}

const FORMATS: [(&str, Format); 4] =
    [("table", Format::Table), ("json", Format::Json), ("ndjson", Format::Ndjson), ("csv", Format::Csv)];

const COLORS: [(&str, ColorChoice); 3] =
    [("auto", ColorChoice::Auto), ("always", ColorChoice::Always), ("never", ColorChoice::Never)];

fn find<T: Copy>(words: &[(&str, T)], wanted: &str) -> Option<T> {
    words.iter().find(|(word, _)| *word == wanted).map(|(_, value)| *value)
}

fn known<T: Copy>(words: &[(&str, T)], wanted: &str) -> T {
    find(words, wanted).expect("only words of the list are let through")
}

/// What the arguments ask for.
pub enum Asked {
    /// A command.
    Command(Box<Cli>),
    /// A text: help, or the version.
    Text(String),
}

/// Reads the arguments.
pub fn read(arguments: &[OsString], env: Env<'_>) -> Outcome<Asked> {
    // `loyalty help customer add` is `loyalty customer add --help`.
    if arguments.get(1).is_some_and(|word| word == "help") {
        let words = arguments[..1].iter().chain(&arguments[2..]).cloned();
        return read(&words.chain(["--help".into()]).collect::<Vec<_>>(), env);
    }
    if let Some(cli) = read_alone(arguments) {
        return Ok(Asked::Command(Box::new(cli)));
    }
    let error = match Cli::try_parse_from(arguments) {
        Ok(cli) => return Ok(Asked::Command(Box::new(cli))),
        Err(error) => error,
    };
    match error.kind() {
        ErrorKind::DisplayVersion => Ok(Asked::Text(error.to_string())),
        ErrorKind::DisplayHelp => Ok(Asked::Text(help::text(arguments, Facts::detect(ColorChoice::Auto, env).color))),
        _ => Err(usage::failure(&error, &usage::reached(arguments, &dressed()))),
    }
}

/// Reads the arguments with those of the one command that they name, which is all that nearly every run needs and takes
/// a fraction of the time that the tree takes; `None` when they are not understood so.
fn read_alone(arguments: &[OsString]) -> Option<Cli> {
    let word = |at: usize| arguments.get(at).and_then(|word| word.to_str());
    let mut at = 1;
    while let Some(option) = word(at).filter(|word| word.starts_with('-')) {
        at += if WITH_VALUE.contains(&option) { 2 } else { 1 };
    }
    let (noun, mut matches) = Noun::read_alone([word(at)?, word(at + 1).unwrap_or_default()], |named_by, augment| {
        // Nothing stands below that its options would be handed on to.
        let options = Global::augment_args(clap::Command::new("loyalty")).mut_args(|option| option.global(false));
        let tree = augment(options);
        tree.try_get_matches_from(arguments[..at].iter().chain(&arguments[at + named_by..])).ok()
    })?;
    Some(Cli { global: Global::from_arg_matches_mut(&mut matches).ok()?, noun: Some(noun) })
}

/// The options of [`Global`] that take a value from the next word.
const WITH_VALUE: [&str; 6] = ["--db", "--format", "--actor", "--today", "--wait", "--color"];

/// Tells a failure to whoever asked, also when the arguments could not be read as a whole.
pub fn tell(arguments: &[OsString], env: Env<'_>, failure: Failure) {
    let facts = Facts::detect(ColorChoice::Auto, env);
    Output::new(format_by_sight(arguments, env), false, facts).error(&failure.into_report());
}

/// How a failure is told, for when nothing can be worked out any more.
pub fn told(arguments: &[OsString], env: Env<'_>, failure: Failure) -> Vec<u8> {
    let facts = Facts::detect(ColorChoice::Auto, env);
    let told = Output::told(&failure.into_report(), format_by_sight(arguments, env), &facts);
    // A progress bar may stand in the line.
    let clear: &[u8] = if facts.stderr_terminal { b"\r\x1b[2K" } else { b"" };
    [clear, &told].concat()
}

/// The format as it can be seen in arguments that may make no sense otherwise.
fn format_by_sight(arguments: &[OsString], env: Env<'_>) -> Format {
    let words = || arguments.iter().skip(1).take_while(|word| *word != "--").filter_map(|word| word.to_str());
    if words().any(|word| word == "--json") {
        return Format::Json;
    }
    let behind_equals = words().find_map(|word| word.strip_prefix("--format="));
    let behind_blank = words().skip_while(|word| *word != "--format").nth(1);
    let variable = env("LOYALTY_FORMAT");
    let word = behind_equals.or(behind_blank).or(variable.as_deref().and_then(OsStr::to_str));
    word.and_then(|word| find(&FORMATS, word)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tree_holds_together() {
        dressed().debug_assert();
    }

    #[test]
    fn the_options_with_a_value_are_all_known() {
        let tree = Global::augment_args(clap::Command::new("loyalty"));
        let with_value = tree.get_arguments().filter(|option| option.get_action().takes_values());
        let named = with_value.map(|option| format!("--{}", option.get_long().expect("a long name")));
        assert_eq!(named.collect::<Vec<_>>(), WITH_VALUE);
    }

    #[test]
    fn a_command_read_alone_is_what_the_tree_reads() {
        for (line, alone) in [
            ("loyalty --json --db shop.db customer balance K001 --at 2026-01-01", true),
            ("loyalty customer balance K001 --db=shop.db --wait 3 -q", true),
            ("loyalty --db card card add K001 --scheme Stempelkaart -n", true),
            ("loyalty scheme reward Stempelkaart --after 5 --gift mug", true),
            ("loyalty init --currency EUR", true),
            ("loyalty --db=card customer --json show K001", false),
        ] {
            let arguments: Vec<OsString> = line.split(' ').map(Into::into).collect();
            let tree = Cli::try_parse_from(&arguments).expect(line);
            let read = read_alone(&arguments);
            assert_eq!(read.is_some(), alone, "{line}");
            assert!(read.is_none_or(|read| format!("{read:?}") == format!("{tree:?}")), "{line}");
        }
        for line in ["loyalty", "loyalty --db", "loyalty --db card add K001", "loyalty customer", "loyalty customer x"]
        {
            let arguments: Vec<OsString> = line.split(' ').map(Into::into).collect();
            assert!(read_alone(&arguments).is_none(), "{line}");
        }
    }

    #[test]
    fn the_format_is_seen_in_any_arguments() {
        for (arguments, variable, want) in [
            (&["--json", "--nonsense"][..], "", Format::Json),
            (&["--format", "ndjson", "x"], "", Format::Ndjson),
            (&["x", "--format=csv"], "json", Format::Csv),
            (&["--", "--json"], "", Format::Table),
            (&["--format"], "json", Format::Json),
            (&[], "json", Format::Json),
        ] {
            let arguments: Vec<OsString> = [&["loyalty"], arguments].concat().into_iter().map(Into::into).collect();
            let format = format_by_sight(&arguments, &|name| (name == "LOYALTY_FORMAT").then(|| variable.into()));
            assert_eq!(format, want, "{arguments:?}");
        }
    }
}
