//! Schemes: the kinds of client card a shop has (domain.md §7).

mod collected;
mod edit;
mod new;
mod round;

pub use collected::{AfterError, Collected};
pub use edit::{EditRefusal, RewardEdit, SchemeEdit};
pub use new::{NewReward, NewScheme, RewardChange, SchemeError, SchemeOption, SchemeRefusal};
pub use round::{Round, Slot};

use super::{Benefit, Currency, Day, Money, SchemeId, SchemeRewardId, Selector, text};

/// What the cards of a scheme collect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SchemeKind {
    /// One for each paid invoice that qualifies.
    Visits,
    /// What was paid.
    Spend,
    /// Paid pieces of the scheme's items.
    Purchases,
    /// Visits, for information: its rewards come with every ticket that qualifies.
    Always,
}

impl SchemeKind {
    /// All kinds, in the order in which they are listed to users.
    pub const ALL: [SchemeKind; 4] = [SchemeKind::Visits, SchemeKind::Spend, SchemeKind::Purchases, SchemeKind::Always];

    /// The word of flags, columns and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            SchemeKind::Visits => "visits",
            SchemeKind::Spend => "spend",
            SchemeKind::Purchases => "purchases",
            SchemeKind::Always => "always",
        }
    }

    /// The kind of that word.
    pub fn parse(text: &str) -> Option<SchemeKind> {
        SchemeKind::ALL.into_iter().find(|kind| kind.as_str() == text)
    }

    /// Whether its cards count visits.
    pub const fn counts_visits(self) -> bool {
        matches!(self, SchemeKind::Visits | SchemeKind::Always)
    }
}

/// The ticket on which a reward that fell due is first used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Applies {
    /// The one that makes it fall due.
    This,
    /// The one after it.
    Next,
}

impl Applies {
    /// The word of flags, columns and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            Applies::This => "this",
            Applies::Next => "next",
        }
    }

    /// The value of that word.
    pub fn parse(text: &str) -> Option<Applies> {
        [Applies::This, Applies::Next].into_iter().find(|applies| applies.as_str() == text)
    }
}

/// A reward of a scheme.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SchemeReward {
    /// Its id.
    pub id: SchemeRewardId,
    /// What it is called; several may be called alike.
    pub name: String,
    /// How much is to be collected for it in a round, above zero; `None` for `always` and nothing else.
    pub after: Option<Collected>,
    /// What it gives.
    pub benefit: Benefit,
}

/// A scheme with its rewards.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scheme {
    /// Its id.
    pub id: SchemeId,
    /// What it is called.
    pub name: String,
    /// What its cards collect.
    pub kind: SchemeKind,
    /// The lines that count; all of them when there are none.
    pub items: Vec<Selector>,
    /// The least total of a visit.
    pub min_total: Option<Money>,
    /// When a reward that fell due is first used; `Next` for `spend` and `purchases`.
    pub applies: Applies,
    /// Whether a card has one round only.
    pub once: bool,
    /// How many visits of one day count.
    pub max_per_day: Option<u32>,
    /// Whether it opens a card by itself.
    pub auto: bool,
    /// Its first day: what imported invoices before it reach is waived.
    pub from: Day,
    /// Whether it opens no more cards.
    pub retired: bool,
    /// Its rewards, in the order in which they were made.
    pub rewards: Vec<SchemeReward>,
    /// Rewards of schemes that were retired into this one: handed out where a card brought them along, never due.
    pub taken_over: Vec<SchemeReward>,
}

impl Scheme {
    /// A reward that a card of this scheme can hold.
    pub fn reward(&self, id: SchemeRewardId) -> Option<&SchemeReward> {
        self.rewards.iter().chain(&self.taken_over).find(|reward| reward.id == id)
    }

    /// The rewards of a name, compared as names are; its own before those that were taken over.
    pub fn rewards_named(&self, name: &str) -> Vec<SchemeRewardId> {
        let name = text::fold(name);
        let all = self.rewards.iter().chain(&self.taken_over);
        all.filter(|reward| text::fold(&reward.name) == name).map(|reward| reward.id).collect()
    }

    /// Whether a paid invoice opens a card by itself: not beside another active card, and not after one of this scheme.
    pub const fn opens_by_itself(&self, has_active_card: bool, had_a_card_of_it: bool) -> bool {
        self.auto && !self.retired && !has_active_card && !had_a_card_of_it
    }

    /// Writes an amount collected as tables and JSON have it.
    pub fn show(&self, collected: Collected, currency: Currency) -> String {
        collected.show(self.kind, currency)
    }
}
