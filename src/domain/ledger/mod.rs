//! The points ledger of one customer (domain.md §4): entries that are only ever added, the lots they leave, and debt.
//!
//! One bookkeeping carries all of it. Every entry above zero has a lot of the same id, which holds
//! `entry.points + Σ taking.points` over the takings that name it, never less than nothing. What a new credit pays of
//! a debt is a taking out of its own lot. Points that go back into an older lot leave the own lot of the entry that
//! brings them and arrive in the other one. What a debit takes out of no lot is debt, and a later credit pays it. After
//! a merge the entries of both customers are one ledger, and the lots are those of whoever stands for them.

mod account;
mod entry;
mod give_back;
mod lot;
mod merge;
mod reading;
mod redeem;
mod rollforward;
#[cfg(test)]
mod tests;
mod undo;
mod walk;

pub use account::{Account, Changes, Overflow, Totals};
pub use entry::{Entry, EntryKind, Source, Taking};
pub use give_back::{GiveBack, PastDebit};
pub use lot::{Ends, Lot, LotKey, LotPart};
pub use reading::{HistoryRow, balance_at, expiring, history};
pub use redeem::{PayRule, Refusal, check_adjust, check_pay_points, check_redeem, value_half_away};
pub use rollforward::{RollForward, lots_at};
pub use undo::{Past, Undone};
pub use walk::BookedExpiry;
