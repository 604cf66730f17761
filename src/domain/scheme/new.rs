//! Making schemes and their rewards: what is asked for, and why it is refused.

use std::fmt;

use super::{AfterError, Applies, Collected, Scheme, SchemeKind, SchemeReward};
use crate::domain::{Benefit, Day, Money, SchemeId, SchemeRewardId, Selector};

/// A scheme as it is asked for; what is not said is `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewScheme {
    /// What it is to be called.
    pub name: String,
    /// What its cards collect.
    pub kind: SchemeKind,
    /// The lines that count.
    pub items: Vec<Selector>,
    /// The least total of a visit.
    pub min_total: Option<Money>,
    /// When a reward that fell due is first used.
    pub applies: Option<Applies>,
    /// Whether a card has one round only.
    pub once: bool,
    /// How many visits of one day count.
    pub max_per_day: Option<u32>,
    /// Whether it opens a card by itself.
    pub auto: bool,
    /// Its first day; the day it is made when it is not said.
    pub from: Option<Day>,
}

/// A property of a scheme that some kinds do not have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemeOption {
    /// `--items`
    Items,
    /// `--applies`
    Applies,
    /// `--min-total`
    MinTotal,
    /// `--max-per-day`
    MaxPerDay,
    /// `--once`
    Once,
}

impl SchemeOption {
    /// The flag.
    pub const fn flag(self) -> &'static str {
        match self {
            SchemeOption::Items => "--items",
            SchemeOption::Applies => "--applies",
            SchemeOption::MinTotal => "--min-total",
            SchemeOption::MaxPerDay => "--max-per-day",
            SchemeOption::Once => "--once",
        }
    }
}

/// Why no such scheme can be; wrong usage.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemeError {
    /// `purchases` without items would count everything that is sold.
    ItemsMissing,
    /// The kind has no such property.
    NotOfThisKind(SchemeOption, SchemeKind),
    /// A least total or a most per day is not above zero.
    NotPositive(SchemeOption),
}

impl fmt::Display for SchemeError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            SchemeError::ItemsMissing => write!(out, "a `purchases` scheme needs `--items`"),
            SchemeError::NotOfThisKind(option, kind) => {
                write!(out, "a `{}` scheme has no `{}`", kind.as_str(), option.flag())
            }
            SchemeError::NotPositive(option) => write!(out, "`{}` is not above 0", option.flag()),
        }
    }
}

impl NewScheme {
    /// Says whether such a scheme can be.
    pub fn check(&self) -> Result<(), SchemeError> {
        if self.kind == SchemeKind::Purchases && self.items.is_empty() {
            return Err(SchemeError::ItemsMissing);
        }
        let visits = self.kind.counts_visits();
        for (option, given, fits) in [
            (SchemeOption::Applies, self.applies.is_some(), visits),
            (SchemeOption::MinTotal, self.min_total.is_some(), visits),
            (SchemeOption::MaxPerDay, self.max_per_day.is_some(), visits),
            (SchemeOption::Once, self.once, self.kind != SchemeKind::Always),
        ] {
            if given && !fits {
                return Err(SchemeError::NotOfThisKind(option, self.kind));
            }
        }
        if self.min_total.is_some_and(|total| !total.is_positive()) {
            return Err(SchemeError::NotPositive(SchemeOption::MinTotal));
        }
        if self.max_per_day == Some(0) {
            return Err(SchemeError::NotPositive(SchemeOption::MaxPerDay));
        }
        Ok(())
    }

    /// The scheme that is asked for, made `today`. It has been checked.
    pub fn into_scheme(self, id: SchemeId, today: Day) -> Scheme {
        let applies = self.applies();
        Scheme {
            id,
            name: self.name,
            kind: self.kind,
            items: self.items,
            min_total: self.min_total,
            applies,
            once: self.once,
            max_per_day: self.max_per_day,
            auto: self.auto,
            from: self.from.unwrap_or(today),
            retired: false,
            rewards: Vec::new(),
            taken_over: Vec::new(),
        }
    }

