//! Wrong usage, in our words.

use std::ffi::OsString;

use clap::Command;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::failure::Failure;

/// The command that arguments lead to, as far as they can be followed.
pub(super) struct Reached {
    path: String,
    below: Vec<String>,
}

/// Follows the arguments down the tree.
pub(super) fn reached(arguments: &[OsString], tree: &Command) -> Reached {
    let mut command = tree;
    let mut path = tree.get_name().to_owned();
    for word in arguments.iter().skip(1).filter_map(|word| word.to_str()) {
        if let Some(next) = command.find_subcommand(word) {
            command = next;
            path = format!("{path} {word}");
        }
    }
    let below = command.get_subcommands().map(|below| below.get_name().to_owned()).collect();
    Reached { path, below }
}

/// Says in our words what the arguments do not make sense for.
pub(super) fn failure(error: &clap::Error, reached: &Reached) -> Failure {
    let said = Said { error };
    let failure = Failure::usage(said.message(reached));
    let failure = said.hints(reached).into_iter().fold(failure, Failure::hint);
    failure.hint(format!("see `{} --help`", reached.path))
}

struct Said<'a> {
    error: &'a clap::Error,
}

impl Said<'_> {
    fn message(&self, reached: &Reached) -> String {
        let argument = || self.first(ContextKind::InvalidArg).map(|text| bare(&text)).unwrap_or_default();
        let value = || self.first(ContextKind::InvalidValue).unwrap_or_default();
        match self.error.kind() {
            ErrorKind::UnknownArgument if argument().starts_with('-') => {
                format!("`{}` has no option `{}`", reached.path, argument())
            }
            ErrorKind::UnknownArgument => format!("`{}` is one word too many", argument()),
            ErrorKind::InvalidSubcommand => {
                let word = self.first(ContextKind::InvalidSubcommand).unwrap_or_default();
                format!("`{}` has no command `{word}`", reached.path)
            }
            ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                format!("`{}` wants a word more", reached.path)
            }
            ErrorKind::InvalidValue if value().is_empty() => format!("`{}` wants a value", argument()),
            ErrorKind::InvalidValue => format!("`{}` is no value of `{}`", value(), argument()),
            ErrorKind::ValueValidation => format!("`{}` is no value of `{}`{}", value(), argument(), self.why()),
            ErrorKind::MissingRequiredArgument => {
                let missing: Vec<String> = self.all(ContextKind::InvalidArg).iter().map(|text| quoted(text)).collect();
                format!("{} is missing", missing.join(" and "))
            }
            ErrorKind::ArgumentConflict => match self.first(ContextKind::PriorArg).map(|text| bare(&text)) {
                Some(prior) if prior == argument() => format!("`{prior}` is given twice"),
                Some(prior) => format!("`{}` does not go together with `{prior}`", argument()),
                None => format!("`{}` does not go together with the others", argument()),
            },
            ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues | ErrorKind::NoEquals => {
                format!("`{}` wants a value", argument())
            }
            ErrorKind::TooManyValues => format!("`{}` takes no value `{}`", argument(), value()),
            ErrorKind::InvalidUtf8 => "an argument is no UTF-8".to_owned(),
            _ => self.first_line(),
        }
    }

    fn hints(&self, reached: &Reached) -> Vec<String> {
        let mut hints = Vec::new();
        let suggestions = [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
        for suggestion in suggestions.into_iter().flat_map(|kind| self.all(kind).into_iter().take(1)) {
            hints.push(format!("did you mean `{}`?", bare(&suggestion)));
        }
        match self.error.kind() {
            ErrorKind::InvalidValue => {
                let values = self.all(ContextKind::ValidValue);
                if !values.is_empty() {
                    hints.push(format!("one of {}", list(&values)));
                }
            }
            ErrorKind::MissingSubcommand | ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                hints.push(format!("one of {}", list(&reached.below)));
            }
            ErrorKind::UnknownArgument if hints.is_empty() && self.looks_like_a_value() => {
                hints.push("give a value that begins with `-` as in `--note=-5`, or a word behind `--`".to_owned());
            }
            _ => {}
        }
        hints
    }

    /// Whether what was taken for an option may have been meant as a value: one dash and something.
    fn looks_like_a_value(&self) -> bool {
        self.first(ContextKind::InvalidArg).is_some_and(|text| text.starts_with('-') && !text.starts_with("--"))
    }

    fn all(&self, kind: ContextKind) -> Vec<String> {
        match self.error.get(kind) {
            Some(ContextValue::String(text)) => vec![text.clone()],
            Some(ContextValue::Strings(texts)) => texts.clone(),
            Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
            _ => Vec::new(),
        }
    }

    fn first(&self, kind: ContextKind) -> Option<String> {
        self.all(kind).into_iter().next()
    }

    fn why(&self) -> String {
        match std::error::Error::source(self.error) {
            Some(source) if source.is::<std::num::ParseIntError>() => ": it takes a whole number".to_owned(),
            Some(source) => format!(": {source}"),
            None => String::new(),
        }
    }

    fn first_line(&self) -> String {
        let text = self.error.to_string();
        let line = text.lines().next().unwrap_or_default();
        line.strip_prefix("error: ").unwrap_or(line).to_owned()
    }
}

/// An argument without what stands for its value: `--name <NAME>` is `--name`.
fn bare(argument: &str) -> String {
    match argument.split_once(' ') {
        Some((flag, _)) if flag.starts_with('-') => flag.to_owned(),
        _ => argument.trim_end_matches("...").trim_matches(['<', '>', '[', ']']).to_owned(),
    }
}

/// A missing argument as it is to be given.
fn quoted(argument: &str) -> String {
    let argument = argument.trim_end_matches("...");
    if let Some(group) = argument.strip_prefix("<--").and_then(|rest| rest.strip_suffix('>')) {
        // A group, of which one has to be there: `<--this <VALUE>|--that>`.
        let any: Vec<String> = format!("--{group}").split('|').map(quoted).collect();
        return format!("one of {}", any.join(", "));
    }
    let shown = if argument.starts_with('-') { argument.replace(['<', '>'], "") } else { bare(argument) };
    format!("`{shown}`")
}

fn list(words: &[String]) -> String {
    words.iter().map(|word| format!("`{word}`")).collect::<Vec<_>>().join(", ")
}
