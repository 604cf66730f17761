//! Points by hand: adjusting, redeeming without a ticket, taking a redemption back, booking expiry.

use crate::domain::ledger::{Account, EntryKind, GiveBack, Source, check_adjust, check_redeem};
use crate::domain::text::fold;
use crate::domain::{Day, EntryId, Money, Points, RedemptionId};
use crate::failure::{Failure, Kind, Outcome, shell_word};
use crate::store::{Customer, Need, NewRedemption, Reader, Redemption, Reward, Tx};

use super::key::{self, Keyed};
use super::refusal;

/// The reward of that name, if it is on offer on that day.
pub fn find_reward(reader: &Reader<'_>, name: &str, day: Day) -> Outcome<Reward> {
    let Some(reward) = reader.reward_by_name(name)? else { return Err(no_reward(reader, name)?) };
    if !reward.is_on_offer(day) {
        let from = reward.from.map_or_else(String::new, |from| format!(" from `{from}`"));
        let until = reward.until.map_or_else(String::new, |until| format!(" until `{until}`"));
        let message = format!("the reward `{name}` is on offer{from}{until}, not on `{day}`");
        return Err(Failure::new(Kind::RewardRefused, message));
    }
    Ok(reward)
}

/// The reward of that name, whether or not it is on offer; a retired one where no other has the name.
pub fn find_any_reward(reader: &Reader<'_>, name: &str) -> Outcome<Reward> {
    if let Some(reward) = reader.reward_by_name(name)? {
        return Ok(reward);
    }
    let folded = fold(name);
    let retired = reader.rewards(true)?.into_iter().filter(|reward| fold(&reward.name) == folded);
    let retired = retired.max_by_key(|reward| (reward.name == name, reward.id));
    match retired {
        Some(reward) => Ok(reward),
        None => Err(no_reward(reader, name)?),
    }
}

fn no_reward(reader: &Reader<'_>, name: &str) -> Outcome<Failure> {
    let mut failure = Failure::new(Kind::RewardNotFound, format!("there is no reward `{name}`"));
    let near = |reward: &&Reward| strsim::normalized_damerau_levenshtein(&fold(&reward.name), &fold(name)) >= 0.5;
    for reward in reader.rewards(false)?.iter().filter(near).take(3) {
        failure = failure.hint(format!("did you mean `{}`?", reward.name));
    }
    Ok(if failure.hints().is_empty() { failure.hint("list rewards with `loyalty reward list`") } else { failure })
}

/// An adjustment by hand.
#[derive(Clone, Copy, Debug)]
pub struct Adjustment<'a> {
    /// Signed.
    pub points: Points,
    /// Why.
    pub reason: &'a str,
    /// The last day of a credit: as the settings say without, never with `Some(None)`.
    pub expires: Option<Option<Day>>,
    /// Whether the balance may fall below zero.
    pub allow_negative: bool,
}

/// Adjusts a balance; returns the entry and whether it is new.
pub fn adjust(
    tx: &Tx<'_>,
    customer: &Customer,
    adjustment: &Adjustment<'_>,
    keyed: Option<&Keyed<'_>>,
) -> Outcome<(EntryId, bool)> {
    if let Some(entry) = key::seen(tx, keyed)? {
        return Ok((EntryId(entry), false));
    }
    let Adjustment { points, reason, expires, allow_negative } = *adjustment;
    let today = tx.today();
    let cover = Points::new(points.get().saturating_neg()).at_least_zero();
    let mut account = tx.account(customer.id, Need { cover, ..Need::default() }, &[])?;
    check_adjust(account.balance(), points, allow_negative).map_err(refusal::points)?;
    let entry = if points.is_positive() {
        let expires_on = match expires {
            Some(told) => told,
            None => tx.revisions()?.in_force(today).settings.last_day(today),
        };
        account.credit(EntryKind::Adjust, today, points, expires_on, Source::default(), today)?
    } else {
        account.debit(EntryKind::Adjust, today, -points, None, Source::default())?
    };
    let note = tx.because(reason)?;
    tx.about_customer(customer.id);
    tx.keep_account(customer.id, account, Some(note))?;
    key::remember(tx, keyed, entry.0)?;
    Ok((entry, true))
}

