//! What customers are found by.

use std::collections::BTreeSet;

use super::super::error::Result;
use super::super::search::search_keys;
use super::super::tx::Reader;
use super::grouped;
use crate::domain::CustomerId;
use crate::domain::text::fold;

impl Reader<'_> {
    /// Customers who were taken out, for no merge, and have points all the same.
    pub fn taken_out_with_points(&self) -> Result<Vec<CustomerId>> {
        let mut statement = self.connection.prepare(
            "SELECT customer.id
             FROM customer
             JOIN account ON account.customer_id = customer.id
             WHERE customer.standing = 0 AND customer.merged_into_id IS NULL AND account.balance <> 0
             ORDER BY customer.id",
        )?;
        let rows = statement.query_map([], |row| row.get(0).map(CustomerId))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Tells of the customers whom their name or phone does not find as it should.
    pub fn each_unfindable_customer(&self, mut tell: impl FnMut(CustomerId)) -> Result<()> {
        let mut keys = self.connection.prepare("SELECT customer_id, key FROM search_key ORDER BY customer_id")?;
        let mut keys = grouped(&mut keys, |row| row.get::<_, String>(1))?;
        let mut statement =
            self.connection.prepare("SELECT id, name, folded, phone FROM customer WHERE standing = 1 ORDER BY id")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let id = row.get(0)?;
            let text = |column: usize| row.get::<_, Option<String>>(column);
            let (name, folded, phone) = (text(1)?, text(2)?, text(3)?);
            let are: BTreeSet<String> = keys.take(id)?.into_iter().collect();
            let should: BTreeSet<String> = search_keys(name.as_deref(), phone.as_deref()).collect();
            if folded != name.as_deref().map(fold) || are != should {
                tell(CustomerId(id));
            }
        }
        Ok(())
    }
}
