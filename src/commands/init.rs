//! `init`: makes the database, and says once what the shop is.

use serde_json::json;

use super::desk::{Desk, Exit, default_shop, shown_path, time_zone};
use crate::domain::Currency;
use crate::domain::person::Country;
use crate::failure::{Failure, Kind, Outcome};
use crate::report::Status;
use crate::report::shop::ShopReport;
use crate::store::{Shop, Store, StoreError};

/// Make the database
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty init
  loyalty init --currency GBP --country GB
  loyalty init --country US --currency USD --time-zone America/Chicago")]
pub struct Args {
    /// The currency of all amounts, for good (ISO 4217) [default: EUR]
    #[arg(long, value_name = "CODE")]
    currency: Option<String>,
    /// The country, which decides how phones are read (ISO 3166) [default: NL]
    #[arg(long, value_name = "CODE")]
    country: Option<String>,
    /// The time zone, which decides what day it is [default: the country's]
    #[arg(long, value_name = "ZONE")]
    time_zone: Option<String>,
}

/// What was said about the shop; what was not is not compared.
struct Said {
    currency: Option<Currency>,
    country: Option<Country>,
    time_zone: Option<String>,
}

/// Does it.
pub fn run(args: Args, desk: &mut Desk) -> Outcome<Exit> {
    let said = args.read()?;
    let path = desk.database()?.to_owned();
    let dry_run = desk.is_dry_run();
    let (shop, status) = match desk.open_at(&path) {
        Ok(store) => (said.compare(store.shop())?, Status::Unchanged),
        Err(StoreError::NoDatabase(_)) if dry_run => (said.shop(), Status::Created),
        Err(StoreError::NoDatabase(_)) => match Store::open_or_create(&path, &said.shop())? {
            (store, true) => (store.shop().clone(), Status::Created),
            (store, false) => (said.compare(store.shop())?, Status::Unchanged),
        },
        Err(error) => return Err(error.into()),
    };
    let database = shown_path(&path)?.display().to_string();
    desk.report(&ShopReport::new(&shop, database, status, dry_run))
}

impl Args {
    fn read(self) -> Outcome<Said> {
        let currency = self.currency.map(|code| {
            Currency::from_code(&code).ok_or_else(|| {
                Failure::usage(format!("there is no currency `{code}`"))
                    .hint("give it as in `--currency EUR` (ISO 4217)")
            })
        });
        let country = self.country.map(|code| {
            Country::from_code(&code).ok_or_else(|| {
                let codes: Vec<String> = Country::codes().map(|code| format!("`{code}`")).collect();
                Failure::usage(format!("the country `{code}` is not known"))
                    .hint(format!("one of {}", codes.join(", ")))
            })
        });
        let time_zone = self.time_zone.map(|name| {
            // As the database of zones spells it, so that `europe/amsterdam` is the same.
            time_zone(&name).map(|zone| zone.iana_name().map_or(name, str::to_owned))
        });
        Ok(Said { currency: currency.transpose()?, country: country.transpose()?, time_zone: time_zone.transpose()? })
    }
}

impl Said {
    fn shop(&self) -> Shop {
        let default = default_shop();
        let country = self.country.unwrap_or(default.country);
        Shop {
            currency: self.currency.unwrap_or(default.currency),
            country,
            time_zone: self.time_zone.clone().unwrap_or_else(|| country.time_zone().to_owned()),
        }
    }

    /// The shop as it is, if nothing else was said.
    fn compare(&self, shop: &Shop) -> Outcome<Shop> {
        let pairs = [
            ("currency", self.currency.map(|said| said.code().to_owned()), shop.currency.code()),
            ("country", self.country.map(|said| said.code().to_owned()), shop.country.code()),
            ("time_zone", self.time_zone.clone(), shop.time_zone.as_str()),
        ];
        for (what, said, is) in pairs {
            if let Some(said) = said.filter(|said| said != is) {
                let message = format!("the database is there with the {} `{is}`, not `{said}`", what.replace('_', " "));
                return Err(Failure::new(Kind::ShopConflict, message)
                    .hint("make another database with `loyalty --db PATH init`")
                    .details(json!({ "field": what, "is": is, "asked": said })));
            }
        }
        Ok(shop.clone())
    }
}
