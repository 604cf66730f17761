//! Refunds: what of a ticket is given back, and what that does to its points (domain.md §5).
//!
//! A ticket may hold lines below zero (something brought back on the same ticket). They count in what is left of the
//! total, bear no share of an amount, and can be given back as a line beside others as long as the refund, and what
//! is left of the ticket, stay at or above zero. All that is left, as `--all` or as an amount that is exactly that,
//! gives back every line's rest, those below zero included.

use super::money::share_largest_remainder;
use super::{Kind, Money, Points, Quantity};

/// A line of the ticket, and what was refunded of it so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RefundLine {
    /// What it is.
    pub kind: Kind,
    /// What was left of it after discounts, rewards and points paid.
    pub net: Money,
    /// How many pieces were sold.
    pub quantity: Quantity,
    /// The money given back so far.
    pub refunded: Money,
    /// The pieces given back so far, of the sign of the quantity.
    pub pieces_refunded: Quantity,
}

/// What is asked to be given back. Lines are counted from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cut {
    /// Lines, or so many pieces (above zero) of them.
    Lines(Vec<(usize, Option<Quantity>)>),
    /// An amount, above zero.
    Amount(Money),
    /// Pieces (not negative) of lines at given amounts, and an amount for the rest: a refund that a till has recorded.
    Given {
        /// Line, pieces, amount.
        lines: Vec<(usize, Quantity, Money)>,
        /// What is not said of a line, not negative.
        rest: Money,
    },
    /// All that is left.
    All,
}

/// What is given back of one line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LineRefund {
    /// The money.
    pub amount: Money,
    /// The pieces, of the sign of the line's quantity.
    pub pieces: Quantity,
}

/// A refund as it is to be recorded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefundPlan {
    /// What is given back of each line of the ticket, in their order.
    pub lines: Vec<LineRefund>,
    /// What is given back in all.
    pub total: Money,
    /// Whether nothing is left of the ticket after it.
    pub nothing_left: bool,
}

/// What becomes of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// There is nothing left of what was asked for.
    Unchanged,
    /// This is given back.
    Refund(RefundPlan),
}

/// Why nothing is refunded. Lines are counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The ticket is itself a credit note.
    CreditNote,
    /// There is no such line.
    NoSuchLine {
        /// The line.
        line: usize,
    },
    /// A discount is not given back by itself.
    DiscountLine {
        /// The line.
        line: usize,
    },
    /// A ticket of nothing is given back whole or not at all.
    OnlyWhole,
    /// An amount, a number of pieces or the whole refund is not above zero.
    NotAboveZero,
    /// Fewer pieces are left.
    FewerPieces {
        /// The line.
        line: usize,
        /// How many are left of it.
        left: Quantity,
    },
    /// Less money is left.
    MoreThanLeft {
        /// How much is left, of the line or of the ticket.
        left: Money,
    },
}

/// Works out what is given back of each line. `total` is what was paid for the ticket, the sum of the nets.
pub fn plan(lines: &[RefundLine], total: Money, cut: &Cut) -> Result<Outcome, Refusal> {
    if total.is_negative() {
        return Err(Refusal::CreditNote);
    }
    let mut draft = Draft::new(lines);
    let left = draft.left_in_all();
    // A ticket of nothing has no money that could be gone; its pieces tell whether it was given back.
    let free = lines.iter().any(|line| line.kind != Kind::Discount)
        && lines.iter().all(|line| line.net.is_zero() && line.pieces_refunded.is_zero());
    match cut {
        Cut::All if draft.nothing_left() && !free => return Ok(Outcome::Unchanged),
        Cut::All => draft.take_all(),
        _ if free => return Err(Refusal::OnlyWhole),
        Cut::Lines(asked) => {
            draft.take_lines(asked)?;
            if draft.taken == vec![LineRefund::default(); lines.len()] {
                return Ok(Outcome::Unchanged);
            }
        }
        Cut::Amount(amount) => {
            if !amount.is_positive() {
                return Err(Refusal::NotAboveZero);
            }
            draft.take_amount(*amount)?;
        }
        Cut::Given { lines: given, rest } => {
            draft.take_given(given)?;
            draft.take_amount(*rest)?;
        }
    }
    let given: Money = draft.taken.iter().map(|line| line.amount).sum();
    if given > left {
        return Err(Refusal::MoreThanLeft { left });
    }
    if given.is_negative() {
        return Err(Refusal::NotAboveZero);
    }
    Ok(Outcome::Refund(RefundPlan { nothing_left: draft.nothing_left(), lines: draft.taken, total: given }))
}

/// The points of an invoice to take back so that it is left with `target`: at most what it earned less what was
/// already reversed or has run out.
pub fn reversal(earned: Points, reversed: Points, lapsed: Points, target: Points) -> Points {
    (earned - reversed - target).min(earned - reversed - lapsed).at_least_zero()
}

/// The points that a refund returned, which are spent again when it is taken back, at most so many: what of them has
/// run out is gone as it is.
pub fn spent_again(returned: Points, lapsed: Points, most: Points) -> Points {
    most.min(returned - lapsed).at_least_zero()
}

