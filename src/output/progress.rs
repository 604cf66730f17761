//! How far long work is: a bar on a terminal, a line now and then elsewhere.

use std::io::Write;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How often a line is written where stderr is no terminal.
const BETWEEN_LINES: Duration = Duration::from_secs(10);

/// How far a piece of long work is. Dropping it takes the bar away.
pub struct Progress {
    face: Face,
}

enum Face {
    Off,
    Bar(ProgressBar),
    Lines { what: String, total: Option<u64>, began: Instant, told: Instant },
}

impl Progress {
    pub(super) fn off() -> Progress {
        Progress { face: Face::Off }
    }

    pub(super) fn bar(what: &str, total: Option<u64>, utf8: bool) -> Progress {
        let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr());
        let template = match total {
            Some(_) => "{msg} {bar:24} {human_pos}/{human_len}  {per_sec}  {eta} left",
            None => "{msg} {human_pos}  {per_sec}",
        };
        let style = ProgressStyle::with_template(template).expect("the template is a constant");
        bar.set_style(style.progress_chars(if utf8 { "█▉▊▋▌▍▎▏·" } else { "##-" }));
        bar.set_message(what.to_owned());
        Progress { face: Face::Bar(bar) }
    }

    pub(super) fn lines(what: &str, total: Option<u64>) -> Progress {
        let began = now();
        Progress { face: Face::Lines { what: what.to_owned(), total, began, told: began } }
    }

    /// Tells that so much is done in all.
    pub fn at(&mut self, done: u64) {
        match &mut self.face {
            Face::Off => {}
            Face::Bar(bar) => bar.set_position(done),
            Face::Lines { what, total, began, told } => {
                let moment = now();
                if moment - *told >= BETWEEN_LINES {
                    *told = moment;
                    // Whoever closed stderr does not want to know.
                    let _ = writeln!(std::io::stderr(), "{}", line(what, done, *total, moment - *began));
                }
            }
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Face::Bar(bar) = &self.face {
            bar.finish_and_clear();
        }
    }
}

#[expect(clippy::disallowed_methods, reason = "a rate is measured against the clock; no answer depends on it")]
fn now() -> Instant {
    Instant::now()
}

fn line(what: &str, done: u64, total: Option<u64>, elapsed: Duration) -> String {
    let rate = u128::from(done) * 1000 / elapsed.as_millis().max(1);
    let Some(total) = total else { return format!("{what}: {done}, {rate}/s") };
    let left = u128::from(total.saturating_sub(done)).checked_div(rate);
    let left = left.map(|seconds| format!(", {seconds} s left")).unwrap_or_default();
    format!("{what}: {done} of {total}, {rate}/s{left}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_tell_rate_and_time_left() {
        for (done, total, seconds, want) in [
            (120_000, Some(541_909), 10, "rows: 120000 of 541909, 12000/s, 35 s left"),
            (541_909, Some(541_909), 45, "rows: 541909 of 541909, 12042/s, 0 s left"),
            (600_000, Some(541_909), 45, "rows: 600000 of 541909, 13333/s, 0 s left"),
            (0, Some(5), 10, "rows: 0 of 5, 0/s"),
            (500, None, 10, "rows: 500, 50/s"),
            (5, Some(10), 0, "rows: 5 of 10, 5000/s, 0 s left"),
        ] {
            assert_eq!(line("rows", done, total, Duration::from_secs(seconds)), want);
        }
    }
}
