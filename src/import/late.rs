//! What is wrong with invoices as a whole, which is seen after their last rows.

use super::cells::InvoiceProblem;
use super::error::RowErrorCode as Code;
use super::interner::Interner;
use super::options::{Field, Options, typed};
use super::people::{self, Unknown};
use super::plan::{Binding, Plan};
use super::row::Problem;
use super::survey::FileSurvey;
use super::words::{Status, begins_as_total, is_total_of};

/// What is wrong with an invoice as a whole.
pub(super) fn late_problem(
    file: usize,
    survey: &FileSurvey,
    invoice: u32,
    texts: &Interner,
    options: &Options,
) -> Option<InvoiceProblem> {
    let (field, code, message, hint) = late(survey, invoice, texts, options)?;
    Some(InvoiceProblem { file, place: invoice, field, row: 0, code, message, hint })
}

/// The field that it is about, and what is wrong.
fn late(
    survey: &FileSurvey,
    invoice: u32,
    texts: &Interner,
    options: &Options,
) -> Option<(Field, Code, String, Option<String>)> {
    let index = &survey.index;
    let show = |money| options.currency.show(money);
    if index.day(invoice).is_none() && !matches!(survey.plan.binding(Field::Date), Binding::Constant(_)) {
        let hint = total_row(&survey.plan, index.number(invoice), options, begins_as_total);
        return Some((Field::Date, Code::MissingDate, "no row of the invoice has a date".to_owned(), hint));
    }
    if let Some(Problem { code, message, hint, .. }) = total_problem(&survey.plan, index.number(invoice), options) {
        return Some((Field::Invoice, code, message, hint));
    }
    if let (Some(Status::Unpaid), Some(day)) = (index.status(invoice), index.paid_on(invoice)) {
        let message = format!("the invoice is unpaid, and paid on `{day}`");
        return Some((Field::PaidOn, Code::Conflict, message, None));
    }
    let Some(sum) = index.sum(invoice) else {
        return Some((Field::Amount, Code::TooLarge, "the invoice's amounts add up to too much".to_owned(), None));
    };
    if index.is_partly_bare(invoice) {
        let message = "some rows of the invoice have an amount and some have none".to_owned();
        return Some((Field::Amount, Code::MissingAmount, message, None));
    }
    match index.total(invoice) {
        None if index.is_total_alone(invoice) => {
            Some((Field::Total, Code::MissingAmount, "no row of the invoice has a total".to_owned(), None))
        }
        Some(total) if !index.is_total_alone(invoice) && total != sum => {
            let message = format!("the invoice's total is `{}`, its lines add up to `{}`", show(total), show(sum));
            Some((Field::Total, Code::TotalMismatch, message, survey.plan.line_total_hint()))
        }
        _ => people::unknown(index, invoice, texts, options).map(nobody),
    }
}

/// What is wrong with an invoice that is the total of others.
pub(super) fn total_problem(plan: &Plan, number: &str, options: &Options) -> Option<Problem> {
    let hint = Some(total_row(plan, number, options, is_total_of)?);
    let message = "the row is a total of other rows".to_owned();
    let column = plan.columns_of(Field::Invoice).first().copied();
    Some(Problem { hint, ..Problem::new(column, Code::TotalRow, message) })
}

/// How to leave out an invoice that looks like the row of totals that spreadsheets and tills put below a table.
fn total_row(plan: &Plan, number: &str, options: &Options, is_total: impl Fn(&str) -> bool) -> Option<String> {
    let [column] = plan.columns_of(Field::Invoice) else { return None };
    let cell = number.strip_prefix(options.prefix.as_str()).unwrap_or(number);
    is_total(cell).then(|| typed("--skip", &format!("{}={cell}", plan.columns[*column])))
}

/// Nobody can be found by what the invoice says of its customer.
fn nobody(unknown: Unknown<'_>) -> (Field, Code, String, Option<String>) {
    let (code, hint) = match unknown {
        Unknown::Name => (Code::NameOnly, "--match name".to_owned()),
        Unknown::Email(text) | Unknown::Phone(text) => (Code::NoIdentity, typed("--anonymous", text)),
    };
    (unknown.field(), code, unknown.to_string(), Some(hint))
}
