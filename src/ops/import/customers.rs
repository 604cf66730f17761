//! Taking in customers with the balances they bring from an older system: one unit of work, one thing to undo.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use serde_json::json;

use crate::domain::ledger::{EntryKind, Source};
use crate::domain::person::{Country, email_as_kept, phone_e164};
use crate::domain::text::counted;
use crate::domain::{CustomerId, Day, ImportId, Points, Revisions};
use crate::failure::Outcome;
use crate::import::{CustomerKey, CustomerProblem, CustomerRow, CustomersRead, Field, PointsEnd};
use crate::ops::customer::put;
use crate::report::Status;
use crate::store::{Customer, Need, NewCustomer, Opening, Tx};

use super::collected::OldCards;
use super::people::{ambiguous, candidates, rows_known};

/// After how many rows it is told how far the work is.
const TOLD_EVERY: u64 = 1000;

/// How customers are to be taken in.
#[derive(Clone, Debug)]
pub struct CustomerTerms<'a> {
    /// The system that balances come from.
    pub source: &'a str,
    /// The scheme of the cards that are taken over.
    pub scheme: Option<&'a str>,
    /// The country whose way of writing phones counts.
    pub country: Country,
    /// Whether known customers get the details of the file.
    pub update: bool,
}

/// What taking customers in did.
#[derive(Clone, Debug, Default)]
pub struct CustomersTaken {
    /// The number of the import; `None` when nothing was new.
    pub id: Option<ImportId>,
    /// Rows of new customers.
    pub created: u64,
    /// Rows of known customers that got something.
    pub updated: u64,
    /// Rows that say nothing new.
    pub unchanged: u64,
    /// Rows that the database refuses; those that are wrong in themselves come on top.
    pub rejected: u64,
    /// Known customers.
    pub matched: u64,
    /// Points brought.
    pub opened: Points,
    /// Points brought that are owed.
    pub owed: Points,
    /// Cards that were opened.
    pub cards_opened: u64,
    /// Rewards that wait on cards that were full.
    pub rewards_ready: u64,
    /// Phones that cannot be read and are kept as typed.
    pub odd_phones: u64,
    /// What the database refuses.
    pub problems: Vec<CustomerProblem>,
}

impl CustomersTaken {
    /// What came of it when nothing of it is kept: all that was to be written is rejected.
    pub fn rolled_back(self) -> CustomersTaken {
        let rejected = self.rejected + self.created + self.updated;
        let CustomersTaken { unchanged, matched, problems, .. } = self;
        CustomersTaken { unchanged, rejected, matched, problems, ..CustomersTaken::default() }
    }

    /// The reasons of the rows that were refused, by line.
    pub fn reasons(&self) -> BTreeMap<u64, String> {
        self.problems.iter().map(|problem| (problem.line, problem.message.clone())).collect()
    }
}

/// What is refused of a row: the field, and why.
pub type Refused = (Field, String);

