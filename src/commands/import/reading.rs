//! How a file is to be read: flags, and profiles that keep them.

use std::io::Read;
use std::path::{Path, PathBuf};

use crate::commands::desk::Desk;
use crate::failure::{Failure, Kind, Outcome};
use crate::import::{Options, Profile};

use super::files::{Kept, judge_target};

/// How files are read. A profile keeps all of it.
#[derive(Clone, Debug, clap::Args)]
pub struct ReadingArgs {
    /// A field's column, or several: FIELD=COLUMN[+COLUMN…]; may be repeated
    #[arg(long, value_name = "FIELD=COLUMN")]
    map: Vec<String>,
    /// A field's value for all rows: FIELD=VALUE; may be repeated
    #[arg(long, value_name = "FIELD=VALUE")]
    set: Vec<String>,
    /// What a cell means: FIELD:FROM=TO, or FIELD:OTHER:FROM=TO; may be repeated
    #[arg(long, value_name = "FIELD:FROM=TO")]
    value: Vec<String>,
    /// Leave rows out: COLUMN=VALUE; may be repeated
    #[arg(long, value_name = "COLUMN=VALUE")]
    skip: Vec<String>,
    /// Take only rows: COLUMN=VALUE; may be repeated
    #[arg(long, value_name = "COLUMN=VALUE")]
    only: Vec<String>,
    /// A customer cell that means nobody; may be repeated
    #[arg(long, value_name = "VALUE", allow_hyphen_values = true)]
    anonymous: Vec<String>,
    /// What parts the columns: `,` `;` `|` or `tab`
    #[arg(long, value_name = "CHARACTER")]
    delimiter: Option<String>,
    /// The decimal mark: `,` or `.`
    #[arg(long, value_name = "MARK")]
    decimal: Option<String>,
    /// The order of dates: `dmy`, `mdy`, `ymd` or a pattern such as `%d.%m.%Y`
    #[arg(long, value_name = "FORMAT")]
    date_format: Option<String>,
    /// The encoding, such as `windows-1252`
    #[arg(long, value_name = "NAME")]
    encoding: Option<String>,
    /// The line on which the columns are named
    #[arg(long, value_name = "N")]
    header_line: Option<u64>,
    /// The columns have no names; `--map` counts them from 1
    #[arg(long)]
    no_header: bool,
    /// What goes before every invoice number
    #[arg(long, value_name = "TEXT", allow_hyphen_values = true)]
    prefix: Option<String>,
    /// Find customers by their whole name where a file has nothing else
    #[arg(long = "match", value_name = "name")]
    match_by: Option<String>,
    /// A profile: a TOML file, or one of those built in
    #[arg(long, value_name = "FILE|NAME")]
    profile: Option<String>,
    /// Keep these flags as a profile
    #[arg(long, value_name = "FILE")]
    save_profile: Option<PathBuf>,
}

impl ReadingArgs {
    /// The flags laid over the profile; `others` are the command's own.
    pub fn profile(&self, others: Profile) -> Outcome<Profile> {
        let flags = Profile {
            map: self.map.clone(),
            set: self.set.clone(),
            value: self.value.clone(),
            skip: self.skip.clone(),
            only: self.only.clone(),
            anonymous: self.anonymous.clone(),
            delimiter: self.delimiter.clone(),
            decimal: self.decimal.clone(),
            date_format: self.date_format.clone(),
            encoding: self.encoding.clone(),
            header_line: self.header_line,
            no_header: self.no_header,
            prefix: self.prefix.clone(),
            match_by: self.match_by.clone(),
            ..others
        };
        match &self.profile {
            None => Ok(flags),
            Some(name) => Ok(load(name)?.overlaid(flags)),
        }
    }

