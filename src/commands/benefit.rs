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
    #[arg(long, value_name = "AMOUNT")]
    max: Option<String>,
    /// Only off lines like these
    #[arg(long, value_name = "SELECTOR")]
    on: Option<String>,
    /// Which lines `--percent-off-item` looks at
    #[arg(long, value_name = "SELECTOR")]
    item: Option<String>,
}

impl BenefitArgs {
    /// The benefit, if one is meant.
    pub fn read_optional(&self, currency: Currency) -> Outcome<Option<Benefit>> {
        let BenefitArgs { amount_off, percent_off, free_item, percent_off_item, gift, max, on, item } = self;
        let said = [amount_off, percent_off, free_item, percent_off_item, gift, max, on, item];
        let some = said.iter().any(|text| text.is_some());
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
        self.check_belongings()?;
        let on = selector(&self.on, "--on")?;
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

    /// A limit that belongs to another benefit would be left out without a word. (clap's `requires` says nothing when
    /// what it asks for is in a group of which another is given.)
    fn check_belongings(&self) -> Outcome<()> {
        let refused = |option: &str, to: &str| Err(Failure::usage(format!("`{option}` goes with {to} only")));
        if self.on.is_some() && self.amount_off.is_none() && self.percent_off.is_none() {
            return refused("--on", "`--amount-off` and `--percent-off`");
        }
        if self.max.is_some() && self.percent_off.is_none() {
            return refused("--max", "`--percent-off`");
        }
        if self.item.is_some() && self.percent_off_item.is_none() {
            return refused("--item", "`--percent-off-item`");
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(clap::Parser)]
    struct Line {
        #[command(flatten)]
        benefit: BenefitArgs,
    }

    #[test]
    fn a_limit_belongs_to_its_benefit() {
        for (line, good) in [
            ("--amount-off 3 --on sku:x", true),
            ("--percent-off 10 --on sku:x --max 2", true),
            ("--percent-off-item 10 --item sku:x", true),
            ("--amount-off 3 --max 2", false),
            ("--percent-off 10 --item sku:x", false),
            ("--percent-off-item 10 --item sku:x --max 2", false),
            ("--percent-off-item 10 --item sku:x --on sku:x", false),
            ("--free-item sku:x --on sku:x", false),
            ("--gift mug --item sku:x", false),
            ("--max 2", false),
            ("--item sku:x", false),
        ] {
            let words = std::iter::once("line").chain(line.split(' '));
            let args = <Line as clap::Parser>::try_parse_from(words).unwrap().benefit;
            assert_eq!(args.read_optional(Currency::EUR).is_ok(), good, "{line}");
        }
    }
}
