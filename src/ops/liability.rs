//! What a shop owes its customers in points, as of a day.

use std::collections::BTreeMap;

use crate::domain::ledger::{balance_at, lots_at, value_half_away};
use crate::domain::money::share_largest_remainder;
use crate::domain::{Day, Money, Points, UnitPrice};
use crate::failure::{Failure, Kind, Outcome};
use crate::output::Number;
use crate::report::liability::{ByMonth, ByYear, LiabilityReport};
use crate::store::{CheckedLedger, OpenPoints, Reader};

/// Points that are open on a day.
#[derive(Debug, Default)]
struct Open {
    parts: Vec<OpenPoints>,
    customers: u64,
    owed: Points,
}

/// What is open on the day `at`, and what it is worth: at `point_value`, else at what the settings of that day say.
pub fn liability(reader: &Reader<'_>, at: Day, point_value: Option<UnitPrice>) -> Outcome<LiabilityReport> {
    let currency = reader.shop().currency;
    // What is kept is what stands after all that is dated.
    let is_past = reader.is_anything_dated_after(at)?;
    let open = if is_past { open_in_the_past(reader, at)? } else { open_now(reader, at)? };
    let price = point_value.or_else(|| reader.revisions().ok()?.in_force(at).settings.point_value);
    let points: Points = open.parts.iter().map(|part| part.points).sum();
    let value = match price {
        None => None,
        Some(price) => Some(value_half_away(points, price, currency).ok_or_else(|| too_large(points))?),
    };
    let by_month = grouped(&open.parts, |part| (part.ends.is_none(), part.ends.map(Day::month_text)));
    let by_year = grouped(&open.parts, |part| part.dated.year());
    let show = |value: Option<Money>| value.map(|value| Number::new(currency.show(value)));
    let with_values = |sums: &[Points]| shared(value, sums).into_iter().map(show);
    let months: Vec<Points> = by_month.values().copied().collect();
    let years: Vec<Points> = by_year.values().copied().collect();
    Ok(LiabilityReport {
        at: at.to_string(),
        currency: currency.code().to_owned(),
        point_value: price.map(|price| Number::new(price.show(currency))),
        points: points.get(),
        value: show(value),
        customers: open.customers,
        owed: open.owed.get(),
        by_expiry_month: by_month
            .into_iter()
            .zip(with_values(&months))
            .map(|(((_, month), points), value)| ByMonth { month, points: points.get(), value })
            .collect(),
        by_year_earned: by_year
            .into_iter()
            .zip(with_values(&years))
            .map(|((year, points), value)| ByYear { year, points: points.get(), value })
            .collect(),
        ready: if is_past { reader.ready_rewards_at(at)? } else { reader.ready_rewards()? },
    })
}

fn open_now(reader: &Reader<'_>, at: Day) -> Outcome<Open> {
    let (customers, owed) = reader.holders_and_debt(at)?;
    Ok(Open { parts: reader.open_points(at)?, customers, owed })
}

/// The lots of a past day are not kept: each customer's are worked out from what was dated up to it.
fn open_in_the_past(reader: &Reader<'_>, at: Day) -> Outcome<Open> {
    let mut open = Open::default();
    let mut parts: BTreeMap<(bool, Option<Day>, Day), Points> = BTreeMap::new();
    reader.each_ledger(at, |ledger: CheckedLedger| {
        let dated_up_to = ledger.entries.iter().filter(|entry| entry.date <= at).map(|entry| entry.points).sum();
        let balance = balance_at(dated_up_to, ledger.lots.iter().filter(|lot| lot.key.dated <= at), at);
        open.owed += (-balance).at_least_zero();
        open.customers += u64::from(balance.is_positive());
        for (key, points) in lots_at(&ledger.entries, &ledger.takings, balance, at) {
            let ends = key.ends.day();
            *parts.entry((ends.is_none(), ends, key.dated)).or_default() += points;
        }
        Ok::<_, Failure>(())
    })?;
    open.parts = parts.into_iter().map(|((_, ends, dated), points)| OpenPoints { ends, dated, points }).collect();
    Ok(open)
}

fn grouped<K: Ord>(parts: &[OpenPoints], key: impl Fn(&OpenPoints) -> K) -> BTreeMap<K, Points> {
    let mut sums = BTreeMap::new();
    for part in parts {
        *sums.entry(key(part)).or_insert(Points::ZERO) += part.points;
    }
    sums
}

/// A value shared over the parts that it is of, so that they add up to it.
fn shared(value: Option<Money>, sums: &[Points]) -> Vec<Option<Money>> {
    let Some(value) = value.filter(|_| !sums.is_empty()) else { return vec![None; sums.len()] };
    let weights: Vec<Money> = sums.iter().map(|points| Money::from_minor(points.get())).collect();
    share_largest_remainder(value, &weights).into_iter().map(Some).collect()
}

fn too_large(points: Points) -> Failure {
    Failure::new(Kind::TooLarge, format!("the open points, `{points}`, are worth more than the largest amount"))
        .hint("give a smaller `--point-value`")
}
