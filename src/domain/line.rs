//! What was sold: the kinds and the lines of an invoice, before anything lowers them.

use super::selector::Selectable;
use super::{Currency, Money, Quantity, UnitPrice};

/// What a line is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// A treatment.
    Service,
    /// Something that is taken home.
    Product,
    /// A gift card that is sold (not one that is paid with).
    GiftCard,
    /// A discount of the whole ticket, its amount not above zero (not below, on a credit note).
    Discount,
    /// Anything else, or not known.
    Other,
}

impl Kind {
    /// All kinds, in the order in which they are listed to users.
    pub const ALL: [Kind; 5] = [Kind::Service, Kind::Product, Kind::GiftCard, Kind::Discount, Kind::Other];

    /// The word of flags, columns and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Kind::Service => "service",
            Kind::Product => "product",
            Kind::GiftCard => "gift-card",
            Kind::Discount => "discount",
            Kind::Other => "other",
        }
    }

    /// The kind of that word.
    pub fn parse(text: &str) -> Option<Kind> {
        Kind::ALL.into_iter().find(|kind| kind.as_str() == text)
    }
}

/// One line of an invoice as it was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Line {
    /// What it is.
    pub kind: Kind,
    /// What it is called; never empty.
    pub name: String,
    /// The shop's own article number.
    pub sku: Option<String>,
    /// The group the article belongs to.
    pub category: Option<String>,
    /// How many pieces; not zero.
    pub quantity: Quantity,
    /// The price of one piece; `None` when only the amount is known and it is not the price of one.
    pub unit_price: Option<UnitPrice>,
    /// What the line says it costs, before discounts; rounded once.
    pub amount: Money,
}

/// Why a line is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineError {
    /// The quantity is zero.
    QuantityZero,
    /// Neither an amount nor a price is given.
    NoAmount,
    /// The amount is past the largest.
    AmountTooLarge,
}

impl std::fmt::Display for LineError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            LineError::QuantityZero => write!(out, "the quantity is 0"),
            LineError::NoAmount => write!(out, "neither `amount` nor `unit_price` is given"),
            LineError::AmountTooLarge => write!(out, "the amount is too large"),
        }
    }
}

/// The price and the amount of a line, of whatever is given: the amount wins over quantity × price, and the price
/// of a single piece is its amount.
pub fn price_line(
    quantity: Quantity,
    unit_price: Option<UnitPrice>,
    amount: Option<Money>,
    currency: Currency,
) -> Result<(Option<UnitPrice>, Money), LineError> {
    if quantity.is_zero() {
        return Err(LineError::QuantityZero);
    }
    let amount = match (amount, unit_price) {
        (Some(amount), _) => amount.in_range().ok_or(LineError::AmountTooLarge)?,
        (None, Some(price)) => price.times_half_away(quantity, currency).ok_or(LineError::AmountTooLarge)?,
        (None, None) => return Err(LineError::NoAmount),
    };
    let unit_price = match unit_price {
        None if quantity == Quantity::ONE => UnitPrice::from_money(amount, currency),
        given => given,
    };
    Ok((unit_price, amount))
}

impl Line {
    /// The one line of an invoice of which only the total is known.
    pub fn of_total(total: Money, currency: Currency) -> Line {
        Line {
            kind: Kind::Other,
            name: Line::TOTAL_NAME.to_owned(),
            sku: None,
            category: None,
            quantity: Quantity::ONE,
            unit_price: UnitPrice::from_money(total, currency),
            amount: total,
        }
    }

    /// What the one line of an invoice is called of which only the total is known.
    pub const TOTAL_NAME: &'static str = "Total";

    /// The price of a piece, where it was given. That of a single piece is not known from its amount said twice.
    pub fn given_price(&self, currency: Currency) -> Option<UnitPrice> {
        let amount = if self.quantity == Quantity::ONE { UnitPrice::from_money(self.amount, currency) } else { None };
        self.unit_price.filter(|price| Some(*price) != amount)
    }

    /// Whether the name was given. A line without one is called by its number, by its kind, or as a total is.
    pub fn is_named(&self) -> bool {
        let is_total = self.kind == Kind::Other && self.name == Line::TOTAL_NAME;
        !is_total && self.name != self.kind.as_str() && self.sku.as_ref() != Some(&self.name)
    }

    /// What selectors look at.
    pub fn selectable(&self) -> Selectable<'_> {
        Selectable { kind: self.kind, sku: self.sku.as_deref(), category: self.category.as_deref(), name: &self.name }
    }
}
