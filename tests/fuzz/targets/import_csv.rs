//! `import csv --dry-run` (and `import customers --dry-run`) of any file with any flags, into a shop that knows some of
//! it: no panic, no failure that blames the program, and nothing kept.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use loyalty_fuzz::{Input, Place};

static PLACE: LazyLock<Place> = LazyLock::new(|| {
    let place = Place::new("csv");
    place.furnish();
    place
});

fuzz_target!(|data: &[u8]| {
    let input = Input::new(data);
    let verb = if input.of_customers { "customers" } else { "csv" };
    let most = if input.of_customers { 1 } else { input.files.len() };
    let files = PLACE.files(&input.files[..most]);
    let words = ["import", verb, "--dry-run"].into_iter().chain(files.iter().chain(&input.flags).map(String::as_str));
    // `--partial` is exit 8; a customer or scheme that is not there 3, a rule's no 5.
    let exit = PLACE.run(words);
    assert!(matches!(exit, 0 | 2 | 3 | 5 | 6 | 8), "exit {exit}");
});
