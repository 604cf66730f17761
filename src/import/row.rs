//! From the cells of one row to values: texts, dates, amounts, kinds. What is wrong is said without a place; the
//! caller knows where the row stands.

mod amount;
mod problem;
mod text;

use std::borrow::Cow;

use super::date::{self, DateFormat, Moment};
use super::error::RowErrorCode as Code;
use super::interner::Interner;
use super::number::is_other_currency;
use super::options::{Field, Options, typed};
use super::plan::{Binding, Plan, is_formula_error, is_scientific, without_zero};
use super::records::Record;
use super::words::{Status, is_total, kind_of, status_of};
use crate::domain::text::TextError;
use crate::domain::{Day, Kind, Line, TimeOfDay};

pub(super) use amount::Price;
pub(super) use problem::Problem;
use text::{clean, without_apostrophe};

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
            None if cells > columns && self.plan.splits_amount(record).is_some() => {
                let message =
                    format!("the row has {cells} cells where the header has {columns}, and its amount is parted");
                let mut problem = Problem::new(self.plan.splits_amount(record), Code::LongRow, message);
                problem.hint = Some("an amount with a comma needs quotes around it: \"12,50\"".to_owned());
                Err(problem)
            }
            None => Ok(()),
            Some(column) => {
                let message = format!("the row has {cells} cells where the header has {columns}");
                let mut problem = Problem::new(Some(column), Code::LongRow, message);
                problem.hint =
                    Some("a cell that holds the sign that parts the columns needs quotes around it".to_owned());
                Err(problem)
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
            Some(number) => self.prefixed(number, Field::Invoice),
        }
    }

    /// How a row is left out that holds the total of the file.
    pub(super) fn total_row_hint(&self, record: &Record<'_>) -> Option<String> {
        let column = (0..self.plan.columns.len()).find(|column| is_total(record.trimmed(*column)))?;
        let choice = format!("{}={}", self.plan.columns[column], record.trimmed(column));
        Some(typed("--skip", &choice))
    }

    /// The invoice that is refunded, with the prefix.
    pub(super) fn refers_to<'r>(&self, record: &Record<'r>) -> Result<Option<Cow<'r, str>>, Problem>
    where
        'a: 'r,
    {
        self.text(record, Field::RefersTo)?.map(|number| self.prefixed(number, Field::RefersTo)).transpose()
    }

    fn prefixed<'r>(&self, number: Cow<'r, str>, field: Field) -> Result<Cow<'r, str>, Problem> {
        if self.options.prefix.is_empty() {
            return Ok(number);
        }
        let whole = crate::domain::text::clean(&format!("{}{number}", self.options.prefix));
        whole
            .map(Cow::Owned)
            .map_err(|error| self.problem(field, Code::BadText, format!("`{}` {error}", field.as_str())))
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
        if is_formula_error(&raw) && !self.options.is_anonymous(&raw) {
            let code = if field.is_id() { Code::BadId } else { Code::BadText };
            let mut problem = self.problem(field, code, format!("`{raw}` is an error of the spreadsheet, not a value"));
            problem.hint = Some("mend the cell in the spreadsheet and export the file anew".to_owned());
            return Err(problem);
        }
        // What tells a spreadsheet that digits are a text is no part of an id.
        let raw = match raw {
            Cow::Borrowed(raw) if field.is_id() => Cow::Borrowed(without_apostrophe(raw)),
            raw => raw,
        };
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
            let message = if reads_otherwise && self.options.date_format.is_some() {
                format!("`{raw}` is not written as `{form}`")
            } else if reads_otherwise {
                format!("`{raw}` is not written as `{form}` like the rest of its column")
            } else if is_serial(&raw) {
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
            let mut problem = self.problem(field, Code::FutureDate, message);
            let others = [DateFormat::Dmy, DateFormat::Mdy, DateFormat::Ymd];
            let is_past =
                |other: &&DateFormat| date::read(&raw, other).is_some_and(|moment| moment.day <= self.options.today);
            problem.hint = others.iter().find(is_past).map(|other| format!("--date-format {other}"));
            return Err(problem);
        }
        if field == Field::Date {
            self.last_date.0.clear();
            self.last_date.0.push_str(&raw);
            self.last_date.1 = Some(moment);
        }
        Ok(Some(moment))
    }

    /// Whether the row's own column says that its money is in another currency.
    pub(super) fn currency(&self, record: &Record<'_>) -> Result<(), Problem> {
        let Some(column) = self.plan.currency else { return Ok(()) };
        let (cell, currency) = (record.trimmed(column), self.options.currency);
        if cell.eq_ignore_ascii_case(currency.code()) || !is_other_currency(cell, currency) {
            return Ok(());
        }
        let message = format!("the row is in `{cell}`, the shop's currency is `{}`", currency.code());
        let mut problem = Problem::new(Some(column), Code::OtherCurrency, message);
        problem.hint = Some(typed("--skip", &format!("{}={cell}", self.plan.columns[column])));
        Err(problem)
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
            problem.hint = Some(typed("--value", &format!("status:{raw}=paid|unpaid|void")));
            problem
        })
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
            problem.hint = Some(typed("--value", &format!("kind:{raw}=service|product|gift-card|discount|other")));
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

    fn problem(&self, field: Field, code: Code, message: String) -> Problem {
        Problem::new(self.plan.columns_of(field).first().copied(), code, message)
    }
}

/// Whether a cell is the number that a spreadsheet has for a day of our time, with or without a time behind it.
fn is_serial(cell: &str) -> bool {
    let (day, time) = cell.split_once(['.', ',']).unwrap_or((cell, "0"));
    day.len() == 5 && day.bytes().chain(time.bytes()).all(|byte| byte.is_ascii_digit())
}
