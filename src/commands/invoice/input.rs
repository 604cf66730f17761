//! An invoice as JSON: what `--input` takes, one document or one a line.

use serde::Deserialize;

use crate::commands::values;
use crate::domain::line::price_line;
use crate::domain::person::{email_lower, phone_as_kept};
use crate::domain::{Currency, Line, NumberError, Points, Quantity, TimeOfDay, UnitPrice};
use crate::failure::{Failure, Kind, Outcome};
use crate::ops::card::ticket::CardWish;
use crate::ops::pay::Spend;
use crate::ops::record::{Request, Who};
use crate::store::{NewCustomer, Shop};

use super::line::kind;

/// The longest invoice that is read, in bytes.
pub const MAX_LINE: usize = 1024 * 1024;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JsonInvoice {
    number: Option<String>,
    date: Option<String>,
    time: Option<String>,
    customer: Option<JsonCustomer>,
    lines: Option<Vec<JsonLine>>,
    total: Option<String>,
    paid: Option<bool>,
    paid_on: Option<String>,
    redeem: Option<Vec<String>>,
    pay_points: Option<i64>,
    keep_rewards: Option<bool>,
    card_reward: Option<String>,
    refers_to: Option<String>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum JsonCustomer {
    Reference(String),
    Known(JsonPerson),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JsonPerson {
    #[serde(rename = "ref")]
    reference: Option<String>,
    name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct JsonLine {
    kind: Option<String>,
    name: Option<String>,
    sku: Option<String>,
    category: Option<String>,
    quantity: Option<String>,
    unit_price: Option<String>,
    amount: Option<String>,
}

/// Reads one invoice.
pub fn parse(json: &[u8], shop: &Shop) -> Outcome<Request> {
    if json.len() > MAX_LINE {
        return Err(Failure::new(Kind::InputRejected, "the invoice is longer than 1 MiB"));
    }
    if is_blank(json) {
        return Err(Failure::new(Kind::InputRejected, "the input is empty"));
    }
    if json.trim_ascii_start().first().is_some_and(|first| *first != b'{') {
        return Err(Failure::usage("the JSON is no object").hint("an invoice is `{\"number\":…,\"lines\":[…]}`"));
    }
    let invoice: JsonInvoice = serde_json::from_slice(json).map_err(|error| not_read(&error))?;
    let day = |text: &Option<String>, name: &str| text.as_deref().map(|text| values::day(text, name)).transpose();
    let currency = shop.currency;
    let mut lines = Vec::new();
    for (index, line) in invoice.lines.iter().flatten().enumerate() {
        lines.push(
            parse_line(line, currency)
                .map_err(|failure| failure.prefixed(&format!("line {} of the invoice: ", index + 1)))?,
        );
    }
    let total = invoice.total.as_deref().map(|total| values::money(total, "total", currency)).transpose()?;
    let lines = super::with_total(lines, total, currency)?;
    let pay_points = invoice.pay_points.unwrap_or(0);
    if pay_points < 0 {
        return Err(Failure::usage(format!("`pay_points` is `{pay_points}`, and must not be below zero")));
    }
    let time = invoice.time.as_deref().map(|text| {
        TimeOfDay::parse(text)
            .ok_or_else(|| Failure::usage(format!("`time` is `{text}`, which is no time of day")).hint("write `14:30`"))
    });
    Ok(Request {
        number: invoice.number,
        day: day(&invoice.date, "date")?,
        time: time.transpose()?,
        customer: invoice.customer.map(|customer| who(customer, shop)).transpose()?,
        lines,
        paid: invoice.paid.unwrap_or(true),
        paid_on: day(&invoice.paid_on, "paid_on")?,
        spend: Spend {
            redeem: invoice.redeem.unwrap_or_default(),
            pay_points: Points::new(pay_points),
            use_on: Vec::new(),
            card: CardWish {
                keep_all: invoice.keep_rewards.unwrap_or(false),
                worked_in: invoice.card_reward,
                ..CardWish::default()
            },
        },
        refers_to: invoice.refers_to,
    })
}

fn not_read(error: &serde_json::Error) -> Failure {
    // One a line, they all stand on the first line of their own.
    let text = error.to_string().replacen(" at line 1 column ", " at column ", 1);
    let failure = Failure::usage(format!("the JSON is not read: {text}"));
    if text.contains("expected a string") && (text.contains("floating point") || text.contains("integer")) {
        failure.hint("numbers, refs, money and quantities are strings: write `\"35.00\"`")
    } else if text.contains("did not match any variant") {
        failure.hint("`customer` is a ref, or `{\"ref\":…,\"name\":…,\"email\":…,\"phone\":…}`")
    } else {
        failure
    }
}

fn parse_line(line: &JsonLine, currency: Currency) -> Outcome<Line> {
    let number = |name: &str, value: &str, error: NumberError| values::not_a_number(value, name, error);
    let kind = match &line.kind {
        Some(word) => kind(word)?,
        None => return Err(Failure::usage("`kind` is missing")),
    };
    let quantity = match &line.quantity {
        Some(text) => Quantity::parse(text).map_err(|error| number("quantity", text, error))?,
        None => Quantity::ONE,
    };
    let unit_price = match &line.unit_price {
        Some(text) => Some(UnitPrice::parse(text).map_err(|error| number("unit_price", text, error))?),
        None => None,
    };
    let amount = line.amount.as_deref().map(|text| values::money(text, "amount", currency)).transpose()?;
    let (unit_price, amount) =
        price_line(quantity, unit_price, amount, currency).map_err(|error| Failure::usage(error.to_string()))?;
    let optional =
        |value: &Option<String>, name: &str| value.as_deref().map(|value| values::text(value, name)).transpose();
    let sku = optional(&line.sku, "sku")?;
    let name = match (optional(&line.name, "name")?, &sku) {
        (Some(name), _) => name,
        (None, Some(sku)) => sku.clone(),
        (None, None) => kind.as_str().to_owned(),
    };
    Ok(Line { kind, name, sku, category: optional(&line.category, "category")?, quantity, unit_price, amount })
}

fn who(customer: JsonCustomer, shop: &Shop) -> Outcome<Who> {
    let person = match customer {
        JsonCustomer::Reference(reference) => return Ok(Who::Reference(reference)),
        JsonCustomer::Known(person) => person,
    };
    let optional =
        |value: &Option<String>, name: &str| value.as_deref().map(|value| values::text(value, name)).transpose();
    let email = person.email.as_deref().map(|text| {
        email_lower(text).ok_or_else(|| Failure::usage(format!("`email` is `{text}`, which is no e-mail address")))
    });
    let phone = optional(&person.phone, "phone")?;
    Ok(Who::Known(NewCustomer {
        reference: optional(&person.reference, "ref")?,
        name: optional(&person.name, "name")?,
        email: email.transpose()?,
        phone: phone.map(|phone| phone_as_kept(&phone, shop.country)),
        note: None,
    }))
}

/// The text of a document, without a byte order mark.
pub fn without_mark(text: &[u8]) -> &[u8] {
    text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text)
}

/// Whether a line holds nothing.
pub fn is_blank(line: &[u8]) -> bool {
    line.iter().all(u8::is_ascii_whitespace)
}
