//! The lines of an invoice and those that are asked for now, compared as a multiset.

use std::collections::HashMap;

use serde_json::{Value, json};

use super::{Difference, listed};
use crate::domain::{Currency, Kind, Line, Money, Quantity};
use crate::failure::Outcome;
use crate::store::{Reader, StoredInvoice};

/// How the lines differ, if they do.
pub(super) fn difference(reader: &Reader<'_>, stored: &StoredInvoice, asked: &[Line]) -> Outcome<Option<Difference>> {
    let (recorded, currency) = (recorded(reader, stored)?, reader.shop().currency);
    let apart = Apart::of(&recorded, asked, currency);
    let shown = |lines: &[Line]| -> Value { lines.iter().map(|line| show(line, currency)).collect() };
    Ok(apart.said(currency).map(|said| Difference {
        field: "lines",
        recorded: shown(&recorded),
        asked: shown(asked),
        said: format!("lines {said}"),
    }))
}

/// The first asked line that is not recorded, counted from 0, and the field in which it differs.
pub fn differing_line(
    reader: &Reader<'_>,
    stored: &StoredInvoice,
    asked: &[Line],
) -> Outcome<Option<(usize, &'static str)>> {
    let recorded = recorded(reader, stored)?;
    let apart = Apart::of(&recorded, asked, reader.shop().currency);
    let field = |line| apart.recorded.first().map_or("amount", |other| differing_field(other, line));
    Ok(apart.asked.first().map(|(index, line)| (*index, field(line))))
}

/// The lines as they were asked for first.
pub(super) fn recorded(reader: &Reader<'_>, stored: &StoredInvoice) -> Outcome<Vec<Line>> {
    Ok(reader.lines(stored.id)?.into_iter().map(|line| line.ticket.line).collect())
}

/// What a line has otherwise than another one: what it costs goes before what it is called.
fn differing_field(recorded: &Line, asked: &Line) -> &'static str {
    let differs = [
        ("quantity", recorded.quantity != asked.quantity),
        ("amount", recorded.amount != asked.amount),
        ("kind", recorded.kind != asked.kind),
        ("name", recorded.name != asked.name && asked.is_named()),
        ("sku", recorded.sku != asked.sku),
        ("category", recorded.category != asked.category),
    ];
    differs.into_iter().find(|(_, differs)| *differs).map_or("unit_price", |(field, _)| field)
}

/// The lines that only one side has, in its order.
struct Apart<'a> {
    recorded: Vec<&'a Line>,
    /// With their places, counted from 0.
    asked: Vec<(usize, &'a Line)>,
}

/// A line but for the price of a piece.
type ButPrice<'a> = (Kind, &'a str, Option<&'a str>, Option<&'a str>, Quantity, Money);

/// Whether a recorded line is what is asked for, but for the price of a piece. A name that was made up because none was
/// given says nothing.
pub(super) fn fits(recorded: &Line, asked: &Line) -> bool {
    let (kind, _, sku, category, quantity, amount) = but_price(asked);
    but_price(recorded) == (kind, &recorded.name, sku, category, quantity, amount)
        && (recorded.name == asked.name || !asked.is_named())
}

fn but_price(line: &Line) -> ButPrice<'_> {
    let Line { kind, name, sku, category, quantity, unit_price: _, amount } = line;
    (*kind, name, sku.as_deref(), category.as_deref(), *quantity, *amount)
}

