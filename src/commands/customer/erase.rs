//! `customer erase`.

use std::path::Path;

use crate::commands::desk::{Desk, Exit};
use crate::failure::{Failure, Kind, Outcome};
use crate::ops::erase as work;
use crate::ops::standing::standing;
use crate::report::erase::{Anonymous, BackupFacts, EraseReport};
use crate::report::{Status, Who, moment};
use crate::store::{Action, Backup, StoreError};

/// Take a person out of the database for good; amounts, dates and points stay
#[derive(Debug, clap::Args)]
#[command(
    before_help = "Examples:
  loyalty customer erase K001 --dry-run
  loyalty customer erase K001 --yes",
    after_help = "Name, e-mail, phone, notes and reasons are gone from the file and its log; the invoices stay
under a ref that says nothing. Copies made before are named: they still hold the person. So do
files that were imported or exported. See first what is known with `loyalty customer export`."
)]
pub struct Args {
    /// A ref, an e-mail, a phone or a whole name
    #[arg(value_name = "WHO", allow_negative_numbers = true)]
    who: String,
}

pub(super) fn run(args: Args, desk: &mut Desk) -> Outcome<Exit> {
    let mut store = desk.open_to_write()?;
    let (customer, before) = store.read(|reader| {
        let customer = work::find(reader, &args.who)?;
        let before = reader.erased_by(customer.id)?;
        Ok::<_, Failure>((customer, before))
    })?;
    let has_details =
        [&customer.name, &customer.email, &customer.phone, &customer.note].iter().any(|text| text.is_some());
    if before.is_none() || has_details {
        desk.confirm(&format!("erase {} for good?", Who::from(&customer).shown()))?;
    }
    let context = desk.context(store.shop())?;
    let (today, dry_run) = (context.today, desk.is_dry_run());
    let report = store.write(&context, Action("customer erase"), |tx| {
        let customer = work::find(tx, &args.who)?;
        let erased = work::erase(tx, &customer)?;
        Ok::<_, Failure>(EraseReport {
            dry_run,
            status: if erased.is_new { Status::Erased } else { Status::Unchanged },
            points: standing(tx, customer.id, today, today)?.points.get(),
            invoices: tx.count_invoices_of(customer.id)?,
            texts: erased.texts,
            backups: erased.backups.iter().map(facts).collect(),
            customer: Anonymous { r#ref: erased.customer.reference },
        })
    })?;
    if !dry_run {
        // Also when nothing was left to erase: the run before may have ended between the two.
        store.leave_no_trace().map_err(unfinished)?;
    }
    desk.report(&report)
}

fn facts(backup: &Backup) -> BackupFacts {
    BackupFacts {
        path: backup.path.clone(),
        made_at: moment(backup.made_at),
        found: Path::new(&backup.path).symlink_metadata().is_ok(),
    }
}

/// The person is gone from every table; what is left is in parts of the file that nothing points to.
fn unfinished(error: StoreError) -> Failure {
    if let StoreError::Full(_) = error {
        // Not `disk_full`, which promises that nothing was written.
        return Failure::new(Kind::Io, error.to_string())
            .hint("the person is erased, but copies are left in the file: free some room and repeat the same command");
    }
    let failure = Failure::from(error);
    match failure.kind() {
        Kind::Busy => failure.hint("the person is erased, but copies are left in the file: repeat the same command"),
        _ => {
            failure.hint("the person is erased, but copies are left in the file: mend this and repeat the same command")
        }
    }
}
