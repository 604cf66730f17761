//! A customer's card through the tickets of an import, in the order of their dates: it is looked up once.

use std::rc::Rc;

use crate::domain::card::{Card, Mark, Outcome as CardOutcome, Step, Ticket, book_ticket, reached, step};
use crate::domain::{Collected, CustomerId, Day, InvoiceId, Scheme};
use crate::failure::Outcome;
use crate::store::{Cause, Marks, Reader, Tx};

use super::refused;
use super::ticket::{History, auto_scheme};
use crate::ops::scheme::no_reward;

/// The scheme that counts the tickets of a customer: that of the active card, or the one that opens a card by itself.
pub fn scheme_of(reader: &Reader<'_>, customer: CustomerId) -> Outcome<Option<Rc<Scheme>>> {
    if reader.schemes()?.is_empty() {
        return Ok(None);
    }
    match reader.open_card(customer)? {
        Some(row) => Ok(Some(reader.scheme(row.scheme)?)),
        None => auto_scheme(reader, customer),
    }
}

/// A ticket that is taken in.
#[derive(Clone, Copy, Debug)]
pub struct WalkedTicket<'a> {
    /// The row; it is written already.
    pub invoice: InvoiceId,
    /// Its award date.
    pub date: Day,
    /// What it brings under [`scheme_of`], as `domain::card::count` says without a cap.
    pub change: Collected,
    /// The name of a reward that the till had worked in.
    pub worked_in: Option<&'a str>,
}

/// The card of one customer under way. Its events are written at once, the card itself by [`CardWalk::pause`].
pub struct CardWalk {
    customer: CustomerId,
    history: History,
    held: Held,
}

enum Held {
    Unknown,
    NoCard,
    /// The card, and whether it is to be written.
    Card(Rc<Scheme>, Box<Card>, bool),
}

impl CardWalk {
    /// Begins with what stands in the database.
    pub fn new(customer: CustomerId, history: History) -> CardWalk {
        CardWalk { customer, history, held: Held::Unknown }
    }

    /// Counts a ticket; the first one opens the card of an `auto` scheme. One that names a reward which is not to be
    /// had is refused and leaves nothing behind.
    pub fn ticket(&mut self, tx: &Tx<'_>, ticket: WalkedTicket<'_>) -> Outcome<()> {
        if ticket.worked_in.is_none() {
            return self.book(tx, ticket, Marks::Near(None));
        }
        // Rewards of rounds that are over may be meant.
        self.pause(tx)?;
        let booked = tx.part(|| self.book(tx, ticket, Marks::All));
        if booked.is_err() {
            self.held = Held::Unknown;
        }
        booked
    }

    fn book(&mut self, tx: &Tx<'_>, ticket: WalkedTicket<'_>, marks: Marks) -> Outcome<()> {
        self.look_up(tx, marks)?;
        if matches!(self.held, Held::NoCard) {
            self.open(tx, ticket)?;
        }
        let Held::Card(scheme, card, _) = &self.held else { return Ok(()) };
        let worked_in = match ticket.worked_in {
            None => Vec::new(),
            Some(name) => match scheme.rewards_named(name) {
                none if none.is_empty() => return Err(no_reward(scheme, name)),
                rewards => rewards,
            },
        };
        let change = match scheme.max_per_day.filter(|_| !ticket.change.is_zero()) {
            Some(most) if tx.visits_on(card.id, ticket.date, None)? >= most => Collected::ZERO,
            _ => ticket.change,
        };
        let booked = Ticket {
            invoice: ticket.invoice,
            date: ticket.date,
            change,
            used: Vec::new(),
            worked_in,
            reached: reached(scheme, ticket.date, self.history.rewards),
        };
        let outcome = book_ticket(scheme, card, &booked).map_err(|no| refused(no, scheme, card, tx.shop().currency))?;
        self.keep(tx, outcome)
    }

    /// Takes off what a free-standing credit note takes.
    pub fn credit_note(&mut self, tx: &Tx<'_>, invoice: InvoiceId, date: Day, take: Collected) -> Outcome<()> {
        self.look_up(tx, Marks::Near(None))?;
        let Held::Card(scheme, card, _) = &self.held else { return Ok(()) };
        if take.is_zero() {
            return Ok(());
        }
        let back = Step::TakeBack { invoice, take, whole: false };
        let outcome = step(scheme, card, date, &back).map_err(|no| refused(no, scheme, card, tx.shop().currency))?;
        self.keep(tx, outcome)?;
        // It may lead back into a round that was over, and what became of its rewards was forgotten.
        self.pause(tx)
    }

    /// Writes the card, and looks it up anew before the next ticket: somebody else may change it, a refund, say.
    pub fn pause(&mut self, tx: &Tx<'_>) -> Outcome<()> {
        if let Held::Card(_, card, true) = &self.held {
            tx.update_card(card)?;
        }
        self.held = Held::Unknown;
        Ok(())
    }

    fn look_up(&mut self, reader: &Reader<'_>, marks: Marks) -> Outcome<()> {
        if !matches!(self.held, Held::Unknown) {
            return Ok(());
        }
        self.held = match reader.open_card(self.customer)? {
            Some(row) => {
                let card = reader.load_card(&row, marks)?;
                Held::Card(reader.scheme(row.scheme)?, Box::new(card), false)
            }
            None => Held::NoCard,
        };
        Ok(())
    }

    fn open(&mut self, tx: &Tx<'_>, ticket: WalkedTicket<'_>) -> Outcome<()> {
        let Some(scheme) = auto_scheme(tx, self.customer)? else { return Ok(()) };
        let opened = Card::open(tx.next_card()?, self.customer, &scheme, ticket.date, Some(ticket.invoice));
        tx.keep_card(&opened, Cause::default())?;
        self.held = Held::Card(scheme, Box::new(opened.card), false);
        Ok(())
    }

    fn keep(&mut self, tx: &Tx<'_>, outcome: CardOutcome) -> Outcome<()> {
        tx.keep_card_events(&outcome, Cause::default())?;
        if let Held::Card(scheme, card, is_changed) = &mut self.held {
            *is_changed |= !outcome.events.is_empty();
            **card = outcome.card;
            // Rounds that are over are not looked at again; thousands of them would be copied with each ticket.
            let round = scheme.length().map_or(0, |length| card.collected.get() / length.get());
            card.rewards.retain(|slot, mark| *mark == Mark::Ready || slot.round.number() >= round);
        }
        Ok(())
    }
}
