//! Invoices, the plain way: what is left of a line is counted anew from its refunds each time it is asked for.

use loyalty::domain::ledger::EntryKind;
use loyalty::domain::{Day, EarnRule, ExpireAfter, ExpireAt, Kind, Settings};

use super::ledger::{Back, Entry, Ledger, Source};

/// The points catalogue: (name, cost); what each gives stands in [`Ticket::reward`].
pub const REWARDS: [(&str, i64); 4] = [("gift", 3), ("five off", 4), ("ten percent", 5), ("free product", 6)];

/// A line as it is asked for: thousandths of pieces, cents.
#[derive(Clone, Copy, Debug)]
pub struct Asked {
    pub kind: Kind,
    pub quantity: i64,
    pub amount: i64,
}

/// An invoice as it is asked for.
#[derive(Clone, Debug)]
pub struct Ticket {
    pub who: Option<usize>,
    pub date: Day,
    pub paid_on: Option<Day>,
    pub lines: Vec<Asked>,
    pub redeem: Vec<usize>,
    pub pay_points: i64,
}

/// What of an invoice is given back.
#[derive(Clone, Debug)]
pub enum Cut {
    All,
    Amount(i64),
    Line(usize, Option<i64>),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum State {
    Unpaid,
    Paid,
    Void,
}

#[derive(Clone, Debug)]
struct Line {
    asked: Asked,
    net: i64,
    free: i64,
}

#[derive(Clone, Debug)]
struct Refund {
    /// (pieces, amount) of each line.
    lines: Vec<(i64, i64)>,
    is_undone: bool,
    credit: Option<usize>,
}

#[derive(Clone, Debug)]
pub struct Invoice {
    pub who: Option<usize>,
    pub state: State,
    pub paid_on: Day,
    pub refers_to: Option<usize>,
    /// The last of several with this number.
    pub stands: bool,
    was_assigned: bool,
    asked: Ticket,
    settings: Settings,
    lines: Vec<Line>,
    refunds: Vec<Refund>,
}

/// It is refused, and nothing has happened.
#[derive(Debug)]
pub struct Refused;

/// Whether something happened.
pub type Done = Result<bool, Refused>;

/// The whole shop.
#[derive(Clone, Debug)]
pub struct Till {
    pub ledger: Ledger,
    pub invoices: Vec<Invoice>,
    /// The debits of redemptions without a ticket.
    pub redemptions: Vec<usize>,
    pub revisions: Vec<(Day, Settings)>,
    pub defaults: Settings,
}

fn refuse_unless(good: bool) -> Result<(), Refused> {
    if good { Ok(()) } else { Err(Refused) }
}

/// A division that rounds half away from zero; of positive numbers.
fn half_away(number: i64, by: i64) -> i64 {
    (2 * number + by) / (2 * by)
}

/// Floor every share, the cents left over go to the largest remainders, ties to the earlier line.
fn share(amount: i64, weights: &[i64]) -> Vec<i64> {
    let whole: i64 = weights.iter().sum();
    let mut shares: Vec<i64> = weights.iter().map(|weight| amount * weight / whole).collect();
    let mut order: Vec<usize> = (0..weights.len()).collect();
    order.sort_by_key(|line| std::cmp::Reverse(amount * weights[*line] % whole));
    let over = (amount - shares.iter().sum::<i64>()) as usize;
    for line in &order[..over] {
        shares[*line] += 1;
    }
    shares
}

/// The last day of points awarded on a day.
pub fn last_day(settings: &Settings, awarded: Day) -> Option<Day> {
    let date = awarded.as_date();
    // 31 January and a month: the last of February.
    let clamped = |months: i32, day: i8| {
        let months = i32::from(date.year()) * 12 + i32::from(date.month()) - 1 + months;
        let (year, month) = ((months / 12) as i16, (months % 12 + 1) as i8);
        (1..=day).rev().find_map(|day| Day::new(year, month, day))
    };
    let day = match settings.expire_after {
        ExpireAfter::Never => return None,
        ExpireAfter::Days(days) => Day::from_number(awarded.number() + days),
        ExpireAfter::Months(months) => clamped(months, date.day()),
        ExpireAfter::Years(years) => clamped(12 * years, date.day()),
    };
    let day = day.expect("a day");
    match settings.expire_at {
        ExpireAt::Day => Some(day),
        ExpireAt::MonthEnd => (28..=31).rev().find_map(|end| Day::new(day.year(), day.as_date().month(), end)),
    }
}

/// What lines of (kind, net, pieces that are not free) earn; the generated `exclude` is of gift cards or nothing.
fn earned(settings: &Settings, lines: &[(Kind, i64, i64)], total: Option<i64>) -> i64 {
    if let (Some(least), Some(total)) = (settings.min_total, total)
        && total < least.minor()
    {
        return 0;
    }
    let counted = |(kind, ..): &&(Kind, i64, i64)| settings.exclude.is_empty() || *kind != Kind::GiftCard;
    let net = |of: Option<Kind>| -> i64 {
        let fits = lines.iter().filter(counted).filter(|(kind, ..)| of.is_none_or(|of| *kind == of));
        fits.map(|(_, net, _)| *net).sum()
    };
    let paid = |of: Kind| -> i64 {
        let fits = lines.iter().filter(counted).filter(|(kind, net, _)| *kind == of && *net > 0);
        fits.map(|(.., pieces)| (*pieces).max(0)).sum()
    };
    let steps = match settings.earn {
        EarnRule::Off => 0,
        EarnRule::SpendTotal => net(None).max(0) / settings.per.minor(),
        EarnRule::SpendProducts => net(Some(Kind::Product)).max(0) / settings.per.minor(),
        EarnRule::SpendServices => net(Some(Kind::Service)).max(0) / settings.per.minor(),
        EarnRule::PerService => paid(Kind::Service) / 1000,
        EarnRule::PerProduct => paid(Kind::Product) / 1000,
        EarnRule::PerInvoice => i64::from(net(None) > 0),
    };
    steps * settings.points.get()
}

/// What discount lines leave of the others; of positive numbers.
fn discounted(asked: &[Asked]) -> Result<Vec<i64>, Refused> {
    let discounts = || asked.iter().filter(|line| line.kind == Kind::Discount);
    refuse_unless(discounts().all(|line| line.amount <= 0))?;
    let discount: i64 = discounts().map(|line| -line.amount).sum();
    let nets: Vec<i64> = asked.iter().map(|line| if line.kind == Kind::Discount { 0 } else { line.amount }).collect();
    if discount == 0 {
        return Ok(nets);
    }
    let bears = |gift: bool| -> Vec<i64> {
        asked
            .iter()
            .zip(&nets)
            .map(|(line, net)| if (line.kind == Kind::GiftCard) == gift { *net } else { 0 })
            .collect()
    };
    let weights = if bears(false).iter().sum::<i64>() > 0 { bears(false) } else { bears(true) };
    refuse_unless(weights.iter().sum::<i64>() >= discount)?;
    Ok(nets.iter().zip(share(discount, &weights)).map(|(net, share)| net - share).collect())
}

/// What rewards and points can lower: all but gift cards.
fn payable(lines: &[Line]) -> Vec<i64> {
    lines.iter().map(|line| if line.asked.kind == Kind::GiftCard { 0 } else { line.net }).collect()
}

fn take_off(lines: &mut [Line], amount: i64) -> Result<(), Refused> {
    let weights = payable(lines);
    refuse_unless(amount > 0)?;
    for (line, share) in lines.iter_mut().zip(share(amount, &weights)) {
        line.net -= share;
    }
    Ok(())
}

fn work_in(reward: usize, lines: &mut [Line]) -> Result<(), Refused> {
    let most: i64 = payable(lines).iter().sum();
    match reward {
        0 => Ok(()),
        1 => take_off(lines, most.min(500)),
        2 => take_off(lines, half_away(most, 10)),
        _ => {
            let mut dearest: Option<(i64, usize)> = None;
            for (index, line) in lines.iter().enumerate() {
                let pieces = line.asked.quantity - line.free;
                if line.asked.kind == Kind::Product && line.net > 0 && pieces > 0 {
                    let price = if pieces <= 1000 { line.net } else { half_away(line.net * 1000, pieces) };
                    if dearest.is_none_or(|(most, _)| price > most) {
                        dearest = Some((price, index));
                    }
                }
            }
            let (price, index) = dearest.ok_or(Refused)?;
            let line = &mut lines[index];
            line.free += (line.asked.quantity - line.free).min(1000);
            line.net -= price;
            refuse_unless(price > 0)
        }
    }
}

impl Invoice {
    pub fn is_paid(&self) -> bool {
        self.state == State::Paid
    }

