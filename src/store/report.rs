//! Aggregates over all customers, for reports. A reading is the same whether or not expiry has been booked: what has
//! run out of a lot and is not booked yet counts on the day after its last day, or the lot's own date if that is later.

use rusqlite::{Row, named_params};

use super::error::Result;
use super::lot::NEVER;
use super::row;
use super::tx::Reader;
use crate::domain::card::CardEventKind;
use crate::domain::ledger::RollForward;
use crate::domain::{Day, Money, Points};

/// Points that are still good, by when they end and when they were earned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OpenPoints {
    /// Their last day; `None` when they have none.
    pub ends: Option<Day>,
    /// The day of the entry that brought them.
    pub dated: Day,
    /// How many.
    pub points: Points,
}

/// A customer as one is written to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ContactRow {
    /// The ref.
    pub reference: String,
    /// The name.
    pub name: Option<String>,
    /// The e-mail address.
    pub email: Option<String>,
    /// The phone.
    pub phone: Option<String>,
}

/// What orders a list of the best customers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum TopBy {
    /// The balance.
    #[default]
    Points,
    /// What was paid.
    Spend,
    /// How often they came.
    Visits,
}

impl TopBy {
    /// All of them.
    pub const ALL: [TopBy; 3] = [TopBy::Points, TopBy::Spend, TopBy::Visits];

    /// The word of flags and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            TopBy::Points => "points",
            TopBy::Spend => "spend",
            TopBy::Visits => "visits",
        }
    }

    /// The value of that word.
    pub fn parse(text: &str) -> Option<TopBy> {
        TopBy::ALL.into_iter().find(|by| by.as_str() == text)
    }
}

/// A customer of such a list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TopRow {
    /// Who.
    pub contact: ContactRow,
    /// The balance at the end of the period.
    pub points: Points,
    /// Earned in the period, less what was taken back.
    pub earned: Points,
    /// Paid in the period, less what was given back.
    pub spend: Money,
    /// Paid invoices of the period that are no credit notes.
    pub visits: i64,
}

fn contact(row: &Row<'_>) -> rusqlite::Result<ContactRow> {
    Ok(ContactRow {
        reference: row.get("ref")?,
        name: row.get("name")?,
        email: row.get("email")?,
        phone: row.get("phone")?,
    })
}

