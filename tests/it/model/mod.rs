//! Random days in a shop, in the program and in a slow model of the rules: after every step both say the same.
//!
//! The model was written from the rules alone. It shares with the program nothing but the words for settings, kinds
//! and days. `PROPTEST_CASES=10000 cargo test --test it model` runs more of it.

mod ledger;
mod list;
mod shop;
mod till;
mod what_if;

use loyalty::domain::ledger::EntryKind;
use loyalty::domain::{
    Currency, Day, EarnRule, ExpireAfter, ExpireAt, Kind, Money, Points, Selector, Settings, UnitPrice,
};
use loyalty::failure::Outcome;
use loyalty::ops::standing::standing;
use proptest::prelude::*;
use proptest::test_runner::TestCaseResult;

use ledger::Ledger;
use shop::Shop;
use till::{Asked, Cut, Done, State, Ticket, Till};

const CUSTOMERS: usize = 3;

/// What is asked; numbers are taken modulo what there is.
#[derive(Clone, Debug)]
enum Op {
    Days(i32),
    Record(Slip),
    Pay { nth: usize, back: i32, redeem: Vec<usize>, pay_points: i64 },
    Adjust { who: usize, points: i64, ends: Option<Option<i32>>, allow_negative: bool },
    Redeem { who: usize, points: i64 },
    Return(usize),
    Refund { nth: usize, cut: Part, back: i32 },
    Credit { nth: usize, permille: i64 },
    Void(usize),
    Correct(usize, Slip),
    Assign { nth: usize, to: usize },
    Merge { from: usize, into: usize },
    Revise { from: i32, settings: Box<Settings> },
    BookExpiry,
}

/// An invoice, its days counted back from today.
#[derive(Clone, Debug)]
struct Slip {
    who: Option<usize>,
    back: i32,
    paid_later: Option<i32>,
    lines: Vec<Asked>,
    discount: i64,
    is_credit: bool,
    redeem: Vec<usize>,
    pay_points: i64,
}

#[derive(Clone, Debug)]
enum Part {
    All,
    Permille(i64),
    Pieces(usize, Option<i64>),
}

fn settings() -> impl Strategy<Value = Settings> {
    let after = prop_oneof![
        2 => Just(ExpireAfter::Never),
        3 => (1..60i32).prop_map(ExpireAfter::Days),
        3 => (1..4i32).prop_map(ExpireAfter::Months),
        1 => Just(ExpireAfter::Years(1)),
    ];
    let earning =
        (prop_oneof![2 => Just(0usize), 1 => 0..7usize], prop_oneof![Just(100i64), Just(220), Just(1000)], 1..4i64);
    let least = prop_oneof![3 => Just(None), 1 => (1..5000i64).prop_map(Some)];
    let paying = (prop_oneof![Just(None), Just(Some("0.05")), Just(Some("0.333"))], 1..4i64, 0..6i64);
    (earning, least, any::<bool>(), (after, any::<bool>()), paying).prop_map(
        |(earning, least, excludes, ends, paying)| Settings {
            earn: EarnRule::ALL[earning.0],
            per: Money::from_minor(earning.1),
            points: Points::new(earning.2),
            min_total: least.map(Money::from_minor),
            exclude: excludes.then(|| Selector::parse("kind:gift-card").expect("a selector")).into_iter().collect(),
            expire_after: ends.0,
            expire_at: if ends.1 { ExpireAt::MonthEnd } else { ExpireAt::Day },
            point_value: paying.0.map(|price| UnitPrice::parse(price).expect("a price")),
            redeem_step: Points::new(paying.1),
            redeem_min: Points::new(paying.2),
        },
    )
}

fn line() -> impl Strategy<Value = Asked> {
    let kind = prop_oneof![
        4 => Just(Kind::Service),
        4 => Just(Kind::Product),
        1 => Just(Kind::GiftCard),
        1 => Just(Kind::Other),
    ];
    let quantity = prop_oneof![5 => Just(1000i64), 3 => (2..5i64).prop_map(|pieces| 1000 * pieces), 1 => Just(500)];
    let amount = prop_oneof![5 => 1..6000i64, 2 => (1..6i64).prop_map(|euros| 1000 * euros), 1 => Just(0)];
    (kind, quantity, amount).prop_map(|(kind, quantity, amount)| Asked { kind, quantity, amount })
}

fn redeem() -> impl Strategy<Value = (Vec<usize>, i64)> {
    let rewards = prop_oneof![4 => Just(vec![]), 1 => proptest::collection::vec(0..4usize, 1..3)];
    (rewards, prop_oneof![5 => Just(0i64), 1 => 1..30i64])
}

