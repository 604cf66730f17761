//! `completions`: what a shell needs to complete the words of a command, and what it asks while one is typed.

mod line;
mod live;

use std::ffi::OsString;

use clap_complete::Shell;

use super::desk::{Desk, Exit};
use crate::cli;
use crate::failure::Outcome;

/// Print what a shell needs to complete commands, with the names that the database holds
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty completions bash > loyalty.bash
  loyalty completions zsh > _loyalty
  loyalty completions fish > loyalty.fish
  loyalty completions elvish --static > loyalty.elv")]
pub struct Args {
    /// The shell; names are completed in bash, zsh and fish
    shell: Shell,
    /// Commands and options only: the database is never looked into
    #[arg(long = "static")]
    plain: bool,
    /// What the scripts ask: the words so far, the last one being typed
    #[arg(last = true, hide = true)]
    words: Vec<OsString>,
}

/// Does it.
pub fn run(args: Args, desk: &mut Desk) -> Outcome<Exit> {
    let script = match args.shell {
        _ if args.plain => None,
        Shell::Bash => Some(include_str!("loyalty.bash")),
        Shell::Zsh => Some(include_str!("loyalty.zsh")),
        Shell::Fish => Some(include_str!("loyalty.fish")),
        _ => None,
    };
    match script {
        Some(_) if !args.words.is_empty() => {
            let answer = live::answer(args.shell, args.words, desk.database().ok());
            desk.raw(answer.as_bytes())
        }
        Some(script) => desk.raw(script.as_bytes()),
        None => {
            let mut script = Vec::new();
            clap_complete::generate(args.shell, &mut cli::dressed(), "loyalty", &mut script);
            desk.raw(&script)
        }
    }
}
