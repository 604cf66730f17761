//! What an import did to client cards, to be taken back.

use rusqlite::{Row, named_params};

use super::card::{CARD_COLUMNS, CardRow, card_from_row};
use super::card_event::{EVENT_COLUMNS, event_from_row};
use super::error::Result;
use super::undo::{GONE, Undoing};
use crate::domain::CardId;
use crate::domain::card::CardEvent;

/// An event of a card, as an import that is taken back looks at it.
#[derive(Clone, Debug)]
pub struct CardEventThen {
    /// The event.
    pub event: CardEvent,
    /// The name of its reward.
    pub reward: Option<String>,
    /// Whether it goes with the import.
    pub goes: bool,
    /// Whether it was recorded after the import.
    pub is_since: bool,
    /// Whether a command for cards recorded it.
    pub by_hand: bool,
    /// Whether it has nothing to do with this import, nor with others that were taken back.
    pub is_foreign: bool,
}

/// The events that go with an import: its own, unless their invoice is gone already, and what came later of its
/// invoices and refunds. What a kept refund did is mended by itself.
const GOES: &str = "coalesce(card_event.refund_id, 0) NOT IN (SELECT id FROM temp.imported_refund WHERE kept)
    AND (card_event.operation_id = :operation_id AND (card_event.invoice_id IS NULL OR invoice.standing = 1)
         OR card_event.operation_id >= :operation_id
            AND (card_event.invoice_id BETWEEN :first AND :last
                 OR card_event.invoice_id IN (SELECT id FROM temp.later_invoice)
                 OR card_event.refund_id IN (SELECT id FROM temp.imported_refund) AND invoice.standing = 1))";

fn from_row(row: &Row<'_>) -> rusqlite::Result<CardEventThen> {
    Ok(CardEventThen {
        event: event_from_row(row)?,
        reward: row.get("reward")?,
        goes: row.get("goes")?,
        is_since: row.get("is_since")?,
        by_hand: row.get("by_hand")?,
        is_foreign: row.get("is_foreign")?,
    })
}

impl Undoing<'_, '_> {
    /// The cards that it touches, in the order in which they were opened.
    pub fn cards(&self) -> Result<Vec<CardRow>> {
        let mut statement = self.tx.connection.prepare_cached(&format!(
            "SELECT {CARD_COLUMNS}
             FROM card
             WHERE standing = 1
               AND id IN (SELECT card_id FROM card_event WHERE operation_id = :operation_id
                          UNION
                          SELECT card_id FROM card_event WHERE invoice_id BETWEEN :first AND :last
                          UNION
                          SELECT card_id FROM card_event WHERE invoice_id IN (SELECT id FROM temp.later_invoice)
                          UNION
                          SELECT card_event.card_id
                          FROM temp.imported_refund AS imported
                          JOIN refund ON refund.id = imported.id
                          JOIN card_event ON card_event.invoice_id = refund.invoice_id
                                         AND card_event.refund_id = refund.id)
             ORDER BY id"
        ))?;
        let (first, last) = self.invoices;
        let named = named_params! {":operation_id": self.operation.0, ":first": first, ":last": last};
        let rows = statement.query_map(named, card_from_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// A card's events, in the order in which they were recorded.
    pub fn card_events(&self, card: CardId) -> Result<Vec<CardEventThen>> {
        let mut statement = self.tx.connection.prepare_cached(&format!(
            "SELECT {EVENT_COLUMNS}, scheme_reward.name AS reward, coalesce({GOES}, 0) AS goes,
                    card_event.operation_id > :operation_id AS is_since,
                    operation.action LIKE 'card %' AS by_hand,
                    coalesce(NOT (card_event.operation_id IN (:operation_id, :undoing_id)
                                  OR card_event.operation_id IN {GONE}
                                  OR operation.action NOT LIKE 'card %'
                                     AND (invoice.operation_id = :operation_id
                                          OR invoice.operation_id IN {GONE}
                                          OR invoice.id IN (SELECT id FROM temp.later_invoice))), 1) AS is_foreign
             FROM card_event
             JOIN operation ON operation.id = card_event.operation_id
             LEFT JOIN invoice ON invoice.id = card_event.invoice_id
             LEFT JOIN scheme_reward ON scheme_reward.id = card_event.reward_id
             WHERE card_event.card_id = :card_id
             ORDER BY card_event.id"
        ))?;
        let (first, last) = self.invoices;
        let named = named_params! {
            ":card_id": card.0,
            ":operation_id": self.operation.0,
            ":undoing_id": self.tx.operation_id().0,
            ":first": first,
            ":last": last,
        };
        let rows = statement.query_map(named, from_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}
