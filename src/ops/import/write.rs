//! Writing the invoices of an import as they stream in; `again` finds those that are there already.

mod again;

use std::rc::Rc;

use crate::domain::earn::{EarnLine, earn, earn_turned};
use crate::domain::selector::Selectable;
use crate::domain::ticket::{TicketRefusal, share_discounts};
use crate::domain::{Day, Kind, Money, Points, Quantity, RevisionId, Revisions};
use crate::failure::{Failure, Outcome};
use crate::import::{Field, InvoiceDraft, InvoiceProblem, Items, Progress, RowErrorCode, Status, Survey};
use crate::ops::refusal;
use crate::store::{ImportWriter, ImportedLine, InvoiceState, NewInvoice, Tx};

use super::cards::{self, CardCounter};
use super::people::People;
use super::step::{Award, Origin, Referring, Written, customer_field};
use super::{PointsTerms, RulePeriod, Taken, Terms};

/// Imports above this many invoices are written without the row-by-row guards, which are made again at the end.
pub const BULK: u64 = 2_000;

/// Whether what the files hold is written in bulk.
pub fn is_bulk(survey: &Survey<'_>) -> bool {
    survey.invoice_count() > BULK
}

/// Writes invoices.
pub struct Writer<'a> {
    tx: &'a Tx<'a>,
    survey: &'a Survey<'a>,
    terms: &'a Terms,
    people: &'a People,
    revisions: Rc<Revisions>,
    /// The place in the award order of each invoice, by file.
    ranks: Vec<Vec<u32>>,
    /// The rows of the items that lines name, once they are needed.
    item_rows: Vec<Option<i64>>,
    has_invoices: bool,
    is_bulk: bool,
    writer: ImportWriter<'a>,
    cards: CardCounter<'a>,
    written: Written,
}

