//! The points, the plain way: every lot is kept for ever, expiry is booked each morning, and every sum is added up anew.

use loyalty::domain::Day;
use loyalty::domain::ledger::EntryKind;

/// One line of the ledger.
#[derive(Clone, Debug)]
pub struct Entry {
    pub who: usize,
    pub date: Day,
    pub kind: EntryKind,
    pub points: i64,
    pub from: Source,
    /// Of an expiry: the lot that ran out.
    lot: Option<usize>,
}

/// What an entry belongs to.
#[derive(Clone, Copy, Debug, Default)]
pub struct Source {
    pub invoice: Option<usize>,
    /// The refund of the invoice, by its place among them.
    pub refund: Option<usize>,
    pub debit: Option<usize>,
}

#[derive(Clone, Debug)]
struct Lot {
    who: usize,
    ends: Option<Day>,
    dated: Day,
    left: i64,
    kind: EntryKind,
    invoice: Option<usize>,
}

impl Lot {
    /// Earnings, also those that had become debt and were given back.
    fn is_earning(&self) -> bool {
        matches!(self.kind, EntryKind::Earn | EntryKind::Reverse)
    }
}

/// A debit, with what it took in the order in which it did.
#[derive(Clone, Debug)]
pub struct Debit {
    pub who: usize,
    kind: EntryKind,
    pub points: i64,
    pub given_back: i64,
    pub from: Source,
    takes: Vec<(usize, i64)>,
    debt: i64,
}

impl Debit {
    pub fn is_redeem(&self) -> bool {
        self.kind == EntryKind::Redeem
    }

    pub fn is_reverse(&self) -> bool {
        self.kind == EntryKind::Reverse
    }
}

/// What is given back, and how.
#[derive(Clone, Copy, Debug)]
pub struct Back {
    pub kind: EntryKind,
    pub date: Day,
    pub points: i64,
    /// The last day of what was debt and is owed no more.
    pub ends: Option<Day>,
    pub from: Source,
}

/// The points of all customers.
#[derive(Clone, Debug)]
pub struct Ledger {
    pub today: Day,
    pub entries: Vec<Entry>,
    pub debits: Vec<Debit>,
    lots: Vec<Lot>,
    owed: Vec<i64>,
    /// What went back into lots: the place of its entry, the lot, the points.
    put_back: Vec<(usize, usize, i64)>,
    /// Who was merged into whom, and when; never into somebody who was merged in turn.
    merged: Vec<(usize, usize, Day)>,
}

impl Ledger {
    pub fn new(today: Day, customers: usize) -> Ledger {
        Ledger {
            today,
            entries: Vec::new(),
            debits: Vec::new(),
            lots: Vec::new(),
            owed: vec![0; customers],
            put_back: Vec::new(),
            merged: Vec::new(),
        }
    }

    pub fn go_to(&mut self, day: Day) {
        self.today = day;
        for lot in 0..self.lots.len() {
            self.expire(lot, Day::MIN);
        }
    }

    /// Sums entries.
    pub fn sum(&self, which: impl Fn(&Entry) -> bool) -> i64 {
        self.entries.iter().filter(|entry| which(entry)).map(|entry| entry.points).sum()
    }

    pub fn balance(&self, who: usize) -> i64 {
        self.sum(|entry| entry.who == who)
    }

    pub fn balance_at(&self, who: usize, at: Day) -> i64 {
        let later = self.ending(who).into_iter().filter(|(ends, _)| ends.is_some_and(|last| last < at));
        let due: i64 = if at > self.today { later.map(|(_, points)| points).sum() } else { 0 };
        self.sum(|entry| entry.who == who && entry.date <= at) - due
    }

    /// What the lots hold, by last day, those that never end last.
    pub fn ending(&self, who: usize) -> Vec<(Option<Day>, i64)> {
        let mut sums: Vec<(Option<Day>, i64)> = Vec::new();
        for lot in self.in_spending_order(who) {
            let Lot { ends, left, .. } = self.lots[lot];
            match sums.last_mut() {
                Some((last, sum)) if *last == ends => *sum += left,
                _ => sums.push((ends, left)),
            }
        }
        sums
    }

    /// What ran out of the earnings that fit.
    pub fn lapsed(&self, who: Option<usize>, invoice: Option<usize>) -> i64 {
        let of = |lot: &Lot| {
            lot.is_earning() && who.is_none_or(|who| lot.who == who) && (invoice.is_none() || lot.invoice == invoice)
        };
        -self.sum(|entry| entry.lot.is_some_and(|lot| of(&self.lots[lot])))
    }

    /// What ran out, since, of what the entries that fit put back into lots.
    pub fn lapsed_since(&self, which: impl Fn(&Entry) -> bool) -> i64 {
        let put_back = self.put_back.iter().filter(|(entry, ..)| which(&self.entries[*entry]));
        let lapsed = put_back.map(|(entry, lot, points)| {
            let since = self.entries[*entry..].iter().filter(|entry| entry.lot == Some(*lot));
            (*points).min(-since.map(|entry| entry.points).sum::<i64>())
        });
        lapsed.sum()
    }

    /// The most that a free-standing credit note takes.
    pub fn creditable(&self, who: usize) -> i64 {
        let is_own = |row| self.is_of(row, who, self.today);
        let earned = self.sum(|entry| is_own(entry.who) && matches!(entry.kind, EntryKind::Earn | EntryKind::Reverse));
        (earned - self.lapsed(Some(who), None)).max(0)
    }

