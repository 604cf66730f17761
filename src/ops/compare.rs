//! The same number again: what is asked now against what was first asked, in the fields now given.

use serde_json::{Value, json};

use crate::domain::text::fold;
use crate::domain::{CustomerId, Day, Line};
use crate::failure::{Failure, Kind, Outcome, shell_word};
use crate::store::{InvoiceState, Reader, StoredInvoice};

use super::pay::Spend;
use super::record::{Request, Who};

/// A field that differs.
pub struct Difference {
    field: &'static str,
    recorded: Value,
    asked: Value,
}

/// The fields in which a request differs from what the invoice was first asked as. What happened since (payment,
/// assignment, refund, void) makes no difference; neither does bringing it further.
pub fn differences(
    reader: &Reader<'_>,
    stored: &StoredInvoice,
    request: &Request,
    customer: Option<CustomerId>,
) -> Outcome<Vec<Difference>> {
    let mut differing = Vec::new();
    let mut differ = |field, recorded: Value, asked: Value| differing.push(Difference { field, recorded, asked });
    if let Some(day) = request.day.filter(|day| *day != stored.day) {
        differ("date", json!(stored.day.to_string()), json!(day.to_string()));
    }
    if let Some(time) = request.time.filter(|time| Some(*time) != stored.time) {
        differ("time", json!(stored.time.map(|time| time.to_string())), json!(time.to_string()));
    }
    if request.customer.is_some() {
        let first = reader.asked_customer(stored)?;
        let mut somebody_else = stored.customer.is_some() && customer != stored.customer && customer != first;
        if let Some(stored) = stored.customer.filter(|_| somebody_else) {
            // Whose it was is not known any more.
            somebody_else = reader.erased_by(stored)?.is_none();
        }
        if somebody_else {
            let reference = |id: Option<CustomerId>| {
                id.map(|id| reader.customer(id).map(|customer| customer.reference)).transpose()
            };
            // One who is not there has only what was asked for.
            let asked = reference(customer)?.or_else(|| match &request.customer {
                Some(Who::Text(text) | Who::Reference(text)) => Some(text.clone()),
                Some(Who::Known(known)) => {
                    [&known.reference, &known.email, &known.phone].into_iter().flatten().next().cloned()
                }
                None => None,
            });
            differ("customer", json!(reference(first.or(stored.customer))?), json!(asked));
        }
    }
    let lines: Vec<Line> = reader.lines(stored.id)?.into_iter().map(|line| line.ticket.line).collect();
    if !same_lines(&lines, &request.lines) {
        let shown = |lines: &[Line]| -> Value { lines.iter().map(|line| show_line(reader, line)).collect() };
        differ("lines", shown(&lines), shown(&request.lines));
    }
    if stored.asked_paid {
        if !request.paid {
            differ("paid", json!(true), json!(false));
        }
        paid_then(stored, request.paid_on, &mut differ);
        worked_in(reader, stored, &request.spend, &mut differ)?;
    }
    // Paid only later, a reward or points that are asked for now were not used then, and must not look as if they were.
    if stored.asked_paid || (request.paid && stored.state == InvoiceState::Paid) {
        redeemed(reader, stored, &request.spend, &mut differ)?;
    }
    if let Some(original) = &request.refers_to {
        let recorded = stored.refers_to.map(|id| reader.invoice(id).map(|invoice| invoice.number)).transpose()?;
        if recorded.as_ref() != Some(original) {
            differ("refers_to", json!(recorded), json!(original));
        }
    }
    Ok(differing)
}

/// The first asked line that is not recorded, counted from 0, and the field in which it differs.
pub fn differing_line(
    reader: &Reader<'_>,
    stored: &StoredInvoice,
    request: &Request,
) -> Outcome<Option<(usize, &'static str)>> {
    let recorded = reader.lines(stored.id)?.into_iter().map(|line| line.ticket.line);
    let mut left: Vec<Line> = recorded.collect();
    let mut missing: Option<(usize, &Line)> = None;
    for (index, line) in request.lines.iter().enumerate() {
        match left.iter().position(|other| is_same_line(other, line)) {
            Some(at) => drop(left.remove(at)),
            None => missing = missing.or(Some((index, line))),
        }
    }
    Ok(missing.map(|(index, line)| (index, left.first().map_or("amount", |other| differing_field(other, line)))))
}

/// What a line has otherwise than another one: what it costs goes before what it is called.
fn differing_field(recorded: &Line, asked: &Line) -> &'static str {
    let differs = [
        ("quantity", recorded.quantity != asked.quantity),
        ("amount", recorded.amount != asked.amount),
        ("kind", recorded.kind != asked.kind),
        ("name", recorded.name != asked.name),
        ("sku", recorded.sku != asked.sku),
        ("category", recorded.category != asked.category),
    ];
    differs.into_iter().find(|(_, differs)| *differs).map_or("unit_price", |(field, _)| field)
}

/// Whether a paid invoice was paid on the day, and with the rewards and points, that are asked for now.
pub fn payment_differences(
    reader: &Reader<'_>,
    stored: &StoredInvoice,
    paid_on: Option<Day>,
    spend: &Spend,
) -> Outcome<Vec<Difference>> {
    let mut differing = Vec::new();
    let mut differ = |field, recorded: Value, asked: Value| differing.push(Difference { field, recorded, asked });
    paid_then(stored, paid_on, &mut differ);
    redeemed(reader, stored, spend, &mut differ)?;
    Ok(differing)
}

