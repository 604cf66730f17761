//! The history of client cards, and what it says of one ticket.

use std::collections::BTreeSet;

use rusqlite::{OptionalExtension, Row, named_params};

use super::error::Result;
use super::row;
use super::tx::{Reader, Tx};
use crate::domain::card::{CardEvent, CardEventKind, Outcome, Round, Slot, UsedReward};
use crate::domain::{CardId, Collected, CustomerId, Day, InvoiceId, Money, OperationId, RefundId, SchemeRewardId};

/// An event with what the history shows beside it.
#[derive(Clone, Debug)]
pub struct CardEventRow {
    /// The event.
    pub event: CardEvent,
    /// The card.
    pub card: CardId,
    /// The refund that it comes from.
    pub refund: Option<RefundId>,
    /// What a reward took off its ticket.
    pub discount: Money,
    /// The number of its ticket.
    pub invoice: Option<String>,
    /// The name of its reward.
    pub reward: Option<String>,
    /// Why.
    pub reason: Option<String>,
    /// Who recorded it.
    pub actor: String,
    /// The moment it was recorded, milliseconds since 1970.
    pub recorded_at: i64,
    /// The operation that recorded it.
    pub operation: OperationId,
}

/// How a ticket stands on the card it was booked on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Booking {
    /// The card, before it went on as any other.
    pub card: CardId,
    /// What the ticket brought when it was booked.
    pub counted: Collected,
}

/// What a change of a card comes from, beside its ticket.
#[derive(Clone, Copy, Debug, Default)]
pub struct Cause<'a> {
    /// What rewards took off the ticket.
    pub discounts: &'a [(UsedReward, Money)],
    /// The refund.
    pub refund: Option<RefundId>,
    /// Why.
    pub note: Option<i64>,
}

/// The numbers of the kinds are their places in the list, from 1.
pub(super) fn kind_number(kind: CardEventKind) -> i64 {
    let place = CardEventKind::ALL.iter().position(|other| *other == kind).expect("the list has all kinds");
    place as i64 + 1
}

fn kind(row: &Row<'_>, column: &str) -> rusqlite::Result<CardEventKind> {
    let number: i64 = row.get(column)?;
    let place = usize::try_from(number - 1).ok();
    row::checked(place.and_then(|place| CardEventKind::ALL.get(place)).copied(), "kind of card event")
}

pub(super) const EVENT_COLUMNS: &str = "card_event.card_id, card_event.day, card_event.kind, card_event.change, card_event.collected, card_event.invoice_id, card_event.reward_id, card_event.round, card_event.refund_id, card_event.discount";

