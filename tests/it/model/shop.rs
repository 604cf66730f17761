//! The same shop in the program: a store in memory, and the units of work that commands do.

use std::path::Path;

use loyalty::domain::person::Country;
use loyalty::domain::refund;
use loyalty::domain::{
    Benefit, Currency, CustomerId, Day, InvoiceId, Kind, Line, Money, Percent, Points, Quantity, RedemptionId,
    Selector, Settings,
};
use loyalty::failure::{Failure, Outcome};
use loyalty::ops::change::{self, RefundRequest};
use loyalty::ops::merge::{self, Pair};
use loyalty::ops::pay::Spend;
use loyalty::ops::points::{self, Adjustment, SpendOn};
use loyalty::ops::record::{self, Recorded, Request, Who};
use loyalty::store::{Action, Context, Mode, NewCustomer, Store, Tx};

use super::till::{Asked, Cut, REWARDS, Ticket};

pub struct Shop {
    pub store: Store,
    pub today: Day,
    pub customers: Vec<CustomerId>,
    /// In the order of the model's.
    pub invoices: Vec<InvoiceId>,
    pub redemptions: Vec<RedemptionId>,
}

/// What texts begin with that spreadsheets would take for formulas, and what looks like a guard against it.
fn beginning(amount: i64) -> &'static str {
    ["", "=", "'", "-", "''", "'t ", "@"][amount.rem_euclid(7) as usize]
}

fn line(asked: &Asked) -> Line {
    Line {
        kind: asked.kind,
        name: format!("{}{}-{}", beginning(asked.amount), asked.kind.as_str(), asked.amount),
        sku: (asked.amount % 3 == 0).then(|| format!("00{}", asked.amount.rem_euclid(7))),
        category: (asked.amount % 5 == 0).then(|| format!("{}x, \"y\";z", beginning(asked.amount))),
        quantity: Quantity::from_thousandths(asked.quantity).expect("a quantity"),
        unit_price: None,
        amount: Money::from_minor(asked.amount),
    }
}

fn spend(redeem: &[usize], pay_points: i64) -> Spend {
    let redeem = redeem.iter().map(|reward| REWARDS[*reward].0.to_owned()).collect();
    Spend { redeem, pay_points: Points::new(pay_points), ..Spend::default() }
}

fn request(number: &str, ticket: &Ticket) -> Request {
    Request {
        number: Some(number.to_owned()),
        day: Some(ticket.date),
        time: None,
        customer: ticket.who.map(|who| Who::Reference(format!("C{who}"))),
        lines: ticket.lines.iter().map(line).collect(),
        paid: ticket.paid_on.is_some(),
        paid_on: ticket.paid_on,
        spend: if ticket.paid_on.is_some() { spend(&ticket.redeem, ticket.pay_points) } else { Spend::default() },
        refers_to: None,
    }
}

fn id_of(recorded: &Recorded) -> InvoiceId {
    match recorded {
        Recorded::New(worked) => worked.id.expect("it was written"),
        Recorded::Stored(id, _) => *id,
    }
}

/// What `init` says.
fn settled() -> loyalty::store::Shop {
    let (country, time_zone) = (Country::NL, "Europe/Amsterdam".to_owned());
    loyalty::store::Shop { currency: Currency::EUR, country, time_zone }
}

impl Shop {
    pub fn new(today: Day, customers: usize) -> Shop {
        Shop::keeping(Store::scratch(&settled()).expect("a database"), today, customers)
    }

    /// A shop that keeps its database in a file.
    pub fn at(path: &Path, today: Day, customers: usize) -> Shop {
        Shop::keeping(Store::open_or_create(path, &settled()).expect("a database").0, today, customers)
    }

    fn keeping(store: Store, today: Day, customers: usize) -> Shop {
        let (customers_wanted, mut made) = (customers, Vec::new());
        let mut shop = Shop { store, today, customers: Vec::new(), invoices: Vec::new(), redemptions: Vec::new() };
        shop.work(|tx| {
            for who in 0..customers_wanted {
                let new = NewCustomer {
                    reference: Some(format!("C{who}")),
                    name: Some("'t Hof, \"Jo\"".to_owned()),
                    ..NewCustomer::default()
                };
                made.push(tx.insert_customer(&new)?.id);
            }
            let benefits = [
                Benefit::Gift { text: "a brush".to_owned() },
                Benefit::AmountOff { amount: Money::from_minor(500), on: None },
                Benefit::PercentOff { percent: Percent::parse("10").expect("a percentage"), max: None, on: None },
                Benefit::FreeItem { item: Selector::parse("kind:product").expect("a selector") },
            ];
            for ((name, cost), benefit) in REWARDS.iter().zip(&benefits) {
                tx.insert_reward(name, Points::new(*cost), benefit, None, None)?;
            }
            Ok(())
        })
        .expect("nothing refuses that");
        shop.customers = made;
        shop
    }

