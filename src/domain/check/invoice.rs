//! What one invoice should have come to and done to the points, beside what is stored (domain.md §3 and §5).

use super::Finding;
use crate::domain::earn::{EarnLine, earn, earn_turned};
use crate::domain::refund::returnable;
use crate::domain::ticket::{Ticket, TicketLine};
use crate::domain::{InvoiceId, Kind, Line, Money, Points, Quantity, Settings};

/// How far an invoice has come, as far as its points are concerned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Unpaid, or nobody's: it books nothing.
    Open,
    /// Paid, by somebody.
    Paid,
    /// Void: what it did was taken back.
    Void,
    /// Its import was undone: what it did was mirrored, kind by kind.
    Undone,
}

/// The sums of an invoice's entries, whoever's they are.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct InvoiceSums {
    /// `earn`.
    pub earned: Points,
    /// `reverse`, with the sign turned.
    pub reversed: Points,
    /// `redeem`, with the sign turned.
    pub redeemed: Points,
    /// `return`.
    pub returned: Points,
    /// What ever ran out of its earnings, also what an import put back since.
    pub lapsed: Points,
}

/// A refund as it is stored.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RefundFacts {
    /// What was given back.
    pub amount: Money,
    /// Whether it was taken back.
    pub undone: bool,
    /// Line (from 0), pieces, amount.
    pub lines: Vec<(usize, Quantity, Money)>,
}

/// All that is stored of one invoice.
#[derive(Clone, Copy, Debug)]
pub struct InvoiceFacts<'a> {
    /// The invoice.
    pub invoice: InvoiceId,
    /// How far it has come.
    pub stage: Stage,
    /// The settings of its revision.
    pub settings: &'a Settings,
    /// What its lines are said to come to.
    pub subtotal: Money,
    /// What was paid.
    pub total: Money,
    /// What was given back of it.
    pub refunded: Money,
    /// Its lines.
    pub lines: &'a [TicketLine],
    /// Its refunds, in the order in which they were made.
    pub refunds: &'a [RefundFacts],
    /// For a credit note that refers to an invoice: what the refunds it recorded come to.
    pub credits: Option<Money>,
    /// Whether it went from one customer (or nobody) to another.
    pub moved: bool,
    /// Whether it may have been taken in without points.
    pub may_earn_nothing: bool,
    /// What its entries add up to.
    pub points: InvoiceSums,
    /// What its redemptions add up to.
    pub redemptions: Points,
}

/// Something about an invoice that is not as it has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvoiceFinding {
    /// An amount that is kept is not what it comes to.
    Amount {
        /// Which one.
        name: &'static str,
        /// What is kept.
        stored: Money,
        /// What it comes to.
        computed: Money,
    },
    /// The discount lines are shared otherwise than they have to be.
    Share {
        /// The line, from 0.
        line: usize,
    },
    /// More of a line was given back than there was.
    GivenBack {
        /// The line, from 0.
        line: usize,
    },
    /// Its entries come to other points than it has to have.
    Points {
        /// Which ones.
        name: &'static str,
        /// What the entries come to.
        stored: Points,
        /// The least they may come to.
        least: Points,
        /// The most they may come to.
        most: Points,
    },
}

type Check = fn(&InvoiceFacts<'_>, &mut Vec<InvoiceFinding>);

const CHECKS: [Check; 6] = [amounts, shares, given_back, reversed, earned_and_left, redeemed_and_returned];

/// Checks one invoice: every finding, none when all is well.
pub fn invoice_facts(facts: &InvoiceFacts<'_>) -> Vec<InvoiceFinding> {
    let mut findings = Vec::new();
    for check in CHECKS {
        check(facts, &mut findings);
    }
    findings
}

impl InvoiceFacts<'_> {
    fn is_credit(&self) -> bool {
        self.subtotal.is_negative()
    }

    fn standing_refunds(&self) -> impl Iterator<Item = &RefundFacts> {
        self.refunds.iter().filter(|refund| !refund.undone)
    }

    fn was_undone(&self) -> bool {
        self.refunds.iter().any(|refund| refund.undone)
    }

    /// What is left of each line after the first so many standing refunds.
    fn left_after(&self, refunds: usize) -> Vec<EarnLine<'_>> {
        let mut lines: Vec<EarnLine<'_>> = self.lines.iter().map(TicketLine::earn_line).collect();
        for &(line, pieces, amount) in self.standing_refunds().take(refunds).flat_map(|refund| &refund.lines) {
            if let Some(line) = lines.get_mut(line) {
                line.net -= amount;
                line.quantity -= pieces;
            }
        }
        lines
    }

    /// What it earns as it was sold, and after each of its standing refunds; `None` past the largest number.
    fn targets(&self) -> Option<Vec<Points>> {
        let mut total = self.total;
        let mut targets = vec![earn(self.settings, &self.left_after(0), total).ok()?.points];
        for (nth, refund) in self.standing_refunds().enumerate() {
            total -= refund.amount;
            targets.push(earn(self.settings, &self.left_after(nth + 1), total).ok()?.points);
        }
        Some(targets)
    }
}

fn expect(
    findings: &mut Vec<InvoiceFinding>,
    name: &'static str,
    stored: Points,
    (least, most): (Points, Points),
) -> bool {
    let good = least <= stored && stored <= most;
    if !good {
        findings.push(InvoiceFinding::Points { name, stored, least, most });
    }
    good
}