fn slip() -> impl Strategy<Value = Slip> {
    let who = prop_oneof![6 => (0..CUSTOMERS).prop_map(Some), 1 => Just(None)];
    let back = prop_oneof![3 => Just(0), 2 => 0..100i32];
    let paid_later = prop_oneof![5 => Just(Some(0)), 1 => (0..30i32).prop_map(Some), 1 => Just(None)];
    let discount = prop_oneof![3 => Just(0i64), 1 => 0..1100i64];
    let lines = proptest::collection::vec(line(), 1..4);
    (who, back, paid_later, lines, discount, proptest::bool::weighted(0.15), redeem()).prop_map(
        |(who, back, paid_later, lines, discount, is_credit, (redeem, pay_points))| {
            let (redeem, pay_points) = if who.is_none() || is_credit { (vec![], 0) } else { (redeem, pay_points) };
            Slip { who, back, paid_later, lines, discount, is_credit, redeem, pay_points }
        },
    )
}

fn part() -> impl Strategy<Value = Part> {
    let pieces = prop_oneof![Just(None), Just(Some(500i64)), (1..4i64).prop_map(|pieces| Some(1000 * pieces))];
    prop_oneof![
        2 => Just(Part::All),
        3 => (1..1050i64).prop_map(Part::Permille),
        3 => (0..4usize, pieces).prop_map(|(line, pieces)| Part::Pieces(line, pieces)),
    ]
}

fn op() -> impl Strategy<Value = Op> {
    let nth = || prop_oneof![3 => 0..2usize, 1 => 0..1000usize];
    let ends = prop_oneof![2 => Just(None), 1 => Just(Some(None)), 2 => (0..60i32).prop_map(|days| Some(Some(days)))];
    prop_oneof![
        2 => (1..45i32).prop_map(Op::Days),
        8 => slip().prop_map(Op::Record),
        2 => (nth(), 0..40i32, redeem())
            .prop_map(|(nth, back, (redeem, pay_points))| Op::Pay { nth, back, redeem, pay_points }),
        3 => (0..CUSTOMERS, -60..200i64, ends, any::<bool>())
            .prop_map(|(who, points, ends, allow_negative)| Op::Adjust { who, points, ends, allow_negative }),
        3 => (0..CUSTOMERS, 1..40i64).prop_map(|(who, points)| Op::Redeem { who, points }),
        2 => nth().prop_map(Op::Return),
        5 => (nth(), part(), prop_oneof![3 => Just(0), 1 => 0..20i32])
            .prop_map(|(nth, cut, back)| Op::Refund { nth, cut, back }),
        4 => (nth(), 1..1000i64).prop_map(|(nth, permille)| Op::Credit { nth, permille }),
        2 => nth().prop_map(Op::Void),
        1 => (nth(), slip()).prop_map(|(nth, slip)| Op::Correct(nth, slip)),
        3 => (nth(), 0..CUSTOMERS).prop_map(|(nth, to)| Op::Assign { nth, to }),
        1 => (0..CUSTOMERS, 0..CUSTOMERS).prop_map(|(from, into)| Op::Merge { from, into }),
        1 => (-60..60i32, settings()).prop_map(|(from, settings)| Op::Revise { from, settings: Box::new(settings) }),
        1 => Just(Op::BookExpiry),
    ]
}

/// The program and the model, side by side.
struct Both {
    shop: Shop,
    till: Till,
    /// Who stands for whom by now.
    now: [usize; CUSTOMERS],
}

impl Both {
    fn new() -> Both {
        Both::with(|today| Shop::new(today, CUSTOMERS))
    }

    fn with(shop: impl FnOnce(Day) -> Shop) -> Both {
        let today = Day::new(2025, 1, 15).expect("a day");
        let till = Till {
            ledger: Ledger::new(today, CUSTOMERS),
            invoices: Vec::new(),
            redemptions: Vec::new(),
            revisions: Vec::new(),
            defaults: Settings::defaults(Currency::EUR),
        };
        Both { shop: shop(today), till, now: std::array::from_fn(|who| who) }
    }

