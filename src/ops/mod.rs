//! Units of work: each loads the facts, lets the domain decide, and has the store record what was decided. Commands
//! are a skin over these; so are many invoices at once and imports.

pub mod customer;
pub mod key;
pub mod refusal;
pub mod standing;
pub mod who;
