//! `invoice list`.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use schemars::JsonSchema;
use serde::Serialize;

use crate::commands::desk::{Desk, Exit};
use crate::commands::paging::Paging;
use crate::commands::values;
use crate::failure::{Failure, Outcome};
use crate::ops::{change, lines, who};
use crate::output::{Cell, Column, List, Number, Row};
use crate::report::invoice::money;
use crate::report::lines::LineRow;
use crate::store::{InvoiceFilter, InvoiceState, Reader, StoredInvoice};

/// List invoices by date, time and number
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty invoice list --customer anna --from 2026-01-01
  loyalty invoice list --state unpaid
  loyalty invoice list --lines --format csv > invoices.csv")]
pub struct ListArgs {
    /// Of one customer
    #[arg(long, value_name = "WHO", allow_hyphen_values = true)]
    customer: Option<String>,
    /// From this day on
    #[arg(long, value_name = "DATE")]
    from: Option<String>,
    /// Up to this day
    #[arg(long, value_name = "DATE")]
    to: Option<String>,
    /// In this state
    #[arg(long, value_name = "STATE",
        value_parser = PossibleValuesParser::new(["unpaid", "paid", "void"])
            .map(|word| InvoiceState::parse(&word).expect("only words of the list are let through")))]
    state: Option<InvoiceState>,
    /// One row a line; `--limit` still counts invoices
    #[arg(long)]
    lines: bool,
    #[command(flatten)]
    paging: Paging,
}

/// An invoice in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub struct InvoiceRow {
    number: String,
    date: String,
    time: Option<String>,
    customer: Option<String>,
    name: Option<String>,
    state: &'static str,
    subtotal: Number,
    discount: Number,
    total: Number,
    refunded: Number,
    refers_to: Option<String>,
    points: i64,
}

impl InvoiceRow {
    fn of(reader: &Reader<'_>, invoice: StoredInvoice) -> Outcome<InvoiceRow> {
        let currency = reader.shop().currency;
        let customer = invoice.customer.map(|customer| reader.customer(customer)).transpose()?;
        let (reference, name) = customer.map(|customer| (customer.reference, customer.name)).unzip();
        let points = reader.invoice_points(invoice.id)?;
        Ok(InvoiceRow {
            number: invoice.number,
            date: invoice.day.to_string(),
            time: invoice.time.map(|time| time.to_string()),
            customer: reference,
            name: name.flatten(),
            state: invoice.state.as_str(),
            subtotal: money(invoice.subtotal, currency),
            discount: money(invoice.subtotal - invoice.total, currency),
            total: money(invoice.total, currency),
            refunded: money(invoice.refunded, currency),
            refers_to: invoice.refers_to.map(|id| reader.invoice(id)).transpose()?.map(|original| original.number),
            points: (points.earned - points.reversed).get(),
        })
    }
}

impl Row for InvoiceRow {
    const KEYS: &'static [&'static str] = &[
        "number",
        "date",
        "time",
        "customer",
        "name",
        "state",
        "subtotal",
        "discount",
        "total",
        "refunded",
        "refers_to",
        "points",
    ];

    fn columns() -> Vec<Column> {
        vec![
            Column::fixed("number"),
            Column::fixed("date"),
            Column::fixed("customer"),
            Column::text("name"),
            Column::fixed("state"),
            Column::number("total"),
            Column::number("refunded"),
            Column::number("points"),
        ]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![
            (&self.number).into(),
            (&self.date).into(),
            (&self.customer).into(),
            (&self.name).into(),
            self.state.into(),
            (&self.total).into(),
            (&self.refunded).into(),
            self.points.into(),
        ]
    }

    fn bare(&self) -> Option<String> {
        Some(self.number.clone())
    }
}

pub(super) fn list(args: ListArgs, desk: &mut Desk) -> Outcome<Exit> {
    let day = |text: &Option<String>, name: &str| text.as_deref().map(|text| values::day(text, name)).transpose();
    let (from, to) = (day(&args.from, "--from")?, day(&args.to, "--to")?);
    let mut store = desk.open()?;
    let (told, total, next) = store.read(|reader| {
        let customer = args.customer.as_deref().map(|text| who::read(reader, text)).transpose()?;
        let filter = InvoiceFilter { customer: customer.map(|customer| customer.id), from, to, state: args.state };
        let after = args.paging.after.as_deref().map(|number| change::find(reader, number)).transpose()?;
        let invoices = reader.list_invoices(&filter, after.as_ref(), args.paging.rows())?;
        let (invoices, next) = args.paging.cut(invoices, |invoice| invoice.number.clone());
        let mut told = Listed::default();
        for invoice in invoices {
            if args.lines {
                told.lines.extend(lines::rows(reader, &invoice)?);
            } else {
                told.rows.push(InvoiceRow::of(reader, invoice)?);
            }
        }
        let total = args.paging.total(told.lines.len() + told.rows.len(), next.as_ref(), || {
            if args.lines { reader.count_invoice_lines(&filter) } else { reader.count_invoices(&filter) }
        })?;
        Ok::<_, Failure>((told, total, next))
    })?;
    if args.lines {
        return desk.report(&List::page("loyalty.lines/1", told.lines, total, next));
    }
    desk.report(&List::page("loyalty.invoices/1", told.rows, total, next))
}

/// What was listed: lines or invoices.
#[derive(Default)]
struct Listed {
    lines: Vec<LineRow>,
    rows: Vec<InvoiceRow>,
}
