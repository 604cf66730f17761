//! The card against a small slow model: every short sequence of what happens at a till, and random long ones.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;

/// A card as the rules tell it to a shop: nothing is kept that can be worked out.
#[derive(Clone)]
struct Model {
    after: Vec<i64>,
    this: bool,
    once: bool,
    open: bool,
    collected: i64,
    /// Round, reward, and the ticket of each use.
    used: Vec<(i64, i64, Option<usize>)>,
    /// Reward, whether it was used, and the ticket, of what was given by hand.
    granted: Vec<(i64, bool, Option<usize>)>,
    tickets: Vec<Option<Sold>>,
}

impl Model {
    fn of(scheme: &Scheme) -> Model {
        Model {
            after: scheme.rewards.iter().map(|reward| reward.after.unwrap().get()).collect(),
            this: scheme.kind == SchemeKind::Visits && scheme.applies == Applies::This,
            once: scheme.once,
            open: true,
            collected: 0,
            used: Vec::new(),
            granted: Vec::new(),
            tickets: Vec::new(),
        }
    }

    /// Round (below zero: granted) and reward of all that waits.
    fn ready(&self) -> Vec<(i64, i64)> {
        let mut ready = Vec::new();
        if !self.open {
            return ready;
        }
        let length = *self.after.iter().max().unwrap();
        let rounds = if self.once { 0 } else { self.collected / length };
        for round in 0..=rounds {
            for (after, reward) in self.after.iter().zip(1..) {
                let used = self.used.iter().any(|used| (used.0, used.1) == (round, reward));
                if round * length + after <= self.collected && !used {
                    ready.push((round, reward));
                }
            }
        }
        let granted = self.granted.iter().zip(1..).filter(|(granted, _)| !granted.1);
        ready.extend(granted.map(|(granted, n)| (-n, granted.0)));
        ready
    }

    fn use_up(&mut self, round: i64, reward: i64, ticket: Option<usize>) {
        if round < 0 {
            self.granted[(-round - 1) as usize] = (reward, true, ticket);
        } else {
            self.used.push((round, reward, ticket));
        }
    }

    fn ticket(&mut self, brings: i64, keep: bool) {
        if !self.open {
            return;
        }
        let before = self.ready();
        self.collected += brings;
        self.tickets.push(Some(Sold { left: brings, ..Sold::default() }));
        let usable = if self.this { self.ready() } else { before };
        for (round, reward) in usable.into_iter().filter(|_| !keep) {
            self.use_up(round, reward, Some(self.tickets.len() - 1));
        }
    }

    fn take_back(&mut self, ticket: usize, take: i64, whole: bool) {
        self.collected -= take.min(self.collected);
        if whole {
            self.used.retain(|used| used.2 != Some(ticket));
            for granted in self.granted.iter_mut().filter(|granted| granted.2 == Some(ticket)) {
                (granted.1, granted.2) = (false, None);
            }
        }
    }

    fn void(&mut self, ticket: usize) {
        if let Some(sold) = self.tickets[ticket].take() {
            self.take_back(ticket, sold.left + sold.adjusted, true);
        }
    }

    fn refund(&mut self, ticket: usize, amount: i64, whole: bool) {
        let Some(sold) = self.tickets[ticket].as_mut().filter(|sold| !sold.whole) else { return };
        let amount = if whole { sold.left } else { amount.min(sold.left) };
        (sold.left, sold.whole) = (sold.left - amount, whole);
        self.take_back(ticket, amount, whole);
    }

    fn adjust(&mut self, change: i64, ticket: Option<usize>) {
        if self.open && self.collected + change >= 0 {
            self.collected += change;
            if let Some(sold) = ticket.and_then(|ticket| self.tickets[ticket].as_mut()) {
                sold.adjusted += change;
            }
        }
    }

    fn redeem(&mut self, reward: i64) {
        let of_it = self.ready().into_iter().find(|ready| ready.1 == reward);
        if let Some((round, reward)) = of_it {
            self.use_up(round, reward, None);
        }
    }
}

/// What happens at a till.
#[derive(Clone, Copy, Debug)]
enum Event {
    Ticket(i64),
    Keep(i64),
    Void(usize),
    RefundAll(usize),
    Refund(usize, i64),
    Adjust(i64, Option<usize>),
    Redeem(i64),
    Grant(i64),
    Close,
    Reopen,
}

