//! What a shop lives through, one story a test.

use super::*;

fn visits(after: &[i64]) -> Shop {
    Shop::new(scheme(SchemeKind::Visits, after))
}

fn receipt(applied: &[i64], due: usize, change: i64) -> Receipt {
    Receipt { applied: applied.to_vec(), due, change }
}

fn next(shop: &Shop) -> Option<(i64, i64)> {
    shop.view().next.map(|next| (next.missing.get(), next.reward.id.0))
}

#[test]
fn the_fifth_visit_is_rewarded_on_that_ticket() {
    let mut shop = visits(&[5]);
    assert_eq!((shop.stand(), shop.view().goal, next(&shop)), ((0, 0), Some(Collected::new(5)), Some((5, 1))));
    for visit in 1..=4 {
        assert_eq!(shop.ticket(1), receipt(&[], 0, 1));
        assert_eq!((shop.stand(), next(&shop)), ((visit, 0), Some((5 - visit, 1))));
    }
    assert_eq!(shop.ticket(1), receipt(&[1], 0, 1));
    assert_eq!((shop.stand(), next(&shop)), ((0, 0), Some((5, 1))));
    assert_eq!(shop.ticket(1), receipt(&[], 0, 1));
    assert_eq!(shop.stand(), (1, 0));
}

#[test]
fn or_on_the_ticket_after_it() {
    let mut shop = visits_next(&[2]);
    shop.ticket(1);
    assert_eq!(shop.ticket(1), receipt(&[], 1, 1));
    assert_eq!((shop.stand(), next(&shop)), ((0, 1), Some((2, 1))));
    assert_eq!(shop.ticket(1), receipt(&[1], 0, 1));
    assert_eq!(shop.stand(), (1, 0));
}

#[test]
fn a_small_ticket_uses_what_waits_and_counts_nothing() {
    let mut shop = visits_next(&[1]);
    shop.ticket(1);
    assert_eq!(shop.ticket(0), receipt(&[1], 0, 0));
    assert_eq!(shop.stand(), (0, 0));
}

#[test]
fn several_rewards_fall_due_together() {
    let mut shop = visits(&[2, 3, 3]);
    shop.ticket(1);
    assert_eq!(shop.ticket(1).applied, [1]);
    assert_eq!(next(&shop), Some((1, 2)));
    assert_eq!(shop.ticket(1).applied, [2, 3]);
    assert_eq!(shop.stand(), (0, 0));
}

#[test]
fn spending_brings_a_reward_for_the_next_ticket_and_the_rest_stays() {
    let mut shop = Shop::new(scheme(SchemeKind::Spend, &[10_000]));
    shop.ticket(6000);
    assert_eq!(shop.ticket(5000), receipt(&[], 1, 5000));
    assert_eq!(shop.stand(), (1000, 1));
    assert_eq!(shop.ticket(2000), receipt(&[1], 0, 2000));
    assert_eq!(shop.stand(), (3000, 0));

    let mut shop = Shop::new(scheme(SchemeKind::Spend, &[15_000]));
    assert_eq!(shop.ticket(30_000).due, 2);
    assert_eq!(shop.stand(), (0, 2));
}

#[test]
fn the_fourth_piece_counts_for_the_next_round() {
    let mut shop = Shop::new(scheme(SchemeKind::Purchases, &[3]));
    assert_eq!(shop.ticket(4).due, 1);
    assert_eq!(shop.stand(), (1, 1));
    // No line of that ticket matches the reward, so the ticket does not use it.
    assert_eq!(shop.keep(0), receipt(&[], 0, 0));
    assert_eq!(shop.ticket(2), receipt(&[1], 1, 2));
    assert_eq!(shop.stand(), (0, 1));
}

#[test]
fn always_is_every_ticket_that_is_a_visit() {
    let mut shop = Shop::new(scheme(SchemeKind::Always, &[0]));
    for visit in 1..=2 {
        assert_eq!(shop.ticket(1), receipt(&[1], 0, 1));
        let view = shop.view();
        assert_eq!((view.collected.get(), view.goal, view.next, view.ready.len()), (visit, None, None, 0));
    }
    assert!(shop.ticket(0).applied.is_empty());
    shop.void(0);
    assert_eq!(shop.card.collected.get(), 1);
    shop.prove();
}

