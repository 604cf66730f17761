//! Walking each customer's ledger through the imported invoices, in the order of date, time and number: expiry booked up
//! to each date, points earned and taken back as of it, and everything settled by today.

use rustc_hash::FxHashMap;

use crate::domain::ledger::{Account, EntryKind, GiveBack, Source};
use crate::domain::refund::{self, RefundLine};
use crate::domain::ticket::Ticket;
use crate::domain::{CustomerId, Day, EntryId, InvoiceId, Points, RefundId};
use crate::failure::Outcome;
use crate::ops::{change, credit, refusal};
use crate::store::{InvoicePoints, InvoiceState, StoredInvoice, StoredLine, Tx};

use super::Taken;
use super::write::{Award, Referring};

/// A step of a walk.
enum Step {
    Award(Award),
    Refund(Box<Referring>, Box<StoredInvoice>),
}

impl Step {
    fn day(&self) -> Day {
        match self {
            Step::Award(award) => award.day,
            Step::Refund(referring, _) => referring.day,
        }
    }
}

/// Walks all customers. A credit note whose original cannot be refunded so is refused, and taken out again.
pub fn walk(tx: &Tx<'_>, awards: Vec<Award>, refunds: Vec<Referring>, taken: &mut Taken) -> Outcome<()> {
    let ranks: FxHashMap<InvoiceId, u32> = if refunds.is_empty() {
        FxHashMap::default()
    } else {
        awards.iter().map(|award| (award.invoice, award.rank)).collect()
    };
    let mut steps: Vec<(CustomerId, u32, bool, Step)> =
        awards.into_iter().map(|award| (award.customer, award.rank, false, Step::Award(award))).collect();
    let mut of_nobody = Vec::new();
    for referring in refunds {
        match tx.invoice_by_number(&referring.original)? {
            Some(original) if original.id != referring.invoice => {
                // A refund comes after its original, whatever the file says of its date.
                let rank = referring.rank.max(ranks.get(&original.id).copied().unwrap_or(0));
                let step = Step::Refund(Box::new(referring), Box::new(original.clone()));
                match original.customer {
                    Some(customer) => steps.push((customer, rank, true, step)),
                    None => of_nobody.push((rank, step)),
                }
            }
            _ => {
                let message = format!("it refers to invoice `{}`, which is nowhere", referring.original);
                refuse(tx, &referring, message, taken)?;
            }
        }
    }
    steps.sort_by_key(|(customer, rank, is_refund, _)| (*customer, *rank, *is_refund));
    of_nobody.sort_by_key(|(rank, _)| *rank);
    for (_, step) in of_nobody {
        if let Step::Refund(referring, original) = step {
            refund_of_nobody(tx, &referring, &original, taken)?;
        }
    }
    let mut steps = steps.into_iter().peekable();
    while let Some((customer, ..)) = steps.peek() {
        let customer = *customer;
        let mut own = Vec::new();
        while let Some((_, _, _, step)) = steps.next_if(|(next, ..)| *next == customer) {
            own.push(step);
        }
        walk_customer(tx, customer, own, taken)?;
    }
    tx.end_bulk()?;
    Ok(())
}

fn walk_customer(tx: &Tx<'_>, customer: CustomerId, steps: Vec<Step>, taken: &mut Taken) -> Outcome<()> {
    let from = steps.iter().map(Step::day).min().unwrap_or(tx.today());
    let mut walker =
        Walker { tx, customer, account: tx.walk_account(customer, from)?, here: FxHashMap::default(), date: from };
    for step in steps {
        match step {
            Step::Award(award) => walker.award(&award)?,
            Step::Refund(referring, original) => walker.refund(&referring, &original, taken)?,
        }
    }
    walker.account.settle(tx.today());
    let changes = walker.account.into_changes();
    for entry in &changes.entries {
        match entry.kind {
            EntryKind::Earn => taken.earned += entry.points,
            EntryKind::Reverse => taken.reversed -= entry.points,
            EntryKind::Expire => taken.expired -= entry.points,
            _ => {}
        }
    }
    tx.keep_changes(customer, &changes, None)?;
    Ok(())
}

struct Walker<'a> {
    tx: &'a Tx<'a>,
    customer: CustomerId,
    account: Account,
    /// What this walk did to the points of invoices, not yet written.
    here: FxHashMap<InvoiceId, Here>,
    date: Day,
}

#[derive(Clone, Copy, Default)]
struct Here {
    earn: Option<EntryId>,
    earned: Points,
    reversed: Points,
    returned: Points,
}

