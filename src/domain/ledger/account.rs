//! One customer's ledger while a unit of work changes it.

use std::collections::BTreeMap;
use std::fmt;

use super::walk::Walk;
use super::{Ends, Entry, EntryKind, Lot, LotKey, LotPart, Source, Taking};
use crate::domain::{CustomerId, Day, EntryId, InvoiceId, Points};

/// Sums over all entries of a customer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Totals {
    /// All entries.
    pub balance: Points,
    /// The `earn` entries.
    pub earned: Points,
    /// The `opening` entries.
    pub opened: Points,
    /// The `reverse` entries, with the sign turned.
    pub reversed: Points,
    /// What the `expire` entries took out of lots that hold earnings.
    pub lapsed: Points,
}

impl Totals {
    /// Earned and opened, less reversed.
    pub fn lifetime(&self) -> Points {
        self.earned + self.opened - self.reversed
    }

    /// The earnings that are neither taken back nor run out: the most a free-standing credit note takes (domain.md §5).
    pub fn creditable(&self) -> Points {
        (self.earned - self.reversed - self.lapsed).at_least_zero()
    }

    /// The sums of two ledgers; at its bounds a sum stays there.
    pub fn plus(self, other: Totals) -> Totals {
        let add = |a: Points, b: Points| Points::new(a.get().saturating_add(b.get()));
        Totals {
            balance: add(self.balance, other.balance),
            earned: add(self.earned, other.earned),
            opened: add(self.opened, other.opened),
            reversed: add(self.reversed, other.reversed),
            lapsed: add(self.lapsed, other.lapsed),
        }
    }

    /// Takes over what another customer earned, brought, gave back and lost; the balance goes by entries.
    pub(super) fn take_over(&mut self, from: &mut Totals) -> Result<(), Overflow> {
        let add = |to: Points, from: Points| to.checked_add(from).ok_or(Overflow);
        *self = Totals {
            balance: self.balance,
            earned: add(self.earned, from.earned)?,
            opened: add(self.opened, from.opened)?,
            reversed: add(self.reversed, from.reversed)?,
            lapsed: add(self.lapsed, from.lapsed)?,
        };
        *from = Totals { balance: from.balance, ..Totals::default() };
        Ok(())
    }
}

/// A sum of points is past [`Points::MAX`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Overflow;

impl fmt::Display for Overflow {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "the points add up to more than {}", Points::MAX)
    }
}

impl std::error::Error for Overflow {}

/// What a unit of work adds to the ledger, to be stored in this order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changes {
    /// New entries, ids rising.
    pub entries: Vec<Entry>,
    /// New takings, those of one entry in the order in which it took.
    pub takings: Vec<Taking>,
    /// The lots that hold something else than before; one with nothing left is to be deleted.
    pub lots: Vec<Lot>,
    /// The sums after it.
    pub totals: Totals,
}

/// One customer's ledger in memory: the sums, and as many lots as the work touches.
///
/// Needed are the lots that are over, enough lots in spending order to cover what is debited, the invoice's own lot,
/// and, of the lots that points are given back to, those that still hold something. A walk ([`Account::rewind`]) needs
/// all of them.
#[derive(Clone, Debug)]
pub struct Account {
    customer: CustomerId,
    pub(super) totals: Totals,
    /// Debt: what was debited and found in no lot, less what was paid of it since.
    pub(super) owed: Points,
    /// Lots with something in them.
    pub(super) lots: BTreeMap<LotKey, Lot>,
    /// The key of every lot that was seen in this unit of work.
    keys: BTreeMap<EntryId, LotKey>,
    /// The lots that were changed, as they were before.
    before: BTreeMap<LotKey, Lot>,
    next_entry: EntryId,
    pub(super) entries: Vec<Entry>,
    pub(super) takings: Vec<Taking>,
    lapsed_here: BTreeMap<InvoiceId, Points>,
    pub(super) walk: Option<Walk>,
}

