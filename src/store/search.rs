//! Looking for customers beyond what was typed: by their words in any order, and by names that are nearly so.

use rusqlite::named_params;

use super::customer::{COLUMNS, Customer, MOST_CANDIDATES, from_row};
use super::error::Result;
use super::tx::Reader;
use crate::domain::CustomerId;
use crate::domain::person::{likeness, name_words, phone_tail_reversed, telling_words};
use crate::domain::text::fold;

/// Whom the telling words of a text find: one of the customer's keys begins with `:longest`, and one with each of
/// `:words`, which are the others.
pub(super) const HAS_WORDS: &str =
    "id IN (SELECT customer_id FROM search_key WHERE key >= :longest AND key < :longest || char(1114111))
  AND NOT EXISTS (
    SELECT 1 FROM json_each(:words) AS word WHERE NOT EXISTS (
      SELECT 1 FROM search_key
      WHERE customer_id = customer.id AND key >= word.value AND key < word.value || char(1114111)))";

/// What a customer is found by: the words of the name and the digits of the phone from the end.
pub(super) fn search_keys(name: Option<&str>, phone: Option<&str>) -> impl Iterator<Item = String> {
    let words = name.map(name_words).unwrap_or_default().into_iter().map(|word| format!("w{word}"));
    words.chain(phone.and_then(phone_tail_reversed).map(|reversed| format!("p{reversed}")))
}

/// The keys that the telling words of a text begin: of the longest word, which finds the fewest, and of the others, as
/// JSON.
pub(super) fn word_keys(text: &str) -> Option<(String, String)> {
    let mut keys: Vec<String> = telling_words(text).iter().map(|word| format!("w{word}")).collect();
    let (longest, _) = keys.iter().enumerate().max_by_key(|(_, key)| key.len())?;
    let longest = keys.swap_remove(longest);
    Some((longest, serde_json::Value::from(keys).to_string()))
}

impl Reader<'_> {
    /// Those in whose name every telling word begins some word, in any order.
    pub(super) fn customers_by_words(&self, text: &str) -> Result<Vec<Customer>> {
        let Some((longest, words)) = word_keys(text) else { return Ok(Vec::new()) };
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {COLUMNS}
             FROM customer
             WHERE standing = 1 AND {HAS_WORDS}
             ORDER BY ref
             LIMIT {MOST_CANDIDATES}"
        ))?;
        let rows = statement.query_map(named_params! {":longest": longest, ":words": words}, from_row)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Up to three customers whose name is nearly what was typed.
    pub fn similar_customers(&self, text: &str) -> Result<Vec<Customer>> {
        let (wanted, words) = (fold(text), telling_words(text));
        let mut best: Vec<(f64, i64)> = Vec::new();
        let mut statement = self
            .connection
            .prepare_cached("SELECT id, folded FROM customer WHERE folded IS NOT NULL AND standing = 1")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let folded = row.get_ref(1)?.as_str().unwrap_or_default();
            let score = likeness(&wanted, &words, folded);
            if score >= 0.6 {
                best.push((score, row.get(0)?));
                best.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
                best.truncate(3);
            }
        }
        best.into_iter().map(|(_, id)| self.customer(CustomerId(id))).collect()
    }
}
