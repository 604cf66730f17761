//! The numbers rows are known by inside the database. They are never shown but where a command takes them.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(pub i64);

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                std::fmt::Display::fmt(&self.0, out)
            }
        }
    )+};
}

ids! {
    /// A customer.
    CustomerId,
    /// An invoice.
    InvoiceId,
    /// An entry of the points ledger; entries that were written later have larger ids.
    EntryId,
    /// A redemption, counted from 1; users see it.
    RedemptionId,
    /// A refund of an invoice.
    RefundId,
    /// A revision of the settings, counted in the order in which they were made.
    RevisionId,
    /// A reward of the points catalogue.
    RewardId,
    /// A scheme.
    SchemeId,
    /// A reward of a scheme.
    SchemeRewardId,
    /// A card.
    CardId,
    /// An import, counted from 1; users see it.
    ImportId,
    /// One write.
    OperationId,
}
