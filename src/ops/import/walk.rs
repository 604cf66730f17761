//! Walking each customer's ledger through the imported invoices, in the order of date, time and number: expiry booked up
//! to each date, points earned and taken back as of it, and everything settled by today.

use rustc_hash::{FxHashMap, FxHashSet};

use crate::domain::ledger::{Account, EntryKind, GiveBack, Source};
use crate::domain::refund::{self, RefundLine};
use crate::domain::ticket::Ticket;
use crate::domain::{Collected, CustomerId, Day, EntryId, InvoiceId, Points, RefundId};
use crate::failure::{Kind, Outcome};
use crate::import::{Field, InvoiceProblem, Survey};
use crate::ops::card::ticket::History;
use crate::ops::card::walk::{CardWalk, WalkedTicket};
use crate::ops::{card, change, credit, refusal};
use crate::store::{InvoicePoints, InvoiceState, StoredInvoice, StoredLine, Tx};

use super::Taken;
use super::cards::{CardWork, Counted, WorkedIn};
use super::step::{Award, Referring};

/// A step of a walk.
enum Step {
    Count(Counted),
    Award(Award),
    Refund(Referring, InvoiceId),
}

impl Step {
    /// The day on which it changes the ledger.
    fn day(&self) -> Option<Day> {
        match self {
            Step::Count(_) => None,
            Step::Award(award) => Some(award.day),
            Step::Refund(referring, _) => Some(referring.day),
        }
    }

    /// Its turn among the steps of one place: a ticket counts, then earns, and is refunded last.
    fn turn(&self) -> u8 {
        match self {
            Step::Count(_) => 0,
            Step::Award(_) => 1,
            Step::Refund(..) => 2,
        }
    }
}

/// Walks all customers. A credit note whose original cannot be refunded so is refused, and taken out again.
pub fn walk(
    tx: &Tx<'_>,
    survey: &Survey<'_>,
    awards: Vec<Award>,
    refunds: Vec<Referring>,
    cards: Option<(CardWork, History)>,
    taken: &mut Taken,
) -> Outcome<()> {
    if !refunds.is_empty() || cards.is_some() {
        tx.make_indexes()?;
    }
    let (work, history) = cards.unzip();
    let CardWork { mut counted, worked_in } = work.unwrap_or_default();
    let ranks: FxHashMap<InvoiceId, u32> = if refunds.is_empty() {
        FxHashMap::default()
    } else {
        let awards = awards.iter().map(|award| (award.invoice, award.rank));
        awards.chain(counted.iter().map(|counted| (counted.invoice, counted.rank))).collect()
    };
    let mut steps: Vec<(CustomerId, u32, bool, Step)> =
        awards.into_iter().map(|award| (award.customer, award.rank, false, Step::Award(award))).collect();
    let mut of_nobody = Vec::new();
    for referring in refunds {
        let original = survey.outline(referring.origin.file, referring.origin.place).refers_to.unwrap_or_default();
        match tx.invoice_by_number(original)? {
            // What was undone gives nothing back, and still belongs to its original.
            Some(original) if referring.is_void && original.id != referring.invoice => {
                let customer = tx.invoice(referring.invoice)?.customer;
                tx.set_referring(referring.invoice, &original, customer)?;
            }
            _ if referring.is_void => {}
            Some(original) if original.id != referring.invoice => {
                // A refund comes after its original, whatever the file says of its date.
                let rank = referring.rank.max(ranks.get(&original.id).copied().unwrap_or(0));
                let step = Step::Refund(referring, original.id);
                match original.customer {
                    Some(customer) => steps.push((customer, rank, true, step)),
                    None => of_nobody.push((rank, step)),
                }
            }
            _ => {
                let message = format!("it refers to invoice `{original}`, which is nowhere");
                refuse(tx, survey, referring.invoice, referring.refused(message), taken)?;
            }
        }
    }
    steps.sort_by_key(|(customer, rank, is_refund, _)| (*customer, *rank, *is_refund));
    of_nobody.sort_by_key(|(rank, _)| *rank);
    for (_, step) in of_nobody {
        if let Step::Refund(referring, original) = step {
            refund_of_nobody(tx, survey, &referring, &tx.invoice(original)?, taken)?;
        }
    }
    counted.sort_by_key(|counted| (counted.customer, counted.rank));
    let (mut steps, mut counted) = (steps.into_iter().peekable(), counted.into_iter().peekable());
    loop {
        let next = [steps.peek().map(|(customer, ..)| *customer), counted.peek().map(|counted| counted.customer)];
        let Some(customer) = next.into_iter().flatten().min() else { break };
        let mut own = Vec::new();
        while let Some(counted) = counted.next_if(|next| next.customer == customer) {
            own.push((counted.rank, Step::Count(counted)));
        }
        while let Some((_, rank, _, step)) = steps.next_if(|(next, ..)| *next == customer) {
            own.push((rank, step));
        }
        own.sort_by_key(|(rank, step)| (*rank, step.turn()));
        let cards = history.map(|history| Cards { walk: CardWalk::new(customer, history), worked_in: &worked_in });
        walk_customer(tx, survey, customer, own, cards, taken)?;
    }
    tx.end_bulk()?;
    Ok(())
}

