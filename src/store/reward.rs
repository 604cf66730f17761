//! The points catalogue, and what was redeemed.

use rusqlite::{OptionalExtension, Row, named_params};

use super::error::Result;
use super::row;
use super::tx::{Reader, Tx};
use crate::domain::text::fold;
use crate::domain::{
    Benefit, CustomerId, Day, EntryId, InvoiceId, Money, Percent, Points, RedemptionId, RewardId, Selector,
};

/// A reward of the points catalogue.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reward {
    /// The row.
    pub id: RewardId,
    /// What it is called; one standing reward a name.
    pub name: String,
    /// What it costs.
    pub cost: Points,
    /// What it gives.
    pub benefit: Benefit,
    /// The first day on which it can be had.
    pub from: Option<Day>,
    /// The last day.
    pub until: Option<Day>,
    /// Whether it was taken out of the catalogue.
    pub retired: bool,
}

impl Reward {
    /// Whether it can be had on that day.
    pub fn is_on_offer(&self, day: Day) -> bool {
        !self.retired && self.from.is_none_or(|from| from <= day) && self.until.is_none_or(|until| day <= until)
    }
}

/// A redemption to be written.
#[derive(Clone, Debug)]
pub struct NewRedemption {
    /// Its number.
    pub id: RedemptionId,
    /// Whose points.
    pub customer: CustomerId,
    /// The invoice it is worked into.
    pub invoice: Option<InvoiceId>,
    /// The reward; `None` when points pay.
    pub reward: Option<RewardId>,
    /// The `redeem` entry.
    pub entry: EntryId,
    /// How many points.
    pub points: Points,
    /// What it took off the ticket.
    pub discount: Money,
}

/// A redemption as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redemption {
    /// Its number.
    pub id: RedemptionId,
    /// Whose points.
    pub customer: CustomerId,
    /// The invoice it was worked into.
    pub invoice: Option<InvoiceId>,
    /// The name of the reward; `None` when points paid.
    pub reward: Option<String>,
    /// The `redeem` entry.
    pub entry: EntryId,
    /// How many points.
    pub points: Points,
    /// How many of them came back since.
    pub returned: Points,
    /// What it took off the ticket.
    pub discount: Money,
}

const COLUMNS: &str = "id, name, cost, benefit, amount, percent, selector, gift, from_day, until_day, retired";

fn from_row(row: &Row<'_>) -> rusqlite::Result<Reward> {
    Ok(Reward {
        id: RewardId(row.get("id")?),
        name: row.get("name")?,
        cost: Points::new(row::within(row, "cost", 1..=Points::MAX.get(), "number of points")?),
        benefit: benefit_from_row(row)?,
        from: row::day_or_null(row, "from_day")?,
        until: row::day_or_null(row, "until_day")?,
        retired: row.get("retired")?,
    })
}

/// The benefit in the columns `benefit`, `amount`, `percent`, `selector` and `gift`.
pub(super) fn benefit_from_row(row: &Row<'_>) -> rusqlite::Result<Benefit> {
    let amount = row::within_or_null(row, "amount", 1..=Money::MAX.minor(), "amount")?.map(Money::from_minor);
    let percent = row.get::<_, Option<i64>>("percent")?.and_then(Percent::from_hundredths);
    let selector = row.get::<_, Option<String>>("selector")?.map(|text| Selector::parse(&text).ok());
    let selector = selector.map(|parsed| row::checked(parsed, "selector")).transpose()?;
    let benefit = match row.get_ref("benefit")?.as_str()? {
        "amount-off" => amount.map(|amount| Benefit::AmountOff { amount, on: selector }),
        "percent-off" => percent.map(|percent| Benefit::PercentOff { percent, max: amount, on: selector }),
        "free-item" => selector.map(|item| Benefit::FreeItem { item }),
        "percent-off-item" => percent.zip(selector).map(|(percent, item)| Benefit::PercentOffItem { percent, item }),
        "gift" => row.get::<_, Option<String>>("gift")?.map(|text| Benefit::Gift { text }),
        _ => None,
    };
    row::checked(benefit, "benefit")
}

/// A benefit as columns: amount, percent, selector, gift.
pub(super) fn benefit_columns(benefit: &Benefit) -> (Option<i64>, Option<i64>, Option<String>, Option<&str>) {
    let text = |selector: &Selector| selector.to_string();
    match benefit {
        Benefit::AmountOff { amount, on } => (Some(amount.minor()), None, on.as_ref().map(text), None),
        Benefit::PercentOff { percent, max, on } => {
            (max.map(Money::minor), Some(percent.hundredths()), on.as_ref().map(text), None)
        }
        Benefit::FreeItem { item } => (None, None, Some(text(item)), None),
        Benefit::PercentOffItem { percent, item } => (None, Some(percent.hundredths()), Some(text(item)), None),
        Benefit::Gift { text } => (None, None, None, Some(text)),
    }
}

const REDEMPTION: &str =
    "SELECT redemption.id, redemption.customer_id, redemption.invoice_id, reward.name, redemption.entry_id,
        redemption.points, redemption.discount,
        coalesce((SELECT sum(entry.points)
                  FROM entry
                  WHERE entry.customer_id IN (SELECT id FROM customer WHERE id = redemption.customer_id
                                              UNION ALL
                                              SELECT id FROM customer WHERE merged_into_id = redemption.customer_id)
                    AND entry.redemption_id = redemption.id AND entry.kind = 5), 0)
 FROM redemption
 LEFT JOIN reward ON reward.id = redemption.reward_id";

