//! One outward struct an answer: its JSON is the contract, its table is drawn from the same struct.

pub mod benefit;
pub mod card;
pub mod explain;
pub mod invoice;
pub mod scheme;
