//! Client cards and what became of their rewards. Their history is beside, in `card_event`.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, Row, ToSql, named_params};

use super::error::Result;
use super::row;
use super::tx::{Reader, Tx};
use crate::domain::card::{Card, Mark, Round, Slot};
use crate::domain::{CardId, Collected, CustomerId, InvoiceId, SchemeId, SchemeRewardId};

/// A card as its row has it, without its rewards.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardRow {
    /// The row.
    pub id: CardId,
    /// Whose it is.
    pub customer: CustomerId,
    /// The scheme it is of.
    pub scheme: SchemeId,
    /// Whether it is active.
    pub open: bool,
    /// The running total.
    pub collected: Collected,
    /// The card that it went on as.
    pub moved_to: Option<CardId>,
}

/// Which of a card's rewards a unit of work needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marks {
    /// All of them.
    All,
    /// Those that wait, those of the running round and later ones, and those used on a ticket: enough for a ticket and
    /// for what a ticket takes back, however many rounds the card has had.
    Near(Option<InvoiceId>),
}

pub(super) const CARD_COLUMNS: &str =
    "card.id, card.customer_id, card.scheme_id, card.open, card.collected, card.moved_to_id";

pub(super) fn card_from_row(row: &Row<'_>) -> rusqlite::Result<CardRow> {
    Ok(CardRow {
        id: CardId(row.get(0)?),
        customer: CustomerId(row.get(1)?),
        scheme: SchemeId(row.get(2)?),
        open: row.get(3)?,
        collected: Collected::new(row.get(4)?),
        moved_to: row.get::<_, Option<i64>>(5)?.map(CardId),
    })
}

fn mark_from_row(row: &Row<'_>) -> rusqlite::Result<(Slot, Mark)> {
    let slot = Slot { round: Round::from_number(row.get(0)?), reward: SchemeRewardId(row.get(1)?) };
    let state: String = row.get(2)?;
    let on = row.get::<_, Option<i64>>(3)?.map(InvoiceId);
    Ok((slot, row::checked(Mark::parse(&state, on), "state of a reward")?))
}

