use proptest::prelude::*;

use super::*;

fn cents(minor: i64) -> Money {
    Money::from_minor(minor)
}

fn pieces(text: &str) -> Quantity {
    Quantity::parse(text).unwrap()
}

fn line(quantity: &str, net: i64) -> RefundLine {
    RefundLine {
        kind: Kind::Product,
        net: cents(net),
        quantity: pieces(quantity),
        refunded: Money::ZERO,
        pieces_refunded: Quantity::ZERO,
    }
}

fn discount() -> RefundLine {
    RefundLine { kind: Kind::Discount, ..line("1", 0) }
}

/// A ticket that remembers its refunds.
struct Ticket {
    lines: Vec<RefundLine>,
    total: Money,
}

impl Ticket {
    fn new(lines: Vec<RefundLine>) -> Ticket {
        Ticket { total: lines.iter().map(|line| line.net).sum(), lines }
    }

    fn refund(&mut self, cut: &Cut) -> Result<Option<RefundPlan>, Refusal> {
        let Outcome::Refund(plan) = plan(&self.lines, self.total, cut)? else { return Ok(None) };
        assert_eq!(plan.total, plan.lines.iter().map(|line| line.amount).sum::<Money>());
        for (line, taken) in self.lines.iter_mut().zip(&plan.lines) {
            line.refunded += taken.amount;
            line.pieces_refunded += taken.pieces;
        }
        Ok(Some(plan))
    }

    fn left(&self) -> Money {
        self.total - self.lines.iter().map(|line| line.refunded).sum()
    }
}

fn whole(line: usize) -> Cut {
    Cut::Lines(vec![(line, None)])
}

fn some(line: usize, count: &str) -> Cut {
    Cut::Lines(vec![(line, Some(pieces(count)))])
}

fn amount(minor: i64) -> Cut {
    Cut::Amount(cents(minor))
}

type Step = (Cut, Result<Option<i64>, Refusal>);

