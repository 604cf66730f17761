//! What each invoice earns by the rules in force and by the others, worked out in one pass over the invoices.

use crate::domain::earn::{EarnLine, Earned, earn, earn_turned};
use crate::domain::ledger::Happened;
use crate::domain::{CustomerId, Day, InvoiceId, Money, OperationId, Points, Revisions, Settings};
use crate::failure::Outcome;
use crate::store::{Articles, Reader, SoldInvoice};

use super::tally::Side;
use super::{DroppedBy, Question, add_dropped};

/// What an invoice, or a refund of it, does to the points of a customer: by the rules in force, and by the others.
#[derive(Clone, Copy, Debug)]
pub struct Award {
    /// Whose it is.
    pub customer: CustomerId,
    /// The day it counts from.
    pub date: Day,
    /// The operation that did it.
    pub operation: OperationId,
    /// The invoice.
    pub invoice: InvoiceId,
    kind: AwardKind,
    points: [Points; 2],
    expires_on: [Option<Day>; 2],
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum AwardKind {
    Paid,
    Credit,
    Refund,
}

impl Award {
    /// Its turn on a ticket: what is spent comes before, what is returned behind.
    pub fn turn(&self) -> u8 {
        if self.kind == AwardKind::Refund { 2 } else { 1 }
    }

    /// Whether it is something bought.
    pub fn is_purchase(&self) -> bool {
        self.kind == AwardKind::Paid
    }

    /// What happened, by these rules.
    pub fn happened(&self, side: Side) -> Happened {
        let (invoice, points, expires_on) = (self.invoice, self.points[side as usize], self.expires_on[side as usize]);
        match self.kind {
            AwardKind::Paid => Happened::Paid { invoice, points, expires_on },
            AwardKind::Credit => Happened::Credited { invoice, points },
            AwardKind::Refund => Happened::Refunded { invoice, left: points },
        }
    }
}

/// All awards, customer by customer, and what rounding down dropped in the period.
pub struct Awards {
    /// In the order of the customers' rows.
    pub awards: Vec<Award>,
    /// Of what is left of the invoices.
    pub dropped: Dropped,
}

/// What rounding down dropped, by the rule that did.
#[derive(Default)]
pub struct Dropped([DroppedBy; 2]);

impl Dropped {
    /// By the rules of one side.
    pub fn of(&self, side: Side) -> &DroppedBy {
        &self.0[side as usize]
    }
}

/// Works all invoices out.
pub fn awards(reader: &Reader<'_>, revisions: &Revisions, question: &Question<'_>) -> Outcome<Awards> {
    let articles = reader.articles()?;
    let mut found = Awards { awards: Vec::new(), dropped: Dropped::default() };
    reader.each_sold(|sold| work_out(&sold, &articles, revisions, question, &mut found))?;
    found.awards.sort_by_key(|award| award.customer);
    Ok(found)
}

fn work_out(
    sold: &SoldInvoice,
    articles: &Articles,
    revisions: &Revisions,
    question: &Question<'_>,
    found: &mut Awards,
) -> Outcome<()> {
    let own = &revisions.get(sold.revision).expect("revisions are never deleted").settings;
    let is_tried = question.from.is_none_or(|from| from <= sold.paid_on);
    let both = [own, if is_tried { question.settings } else { own }];
    let is_credit = sold.total.is_negative();
    let mut left = Left { lines: sold.lines.iter().map(|line| articles.earn_line(line)).collect(), total: sold.total };
    // What was given back before the invoice came to its customer was never earned there.
    let (before, since): (Vec<_>, Vec<_>) = sold.refunds.iter().partition(|refund| refund.operation < sold.operation);
    before.into_iter().for_each(|refund| left.take(&refund.lines, refund.amount));
    let mut award = Award {
        customer: sold.customer,
        date: sold.booked_on,
        operation: sold.operation,
        invoice: sold.id,
        kind: if is_credit { AwardKind::Credit } else { AwardKind::Paid },
        points: [Points::ZERO; 2],
        expires_on: both.map(|settings| settings.last_day(sold.paid_on)),
    };
    let mut earned = left.earn(both, is_credit)?;
    award.points = [earned[0].points, earned[1].points];
    found.awards.push(award);
    for refund in since {
        left.take(&refund.lines, refund.amount);
        earned = left.earn(both, is_credit)?;
        found.awards.push(Award {
            kind: AwardKind::Refund,
            date: refund.day.max(award.date),
            operation: refund.operation,
            points: [earned[0].points, earned[1].points],
            ..award
        });
    }
    let is_counted = question.from.is_none_or(|from| from <= award.date) && award.date <= question.to;
    if is_counted && !is_credit {
        for (by, earned) in found.dropped.0.iter_mut().zip(&earned) {
            if !earned.below_min_total {
                add_dropped(by, sold.revision, earned.dropped);
            }
        }
    }
    Ok(())
}

/// What is left of an invoice.
struct Left<'a> {
    lines: Vec<EarnLine<'a>>,
    total: Money,
}

impl Left<'_> {
    fn take(&mut self, lines: &[(usize, crate::domain::Quantity, Money)], amount: Money) {
        self.total -= amount;
        for (line, pieces, amount) in lines {
            if let Some(line) = self.lines.get_mut(*line) {
                line.net -= *amount;
                line.quantity -= *pieces;
            }
        }
    }

    fn earn(&self, both: [&Settings; 2], is_credit: bool) -> Outcome<[Earned; 2]> {
        let by = |settings: &Settings| {
            if is_credit { earn_turned(settings, &self.lines) } else { earn(settings, &self.lines, self.total) }
        };
        Ok([by(both[0])?, by(both[1])?])
    }
}
