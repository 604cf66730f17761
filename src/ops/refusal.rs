//! The domain's refusals in words, with their exit codes and what to do.

use serde_json::json;

use crate::domain::earn::TooManyPoints;
use crate::domain::ledger::{self, Overflow};
use crate::domain::refund;
use crate::domain::ticket::{MAX_LINES, TicketRefusal};
use crate::domain::{Currency, Day};
use crate::failure::{Failure, Kind};

/// A refund dated before its invoice was paid would make points owed that nobody had yet.
pub fn refund_before_payment(day: Day, paid_on: Day) -> Failure {
    Failure::new(Kind::RefundRefused, format!("`{day}` is before the invoice was paid, on `{paid_on}`"))
        .hint(format!("give `--date {paid_on}` or a later day"))
}

/// Why lines make no ticket.
pub fn ticket(refusal: TicketRefusal, currency: Currency) -> Failure {
    match refusal {
        TicketRefusal::NoLines => {
            Failure::usage("the invoice has no line").hint("give `--line KIND:NAME@UNIT_PRICE` or `--total AMOUNT`")
        }
        TicketRefusal::TooManyLines => Failure::usage(format!("the invoice has more than {MAX_LINES} lines")),
        TicketRefusal::TotalTooLarge => Failure::usage("the total of the invoice is too large"),
        TicketRefusal::DiscountRaises { line } => {
            Failure::usage(format!("line {line} is a discount that raises the total"))
                .hint("give a discount with a minus sign")
        }
        TicketRefusal::DiscountTooLarge { discount, most } => Failure::new(
            Kind::TicketRefused,
            format!(
                "the discount of `{}` is more than the `{}` that can bear it",
                currency.show(discount),
                currency.show(most)
            ),
        )
        .hint("gift cards bear no discount unless there is nothing else; lower the discount line"),
    }
}

/// Why points are not spent or adjusted.
pub fn points(refusal: ledger::Refusal) -> Failure {
    use ledger::Refusal;
    match refusal {
        Refusal::NotEnoughPoints { balance, needed } => {
            let there = if balance.get() == 1 { "is `1` point" } else { &format!("are `{balance}` points") };
            Failure::new(Kind::NotEnoughPoints, format!("there {there}, and `{needed}` are needed"))
                .details(json!({ "balance": balance.get(), "needed": needed.get() }))
        }
        Refusal::NoPointValue => Failure::new(Kind::PointsRefused, "points have no value to pay with")
            .hint("set one with `loyalty settings set --point-value 0.05`"),
        Refusal::NotAStep { step } => Failure::new(Kind::PointsRefused, format!("points pay in steps of `{step}`"))
            .details(json!({ "step": step.get() })),
        Refusal::BelowLeast { least } => Failure::new(Kind::PointsRefused, format!("points pay from `{least}` on"))
            .details(json!({ "least": least.get() })),
        Refusal::ExceedsTicket { most } => {
            let failure = Failure::new(Kind::PointsRefused, "the points are worth more than the ticket")
                .details(json!({ "most": most.get() }));
            if most.is_positive() {
                failure.hint(format!("at most `--pay-points {most}`"))
            } else {
                failure.hint("points pay nothing on this ticket: leave `--pay-points` out")
            }
        }
        Refusal::WorthNothing => Failure::new(Kind::PointsRefused, "so few points are worth nothing"),
        Refusal::AdjustZero => Failure::usage("an adjustment of `0` points changes nothing"),
        Refusal::BelowZero { balance } => {
            Failure::new(Kind::BelowZero, format!("the balance is `{balance}`, and would fall below zero"))
                .hint("with `--allow-negative` it may")
                .details(json!({ "balance": balance.get() }))
        }
    }
}

/// Why nothing is given back.
pub fn refund(refusal: refund::Refusal, currency: Currency) -> Failure {
    use refund::Refusal;
    let refused = |message: String| Failure::new(Kind::RefundRefused, message);
    match refusal {
        Refusal::CreditNote => refused("a credit note is not refunded".to_owned())
            .hint("take it back with `loyalty invoice void NUMBER --reason TEXT`"),
        Refusal::NoSuchLine { line } => Failure::usage(format!("there is no line {}", line + 1)),
        Refusal::DiscountLine { line } => {
            refused(format!("line {} is a discount, which is not given back by itself", line + 1))
        }
        Refusal::OnlyWhole => refused("a ticket of nothing is given back whole".to_owned()).hint("give `--all`"),
        Refusal::NotAboveZero => Failure::usage("what is given back must be above zero"),
        Refusal::FewerPieces { line, left } => refused(format!("of line {} only `{left}` is left", line + 1))
            .details(json!({ "line": line + 1, "left": left.to_string() })),
        Refusal::MoreThanLeft { left } => refused(format!("only `{}` is left to give back", currency.show(left)))
            .hint("give `--all` for what is left")
            .details(json!({ "left": currency.show(left) })),
    }
}

impl From<TooManyPoints> for Failure {
    fn from(_: TooManyPoints) -> Failure {
        Failure::new(Kind::TooLarge, "the invoice earns more points than a ledger holds")
    }
}

impl From<Overflow> for Failure {
    fn from(error: Overflow) -> Failure {
        Failure::new(Kind::TooLarge, error.to_string())
    }
}
