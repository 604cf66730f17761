//! What other rules would have made of the recorded invoices, beside what the ledger holds. Nothing is written.
//!
//! Each customer's points are worked out twice in the order in which things were recorded: by the rules that were in
//! force, and by the others. What differs between the two is laid on what the ledger holds, so that the rules in
//! force give the ledger's own figures, whatever was recorded late, voided or corrected. Invoices that were voided and
//! refunds that were taken back take no part in the two: they count on both sides as they are booked.

mod award;
mod tally;

use std::collections::{BTreeMap, BTreeSet};

use crate::domain::earn::Base;
use crate::domain::ledger::{Entry, EntryKind, Event, Happened, replay, value_half_away};
use crate::domain::{Currency, CustomerId, Day, EntryId, Money, OperationId, Points, RevisionId, Revisions, Settings};
use crate::failure::{Failure, Kind, Outcome};
use crate::output::Number;
use crate::report::what_if::{MonthFigures, MonthRow, Mover, RoundedOff, SideFigures, WhatIfReport};
use crate::store::{History, Reader};

use award::{Award, Awards, Dropped};
use tally::{Move, Moved, Side, Tally};

/// What is asked.
#[derive(Clone, Copy, Debug)]
pub struct Question<'a> {
    /// The other rules.
    pub settings: &'a Settings,
    /// The first award date that they hold for, and the first day that is counted; `None` for all.
    pub from: Option<Day>,
    /// The last day that is counted.
    pub to: Day,
    /// How many customers are named who gain, and who lose.
    pub limit: usize,
}

/// Tries the other rules on what is recorded.
pub fn what_if(reader: &Reader<'_>, question: &Question<'_>) -> Outcome<WhatIfReport> {
    let revisions = reader.revisions()?;
    let Awards { awards, dropped } = award::awards(reader, &revisions, question)?;
    let imports = reader.import_operations()?;
    let mut tally = Tally::new(question.from, question.to);
    let mut left = awards.as_slice();
    reader.each_history(|customer, history| {
        let before = left.partition_point(|award| award.customer < customer);
        each_customer(&left[..before], &imports, &mut tally)?;
        left = &left[before..];
        let own = left.partition_point(|award| award.customer == customer);
        one_customer(customer, &left[..own], &history, &imports, &mut tally)?;
        left = &left[own..];
        Ok::<_, Failure>(())
    })?;
    each_customer(left, &imports, &mut tally)?;
    Told { reader, question, revisions: &revisions, currency: reader.shop().currency }.report(tally, &dropped)
}

/// Customers without a ledger: what they bought earned nothing.
fn each_customer(awards: &[Award], imports: &BTreeSet<OperationId>, tally: &mut Tally) -> Outcome<()> {
    for own in awards.chunk_by(|one, next| one.customer == next.customer) {
        one_customer(own[0].customer, own, &History::default(), imports, tally)?;
    }
    Ok(())
}

fn one_customer(
    customer: CustomerId,
    awards: &[Award],
    history: &History,
    imports: &BTreeSet<OperationId>,
    tally: &mut Tally,
) -> Outcome<()> {
    let History { entries, lots, .. } = history;
    let until = tally.to();
    let mut now: Vec<Move> = entries.iter().map(|booked| Move::of(&booked.entry)).collect();
    now.extend(lots.iter().filter_map(|lot| Move::due(lot, until)));
    now.sort_by_key(|one| one.date);
    let mut then = now.clone();
    for (side, sign) in [(Side::Now, -1), (Side::WhatIf, 1)] {
        let made: Vec<Entry> = replay(customer, &events(awards, history, imports, side), until)?;
        then.extend(made.iter().map(|entry| Move::of(entry).times(sign)));
    }
    then.sort_by_key(|one| one.date);
    tally.count(customer, awards, [&now, &then]);
    Ok(())
}

/// What happened, in the order of operations and, within one, of days. On a ticket points are spent first, then earned,
/// then given back. Those who were merged have been one from the first day, as their invoices are.
fn events(awards: &[Award], history: &History, imports: &BTreeSet<OperationId>, side: Side) -> Vec<Event> {
    let event = |date, what| Event { date, as_of: date, what };
    let kept = history.entries.iter().chain(&history.brought).filter(|booked| booked.is_kept).map(|booked| {
        let turn = if booked.entry.kind == EntryKind::Return { 3 } else { 0 };
        let event = event(booked.entry.date, Happened::Kept(booked.entry));
        ((booked.operation, event.date, turn, booked.entry.id), event)
    });
    let awards = awards.iter().map(|award| {
        let place = (award.operation, award.date, award.turn(), EntryId(award.invoice.0));
        (place, event(award.date, award.happened(side)))
    });
    let mut events: Vec<_> = kept.chain(awards).collect();
    events.sort_by_key(|(place, _)| *place);
    // The day of an operation is not kept; it is none before a day that was written by then.
    let mut written: Vec<_> = history.entries.iter().map(|booked| (booked.operation, booked.entry.date)).collect();
    written.sort();
    let (mut written, mut latest) = (written.into_iter().peekable(), Day::MIN);
    for ((operation, ..), event) in &mut events {
        let is_import = imports.contains(operation);
        let is_by_then = |by: OperationId| by < *operation || by == *operation && !is_import;
        while let Some((_, day)) = written.next_if(|(by, _)| is_by_then(*by)) {
            latest = latest.max(day);
        }
        if !is_import {
            latest = latest.max(event.date);
            event.as_of = latest;
        }
    }
    events.into_iter().map(|(_, event)| event).collect()
}