    fn ticket(&self, slip: &Slip) -> Ticket {
        let today = self.till.ledger.today;
        let sign = if slip.is_credit { -1 } else { 1 };
        let mut lines = slip.lines.clone();
        let sum: i64 = lines.iter().map(|line| line.amount).sum();
        if slip.discount > 0 && sum > 0 {
            lines.push(Asked { kind: Kind::Discount, quantity: 1000, amount: -(sum * slip.discount / 1000) });
        }
        for line in &mut lines {
            line.amount *= sign;
            line.quantity *= sign;
        }
        let date = today.plus_days(-slip.back);
        let is_paid = slip.paid_later.is_some() || slip.is_credit;
        let paid_on = is_paid.then(|| date.plus_days(slip.paid_later.unwrap_or(0)).min(today));
        Ticket { who: slip.who, date, paid_on, lines, redeem: slip.redeem.clone(), pay_points: slip.pay_points }
    }

    /// The ticket as the model has it, which knows nobody by an old name.
    fn as_now(&self, ticket: Ticket) -> Ticket {
        Ticket { who: ticket.who.map(|who| self.now[who]), ..ticket }
    }

    /// A standing invoice, counted from the last one.
    fn invoice(&self, nth: usize) -> Option<usize> {
        let standing: Vec<usize> =
            (0..self.till.invoices.len()).filter(|invoice| self.till.invoices[*invoice].stands).collect();
        standing.iter().rev().nth(nth % standing.len().max(1)).copied()
    }

    /// Does one thing in both; they agree on whether it was done, and nothing refused leaves a trace.
    fn step(&mut self, op: &Op) -> TestCaseResult {
        let before = self.till.clone();
        let (shop, till) = self.both(op);
        let (shop, till) = (shop.map_err(|failure| failure.message().to_owned()), till.map_err(|_| ()));
        if till.is_err() {
            self.till = before;
        }
        prop_assert_eq!(shop.clone().map_err(|_| ()), till, "{:?}", shop);
        Ok(())
    }

    fn both(&mut self, op: &Op) -> (Outcome<bool>, Done) {
        let nothing = (Ok(false), Ok(false));
        let today = self.till.ledger.today;
        match op {
            Op::Days(days) => {
                self.shop.today = today.plus_days(*days);
                self.till.ledger.go_to(self.shop.today);
                nothing
            }
            Op::Record(slip) => {
                let ticket = self.ticket(slip);
                (self.shop.record(&ticket), self.till.record(self.as_now(ticket)))
            }
            Op::Pay { nth, back, redeem, pay_points } => {
                let Some(invoice) = self.invoice(*nth) else { return nothing };
                let sold = &self.till.invoices[invoice];
                // Nobody has points to spend, and a paid invoice is not asked to be paid with others (a conflict, which has
                // a scene of its own).
                let takes_none = sold.who.is_none() || sold.is_paid();
                let (redeem, pay_points) = if takes_none { (&[][..], 0) } else { (&redeem[..], *pay_points) };
                let paid_on = today.plus_days(-back);
                (
                    self.shop.pay(invoice, paid_on, redeem, pay_points),
                    self.till.pay(invoice, paid_on, redeem, pay_points),
                )
            }
            Op::Adjust { who, points, ends, allow_negative } => {
                let ends = ends.map(|ends| ends.map(|days| today.plus_days(days)));
                (
                    self.shop.adjust(*who, *points, ends, *allow_negative),
                    self.till.adjust(self.now[*who], *points, ends, *allow_negative),
                )
            }
            Op::Redeem { who, points } => (self.shop.redeem(*who, *points), self.till.redeem(self.now[*who], *points)),
            Op::Return(nth) => {
                if self.till.redemptions.is_empty() {
                    return nothing;
                }
                let nth = nth % self.till.redemptions.len();
                (self.shop.take_redemption_back(nth), self.till.take_redemption_back(nth))
            }
            Op::Refund { nth, cut, back } => {
                let Some(invoice) = self.invoice(*nth) else { return nothing };
                let sold = &self.till.invoices[invoice];
                let cut = match *cut {
                    Part::All => Cut::All,
                    Part::Permille(permille) => Cut::Amount((sold.left_in_all() * permille / 1000).max(1)),
                    Part::Pieces(line, pieces) => Cut::Line(line % sold.n_lines(), pieces),
                };
                let day = today.plus_days(-back).max(sold.paid_on).min(today);
                (self.shop.refund(invoice, &cut, day), self.till.refund(invoice, &cut, day, None))
            }
            Op::Credit { nth, permille } => {
                let Some(invoice) = self.invoice(*nth) else { return nothing };
                let amount = (self.till.invoices[invoice].left_in_all() * permille / 1000).max(1);
                (self.shop.credit(invoice, amount), self.till.credit(invoice, amount))
            }
            Op::Void(nth) => {
                let Some(invoice) = self.invoice(*nth) else { return nothing };
                (self.shop.void(invoice), self.till.void(invoice))
            }
            Op::Correct(nth, slip) => {
                let Some(invoice) = self.invoice(*nth) else { return nothing };
                let ticket = self.ticket(slip);
                (self.shop.correct(invoice, &ticket), self.till.correct(invoice, self.as_now(ticket)))
            }
            Op::Assign { nth, to } => {
                let Some(invoice) = self.invoice(*nth) else { return nothing };
                (self.shop.assign(invoice, *to), self.till.assign(invoice, self.now[*to]))
            }
            Op::Merge { from, into } => {
                let (giver, taker) = (self.now[*from], self.now[*into]);
                if giver == taker {
                    return nothing;
                }
                self.now.iter_mut().filter(|who| **who == giver).for_each(|who| *who = taker);
                (self.shop.merge(*from, *into), self.till.merge(giver, taker))
            }
            Op::Revise { from, settings } => {
                let from = today.plus_days(*from);
                self.shop.revise(from, settings);
                self.till.revisions.push((from, (**settings).clone()));
                nothing
            }
            Op::BookExpiry => {
                self.shop.book_expiry();
                nothing
            }
        }
    }

