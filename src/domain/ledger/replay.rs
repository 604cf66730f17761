//! A customer's points worked out anew from what happened, in the order in which it was recorded: what other rules would
//! have made of it.

use std::collections::BTreeMap;

use super::{Account, Entry, EntryKind, GiveBack, Overflow, Source, Totals};
use crate::domain::refund::reversal;
use crate::domain::{CustomerId, Day, EntryId, InvoiceId, Points, RedemptionId};

/// Something that happened to a customer's points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    /// The day it counts from.
    pub date: Day,
    /// The day as of which it was done: what was over by then is gone. That is its date where an import walked through it.
    pub as_of: Day,
    /// What it was.
    pub what: Happened,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Happened {
    /// An invoice was paid, and earns so many points.
    Paid {
        /// The invoice.
        invoice: InvoiceId,
        /// What it earns.
        points: Points,
        /// The last day of that; `None` when it never runs out.
        expires_on: Option<Day>,
    },
    /// Something was given back of an invoice, and what is left of it earns so many points.
    Refunded {
        /// The invoice.
        invoice: InvoiceId,
        /// What it still earns.
        left: Points,
    },
    /// A free-standing credit note takes so many points back, as far as there are earnings.
    Credited {
        /// The credit note.
        invoice: InvoiceId,
        /// How many.
        points: Points,
    },
    /// An entry that no earning rule decides; it stays as it was written, last day included.
    Kept(Entry),
}

/// Works the ledger out from the events, which stand in the order in which they were recorded, and books what is over by `until`.
/// Gives the entries that come of them, in the order in which they are written.
pub fn replay(customer: CustomerId, events: &[Event], until: Day) -> Result<Vec<Entry>, Overflow> {
    let account = Account::new(customer, Totals::default(), [], EntryId(1));
    let mut replay = Replay { account, invoices: BTreeMap::new(), redemptions: BTreeMap::new() };
    for event in events {
        replay.account.expire_due(event.as_of);
        replay.take(event)?;
    }
    replay.account.expire_due(until);
    Ok(replay.account.into_changes().entries)
}

struct Replay {
    account: Account,
    invoices: BTreeMap<InvoiceId, Earned>,
    redemptions: BTreeMap<RedemptionId, Spent>,
}

#[derive(Clone, Copy)]
struct Earned {
    entry: EntryId,
    earned: Points,
    reversed: Points,
}

/// A redemption: its entry, and how much of it was returned.
#[derive(Clone, Copy)]
struct Spent {
    entry: EntryId,
    returned: Points,
}

impl Replay {
    fn take(&mut self, event: &Event) -> Result<(), Overflow> {
        let Event { date, as_of, .. } = *event;
        let of = |invoice| Source { invoice: Some(invoice), ..Source::default() };
        match event.what {
            Happened::Paid { invoice, points, expires_on } if points.is_positive() => {
                let entry = self.account.credit(EntryKind::Earn, date, points, expires_on, of(invoice), as_of)?;
                self.invoices.insert(invoice, Earned { entry, earned: points, reversed: Points::ZERO });
            }
            Happened::Paid { .. } => {}
            Happened::Refunded { invoice, left } => {
                let lapsed = self.account.lapsed_here(invoice);
                if let Some(so_far) = self.invoices.get_mut(&invoice) {
                    let points = reversal(so_far.earned, so_far.reversed, lapsed, left);
                    if points.is_positive() {
                        so_far.reversed += points;
                        self.account.debit(EntryKind::Reverse, date, points, Some(so_far.entry), of(invoice))?;
                    }
                }
            }
            Happened::Credited { invoice, points } => {
                let points = points.min(self.account.creditable());
                if points.is_positive() {
                    self.account.debit(EntryKind::Reverse, date, points, None, of(invoice))?;
                }
            }
            Happened::Kept(entry) => self.keep(&entry, as_of)?,
        }
        Ok(())
    }