    fn is_credit(&self) -> bool {
        self.asked.lines.iter().map(|line| line.amount).sum::<i64>() < 0
    }

    fn total(&self) -> i64 {
        self.lines.iter().map(|line| line.net).sum()
    }

    fn refunded(&self, line: usize) -> (i64, i64) {
        let standing = self.refunds.iter().filter(|refund| !refund.is_undone).map(|refund| refund.lines[line]);
        standing.fold((0, 0), |(pieces, amount), (more, money)| (pieces + more, amount + money))
    }

    /// (pieces, amount) that are left of a line.
    fn left(&self, line: usize) -> (i64, i64) {
        let (pieces, amount) = self.refunded(line);
        (self.lines[line].asked.quantity - pieces, self.lines[line].net - amount)
    }

    pub fn left_in_all(&self) -> i64 {
        (0..self.lines.len()).map(|line| self.left(line).1).sum()
    }

    pub fn n_lines(&self) -> usize {
        self.lines.len()
    }

    /// What it earns by what is left of it, under its own revision; of a credit note, what it takes back.
    fn worth(&self) -> i64 {
        let sign = if self.is_credit() { -1 } else { 1 };
        let lines: Vec<_> = (0..self.lines.len())
            .map(|line| {
                let (pieces, net) = self.left(line);
                (self.lines[line].asked.kind, sign * net, sign * pieces - self.lines[line].free)
            })
            .collect();
        earned(&self.settings, &lines, (!self.is_credit()).then(|| self.left_in_all()))
    }

