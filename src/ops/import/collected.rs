//! What the cards of customers had collected in an older system.

use std::rc::Rc;

use crate::domain::card::{Card, Step, step};
use crate::domain::{Collected, CustomerId, Day, Scheme, SchemeKind};
use crate::failure::Outcome;
use crate::import::{CustomerRow, Field};
use crate::ops::card::{refused, scheme_in_use};
use crate::ops::scheme;
use crate::store::{CardOpening, CardRow, Cause, Customer, Marks, Tx};

use super::customers::{CustomersTaken, Refused};

/// Takes over what cards of one scheme had collected.
pub struct OldCards<'a> {
    tx: &'a Tx<'a>,
    /// The system they come from.
    source: &'a str,
    scheme: Rc<Scheme>,
}

impl<'a> OldCards<'a> {
    /// Prepares to take over cards of the scheme of that name.
    pub fn new(tx: &'a Tx<'a>, scheme: &str, source: &'a str) -> Outcome<OldCards<'a>> {
        Ok(OldCards { tx, source, scheme: scheme::find(tx, scheme)? })
    }

    /// What a row says was collected, as the scheme counts it; the error says why it does not.
    pub fn collected(&self, row: &CustomerRow) -> Result<Option<Collected>, String> {
        let Some(collected) = row.collected else { return Ok(None) };
        let (collected, what) = match self.scheme.kind {
            SchemeKind::Spend => (collected.money.map(Collected::from), "money"),
            _ => (collected.whole.map(Collected::new), "whole numbers"),
        };
        let fits = collected.filter(|collected| *collected <= Collected::MAX);
        fits.map(Some)
            .ok_or_else(|| format!("cards of `{}` collect {what}, and the row has something else", self.scheme.name))
    }

    /// Why a known customer's card is not taken over. It is taken over once: the same again is fine.
    pub fn refuses(
        &self,
        row: &CustomerRow,
        there: &Customer,
        rows: &[CustomerId],
        collected: Collected,
    ) -> Outcome<Option<Refused>> {
        let Some(opening) = self.brought(rows)? else {
            let other = self.tx.open_card(there.id)?.filter(|active| active.scheme != self.scheme.id);
            return Ok(match other {
                None => None,
                Some(active) => {
                    let scheme = self.tx.scheme(active.scheme)?;
                    let message = format!("`{}` has an active card of `{}`", there.reference, scheme.name);
                    Some((Field::Collected, message))
                }
            });
        };
        let scheme = self.tx.scheme(self.tx.card_row(opening.card)?.scheme)?;
        let is_same = opening.collected == collected && scheme.id == self.scheme.id;
        let field = match row.points_date {
            _ if !is_same => Field::Collected,
            Some(day) if day != opening.day => Field::PointsDate,
            _ => return Ok(None),
        };
        let brought = scheme.show(opening.collected, self.tx.shop().currency);
        let (CardOpening { day, .. }, reference, source) = (opening, &there.reference, self.source);
        let message = format!("the card of `{reference}` brought {brought} from `{source}` already, dated {day}");
        Ok(Some((field, message)))
    }

    /// What one of these rows of a customer brought already.
    fn brought(&self, rows: &[CustomerId]) -> Outcome<Option<CardOpening>> {
        for row in rows {
            if let Some(opening) = self.tx.card_opening(*row, self.source)? {
                return Ok(Some(opening));
            }
        }
        Ok(None)
    }

    /// Takes a card over, unless that was done before; whether it did. A card that is active already goes on. `note` is
    /// the text that says in its history where it comes from.
    pub fn take_over(
        &self,
        row: &CustomerRow,
        customer: &Customer,
        rows: &[CustomerId],
        collected: Collected,
        note: &dyn Fn() -> Outcome<i64>,
        taken: &mut CustomersTaken,
    ) -> Outcome<bool> {
        let tx = self.tx;
        if self.brought(rows)?.is_some() {
            return Ok(false);
        }
        let day = row.points_date.unwrap_or(tx.today());
        let active = match tx.open_card(customer.id)? {
            Some(active) => active,
            None => {
                scheme_in_use(&self.scheme)?;
                let opened = Card::open(tx.next_card()?, customer.id, &self.scheme, day, None);
                tx.keep_card(&opened, Cause::default())?;
                taken.cards_opened += 1;
                tx.card_row(opened.card.id)?
            }
        };
        if collected.is_positive() {
            taken.rewards_ready += self.adjust(&active, collected, day, note()?)?;
        }
        tx.insert_card_opening(rows[0], self.source, &CardOpening { day, collected, card: active.id })?;
        Ok(true)
    }

    /// How many rewards wait for it: a card that was full is ready.
    fn adjust(&self, row: &CardRow, change: Collected, day: Day, note: i64) -> Outcome<u64> {
        let card = self.tx.load_card(row, Marks::Near(None))?;
        let adjust = Step::Adjust { change, invoice: None };
        let outcome = step(&self.scheme, &card, day, &adjust)
            .map_err(|no| refused(no, &self.scheme, &card, self.tx.shop().currency))?;
        self.tx.keep_card(&outcome, Cause { note: Some(note), ..Cause::default() })?;
        Ok(outcome.due().len() as u64)
    }
}
