//! Schemes and their rewards.

use std::rc::Rc;

use rusqlite::{Row, named_params};

use super::error::Result;
use super::reward::{benefit_columns, benefit_from_row};
use super::row;
use super::tx::{Reader, Tx, last_id};
use crate::domain::scheme::{Applies, NewReward};
use crate::domain::text::fold;
use crate::domain::{Collected, Money, Scheme, SchemeId, SchemeKind, SchemeReward, SchemeRewardId, Selector};

/// A scheme as its row has it, with the scheme that it was retired into.
struct SchemeRow {
    scheme: Scheme,
    into: Option<SchemeId>,
}

/// A reward as its row has it, with its scheme and whether it is still in it.
struct RewardRow {
    scheme: SchemeId,
    standing: bool,
    reward: SchemeReward,
}

fn from_row(row: &Row<'_>) -> rusqlite::Result<SchemeRow> {
    let items: Vec<String> = row::checked(serde_json::from_str(row.get_ref("items")?.as_str()?).ok(), "list")?;
    let items = items
        .iter()
        .map(|text| row::checked(Selector::parse(text).ok(), "selector"))
        .collect::<rusqlite::Result<_>>()?;
    let scheme = Scheme {
        id: SchemeId(row.get("id")?),
        name: row.get("name")?,
        kind: row::word(row, "kind", SchemeKind::parse, "kind of scheme")?,
        items,
        min_total: row::within_or_null(row, "min_total", 1..=Money::MAX.minor(), "amount")?.map(Money::from_minor),
        applies: row::word(row, "applies", Applies::parse, "word")?,
        once: row.get("once")?,
        max_per_day: row.get("max_per_day")?,
        auto: row.get("auto")?,
        from: row::day(row, "from_day")?,
        retired: row.get("retired")?,
        rewards: Vec::new(),
        taken_over: Vec::new(),
    };
    Ok(SchemeRow { scheme, into: row.get::<_, Option<i64>>("into_id")?.map(SchemeId) })
}

fn reward_from_row(row: &Row<'_>) -> rusqlite::Result<RewardRow> {
    let reward = SchemeReward {
        id: SchemeRewardId(row.get("id")?),
        name: row.get("name")?,
        after: row::within_or_null(row, "after", 1..=Collected::MAX.get(), "threshold")?.map(Collected::new),
        benefit: benefit_from_row(row)?,
    };
    Ok(RewardRow { scheme: SchemeId(row.get("scheme_id")?), standing: row.get("standing")?, reward })
}