    /// What a cut gives back of each line; `None` when nothing is left of what is asked for.
    fn cut(&self, cut: &Cut) -> Result<Option<Vec<(i64, i64)>>, Refused> {
        refuse_unless(!self.is_credit())?;
        let lines = 0..self.lines.len();
        let left: Vec<(i64, i64)> = lines.clone().map(|line| self.left(line)).collect();
        let is_free = |line: usize| self.lines[line].net == 0 && self.refunded(line).0 == 0;
        // A ticket of nothing has one refund, all of it.
        let all_free = lines.clone().all(|line| self.lines[line].asked.kind == Kind::Discount || is_free(line));
        let whole = |line: usize| if self.lines[line].asked.kind == Kind::Discount { (0, 0) } else { left[line] };
        let mut given = vec![(0, 0); left.len()];
        match *cut {
            Cut::All if self.left_in_all() == 0 && !all_free => return Ok(None),
            Cut::All => given = lines.map(whole).collect(),
            _ if all_free => return Err(Refused),
            Cut::Amount(amount) => {
                refuse_unless(amount > 0 && amount <= self.left_in_all())?;
                let weights: Vec<i64> = left.iter().map(|(_, amount)| *amount).collect();
                given = share(amount, &weights).into_iter().map(|amount| (0, amount)).collect();
            }
            Cut::Line(line, pieces) => {
                refuse_unless(self.lines[line].asked.kind != Kind::Discount)?;
                refuse_unless(pieces.is_none_or(|pieces| pieces <= left[line].0))?;
                if left[line].1 == 0 {
                    return Ok(None);
                }
                let pieces = pieces.unwrap_or(left[line].0);
                let is_last = pieces == left[line].0;
                let amount = if is_last { left[line].1 } else { half_away(left[line].1 * pieces, left[line].0) };
                given[line] = (pieces, amount);
            }
        }
        Ok(Some(given))
    }
}

impl Till {
    pub fn in_force(&self, day: Day) -> &Settings {
        let latest = self.revisions.iter().filter(|(from, _)| *from <= day).max_by_key(|(from, _)| *from);
        let earliest = self.revisions.iter().map(|(from, _)| *from).min();
        let earliest = self.revisions.iter().rfind(|(from, _)| Some(*from) == earliest);
        latest.or(earliest).map_or(&self.defaults, |(_, settings)| settings)
    }

    fn of(&self, invoice: usize, kind: EntryKind) -> i64 {
        self.ledger.sum(|entry| entry.kind == kind && entry.from.invoice == Some(invoice))
    }

