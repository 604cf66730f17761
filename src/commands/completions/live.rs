//! What a shell is answered while a command is typed: its words from the tree, its names from the database.
//!
//! Nobody waits for this and nobody is told when it fails: whoever presses TAB goes on typing.

use std::ffi::{OsStr, OsString};
use std::path::{Path, PathBuf};
use std::sync::{Arc, mpsc};
use std::time::Duration;

use clap::{Arg, Command};
use clap_complete::Shell;
use clap_complete::engine::{ArgValueCompleter, CompletionCandidate, complete};

use super::line::Line;
use crate::cli;
use crate::output::{is_safe, safe};
use crate::store::{MOST_OFFERS, Offer, Offered, Store};

/// How long the database may take; with what comes before and after it, an answer is there within 50 ms.
const PATIENCE: Duration = Duration::from_millis(35);

/// How bash asks when it only lists: by a second TAB (`COMP_TYPE` of the bash manual).
const LISTING: &str = "63";

/// Answers a shell's script: a value a line, with what it stands for behind a tab where the shell shows that.
pub(super) fn answer(shell: Shell, asked: Vec<OsString>, database: Option<&Path>) -> String {
    let Ok(mut asked) = asked.into_iter().map(OsString::into_string).collect::<Result<Vec<String>, _>>() else {
        return String::new();
    };
    if let (Shell::Fish, Some(last)) = (shell, asked.last_mut()) {
        // fish hands over the word as it is typed.
        *last = Line::read(last).words.pop().unwrap_or_default();
    }
    let lines: Vec<String> = match (shell, asked.as_slice()) {
        (Shell::Bash, [kind, replaced, line]) => {
            let read = Line::read(line);
            let offers = offers(read.words.clone(), database);
            let is_list = kind == LISTING && offers.len() > 1;
            let written = |offer: Offer| {
                let word = read.written(line, replaced, &offer.value)?;
                Some(match offer.about.filter(|_| is_list) {
                    Some(about) => format!("{word}  ({about})"),
                    None => word,
                })
            };
            offers.into_iter().filter_map(written).collect()
        }
        (Shell::Bash, _) => Vec::new(),
        _ => offers(asked, database)
            .into_iter()
            .map(|Offer { value, about }| about.map_or(value.clone(), |about| format!("{value}\t{about}")))
            .collect(),
    };
    lines.iter().flat_map(|line| [line, "\n"]).collect()
}

/// What may stand in the place of the last word.
fn offers(mut words: Vec<String>, database: Option<&Path>) -> Vec<Offer> {
    let database = named_database(&words).or(database.map(Path::to_owned));
    let assignments = words.iter().take_while(|word| is_assignment(word)).count();
    words.drain(..assignments);
    if words.len() > 2 && words[1] == "help" {
        words.remove(1);
    }
    let Some((last, before)) = words.split_last().filter(|(_, before)| !before.is_empty()) else { return Vec::new() };
    let is_begun = !last.is_empty();
    let index = before.len();
    let mut tree = with_names(cli::dressed(), &[], &Arc::from(database));
    let words = words.into_iter().map(OsString::from).collect();
    let found = complete(&mut tree, words, index, Some(Path::new("."))).unwrap_or_default();
    let mut offers: Vec<Offer> = found.iter().filter_map(as_offer).collect();
    // Where a value may stand, options are offered to whoever begins one.
    if !is_begun && offers.iter().any(|offer| !offer.value.starts_with('-')) {
        offers.retain(|offer| !offer.value.starts_with('-'));
    }
    offers
}

/// A candidate as a line can hold it; what would not be seen is not offered.
fn as_offer(candidate: &CompletionCandidate) -> Option<Offer> {
    let value = candidate.get_value().to_str().filter(|value| is_safe(value))?;
    let about = candidate.get_help().map(|help| help.to_string());
    let about = about.and_then(|about| about.lines().next().map(|line| safe(line).into_owned()));
    Some(Offer { value: value.to_owned(), about: about.filter(|about| !about.is_empty()) })
}

/// The database that the line itself names: `--db`, else `LOYALTY_DB=…` before the command.
fn named_database(words: &[String]) -> Option<PathBuf> {
    let (_, typed) = words.split_last()?;
    let mut named = None;
    for (at, word) in typed.iter().enumerate().take_while(|(_, word)| *word != "--") {
        named = match word.strip_prefix("--db") {
            Some("") => typed.get(at + 1).cloned().or(named),
            Some(path) => path.strip_prefix('=').map(str::to_owned).or(named),
            None => named,
        };
    }
    let assigned =
        || typed.iter().take_while(|word| is_assignment(word)).find_map(|word| word.strip_prefix("LOYALTY_DB="));
    let named = named.or_else(|| assigned().map(str::to_owned))?;
    match (named.strip_prefix("~/"), std::env::home_dir()) {
        (Some(rest), Some(home)) => Some(home.join(rest)),
        _ => Some(named.into()),
    }
}

fn is_assignment(word: &str) -> bool {
    word.split_once('=').is_some_and(|(name, _)| {
        !name.is_empty() && name.chars().all(|letter| letter.is_ascii_alphanumeric() || letter == '_')
    })
}

/// The tree with names behind every argument that takes one, by the word that stands for it in help.
fn with_names(tree: Command, path: &[&str], database: &Arc<Option<PathBuf>>) -> Command {
    let name = tree.get_name().to_owned();
    let path = [path, &[name.as_str()]].concat();
    tree.mut_args(|arg| match offered(&path, &arg) {
        Some(offered) => {
            let database = Arc::clone(database);
            arg.add(ArgValueCompleter::new(move |begun: &OsStr| names(&database, offered, begun)))
        }
        None => arg,
    })
    .mut_subcommands(|below| with_names(below, &path, database))
}

/// What an argument names that is there already.
fn offered(path: &[&str], arg: &Arg) -> Option<Offered> {
    let noun = path.get(1).copied().unwrap_or_default();
    let what = arg.get_value_names()?.first()?.as_str();
    match (noun, what, arg.get_long()) {
        (_, "WHO", _) | ("customer", "FROM", None) => Some(Offered::Customers),
        // A number that is to be given is not one of those that are taken.
        (_, "NUMBER", Some("number" | "after")) => None,
        (_, "NUMBER", _) => Some(Offered::Invoices),
        (_, "SCHEME", _) => Some(Offered::Schemes),
        ("card" | "scheme", "REWARD", _) | ("invoice", "REWARD", Some("keep")) => Some(Offered::CardRewards),
        (_, "REWARD", _) => Some(Offered::Rewards),
        (_, "IMPORT", _) => Some(Offered::Imports),
        _ => None,
    }
}

/// The names, or none when they take too long: the thread that looks for them ends with the process.
fn names(database: &Arc<Option<PathBuf>>, offered: Offered, begun: &OsStr) -> Vec<CompletionCandidate> {
    let (sender, receiver) = mpsc::sync_channel(1);
    let (database, begun) = (Arc::clone(database), begun.to_string_lossy().into_owned());
    std::thread::spawn(move || sender.send(look_up(database.as_deref()?, offered, &begun)).ok());
    let offers = receiver.recv_timeout(PATIENCE).ok().flatten().unwrap_or_default();
    let candidate = |offer: Offer| {
        CompletionCandidate::new(offer.value).help(offer.about.map(|about| safe(&about).into_owned().into()))
    };
    offers.into_iter().take(MOST_OFFERS).map(candidate).collect()
}

fn look_up(database: &Path, offered: Offered, begun: &str) -> Option<Vec<Offer>> {
    Store::open_to_look(database).ok()?.read(|reader| reader.offers(offered, begun)).ok()
}
