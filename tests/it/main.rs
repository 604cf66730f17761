//! The program as a user has it: the binary itself, with its exact output.

mod card;
mod check;
mod customer;
mod import_undo;
mod invoice;
mod model;
mod process;
mod report;
mod settings;
mod shop;
mod tidy;
mod usage;