impl Account {
    /// Takes up a customer's ledger as it is stored; new entries are numbered from `next_entry` on.
    pub fn new(
        customer: CustomerId,
        totals: Totals,
        lots: impl IntoIterator<Item = Lot>,
        next_entry: EntryId,
    ) -> Account {
        let lots: BTreeMap<_, _> =
            lots.into_iter().filter(|lot| lot.remaining.is_positive()).map(|lot| (lot.key, lot)).collect();
        Account {
            customer,
            totals,
            owed: (-totals.balance).at_least_zero(),
            keys: lots.keys().map(|key| (key.entry, *key)).collect(),
            lots,
            before: BTreeMap::new(),
            next_entry,
            entries: Vec::new(),
            takings: Vec::new(),
            lapsed_here: BTreeMap::new(),
            walk: None,
        }
    }

    /// The balance, with what this unit of work did to it.
    pub fn balance(&self) -> Points {
        self.totals.balance
    }

    /// The sums, with what this unit of work did to them.
    pub fn totals(&self) -> &Totals {
        &self.totals
    }

    /// As [`Totals::creditable`]; within a walk, as of the day it has come to.
    pub fn creditable(&self) -> Points {
        self.totals.creditable()
    }

    /// How much more of the invoice's earnings has run out than was stored when this unit of work began; below zero
    /// when a walk has put points back that had run out.
    pub fn lapsed_here(&self, invoice: InvoiceId) -> Points {
        self.lapsed_here.get(&invoice).copied().unwrap_or_default()
    }

    /// Books the expiry of every lot whose last day lies before `today`, one entry a lot.
    pub fn expire_due(&mut self, today: Day) {
        while let Some((key, lot)) = self.lots.first_key_value()
            && key.ends.is_over(today)
        {
            let (key, remaining) = (*key, lot.remaining);
            self.lapse(key, remaining, key.dated);
        }
    }

    /// Adds points, above zero, that are good through `expires_on` (`None`: for ever). They pay a debt first, unless
    /// their last day lies before `today`: then they run out at once.
    pub fn credit(
        &mut self,
        kind: EntryKind,
        date: Day,
        points: Points,
        expires_on: Option<Day>,
        source: Source,
        today: Day,
    ) -> Result<EntryId, Overflow> {
        debug_assert!(points.is_positive());
        let entry = self.write(kind, date, points, expires_on, source)?;
        let key = LotKey { ends: expires_on.into(), dated: date, entry };
        self.put(LotPart { key, points, from_earn: kind.makes_earnings(), invoice: source.invoice });
        if key.ends.is_over(today) {
            self.lapse(key, points, date);
        } else {
            let paid = points.min(self.payable());
            self.pay_debt(paid);
            self.take(entry, key, paid);
        }
        Ok(entry)
    }

    /// Takes points away, given above zero: from the lot of the entry `own`, then from the others in spending order;
    /// the rest is debt. Whether debt is allowed was judged before.
    pub fn debit(
        &mut self,
        kind: EntryKind,
        date: Day,
        points: Points,
        own: Option<EntryId>,
        source: Source,
    ) -> Result<EntryId, Overflow> {
        debug_assert!(points.is_positive());
        let in_lots = self.totals.balance + self.owed;
        let entry = self.write(kind, date, -points, None, source)?;
        let mut left = points.min(in_lots);
        self.owed += points - left;
        let own = own.and_then(|own| self.keys.get(&own)).filter(|key| self.lots.contains_key(key)).copied();
        while left.is_positive() {
            let key = own.filter(|own| self.lots.contains_key(own)).or_else(|| self.lots.keys().next().copied());
            let key = key.expect("the lots that cover a debit are loaded");
            let taken = left.min(self.lots[&key].remaining);
            self.take(entry, key, taken);
            left -= taken;
        }
        Ok(entry)
    }

    /// What is to be stored.
    pub fn into_changes(self) -> Changes {
        debug_assert!(self.walk.is_none(), "a walk ends with settle");
        let now = |lot: &Lot| self.lots.get(&lot.key).map_or(Points::ZERO, |lot| lot.remaining);
        let lots = self.before.values().filter(|before| now(before) != before.remaining);
        let lots = lots.map(|before| Lot { remaining: now(before), ..*before }).collect();
        Changes { entries: self.entries, takings: self.takings, lots, totals: self.totals }
    }

