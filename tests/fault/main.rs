//! The promises of the program when things go wrong: power cuts, disks that fail or fill up, processes that are killed,
//! many at once, and hands that change the file behind its back.
//!
//! Every harness is a function that gives what it found broken. Beside the test that wants nothing broken stands one that
//! shows the harness a careless program, and wants it found out.
//!
//! `cargo test --test fault` takes seconds; with `-- --ignored` it has the sizes of CI, and with `BY_HAND=1` besides
//! those that were run by hand (CONTRIBUTING.md).
#![cfg(target_os = "linux")]

mod attacks;
mod backups;
mod bits;
mod disk;
mod imports;
mod injector;
mod killed;
mod migration;
mod power;
mod scene;
#[path = "../it/schema.rs"]
#[allow(dead_code)]
mod schema;
#[path = "../it/shop.rs"]
#[allow(dead_code)]
mod shop;
mod size;
mod state;
mod together;