fn walk_customer(
    tx: &Tx<'_>,
    survey: &Survey<'_>,
    customer: CustomerId,
    steps: Vec<(u32, Step)>,
    cards: Option<Cards<'_>>,
    taken: &mut Taken,
) -> Outcome<()> {
    let from = steps.iter().filter_map(|(_, step)| step.day()).min().unwrap_or(tx.today());
    let mut walker = Walker {
        tx,
        survey,
        customer,
        account: tx.walk_account(customer, from)?,
        here: FxHashMap::default(),
        date: from,
        cards,
        gone: FxHashSet::default(),
    };
    for (_, step) in steps {
        match step {
            Step::Count(counted) => walker.count(&counted, taken)?,
            Step::Award(award) => walker.award(&award)?,
            Step::Refund(referring, original) => walker.refund(&referring, original, taken)?,
        }
    }
    if let Some(cards) = &mut walker.cards {
        cards.walk.pause(tx)?;
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
    survey: &'a Survey<'a>,
    customer: CustomerId,
    account: Account,
    /// What this walk did to the points of invoices, not yet written.
    here: FxHashMap<InvoiceId, Here>,
    date: Day,
    /// The customer's card, in a shop with schemes.
    cards: Option<Cards<'a>>,
    /// Invoices that were refused on the way.
    gone: FxHashSet<InvoiceId>,
}

struct Cards<'a> {
    walk: CardWalk,
    worked_in: &'a FxHashMap<InvoiceId, WorkedIn>,
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

    /// Counts an invoice on the card. One that names a reward which is not to be had is refused.
    fn count(&mut self, counted: &Counted, taken: &mut Taken) -> Outcome<()> {
        let Some(Cards { walk, worked_in }) = &mut self.cards else { return Ok(()) };
        let Counted { invoice, day, change, .. } = *counted;
        if change < Collected::ZERO {
            return walk.credit_note(self.tx, invoice, day, -change);
        }
        let worked_in = worked_in.get(&invoice);
        let reward = worked_in.map(|worked_in| worked_in.reward.as_str());
        let booked = walk.ticket(self.tx, WalkedTicket { invoice, date: day, change, worked_in: reward });
        match (booked, worked_in) {
            (Err(failure), Some(WorkedIn { origin, .. }))
                if matches!(failure.kind(), Kind::RewardRefused | Kind::RewardNotFound) =>
            {
                self.gone.insert(invoice);
                let problem = origin.conflict(Field::CardReward, failure.message().to_owned());
                refuse(self.tx, self.survey, invoice, problem, taken)
            }
            (booked, _) => booked,
        }
    }

    fn award(&mut self, award: &Award) -> Outcome<()> {
        if self.gone.contains(&award.invoice) {
            return Ok(());
        }
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
    fn refund(&mut self, referring: &Referring, original: InvoiceId, taken: &mut Taken) -> Outcome<()> {
        if self.gone.contains(&original) {
            let outline = self.survey.outline(referring.origin.file, referring.origin.place);
            let number = outline.refers_to.unwrap_or_default();
            let message = format!("it refers to invoice `{number}`, which is rejected");
            return refuse(self.tx, self.survey, referring.invoice, referring.refused(message), taken);
        }
        self.go_to(referring.day);
        let original = &self.tx.invoice(original)?;
        let sold = if self.cards.is_some() { self.tx.lines(original.id)? } else { Vec::new() };
        let id = match plan_refund(self.tx, referring, original)? {
            Ok(id) => id,
            Err(message) => {
                return refuse(self.tx, self.survey, referring.invoice, referring.refused(message), taken);
            }
        };
        if let Some(cards) = &mut self.cards {
            cards.walk.pause(self.tx)?;
            card::back::refund(self.tx, original.id, &sold, id, referring.day, None)?;
        }
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
            let own = here.earn.map_or_else(|| self.tx.earn_entry(original.id), |entry| Ok(Some(entry)))?;
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

fn refund_of_nobody(
    tx: &Tx<'_>,
    survey: &Survey<'_>,
    referring: &Referring,
    original: &StoredInvoice,
    taken: &mut Taken,
) -> Outcome<()> {
    match plan_refund(tx, referring, original)? {
        Ok(_) => Ok(()),
        Err(message) => refuse(tx, survey, referring.invoice, referring.refused(message), taken),
    }
}

/// Keeps a credit note as a refund of its original; says why it is none.
fn plan_refund(tx: &Tx<'_>, referring: &Referring, original: &StoredInvoice) -> Outcome<Result<RefundId, String>> {
    // What is given back of a void invoice has nothing to take: tills cancel a sale and credit it too.
    if original.state == InvoiceState::Unpaid {
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
    if !credit::is_refund_of(&ticket, original.total) {
        return Ok(Err("it refers to another invoice and its total is not below zero".to_owned()));
    }
    let refund_lines: Vec<RefundLine> = lines.iter().map(StoredLine::refund_line).collect();
    let planned = credit::cut_of(&ticket, &lines).and_then(|cut| refund::plan(&refund_lines, original.total, &cut));
    let plan = match planned {
        Ok(refund::Outcome::Refund(plan)) => plan,
        Ok(refund::Outcome::Unchanged) => return Ok(Err(format!("nothing is left of invoice `{}`", original.number))),
        Err(refusal) => return Ok(Err(refusal::refund(refusal, currency).message().to_owned())),
    };
    let id = tx.next_refund()?;
    tx.insert_refund(id, original.id, Some(referring.invoice), referring.day, &plan, None)?;
    tx.set_referring(referring.invoice, original, original.customer)?;
    Ok(Ok(id))
}

/// Takes a refused invoice out again, and counts it as rejected.
fn refuse(
    tx: &Tx<'_>,
    survey: &Survey<'_>,
    invoice: InvoiceId,
    problem: InvoiceProblem,
    taken: &mut Taken,
) -> Outcome<()> {
    tx.delete_imported(invoice)?;
    let outline = survey.outline(problem.file, problem.place);
    taken.new.uncount(outline.rows, outline.total);
    taken.refuse(survey, problem);
    Ok(())
}
