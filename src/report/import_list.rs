//! The imports that there were, in a list and one by one.

use schemars::JsonSchema;
use serde::Serialize;

use crate::output::{Cell, Column, Page, Report, Row};
use crate::store::Import;

/// An import in a list.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ImportRow {
    /// Its number.
    pub id: i64,
    /// The moment, RFC 3339.
    pub recorded_at: String,
    /// Who.
    pub actor: String,
    /// `invoices` or `customers`.
    pub kind: String,
    /// The names of the files.
    pub files: Vec<String>,
    /// Whether it was taken back.
    pub undone: bool,
    /// What it brought.
    pub counts: serde_json::Value,
}

impl ImportRow {
    /// An import as it is told.
    pub fn new(import: Import) -> ImportRow {
        ImportRow {
            id: import.id.0,
            recorded_at: super::moment(import.recorded_at),
            actor: import.actor,
            kind: import.kind,
            files: import.files,
            undone: import.undone_by.is_some(),
            counts: import.counts,
        }
    }
}

impl Row for ImportRow {
    const KEYS: &'static [&'static str] = &[
        "id",
        "recorded_at",
        "actor",
        "kind",
        "files",
        "undone",
        "counts.rows",
        "counts.invoices",
        "counts.amount",
        "counts.earned",
        "counts.reversed",
        "counts.expired",
        "counts.customers",
        "counts.cards",
        "counts.updated",
        "counts.opened",
        "counts.owed",
    ];

    fn columns() -> Vec<Column> {
        vec![
            Column::number("id"),
            Column::fixed("recorded"),
            Column::text("by"),
            Column::fixed("kind"),
            Column::text("files"),
            Column::number("rows"),
            Column::number("invoices"),
            Column::fixed("undone"),
        ]
    }

    fn cells(&self) -> Vec<Cell> {
        let count = |key: &str| self.counts[key].as_i64();
        vec![
            self.id.into(),
            (&self.recorded_at).into(),
            (&self.actor).into(),
            (&self.kind).into(),
            self.files.join(", ").into(),
            count("rows").into(),
            count("invoices").into(),
            if self.undone { "yes" } else { "" }.into(),
        ]
    }

    fn bare(&self) -> Option<String> {
        Some(self.id.to_string())
    }
}

/// `loyalty.import_show/1`: one import.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ImportShow {
    /// The import.
    #[serde(flatten)]
    pub import: ImportRow,
}

impl Report for ImportShow {
    fn schema(&self) -> &str {
        "loyalty.import_show/1"
    }

    fn draw(&self, page: &mut Page) {
        let undone = if self.import.undone { "  undone" } else { "" };
        page.title(format!("import {}  {}{undone}", self.import.id, self.import.recorded_at));
        page.field("files", self.import.files.join(", "));
        page.field("by", &self.import.actor);
        if let Some(counts) = self.import.counts.as_object() {
            for (name, value) in counts {
                page.field(name, value.as_str().map_or_else(|| value.to_string(), str::to_owned));
            }
        }
    }

    fn bare(&self) -> Option<String> {
        Some(self.import.id.to_string())
    }
}