    /// Earned, reversed, redeemed, returned.
    pub fn invoice_points(&self, invoice: usize) -> [i64; 4] {
        let [earn, reverse, redeem, back] = [EntryKind::Earn, EntryKind::Reverse, EntryKind::Redeem, EntryKind::Return]
            .map(|kind| self.of(invoice, kind));
        [earn, -reverse, -redeem, back]
    }

    pub fn record(&mut self, asked: Ticket) -> Done {
        let sign = if asked.lines.iter().map(|line| line.amount).sum::<i64>() < 0 { -1 } else { 1 };
        let turned: Vec<Asked> = asked.lines.iter().map(|line| Asked { amount: sign * line.amount, ..*line }).collect();
        let nets = discounted(&turned)?;
        let lines = asked.lines.iter().zip(nets).map(|(line, net)| Line { asked: *line, net: sign * net, free: 0 });
        self.invoices.push(Invoice {
            who: asked.who,
            state: State::Unpaid,
            paid_on: asked.date,
            refers_to: None,
            stands: true,
            was_assigned: false,
            settings: self.defaults.clone(),
            lines: lines.collect(),
            refunds: Vec::new(),
            asked: asked.clone(),
        });
        match asked.paid_on {
            Some(paid_on) => self.pay(self.invoices.len() - 1, paid_on, &asked.redeem, asked.pay_points),
            None => Ok(true),
        }
    }

    pub fn pay(&mut self, invoice: usize, paid_on: Day, redeem: &[usize], pay_points: i64) -> Done {
        let settings = self.in_force(paid_on).clone();
        let mut paid = self.invoices[invoice].clone();
        match paid.state {
            State::Unpaid => {}
            State::Paid if paid.paid_on == paid_on => return Ok(false),
            State::Paid => return Err(Refused),
            State::Void => return Err(Refused),
        }
        (paid.state, paid.paid_on, paid.settings) = (State::Paid, paid_on, settings.clone());
        let Some(who) = paid.who else {
            self.invoices[invoice] = paid;
            return Ok(true);
        };
        let from = Source { invoice: Some(invoice), ..Source::default() };
        for reward in redeem {
            refuse_unless(self.ledger.balance(who) >= REWARDS[*reward].1)?;
            work_in(*reward, &mut paid.lines)?;
            self.ledger.debit(who, EntryKind::Redeem, paid_on, REWARDS[*reward].1, None, from);
        }
        if pay_points > 0 {
            let price = settings.point_value.ok_or(Refused)?.ten_thousandths();
            refuse_unless(pay_points % settings.redeem_step.get() == 0 && pay_points >= settings.redeem_min.get())?;
            let value = half_away(pay_points * price, 100);
            refuse_unless(value <= payable(&paid.lines).iter().sum())?;
            refuse_unless(self.ledger.balance(who) >= pay_points)?;
            take_off(&mut paid.lines, value)?;
            self.ledger.debit(who, EntryKind::Redeem, paid_on, pay_points, None, from);
        }
        self.invoices[invoice] = paid;
        self.earn(invoice, who, paid_on, self.invoices[invoice].worth());
        Ok(true)
    }

    /// So many points for an invoice, dated so; or at most so many taken for a credit note.
    fn earn(&mut self, invoice: usize, who: usize, date: Day, worth: i64) {
        let sold = &self.invoices[invoice];
        let ends = last_day(&sold.settings, sold.paid_on);
        let from = Source { invoice: Some(invoice), ..Source::default() };
        if sold.is_credit() {
            let points = worth.min(self.ledger.creditable(who));
            if points > 0 {
                self.ledger.debit(who, EntryKind::Reverse, date, points, None, from);
            }
        } else if worth > 0 {
            self.ledger.credit(who, EntryKind::Earn, date, worth, ends, from);
        }
    }

    /// Takes points back until `worth` is left, those that ran out excepted; returns how many.
    fn reverse(&mut self, invoice: usize, who: usize, worth: i64, date: Day, refund: Option<usize>) -> i64 {
        let left = self.of(invoice, EntryKind::Earn) + self.of(invoice, EntryKind::Reverse);
        let points = (left - worth).min(left - self.ledger.lapsed(None, Some(invoice)));
        let from = Source { invoice: Some(invoice), refund, ..Source::default() };
        if points > 0 {
            self.ledger.debit(who, EntryKind::Reverse, date, points, Some(invoice), from);
        }
        points.max(0)
    }

