//! A ticket and its card: what is due is worked into it, and what is left of it counts. Nothing is written before
//! [`CardWork::keep`], so that a preview is the same work.

use std::rc::Rc;

use serde_json::json;

use crate::domain::card::{
    Card, CardEvent, CardEventKind, Count, ItemLine, Outcome as CardOutcome, Reached, Step, Ticket as CardTicket,
    UsedReward, book_ticket, count, count_credit_note, judge_visit, plan_ticket, reached, step,
};
use crate::domain::text::fold;
use crate::domain::ticket::{Applied, Ticket, TicketLine};
use crate::domain::{CardId, Collected, Currency, CustomerId, Day, InvoiceId, Money, Scheme, SchemeRewardId};
use crate::failure::{Failure, Kind, Outcome};
use crate::report::card::{CardFacts, TicketCardFacts, Units};
use crate::store::{Cause, Marks, Reader, Tx};

use super::{other_active, refused, scheme_in_use};
use crate::ops::chosen::Chosen;
use crate::ops::scheme;

/// What a ticket is asked to do with the card.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CardWish {
    /// Rewards that are to wait on, by name.
    pub keep: Vec<String>,
    /// All rewards are to wait on.
    pub keep_all: bool,
    /// The scheme of which a card is opened on the ticket.
    pub open: Option<String>,
    /// The ticket is left uncounted.
    pub leave_out: bool,
    /// A reward that the till has worked in: it is booked as used, and the total stays.
    pub worked_in: Option<String>,
    /// The ticket is history that is taken in.
    pub history: Option<History>,
}

/// How a ticket counts that is history: its total stays, and what it reaches waits or is as good as used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct History {
    /// What is said of all of them; by the first day of the scheme without.
    pub rewards: Option<Reached>,
}

impl CardWish {
    /// Whether it asks for something that only a customer's ticket has.
    pub fn needs_customer(&self) -> bool {
        self.open.is_some() || self.worked_in.is_some()
    }

    fn works_in_nothing(&self) -> bool {
        self.leave_out || self.keep_all || self.worked_in.is_some() || self.history.is_some()
    }
}

/// The ticket that a card looks at.
#[derive(Clone, Copy, Debug)]
pub struct OnTicket {
    /// Whose it is.
    pub customer: CustomerId,
    /// The invoice.
    pub invoice: InvoiceId,
    /// Its award date.
    pub date: Day,
    /// The number of the card that it may open.
    pub next_card: CardId,
}

/// A card and a ticket under way.
#[derive(Clone, Debug)]
pub struct CardWork {
    scheme: Rc<Scheme>,
    /// The event that the card was opened, when that happens on this ticket.
    opened: Vec<CardEvent>,
    card: Card,
    on: OnTicket,
    visits_that_day: u32,
    used: Vec<(UsedReward, Money)>,
    outcome: Option<CardOutcome>,
}

/// A line of a ticket as schemes look at it.
pub fn item_line(line: &TicketLine) -> ItemLine<'_> {
    ItemLine {
        line: line.line.selectable(),
        quantity: line.line.quantity,
        free: line.free,
        before_rewards: line.discounted,
        net: line.net,
    }
}