pub(super) fn event_from_row(row: &Row<'_>) -> rusqlite::Result<CardEvent> {
    Ok(CardEvent {
        event: kind(row, "kind")?,
        date: row::day(row, "day")?,
        change: Collected::new(row.get("change")?),
        collected: Collected::new(row.get("collected")?),
        invoice: row.get::<_, Option<i64>>("invoice_id")?.map(InvoiceId),
        reward: row.get::<_, Option<i64>>("reward_id")?.map(SchemeRewardId),
        round: row.get::<_, Option<i64>>("round")?.map(Round::from_number),
    })
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<CardEventRow> {
    Ok(CardEventRow {
        event: event_from_row(row)?,
        card: CardId(row.get("card_id")?),
        refund: row.get::<_, Option<i64>>("refund_id")?.map(RefundId),
        discount: row::money(row, "discount")?,
        invoice: row.get("invoice")?,
        reward: row.get("reward")?,
        reason: row.get("reason")?,
        actor: row.get("actor")?,
        recorded_at: row.get("recorded_at")?,
        operation: OperationId(row.get("operation_id")?),
    })
}

impl Reader<'_> {
    /// Whether a card of the customer has events dated after a day.
    pub fn has_card_events_after(&self, customer: CustomerId, day: Day) -> Result<bool> {
        let mut statement = self.connection.prepare_cached(
            "SELECT EXISTS (SELECT 1
                            FROM card
                            JOIN card_event ON card_event.card_id = card.id
                            WHERE card.customer_id = :customer_id AND card_event.day > :day)",
        )?;
        Ok(statement.query_row(named_params! {":customer_id": customer.0, ":day": day.number()}, |row| row.get(0))?)
    }

    /// The events of a card, in the order in which they were recorded.
    pub fn card_events(&self, card: CardId) -> Result<Vec<CardEvent>> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("SELECT {EVENT_COLUMNS} FROM card_event WHERE card_id = :card_id ORDER BY id"))?;
        let events = statement.query_map(named_params! {":card_id": card.0}, event_from_row)?;
        Ok(events.collect::<rusqlite::Result<_>>()?)
    }

    /// The row of the event that closed a card last.
    pub fn last_closing(&self, card: CardId) -> Result<Option<i64>> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT max(id) FROM card_event WHERE card_id = :card_id AND kind = :closed")?;
        let named = named_params! {":card_id": card.0, ":closed": kind_number(CardEventKind::Closed)};
        Ok(statement.query_row(named, |row| row.get(0))?)
    }

    /// The same with what the history shows beside them.
    pub fn card_history(&self, card: CardId) -> Result<Vec<CardEventRow>> {
        self.event_rows("card_event.card_id = :id", card.0)
    }

    /// What happened on account of a ticket, on whatever card.
    pub fn card_events_of_invoice(&self, invoice: InvoiceId) -> Result<Vec<CardEventRow>> {
        self.event_rows("card_event.invoice_id = :id", invoice.0)
    }

    /// The events of all cards of a customer that are dated from `since` on (all without), as they were recorded.
    pub fn card_events_of(&self, customer: CustomerId, since: Option<Day>) -> Result<Vec<CardEventRow>> {
        let rows = self.event_rows(
            "card_event.card_id IN (SELECT id FROM card WHERE customer_id = :id AND standing = 1)",
            customer.0,
        )?;
        Ok(rows.into_iter().filter(|row| since.is_none_or(|since| row.event.date >= since)).collect())
    }

    /// The operation of a unit of work is written last: its own events have none yet.
    fn event_rows(&self, condition: &str, id: i64) -> Result<Vec<CardEventRow>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {EVENT_COLUMNS}, card_event.operation_id, invoice.number AS invoice, scheme_reward.name AS reward, note.text AS reason,
                    coalesce(actor.name, '') AS actor, coalesce(operation.recorded_at, 0) AS recorded_at
             FROM card_event
             LEFT JOIN operation ON operation.id = card_event.operation_id
             LEFT JOIN actor ON actor.id = operation.actor_id
             LEFT JOIN note ON note.id = card_event.note_id
             LEFT JOIN invoice ON invoice.id = card_event.invoice_id
             LEFT JOIN scheme_reward ON scheme_reward.id = card_event.reward_id
             WHERE {condition}
             ORDER BY card_event.id"
        ))?;
        let rows = statement.query_map(named_params! {":id": id}, from_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many visits of a day stand on a card, those that came with cards which go on as it included; or how many stood
    /// once an operation was done.
    pub fn visits_on(&self, card: CardId, day: Day, after: Option<OperationId>) -> Result<u32> {
        let mut statement = self.connection.prepare_cached(
            "WITH RECURSIVE joined (id) AS (VALUES (:card_id)
                                            UNION
                                            SELECT card.id FROM joined JOIN card ON card.moved_to_id = joined.id)
             SELECT count(*)
             FROM joined
             CROSS JOIN card_event AS visit ON visit.card_id = joined.id
             WHERE visit.day = :day AND visit.kind = 2 AND visit.change > 0
               AND (:after IS NULL OR visit.operation_id <= :after)
               AND (SELECT coalesce(sum(CASE WHEN taken.change > 0 THEN -1 ELSE 1 END), 0)
                    FROM card_event AS taken
                    WHERE taken.invoice_id = visit.invoice_id AND taken.card_id IN (SELECT id FROM joined)
                      AND taken.kind = 4 AND taken.id > visit.id
                      AND (:after IS NULL OR taken.operation_id <= :after)) = 0",
        )?;
        let after = after.map(|id| id.0);
        let named = named_params! {":card_id": card.0, ":day": day.number(), ":after": after};
        Ok(statement.query_row(named, |row| row.get(0))?)
    }

    /// The card that a ticket was booked on last, unless it went to another customer since and was booked on none. What
    /// an import booked that was taken back never was.
    pub fn booking(&self, invoice: InvoiceId) -> Result<Option<Booking>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT card_id,
                    (SELECT coalesce(sum(change), 0)
                     FROM card_event AS counted
                     WHERE counted.invoice_id = :invoice_id AND counted.kind = 2
                       AND counted.operation_id = card_event.operation_id)
             FROM card_event
             WHERE invoice_id = :invoice_id AND kind IN (2, 6)
               AND operation_id NOT IN (SELECT operation_id FROM import WHERE undone_by IS NOT NULL)
               AND NOT EXISTS (SELECT 1
                               FROM assignment
                               WHERE assignment.invoice_id = :invoice_id
                                 AND assignment.operation_id > card_event.operation_id)
             ORDER BY id DESC
             LIMIT 1",
        )?;
        let booking = statement.query_row(named_params! {":invoice_id": invoice.0}, |row| {
            Ok(Booking { card: CardId(row.get(0)?), counted: Collected::new(row.get(1)?) })
        });
        Ok(booking.optional()?)
    }

    /// What was corrected by hand on a ticket and not taken along yet, card by card. Only the void takes it along.
    pub fn adjusted_on(&self, invoice: InvoiceId) -> Result<Vec<(CardId, Collected)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT card_id, sum(change)
             FROM card_event
             WHERE invoice_id = :invoice_id AND kind = 3
             GROUP BY card_id
             ORDER BY card_id",
        )?;
        let rows = statement.query_map(named_params! {":invoice_id": invoice.0}, |row| {
            Ok((CardId(row.get(0)?), Collected::new(row.get(1)?)))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

impl Reader<'_> {
    /// The cards of which a reward is used on a ticket.
    pub fn cards_with_rewards_used_on(&self, invoice: InvoiceId) -> Result<Vec<CardId>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT DISTINCT card_id FROM card_reward WHERE invoice_id = :invoice_id ORDER BY card_id",
        )?;
        let cards = statement.query_map(named_params! {":invoice_id": invoice.0}, |row| row.get(0).map(CardId))?;
        Ok(cards.collect::<rusqlite::Result<_>>()?)
    }
}