impl Reader<'_> {
    /// What happened to all points from the day `from` to the day `to`, both included.
    pub fn rollforward(&self, from: Day, to: Day) -> Result<RollForward> {
        let named = named_params! {":from": from.number(), ":to": to.number()};
        let mut statement = self.connection.prepare_cached(
            "SELECT coalesce(sum(points) FILTER (WHERE day < :from), 0) AS before,
                    coalesce(sum(points) FILTER (WHERE day >= :from AND kind = 1), 0) AS earned,
                    coalesce(sum(points) FILTER (WHERE day >= :from AND kind = 2), 0) AS opened,
                    coalesce(sum(points) FILTER (WHERE day >= :from AND kind = 3), 0) AS adjusted,
                    coalesce(-sum(points) FILTER (WHERE day >= :from AND kind = 4), 0) AS redeemed,
                    coalesce(sum(points) FILTER (WHERE day >= :from AND kind = 5), 0) AS returned,
                    coalesce(-sum(points) FILTER (WHERE day >= :from AND kind = 6), 0) AS reversed,
                    coalesce(-sum(points) FILTER (WHERE day >= :from AND kind = 7), 0) AS expired,
                    coalesce(sum(points) FILTER (WHERE day >= :from AND kind = 8), 0) AS transferred
             FROM entry
             WHERE day <= :to",
        )?;
        let booked = statement.query_row(named, |row| {
            Ok(RollForward {
                opening: row::points(row, "before")?,
                earned: row::points(row, "earned")?,
                opened: row::points(row, "opened")?,
                adjusted: row::points(row, "adjusted")?,
                returned: row::points(row, "returned")?,
                transferred: row::points(row, "transferred")?,
                reversed: row::points(row, "reversed")?,
                redeemed: row::points(row, "redeemed")?,
                expired: row::points(row, "expired")?,
            })
        })?;
        let mut statement = self.connection.prepare_cached(
            "SELECT coalesce(sum(remaining) FILTER (WHERE max(ends + 1, day) < :from), 0),
                    coalesce(sum(remaining) FILTER (WHERE max(ends + 1, day) BETWEEN :from AND :to), 0)
             FROM lot",
        )?;
        let (before, within) = statement.query_row(named, |row| Ok((row::points(row, 0)?, row::points(row, 1)?)))?;
        Ok(RollForward { opening: booked.opening - before, expired: booked.expired + within, ..booked })
    }

    /// Whether an entry or an event of a card is dated after a day.
    pub fn is_anything_dated_after(&self, day: Day) -> Result<bool> {
        let mut statement = self.connection.prepare_cached(
            "SELECT EXISTS (SELECT 1 FROM entry WHERE day > :day) OR EXISTS (SELECT 1 FROM card_event WHERE day > :day)",
        )?;
        Ok(statement.query_row(named_params! {":day": day.number()}, |row| row.get(0))?)
    }

    /// What is still good in all lots at the end of a day after which nothing is dated, by last day and year.
    pub fn open_points(&self, at: Day) -> Result<Vec<OpenPoints>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT ends, day, sum(remaining) FROM lot WHERE max(ends + 1, day) > :at GROUP BY ends, day ORDER BY ends, day",
        )?;
        let rows = statement.query_map(named_params! {":at": at.number()}, |row| {
            let ends = match row.get(0)? {
                NEVER => None,
                number => Some(row::checked(Day::from_number(number), "day")?),
            };
            Ok(OpenPoints { ends, dated: row::day(row, 1)?, points: row::points(row, 2)? })
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The card rewards that wait to be used.
    pub fn ready_rewards(&self) -> Result<u64> {
        let mut statement = self.connection.prepare_cached(
            "SELECT count(*)
             FROM card
             JOIN card_reward ON card_reward.card_id = card.id AND card_reward.state = 'ready'
             WHERE card.standing = 1",
        )?;
        Ok(statement.query_row([], |row| row.get::<_, i64>(0))?.unsigned_abs())
    }

    /// The same at the end of a past day, by the last event of each reward up to it.
    pub fn ready_rewards_at(&self, at: Day) -> Result<u64> {
        let mut statement = self.connection.prepare_cached(
            "SELECT count(*)
             FROM (SELECT card_event.kind AS kind, max(card_event.id)
                   FROM card
                   JOIN card_event ON card_event.card_id = card.id
                   WHERE card.standing = 1 AND card_event.day <= :at
                     AND card_event.reward_id IS NOT NULL AND card_event.round IS NOT NULL
                   GROUP BY card_event.card_id, card_event.round, card_event.reward_id)
             WHERE kind IN (:due, :granted, :returned)",
        )?;
        let number = super::card_event::kind_number;
        let named = named_params! {
            ":at": at.number(),
            ":due": number(CardEventKind::RewardDue),
            ":granted": number(CardEventKind::RewardGranted),
            ":returned": number(CardEventKind::RewardReturned),
        };
        Ok(statement.query_row(named, |row| row.get::<_, i64>(0))?.unsigned_abs())
    }

    /// How many customers have points that are still good at the end of a day after which nothing is dated, and
    /// what the others owe.
    pub fn holders_and_debt(&self, at: Day) -> Result<(u64, Points)> {
        let mut statement = self.connection.prepare_cached(
            "SELECT (SELECT count(DISTINCT customer_id) FROM lot WHERE max(ends + 1, day) > :at),
                    coalesce((SELECT -sum(balance) FROM account WHERE balance < 0), 0)",
        )?;
        let named = named_params! {":at": at.number()};
        Ok(statement.query_row(named, |row| Ok((row.get::<_, i64>(0)?.unsigned_abs(), row::points(row, 1)?)))?)
    }

    /// Who holds lots that end from the day `from` to the day `to`, with the last day and the points.
    pub fn expiring_between(&self, from: Day, to: Day) -> Result<Vec<(ContactRow, Day, Points)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT customer.ref, customer.name, customer.email, customer.phone, lot.ends, sum(lot.remaining) AS points
             FROM lot
             JOIN customer ON customer.id = lot.customer_id
             WHERE lot.ends BETWEEN :from AND :to
             GROUP BY lot.customer_id, lot.ends
             ORDER BY lot.ends, customer.ref",
        )?;
        let rows = statement.query_map(named_params! {":from": from.number(), ":to": to.number()}, |row| {
            Ok((contact(row)?, row::day(row, "ends")?, row::points(row, "points")?))
        })?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// The customers with the most, and how many there are with any. Invoices count by their day; a refund lowers the
    /// invoice that it is of.
    pub fn top(&self, by: TopBy, from: Day, to: Day, limit: u64, after: u64) -> Result<(Vec<TopRow>, u64)> {
        let measure = by.as_str();
        let mut statement = self.connection.prepare_cached(&format!(
            "WITH booked AS (
               SELECT customer_id, sum(points) AS points,
                      coalesce(sum(points) FILTER (WHERE kind IN (1, 6) AND day >= :from), 0) AS earned
               FROM entry
               WHERE day <= :to
               GROUP BY customer_id
             ), merged AS (
               SELECT customer.merged_into_id AS customer_id, sum(booked.points) AS points, sum(booked.earned) AS earned
               FROM customer
               JOIN booked ON booked.customer_id = customer.id
               WHERE customer.merged_into_id IS NOT NULL
               GROUP BY customer.merged_into_id
             ), due AS (
               SELECT customer_id, sum(remaining) AS points FROM lot WHERE max(ends + 1, day) <= :to GROUP BY customer_id
             ), sold AS (
               SELECT customer_id, sum(iif(refers_to_id IS NULL, total - refunded, 0)) AS spend,
                      count(*) FILTER (WHERE total >= 0) AS visits
               FROM invoice
               WHERE standing = 1 AND state = 'paid' AND customer_id IS NOT NULL AND day BETWEEN :from AND :to
               GROUP BY customer_id
             ), counted AS (
               SELECT customer.ref, customer.name, customer.email, customer.phone,
                      coalesce(booked.points, 0) + coalesce(merged.points, 0) - coalesce(due.points, 0) AS points,
                      coalesce(booked.earned, 0) + coalesce(merged.earned, 0) AS earned,
                      coalesce(sold.spend, 0) AS spend,
                      coalesce(sold.visits, 0) AS visits
               FROM customer
               LEFT JOIN booked ON booked.customer_id = customer.id
               LEFT JOIN merged ON merged.customer_id = customer.id
               LEFT JOIN due ON due.customer_id = customer.id
               LEFT JOIN sold ON sold.customer_id = customer.id
               WHERE customer.standing = 1
             )
             SELECT *, count(*) OVER () AS all_of_them
             FROM counted
             WHERE {measure} > 0
             ORDER BY {measure} DESC, ref
             LIMIT :limit OFFSET :after"
        ))?;
        let mut total = 0;
        let rows = statement.query_map(
            named_params! {
                ":from": from.number(),
                ":to": to.number(),
                ":limit": i64::try_from(limit).unwrap_or(i64::MAX),
                ":after": i64::try_from(after).unwrap_or(i64::MAX),
            },
            |row| {
                total = row.get::<_, i64>("all_of_them")?.unsigned_abs();
                Ok(TopRow {
                    contact: contact(row)?,
                    points: row::points(row, "points")?,
                    earned: row::points(row, "earned")?,
                    spend: row::money(row, "spend")?,
                    visits: row.get("visits")?,
                })
            },
        )?;
        let rows = rows.collect::<rusqlite::Result<_>>()?;
        Ok((rows, total))
    }
}
