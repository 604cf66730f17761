//! The points of every customer: entries, lots and sums, and redemptions.

use super::{Found, number};
use crate::domain::check::{self, Finding as Wrong};
use crate::domain::{Day, EntryId, InvoiceId};
use crate::failure::{Failure, Outcome};
use crate::report::check::Finding;
use crate::store::{CheckedLedger, Reader};

/// Every customer's ledger holds.
pub(super) fn ledgers(reader: &Reader<'_>, found: &mut Found) -> Outcome<()> {
    reader.each_ledger(Day::MAX, |ledger| {
        found.looked_at.customers += 1;
        found.looked_at.entries += ledger.entries.len() as u64;
        for wrong in check::customer(&ledger.facts()) {
            found.tell(told(reader, &ledger, &wrong));
        }
        for wrong in check::redemptions(&ledger.redemptions, &ledger.entries) {
            let message = match wrong.redemption {
                Some(id) => format!("redemption {id} is not what its entries say"),
                None => "the points were spent by no redemption".to_owned(),
            };
            found.tell(about(reader, &ledger, message, Some(wrong.entry), None));
        }
        Ok::<_, Failure>(())
    })?;
    for customer in reader.unsettled_merges()? {
        let message = "it was merged, and not everything went over".to_owned();
        found.tell(Finding::new("ledger", message).about_customer(reader, Some(customer)));
    }
    Ok(())
}

fn about(
    reader: &Reader<'_>,
    ledger: &CheckedLedger,
    message: String,
    entry: Option<EntryId>,
    invoice: Option<InvoiceId>,
) -> Finding {
    let of_entry = || ledger.entries.iter().find(|known| Some(known.id) == entry)?.source.invoice;
    let invoice = invoice.or_else(of_entry).map(|invoice| number(reader, invoice));
    Finding::new("ledger", message)
        .about_customer(reader, Some(ledger.customer))
        .about_invoice(invoice)
        .about_entry(entry)
}

fn told(reader: &Reader<'_>, ledger: &CheckedLedger, wrong: &Wrong) -> Finding {
    let (message, entry, invoice) = match *wrong {
        Wrong::Sum { name, stored, computed } => {
            (format!("`{name}` is kept as {stored}, and the entries add up to {computed}"), None, None)
        }
        Wrong::EntryOfNothing { entry } => ("the entry is of no points".to_owned(), Some(entry), None),
        Wrong::TakingOfNothing { entry, lot } => {
            (format!("the entry moves points of lot {lot}, and one of them is not there"), Some(entry), None)
        }
        Wrong::TakenTooMuch { entry } => {
            ("the entry took another number of points out of lots than it is of".to_owned(), Some(entry), None)
        }
        Wrong::NotCovered { entry } => ("the entry took points that were in no lot".to_owned(), Some(entry), None),
        Wrong::LotRemaining { lot, stored, computed } => {
            (format!("`{stored}` is left in the lot, and it comes to `{computed}`"), Some(lot), None)
        }
        Wrong::LotBelowZero { lot, computed } => (format!("the lot comes to `{computed}`"), Some(lot), None),
        Wrong::LotUnlikeEntry { lot } => ("the lot is not as the entry that made it".to_owned(), Some(lot), None),
        Wrong::LotsUnlikeBalance { lots, balance } => {
            (format!("the lots hold `{lots}`, and the balance is `{balance}`"), None, None)
        }
        Wrong::InvoiceReversed { invoice, earned, reversed } => {
            (format!("of `{earned}` earned `{reversed}` was taken back"), None, Some(invoice))
        }
    };
    about(reader, ledger, message, entry, invoice)
}
