//! Points and client cards for salons and small shops, in one SQLite file.
#![warn(missing_docs)]

pub mod domain;
pub mod failure;
pub mod ops;
pub mod output;
pub mod report;
pub mod store;
