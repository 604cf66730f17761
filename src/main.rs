//! The arguments, the environment and the clock come in here, and the exit code goes out.

use std::process::ExitCode;

#[expect(clippy::disallowed_methods, reason = "this is where the world comes in")]
fn main() -> ExitCode {
    let arguments = std::env::args_os().collect();
    let environment = |name: &str| std::env::var_os(name);
    ExitCode::from(loyalty::run(arguments, &environment, jiff::Timestamp::now()))
}

/// The one function of the C mathematics library that anything here calls, for the estimate of a progress bar: with this
/// one no process loads that library, which takes 4 % of a balance.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
// SAFETY: it is what C says of `pow`, and no other code that is linked in defines it.
#[unsafe(no_mangle)]
extern "C" fn pow(base: f64, exponent: f64) -> f64 {
    libm::pow(base, exponent)
}
