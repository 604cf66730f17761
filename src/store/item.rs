//! Items: each kind, name, sku and category of what is sold, once.

use rusqlite::{OptionalExtension, named_params};

use super::error::Result;
use super::tx::Tx;
use crate::domain::Kind;

impl Tx<'_> {
    /// The id of what is sold, made if it is new.
    pub(super) fn item_id(&self, kind: Kind, name: &str, sku: Option<&str>, category: Option<&str>) -> Result<i64> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id
             FROM item
             WHERE name = :name AND kind = :kind AND coalesce(sku, '') = coalesce(:sku, '')
               AND coalesce(category, '') = coalesce(:category, '')",
        )?;
        let named = named_params! {
            ":kind": kind.as_str(),
            ":name": name,
            ":sku": sku,
            ":category": category,
        };
        if let Some(id) = statement.query_row(named, |row| row.get(0)).optional()? {
            return Ok(id);
        }
        let mut statement = self.connection.prepare_cached(
            "INSERT INTO item (kind, name, sku, category)
             VALUES (:kind, :name, :sku, :category)",
        )?;
        Ok(statement.insert(named)?)
    }
}
