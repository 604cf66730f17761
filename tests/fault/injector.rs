//! The injector, `injector.c`: built once, and put before a command.

use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::OnceLock;

use crate::shop::{Said, Shop};
use crate::size::tell;

/// The exit code of a process that a power cut ended.
pub const CUT: i32 = 99;

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The power fails.
    Cut,
    /// One call fails.
    Eio,
    /// From one call on nothing can be written.
    Enospc,
    /// One write takes half of its bytes.
    Short,
}

/// What happens, and when.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    pub kind: Kind,
    /// At which call; 0 is never, and for a cut the end of the process.
    pub at: u64,
    /// What of the unsynced is kept by chance; 0 is nothing.
    pub seed: u64,
    /// Syncs do nothing.
    pub lie: bool,
    /// Reads count as well.
    pub reads: bool,
}

/// How a command fared.
pub struct Fared {
    pub said: Said,
    /// Whether it came to the call at which something happens.
    pub fired: bool,
}

/// The library to be preloaded; `None`, with a word, where there is no C compiler.
pub fn library() -> Option<&'static Path> {
    static LIBRARY: OnceLock<Option<PathBuf>> = OnceLock::new();
    LIBRARY.get_or_init(build).as_deref()
}

fn build() -> Option<PathBuf> {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fault/injector.c");
    let library = Path::new(env!("CARGO_TARGET_TMPDIR")).join("injector.so");
    // Another run of the tests may be using the one that is there.
    let fresh = library.with_extension(format!("{}.so", std::process::id()));
    let mut cc = Command::new("cc");
    cc.args(["-shared", "-fPIC", "-O1", "-Wall", "-Werror", "-o"]).arg(&fresh).arg(&source).arg("-lpthread");
    match cc.status() {
        Ok(status) => assert!(status.success(), "the injector does not compile"),
        Err(_) => {
            tell("no C compiler here: what needs the injector is left out");
            return None;
        }
    }
    std::fs::rename(&fresh, &library).expect("the folder is ours");
    Some(library)
}

/// Runs a command of the shop with a fault in its disk.
pub fn run(shop: &Shop, mut command: Command, fault: Fault) -> Fared {
    let library = library().expect("whoever comes here has asked for it");
    let report = tempfile::NamedTempFile::new().expect("a temporary file");
    command
        .env("LD_PRELOAD", library)
        .env("FAULT_FOLDER", shop.path("."))
        .env("FAULT_KIND", format!("{:?}", fault.kind).to_lowercase())
        .env("FAULT_AT", fault.at.to_string())
        .env("FAULT_SEED", fault.seed.to_string())
        .env("FAULT_READS", if fault.reads { "1" } else { "0" })
        .env("FAULT_LIE", if fault.lie { "1" } else { "0" })
        .env("FAULT_REPORT", report.path());
    let child = command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("it starts");
    let said = shop.wait(child);
    let counted = std::fs::read_to_string(report.path()).expect("the injector says what it counted");
    let (calls, fired) = counted.trim().split_once(' ').unwrap_or_else(|| panic!("no count: {counted:?}, {said:?}"));
    assert_ne!(calls, "0", "nothing was counted");
    Fared { said, fired: fired == "1" }
}
