//! The answer of `report rollforward`: `loyalty.report_rollforward/1`.

use schemars::JsonSchema;
use serde::Serialize;

use crate::domain::Day;
use crate::domain::ledger::RollForward;
use crate::output::{Cell, Column, Page, Report, Table};

/// What happened to all points in a period. What takes away has no minus sign.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RollForwardReport {
    from: String,
    to: String,
    opening: i64,
    earned: i64,
    opened: i64,
    adjusted: i64,
    returned: i64,
    transferred: i64,
    reversed: i64,
    redeemed: i64,
    expired: i64,
    closing: i64,
}

impl RollForwardReport {
    /// The answer for a period.
    pub fn new(from: Day, to: Day, period: &RollForward) -> RollForwardReport {
        RollForwardReport {
            from: from.to_string(),
            to: to.to_string(),
            opening: period.opening.get(),
            earned: period.earned.get(),
            opened: period.opened.get(),
            adjusted: period.adjusted.get(),
            returned: period.returned.get(),
            transferred: period.transferred.get(),
            reversed: period.reversed.get(),
            redeemed: period.redeemed.get(),
            expired: period.expired.get(),
            closing: period.closing().get(),
        }
    }
}

impl Report for RollForwardReport {
    fn schema(&self) -> &str {
        "loyalty.report_rollforward/1"
    }

    fn draw(&self, page: &mut Page) {
        page.title(format!("points from {} to {}", self.from, self.to));
        let rows = [
            ("", "opening", self.opening),
            ("+", "earned", self.earned),
            ("+", "opened", self.opened),
            ("+", "adjusted", self.adjusted),
            ("+", "returned", self.returned),
            ("+", "transferred", self.transferred),
            ("-", "reversed", self.reversed),
            ("-", "redeemed", self.redeemed),
            ("-", "expired", self.expired),
            ("=", "closing", self.closing),
        ];
        let max = rows.iter().map(|(.., points)| *points).max().unwrap_or_default();
        let columns = [Column::fixed(""), Column::fixed(""), Column::number("points"), Column::bar()];
        let mut table = Table::new(columns);
        for (sign, what, points) in rows {
            table.row([sign.into(), what.into(), points.into(), Cell::Bar { value: points.max(0), max }]);
        }
        page.table(&table);
    }

    fn bare(&self) -> Option<String> {
        Some(self.closing.to_string())
    }
}
