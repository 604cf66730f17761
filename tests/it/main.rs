//! The program as a user has it: the binary itself, with its exact output.

mod customer;
mod import_check;
mod import_customers;
mod import_undo;
mod process;
mod settings;
mod shop;
mod tidy;
mod usage;
