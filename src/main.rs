//! The arguments, the environment and the clock come in here, and the exit code goes out.

use std::process::ExitCode;

#[expect(clippy::disallowed_methods, reason = "this is where the world comes in")]
fn main() -> ExitCode {
    let arguments = std::env::args_os().collect();
    let environment = |name: &str| std::env::var_os(name);
    ExitCode::from(loyalty::run(arguments, &environment, jiff::Timestamp::now()))
}
