//! Waiting for another writer: with jitter, up to a limit, and said after a second.

use std::cell::Cell;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use rusqlite::Connection;

static WAIT_MILLIS: AtomicU64 = AtomicU64::new(60_000);
static SAY: OnceLock<fn()> = OnceLock::new();

thread_local! {
    static SINCE: Cell<Option<Instant>> = const { Cell::new(None) };
    static SAID: Cell<bool> = const { Cell::new(false) };
}

/// Sets how long every connection of this process waits for another writer.
pub fn set_wait(wait: Duration) {
    WAIT_MILLIS.store(u64::try_from(wait.as_millis()).unwrap_or(u64::MAX), Ordering::Relaxed);
}

/// How long is waited for another writer.
pub fn wait() -> Duration {
    Duration::from_millis(WAIT_MILLIS.load(Ordering::Relaxed))
}

/// Sets what is called once after a second of waiting.
pub fn on_waiting(say: fn()) {
    let _ = SAY.set(say);
}

/// Makes a connection wait.
pub(super) fn install(connection: &mut Connection) -> rusqlite::Result<()> {
    connection.busy_handler(Some(try_again))
}

/// Called by SQLite each time the file is locked; `false` gives up.
#[expect(clippy::disallowed_methods, reason = "a wait is measured by the process's own clock, not by the shop's")]
fn try_again(attempt: i32) -> bool {
    let now = Instant::now();
    let since = match SINCE.get() {
        Some(since) if attempt > 0 => since,
        _ => {
            SINCE.set(Some(now));
            now
        }
    };
    let waited = now - since;
    if waited >= wait() {
        return false;
    }
    if waited >= Duration::from_secs(1)
        && !SAID.replace(true)
        && let Some(say) = SAY.get()
    {
        say();
    }
    // Short naps at first, then up to 25 ms; the clock's low bits spread the waiters.
    let most = 1_000_000u64 << attempt.clamp(0, 5);
    let jitter = u64::from(waited.subsec_nanos()) ^ u64::from(std::process::id()).wrapping_mul(0x9e37_79b9);
    let nap = most / 2 + jitter % (most / 2);
    std::thread::sleep(Duration::from_nanos(nap.min(25_000_000)).min(wait() - waited));
    true
}
