//! The answers of `db backup` and `db restore`.

use schemars::JsonSchema;
use serde::Serialize;

use super::{Status, moment};
use crate::output::{Page, Report};
use crate::store::Info;

/// What a copy of the database holds.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Content {
    #[serde(rename = "schema_version")]
    version: i32,
    customers: i64,
    invoices: i64,
    entries: i64,
    operations: i64,
    last_recorded_at: Option<String>,
}

impl From<Info> for Content {
    fn from(info: Info) -> Content {
        Content {
            version: info.schema,
            customers: info.customers,
            invoices: info.invoices,
            entries: info.entries,
            operations: info.operations,
            last_recorded_at: info.last_recorded_at.map(moment),
        }
    }
}

impl Content {
    fn draw(&self, page: &mut Page) {
        page.field("customers", self.customers);
        page.field("invoices", self.invoices);
        page.field("entries", self.entries);
        page.field_if("last recorded at", self.last_recorded_at.as_ref());
    }
}

/// `loyalty.backup/1`: a copy was made.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct BackupReport {
    dry_run: bool,
    status: Status,
    database: String,
    backup: String,
    bytes: u64,
    #[serde(flatten)]
    content: Content,
}

impl BackupReport {
    /// A copy of that size, with what is in it.
    pub fn new(database: String, backup: String, bytes: u64, info: Info, dry_run: bool) -> BackupReport {
        BackupReport { dry_run, status: Status::Created, database, backup, bytes, content: info.into() }
    }
}

impl Report for BackupReport {
    fn schema(&self) -> &str {
        "loyalty.backup/1"
    }

    fn draw(&self, page: &mut Page) {
        page.title(if self.dry_run { "the backup would be made" } else { "the backup is made" });
        page.field("database", &self.database);
        page.field("backup", &self.backup);
        page.field("bytes", self.bytes);
        self.content.draw(page);
    }

    fn bare(&self) -> Option<String> {
        Some(self.backup.clone())
    }
}

/// `loyalty.restore/1`: a backup was put back.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct RestoreReport {
    dry_run: bool,
    status: Status,
    database: String,
    backup: String,
    kept: Option<String>,
    #[serde(flatten)]
    content: Content,
    before: Option<Content>,
}

impl RestoreReport {
    /// What is there now, what was there before, and where that is kept.
    pub fn new(
        database: String,
        backup: String,
        kept: Option<String>,
        info: Info,
        before: Option<Info>,
        dry_run: bool,
    ) -> RestoreReport {
        let before = before.map(Content::from);
        RestoreReport { dry_run, status: Status::Restored, database, backup, kept, content: info.into(), before }
    }
}

impl Report for RestoreReport {
    fn schema(&self) -> &str {
        "loyalty.restore/1"
    }

    fn draw(&self, page: &mut Page) {
        page.title(if self.dry_run { "the backup would be put back" } else { "the backup is put back" });
        page.field("database", &self.database);
        page.field("backup", &self.backup);
        page.field_if("kept as it was", self.kept.as_ref());
        self.content.draw(page);
        if let Some(before) = &self.before {
            let last =
                before.last_recorded_at.as_ref().map(|last| format!(", last written {last}")).unwrap_or_default();
            page.field("before", format!("{} customers, {} invoices{last}", before.customers, before.invoices));
        }
    }

    fn bare(&self) -> Option<String> {
        self.kept.clone()
    }
}
