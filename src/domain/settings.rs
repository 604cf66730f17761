//! The settings of the programme and their revisions: which rule holds on which day.

use super::text::counted;
use super::{Currency, Day, ExpireAfter, ExpireAt, Money, Points, RevisionId, Selector, UnitPrice, last_day};

/// How an invoice turns into points.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EarnRule {
    /// Per amount spent in all.
    #[default]
    SpendTotal,
    /// Per amount spent on products.
    SpendProducts,
    /// Per amount spent on services.
    SpendServices,
    /// Per paid service.
    PerService,
    /// Per paid product.
    PerProduct,
    /// Per invoice.
    PerInvoice,
    /// No points.
    Off,
}

impl EarnRule {
    /// All rules, in the order in which they are listed to users.
    pub const ALL: [EarnRule; 7] = [
        EarnRule::SpendTotal,
        EarnRule::SpendProducts,
        EarnRule::SpendServices,
        EarnRule::PerService,
        EarnRule::PerProduct,
        EarnRule::PerInvoice,
        EarnRule::Off,
    ];

    /// The word of flags and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            EarnRule::SpendTotal => "spend-total",
            EarnRule::SpendProducts => "spend-products",
            EarnRule::SpendServices => "spend-services",
            EarnRule::PerService => "per-service",
            EarnRule::PerProduct => "per-product",
            EarnRule::PerInvoice => "per-invoice",
            EarnRule::Off => "off",
        }
    }

    /// The rule of that word.
    pub fn parse(text: &str) -> Option<EarnRule> {
        EarnRule::ALL.into_iter().find(|rule| rule.as_str() == text)
    }

    /// Whether the rule divides an amount into steps of `per`.
    pub const fn is_spend(self) -> bool {
        matches!(self, EarnRule::SpendTotal | EarnRule::SpendProducts | EarnRule::SpendServices)
    }

    /// Whether the rule looks at the kinds of lines.
    pub const fn needs_kinds(self) -> bool {
        matches!(self, EarnRule::SpendProducts | EarnRule::SpendServices | EarnRule::PerService | EarnRule::PerProduct)
    }
}

/// Everything that can be set, as it holds from one day on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// How an invoice earns.
    pub earn: EarnRule,
    /// The amount of one step; above zero.
    pub per: Money,
    /// How many points a step or a piece gives; at least 1.
    pub points: Points,
    /// The least total that earns at all, inclusive.
    pub min_total: Option<Money>,
    /// The lines that are not counted.
    pub exclude: Vec<Selector>,
    /// How long points are good for.
    pub expire_after: ExpireAfter,
    /// On which day of its month that ends.
    pub expire_at: ExpireAt,
    /// What one point is worth when a ticket is paid with points.
    pub point_value: Option<UnitPrice>,
    /// Points pay in multiples of this; at least 1.
    pub redeem_step: Points,
    /// The least number of points that pay.
    pub redeem_min: Points,
}

impl Settings {
    /// What holds until the first `settings set`: 1 point for every 10.00 spent, for ever.
    pub fn defaults(currency: Currency) -> Settings {
        Settings {
            earn: EarnRule::SpendTotal,
            per: Money::from_minor(10 * 10i64.pow(u32::from(currency.digits()))),
            points: Points::new(1),
            min_total: None,
            exclude: Vec::new(),
            expire_after: ExpireAfter::Never,
            expire_at: ExpireAt::Day,
            point_value: None,
            redeem_step: Points::new(1),
            redeem_min: Points::ZERO,
        }
    }

    /// The last day of points awarded on that day; `None` when they never run out.
    pub fn last_day(&self, awarded: Day) -> Option<Day> {
        last_day(awarded, self.expire_after, self.expire_at)
    }

    /// The earning rule said as a sentence.
    pub fn sentence(&self, currency: Currency) -> String {
        let points = self.points.get();
        let points = counted(points, "point", "points");
        let on = match self.earn {
            EarnRule::Off => return "invoices earn no points".to_owned(),
            EarnRule::SpendTotal => "in all, ",
            EarnRule::SpendProducts => "on products, ",
            EarnRule::SpendServices => "on services, ",
            EarnRule::PerService | EarnRule::PerProduct | EarnRule::PerInvoice => "",
        };
        let mut sentence = match self.earn {
            EarnRule::PerService => format!("{points} for every paid service"),
            EarnRule::PerProduct => format!("{points} for every paid product"),
            EarnRule::PerInvoice => format!("{points} for every paid invoice"),
            _ => format!("{points} for every {} {on}per invoice, rounded down", currency.show(self.per)),
        };
        if let Some(least) = self.min_total {
            sentence += &format!(", from a total of {} on", currency.show(least));
        }
        if !self.exclude.is_empty() {
            let left_out: Vec<String> = self.exclude.iter().map(Selector::to_string).collect();
            sentence += &format!(", without {}", left_out.join(", "));
        }
        sentence
    }
}