    /// Both tell the same of every customer, every invoice and a period; `probe` chooses days.
    fn agree(&mut self, probe: (i32, i32)) -> TestCaseResult {
        let today = self.till.ledger.today;
        let (past, future) = (today.plus_days(-probe.0), today.plus_days(probe.1));
        for who in 0..CUSTOMERS {
            let (id, who) = (self.shop.customers[who], self.now[who]);
            let ledger = &self.till.ledger;
            for at in [past, today, future] {
                let told = self.shop.read(|reader| Ok(standing(reader, id, at, today)?));
                prop_assert_eq!(told.points.get(), ledger.balance_at(who, at), "balance of {} on {}", who, at);
                let is_lifetime = |kind| matches!(kind, EntryKind::Earn | EntryKind::Opening | EntryKind::Reverse);
                let lifetime =
                    ledger.sum(|entry| ledger.is_of(entry.who, who, at) && entry.date <= at && is_lifetime(entry.kind));
                prop_assert_eq!(told.lifetime.get(), lifetime, "lifetime of {} on {}", who, at);
                if at >= today {
                    let told: Vec<_> = told.expiring.iter().map(|(last, points)| (*last, points.get())).collect();
                    let ending = ledger.ending(who).into_iter().filter_map(|(ends, points)| Some((ends?, points)));
                    let ending: Vec<_> = ending.filter(|(last, _)| *last >= at).collect();
                    prop_assert_eq!(told, ending, "expiring of {} on {}", who, at);
                }
            }
            let lots = self.shop.read(|reader| Ok(reader.lots(id)?));
            let good = lots.iter().filter(|lot| !lot.key.ends.is_over(today));
            let held: i64 = good.map(|lot| lot.remaining.get()).sum();
            prop_assert_eq!(held, self.till.ledger.balance(who).max(0), "lots of {}", who);
        }
        for (invoice, id) in self.shop.invoices.clone().into_iter().enumerate() {
            let points = self.shop.read(|reader| Ok(reader.invoice_points(id)?));
            let points = [points.earned, points.reversed, points.redeemed, points.returned].map(Points::get);
            prop_assert_eq!(points, self.till.invoice_points(invoice), "points of invoice {}", invoice);
            prop_assert!(self.till.invoices[invoice].state != State::Paid || points[3] <= points[2]);
        }
        self.rolls_forward(past, future)
    }

    fn rolls_forward(&mut self, from: Day, to: Day) -> TestCaseResult {
        let told = self.shop.read(|reader| Ok(reader.rollforward(from, to)?));
        let ledger = &self.till.ledger;
        let of = |kind| ledger.sum(|entry| entry.kind == kind && from <= entry.date && entry.date <= to);
        // What runs out up to a day that is still to come is told as well.
        let at_end: i64 = (0..CUSTOMERS).map(|who| ledger.balance_at(who, to)).sum();
        let due = (0..CUSTOMERS).map(|who| ledger.balance(who)).sum::<i64>() - at_end;
        let due = if to > ledger.today { due } else { 0 };
        let want = [
            ledger.sum(|entry| entry.date < from),
            of(EntryKind::Earn),
            of(EntryKind::Adjust),
            of(EntryKind::Return),
            -of(EntryKind::Reverse),
            -of(EntryKind::Redeem),
            -of(EntryKind::Expire) + due,
            at_end,
        ];
        let told = [
            told.opening,
            told.earned,
            told.adjusted,
            told.returned,
            told.reversed,
            told.redeemed,
            told.expired,
            told.closing(),
        ];
        prop_assert_eq!(told.map(Points::get), want, "from {} to {}", from, to);
        Ok(())
    }

