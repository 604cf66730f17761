//! The ledger against the rules: examples as tables, and random work against a slow model.

mod book;
mod examples;
mod merges;
mod model;
mod random;
mod undo;
mod walks;

use proptest::test_runner::Config;

use crate::domain::{Day, Points};

/// `LOYALTY_CASES` sets how many random cases are tried.
#[expect(clippy::disallowed_methods, reason = "whoever runs the tests says how many cases")]
fn config() -> Config {
    let cases = std::env::var("LOYALTY_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(128);
    Config { cases, failure_persistence: None, ..Config::default() }
}

/// The n-th day of the tests.
fn day(n: i32) -> Day {
    Day::from_number(20_000 + n).unwrap()
}

fn points(points: i64) -> Points {
    Points::new(points)
}
