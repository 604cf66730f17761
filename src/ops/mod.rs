//! Units of work: each loads the facts, lets the domain decide, and has the store record what was decided. Commands
//! are a skin over these; so are many invoices at once and imports.

pub mod backup;
pub mod card;
pub mod change;
pub mod check;
pub mod chosen;
pub mod compare;
pub mod credit;
pub mod customer;
pub mod erase;
pub mod explain;
pub mod export;
pub mod history;
pub mod import;
pub mod key;
pub mod liability;
pub mod lines;
pub mod merge;
pub mod pay;
pub mod points;
pub mod record;
pub mod refusal;
pub mod scheme;
pub mod standing;
pub mod view;
pub mod what_if;
pub mod who;
