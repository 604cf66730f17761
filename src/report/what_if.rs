//! The answer of `report what-if`: `loyalty.report_what_if/1`.

use std::io;

use schemars::JsonSchema;
use serde::Serialize;

use super::signed;
use crate::output::{Cell, Column, Lines, Number, Page, Report, Sheet, Table};

/// What other rules would have made of the recorded invoices, beside what the ledger holds.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct WhatIfReport {
    /// The first day; `null` for the beginning.
    pub from: Option<String>,
    /// The last day.
    pub to: String,
    /// The currency of the amounts.
    pub currency: String,
    /// Paid invoices of the period that belong to somebody and earn.
    pub invoices: u64,
    /// Whose they are.
    pub customers: u64,
    /// What the ledger holds.
    pub now: SideFigures,
    /// What it would hold.
    pub what_if: SideFigures,
    /// How many customers would have more points at the end.
    pub customers_gaining: u64,
    /// How many would have fewer.
    pub customers_losing: u64,
    /// Those who gain most, the first of them.
    pub gains: Vec<Mover>,
    /// Those who lose most, the first of them.
    pub losses: Vec<Mover>,
    /// The months of the period.
    pub months: Vec<MonthRow>,
}

/// The figures of one set of rules.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct SideFigures {
    /// The earning rule as a sentence; for what the ledger holds, the one in force on the last day.
    pub rule: String,
    /// How long its points are good for.
    pub expire_after: String,
    /// On which day of its month that ends.
    pub expire_at: &'static str,
    /// What one point is worth.
    pub point_value: Option<Number>,
    /// Points earned in the period.
    pub earned: i64,
    /// Points taken back in it.
    pub reversed: i64,
    /// Earned less taken back.
    pub points: i64,
    /// What these are worth.
    pub value: Option<Number>,
    /// Points that ran out in it.
    pub expired: i64,
    /// Points that are open at its end.
    pub open: i64,
    /// What these are worth.
    pub open_value: Option<Number>,
    /// Customers who bought something in the period and have earned nothing by it.
    pub with_nothing: u64,
    /// What rounding down takes.
    pub rounded_off: RoundedOff,
}

/// What customers do not get because each invoice is rounded down by itself.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RoundedOff {
    /// The amounts that earned nothing, added up; 0 for a rule that counts pieces or invoices.
    pub amount: Number,
    /// The points that they, or pieces, would have come to together.
    pub points: i64,
    /// What these are worth.
    pub value: Option<Number>,
}

/// A customer with both balances.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Mover {
    /// The shop's own number.
    pub r#ref: String,
    /// The name.
    pub name: Option<String>,
    /// The balance at the end.
    pub now: i64,
    /// What it would be.
    pub what_if: i64,
    /// By how much that is more.
    pub change: i64,
}

/// One month.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MonthRow {
    /// `YYYY-MM`.
    pub month: String,
    /// Invoices that were counted in it.
    pub invoices: u64,
    /// What the ledger holds.
    pub now: MonthFigures,
    /// What it would hold.
    pub what_if: MonthFigures,
}

/// The figures of one month by one set of rules.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct MonthFigures {
    /// Earned less taken back in the month.
    pub points: i64,
    /// What these are worth.
    pub value: Option<Number>,
    /// Open at the end of the month.
    pub open: i64,
    /// What that is worth.
    pub open_value: Option<Number>,
}

const KEYS: &[&str] = &[
    "month",
    "invoices",
    "now.points",
    "now.value",
    "now.open",
    "now.open_value",
    "what_if.points",
    "what_if.value",
    "what_if.open",
    "what_if.open_value",
];

impl Report for WhatIfReport {
    fn schema(&self) -> &str {
        "loyalty.report_what_if/1"
    }