    fn keep(&mut self, kept: &Entry, as_of: Day) -> Result<(), Overflow> {
        let &Entry { date, kind, points, expires_on, source, .. } = kept;
        let spent = source.redemption.and_then(|redemption| self.redemptions.get_mut(&redemption));
        match spent {
            Some(spent) if kind == EntryKind::Return && points.is_positive() => {
                let debit = self.account.past_debit(spent.entry, spent.returned);
                let points = points.min(debit.left());
                spent.returned += points;
                if points.is_positive() {
                    let back = GiveBack { kind, date, points, own_expires_on: None, source };
                    self.account.give_back(&debit, back, as_of)?;
                }
            }
            // A return that was itself taken back spends the points once more.
            Some(spent) if kind == EntryKind::Return => {
                spent.returned += points;
                self.account.debit(kind, date, -points, None, source)?;
            }
            _ if points.is_positive() => {
                self.account.credit(kind, date, points, expires_on, source, as_of)?;
            }
            _ => {
                let entry = self.account.debit(kind, date, -points, None, source)?;
                if let Some(redemption) = source.redemption {
                    self.redemptions.insert(redemption, Spent { entry, returned: Points::ZERO });
                }
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).expect("a day")
    }

    fn event(date: &str, what: Happened) -> Event {
        Event { date: day(date), as_of: day(date), what }
    }

    /// Recorded on a later day than it counts from.
    fn late(as_of: &str, event: Event) -> Event {
        Event { as_of: day(as_of), ..event }
    }

    fn paid(date: &str, invoice: i64, points: i64, last: Option<&str>) -> Event {
        let (invoice, points) = (InvoiceId(invoice), Points::new(points));
        event(date, Happened::Paid { invoice, points, expires_on: last.map(day) })
    }

    fn refunded(date: &str, invoice: i64, left: i64) -> Event {
        event(date, Happened::Refunded { invoice: InvoiceId(invoice), left: Points::new(left) })
    }

    fn credited(date: &str, points: i64) -> Event {
        event(date, Happened::Credited { invoice: InvoiceId(9), points: Points::new(points) })
    }

    fn kept(date: &str, kind: EntryKind, points: i64, redemption: Option<i64>) -> Event {
        let source = Source { redemption: redemption.map(RedemptionId), ..Source::default() };
        let (id, customer, points) = (EntryId(0), CustomerId(1), Points::new(points));
        let entry = Entry { id, customer, date: day(date), kind, points, expires_on: None, source };
        event(date, Happened::Kept(entry))
    }

    #[test]
    fn what_happened_becomes_a_ledger() {
        use EntryKind::{Adjust, Redeem, Return};
        for (what, events, want) in [
            (
                "what is left is computed anew, at most what has not run out",
                vec![
                    paid("2026-01-01", 1, 10, Some("2026-01-31")),
                    kept("2026-01-10", Redeem, -4, Some(1)),
                    refunded("2026-02-10", 1, 0),
                ],
                "earn 10, redeem -4, expire -6, reverse -4",
            ),
            (
                "a refund takes its own lot first, and nothing a second time",
                vec![
                    paid("2026-01-01", 1, 10, None),
                    refunded("2026-01-02", 1, 7),
                    refunded("2026-01-03", 1, 7),
                    refunded("2026-01-04", 1, 0),
                ],
                "earn 10, reverse -3, reverse -7",
            ),
            (
                "an invoice that earns nothing has nothing to give back",
                vec![paid("2026-01-01", 1, 0, None), refunded("2026-01-02", 1, 0)],
                "",
            ),
            (
                "a credit note takes what earnings there are",
                vec![
                    credited("2026-01-01", 5),
                    paid("2026-01-02", 1, 3, None),
                    kept("2026-01-03", Adjust, 50, None),
                    credited("2026-01-04", 5),
                ],
                "earn 3, adjust 50, reverse -3",
            ),
            (
                "a credit note takes what was recorded before it",
                vec![credited("2026-02-01", 5), late("2026-02-02", paid("2026-01-01", 1, 3, None))],
                "earn 3",
            ),
            (
                "what is recorded late finds what was over by then gone",
                vec![
                    paid("2026-01-01", 1, 10, Some("2026-01-31")),
                    late("2026-02-10", credited("2026-01-10", 5)),
                    late("2026-02-10", paid("2026-01-11", 2, 3, Some("2026-02-09"))),
                ],
                "earn 10, expire -10, earn 3, expire -3",
            ),
            (
                "what is redeemed stays so, also on credit, and comes back to where it was",
                vec![
                    paid("2026-01-01", 1, 6, Some("2026-02-28")),
                    kept("2026-01-02", Redeem, -10, Some(1)),
                    kept("2026-03-02", Return, 10, Some(1)),
                    paid("2026-03-03", 2, 1, None),
                ],
                "earn 6, redeem -10, return 10, expire -6, earn 1",
            ),
            (
                "a return that is taken back spends once more",
                vec![
                    kept("2026-01-01", Adjust, 10, None),
                    kept("2026-01-02", Redeem, -10, Some(1)),
                    kept("2026-01-03", Return, 4, Some(1)),
                    kept("2026-01-04", Return, -4, Some(1)),
                    kept("2026-01-05", Return, 10, Some(1)),
                ],
                "adjust 10, redeem -10, return 4, return -4, return 10",
            ),
        ] {
            let entries = replay(CustomerId(1), &events, day("2026-12-31")).expect("few points");
            let got: Vec<String> =
                entries.iter().map(|entry| format!("{} {}", entry.kind.as_str(), entry.points)).collect();
            assert_eq!(got.join(", "), want, "{what}");
        }
    }
}
