//! The top of the command tree: the options that are valid everywhere, and what they mean together with the environment.

mod help;
mod usage;

use std::ffi::{OsStr, OsString};
use std::path::PathBuf;
use std::time::Duration;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::error::ErrorKind;
use clap::{Args, FromArgMatches, Parser};

use crate::Env;
use crate::commands::{Noun, values};
use crate::domain::Day;
use crate::failure::{Failure, Outcome};
use crate::output::{ColorChoice, Facts, Format, Output};
use crate::process;

pub use help::dressed;

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

/// A day that was set instead of the clock's.
#[derive(Clone, Copy, Debug)]
pub struct SetDay {
    /// The day.
    pub day: Day,
    /// Whether the environment set it, which is easily forgotten.
    pub from_environment: bool,
}

/// The options that are valid everywhere, taken together with the environment.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Where the database is; `None` when not even a home is known.
    pub database: Option<PathBuf>,
    /// The database that `--db` names.
    pub told_database: Option<PathBuf>,
    /// Whether a writing command makes a missing database.
    pub create: bool,
    /// How results are printed.
    pub format: Format,
    /// Whether nothing is kept.
    pub dry_run: bool,
    /// Who does it.
    pub actor: String,
    /// The day to work as of.
    pub today: Option<SetDay>,
    /// How long to wait for another writer.
    pub wait: Duration,
    /// Whether everything is confirmed beforehand.
    pub yes: bool,
    /// Whether nothing is asked.
    pub no_input: bool,
    /// The command that shows lists longer than the screen; `None` where nothing does.
    pub pager: Option<String>,
    /// When to use colour.
    pub color: ColorChoice,
    /// Whether only the bare answer is printed.
    pub quiet: bool,
}

impl Global {
    /// Takes the options and the environment together: an option goes before a variable.
    pub fn settle(self, env: Env<'_>) -> Outcome<Setup> {
        Ok(Setup {
            database: self.db.clone().or_else(|| default_database(env)),
            told_database: self.db.clone(),
            create: self.create,
            format: self.settled_format(env)?,
            dry_run: self.dry_run,
            actor: actor(self.actor.as_deref(), env)?,
            today: today(self.today.as_deref(), env)?,
            wait: Duration::from_secs(self.wait.into()),
            yes: self.yes,
            no_input: self.no_input,
            pager: pager(env).filter(|_| !self.no_pager && !self.no_input),
            color: self.color.unwrap_or_default(),
            quiet: self.quiet,
        })
    }

    fn settled_format(&self, env: Env<'_>) -> Outcome<Format> {
        match (self.format, self.json) {
            (Some(format), true) if format != Format::Json => {
                Err(Failure::usage("`--json` is another format than `--format`").hint("give one of the two"))
            }
            (Some(format), _) => Ok(format),
            (None, true) => Ok(Format::Json),
            (None, false) => match variable(env, "LOYALTY_FORMAT")? {
                None => Ok(Format::Table),
                Some(word) => find(&FORMATS, &word).ok_or_else(|| {
                    Failure::usage(format!("`LOYALTY_FORMAT` is `{word}`, which is no format"))
                        .hint("one of `table`, `json`, `ndjson` and `csv`")
                }),
            },
        }
    }
}

/// A variable that is set and not empty.
fn variable(env: Env<'_>, name: &str) -> Outcome<Option<String>> {
    match env(name).map(OsString::into_string) {
        None => Ok(None),
        Some(Ok(value)) => Ok(Some(value).filter(|value| !value.is_empty())),
        Some(Err(_)) => Err(Failure::usage(format!("`{name}` is no UTF-8"))),
    }
}

/// `LOYALTY_DB`, else the user's folder for data (XDG Base Directory Specification).
fn default_database(env: Env<'_>) -> Option<PathBuf> {
    let path = |name: &str| env(name).map(PathBuf::from).filter(|path| !path.as_os_str().is_empty());
    if let Some(database) = path("LOYALTY_DB") {
        return Some(database);
    }
    let data = path("XDG_DATA_HOME").filter(|folder| folder.is_absolute());
    let data = data.or_else(|| path("HOME").map(|home| home.join(".local/share")));
    data.map(|folder| folder.join("loyalty/loyalty.db"))
}

