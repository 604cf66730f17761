//! Taking entries back as if they had never been written (domain.md §4): the undoing of an import.
//!
//! Entries stay, so each gets a mirror of the same kind and date with the opposite sign. What the undone debits took
//! out of lots goes back to where it was; the lots of the undone credits end empty, and what they held runs out no
//! more. What others took out of those lots becomes a claim on the lots that were good on the day they took it, what
//! ran out of these since included; what no lot can give is debt. So is the debt that undone credits had paid.

use std::collections::{BTreeMap, BTreeSet};

use super::{Account, Ends, Entry, EntryKind, LotKey, LotPart, Overflow, Source, Taking};
use crate::domain::{CustomerId, Day, EntryId, Points};

/// All that is stored of one customer's ledger, and of those that were merged into it.
#[derive(Clone, Copy, Debug)]
pub struct Past<'a> {
    /// The entries, ids rising.
    pub entries: &'a [Entry],
    /// What they moved.
    pub takings: &'a [Taking],
    /// Who was merged into it, and when.
    pub merged: &'a [(CustomerId, Day)],
}

/// What undoing did.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Undone {
    /// What the undone entries had brought, expiry of their lots included.
    pub points: Points,
    /// Points of undone lots that others had spent and that no lot could give instead: they are debt now.
    pub spent: Points,
}

impl Account {
    /// Takes the entries `undone` back, which holds no expiry: that of their lots goes with them. The account holds all
    /// lots, and nothing was done with it yet. Books what is over by `today`.
    pub fn undo(&mut self, past: Past<'_>, undone: &BTreeSet<EntryId>, today: Day) -> Result<Undone, Overflow> {
        debug_assert!(self.entries.is_empty());
        let before = self.totals.balance;
        let mut undoing = Undoing::new(self, past, undone);
        undoing.revive_undone_lots();
        undoing.mirror_all()?;
        undoing.cover_withdrawn();
        undoing.empty_undone_lots();
        undoing.free_debt();
        let spent = undoing.settle_claims(today);
        undoing.restore_surplus();
        undoing.pay_debt(today);
        undoing.transfer_merged();
        undoing.finish();
        let points = before - self.totals.balance;
        self.expire_due(today);
        Ok(Undone { points, spent })
    }
}

/// Points that were taken from what is no longer there.
struct Claim {
    /// The entry that took them; those that were written first come first.
    by: EntryId,
    /// Its date.
    date: Day,
    /// The mirror that takes them now.
    mirror: EntryId,
    points: Points,
    /// Whether others spent them, and not a debt that was paid.
    is_spent: bool,
}

struct Undoing<'a, 'b> {
    account: &'a mut Account,
    past: Past<'b>,
    undone: &'b BTreeSet<EntryId>,
    /// What every lot holds.
    levels: BTreeMap<EntryId, Points>,
    /// What ran out of a lot, net, by date.
    expired: BTreeMap<(EntryId, Day), Points>,
    /// Whose entry booked it.
    expired_of: BTreeMap<(EntryId, Day), CustomerId>,
    /// What the new entries move, by entry and lot.
    moves: BTreeMap<(EntryId, EntryId), Points>,
    mirrors: BTreeMap<EntryId, EntryId>,
    claims: Vec<Claim>,
    /// Debt that undone debits had made and that somebody else had paid.
    surplus: Points,
}

impl<'a, 'b> Undoing<'a, 'b> {
    fn new(account: &'a mut Account, past: Past<'b>, undone: &'b BTreeSet<EntryId>) -> Undoing<'a, 'b> {
        let levels = account.lots.values().map(|lot| (lot.key.entry, lot.remaining)).collect();
        let mut undoing = Undoing {
            account,
            past,
            undone,
            levels,
            expired: BTreeMap::new(),
            expired_of: BTreeMap::new(),
            moves: BTreeMap::new(),
            mirrors: BTreeMap::new(),
            claims: Vec::new(),
            surplus: Points::ZERO,
        };
        for taking in past.takings {
            let entry = undoing.entry(taking.entry);
            if entry.kind == EntryKind::Expire && taking.lot != taking.entry {
                *undoing.expired.entry((taking.lot, entry.date)).or_default() -= taking.points;
                undoing.expired_of.insert((taking.lot, entry.date), entry.customer);
            }
        }
        undoing.expired.retain(|_, points| points.is_positive());
        undoing
    }

