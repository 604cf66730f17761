//! From the cells of one row to values: texts, dates, amounts, kinds. What is wrong is said without a place; the
//! caller knows where the row stands.

use std::borrow::Cow;

use super::date::{self, DateFormat, Moment};
use super::error::RowErrorCode as Code;
use super::interner::Interner;
use super::number::{self, Mark, Number, NumberFault};
use super::options::{Field, Options};
use super::plan::{Binding, Plan, is_scientific, without_zero};
use super::records::{Record, trim};
use super::words::{Status, is_total, kind_of, status_of};
use crate::domain::line::{LineError, price_line};
use crate::domain::money::money_half_away;
use crate::domain::text::{self, TextError};
use crate::domain::{Day, Kind, Line, Money, Quantity, TimeOfDay, UnitPrice};
use crate::failure::shell_word;

/// What is wrong with a cell.
#[derive(Debug)]
pub(super) struct Problem {
    /// The column, counted from 0; `None` when the row as a whole is meant.
    pub(super) column: Option<usize>,
    pub(super) code: Code,
    pub(super) message: String,
    pub(super) hint: Option<String>,
    /// The cell reads well in another form than its column has, so the column has to be looked at as a whole.
    pub(super) contradicts: bool,
}

/// What a line costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Price {
    pub(super) quantity: Quantity,
    pub(super) unit_price: Option<UnitPrice>,
    pub(super) amount: Money,
}

/// Reads rows of one file by its plan.
pub(super) struct RowReader<'a> {
    pub(super) plan: &'a Plan,
    pub(super) options: &'a Options,
    /// The fields that decide an item, and those that rules look at to do so.
    item_columns: Vec<usize>,
    item_key: String,
    /// The column of each field that is one column's cell as it stands, as most are.
    simple: Vec<Option<usize>>,
    /// Items as they stand in the file, and their kinds; forgotten when there are many.
    seen_items: Interner,
    seen_kinds: Vec<Kind>,
    last_date: (String, Option<Moment>),
}

const MOST_SEEN_ITEMS: usize = 50_000;