impl Reader<'_> {
    /// The card of a row.
    pub fn card_row(&self, id: CardId) -> Result<CardRow> {
        let mut statement =
            self.connection.prepare_cached(&format!("SELECT {CARD_COLUMNS} FROM card WHERE id = :id"))?;
        Ok(statement.query_row(named_params! {":id": id.0}, card_from_row)?)
    }

    /// The active card of a customer.
    pub fn open_card(&self, customer: CustomerId) -> Result<Option<CardRow>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {CARD_COLUMNS} FROM card WHERE customer_id = :customer_id AND open = 1"
        ))?;
        Ok(statement.query_row(named_params! {":customer_id": customer.0}, card_from_row).optional()?)
    }

    /// All cards a customer has had, in the order in which they were opened.
    pub fn cards_of(&self, customer: CustomerId) -> Result<Vec<CardRow>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {CARD_COLUMNS} FROM card WHERE customer_id = :customer_id AND standing = 1 ORDER BY id"
        ))?;
        let rows = statement.query_map(named_params! {":customer_id": customer.0}, card_from_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// All cards there have been, in the order in which they were opened.
    pub fn all_cards(&self) -> Result<Vec<CardRow>> {
        let mut statement = self.connection.prepare_cached(&format!("SELECT {CARD_COLUMNS} FROM card ORDER BY id"))?;
        let rows = statement.query_map([], card_from_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The active cards of a scheme (of all without), in the order of their customers' refs.
    pub fn open_cards(&self, scheme: Option<SchemeId>) -> Result<Vec<CardRow>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {CARD_COLUMNS}
             FROM card
             JOIN customer ON customer.id = card.customer_id
             WHERE card.open = 1 AND (:scheme_id IS NULL OR card.scheme_id = :scheme_id)
             ORDER BY customer.ref"
        ))?;
        let rows = statement.query_map(named_params! {":scheme_id": scheme.map(|id| id.0)}, card_from_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Whether the customer has ever had a card of the scheme, a closed one counts.
    pub fn had_card(&self, customer: CustomerId, scheme: SchemeId) -> Result<bool> {
        // The plus keeps SQLite from walking all cards of the scheme.
        let mut statement = self.connection.prepare_cached(
            "SELECT EXISTS (SELECT 1
                            FROM card
                            WHERE customer_id = :customer_id AND +scheme_id = :scheme_id AND standing = 1)",
        )?;
        Ok(statement.query_row(named_params! {":customer_id": customer.0, ":scheme_id": scheme.0}, |row| row.get(0))?)
    }

    /// The card with the rewards that are needed.
    pub fn load_card(&self, card: &CardRow, marks: Marks) -> Result<Card> {
        let rewards = match marks {
            Marks::All => self.all_marks(card.id)?,
            Marks::Near(invoice) => {
                let length = self.scheme(card.scheme)?.length();
                let round = length.map_or(0, |length| card.collected.get() / length.get());
                self.near_marks(card.id, round, invoice)?
            }
        };
        let CardRow { id, customer, scheme, open, collected, .. } = *card;
        Ok(Card { id, customer, scheme, open, collected, rewards })
    }

    /// The card that a card went on as, after any number of moves; the card itself when it did not.
    pub fn follow_card(&self, mut card: CardRow) -> Result<CardRow> {
        while let Some(next) = card.moved_to {
            card = self.card_row(next)?;
        }
        Ok(card)
    }

    fn all_marks(&self, card: CardId) -> Result<BTreeMap<Slot, Mark>> {
        self.marks(
            "SELECT round, reward_id, state, invoice_id FROM card_reward WHERE card_id = :card_id",
            named_params! {":card_id": card.0},
        )
    }

    fn near_marks(&self, card: CardId, round: i64, invoice: Option<InvoiceId>) -> Result<BTreeMap<Slot, Mark>> {
        let near = self.marks(
            "SELECT round, reward_id, state, invoice_id
             FROM card_reward
             WHERE card_id = :card_id AND round >= :round
             UNION
             SELECT round, reward_id, state, invoice_id
             FROM card_reward
             WHERE card_id = :card_id AND state = 'ready'",
            named_params! {":card_id": card.0, ":round": round},
        )?;
        let Some(invoice) = invoice else { return Ok(near) };
        let used = self.marks(
            "SELECT round, reward_id, state, invoice_id
             FROM card_reward
             WHERE card_id = :card_id AND invoice_id = :invoice_id",
            named_params! {":card_id": card.0, ":invoice_id": invoice.0},
        )?;
        Ok(near.into_iter().chain(used).collect())
    }

    fn marks(&self, sql: &str, named: &[(&str, &dyn ToSql)]) -> Result<BTreeMap<Slot, Mark>> {
        let mut statement = self.connection.prepare_cached(sql)?;
        let marks = statement.query_map(named, mark_from_row)?;
        Ok(marks.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// The number that the next card will have.
    pub fn next_card(&self) -> Result<CardId> {
        self.peek_id(&self.counters.card, "card").map(CardId)
    }

    /// Makes a card; its number is the one that [`Tx::next_card`] gave.
    pub(super) fn insert_card(&self, card: &Card) -> Result<()> {
        self.counters.card.set(Some(card.id.0 + 1));
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO card (id, customer_id, scheme_id, open, collected, standing, operation_id)
             VALUES (:id, :customer_id, :scheme_id, :open, :collected, 1, :operation_id)",
        )?;
        statement.execute(named_params! {
            ":id": card.id.0,
            ":customer_id": card.customer.0,
            ":scheme_id": card.scheme.0,
            ":open": card.open,
            ":collected": card.collected.get(),
            ":operation_id": self.operation_id().0,
        })?;
        Ok(())
    }

    /// Writes whether a card is active and what it has collected.
    pub fn update_card(&self, card: &Card) -> Result<()> {
        let mut statement =
            self.connection.prepare_cached("UPDATE card SET open = :open, collected = :collected WHERE id = :id")?;
        statement.execute(named_params! {
            ":id": card.id.0,
            ":open": card.open,
            ":collected": card.collected.get(),
        })?;
        Ok(())
    }

    /// Gives all cards of a customer to another.
    pub fn move_cards(&self, from: CustomerId, into: CustomerId) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE card SET customer_id = :into WHERE customer_id = :from")?
            .execute(named_params! {":from": from.0, ":into": into.0})?;
        Ok(())
    }

    /// Says which card a card went on as.
    pub fn update_card_moved(&self, from: CardId, to: CardId) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE card SET moved_to_id = :to WHERE id = :from")?
            .execute(named_params! {":from": from.0, ":to": to.0})?;
        Ok(())
    }

    /// Makes a closed card one that never was, as the import that opened it is undone.
    pub fn update_card_standing_down(&self, id: CardId) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE card SET standing = 0 WHERE id = :id")?
            .execute(named_params! {":id": id.0})?;
        Ok(())
    }

    /// Writes what became of a reward.
    pub(super) fn put_mark(&self, card: CardId, slot: Slot, mark: Mark) -> Result<()> {
        let on = if let Mark::Used { on } = mark { on } else { None };
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO card_reward (card_id, round, reward_id, state, invoice_id)
             VALUES (:card_id, :round, :reward_id, :state, :invoice_id)
             ON CONFLICT DO UPDATE SET state = excluded.state, invoice_id = excluded.invoice_id",
        )?;
        statement.execute(named_params! {
            ":card_id": card.0,
            ":round": slot.round.number(),
            ":reward_id": slot.reward.0,
            ":state": mark.as_str(),
            ":invoice_id": on.map(|id| id.0),
        })?;
        Ok(())
    }
}
