//! The card against tables, against the scenarios of a shop, and against a small slow model.

mod joins;
mod model;
mod scenarios;
mod table;

use super::*;
use crate::domain::scheme::Applies;
use crate::domain::{Benefit, Day, Money, Scheme, SchemeKind, SchemeReward};

/// A scheme with one gift for each threshold; rewards are numbered from 1.
pub(in crate::domain) fn scheme(kind: SchemeKind, after: &[i64]) -> Scheme {
    let rewards = after.iter().zip(1..).map(|(after, id)| SchemeReward {
        id: SchemeRewardId(id),
        name: format!("gift {id}"),
        after: (kind != SchemeKind::Always).then_some(Collected::new(*after)),
        benefit: Benefit::Gift { text: "gift".to_owned() },
    });
    Scheme {
        id: SchemeId(1),
        name: "Stempelkaart".to_owned(),
        kind,
        items: Vec::new(),
        min_total: None,
        applies: if kind.counts_visits() { Applies::This } else { Applies::Next },
        once: false,
        max_per_day: None,
        auto: false,
        from: day("2026-01-01"),
        retired: false,
        rewards: rewards.collect(),
        taken_over: Vec::new(),
    }
}

/// The events of a card with two visits, a reward that was used, and an end.
pub(super) fn closed_history(scheme: &Scheme) -> Vec<CardEvent> {
    let mut shop = Shop::new(scheme.clone());
    shop.ticket(1);
    shop.ticket(1);
    shop.step(&Step::Close).unwrap();
    shop.events
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn today() -> Day {
    day("2026-11-21")
}

fn opened(scheme: &Scheme) -> Card {
    Card::open(CardId(1), CustomerId(1), scheme, today(), None).card
}

fn invoice(number: i64) -> InvoiceId {
    InvoiceId(number)
}

/// A till whose rewards are used on the ticket after.
fn visits_next(after: &[i64]) -> Shop {
    Shop::new(Scheme { applies: Applies::Next, ..scheme(SchemeKind::Visits, after) })
}

/// A till with one card: it keeps what the database would, and uses every reward a ticket may use unless told not to.
#[derive(Clone)]
struct Shop {
    scheme: Scheme,
    card: Card,
    events: Vec<CardEvent>,
    /// For each ticket, numbered from 1, what it still brings and what was corrected on it; `None` once voided.
    tickets: Vec<Option<Sold>>,
}

#[derive(Clone, Copy, Default)]
struct Sold {
    left: i64,
    adjusted: i64,
    whole: bool,
}

/// What a ticket came to.
#[derive(Debug, PartialEq, Eq)]
struct Receipt {
    applied: Vec<i64>,
    due: usize,
    change: i64,
}

impl Shop {
    fn new(scheme: Scheme) -> Shop {
        let opened = Card::open(CardId(1), CustomerId(1), &scheme, today(), None);
        Shop { scheme, card: opened.card, events: opened.events, tickets: Vec::new() }
    }

    fn take(&mut self, outcome: Outcome) {
        self.card = outcome.card;
        self.events.extend(outcome.events);
    }

    /// A ticket that brings so much, on which only these rewards are used.
    fn sell(&mut self, brings: i64, uses: impl Fn(SchemeRewardId) -> bool) -> Receipt {
        let change = Collected::new(brings);
        let visit = Count { change, why: CountReason::Counted };
        let planned = plan_ticket(&self.scheme, &self.card, &visit, Money::from_minor(5000));
        let used = planned.iter().filter(|candidate| uses(candidate.reward.id)).map(Candidate::used).collect();
        self.book(change, used, Vec::new(), Reached::Ready).unwrap()
    }

    fn ticket(&mut self, brings: i64) -> Receipt {
        self.sell(brings, |_| true)
    }

    fn keep(&mut self, brings: i64) -> Receipt {
        self.sell(brings, |_| false)
    }

    fn book(
        &mut self,
        change: Collected,
        used: Vec<UsedReward>,
        worked_in: Vec<SchemeRewardId>,
        reached: Reached,
    ) -> Result<Receipt, Refusal> {
        let number = self.tickets.len() as i64 + 1;
        let ticket = Ticket { invoice: invoice(number), date: today(), change, used, worked_in, reached };
        let outcome = book_ticket(&self.scheme, &self.card, &ticket)?;
        let is_applied = |event: &&CardEvent| event.event == CardEventKind::RewardApplied;
        let applied = outcome.events.iter().filter(is_applied).map(|event| event.reward.unwrap().0).collect();
        let receipt = Receipt { applied, due: outcome.due().len(), change: outcome.change().get() };
        self.tickets.push(Some(Sold { left: change.get(), ..Sold::default() }));
        self.take(outcome);
        Ok(receipt)
    }

    fn step(&mut self, wanted: &Step) -> Result<i64, Refusal> {
        let outcome = step(&self.scheme, &self.card, today(), wanted)?;
        let change = outcome.change().get();
        self.take(outcome);
        Ok(change)
    }

    fn adjust(&mut self, change: i64, on: Option<usize>) -> Result<i64, Refusal> {
        let number = on.map(|index| invoice(index as i64 + 1));
        let taken = self.step(&Step::Adjust { change: Collected::new(change), invoice: number })?;
        if let Some(sold) = on.and_then(|index| self.tickets[index].as_mut()) {
            sold.adjusted += change;
        }
        Ok(taken)
    }

    fn void(&mut self, index: usize) -> i64 {
        let Some(sold) = self.tickets[index].take() else { return 0 };
        self.take_back(index, sold.left + sold.adjusted, true)
    }

    /// Takes tickets back as those of an import are.
    fn undo(&mut self, tickets: std::ops::Range<usize>) {
        let numbers = || tickets.clone().map(|index| invoice(index as i64 + 1));
        let brought = |number| {
            let changes = self.events.iter().filter(|event| event.invoice == Some(number)).map(|event| event.change);
            (Some(number), changes.fold(Collected::ZERO, |sum, change| sum + change))
        };
        let undoing = Undoing {
            takes: numbers().map(brought).collect(),
            unused_on: numbers().collect(),
            waived: self.card.rewards.keys().copied().collect(),
            used_again: Vec::new(),
        };
        let leaves = undoing.leaves(self.card.collected);
        self.step(&Step::Undo(undoing)).unwrap();
        assert_eq!(self.card.collected, leaves);
        tickets.for_each(|index| self.tickets[index] = None);
    }

    /// Gives back so much of what the ticket brings; all that is left with `whole`.
    fn refund(&mut self, index: usize, amount: i64, whole: bool) -> i64 {
        let Some(sold) = self.tickets[index].as_mut().filter(|sold| !sold.whole) else { return 0 };
        let amount = if whole { sold.left } else { amount.min(sold.left) };
        (sold.left, sold.whole) = (sold.left - amount, whole);
        self.take_back(index, amount, whole)
    }

    fn take_back(&mut self, index: usize, take: i64, whole: bool) -> i64 {
        let invoice = invoice(index as i64 + 1);
        self.step(&Step::TakeBack { invoice, take: Collected::new(take), whole }).unwrap()
    }

    fn view(&self) -> View<'_> {
        view(&self.scheme, &self.card)
    }

    /// What is collected in the running round, and how many rewards wait.
    fn stand(&self) -> (i64, usize) {
        let view = self.view();
        (view.collected.get(), view.ready.len())
    }

    /// The card is what its events say and what the rules make of it.
    fn prove(&self) {
        assert_eq!(replay(self.card.id, self.card.customer, &self.scheme, &self.events).as_ref(), Ok(&self.card));
        assert_eq!(check(&self.scheme, &self.card), Ok(()));
    }
}
