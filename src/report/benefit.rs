//! What a reward gives, as it is told: the same of the points catalogue and of a scheme.

use serde::Serialize;

use crate::domain::{Benefit, Currency, Money, Selector};
use crate::output::Number;

/// A benefit, to be flattened into what has one. What its kind has not is `null`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BenefitFacts {
    /// `amount-off`, `percent-off`, `free-item`, `percent-off-item` or `gift`.
    pub benefit: &'static str,
    /// The amount off.
    pub amount: Option<Number>,
    /// The percentage off.
    pub percent: Option<Number>,
    /// The most that a percentage takes off.
    pub max: Option<Number>,
    /// The lines an amount or a percentage is limited to.
    pub on: Option<String>,
    /// The lines of which one piece is free or costs less.
    pub item: Option<String>,
    /// What is handed out.
    pub gift: Option<String>,
}

impl BenefitFacts {
    /// A benefit as it is told.
    pub fn new(benefit: &Benefit, currency: Currency) -> BenefitFacts {
        let money = |money: &Money| Number::new(currency.show(*money));
        let lines = |on: &Option<Selector>| on.as_ref().map(Selector::to_string);
        let none = BenefitFacts {
            benefit: benefit.as_str(),
            amount: None,
            percent: None,
            max: None,
            on: None,
            item: None,
            gift: None,
        };
        match benefit {
            Benefit::AmountOff { amount, on } => BenefitFacts { amount: Some(money(amount)), on: lines(on), ..none },
            Benefit::PercentOff { percent, max, on } => BenefitFacts {
                percent: Some(Number::new(percent.to_string())),
                max: max.as_ref().map(money),
                on: lines(on),
                ..none
            },
            Benefit::FreeItem { item } => BenefitFacts { item: Some(item.to_string()), ..none },
            Benefit::PercentOffItem { percent, item } => BenefitFacts {
                percent: Some(Number::new(percent.to_string())),
                item: Some(item.to_string()),
                ..none
            },
            Benefit::Gift { text } => BenefitFacts { gift: Some(text.clone()), ..none },
        }
    }
}