    /// Whether the scheme there already is what is asked for: then adding it changes nothing. A first day that is
    /// not said is any.
    pub fn is_like(&self, scheme: &Scheme) -> bool {
        self.kind == scheme.kind
            && self.items == scheme.items
            && self.min_total == scheme.min_total
            && self.applies() == scheme.applies
            && self.once == scheme.once
            && self.max_per_day == scheme.max_per_day
            && self.auto == scheme.auto
            && self.from.is_none_or(|from| from == scheme.from)
            && !scheme.retired
    }

    fn applies(&self) -> Applies {
        match self.kind {
            SchemeKind::Visits | SchemeKind::Always => self.applies.unwrap_or(Applies::This),
            SchemeKind::Spend | SchemeKind::Purchases => Applies::Next,
        }
    }
}

/// A reward as it is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewReward {
    /// What it is to be called; by its benefit when it is not said.
    pub name: String,
    /// Its threshold, as [`Collected::parse_after`] read it.
    pub after: Option<Collected>,
    /// What it gives.
    pub benefit: Benefit,
}

/// What asking for a reward comes to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RewardChange {
    /// It is to be made.
    Added,
    /// There is one just like it.
    Unchanged(SchemeRewardId),
}

/// Why a scheme takes no such reward; a rule's no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemeRefusal {
    /// The threshold does not fit the kind of the scheme.
    After(AfterError),
    /// The scheme is retired.
    Retired,
    /// The scheme has had a card: who filled one was promised the rewards as they are.
    RewardsFixed,
}

impl Scheme {
    /// Says whether the scheme takes the reward. `had_card`: whether there has ever been a card of it.
    pub fn add_reward(&self, new: &NewReward, had_card: bool) -> Result<RewardChange, SchemeRefusal> {
        let fits = match (self.kind, new.after) {
            (SchemeKind::Always, Some(_)) => Err(AfterError::NotTaken),
            (SchemeKind::Always, None) => Ok(()),
            (_, None) => Err(AfterError::Missing),
            (_, Some(after)) if after <= Collected::ZERO => Err(AfterError::NotPositive),
            (_, Some(_)) => Ok(()),
        };
        fits.map_err(SchemeRefusal::After)?;
        if let Some(same) = self.rewards.iter().find(|reward| new.is_like(reward)) {
            return Ok(RewardChange::Unchanged(same.id));
        }
        if self.retired {
            return Err(SchemeRefusal::Retired);
        }
        if had_card && self.kind != SchemeKind::Always {
            return Err(SchemeRefusal::RewardsFixed);
        }
        Ok(RewardChange::Added)
    }
}

