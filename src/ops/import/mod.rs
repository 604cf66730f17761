//! Taking in what a survey of files has found: one unit of work, one report, one thing to undo.
//!
//! Customers are found or made, in the order of their first invoices; the invoices are written as they stream in; then
//! each customer's ledger is walked in the order of date, time and number, so that the order of the rows in a file makes
//! no difference.

mod cards;
mod collected;
mod customers;
mod people;
mod step;
mod told;
mod undo;
mod walk;
mod write;

pub use customers::{CustomerTerms, CustomersTaken, take_in_customers};
pub use told::report;
pub use undo::{TakenBack, undo};
pub use write::is_bulk;

use std::collections::BTreeMap;

use rustc_hash::FxHashSet;

use crate::domain::{Day, ImportId, Money, Points, RevisionId};
use crate::failure::{Failure, Kind, Outcome};
use crate::import::{ImportError, InvoiceProblem, NotKept, Progress, Survey};
use crate::ops::card::ticket::History;
use crate::store::Tx;

/// How invoices are to be taken in, beside how their files are read.
#[derive(Clone, Copy, Debug)]
pub struct Terms {
    /// The day whose rule all invoices are awarded by; each by its own date without.
    pub rule_at: Option<Day>,
    /// Which invoices earn.
    pub points: PointsTerms,
    /// How they count on cards.
    pub history: History,
    /// Whether unknown customers are refused.
    pub existing_only: bool,
}

/// Which imported invoices earn points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointsTerms {
    /// Those that no opening balance covers.
    Uncovered,
    /// All, also those that an opening balance covers.
    All,
    /// None, for good.
    None,
    /// Those from a day on that no opening balance covers.
    From(Day),
}

/// Counts of rows, invoices and their amounts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    /// Rows.
    pub rows: u64,
    /// Invoices.
    pub invoices: u64,
    /// What they come to.
    pub amount: Money,
}

impl Tally {
    fn count(&mut self, rows: u32, amount: Money) {
        self.rows += u64::from(rows);
        self.invoices += 1;
        self.amount += amount;
    }

    fn uncount(&mut self, rows: u32, amount: Money) {
        self.rows -= u64::from(rows);
        self.invoices -= 1;
        self.amount -= amount;
    }
}

/// The invoices that a revision was used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RulePeriod {
    /// The first of their dates.
    pub from: Day,
    /// The last one.
    pub to: Day,
    /// How many.
    pub invoices: u64,
}

/// What taking in did.
#[derive(Clone, Debug, Default)]
pub struct Taken {
    /// The number of the import; `None` when nothing was new.
    pub id: Option<ImportId>,
    /// New invoices.
    pub new: Tally,
    /// Those that were there.
    pub unchanged: Tally,
    /// Those that were brought further.
    pub updated: Tally,
    /// Those that the store refused; the survey's own come on top.
    pub rejected: Tally,
    /// What they earned.
    pub earned: Points,
    /// What credit notes and refunds took back.
    pub reversed: Points,
    /// What ran out of it by today.
    pub expired: Points,
    /// Customers that were made.
    pub customers_created: u64,
    /// Customers that were there.
    pub customers_matched: u64,
    /// Cards that were opened.
    pub cards_opened: u64,
    /// Rewards that were reached and are as good as used.
    pub rewards_waived: u64,
    /// Invoices that an opening balance covers.
    pub covered: u64,
    /// Which revision was used for which invoices.
    pub rules: BTreeMap<Option<RevisionId>, RulePeriod>,
    /// The first problems that the store found, beside the survey's errors.
    pub problems: Vec<InvoiceProblem>,
    /// The invoices that the store refused, by file and place.
    pub refused: FxHashSet<(usize, u32)>,
}

impl Taken {
    /// What came of it when nothing of it is kept: all that was to be written is rejected.
    pub fn rolled_back(self) -> Taken {
        let mut rejected = self.rejected;
        for tally in [self.new, self.updated] {
            rejected.rows += tally.rows;
            rejected.invoices += tally.invoices;
            rejected.amount += tally.amount;
        }
        let Taken { unchanged, customers_matched, problems, refused, .. } = self;
        Taken { unchanged, rejected, customers_matched, problems, refused, ..Taken::default() }
    }