    fn work<T>(&mut self, body: impl FnOnce(&Tx<'_>) -> Outcome<T>) -> Outcome<T> {
        let context = Context { today: self.today, now_millis: 0, actor: "till".to_owned(), mode: Mode::Real };
        self.store.write(&context, Action("test"), body)
    }

    pub fn revise(&mut self, from: Day, settings: &Settings) {
        self.work(|tx| Ok(tx.insert_revision(from, settings)?)).expect("a revision");
    }

    pub fn record(&mut self, ticket: &Ticket) -> Outcome<bool> {
        let request = request(&format!("F{:04}", self.invoices.len()), ticket);
        let recorded = self.work(|tx| record::record(tx, &request))?;
        self.invoices.push(id_of(&recorded));
        Ok(true)
    }

    pub fn credit(&mut self, original: usize, amount: i64) -> Outcome<bool> {
        let (today, id, number) = (self.today, self.invoices[original], format!("F{:04}", self.invoices.len()));
        let line = Asked { kind: Kind::Other, quantity: 1000, amount: -amount };
        let ticket = Ticket {
            who: None,
            date: today,
            paid_on: Some(today),
            lines: vec![line],
            redeem: Vec::new(),
            pay_points: 0,
        };
        let recorded = self.work(|tx| {
            let refers_to = Some(tx.invoice(id)?.number);
            let mut request = Request { refers_to, ..request(&number, &ticket) };
            // An amount, of no article.
            request.lines[0] = Line { name: "Back".to_owned(), sku: None, category: None, ..request.lines[0].clone() };
            record::record(tx, &request)
        })?;
        self.invoices.push(id_of(&recorded));
        Ok(true)
    }

    pub fn pay(&mut self, invoice: usize, paid_on: Day, redeem: &[usize], pay_points: i64) -> Outcome<bool> {
        let (id, spend) = (self.invoices[invoice], spend(redeem, pay_points));
        self.work(|tx| Ok(change::pay(tx, &tx.invoice(id)?, Some(paid_on), &spend)?.is_some()))
    }

    pub fn refund(&mut self, invoice: usize, cut: &Cut, day: Day) -> Outcome<bool> {
        let id = self.invoices[invoice];
        let quantity = |pieces: i64| Quantity::from_thousandths(pieces).expect("a quantity");
        let cut = match *cut {
            Cut::All => refund::Cut::All,
            Cut::Amount(amount) => refund::Cut::Amount(Money::from_minor(amount)),
            Cut::Line(line, pieces) => refund::Cut::Lines(vec![(line, pieces.map(quantity))]),
        };
        let request = RefundRequest { cut, day, reason: None, credit: None };
        self.work(|tx| Ok(change::refund(tx, &tx.invoice(id)?, &request, None)?.is_some()))
    }

    pub fn void(&mut self, invoice: usize) -> Outcome<bool> {
        let id = self.invoices[invoice];
        self.work(|tx| change::void(tx, &tx.invoice(id)?, "a slip"))
    }

    pub fn correct(&mut self, invoice: usize, ticket: &Ticket) -> Outcome<bool> {
        let id = self.invoices[invoice];
        let recorded = self.work(|tx| {
            let stored = tx.invoice(id)?;
            change::correct(tx, &stored, &request(&stored.number, ticket), "a slip")
        })?;
        self.invoices.push(id_of(&recorded));
        Ok(true)
    }

    pub fn assign(&mut self, invoice: usize, to: usize) -> Outcome<bool> {
        let (id, to) = (self.invoices[invoice], self.customers[to]);
        self.work(|tx| change::assign(tx, &tx.invoice(id)?, to))
    }

    pub fn adjust(
        &mut self,
        who: usize,
        points: i64,
        expires: Option<Option<Day>>,
        allow_negative: bool,
    ) -> Outcome<bool> {
        let id = self.customers[who];
        let adjustment = Adjustment { points: Points::new(points), reason: "a slip", expires, allow_negative };
        self.work(|tx| Ok(points::adjust(tx, &tx.customer(id)?, &adjustment, None)?.1))
    }

    pub fn merge(&mut self, from: usize, into: usize) -> Outcome<bool> {
        let (from, into) = (self.customers[from], self.customers[into]);
        self.work(|tx| merge::merge(tx, &Pair { from: tx.customer(from)?, into: tx.customer(into)? }))?;
        self.customers.iter_mut().filter(|id| **id == from).for_each(|id| *id = into);
        Ok(true)
    }

    pub fn redeem(&mut self, who: usize, points: i64) -> Outcome<bool> {
        let id = self.customers[who];
        let on = SpendOn::Points(Points::new(points));
        let (redemption, done) = self.work(|tx| points::redeem(tx, &tx.customer(id)?, on, None, None))?;
        self.redemptions.push(redemption);
        Ok(done)
    }

    pub fn take_redemption_back(&mut self, redemption: usize) -> Outcome<bool> {
        let id = self.redemptions[redemption];
        self.work(|tx| Ok(points::take_redemption_back(tx, &points::find_redemption(tx, id)?)?.is_some()))
    }

    pub fn book_expiry(&mut self) {
        self.work(|tx| points::expire(tx, tx.today())).expect("expiry is never refused");
    }

    pub fn findings(&mut self) -> Vec<String> {
        let found = self.store.read(|reader| loyalty::ops::check::check(reader, None)).expect("a reading");
        found.findings.iter().map(|finding| format!("{finding:?}")).collect()
    }

    pub fn read<T>(&mut self, body: impl Fn(&loyalty::store::Reader<'_>) -> Outcome<T>) -> T {
        self.store.read::<T, Failure>(body).expect("a reading")
    }
}
