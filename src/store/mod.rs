//! All SQL, one file per noun. Outwards it speaks the words of the domain; what SQLite is stays in here.

pub mod busy;
mod customer;
mod error;
mod import;
mod info;
mod invoice;
mod item;
mod ledger;
mod open;
mod opening;
mod operation;
mod refund;
mod reward;
mod row;
mod schema;
mod settings;
mod shop;
mod tx;
mod undo;

pub use customer::{Candidate, Customer, CustomerFilter, Found, NewCustomer, Rung};
pub use error::{Result, StoreError};
pub use import::{Import, ImportedLine};
pub use info::Info;
pub use invoice::{InvoiceFilter, InvoiceState, NewInvoice, StoredInvoice, StoredLine};
pub use ledger::{EntryRow, InvoicePoints, Need};
pub use open::absolute;
pub use opening::Opening;
pub use operation::{Action, Key, KeyUse, LogRow};
pub use refund::Refund;
pub use reward::{NewRedemption, Redemption, Reward};
pub use shop::Shop;
pub use tx::{Context, Mode, Reader, Store, Tx};
pub use undo::{Before, Undoing};