/// What the answer is made with.
struct Told<'a> {
    reader: &'a Reader<'a>,
    question: &'a Question<'a>,
    revisions: &'a Revisions,
    currency: Currency,
}

impl Told<'_> {
    fn report(&self, tally: Tally, dropped: &Dropped) -> Outcome<WhatIfReport> {
        let Question { settings, from, to, limit } = *self.question;
        let in_force = &self.revisions.in_force(to).settings;
        let both = [in_force, settings];
        let mut sides = Vec::new();
        for (side, settings) in Side::BOTH.into_iter().zip(both) {
            let rounded_off = self.rounded_off(side, settings, dropped)?;
            sides.push(self.side(side, settings, &tally, rounded_off)?);
        }
        let what_if = sides.pop().expect("there are two");
        let now = sides.pop().expect("there are two");
        let mut months = Vec::new();
        for (month, figures) in tally.months() {
            let of = |side: Side| {
                let (points, open) = (figures.points[side as usize], figures.open[side as usize]);
                let price = both[side as usize];
                Ok::<_, Failure>(MonthFigures {
                    points: points.get(),
                    value: self.value(points, price)?,
                    open: open.get(),
                    open_value: self.value(open, price)?,
                })
            };
            let (now, what_if) = (of(Side::Now)?, of(Side::WhatIf)?);
            months.push(MonthRow { month, invoices: figures.invoices, now, what_if });
        }
        let (gains, losses) = tally.movers(limit);
        Ok(WhatIfReport {
            from: from.map(|day| day.to_string()),
            to: to.to_string(),
            currency: self.currency.code().to_owned(),
            invoices: tally.invoices(),
            customers: tally.customers(),
            now,
            what_if,
            customers_gaining: tally.customers_gaining(),
            customers_losing: tally.customers_losing(),
            gains: gains.into_iter().map(|mover| self.mover(mover)).collect::<Outcome<_>>()?,
            losses: losses.into_iter().map(|mover| self.mover(mover)).collect::<Outcome<_>>()?,
            months,
        })
    }

    fn side(&self, side: Side, settings: &Settings, tally: &Tally, rounded_off: RoundedOff) -> Outcome<SideFigures> {
        let sums = tally.sums(side);
        let points = sums.earned - sums.reversed;
        Ok(SideFigures {
            rule: settings.sentence(self.currency),
            expire_after: settings.expire_after.to_string(),
            expire_at: settings.expire_at.as_str(),
            point_value: settings.point_value.map(|price| Number::new(price.show(self.currency))),
            earned: sums.earned.get(),
            reversed: sums.reversed.get(),
            points: points.get(),
            value: self.value(points, settings)?,
            expired: sums.expired.get(),
            open: sums.open.get(),
            open_value: self.value(sums.open, settings)?,
            with_nothing: sums.with_nothing,
            rounded_off,
        })
    }

    fn value(&self, points: Points, settings: &Settings) -> Outcome<Option<Number>> {
        let Some(price) = settings.point_value else { return Ok(None) };
        let value = value_half_away(points, price, self.currency);
        value.map(|value| Some(Number::new(self.currency.show(value)))).ok_or_else(|| {
            Failure::new(Kind::TooLarge, format!("{points} points are worth more than the largest amount"))
                .hint("give a smaller `--point-value`")
        })
    }

    /// What rounding down takes: all that was dropped, added up by the rule that dropped it, and the points of that.
    fn rounded_off(&self, side: Side, settings: &Settings, dropped: &Dropped) -> Outcome<RoundedOff> {
        let (mut amount, mut points) = (0i128, 0i128);
        for (revision, (money, pieces)) in dropped.of(side) {
            let rule = self.rule(side, *revision);
            amount += money;
            let whole = money / i128::from(rule.per.minor()) + pieces / 1000;
            points += whole * i128::from(rule.points.get());
        }
        let too_large = || Failure::new(Kind::TooLarge, "rounding down takes more than the largest amount");
        let amount = i64::try_from(amount).ok().and_then(|minor| Money::from_minor(minor).in_range());
        let points = i64::try_from(points).map(Points::new).map_err(|_| too_large())?;
        Ok(RoundedOff {
            amount: Number::new(self.currency.show(amount.ok_or_else(too_large)?)),
            points: points.get(),
            value: self.value(points, settings)?,
        })
    }

    fn rule(&self, side: Side, revision: Option<RevisionId>) -> &Settings {
        match side {
            Side::Now => &self.revisions.get(revision).expect("revisions are never deleted").settings,
            Side::WhatIf => self.question.settings,
        }
    }

    fn mover(&self, (customer, [now, what_if]): Moved) -> Outcome<Mover> {
        let customer = self.reader.customer(customer)?;
        Ok(Mover {
            r#ref: customer.reference,
            name: customer.name,
            now: now.get(),
            what_if: what_if.get(),
            change: (what_if - now).get(),
        })
    }
}

/// What one revision dropped: minor units of money, and thousandths of pieces.
type DroppedBy = BTreeMap<Option<RevisionId>, (i128, i128)>;

fn add_dropped(by: &mut DroppedBy, revision: Option<RevisionId>, base: Base) {
    let (money, pieces) = by.entry(revision).or_default();
    match base {
        Base::Amount(amount) => *money += i128::from(amount.minor()),
        Base::Pieces(quantity) => *pieces += i128::from(quantity.thousandths()),
    }
}
