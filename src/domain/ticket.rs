//! The ticket: its lines, and what discounts, rewards and points leave of each.
//!
//! The order on one ticket is fixed: lines, discount lines, card rewards, points rewards in the order asked, points
//! paid. Each step is shared over what the earlier ones left, so that every line knows its own net. A credit note
//! (a total below zero) is worked out with all signs turned and turned back.

use super::benefit::{Benefit, BenefitOrder};
use super::earn::EarnLine;
use super::money::share_largest_remainder;
use super::selector::Selector;
use super::{Kind, Line, Money, Quantity};

/// The most lines of one invoice.
pub const MAX_LINES: usize = 10_000;

/// One line and what is left of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TicketLine {
    /// What was sold.
    pub line: Line,
    /// What is left of its amount after the discount lines and before rewards and points.
    pub discounted: Money,
    /// What is left of it in the end.
    pub net: Money,
    /// The pieces that rewards made free.
    pub free: Quantity,
}

impl TicketLine {
    fn is_lowerable(&self) -> bool {
        !matches!(self.line.kind, Kind::GiftCard | Kind::Discount) && self.net.is_positive()
    }

    fn matches(&self, on: Option<&Selector>) -> bool {
        on.is_none_or(|on| on.matches(self.line.selectable()))
    }

    /// What the earning rule looks at.
    pub fn earn_line(&self) -> EarnLine<'_> {
        EarnLine { what: self.line.selectable(), net: self.net, quantity: self.line.quantity, free: self.free }
    }
}

/// An invoice as it is being priced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Ticket {
    lines: Vec<TicketLine>,
}

/// Why the lines make no ticket, in the order in which it is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TicketRefusal {
    /// There is no line.
    NoLines,
    /// There are more than [`MAX_LINES`].
    TooManyLines,
    /// The total is past the largest amount.
    TotalTooLarge,
    /// A discount line raises the total; its number, from 1.
    DiscountRaises {
        /// The number of the line.
        line: usize,
    },
    /// The discount lines come to more than the other lines can bear.
    DiscountTooLarge {
        /// What the discount lines come to, as a positive amount.
        discount: Money,
        /// The most that can be borne.
        most: Money,
    },
}

/// What a reward did to a ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Applied {
    /// It lowered the ticket by so much, above zero.
    Lowered(Money),
    /// It is a gift and lowers nothing.
    Gift,
    /// It found nothing to lower.
    Nothing,
    /// The line it was to be used on does not match it, or there is no such line.
    LineDoesNotFit,
}

impl Ticket {
    /// Makes a ticket of its lines and shares the discount lines out.
    pub fn new(lines: Vec<Line>) -> Result<Ticket, TicketRefusal> {
        let amounts: Vec<(Kind, Money)> = lines.iter().map(|line| (line.kind, line.amount)).collect();
        let nets = share_discounts(&amounts)?;
        let lines = lines
            .into_iter()
            .zip(nets)
            .map(|(line, net)| TicketLine { line, discounted: net, net, free: Quantity::ZERO })
            .collect();
        Ok(Ticket { lines })
    }

    /// The lines, in the order in which they were given.
    pub fn lines(&self) -> &[TicketLine] {
        &self.lines
    }

    /// The lines, for keeping.
    pub fn into_lines(self) -> Vec<TicketLine> {
        self.lines
    }

    /// What the lines say, discount lines included.
    pub fn subtotal(&self) -> Money {
        self.lines.iter().map(|line| line.line.amount).sum()
    }

    /// What is to be paid.
    pub fn total(&self) -> Money {
        self.lines.iter().map(|line| line.net).sum()
    }

    /// Whether the total is below zero: a credit note, which takes no rewards and no points.
    pub fn is_credit(&self) -> bool {
        self.subtotal().is_negative()
    }

    /// The most that rewards and points can take off what matches: gift cards are never lowered, nor is the total
    /// brought below zero.
    pub fn payable(&self, on: Option<&Selector>) -> Money {
        let lowerable: Money =
            self.lines.iter().filter(|line| line.is_lowerable() && line.matches(on)).map(|line| line.net).sum();
        lowerable.min(self.total()).max(Money::ZERO)
    }

