//! `completions`: what a shell needs to complete the words of a command.

use clap_complete::Shell;

use super::desk::{Desk, Exit};
use crate::cli;
use crate::failure::Outcome;

/// Print what a shell needs to complete commands
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty completions bash
  loyalty completions zsh
  loyalty completions fish")]
pub struct Args {
    /// The shell
    shell: Shell,
}

/// Does it.
pub fn run(args: Args, desk: &mut Desk) -> Outcome<Exit> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut cli::dressed(), "loyalty", &mut script);
    desk.raw(&script)
}