#[test]
fn turns_are_corrected_by_hand() {
    let mut shop = visits(&[5]);
    shop.adjust(4, None).unwrap();
    shop.adjust(-1, None).unwrap();
    let (collected, change) = (Collected::new(3), Collected::new(-4));
    assert_eq!(shop.adjust(-4, None), Err(Refusal::BelowZero { collected, change }));
    assert_eq!(shop.adjust(0, None), Err(Refusal::ChangeZero));
    assert!(shop.ticket(1).applied.is_empty());
    assert_eq!(shop.ticket(1).applied, [1]);

    // Reached by hand, it waits for the next ticket, and goes again when that was a mistake.
    shop.adjust(5, None).unwrap();
    assert_eq!(shop.stand(), (0, 1));
    shop.adjust(-1, None).unwrap();
    assert_eq!(shop.stand(), (4, 0));
    shop.prove();
}

#[test]
fn a_voided_ticket_gives_its_turn_and_its_reward_back() {
    let mut shop = visits(&[2]);
    shop.ticket(1);
    assert_eq!(shop.ticket(1).applied, [1]);
    assert_eq!(shop.void(1), -1);
    assert_eq!(shop.stand(), (1, 0));
    assert_eq!(shop.ticket(1).applied, [1]);
}

#[test]
fn a_used_reward_is_not_given_again_for_the_same_threshold() {
    let mut shop = visits(&[2]);
    shop.ticket(1);
    assert_eq!(shop.ticket(1).applied, [1]);
    shop.void(0);
    assert_eq!((shop.stand(), next(&shop)), ((1, 0), Some((3, 1))));
    assert!(shop.ticket(1).applied.is_empty());
    assert_eq!(shop.stand(), (0, 0));
    assert!(shop.ticket(1).applied.is_empty());
    assert_eq!(shop.ticket(1).applied, [1]);
}

#[test]
fn an_unused_reward_goes_with_the_turn_that_brought_it() {
    let mut shop = visits_next(&[2]);
    shop.ticket(1);
    assert_eq!(shop.ticket(1).due, 1);
    assert_eq!(shop.refund(1, 0, true), -1);
    assert_eq!(shop.stand(), (1, 0));
    assert_eq!(shop.ticket(1).due, 1);
}

#[test]
fn a_reward_can_be_kept_for_later() {
    let mut shop = visits(&[1]);
    assert_eq!(shop.keep(1), receipt(&[], 1, 1));
    assert_eq!(shop.stand(), (0, 1));
    assert_eq!(shop.ticket(1), receipt(&[1, 1], 0, 1));
}

#[test]
fn history_taken_in_is_waived_or_kept() {
    for (told, ready) in [(None, 0), (Some(Reached::Ready), 1)] {
        let mut shop = visits(&[2]);
        for number in 1..=3 {
            let date = Day::new(2025, 3, number).unwrap();
            let reached = reached(&shop.scheme, date, told);
            shop.book(Collected::ONE, Vec::new(), Vec::new(), reached).unwrap();
        }
        assert_eq!(shop.stand(), (1, ready));
        assert_eq!(shop.events[1].invoice, Some(invoice(1)));
        shop.prove();

        // Undone, it is as if it had never been.
        shop.undo(0..3);
        assert_eq!(shop.stand(), (0, 0));
        shop.ticket(1);
        assert_eq!(shop.ticket(1).applied, [1]);
        shop.prove();
    }
    let scheme = scheme(SchemeKind::Visits, &[2]);
    assert_eq!(reached(&scheme, day("2025-12-31"), None), Reached::Waived);
    assert_eq!(reached(&scheme, day("2026-01-01"), None), Reached::Ready);
    assert_eq!(reached(&scheme, day("2026-01-01"), Some(Reached::Waived)), Reached::Waived);
}

#[test]
fn a_waived_reward_that_others_reach_too_comes_back_when_the_import_is_undone() {
    let mut shop = visits_next(&[2]);
    shop.book(Collected::new(1), Vec::new(), Vec::new(), Reached::Waived).unwrap();
    shop.book(Collected::new(1), Vec::new(), Vec::new(), Reached::Waived).unwrap();
    shop.keep(1);
    shop.keep(1);
    assert_eq!(shop.stand(), (0, 1));
    shop.undo(0..2);
    assert_eq!(shop.stand(), (0, 1));
    shop.prove();
}

#[test]
fn the_till_has_worked_it_in_already() {
    let gift = || vec![SchemeRewardId(1)];
    let mut shop = visits_next(&[2]);
    let refused = shop.book(Collected::ONE, Vec::new(), gift(), Reached::Ready);
    assert_eq!(refused, Err(Refusal::NotReady));
    shop.ticket(1);
    // Made due by this very ticket, even where it is to be used on the next; and not waived, as it was used.
    let booked = shop.book(Collected::ONE, Vec::new(), gift(), Reached::Waived).unwrap();
    assert_eq!(booked, receipt(&[1], 0, 1));
    shop.keep(2);
    assert_eq!(shop.book(Collected::ZERO, Vec::new(), gift(), Reached::Ready).unwrap(), receipt(&[1], 0, 0));
    shop.prove();

    let mut always = Shop::new(scheme(SchemeKind::Always, &[0]));
    assert_eq!(always.book(Collected::ONE, Vec::new(), gift(), Reached::Ready).unwrap().applied, [1]);
    always.prove();
}

