//! Items: each kind, name, sku and category of what is sold, once.

use rusqlite::OptionalExtension;

use super::error::Result;
use super::tx::{Reader, Tx};
use crate::domain::Kind;

impl Reader<'_> {
    /// The row of an item, if it is there.
    pub(super) fn find_item(
        &self,
        kind: Kind,
        name: &str,
        sku: Option<&str>,
        category: Option<&str>,
    ) -> Result<Option<i64>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT id
             FROM item
             WHERE name = ?1 AND kind = ?2 AND coalesce(sku, '') = coalesce(?3, '')
               AND coalesce(category, '') = coalesce(?4, '')",
        )?;
        Ok(statement.query_row((name, kind.as_str(), sku, category), |row| row.get(0)).optional()?)
    }
}

impl Tx<'_> {
    /// The row of an item, made if it is new.
    pub(super) fn item_id(&self, kind: Kind, name: &str, sku: Option<&str>, category: Option<&str>) -> Result<i64> {
        if let Some(id) = self.find_item(kind, name, sku, category)? {
            return Ok(id);
        }
        let mut statement =
            self.connection.prepare_cached("INSERT INTO item (kind, name, sku, category) VALUES (?1, ?2, ?3, ?4)")?;
        Ok(statement.insert((kind.as_str(), name, sku, category))?)
    }
}
