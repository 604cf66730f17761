//! How an invoice was paid, and how it is asked to be paid now.

use serde_json::json;

use super::Comparison;
use super::lines::fits;
use crate::domain::text::fold;
use crate::domain::{Day, Line};
use crate::failure::Outcome;
use crate::ops::card::show::ever_applied;
use crate::ops::card::ticket::CardWish;
use crate::ops::pay::Spend;

impl Comparison<'_> {
    /// The day, and the rewards and points that were used. `lines` are those that choices count in.
    pub(super) fn payment(&mut self, paid_on: Option<Day>, spend: &Spend, lines: &[Line]) -> Outcome<()> {
        self.paid_on(paid_on);
        self.worked_in(spend)?;
        self.redeemed(spend)?;
        self.kept(spend)?;
        self.used_on(spend, lines)?;
        self.card(spend)
    }

    fn paid_on(&mut self, asked: Option<Day>) {
        let recorded = self.stored.paid_on;
        if let Some(asked) = asked.filter(|day| Some(*day) != recorded) {
            self.differ("paid_on", json!(recorded.map(|day| day.to_string())), json!(asked.to_string()));
        }
    }

    fn worked_in(&mut self, spend: &Spend) -> Outcome<()> {
        if let Some(asked) = &spend.card.worked_in {
            let recorded = ever_applied(self.reader, self.stored.id)?;
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

    /// What is to be kept for later was not used. Which choices were made is not recorded, only what came of them.
    fn kept(&mut self, spend: &Spend) -> Outcome<()> {
        let CardWish { keep, keep_all, worked_in, .. } = &spend.card;
        if keep.is_empty() && !keep_all {
            return Ok(());
        }
        let used = ever_applied(self.reader, self.stored.id)?;
        let is_used = |name: &&String| used.iter().any(|used| fold(used) == fold(name));
        let kept: Vec<&String> = keep.iter().filter(is_used).collect();
        if !kept.is_empty() {
            self.differ("keep", json!(null), json!(kept));
        }
        let by_till = |used: &String| worked_in.as_ref().is_some_and(|name| fold(name) == fold(used));
        if *keep_all && !used.iter().all(by_till) {
            self.differ("keep_rewards", json!(false), json!(true));
        }
        Ok(())
    }

    /// A line that was chosen for a reward was lowered, and the reward used.
    fn used_on(&mut self, spend: &Spend, lines: &[Line]) -> Outcome<()> {
        if spend.use_on.is_empty() {
            return Ok(());
        }
        let recorded = self.reader.lines(self.stored.id)?;
        let redeemed = self.reader.redemptions_on(self.stored.id)?.into_iter().filter_map(|one| one.reward);
        let used: Vec<String> = redeemed.chain(ever_applied(self.reader, self.stored.id)?).collect();
        let was_so = |(name, line): &&(String, usize)| {
            let lowered = |chosen: &Line| {
                let mut alike = recorded.iter().filter(|line| fits(&line.ticket.line, chosen));
                alike.any(|line| line.ticket.net < line.ticket.discounted)
            };
            lines.get(*line).is_some_and(lowered) && used.iter().any(|used| fold(used) == fold(name))
        };
        let otherwise = spend.use_on.iter().filter(|choice| !was_so(choice));
        let otherwise: Vec<String> = otherwise.map(|(name, line)| format!("{name}:{}", line + 1)).collect();
        if !otherwise.is_empty() {
            self.differ("use", json!(null), json!(otherwise));
        }
        Ok(())
    }

    /// A card was opened of that scheme, or was there; and a ticket that is left out was not counted when it was recorded.
    fn card(&mut self, spend: &Spend) -> Outcome<()> {
        let Comparison { reader, stored, .. } = *self;
        if let Some(asked) = &spend.card.open {
            let scheme = reader.scheme_by_name(asked)?;
            let mut had_one = false;
            for customer in [stored.customer, reader.asked_customer(stored)?].into_iter().flatten() {
                if let Some(scheme) = &scheme {
                    had_one |= reader.had_card(customer, scheme.id)?;
                }
            }
            if !had_one {
                let booked = reader.booking(stored.id)?.map(|booking| reader.card_row(booking.card)).transpose()?;
                let scheme = booked.map(|card| reader.scheme(card.scheme)).transpose()?;
                self.differ("card", json!(scheme.map(|scheme| scheme.name.clone())), json!(asked));
            }
        }
        // A card that was opened on the ticket later counts it too.
        if spend.card.leave_out && stored.asked_paid {
            let events = reader.card_events_of_invoice(stored.id)?;
            if events.iter().any(|event| event.operation == stored.operation) {
                self.differ("no_card", json!(false), json!(true));
            }
        }
        Ok(())
    }
}