    /// Writes an entry and counts it. Nothing has changed when it is refused.
    pub(super) fn write(
        &mut self,
        kind: EntryKind,
        date: Day,
        points: Points,
        expires_on: Option<Day>,
        source: Source,
    ) -> Result<EntryId, Overflow> {
        points.in_range().ok_or(Overflow)?;
        let mut totals = self.totals;
        totals.balance = totals.balance.checked_add(points).ok_or(Overflow)?;
        match kind {
            EntryKind::Earn => totals.earned = totals.earned.checked_add(points).ok_or(Overflow)?,
            EntryKind::Opening => totals.opened = totals.opened.checked_add(points).ok_or(Overflow)?,
            EntryKind::Reverse => totals.reversed = totals.reversed.checked_add(-points).ok_or(Overflow)?,
            _ => {}
        }
        self.totals = totals;
        Ok(self.push(kind, date, points, expires_on, source))
    }

    pub(super) fn push(
        &mut self,
        kind: EntryKind,
        date: Day,
        points: Points,
        expires_on: Option<Day>,
        source: Source,
    ) -> EntryId {
        let id = self.next_entry;
        self.next_entry = EntryId(id.0 + 1);
        self.entries.push(Entry { id, customer: self.customer, date, kind, points, expires_on, source });
        id
    }

    /// Notes that `entry` moved points of a lot, signed.
    pub(super) fn note(&mut self, entry: EntryId, lot: EntryId, points: Points) {
        if !points.is_zero() {
            self.takings.push(Taking { entry, lot, points });
        }
    }

    /// New entries get the numbers behind those that another account has written.
    pub(super) fn number_after(&mut self, other: &Account) {
        self.next_entry = other.next_entry;
    }

    /// Takes points out of a lot for an entry.
    pub(super) fn take(&mut self, entry: EntryId, key: LotKey, points: Points) {
        self.draw(key, points);
        self.note(entry, key.entry, -points);
    }

    /// Lowers a lot, and drops it when nothing is left.
    pub(super) fn draw(&mut self, key: LotKey, points: Points) {
        let lot = self.lots.get_mut(&key).expect("the lot was just seen");
        self.before.entry(key).or_insert(*lot);
        lot.remaining -= points;
        if lot.remaining.is_zero() {
            self.lots.remove(&key);
        }
    }

    /// Puts points into a lot, which may be new or empty.
    pub(super) fn put(&mut self, part: LotPart) {
        let LotPart { key, points, from_earn, invoice } = part;
        self.keys.insert(key.entry, key);
        let lot = self.lots.entry(key).or_insert(Lot { key, remaining: Points::ZERO, from_earn, invoice });
        self.before.entry(key).or_insert(*lot);
        lot.remaining += points;
    }

    /// Debt that points credited now pay.
    fn payable(&self) -> Points {
        self.walk.as_ref().map_or(self.owed, |walk| walk.owed_by_now(self.owed))
    }

    pub(super) fn pay_debt(&mut self, points: Points) {
        self.owed -= points;
    }

    /// Lets points of a lot run out: dated the day after its last day, or `not_before` if that is later.
    pub(super) fn lapse(&mut self, key: LotKey, points: Points, not_before: Day) {
        let Ends::On(last) = key.ends else { return };
        self.count_lapse(key, points);
        self.draw(key, points);
        let date = last.next().max(not_before);
        match &mut self.walk {
            Some(walk) => walk.lapse(key, date, points),
            None => self.write_expiry(key, date, points),
        }
    }

    /// Counts points of a lot as run out; below zero, as there again.
    pub(super) fn count_lapse(&mut self, key: LotKey, points: Points) {
        let lot = self.lots[&key];
        self.totals.balance -= points;
        if lot.from_earn {
            self.totals.lapsed += points;
            if let Some(invoice) = lot.invoice {
                *self.lapsed_here.entry(invoice).or_default() += points;
            }
        }
    }

    /// Writes an expiry that is already counted; below zero, one that takes an earlier one back.
    pub(super) fn write_expiry(&mut self, key: LotKey, date: Day, points: Points) {
        let entry = self.push(EntryKind::Expire, date, -points, None, Source::default());
        self.note(entry, key.entry, -points);
        if points.is_negative() {
            self.note(entry, entry, points);
        }
    }
}
