//! Two cards that become one.

use super::*;

#[test]
fn two_cards_of_one_customer_add_up() {
    // Spent to the reward at 2 on one card, ready at 2 on the other: 4 of 5 in all, one used, one ready.
    let mut into = visits_next(&[2, 5]);
    into.keep(2);
    let mut from = visits_next(&[2, 5]);
    from.tickets = vec![None; 8];
    from.keep(2);
    from.ticket(0);
    let joined = merge(&into.scheme, &from.card, &into.card, today()).unwrap();
    from.take(joined.from);
    into.take(joined.into);
    from.prove();
    into.prove();
    assert_eq!((into.stand(), from.card.open), ((4, 1), false));
    // The ticket that used it is voided later: the reward is not reached twice, and goes.
    into.tickets.resize(10, Some(Sold::default()));
    assert!(into.card.used_on(invoice(10)));
    into.void(9);
    assert_eq!(into.stand(), (4, 1));
    into.prove();
}

#[test]
fn what_was_ready_on_two_cards_is_ready_on_one() {
    let mut into = visits_next(&[2, 5]);
    into.keep(2);
    let mut from = into.clone();
    from.step(&Step::Grant { reward: SchemeRewardId(2) }).unwrap();
    let joined = merge(&into.scheme, &from.card, &into.card, today()).unwrap();
    into.take(joined.into);
    into.prove();
    assert_eq!(into.card.ready().map(|slot| slot.reward.0).collect::<Vec<_>>(), [1, 1, 2]);
    assert_eq!(into.card.collected.get(), 4);

    let other = Scheme { id: SchemeId(2), ..into.scheme.clone() };
    assert_eq!(merge(&other, &opened(&other), &into.card, today()), Err(Refusal::DifferentSchemes));
}

#[test]
fn a_card_is_carried_over_to_another_scheme() {
    let mut old = visits_next(&[5]);
    old.keep(8);
    let reward = SchemeReward { id: SchemeRewardId(9), ..scheme(SchemeKind::Visits, &[3]).rewards.remove(0) };
    let new = Scheme {
        id: SchemeId(2),
        rewards: vec![reward],
        taken_over: old.scheme.rewards.clone(),
        ..scheme(SchemeKind::Visits, &[])
    };
    let joined = carry((&old.scheme, &old.card), &new, CardId(2), today()).unwrap();
    assert!(!joined.from.card.open);
    let into = Shop { scheme: new, card: joined.into.card, events: joined.into.events, tickets: Vec::new() };
    into.prove();
    assert_eq!(into.card.ready().map(|slot| slot.reward.0).collect::<Vec<_>>(), [9, 1]);
    assert_eq!(into.view().collected.get(), 0);

    // The same thresholds again: what was passed is not given a second time.
    let again = Scheme { id: SchemeId(3), ..scheme(SchemeKind::Visits, &[3, 6]) };
    let mut both = visits_next(&[3, 5]);
    both.ticket(4);
    both.ticket(0);
    let joined = carry((&both.scheme, &both.card), &again, CardId(3), today()).unwrap();
    assert_eq!((joined.into.card.collected.get(), joined.into.card.ready().count()), (4, 0));

    let spend = scheme(SchemeKind::Spend, &[5]);
    let refused = carry((&old.scheme, &old.card), &spend, CardId(3), today());
    assert_eq!(refused, Err(Refusal::DifferentSchemes));
}
