//! Invoices that are there already: nothing to do, a step further, or a conflict.

use crate::domain::{CustomerId, Line};
use crate::failure::Outcome;
use crate::import::{Field, InvoiceDraft, InvoiceProblem, Items, LineDraft, Status};
use crate::ops::card::ticket::CardWish;
use crate::ops::pay::Spend;
use crate::ops::record::{Request, Who};
use crate::ops::{compare, lines};
use crate::store::{InvoiceState, StoredInvoice};

use super::super::Taken;
use super::super::step::{Origin, Update, customer_field};
use super::{Writer, state_of};

impl Writer<'_> {
    /// The invoice is there: nothing to do, a step further, or a conflict.
    pub(super) fn again(
        &mut self,
        draft: &InvoiceDraft<'_>,
        items: &Items,
        stored: &StoredInvoice,
        taken: &mut Taken,
    ) -> Outcome<()> {
        let customer = self.people.of(draft).and_then(|person| person.id);
        if self.is_plainly_the_same(draft, items, stored, customer)? {
            taken.unchanged.count(draft.rows, draft.total);
            return Ok(());
        }
        let request = self.request(draft, items);
        let mut differing = compare::differences(self.tx, stored, &request, customer)?;
        if draft.status == Some(Status::Void) && stored.state == InvoiceState::Void {
            differing.clear();
        }
        if !differing.is_empty() {
            let message = compare::conflict(stored, &differing).message().to_owned();
            let (field, row) = self.told_otherwise(draft, stored, &request, differing[0].field())?;
            let problem = Origin::of(draft).conflict(field, message);
            let other_year = draft.date.year() != stored.day.year();
            let hint = other_year.then(|| self.survey.renumbering_hint(draft.file, draft.date)).flatten();
            taken.refuse(self.survey, InvoiceProblem { row, hint, ..problem });
            return Ok(());
        }
        let stands = stored.state != InvoiceState::Void;
        let update = Update {
            rank: self.ranks[draft.file][draft.place as usize],
            origin: Origin::of(draft),
            history: self.terms.history,
            worked_in: self.cards.worked_in(draft).map(str::to_owned),
            invoice: stored.id,
            give_to: customer.filter(|_| stands && stored.customer.is_none()),
            pay: (stored.state == InvoiceState::Unpaid && state_of(draft) == InvoiceState::Paid)
                .then_some(draft.awarded_on()),
            void: stands && draft.status == Some(Status::Void),
        };
        if update.give_to.is_some() || update.pay.is_some() || update.void {
            taken.updated.count(draft.rows, draft.total);
            self.written.updates.push(update);
        } else {
            taken.unchanged.count(draft.rows, draft.total);
        }
        Ok(())
    }

    /// Whether the draft is a refund that stands here without a credit note and came into the file by a list of ours: it
    /// is there already, or is told otherwise (why).
    pub(super) fn listed_refund(&self, draft: &InvoiceDraft<'_>) -> Outcome<Option<Option<InvoiceProblem>>> {
        let original = draft.refers_to.map(|number| self.tx.invoice_by_number(number)).transpose()?.flatten();
        let Some(original) = original else { return Ok(None) };
        let refunds = lines::untold_refunds(self.tx, &original)?;
        let Some((_, refund)) = refunds.into_iter().find(|(number, _)| number == draft.number) else {
            return Ok(None);
        };
        let field = match (refund.day == draft.awarded_on(), refund.amount == -draft.total) {
            (true, true) => return Ok(Some(None)),
            (false, _) if draft.paid_on.is_some() => Field::PaidOn,
            (false, _) => Field::Date,
            (true, false) => Field::Amount,
        };
        let amount = self.tx.shop().currency.show(refund.amount);
        let message = format!("the refund of `{}` of {} is recorded with {amount}", original.number, refund.day);
        Ok(Some(Some(Origin::of(draft).conflict(field, message))))
    }

    /// The field of the file that differs, and the row of the invoice from which on it stands. Of lines it is the first
    /// one that is not recorded; where all are, and others beside them, it is the invoice as such.
    fn told_otherwise(
        &self,
        draft: &InvoiceDraft<'_>,
        stored: &StoredInvoice,
        request: &Request,
        differing: &str,
    ) -> Outcome<(Field, u32)> {
        let field = match differing {
            "customer" => customer_field(self.survey, Origin::of(draft)),
            "paid" => Field::Status,
            "lines" => {
                let line = compare::differing_line(self.tx, stored, &request.lines)?;
                let field = |name| if name == "name" { Some(Field::Item) } else { Field::parse(name) };
                let place = line.and_then(|(line, name)| Some((field(name)?, line as u32)));
                return Ok(place.unwrap_or((Field::Invoice, 0)));
            }
            name => Field::parse(name).unwrap_or(Field::Invoice),
        };
        Ok((field, 0))
    }

    /// Whether the invoice stands exactly as the file has it, line by line: the common case of a file that is taken in
    /// again, seen without looking at what happened since.
    fn is_plainly_the_same(
        &mut self,
        draft: &InvoiceDraft<'_>,
        items: &Items,
        stored: &StoredInvoice,
        customer: Option<CustomerId>,
    ) -> Outcome<bool> {
        let same = stored.state == InvoiceState::Paid
            && matches!(draft.status, None | Some(Status::Paid))
            && (stored.day, stored.time, stored.subtotal) == (draft.date, draft.time, draft.total)
            && draft.paid_on.is_none_or(|day| stored.paid_on == Some(day))
            && stored.customer == customer
            && stored.asked_paid
            && stored.refers_to.is_none()
            && draft.card_reward.is_none()
            && draft.refers_to.is_none();
        if !same {
            return Ok(false);
        }
        let lines = self.tx.plain_lines(stored.id)?;
        if lines.len() != draft.lines.len() {
            return Ok(false);
        }
        for (stored, line) in lines.iter().zip(draft.lines) {
            let priced =
                stored.unit_price.is_none() || line.unit_price.is_none() || stored.unit_price == line.unit_price;
            if !priced || (stored.quantity, stored.amount) != (line.quantity, line.amount) {
                return Ok(false);
            }
            if self.known_item_row(line.item, items)? != Some(stored.item) {
                return Ok(false);
            }
        }
        Ok(true)
    }

    /// The draft as a request, to be compared with what was first asked.
    fn request(&self, draft: &InvoiceDraft<'_>, items: &Items) -> Request {
        let line = |line: &LineDraft| {
            let item = items.get(line.item);
            Line {
                kind: item.kind,
                name: item.name.clone(),
                sku: item.sku.clone(),
                category: item.category.clone(),
                quantity: line.quantity,
                unit_price: line.unit_price,
                amount: line.amount,
            }
        };
        Request {
            number: Some(draft.number.to_owned()),
            day: Some(draft.date),
            time: draft.time,
            customer: draft.customer.map(|place| {
                let key = &self.survey.customers[place as usize].key;
                Who::Text(key.as_str().to_owned())
            }),
            lines: draft.lines.iter().map(line).collect(),
            paid: state_of(draft) != InvoiceState::Unpaid,
            paid_on: draft.paid_on,
            spend: Spend {
                card: CardWish { worked_in: self.cards.worked_in(draft).map(str::to_owned), ..CardWish::default() },
                ..Spend::default()
            },
            refers_to: draft.refers_to.map(str::to_owned),
        }
    }
}