    fn draw(&self, page: &mut Page) {
        let from = self.from.as_ref().map(|from| format!("from {from} ")).unwrap_or_default();
        page.title(format!("what if, {from}to {}", self.to));
        page.field("now", self.now.said());
        page.field("what if", self.what_if.said());
        page.field("invoices", format!("{} of {} customers", self.invoices, self.customers));
        page.gap();
        page.table(&self.sums());
        let gains = format!("{} have more points then", self.customers_gaining);
        let losses = format!("{} have fewer points then", self.customers_losing);
        for (heading, movers) in [(gains, &self.gains), (losses, &self.losses)] {
            page.gap();
            page.title(heading);
            if !movers.is_empty() {
                page.table(&draw_movers(movers));
            }
        }
        if !self.months.is_empty() {
            page.gap();
            page.table(&self.draw_months());
        }
    }

    fn bare(&self) -> Option<String> {
        Some(self.what_if.open.to_string())
    }

    fn ndjson(&self, lines: &mut Lines<'_>) -> io::Result<()> {
        for month in &self.months {
            lines.typed("month", month)?;
        }
        lines.summary(self.schema(), &WhatIfReport { months: Vec::new(), ..self.clone() })
    }

    /// A row a month: what a spreadsheet draws.
    fn csv(&self, sheet: &mut Sheet<'_>) -> io::Result<()> {
        sheet.rows(KEYS, &self.months)
    }
}

impl SideFigures {
    fn said(&self) -> String {
        let at = if self.expire_at == "day" { "" } else { ", at the end of the month" };
        match self.expire_after.as_str() {
            "never" => format!("{}; they never run out", self.rule),
            after => format!("{}; good for {after}{at}", self.rule),
        }
    }
}

impl WhatIfReport {
    fn sums(&self) -> Table {
        let columns = [Column::text(""), Column::number("now"), Column::number("what if"), Column::number("change")];
        let mut table = Table::new(columns);
        let (now, then) = (&self.now, &self.what_if);
        let count = |count: u64| i64::try_from(count).unwrap_or(i64::MAX);
        let numbers = [
            ("points earned", now.earned, then.earned, None),
            ("taken back", now.reversed, then.reversed, None),
            ("earned in all", now.points, then.points, Some((&now.value, &then.value))),
            ("run out", now.expired, then.expired, None),
            ("open at the end", now.open, then.open, Some((&now.open_value, &then.open_value))),
            ("lost by rounding down", now.rounded_off.points, then.rounded_off.points, {
                Some((&now.rounded_off.value, &then.rounded_off.value))
            }),
            ("customers with nothing", count(now.with_nothing), count(then.with_nothing), None),
        ];
        for (what, now, then, values) in numbers {
            table.row([what.into(), now.into(), then.into(), signed(then - now).into()]);
            if let Some((now, then)) = values.filter(|(now, then)| now.is_some() || then.is_some()) {
                table.row([format!("  worth {}", self.currency).into(), now.into(), then.into(), Cell::empty()]);
            }
        }
        table
    }

    /// The months in which something happened.
    fn draw_months(&self) -> Table {
        let max = self.months.iter().map(|month| month.what_if.open).max().unwrap_or_default();
        let columns = [
            Column::fixed("month"),
            Column::number("points"),
            Column::number("what if"),
            Column::number("open"),
            Column::number("what if"),
            Column::bar(),
        ];
        let mut table = Table::new(columns);
        let mut open = (0, 0);
        for MonthRow { month, invoices, now, what_if } in &self.months {
            let is_quiet = *invoices == 0 && (now.points, what_if.points) == (0, 0);
            let before = std::mem::replace(&mut open, (now.open, what_if.open));
            if is_quiet && before == open {
                continue;
            }
            table.row([
                month.into(),
                now.points.into(),
                what_if.points.into(),
                now.open.into(),
                what_if.open.into(),
                Cell::Bar { value: what_if.open, max },
            ]);
        }
        table
    }
}

fn draw_movers(movers: &[Mover]) -> Table {
    let columns = [
        Column::fixed("ref"),
        Column::text("name"),
        Column::number("now"),
        Column::number("what if"),
        Column::number("change"),
    ];
    let mut table = Table::new(columns);
    for Mover { r#ref, name, now, what_if, change } in movers {
        table.row([r#ref.into(), name.into(), (*now).into(), (*what_if).into(), signed(*change).into()]);
    }
    table
}
