//! The answer of `init`: `loyalty.shop/1`.

use schemars::JsonSchema;
use serde::Serialize;

use super::Status;
use crate::output::{Page, Report};
use crate::store::Shop;

/// The shop as it was set up.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct ShopReport {
    dry_run: bool,
    status: Status,
    database: String,
    currency: String,
    country: &'static str,
    time_zone: String,
}

impl ShopReport {
    /// The answer for a shop whose database is at that path.
    pub fn new(shop: &Shop, database: String, status: Status, dry_run: bool) -> ShopReport {
        ShopReport {
            dry_run,
            status,
            database,
            currency: shop.currency.code().to_owned(),
            country: shop.country.code(),
            time_zone: shop.time_zone.clone(),
        }
    }
}

impl Report for ShopReport {
    fn schema(&self) -> &str {
        "loyalty.shop/1"
    }

    fn draw(&self, page: &mut Page) {
        page.text(match (self.status, self.dry_run) {
            (Status::Unchanged, _) => "the database is there already",
            (_, true) => "the database would be made",
            (_, false) => "the database is made",
        });
        page.field("database", &self.database);
        page.field("currency", &self.currency);
        page.field("country", self.country);
        page.field("time zone", &self.time_zone);
    }
}