/// Takes customers in; `progress` is told how many rows are done. As with invoices the caller decides what becomes of
/// errors: a failure rolls everything back.
pub fn take_in_customers(
    tx: &Tx<'_>,
    read: &CustomersRead,
    terms: &CustomerTerms<'_>,
    file: &str,
    progress: &mut dyn FnMut(u64),
) -> Outcome<CustomersTaken> {
    let mut taken = CustomersTaken::default();
    let revisions = tx.revisions()?;
    let cards = terms.scheme.map(|scheme| OldCards::new(tx, scheme, terms.source)).transpose()?;
    let place = Place { tx, terms, revisions: &revisions, cards, note: OnceCell::new() };
    // What finds one alone comes first, so that the order of the rows makes no difference to whom a phone finds.
    let mut rows: Vec<&CustomerRow> = read.customers.iter().collect();
    rows.sort_by_cached_key(|row| match row.key(terms.country) {
        Some(CustomerKey::Ref(_)) => 0,
        Some(CustomerKey::Email(_)) => 1,
        _ => 2,
    });
    for (done, row) in (1..).zip(rows) {
        match place.take(row, &mut taken)? {
            Ok(Status::Created) => taken.created += 1,
            Ok(Status::Updated) => taken.updated += 1,
            Ok(_) => taken.unchanged += 1,
            Err((field, message)) => {
                taken.rejected += 1;
                taken.problems.push(CustomerProblem { line: row.line, field, message });
            }
        }
        if done % TOLD_EVERY == 0 {
            progress(done);
        }
    }
    taken.problems.sort_by_key(|problem| problem.line);
    if taken.created + taken.updated > 0 {
        let id = tx.next_import()?;
        let counts = json!({
            "rows": taken.created + taken.updated,
            "customers": taken.created,
            "updated": taken.updated,
            "opened": taken.opened.get(),
            "owed": taken.owed.get(),
            "cards": taken.cards_opened,
        });
        tx.insert_import(id, "customers", &[file.to_owned()], &counts)?;
        taken.id = Some(id);
    }
    Ok(taken)
}

struct Place<'a> {
    tx: &'a Tx<'a>,
    terms: &'a CustomerTerms<'a>,
    revisions: &'a Revisions,
    cards: Option<OldCards<'a>>,
    note: OnceCell<i64>,
}

