//! `db check`: proves what has to hold, and names what does not. First the file and its schema; what they say is not
//! believed before they are in order.

mod card;
mod file;
mod invoice;
mod ledger;

use crate::domain::{CustomerId, EntryId, InvoiceId};
use crate::failure::{Failure, Kind, Outcome};
use crate::report::check::{Finding, LookedAt};
use crate::store::{Head, Reader};

/// The most findings that are told; more are counted.
const MOST_TOLD: usize = 100;

/// What a check found.
#[derive(Clone, Debug, Default)]
pub struct Found {
    /// The first hundred.
    pub findings: Vec<Finding>,
    /// How many there are.
    pub count: u64,
    /// What was looked at.
    pub looked_at: LookedAt,
    /// Whether the file or its schema is such that nothing in it was looked at.
    pub gave_up: bool,
}

/// One thing that is proved: its name, and how.
struct Check {
    name: &'static str,
    run: fn(&Reader<'_>, &mut Found) -> Outcome<()>,
}

/// What is proved, once the file and its schema are in order.
const CHECKS: [Check; 7] = [
    Check { name: "reference", run: file::references },
    Check { name: "insert-only", run: file::gaps },
    Check { name: "definition", run: file::definitions },
    Check { name: "customer", run: file::people },
    Check { name: "ledger", run: ledger::ledgers },
    Check { name: "invoice", run: invoice::invoices },
    Check { name: "card", run: card::cards },
];

/// Proves all there is to prove, and that nothing up to `expected` was changed since it was written down.
pub fn check(reader: &Reader<'_>, expected: Option<&Head>) -> Outcome<Found> {
    let mut found = Found::default();
    found.gave_up = !file::schema(reader, &mut found)? || !file::damage(reader, &mut found)?;
    if found.gave_up {
        return Ok(found);
    }
    for check in CHECKS {
        match (check.run)(reader, &mut found) {
            // A column holds what its type does not know: the file was written to by something else.
            Err(failure) if matches!(failure.kind(), Kind::Internal | Kind::Damaged) => {
                found.tell(Finding::new(check.name, failure.message()))
            }
            other => other?,
        }
    }
    if let Some(expected) = expected {
        head(reader, expected, &mut found)?;
    }
    Ok(found)
}

fn head(reader: &Reader<'_>, expected: &Head, found: &mut Found) -> Outcome<()> {
    let last = reader.last_entry()?;
    if last < expected.entry {
        let message = format!("the ledger ends with entry {last}, and went up to {} before", expected.entry);
        found.tell(Finding::new("head", message).about_entry(Some(last)));
    } else if reader.head(expected.entry)? != *expected {
        let message = format!("something up to entry {} is not what it was when the head was taken", expected.entry);
        found.tell(Finding::new("head", message));
    }
    Ok(())
}

impl Found {
    /// Counts a finding, and keeps it if it is among the first.
    pub fn tell(&mut self, finding: Finding) {
        self.count += 1;
        if self.findings.len() < MOST_TOLD {
            self.findings.push(finding);
        }
    }

    /// The failure that a check ends with when it found something; `None` when all is well.
    pub fn failure(self) -> Option<Failure> {
        let first = self.findings.first()?;
        let message = match self.count {
            1 => format!("one thing is wrong: {}", first.told()),
            count => format!("{count} things are wrong; the first: {}", first.told()),
        };
        let failure = Failure::new(Kind::CheckFailed, message);
        let failure = match self.gave_up {
            true => {
                failure.hint("what the file holds was not looked at; mend this first, or put back a copy made before")
            }
            false => failure.hint("see who wrote what and when with `loyalty log`"),
        };
        let details = serde_json::json!({ "findings": self.findings, "count": self.count });
        Some(failure.details(details).table(crate::report::check::table(&self.findings)))
    }
}

/// The ref of a customer, or its row where there is none.
fn reference(reader: &Reader<'_>, customer: CustomerId) -> String {
    reader.customer(customer).map_or_else(|_| format!("row {customer}"), |customer| customer.reference)
}

/// The number of an invoice, or its row where there is none.
fn number(reader: &Reader<'_>, invoice: InvoiceId) -> String {
    reader.invoice(invoice).map_or_else(|_| format!("row {invoice}"), |invoice| invoice.number)
}

impl Finding {
    fn about_customer(mut self, reader: &Reader<'_>, customer: Option<CustomerId>) -> Finding {
        self.customer = customer.map(|customer| reference(reader, customer));
        self
    }

    fn about_invoice(mut self, number: Option<String>) -> Finding {
        self.invoice = number;
        self
    }

    fn about_entry(mut self, entry: Option<EntryId>) -> Finding {
        self.entry = entry.map(|entry| entry.0);
        self
    }
}
