//! What a reward gives, bought with points or brought by a card.

use super::{Currency, Money, Percent, Selector};

/// One benefit.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Benefit {
    /// So much off the ticket, or off some of its lines.
    AmountOff {
        /// The amount, above zero.
        amount: Money,
        /// The lines it is limited to.
        on: Option<Selector>,
    },
    /// A percentage off the ticket, or off some of its lines.
    PercentOff {
        /// The percentage.
        percent: Percent,
        /// The most it takes off.
        max: Option<Money>,
        /// The lines it is limited to.
        on: Option<Selector>,
    },
    /// One piece of the dearest matching line is free.
    FreeItem {
        /// The lines that match.
        item: Selector,
    },
    /// One piece of the dearest matching line costs less.
    PercentOffItem {
        /// The percentage.
        percent: Percent,
        /// The lines that match.
        item: Selector,
    },
    /// Something is handed out; the ticket stays as it is.
    Gift {
        /// What is handed out.
        text: String,
    },
}

/// The order in which several card rewards are worked into one ticket: items, then percentages, then amounts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum BenefitOrder {
    /// Free and reduced items.
    Item,
    /// Percentages.
    Percent,
    /// Amounts.
    Amount,
    /// Gifts, which lower nothing.
    Gift,
}

impl Benefit {
    /// The word of the kind of benefit, as flags and JSON have it.
    pub const fn as_str(&self) -> &'static str {
        match self {
            Benefit::AmountOff { .. } => "amount-off",
            Benefit::PercentOff { .. } => "percent-off",
            Benefit::FreeItem { .. } => "free-item",
            Benefit::PercentOffItem { .. } => "percent-off-item",
            Benefit::Gift { .. } => "gift",
        }
    }

    /// Its place among several on one ticket.
    pub const fn order(&self) -> BenefitOrder {
        match self {
            Benefit::FreeItem { .. } | Benefit::PercentOffItem { .. } => BenefitOrder::Item,
            Benefit::PercentOff { .. } => BenefitOrder::Percent,
            Benefit::AmountOff { .. } => BenefitOrder::Amount,
            Benefit::Gift { .. } => BenefitOrder::Gift,
        }
    }

    /// What a reward is called that was given no name.
    pub fn describe(&self, currency: Currency) -> String {
        let limited = |on: &Option<Selector>| on.as_ref().map(|on| format!(" on {on}")).unwrap_or_default();
        match self {
            Benefit::AmountOff { amount, on } => format!("{} off{}", currency.show(*amount), limited(on)),
            Benefit::PercentOff { percent, max: None, on } => format!("{percent}% off{}", limited(on)),
            Benefit::PercentOff { percent, max: Some(max), on } => {
                format!("{percent}% off, at most {}{}", currency.show(*max), limited(on))
            }
            Benefit::FreeItem { item } => format!("free {item}"),
            Benefit::PercentOffItem { percent, item } => format!("{percent}% off {item}"),
            Benefit::Gift { text } => text.clone(),
        }
    }
}