impl NewReward {
    fn is_like(&self, reward: &SchemeReward) -> bool {
        self.after == reward.after && self.benefit == reward.benefit && self.name == reward.name
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Percent;

    fn new(kind: SchemeKind) -> NewScheme {
        NewScheme {
            name: "Stempelkaart".to_owned(),
            kind,
            items: Vec::new(),
            min_total: None,
            applies: None,
            once: false,
            max_per_day: None,
            auto: false,
            from: None,
        }
    }

    fn percent(name: &str, after: Option<i64>, percent: i64) -> NewReward {
        NewReward {
            name: name.to_owned(),
            after: after.map(Collected::new),
            benefit: Benefit::PercentOff {
                percent: Percent::from_hundredths(percent * 100).unwrap(),
                max: None,
                on: None,
            },
        }
    }

    #[test]
    fn properties_go_with_kinds() {
        use SchemeKind::*;
        let ten = Some(Money::from_minor(1000));
        let wrong = |option, kind| Err(SchemeError::NotOfThisKind(option, kind));
        for (scheme, want) in [
            (new(Visits), Ok(())),
            (new(Always), Ok(())),
            (new(Spend), Ok(())),
            (new(Purchases), Err(SchemeError::ItemsMissing)),
            (NewScheme { items: vec![Selector::parse("kind:product").unwrap()], ..new(Purchases) }, Ok(())),
            (NewScheme { min_total: ten, applies: Some(Applies::Next), max_per_day: Some(1), ..new(Visits) }, Ok(())),
            (NewScheme { min_total: ten, applies: Some(Applies::This), max_per_day: Some(1), ..new(Always) }, Ok(())),
            (NewScheme { applies: Some(Applies::Next), ..new(Spend) }, wrong(SchemeOption::Applies, Spend)),
            (NewScheme { min_total: ten, ..new(Spend) }, wrong(SchemeOption::MinTotal, Spend)),
            (NewScheme { max_per_day: Some(1), ..new(Spend) }, wrong(SchemeOption::MaxPerDay, Spend)),
            (NewScheme { once: true, ..new(Spend) }, Ok(())),
            (NewScheme { once: true, ..new(Always) }, wrong(SchemeOption::Once, Always)),
            (NewScheme { max_per_day: Some(0), ..new(Visits) }, Err(SchemeError::NotPositive(SchemeOption::MaxPerDay))),
            (
                NewScheme { min_total: Some(Money::ZERO), ..new(Visits) },
                Err(SchemeError::NotPositive(SchemeOption::MinTotal)),
            ),
        ] {
            assert_eq!(scheme.check(), want, "{scheme:?}");
        }
    }

    #[test]
    fn asked_for_again_it_is_the_same() {
        let day = |text| Day::parse(text).unwrap();
        let scheme = new(SchemeKind::Spend).into_scheme(SchemeId(1), day("2026-11-21"));
        assert_eq!((scheme.applies, scheme.from), (Applies::Next, day("2026-11-21")));
        for (again, want) in [
            (new(SchemeKind::Spend), true),
            (NewScheme { from: Some(day("2026-11-21")), ..new(SchemeKind::Spend) }, true),
            (NewScheme { from: Some(day("2026-11-20")), ..new(SchemeKind::Spend) }, false),
            (NewScheme { auto: true, ..new(SchemeKind::Spend) }, false),
            (new(SchemeKind::Visits), false),
        ] {
            assert_eq!(again.is_like(&scheme), want, "{again:?}");
        }
    }

    #[test]
    fn rewards_are_fixed_once_there_was_a_card() {
        let day = Day::parse("2026-11-21").unwrap();
        for kind in [SchemeKind::Visits, SchemeKind::Always] {
            let mut scheme = new(kind).into_scheme(SchemeId(1), day);
            let after = |after| (kind == SchemeKind::Visits).then_some(after);
            let first = percent("20% off", after(5), 20);
            assert_eq!(scheme.add_reward(&first, false), Ok(RewardChange::Added));
            let (name, benefit) = (first.name.clone(), first.benefit.clone());
            scheme.rewards.push(SchemeReward { id: SchemeRewardId(7), name, after: first.after, benefit });

            assert_eq!(scheme.add_reward(&first, true), Ok(RewardChange::Unchanged(SchemeRewardId(7))));
            let second = percent("50% off", after(10), 50);
            assert_eq!(scheme.add_reward(&second, false), Ok(RewardChange::Added));
            let fixed =
                if kind == SchemeKind::Visits { Err(SchemeRefusal::RewardsFixed) } else { Ok(RewardChange::Added) };
            assert_eq!(scheme.add_reward(&second, true), fixed);
            scheme.retired = true;
            assert_eq!(scheme.add_reward(&second, false), Err(SchemeRefusal::Retired));
        }
    }

    #[test]
    fn a_reward_has_a_threshold_of_its_scheme() {
        let day = Day::parse("2026-11-21").unwrap();
        for (kind, after, want) in [
            (SchemeKind::Visits, None, AfterError::Missing),
            (SchemeKind::Spend, Some(0), AfterError::NotPositive),
            (SchemeKind::Always, Some(3), AfterError::NotTaken),
        ] {
            let scheme = new(kind).into_scheme(SchemeId(1), day);
            assert_eq!(scheme.add_reward(&percent("x", after, 5), false), Err(SchemeRefusal::After(want)));
        }
    }
}
