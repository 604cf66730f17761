//! Every invoice over again: what it should have come to, earned and returned, beside what it did.

use super::{Found, reference};
use crate::domain::Currency;
use crate::domain::check::{InvoiceFacts, InvoiceFinding, InvoiceSums, Stage, invoice_facts};
use crate::failure::{Failure, Outcome};
use crate::report::check::Finding;
use crate::store::{CheckedInvoice, InvoiceState, Reader};

/// Every invoice is what it has to be.
pub(super) fn invoices(reader: &Reader<'_>, found: &mut Found) -> Outcome<()> {
    let revisions = reader.revisions()?;
    reader.each_invoice(|checked| {
        found.looked_at.invoices += 1;
        found.looked_at.lines += checked.lines.len() as u64;
        if checked.invoice.state == InvoiceState::Paid && checked.invoice.paid_on.is_none() {
            found.tell(about(reader, &checked, "it is paid, and not known since when".to_owned()));
        }
        if let Some(stranger) = checked.stranger.filter(|_| !checked.moved) {
            let message = format!("points of it are those of customer `{}`", reference(reader, stranger));
            found.tell(about(reader, &checked, message));
        }
        // A revision that is not there was told as a broken reference.
        if let Some(revision) = revisions.get(checked.invoice.revision) {
            for wrong in invoice_facts(&facts(&checked, &revision.settings)) {
                found.tell(about(reader, &checked, told(&wrong, reader.shop().currency)));
            }
        }
        Ok::<_, Failure>(())
    })
}

fn stage(checked: &CheckedInvoice) -> Stage {
    let CheckedInvoice { invoice, standing, points, .. } = checked;
    let nothing = InvoiceSums { lapsed: points.lapsed, ..InvoiceSums::default() };
    match invoice.state {
        // Its import was undone after it was voided: the void was mirrored too.
        InvoiceState::Void if !standing && *points == nothing => Stage::Undone,
        InvoiceState::Void => Stage::Void,
        _ if !standing => Stage::Undone,
        InvoiceState::Unpaid => Stage::Open,
        InvoiceState::Paid if invoice.customer.is_none() => Stage::Open,
        InvoiceState::Paid => Stage::Paid,
    }
}

fn facts<'a>(checked: &'a CheckedInvoice, settings: &'a crate::domain::Settings) -> InvoiceFacts<'a> {
    let CheckedInvoice { invoice, .. } = checked;
    InvoiceFacts {
        invoice: invoice.id,
        stage: stage(checked),
        settings,
        subtotal: invoice.subtotal,
        total: invoice.total,
        refunded: invoice.refunded,
        lines: &checked.lines,
        refunds: &checked.refunds,
        credits: checked.credits,
        moved: checked.moved,
        may_earn_nothing: !invoice.earns,
        points: checked.points,
        redemptions: checked.redemptions,
    }
}

fn about(reader: &Reader<'_>, checked: &CheckedInvoice, message: String) -> Finding {
    Finding::new("invoice", message)
        .about_customer(reader, checked.invoice.customer)
        .about_invoice(Some(checked.invoice.number.clone()))
}

fn told(wrong: &InvoiceFinding, currency: Currency) -> String {
    match *wrong {
        InvoiceFinding::Amount { name, stored, computed } => {
            format!("`{name}` is {}, and comes to {}", currency.show(stored), currency.show(computed))
        }
        InvoiceFinding::Share { line } => format!("line {} bears another share of the discount", line + 1),
        InvoiceFinding::GivenBack { line } => format!("more of line {} was given back than there was", line + 1),
        InvoiceFinding::Points { name, stored, least, most } if least == most => {
            format!("the points `{name}` are {stored}, and have to be {most}")
        }
        InvoiceFinding::Points { name, stored, least, most } => {
            format!("the points `{name}` are {stored}, and have to lie between {least} and {most}")
        }
    }
}