impl Reader<'_> {
    /// All schemes with their rewards, in the order in which they were made. They are read once.
    pub fn schemes(&self) -> Result<Rc<[Rc<Scheme>]>> {
        if let Some(schemes) = &*self.schemes.borrow() {
            return Ok(Rc::clone(schemes));
        }
        let schemes: Rc<[Rc<Scheme>]> = self.load_schemes()?.into_iter().map(Rc::new).collect();
        *self.schemes.borrow_mut() = Some(Rc::clone(&schemes));
        Ok(schemes)
    }

    /// The scheme of a row.
    pub fn scheme(&self, id: SchemeId) -> Result<Rc<Scheme>> {
        let found = self.schemes()?.iter().find(|scheme| scheme.id == id).map(Rc::clone);
        Ok(found.ok_or(rusqlite::Error::QueryReturnedNoRows)?)
    }

    /// The scheme of that name, compared as names are.
    pub fn scheme_by_name(&self, name: &str) -> Result<Option<Rc<Scheme>>> {
        let folded = fold(name);
        Ok(self.schemes()?.iter().find(|scheme| fold(&scheme.name) == folded).map(Rc::clone))
    }

    /// The scheme that a retired one's cards went over to.
    pub fn scheme_into(&self, id: SchemeId) -> Result<Option<Rc<Scheme>>> {
        let mut statement = self.connection.prepare_cached("SELECT into_id FROM scheme WHERE id = :id")?;
        let into: Option<i64> = statement.query_row(named_params! {":id": id.0}, |row| row.get(0))?;
        into.map(|into| self.scheme(SchemeId(into))).transpose()
    }

    /// Whether there has ever been a card of the scheme.
    pub fn scheme_had_card(&self, id: SchemeId) -> Result<bool> {
        let mut statement = self
            .connection
            .prepare_cached("SELECT EXISTS (SELECT 1 FROM card WHERE scheme_id = :id AND standing = 1)")?;
        Ok(statement.query_row(named_params! {":id": id.0}, |row| row.get(0))?)
    }

    /// How many cards of the scheme are active, and how many there have been.
    pub fn count_scheme_cards(&self, id: SchemeId) -> Result<(u64, u64)> {
        let mut statement = self.connection.prepare_cached(
            "SELECT count(*) FILTER (WHERE open = 1), count(*) FROM card WHERE scheme_id = :id AND standing = 1",
        )?;
        let counts: (i64, i64) =
            statement.query_row(named_params! {":id": id.0}, |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok((counts.0.unsigned_abs(), counts.1.unsigned_abs()))
    }

    fn load_schemes(&self) -> Result<Vec<Scheme>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id, name, kind, items, min_total, applies, once, max_per_day, auto, from_day, retired, into_id
             FROM scheme
             ORDER BY id",
        )?;
        let mut rows = statement.query_map([], from_row)?.collect::<rusqlite::Result<Vec<_>>>()?;
        if rows.is_empty() {
            return Ok(Vec::new());
        }
        let mut statement = self.connection.prepare_cached(
            "SELECT id, scheme_id, name, after, benefit, amount, percent, selector, gift, standing
             FROM scheme_reward
             ORDER BY id",
        )?;
        for found in statement.query_map([], reward_from_row)? {
            let RewardRow { scheme, standing, reward } = found?;
            for heir in heirs(&rows, scheme) {
                rows[heir].scheme.taken_over.push(reward.clone());
            }
            if let Some(own) = rows.iter_mut().find(|row| row.scheme.id == scheme) {
                let rewards = if standing { &mut own.scheme.rewards } else { &mut own.scheme.taken_over };
                rewards.push(reward);
            }
        }
        Ok(rows.into_iter().map(|row| row.scheme).collect())
    }
}

/// The places of the schemes that a scheme's cards went over to, one after the other.
fn heirs(rows: &[SchemeRow], scheme: SchemeId) -> Vec<usize> {
    let mut heirs = Vec::new();
    let mut place = rows.iter().position(|row| row.scheme.id == scheme);
    // A file that was tampered with may lead round in a circle.
    while let Some(into) = place.and_then(|place| rows[place].into).filter(|_| heirs.len() < rows.len()) {
        place = rows.iter().position(|row| row.scheme.id == into);
        heirs.extend(place);
    }
    heirs
}

