//! How a customer's points stand on a day, whether or not expiry has been booked.

use crate::domain::ledger::{balance_at, expiring};
use crate::domain::{CustomerId, Day, Points};
use crate::report::balance::RewardInReach;
use crate::store::{Reader, Result, Reward};

/// The points of a customer at the end of a day.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// The balance.
    pub points: Points,
    /// `earn` and `opening` less `reverse`.
    pub lifetime: Points,
    /// What will run out: (last day, points).
    pub expiring: Vec<(Day, Points)>,
}

/// How the points stand on the day `at`; in the past, by what is dated up to it.
pub fn standing(reader: &Reader<'_>, customer: CustomerId, at: Day, today: Day) -> Result<Standing> {
    if at < today {
        let (sum, lifetime) = reader.sums_at(customer, at)?;
        let mut lots = reader.ending_lots(customer)?;
        lots.retain(|lot| lot.key.dated <= at);
        return Ok(Standing { points: balance_at(sum, &lots, at), lifetime, expiring: expiring(&lots, at) });
    }
    let totals = reader.totals(customer)?;
    let (due, expiring): (Vec<_>, Vec<_>) =
        reader.ending_points(customer)?.into_iter().partition(|(last, _)| *last < at);
    let due: Points = due.into_iter().map(|(_, points)| points).sum();
    Ok(Standing { points: totals.balance - due, lifetime: totals.lifetime(), expiring })
}

/// The rewards that the points catalogue offers on that day, by cost and name, and which of them the points are
/// enough for.
pub fn rewards_for_balance(reader: &Reader<'_>, points: Points, at: Day) -> Result<Vec<RewardInReach>> {
    let rewards = reader.rewards(false)?.into_iter().filter(|reward| reward.is_on_offer(at));
    let in_reach = |reward: Reward| RewardInReach {
        affordable: reward.cost <= points,
        cost: reward.cost.get(),
        name: reward.name,
    };
    Ok(rewards.map(in_reach).collect())
}
