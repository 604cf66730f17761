//! Revisions of the settings.

use std::rc::Rc;

use rusqlite::{Row, named_params};

use super::error::Result;
use super::row;
use super::tx::{Reader, Tx, last_id};
use crate::domain::{
    Day, EarnRule, ExpireAfter, ExpireAt, Money, Points, Revision, RevisionId, Revisions, Selector, Settings, UnitPrice,
};

impl Reader<'_> {
    /// All revisions, in the order in which they were made. They are read once.
    pub fn revisions(&self) -> Result<Rc<Revisions>> {
        if let Some(revisions) = &*self.revisions.borrow() {
            return Ok(Rc::clone(revisions));
        }
        let revisions = Rc::new(self.load_revisions()?);
        *self.revisions.borrow_mut() = Some(Rc::clone(&revisions));
        Ok(revisions)
    }

    fn load_revisions(&self) -> Result<Revisions> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, from_day, earn, per, points, min_total, exclude, expire_after, expire_at, point_value,
                    redeem_step, redeem_min
             FROM revision
             ORDER BY id",
        )?;
        let made = statement.query_map([], from_row)?.collect::<rusqlite::Result<Vec<_>>>()?;
        Ok(Revisions::new(made, self.shop.currency))
    }

    /// When and by whom each revision was made, in the order in which they were: (moment, actor).
    pub fn revision_makers(&self) -> Result<Vec<(i64, String)>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT operation.recorded_at, actor.name
             FROM revision
             JOIN operation ON operation.id = revision.operation_id
             JOIN actor ON actor.id = operation.actor_id
             ORDER BY revision.id",
        )?;
        let makers = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?.collect::<rusqlite::Result<_>>()?;
        Ok(makers)
    }
}

impl Tx<'_> {
    /// Makes a revision.
    pub fn insert_revision(&self, from: Day, settings: &Settings) -> Result<Revision> {
        let id = last_id(self.connection, "revision")? + 1;
        self.revisions.take();
        let exclude: Vec<String> = settings.exclude.iter().map(Selector::to_string).collect();
        self.connection.execute(
            "INSERT INTO revision (id, from_day, earn, per, points, min_total, exclude, expire_after, expire_at,
                                   point_value, redeem_step, redeem_min, operation_id)
             VALUES (:id, :from_day, :earn, :per, :points, :min_total, :exclude, :expire_after, :expire_at,
                     :point_value, :redeem_step, :redeem_min, :operation_id)",
            named_params! {
                ":id": id,
                ":from_day": from.number(),
                ":earn": settings.earn.as_str(),
                ":per": settings.per.minor(),
                ":points": settings.points.get(),
                ":min_total": settings.min_total.map(|least| least.minor()),
                ":exclude": serde_json::Value::from(exclude).to_string(),
                ":expire_after": settings.expire_after.to_string(),
                ":expire_at": settings.expire_at.as_str(),
                ":point_value": settings.point_value.map(UnitPrice::ten_thousandths),
                ":redeem_step": settings.redeem_step.get(),
                ":redeem_min": settings.redeem_min.get(),
                ":operation_id": self.operation_id().0,
            },
        )?;
        Ok(Revision { id: Some(RevisionId(id)), from: Some(from), settings: settings.clone() })
    }
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<Revision> {
    let exclude: Vec<String> = row::checked(serde_json::from_str(row.get_ref("exclude")?.as_str()?).ok(), "list")?;
    let exclude = exclude
        .iter()
        .map(|text| row::checked(Selector::parse(text).ok(), "selector"))
        .collect::<rusqlite::Result<_>>()?;
    let most = Points::MAX.get();
    let point_value = row::within_or_null(row, "point_value", 1..=UnitPrice::MAX_TEN_THOUSANDTHS, "price")?;
    Ok(Revision {
        id: Some(RevisionId(row.get("id")?)),
        from: Some(row::day(row, "from_day")?),
        settings: Settings {
            earn: row::word(row, "earn", EarnRule::parse, "rule")?,
            per: Money::from_minor(row::within(row, "per", 1..=Money::MAX.minor(), "step")?),
            points: Points::new(row::within(row, "points", 1..=most, "number of points")?),
            min_total: row.get::<_, Option<i64>>("min_total")?.map(Money::from_minor),
            exclude,
            expire_after: row::word(row, "expire_after", ExpireAfter::parse, "period")?,
            expire_at: row::word(row, "expire_at", ExpireAt::parse, "word")?,
            point_value: point_value
                .map(|value| row::checked(UnitPrice::from_ten_thousandths(value), "price"))
                .transpose()?,
            redeem_step: Points::new(row::within(row, "redeem_step", 1..=most, "step")?),
            redeem_min: Points::new(row::within(row, "redeem_min", 0..=most, "number of points")?),
        },
    })
}
