//! Invoices and their lines.

use rusqlite::{OptionalExtension, Row, Statement, named_params};

use super::error::Result;
use super::row;
use super::tx::{Reader, Tx, last_id};
use crate::domain::earn::EarnLine;
use crate::domain::refund::RefundLine;
use crate::domain::ticket::TicketLine;
use crate::domain::{
    CustomerId, Day, InvoiceId, Kind, Line, Money, OperationId, Quantity, RevisionId, TimeOfDay, UnitPrice,
};

/// The state of an invoice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InvoiceState {
    /// Not paid yet: it books nothing.
    Unpaid,
    /// Paid in full.
    Paid,
    /// Undone whole; it keeps its number.
    Void,
}

impl InvoiceState {
    /// The word of columns and JSON.
    pub const fn as_str(self) -> &'static str {
        match self {
            InvoiceState::Unpaid => "unpaid",
            InvoiceState::Paid => "paid",
            InvoiceState::Void => "void",
        }
    }

    /// The state of that word.
    pub fn parse(text: &str) -> Option<InvoiceState> {
        [InvoiceState::Unpaid, InvoiceState::Paid, InvoiceState::Void].into_iter().find(|state| state.as_str() == text)
    }
}

/// An invoice to be written. Its lines come beside it.
#[derive(Clone, Debug)]
pub struct NewInvoice<'a> {
    /// The number.
    pub number: &'a str,
    /// Its day.
    pub day: Day,
    /// Its time of day.
    pub time: Option<TimeOfDay>,
    /// Whose it is.
    pub customer: Option<CustomerId>,
    /// Paid or not.
    pub state: InvoiceState,
    /// The award date, once paid.
    pub paid_on: Option<Day>,
    /// What the lines say.
    pub subtotal: Money,
    /// What is paid.
    pub total: Money,
    /// The revision that its points are worked out by, once paid.
    pub revision: Option<RevisionId>,
    /// The invoice it is a refund of.
    pub refers_to: Option<InvoiceId>,
    /// Whether it earns points at all.
    pub earns: bool,
    /// Whether a card may count it.
    pub counts: bool,
}

/// An invoice as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredInvoice {
    /// The row.
    pub id: InvoiceId,
    /// The number.
    pub number: String,
    /// Its day.
    pub day: Day,
    /// Its time of day.
    pub time: Option<TimeOfDay>,
    /// Whose it is now.
    pub customer: Option<CustomerId>,
    /// Unpaid, paid or void.
    pub state: InvoiceState,
    /// The award date, once paid.
    pub paid_on: Option<Day>,
    /// What the lines say.
    pub subtotal: Money,
    /// What was paid.
    pub total: Money,
    /// What was given back of it.
    pub refunded: Money,
    /// The revision that its points were worked out by.
    pub revision: Option<RevisionId>,
    /// The invoice it is a refund of.
    pub refers_to: Option<InvoiceId>,
    /// Whether it was paid when it was first asked for.
    pub asked_paid: bool,
    /// The operation that recorded it.
    pub operation: OperationId,
    /// Whether it earns points at all; one taken in without points never does.
    pub earns: bool,
    /// Whether a card may count it; one that was left out stays so, whosever it is.
    pub counts: bool,
}

/// A line as it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredLine {
    /// What was sold and what is left of it after discounts, rewards and points.
    pub ticket: TicketLine,
    /// What was given back of its net.
    pub refunded: Money,
    /// The pieces that were given back.
    pub refunded_quantity: Quantity,
}

impl StoredLine {
    /// What the earning rule looks at: what is left of it.
    pub fn left(&self) -> EarnLine<'_> {
        let sold = self.ticket.earn_line();
        EarnLine { net: sold.net - self.refunded, quantity: sold.quantity - self.refunded_quantity, ..sold }
    }

    /// What a refund looks at.
    pub fn refund_line(&self) -> RefundLine {
        RefundLine {
            kind: self.ticket.line.kind,
            net: self.ticket.net,
            quantity: self.ticket.line.quantity,
            refunded: self.refunded,
            pieces_refunded: self.refunded_quantity,
        }
    }
}

/// A line as it was asked for, its item known by its row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PlainLine {
    /// The item's row.
    pub item: i64,
    /// Pieces.
    pub quantity: Quantity,
    /// The price of one.
    pub unit_price: Option<UnitPrice>,
    /// What it costs.
    pub amount: Money,
}

