//! Benefits in columns: the same five for a reward that points buy and for one that a card brings.

use rusqlite::Row;

use super::row;
use crate::domain::{Benefit, Money, Percent, Selector};

/// A benefit as its columns hold it.
pub(super) struct BenefitColumns<'a> {
    pub(super) benefit: &'static str,
    pub(super) amount: Option<i64>,
    pub(super) percent: Option<i64>,
    pub(super) selector: Option<String>,
    pub(super) gift: Option<&'a str>,
}

impl<'a> BenefitColumns<'a> {
    pub(super) fn of(benefit: &'a Benefit) -> BenefitColumns<'a> {
        let none =
            BenefitColumns { benefit: benefit.as_str(), amount: None, percent: None, selector: None, gift: None };
        match benefit {
            Benefit::AmountOff { amount, on } => {
                BenefitColumns { amount: Some(amount.minor()), selector: on.as_ref().map(Selector::to_string), ..none }
            }
            Benefit::PercentOff { percent, max, on } => BenefitColumns {
                percent: Some(percent.hundredths()),
                amount: max.map(Money::minor),
                selector: on.as_ref().map(Selector::to_string),
                ..none
            },
            Benefit::FreeItem { item } => BenefitColumns { selector: Some(item.to_string()), ..none },
            Benefit::PercentOffItem { percent, item } => {
                BenefitColumns { percent: Some(percent.hundredths()), selector: Some(item.to_string()), ..none }
            }
            Benefit::Gift { text } => BenefitColumns { gift: Some(text), ..none },
        }
    }
}

/// Reads the benefit of a row that has the columns `benefit`, `amount`, `percent`, `selector` and `gift`.
pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<Benefit> {
    let word: String = row.get("benefit")?;
    let amount = row.get::<_, Option<i64>>("amount")?.map(Money::from_minor);
    let percent = row.get::<_, Option<i64>>("percent")?.and_then(Percent::from_hundredths);
    let selector = row.get::<_, Option<String>>("selector")?;
    let selector = selector.map(|text| row::checked(Selector::parse(&text).ok(), "selector")).transpose()?;
    let benefit = match (word.as_str(), amount, percent, selector, row.get::<_, Option<String>>("gift")?) {
        ("amount-off", Some(amount), _, on, _) => Some(Benefit::AmountOff { amount, on }),
        ("percent-off", max, Some(percent), on, _) => Some(Benefit::PercentOff { percent, max, on }),
        ("free-item", _, _, Some(item), _) => Some(Benefit::FreeItem { item }),
        ("percent-off-item", _, Some(percent), Some(item), _) => Some(Benefit::PercentOffItem { percent, item }),
        ("gift", _, _, _, Some(text)) => Some(Benefit::Gift { text }),
        _ => None,
    };
    row::checked(benefit, "benefit")
}
