//! The arguments, the environment and the clock come in here, and the exit code goes out.
#![no_main]

use std::ffi::{CStr, OsStr, OsString, c_char, c_int};
use std::os::unix::ffi::OsStrExt;

/// Where the system begins the program. What Rust would do before its own `main` takes 4 % of a balance, most of it to
/// find out where the stack ends; what of it is needed here does [`loyalty::process::begin`].
#[expect(clippy::disallowed_methods, reason = "this is where the world comes in")]
// SAFETY: with `no_main` there is no other `main`, and this one is what C says of it.
#[unsafe(no_mangle)]
extern "C" fn main(count: c_int, arguments: *const *const c_char) -> c_int {
    loyalty::process::begin();
    let argument = |index| -> OsString {
        // SAFETY: C gives as many strings as it says, and keeps them as long as the program runs.
        let text = unsafe { CStr::from_ptr(*arguments.add(index)) };
        OsStr::from_bytes(text.to_bytes()).to_owned()
    };
    let arguments = (0..usize::try_from(count).unwrap_or(0)).map(argument).collect();
    let environment = |name: &str| std::env::var_os(name);
    loyalty::run(arguments, &environment, jiff::Timestamp::now()).into()
}

/// The one function of the C mathematics library that anything here calls, for the estimate of a progress bar: with this
/// one no process loads that library, which takes 4 % of a balance.
#[cfg(all(target_os = "linux", target_env = "gnu"))]
// SAFETY: it is what C says of `pow`, and no other code that is linked in defines it.
#[unsafe(no_mangle)]
extern "C" fn pow(base: f64, exponent: f64) -> f64 {
    libm::pow(base, exponent)
}
