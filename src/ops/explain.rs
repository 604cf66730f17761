//! Why an invoice has the points it has: the arithmetic, line by line.

use crate::domain::earn::{Base, Earned, Verdict};
use crate::domain::{Currency, Kind, Settings};
use crate::failure::Outcome;
use crate::output::Number;
use crate::report::explain::{ExplainReport, ExplainedLine, ExplainedRedemption, ExplainedRefund};
use crate::report::invoice::money;
use crate::store::{InvoiceState, Reader, StoredInvoice, StoredLine};

use super::view;

/// Explains a recorded invoice.
pub fn explain(reader: &Reader<'_>, invoice: &StoredInvoice) -> Outcome<ExplainReport> {
    let currency = reader.shop().currency;
    let revisions = reader.revisions()?;
    let revision = match invoice.state {
        InvoiceState::Unpaid => revisions.in_force(invoice.day),
        _ => revisions.get(invoice.revision).expect("revisions are never deleted"),
    };
    let settings = &revision.settings;
    let lines = reader.lines(invoice.id)?;
    let sold: Vec<_> = lines.iter().map(|line| line.ticket.earn_line()).collect();
    let is_credit = invoice.total.is_negative();
    let worked_out = if is_credit {
        crate::domain::earn::earn_turned(settings, &sold)?
    } else {
        crate::domain::earn::earn(settings, &sold, invoice.total)?
    };
    let points = view::points_of(reader, invoice)?;
    let customer = invoice.customer.map(|customer| reader.customer(customer)).transpose()?;
    let original = invoice.refers_to.map(|original| reader.invoice(original)).transpose()?;
    let why = match &original {
        Some(original) => {
            format!("it is a refund of `{}`, whose points are worked out anew on what is left of it", original.number)
        }
        None => why(invoice, settings, &worked_out, currency),
    };
    let (base, dropped) = (show(worked_out.base, currency), show(worked_out.dropped, currency));
    let refunds = reader.refunds_of(invoice.id)?;
    let mut explained_refunds = Vec::new();
    for refund in refunds.iter().filter(|refund| !refund.undone) {
        let (reversed, returned) = reader.refund_points(refund)?;
        explained_refunds.push(ExplainedRefund {
            date: refund.day.to_string(),
            amount: money(refund.amount, currency),
            reversed: reversed.get(),
            returned: returned.get(),
            reason: refund.reason.clone(),
        });
    }
    let redemptions = reader.redemptions_on(invoice.id)?;
    Ok(ExplainReport {
        currency: currency.code().to_owned(),
        number: invoice.number.clone(),
        date: invoice.day.to_string(),
        paid_on: invoice.paid_on.map(|day| day.to_string()),
        customer: customer.map(|customer| customer.reference),
        state: invoice.state.as_str(),
        refers_to: original.map(|original| original.number),
        revision: revision.from.map(|from| from.to_string()),
        earn: settings.earn.as_str(),
        rule: settings.sentence(currency),
        subtotal: money(invoice.subtotal, currency),
        total: money(invoice.total, currency),
        lines: explained_lines(&lines, &worked_out, currency),
        base,
        step: settings.earn.is_spend().then(|| money(settings.per, currency)),
        steps: worked_out.steps,
        points_per_step: settings.points.get(),
        dropped,
        below_min_total: worked_out.below_min_total,
        computed: worked_out.points.get(),
        earned: points.earned.get(),
        reversed: points.reversed.get(),
        expired: points.lapsed.get(),
        redeemed: points.redeemed.get(),
        returned: points.returned.get(),
        why,
        redemptions: redemptions
            .iter()
            .map(|redemption| ExplainedRedemption {
                redemption: redemption.id.0,
                reward: redemption.reward.clone(),
                points: redemption.points.get(),
                discount: money(redemption.discount, currency),
                returned: redemption.returned.get(),
            })
            .collect(),
        refunds: explained_refunds,
        card: super::card::explain::explain(reader, invoice)?,
    })
}

fn show(base: Base, currency: Currency) -> Number {
    match base {
        Base::Amount(amount) => money(amount, currency),
        Base::Pieces(pieces) => Number::new(pieces.to_string()),
    }
}

fn explained_lines(lines: &[StoredLine], earned: &Earned, currency: Currency) -> Vec<ExplainedLine> {
    lines
        .iter()
        .zip(&earned.verdicts)
        .map(|(line, verdict)| ExplainedLine {
            kind: line.ticket.line.kind.as_str(),
            name: line.ticket.line.name.clone(),
            quantity: Number::new(line.ticket.line.quantity.to_string()),
            amount: money(line.ticket.line.amount, currency),
            discount: money(line.ticket.line.amount - line.ticket.discounted, currency),
            rewards: money(line.ticket.discounted - line.ticket.net, currency),
            net: money(line.ticket.net, currency),
            refunded: money(line.refunded, currency),
            counted: *verdict == Verdict::Counted,
            why: verdict.as_str(),
        })
        .collect()
}

/// The arithmetic in one sentence.
fn why(invoice: &StoredInvoice, settings: &Settings, earned: &Earned, currency: Currency) -> String {
    if invoice.state == InvoiceState::Unpaid {
        return "it is unpaid: points come when it is paid".to_owned();
    }
    if invoice.customer.is_none() {
        return "it is nobody's: points come once it is assigned to a customer".to_owned();
    }
    if earned.below_min_total {
        let least = settings.min_total.map(|least| currency.show(least)).unwrap_or_default();
        return format!("the total {} is below the least total {least}", currency.show(invoice.total));
    }
    let points = earned.points;
    let verb = if invoice.total.is_negative() { "would have earned, so it takes back at most" } else { "earns" };
    match (earned.base, settings.earn.is_spend()) {
        (Base::Amount(base), true) => format!(
            "{} counted, {} whole steps of {} at {} each: it {verb} {points}",
            currency.show(base),
            earned.steps,
            currency.show(settings.per),
            settings.points,
        ),
        (Base::Pieces(pieces), _) => {
            let what = if settings.earn.needs_kinds() { counted_kind(settings) } else { "piece" };
            format!(
                "{pieces} paid {what}s counted, {} whole at {} each: it {verb} {points}",
                earned.steps, settings.points
            )
        }
        (Base::Amount(_), false) => format!("one invoice at {}: it {verb} {points}", settings.points),
    }
}

fn counted_kind(settings: &Settings) -> &'static str {
    match settings.earn {
        crate::domain::EarnRule::PerProduct => Kind::Product.as_str(),
        _ => Kind::Service.as_str(),
    }
}
