//! What the options that are valid everywhere mean together with the environment.

use std::ffi::OsString;
use std::path::PathBuf;
use std::time::Duration;

use super::{FORMATS, Global, find};
use crate::Env;
use crate::commands::values;
use crate::domain::Day;
use crate::failure::{Failure, Outcome};
use crate::output::{ColorChoice, Format};
use crate::process;

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

#[cfg(test)]
mod tests {
    use super::*;

    fn env(pairs: &'static [(&'static str, &'static str)]) -> impl Fn(&str) -> Option<OsString> {
        |name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into())
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
