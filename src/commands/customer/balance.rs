//! `customer balance`.

use crate::commands::desk::{Desk, Exit};
use crate::commands::values;
use crate::domain::Day;
use crate::domain::ledger::value_half_away;
use crate::failure::Outcome;
use crate::ops::standing::{rewards_for_balance, standing};
use crate::ops::who;
use crate::output::Number;
use crate::report::balance::{BalanceReport, Contact, Expiring};
use crate::store::{Customer, Reader};

/// Show what a customer has: points, what they are worth, and the card
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty customer balance K001
  loyalty customer balance anna --quiet
  loyalty customer balance K001 --at 2026-12-31 --json")]
pub struct Args {
    /// A ref, an e-mail, a phone, or enough of a name
    #[arg(value_name = "WHO", allow_negative_numbers = true)]
    who: String,
    /// As of that day: in the past what was dated up to it, later what will still be good [default: today]
    #[arg(long, value_name = "DATE")]
    at: Option<String>,
}

pub(super) fn run(args: Args, desk: &mut Desk) -> Outcome<Exit> {
    let at = args.at.as_deref().map(|text| values::day(text, "--at")).transpose()?;
    let mut store = desk.open()?;
    let today = desk.today(store.shop())?;
    let report = store.read(|reader| {
        let customer = who::read(reader, &args.who)?;
        balance(reader, customer, at.unwrap_or(today), today)
    })?;
    desk.report(&report)
}

fn balance(reader: &Reader<'_>, customer: Customer, at: Day, today: Day) -> Outcome<BalanceReport> {
    let currency = reader.shop().currency;
    let standing = standing(reader, customer.id, at, today)?;
    let settings = &reader.revisions()?.in_force(at).settings.clone();
    let value = settings.point_value.and_then(|price| value_half_away(standing.points, price, currency));
    let rewards = rewards_for_balance(reader, standing.points, at)?;
    let card = crate::ops::card::show::of_customer(reader, customer.id, at, today)?;
    Ok(BalanceReport {
        at: at.to_string(),
        currency: currency.code().to_owned(),
        customer: Contact {
            r#ref: customer.reference,
            name: customer.name,
            email: customer.email,
            phone: customer.phone,
        },
        points: standing.points.get(),
        value: value.map(|value| Number::new(currency.show(value))),
        lifetime_points: standing.lifetime.get(),
        expiring: standing.expiring.into_iter().map(Expiring::from).collect(),
        rewards,
        card,
    })
}
