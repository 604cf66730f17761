//! The program as a user has it: the binary itself, with its exact output.

mod bad;
mod card;
mod customer;
mod exits;
mod fixture;
mod generated;
mod invoice;
mod process;
mod readme;
mod settings;
mod shop;
mod terminal;
mod tidy;
mod together;
mod usage;