    /// Whether the points of `row` are those of `who` on a day.
    pub fn is_of(&self, row: usize, who: usize, at: Day) -> bool {
        row == who || self.merged.iter().any(|(from, into, day)| (*from, *into) == (row, who) && *day <= at)
    }

    /// Two are one person: what the one has and owes is the other's.
    pub fn merge(&mut self, from: usize, into: usize) {
        let points = self.balance(from);
        if points != 0 {
            self.write(from, EntryKind::Transfer, self.today, -points, Source::default(), None);
            self.write(into, EntryKind::Transfer, self.today, points, Source::default(), None);
        }
        self.lots.iter_mut().filter(|lot| lot.who == from).for_each(|lot| lot.who = into);
        self.debits.iter_mut().filter(|debit| debit.who == from).for_each(|debit| debit.who = into);
        self.owed[into] += std::mem::take(&mut self.owed[from]);
        for lot in self.in_spending_order(into) {
            let paid = self.lots[lot].left.min(self.owed[into]);
            self.lots[lot].left -= paid;
            self.owed[into] -= paid;
        }
        for (_, to, day) in self.merged.iter_mut().filter(|(_, to, _)| *to == from) {
            (*to, *day) = (into, self.today);
        }
        self.merged.push((from, into, self.today));
    }

    pub fn credit(&mut self, who: usize, kind: EntryKind, date: Day, points: i64, ends: Option<Day>, from: Source) {
        self.write(who, kind, date, points, from, None);
        let is_over = ends.is_some_and(|last| last < self.today);
        let paid = if is_over { 0 } else { points.min(self.owed[who]) };
        self.owed[who] -= paid;
        self.make_lot(who, kind, date, points - paid, ends, from);
    }

    /// Takes points away, from the lot of `own`'s newest earning first; returns the debit.
    pub fn debit(
        &mut self,
        who: usize,
        kind: EntryKind,
        date: Day,
        points: i64,
        own: Option<usize>,
        from: Source,
    ) -> usize {
        self.write(who, kind, date, -points, from, None);
        let own = own.and_then(|invoice| {
            let is_own = |lot: &Lot| lot.who == who && lot.invoice == Some(invoice) && lot.kind == EntryKind::Earn;
            (0..self.lots.len()).rev().find(|lot| is_own(&self.lots[*lot]))
        });
        let mut order = self.in_spending_order(who);
        if let Some(place) = order.iter().position(|lot| Some(*lot) == own) {
            order[..=place].rotate_right(1);
        }
        let (mut left, mut takes) = (points, Vec::new());
        for lot in order {
            let taken = left.min(self.lots[lot].left);
            if taken > 0 {
                self.lots[lot].left -= taken;
                left -= taken;
                takes.push((lot, taken));
            }
        }
        self.owed[who] += left;
        self.debits.push(Debit { who, kind, points, given_back: 0, from, takes, debt: left });
        self.debits.len() - 1
    }

    /// Gives points of a debit back, last taken first.
    pub fn give_back(&mut self, debit: usize, back: Back) {
        let Debit { who, takes, debt, given_back, .. } = self.debits[debit].clone();
        self.debits[debit].given_back += back.points;
        self.write(who, back.kind, back.date, back.points, back.from, None);
        // One point at a time, from the end of what was taken.
        let taken = takes.iter().flat_map(|(lot, points)| std::iter::repeat_n(Some(*lot), *points as usize));
        let all: Vec<Option<usize>> = taken.chain(std::iter::repeat_n(None, debt as usize)).collect();
        let entry = self.entries.len() - 1;
        let (mut own, mut put_back) = (0, std::collections::BTreeMap::new());
        for place in all.into_iter().rev().skip(given_back as usize).take(back.points as usize) {
            let is_over = place.is_some_and(|lot| self.lots[lot].ends.is_some_and(|last| last < self.today));
            if self.owed[who] > 0 && !is_over {
                self.owed[who] -= 1;
            } else if let Some(lot) = place {
                self.lots[lot].left += 1;
                *put_back.entry(lot).or_insert(0) += 1;
            } else {
                own += 1;
            }
        }
        self.put_back.extend(put_back.into_iter().map(|(lot, points)| (entry, lot, points)));
        for (lot, _) in takes {
            self.expire(lot, back.date);
        }
        self.make_lot(who, back.kind, back.date, own, back.ends, back.from);
    }

    fn write(&mut self, who: usize, kind: EntryKind, date: Day, points: i64, from: Source, lot: Option<usize>) {
        self.entries.push(Entry { who, date, kind, points, from, lot });
    }

    fn make_lot(&mut self, who: usize, kind: EntryKind, dated: Day, left: i64, ends: Option<Day>, from: Source) {
        self.lots.push(Lot { who, ends, dated, left, kind, invoice: from.invoice });
        self.expire(self.lots.len() - 1, dated);
    }

    fn expire(&mut self, lot: usize, not_before: Day) {
        let Lot { who, ends, dated, left, .. } = self.lots[lot];
        if let Some(last) = ends.filter(|last| *last < self.today && left > 0) {
            self.lots[lot].left = 0;
            let date = last.next().max(dated).max(not_before);
            self.write(who, EntryKind::Expire, date, -left, Source::default(), Some(lot));
        }
    }

    /// What runs out first, then the oldest, those that never end last.
    fn in_spending_order(&self, who: usize) -> Vec<usize> {
        let mut order: Vec<usize> =
            (0..self.lots.len()).filter(|lot| self.lots[*lot].who == who && self.lots[*lot].left > 0).collect();
        order.sort_by_key(|lot| (self.lots[*lot].ends.is_none(), self.lots[*lot].ends, self.lots[*lot].dated, *lot));
        order
    }
}