/// The columns that [`from_row`] reads.
pub(super) const INVOICE_COLUMNS: &str = "id, number, day, time, customer_id, state, paid_on, subtotal, total, refunded, revision_id, refers_to_id, asked_paid, operation_id, earns, counts";

pub(super) fn from_row(row: &Row<'_>) -> rusqlite::Result<StoredInvoice> {
    let time = row.get::<_, Option<u32>>(3)?;
    Ok(StoredInvoice {
        id: InvoiceId(row.get(0)?),
        number: row.get(1)?,
        day: row::day(row, 2)?,
        time: time.map(|seconds| row::checked(TimeOfDay::from_seconds(seconds), "time")).transpose()?,
        customer: row.get::<_, Option<i64>>(4)?.map(CustomerId),
        state: row::word(row, 5, InvoiceState::parse, "state")?,
        paid_on: row::day_or_null(row, 6)?,
        subtotal: row::money(row, 7)?,
        total: row::money(row, 8)?,
        refunded: row::money(row, 9)?,
        revision: row.get::<_, Option<i64>>(10)?.map(RevisionId),
        refers_to: row.get::<_, Option<i64>>(11)?.map(InvoiceId),
        asked_paid: row.get(12)?,
        operation: OperationId(row.get(13)?),
        earns: row.get(14)?,
        counts: row.get(15)?,
    })
}

pub(super) fn line_from_row(row: &Row<'_>) -> rusqlite::Result<StoredLine> {
    let amount = row::money(row, "amount")?;
    let taken_off = |column: &str| row::checked(row::money(row, column)?.in_range(), "amount");
    let discounted = amount - taken_off("discount")?;
    let quantity = |column: &str| -> rusqlite::Result<Quantity> {
        row::checked(Quantity::from_thousandths(row.get(column)?), "quantity")
    };
    let unit_price = row.get::<_, Option<i64>>("unit_price")?;
    let line = Line {
        kind: row::word(row, "kind", Kind::parse, "kind")?,
        name: row.get("name")?,
        sku: row.get("sku")?,
        category: row.get("category")?,
        quantity: quantity("quantity")?,
        unit_price: unit_price
            .map(|price| row::checked(UnitPrice::from_ten_thousandths(price), "price"))
            .transpose()?,
        amount,
    };
    let net = discounted - taken_off("reward")?;
    Ok(StoredLine {
        ticket: TicketLine { line, discounted, net, free: quantity("free")? },
        refunded: row::money(row, "refunded")?,
        refunded_quantity: quantity("refunded_quantity")?,
    })
}

