//! Lists of customers, all or those that a text finds.

use rusqlite::{Row, ToSql, named_params};

use super::customer::{COLUMNS, Customer, after_beginning, from_row};
use super::error::Result;
use super::search::{HAS_WORDS, word_keys};
use super::tx::Reader;
use crate::domain::person::{email_lower, phone_e164, phone_tail_reversed};
use crate::domain::text::fold;
use crate::domain::{Day, Points};

/// Which customers a list shows.
#[derive(Clone, Copy, Debug, Default)]
pub struct CustomerFilter<'a> {
    /// A text that a ref, an e-mail, a phone or a part of a name answers to.
    pub search: Option<&'a str>,
    /// The moment from which on they were changed, milliseconds since 1970.
    pub changed_since: Option<i64>,
}

impl CustomerFilter<'_> {
    /// The condition in SQL, on [`Sought`]. A search is a set of customers that each index adds to, so that only the
    /// part of a name goes through all of them, and that in the index of names.
    fn condition(&self) -> String {
        let changed = "standing = 1 AND (:changed_since IS NULL OR changed_at >= :changed_since)";
        if self.search.is_none() {
            return changed.to_owned();
        }
        format!(
            "{changed}
             AND id IN (SELECT id FROM customer WHERE ref = :search AND standing = 1
                        UNION ALL
                        SELECT merged_into_id FROM customer WHERE ref = :search AND merged_into_id IS NOT NULL
                        UNION ALL
                        SELECT id FROM customer WHERE email = :email
                        UNION ALL
                        SELECT id FROM customer WHERE phone = :phone
                        UNION ALL
                        SELECT id FROM customer WHERE folded IS NOT NULL AND instr(folded, :folded) > 0
                        UNION ALL
                        SELECT customer_id FROM search_key WHERE key >= :end AND key < :end_until
                        UNION ALL
                        SELECT id FROM customer WHERE {HAS_WORDS})"
        )
    }
}

/// A filter's text in each form that it is compared in.
struct Sought<'a> {
    filter: &'a CustomerFilter<'a>,
    email: Option<String>,
    phone: Option<String>,
    folded: Option<String>,
    end: Option<String>,
    end_until: Option<String>,
    longest: Option<String>,
    words: Option<String>,
}

impl<'a> Sought<'a> {
    fn new(filter: &'a CustomerFilter<'a>, reader: &Reader<'_>) -> Sought<'a> {
        let end = filter.search.and_then(phone_tail_reversed).map(|reversed| format!("p{reversed}"));
        let (longest, words) = filter.search.and_then(word_keys).unzip();
        Sought {
            filter,
            email: filter.search.and_then(email_lower),
            phone: filter.search.and_then(|text| phone_e164(text, reader.shop.country)),
            folded: filter.search.map(fold).filter(|folded| !folded.is_empty()),
            end_until: end.as_deref().map(after_beginning),
            end,
            longest,
            words,
        }
    }

    fn named(&self) -> Vec<(&str, &dyn ToSql)> {
        let mut named: Vec<(&str, &dyn ToSql)> = vec![(":changed_since", &self.filter.changed_since)];
        if self.filter.search.is_some() {
            named.extend_from_slice(named_params! {
                ":search": self.filter.search,
                ":email": self.email,
                ":phone": self.phone,
                ":folded": self.folded,
                ":end": self.end,
                ":end_until": self.end_until,
                ":longest": self.longest,
                ":words": self.words,
            });
        }
        named
    }
}

impl Reader<'_> {
    /// Customers in the order of their refs, those after a ref; at most `limit`.
    pub fn list_customers(
        &self,
        wanted: &CustomerFilter<'_>,
        after: Option<&str>,
        limit: u64,
    ) -> Result<Vec<Customer>> {
        self.customers_with(COLUMNS, wanted, named_params! {":after": after, ":limit": limit_number(limit)}, from_row)
    }

    /// As [`Reader::list_customers`], with their points on a day; `None` where something is dated after that day, so that
    /// only all entries up to it can tell.
    pub fn list_customers_with_points(
        &self,
        wanted: &CustomerFilter<'_>,
        after: Option<&str>,
        limit: u64,
        at: Day,
    ) -> Result<Vec<(Customer, Option<Points>)>> {
        let columns = format!(
            "{COLUMNS},
             iif(EXISTS (SELECT 1 FROM entry WHERE entry.customer_id = customer.id AND entry.day > :at), NULL,
                 coalesce((SELECT balance FROM account WHERE account.customer_id = customer.id), 0)
                 - coalesce((SELECT sum(remaining) FROM lot WHERE lot.customer_id = customer.id AND lot.ends < :at), 0))
               AS points"
        );
        let named = named_params! {":after": after, ":limit": limit_number(limit), ":at": at.number()};
        self.customers_with(&columns, wanted, named, |row| {
            Ok((from_row(row)?, row.get::<_, Option<i64>>("points")?.map(Points::new)))
        })
    }

    fn customers_with<T>(
        &self,
        columns: &str,
        wanted: &CustomerFilter<'_>,
        more: &[(&str, &dyn ToSql)],
        read: impl FnMut(&Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {columns}
             FROM customer
             WHERE {} AND (:after IS NULL OR ref > :after)
             ORDER BY ref
             LIMIT :limit",
            wanted.condition()
        ))?;
        let sought = Sought::new(wanted, self);
        let mut named = sought.named();
        named.extend_from_slice(more);
        let rows = statement.query_map(named.as_slice(), read)?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// How many customers the filter leaves.
    pub fn count_customers(&self, wanted: &CustomerFilter<'_>) -> Result<u64> {
        let select = format!("SELECT count(*) FROM customer WHERE {}", wanted.condition());
        let mut statement = self.connection.prepare_cached(&select)?;
        let sought = Sought::new(wanted, self);
        let count: i64 = statement.query_row(sought.named().as_slice(), |row| row.get(0))?;
        Ok(count.unsigned_abs())
    }
}

fn limit_number(limit: u64) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}
