//! The whole machine on a page: what there is, what happens, what there is then.
//!
//! A state is the running total and the rewards `round.reward=mark`, `g` for a round that was granted; what happened
//! is the events without the word `reward-`.

use super::*;

const ONE: SchemeRewardId = SchemeRewardId(1);

fn parse(scheme: &Scheme, text: &str) -> Card {
    let mut words = text.split(' ');
    let mut card = opened(scheme);
    card.collected = Collected::new(words.next().unwrap().parse().unwrap());
    for word in words {
        let Some((slot, mark)) = word.split_once('=') else {
            assert_eq!(word, "closed");
            card.open = false;
            continue;
        };
        let (round, reward) = slot.split_once('.').unwrap();
        let number = |text: &str| text.parse::<i64>().unwrap();
        let round = round.strip_prefix('g').map_or_else(|| Round::Nth(number(round)), |n| Round::Granted(number(n)));
        let (mark, on) = mark.split_once('@').map_or((mark, None), |(mark, on)| (mark, Some(invoice(number(on)))));
        card.rewards.insert(Slot { round, reward: SchemeRewardId(number(reward)) }, Mark::parse(mark, on).unwrap());
    }
    card
}

fn show_slot(round: Round, reward: SchemeRewardId) -> String {
    match round {
        Round::Nth(n) => format!("{n}.{reward}"),
        Round::Granted(n) => format!("g{n}.{reward}"),
    }
}

fn show(card: &Card) -> String {
    let mut text = card.collected.get().to_string();
    for (slot, mark) in &card.rewards {
        text += &format!(" {}={}", show_slot(slot.round, slot.reward), mark.as_str());
        if let Mark::Used { on: Some(on) } = mark {
            text += &format!("@{on}");
        }
    }
    if !card.open {
        text += " closed";
    }
    text
}

fn show_events(events: &[CardEvent]) -> String {
    let show = |event: &CardEvent| {
        let word = event.event.as_str();
        match (event.round, event.reward) {
            (Some(round), Some(reward)) => format!("{} {}", &word["reward-".len()..], show_slot(round, reward)),
            (None, Some(reward)) => format!("{} {reward}", &word["reward-".len()..]),
            _ if event.change.is_zero() => word.to_owned(),
            _ => format!("{word} {:+}", event.change.get()),
        }
    };
    events.iter().map(show).collect::<Vec<_>>().join(", ")
}

/// What happens in a row.
enum Do {
    /// Ticket 9 brings so much and uses what it may.
    Sell(i64),
    /// Ticket 9 brings so much and uses nothing.
    Keep(i64),
    /// Ticket 9 is history: it brings so much, and what it reaches is waived.
    Past(i64),
    Step(Step),
}

fn run(scheme: &Scheme, card: &Card, what: &Do) -> Result<Outcome, Refusal> {
    let (brings, reached, uses) = match what {
        Do::Step(wanted) => return step(scheme, card, today(), wanted),
        Do::Sell(brings) => (*brings, Reached::Ready, true),
        Do::Keep(brings) => (*brings, Reached::Ready, false),
        Do::Past(brings) => (*brings, Reached::Waived, false),
    };
    let change = Collected::new(brings);
    let visit = Count { change, why: CountReason::Counted };
    let planned = plan_ticket(scheme, card, &visit, Money::from_minor(1));
    let used = planned.iter().filter(|_| uses).map(Candidate::used).collect();
    book_ticket(scheme, card, &Ticket { invoice: invoice(9), date: today(), change, used, worked_in: vec![], reached })
}