/// The points redeemed on an invoice that come back in all. `refunded` is all that was refunded of it; once nothing is
/// left of it, all points come back.
pub fn returned_in_all(redeemed: Points, refunded: Money, total: Money, nothing_left: bool) -> Points {
    if nothing_left {
        redeemed
    } else if total.is_positive() {
        let share = i128::from(redeemed.get()) * i128::from(refunded.minor()) / i128::from(total.minor());
        Points::new(i64::try_from(share).unwrap_or(i64::MAX)).min(redeemed)
    } else {
        Points::ZERO
    }
}

/// The points redeemed on an invoice that come back now: what comes back in all, this refund included, less what did.
pub fn returnable(redeemed: Points, returned: Points, refunded: Money, total: Money, nothing_left: bool) -> Points {
    (returned_in_all(redeemed, refunded, total, nothing_left) - returned).at_least_zero()
}

/// Whether nothing is left of any line.
pub fn is_nothing_left(lines: &[RefundLine]) -> bool {
    Draft::new(lines).nothing_left()
}

/// A refund in the making: what it takes of each line so far.
struct Draft<'a> {
    lines: &'a [RefundLine],
    taken: Vec<LineRefund>,
}

impl Draft<'_> {
    fn new(lines: &[RefundLine]) -> Draft<'_> {
        Draft { lines, taken: vec![LineRefund::default(); lines.len()] }
    }

    fn left(&self, index: usize) -> Money {
        let line = self.lines[index];
        if line.kind == Kind::Discount { Money::ZERO } else { line.net - line.refunded - self.taken[index].amount }
    }

    fn pieces_left(&self, index: usize) -> Quantity {
        let line = self.lines[index];
        line.quantity - line.pieces_refunded - self.taken[index].pieces
    }

    fn left_in_all(&self) -> Money {
        (0..self.lines.len()).map(|index| self.left(index)).sum()
    }

    fn nothing_left(&self) -> bool {
        (0..self.lines.len()).all(|index| self.left(index).is_zero())
    }

    fn take(&mut self, index: usize, amount: Money, pieces: Quantity) {
        let taken = &mut self.taken[index];
        *taken = LineRefund { amount: taken.amount + amount, pieces: taken.pieces + pieces };
    }

    fn take_rest(&mut self, index: usize) {
        self.take(index, self.left(index), self.pieces_left(index));
    }

    fn take_all(&mut self) {
        for index in 0..self.lines.len() {
            if self.lines[index].kind != Kind::Discount {
                self.take_rest(index);
            }
        }
    }

    fn refundable(&self, line: usize) -> Result<usize, Refusal> {
        match self.lines.get(line) {
            None => Err(Refusal::NoSuchLine { line }),
            Some(found) if found.kind == Kind::Discount => Err(Refusal::DiscountLine { line }),
            Some(_) => Ok(line),
        }
    }

    /// So many pieces with the sign of the line, when as many are left.
    fn pieces(&self, line: usize, count: Quantity) -> Result<Quantity, Refusal> {
        let left = self.pieces_left(line);
        let (count, left) = if left.is_negative() { (-count, -left) } else { (count, left) };
        if count.thousandths().abs() > left.thousandths() {
            return Err(Refusal::FewerPieces { line, left });
        }
        Ok(count)
    }

    /// Takes lines or pieces; a line with no money left gives nothing.
    fn take_lines(&mut self, asked: &[(usize, Option<Quantity>)]) -> Result<(), Refusal> {
        for &(line, count) in asked {
            let line = self.refundable(line)?;
            let left = self.left(line);
            match count {
                None if left.is_zero() => {}
                None => self.take_rest(line),
                Some(count) if count <= Quantity::ZERO => return Err(Refusal::NotAboveZero),
                Some(count) => {
                    let pieces = self.pieces(line, count)?;
                    if left.is_zero() {
                        continue;
                    }
                    let (part, whole) = (pieces.thousandths().abs(), self.pieces_left(line).thousandths().abs());
                    self.take(line, left.share_half_away(part, whole), pieces);
                }
            }
        }
        Ok(())
    }

    /// Takes an amount without pieces, shared over what is left of the lines.
    fn take_amount(&mut self, amount: Money) -> Result<(), Refusal> {
        let left = self.left_in_all();
        if amount > left {
            return Err(Refusal::MoreThanLeft { left });
        }
        if amount.is_negative() {
            return Err(Refusal::NotAboveZero);
        }
        if amount.is_zero() {
            return Ok(());
        }
        let lefts: Vec<Money> = (0..self.lines.len()).map(|index| self.left(index)).collect();
        let weights: Vec<Money> = lefts.iter().map(|left| (*left).max(Money::ZERO)).collect();
        let shares = if amount == left { lefts } else { share_largest_remainder(amount, &weights) };
        for (index, share) in shares.into_iter().enumerate() {
            self.take(index, share, Quantity::ZERO);
        }
        Ok(())
    }

    fn take_given(&mut self, given: &[(usize, Quantity, Money)]) -> Result<(), Refusal> {
        for &(line, count, amount) in given {
            let line = self.refundable(line)?;
            if count.is_negative() {
                return Err(Refusal::NotAboveZero);
            }
            let (pieces, left) = (self.pieces(line, count)?, self.left(line));
            if amount.abs() > left.abs() || amount.is_negative() != left.is_negative() && !amount.is_zero() {
                return Err(Refusal::MoreThanLeft { left });
            }
            self.take(line, amount, pieces);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests;