/// Subtotal, total and what was refunded are sums.
fn amounts(facts: &InvoiceFacts<'_>, findings: &mut Vec<InvoiceFinding>) {
    let refunded: Money = facts.standing_refunds().map(|refund| refund.amount).sum();
    let by_line: Money = facts.standing_refunds().flat_map(|refund| &refund.lines).map(|(.., amount)| *amount).sum();
    let mut expect = |name, stored, computed| {
        if stored != computed {
            findings.push(InvoiceFinding::Amount { name, stored, computed });
        }
    };
    expect("subtotal", facts.subtotal, facts.lines.iter().map(|line| line.line.amount).sum());
    expect("total", facts.total, facts.lines.iter().map(|line| line.net).sum());
    expect("refunded", facts.refunded, refunded);
    expect("refunded by line", by_line, refunded);
    // Together with its import the invoice that a credit note refers to may be gone as well.
    if let Some(credits) = facts.credits.filter(|_| facts.stage != Stage::Undone) {
        expect("credited", credits, if facts.stage == Stage::Void { Money::ZERO } else { -facts.total });
    }
}

/// Discount lines are shared over the others as the ticket does it.
fn shares(facts: &InvoiceFacts<'_>, findings: &mut Vec<InvoiceFinding>) {
    let plain = |line: &TicketLine| line.line.kind != Kind::Discount && line.discounted == line.line.amount;
    if facts.lines.iter().all(plain) {
        return;
    }
    let lines: Vec<Line> = facts.lines.iter().map(|line| line.line.clone()).collect();
    let shared = Ticket::new(lines).map(Ticket::into_lines).unwrap_or_default();
    let other =
        |line: &usize| shared.get(*line).is_none_or(|shared| shared.discounted != facts.lines[*line].discounted);
    findings.extend((0..facts.lines.len()).find(other).map(|line| InvoiceFinding::Share { line }));
}

/// No line gives back more than it has.
fn given_back(facts: &InvoiceFacts<'_>, findings: &mut Vec<InvoiceFinding>) {
    let left = facts.left_after(usize::MAX);
    for (line, (sold, left)) in facts.lines.iter().zip(&left).enumerate() {
        let pieces = if sold.line.quantity.is_negative() { -left.quantity } else { left.quantity };
        let amount = if sold.net.is_negative() { -left.net } else { left.net };
        if amount.is_negative() || pieces.is_negative() {
            findings.push(InvoiceFinding::GivenBack { line });
        }
    }
}

/// What was taken back lies between nothing and what there was to take back.
fn reversed(facts: &InvoiceFacts<'_>, findings: &mut Vec<InvoiceFinding>) {
    let InvoiceSums { earned, reversed, .. } = facts.points;
    let free_standing = facts.is_credit() && facts.credits.is_none();
    if !free_standing {
        if let Some(Finding::InvoiceReversed { earned, reversed, .. }) = super::invoice(facts.invoice, earned, reversed)
        {
            expect(findings, "reversed", reversed, (Points::ZERO, earned));
        }
        return;
    }
    let most = match facts.stage {
        Stage::Paid => earn_turned(facts.settings, &facts.left_after(0)).map_or(Points::MAX, |earned| earned.points),
        _ => Points::ZERO,
    };
    expect(findings, "reversed", reversed, (Points::ZERO, most));
}

/// What it earned is what it had to earn, and what is left of that what has to be left after its refunds.
fn earned_and_left(facts: &InvoiceFacts<'_>, findings: &mut Vec<InvoiceFinding>) {
    let InvoiceSums { earned, reversed, lapsed, .. } = facts.points;
    let none = (Points::ZERO, Points::ZERO);
    let left = earned - reversed;
    if facts.is_credit() || matches!(facts.stage, Stage::Open | Stage::Undone) {
        expect(findings, "earned", earned, none);
        return;
    }
    if facts.stage == Stage::Void {
        // What had run out was not there to be taken back.
        expect(findings, "left", left, (Points::ZERO, lapsed.at_least_zero()));
        return;
    }
    if earned.is_zero() && facts.may_earn_nothing {
        return;
    }
    let Some(targets) = facts.targets() else { return };
    // One that was moved has earned more than once, each time what was taken back of whoever had it; nobody's that was
    // given back in part has earned what was left of it.
    if !facts.moved && !expect(findings, "earned", earned, (targets[0], targets[0])) {
        return;
    }
    // A refund that was taken back gave back what it took, which may be a step more or less than what remains.
    if facts.was_undone() {
        return;
    }
    let least = targets.iter().copied().min().unwrap_or_default();
    let last = targets.last().copied().unwrap_or_default();
    let most = if facts.moved { last.max(lapsed) } else { least.max(lapsed) };
    expect(findings, "left", left, (least, most.max(least)));
}

/// What was redeemed on it is what its redemptions say, and came back in proportion.
fn redeemed_and_returned(facts: &InvoiceFacts<'_>, findings: &mut Vec<InvoiceFinding>) {
    let InvoiceSums { redeemed, returned, .. } = facts.points;
    let exactly = |points: Points| (points, points);
    if matches!(facts.stage, Stage::Open | Stage::Undone) {
        expect(findings, "redeemed", redeemed, exactly(Points::ZERO));
        expect(findings, "returned", returned, exactly(Points::ZERO));
        return;
    }
    expect(findings, "redeemed", redeemed, exactly(facts.redemptions));
    let range = match facts.stage {
        Stage::Void => exactly(redeemed),
        _ if facts.was_undone() => (Points::ZERO, redeemed.at_least_zero()),
        _ if facts.refunds.is_empty() => exactly(Points::ZERO),
        _ => {
            let left = facts.left_after(usize::MAX);
            let nothing_left = left.iter().all(|line| line.what.kind == Kind::Discount || line.net.is_zero());
            exactly(returnable(redeemed, Points::ZERO, facts.refunded, facts.total, nothing_left))
        }
    };
    expect(findings, "returned", returned, range);
}

#[cfg(test)]
mod tests;