impl Place<'_> {
    /// One row; the error says why it is refused, and nothing of it was done.
    fn take(&self, row: &CustomerRow, taken: &mut CustomersTaken) -> Outcome<Result<Status, Refused>> {
        let key = row.key(self.terms.country).expect("a row that nobody is found by was rejected when it was read");
        let new = self.details(row, taken);
        let collected = match self.cards.as_ref().map(|cards| cards.collected(row)).transpose() {
            Ok(collected) => collected.flatten(),
            Err(message) => return Ok(Err((Field::Collected, message))),
        };
        let cards = self.cards.as_ref().zip(collected);
        let found = candidates(self.tx, &key)?;
        let mut rows = Vec::new();
        let (customer, mut status) = match found.as_slice() {
            [] => (self.tx.insert_customer(&new)?, Status::Created),
            [there] => {
                rows = rows_known(self.tx, &key, there)?;
                if let Some(refused) = self.refuse_opening(row, there, &rows)? {
                    return Ok(Err(refused));
                }
                if let Some((cards, collected)) = cards
                    && let Some(refused) = cards.refuses(row, there, &rows, collected)?
                {
                    return Ok(Err(refused));
                }
                taken.matched += 1;
                // What a file says of a ref that was merged is not what is known of the person since.
                if rows.contains(&there.id) { self.meet(there, &new)? } else { (there.clone(), Status::Unchanged) }
            }
            several => return Ok(Err((key.field(), ambiguous(&key, several)))),
        };
        if rows.is_empty() {
            rows.push(customer.id);
        }
        let mut brings = self.open(row, &customer, &rows, taken)?;
        if let Some((cards, collected)) = cards {
            brings |= cards.take_over(row, &customer, &rows, collected, &|| self.note(), taken)?;
        }
        if brings && status == Status::Unchanged {
            status = Status::Updated;
        }
        Ok(Ok(status))
    }

    fn meet(&self, there: &Customer, new: &NewCustomer) -> Outcome<(Customer, Status)> {
        if !self.terms.update {
            return Ok((there.clone(), Status::Unchanged));
        }
        let wanted = Customer {
            name: new.name.clone().or_else(|| there.name.clone()),
            email: new.email.clone().or_else(|| there.email.clone()),
            phone: new.phone.clone().or_else(|| there.phone.clone()),
            note: new.note.clone().or_else(|| there.note.clone()),
            ..there.clone()
        };
        let (customer, status) = put(self.tx, there, wanted)?;
        if status == Status::Updated {
            self.tx.insert_customer_before(there)?;
        }
        Ok((customer, status))
    }

    /// What one of these rows brought already.
    fn brought(&self, rows: &[CustomerId]) -> Outcome<Option<Opening>> {
        for row in rows {
            if let Some(opening) = self.tx.opening(*row, self.terms.source)? {
                return Ok(Some(opening));
            }
        }
        Ok(None)
    }

    /// A balance is brought once: the same again is fine, in what the row says of it.
    fn refuse_opening(&self, row: &CustomerRow, there: &Customer, rows: &[CustomerId]) -> Outcome<Option<Refused>> {
        let Some(points) = row.points else { return Ok(None) };
        let Some(opening) = self.brought(rows)? else { return Ok(None) };
        let end = row.points_end.map(|end| match end {
            PointsEnd::Never => None,
            PointsEnd::On(day) => Some(day),
        });
        let agrees = [
            (Field::Points, opening.points == points),
            (Field::PointsDate, row.points_date.is_none_or(|day| day == opening.day)),
            (Field::PointsExpire, end.is_none_or(|end| end == opening.expires_on)),
        ];
        Ok(agrees.into_iter().find(|(_, agrees)| !agrees).map(|(field, _)| {
            let Opening { points, day, .. } = opening;
            let points = counted(points, "point", "points");
            let (reference, source) = (&there.reference, self.terms.source);
            (field, format!("`{reference}` brought {points} from `{source}` already, dated {day}"))
        }))
    }

    /// Brings the balance, unless it was brought before; whether it did.
    fn open(
        &self,
        row: &CustomerRow,
        customer: &Customer,
        rows: &[CustomerId],
        taken: &mut CustomersTaken,
    ) -> Outcome<bool> {
        let (tx, source) = (self.tx, self.terms.source);
        let Some(points) = row.points else { return Ok(false) };
        if self.brought(rows)?.is_some() {
            return Ok(false);
        }
        let day: Day = row.points_date.unwrap_or(tx.today());
        let expires_on = match row.points_end {
            Some(PointsEnd::Never) => None,
            Some(PointsEnd::On(day)) => Some(day),
            None => self.revisions.in_force(day).settings.last_day(day),
        };
        let mut entry = None;
        if points.is_positive() {
            let mut account = tx.account(customer.id, Need::default(), &[])?;
            entry = Some(account.credit(EntryKind::Opening, day, points, expires_on, Source::default(), tx.today())?);
            tx.keep_account(customer.id, account, None)?;
            taken.opened += points;
        } else if points.is_negative() {
            // An opening is a credit; what was owed is put right by hand, as it would have been.
            let mut account = tx.account(customer.id, Need { cover: -points, ..Need::default() }, &[])?;
            entry = Some(account.debit(EntryKind::Adjust, day, -points, None, Source::default())?);
            tx.keep_account(customer.id, account, Some(self.note()?))?;
            taken.owed -= points;
        }
        tx.insert_opening(rows[0], source, &Opening { day, points, expires_on, entry })?;
        Ok(true)
    }

    /// The text that says in a ledger and on cards where what was put right by hand comes from.
    fn note(&self) -> Outcome<i64> {
        if let Some(note) = self.note.get() {
            return Ok(*note);
        }
        let note = self.tx.insert_note(&format!("brought from `{}`", self.terms.source))?;
        Ok(*self.note.get_or_init(|| note))
    }

    /// The details as they are kept; an e-mail that is none and a phone that cannot be read are kept as typed.
    fn details(&self, row: &CustomerRow, taken: &mut CustomersTaken) -> NewCustomer {
        let phone = row.phone.as_deref().map(|phone| (phone, phone_e164(phone, self.terms.country)));
        taken.odd_phones += u64::from(matches!(phone, Some((_, None))));
        NewCustomer {
            reference: row.customer_ref.clone(),
            name: row.name.clone(),
            email: row.email.as_deref().map(email_as_kept),
            phone: phone.map(|(typed, read)| read.unwrap_or_else(|| typed.to_owned())),
            note: row.note.clone(),
        }
    }
}
