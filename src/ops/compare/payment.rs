//! How an invoice was paid, and how it is asked to be paid now.

use serde_json::json;

use super::Comparison;
use crate::domain::Day;
use crate::domain::text::fold;
use crate::failure::Outcome;
use crate::ops::pay::Spend;

impl Comparison<'_> {
    /// The day, and the rewards and points that were used.
    pub(super) fn payment(&mut self, paid_on: Option<Day>, spend: &Spend) -> Outcome<()> {
        self.paid_on(paid_on);
        self.worked_in(spend)?;
        self.redeemed(spend)
    }

    fn paid_on(&mut self, asked: Option<Day>) {
        let recorded = self.stored.paid_on;
        if let Some(asked) = asked.filter(|day| Some(*day) != recorded) {
            self.differ("paid_on", json!(recorded.map(|day| day.to_string())), json!(asked.to_string()));
        }
    }

    fn worked_in(&mut self, spend: &Spend) -> Outcome<()> {
        if let Some(asked) = &spend.card.worked_in {
            let recorded = crate::ops::card::show::ever_applied(self.reader, self.stored.id)?;
            if !recorded.iter().any(|reward| fold(reward) == fold(asked)) {
                self.differ("card_reward", json!(recorded.first()), json!(asked));
            }
        }
        Ok(())
    }

    fn redeemed(&mut self, spend: &Spend) -> Outcome<()> {
        if spend.redeem.is_empty() && spend.pay_points.is_zero() {
            return Ok(());
        }
        let redemptions = self.reader.redemptions_on(self.stored.id)?;
        let mut recorded: Vec<String> = redemptions.iter().filter_map(|redemption| redemption.reward.clone()).collect();
        let mut asked = spend.redeem.clone();
        recorded.sort_by_key(|name| fold(name));
        asked.sort_by_key(|name| fold(name));
        let is_same = asked.iter().map(|name| fold(name)).eq(recorded.iter().map(|name| fold(name)));
        if !asked.is_empty() && !is_same {
            self.differ("redeem", json!(recorded), json!(asked));
        }
        let paid: i64 = redemptions.iter().filter(|one| one.reward.is_none()).map(|one| one.points.get()).sum();
        if spend.pay_points.is_positive() && spend.pay_points.get() != paid {
            self.differ("pay_points", json!(paid), json!(spend.pay_points.get()));
        }
        Ok(())
    }
}