impl<'a> RowReader<'a> {
    pub(super) fn new(plan: &'a Plan, options: &'a Options) -> RowReader<'a> {
        let mut item_fields = vec![Field::Kind, Field::Sku, Field::Category, Field::Item];
        let others: Vec<Field> = item_fields.iter().flat_map(|field| plan.rules(*field)).map(|rule| rule.by).collect();
        for field in others {
            if !item_fields.contains(&field) {
                item_fields.push(field);
            }
        }
        let simple = Field::ALL.iter().map(|field| match plan.columns_of(*field) {
            [column] if plan.rules(*field).is_empty() && !plan.forms[*column].float_ids => Some(*column),
            _ => None,
        });
        RowReader {
            plan,
            options,
            item_columns: item_fields.iter().flat_map(|field| plan.columns_of(*field)).copied().collect(),
            simple: simple.collect(),
            item_key: String::new(),
            seen_items: Interner::default(),
            seen_kinds: Vec::new(),
            last_date: Default::default(),
        }
    }

    /// Whether the row has the width of the header, or lacks or adds only what says nothing.
    pub(super) fn width(&self, record: &Record<'_>) -> Result<(), Problem> {
        let (cells, columns) = (record.len(), self.plan.columns.len());
        if let Some(column) = record.bad_quote() {
            let message = "text stands behind the closing quote; a quote inside a cell is written twice".to_owned();
            return Err(Problem::new(Some(column), Code::BadQuote, message));
        }
        if cells < self.plan.least_width {
            let message = format!("the row has {cells} cells where the header has {columns}");
            return Err(Problem::new(None, Code::ShortRow, message));
        }
        match (columns..cells).find(|index| !record.trimmed(*index).is_empty()) {
            None => Ok(()),
            Some(column) => {
                let message = format!("the row has {cells} cells where the header has {columns}");
                Err(Problem::new(Some(column), Code::LongRow, message))
            }
        }
    }

    /// The invoice's number, with the prefix.
    pub(super) fn number<'r>(&self, record: &Record<'r>) -> Result<Cow<'r, str>, Problem>
    where
        'a: 'r,
    {
        match self.text(record, Field::Invoice)? {
            None => {
                let message = "the invoice's number is empty".to_owned();
                let mut problem = self.problem(Field::Invoice, Code::EmptyInvoice, message);
                problem.hint = self.total_row_hint(record);
                Err(problem)
            }
            Some(number) if self.options.prefix.is_empty() => Ok(number),
            Some(number) => Ok(Cow::Owned(format!("{}{number}", self.options.prefix))),
        }
    }

    /// How a row is left out that holds the total of the file.
    fn total_row_hint(&self, record: &Record<'_>) -> Option<String> {
        let column = (0..self.plan.columns.len()).find(|column| is_total(record.trimmed(*column)))?;
        let choice = format!("{}={}", self.plan.columns[column], record.trimmed(column));
        Some(format!("--skip {} leaves a row of totals out", shell_word(&choice)))
    }

    /// The invoice that is refunded, with the prefix.
    pub(super) fn refers_to<'r>(&self, record: &Record<'r>) -> Result<Option<Cow<'r, str>>, Problem>
    where
        'a: 'r,
    {
        let number = self.text(record, Field::RefersTo)?;
        Ok(match number {
            Some(number) if !self.options.prefix.is_empty() => {
                Some(Cow::Owned(format!("{}{number}", self.options.prefix)))
            }
            number => number,
        })
    }

    /// A text as it is kept; `None` when the cell is empty.
    pub(super) fn text<'r>(&self, record: &Record<'r>, field: Field) -> Result<Option<Cow<'r, str>>, Problem>
    where
        'a: 'r,
    {
        let raw = self.raw(record, field)?;
        if raw.is_empty() {
            return Ok(None);
        }
        if field.is_id() && is_scientific(&raw) && !self.plan.is_own_list {
            let message = format!("`{raw}` was a number that a spreadsheet has shortened");
            let mut problem = self.problem(field, Code::BadId, message);
            problem.hint = Some("export the file anew, or format the column as text".to_owned());
            return Err(problem);
        }
        let kept = match raw {
            Cow::Borrowed(raw) => clean(raw),
            Cow::Owned(raw) => clean(&raw).map(|kept| Cow::Owned(kept.into_owned())),
        };
        match kept {
            Ok(kept) => Ok(Some(kept)),
            Err(TextError::Empty) => Ok(None),
            Err(error) => Err(self.problem(field, Code::BadText, format!("`{}` {error}", field.as_str()))),
        }
    }

    /// Day and time of the row; the time from its own column or from behind the date.
    pub(super) fn moment(&mut self, record: &Record<'_>) -> Result<(Option<Day>, Option<TimeOfDay>), Problem> {
        let moment = self.date(record, Field::Date)?;
        let time = self.raw(record, Field::Time)?;
        let time = match (time.is_empty(), date::read_time(&time)) {
            (true, _) => moment.and_then(|moment| moment.time),
            (_, Some(time)) => Some(time),
            // A column of times may hold the date once more in front.
            (_, None) => match ["ymd", "dmy", "mdy"]
                .iter()
                .find_map(|order| date::read(&time, &DateFormat::parse(order).ok()?)?.time)
            {
                Some(time) => Some(time),
                None => return Err(self.problem(Field::Time, Code::BadTime, format!("`{time}` is no time of day"))),
            },
        };
        Ok((moment.map(|moment| moment.day), time))
    }

    /// A date; `None` when the cell is empty. After today is an error for the dates of an invoice.
    pub(super) fn date(&mut self, record: &Record<'_>, field: Field) -> Result<Option<Moment>, Problem> {
        let raw = self.raw(record, field)?;
        if raw.is_empty() {
            return Ok(None);
        }
        if field == Field::Date && *raw == self.last_date.0 && self.last_date.1.is_some() {
            return Ok(self.last_date.1);
        }
        let form = self.plan.columns_of(field).first().and_then(|column| self.plan.forms[*column].date.as_ref());
        let form = form.unwrap_or(&DateFormat::Ymd);
        let Some(moment) = date::read(&raw, form) else {
            let others = [DateFormat::Ymd, DateFormat::Dmy, DateFormat::Mdy];
            let reads_otherwise = others.iter().any(|other| other != form && date::read(&raw, other).is_some());
            let message = if reads_otherwise {
                format!("`{raw}` is not written as `{form}` like the rest of its column")
            } else if raw.len() == 5 && raw.bytes().all(|byte| byte.is_ascii_digit()) {
                format!("`{raw}` is a spreadsheet's number of a day; format the column as a date and export it anew")
            } else {
                format!("`{raw}` is no date")
            };
            let mut problem = self.problem(field, Code::BadDate, message);
            problem.contradicts = reads_otherwise && self.options.date_format.is_none();
            return Err(problem);
        };
        if matches!(field, Field::Date | Field::PaidOn) && moment.day > self.options.today {
            let message = format!("`{}` is after today, {}", moment.day, self.options.today);
            return Err(self.problem(field, Code::FutureDate, message));
        }
        if field == Field::Date {
            self.last_date.0.clear();
            self.last_date.0.push_str(&raw);
            self.last_date.1 = Some(moment);
        }
        Ok(Some(moment))
    }

    /// Whether the row says that the invoice is paid, unpaid or void.
    pub(super) fn status(&self, record: &Record<'_>) -> Result<Option<Status>, Problem> {
        let raw = self.raw(record, Field::Status)?;
        if raw.is_empty() {
            return Ok(None);
        }
        status_of(&raw).map(Some).ok_or_else(|| {
            let mut problem =
                self.problem(Field::Status, Code::UnknownStatus, format!("`{raw}` is no status that is known"));
            problem.hint = Some(format!("--value {}", shell_word(&format!("status:{raw}=paid|unpaid|void"))));
            problem
        })
    }

    /// The invoice's total.
    pub(super) fn total(&self, record: &Record<'_>) -> Result<Option<Money>, Problem> {
        self.money(record, Field::Total)
    }

    /// What the row's line costs; `None` when nothing says so and the invoice's total may.
    pub(super) fn price(&self, record: &Record<'_>) -> Result<Option<Price>, Problem> {
        let amount = self.money(record, Field::Amount)?;
        let unit_price = self.scaled(record, Field::UnitPrice, 4, Code::BadAmount)?;
        let quantity = self.scaled(record, Field::Quantity, 3, Code::BadQuantity)?;
        if amount.is_none() && unit_price.is_none() && self.plan.is_bound(Field::Total) {
            return Ok(None);
        }
        let too_large = |field| move || self.problem(field, Code::TooLarge, "the number is too large".to_owned());
        let quantity =
            quantity.map_or(Some(Quantity::ONE), Quantity::from_thousandths).ok_or_else(too_large(Field::Quantity))?;
        let unit_price = match unit_price {
            None => None,
            Some(price) => Some(UnitPrice::from_ten_thousandths(price).ok_or_else(too_large(Field::UnitPrice))?),
        };
        match price_line(quantity, unit_price, amount, self.options.currency) {
            Ok((unit_price, amount)) => Ok(Some(Price { quantity, unit_price, amount })),
            Err(error) => {
                let money = if self.plan.is_bound(Field::Amount) { Field::Amount } else { Field::UnitPrice };
                let (field, code) = match error {
                    LineError::QuantityZero => (Field::Quantity, Code::QuantityZero),
                    LineError::NoAmount => (money, Code::MissingAmount),
                    LineError::AmountTooLarge => (money, Code::TooLarge),
                };
                Err(self.problem(field, code, error.to_string()))
            }
        }
    }

    /// The kind of the row's item, every text of which is good.
    pub(super) fn kind(&mut self, record: &Record<'_>) -> Result<Kind, Problem> {
        self.item_key(record);
        if let Some(index) = self.seen_items.find(&self.item_key) {
            return Ok(self.seen_kinds[index as usize]);
        }
        for field in [Field::Sku, Field::Category, Field::Item] {
            self.text(record, field)?;
        }
        let kind = self.kind_of_row(record)?;
        if self.seen_kinds.len() >= MOST_SEEN_ITEMS {
            self.seen_items = Interner::default();
            self.seen_kinds.clear();
        }
        self.seen_items.intern(&self.item_key);
        self.seen_kinds.push(kind);
        Ok(kind)
    }

    /// All that decides the row's item, as one text.
    pub(super) fn item_key(&mut self, record: &Record<'_>) -> &str {
        let key = &mut self.item_key;
        key.clear();
        for column in &self.item_columns {
            key.push_str(record.trimmed(*column));
            key.push('\u{1f}');
        }
        &self.item_key
    }

    pub(super) fn kind_of_row(&self, record: &Record<'_>) -> Result<Kind, Problem> {
        let raw = self.raw(record, Field::Kind)?;
        if raw.is_empty() {
            return Ok(Kind::Other);
        }
        kind_of(&raw).ok_or_else(|| {
            let mut problem = self.problem(Field::Kind, Code::UnknownKind, format!("`{raw}` is no kind that is known"));
            let rule = format!("kind:{raw}=service|product|gift-card|discount|other");
            problem.hint = Some(format!("--value {}", shell_word(&rule)));
            problem
        })
    }

    /// What the line is called: its item, else its number, else its kind.
    pub(super) fn item_name(&self, item: Option<&str>, sku: Option<&str>, kind: Kind) -> String {
        let total_alone = !self.plan.is_bound(Field::Amount) && !self.plan.is_bound(Field::UnitPrice);
        let nameless = if total_alone { Line::TOTAL_NAME } else { kind.as_str() };
        item.or(sku).unwrap_or(nameless).to_owned()
    }

    /// The field's cells as they stand, joined, and translated by the rules of `--value`.
    fn raw<'r>(&self, record: &Record<'r>, field: Field) -> Result<Cow<'r, str>, Problem>
    where
        'a: 'r,
    {
        if let Some(column) = self.simple[field as usize] {
            return Ok(Cow::Borrowed(record.trimmed(column)));
        }
        let raw = self.joined(record, field)?;
        for rule in self.plan.rules(field) {
            let matches =
                if rule.by == field { rule.matches(&raw) } else { rule.matches(&self.joined(record, rule.by)?) };
            if matches {
                return Ok(Cow::Owned(rule.to.clone()));
            }
        }
        Ok(raw)
    }

    fn joined<'r>(&self, record: &Record<'r>, field: Field) -> Result<Cow<'r, str>, Problem>
    where
        'a: 'r,
    {
        match self.plan.binding(field) {
            Binding::Nothing => Ok(Cow::Borrowed("")),
            Binding::Constant(value) => Ok(Cow::Borrowed(value.as_str())),
            Binding::Columns(columns) => match columns.as_slice() {
                [column] => self.one(record, field, *column).map(Cow::Borrowed),
                columns => {
                    let parts: Vec<&str> =
                        columns.iter().map(|column| self.one(record, field, *column)).collect::<Result<_, _>>()?;
                    let empty = parts.iter().filter(|part| part.is_empty()).count();
                    if empty == parts.len() {
                        return Ok(Cow::Borrowed(""));
                    }
                    if !field.is_id() {
                        let parts: Vec<&str> = parts.into_iter().filter(|part| !part.is_empty()).collect();
                        return Ok(Cow::Owned(parts.join(" ")));
                    }
                    if empty > 0 {
                        let column = columns[parts.iter().position(|part| part.is_empty()).unwrap_or(0)];
                        let message = format!("a part of `{}` is empty", field.as_str());
                        let code = if field == Field::Invoice { Code::EmptyInvoice } else { Code::BadId };
                        return Err(Problem::new(Some(column), code, message));
                    }
                    Ok(Cow::Owned(parts.join("/")))
                }
            },
        }
    }

    fn one<'r>(&self, record: &Record<'r>, field: Field, column: usize) -> Result<&'r str, Problem> {
        let cell = record.trimmed(column);
        if !field.is_id() || cell.is_empty() {
            return Ok(cell);
        }
        let without = if self.plan.forms[column].float_ids { without_zero(cell) } else { return Ok(cell) };
        without.map_or_else(
            || {
                if self.options.is_anonymous(cell) {
                    return Ok(cell);
                }
                let message = format!("`{cell}` is not a number with `.0` like the rest of its column");
                let mut problem = Problem::new(Some(column), Code::BadId, message);
                problem.contradicts = true;
                Err(problem)
            },
            Ok,
        )
    }

    fn money(&self, record: &Record<'_>, field: Field) -> Result<Option<Money>, Problem> {
        let digits = self.options.currency.digits();
        let columns = self.plan.columns_of(field);
        if columns.len() <= 1 {
            let minor = self.scaled(record, field, digits, Code::BadAmount)?;
            let money = minor.map(|minor| Money::from_minor(minor).in_range()).map(|money| {
                money.ok_or_else(|| self.problem(field, Code::TooLarge, "the amount is too large".to_owned()))
            });
            return money.transpose();
        }
        // Parts may be finer than cents; their sum is rounded once.
        const FINE: u8 = 6;
        let (mut sum, mut given) = (0i128, false);
        for column in columns {
            if let Some(part) = self.number_in(record, *column, Code::BadAmount)? {
                let part = part
                    .at_scale(FINE)
                    .map_err(|fault| self.number_problem(record, *column, Code::BadAmount, fault))?;
                (sum, given) = (sum + i128::from(part), true);
            }
        }
        if !given {
            return Ok(None);
        }
        let exact = rust_decimal::Decimal::try_from_i128_with_scale(sum, u32::from(FINE)).ok();
        let money = exact.and_then(|exact| money_half_away(exact, self.options.currency));
        money.map(Some).ok_or_else(|| self.problem(field, Code::TooLarge, "the amount is too large".to_owned()))
    }

    /// The number of a field's only column, in units of 10^-digits.
    pub(super) fn scaled(
        &self,
        record: &Record<'_>,
        field: Field,
        digits: u8,
        code: Code,
    ) -> Result<Option<i64>, Problem> {
        if let Some(column) = self.simple[field as usize]
            && let Some(mark) = self.plan.forms[column].mark
            && let Some(value) = number::read_usual(record.trimmed(column), mark, digits)
        {
            return Ok(Some(value));
        }
        if let Binding::Constant(value) = self.plan.binding(field) {
            let number =
                number::read(value, Mark::Point, self.options.currency).and_then(|number| number.at_scale(digits));
            return number.map(Some).map_err(|_| self.problem(field, code, format!("`{value}` is not a number")));
        }
        let (raw, column) = match self.plan.columns_of(field) {
            [] => return Ok(None),
            [column, ..] => (self.raw(record, field)?, *column),
        };
        let number = self.read_number(&raw, column, code)?;
        let scaled = number.map(|number| number.at_scale(digits)).transpose();
        scaled.map_err(|fault| self.number_problem(record, column, code, fault))
    }

    fn number_in(&self, record: &Record<'_>, column: usize, code: Code) -> Result<Option<Number>, Problem> {
        self.read_number(record.trimmed(column), column, code)
    }

    fn read_number(&self, cell: &str, column: usize, code: Code) -> Result<Option<Number>, Problem> {
        if cell.is_empty() {
            return Ok(None);
        }
        let currency = self.options.currency;
        let form = self.plan.forms[column].mark;
        let read = number::read(cell, form.unwrap_or(Mark::Point), currency);
        let other = if form == Some(Mark::Comma) { Mark::Point } else { Mark::Comma };
        // Without a mark of its own a column holds whole numbers, which read the same either way.
        let needs_look = match (form, &read) {
            (Some(_), Err(_)) => number::read(cell, other, currency).is_ok(),
            (None, read) => {
                !cell.bytes().all(|byte| byte.is_ascii_digit()) && *read != number::read(cell, other, currency)
            }
            _ => false,
        };
        if needs_look {
            let message = format!(
                "`{cell}` is not written with `{}` like the rest of its column",
                form.unwrap_or(Mark::Point).as_char()
            );
            let mut problem = Problem::new(Some(column), code, message);
            problem.contradicts = self.options.decimal.is_none();
            return Err(problem);
        }
        read.map(Some).map_err(|fault| number_fault(cell, column, code, fault))
    }

    fn number_problem(&self, record: &Record<'_>, column: usize, code: Code, fault: NumberFault) -> Problem {
        number_fault(record.trimmed(column), column, code, fault)
    }

    fn problem(&self, field: Field, code: Code, message: String) -> Problem {
        Problem::new(self.plan.columns_of(field).first().copied(), code, message)
    }
}

