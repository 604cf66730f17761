//! Items: each kind, name, sku and category of what is sold, once.

use rusqlite::{OptionalExtension, named_params};

use super::error::Result;
use super::tx::Tx;
use crate::domain::Line;

impl Tx<'_> {
    /// The id of what the line sells, made if it is new.
    pub(super) fn item_id(&self, line: &Line) -> Result<i64> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id
             FROM item
             WHERE name = :name AND kind = :kind AND coalesce(sku, '') = coalesce(:sku, '')
               AND coalesce(category, '') = coalesce(:category, '')",
        )?;
        let named = named_params! {
            ":kind": line.kind.as_str(),
            ":name": line.name,
            ":sku": line.sku,
            ":category": line.category,
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