    /// Works a reward in. Item rewards take the dearest matching piece, or one of the line chosen (`line`, from 0); the
    /// others have no line to choose.
    pub fn apply(&mut self, benefit: &Benefit, line: Option<usize>) -> Applied {
        if line.is_some() && benefit.order() != BenefitOrder::Item {
            return Applied::LineDoesNotFit;
        }
        let lowered = match benefit {
            Benefit::Gift { .. } => return Applied::Gift,
            Benefit::AmountOff { amount, on } => self.take_off(*amount, on.as_ref()),
            Benefit::PercentOff { percent, max, on } => {
                let off = self.payable(on.as_ref()).percent_half_away(*percent);
                self.take_off(max.map_or(off, |max| off.min(max)), on.as_ref())
            }
            Benefit::FreeItem { item } => match self.choose_piece(item, line) {
                Ok(Some((index, price))) => {
                    let chosen = &mut self.lines[index];
                    let left = chosen.line.quantity - chosen.free;
                    chosen.free += left.min(Quantity::ONE);
                    self.lower_line(index, price)
                }
                Ok(None) => Money::ZERO,
                Err(LineDoesNotFit) => return Applied::LineDoesNotFit,
            },
            Benefit::PercentOffItem { percent, item } => match self.choose_piece(item, line) {
                Ok(Some((index, price))) => self.lower_line(index, price.percent_half_away(*percent)),
                Ok(None) => Money::ZERO,
                Err(LineDoesNotFit) => return Applied::LineDoesNotFit,
            },
        };
        if lowered.is_zero() { Applied::Nothing } else { Applied::Lowered(lowered) }
    }

    /// Takes an amount off, shared over what is left of the matching lines; no more than there is. Returns what was
    /// taken.
    pub fn take_off(&mut self, amount: Money, on: Option<&Selector>) -> Money {
        let amount = amount.min(self.payable(on));
        if !amount.is_positive() {
            return Money::ZERO;
        }
        let weights: Vec<Money> = self
            .lines
            .iter()
            .map(|line| if line.is_lowerable() && line.matches(on) { line.net } else { Money::ZERO })
            .collect();
        for (line, share) in self.lines.iter_mut().zip(share_largest_remainder(amount, &weights)) {
            line.net -= share;
        }
        amount
    }

    /// The line whose piece an item reward takes, and what that piece costs.
    fn choose_piece(&self, item: &Selector, line: Option<usize>) -> Result<Option<(usize, Money)>, LineDoesNotFit> {
        let price = |line: &TicketLine| {
            let left = line.line.quantity - line.free;
            if !line.is_lowerable() || !line.matches(Some(item)) || left <= Quantity::ZERO {
                return None;
            }
            let one = Quantity::ONE.thousandths();
            Some(if left <= Quantity::ONE { line.net } else { line.net.share_half_away(one, left.thousandths()) })
        };
        if let Some(index) = line {
            let chosen = self.lines.get(index).ok_or(LineDoesNotFit)?;
            return price(chosen).map(|price| Some((index, price))).ok_or(LineDoesNotFit);
        }
        let mut dearest: Option<(usize, Money)> = None;
        for (index, price) in self.lines.iter().enumerate().filter_map(|(index, line)| Some((index, price(line)?))) {
            if dearest.is_none_or(|(_, most)| price > most) {
                dearest = Some((index, price));
            }
        }
        Ok(dearest)
    }

    fn lower_line(&mut self, index: usize, by: Money) -> Money {
        let by = by.min(self.total()).max(Money::ZERO);
        self.lines[index].net -= by;
        by
    }
}

/// A line was chosen for a reward that does not fit it.
struct LineDoesNotFit;