impl<'a> Apart<'a> {
    /// Takes away what both have: first what is called alike, then what is asked for without a name.
    fn of(recorded: &'a [Line], asked: &'a [Line], currency: Currency) -> Apart<'a> {
        let mut left: HashMap<ButPrice<'a>, Vec<usize>> = HashMap::new();
        for (index, line) in recorded.iter().enumerate() {
            left.entry(but_price(line)).or_default().push(index);
        }
        let mut asked: Vec<(usize, &Line)> = asked.iter().enumerate().collect();
        // Prices first, so that a line without one is left for a price that nobody has.
        for prices in [2, 1, 0] {
            asked.retain(|(_, line)| {
                let Some(alike) = left.get_mut(&but_price(line)) else { return true };
                let place = alike.iter().position(|other| agree(&recorded[*other], line, currency) == Some(prices));
                place.map(|place| alike.swap_remove(place)).is_none()
            });
        }
        let mut left: Vec<usize> = left.into_values().flatten().collect();
        left.sort_unstable();
        for prices in [2, 1, 0] {
            asked.retain(|(_, line)| {
                let is_it = |other: &usize| {
                    fits(&recorded[*other], line) && agree(&recorded[*other], line, currency) == Some(prices)
                };
                left.iter().position(is_it).map(|place| left.remove(place)).is_none()
            });
        }
        Apart { recorded: left.into_iter().map(|index| &recorded[index]).collect(), asked }
    }

    /// Both sides; `None` when nothing is left on either.
    fn said(&self, currency: Currency) -> Option<String> {
        let asked: Vec<&Line> = self.asked.iter().map(|(_, line)| *line).collect();
        let recorded = in_words(&self.recorded, &asked, currency);
        let only = |word: &str, count: usize, lines: &str| match count {
            1 => format!("with one {word}, {lines}"),
            _ => format!("with {count} {word}, {lines}"),
        };
        match (self.recorded.len(), asked.len()) {
            (0, 0) => None,
            (more, 0) => Some(only("more", more, &recorded)),
            (0, fewer) => Some(only("fewer", fewer, &in_words(&asked, &[], currency))),
            _ => Some(format!("{recorded}, not {}", in_words(&asked, &self.recorded, currency))),
        }
    }
}

/// How many of two lines give a price of a piece; `None` where both do and not the same. One counts only where both give
/// it, and is asked for where it is.
fn agree(recorded: &Line, asked: &Line, currency: Currency) -> Option<usize> {
    match (recorded.given_price(currency), asked.given_price(currency)) {
        (Some(recorded), Some(asked)) => (recorded == asked).then_some(2),
        (None, None) => Some(0),
        _ => Some(1),
    }
}

/// The lines, each with the price of a piece where nothing else tells it from one of the others.
fn in_words(lines: &[&Line], others: &[&Line], currency: Currency) -> String {
    listed(lines.iter().map(|line| {
        let price =
            line.given_price(currency).filter(|_| others.iter().any(|other| but_price(other) == but_price(line)));
        let part = |part: Option<&str>, before: &str| part.map(|part| format!("{before}{part}")).unwrap_or_default();
        let pieces = if line.quantity == Quantity::ONE { String::new() } else { format!(" ×{}", line.quantity) };
        format!(
            "`{} {}{}{}{pieces} {}{}`",
            line.kind.as_str(),
            line.name,
            part(line.sku.as_deref(), " #"),
            part(line.category.as_deref(), " +"),
            currency.show(line.amount),
            price.map(|price| format!(" at {} each", price.show(currency))).unwrap_or_default(),
        )
    }))
}