#[test]
fn a_reward_is_handed_out_without_a_ticket() {
    let redeem = Step::Redeem { rewards: vec![SchemeRewardId(1)], invoice: None };
    let mut shop = visits_next(&[1]);
    assert_eq!(shop.step(&redeem), Err(Refusal::NotReady));
    assert_eq!(shop.ticket(1).due, 1);
    shop.step(&redeem).unwrap();
    assert_eq!(shop.stand(), (0, 0));
    assert_eq!(shop.step(&redeem), Err(Refusal::NotReady));
    shop.prove();
}

#[test]
fn refunded_whole_the_reward_comes_back_in_part_it_does_not() {
    let mut shop = visits(&[2]);
    shop.ticket(1);
    shop.ticket(1);
    assert_eq!(shop.refund(1, 0, false), 0);
    assert_eq!(shop.stand(), (0, 0));
    assert_eq!(shop.refund(1, 0, true), -1);
    assert_eq!(shop.stand(), (1, 0));
    assert_eq!(shop.ticket(1).applied, [1]);
    shop.prove();
}

#[test]
fn a_void_takes_the_correction_of_that_ticket_along() {
    let mut shop = visits(&[5]);
    shop.ticket(1);
    shop.ticket(1);
    shop.adjust(2, Some(0)).unwrap();
    assert_eq!(shop.void(0), -3);
    assert_eq!(shop.stand(), (1, 0));

    // A correction down is taken back up.
    shop.adjust(-1, Some(1)).unwrap();
    assert_eq!(shop.void(1), 0);
    assert_eq!(shop.stand(), (0, 0));
    shop.prove();
}

#[test]
fn a_closed_card_keeps_its_history() {
    let mut shop = visits_next(&[2]);
    shop.step(&Step::Grant { reward: SchemeRewardId(1) }).unwrap();
    shop.keep(1);
    shop.keep(1);
    shop.keep(1);
    assert_eq!(shop.stand(), (1, 2));
    shop.step(&Step::Close).unwrap();
    assert_eq!(shop.stand(), (1, 0));
    for refused in [
        Step::Close,
        Step::Grant { reward: SchemeRewardId(1) },
        Step::Redeem { rewards: vec![SchemeRewardId(1)], invoice: None },
        Step::Adjust { change: Collected::ONE, invoice: None },
    ] {
        assert_eq!(shop.step(&refused), Err(Refusal::Closed));
    }
    let visit = Count { change: Collected::ONE, why: CountReason::Counted };
    assert!(plan_ticket(&shop.scheme, &shop.card, &visit, Money::from_minor(100)).is_empty());
    assert_eq!(shop.book(Collected::ONE, Vec::new(), Vec::new(), Reached::Ready), Err(Refusal::Closed));
    shop.void(0);
    shop.prove();
    shop.step(&Step::Reopen).unwrap();
    assert_eq!(shop.step(&Step::Reopen), Err(Refusal::Open));
    assert_eq!(shop.stand(), (0, 2));
    shop.void(1);
    assert_eq!(shop.stand(), (1, 1));
    shop.prove();
}

#[test]
fn a_card_with_one_round_ends() {
    let mut shop = Shop::new(Scheme { once: true, ..scheme(SchemeKind::Visits, &[1, 2]) });
    assert_eq!(shop.ticket(1).applied, [1]);
    assert_eq!(next(&shop), Some((1, 2)));
    assert_eq!(shop.ticket(1).applied, [2]);
    assert_eq!((shop.stand(), next(&shop)), ((2, 0), None));
    assert_eq!(shop.ticket(1), receipt(&[], 0, 1));
    assert_eq!((shop.stand(), next(&shop)), ((2, 0), None));
    shop.prove();
}