fn happen(shop: &mut Shop, model: &mut Model, event: Event) {
    match event {
        Event::Ticket(brings) | Event::Keep(brings) => {
            let keep = matches!(event, Event::Keep(_));
            model.ticket(brings, keep);
            if shop.card.open {
                shop.sell(brings, |_| !keep);
            }
        }
        Event::Void(ticket) => {
            model.void(ticket);
            shop.void(ticket);
        }
        Event::RefundAll(ticket) => {
            model.refund(ticket, 0, true);
            shop.refund(ticket, 0, true);
        }
        Event::Refund(ticket, amount) => {
            model.refund(ticket, amount, false);
            shop.refund(ticket, amount, false);
        }
        Event::Adjust(change, ticket) => {
            model.adjust(change, ticket);
            // The model knows no refusals, it only stays as it is.
            shop.adjust(change, ticket).ok();
        }
        Event::Redeem(reward) => {
            model.redeem(reward);
            shop.step(&Step::Redeem { rewards: vec![SchemeRewardId(reward)], invoice: None }).ok();
        }
        Event::Grant(reward) => {
            if model.open {
                model.granted.push((reward, false, None));
            }
            shop.step(&Step::Grant { reward: SchemeRewardId(reward) }).ok();
        }
        Event::Close | Event::Reopen => {
            model.open = matches!(event, Event::Reopen);
            shop.step(if model.open { &Step::Reopen } else { &Step::Close }).ok();
        }
    }
}

fn assert_alike(shop: &Shop, model: &Model) {
    assert_eq!((shop.card.open, shop.card.collected.get()), (model.open, model.collected));
    let slots = |wanted: fn(&Mark) -> bool| -> BTreeSet<(i64, i64)> {
        let marks = shop.card.rewards.iter().filter(|(_, mark)| wanted(mark));
        marks.map(|(slot, _)| (slot.round.number(), slot.reward.0)).collect()
    };
    assert_eq!(slots(|mark| *mark == Mark::Ready), model.ready().into_iter().collect());
    let granted = model.granted.iter().zip(1..).filter(|(granted, _)| granted.1);
    let used = model.used.iter().map(|used| (used.0, used.1)).chain(granted.map(|(granted, n)| (-n, granted.0)));
    assert_eq!(slots(|mark| matches!(mark, Mark::Used { .. })), used.collect());
    shop.prove();
}

/// The seven things of the exhaustive test; `flip` turns round which tickets are meant.
fn alphabet(shop: &Shop, flip: bool) -> Vec<Event> {
    let mut events = vec![Event::Ticket(1), Event::Ticket(0), Event::Keep(1)];
    let standing = |index: &usize| shop.tickets[*index].is_some();
    let refundable = |index: &usize| shop.tickets[*index].is_some_and(|sold| !sold.whole);
    let n = shop.tickets.len();
    let (last, first) = ((0..n).rev().find(standing), (0..n).find(standing));
    let (voided, adjusted) = if flip { (first, last) } else { (last, None) };
    let refunded = if flip { (0..n).rev().find(refundable) } else { (0..n).find(refundable) };
    events.extend(voided.map(Event::Void));
    events.extend(refunded.map(Event::RefundAll));
    events.extend([Event::Adjust(1, adjusted), Event::Adjust(-1, adjusted)]);
    events
}

fn explore(shop: &Shop, model: &Model, flip: bool, depth: usize) -> usize {
    assert_alike(shop, model);
    if depth == 0 {
        return 1;
    }
    let mut sequences = 1;
    for event in alphabet(shop, flip) {
        let (mut shop, mut model) = (shop.clone(), model.clone());
        happen(&mut shop, &mut model, event);
        sequences += explore(&shop, &model, flip, depth - 1);
    }
    sequences
}

fn every_sequence(depth: usize) -> usize {
    let mut sequences = 0;
    for after in [&[1][..], &[2], &[3], &[1, 2], &[1, 3], &[2, 3], &[1, 2, 3], &[2, 2]] {
        for (applies, once, flip) in [
            (Applies::This, false, false),
            (Applies::This, false, true),
            (Applies::Next, false, true),
            (Applies::Next, true, false),
        ] {
            let scheme = Scheme { applies, once, ..scheme(SchemeKind::Visits, after) };
            sequences += explore(&Shop::new(scheme.clone()), &Model::of(&scheme), flip, depth);
        }
    }
    sequences
}