fn show(line: &Line, currency: Currency) -> Value {
    json!({
        "kind": line.kind.as_str(),
        "name": line.name,
        "sku": line.sku,
        "category": line.category,
        "quantity": line.quantity.to_string(),
        "unit_price": line.unit_price.map(|price| price.show(currency)),
        "amount": currency.show(line.amount),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{UnitPrice, line::price_line};

    /// `name [xquantity] [amount] [@price]`, as a till sends them.
    fn line(text: &str) -> Line {
        let mut words = text.split(' ');
        let name = words.next().unwrap().to_owned();
        let (mut quantity, mut price, mut amount) = (Quantity::ONE, None, None);
        for word in words {
            match word.split_at(1) {
                ("x", pieces) => quantity = Quantity::parse(pieces).unwrap(),
                ("@", each) => price = Some(UnitPrice::parse(each).unwrap()),
                _ => amount = Some(Currency::EUR.parse(word).unwrap()),
            }
        }
        let (unit_price, amount) = price_line(quantity, price, amount, Currency::EUR).unwrap();
        Line { kind: Kind::Product, name, sku: None, category: None, quantity, unit_price, amount }
    }

    /// `kind:name[#sku] amount`, the name empty where none is given.
    fn named(text: &str) -> Line {
        let (what, amount) = text.split_once(' ').unwrap();
        let (kind, name) = what.split_once(':').unwrap();
        let (name, sku) = name.split_once('#').map_or((name, None), |(name, sku)| (name, Some(sku.to_owned())));
        let kind = Kind::parse(kind).unwrap();
        let made_up = sku.as_deref().unwrap_or(kind.as_str());
        Line {
            kind,
            name: if name.is_empty() { made_up } else { name }.to_owned(),
            sku,
            ..line(&format!("x {amount}"))
        }
    }

    #[test]
    fn a_name_that_was_not_given_is_not_compared() {
        let lines = |text: &str| -> Vec<Line> { text.split(" | ").map(named).collect() };
        for (recorded, asked, want) in [
            ("other:Total 9.00", "other: 9.00", true),
            ("other: 9.00", "other:Total 9.00", true),
            ("service:Cut 9.00", "service: 9.00", true),
            ("product:Gel#G1 9.00", "product:#G1 9.00", true),
            ("service:Cut 9.00 | service: 9.00", "service: 9.00 | service:Cut 9.00", true),
            ("service:Cut 9.00", "product: 9.00", false),
            ("service:Cut 9.00", "service:Dye 9.00", false),
            ("service:Cut 9.00", "other:Cut 9.00", false),
            ("service:Cut 9.00", "other: 9.00", false),
            ("service:Cut 9.00", "other:Total 9.00", false),
            ("service:Cut 9.00", "service: 8.00", false),
            ("service:Cut 9.00 | service:Dye 9.00", "service: 9.00", false),
            // What was recorded without a name was not called that.
            ("other: 9.00", "service:Cut 9.00", false),
            ("service: 9.00", "service:Cut 9.00", false),
        ] {
            let (kept, again) = (lines(recorded), lines(asked));
            let apart = Apart::of(&kept, &again, Currency::EUR);
            assert_eq!(apart.said(Currency::EUR).is_none(), want, "{recorded} again as {asked}");
        }
    }

    #[test]
    fn lines_are_a_multiset_and_a_price_counts_where_both_give_one() {
        let lines = |text: &str| -> Vec<Line> { text.split(" | ").map(line).collect() };
        for (recorded, asked, want) in [
            ("gum 1.00 | wax 9.00", "wax 9.00 | gum 1.00", None),
            (
                "gum x3 @0.333",
                "gum x3 @0.3333",
                Some("`product gum ×3 1.00 at 0.333 each`, not `product gum ×3 1.00 at 0.3333 each`"),
            ),
            ("gum x2 @12.50", "gum x2 25.00", None),
            ("gum x2 25.00", "gum x2 @12.50", None),
            ("gum 12.50 @15", "gum 12.50", None),
            ("gum 12.50", "gum 12.50 @15", None),
            (
                "gum 12.50 @15",
                "gum 12.50 @16",
                Some("`product gum 12.50 at 15.00 each`, not `product gum 12.50 at 16.00 each`"),
            ),
            ("gum @15", "gum @16", Some("`product gum 15.00`, not `product gum 16.00`")),
            ("gum x2 25.00 | gum x2 30.00 @15", "gum x2 25.00 @12.50 | gum x2 30.00", None),
            ("gum x2 25.00 @12.50 | gum x2 25.00", "gum x2 25.00 | gum x2 25.00 @12.50", None),
            ("gum x2 25.00 @12 | gum x2 25.00", "gum x2 25.00 @13 | gum x2 25.00", None),
            ("gum 1.00 | gum 1.00", "gum 1.00", Some("with one more, `product gum 1.00`")),
            (
                "gum 1.00",
                "gum 1.00 | wax 9.00 | wax 9.00",
                Some("with 2 fewer, `product wax 9.00` and `product wax 9.00`"),
            ),
            (
                "a 1.00 | b 1.00 | c 1.00 | d 1.00 | e 1.00",
                "a 1.00",
                Some("with 4 more, `product b 1.00` and `product c 1.00` and `product d 1.00` and 1 more"),
            ),
            ("gum x2 2.00", "gum 2.00", Some("`product gum ×2 2.00`, not `product gum 2.00`")),
        ] {
            let (recorded, asked) = (lines(recorded), lines(asked));
            let said = Apart::of(&recorded, &asked, Currency::EUR).said(Currency::EUR);
            assert_eq!(said.as_deref(), want, "{recorded:?} {asked:?}");
        }
    }
}
