//! The answer of `customer list --duplicates`: `loyalty.duplicates/1`.

use serde::Serialize;

use crate::output::{Cell, Column, Row};
use crate::store::Customer;

/// Two customers that may be one person.
#[derive(Clone, Debug, Serialize)]
pub struct DuplicateRow {
    /// The one that was there first.
    pub r#ref: String,
    /// Its name.
    pub name: Option<String>,
    /// Its e-mail.
    pub email: Option<String>,
    /// Its phone.
    pub phone: Option<String>,
    /// The other one.
    pub other_ref: String,
    /// Its name.
    pub other_name: Option<String>,
    /// Its e-mail.
    pub other_email: Option<String>,
    /// Its phone.
    pub other_phone: Option<String>,
    /// What they have in common: `phone`, `email`, `name`.
    pub alike: Vec<&'static str>,
}

impl DuplicateRow {
    /// Two customers side by side.
    pub fn new(one: &Customer, other: &Customer, alike: Vec<&'static str>) -> DuplicateRow {
        DuplicateRow {
            r#ref: one.reference.clone(),
            name: one.name.clone(),
            email: one.email.clone(),
            phone: one.phone.clone(),
            other_ref: other.reference.clone(),
            other_name: other.name.clone(),
            other_email: other.email.clone(),
            other_phone: other.phone.clone(),
            alike,
        }
    }
}

impl Row for DuplicateRow {
    const KEYS: &'static [&'static str] =
        &["ref", "name", "email", "phone", "other_ref", "other_name", "other_email", "other_phone", "alike"];

    fn columns() -> Vec<Column> {
        vec![
            Column::fixed("ref"),
            Column::text("name"),
            Column::fixed("other"),
            Column::text("name"),
            Column::fixed("alike"),
        ]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![
            (&self.r#ref).into(),
            (&self.name).into(),
            (&self.other_ref).into(),
            (&self.other_name).into(),
            self.alike.join(", ").into(),
        ]
    }

    fn bare(&self) -> Option<String> {
        Some(format!("{} {}", self.r#ref, self.other_ref))
    }
}
