//! Help: what it is, examples, and only then how it is called in all its forms.

use std::ffi::OsString;

use clap::builder::styling::{Style, Styles};
use clap::{Command, CommandFactory};

use super::Cli;
use crate::commands::Noun;

const TEMPLATE: &str = "{about-with-newline}\n{before-help}{usage-heading} {usage}\n\n{all-args}{after-help}";

/// The tree as it is shown in help, in man pages and to shells. Not every run pays for this.
pub fn dressed() -> Command {
    let put = |tree: Command, noun: Command| {
        let name = noun.get_name().to_owned();
        tree.mut_subcommand(name, |_| noun)
    };
    dress(Noun::commands().into_iter().fold(Cli::command(), put))
}

fn dress(command: Command) -> Command {
    let bold = Style::new().bold();
    let styles = Styles::plain().header(bold).usage(bold).literal(bold);
    command.help_template(TEMPLATE).styles(styles).max_term_width(100).mut_subcommands(dress)
}

/// The help that the arguments ask for.
pub(super) fn text(arguments: &[OsString], color: bool) -> String {
    match dressed().try_get_matches_from(arguments) {
        Err(error) if color => error.render().ansi().to_string(),
        Err(error) => error.render().to_string(),
        // Not reached: the same arguments asked for help before.
        Ok(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every command with its path, such as `loyalty customer add`.
    fn walk(command: &Command, path: String, visit: &mut dyn FnMut(&str, &Command)) {
        visit(&path, command);
        for below in command.get_subcommands() {
            walk(below, format!("{path} {}", below.get_name()), visit);
        }
    }

    #[test]
    fn every_command_says_what_it_does_and_shows_how() {
        walk(&dressed(), "loyalty".to_owned(), &mut |path, command| {
            let about = command.get_about().map(ToString::to_string).unwrap_or_default();
            assert!(!about.is_empty() && !about.ends_with('.'), "`{path}` says `{about}`");
            if command.has_subcommands() {
                return;
            }
            let examples = command.get_before_help().map(ToString::to_string).unwrap_or_default();
            assert!(examples.starts_with("Examples:\n  loyalty "), "`{path}` has no examples");
            for argument in command.get_arguments().filter(|argument| !argument.is_hide_set()) {
                assert!(argument.get_help().is_some(), "`{path}` leaves `{}` unexplained", argument.get_id());
            }
        });
    }

    #[test]
    fn examples_are_commands_that_are_understood() {
        walk(&dressed(), "loyalty".to_owned(), &mut |path, command| {
            let examples = command.get_before_help().map(ToString::to_string).unwrap_or_default();
            for example in examples.lines().skip(1) {
                let command = example.split(" | ").next().and_then(|command| command.split(" > ").next());
                let command = command.expect("a split has a first part");
                let words = words(command.trim());
                assert!(dressed().try_get_matches_from(&words).is_ok(), "`{path}` shows `{example}`");
                assert!(example.chars().count() <= 80, "`{path}` shows `{example}`, which a terminal breaks");
            }
        });
    }

    /// The words of a command as a shell makes them, as far as examples need it.
    fn words(line: &str) -> Vec<String> {
        let mut words = vec![String::new()];
        let mut quote = None;
        for letter in line.chars() {
            match letter {
                _ if quote == Some(letter) => quote = None,
                '"' | '\'' if quote.is_none() => quote = Some(letter),
                ' ' if quote.is_none() => words.push(String::new()),
                other => words.last_mut().expect("there is one from the beginning").push(other),
            }
        }
        words
    }
}