#[test]
fn every_short_sequence_goes_as_the_model() {
    assert!(every_sequence(5) > 100_000);
}

/// Every sequence of up to seven; to be run optimised.
#[test]
#[ignore = "fifteen million sequences, half a minute optimised"]
fn every_sequence_of_seven_goes_as_the_model() {
    assert!(every_sequence(7) > 10_000_000);
}

fn any_event() -> impl Strategy<Value = Event> {
    let (brings, ticket, reward) = (0..8i64, 0..6usize, 1..4i64);
    prop_oneof![
        6 => brings.clone().prop_map(Event::Ticket),
        3 => brings.prop_map(Event::Keep),
        2 => ticket.clone().prop_map(Event::Void),
        2 => ticket.clone().prop_map(Event::RefundAll),
        2 => (ticket.clone(), 1..5i64).prop_map(|(ticket, amount)| Event::Refund(ticket, amount)),
        3 => (-6..7i64, proptest::option::of(ticket)).prop_map(|(change, ticket)| Event::Adjust(change, ticket)),
        1 => reward.clone().prop_map(Event::Redeem),
        1 => reward.prop_map(Event::Grant),
        1 => Just(Event::Close),
        2 => Just(Event::Reopen),
    ]
}

/// Whether the event means a ticket and a reward that there are.
fn is_possible(shop: &Shop, event: Event) -> bool {
    match event {
        Event::Void(ticket) | Event::RefundAll(ticket) | Event::Refund(ticket, _) | Event::Adjust(_, Some(ticket)) => {
            shop.tickets.get(ticket).is_some_and(|sold| sold.is_some())
        }
        Event::Redeem(reward) | Event::Grant(reward) => reward <= shop.scheme.rewards.len() as i64,
        _ => true,
    }
}

proptest! {
    // `PROPTEST_CASES` sets how many there are.
    #![proptest_config(ProptestConfig::default())]

    #[test]
    fn long_sequences_go_as_the_model(
        events in proptest::collection::vec(any_event(), 0..40),
        after in proptest::collection::vec(1..9i64, 1..4),
        visits in any::<bool>(),
        once in any::<bool>(),
    ) {
        let kind = if visits { SchemeKind::Visits } else { SchemeKind::Spend };
        let scheme = Scheme { once, ..scheme(kind, &after) };
        let (mut shop, mut model) = (Shop::new(scheme.clone()), Model::of(&scheme));
        for event in events {
            if is_possible(&shop, event) {
                happen(&mut shop, &mut model, event);
                assert_alike(&shop, &model);
            }
        }
    }

    #[test]
    fn two_cards_lose_nothing_in_a_merge(
        first in proptest::collection::vec(any_event(), 0..12),
        second in proptest::collection::vec(any_event(), 0..12),
        after in proptest::collection::vec(1..6i64, 1..4),
        once in any::<bool>(),
    ) {
        let scheme = Scheme { once, ..scheme(SchemeKind::Spend, &after) };
        let live = |events: Vec<Event>| {
            let (mut shop, mut model) = (Shop::new(scheme.clone()), Model::of(&scheme));
            for event in events {
                if is_possible(&shop, event) && !matches!(event, Event::Close) {
                    happen(&mut shop, &mut model, event);
                }
            }
            shop
        };
        let (mut from, mut into) = (live(first), live(second));
        let count = |card: &Card, reward: i64| card.ready().filter(|slot| slot.reward.0 == reward).count();
        let before: Vec<usize> =
            (1..4).map(|reward| count(&from.card, reward) + count(&into.card, reward)).collect();
        let used = |card: &Card| card.rewards.values().filter(|mark| matches!(mark, Mark::Used { .. })).count();
        let all_used = used(&from.card) + used(&into.card);
        let sum = from.card.collected + into.card.collected;
        let joined = merge(&scheme, &from.card, &into.card, today()).unwrap();
        from.take(joined.from);
        into.take(joined.into);
        from.prove();
        into.prove();
        prop_assert_eq!((into.card.collected, used(&into.card)), (sum, all_used));
        prop_assert!(!from.card.open);
        for (reward, before) in (1..4).zip(before) {
            prop_assert!(count(&into.card, reward) >= before);
        }
    }
}
