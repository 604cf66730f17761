//! What a reward gives, as it is told.

use schemars::JsonSchema;
use serde::Serialize;

use super::invoice::money;
use crate::domain::{Benefit, Currency};
use crate::output::Number;

/// A benefit: its kind, and what belongs to it.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BenefitFacts {
    /// `amount-off`, `percent-off`, `free-item`, `percent-off-item` or `gift`.
    pub kind: &'static str,
    /// What it takes off.
    pub amount: Option<Number>,
    /// The percentage.
    pub percent: Option<Number>,
    /// The most it takes off.
    pub max: Option<Number>,
    /// The lines it is limited to, or whose piece it lowers.
    pub on: Option<String>,
    /// What is handed out.
    pub gift: Option<String>,
}

impl BenefitFacts {
    /// A benefit as it is told.
    pub fn new(benefit: &Benefit, currency: Currency) -> BenefitFacts {
        let mut facts =
            BenefitFacts { kind: benefit.as_str(), amount: None, percent: None, max: None, on: None, gift: None };
        match benefit {
            Benefit::AmountOff { amount, on } => {
                facts.amount = Some(money(*amount, currency));
                facts.on = on.as_ref().map(ToString::to_string);
            }
            Benefit::PercentOff { percent, max, on } => {
                facts.percent = Some(Number::new(percent.to_string()));
                facts.max = max.map(|max| money(max, currency));
                facts.on = on.as_ref().map(ToString::to_string);
            }
            Benefit::FreeItem { item } => facts.on = Some(item.to_string()),
            Benefit::PercentOffItem { percent, item } => {
                facts.percent = Some(Number::new(percent.to_string()));
                facts.on = Some(item.to_string());
            }
            Benefit::Gift { text } => facts.gift = Some(text.clone()),
        }
        facts
    }
}
