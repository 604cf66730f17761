//! `customer merge`.

use crate::commands::desk::{Desk, Exit};
use crate::domain::Day;
use crate::failure::{Failure, Outcome};
use crate::ops::card::show;
use crate::ops::merge::{self as work, Moved, Pair};
use crate::ops::standing::standing;
use crate::report::balance::Contact;
use crate::report::merge::{MergeReport, MergedPoints};
use crate::report::{Status, Who};
use crate::store::{Action, Reader};

/// Make one of two customers that are the same person: points, invoices and card go over
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples:
  loyalty customer merge K017 --into K001 --dry-run
  loyalty customer merge K017 --into K001 --yes",
    after_help = "Points keep their last days, cards of one scheme add up, and the old ref leads to who goes on.
It cannot be taken back."
)]
pub struct Args {
    /// Who is given up: a ref, an e-mail, a phone or a whole name
    #[arg(value_name = "FROM", allow_negative_numbers = true)]
    from: String,
    /// Who goes on
    #[arg(long, value_name = "WHO", allow_negative_numbers = true)]
    into: String,
}

pub(super) fn run(args: Args, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open_to_write()?;
    if let Ok(Pair { from, into }) = store.read(|reader| work::find(reader, &args.from, &args.into))? {
        let (from, into) = (Who::from(&from).shown(), Who::from(&into).shown());
        desk.confirm(&format!("merge {from} into {into}, for good?"))?;
    }
    let context = desk.context(store.shop())?;
    let (today, dry_run) = (context.today, desk.is_dry_run());
    let report = store.write(&context, Action("customer merge"), |tx| {
        let (pair, status, moved) = match work::find(tx, &args.from, &args.into)? {
            Ok(pair) => {
                let moved = work::merge(tx, &pair)?;
                (pair, Status::Merged, moved)
            }
            Err(pair) => (pair, Status::Unchanged, Moved::default()),
        };
        told(tx, &pair, status, moved, today, dry_run)
    })?;
    desk.report(&report)
}

fn told(
    reader: &Reader<'_>,
    pair: &Pair,
    status: Status,
    moved: Moved,
    today: Day,
    dry_run: bool,
) -> Outcome<MergeReport> {
    let customer = reader.customer(pair.into.id)?;
    let balance = standing(reader, customer.id, today, today)?.points;
    Ok::<_, Failure>(MergeReport {
        dry_run,
        status,
        currency: reader.shop().currency.code().to_owned(),
        from: Who::from(&pair.from),
        points: MergedPoints { transferred: moved.points.get(), balance: balance.get() },
        invoices: moved.invoices,
        card: show::of_customer(reader, customer.id, today, today)?,
        customer: Contact {
            r#ref: customer.reference,
            name: customer.name,
            email: customer.email,
            phone: customer.phone,
        },
    })
}
