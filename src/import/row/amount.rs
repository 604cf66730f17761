//! What a row says of money and pieces.

use super::super::error::RowErrorCode as Code;
use super::super::number::{self, Mark, Number, NumberFault};
use super::super::options::Field;
use super::super::plan::Binding;
use super::super::records::Record;
use super::{Problem, RowReader};
use crate::domain::line::{LineError, price_line};
use crate::domain::money::money_half_away;
use crate::domain::{Money, Quantity, UnitPrice};

/// What a line costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) struct Price {
    pub(in crate::import) quantity: Quantity,
    pub(in crate::import) unit_price: Option<UnitPrice>,
    pub(in crate::import) amount: Money,
}

impl RowReader<'_> {
    /// The invoice's total.
    pub(in crate::import) fn total(&self, record: &Record<'_>) -> Result<Option<Money>, Problem> {
        self.money(record, Field::Total)
    }

    /// What the row's line costs; `None` when nothing says so and the invoice's total may.
    pub(in crate::import) fn price(&self, record: &Record<'_>) -> Result<Option<Price>, Problem> {
        let amount = self.money(record, Field::Amount)?;
        let unit_price = self.scaled(record, Field::UnitPrice, 4, Code::BadAmount)?;
        let quantity = self.scaled(record, Field::Quantity, 3, Code::BadQuantity)?;
        if amount.is_none() && unit_price.is_none() && self.plan.is_bound(Field::Total) {
            return Ok(None);
        }
        let too_large = |field| move || self.problem(field, Code::TooLarge, "the number is too large".to_owned());
        let quantity =
            quantity.map_or(Some(Quantity::ONE), Quantity::from_thousandths).ok_or_else(too_large(Field::Quantity))?;
        let unit_price = match unit_price {
            None => None,
            Some(price) => Some(UnitPrice::from_ten_thousandths(price).ok_or_else(too_large(Field::UnitPrice))?),
        };
        if let (Some(amount), Some(price)) = (amount, unit_price)
            && quantity.is_negative()
            && amount > Money::ZERO
            && price.ten_thousandths() > 0
        {
            let show = self.options.currency.show(amount);
            let message =
                format!("the quantity is `{quantity}`, the amount `{show}` is above zero, and so is the price");
            return Err(self.problem(Field::Amount, Code::Conflict, message));
        }
        match price_line(quantity, unit_price, amount, self.options.currency) {
            Ok((unit_price, amount)) => Ok(Some(Price { quantity, unit_price, amount })),
            Err(error) => {
                let money = if self.plan.is_bound(Field::Amount) { Field::Amount } else { Field::UnitPrice };
                let (field, code) = match error {
                    LineError::QuantityZero => (Field::Quantity, Code::QuantityZero),
                    LineError::NoAmount => (money, Code::MissingAmount),
                    LineError::AmountTooLarge => (money, Code::TooLarge),
                };
                Err(self.problem(field, code, error.to_string()))
            }
        }
    }

    fn money(&self, record: &Record<'_>, field: Field) -> Result<Option<Money>, Problem> {
        let digits = self.options.currency.digits();
        let columns = self.plan.columns_of(field);
        if columns.len() <= 1 {
            let minor = self.scaled(record, field, digits, Code::BadAmount)?;
            let money = minor.map(|minor| Money::from_minor(minor).in_range()).map(|money| {
                money.ok_or_else(|| self.problem(field, Code::TooLarge, "the amount is too large".to_owned()))
            });
            return money.transpose();
        }
        // Parts may be finer than cents; their sum is rounded once.
        const FINE: u8 = 6;
        let (mut sum, mut given) = (0i128, false);
        for column in columns {
            if let Some(part) = self.number_in(record, *column, Code::BadAmount)? {
                let part = part
                    .at_scale(FINE)
                    .map_err(|fault| self.number_problem(record, *column, Code::BadAmount, fault))?;
                (sum, given) = (sum + i128::from(part), true);
            }
        }
        if !given {
            return Ok(None);
        }
        let exact = rust_decimal::Decimal::try_from_i128_with_scale(sum, u32::from(FINE)).ok();
        let money = exact.and_then(|exact| money_half_away(exact, self.options.currency));
        money.map(Some).ok_or_else(|| self.problem(field, Code::TooLarge, "the amount is too large".to_owned()))
    }

    /// The number of a field's only column, in units of 10^-digits.
    pub(in crate::import) fn scaled(
        &self,
        record: &Record<'_>,
        field: Field,
        digits: u8,
        code: Code,
    ) -> Result<Option<i64>, Problem> {
        if let Some(column) = self.simple[field as usize]
            && let Some(mark) = self.plan.forms[column].mark
            && let Some(value) = number::read_usual(record.trimmed(column), mark, digits)
        {
            return Ok(Some(value));
        }
        if let Binding::Constant(value) = self.plan.binding(field) {
            let number =
                number::read(value, Mark::Point, self.options.currency).and_then(|number| number.at_scale(digits));
            return number.map(Some).map_err(|_| self.problem(field, code, format!("`{value}` is not a number")));
        }
        let (raw, column) = match self.plan.columns_of(field) {
            [] => return Ok(None),
            [column, ..] => (self.raw(record, field)?, *column),
        };
        let number = self.read_number(&raw, column, code)?;
        let scaled = number.map(|number| number.at_scale(digits)).transpose();
        scaled.map_err(|fault| self.number_problem(record, column, code, fault))
    }

    fn number_in(&self, record: &Record<'_>, column: usize, code: Code) -> Result<Option<Number>, Problem> {
        self.read_number(record.trimmed(column), column, code)
    }

    fn read_number(&self, cell: &str, column: usize, code: Code) -> Result<Option<Number>, Problem> {
        if cell.is_empty() {
            return Ok(None);
        }
        let currency = self.options.currency;
        let form = self.plan.forms[column].mark;
        let read = number::read(cell, form.unwrap_or(Mark::Point), currency);
        let other = if form == Some(Mark::Comma) { Mark::Point } else { Mark::Comma };
        // Without a mark of its own a column holds whole numbers, which read the same either way.
        let needs_look = match (form, &read) {
            (Some(_), Err(_)) => number::read(cell, other, currency).is_ok(),
            (None, read) => {
                !cell.bytes().all(|byte| byte.is_ascii_digit()) && *read != number::read(cell, other, currency)
            }
            _ => false,
        };
        if needs_look {
            let message = format!(
                "`{cell}` is not written with `{}` like the rest of its column",
                form.unwrap_or(Mark::Point).as_char()
            );
            let mut problem = Problem::new(Some(column), code, message);
            problem.contradicts = self.options.decimal.is_none();
            return Err(problem);
        }
        read.map(Some).map_err(|fault| number_fault(cell, column, code, fault))
    }

    fn number_problem(&self, record: &Record<'_>, column: usize, code: Code, fault: NumberFault) -> Problem {
        number_fault(record.trimmed(column), column, code, fault)
    }
}

fn number_fault(cell: &str, column: usize, code: Code, fault: NumberFault) -> Problem {
    let (code, message) = match fault {
        NumberFault::NotANumber => (code, format!("`{cell}` is not a number")),
        NumberFault::OtherCurrency => (Code::OtherCurrency, format!("`{cell}` is in another currency")),
        NumberFault::TooPrecise(0) => (code, format!("`{cell}` has decimals, where none are kept")),
        NumberFault::TooPrecise(digits) => (code, format!("`{cell}` has more than {digits} decimals")),
        NumberFault::TooLarge => (Code::TooLarge, format!("`{cell}` is too large")),
    };
    Problem::new(Some(column), code, message)
}