/// The settings from a first day on. A revision is never changed, only followed by the next one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Its number; `None` for the defaults that hold before the first one.
    pub id: Option<RevisionId>,
    /// Its first day; `None` for the defaults.
    pub from: Option<Day>,
    /// What it sets.
    pub settings: Settings,
}

impl Revision {
    /// The defaults, as the revision that holds where there is none.
    pub fn defaults(currency: Currency) -> Revision {
        Revision { id: None, from: None, settings: Settings::defaults(currency) }
    }
}

/// The revisions of a database, in the order in which they were made.
#[derive(Clone, Debug)]
pub struct Revisions {
    made: Vec<Revision>,
    defaults: Revision,
}

impl Revisions {
    /// Takes the revisions in the order in which they were made.
    pub fn new(made: Vec<Revision>, currency: Currency) -> Revisions {
        Revisions { made, defaults: Revision::defaults(currency) }
    }

    /// Whether there is none yet, so that the defaults hold.
    pub fn is_empty(&self) -> bool {
        self.made.is_empty()
    }

    /// All of them, in the order in which they were made.
    pub fn all(&self) -> &[Revision] {
        &self.made
    }

    /// The revision of that number; the defaults for none.
    pub fn get(&self, id: Option<RevisionId>) -> Option<&Revision> {
        match id {
            None => Some(&self.defaults),
            Some(id) => self.made.iter().find(|revision| revision.id == Some(id)),
        }
    }

    /// The revision that counts on a day: the latest first day up to it, among equals the newest; a day before all
    /// of them takes the newest of the earliest first day.
    pub fn in_force(&self, day: Day) -> &Revision {
        let latest =
            self.made.iter().filter(|revision| revision.from <= Some(day)).max_by_key(|revision| revision.from);
        let earliest = || {
            let first = self.made.iter().map(|revision| revision.from).min()?;
            self.made.iter().rev().find(|revision| revision.from == first)
        };
        latest.or_else(earliest).unwrap_or(&self.defaults)
    }

    /// The revisions that begin after a day.
    pub fn planned_after(&self, day: Day) -> impl Iterator<Item = &Revision> {
        self.made.iter().filter(move |revision| revision.from > Some(day))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn revision(id: i64, from: &str, per: i64) -> Revision {
        let settings = Settings { per: Money::from_minor(per), ..Settings::defaults(Currency::EUR) };
        Revision { id: Some(RevisionId(id)), from: Day::parse(from), settings }
    }

    #[test]
    fn the_latest_first_day_counts_and_among_equals_the_newest() {
        let revisions = Revisions::new(
            vec![
                revision(1, "2026-01-05", 1000),
                revision(2, "2026-07-01", 500),
                revision(3, "2026-01-05", 900),
                revision(4, "2026-03-01", 800),
            ],
            Currency::EUR,
        );
        for (day, want) in
            [("2020-01-01", 3), ("2026-01-05", 3), ("2026-03-01", 4), ("2026-06-30", 4), ("2026-07-01", 2)]
        {
            assert_eq!(revisions.in_force(Day::parse(day).unwrap()).id, Some(RevisionId(want)), "{day}");
        }
        assert_eq!(Revisions::new(Vec::new(), Currency::EUR).in_force(Day::MIN).id, None);
    }

    #[test]
    fn the_rule_is_said_as_a_sentence() {
        let plain = Settings::defaults(Currency::EUR);
        for (settings, want) in [
            (plain.clone(), "1 point for every 10.00 in all, per invoice, rounded down"),
            (
                Settings { earn: EarnRule::SpendProducts, points: Points::new(5), ..plain.clone() },
                "5 points for every 10.00 on products, per invoice, rounded down",
            ),
            (
                Settings {
                    earn: EarnRule::PerService,
                    min_total: Some(Money::from_minor(3000)),
                    exclude: vec![Selector::parse("category:hair*").unwrap()],
                    ..plain.clone()
                },
                "1 point for every paid service, from a total of 30.00 on, without category:hair*",
            ),
            (Settings { earn: EarnRule::Off, ..plain }, "invoices earn no points"),
        ] {
            assert_eq!(settings.sentence(Currency::EUR), want);
        }
    }
}