    fn entry(&self, id: EntryId) -> &'b Entry {
        let entries = self.past.entries;
        let place = entries.binary_search_by_key(&id, |entry| entry.id).expect("the past holds all of the customer's");
        &entries[place]
    }

    fn shift(&mut self, by: EntryId, lot: EntryId, points: Points) {
        *self.moves.entry((by, lot)).or_default() += points;
        *self.levels.entry(lot).or_default() += points;
    }

    fn level(&self, lot: EntryId) -> Points {
        self.levels.get(&lot).copied().unwrap_or_default()
    }

    /// Takes an expiry back, up to so many points; returns how many.
    fn revive(&mut self, lot: EntryId, date: Day, most: Points) -> Points {
        let Some(expired) = self.expired.get_mut(&(lot, date)) else { return Points::ZERO };
        let points = most.min(*expired);
        *expired -= points;
        if points.is_positive() {
            let entry = self.account.push(EntryKind::Expire, date, points, None, Source::default());
            self.give_last_to(self.expired_of[&(lot, date)]);
            self.account.totals.balance += points;
            let maker = self.entry(lot);
            if maker.kind.makes_earnings() {
                self.account.totals.lapsed -= points;
            }
            self.moves.insert((entry, entry), -points);
            self.shift(entry, lot, points);
        }
        points
    }

    /// The entry that was written last belongs into the ledger of the one that it takes back.
    fn give_last_to(&mut self, customer: CustomerId) {
        if let Some(last) = self.account.entries.last_mut() {
            last.customer = customer;
        }
    }

    /// What ran out of the undone lots did not.
    fn revive_undone_lots(&mut self) {
        let dates: Vec<_> = self.expired.keys().filter(|(lot, _)| self.undone.contains(lot)).copied().collect();
        for (lot, date) in dates {
            self.revive(lot, date, Points::MAX);
        }
    }

    /// Writes the mirrors, and moves back what their entries moved out of or into the lots of others.
    fn mirror_all(&mut self) -> Result<(), Overflow> {
        for id in self.undone {
            let entry = self.entry(*id);
            let mirror = self.account.write(entry.kind, entry.date, -entry.points, None, entry.source)?;
            self.give_last_to(entry.customer);
            self.mirrors.insert(*id, mirror);
            if entry.points.is_negative() {
                self.moves.insert((mirror, mirror), entry.points);
                self.surplus -= entry.points;
            }
        }
        for Taking { entry, lot, points } in self.past.takings {
            if let Some(mirror) = self.mirrors.get(entry).copied()
                && entry != lot
            {
                self.shift(mirror, *lot, -*points);
                if self.entry(*entry).points.is_negative() {
                    self.surplus += *points;
                }
            }
        }
        Ok(())
    }

    /// A lot that undone entries had put points into may hold them no more: they ran out, or somebody took them.
    fn cover_withdrawn(&mut self) {
        let short: Vec<EntryId> =
            self.levels.iter().filter(|(_, level)| level.is_negative()).map(|(lot, _)| *lot).collect();
        for lot in short {
            for date in self.expiry_dates(lot) {
                self.revive(lot, date, (-self.level(lot)).at_least_zero());
            }
            let takers: Vec<(EntryId, EntryId)> = self.moves.keys().filter(|(_, to)| *to == lot).copied().collect();
            for (mirror, _) in takers {
                let points = (-self.level(lot)).min(-self.moves[&(mirror, lot)]);
                if points.is_positive() {
                    self.shift(mirror, lot, points);
                    self.claims.push(Claim { by: mirror, date: self.entry(lot).date, mirror, points, is_spent: true });
                }
            }
        }
    }

    fn expiry_dates(&self, lot: EntryId) -> Vec<Day> {
        self.expired.range((lot, Day::MIN)..=(lot, Day::MAX)).map(|((_, date), _)| *date).collect()
    }

    /// The mirror of a credit takes what is left in its lot. What others took of it, and what it paid of a debt, is
    /// claimed elsewhere.
    fn empty_undone_lots(&mut self) {
        let mut moved: BTreeMap<EntryId, Points> = BTreeMap::new();
        let mut taken: BTreeMap<EntryId, Vec<(EntryId, Points)>> = BTreeMap::new();
        for Taking { entry, lot, points } in self.past.takings {
            if entry != lot && self.undone.contains(entry) {
                *moved.entry(*entry).or_default() += *points;
            } else if entry != lot && self.undone.contains(lot) && self.entry(*entry).kind != EntryKind::Expire {
                note_taken(taken.entry(*lot).or_default(), *entry, *points);
            }
        }
        for id in self.undone {
            let entry = self.entry(*id);
            if !entry.points.is_positive() {
                continue;
            }
            let mirror = self.mirrors[id];
            let left = self.level(*id);
            self.shift(mirror, *id, -left);
            let mut paid = entry.points - left - moved.get(id).copied().unwrap_or_default();
            for (by, points) in taken.remove(id).unwrap_or_default() {
                let points = points.min(paid);
                if points.is_positive() {
                    paid -= points;
                    // A merge hands lots over; what it keeps of them has paid the other's debt.
                    let is_spent = self.entry(by).kind != EntryKind::Transfer;
                    self.claims.push(Claim { by, date: self.entry(by).date, mirror, points, is_spent });
                }
            }
            if paid.is_positive() {
                self.claims.push(Claim { by: *id, date: entry.date, mirror, points: paid, is_spent: false });
            }
        }
    }

    /// Debt of undone debits is owed no more; what was paid of it goes to claims first.
    fn free_debt(&mut self) {
        let freed = self.surplus.min(self.account.owed);
        self.account.owed -= freed;
        self.surplus -= freed;
        self.claims.sort_by_key(|claim| claim.by);
        for claim in &mut self.claims {
            let points = claim.points.min(self.surplus);
            claim.points -= points;
            self.surplus -= points;
        }
    }

    /// Claims take from the lots that were good on their dates, in spending order, then from those that came later;
    /// what they find in none is debt. Returns how much of that others had spent.
    fn settle_claims(&mut self, today: Day) -> Points {
        let mut spent = Points::ZERO;
        for mut claim in std::mem::take(&mut self.claims) {
            if claim.points.is_positive() {
                for lot in self.candidates(&claim, today) {
                    self.take(&mut claim, lot);
                }
            }
            self.account.owed += claim.points;
            if claim.is_spent {
                spent += claim.points;
            }
        }
        spent
    }

    /// A debt that had been paid takes nothing from lots that were empty when it was made.
    fn candidates(&self, claim: &Claim, today: Day) -> Vec<EntryId> {
        let (mut then, mut later, mut now) = (Vec::new(), Vec::new(), Vec::new());
        for entry in self.past.entries.iter().filter(|entry| entry.points.is_positive()) {
            let is_empty = self.level(entry.id).is_zero() && self.expiry_dates(entry.id).is_empty();
            if is_empty || self.undone.contains(&entry.id) {
                continue;
            }
            let ends = Ends::from(entry.expires_on);
            if claim.is_spent && !ends.is_over(claim.date) && (entry.id < claim.by || entry.date <= claim.date) {
                then.push(key_of(entry));
            } else if !ends.is_over(entry.date) && entry.id > claim.by {
                later.push(entry.id);
            } else if !ends.is_over(today) {
                now.push(key_of(entry));
            }
        }
        then.sort();
        now.sort();
        let entry = |key: LotKey| key.entry;
        then.into_iter().map(entry).chain(later).chain(now.into_iter().map(entry)).collect()
    }

    fn take(&mut self, claim: &mut Claim, lot: EntryId) {
        for date in self.expiry_dates(lot) {
            let missing = (claim.points - self.level(lot)).at_least_zero();
            if date > claim.date {
                self.revive(lot, date, missing);
            }
        }
        let points = claim.points.min(self.level(lot));
        if points.is_positive() {
            self.shift(claim.mirror, lot, -points);
            claim.points -= points;
        }
    }

    /// What others paid of a debt that never was is theirs again: back to the credits that paid, the last one first.
    fn restore_surplus(&mut self) {
        if !self.surplus.is_positive() {
            return;
        }
        // By whether it paid when customers were merged: those come first.
        let mut paid: BTreeMap<(bool, EntryId), Points> = BTreeMap::new();
        for taking in self.past.takings {
            let entry = self.entry(taking.entry);
            // What a merge takes out of a lot and does not hand over has paid the debt of the other one.
            let payer = match entry.kind {
                EntryKind::Transfer if taking.lot == taking.entry => continue,
                EntryKind::Transfer => (true, taking.lot),
                _ if entry.points.is_positive() => (false, entry.id),
                _ => continue,
            };
            if !self.undone.contains(&payer.1) {
                *paid.entry(payer).or_default() -= taking.points;
            }
        }
        let by = self.undone.iter().rev().find(|id| self.entry(**id).points.is_negative());
        let by = self.mirrors[by.expect("only debits make a debt")];
        for ((_, lot), paid) in paid.into_iter().rev() {
            let points = paid.min(self.surplus);
            if points.is_positive() {
                self.surplus -= points;
                self.shift(by, lot, points);
            }
        }
        debug_assert!(self.surplus.is_zero(), "somebody paid it");
    }

    /// A debt that stays is paid by what went back into lots that are still good.
    fn pay_debt(&mut self, today: Day) {
        let mut keys: Vec<LotKey> = self
            .levels
            .iter()
            .filter(|(_, level)| self.account.owed.is_positive() && level.is_positive())
            .map(|(lot, _)| key_of(self.entry(*lot)))
            .filter(|key| !key.ends.is_over(today))
            .collect();
        keys.sort();
        for key in keys {
            let givers: Vec<_> = self.moves.keys().filter(|(_, lot)| *lot == key.entry).copied().collect();
            for (by, lot) in givers {
                let points = self.account.owed.min(self.level(lot)).min(self.moves[&(by, lot)]);
                if points.is_positive() {
                    self.account.owed -= points;
                    self.shift(by, lot, -points);
                }
            }
        }
    }

    /// A ledger that was merged stays at nothing: what is taken back of it changes what it had handed over.
    fn transfer_merged(&mut self) {
        for &(merged, day) in self.past.merged {
            let own = self.account.entries.iter().filter(|entry| entry.customer == merged);
            let sum: Points = own.map(|entry| entry.points).sum();
            if sum.is_zero() {
                continue;
            }
            for (customer, points) in [(Some(merged), -sum), (None, sum)] {
                let entry = self.account.push(EntryKind::Transfer, day, points, None, Source::default());
                if let Some(customer) = customer {
                    self.give_last_to(customer);
                }
                if points.is_positive() {
                    self.moves.insert((entry, entry), -points);
                }
            }
        }
    }

    /// Hands what came of it to the account.
    fn finish(self) {
        for (lot, level) in &self.levels {
            let entry = self.entry(*lot);
            let key = key_of(entry);
            let now = self.account.lots.get(&key).map_or(Points::ZERO, |lot| lot.remaining);
            if *level > now {
                let from_earn = entry.kind.makes_earnings();
                self.account.put(LotPart { key, points: *level - now, from_earn, invoice: entry.source.invoice });
            } else if *level < now {
                self.account.draw(key, now - *level);
            }
        }
        for ((entry, lot), points) in self.moves {
            self.account.note(entry, lot, points);
        }
    }
}

fn key_of(entry: &Entry) -> LotKey {
    LotKey { ends: entry.expires_on.into(), dated: entry.date, entry: entry.id }
}

/// Notes what an entry took, given below zero; what it gave back makes up for what was taken last.
fn note_taken(taken: &mut Vec<(EntryId, Points)>, by: EntryId, points: Points) {
    if points.is_negative() {
        taken.push((by, -points));
        return;
    }
    let mut left = points;
    while left.is_positive()
        && let Some((_, last)) = taken.last_mut()
    {
        let back = left.min(*last);
        *last -= back;
        left -= back;
        if last.is_zero() {
            taken.pop();
        }
    }
}
