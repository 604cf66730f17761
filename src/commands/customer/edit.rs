//! `customer edit`.

use std::path::PathBuf;

use serde::{Deserialize, Deserializer};

use super::answer;
use crate::commands::desk::{Desk, Exit};
use crate::commands::input::{self, Input};
use crate::commands::{person, values};
use crate::domain::person::Country;
use crate::failure::{Failure, Outcome};
use crate::ops::customer::put;
use crate::ops::who;
use crate::store::{Action, Customer};

/// Change what is known of a customer
#[derive(Debug, clap::Args)]
#[command(before_help = "Examples:
  loyalty customer edit K001 --phone \"06 12345678\"
  loyalty customer edit anna@example.nl --email none --note \"prefers mornings\"
  loyalty customer edit K001 --ref K100")]
pub struct Args {
    /// A ref, an e-mail, a phone or a whole name
    #[arg(value_name = "WHO", allow_negative_numbers = true)]
    who: String,
    /// Another ref
    #[arg(long = "ref", value_name = "REF", allow_negative_numbers = true)]
    r#ref: Option<String>,
    /// Another name
    #[arg(long, value_name = "NAME", allow_negative_numbers = true)]
    name: Option<String>,
    /// Another e-mail address; `none` or an empty text takes it away
    #[arg(long, value_name = "EMAIL")]
    email: Option<String>,
    /// Another phone number; `none` or an empty text takes it away
    #[arg(long, value_name = "PHONE", allow_negative_numbers = true)]
    phone: Option<String>,
    /// Another note; `none` or an empty text takes it away
    #[arg(long, value_name = "TEXT", allow_negative_numbers = true)]
    note: Option<String>,
    /// Take the changes from a JSON object instead, in which `null` takes away: a file, or `-` for stdin
    #[arg(long, value_name = "FILE", conflicts_with_all = ["ref", "name", "email", "phone", "note"])]
    input: Option<PathBuf>,
}

/// What is to be different: `Some(None)` takes away.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
struct Changes {
    r#ref: Option<String>,
    name: Option<String>,
    #[serde(deserialize_with = "given")]
    email: Option<Option<String>>,
    #[serde(deserialize_with = "given")]
    phone: Option<Option<String>>,
    #[serde(deserialize_with = "given")]
    note: Option<Option<String>>,
}

fn given<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Option<String>>, D::Error> {
    Option::deserialize(deserializer).map(Some)
}

pub(super) fn run(args: Args, desk: &mut Desk) -> Outcome<Exit> {
    let (who, changes) = args.read()?;
    if changes.is_empty() {
        return Err(Failure::usage("nothing is named that is to be changed").hint("see `loyalty customer edit --help`"));
    }
    let mut store = desk.open_to_write()?;
    let context = desk.context(store.shop())?;
    let (today, dry_run) = (context.today, desk.is_dry_run());
    let (report, warning) = store.write(&context, Action("customer edit"), |tx| {
        let customer = who::write(tx, &who)?;
        tx.about_customer(customer.id);
        let (wanted, warning) = changes.apply(customer.clone(), tx.shop().country)?;
        let (customer, status) = put(tx, &customer, wanted)?;
        Ok::<_, Failure>((answer(tx, &customer, today, status.as_str(), dry_run)?, warning))
    })?;
    if let Some(warning) = warning {
        desk.output.warning(warning);
    }
    desk.report(&report)
}

impl Args {
    fn read(self) -> Outcome<(String, Changes)> {
        if let Some(path) = &self.input {
            return match input::read(path, false)? {
                Input::One(changes) => Ok((self.who, changes)),
                Input::Many(_) => Err(Failure::usage("one customer is changed at a time, and the input has many")),
            };
        }
        let is_none = |text: &String| text == "none" || text.trim().is_empty();
        let or_none = |text: Option<String>| text.map(|text| Some(text).filter(|text| !is_none(text)));
        let changes = Changes {
            r#ref: self.r#ref,
            name: self.name,
            email: or_none(self.email),
            phone: or_none(self.phone),
            note: or_none(self.note),
        };
        Ok((self.who, changes))
    }
}

impl Changes {
    fn is_empty(&self) -> bool {
        let Changes { r#ref, name, email, phone, note } = self;
        r#ref.is_none() && name.is_none() && email.is_none() && phone.is_none() && note.is_none()
    }

    fn apply(&self, mut customer: Customer, country: Country) -> Outcome<(Customer, Option<String>)> {
        let mut warning = None;
        if let Some(reference) = &self.r#ref {
            customer.reference = values::text(reference, "ref")?;
        }
        if let Some(name) = &self.name {
            customer.name = Some(values::text(name, "name")?);
        }
        if let Some(email) = &self.email {
            customer.email = email.as_deref().map(person::email).transpose()?;
        }
        if let Some(phone) = &self.phone {
            customer.phone = match phone {
                Some(phone) => {
                    let (phone, unreadable) = person::phone_or_as_typed(phone, country)?;
                    warning = unreadable;
                    Some(phone)
                }
                None => None,
            };
        }
        if let Some(note) = &self.note {
            customer.note = note.as_deref().map(|note| values::text(note, "note")).transpose()?;
        }
        Ok((customer, warning))
    }
}
