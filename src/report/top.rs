//! The answer of `report top`: `loyalty.report_top/1`.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::Currency;
use crate::output::{Cell, Column, Head, Number, Page, Row};
use crate::report::invoice::money;
use crate::store::{TopBy, TopRow};

/// One of the best customers.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Best {
    r#ref: String,
    name: Option<String>,
    email: Option<String>,
    phone: Option<String>,
    points: i64,
    earned: i64,
    spend: Number,
    visits: i64,
    #[serde(skip)]
    bar: Cell,
}

/// The rows, the best first.
pub fn rows(found: Vec<TopRow>, by: TopBy, currency: Currency) -> Vec<Best> {
    let measure = |row: &TopRow| match by {
        TopBy::Points => row.points.get(),
        TopBy::Spend => row.spend.minor(),
        TopBy::Visits => row.visits,
    };
    let max = found.iter().map(measure).max().unwrap_or_default();
    let best = |row: TopRow| Best {
        bar: Cell::Bar { value: measure(&row), max },
        r#ref: row.contact.reference,
        name: row.contact.name,
        email: row.contact.email,
        phone: row.contact.phone,
        points: row.points.get(),
        earned: row.earned.get(),
        spend: money(row.spend, currency),
        visits: row.visits,
    };
    found.into_iter().map(best).collect()
}

impl Row for Best {
    const KEYS: &'static [&'static str] = &["ref", "name", "email", "phone", "points", "earned", "spend", "visits"];

    fn columns() -> Vec<Column> {
        vec![
            Column::fixed("ref"),
            Column::text("name"),
            Column::number("points"),
            Column::number("earned"),
            Column::number("spend"),
            Column::number("visits"),
            Column::bar(),
        ]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![
            (&self.r#ref).into(),
            (&self.name).into(),
            self.points.into(),
            self.earned.into(),
            (&self.spend).into(),
            self.visits.into(),
            self.bar.clone(),
        ]
    }

    fn bare(&self) -> Option<String> {
        Some(self.r#ref.clone())
    }
}

/// By what, and of which days.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct TopHead {
    /// `points`, `spend` or `visits`.
    pub by: &'static str,
    /// The first day; `null` for the beginning.
    pub from: Option<String>,
    /// The last day.
    pub to: String,
    /// The currency of the amounts.
    pub currency: String,
}

impl Head for TopHead {
    fn draw(&self, page: &mut Page) {
        let from = self.from.as_ref().map(|from| format!("from {from} ")).unwrap_or_default();
        page.title(format!("most {}, {from}to {}", self.by, self.to));
        page.gap();
    }
}
