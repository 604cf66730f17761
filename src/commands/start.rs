//! No command: a short help, and where the database is.

use super::desk::{Desk, Exit, shown_path};
use crate::failure::Outcome;
use crate::report::start::Start;

/// Answers.
pub fn run(desk: &mut Desk) -> Outcome<Exit> {
    let path = shown_path(desk.database()?)?;
    let report = Start { database: path.display().to_string(), present: path.exists() };
    desk.report(&report)
}