fn actor(given: Option<&str>, env: Env<'_>) -> Outcome<String> {
    if let Some(name) = given {
        return values::text(name, "--actor");
    }
    if let Some(name) = variable(env, "LOYALTY_ACTOR")? {
        return values::text(&name, "LOYALTY_ACTOR");
    }
    let user = ["USER", "LOGNAME"].into_iter().find_map(|name| variable(env, name).ok().flatten());
    let user = user.and_then(|user| crate::domain::text::clean(&user).ok());
    Ok(user.unwrap_or_else(|| format!("user {}", process::user_id())))
}

fn today(given: Option<&str>, env: Env<'_>) -> Outcome<Option<SetDay>> {
    if let Some(text) = given {
        return Ok(Some(SetDay { day: values::day(text, "--today")?, from_environment: false }));
    }
    match variable(env, "LOYALTY_TODAY")? {
        None => Ok(None),
        Some(text) => Ok(Some(SetDay { day: values::day(&text, "LOYALTY_TODAY")?, from_environment: true })),
    }
}

/// `LOYALTY_PAGER`, else `PAGER`, else `less`; none where either is empty or `cat`, or the terminal cannot.
fn pager(env: Env<'_>) -> Option<String> {
    let word = |name: &str| env(name).map(|value| value.into_string().unwrap_or_default());
    let can_page = word("TERM").is_some_and(|terminal| !terminal.is_empty() && terminal != "dumb");
    let command = word("LOYALTY_PAGER").or_else(|| word("PAGER")).unwrap_or_else(|| "less".to_owned());
    Some(command).filter(|command| can_page && !command.is_empty() && command != "cat")
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
        let tree = augment(Global::augment_args(clap::Command::new("loyalty")));
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

    fn env(pairs: &'static [(&'static str, &'static str)]) -> impl Fn(&str) -> Option<OsString> {
        |name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into())
    }

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
    fn the_database_is_where_the_environment_says() {
        for (pairs, want) in [
            (&[("LOYALTY_DB", "shop.db"), ("HOME", "/h")][..], Some("shop.db")),
            (&[("XDG_DATA_HOME", "/data"), ("HOME", "/h")], Some("/data/loyalty/loyalty.db")),
            (&[("XDG_DATA_HOME", "data"), ("HOME", "/h")], Some("/h/.local/share/loyalty/loyalty.db")),
            (&[("LOYALTY_DB", ""), ("HOME", "/h")], Some("/h/.local/share/loyalty/loyalty.db")),
            (&[], None),
        ] {
            assert_eq!(default_database(&env(pairs)), want.map(PathBuf::from), "{pairs:?}");
        }
    }

    #[test]
    fn the_pager_is_the_one_that_the_environment_names() {
        for (pairs, want) in [
            (&[("TERM", "xterm")][..], Some("less")),
            (&[("TERM", "xterm"), ("PAGER", "more")], Some("more")),
            (&[("TERM", "xterm"), ("PAGER", "more"), ("LOYALTY_PAGER", "less -S")], Some("less -S")),
            (&[("TERM", "xterm"), ("PAGER", "more"), ("LOYALTY_PAGER", "")], None),
            (&[("TERM", "xterm"), ("PAGER", "cat")], None),
            (&[("TERM", "xterm"), ("PAGER", "")], None),
            (&[("TERM", "dumb"), ("PAGER", "more")], None),
            (&[("PAGER", "more")], None),
        ] {
            assert_eq!(pager(&env(pairs)).as_deref(), want, "{pairs:?}");
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

    #[test]
    fn the_actor_is_whoever_is_known() {
        for (given, pairs, want) in [
            (Some("Mia"), &[("LOYALTY_ACTOR", "till")][..], "Mia"),
            (None, &[("LOYALTY_ACTOR", "till"), ("USER", "root")], "till"),
            (None, &[("USER", ""), ("LOGNAME", "mia")], "mia"),
        ] {
            assert_eq!(actor(given, &env(pairs)).expect("a name"), want);
        }
        assert!(actor(None, &env(&[])).expect("a name").starts_with("user "));
        assert!(actor(Some(" "), &env(&[])).is_err());
    }
}
