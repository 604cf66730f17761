//! What the system does to a run and says of it: signals, a bug that panics, the user's number.

use std::panic::{self, AssertUnwindSafe};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};

use signal_hook::consts::{SIGINT, SIGTERM, SIGXFSZ};
use signal_hook::{flag, low_level};

use crate::failure::{Failure, Kind};

/// Does what the standard library would before `fn main`: where a standard stream was closed it is `/dev/null` from now on,
/// so that no file which is opened later takes its place, and writing to a pipe that nobody reads is an error of that write.
pub fn begin() {
    for stream in 0..3 {
        // SAFETY: neither call touches memory of ours; what is opened takes the lowest number, which is the closed one.
        unsafe {
            if libc::fcntl(stream, libc::F_GETFD) < 0 {
                libc::open(c"/dev/null".as_ptr(), libc::O_RDWR);
            }
        }
    }
    // SAFETY: no handler is given that could run.
    unsafe { libc::signal(libc::SIGPIPE, libc::SIG_IGN) };
}

/// What is told of a run that a signal ended: its transaction never came to COMMIT.
pub fn interrupted() -> Failure {
    Failure::new(Kind::Interrupted, "interrupted, and nothing was written").hint("repeat the command as it is")
}

/// Watches for signals. While the flag is up, SIGINT and SIGTERM write `told` to stderr and end the process at once;
/// whoever commits lowers it first, so that what is kept is also told.
pub fn watch_signals(told: Vec<u8>) -> Arc<AtomicBool> {
    let interruptible = Arc::new(AtomicBool::new(true));
    let told: Arc<[u8]> = told.into();
    for signal in [SIGINT, SIGTERM] {
        let (interruptible, told) = (Arc::clone(&interruptible), Arc::clone(&told));
        let end = move || {
            if interruptible.load(Ordering::SeqCst) {
                // SAFETY: write may be called within a signal handler (POSIX), and reads the bytes it is given.
                unsafe { libc::write(libc::STDERR_FILENO, told.as_ptr().cast(), told.len()) };
                low_level::exit(Kind::Interrupted.exit().into());
            }
        };
        // A handler that the system refuses leaves its own, which ends the process as well.
        // SAFETY: all that is done in it may be done within a signal handler: an atomic load, write and _exit.
        let _ = unsafe { low_level::register(signal, end) };
    }
    // A file-size limit is to come as an error of the write, not to end the process within it.
    let _ = flag::register(SIGXFSZ, Arc::default());
    interruptible
}

/// Does the work; when it panics, the work is undone by unwinding, and the bug is told and becomes an exit code.
pub fn guard(work: impl FnOnce() -> u8, tell: impl FnOnce(Failure)) -> u8 {
    static BUG: Mutex<String> = Mutex::new(String::new());
    panic::set_hook(Box::new(|panic| {
        *BUG.lock().unwrap_or_else(PoisonError::into_inner) = panic.to_string();
    }));
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|_| {
        let bug = std::mem::take(&mut *BUG.lock().unwrap_or_else(PoisonError::into_inner));
        let bug = bug.split_whitespace().collect::<Vec<_>>().join(" ");
        let failure = Failure::new(Kind::Internal, format!("this is a bug: {bug}"))
            .hint("please report it with the command and what `loyalty db info` says");
        let exit = failure.exit();
        tell(failure);
        exit
    })
}

/// The number of the user who runs the program.
pub fn user_id() -> u32 {
    rustix::process::getuid().as_raw()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_internal_error() {
        let mut told = None;
        assert_eq!(guard(|| panic!("no {}", 7), |bug| told = Some(bug)), 70);
        let told = told.expect("the bug is told");
        assert_eq!(told.kind(), Kind::Internal);
        assert!(told.message().contains("no 7"), "{}", told.message());
        let _ = panic::take_hook();
        assert_eq!(guard(|| 5, |_| unreachable!("nothing to tell")), 5);
        let _ = panic::take_hook();
    }
}