    /// Why the store refused an invoice, for its rows.
    pub fn reason(&self, file: usize, place: u32) -> String {
        let at = self.problems.binary_search_by_key(&(file, place), |problem| (problem.file, problem.place));
        at.map_or_else(
            |_| "the invoice has an error past the first ones".to_owned(),
            |at| self.problems[at].message.clone(),
        )
    }
}

/// Takes in what a survey found. Nothing may be kept when [`Taken::problems`] or the survey's are not empty, unless the
/// terms say so: the caller decides, and a failure rolls everything back.
pub fn take_in(tx: &Tx<'_>, survey: &Survey<'_>, terms: &Terms, progress: &mut dyn FnMut(Progress)) -> Outcome<Taken> {
    tx.about_many();
    let mut taken = Taken::default();
    let order = survey.award_order();
    let first_event = if tx.schemes()?.is_empty() { None } else { Some(tx.next_card_event()?) };
    let mut people = people::People::find(tx, survey, terms)?;
    people.make_missing(tx, survey, &order)?;
    let mut writer = write::Writer::new(tx, survey, terms, &people, &order)?;
    writer.write_all(&mut taken, progress)?;
    let step::Written { awards, updates, refunds, cards } = writer.finish();
    walk::walk(tx, survey, awards, refunds, cards.map(|work| (work, terms.history)), &mut taken)?;
    bring_further(tx, survey, updates, &mut taken)?;
    people.forget_unused(tx, survey, &taken.refused)?;
    taken.keep_first_problems(survey.max_errors());
    if let Some(first) = first_event {
        (taken.cards_opened, taken.rewards_waived) = tx.count_opened_and_waived(first)?;
    }
    if taken.new.invoices + taken.updated.invoices > 0 {
        let id = tx.next_import()?;
        let files: Vec<String> = survey.file_names();
        tx.insert_import(id, "invoices", &files, &counts(tx, &taken, people.created()))?;
        taken.id = Some(id);
    }
    taken.customers_created = people.created();
    taken.customers_matched = people.used() - people.created();
    Ok(taken)
}

/// Brings recorded invoices further, in the order of the awards; what that does to points counts as the import's.
fn bring_further(tx: &Tx<'_>, survey: &Survey<'_>, mut updates: Vec<step::Update>, taken: &mut Taken) -> Outcome<()> {
    if updates.is_empty() {
        return Ok(());
    }
    let first = tx.next_entry()?;
    updates.sort_by_key(|update| update.rank);
    for update in updates {
        match tx.part(|| update.carry_out(tx)) {
            Err(failure) if failure.is_refusal() => {
                let outline = survey.outline(update.origin.file, update.origin.place);
                taken.updated.uncount(outline.rows, outline.total);
                taken.refuse(survey, update.refused(survey, &failure));
            }
            done => done?,
        }
    }
    let moved = tx.moved_from(first)?;
    taken.earned += moved.earned;
    taken.reversed += moved.reversed;
    taken.expired += moved.expired;
    Ok(())
}

/// What an import brought, as `import show` tells it later.
fn counts(tx: &Tx<'_>, taken: &Taken, customers: u64) -> serde_json::Value {
    serde_json::json!({
        "rows": taken.new.rows,
        "invoices": taken.new.invoices,
        "amount": tx.shop().currency.show(taken.new.amount),
        "earned": taken.earned.get(),
        "reversed": taken.reversed.get(),
        "expired": taken.expired.get(),
        "customers": customers,
        "cards": taken.cards_opened,
    })
}

/// The folder for temporary files does not take what it has to.
pub fn not_kept(error: std::io::Error) -> Failure {
    Failure::from(error).hint("name another folder with the environment variable `TMPDIR`")
}

impl From<ImportError> for Failure {
    fn from(error: ImportError) -> Failure {
        let error = match error {
            ImportError::Io { error, .. } if NotKept::is_cause_of(&error) => return not_kept(error),
            other => other,
        };
        let kind = match &error {
            ImportError::Io { error, .. } if error.kind() == std::io::ErrorKind::NotFound => Kind::FileNotFound,
            ImportError::Io { .. } => Kind::Io,
            ImportError::Options(_) => Kind::Usage,
            _ => Kind::InputRejected,
        };
        let mut failure = Failure::new(kind, error.to_string());
        for hint in error.hints() {
            failure = failure.hint(hint);
        }
        failure.details(serde_json::json!({ "reason": error.code() }))
    }
}