/// What points are spent on without a ticket.
#[derive(Clone, Copy, Debug)]
pub enum SpendOn<'a> {
    /// A reward, by name.
    Reward(&'a str),
    /// So many points, on whatever the reason says.
    Points(Points),
}

/// Spends points without a ticket; returns the redemption and whether it is new.
pub fn redeem(
    tx: &Tx<'_>,
    customer: &Customer,
    on: SpendOn<'_>,
    reason: Option<&str>,
    keyed: Option<&Keyed<'_>>,
) -> Outcome<(RedemptionId, bool)> {
    if let Some(id) = key::seen(tx, keyed)? {
        return Ok((RedemptionId(id), false));
    }
    let today = tx.today();
    let reward = match on {
        SpendOn::Reward(name) => Some(find_reward(tx, name, today)?),
        SpendOn::Points(_) => None,
    };
    let points = match (on, &reward) {
        (SpendOn::Points(points), _) => points,
        (_, Some(reward)) => reward.cost,
        (_, None) => unreachable!("a reward was looked up"),
    };
    if !points.is_positive() {
        return Err(Failure::usage("the points to redeem must be above zero"));
    }
    let mut account = tx.account(customer.id, Need { cover: points, ..Need::default() }, &[])?;
    check_redeem(account.balance(), points).map_err(refusal::points)?;
    let id = tx.next_redemption()?;
    let source = Source { redemption: Some(id), ..Source::default() };
    let entry = account.debit(EntryKind::Redeem, today, points, None, source)?;
    let note = reason.map(|reason| tx.because(reason)).transpose()?;
    tx.about_customer(customer.id);
    tx.insert_redemption(&NewRedemption {
        id,
        customer: customer.id,
        invoice: None,
        reward: reward.map(|reward| reward.id),
        entry,
        points,
        discount: Money::ZERO,
    })?;
    tx.keep_account(customer.id, account, note)?;
    key::remember(tx, keyed, id.0)?;
    Ok((id, true))
}

/// The redemption of that number.
pub fn find_redemption(reader: &Reader<'_>, id: RedemptionId) -> Outcome<Redemption> {
    reader.redemption(id)?.ok_or_else(|| {
        Failure::new(Kind::RedemptionNotFound, format!("there is no redemption `{id}`"))
            .hint("see a customer's redemptions with `loyalty points history WHO`")
    })
}

/// Takes a redemption without a ticket back; returns the entry, `None` when it was taken back before.
pub fn take_redemption_back(tx: &Tx<'_>, redemption: &Redemption) -> Outcome<Option<EntryId>> {
    if let Some(invoice) = redemption.invoice {
        let number = tx.invoice(invoice)?.number;
        let message = format!("redemption `{}` is worked into invoice `{number}`", redemption.id);
        let number = shell_word(&number);
        return Err(Failure::new(Kind::InUse, message).hint(format!(
            "give it back with `loyalty invoice refund {number} --all` or `loyalty invoice void {number} --reason TEXT`"
        )));
    }
    let left = redemption.points - redemption.returned;
    if !left.is_positive() {
        return Ok(None);
    }
    let mut account = tx.account(redemption.customer, Need::default(), &[redemption.entry])?;
    let debit = tx.past_debit(redemption.entry, redemption.returned)?;
    let source = Source { redemption: Some(redemption.id), ..Source::default() };
    let back = GiveBack { kind: EntryKind::Return, date: tx.today(), points: left, own_expires_on: None, source };
    let entry = account.give_back(&debit, back, tx.today())?;
    tx.about_customer(redemption.customer);
    tx.keep_account(redemption.customer, account, None)?;
    Ok(Some(entry))
}

/// Books what ran out by a day for everybody; returns (customers, points).
pub fn expire(tx: &Tx<'_>, at: Day) -> Outcome<(u64, Points)> {
    let (mut customers, mut points) = (0, Points::ZERO);
    for customer in tx.customers_with_lots_over(at)? {
        let before = tx.totals(customer)?.balance;
        let account: Account = tx.account_from(customer, Need::default(), &[], tx.next_entry()?, at)?;
        customers += 1;
        points += before - account.balance();
        tx.keep_account(customer, account, None)?;
    }
    Ok((customers, points))
}
