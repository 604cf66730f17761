//! Files of customers, with what they bring along from an older system.

use encoding_rs::{Encoding, WINDOWS_1252};
use rustc_hash::FxHashMap;

use super::constants;
use super::dialect::Dialect;
use super::error::{Errors, ImportError, RowErrorCode as Code};
use super::headers::Shape;
use super::opening::{
    OpenError, Opened, has_mark, is_left_out, malformed, open, read_error, reopen, repeats, whole_forms,
};
use super::options::{Field, Options};
use super::people::{Contact, CustomerKey};
use super::plan::Plan;
use super::reading::{Progress, Reading, Repeated, RowCounts, TOLD_EVERY, Warning, reading, warnings};
use super::records::{ReadError, Record};
use super::row::{Problem, RowReader};
use super::source::Source;
use super::words::{is_total, squeeze};
use crate::domain::person::Country;
use crate::domain::text::{MAX_TEXT, TextError};
use crate::domain::{Day, Money, Points};

/// The last day of points that are brought along.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PointsEnd {
    /// They never run out.
    Never,
    /// They are good through this day.
    On(Day),
}

/// What a card has collected, as the file has it: whole, or money, or both at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Collected {
    /// Visits or pieces; `None` when it is not whole.
    pub whole: Option<i64>,
    /// Money; `None` when it has more digits than the currency.
    pub money: Option<Money>,
}

/// One customer of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CustomerRow {
    /// The shop's own number.
    pub customer_ref: Option<String>,
    /// The whole name.
    pub name: Option<String>,
    /// The e-mail as typed.
    pub email: Option<String>,
    /// The phone as typed.
    pub phone: Option<String>,
    /// A note.
    pub note: Option<String>,
    /// The points brought along; below zero what is owed.
    pub points: Option<Points>,
    /// The day they are counted from, not after today.
    pub points_date: Option<Day>,
    /// Their last day; `None` leaves it to the settings.
    pub points_end: Option<PointsEnd>,
    /// What the card has collected.
    pub collected: Option<Collected>,
    /// The line of the file.
    pub line: u64,
}

impl CustomerRow {
    /// What the customer is found by, also the next time: ref, else e-mail, else phone. What nobody is found by is none.
    pub fn key(&self, country: Country) -> Option<CustomerKey> {
        self.contact().key(country)
    }

    fn contact(&self) -> Contact<'_> {
        let (customer_ref, email) = (self.customer_ref.as_deref(), self.email.as_deref());
        Contact { customer_ref, email, phone: self.phone.as_deref() }
    }
}

/// A file of customers, read.
#[derive(Debug)]
pub struct CustomersRead {
    /// How it was read.
    pub reading: Reading,
    /// The rows without an error, in the order of the file. Two equal rows are both here.
    pub customers: Vec<CustomerRow>,
    /// The rows.
    pub rows: RowCounts,
    /// What is wrong with rows.
    pub errors: Errors,
    /// What else there is to say.
    pub warnings: Vec<Warning>,
    /// The lines with an error.
    pub(super) rejected: Vec<u64>,
    pub(super) dialect: Dialect,
    pub(super) plan: Plan,
    pub(super) encoding: &'static Encoding,
    pub(super) mark: usize,
}

/// Reads a file of customers. `--map customer=…` and `--map ref=…` are the same here.
pub fn read_customers(
    source: &Source,
    options: &Options,
    progress: &mut dyn FnMut(Progress),
) -> Result<CustomersRead, ImportError> {
    let mut options = options.clone();
    let mapped = options.map.iter_mut().map(|(field, _)| field);
    for field in mapped.chain(options.set.iter_mut().map(|(field, _)| field)).filter(|field| **field == Field::Customer)
    {
        *field = Field::Ref;
    }
    constants::check(&options)?;
    match read_as(source, &options, None, progress) {
        Err(OpenError::Read(ReadError::NotUtf8 { .. })) if options.encoding.is_none() && !has_mark(source) => {
            read_as(source, &options, Some(WINDOWS_1252), progress)
        }
        other => other,
    }
    .map_err(|error| match error {
        OpenError::Read(error) => read_error(source, error),
        OpenError::Import(error) => error,
    })
}

