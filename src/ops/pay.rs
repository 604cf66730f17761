//! Payment: rewards and points are worked into the ticket, points are earned on what is left.
//!
//! The order is that of the ticket: card rewards, points rewards in the order asked, points paid; then the invoice
//! earns on the net. Everything is worked out in memory first, so that a preview is the same work without the writing.

use crate::domain::earn::{Earned, earn, earn_turned};
use crate::domain::ledger::{Account, EntryKind, PayRule, Source, check_pay_points, check_redeem};
use crate::domain::ticket::{Applied, Ticket};
use crate::domain::{CardId, CustomerId, Day, EntryId, InvoiceId, Money, Points, RedemptionId, RevisionId, Settings};
use crate::failure::{Failure, Kind, Outcome};
use crate::store::{InvoicePoints, Need, NewRedemption, Reader, Reward, StoredInvoice, Tx};

use super::card::ticket::{self, CardWish, CardWork, OnTicket};
use super::chosen::Chosen;
use super::refusal;

/// Rewards and points that are to be used on a ticket.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spend {
    /// Points rewards by name, in the order asked.
    pub redeem: Vec<String>,
    /// Points that pay.
    pub pay_points: Points,
    /// The line (from 0) that a reward is used on, by the reward's name.
    pub use_on: Vec<(String, usize)>,
    /// What the card is asked.
    pub card: CardWish,
}

impl Spend {
    /// Whether nothing is asked for.
    pub fn is_empty(&self) -> bool {
        *self == Spend::default()
    }

    /// Whether points are to be spent.
    fn takes_points(&self) -> bool {
        !self.redeem.is_empty() || !self.pay_points.is_zero()
    }

    /// Whether nothing is asked for that only a customer's ticket has. Keeping what there is not harms nobody.
    pub fn takes_nothing(&self) -> bool {
        !self.takes_points() && self.use_on.is_empty() && !self.card.needs_customer()
    }
}

/// The numbers that what is written will have.
#[derive(Clone, Copy, Debug)]
pub struct Ids {
    /// The day that counts as today.
    pub today: Day,
    invoice: InvoiceId,
    entry: EntryId,
    redemption: RedemptionId,
    card: CardId,
    /// Whether the invoice earns points at all; one taken in without them never does.
    earns: bool,
}

impl Ids {
    /// Those of a unit of work, which may spend so much.
    pub fn of(tx: &Tx<'_>, invoice: InvoiceId, spend: &Spend) -> Outcome<Ids> {
        // Without schemes nothing opens a card, and where no points are spent none are redeemed.
        let card = if tx.schemes()?.is_empty() { CardId(1) } else { tx.next_card()? };
        Ok(Ids {
            today: tx.today(),
            invoice,
            entry: tx.next_entry()?,
            redemption: if spend.takes_points() { tx.next_redemption()? } else { RedemptionId(1) },
            card,
            earns: true,
        })
    }

    /// The same for an invoice that is there, and that may earn no points for good.
    pub fn of_recorded(tx: &Tx<'_>, invoice: &StoredInvoice, spend: &Spend) -> Outcome<Ids> {
        Ok(Ids { earns: invoice.earns, ..Ids::of(tx, invoice.id, spend)? })
    }

    /// Those of a preview, which writes nothing.
    pub fn none(today: Day) -> Ids {
        Ids {
            today,
            invoice: InvoiceId(0),
            entry: EntryId(1),
            redemption: RedemptionId(1),
            card: CardId(1),
            earns: true,
        }
    }
}

/// What a payment comes to.
#[derive(Clone, Debug)]
pub struct Payment {
    /// The lines and what is left of them.
    pub ticket: Ticket,
    /// Whose it is.
    pub customer: Option<CustomerId>,
    /// The award date; `None` while it is unpaid.
    pub paid_on: Option<Day>,
    /// The revision that its points are worked out by.
    pub revision: Option<RevisionId>,
    /// What the invoice did to the points, all together.
    pub points: InvoicePoints,
    /// The customer's balance after it.
    pub balance: Option<Points>,
    /// What it did to the card.
    pub card: Option<CardWork>,
    /// Points spent on it.
    redemptions: Vec<NewRedemption>,
    account: Option<Account>,
}

impl Payment {
    /// One that books nothing, so far.
    fn begun(ticket: Ticket, customer: Option<CustomerId>) -> Payment {
        Payment {
            ticket,
            customer,
            paid_on: None,
            revision: None,
            points: InvoicePoints::default(),
            balance: None,
            card: None,
            redemptions: Vec::new(),
            account: None,
        }
    }

