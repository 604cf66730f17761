//! The same number again: what is asked now against what was first asked, in the fields now given.

mod lines;
mod payment;

use serde_json::{Value, json};

use crate::domain::{CustomerId, Day};
use crate::failure::{Failure, Kind, Outcome, shell_word};
use crate::store::{InvoiceState, Reader, StoredInvoice};

pub use lines::differing_line;

use super::pay::Spend;
use super::record::{Request, Who};

/// A field that differs.
pub struct Difference {
    field: &'static str,
    recorded: Value,
    asked: Value,
    /// The field with both values, as people read it.
    said: String,
}

/// The fields in which a request differs from what the invoice was first asked as. What happened since (payment,
/// assignment, refund, void) makes no difference; neither does bringing it further.
pub fn differences(
    reader: &Reader<'_>,
    stored: &StoredInvoice,
    request: &Request,
    customer: Option<CustomerId>,
) -> Outcome<Vec<Difference>> {
    let mut comparison = Comparison { reader, stored, found: Vec::new() };
    comparison.day_and_time(request);
    comparison.customer(request, customer)?;
    comparison.found.extend(lines::difference(reader, stored, &request.lines)?);
    if stored.asked_paid && !request.paid {
        comparison.differ("paid", json!(true), json!(false));
    }
    // Paid only later, it was paid as it was then: what is asked for now must not look as if it had been so.
    if stored.asked_paid || (request.paid && stored.state == InvoiceState::Paid) {
        comparison.payment(request.paid_on, &request.spend, &request.lines)?;
    }
    comparison.refers_to(request)?;
    Ok(comparison.found)
}

/// Whether a paid invoice was paid on the day, and with the rewards and points, that are asked for now.
pub fn payment_differences(
    reader: &Reader<'_>,
    stored: &StoredInvoice,
    paid_on: Option<Day>,
    spend: &Spend,
) -> Outcome<Vec<Difference>> {
    let mut comparison = Comparison { reader, stored, found: Vec::new() };
    comparison.payment(paid_on, spend, &lines::recorded(reader, stored)?)?;
    Ok(comparison.found)
}

/// Whether who has the invoice, or had it first, was erased: whose it was is not known any more.
pub fn is_of_someone_erased(reader: &Reader<'_>, stored: &StoredInvoice) -> Outcome<bool> {
    for customer in [stored.customer, reader.asked_customer(stored)?].into_iter().flatten() {
        if reader.erased_by(customer)?.is_some() {
            return Ok(true);
        }
    }
    Ok(false)
}

struct Comparison<'a> {
    reader: &'a Reader<'a>,
    stored: &'a StoredInvoice,
    found: Vec<Difference>,
}

impl Comparison<'_> {
    fn differ(&mut self, field: &'static str, recorded: Value, asked: Value) {
        let said = format!("{field} {}, not {}", in_words(&recorded), in_words(&asked));
        self.found.push(Difference { field, recorded, asked, said });
    }

    fn day_and_time(&mut self, request: &Request) {
        let stored = self.stored;
        if let Some(day) = request.day.filter(|day| *day != stored.day) {
            self.differ("date", json!(stored.day.to_string()), json!(day.to_string()));
        }
        if let Some(time) = request.time.filter(|time| Some(*time) != stored.time) {
            self.differ("time", json!(stored.time.map(|time| time.to_string())), json!(time.to_string()));
        }
    }

    fn customer(&mut self, request: &Request, customer: Option<CustomerId>) -> Outcome<()> {
        let Comparison { reader, stored, .. } = *self;
        if request.customer.is_none() {
            return Ok(());
        }
        let first = reader.asked_customer(stored)?;
        let is_same = stored.customer.is_none() || customer == stored.customer || customer == first;
        if is_same || is_of_someone_erased(reader, stored)? {
            return Ok(());
        }
        let reference =
            |id: Option<CustomerId>| id.map(|id| reader.customer(id).map(|customer| customer.reference)).transpose();
        // One who is not there has only what was asked for.
        let asked = reference(customer)?.or_else(|| match &request.customer {
            Some(Who::Text(text) | Who::Reference(text)) => Some(text.clone()),
            Some(Who::Known(known)) => {
                [&known.reference, &known.email, &known.phone].into_iter().flatten().next().cloned()
            }
            None => None,
        });
        self.differ("customer", json!(reference(first.or(stored.customer))?), json!(asked));
        Ok(())
    }

    fn refers_to(&mut self, request: &Request) -> Outcome<()> {
        let Comparison { reader, stored, .. } = *self;
        let Some(original) = &request.refers_to else { return Ok(()) };
        let recorded = stored.refers_to.map(|id| reader.invoice(id).map(|invoice| invoice.number)).transpose()?;
        if recorded.as_ref() != Some(original) {
            self.differ("refers_to", json!(recorded), json!(original));
        }
        Ok(())
    }
}

/// The conflict, naming the fields with both values.
pub fn conflict(stored: &StoredInvoice, differing: &[Difference]) -> Failure {
    let said: Vec<&str> = differing.iter().map(|difference| difference.said.as_str()).collect();
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
}

/// A value, or several of them, all that there are.
fn in_words(value: &Value) -> String {
    match value {
        Value::String(text) => format!("`{text}`"),
        Value::Null => "none".to_owned(),
        Value::Array(items) => listed(items.iter().map(in_words)),
        other => format!("`{other}`"),
    }
}

/// How many lines or names a message spells out; the details have all.
const MOST_SAID: usize = 3;

fn listed(items: impl ExactSizeIterator<Item = String>) -> String {
    let more = items.len().saturating_sub(MOST_SAID);
    let mut said: Vec<String> = items.take(MOST_SAID).collect();
    said.extend((more > 0).then(|| format!("{more} more")));
    if said.is_empty() { "none".to_owned() } else { said.join(" and ") }
}