fn paid_then(stored: &StoredInvoice, asked: Option<Day>, differ: &mut dyn FnMut(&'static str, Value, Value)) {
    if let Some(asked) = asked.filter(|day| Some(*day) != stored.paid_on) {
        differ("paid_on", json!(stored.paid_on.map(|day| day.to_string())), json!(asked.to_string()));
    }
}

fn worked_in(
    reader: &Reader<'_>,
    stored: &StoredInvoice,
    spend: &Spend,
    differ: &mut dyn FnMut(&'static str, Value, Value),
) -> Outcome<()> {
    if let Some(asked) = &spend.card.worked_in {
        let recorded = super::card::show::ever_applied(reader, stored.id)?;
        if !recorded.iter().any(|reward| fold(reward) == fold(asked)) {
            differ("card_reward", json!(recorded.first()), json!(asked));
        }
    }
    Ok(())
}

fn redeemed(
    reader: &Reader<'_>,
    stored: &StoredInvoice,
    spend: &Spend,
    differ: &mut dyn FnMut(&'static str, Value, Value),
) -> Outcome<()> {
    if spend.redeem.is_empty() && spend.pay_points.is_zero() {
        return Ok(());
    }
    let redemptions = reader.redemptions_on(stored.id)?;
    let mut recorded: Vec<String> = redemptions.iter().filter_map(|redemption| redemption.reward.clone()).collect();
    let mut asked = spend.redeem.clone();
    recorded.sort();
    asked.sort();
    if !asked.is_empty() && asked != recorded {
        differ("redeem", json!(recorded), json!(asked));
    }
    let paid: i64 = redemptions.iter().filter(|one| one.reward.is_none()).map(|one| one.points.get()).sum();
    if spend.pay_points.is_positive() && spend.pay_points.get() != paid {
        differ("pay_points", json!(paid), json!(spend.pay_points.get()));
    }
    Ok(())
}

/// Lines are compared as a multiset; a price only where both have one.
fn same_lines(recorded: &[Line], asked: &[Line]) -> bool {
    if recorded.len() != asked.len() {
        return false;
    }
    let sorted = |lines: &[Line]| {
        let mut lines: Vec<Line> = lines.to_vec();
        lines.sort();
        lines
    };
    sorted(recorded).iter().zip(&sorted(asked)).all(|(a, b)| is_same_line(a, b))
}

fn is_same_line(a: &Line, b: &Line) -> bool {
    let priced = a.unit_price.is_none() || b.unit_price.is_none() || a.unit_price == b.unit_price;
    priced
        && (a.kind, &a.name, &a.sku, &a.category, a.quantity, a.amount)
            == (b.kind, &b.name, &b.sku, &b.category, b.quantity, b.amount)
}

fn show_line(reader: &Reader<'_>, line: &Line) -> Value {
    json!({
        "kind": line.kind.as_str(),
        "name": line.name,
        "sku": line.sku,
        "category": line.category,
        "quantity": line.quantity.to_string(),
        "amount": reader.shop().currency.show(line.amount),
    })
}

/// The conflict, naming the fields with both values.
pub fn conflict(stored: &StoredInvoice, differing: &[Difference]) -> Failure {
    let said: Vec<String> = differing.iter().map(Difference::said).collect();
    let fields: Vec<Value> = differing
        .iter()
        .map(|difference| json!({ "field": difference.field, "recorded": difference.recorded, "asked": difference.asked }))
        .collect();
    Failure::new(
        Kind::InvoiceConflict,
        format!("invoice `{}` is recorded otherwise: {}", stored.number, said.join("; ")),
    )
    .hint(format!(
        "see it with `loyalty invoice show {}`; put it right with `loyalty invoice correct {} --reason TEXT …`",
        shell_word(&stored.number),
        shell_word(&stored.number)
    ))
    .details(json!({ "number": stored.number, "fields": fields }))
}

impl Difference {
    /// The field that differs.
    pub fn field(&self) -> &'static str {
        self.field
    }

    /// The field with both values: of lines only those that the other side does not have.
    fn said(&self) -> String {
        let (recorded, asked) = (in_words(&self.recorded, &self.asked), in_words(&self.asked, &self.recorded));
        format!("{} {recorded}, not {asked}", self.field)
    }
}

fn in_words(value: &Value, other: &Value) -> String {
    match value {
        Value::String(text) => format!("`{text}`"),
        Value::Null => "none".to_owned(),
        Value::Array(items) => {
            let mut left = other.as_array().cloned().unwrap_or_default();
            let mut own: Vec<String> =
                items.iter().filter(|item| !remove(&mut left, item)).map(item_in_words).collect();
            if own.len() > MOST_SAID {
                let more = own.len() - MOST_SAID;
                own.truncate(MOST_SAID);
                own.push(format!("{more} more"));
            }
            if own.is_empty() { "none".to_owned() } else { own.join(" and ") }
        }
        other => format!("`{other}`"),
    }
}

/// How many lines of an invoice a message spells out; the details have all.
const MOST_SAID: usize = 3;

/// Takes one such item out; tells whether there was one.
fn remove(items: &mut Vec<Value>, item: &Value) -> bool {
    let at = items.iter().position(|one| one == item);
    at.map(|at| items.remove(at)).is_some()
}

/// A line, or the name of a reward.
fn item_in_words(item: &Value) -> String {
    let part = |key: &str, before: &str| item[key].as_str().map(|text| format!("{before}{text}")).unwrap_or_default();
    match item {
        Value::String(name) => format!("`{name}`"),
        line => {
            let pieces = if line["quantity"] == "1" { String::new() } else { part("quantity", " ×") };
            let (kind, name, amount) = (part("kind", ""), part("name", " "), part("amount", " "));
            format!("`{kind}{name}{}{}{pieces}{amount}`", part("sku", " #"), part("category", " +"))
        }
    }
}