impl<'a> Writer<'a> {
    /// Prepares to write what a survey found.
    pub fn new(
        tx: &'a Tx<'a>,
        survey: &'a Survey<'a>,
        terms: &'a Terms,
        people: &'a People,
        order: &[(usize, u32)],
    ) -> Outcome<Writer<'a>> {
        let mut ranks: Vec<Vec<u32>> = survey.files.iter().map(|_| Vec::new()).collect();
        for (rank, (file, place)) in (0u32..).zip(order) {
            let ranks = &mut ranks[*file];
            if ranks.len() <= *place as usize {
                ranks.resize(*place as usize + 1, u32::MAX);
            }
            ranks[*place as usize] = rank;
        }
        Ok(Writer {
            tx,
            survey,
            terms,
            people,
            revisions: tx.revisions()?,
            ranks,
            item_rows: Vec::new(),
            has_invoices: tx.has_invoices()?,
            is_bulk: is_bulk(survey),
            writer: tx.import_writer()?,
            cards: CardCounter::new(tx, terms, people)?,
            written: Written::default(),
        })
    }

    /// Reads the files once more and writes what is new.
    pub fn write_all(&mut self, taken: &mut Taken, progress: &mut dyn FnMut(Progress)) -> Outcome<()> {
        let survey = self.survey;
        survey.for_each_invoice_ahead::<Failure>(progress, |draft, items| self.take(draft, items, taken))
    }

    /// What was written.
    pub fn finish(self) -> Written {
        Written { cards: self.cards.finish(), ..self.written }
    }

    fn take(&mut self, draft: &InvoiceDraft<'_>, items: &Items, taken: &mut Taken) -> Outcome<()> {
        if let Some(message) = self.people.of(draft).and_then(|person| person.refusal.as_ref()) {
            let origin = Origin::of(draft);
            taken.refuse(self.survey, origin.conflict(customer_field(self.survey, origin), message.clone()));
            return Ok(());
        }
        let may_be_there = self.has_invoices || self.survey.files.len() > 1;
        if may_be_there && let Some(stored) = self.tx.invoice_by_number(draft.number)? {
            return self.again(draft, items, &stored, taken);
        }
        if may_be_there && let Some(problem) = self.listed_refund(draft)? {
            match problem {
                None => taken.unchanged.count(draft.rows, draft.total),
                Some(problem) => taken.refuse(self.survey, problem),
            }
            return Ok(());
        }
        self.insert(draft, items, taken)
    }

    /// Writes a new invoice and remembers what it does to the points.
    fn insert(&mut self, draft: &InvoiceDraft<'_>, items: &Items, taken: &mut Taken) -> Outcome<()> {
        if let (Some(original), Some(Status::Unpaid)) = (draft.refers_to, draft.status) {
            let message = format!("a refund of invoice `{original}` that is not paid out yet gives nothing back");
            let hint = "leave it out until then, or say that it is paid with `--value status:WORD=paid`".to_owned();
            let problem = Origin::of(draft).conflict(Field::Status, message);
            taken.refuse(self.survey, InvoiceProblem { hint: Some(hint), ..problem });
            return Ok(());
        }
        let amounts: Vec<(Kind, Money)> =
            draft.lines.iter().map(|line| (items.get(line.item).kind, line.amount)).collect();
        let nets = match share_discounts(&amounts) {
            Ok(nets) => nets,
            Err(error) => {
                // Each row has a line, in their order.
                let (code, line) = match error {
                    TicketRefusal::DiscountRaises { line } => (RowErrorCode::DiscountAboveZero, Some(line - 1)),
                    _ => (RowErrorCode::BadAmount, amounts.iter().position(|(kind, _)| *kind == Kind::Discount)),
                };
                let told = refusal::ticket(error, self.tx.shop().currency);
                let problem = Origin::of(draft).problem(Field::Amount, code, told.message().to_owned());
                let row = line.unwrap_or(0) as u32;
                taken.refuse(self.survey, InvoiceProblem { row, hint: told.hints().first().cloned(), ..problem });
                return Ok(());
            }
        };
        let mut lines = Vec::with_capacity(draft.lines.len());
        for (line, net) in draft.lines.iter().zip(&nets) {
            let item = self.item_row(line.item, items)?;
            let discount = line.amount - *net;
            lines.push(ImportedLine {
                item,
                quantity: line.quantity,
                unit_price: line.unit_price,
                amount: line.amount,
                discount,
            });
        }
        let state = state_of(draft);
        let person = self.people.of(draft);
        let customer = person.and_then(|person| person.id);
        let covered = person.and_then(|person| person.opened_on).is_some_and(|opened| draft.date <= opened);
        let earns = match self.terms.points {
            PointsTerms::All => true,
            PointsTerms::None => false,
            PointsTerms::Uncovered => !covered,
            PointsTerms::From(day) => !covered && draft.date >= day,
        };
        if covered && self.terms.points != PointsTerms::All {
            taken.covered += 1;
        }
        if let Some(message) = self.cards.refuses(draft)? {
            taken.refuse(self.survey, Origin::of(draft).conflict(Field::CardReward, message));
            return Ok(());
        }
        let awarded_on = draft.awarded_on();
        let rule_day = self.terms.rule_at.unwrap_or(awarded_on);
        let awarded = match state {
            InvoiceState::Paid => self.award(draft, items, &nets, rule_day),
            _ => Ok((None, Points::ZERO, None)),
        };
        let (revision, points, expires_on) = match awarded {
            Err(failure) if failure.is_refusal() => {
                let message = failure.message().to_owned();
                taken.refuse(self.survey, Origin::of(draft).problem(Field::Amount, RowErrorCode::TooLarge, message));
                return Ok(());
            }
            awarded => awarded?,
        };
        let new = NewInvoice {
            number: draft.number,
            day: draft.date,
            time: draft.time,
            customer,
            state,
            paid_on: (state == InvoiceState::Paid).then_some(awarded_on),
            subtotal: draft.total,
            total: draft.total,
            revision,
            refers_to: None,
            earns,
            counts: true,
        };
        if state == InvoiceState::Paid {
            let one = RulePeriod { from: awarded_on, to: awarded_on, invoices: 0 };
            let used = taken.rules.entry(revision).or_insert(one);
            *used = RulePeriod {
                from: used.from.min(awarded_on),
                to: used.to.max(awarded_on),
                invoices: used.invoices + 1,
            };
        }
        if self.is_bulk && taken.new.invoices == 0 {
            self.tx.begin_bulk()?;
            if !self.has_invoices && self.survey.files.len() == 1 {
                self.tx.begin_without_indexes()?;
            }
        }
        let invoice = self.writer.insert(self.tx, &new, &lines)?;
        taken.new.count(draft.rows, draft.total);
        let rank = self.ranks[draft.file][draft.place as usize];
        if let Some(customer) = customer.filter(|_| state == InvoiceState::Paid) {
            self.cards.count(&cards::Written { customer, invoice, rank, draft, nets: &nets }, items)?;
        }
        if draft.refers_to.is_some() {
            self.written.refunds.push(Referring {
                rank,
                invoice,
                day: awarded_on,
                is_void: state == InvoiceState::Void,
                origin: Origin::of(draft),
            });
        } else if let (Some(customer), true) = (customer, earns && points.is_positive()) {
            let is_credit = draft.total.is_negative();
            self.written.awards.push(Award { rank, customer, invoice, day: awarded_on, points, is_credit, expires_on });
        }
        Ok(())
    }

    /// The revision that counts, the points, and their last day.
    fn award(
        &self,
        draft: &InvoiceDraft<'_>,
        items: &Items,
        nets: &[Money],
        rule_day: Day,
    ) -> Outcome<(Option<RevisionId>, Points, Option<Day>)> {
        let revision = self.revisions.in_force(rule_day);
        let lines: Vec<EarnLine<'_>> = draft
            .lines
            .iter()
            .zip(nets)
            .map(|(line, net)| {
                let item = items.get(line.item);
                let what = Selectable {
                    kind: item.kind,
                    sku: item.sku.as_deref(),
                    category: item.category.as_deref(),
                    name: &item.name,
                };
                EarnLine { what, net: *net, quantity: line.quantity, free: Quantity::ZERO }
            })
            .collect();
        let earned = if draft.total.is_negative() {
            earn_turned(&revision.settings, &lines)?
        } else {
            earn(&revision.settings, &lines, draft.total)?
        };
        Ok((revision.id, earned.points, revision.settings.last_day(draft.awarded_on())))
    }

    /// The row of an item, if it is there.
    fn known_item_row(&mut self, place: u32, items: &Items) -> Outcome<Option<i64>> {
        let index = place as usize;
        if index >= self.item_rows.len() {
            self.item_rows.resize(index + 1, None);
        }
        if self.item_rows[index].is_none() {
            let item = items.get(place);
            let (sku, category) = (item.sku.as_deref(), item.category.as_deref());
            self.item_rows[index] = self.tx.known_item(item.kind, &item.name, sku, category)?;
        }
        Ok(self.item_rows[index])
    }

    /// The row of an item, made if it is new.
    fn item_row(&mut self, place: u32, items: &Items) -> Outcome<i64> {
        if let Some(row) = self.known_item_row(place, items)? {
            return Ok(row);
        }
        let item = items.get(place);
        let row = self.tx.item_row(item.kind, &item.name, item.sku.as_deref(), item.category.as_deref())?;
        self.item_rows[place as usize] = Some(row);
        Ok(row)
    }
}

/// The state that the file says an invoice is in.
fn state_of(draft: &InvoiceDraft<'_>) -> InvoiceState {
    match draft.status {
        None | Some(Status::Paid) => InvoiceState::Paid,
        Some(Status::Unpaid) => InvoiceState::Unpaid,
        Some(Status::Void) => InvoiceState::Void,
    }
}
