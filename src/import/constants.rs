//! What `--set` gives to every row, checked before a file is opened.

use super::error::ImportError;
use super::number::{self, Mark};
use super::options::{Field, Options};
use super::words::{kind_of, status_of};
use crate::domain::Day;

/// Whether each field is set once, and to something that it can be.
pub(super) fn check(options: &Options) -> Result<(), ImportError> {
    for (index, (field, value)) in options.set.iter().enumerate() {
        let word = field.as_str();
        if options.set[..index].iter().any(|(other, _)| other == field) {
            return Err(ImportError::Options(format!("`--set {word}=` is given twice")));
        }
        let number = |digits| {
            let number = number::read(value, Mark::Point, options.currency);
            number.and_then(|number| number.at_scale(digits)).ok()
        };
        let (is_good, what) = match field {
            Field::Kind => (kind_of(value).is_some(), "kind"),
            Field::Status => (status_of(value).is_some(), "status"),
            Field::Date | Field::PaidOn => (Day::parse(value).is_some(), "date (2026-11-21)"),
            Field::Amount | Field::Total => (number(options.currency.digits()).is_some(), "amount (12.50)"),
            Field::UnitPrice => (number(4).is_some(), "price (12.50)"),
            Field::Quantity => (number(3).is_some_and(|quantity| quantity != 0), "quantity (1 or 0.5)"),
            _ => continue,
        };
        if !is_good {
            return Err(ImportError::Options(format!("`--set {word}={value}`: `{value}` is no {what}")));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Currency;
    use crate::domain::person::Country;

    #[test]
    fn what_is_set_is_looked_at_first() {
        for (set, want) in [
            (&[(Field::Kind, "service"), (Field::Amount, "5.00"), (Field::Quantity, "-0.5")][..], None),
            (&[(Field::Kind, "product"), (Field::Kind, "service")], Some("`--set kind=` is given twice")),
            (&[(Field::Amount, "5,00")], Some("`--set amount=5,00`: `5,00` is no amount (12.50)")),
            (&[(Field::Total, "5.001")], Some("`--set total=5.001`: `5.001` is no amount (12.50)")),
            (&[(Field::UnitPrice, "x")], Some("`--set unit_price=x`: `x` is no price (12.50)")),
            (&[(Field::Quantity, "0")], Some("`--set quantity=0`: `0` is no quantity (1 or 0.5)")),
            (&[(Field::Date, "soon")], Some("`--set date=soon`: `soon` is no date (2026-11-21)")),
        ] {
            let mut options = Options::new(Day::MAX, Currency::EUR, Country::NL);
            options.set = set.iter().map(|(field, value)| (*field, (*value).to_owned())).collect();
            assert_eq!(check(&options).err().map(|error| error.to_string()).as_deref(), want, "{set:?}");
        }
    }
}