    /// What the lines say.
    pub fn subtotal(&self) -> Money {
        self.ticket.subtotal()
    }

    /// What is paid.
    pub fn total(&self) -> Money {
        self.ticket.total()
    }
}

/// What an invoice comes to that is not paid yet, with its customer's card as it is: it books nothing.
pub fn unpaid(
    reader: &Reader<'_>,
    ticket: Ticket,
    customer: Option<CustomerId>,
    date: Day,
    ids: Ids,
) -> Outcome<Payment> {
    let mut payment = Payment::begun(ticket, customer);
    if let Some(customer) = customer {
        payment.balance = Some(super::view::balance_today(reader, customer, ids.today)?);
        let on = OnTicket { customer, invoice: ids.invoice, date, next_card: ids.card };
        let as_it_is = CardWish { leave_out: true, ..CardWish::default() };
        payment.card = ticket::begin(reader, on, &as_it_is, false)?;
    }
    Ok(payment)
}

/// Works a payment out: what the ticket comes to and what it does to the points. Nothing is written.
pub fn work_out(
    reader: &Reader<'_>,
    ticket: Ticket,
    customer: Option<CustomerId>,
    paid_on: Day,
    spend: &Spend,
    ids: Ids,
) -> Outcome<Payment> {
    let revisions = reader.revisions()?;
    let revision = revisions.in_force(paid_on);
    let settings = &revision.settings;
    let mut payment = Payment { paid_on: Some(paid_on), revision: revision.id, ..Payment::begun(ticket, customer) };
    if payment.ticket.is_credit() && !spend.takes_nothing() {
        return Err(Failure::usage("a credit note takes no rewards and no points"));
    }
    let Some(customer) = customer else {
        if !spend.takes_nothing() {
            return Err(Failure::usage("rewards and points need to know whose they are").hint("give `--customer WHO`"));
        }
        return Ok(payment);
    };
    let on = OnTicket { customer, invoice: ids.invoice, date: paid_on, next_card: ids.card };
    let mut card = ticket::begin(reader, on, &spend.card, payment.ticket.is_credit())?;
    let mut chosen = Chosen::new(&spend.use_on);
    if let Some(card) = &mut card {
        card.work_in(&mut payment.ticket, &spend.card, &mut chosen)?;
    }
    let mut work = Work { reader, settings, ids, paid_on, customer };
    let rewards = work.rewards(spend, &mut chosen)?;
    chosen.check(reader)?;
    let mut account = work.account(&payment.ticket, &rewards, spend)?;
    work.redeem(&mut payment, &mut account, &rewards, spend)?;
    work.earn(&mut payment, &mut account)?;
    if let Some(card) = &mut card {
        card.count(&payment.ticket, &spend.card, reader.shop().currency)?;
    }
    payment.card = card;
    payment.balance = Some(account.balance());
    payment.account = Some(account);
    Ok(payment)
}

/// Writes what a payment did to the points and the card; the invoice itself is there.
pub fn keep(tx: &Tx<'_>, mut payment: Payment) -> Outcome<Payment> {
    for redemption in &payment.redemptions {
        tx.insert_redemption(redemption)?;
    }
    if let (Some(customer), Some(account)) = (payment.customer, payment.account.take()) {
        tx.keep_account(customer, account, None)?;
    }
    if let Some(card) = &payment.card {
        card.keep(tx)?;
    }
    Ok(payment)
}

/// The points an invoice earns under the settings.
pub fn earned(settings: &Settings, ticket: &Ticket) -> Outcome<Earned> {
    let lines: Vec<_> = ticket.lines().iter().map(|line| line.earn_line()).collect();
    if ticket.is_credit() {
        return Ok(earn_turned(settings, &lines)?);
    }
    Ok(earn(settings, &lines, ticket.total())?)
}

struct Work<'a> {
    reader: &'a Reader<'a>,
    settings: &'a Settings,
    ids: Ids,
    paid_on: Day,
    customer: CustomerId,
}