impl Tx<'_> {
    /// The number that the next event will have.
    pub fn next_card_event(&self) -> Result<i64> {
        self.peek_id(&self.counters.card_event, "card_event")
    }

    /// How many cards were opened and how many rewards waived by events from a number on.
    pub fn count_opened_and_waived(&self, first: i64) -> Result<(u64, u64)> {
        let counts: (i64, i64) = self.connection.query_row(
            "SELECT count(*) FILTER (WHERE kind = 1), count(*) FILTER (WHERE kind = 9)
             FROM card_event
             WHERE id >= :first",
            named_params! {":first": first},
            |row| Ok((row.get(0)?, row.get(1)?)),
        )?;
        Ok((counts.0.unsigned_abs(), counts.1.unsigned_abs()))
    }

    /// Keeps what a change made of a card: the card itself (new when it was only just opened), its events and what
    /// became of its rewards.
    pub fn keep_card(&self, outcome: &Outcome, cause: Cause<'_>) -> Result<()> {
        match outcome.events.first() {
            None => return Ok(()),
            Some(first) if first.event == CardEventKind::Opened => self.insert_card(&outcome.card)?,
            Some(_) => self.update_card(&outcome.card)?,
        }
        self.keep_card_events(outcome, cause)
    }

    /// Keeps the same but for the card itself, for many changes of one card: [`Tx::update_card`] comes last.
    pub fn keep_card_events(&self, outcome: &Outcome, cause: Cause<'_>) -> Result<()> {
        let Outcome { card, events } = outcome;
        let mut discounts = cause.discounts.to_vec();
        let mut changed = BTreeSet::new();
        for event in events {
            let used = event.reward.map(|reward| UsedReward { reward, round: event.round });
            let place =
                discounts.iter().position(|(of, _)| event.event == CardEventKind::RewardApplied && Some(*of) == used);
            let discount = place.map_or(Money::ZERO, |place| discounts.remove(place).1);
            self.insert_card_event(card.id, event, discount, cause)?;
            changed.extend(event.round.zip(event.reward).map(|(round, reward)| Slot { round, reward }));
        }
        for slot in changed {
            if let Some(mark) = card.rewards.get(&slot) {
                self.put_mark(card.id, slot, *mark)?;
            }
        }
        Ok(())
    }

    fn insert_card_event(&self, card: CardId, event: &CardEvent, discount: Money, cause: Cause<'_>) -> Result<()> {
        let id = self.next_id(&self.counters.card_event, "card_event")?;
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO card_event (id, card_id, day, kind, change, collected, invoice_id, reward_id, round, refund_id,
                                     discount, note_id, operation_id)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
        )?;
        statement.execute((
            id,
            card.0,
            event.date.number(),
            kind_number(event.event),
            event.change.get(),
            event.collected.get(),
            event.invoice.map(|id| id.0),
            event.reward.map(|id| id.0),
            event.round.map(Round::number),
            cause.refund.map(|id| id.0),
            discount.minor(),
            cause.note,
            self.operation_id().0,
        ))?;
        Ok(())
    }
}