fn number_fault(cell: &str, column: usize, code: Code, fault: NumberFault) -> Problem {
    let (code, message) = match fault {
        NumberFault::NotANumber => (code, format!("`{cell}` is not a number")),
        NumberFault::OtherCurrency => (Code::OtherCurrency, format!("`{cell}` is in another currency")),
        NumberFault::TooPrecise(0) => (code, format!("`{cell}` has decimals, where none are kept")),
        NumberFault::TooPrecise(digits) => (code, format!("`{cell}` has more than {digits} decimals")),
        NumberFault::TooLarge => (Code::TooLarge, format!("`{cell}` is too large")),
    };
    Problem::new(Some(column), code, message)
}

impl Problem {
    pub(super) fn new(column: Option<usize>, code: Code, message: String) -> Problem {
        Problem { column, code, message, hint: None, contradicts: false }
    }
}

/// A text as it is kept. What guards it from spreadsheets is taken off: `="00412"`, and the one `'` that our own
/// export puts in front of signs that begin a formula. A line break inside a cell is a blank.
pub(super) fn clean(text: &str) -> Result<Cow<'_, str>, TextError> {
    let text = trim(text);
    let text = match text.as_bytes() {
        [b'\'', b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r' | b'\'', ..] => &text[1..],
        [b'=', b'"', .., b'"'] => trim(&text[2..text.len() - 1]),
        _ => text,
    };
    if !text.is_empty() && text.len() <= text::MAX_TEXT && text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return Ok(Cow::Borrowed(text));
    }
    if text.contains(['\n', '\r', '\t']) {
        return text::clean(&text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " ")).map(Cow::Owned);
    }
    text::clean(text).map(Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_lose_what_guards_them() {
        for (text, want) in [
            ("Anna", "Anna"),
            (" Anna ", "Anna"),
            ("'=SUM(A1)", "=SUM(A1)"),
            ("''t Hoekje", "'t Hoekje"),
            ("'t Hoekje", "'t Hoekje"),
            ("=\"00412\"", "00412"),
            ("=\"", "=\""),
            ("Knippen\r\nen drogen", "Knippen en drogen"),
            ("Jose\u{301}", "José"),
        ] {
            assert_eq!(clean(text).unwrap(), want, "{text}");
        }
        assert_eq!(clean("a\u{7}b"), Err(TextError::Control('\u{7}')));
        assert_eq!(clean(" "), Err(TextError::Empty));
    }
}