impl Reader<'_> {
    /// The standing invoice of that number.
    pub fn invoice_by_number(&self, number: &str) -> Result<Option<StoredInvoice>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {INVOICE_COLUMNS} FROM invoice WHERE number = :number AND standing = 1"
        ))?;
        Ok(statement.query_row(named_params! {":number": number}, from_row).optional()?)
    }

    /// The invoice of a row.
    pub fn invoice(&self, id: InvoiceId) -> Result<StoredInvoice> {
        let mut statement =
            self.connection.prepare_cached(&format!("SELECT {INVOICE_COLUMNS} FROM invoice WHERE id = :id"))?;
        Ok(statement.query_row(named_params! {":id": id.0}, from_row)?)
    }

    /// The lines of an invoice, in their order, with what was given back of each.
    pub fn lines(&self, invoice: InvoiceId) -> Result<Vec<StoredLine>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT item.kind, item.name, item.sku, item.category, line.quantity, line.unit_price, line.amount,
                    line.discount, line.reward, line.free,
                    coalesce((SELECT sum(refund_line.amount)
                              FROM refund
                              JOIN refund_line ON refund_line.refund_id = refund.id AND refund_line.position = line.position
                              WHERE refund.invoice_id = line.invoice_id AND refund.undone = 0), 0) AS refunded,
                    coalesce((SELECT sum(refund_line.quantity)
                              FROM refund
                              JOIN refund_line ON refund_line.refund_id = refund.id AND refund_line.position = line.position
                              WHERE refund.invoice_id = line.invoice_id AND refund.undone = 0), 0) AS refunded_quantity
             FROM line
             JOIN item ON item.id = line.item_id
             WHERE line.invoice_id = :invoice_id
             ORDER BY line.position",
        )?;
        let lines = statement.query_map(named_params! {":invoice_id": invoice.0}, line_from_row)?;
        Ok(lines.collect::<rusqlite::Result<_>>()?)
    }

    /// The lines of an invoice as they were asked for, by the rows of their items.
    pub fn plain_lines(&self, invoice: InvoiceId) -> Result<Vec<PlainLine>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT item_id, quantity, unit_price, amount FROM line WHERE invoice_id = ?1 ORDER BY position",
        )?;
        let mut rows = statement.query([invoice.0])?;
        let mut lines = Vec::new();
        while let Some(row) = rows.next()? {
            let unit_price = row.get::<_, Option<i64>>(2)?;
            lines.push(PlainLine {
                item: row.get(0)?,
                quantity: row::checked(Quantity::from_thousandths(row.get(1)?), "quantity")?,
                unit_price: unit_price.and_then(UnitPrice::from_ten_thousandths),
                amount: row::money(row, 3)?,
            });
        }
        Ok(lines)
    }

    /// Whether the invoice was ever given to somebody after it was recorded.
    pub fn was_assigned(&self, invoice: InvoiceId) -> Result<bool> {
        let mut statement =
            self.connection.prepare_cached("SELECT EXISTS (SELECT 1 FROM assignment WHERE invoice_id = :id)")?;
        Ok(statement.query_row(named_params! {":id": invoice.0}, |row| row.get(0))?)
    }

    /// Who the invoice was first known to be of, whoever has it now.
    pub fn asked_customer(&self, invoice: &StoredInvoice) -> Result<Option<CustomerId>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT coalesce(customer.merged_into_id, customer.id)
             FROM assignment
             JOIN customer ON customer.id = coalesce(assignment.from_customer_id, assignment.to_customer_id)
             WHERE assignment.invoice_id = :invoice_id
             ORDER BY assignment.id
             LIMIT 1",
        )?;
        let first: Option<i64> =
            statement.query_row(named_params! {":invoice_id": invoice.id.0}, |row| row.get(0)).optional()?;
        Ok(first.map(CustomerId).or(invoice.customer))
    }

    /// Up to three standing invoice numbers that begin alike.
    pub fn similar_invoice_numbers(&self, number: &str) -> Result<Vec<String>> {
        let beginning: String = number.chars().take(number.chars().count().saturating_sub(1).max(1)).collect();
        let mut statement = self.connection.prepare_cached(
            "SELECT number FROM invoice WHERE standing = 1 AND number >= :from AND number < :until ORDER BY number LIMIT 3",
        )?;
        let until = format!("{beginning}\u{10ffff}");
        let rows = statement.query_map(named_params! {":from": beginning, ":until": until}, |row| row.get(0))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }
}

/// Writes an invoice. The parameters stand in the order of the columns: an import writes a million of them, and looking
/// up their names takes as long as a row's index.
pub(super) const INSERT_INVOICE: &str =
    "INSERT INTO invoice (id, number, day, time, customer_id, state, paid_on, subtotal, total, revision_id,
                                  refers_to_id, asked_paid, earns, counts, operation_id, refunded, standing)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, 0, 1)";

