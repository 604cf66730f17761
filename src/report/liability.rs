//! The answer of `report liability`: `loyalty.report_liability/1`.

use schemars::JsonSchema;
use serde::Serialize;

use crate::output::{Cell, Column, Number, Page, Report, Table};

/// What is open in points, and what it is worth.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct LiabilityReport {
    /// The day.
    pub at: String,
    /// The currency of the amounts.
    pub currency: String,
    /// What one point is worth.
    pub point_value: Option<Number>,
    /// The points that are still good.
    pub points: i64,
    /// What they are worth; the parts below add up to it.
    pub value: Option<Number>,
    /// How many customers have them.
    pub customers: u64,
    /// The points that balances below zero come to. Open points less these are the closing balance.
    pub owed: i64,
    /// By the month in which they end.
    pub by_expiry_month: Vec<ByMonth>,
    /// By the year of the entry that brought them.
    pub by_year_earned: Vec<ByYear>,
    /// Card rewards that wait to be used.
    pub ready: u64,
}

/// What ends in one month.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ByMonth {
    /// `YYYY-MM`; `null` for what never ends.
    pub month: Option<String>,
    /// How many points.
    pub points: i64,
    /// What they are worth.
    pub value: Option<Number>,
}

/// What one year brought.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ByYear {
    /// The year.
    pub year: i16,
    /// How many points.
    pub points: i64,
    /// What they are worth.
    pub value: Option<Number>,
}

impl Report for LiabilityReport {
    fn schema(&self) -> &str {
        "loyalty.report_liability/1"
    }

    fn draw(&self, page: &mut Page) {
        page.title(format!("open points as of {}", self.at));
        page.field("points", self.points);
        let in_currency = |number: &Number| format!("{number} {}", self.currency);
        page.field_if("a point", self.point_value.as_ref().map(in_currency));
        page.field_if("value", self.value.as_ref().map(in_currency));
        page.field("customers", self.customers);
        page.field_if("below zero", Some(self.owed).filter(|owed| *owed != 0));
        page.field_if("rewards ready", Some(self.ready).filter(|ready| *ready != 0));
        let months = self.by_expiry_month.iter().map(|part| {
            let month = part.month.clone().unwrap_or_else(|| "never".to_owned());
            (month.into(), part.points, &part.value)
        });
        draw_parts(page, "ends in", months.collect());
        let years = self.by_year_earned.iter().map(|part| (part.year.to_string().into(), part.points, &part.value));
        draw_parts(page, "earned in", years.collect());
    }

    fn bare(&self) -> Option<String> {
        Some(self.points.to_string())
    }
}

fn draw_parts(page: &mut Page, heading: &str, parts: Vec<(Cell, i64, &Option<Number>)>) {
    let max = parts.iter().map(|(_, points, _)| *points).max().unwrap_or_default();
    if max == 0 {
        return;
    }
    let columns = [Column::fixed(heading), Column::number("points"), Column::number("value"), Column::bar()];
    let mut table = Table::new(columns);
    for (label, points, value) in parts {
        table.row([label, points.into(), value.into(), Cell::Bar { value: points, max }]);
    }
    page.gap();
    page.table(&table);
}