    /// The flags as they are typed, for a command that reads the same.
    pub fn typed(&self) -> Vec<String> {
        let mut words = Vec::new();
        let lists = [
            ("--map", &self.map),
            ("--set", &self.set),
            ("--value", &self.value),
            ("--skip", &self.skip),
            ("--only", &self.only),
            ("--anonymous", &self.anonymous),
        ];
        for (flag, value) in lists.into_iter().flat_map(|(flag, values)| values.iter().map(move |value| (flag, value)))
        {
            words.extend([flag.to_owned(), value.clone()]);
        }
        let header_line = self.header_line.map(|line| line.to_string());
        let single = [
            ("--delimiter", &self.delimiter),
            ("--decimal", &self.decimal),
            ("--date-format", &self.date_format),
            ("--encoding", &self.encoding),
            ("--header-line", &header_line),
            ("--prefix", &self.prefix),
            ("--match", &self.match_by),
            ("--profile", &self.profile),
        ];
        for (flag, value) in single {
            words.extend(value.iter().flat_map(|value| [flag.to_owned(), value.clone()]));
        }
        words.extend(self.no_header.then(|| "--no-header".to_owned()));
        words
    }

    /// Refuses a file that is none for a profile.
    pub fn check(&self, files: &[PathBuf], desk: &Desk) -> Outcome<()> {
        self.save_profile.iter().try_for_each(|path| judge_target("--save-profile", path, files, desk))
    }

    /// Keeps the profile if that is asked for; an existing file is not overwritten, and a dry run only says so.
    pub fn save(&self, profile: &Profile, dry_run: bool, kept: &mut Kept) -> Outcome<()> {
        let Some(path) = &self.save_profile else { return Ok(()) };
        let failed = |error: std::io::Error| {
            let failure =
                Failure::new(Kind::Io, format!("the profile `{}` cannot be written: {error}", path.display()));
            match error.kind() {
                std::io::ErrorKind::AlreadyExists => failure.hint("name a file that is not there yet"),
                _ => failure,
            }
        };
        if dry_run {
            return match path.symlink_metadata() {
                Ok(_) => Err(failed(std::io::ErrorKind::AlreadyExists.into())),
                Err(_) => Ok(()),
            };
        }
        let mut file = std::fs::File::create_new(path).map_err(failed)?;
        kept.made(path);
        std::io::Write::write_all(&mut file, profile.to_toml().as_bytes()).map_err(failed)
    }
}

/// Refuses a flag that goes with other files than these.
pub fn refuse(flag: Option<&str>, what: &str) -> Outcome<()> {
    match flag {
        Some(flag) => Err(Failure::usage(format!("`{flag}` goes with files of {what}"))),
        None => Ok(()),
    }
}

/// What a profile says goes into options.
pub fn apply(profile: &Profile, options: &mut Options) -> Outcome<()> {
    profile.apply(options).map_err(Failure::usage)
}

fn load(name: &str) -> Outcome<Profile> {
    if let Some(profile) = Profile::built_in(name) {
        return Ok(profile);
    }
    let text = match read_bounded(Path::new(name)) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => {
            let names: Vec<String> = Profile::built_in_names().map(|name| format!("`{name}`")).collect();
            return Err(Failure::new(Kind::FileNotFound, format!("there is no profile `{name}`"))
                .hint(format!("name a file, or one of {}", names.join(", "))));
        }
        Err(error) => return Err(Failure::new(Kind::Io, format!("the profile `{name}` cannot be read: {error}"))),
    };
    Profile::parse(&text).map_err(|error| Failure::usage(format!("the profile `{name}` is not read: {error}")))
}

/// The most bytes of a profile.
const LONGEST_PROFILE: u64 = 1 << 20;

/// Reads a file that must be one, and no longer than a profile is.
fn read_bounded(path: &Path) -> std::io::Result<String> {
    let refused = |what: &str| Err(std::io::Error::other(what));
    // Looked at before it is opened: a pipe would wait for whoever writes to it.
    if !std::fs::metadata(path)?.is_file() {
        return refused("it is no regular file");
    }
    let mut text = String::new();
    std::fs::File::open(path)?.take(LONGEST_PROFILE + 1).read_to_string(&mut text)?;
    if text.len() as u64 > LONGEST_PROFILE { refused("it is longer than 1 MiB") } else { Ok(text) }
}