#[test]
fn nothing_runs_over() {
    let mut shop = Shop::new(scheme(SchemeKind::Spend, &[1]));
    let book = |shop: &mut Shop, change| shop.book(Collected::new(change), Vec::new(), Vec::new(), Reached::Ready);
    assert_eq!(book(&mut shop, MAX_DUE as i64 + 1), Err(Refusal::TooManyDue));
    assert!(book(&mut shop, MAX_DUE as i64).is_ok());
    let mut none = Shop::new(scheme(SchemeKind::Spend, &[]));
    assert!(book(&mut none, Collected::MAX.get()).is_ok());
    assert_eq!(book(&mut none, 1), Err(Refusal::TooLarge));
    assert_eq!(none.adjust(1, None), Err(Refusal::TooLarge));
    assert_eq!(none.step(&Step::Grant { reward: SchemeRewardId(7) }), Err(Refusal::NotOfScheme(SchemeRewardId(7))));
    let stray = UsedReward { reward: SchemeRewardId(7), round: None };
    let refused = none.book(Collected::ZERO, vec![stray], Vec::new(), Reached::Ready);
    assert_eq!(refused, Err(Refusal::NotOfScheme(SchemeRewardId(7))));
    assert_eq!(none.view().goal, None);
}

#[test]
fn rewards_are_worked_in_by_their_kind() {
    use crate::domain::{Percent, Selector};
    let mut scheme = scheme(SchemeKind::Visits, &[1, 1, 1, 1]);
    let ten = Percent::from_hundredths(1000).unwrap();
    scheme.rewards[1].benefit = Benefit::AmountOff { amount: Money::from_minor(500), on: None };
    scheme.rewards[2].benefit = Benefit::PercentOff { percent: ten, max: None, on: None };
    scheme.rewards[3].benefit = Benefit::FreeItem { item: Selector::parse("kind:product").unwrap() };
    let mut shop = Shop::new(scheme);
    shop.sell(1, |reward| reward != SchemeRewardId(2));
    let visit = Count { change: Collected::ONE, why: CountReason::Counted };
    let planned = plan_ticket(&shop.scheme, &shop.card, &visit, Money::from_minor(5000));
    let order: Vec<_> = planned.iter().map(|candidate| (candidate.reward.id.0, candidate.origin)).collect();
    use Origin::{ReachedNow, Waiting};
    assert_eq!(order, [(4, ReachedNow), (3, ReachedNow), (2, Waiting), (2, ReachedNow), (1, ReachedNow)]);
    assert!(plan_ticket(&shop.scheme, &shop.card, &visit, Money::ZERO).is_empty());
}

#[test]
fn a_reward_that_comes_back_and_goes_again_is_given_once() {
    let mut shop = visits(&[2]);
    shop.ticket(1);
    shop.ticket(1);
    let slot = *shop.card.rewards.keys().next().unwrap();
    let again = |shop: &mut Shop| {
        shop.step(&Step::TakeBack { invoice: invoice(2), take: -Collected::ONE, whole: false }).unwrap();
        shop.step(&Step::UseAgain { slot, invoice: invoice(2) }).unwrap();
        shop.prove();
    };
    let used_on = |shop: &Shop, round| shop.card.rewards.get(&Slot { round: Round::Nth(round), ..slot }).copied();
    shop.refund(1, 1, true);
    again(&mut shop);
    assert_eq!(used_on(&shop, 0), Some(Mark::Used { on: Some(invoice(2)) }));
    // Used on another ticket before it goes again, it is that of the next round.
    shop.tickets[1] = Some(Sold { left: 1, ..Sold::default() });
    shop.refund(1, 1, true);
    assert_eq!(shop.ticket(1).applied, [1]);
    again(&mut shop);
    assert_eq!(used_on(&shop, 0), Some(Mark::Used { on: Some(invoice(3)) }));
    assert_eq!(used_on(&shop, 1), Some(Mark::Used { on: Some(invoice(2)) }));
    assert_eq!(shop.ticket(1), receipt(&[], 0, 1));
}

#[test]
fn an_import_is_taken_back_whatever_order_its_tickets_stand_in() {
    let mut shop = visits(&[2]);
    shop.ticket(1);
    // The credit note is numbered before what it took from.
    shop.step(&Step::Undo(Undoing {
        takes: vec![(Some(invoice(8)), Collected::new(1)), (Some(invoice(9)), Collected::new(-1))],
        ..Undoing::default()
    }))
    .unwrap();
    assert_eq!((shop.stand(), shop.events.len()), ((1, 0), 4));
    shop.prove();
    // A reward that the import had given back is used on its ticket again; one of a ticket of its own comes back.
    shop.ticket(1);
    let slot = *shop.card.rewards.keys().next().unwrap();
    shop.undo(1..2);
    assert_eq!(shop.card.rewards[&slot], Mark::Revoked);
    shop.keep(1);
    shop.step(&Step::Undo(Undoing { used_again: vec![(slot, invoice(2))], ..Undoing::default() })).unwrap();
    assert_eq!(shop.card.rewards[&slot], Mark::Used { on: Some(invoice(2)) });
    shop.prove();
}
