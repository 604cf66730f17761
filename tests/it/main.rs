//! The program as a user has it: the binary itself, with its exact output.

mod bad;
mod card;
mod check;
mod customer;
mod exits;
mod fixture;
mod generated;
mod import_check;
mod import_customers;
mod import_undo;
mod invoice;
mod model;
mod people;
mod process;
mod readme;
mod report;
mod settings;
mod shop;
mod terminal;
mod tidy;
mod together;
mod usage;
mod wild;