#[test]
fn cuts_one_after_the_other() {
    use Refusal::*;
    let tickets: Vec<(&str, Vec<RefundLine>, Vec<Step>)> = vec![
        (
            "an amount takes no piece, a piece its share of what is left",
            vec![line("2", 10_000)],
            vec![
                (amount(1000), Ok(Some(1000))),
                (some(0, "1"), Ok(Some(4500))),
                (whole(0), Ok(Some(4500))),
                (whole(0), Ok(None)),
                (Cut::All, Ok(None)),
                (some(0, "1"), Err(FewerPieces { line: 0, left: pieces("0") })),
                (amount(1), Err(MoreThanLeft { left: cents(0) })),
            ],
        ),
        (
            "two thirds of what an amount left",
            vec![line("3", 3750)],
            vec![
                (amount(2000), Ok(Some(2000))),
                (some(0, "2"), Ok(Some(1167))),
                (some(0, "2"), Err(FewerPieces { line: 0, left: pieces("1") })),
                (some(0, "1"), Ok(Some(583))),
            ],
        ),
        (
            "three times a third",
            vec![line("1", 2190)],
            vec![
                (amount(730), Ok(Some(730))),
                (amount(730), Ok(Some(730))),
                (amount(731), Err(MoreThanLeft { left: cents(730) })),
                (amount(730), Ok(Some(730))),
                (Cut::All, Ok(None)),
            ],
        ),
        (
            "parts of a piece",
            vec![line("1.5", 3000)],
            vec![(some(0, "0.5"), Ok(Some(1000))), (some(0, "0.25"), Ok(Some(500))), (Cut::All, Ok(Some(1500)))],
        ),
        (
            "a piece twice in one call, and past what is left",
            vec![line("2", 1001), line("1", 500)],
            vec![
                (
                    Cut::Lines(vec![(0, Some(pieces("1"))), (0, Some(pieces("2")))]),
                    Err(FewerPieces { line: 0, left: pieces("1") }),
                ),
                (Cut::Lines(vec![(0, Some(pieces("1"))), (0, Some(pieces("1"))), (0, None)]), Ok(Some(1001))),
                (Cut::Lines(vec![(0, None), (1, None)]), Ok(Some(500))),
            ],
        ),
        (
            "what cannot be asked for",
            vec![line("1", 1000), discount()],
            vec![
                (whole(1), Err(DiscountLine { line: 1 })),
                (whole(2), Err(NoSuchLine { line: 2 })),
                (some(0, "0"), Err(NotAboveZero)),
                (some(0, "-1"), Err(NotAboveZero)),
                (amount(0), Err(NotAboveZero)),
                (amount(-1), Err(NotAboveZero)),
                (amount(1001), Err(MoreThanLeft { left: cents(1000) })),
                (Cut::All, Ok(Some(1000))),
                (whole(2), Err(NoSuchLine { line: 2 })),
            ],
        ),
        (
            "a ticket of nothing has one refund",
            vec![line("1", 0), discount()],
            vec![
                (whole(0), Err(OnlyWhole)),
                (amount(1), Err(OnlyWhole)),
                (Cut::All, Ok(Some(0))),
                (Cut::All, Ok(None)),
                (whole(0), Ok(None)),
            ],
        ),
        (
            "nothing but a discount",
            vec![discount()],
            vec![(Cut::All, Ok(None)), (whole(0), Err(DiscountLine { line: 0 }))],
        ),
        (
            "a free line beside a paid one",
            vec![line("1", 1000), line("1", 0)],
            vec![(whole(1), Ok(None)), (whole(0), Ok(Some(1000))), (Cut::All, Ok(None))],
        ),
        (
            "something brought back on the same ticket",
            vec![line("1", 5000), line("-2", -4000)],
            vec![
                (whole(0), Err(MoreThanLeft { left: cents(1000) })),
                (whole(1), Err(NotAboveZero)),
                (amount(400), Ok(Some(400))),
                (Cut::Lines(vec![(0, Some(pieces("1"))), (1, Some(pieces("2")))]), Ok(Some(600))),
                (Cut::All, Ok(None)),
            ],
        ),
        (
            "an amount that is all that is left",
            vec![line("1", 5000), line("-1", -4000)],
            vec![(amount(1000), Ok(Some(1000))), (Cut::All, Ok(None))],
        ),
        (
            "lines that come to nothing together",
            vec![line("1", 1000), line("-1", -1000)],
            vec![(Cut::All, Ok(Some(0))), (Cut::All, Ok(None))],
        ),
        ("a credit note", vec![line("-1", -1000)], vec![(Cut::All, Err(CreditNote))]),
        (
            "a refund of a till",
            vec![line("2", 2000), line("1", 1000)],
            vec![
                (given(&[(0, "1", 900)], 300), Ok(Some(1200))),
                (given(&[(0, "2", 100)], 0), Err(FewerPieces { line: 0, left: pieces("1") })),
                (given(&[(0, "1", 1100)], 0), Err(MoreThanLeft { left: cents(943) })),
                (given(&[(0, "1", -1)], 0), Err(MoreThanLeft { left: cents(943) })),
                (given(&[(0, "1", 900)], 901), Err(MoreThanLeft { left: cents(900) })),
                (given(&[(0, "1", 900), (1, "1", 0)], 900), Ok(Some(1800))),
                (given(&[], 1), Err(MoreThanLeft { left: cents(0) })),
            ],
        ),
    ];
    for (name, lines, steps) in tickets {
        let mut ticket = Ticket::new(lines);
        for (number, (cut, want)) in steps.into_iter().enumerate() {
            let got = ticket.refund(&cut).map(|plan| plan.map(|plan| plan.total));
            assert_eq!(got, want.map(|total| total.map(cents)), "{name}, step {number}: {cut:?}");
        }
    }
}

fn given(lines: &[(usize, &str, i64)], rest: i64) -> Cut {
    let lines = lines.iter().map(|(line, count, amount)| (*line, pieces(count), cents(*amount))).collect();
    Cut::Given { lines, rest: cents(rest) }
}

#[test]
fn an_amount_is_shared_over_what_is_left() {
    let mut ticket = Ticket::new(vec![line("1", 1000), line("1", 500), line("1", 500)]);
    ticket.refund(&whole(0)).unwrap();
    let plan = ticket.refund(&amount(301)).unwrap().unwrap();
    let amounts: Vec<_> = plan.lines.iter().map(|line| line.amount.minor()).collect();
    assert_eq!(amounts, [0, 151, 150]);
    assert!(!plan.nothing_left && plan.lines.iter().all(|line| line.pieces.is_zero()));
    assert!(ticket.refund(&Cut::All).unwrap().unwrap().nothing_left);
}