fn read_as(
    source: &Source,
    options: &Options,
    encoding: Option<&'static Encoding>,
    progress: &mut dyn FnMut(Progress),
) -> Result<CustomersRead, OpenError> {
    let Opened { dialect, mut plan, encoding, mark, sample, misread, .. } =
        open(source, options, encoding, Shape::Customers)?;
    plan.forms = whole_forms(source, options, &dialect, &plan, encoding, mark)?;
    let mut read = CustomersRead {
        reading: reading(&dialect, &plan, options, encoding, sample),
        customers: Vec::new(),
        rows: RowCounts::default(),
        errors: Errors::new(options.max_errors),
        warnings: warnings(0, &dialect, &plan, misread),
        rejected: Vec::new(),
        dialect,
        plan,
        encoding,
        mark,
    };
    let (dialect, plan) = (read.dialect.clone(), read.plan.clone());
    let mut reader = RowReader::new(&plan, options);
    let mut records = reopen(source, &dialect, encoding, mark);
    let mut seen: FxHashMap<CustomerKey, usize> = FxHashMap::default();
    let (mut told, mut repeated) = (0, Repeated::default());
    loop {
        if records.bytes() > told + TOLD_EVERY {
            told = records.bytes();
            progress(Progress { bytes: told, rows: read.rows.read });
        }
        let Some(record) = records.next()? else { break };
        if record.line <= dialect.header_line {
            continue;
        }
        read.rows.read += 1;
        if is_left_out(&record, &dialect, &plan) {
            *if record.is_blank() { &mut read.rows.blank } else { &mut read.rows.skipped } += 1;
            if repeats(&record, &dialect) {
                repeated.add(record.line);
            }
            continue;
        }
        match customer_of(&record, &mut reader)
            .and_then(|customer| once(customer, &mut seen, &read.customers, options.country))
        {
            Ok(customer) => read.customers.push(customer),
            Err(problem) => {
                read.rows.rejected += 1;
                read.rejected.push(record.line);
                read.errors.push(|| problem.told(0, &record, &plan, None));
            }
        }
    }
    if records.is_malformed() {
        return Err(OpenError::Import(malformed(source, encoding, mark)));
    }
    if !source.is_unchanged() {
        return Err(OpenError::Import(ImportError::Changed { file: source.name().to_owned() }));
    }
    read.warnings.extend(repeated.warning(0));
    Ok(read)
}