fn redemption_from_row(row: &Row<'_>) -> rusqlite::Result<Redemption> {
    Ok(Redemption {
        id: RedemptionId(row.get(0)?),
        customer: CustomerId(row.get(1)?),
        invoice: row.get::<_, Option<i64>>(2)?.map(InvoiceId),
        reward: row.get(3)?,
        entry: EntryId(row.get(4)?),
        points: row::points(row, 5)?,
        discount: row::money(row, 6)?,
        returned: row::points(row, 7)?,
    })
}

impl Reader<'_> {
    /// The catalogue by cost and name, with what was taken out of it if asked.
    pub fn rewards(&self, with_retired: bool) -> Result<Vec<Reward>> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("SELECT {COLUMNS} FROM reward WHERE retired = 0 OR :with_retired"))?;
        let rewards = statement.query_map(named_params! {":with_retired": with_retired}, from_row)?;
        let mut rewards = rewards.collect::<rusqlite::Result<Vec<_>>>()?;
        // Not by SQLite, which makes ready for sorting also where there are none, as with each balance.
        rewards.sort_by(|one, other| (one.cost, &one.name, one.id).cmp(&(other.cost, &other.name, other.id)));
        Ok(rewards)
    }

    /// The standing reward of that name, compared as names are; of two such, which older programs have let in, the one
    /// that is written so.
    pub fn reward_by_name(&self, name: &str) -> Result<Option<Reward>> {
        let folded = fold(name);
        let named = self.rewards(false)?.into_iter().filter(|reward| fold(&reward.name) == folded);
        Ok(named.min_by_key(|reward| (reward.name != name, reward.id)))
    }

    /// The redemptions worked into an invoice, in the order in which they were.
    pub fn redemptions_on(&self, invoice: InvoiceId) -> Result<Vec<Redemption>> {
        let mut statement = self
            .connection
            .prepare_cached(&format!("{REDEMPTION} WHERE redemption.invoice_id = :id ORDER BY redemption.id"))?;
        let redemptions = statement.query_map(named_params! {":id": invoice.0}, redemption_from_row)?;
        Ok(redemptions.collect::<rusqlite::Result<_>>()?)
    }

    /// The last entry that returned points of a redemption.
    pub fn last_return(&self, id: RedemptionId) -> Result<Option<EntryId>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT max(entry.id)
             FROM redemption
             JOIN customer ON customer.id = redemption.customer_id OR customer.merged_into_id = redemption.customer_id
             JOIN entry ON entry.customer_id = customer.id AND entry.redemption_id = redemption.id
             WHERE redemption.id = :id AND entry.kind = 5",
        )?;
        let entry: Option<i64> = statement.query_row(named_params! {":id": id.0}, |row| row.get(0))?;
        Ok(entry.map(EntryId))
    }

    /// A redemption.
    pub fn redemption(&self, id: RedemptionId) -> Result<Option<Redemption>> {
        let mut statement = self.connection.prepare_cached(&format!("{REDEMPTION} WHERE redemption.id = :id"))?;
        Ok(statement.query_row(named_params! {":id": id.0}, redemption_from_row).optional()?)
    }
}

impl Tx<'_> {
    /// Puts a reward into the catalogue.
    pub fn insert_reward(
        &self,
        name: &str,
        cost: Points,
        benefit: &Benefit,
        from: Option<Day>,
        until: Option<Day>,
    ) -> Result<()> {
        let (amount, percent, selector, gift) = benefit_columns(benefit);
        self.connection.execute(
            "INSERT INTO reward (name, cost, benefit, amount, percent, selector, gift, from_day, until_day, retired,
                                 operation_id)
             VALUES (:name, :cost, :benefit, :amount, :percent, :selector, :gift, :from_day, :until_day, 0,
                     :operation_id)",
            named_params! {
                ":name": name,
                ":cost": cost.get(),
                ":benefit": benefit.as_str(),
                ":amount": amount,
                ":percent": percent,
                ":selector": selector,
                ":gift": gift,
                ":from_day": from.map(Day::number),
                ":until_day": until.map(Day::number),
                ":operation_id": self.operation_id().0,
            },
        )?;
        Ok(())
    }

    /// Takes a reward out of the catalogue; what was redeemed stays as it was.
    pub fn retire_reward(&self, id: RewardId) -> Result<()> {
        self.connection.execute("UPDATE reward SET retired = 1 WHERE id = :id", named_params! {":id": id.0})?;
        Ok(())
    }

    /// The number that the next redemption will have.
    pub fn next_redemption(&self) -> Result<RedemptionId> {
        self.peek_id(&self.counters.redemption, "redemption").map(RedemptionId)
    }

    /// Keeps a redemption; its entry comes after it.
    pub fn insert_redemption(&self, new: &NewRedemption) -> Result<()> {
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO redemption (id, customer_id, invoice_id, reward_id, entry_id, points, discount, operation_id)
             VALUES (:id, :customer_id, :invoice_id, :reward_id, :entry_id, :points, :discount, :operation_id)",
        )?;
        statement.execute(named_params! {
            ":id": new.id.0,
            ":customer_id": new.customer.0,
            ":invoice_id": new.invoice.map(|id| id.0),
            ":reward_id": new.reward.map(|id| id.0),
            ":entry_id": new.entry.0,
            ":points": new.points.get(),
            ":discount": new.discount.minor(),
            ":operation_id": self.operation_id().0,
        })?;
        self.counters.redemption.set(Some(new.id.0 + 1));
        Ok(())
    }
}