impl Tx<'_> {
    /// The row that the next invoice will have.
    pub fn next_invoice(&self) -> Result<InvoiceId> {
        self.peek_id(&self.counters.invoice, "invoice").map(InvoiceId)
    }

    /// Writes an invoice without its lines, by a statement of [`INSERT_INVOICE`].
    pub(super) fn insert_invoice_row(&self, statement: &mut Statement<'_>, new: &NewInvoice<'_>) -> Result<InvoiceId> {
        let id = InvoiceId(self.next_id(&self.counters.invoice, "invoice")?);
        statement.execute((
            id.0,
            new.number,
            new.day.number(),
            new.time.map(TimeOfDay::seconds),
            new.customer.map(|id| id.0),
            new.state.as_str(),
            new.paid_on.map(Day::number),
            new.subtotal.minor(),
            new.total.minor(),
            new.revision.map(|id| id.0),
            new.refers_to.map(|id| id.0),
            new.state != InvoiceState::Unpaid,
            new.earns,
            new.counts,
            self.operation_id().0,
        ))?;
        Ok(id)
    }

    /// Writes an invoice and its lines.
    pub fn insert_invoice(&self, new: &NewInvoice<'_>, lines: &[TicketLine]) -> Result<InvoiceId> {
        let mut statement = self.connection.prepare_cached(INSERT_INVOICE)?;
        let id = self.insert_invoice_row(&mut statement, new)?;
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO line (invoice_id, position, item_id, quantity, unit_price, amount, discount, reward, free)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        )?;
        for (position, TicketLine { line, discounted, net, free, .. }) in (1i64..).zip(lines) {
            statement.execute((
                id.0,
                position,
                self.item_id(line.kind, &line.name, line.sku.as_deref(), line.category.as_deref())?,
                line.quantity.thousandths(),
                line.unit_price.map(UnitPrice::ten_thousandths),
                line.amount.minor(),
                (line.amount - *discounted).minor(),
                (*discounted - *net).minor(),
                free.thousandths(),
            ))?;
        }
        Ok(id)
    }

    /// Marks an unpaid invoice as paid, with what rewards and points left of its lines; `counts` says whether a card
    /// may count it.
    pub fn update_invoice_paid(
        &self,
        id: InvoiceId,
        paid_on: Day,
        revision: Option<RevisionId>,
        total: Money,
        counts: bool,
        lines: &[TicketLine],
    ) -> Result<()> {
        self.connection
            .prepare_cached(
                "UPDATE invoice
             SET state = 'paid', paid_on = :paid_on, revision_id = :revision_id, total = :total,
                 counts = :counts
             WHERE id = :id AND state = 'unpaid'",
            )?
            .execute(named_params! {
                ":id": id.0,
                ":paid_on": paid_on.number(),
                ":revision_id": revision.map(|id| id.0),
                ":total": total.minor(),
                ":counts": counts,
            })?;
        let mut statement = self.connection.prepare_cached(
            "UPDATE line SET reward = :reward, free = :free WHERE invoice_id = :invoice_id AND position = :position",
        )?;
        for (position, line) in (1i64..).zip(lines).filter(|(_, line)| line.net != line.discounted) {
            statement.execute(named_params! {
                ":invoice_id": id.0,
                ":position": position,
                ":reward": (line.discounted - line.net).minor(),
                ":free": line.free.thousandths(),
            })?;
        }
        Ok(())
    }

    /// Lets a card count an invoice that was left out.
    pub fn update_invoice_counts(&self, id: InvoiceId) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE invoice SET counts = 1 WHERE id = :id")?
            .execute(named_params! {":id": id.0})?;
        Ok(())
    }

    /// Marks an invoice as void.
    pub fn update_invoice_void(&self, id: InvoiceId) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE invoice SET state = 'void' WHERE id = :id")?
            .execute(named_params! {":id": id.0})?;
        Ok(())
    }

    /// Frees the number of an invoice that is corrected or whose import is undone.
    pub fn update_invoice_standing_down(&self, id: InvoiceId) -> Result<()> {
        self.connection
            .prepare_cached("UPDATE invoice SET standing = 0 WHERE id = :id")?
            .execute(named_params! {":id": id.0})?;
        Ok(())
    }

    /// Gives an invoice to another customer, its credit notes with it, and keeps who had them.
    pub fn assign_invoice(&self, invoice: &StoredInvoice, to: CustomerId) -> Result<()> {
        self.insert_assignment(invoice.id, invoice.customer, to)?;
        let mut statement = self.connection.prepare_cached("SELECT id FROM invoice WHERE refers_to_id = :id")?;
        let credits = statement.query_map(named_params! {":id": invoice.id.0}, |row| row.get(0).map(InvoiceId))?;
        for credit in credits.collect::<rusqlite::Result<Vec<_>>>()? {
            self.insert_assignment(credit, invoice.customer, to)?;
        }
        Ok(())
    }

    fn insert_assignment(&self, invoice: InvoiceId, from: Option<CustomerId>, to: CustomerId) -> Result<()> {
        let id = last_id(self.connection, "assignment")? + 1;
        self.connection
            .prepare_cached(
                "INSERT INTO assignment (id, invoice_id, from_customer_id, to_customer_id, day, operation_id)
             VALUES (:id, :invoice_id, :from_customer_id, :to_customer_id, :day, :operation_id)",
            )?
            .execute(named_params! {
                ":id": id,
                ":invoice_id": invoice.0,
                ":from_customer_id": from.map(|id| id.0),
                ":to_customer_id": to.0,
                ":day": self.today().number(),
                ":operation_id": self.operation_id().0,
            })?;
        self.connection
            .prepare_cached("UPDATE invoice SET customer_id = :customer_id WHERE id = :id")?
            .execute(named_params! {":id": invoice.0, ":customer_id": to.0})?;
        Ok(())
    }
}
