//! The arithmetic of rounds: which reward falls due at which running total (domain.md §7).

use super::Scheme;
use crate::domain::{Collected, SchemeRewardId};

/// What brought a reward to a card.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Round {
    /// A round of the card, counted from 0.
    Nth(i64),
    /// Somebody gave it by hand; counted from 1 on each card.
    Granted(i64),
}

impl Round {
    /// The one number it is stored as: rounds from 0 up, what was granted from −1 down.
    pub const fn number(self) -> i64 {
        match self {
            Round::Nth(round) => round,
            Round::Granted(n) => -n,
        }
    }

    /// The round of that number.
    pub const fn from_number(number: i64) -> Round {
        if number >= 0 { Round::Nth(number) } else { Round::Granted(number.saturating_neg()) }
    }
}

/// One reward of one round: it is given at most once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Slot {
    /// The round, or that it was granted.
    pub round: Round,
    /// The reward.
    pub reward: SchemeRewardId,
}

impl Scheme {
    /// How long a round is: the highest threshold. `None` for `always` and while there are no rewards.
    pub fn length(&self) -> Option<Collected> {
        // The filter only matters for a file that was tampered with.
        self.rewards.iter().filter_map(|reward| reward.after).max().filter(|length| *length > Collected::ZERO)
    }

    /// The running total at which a reward falls due in a round; `None` for what was granted, for `always`, and for
    /// what no card of the scheme ever reaches.
    pub fn trigger(&self, slot: Slot) -> Option<Collected> {
        let Round::Nth(round) = slot.round else { return None };
        if self.once && round > 0 {
            return None;
        }
        let length = self.length()?;
        let after = self.rewards.iter().find(|reward| reward.id == slot.reward)?.after?;
        length.get().checked_mul(round)?.checked_add(after.get()).map(Collected::new)
    }

    /// Whether a card with that running total has reached the reward. What was granted needs no reaching.
    pub fn is_reached(&self, slot: Slot, collected: Collected) -> bool {
        match slot.round {
            Round::Granted(_) => true,
            Round::Nth(_) => self.trigger(slot).is_some_and(|trigger| trigger <= collected),
        }
    }

    /// The rewards that fall due when the running total goes from `below` to `reached`, in the order in which they
    /// do, those of one threshold in the order in which they were made. None when it does not rise.
    pub fn crossed(&self, below: Collected, reached: Collected) -> impl Iterator<Item = Slot> + '_ {
        // Without thresholds the length says nothing, and the first round, empty, is the last one.
        let length = self.length().map_or(i64::MAX, Collected::get);
        let last = if self.once { 0 } else { reached.get() / length };
        let mut rewards: Vec<(i64, SchemeRewardId)> =
            self.rewards.iter().filter_map(|reward| Some((reward.after?.get(), reward.id))).collect();
        rewards.sort_by_key(|(after, _)| *after);
        // A reward of an earlier round than that of `below` has been reached already.
        (below.get() / length..=last).flat_map(move |round| {
            let due = move |(after, _): &(i64, SchemeRewardId)| {
                let trigger = round * length + after;
                below.get() < trigger && trigger <= reached.get()
            };
            let crossed: Vec<Slot> = rewards
                .iter()
                .filter(|reward| due(reward))
                .map(|(_, reward)| Slot { round: Round::Nth(round), reward: *reward })
                .collect();
            crossed
        })
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::SchemeKind;
    use crate::domain::card::tests::scheme;

    use super::*;

    #[test]
    fn triggers_are_crossed_in_order() {
        let two = scheme(SchemeKind::Visits, &[5, 2]);
        let once = Scheme { once: true, ..two.clone() };
        let (none, always) = (scheme(SchemeKind::Visits, &[]), scheme(SchemeKind::Always, &[0]));
        for (scheme, below, reached, want) in [
            (&two, 0, 1, &[][..]),
            (&two, 0, 2, &[(0, 2)]),
            (&two, 0, 5, &[(0, 2), (0, 1)]),
            (&two, 2, 5, &[(0, 1)]),
            (&two, 5, 5, &[]),
            (&two, 5, 4, &[]),
            (&two, 4, 12, &[(0, 1), (1, 2), (1, 1), (2, 2)]),
            (&once, 4, 12, &[(0, 1)]),
            (&once, 5, 12, &[]),
            (&none, 0, Collected::MAX.get(), &[]),
            (&always, 0, Collected::MAX.get(), &[]),
        ] {
            let crossed: Vec<Slot> = scheme.crossed(Collected::new(below), Collected::new(reached)).collect();
            let shown: Vec<(i64, i64)> = crossed.iter().map(|slot| (slot.round.number(), slot.reward.0)).collect();
            assert_eq!(shown, want, "{below} to {reached}");
            for slot in crossed {
                let trigger = scheme.trigger(slot).unwrap().get();
                assert!(below < trigger && trigger <= reached);
            }
        }
        let slot = |round| Slot { round, reward: SchemeRewardId(1) };
        assert_eq!(two.trigger(slot(Round::Nth(1))).map(Collected::get), Some(10));
        assert_eq!(once.trigger(slot(Round::Nth(1))), None);
        assert_eq!(two.trigger(slot(Round::Granted(1))), None);
    }

    #[test]
    fn a_round_and_its_number_go_both_ways() {
        for round in [Round::Nth(0), Round::Nth(7), Round::Granted(1), Round::Granted(9)] {
            assert_eq!(Round::from_number(round.number()), round);
        }
    }
}
