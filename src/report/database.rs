//! The answer of `db info`: `loyalty.database/1`.

use schemars::JsonSchema;
use serde::Serialize;

use super::moment;
use crate::output::{Page, Report};
use crate::store::{Backup, Info, Shop};

/// Where the database is, what the shop is, and how much there is.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct DatabaseReport {
    database: String,
    bytes: u64,
    program: &'static str,
    #[serde(rename = "schema_version")]
    version: i32,
    currency: String,
    country: &'static str,
    time_zone: String,
    customers: i64,
    invoices: i64,
    entries: i64,
    operations: i64,
    last_recorded_at: Option<String>,
    last_backup: Option<LastBackup>,
}

/// The newest copy that is known of.
#[derive(Clone, Debug, Serialize, JsonSchema)]
struct LastBackup {
    backup: String,
    made_at: String,
}

impl DatabaseReport {
    /// The answer for a database at that path, of that size.
    pub fn new(database: String, bytes: u64, shop: &Shop, info: Info, backup: Option<Backup>) -> DatabaseReport {
        DatabaseReport {
            database,
            bytes,
            program: env!("CARGO_PKG_VERSION"),
            version: info.schema,
            currency: shop.currency.code().to_owned(),
            country: shop.country.code(),
            time_zone: shop.time_zone.clone(),
            customers: info.customers,
            invoices: info.invoices,
            entries: info.entries,
            operations: info.operations,
            last_recorded_at: info.last_recorded_at.map(moment),
            last_backup: backup
                .map(|Backup { path, made_at, .. }| LastBackup { backup: path, made_at: moment(made_at) }),
        }
    }
}

impl Report for DatabaseReport {
    fn schema(&self) -> &str {
        "loyalty.database/1"
    }

    fn draw(&self, page: &mut Page) {
        page.field("database", &self.database);
        page.field("bytes", self.bytes);
        page.field("program", self.program);
        page.field("schema", self.version);
        page.field("currency", &self.currency);
        page.field("country", self.country);
        page.field("time zone", &self.time_zone);
        page.field("customers", self.customers);
        page.field("invoices", self.invoices);
        page.field("entries", self.entries);
        page.field("operations", self.operations);
        page.field_if("last recorded at", self.last_recorded_at.as_ref());
        let backup = self.last_backup.as_ref();
        page.field_if(
            "last backup",
            backup.map(|LastBackup { backup, made_at }| format!("{backup}, {made_at}")).as_ref(),
        );
    }

    fn bare(&self) -> Option<String> {
        Some(self.database.clone())
    }
}
