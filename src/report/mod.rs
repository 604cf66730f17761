//! One outward struct an answer: its JSON is the contract, its table is drawn from the same struct.

pub mod explain;
pub mod invoice;