    /// The redemptions on an invoice.
    fn redeemed_on(&self, invoice: usize) -> Vec<usize> {
        let mut redeemed: Vec<usize> = Vec::new();
        for (id, debit) in self.ledger.debits.iter().enumerate() {
            if debit.from.invoice == Some(invoice) && debit.is_redeem() {
                redeemed.push(id);
            }
        }
        redeemed
    }

    /// Redeemed points come back, the last redemption first.
    fn return_redeemed(&mut self, invoice: usize, points: i64, date: Day, refund: Option<usize>) {
        let mut left = points;
        for debit in self.redeemed_on(invoice).into_iter().rev() {
            let points = left.min(self.ledger.debits[debit].points - self.ledger.debits[debit].given_back);
            left -= points.max(0);
            if points > 0 {
                let from = Source { invoice: Some(invoice), refund, debit: Some(debit) };
                self.ledger.give_back(debit, Back { kind: EntryKind::Return, date, points, ends: None, from });
            }
        }
    }

    pub fn refund(&mut self, invoice: usize, cut: &Cut, date: Day, credit: Option<usize>) -> Done {
        refuse_unless(self.invoices[invoice].state == State::Paid)?;
        let Some(lines) = self.invoices[invoice].cut(cut)? else { return Ok(false) };
        self.invoices[invoice].refunds.push(Refund { lines, is_undone: false, credit });
        let refund = Some(self.invoices[invoice].refunds.len() - 1);
        let Some(who) = self.invoices[invoice].who else { return Ok(true) };
        self.reverse(invoice, who, self.invoices[invoice].worth(), date, refund);
        let [_, _, redeemed, returned] = self.invoice_points(invoice);
        let in_all = self.returned_in_all(invoice, redeemed);
        self.return_redeemed(invoice, (in_all - returned).max(0), date, refund);
        Ok(true)
    }

    /// A credit note that refers to an invoice is a refund of it under a number of its own.
    pub fn credit(&mut self, original: usize, amount: i64) -> Done {
        refuse_unless(amount > 0)?;
        let today = self.ledger.today;
        let line = Asked { kind: Kind::Other, quantity: 1000, amount: -amount };
        let asked =
            Ticket { who: None, date: today, paid_on: None, lines: vec![line], redeem: Vec::new(), pay_points: 0 };
        self.record(asked)?;
        let id = self.invoices.len() - 1;
        let Invoice { who, ref settings, .. } = self.invoices[original];
        let settings = settings.clone();
        let credit = &mut self.invoices[id];
        (credit.who, credit.state, credit.settings, credit.refers_to) = (who, State::Paid, settings, Some(original));
        refuse_unless(self.refund(original, &Cut::Amount(amount), today, Some(id))?)?;
        Ok(true)
    }

    pub fn void(&mut self, invoice: usize) -> Done {
        let before = self.invoices[invoice].state;
        if before == State::Void {
            return Ok(false);
        }
        self.invoices[invoice].state = State::Void;
        if let Some(original) = self.invoices[invoice].refers_to {
            self.undo_refund(original, invoice);
        } else if let (Some(who), State::Paid) = (self.invoices[invoice].who, before) {
            if self.invoices[invoice].is_credit() {
                self.give_reversed_back(invoice, None, i64::MAX);
            } else {
                self.reverse(invoice, who, 0, self.ledger.today, None);
                let [_, _, redeemed, returned] = self.invoice_points(invoice);
                self.return_redeemed(invoice, redeemed - returned, self.ledger.today, None);
            }
        }
        Ok(true)
    }

    /// A refund is taken back: what it returned is spent again, what it took is given back.
    ///
    /// The spec leaves open what happens when the returned points are gone. What ran out since is not spent again; what
    /// was spent elsewhere is debt, as for what is taken by force.
    fn undo_refund(&mut self, original: usize, credit: usize) {
        let is_it = |refund: &Refund| refund.credit == Some(credit);
        let refund = self.invoices[original].refunds.iter().position(is_it).expect("it made a refund");
        self.invoices[original].refunds[refund].is_undone = true;
        let Invoice { who: Some(who), state: State::Paid, .. } = self.invoices[original] else { return };
        self.give_reversed_back(original, Some(refund), i64::MAX);
        self.spend_again(original, who, refund, i64::MAX);
        self.work_out_anew(original, who);
    }