/// Finds the card of a ticket, or opens one; `None` when there is none to be had.
pub fn begin(reader: &Reader<'_>, on: OnTicket, wish: &CardWish, is_credit: bool) -> Outcome<Option<CardWork>> {
    let schemes = reader.schemes()?;
    if schemes.is_empty() && !wish.needs_customer() && wish.keep.is_empty() {
        return Ok(None);
    }
    let asked = wish.open.as_deref().map(|name| scheme::find(reader, name)).transpose()?;
    let active = reader.open_card(on.customer)?;
    let (scheme, opened, card) = match (active, asked) {
        (Some(row), Some(asked)) if asked.id != row.scheme => return Err(other_active(reader, &row)?),
        (Some(row), _) => (reader.scheme(row.scheme)?, Vec::new(), reader.load_card(&row, Marks::Near(None))?),
        (None, asked) => {
            let found = match asked {
                Some(scheme) => {
                    scheme_in_use(&scheme)?;
                    Some(scheme)
                }
                None if is_credit || wish.leave_out => None,
                None => auto_scheme(reader, on.customer)?,
            };
            let Some(scheme) = found else {
                check_names(reader, wish)?;
                return Ok(None);
            };
            let opened = Card::open(on.next_card, on.customer, &scheme, on.date, Some(on.invoice));
            (scheme, opened.events, opened.card)
        }
    };
    for name in wish.keep.iter().chain(&wish.worked_in) {
        if scheme.rewards_named(name).is_empty() {
            return Err(scheme::no_reward(&scheme, name));
        }
    }
    let is_new = !opened.is_empty();
    let visits_that_day =
        if scheme.max_per_day.is_some() && !is_new { reader.visits_on(card.id, on.date, None)? } else { 0 };
    Ok(Some(CardWork { scheme, opened, card, on, visits_that_day, used: Vec::new(), outcome: None }))
}

/// The scheme that opens a card for this customer by itself.
pub(super) fn auto_scheme(reader: &Reader<'_>, customer: CustomerId) -> Outcome<Option<Rc<Scheme>>> {
    let schemes = reader.schemes()?;
    let Some(auto) = schemes.iter().find(|scheme| scheme.opens_by_itself(false, false)) else { return Ok(None) };
    let had_one = reader.had_card(customer, auto.id)?;
    Ok(auto.opens_by_itself(false, had_one).then(|| Rc::clone(auto)))
}

/// Without a card no reward is used. A name that no scheme knows is a slip all the same.
fn check_names(reader: &Reader<'_>, wish: &CardWish) -> Outcome<()> {
    if let Some(name) = &wish.worked_in {
        let message = format!("the customer has no card that could bring the reward `{name}`");
        return Err(Failure::new(Kind::CardNotFound, message)
            .hint("open one on the ticket with `--card SCHEME`, or leave the reward out"));
    }
    let schemes = reader.schemes()?;
    for name in &wish.keep {
        if schemes.iter().all(|scheme| scheme.rewards_named(name).is_empty()) {
            return Err(Failure::new(Kind::RewardNotFound, format!("no card brings a reward `{name}`"))
                .hint("list schemes with `loyalty scheme list`"));
        }
    }
    Ok(())
}

impl CardWork {
    /// Works what is due into the ticket, unless it is to be kept.
    pub fn work_in(&mut self, ticket: &mut Ticket, wish: &CardWish, chosen: &mut Chosen<'_>) -> Outcome<()> {
        if wish.works_in_nothing() || ticket.is_credit() {
            return Ok(());
        }
        let visit = self.visit(ticket);
        let scheme = Rc::clone(&self.scheme);
        let kept = |name: &str| wish.keep.iter().any(|keep| fold(keep) == fold(name));
        for candidate in plan_ticket(&scheme, &self.card, &visit, ticket.total()) {
            let reward = candidate.reward;
            if kept(&reward.name) {
                continue;
            }
            let line = chosen.take(&reward.name);
            match ticket.apply(&reward.benefit, line) {
                Applied::Lowered(discount) => self.used.push((candidate.used(), discount)),
                Applied::Gift => self.used.push((candidate.used(), Money::ZERO)),
                Applied::Nothing => {}
                Applied::LineDoesNotFit => {
                    let number = line.map_or(0, |line| line + 1);
                    let message = format!("the reward `{}` does not fit line {number}", reward.name);
                    return Err(Failure::new(Kind::RewardRefused, message)
                        .hint("choose another line, or leave `--use` out")
                        .details(json!({ "reward": reward.name, "line": number })));
                }
            }
        }
        Ok(())
    }

