//! What is known about the place the answer goes to. It decides colour, width and pictures, never which data is shown.

use std::ffi::OsString;
use std::io::IsTerminal;

/// When to use colour: `--color`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ColorChoice {
    /// On a terminal, unless the environment says otherwise.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

/// What is known about stdout and stderr.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Facts {
    /// Whether stdout is a terminal.
    pub terminal: bool,
    /// Whether stderr is a terminal.
    pub stderr_terminal: bool,
    /// How many columns a table may have; `None` when stdout is no terminal: there a row is always one line.
    pub width: Option<u16>,
    /// How many lines fit on the screen; `None` when stdout is no terminal.
    pub height: Option<u16>,
    /// Whether pictures may use more than ASCII.
    pub utf8: bool,
    /// Whether stdout gets colour.
    pub color: bool,
    /// Whether stderr gets colour.
    pub stderr_color: bool,
}

impl Facts {
    /// Facts of a pipe: no terminal, no colour, no limit, UTF-8.
    pub const PIPE: Facts = Facts {
        terminal: false,
        stderr_terminal: false,
        width: None,
        height: None,
        utf8: true,
        color: false,
        stderr_color: false,
    };

    /// Looks at the process's stdout and stderr. `env` gives a variable of the environment.
    pub fn detect(choice: ColorChoice, env: impl Fn(&str) -> Option<OsString>) -> Facts {
        let terminal = std::io::stdout().is_terminal();
        let stderr_terminal = std::io::stderr().is_terminal();
        let size = terminal.then(terminal_size::terminal_size).flatten().map(|(width, height)| (width.0, height.0));
        Facts {
            terminal,
            stderr_terminal,
            width: terminal.then(|| columns(&env).or(size.map(|size| size.0)).unwrap_or(80)),
            height: size.map(|size| size.1).filter(|height| *height > 0),
            utf8: is_utf8(&env),
            color: wants_color(choice, terminal, &env),
            stderr_color: wants_color(choice, stderr_terminal, &env),
        }
    }
}

type Env<'a> = &'a dyn Fn(&str) -> Option<OsString>;

fn set(env: Env, name: &str) -> Option<String> {
    env(name).map(|value| value.to_string_lossy().into_owned()).filter(|value| !value.is_empty())
}

fn columns(env: Env) -> Option<u16> {
    set(env, "COLUMNS")?.parse().ok().filter(|width| *width > 0)
}

/// The first of the three that is set decides. Where none is, nobody chose ASCII: cron and containers leave them out.
fn is_utf8(env: Env) -> bool {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(|name| set(env, name));
    locale.is_none_or(|locale| {
        let locale = locale.to_ascii_lowercase();
        locale.contains("utf-8") || locale.contains("utf8")
    })
}

/// The flag goes before `NO_COLOR`, that before `CLICOLOR_FORCE`, that before what the stream is.
fn wants_color(choice: ColorChoice, terminal: bool, env: Env) -> bool {
    match choice {
        ColorChoice::Always => true,
        ColorChoice::Never => false,
        ColorChoice::Auto if set(env, "NO_COLOR").is_some() => false,
        ColorChoice::Auto if set(env, "CLICOLOR_FORCE").is_some_and(|value| value != "0") => true,
        ColorChoice::Auto => terminal && set(env, "TERM").as_deref() != Some("dumb"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn env(pairs: &'static [(&'static str, &'static str)]) -> impl Fn(&str) -> Option<OsString> {
        |name| pairs.iter().find(|(key, _)| *key == name).map(|(_, value)| value.into())
    }

    #[test]
    fn colour_follows_flag_then_environment_then_terminal() {
        use ColorChoice::{Always, Auto, Never};
        for (choice, terminal, pairs, want) in [
            (Auto, true, &[][..], true),
            (Auto, false, &[], false),
            (Auto, true, &[("NO_COLOR", "1")], false),
            (Auto, true, &[("NO_COLOR", "")], true),
            (Auto, true, &[("TERM", "dumb")], false),
            (Auto, false, &[("CLICOLOR_FORCE", "1")], true),
            (Auto, false, &[("CLICOLOR_FORCE", "0")], false),
            (Auto, false, &[("CLICOLOR_FORCE", "1"), ("NO_COLOR", "1")], false),
            (Always, false, &[("NO_COLOR", "1")], true),
            (Never, true, &[("CLICOLOR_FORCE", "1")], false),
        ] {
            assert_eq!(wants_color(choice, terminal, &env(pairs)), want, "{choice:?} {terminal} {pairs:?}");
        }
    }

    #[test]
    fn the_locale_decides_on_pictures() {
        for (pairs, want) in [
            (&[][..], true),
            (&[("LANG", "nl_NL.UTF-8")], true),
            (&[("LANG", "C.utf8")], true),
            (&[("LANG", "C")], false),
            (&[("LC_ALL", "POSIX"), ("LANG", "nl_NL.UTF-8")], false),
            (&[("LC_ALL", ""), ("LC_CTYPE", "de_DE.UTF-8"), ("LANG", "C")], true),
            (&[("LANG", "de_DE.ISO-8859-1")], false),
        ] {
            assert_eq!(is_utf8(&env(pairs)), want, "{pairs:?}");
        }
    }

    #[test]
    fn columns_are_a_number_above_zero() {
        for (pairs, want) in [
            (&[("COLUMNS", "60")][..], Some(60)),
            (&[("COLUMNS", "0")], None),
            (&[("COLUMNS", "x")], None),
            (&[], None),
        ] {
            assert_eq!(columns(&env(pairs)), want);
        }
    }
}
