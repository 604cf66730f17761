//! `man`: the manual, a page a command.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Command;
use clap_mangen::Man;

use super::desk::{Desk, Exit};
use crate::cli;
use crate::failure::{Failure, Kind, Outcome};

/// Print the manual page, or write one for each command into a folder
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty man
  loyalty man -o man/man1")]
pub struct Args {
    /// The folder; it is made if there is none
    #[arg(short, long, value_name = "DIR")]
    output: Option<PathBuf>,
}

/// Does it.
pub fn run(args: Args, desk: &mut Desk) -> Outcome<Exit> {
    let mut tree = cli::dressed();
    tree.build();
    match args.output {
        None => desk.raw(&page(&tree)?),
        Some(folder) => write_all(&tree, &folder).map(|()| Exit::DONE).map_err(|error| {
            Failure::new(Kind::Io, format!("the pages cannot be written to `{}`: {error}", folder.display()))
        }),
    }
}

fn page(command: &Command) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let texts = [command.get_before_help(), command.get_after_help()];
    let texts: Vec<String> = texts.into_iter().flatten().map(ToString::to_string).collect();
    Man::new(command.clone().after_help(texts.join("\n\n"))).render(&mut bytes)?;
    Ok(bytes)
}

fn write_all(tree: &Command, folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)?;
    let mut commands = vec![("loyalty".to_owned(), tree)];
    while let Some((name, command)) = commands.pop() {
        let below = command.get_subcommands().filter(|below| !below.is_hide_set());
        commands.extend(below.map(|below| (format!("{name}-{}", below.get_name()), below)));
        fs::write(folder.join(format!("{name}.1")), page(&command.clone().name(name))?)?;
    }
    Ok(())
}