    /// Counts the ticket once everything is taken off it.
    pub fn count(&mut self, ticket: &Ticket, wish: &CardWish, currency: Currency) -> Outcome<()> {
        if wish.leave_out {
            return Ok(());
        }
        let lines: Vec<ItemLine<'_>> = ticket.lines().iter().map(item_line).collect();
        let decided = if ticket.is_credit() {
            let turned: Vec<ItemLine<'_>> = lines.into_iter().map(turned).collect();
            let take = count_credit_note(&self.scheme, &turned);
            if take.is_zero() {
                return Ok(());
            }
            let back = Step::TakeBack { invoice: self.on.invoice, take, whole: false };
            step(&self.scheme, &self.card, self.on.date, &back)
        } else {
            let counted = count(&self.scheme, &lines, self.visits_that_day);
            book_ticket(&self.scheme, &self.card, &self.booked(counted.change, wish))
        };
        let mut outcome = decided.map_err(|no| refused(no, &self.scheme, &self.card, currency))?;
        outcome.events.splice(0..0, self.opened.iter().copied());
        self.outcome = Some(outcome);
        Ok(())
    }

    fn booked(&self, change: Collected, wish: &CardWish) -> CardTicket {
        let worked_in: Vec<SchemeRewardId> =
            wish.worked_in.as_deref().map(|name| self.scheme.rewards_named(name)).unwrap_or_default();
        CardTicket {
            invoice: self.on.invoice,
            date: self.on.date,
            change,
            used: self.used.iter().map(|(used, _)| *used).collect(),
            worked_in,
            reached: match wish.history {
                Some(history) => reached(&self.scheme, self.on.date, history.rewards),
                None => Reached::Ready,
            },
        }
    }

    fn visit(&self, ticket: &Ticket) -> Count {
        let lines: Vec<ItemLine<'_>> = ticket.lines().iter().map(item_line).collect();
        judge_visit(&self.scheme, &lines, self.visits_that_day)
    }

    /// Writes what the ticket did to the card; the invoice itself is there.
    pub fn keep(&self, tx: &Tx<'_>) -> Outcome<()> {
        if let Some(outcome) = &self.outcome {
            tx.keep_card(outcome, Cause { discounts: &self.used, ..Cause::default() })?;
        }
        Ok(())
    }

    /// The card.
    pub(super) fn card_id(&self) -> CardId {
        self.card.id
    }

    /// Writes the card, when it is opened on this ticket, and nothing else.
    pub(super) fn keep_opened(&self, tx: &Tx<'_>) -> Outcome<()> {
        let opened = CardOutcome { card: self.card.clone(), events: self.opened.clone() };
        tx.keep_card(&opened, Cause::default())?;
        Ok(())
    }

    /// What the ticket did, as it is told.
    pub fn facts(&self, currency: Currency) -> TicketCardFacts {
        let name = |id: SchemeRewardId| self.scheme.reward(id).map(|reward| reward.name.clone()).unwrap_or_default();
        let (card, change, due) = match &self.outcome {
            Some(outcome) => (&outcome.card, outcome.change(), outcome.due()),
            None => (&self.card, Collected::ZERO, Vec::new()),
        };
        TicketCardFacts::new(
            CardFacts::new(&self.scheme, card, currency),
            Units::new(change, self.scheme.kind, currency),
            self.applied().into_iter().map(|(reward, discount)| (name(reward), discount)).collect(),
            due.into_iter().map(|slot| name(slot.reward)).collect(),
            currency,
        )
    }

    /// The rewards that were used, those that the till worked in with no discount of ours.
    fn applied(&self) -> Vec<(SchemeRewardId, Money)> {
        let events = self.outcome.iter().flat_map(|outcome| &outcome.events);
        let mut ours = self.used.clone();
        let mut discount = |reward: SchemeRewardId, event: &CardEvent| {
            let place = ours.iter().position(|(used, _)| *used == UsedReward { reward, round: event.round });
            place.map_or(Money::ZERO, |place| ours.remove(place).1)
        };
        events
            .filter(|event| event.event == CardEventKind::RewardApplied)
            .filter_map(|event| event.reward.map(|reward| (reward, discount(reward, event))))
            .collect()
    }
}

/// The line with all signs turned, as a credit note is worked out.
pub fn turned(line: ItemLine<'_>) -> ItemLine<'_> {
    ItemLine { quantity: -line.quantity, before_rewards: -line.before_rewards, net: -line.net, ..line }
}
