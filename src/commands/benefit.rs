//! The options that say what a reward gives, for points as well as for cards.

use super::values;
use crate::domain::{Benefit, Currency, Selector};
use crate::failure::{Failure, Outcome};

/// What a reward gives: one of these, with what belongs to it. A command that has to have one says so:
/// `mut_group("benefit", |group| group.required(true))`.
#[derive(Clone, Debug, clap::Args)]
#[group(skip)]
#[command(group = clap::ArgGroup::new("benefit").multiple(false))]
pub struct BenefitArgs {
    /// So much off the ticket
    #[arg(long, group = "benefit", value_name = "AMOUNT")]
    amount_off: Option<String>,
    /// A percentage off the ticket
    #[arg(long, group = "benefit", value_name = "PERCENT")]
    percent_off: Option<String>,
    /// One piece of the dearest matching line is free
    #[arg(long, group = "benefit", value_name = "SELECTOR")]
    free_item: Option<String>,
    /// A percentage off one piece of the dearest matching line (with `--item`)
    #[arg(long, group = "benefit", value_name = "PERCENT", requires = "item")]
    percent_off_item: Option<String>,
    /// Something that is handed out
    #[arg(long, group = "benefit", value_name = "TEXT")]
    gift: Option<String>,
    /// The most that a percentage takes off
    #[arg(long, value_name = "AMOUNT", requires = "percent_off")]
    max: Option<String>,
    /// Only off lines like these
    #[arg(long, value_name = "SELECTOR")]
    on: Option<String>,
    /// Which lines `--percent-off-item` looks at
    #[arg(long, value_name = "SELECTOR", requires = "percent_off_item")]
    item: Option<String>,
}

impl BenefitArgs {
    /// The benefit, if one is meant.
    pub fn read_optional(&self, currency: Currency) -> Outcome<Option<Benefit>> {
        let BenefitArgs { amount_off, percent_off, free_item, percent_off_item, gift, max: _, on, item: _ } = self;
        let some = [amount_off, percent_off, free_item, percent_off_item, gift, on].iter().any(|text| text.is_some());
        if some { self.read(currency).map(Some) } else { Ok(None) }
    }

    /// The benefit that is meant.
    pub fn read(&self, currency: Currency) -> Outcome<Benefit> {
        let selector = |text: &Option<String>, name: &str| -> Outcome<Option<Selector>> {
            text.as_deref().map(|text| values::selector(text, name)).transpose()
        };
        let above_zero = |text: &str, name: &str| match values::money(text, name, currency)? {
            amount if amount.is_positive() => Ok(amount),
            _ => Err(values::refused(text, name, "is not above 0")),
        };
        let on = selector(&self.on, "--on")?;
        if on.is_some() && self.amount_off.is_none() && self.percent_off.is_none() {
            return Err(Failure::usage("`--on` goes with `--amount-off` and `--percent-off` only"));
        }
        if let Some(text) = &self.amount_off {
            return Ok(Benefit::AmountOff { amount: above_zero(text, "--amount-off")?, on });
        }
        if let Some(text) = &self.percent_off {
            let max = self.max.as_deref().map(|text| above_zero(text, "--max")).transpose()?;
            return Ok(Benefit::PercentOff { percent: values::percent(text, "--percent-off")?, max, on });
        }
        if let Some(text) = &self.free_item {
            return Ok(Benefit::FreeItem { item: values::selector(text, "--free-item")? });
        }
        if let (Some(text), Some(item)) = (&self.percent_off_item, selector(&self.item, "--item")?) {
            return Ok(Benefit::PercentOffItem { percent: values::percent(text, "--percent-off-item")?, item });
        }
        let gift = self.gift.as_deref().ok_or_else(|| Failure::usage("it is not said what the reward gives"))?;
        Ok(Benefit::Gift { text: values::text(gift, "--gift")? })
    }
}