    /// Nothing is wrong with the database, and booking expiry changes no balance.
    fn ends_well(&mut self) -> TestCaseResult {
        for _ in 0..2 {
            let findings = self.shop.findings();
            prop_assert!(findings.is_empty(), "{:#?}", findings);
            self.shop.book_expiry();
            self.agree((20, 20))?;
        }
        Ok(())
    }
}

#[expect(clippy::disallowed_methods, reason = "how many cases are tried is said by whoever runs the tests")]
pub fn cases(few: u32) -> ProptestConfig {
    let cases = std::env::var("PROPTEST_CASES").ok().and_then(|cases| cases.parse().ok()).unwrap_or(few);
    ProptestConfig { cases, failure_persistence: None, max_shrink_iters: 20_000, ..ProptestConfig::default() }
}

/// Runs steps, and compares after each.
fn run(first: Settings, steps: &[(Op, (i32, i32))]) -> TestCaseResult {
    let mut both = Both::new();
    both.step(&Op::Revise { from: -400, settings: Box::new(first) })?;
    for (op, probe) in steps {
        both.step(op)?;
        both.agree(*probe)?;
    }
    both.ends_well()
}

proptest! {
    #![proptest_config(cases(64))]

    #[test]
    fn a_shop_does_as_the_rules_say(
        first in settings(),
        steps in proptest::collection::vec((op(), (0..120i32, 0..120i32)), 5..60),
    ) {
        run(first, &steps)?;
    }

    #[test]
    fn refunds_in_any_cut_end_as_at_once(
        first in settings(),
        before in proptest::collection::vec(op(), 0..8),
        sold in slip(),
        cuts in proptest::collection::vec(part(), 1..5),
    ) {
        let balances = [&cuts[..], &[]].map(|cuts| {
            let mut both = Both::new();
            both.step(&Op::Revise { from: -400, settings: Box::new(first.clone()) })?;
            for op in &before {
                both.step(op)?;
            }
            both.step(&Op::Record(Slip { is_credit: false, ..sold.clone() }))?;
            for cut in cuts.iter().chain([&Part::All]) {
                both.step(&Op::Refund { nth: 0, cut: cut.clone(), back: 0 })?;
            }
            both.agree((50, 50))?;
            Ok::<_, TestCaseError>((0..CUSTOMERS).map(|who| both.till.ledger.balance(who)).collect::<Vec<_>>())
        });
        let [in_cuts, at_once] = balances;
        prop_assert_eq!(in_cuts?, at_once?);
    }
}

/// Two services of 50.00, all that is said of them beside.
fn sold(who: usize, redeem: &[usize]) -> Op {
    let lines = vec![Asked { kind: Kind::Service, quantity: 2000, amount: 10_000 }];
    let (redeem, paid_later) = (redeem.to_vec(), Some(0));
    Op::Record(Slip {
        who: Some(who),
        back: 0,
        paid_later,
        lines,
        discount: 0,
        is_credit: false,
        redeem,
        pay_points: 0,
    })
}

/// What random days have found, one row a find.
#[test]
fn what_was_found_stays_mended() {
    use Op::*;
    let credit = |nth| Credit { nth, permille: 500 };
    let plenty = || Adjust { who: 0, points: 50, ends: None, allow_negative: false };
    for (what, steps) in [
        ("a credit note stays with its invoice", vec![sold(0, &[]), credit(0), sold(1, &[]), Assign { nth: 1, to: 1 }]),
        (
            "a credit note taken back spends only what it had returned",
            vec![
                plenty(),
                sold(0, &[1, 2]),
                Refund { nth: 0, cut: Part::Permille(800), back: 0 },
                credit(0),
                Void(0),
                Refund { nth: 0, cut: Part::All, back: 0 },
            ],
        ),
        (
            "a credit note taken back gives to whose the invoice is by now",
            vec![sold(0, &[]), credit(0), Assign { nth: 1, to: 1 }, Void(0), Redeem { who: 1, points: 9 }],
        ),
    ] {
        let defaults = Settings { expire_after: ExpireAfter::Months(12), ..Settings::defaults(Currency::EUR) };
        let steps: Vec<_> = steps.into_iter().map(|op| (op, (10, 500))).collect();
        if let Err(error) = run(defaults, &steps) {
            panic!("{what}: {error}");
        }
    }
}
