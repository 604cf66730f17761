//! Lists of invoices.

use rusqlite::named_params;

use super::error::Result;
use super::invoice::{INVOICE_COLUMNS, InvoiceState, StoredInvoice, from_row};
use super::tx::Reader;
use crate::domain::{CustomerId, Day, TimeOfDay};

/// Which invoices a list shows.
#[derive(Clone, Copy, Debug, Default)]
pub struct InvoiceFilter {
    /// Of one customer.
    pub customer: Option<CustomerId>,
    /// From this day on.
    pub from: Option<Day>,
    /// Up to this day.
    pub to: Option<Day>,
    /// In this state.
    pub state: Option<InvoiceState>,
}

impl InvoiceFilter {
    /// The condition in SQL. An index finds the invoices of a customer, which it cannot behind an OR.
    fn condition(&self) -> String {
        let of = if self.customer.is_some() { "customer_id = :customer_id" } else { ":customer_id IS NULL" };
        format!(
            "standing = 1 AND {of}
             AND (:from_day IS NULL OR day >= :from_day)
             AND (:to_day IS NULL OR day <= :to_day)
             AND (:state IS NULL OR state = :state)"
        )
    }
}

impl Reader<'_> {
    /// Standing invoices in the order of date, time and number, those after a number's; at most `limit`.
    pub fn list_invoices(
        &self,
        filter: &InvoiceFilter,
        after: Option<&StoredInvoice>,
        limit: u64,
    ) -> Result<Vec<StoredInvoice>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {INVOICE_COLUMNS}
             FROM invoice
             WHERE {}
               AND (:after_number IS NULL
                    OR (day, coalesce(time, -1), number) > (:after_day, coalesce(:after_time, -1), :after_number))
             ORDER BY day, coalesce(time, -1), number
             LIMIT :limit",
            filter.condition()
        ))?;
        let rows = statement.query_map(
            named_params! {
                ":customer_id": filter.customer.map(|id| id.0),
                ":from_day": filter.from.map(Day::number),
                ":to_day": filter.to.map(Day::number),
                ":state": filter.state.map(InvoiceState::as_str),
                ":after_day": after.map(|invoice| invoice.day.number()),
                ":after_time": after.and_then(|invoice| invoice.time).map(TimeOfDay::seconds),
                ":after_number": after.map(|invoice| invoice.number.as_str()),
                ":limit": i64::try_from(limit).unwrap_or(i64::MAX),
            },
            from_row,
        )?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many standing invoices the filter leaves.
    pub fn count_invoices(&self, filter: &InvoiceFilter) -> Result<u64> {
        self.count("count(*)", filter)
    }

    /// How many rows the lines of those invoices make: a line with some free pieces is two, and of a refund that no credit
    /// note tells of, each line with pieces is one and the rest one together.
    pub fn count_invoice_lines(&self, filter: &InvoiceFilter) -> Result<u64> {
        self.count(
            "coalesce(sum(
               (SELECT count(*) + count(*) FILTER (WHERE free <> 0 AND free <> quantity)
                FROM line
                WHERE line.invoice_id = invoice.id)
               + iif(state = 'paid',
                     (SELECT coalesce(sum(pieces + (rest <> 0 OR pieces = 0)), 0)
                      FROM (SELECT count(*) FILTER (WHERE refund_line.quantity <> 0) AS pieces,
                                   coalesce(sum(refund_line.amount) FILTER (WHERE refund_line.quantity = 0), 0) AS rest
                            FROM refund
                            LEFT JOIN refund_line ON refund_line.refund_id = refund.id
                            WHERE refund.invoice_id = invoice.id AND refund.credit_id IS NULL AND refund.undone = 0
                            GROUP BY refund.id)),
                     0)), 0)",
            filter,
        )
    }

    fn count(&self, what: &str, filter: &InvoiceFilter) -> Result<u64> {
        let mut statement =
            self.connection.prepare_cached(&format!("SELECT {what} FROM invoice WHERE {}", filter.condition()))?;
        let count: i64 = statement.query_row(
            named_params! {
                ":customer_id": filter.customer.map(|id| id.0),
                ":from_day": filter.from.map(Day::number),
                ":to_day": filter.to.map(Day::number),
                ":state": filter.state.map(InvoiceState::as_str),
            },
            |row| row.get(0),
        )?;
        Ok(count.unsigned_abs())
    }
}
