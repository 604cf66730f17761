//! Changing a scheme and its rewards: what may change while it has had no card, and what may always.

use super::{Applies, NewScheme, Scheme, SchemeError, SchemeKind, SchemeOption, SchemeRefusal, SchemeReward};
use crate::domain::{Benefit, Collected, Day, Money, Selector};

/// What is to change of a scheme; what is not said stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SchemeEdit {
    /// What it is called.
    pub name: Option<String>,
    /// The lines that count.
    pub items: Option<Vec<Selector>>,
    /// The least total of a visit, or none.
    pub min_total: Option<Option<Money>>,
    /// When a reward that fell due is first used.
    pub applies: Option<Applies>,
    /// Whether a card has one round only.
    pub once: Option<bool>,
    /// How many visits of one day count, or any number.
    pub max_per_day: Option<Option<u32>>,
    /// Whether it opens a card by itself.
    pub auto: Option<bool>,
    /// Its first day.
    pub from: Option<Day>,
}

/// What is to change of a reward; what is not said stays.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RewardEdit {
    /// What it is called.
    pub name: Option<String>,
    /// Its threshold.
    pub after: Option<Collected>,
    /// What it gives.
    pub benefit: Option<Benefit>,
}

/// Why a scheme does not change so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EditRefusal {
    /// No scheme can be like that; wrong usage.
    Impossible(SchemeError),
    /// The scheme has had a card, and this decides what its cards count; a rule's no.
    CountingFixed(SchemeOption),
}

impl Scheme {
    /// The scheme with what is to change; `had_card`: whether there has ever been a card of it.
    pub fn edited(&self, edit: &SchemeEdit, had_card: bool) -> Result<Scheme, EditRefusal> {
        let mut scheme = self.clone();
        let SchemeEdit { name, items, min_total, applies, once, max_per_day, auto, from } = edit.clone();
        scheme.name = name.unwrap_or(scheme.name);
        scheme.items = items.unwrap_or(scheme.items);
        scheme.min_total = min_total.unwrap_or(scheme.min_total);
        scheme.applies = applies.unwrap_or(scheme.applies);
        scheme.once = once.unwrap_or(scheme.once);
        scheme.max_per_day = max_per_day.unwrap_or(scheme.max_per_day);
        scheme.auto = auto.unwrap_or(scheme.auto);
        scheme.from = from.unwrap_or(scheme.from);
        let as_new = NewScheme {
            name: scheme.name.clone(),
            kind: scheme.kind,
            items: scheme.items.clone(),
            min_total: scheme.min_total,
            applies,
            once: scheme.once,
            max_per_day: scheme.max_per_day,
            auto: scheme.auto,
            from: Some(scheme.from),
        };
        as_new.check().map_err(EditRefusal::Impossible)?;
        for (option, changes) in [
            (SchemeOption::Items, scheme.items != self.items),
            (SchemeOption::MinTotal, scheme.min_total != self.min_total),
            (SchemeOption::MaxPerDay, scheme.max_per_day != self.max_per_day),
            (SchemeOption::Once, scheme.once != self.once),
        ] {
            if changes && had_card {
                return Err(EditRefusal::CountingFixed(option));
            }
        }
        Ok(scheme)
    }

    /// A reward with what is to change. What a reward gives can be put right at any time; when it falls due is fixed
    /// once there has been a card.
    pub fn edited_reward(
        &self,
        reward: &SchemeReward,
        edit: &RewardEdit,
        had_card: bool,
    ) -> Result<SchemeReward, SchemeRefusal> {
        let RewardEdit { name, after, benefit } = edit.clone();
        let edited = SchemeReward {
            id: reward.id,
            name: name.unwrap_or_else(|| reward.name.clone()),
            after: after.or(reward.after),
            benefit: benefit.unwrap_or_else(|| reward.benefit.clone()),
        };
        if edited.after != reward.after && had_card {
            return Err(SchemeRefusal::RewardsFixed);
        }
        Ok(edited)
    }

    /// Says whether a reward can be taken out of the scheme.
    pub fn check_without_reward(&self, had_card: bool) -> Result<(), SchemeRefusal> {
        if had_card && self.kind != SchemeKind::Always {
            return Err(SchemeRefusal::RewardsFixed);
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::card::tests::scheme;

    #[test]
    fn what_a_card_counts_is_fixed_once_there_was_one() {
        let visits = scheme(SchemeKind::Visits, &[5]);
        let fixed = |option| Err(EditRefusal::CountingFixed(option));
        let item = Some(vec![Selector::parse("kind:service").unwrap()]);
        let day = Day::parse("2026-02-01");
        for (edit, before, after) in [
            (SchemeEdit { name: Some("x".to_owned()), ..SchemeEdit::default() }, Ok(()), Ok(())),
            (SchemeEdit { auto: Some(true), from: day, ..SchemeEdit::default() }, Ok(()), Ok(())),
            (SchemeEdit { applies: Some(Applies::Next), ..SchemeEdit::default() }, Ok(()), Ok(())),
            (SchemeEdit { items: item, ..SchemeEdit::default() }, Ok(()), fixed(SchemeOption::Items)),
            (SchemeEdit { items: Some(Vec::new()), ..SchemeEdit::default() }, Ok(()), Ok(())),
            (SchemeEdit { once: Some(true), ..SchemeEdit::default() }, Ok(()), fixed(SchemeOption::Once)),
            (
                SchemeEdit { max_per_day: Some(Some(1)), ..SchemeEdit::default() },
                Ok(()),
                fixed(SchemeOption::MaxPerDay),
            ),
            (
                SchemeEdit { min_total: Some(Some(Money::from_minor(1))), ..SchemeEdit::default() },
                Ok(()),
                fixed(SchemeOption::MinTotal),
            ),
            (
                SchemeEdit { max_per_day: Some(Some(0)), ..SchemeEdit::default() },
                Err(EditRefusal::Impossible(SchemeError::NotPositive(SchemeOption::MaxPerDay))),
                Err(EditRefusal::Impossible(SchemeError::NotPositive(SchemeOption::MaxPerDay))),
            ),
        ] {
            assert_eq!(visits.edited(&edit, false).map(|_| ()), before, "{edit:?}");
            assert_eq!(visits.edited(&edit, true).map(|_| ()), after, "{edit:?}");
        }
        let spend = scheme(SchemeKind::Spend, &[500]);
        let impossible = SchemeError::NotOfThisKind(SchemeOption::Applies, SchemeKind::Spend);
        let edit = SchemeEdit { applies: Some(Applies::Next), ..SchemeEdit::default() };
        assert_eq!(spend.edited(&edit, false), Err(EditRefusal::Impossible(impossible)));
    }

    #[test]
    fn a_wrong_reward_is_put_right_but_not_moved() {
        let visits = scheme(SchemeKind::Visits, &[5]);
        let reward = &visits.rewards[0];
        let gift = RewardEdit { benefit: Some(Benefit::Gift { text: "wax".to_owned() }), ..RewardEdit::default() };
        let later = RewardEdit { after: Some(Collected::new(6)), ..RewardEdit::default() };
        assert!(visits.edited_reward(reward, &gift, true).is_ok());
        assert!(visits.edited_reward(reward, &later, false).is_ok());
        assert_eq!(visits.edited_reward(reward, &later, true), Err(SchemeRefusal::RewardsFixed));
        assert_eq!(visits.check_without_reward(true), Err(SchemeRefusal::RewardsFixed));
        let always = scheme(SchemeKind::Always, &[0]);
        assert!(always.check_without_reward(true).is_ok());
    }
}