#[test]
fn points_taken_back_are_at_most_what_is_still_there() {
    for (earned, reversed, lapsed, target, want) in [
        (3, 0, 0, 2, 1),
        (3, 1, 0, 2, 0),
        (3, 3, 0, 0, 0),
        (10, 0, 4, 0, 6),
        (10, 2, 4, 5, 3),
        (10, 0, 10, 0, 0),
        (10, 2, 4, 9, 0),
    ] {
        let [earned, reversed, lapsed, target, want] = [earned, reversed, lapsed, target, want].map(Points::new);
        assert_eq!(reversal(earned, reversed, lapsed, target), want, "{earned} {reversed} {lapsed} {target}");
    }
}

#[test]
fn points_redeemed_come_back_in_proportion() {
    for (redeemed, returned, refunded, total, nothing_left, want) in [
        (150, 0, 7000, 7000, true, 150),
        (150, 0, 3500, 7000, false, 75),
        (150, 75, 7000, 7000, true, 75),
        (100, 0, 1, 300, false, 0),
        (100, 0, 200, 300, false, 66),
        (100, 66, 250, 300, false, 17),
        (100, 0, 0, 0, true, 100),
        (100, 100, 0, 0, true, 0),
        (100, 0, 0, 0, false, 0),
    ] {
        let got = returnable(Points::new(redeemed), Points::new(returned), cents(refunded), cents(total), nothing_left);
        assert_eq!(got, Points::new(want), "{redeemed} {refunded} of {total}");
    }
}

#[test]
fn what_came_back_and_has_not_run_out_is_spent_again() {
    for (returned, lapsed, most, want) in
        [(21, 0, 21, 21), (21, 21, 21, 0), (21, 11, 21, 10), (38, 0, 1, 1), (38, 38, 1, 0), (37, 38, 1, 0)]
    {
        let [returned, lapsed, most, want] = [returned, lapsed, most, want].map(Points::new);
        assert_eq!(spent_again(returned, lapsed, most), want, "{returned} {lapsed} {most}");
    }
}

fn any_cut() -> impl Strategy<Value = Cut> {
    prop_oneof![
        (0usize..4).prop_map(whole),
        (0usize..4, 1i64..4000).prop_map(|(line, n)| Cut::Lines(vec![(line, Quantity::from_thousandths(n))])),
        (1i64..20_000).prop_map(amount),
    ]
}

fn any_line() -> impl Strategy<Value = RefundLine> {
    let quantity = prop_oneof![1i64..5000, -3000i64..-1];
    (quantity, 0i64..20_000).prop_map(|(quantity, net)| RefundLine {
        quantity: Quantity::from_thousandths(quantity).unwrap(),
        ..line("1", if quantity < 0 { -net / 10 } else { net })
    })
}

proptest! {
    #[test]
    fn refunds_in_any_cut_end_the_same(
        lines in prop::collection::vec(any_line(), 1..4),
        cuts in prop::collection::vec(any_cut(), 0..8),
    ) {
        let mut ticket = Ticket::new(lines);
        prop_assume!(!ticket.total.is_negative());
        let mut back = Money::ZERO;
        for cut in cuts.iter().chain([&Cut::All]) {
            let left = ticket.left();
            if let Ok(Some(plan)) = ticket.refund(cut) {
                prop_assert!(plan.total >= Money::ZERO && plan.total <= left);
                back += plan.total;
            }
            prop_assert!(ticket.left() >= Money::ZERO);
            for line in &ticket.lines {
                let (gone, all) = (line.pieces_refunded.thousandths(), line.quantity.thousandths());
                prop_assert!(gone.abs() <= all.abs() && gone * all >= 0);
                prop_assert!(line.refunded.abs() <= line.net.abs());
            }
        }
        prop_assert_eq!(back, ticket.total);
        prop_assert_eq!(ticket.refund(&Cut::All), Ok(None));
        prop_assert!(ticket.lines.iter().all(|line| line.refunded == line.net));
    }
}