/// What is left of each line after the discount lines, which are added up and shared once over the other lines with
/// a positive amount. Gift cards bear none unless there is nothing else. Lines are kind and amount.
pub fn share_discounts(lines: &[(Kind, Money)]) -> Result<Vec<Money>, TicketRefusal> {
    if lines.is_empty() {
        return Err(TicketRefusal::NoLines);
    }
    if lines.len() > MAX_LINES {
        return Err(TicketRefusal::TooManyLines);
    }
    let total = Money::checked_sum(lines.iter().map(|(_, amount)| *amount)).ok_or(TicketRefusal::TotalTooLarge)?;
    let undiscounted: Money = lines.iter().filter(|(kind, _)| *kind != Kind::Discount).map(|(_, amount)| *amount).sum();
    if total.is_negative() && !undiscounted.is_negative() {
        // Not a credit note, but a sale with more discount than there is to sell.
        return Err(TicketRefusal::DiscountTooLarge { discount: undiscounted - total, most: undiscounted });
    }
    let turned = |amount: Money| if total.is_negative() { -amount } else { amount };
    let mut discount = Money::ZERO;
    for (index, (_, amount)) in lines.iter().enumerate().filter(|(_, (kind, _))| *kind == Kind::Discount) {
        if turned(*amount).is_positive() {
            return Err(TicketRefusal::DiscountRaises { line: index + 1 });
        }
        discount -= turned(*amount);
    }
    if discount.is_zero() {
        return Ok(lines.iter().map(|(_, amount)| *amount).collect());
    }
    let weights_of = |bears: fn(Kind) -> bool| -> Vec<Money> {
        let weight =
            |(kind, amount): &(Kind, Money)| if bears(*kind) { turned(*amount).max(Money::ZERO) } else { Money::ZERO };
        lines.iter().map(weight).collect()
    };
    let mut weights = weights_of(|kind| !matches!(kind, Kind::Discount | Kind::GiftCard));
    if weights.iter().all(|weight| weight.is_zero()) {
        weights = weights_of(|kind| kind == Kind::GiftCard);
    }
    let most: Money = weights.iter().copied().sum();
    if discount > most {
        return Err(TicketRefusal::DiscountTooLarge { discount, most });
    }
    let shares = share_largest_remainder(discount, &weights);
    let plain = |(kind, amount): &(Kind, Money)| if *kind == Kind::Discount { Money::ZERO } else { *amount };
    Ok(lines.iter().zip(shares).map(|(line, share)| plain(line) - turned(share)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Currency, Percent, line::price_line};

    /// `kind:amount[xquantity]`, the amount being the whole line's.
    fn line(text: &str) -> Line {
        let (kind, rest) = text.split_once(':').unwrap();
        let (amount, quantity) = rest.split_once('x').unwrap_or((rest, "1"));
        let quantity = Quantity::parse(quantity).unwrap();
        let amount = Currency::EUR.parse(amount).unwrap();
        let (unit_price, amount) = price_line(quantity, None, Some(amount), Currency::EUR).unwrap();
        let kind = Kind::parse(kind).unwrap();
        Line { kind, name: kind.as_str().to_owned(), sku: None, category: None, quantity, unit_price, amount }
    }

    fn ticket(lines: &[&str]) -> Result<Ticket, TicketRefusal> {
        Ticket::new(lines.iter().map(|text| line(text)).collect())
    }

    fn nets(ticket: &Ticket) -> Vec<String> {
        ticket.lines().iter().map(|line| Currency::EUR.show(line.net)).collect()
    }

    fn cents(minor: i64) -> Money {
        Money::from_minor(minor)
    }

    #[test]
    fn discounts_are_shared_over_what_they_lower() {
        for (lines, want) in [
            (vec!["service:60.00", "product:40.00", "discount:-10.00"], vec!["54.00", "36.00", "0.00"]),
            (
                vec!["service:1.00", "service:1.00", "product:1.00", "discount:-0.01"],
                vec!["0.99", "1.00", "1.00", "0.00"],
            ),
            (vec!["service:50.00", "gift-card:50.00", "discount:-10.00"], vec!["40.00", "50.00", "0.00"]),
            (vec!["gift-card:50.00", "discount:-10.00"], vec!["40.00", "0.00"]),
            (vec!["service:50.00", "product:-20.00", "discount:-10.00"], vec!["40.00", "-20.00", "0.00"]),
            (vec!["service:30.00", "discount:-5.00", "discount:-1.00"], vec!["24.00", "0.00", "0.00"]),
            (vec!["service:-60.00", "product:-40.00", "discount:10.00"], vec!["-54.00", "-36.00", "0.00"]),
        ] {
            assert_eq!(nets(&ticket(&lines).unwrap()), want, "{lines:?}");
        }
    }

    #[test]
    fn what_makes_no_ticket() {
        let too_large = TicketRefusal::DiscountTooLarge { discount: cents(3100), most: cents(3000) };
        for (lines, want) in [
            (vec![], TicketRefusal::NoLines),
            (vec!["service:30.00", "gift-card:50.00", "discount:-31.00"], too_large),
            (
                vec!["service:5.00", "discount:-10.00"],
                TicketRefusal::DiscountTooLarge { discount: cents(1000), most: cents(500) },
            ),
            (vec!["discount:-10.00"], TicketRefusal::DiscountTooLarge { discount: cents(1000), most: Money::ZERO }),
            (vec!["service:30.00", "discount:1.00"], TicketRefusal::DiscountRaises { line: 2 }),
            (vec!["service:-30.00", "discount:-1.00"], TicketRefusal::DiscountRaises { line: 2 }),
            (vec!["service:99999999999.99", "service:0.01"], TicketRefusal::TotalTooLarge),
        ] {
            assert_eq!(ticket(&lines), Err(want), "{lines:?}");
        }
    }

    #[test]
    fn rewards_lower_what_they_look_at() {
        let selector = |text: &str| Selector::parse(text).unwrap();
        let percent = |percent: i64| Percent::from_hundredths(percent * 100).unwrap();
        let off = |minor: i64| Benefit::AmountOff { amount: cents(minor), on: None };
        let percent_off = |part: i64, max: Option<i64>, on: Option<&str>| Benefit::PercentOff {
            percent: percent(part),
            max: max.map(cents),
            on: on.map(selector),
        };
        let free = Benefit::FreeItem { item: selector("kind:product") };
        let half = Benefit::PercentOffItem { percent: percent(50), item: selector("kind:product") };
        for (lines, benefits, want, total) in [
            (vec!["service:11.00"], vec![off(500)], vec![Applied::Lowered(cents(500))], "6.00"),
            (vec!["service:25.00"], vec![off(24900)], vec![Applied::Lowered(cents(2500))], "0.00"),
            (
                vec!["service:120.00"],
                vec![percent_off(10, Some(900), None)],
                vec![Applied::Lowered(cents(900))],
                "111.00",
            ),
            (
                vec!["service:100.00"],
                vec![percent_off(10, None, None); 2],
                vec![Applied::Lowered(cents(1000)), Applied::Lowered(cents(900))],
                "81.00",
            ),
            (vec!["service:100.00"], vec![percent_off(50, None, Some("sku:W1"))], vec![Applied::Nothing], "100.00"),
            (
                vec!["gift-card:500.00", "service:50.00"],
                vec![percent_off(10, None, None)],
                vec![Applied::Lowered(cents(500))],
                "545.00",
            ),
            (vec!["product:28.00x2"], vec![free.clone()], vec![Applied::Lowered(cents(1400))], "14.00"),
            (
                vec!["product:28.00x2"],
                vec![free.clone(); 3],
                vec![Applied::Lowered(cents(1400)), Applied::Lowered(cents(1400)), Applied::Nothing],
                "0.00",
            ),
            (
                vec!["product:8.00", "product:14.00", "service:20.00"],
                vec![free.clone()],
                vec![Applied::Lowered(cents(1400))],
                "28.00",
            ),
            (vec!["product:5.00x0.5"], vec![free.clone()], vec![Applied::Lowered(cents(500))], "0.00"),
            (vec!["product:10.00x3"], vec![free.clone()], vec![Applied::Lowered(cents(333))], "6.67"),
            (vec!["product:10.00", "product:18.00"], vec![half], vec![Applied::Lowered(cents(900))], "19.00"),
            (vec!["product:50.00", "service:-30.00"], vec![off(4000)], vec![Applied::Lowered(cents(2000))], "0.00"),
            (vec!["service:50.00"], vec![Benefit::Gift { text: "wax".to_owned() }], vec![Applied::Gift], "50.00"),
        ] {
            let mut ticket = ticket(&lines).unwrap();
            let got: Vec<Applied> = benefits.iter().map(|benefit| ticket.apply(benefit, None)).collect();
            assert_eq!((got, Currency::EUR.show(ticket.total()).as_str()), (want, total), "{lines:?} {benefits:?}");
        }
    }

    #[test]
    fn another_line_can_be_chosen_if_it_matches() {
        let free = Benefit::FreeItem { item: Selector::parse("kind:product").unwrap() };
        let lines = ["product:8.00", "product:14.00", "service:20.00"];
        for (chosen, want) in
            [(0, Applied::Lowered(cents(800))), (2, Applied::LineDoesNotFit), (3, Applied::LineDoesNotFit)]
        {
            assert_eq!(ticket(&lines).unwrap().apply(&free, Some(chosen)), want);
        }
        let off = Benefit::AmountOff { amount: cents(500), on: None };
        assert_eq!(ticket(&lines).unwrap().apply(&off, Some(0)), Applied::LineDoesNotFit);
    }
}
