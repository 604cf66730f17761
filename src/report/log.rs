//! The answer of `log`: `loyalty.log/1`.

use schemars::JsonSchema;
use serde::Serialize;

use super::{about, moment};
use crate::output::{Cell, Column, Row};
use crate::store::LogRow;

/// One operation.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Operation {
    id: i64,
    recorded_at: String,
    actor: String,
    action: String,
    customer: Option<String>,
    invoice: Option<String>,
    reason: Option<String>,
}

impl From<LogRow> for Operation {
    fn from(row: LogRow) -> Operation {
        let LogRow { id, recorded_at, actor, action, customer, invoice, reason } = row;
        Operation { id: id.0, recorded_at: moment(recorded_at), actor, action, customer, invoice, reason }
    }
}

impl Row for Operation {
    const KEYS: &'static [&'static str] = &["id", "recorded_at", "actor", "action", "customer", "invoice", "reason"];

    fn columns() -> Vec<Column> {
        vec![
            Column::number("id"),
            Column::fixed("recorded at"),
            Column::text("by"),
            Column::fixed("action"),
            Column::fixed("customer"),
            Column::text("about"),
        ]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![
            self.id.into(),
            (&self.recorded_at).into(),
            (&self.actor).into(),
            (&self.action).into(),
            (&self.customer).into(),
            about(&[&self.invoice, &self.reason]).into(),
        ]
    }
}
