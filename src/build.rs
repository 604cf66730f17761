//! How the program is linked, so that a process begins at once: what costs the most there is looking for shared
//! libraries and binding every symbol before `main`.

#![expect(clippy::disallowed_macros, clippy::disallowed_methods, reason = "a build script talks to cargo that way")]

use std::path::Path;
use std::process::Command;

fn main() {
    println!("cargo:rerun-if-changed=src/build.rs");
    let target = |part: &str| std::env::var(format!("CARGO_CFG_TARGET_{part}")).unwrap_or_default();
    if target("OS") != "linux" || target("ENV") != "gnu" {
        return;
    }
    // Symbols are bound when they are first called.
    println!("cargo:rustc-link-arg-bin=loyalty=-Wl,-z,lazy");
    println!("cargo:rustc-link-arg-bin=loyalty=-no-pie");
    // What the commands at the counter go through stands together: they touch a fifth fewer pages of memory. Only for the
    // linker that cargo takes by itself, for not every other one knows scripts.
    println!("cargo:rerun-if-changed=src/order.ld");
    let of_cargo = std::env::var_os("RUSTC_LINKER").is_none()
        && !std::env::var("CARGO_ENCODED_RUSTFLAGS").unwrap_or_default().contains("link");
    if of_cargo && std::env::var("PROFILE").as_deref() == Ok("release") {
        let folder = std::env::var("CARGO_MANIFEST_DIR").unwrap_or_default();
        println!("cargo:rustc-link-arg-bin=loyalty=-T{folder}/src/order.ld");
    }
    // The unwinder is linked in, where the compiler brings it as an archive, instead of loaded as `libgcc_s.so`.
    if std::env::var("HOST") == std::env::var("TARGET")
        && let Ok(found) = Command::new("cc").arg("-print-file-name=libgcc_eh.a").output()
        && let Some(folder) = Path::new(String::from_utf8_lossy(&found.stdout).trim()).parent()
        && folder.is_absolute()
    {
        println!("cargo:rustc-link-search=native={}", folder.display());
        println!("cargo:rustc-link-lib=static:-bundle=gcc_eh");
    }
}
