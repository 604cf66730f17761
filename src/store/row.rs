//! Reading domain values out of columns.

use std::ops::RangeInclusive;

use rusqlite::types::Type;
use rusqlite::{Error, Row, RowIndex};

use crate::domain::{Day, Money, Points};

/// A column does not hold what this program writes into it.
fn unreadable(what: &'static str) -> Error {
    Error::FromSqlConversionFailure(0, Type::Integer, format!("a column holds no {what}").into())
}

/// A day.
pub fn day<I: RowIndex>(row: &Row<'_>, column: I) -> rusqlite::Result<Day> {
    Day::from_number(row.get(column)?).ok_or_else(|| unreadable("day"))
}

/// A day that may be absent.
pub fn day_or_null<I: RowIndex>(row: &Row<'_>, column: I) -> rusqlite::Result<Option<Day>> {
    row.get::<_, Option<i32>>(column)?
        .map(|number| Day::from_number(number).ok_or_else(|| unreadable("day")))
        .transpose()
}

/// An amount.
pub fn money<I: RowIndex>(row: &Row<'_>, column: I) -> rusqlite::Result<Money> {
    row.get(column).map(Money::from_minor)
}

/// Points.
pub fn points<I: RowIndex>(row: &Row<'_>, column: I) -> rusqlite::Result<Points> {
    row.get(column).map(Points::new)
}

/// A number within bounds.
pub fn within<I: RowIndex>(
    row: &Row<'_>,
    column: I,
    bounds: RangeInclusive<i64>,
    what: &'static str,
) -> rusqlite::Result<i64> {
    let number = row.get(column)?;
    checked(Some(number).filter(|number| bounds.contains(number)), what)
}

/// A number within bounds that may be absent.
pub fn within_or_null<I: RowIndex>(
    row: &Row<'_>,
    column: I,
    bounds: RangeInclusive<i64>,
    what: &'static str,
) -> rusqlite::Result<Option<i64>> {
    let number: Option<i64> = row.get(column)?;
    checked(Some(number).filter(|number| number.is_none_or(|number| bounds.contains(&number))), what)
}

/// A word that stands for one of several values.
pub fn word<I: RowIndex, T>(
    row: &Row<'_>,
    column: I,
    parse: fn(&str) -> Option<T>,
    what: &'static str,
) -> rusqlite::Result<T> {
    let text = row.get_ref(column)?;
    parse(text.as_str()?).ok_or_else(|| unreadable(what))
}

/// A value that its own type does not accept.
pub fn checked<T>(value: Option<T>, what: &'static str) -> rusqlite::Result<T> {
    value.ok_or_else(|| unreadable(what))
}
