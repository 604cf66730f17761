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

/// How the points stand on the day `at`; in the past, by what is dated up to it. A day is in the past where something
/// is dated later, whatever day it is said to be today.
pub fn standing(reader: &Reader<'_>, customer: CustomerId, at: Day, today: Day) -> Result<Standing> {
    let (totals, goes_on) = reader.totals_and_later(customer, at)?;
    if at < today || goes_on {
        let (sum, lifetime) = reader.sums_at(customer, at)?;
        let mut lots = reader.ending_lots(customer, at)?;
        lots.retain(|lot| lot.key.dated <= at);
        return Ok(Standing { points: balance_at(sum, &lots, at), lifetime, expiring: expiring(&lots, at) });
    }
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Currency;
    use crate::domain::ledger::{EntryKind, Source};
    use crate::domain::person::Country;
    use crate::failure::Failure;
    use crate::store::{Action, Context, Mode, Need, NewCustomer, Shop, Store};

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    /// A customer with 10 points good in January, 20 good in the year, 5 for ever, and 3 spent in February, when what
    /// January left was booked; or nothing was booked since January.
    fn shop(with_february: bool) -> (Store, CustomerId) {
        let shop = Shop { currency: Currency::EUR, country: Country::NL, time_zone: "Europe/Amsterdam".to_owned() };
        let mut store = Store::scratch(&shop).expect("a database");
        let context =
            |today: &str| Context { today: day(today), now_millis: 0, actor: "till".to_owned(), mode: Mode::Real };
        let january = context("2026-01-05");
        let id = store.write(&january, Action("test"), |tx| {
            let customer = tx.insert_customer(&NewCustomer::default())?;
            let mut account = tx.account(customer.id, Need::default(), &[])?;
            let lots = [
                (EntryKind::Earn, 10, Some("2026-01-31")),
                (EntryKind::Earn, 20, Some("2026-12-31")),
                (EntryKind::Opening, 5, None),
            ];
            for (kind, points, last) in lots {
                account.credit(kind, tx.today(), Points::new(points), last.map(day), Source::default(), tx.today())?;
            }
            tx.keep_account(customer.id, account, None)?;
            Ok::<_, Failure>(customer.id)
        });
        let id = id.expect("a customer");
        if with_february {
            let spent = store.write(&context("2026-02-10"), Action("test"), |tx| {
                let mut account = tx.account(id, Need { cover: Points::new(3), ..Need::default() }, &[])?;
                account.debit(EntryKind::Redeem, tx.today(), Points::new(3), None, Source::default())?;
                Ok::<_, Failure>(tx.keep_account(id, account, None)?)
            });
            spent.expect("points are spent");
        }
        (store, id)
    }

    #[test]
    fn the_balance_is_right_whether_or_not_expiry_is_booked() {
        let today = day("2026-11-21");
        for (booked, at, points, expiring) in [
            (false, "2026-01-04", 0, vec![]),
            (false, "2026-01-31", 35, vec![("2026-01-31", 10), ("2026-12-31", 20)]),
            (false, "2026-02-01", 25, vec![("2026-12-31", 20)]),
            (false, "2026-11-21", 25, vec![("2026-12-31", 20)]),
            (false, "2027-01-01", 5, vec![]),
            (true, "2026-01-31", 35, vec![("2026-12-31", 17)]),
            (true, "2026-02-01", 25, vec![("2026-12-31", 17)]),
            (true, "2026-11-21", 22, vec![("2026-12-31", 17)]),
            (true, "2026-12-31", 22, vec![("2026-12-31", 17)]),
            (true, "2027-01-01", 5, vec![]),
        ] {
            let (mut store, id) = shop(booked);
            let got = store.read(|reader| standing(reader, id, day(at), today)).expect("a reading");
            let expiring: Vec<_> =
                expiring.into_iter().map(|(last, points)| (day(last), Points::new(points))).collect();
            assert_eq!((got.points, &got.expiring), (Points::new(points), &expiring), "{booked} {at}");
            assert_eq!(got.lifetime, Points::new(if points == 0 { 0 } else { 35 }), "{booked} {at}");
        }
    }
}
