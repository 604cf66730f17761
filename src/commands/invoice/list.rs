//! `invoice list`.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use serde::Serialize;

use crate::commands::desk::{Desk, Exit};
use crate::commands::paging::Paging;
use crate::commands::values;
use crate::domain::Currency;
use crate::failure::{Failure, Outcome};
use crate::ops::{change, who};
use crate::output::{Cell, Column, List, Number, Row};
use crate::report::invoice::{LineFacts, money};
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

#[derive(Debug, Serialize)]
struct InvoiceRow {
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

/// A line beside its invoice, with the headings that `import csv` knows.
#[derive(Debug, Serialize)]
struct LineRow {
    invoice: String,
    date: String,
    time: Option<String>,
    customer: Option<String>,
    name: Option<String>,
    status: &'static str,
    refers_to: Option<String>,
    kind: &'static str,
    sku: Option<String>,
    category: Option<String>,
    item: String,
    quantity: Number,
    amount: Number,
}

impl Row for LineRow {
    const KEYS: &'static [&'static str] = &[
        "invoice",
        "date",
        "time",
        "customer",
        "name",
        "status",
        "refers_to",
        "kind",
        "sku",
        "category",
        "item",
        "quantity",
        "amount",
    ];

    fn columns() -> Vec<Column> {
        vec![
            Column::fixed("invoice"),
            Column::fixed("date"),
            Column::fixed("customer"),
            Column::fixed("kind"),
            Column::text("item"),
            Column::number("quantity"),
            Column::number("amount"),
        ]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![
            (&self.invoice).into(),
            (&self.date).into(),
            (&self.customer).into(),
            self.kind.into(),
            (&self.item).into(),
            (&self.quantity).into(),
            (&self.amount).into(),
        ]
    }
}

pub(super) fn list(args: ListArgs, desk: &mut Desk) -> Outcome<Exit> {
    let day = |text: &Option<String>, name: &str| text.as_deref().map(|text| values::day(text, name)).transpose();
    let (from, to) = (day(&args.from, "--from")?, day(&args.to, "--to")?);
    let mut store = desk.open()?;
    let currency = store.shop().currency;
    let (invoices, total, next) = store.read(|reader| {
        let customer = args.customer.as_deref().map(|text| who::read(reader, text)).transpose()?;
        let filter = InvoiceFilter { customer: customer.map(|customer| customer.id), from, to, state: args.state };
        let after = args.paging.after.as_deref().map(|number| change::find(reader, number)).transpose()?;
        let total = if args.lines { reader.count_lines(&filter)? } else { reader.count_invoices(&filter)? };
        let invoices = reader.list_invoices(&filter, after.as_ref(), args.paging.rows())?;
        let (invoices, next) = args.paging.cut(invoices, |invoice| invoice.number.clone());
        let told = invoices.into_iter().map(|invoice| Told::of(reader, invoice, args.lines));
        Ok::<_, Failure>((told.collect::<Outcome<Vec<_>>>()?, total, next))
    })?;
    if args.lines {
        let rows: Vec<LineRow> = invoices.iter().flat_map(|told| told.line_rows(currency)).collect();
        return desk.report(&List::page("loyalty.lines/1", rows, total, next));
    }
    let rows: Vec<InvoiceRow> = invoices.iter().map(|told| told.row(currency)).collect();
    desk.report(&List::page("loyalty.invoices/1", rows, total, next))
}

/// An invoice with what a list shows beside it.
struct Told {
    invoice: StoredInvoice,
    customer: Option<(String, Option<String>)>,
    refers_to: Option<String>,
    points: i64,
    lines: Vec<crate::store::StoredLine>,
}

impl Told {
    fn of(reader: &Reader<'_>, invoice: StoredInvoice, with_lines: bool) -> Outcome<Told> {
        let customer = invoice.customer.map(|customer| reader.customer(customer)).transpose()?;
        let points = reader.invoice_points(invoice.id)?;
        Ok(Told {
            customer: customer.map(|customer| (customer.reference, customer.name)),
            refers_to: invoice.refers_to.map(|id| reader.invoice(id)).transpose()?.map(|original| original.number),
            points: (points.earned - points.reversed).get(),
            lines: if with_lines { reader.lines(invoice.id)? } else { Vec::new() },
            invoice,
        })
    }

    fn row(&self, currency: Currency) -> InvoiceRow {
        let invoice = &self.invoice;
        InvoiceRow {
            number: invoice.number.clone(),
            date: invoice.day.to_string(),
            time: invoice.time.map(|time| time.to_string()),
            customer: self.customer.as_ref().map(|(reference, _)| reference.clone()),
            name: self.customer.as_ref().and_then(|(_, name)| name.clone()),
            state: invoice.state.as_str(),
            subtotal: money(invoice.subtotal, currency),
            discount: money(invoice.subtotal - invoice.total, currency),
            total: money(invoice.total, currency),
            refunded: money(invoice.refunded, currency),
            refers_to: self.refers_to.clone(),
            points: self.points,
        }
    }

    fn line_rows(&self, currency: Currency) -> Vec<LineRow> {
        let row = |line: &crate::store::StoredLine| {
            let facts = LineFacts::new(&line.ticket, currency);
            LineRow {
                invoice: self.invoice.number.clone(),
                date: self.invoice.day.to_string(),
                time: self.invoice.time.map(|time| time.to_string()),
                customer: self.customer.as_ref().map(|(reference, _)| reference.clone()),
                name: self.customer.as_ref().and_then(|(_, name)| name.clone()),
                status: self.invoice.state.as_str(),
                refers_to: self.refers_to.clone(),
                kind: facts.kind,
                sku: facts.sku,
                category: facts.category,
                item: facts.name,
                quantity: facts.quantity,
                amount: facts.net,
            }
        };
        self.lines.iter().map(row).collect()
    }
}
