//! `--line KIND:NAME@UNIT_PRICE[xQUANTITY][#SKU][+CATEGORY]`.

use crate::domain::line::price_line;
use crate::domain::{Currency, Kind, Line, NumberError, Quantity, UnitPrice, text};
use crate::failure::{Failure, Outcome};

/// Reads one line.
pub fn parse(text: &str, currency: Currency) -> Outcome<Line> {
    let wrong = |what: &str| {
        Failure::usage(format!("`--line {text}` {what}"))
            .hint("a line is `KIND:NAME@UNIT_PRICE[xQUANTITY][#SKU][+CATEGORY]`, such as `service:Knippen@35.00`")
    };
    let (kind, rest) = text.split_once(':').ok_or_else(|| wrong("has no kind before a `:`"))?;
    let kind = self::kind(kind)?;
    // A name may hold an `@` of its own: the last one that a price stands behind is ours.
    let mut ats = rest.match_indices('@').map(|(at, _)| at).rev();
    let last = ats.next().ok_or_else(|| wrong("has no `@UNIT_PRICE`"))?;
    let at = std::iter::once(last).chain(ats).find(|at| tail(&rest[at + 1..]).is_ok()).unwrap_or(last);
    let name = text::clean(&rest[..at]).map_err(|error| wrong(&format!("has a name that {error}")))?;
    let Tail { price, quantity, sku, category } = tail(&rest[at + 1..]).map_err(|error| error.told(&wrong))?;
    let cleaned = |part: Option<&str>| part.map(text::clean).transpose();
    let sku = cleaned(sku).map_err(|error| wrong(&format!("has a sku that {error}")))?;
    let category = cleaned(category).map_err(|error| wrong(&format!("has a category that {error}")))?;
    let (unit_price, amount) =
        price_line(quantity, Some(price), None, currency).map_err(|error| wrong(&format!("is refused: {error}")))?;
    Ok(Line { kind, name, sku, category, quantity, unit_price, amount })
}

/// Reads the word of a kind.
pub fn kind(word: &str) -> Outcome<Kind> {
    Kind::parse(word).ok_or_else(|| {
        let kinds: Vec<String> = Kind::ALL.iter().map(|kind| format!("`{}`", kind.as_str())).collect();
        let near = Kind::ALL.iter().find(|kind| strsim::damerau_levenshtein(kind.as_str(), word) <= 2);
        let failure = Failure::usage(format!("there is no kind `{word}`"));
        match near {
            Some(kind) => failure.hint(format!("did you mean `{}`?", kind.as_str())),
            None => failure.hint(format!("one of {}", kinds.join(", "))),
        }
    })
}

struct Tail<'a> {
    price: UnitPrice,
    quantity: Quantity,
    sku: Option<&'a str>,
    category: Option<&'a str>,
}

enum TailError<'a> {
    Price(&'a str, NumberError),
    Quantity(&'a str, NumberError),
}

impl TailError<'_> {
    fn told(&self, wrong: &dyn Fn(&str) -> Failure) -> Failure {
        let (what, value, error) = match self {
            TailError::Price(value, error) => ("price", value, error),
            TailError::Quantity(value, error) => ("quantity", value, error),
        };
        let failure = wrong(&format!("has the {what} `{value}`, which {error}"));
        if *error == NumberError::Comma {
            failure.hint(format!("write `{}`", value.replacen(',', ".", 1)))
        } else {
            failure
        }
    }
}

/// What stands behind the `@`.
fn tail(text: &str) -> Result<Tail<'_>, TailError<'_>> {
    // The sign of a price is no category.
    let end = text
        .char_indices()
        .skip(1)
        .find(|(_, letter)| matches!(letter, 'x' | '#' | '+'))
        .map_or(text.len(), |(at, _)| at);
    let (price, mut rest) = text.split_at(end);
    let price = UnitPrice::parse(price).map_err(|error| TailError::Price(price, error))?;
    let mut quantity = Quantity::ONE;
    if let Some(behind) = rest.strip_prefix('x') {
        let end = behind.find(['#', '+']).unwrap_or(behind.len());
        quantity = Quantity::parse(&behind[..end]).map_err(|error| TailError::Quantity(&behind[..end], error))?;
        rest = &behind[end..];
    }
    let (sku, category) = match rest.strip_prefix('#') {
        Some(behind) => match behind.rsplit_once('+') {
            Some((sku, category)) => (Some(sku), Some(category)),
            None => (Some(behind), None),
        },
        None => (None, rest.strip_prefix('+')),
    };
    Ok(Tail { price, quantity, sku, category })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read() {
        for (text, want) in [
            ("service:Knippen@35.00", "service Knippen 1 35 35.00 - -"),
            ("product:Shampoo@12.50x2#SH-01+haircare", "product Shampoo 2 12.5 25.00 SH-01 haircare"),
            ("product:Shampoo@12.50+haircare", "product Shampoo 1 12.5 12.50 - haircare"),
            ("discount:Actie@-10.00", "discount Actie 1 -10 -10.00 - -"),
            ("other:mail@home@5", "other mail@home 1 5 5.00 - -"),
            ("service:Wash: warm@10.00x0.5", "service Wash: warm 0.5 10 5.00 - -"),
            ("product:x@1.00#A+B+C", "product x 1 1 1.00 A+B C"),
        ] {
            let line = parse(text, Currency::EUR).unwrap();
            let got = format!(
                "{} {} {} {} {} {} {}",
                line.kind.as_str(),
                line.name,
                line.quantity,
                line.unit_price.unwrap().as_decimal().normalize(),
                Currency::EUR.show(line.amount),
                line.sku.as_deref().unwrap_or("-"),
                line.category.as_deref().unwrap_or("-")
            );
            assert_eq!(got, want, "{text}");
        }
    }

    #[test]
    fn what_is_no_line_is_refused() {
        for (text, want) in [
            ("Knippen@35.00", "has no kind"),
            ("haircut:A@10.00", "there is no kind `haircut`"),
            ("service:A", "has no `@UNIT_PRICE`"),
            ("service:@10.00", "has a name that is empty"),
            ("service:A@1e3", "has the price `1e3`, which is not a number"),
            ("service:A@35,00", "has a decimal comma"),
            ("service:A@1_000", "which is not a number"),
            ("service:A@10.00x0", "the quantity is 0"),
            ("service:A@10.00x1.2345", "has the quantity `1.2345`"),
            ("service:A@99999999999.99x2", "the amount is too large"),
            ("service:A@10.00#", "has a sku that is empty"),
        ] {
            let failure = parse(text, Currency::EUR).unwrap_err();
            assert!(failure.message().contains(want), "{text}: {}", failure.message());
        }
    }
}
