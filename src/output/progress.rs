//! How far long work is: a bar on a terminal, a line now and then elsewhere.

use std::io::Write;
use std::time::{Duration, Instant};

use indicatif::{HumanCount, ProgressBar, ProgressDrawTarget, ProgressStyle};

/// How often a line is written where stderr is no terminal.
const BETWEEN_LINES: Duration = Duration::from_secs(10);

/// How far a piece of long work is: how much of it is done, and the rows that were read for it, at which rate. Dropping
/// it takes the bar away.
pub struct Progress {
    face: Face,
    what: String,
    /// When the stage began, and with how many done.
    began: (Instant, u64),
    last: u64,
}

enum Face {
    Off,
    Bar(ProgressBar),
    Lines { total: Option<u64>, told: Instant },
}

impl Progress {
    pub(super) fn off() -> Progress {
        Progress::new("", Face::Off)
    }

    pub(super) fn bar(what: &str, total: Option<u64>, utf8: bool) -> Progress {
        let bar = ProgressBar::with_draw_target(total, ProgressDrawTarget::stderr());
        let template = match total {
            Some(_) => "{prefix} {bar:24} {percent:>3}%  {msg}",
            None => "{prefix} {msg}",
        };
        let style = ProgressStyle::with_template(template).expect("the template is a constant");
        bar.set_style(style.progress_chars(if utf8 { "█▉▊▋▌▍▎▏·" } else { "##-" }));
        bar.set_prefix(what.to_owned());
        Progress::new(what, Face::Bar(bar))
    }

    pub(super) fn lines(what: &str, total: Option<u64>) -> Progress {
        Progress::new(what, Face::Lines { total, told: now() })
    }

    fn new(what: &str, face: Face) -> Progress {
        Progress { face, what: what.to_owned(), began: (now(), 0), last: 0 }
    }

    /// The next stage of the same work: from here on rows and their rate are counted anew.
    pub fn stage(&mut self, what: &str) {
        what.clone_into(&mut self.what);
        self.began = (now(), self.last);
        if let Face::Bar(bar) = &self.face {
            bar.set_prefix(what.to_owned());
        }
    }

    /// Tells that so much is done in all, and that the stage has read so many rows.
    pub fn at(&mut self, done: u64, rows: u64) {
        self.last = done;
        let moment = now();
        let elapsed = moment - self.began.0;
        let done_of = |total: u64| (done.saturating_sub(self.began.1), total.saturating_sub(done));
        match &mut self.face {
            Face::Off => {}
            Face::Bar(bar) => {
                bar.set_message(rate_and_rest(rows, bar.length().map(done_of), elapsed));
                bar.set_position(done);
            }
            Face::Lines { total, told } if moment - *told >= BETWEEN_LINES => {
                *told = moment;
                let line = rate_and_rest(rows, total.map(done_of), elapsed);
                // Whoever closed stderr does not want to know.
                let _ = writeln!(std::io::stderr(), "{}: {line}", self.what);
            }
            Face::Lines { .. } => {}
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

/// Rows, rows a second and, when it is known how much of the work was done and how much is left, the seconds left.
fn rate_and_rest(rows: u64, done_and_left: Option<(u64, u64)>, elapsed: Duration) -> String {
    let millis = elapsed.as_millis().max(1);
    let rate = u64::try_from(u128::from(rows) * 1000 / millis).unwrap_or(u64::MAX);
    let (rows, rate) = (HumanCount(rows), HumanCount(rate));
    let left = done_and_left.filter(|(done, _)| *done > 0).map(|(done, left)| {
        let seconds = (u128::from(left) * millis).div_ceil(u128::from(done) * 1000);
        format!("  {seconds} s left")
    });
    format!("{rows} rows  {rate}/s{}", left.unwrap_or_default())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_rate_and_time_left_are_told() {
        for (rows, done_and_left, seconds, want) in [
            (120_000, Some((10, 35)), 10, "120,000 rows  12,000/s  35 s left"),
            (541_909, Some((45, 0)), 45, "541,909 rows  12,042/s  0 s left"),
            (0, Some((0, 5)), 10, "0 rows  0/s"),
            (500, None, 10, "500 rows  50/s"),
            (5, Some((1, 1)), 0, "5 rows  5,000/s  1 s left"),
        ] {
            assert_eq!(rate_and_rest(rows, done_and_left, Duration::from_secs(seconds)), want);
        }
    }
}