fn customer_of(record: &Record<'_>, reader: &mut RowReader<'_>) -> Result<CustomerRow, Problem> {
    reader.width(record)?;
    let text = |field| reader.text(record, field).map(|text| text.map(|text| text.into_owned()));
    let name = match text(Field::Name)? {
        Some(name) => Some(name),
        None => {
            let parts = [text(Field::FirstName)?, text(Field::Infix)?, text(Field::LastName)?];
            let name = parts.into_iter().flatten().collect::<Vec<_>>().join(" ");
            if name.chars().count() > MAX_TEXT {
                let message = format!("the whole name {}", TextError::TooLong);
                let column = reader.plan.columns_of(Field::FirstName).first().copied();
                return Err(Problem::new(column, Code::BadText, message));
            }
            (!name.is_empty()).then_some(name)
        }
    };
    let (customer_ref, email) = (text(Field::Ref)?, text(Field::Email)?);
    let (phone, note) = (text(Field::Phone)?, text(Field::Note)?);
    let points = points_of(record, reader)?;
    let at = |field| reader.plan.columns_of(field).first().copied();
    let (date_at, end_at) = (at(Field::PointsDate), at(Field::PointsExpire));
    let today = reader.options.today;
    let points_date = reader.date(record, Field::PointsDate)?.map(|moment| moment.day);
    if let Some(day) = points_date.filter(|day| *day > today) {
        return Err(Problem::new(date_at, Code::FutureDate, format!("`{day}` is after today, {today}")));
    }
    let never = end_at.map(|column| squeeze(record.trimmed(column)));
    let points_end = match never.as_deref() {
        Some("never" | "nooit" | "jamais" | "nie") => Some(PointsEnd::Never),
        _ => reader.date(record, Field::PointsExpire)?.map(|moment| PointsEnd::On(moment.day)),
    };
    let collected = collected_of(record, reader)?;
    let row = CustomerRow {
        customer_ref,
        name,
        email,
        phone,
        note,
        points,
        points_date,
        points_end,
        collected,
        line: record.line,
    };
    let is_bare = row.name.is_none() && row.email.is_none() && row.phone.is_none();
    if is_bare && row.customer_ref.as_deref().is_some_and(is_total) {
        let mut problem = Problem::new(at(Field::Ref), Code::TotalRow, "the row is a total of other rows".to_owned());
        problem.hint = reader.total_row_hint(record);
        return Err(problem);
    }
    if row.key(reader.options.country).is_none() {
        let unknown = row.contact().unknown();
        let column = unknown.as_ref().and_then(|unknown| at(unknown.field()));
        let message =
            unknown.map_or_else(|| "the row has no ref, e-mail or phone".to_owned(), |unknown| unknown.to_string());
        let mut problem = Problem::new(column, Code::NoIdentity, message);
        let made = || "--map 'ref=COLUMN+COLUMN' makes a ref of other columns".to_owned();
        problem.hint = Some(reader.total_row_hint(record).unwrap_or_else(made));
        return Err(problem);
    }
    Ok(row)
}

fn points_of(record: &Record<'_>, reader: &RowReader<'_>) -> Result<Option<Points>, Problem> {
    let Some(points) = reader.scaled(record, Field::Points, 0, Code::BadPoints)? else { return Ok(None) };
    let problem = |message: &str| {
        let column = reader.plan.columns_of(Field::Points).first().copied();
        Problem::new(column, Code::BadPoints, format!("`{points}` {message}"))
    };
    Points::new(points).in_range().map(Some).ok_or_else(|| problem("is too large"))
}

fn collected_of(record: &Record<'_>, reader: &RowReader<'_>) -> Result<Option<Collected>, Problem> {
    let digits = reader.options.currency.digits();
    let whole = reader.scaled(record, Field::Collected, 0, Code::BadAmount);
    let money = reader.scaled(record, Field::Collected, digits, Code::BadAmount);
    match (whole, money) {
        (Ok(None), _) | (_, Ok(None)) => Ok(None),
        (Err(_), Err(problem)) => Err(problem),
        (whole, money) => {
            let whole = whole.ok().flatten();
            let money = money.ok().flatten().and_then(|minor| Money::from_minor(minor).in_range());
            let column = reader.plan.columns_of(Field::Collected).first().copied();
            if whole.is_some_and(|whole| whole < 0) || money.is_some_and(Money::is_negative) {
                return Err(Problem::new(column, Code::BadAmount, "what was collected is below zero".to_owned()));
            }
            Ok(Some(Collected { whole, money }))
        }
    }
}

/// A customer stands in the file once, or always the same.
fn once(
    customer: CustomerRow,
    seen: &mut FxHashMap<CustomerKey, usize>,
    customers: &[CustomerRow],
    country: Country,
) -> Result<CustomerRow, Problem> {
    let Some(key) = customer.key(country) else { return Ok(customer) };
    let first = *seen.entry(key).or_insert(customers.len());
    match customers.get(first) {
        Some(other) if *other != (CustomerRow { line: other.line, ..customer.clone() }) => {
            let message = format!("the customer stands on line {} with other values", other.line);
            Err(Problem::new(None, Code::Twice, message))
        }
        _ => Ok(customer),
    }
}
