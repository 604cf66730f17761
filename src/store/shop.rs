//! The shop: what was said once, at `init`.

use rusqlite::{Connection, named_params};

use super::error::{Result, StoreError};
use crate::domain::Currency;
use crate::domain::person::Country;

/// Currency, country and clock of the shop.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shop {
    /// The one currency of the database.
    pub currency: Currency,
    /// Where phones are read as they are written.
    pub country: Country,
    /// Whose day is today.
    pub time_zone: String,
}

impl Shop {
    pub(super) fn load(connection: &Connection) -> Result<Shop> {
        let mut statement = connection.prepare_cached("SELECT currency, country, time_zone FROM shop WHERE id = 1")?;
        let (currency, country, time_zone): (String, String, String) =
            statement.query_row([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))?;
        let unknown = |what: &str, value: &str| StoreError::Damaged(format!("the shop's {what} is `{value}`"));
        Ok(Shop {
            currency: Currency::from_code(&currency).ok_or_else(|| unknown("currency", &currency))?,
            country: Country::from_code(&country).ok_or_else(|| unknown("country", &country))?,
            time_zone,
        })
    }

    pub(super) fn insert(&self, connection: &Connection) -> Result<()> {
        connection.execute(
            "INSERT INTO shop (id, currency, country, time_zone, next_ref)
             VALUES (1, :currency, :country, :time_zone, 1)",
            named_params! {
                ":currency": self.currency.code(),
                ":country": self.country.code(),
                ":time_zone": self.time_zone,
            },
        )?;
        Ok(())
    }
}