#[test]
fn the_card_is_this_table() {
    use Do::{Keep, Past, Sell};
    let back = |take, whole| Do::Step(Step::TakeBack { invoice: invoice(7), take: Collected::new(take), whole });
    let adjust = |change| Do::Step(Step::Adjust { change: Collected::new(change), invoice: None });
    let redeem = || Do::Step(Step::Redeem { rewards: vec![ONE], invoice: None });
    let grant = || Do::Step(Step::Grant { reward: ONE });
    let (close, reopen) = (|| Do::Step(Step::Close), || Do::Step(Step::Reopen));
    let below = |collected, change| {
        Err(Refusal::BelowZero { collected: Collected::new(collected), change: Collected::new(change) })
    };

    let this = scheme(SchemeKind::Visits, &[2]);
    let next = Scheme { applies: Applies::Next, ..this.clone() };
    let once = Scheme { once: true, ..this.clone() };
    let two = scheme(SchemeKind::Visits, &[1, 2]);
    let spend = scheme(SchemeKind::Spend, &[100]);
    let always = scheme(SchemeKind::Always, &[0]);
    type Want = Result<(&'static str, &'static str), Refusal>;
    let rows: Vec<(&Scheme, &str, Do, Want)> = vec![
        // Tickets.
        (&this, "0", Sell(1), Ok(("collected +1", "1"))),
        (&this, "1", Sell(1), Ok(("collected +1, due 0.1, applied 0.1", "2 0.1=used@9"))),
        (&this, "1", Keep(1), Ok(("collected +1, due 0.1", "2 0.1=ready"))),
        (&this, "1", Past(1), Ok(("collected +1, waived 0.1", "2 0.1=waived"))),
        (&this, "2 0.1=ready", Sell(0), Ok(("applied 0.1", "2 0.1=used@9"))),
        (&this, "1", Sell(0), Ok(("", "1"))),
        (&this, "1 0.1=used@7", Sell(1), Ok(("collected +1", "2 0.1=used@7"))),
        (&this, "1 0.1=revoked", Sell(1), Ok(("collected +1, due 0.1, applied 0.1", "2 0.1=used@9"))),
        (&this, "0 g1.1=ready", Sell(1), Ok(("collected +1, applied g1.1", "1 g1.1=used@9"))),
        (&next, "1", Sell(1), Ok(("collected +1, due 0.1", "2 0.1=ready"))),
        (&next, "2 0.1=ready", Sell(1), Ok(("collected +1, applied 0.1", "3 0.1=used@9"))),
        (&once, "3 0.1=used@7", Sell(1), Ok(("collected +1", "4 0.1=used@7"))),
        (&two, "0", Sell(1), Ok(("collected +1, due 0.1, applied 0.1", "1 0.1=used@9"))),
        (
            &two,
            "1 0.1=ready",
            Sell(1),
            Ok(("collected +1, due 0.2, applied 0.1, applied 0.2", "2 0.1=used@9 0.2=used@9")),
        ),
        (&spend, "60", Sell(50), Ok(("collected +50, due 0.1", "110 0.1=ready"))),
        (&spend, "0", Sell(250), Ok(("collected +250, due 0.1, due 1.1", "250 0.1=ready 1.1=ready"))),
        (&always, "4", Sell(1), Ok(("collected +1, applied 1", "5"))),
        (&always, "4", Sell(0), Ok(("", "4"))),
        (&this, "1 closed", Keep(1), Err(Refusal::Closed)),
        // By hand.
        (&this, "1", adjust(1), Ok(("adjusted +1, due 0.1", "2 0.1=ready"))),
        (&this, "0", adjust(5), Ok(("adjusted +5, due 0.1, due 1.1", "5 0.1=ready 1.1=ready"))),
        (&this, "2 0.1=ready", adjust(-1), Ok(("adjusted -1, revoked 0.1", "1 0.1=revoked"))),
        (&this, "2 0.1=used@7", adjust(-2), Ok(("adjusted -2", "0 0.1=used@7"))),
        (&this, "0 0.1=used@7", adjust(4), Ok(("adjusted +4, due 1.1", "4 0.1=used@7 1.1=ready"))),
        (&this, "2", adjust(-3), below(2, -3)),
        (&this, "2", adjust(0), Err(Refusal::ChangeZero)),
        (&this, "2 closed", adjust(1), Err(Refusal::Closed)),
        (&this, "0", grant(), Ok(("granted g1.1", "0 g1.1=ready"))),
        (&this, "0 g1.1=ready", grant(), Ok(("granted g2.1", "0 g1.1=ready g2.1=ready"))),
        (&this, "2 0.1=ready", redeem(), Ok(("redeemed 0.1", "2 0.1=used"))),
        (&this, "0 g1.1=ready", redeem(), Ok(("redeemed g1.1", "0 g1.1=used"))),
        (&this, "2 0.1=used@7", redeem(), Err(Refusal::NotReady)),
        // Taking back what ticket 7 brought.
        (&this, "1", back(1, true), Ok(("reversed -1", "0"))),
        (&this, "0", back(1, true), Ok(("reversed", "0"))),
        (&this, "1", back(0, false), Ok(("", "1"))),
        (&this, "2 0.1=used@7", back(0, false), Ok(("", "2 0.1=used@7"))),
        (&this, "2 0.1=used@7", back(1, true), Ok(("returned 0.1, reversed -1, revoked 0.1", "1 0.1=revoked"))),
        (&this, "3 0.1=used@7", back(1, true), Ok(("returned 0.1, reversed -1", "2 0.1=ready"))),
        (&this, "2 0.1=used@8", back(1, true), Ok(("reversed -1", "1 0.1=used@8"))),
        (&this, "2 0.1=waived", back(1, true), Ok(("reversed -1", "1 0.1=waived"))),
        (&this, "2 0.1=ready", back(1, true), Ok(("reversed -1, revoked 0.1", "1 0.1=revoked"))),
        (&this, "0 g1.1=used@7", back(0, true), Ok(("returned g1.1", "0 g1.1=ready"))),
        (&this, "0 0.1=used", back(1, true), Ok(("reversed", "0 0.1=used"))),
        (&spend, "110 0.1=ready", back(20, false), Ok(("reversed -20, revoked 0.1", "90 0.1=revoked"))),
        (&spend, "90 0.1=revoked", back(-20, true), Ok(("reversed +20, due 0.1", "110 0.1=ready"))),
        (&this, "2 0.1=used@7 closed", back(1, true), Ok(("returned 0.1, reversed -1", "1 0.1=revoked closed"))),
        (&this, "1 closed", back(-1, true), Ok(("reversed +1", "2 closed"))),
        // Closing and opening again.
        (&this, "2 0.1=ready", close(), Ok(("revoked 0.1, closed", "2 0.1=revoked closed"))),
        (&this, "2 closed", close(), Err(Refusal::Closed)),
        (&this, "2 0.1=revoked closed", reopen(), Ok(("reopened, due 0.1", "2 0.1=ready"))),
        (&this, "1 0.1=revoked closed", reopen(), Ok(("reopened", "1 0.1=revoked"))),
        (&this, "2 0.1=used@7 closed", reopen(), Ok(("reopened", "2 0.1=used@7"))),
        (&this, "0 g1.1=revoked closed", reopen(), Ok(("reopened, due g1.1", "0 g1.1=ready"))),
        (&this, "2 0.1=ready", reopen(), Err(Refusal::Open)),
    ];
    for (index, (scheme, before, what, want)) in rows.into_iter().enumerate() {
        let found = run(scheme, &parse(scheme, before), &what);
        let shown = found.map(|outcome| (show_events(&outcome.events), show(&outcome.card)));
        let want = want.map(|(events, after)| (events.to_owned(), after.to_owned()));
        assert_eq!(shown, want, "row {index}: {before}");
    }
}
