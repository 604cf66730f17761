//! `import check` of any file with any flags: no panic, and no failure that blames the program.
#![no_main]

use std::sync::LazyLock;

use libfuzzer_sys::fuzz_target;
use loyalty_fuzz::{Input, Place};

static PLACE: LazyLock<Place> = LazyLock::new(|| Place::new("check"));

fuzz_target!(|data: &[u8]| {
    let input = Input::new(data);
    let files = PLACE.files(&input.files);
    let words = ["import", "check"].into_iter().chain(files.iter().chain(&input.flags).map(String::as_str));
    let exit = PLACE.run(words);
    assert!(matches!(exit, 0 | 2 | 6), "exit {exit}");
});
