//! The replay of an invoice: what fits, and what is found.

use super::*;
use crate::domain::Currency;
use crate::domain::line::price_line;

struct Stored {
    stage: Stage,
    lines: Vec<TicketLine>,
    refunds: Vec<RefundFacts>,
    total: Money,
    moved: bool,
    may_earn_nothing: bool,
    points: InvoiceSums,
    redemptions: Points,
}

fn cents(cents: i64) -> Money {
    Money::from_minor(cents)
}

fn points(points: i64) -> Points {
    Points::new(points)
}

fn line(kind: Kind, amount: i64) -> Line {
    let (unit_price, amount) = price_line(Quantity::ONE, None, Some(cents(amount)), Currency::EUR).unwrap();
    Line { kind, name: "x".to_owned(), sku: None, category: None, quantity: Quantity::ONE, unit_price, amount }
}

/// 35.00 at 1 point per 10.00.
fn good() -> Stored {
    stored(&[(Kind::Service, 3500)], 3, 0)
}

fn stored(lines: &[(Kind, i64)], earned: i64, reversed: i64) -> Stored {
    let lines = lines.iter().map(|(kind, amount)| line(*kind, *amount)).collect();
    let ticket = Ticket::new(lines).unwrap();
    Stored {
        stage: Stage::Paid,
        total: ticket.total(),
        lines: ticket.into_lines(),
        refunds: Vec::new(),
        moved: false,
        may_earn_nothing: false,
        points: InvoiceSums { earned: points(earned), reversed: points(reversed), ..InvoiceSums::default() },
        redemptions: Points::ZERO,
    }
}

fn refund(amount: i64) -> RefundFacts {
    RefundFacts { amount: cents(amount), undone: false, lines: vec![(0, Quantity::ZERO, cents(amount))] }
}

fn check(stored: &Stored) -> Vec<InvoiceFinding> {
    let refunded = stored.refunds.iter().filter(|refund| !refund.undone).map(|refund| refund.amount).sum();
    invoice_facts(&InvoiceFacts {
        invoice: InvoiceId(1),
        stage: stored.stage,
        settings: &Settings::defaults(Currency::EUR),
        subtotal: stored.lines.iter().map(|line| line.line.amount).sum(),
        total: stored.total,
        refunded,
        lines: &stored.lines,
        refunds: &stored.refunds,
        credits: None,
        moved: stored.moved,
        may_earn_nothing: stored.may_earn_nothing,
        points: stored.points,
        redemptions: stored.redemptions,
    })
}

fn names(findings: &[InvoiceFinding]) -> Vec<&'static str> {
    findings
        .iter()
        .map(|finding| match finding {
            InvoiceFinding::Amount { name, .. } | InvoiceFinding::Points { name, .. } => *name,
            InvoiceFinding::Share { .. } => "share",
            InvoiceFinding::GivenBack { .. } => "given back",
        })
        .collect()
}

#[test]
fn what_fits_and_what_is_found() {
    type Change = fn(&mut Stored);
    let cases: Vec<(&str, Change, Vec<&str>)> = vec![
        ("as it is", |_| {}, vec![]),
        ("earned more", |it| it.points.earned = points(4), vec!["earned"]),
        ("earned nothing", |it| it.points.earned = points(0), vec!["earned"]),
        ("taken in without points", |it| (it.points.earned, it.may_earn_nothing) = (points(0), true), vec![]),
        ("reversed too much", |it| it.points.reversed = points(4), vec!["reversed", "left"]),
        ("reversed for no reason", |it| it.points.reversed = points(1), vec!["left"]),
        ("another total", |it| it.total = cents(3400), vec!["total"]),
        ("refunded", |it| (it.refunds, it.points.reversed) = (vec![refund(1000)], points(1)), vec![]),
        ("refunded and nothing taken back", |it| it.refunds = vec![refund(1000)], vec!["left"]),
        (
            "what had run out was not there to be taken back",
            |it| (it.refunds, it.points.lapsed) = (vec![refund(3500)], points(3)),
            vec![],
        ),
        (
            "more was given back than there was",
            |it| (it.refunds, it.points.reversed) = (vec![refund(3501)], points(3)),
            vec!["given back"],
        ),
        ("void", |it| (it.stage, it.points.reversed) = (Stage::Void, points(3)), vec![]),
        ("void with points left", |it| it.stage = Stage::Void, vec!["left"]),
        ("unpaid with points", |it| it.stage = Stage::Open, vec!["earned"]),
        ("undone with points", |it| it.stage = Stage::Undone, vec!["earned"]),
        ("undone", |it| (it.stage, it.points) = (Stage::Undone, InvoiceSums::default()), vec![]),
        (
            "moved: earned twice, reversed once",
            |it| (it.moved, it.points.earned, it.points.reversed) = (true, points(6), points(3)),
            vec![],
        ),
        (
            "moved: what had run out stays where it was earned",
            |it| {
                it.moved = true;
                (it.points.earned, it.points.reversed, it.points.lapsed) = (points(5), points(2), points(3));
            },
            vec![],
        ),
        (
            "moved: what had run out was earned again",
            |it| (it.moved, it.points.earned, it.points.lapsed) = (true, points(6), points(3)),
            vec!["left"],
        ),
        ("moved and not reversed", |it| (it.moved, it.points.earned) = (true, points(6)), vec!["left"]),
        ("redeemed without a redemption", |it| it.points.redeemed = points(5), vec!["redeemed"]),
        (
            "returned without a refund",
            |it| {
                (it.points.redeemed, it.points.returned, it.redemptions) = (points(5), points(5), points(5));
            },
            vec!["returned"],
        ),
        (
            "returned in proportion",
            |it| {
                (it.points.redeemed, it.points.returned, it.redemptions) = (points(7), points(2), points(7));
                (it.refunds, it.points.reversed) = (vec![refund(1000)], points(1));
            },
            vec![],
        ),
    ];
    for (name, change, want) in cases {
        let mut stored = good();
        change(&mut stored);
        assert_eq!(names(&check(&stored)), want, "{name}");
    }
}

#[test]
fn discounts_are_shared_as_the_ticket_does_it() {
    let mut stored = stored(&[(Kind::Service, 6000), (Kind::Product, 4000), (Kind::Discount, -1000)], 9, 0);
    assert_eq!(check(&stored), []);
    for (line, by) in [(0, 100), (1, -100)] {
        stored.lines[line].discounted += cents(by);
        stored.lines[line].net += cents(by);
    }
    assert_eq!(check(&stored), [InvoiceFinding::Share { line: 0 }]);
}

#[test]
fn a_free_standing_credit_note_takes_back_at_most_what_it_comes_to() {
    for (stage, reversed, good) in [
        (Stage::Paid, 0, true),
        (Stage::Paid, 3, true),
        (Stage::Paid, 4, false),
        (Stage::Paid, -1, false),
        (Stage::Void, 0, true),
        (Stage::Void, 1, false),
    ] {
        let stored = Stored { stage, ..stored(&[(Kind::Other, -3500)], 0, reversed) };
        assert_eq!(check(&stored).is_empty(), good, "{stage:?} {reversed}");
    }
}