    /// Spends points again that a refund returned, those returned last first.
    fn spend_again(&mut self, invoice: usize, who: usize, refund: usize, most: i64) {
        let mut left = most;
        for debit in self.redeemed_on(invoice) {
            let is_its = |entry: &Entry| {
                let Source { invoice: on, refund: of, debit: by } = entry.from;
                entry.kind == EntryKind::Return && (on, of, by) == (Some(invoice), Some(refund), Some(debit))
            };
            let (returned, lapsed) = (self.ledger.sum(is_its), self.ledger.lapsed_since(is_its));
            let points = left.min(returned - lapsed);
            left -= left.min(returned);
            if points > 0 {
                let from = Source { invoice: Some(invoice), refund: Some(refund), debit: Some(debit) };
                self.ledger.debit(who, EntryKind::Return, self.ledger.today, points, None, from);
                self.ledger.debits[debit].given_back -= points;
            }
        }
    }

    /// What refunds that stand returned in all is what came back in proportion.
    fn work_out_returned_anew(&mut self, invoice: usize, who: usize, standing: &[usize]) {
        let Some(last) = standing.last() else { return };
        let [_, _, redeemed, returned] = self.invoice_points(invoice);
        let in_all = self.returned_in_all(invoice, redeemed);
        let of = |till: &Till, refund: usize| {
            till.ledger.sum(|entry| {
                let Source { invoice: on, refund: by, .. } = entry.from;
                entry.kind == EntryKind::Return && (on, by) == (Some(invoice), Some(refund))
            })
        };
        let mut over = standing.iter().map(|refund| of(self, *refund)).sum::<i64>() - in_all;
        for refund in standing.iter().rev() {
            let now = over.min(of(self, *refund)).max(0);
            over -= now;
            self.spend_again(invoice, who, *refund, now);
        }
        self.return_redeemed(invoice, in_all - returned, self.ledger.today, Some(*last));
    }

    fn returned_in_all(&self, invoice: usize, redeemed: i64) -> i64 {
        let (total, left) = (self.invoices[invoice].total(), self.invoices[invoice].left_in_all());
        if left == 0 { redeemed } else { redeemed * (total - left) / total }
    }

    /// Points are what is left of the invoice earns, whatever the refund that is gone had taken.
    ///
    /// Decision: what is too much is taken by the last refund that stands; what is missing comes back from the refunds
    /// that stand, the last first, and is earned if somebody got the invoice after the refund.
    fn work_out_anew(&mut self, invoice: usize, who: usize) {
        let today = self.ledger.today;
        let refunds = &self.invoices[invoice].refunds;
        let standing: Vec<usize> = (0..refunds.len()).filter(|refund| !refunds[*refund].is_undone).collect();
        let worth = self.invoices[invoice].worth();
        self.reverse(invoice, who, worth, today, standing.last().copied());
        let left = |till: &Till| till.of(invoice, EntryKind::Earn) + till.of(invoice, EntryKind::Reverse);
        for refund in standing.iter().copied().rev() {
            self.give_reversed_back(invoice, Some(refund), worth - left(self));
        }
        let missing = worth - left(self);
        if missing > 0 && self.invoices[invoice].was_assigned {
            let sold = &self.invoices[invoice];
            let ends = last_day(&sold.settings, sold.paid_on);
            let from = Source { invoice: Some(invoice), ..Source::default() };
            self.ledger.credit(who, EntryKind::Earn, today, missing, ends, from);
        }
        self.work_out_returned_anew(invoice, who, &standing);
    }

