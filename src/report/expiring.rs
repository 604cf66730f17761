//! The answer of `report expiring`: `loyalty.report_expiring/1`.

use serde::Serialize;

use crate::domain::text::counted;
use crate::domain::{Day, Points};
use crate::output::{Cell, Column, Head, Page, Row};
use crate::store::ContactRow;

/// Whose points end on a day, and how to reach them.
#[derive(Clone, Debug, Serialize)]
pub struct ExpiringRow {
    r#ref: String,
    name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    on: String,
    points: i64,
    /// The most of one row, for the bar.
    #[serde(skip)]
    max: i64,
}

/// The rows, in the order in which the points end.
pub fn rows(found: Vec<(ContactRow, Day, Points)>) -> Vec<ExpiringRow> {
    let max = found.iter().map(|(.., points)| points.get()).max().unwrap_or_default();
    let row = |(contact, on, points): (ContactRow, Day, Points)| {
        let ContactRow { reference, name, email, phone } = contact;
        ExpiringRow { r#ref: reference, name, email, phone, on: on.to_string(), points: points.get(), max }
    };
    found.into_iter().map(row).collect()
}

impl Row for ExpiringRow {
    const KEYS: &'static [&'static str] = &["ref", "name", "email", "phone", "on", "points"];

    fn columns() -> Vec<Column> {
        vec![
            Column::fixed("last day"),
            Column::fixed("ref"),
            Column::text("name"),
            Column::text("e-mail"),
            Column::fixed("phone"),
            Column::number("points"),
            Column::bar(),
        ]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![
            (&self.on).into(),
            (&self.r#ref).into(),
            (&self.name).into(),
            (&self.email).into(),
            (&self.phone).into(),
            self.points.into(),
            Cell::Bar { value: self.points, max: self.max },
        ]
    }

    fn bare(&self) -> Option<String> {
        Some(self.r#ref.clone())
    }
}

/// Of which days, and how much in all.
#[derive(Clone, Debug, Serialize)]
pub struct ExpiringHead {
    /// The first last day.
    pub from: String,
    /// The last one.
    pub to: String,
    /// How many customers lose points.
    pub customers: u64,
    /// How many points.
    pub points: i64,
}

impl Head for ExpiringHead {
    fn draw(&self, page: &mut Page) {
        let ExpiringHead { from, to, customers, points } = self;
        let (points, customers) = (counted(points, "point", "points"), counted(customers, "customer", "customers"));
        page.title(format!("running out from {from} to {to}: {points} of {customers}"));
        page.gap();
    }
}