impl Walker<'_> {
    fn go_to(&mut self, day: Day) {
        self.date = self.date.max(day);
        self.account.walk_to(self.date);
    }

    fn award(&mut self, award: &Award) -> Outcome<()> {
        self.go_to(award.day);
        let source = Source { invoice: Some(award.invoice), ..Source::default() };
        if award.is_credit {
            let points = award.points.min(self.account.creditable());
            if points.is_positive() {
                self.account.debit(EntryKind::Reverse, award.day, points, None, source)?;
            }
            return Ok(());
        }
        let entry =
            self.account.credit(EntryKind::Earn, award.day, award.points, award.expires_on, source, self.date)?;
        let here = self.here.entry(award.invoice).or_default();
        here.earn = Some(entry);
        here.earned += award.points;
        Ok(())
    }

    /// A refund of an invoice, as of its date.
    fn refund(&mut self, referring: &Referring, original: &StoredInvoice, taken: &mut Taken) -> Outcome<()> {
        self.go_to(referring.day);
        let id = match plan_refund(self.tx, referring, original)? {
            Ok(id) => id,
            Err(message) => return refuse(self.tx, referring, message, taken),
        };
        let original = self.tx.invoice(original.id)?;
        let stored = self.tx.invoice_points(original.id)?;
        let here = self.here.get(&original.id).copied().unwrap_or_default();
        let so_far = InvoicePoints {
            earned: stored.earned + here.earned,
            reversed: stored.reversed + here.reversed,
            lapsed: stored.lapsed + self.account.lapsed_here(original.id),
            returned: stored.returned + here.returned,
            redeemed: stored.redeemed,
        };
        let target = change::target(self.tx, &original)?;
        let points = refund::reversal(so_far.earned, so_far.reversed, so_far.lapsed, target);
        let source = Source { invoice: Some(original.id), refund: Some(id), ..Source::default() };
        if points.is_positive() {
            let own =
                here.earn.map_or_else(|| self.tx.earn_entry(self.customer, original.id), |entry| Ok(Some(entry)))?;
            self.account.debit(EntryKind::Reverse, referring.day, points, own, source)?;
        }
        let nothing_left = original.refunded == original.total;
        let back =
            refund::returnable(so_far.redeemed, so_far.returned, original.refunded, original.total, nothing_left);
        let returned = self.give_redeemed_back(&original, back, referring.day, id)?;
        let here = self.here.entry(original.id).or_default();
        here.reversed += points;
        here.returned += returned;
        Ok(())
    }

    fn give_redeemed_back(
        &mut self,
        original: &StoredInvoice,
        points: Points,
        date: Day,
        refund: RefundId,
    ) -> Outcome<Points> {
        let mut left = points;
        for redemption in self.tx.redemptions_on(original.id)?.into_iter().rev() {
            let now = left.min(redemption.points - redemption.returned);
            if !now.is_positive() || redemption.customer != self.customer {
                continue;
            }
            left -= now;
            let debit = self.tx.past_debit(redemption.entry, redemption.returned)?;
            let source = Source { invoice: Some(original.id), refund: Some(refund), redemption: Some(redemption.id) };
            let back = GiveBack { kind: EntryKind::Return, date, points: now, own_expires_on: None, source };
            self.account.give_back(&debit, back, self.date)?;
        }
        Ok(points - left)
    }
}

fn refund_of_nobody(tx: &Tx<'_>, referring: &Referring, original: &StoredInvoice, taken: &mut Taken) -> Outcome<()> {
    match plan_refund(tx, referring, original)? {
        Ok(_) => Ok(()),
        Err(message) => refuse(tx, referring, message, taken),
    }
}

/// Keeps a credit note as a refund of its original; says why it is none.
fn plan_refund(tx: &Tx<'_>, referring: &Referring, original: &StoredInvoice) -> Outcome<Result<RefundId, String>> {
    if original.state != InvoiceState::Paid {
        return Ok(Err(format!("it refers to invoice `{}`, which is {}", original.number, original.state.as_str())));
    }
    let note = tx.invoice(referring.invoice)?;
    if note.customer.is_some() && note.customer != original.customer {
        return Ok(Err(format!("it refers to invoice `{}`, which is somebody else's", original.number)));
    }
    let lines = tx.lines(original.id)?;
    let credit_lines = tx.lines(referring.invoice)?.into_iter().map(|line| line.ticket.line).collect();
    let currency = tx.shop().currency;
    let ticket = Ticket::new(credit_lines).map_err(|error| refusal::ticket(error, currency))?;
    if !ticket.is_credit() {
        return Ok(Err("it refers to another invoice and its total is not below zero".to_owned()));
    }
    let cut = credit::cut_of(&ticket, &lines);
    let refund_lines: Vec<RefundLine> = lines.iter().map(StoredLine::refund_line).collect();
    let plan = match refund::plan(&refund_lines, original.total, &cut) {
        Ok(refund::Outcome::Refund(plan)) => plan,
        Ok(refund::Outcome::Unchanged) => return Ok(Err(format!("nothing is left of invoice `{}`", original.number))),
        Err(refusal) => return Ok(Err(refusal::refund(refusal, currency).message().to_owned())),
    };
    let id = tx.next_refund()?;
    tx.insert_refund(id, original.id, Some(referring.invoice), referring.day, &plan, None)?;
    tx.set_referring(referring.invoice, original)?;
    Ok(Ok(id))
}

/// Takes a refused credit note out again, and counts it as rejected.
fn refuse(tx: &Tx<'_>, referring: &Referring, message: String, taken: &mut Taken) -> Outcome<()> {
    tx.delete_imported(referring.invoice)?;
    taken.new.rows -= u64::from(referring.rows);
    taken.new.invoices -= 1;
    taken.new.amount -= referring.total;
    let mut error = referring.error.clone();
    error.message = message;
    taken.refuse(error, referring.place, referring.rows, referring.total);
    Ok(())
}
