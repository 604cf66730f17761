//! What is said about a person, in arguments or in JSON, read into what is kept.

use serde::Deserialize;

use super::values;
use crate::domain::person::{Country, email_lower, phone_e164};
use crate::failure::Outcome;
use crate::store::NewCustomer;

/// A person as typed.
#[derive(Clone, Debug, Default, Deserialize, clap::Args)]
#[serde(deny_unknown_fields, default)]
pub struct Person {
    /// The shop's own number for the customer [default: the next free one, as in C000001]
    #[arg(long = "ref", value_name = "REF", allow_negative_numbers = true)]
    pub r#ref: Option<String>,
    /// The name
    #[arg(long, value_name = "NAME", allow_negative_numbers = true)]
    pub name: Option<String>,
    /// The e-mail address
    #[arg(long, value_name = "EMAIL")]
    pub email: Option<String>,
    /// The phone number, as it is written in the shop's country
    #[arg(long, value_name = "PHONE", allow_negative_numbers = true)]
    pub phone: Option<String>,
    /// Anything worth remembering
    #[arg(long, value_name = "TEXT", allow_negative_numbers = true)]
    pub note: Option<String>,
}

impl Person {
    /// What is kept of it, and a warning when the phone cannot be read and is kept as typed.
    pub fn read(&self, country: Country) -> Outcome<(NewCustomer, Option<String>)> {
        let text = |text: &Option<String>, name| text.as_deref().map(|text| values::text(text, name)).transpose();
        let (phone, warning) = match &self.phone {
            Some(phone) => phone_or_as_typed(phone, country).map(|(phone, warning)| (Some(phone), warning))?,
            None => (None, None),
        };
        let customer = NewCustomer {
            reference: text(&self.r#ref, "ref")?,
            name: text(&self.name, "name")?,
            email: self.email.as_deref().map(email).transpose()?,
            phone,
            note: text(&self.note, "note")?,
        };
        Ok((customer, warning))
    }
}

/// An e-mail address in lower case.
pub fn email(text: &str) -> Outcome<String> {
    email_lower(text).ok_or_else(|| values::refused(text, "email", "is no e-mail address"))
}

/// A phone in E.164, or as typed with a warning.
pub fn phone_or_as_typed(text: &str, country: Country) -> Outcome<(String, Option<String>)> {
    let typed = values::text(text, "phone")?;
    Ok(match phone_e164(&typed, country) {
        Some(phone) => (phone, None),
        None => {
            let warning =
                format!("the phone `{typed}` cannot be read in the way of {}, and is kept as typed", country.code());
            (typed, Some(warning))
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_is_read_or_refused() {
        let person = |json: &str| serde_json::from_str::<Person>(json).expect("JSON");
        let read = |json: &str| person(json).read(Country::NL);
        let (kept, warning) =
            read(r#"{"ref":" K1 ","name":"Anna","email":"A@B.nl","phone":"06 12345678"}"#).expect("good");
        let want = NewCustomer {
            reference: Some("K1".to_owned()),
            name: Some("Anna".to_owned()),
            email: Some("a@b.nl".to_owned()),
            phone: Some("+31612345678".to_owned()),
            note: None,
        };
        assert_eq!((kept, warning), (want, None));
        let (kept, warning) = read(r#"{"phone":"ask Bram"}"#).expect("good");
        assert_eq!(kept.phone.as_deref(), Some("ask Bram"));
        assert!(warning.is_some());
        for (json, want) in [
            (r#"{"email":"anna"}"#, "the value `anna` of `email` is no e-mail address"),
            (r#"{"name":" "}"#, "`name` is empty"),
        ] {
            assert_eq!(read(json).expect_err(json).message(), want);
        }
        assert!(serde_json::from_str::<Person>(r#"{"nmae":"x"}"#).is_err());
    }
}
