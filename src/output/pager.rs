//! Long lists, a screen at a time: the user's pager, on a terminal only.

use std::io::{self, Write};
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// How a shell says that a command could not be run or found.
const NOT_RUN: [i32; 2] = [126, 127];

/// What shows long lists.
#[derive(Clone, Debug)]
pub struct Pager {
    /// The command, as it stands in `LOYALTY_PAGER` or `PAGER`.
    pub command: String,
    /// Whether the environment has its own habits for `less`.
    pub less_is_set: bool,
    /// Whether a signal may end the process: not while somebody reads, or the pager would be left alone with the
    /// terminal.
    pub interruptible: Arc<AtomicBool>,
}

impl Pager {
    /// Shows a text and waits until it was read; tells whether the pager could be run. One that is left early is no
    /// failure.
    pub(super) fn show(&self, text: &[u8]) -> io::Result<bool> {
        let before = self.interruptible.swap(false, Ordering::SeqCst);
        let shown = self.run(text);
        self.interruptible.store(before, Ordering::SeqCst);
        shown
    }

    fn run(&self, text: &[u8]) -> io::Result<bool> {
        let mut command = Command::new("sh");
        command.arg("-c").arg(&self.command).stdin(Stdio::piped());
        if !self.less_is_set {
            // Quits where it all fits, shows colours, and leaves what was read on the screen.
            command.env("LESS", "FRX");
        }
        let Ok(mut child) = command.spawn() else { return Ok(false) };
        let mut stdin = child.stdin.take().expect("it is piped");
        let written = stdin.write_all(text);
        drop(stdin);
        let status = child.wait()?;
        match written {
            Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(error),
            _ => Ok(status.code().is_none_or(|code| !NOT_RUN.contains(&code))),
        }
    }
}