impl Tx<'_> {
    /// The number that the next scheme will have.
    pub fn next_scheme(&self) -> Result<SchemeId> {
        Ok(SchemeId(last_id(self.connection, "scheme")? + 1))
    }

    /// Makes a scheme; its rewards come one by one.
    pub fn insert_scheme(&self, scheme: &Scheme) -> Result<()> {
        self.connection.execute(
            "INSERT INTO scheme (id, name, folded, kind, items, min_total, applies, once, max_per_day, auto, from_day,
                                 retired, operation_id)
             VALUES (:id, :name, :folded, :kind, :items, :min_total, :applies, :once, :max_per_day, :auto, :from_day,
                     0, :operation_id)",
            named_params! {
                ":id": scheme.id.0,
                ":name": scheme.name,
                ":folded": fold(&scheme.name),
                ":kind": scheme.kind.as_str(),
                ":items": items_json(scheme),
                ":min_total": scheme.min_total.map(Money::minor),
                ":applies": scheme.applies.as_str(),
                ":once": scheme.once,
                ":max_per_day": scheme.max_per_day,
                ":auto": scheme.auto,
                ":from_day": scheme.from.number(),
                ":operation_id": self.operation_id().0,
            },
        )?;
        self.forget_schemes();
        Ok(())
    }

    /// Writes what may change of a scheme: everything but its kind and its rewards.
    pub fn update_scheme(&self, scheme: &Scheme) -> Result<()> {
        self.connection.execute(
            "UPDATE scheme
             SET name = :name, folded = :folded, items = :items, min_total = :min_total, applies = :applies,
                 once = :once, max_per_day = :max_per_day, auto = :auto, from_day = :from_day
             WHERE id = :id",
            named_params! {
                ":id": scheme.id.0,
                ":name": scheme.name,
                ":folded": fold(&scheme.name),
                ":items": items_json(scheme),
                ":min_total": scheme.min_total.map(Money::minor),
                ":applies": scheme.applies.as_str(),
                ":once": scheme.once,
                ":max_per_day": scheme.max_per_day,
                ":auto": scheme.auto,
                ":from_day": scheme.from.number(),
            },
        )?;
        self.forget_schemes();
        Ok(())
    }

    /// Retires a scheme, into another or for good.
    pub fn retire_scheme(&self, id: SchemeId, into: Option<SchemeId>) -> Result<()> {
        self.connection.execute(
            "UPDATE scheme SET retired = 1, into_id = :into_id WHERE id = :id",
            named_params! {":id": id.0, ":into_id": into.map(|id| id.0)},
        )?;
        self.forget_schemes();
        Ok(())
    }

    /// Gives a scheme a reward.
    pub fn insert_scheme_reward(&self, scheme: SchemeId, reward: &NewReward) -> Result<()> {
        let (amount, percent, selector, gift) = benefit_columns(&reward.benefit);
        self.connection.execute(
            "INSERT INTO scheme_reward (scheme_id, name, after, benefit, amount, percent, selector, gift, standing,
                                        operation_id)
             VALUES (:scheme_id, :name, :after, :benefit, :amount, :percent, :selector, :gift, 1, :operation_id)",
            named_params! {
                ":scheme_id": scheme.0,
                ":name": reward.name,
                ":after": reward.after.map(Collected::get),
                ":benefit": reward.benefit.as_str(),
                ":amount": amount,
                ":percent": percent,
                ":selector": selector,
                ":gift": gift,
                ":operation_id": self.operation_id().0,
            },
        )?;
        self.forget_schemes();
        Ok(())
    }

    /// Puts a wrong reward right.
    pub fn update_scheme_reward(&self, reward: &SchemeReward) -> Result<()> {
        let (amount, percent, selector, gift) = benefit_columns(&reward.benefit);
        self.connection.execute(
            "UPDATE scheme_reward
             SET name = :name, after = :after, benefit = :benefit, amount = :amount, percent = :percent,
                 selector = :selector, gift = :gift
             WHERE id = :id",
            named_params! {
                ":id": reward.id.0,
                ":name": reward.name,
                ":after": reward.after.map(Collected::get),
                ":benefit": reward.benefit.as_str(),
                ":amount": amount,
                ":percent": percent,
                ":selector": selector,
                ":gift": gift,
            },
        )?;
        self.forget_schemes();
        Ok(())
    }

    /// Takes a reward out of its scheme.
    pub fn update_scheme_reward_standing_down(&self, id: SchemeRewardId) -> Result<()> {
        self.connection.execute("UPDATE scheme_reward SET standing = 0 WHERE id = :id", named_params! {":id": id.0})?;
        self.forget_schemes();
        Ok(())
    }

    fn forget_schemes(&self) {
        *self.schemes.borrow_mut() = None;
    }
}

fn items_json(scheme: &Scheme) -> String {
    let items: Vec<String> = scheme.items.iter().map(Selector::to_string).collect();
    serde_json::Value::from(items).to_string()
}