    /// What was reversed for an invoice (by one of its refunds) comes back, what was taken last first.
    ///
    /// Decision: if the invoice is somebody else's by now, what its refund took is given to whose it is, as a lot that
    /// ends as the invoice's own points do.
    fn give_reversed_back(&mut self, invoice: usize, refund: Option<usize>, most: i64) {
        let who = self.invoices[invoice].who.expect("nobody has no points");
        let today = self.ledger.today;
        let by_settings = last_day(self.in_force(today), today);
        let mut left = -self.ledger.sum(|entry| {
            let Source { invoice: of, refund: by, .. } = entry.from;
            entry.kind == EntryKind::Reverse && of == Some(invoice) && (refund.is_none() || by == refund)
        });
        left = left.min(most);
        for debit in (0..self.ledger.debits.len()).rev() {
            let taken = &self.ledger.debits[debit];
            let of = taken.from.invoice == Some(invoice) && (refund.is_none() || taken.from.refund == refund);
            let points = left.min(taken.points - taken.given_back);
            if !of || !taken.is_reverse() || points <= 0 {
                continue;
            }
            left -= points;
            let from = Source { invoice: Some(invoice), refund, ..Source::default() };
            if taken.who == who {
                let back = Back { kind: EntryKind::Reverse, date: today, points, ends: by_settings, from };
                self.ledger.give_back(debit, back);
            } else {
                let ends = last_day(&self.invoices[invoice].settings, self.invoices[invoice].paid_on);
                self.ledger.debits[debit].given_back += points;
                self.ledger.credit(who, EntryKind::Reverse, today, points, ends, from);
            }
        }
    }

    pub fn correct(&mut self, invoice: usize, asked: Ticket) -> Done {
        let is_referred_to = |refund: &Refund| refund.credit.is_some() && !refund.is_undone;
        refuse_unless(!self.invoices[invoice].refunds.iter().any(is_referred_to))?;
        self.void(invoice)?;
        self.invoices[invoice].stands = false;
        self.record(asked)
    }

    pub fn assign(&mut self, invoice: usize, to: usize) -> Done {
        let Invoice { who, state, refers_to, .. } = self.invoices[invoice];
        if who == Some(to) {
            return Ok(false);
        }
        refuse_unless(state != State::Void && self.redeemed_on(invoice).is_empty())?;
        // Decision: what refers to an invoice stays with it.
        refuse_unless(refers_to.is_none())?;
        let mut moved = self.invoices[invoice].worth();
        if let (Some(from), State::Paid) = (who, state) {
            if self.invoices[invoice].is_credit() {
                self.give_reversed_back(invoice, None, i64::MAX);
            } else {
                moved = self.reverse(invoice, from, 0, self.ledger.today, None);
            }
        }
        self.invoices[invoice].who = Some(to);
        self.invoices[invoice].was_assigned = true;
        for credit in self.invoices.iter_mut().filter(|credit| credit.refers_to == Some(invoice)) {
            credit.who = Some(to);
        }
        if state == State::Paid {
            self.earn(invoice, to, self.ledger.today, moved);
        }
        Ok(true)
    }

    pub fn adjust(&mut self, who: usize, points: i64, ends: Option<Option<Day>>, allow_negative: bool) -> Done {
        let today = self.ledger.today;
        refuse_unless(points != 0)?;
        if points > 0 {
            let ends = ends.unwrap_or_else(|| last_day(self.in_force(today), today));
            self.ledger.credit(who, EntryKind::Adjust, today, points, ends, Source::default());
        } else {
            refuse_unless(allow_negative || self.ledger.balance(who) + points >= 0)?;
            self.ledger.debit(who, EntryKind::Adjust, today, -points, None, Source::default());
        }
        Ok(true)
    }

    pub fn merge(&mut self, from: usize, into: usize) -> Done {
        self.ledger.merge(from, into);
        self.invoices.iter_mut().filter(|sold| sold.who == Some(from)).for_each(|sold| sold.who = Some(into));
        Ok(true)
    }

    pub fn redeem(&mut self, who: usize, points: i64) -> Done {
        refuse_unless(points > 0 && self.ledger.balance(who) >= points)?;
        let today = self.ledger.today;
        self.redemptions.push(self.ledger.debit(who, EntryKind::Redeem, today, points, None, Source::default()));
        Ok(true)
    }

    pub fn take_redemption_back(&mut self, redemption: usize) -> Done {
        let debit = self.redemptions[redemption];
        let points = self.ledger.debits[debit].points - self.ledger.debits[debit].given_back;
        if points > 0 {
            let (date, from) = (self.ledger.today, Source { debit: Some(debit), ..Source::default() });
            self.ledger.give_back(debit, Back { kind: EntryKind::Return, date, points, ends: None, from });
        }
        Ok(points > 0)
    }
}