impl Work<'_> {
    /// The rewards asked for, each with the line it is to be used on.
    fn rewards(&self, spend: &Spend, chosen: &mut Chosen<'_>) -> Outcome<Vec<(Reward, Option<usize>)>> {
        let mut rewards = Vec::new();
        for name in &spend.redeem {
            let reward = super::points::find_reward(self.reader, name, self.paid_on)?;
            let line = chosen.take(&reward.name);
            rewards.push((reward, line));
        }
        Ok(rewards)
    }

    /// The ledger, with the lots that the work may need.
    fn account(&self, ticket: &Ticket, rewards: &[(Reward, Option<usize>)], spend: &Spend) -> Outcome<Account> {
        let costs = rewards.iter().map(|(reward, _)| reward.cost).chain([spend.pay_points]);
        let mut cover = Points::ZERO;
        for cost in costs {
            cover = cover.checked_add(cost).ok_or(crate::domain::ledger::Overflow)?;
        }
        let need = Need { cover, all: ticket.is_credit(), ..Need::default() };
        Ok(self.reader.account_from(self.customer, need, &[], self.ids.entry, self.ids.today)?)
    }

    /// Points rewards in the order asked, then points paid.
    fn redeem(
        &mut self,
        payment: &mut Payment,
        account: &mut Account,
        rewards: &[(Reward, Option<usize>)],
        spend: &Spend,
    ) -> Outcome<()> {
        let subtotal = payment.ticket.subtotal();
        for (reward, line) in rewards {
            check_redeem(account.balance(), reward.cost).map_err(refusal::points)?;
            let discount = match payment.ticket.apply(&reward.benefit, *line) {
                Applied::Lowered(discount) => discount,
                Applied::Gift => Money::ZERO,
                Applied::Nothing => {
                    let message = format!("the reward `{}` would lower nothing on this ticket", reward.name);
                    return Err(
                        Failure::new(Kind::RewardRefused, message).hint("leave it out, and it stays to be used")
                    );
                }
                Applied::LineDoesNotFit => {
                    let message =
                        format!("the reward `{}` does not fit line {}", reward.name, line.map_or(0, |line| line + 1));
                    return Err(
                        Failure::new(Kind::RewardRefused, message).hint("choose another line, or leave `--use` out")
                    );
                }
            };
            self.spend(payment, account, Some(reward), reward.cost, discount)?;
        }
        if spend.pay_points.is_positive() {
            let rule = PayRule {
                point_value: self.settings.point_value,
                step: self.settings.redeem_step,
                least: self.settings.redeem_min,
            };
            let payable = payment.ticket.payable(None);
            let value = check_pay_points(spend.pay_points, &rule, payable, self.reader.shop().currency)
                .map_err(refusal::points)?;
            check_redeem(account.balance(), spend.pay_points).map_err(refusal::points)?;
            payment.ticket.take_off(value, None);
            self.spend(payment, account, None, spend.pay_points, value)?;
        }
        debug_assert!(payment.ticket.total() <= subtotal);
        Ok(())
    }

    fn spend(
        &mut self,
        payment: &mut Payment,
        account: &mut Account,
        reward: Option<&Reward>,
        points: Points,
        discount: Money,
    ) -> Outcome<()> {
        let id = self.ids.redemption;
        self.ids.redemption = RedemptionId(id.0 + 1);
        let source = Source { invoice: Some(self.ids.invoice), redemption: Some(id), ..Source::default() };
        let entry = account.debit(EntryKind::Redeem, self.paid_on, points, None, source)?;
        payment.points.redeemed += points;
        payment.redemptions.push(NewRedemption {
            id,
            customer: self.customer,
            invoice: Some(self.ids.invoice),
            reward: reward.map(|reward| reward.id),
            entry,
            points,
            discount,
        });
        Ok(())
    }

    /// The invoice earns on what is left; a credit note takes back what it would have earned.
    fn earn(&self, payment: &mut Payment, account: &mut Account) -> Outcome<()> {
        if !self.ids.earns {
            return Ok(());
        }
        let points = earned(self.settings, &payment.ticket)?.points;
        let source = Source { invoice: Some(self.ids.invoice), ..Source::default() };
        if payment.ticket.is_credit() {
            let points = points.min(account.creditable());
            if points.is_positive() {
                account.debit(EntryKind::Reverse, self.paid_on, points, None, source)?;
                payment.points.reversed = points;
            }
        } else if points.is_positive() {
            let last_day = self.settings.last_day(self.paid_on);
            account.credit(EntryKind::Earn, self.paid_on, points, last_day, source, self.ids.today)?;
            payment.points.earned = points;
        }
        Ok(())
    }
}
