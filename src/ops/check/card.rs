//! Every client card over again: its events rebuild it.

use super::Found;
use crate::failure::Outcome;
use crate::ops::card::check::check;
use crate::report::check::Finding;
use crate::store::Reader;

/// Every card is what its events make of it.
pub(super) fn cards(reader: &Reader<'_>, found: &mut Found) -> Outcome<()> {
    let (cards, problems) = check(reader)?;
    found.looked_at.cards = cards;
    for problem in problems {
        let mut finding = Finding::new("card", format!("the card is wrong: {}", problem.what));
        finding.customer = Some(problem.customer);
        found.tell(finding);
    }
    Ok(())
}
