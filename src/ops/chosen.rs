//! The lines that were chosen for rewards: each choice is for one use.

use crate::domain::text::{counted, fold};
use crate::failure::{Failure, Kind, Outcome};
use crate::store::Reader;

/// Choices that are taken one by one, by the name of the reward.
pub struct Chosen<'a> {
    left: Vec<&'a (String, usize)>,
    /// The folded names of those that were taken.
    taken: Vec<String>,
}

impl<'a> Chosen<'a> {
    /// Those of a ticket: rewards by name, each with a line (from 0).
    pub fn new(use_on: &'a [(String, usize)]) -> Chosen<'a> {
        Chosen { left: use_on.iter().collect(), taken: Vec::new() }
    }

    /// The line for this use of a reward, if one is chosen.
    pub fn take(&mut self, reward: &str) -> Option<usize> {
        let name = fold(reward);
        let place = self.left.iter().position(|(named, _)| fold(named) == name)?;
        self.taken.push(name);
        Some(self.left.remove(place).1)
    }

    /// Refuses a choice that nothing took: the ticket does not use the reward, or not so often.
    pub fn check(self, reader: &Reader<'_>) -> Outcome<()> {
        let Some((name, _)) = self.left.first() else { return Ok(()) };
        let same = |other: &str| fold(other) == fold(name);
        let used = self.taken.iter().filter(|taken| same(taken)).count();
        if used > 0 {
            let chosen = used + self.left.iter().filter(|(named, _)| same(named)).count();
            let used = counted(used, "line", "lines");
            let message = format!("{chosen} lines are chosen for the reward `{name}`, which is used on {used}");
            return Err(Failure::new(Kind::RewardRefused, message)
                .hint("leave a `--use` out, or ask for a points reward once more with `--redeem`"));
        }
        if reader.schemes()?.iter().all(|scheme| scheme.rewards_named(name).is_empty()) {
            super::points::find_any_reward(reader, name)?;
        }
        let message = format!("the reward `{name}` is not used on this ticket, so no line is chosen for it");
        Err(Failure::new(Kind::RewardRefused, message)
            .hint("leave `--use` out, or ask for a points reward with `--redeem`"))
    }
}
