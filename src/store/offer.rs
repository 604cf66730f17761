//! What a shell offers while a command is typed: a few names, found by indexes whatever the size of the database.

use rusqlite::{Row, named_params};

use super::customer::after_beginning;
use super::error::Result;
use super::row;
use super::tx::Reader;
use crate::domain::text::fold;

/// What is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Offered {
    /// Customers: by name, or by ref where that was begun or the name would not be enough.
    Customers,
    /// Invoices by number, the latest first.
    Invoices,
    /// Schemes that still open cards.
    Schemes,
    /// The points catalogue.
    Rewards,
    /// What the cards of all schemes bring.
    CardRewards,
    /// Imports by number, the latest first.
    Imports,
}

/// A value that a command takes, and what it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What is written into the command.
    pub value: String,
    /// What is shown beside it.
    pub about: Option<String>,
}

/// A name and its ref, or a ref and its name where the name is somebody else's too.
const NAME_OR_REF: &str = "iif(EXISTS (SELECT 1 FROM customer AS other
             WHERE other.folded = customer.folded AND other.standing = 1 AND other.id <> customer.id)
           OR EXISTS (SELECT 1 FROM customer AS other WHERE other.ref = customer.name AND other.standing = 1),
      customer.ref || char(10) || customer.name, customer.name || char(10) || customer.ref)";

/// The most that is offered at once.
pub const MOST_OFFERS: usize = 50;
const MOST: i64 = MOST_OFFERS as i64;

impl Reader<'_> {
    /// What answers to the beginning of a word, at most [`MOST_OFFERS`].
    pub fn offers(&self, offered: Offered, begun: &str) -> Result<Vec<Offer>> {
        match offered {
            Offered::Customers => self.customers_on_offer(begun),
            Offered::Invoices => self.invoices_on_offer(begun),
            Offered::Imports => self.imports_on_offer(begun),
            Offered::Schemes => self.names_on_offer("SELECT name, kind FROM scheme WHERE retired = 0", begun),
            Offered::Rewards => self.names_on_offer(
                "SELECT name, cost || iif(cost = 1, ' point', ' points') FROM reward WHERE retired = 0 ORDER BY cost",
                begun,
            ),
            Offered::CardRewards => self.names_on_offer(
                "SELECT scheme_reward.name, min(scheme.name)
                 FROM scheme_reward
                 JOIN scheme ON scheme.id = scheme_reward.scheme_id
                 WHERE scheme_reward.standing = 1
                 GROUP BY scheme_reward.name",
                begun,
            ),
        }
    }

    /// Refs that begin so, then those in whose name a word begins so: by name where that means nobody else.
    fn customers_on_offer(&self, begun: &str) -> Result<Vec<Offer>> {
        let mut offers = Vec::new();
        if !begun.is_empty() {
            let by_ref = "SELECT ref, name FROM customer
                          WHERE ref >= :from AND ref < :until AND standing = 1 ORDER BY ref LIMIT :most";
            offers = self.offers_between(by_ref, begun, offer)?;
        }
        for named in self.customers_by_beginning(begun)? {
            let is_there =
                offers.iter().any(|offer| offer.value == named.value || Some(&offer.value) == named.about.as_ref());
            if !is_there && offers.len() < MOST_OFFERS {
                offers.push(named);
            }
        }
        Ok(offers)
    }

    fn customers_by_beginning(&self, begun: &str) -> Result<Vec<Offer>> {
        let folded = fold(begun);
        let first = folded.split(|letter: char| !letter.is_alphanumeric()).find(|word| !word.is_empty());
        let Some(first) = first else {
            return self.offers_between(
                &format!(
                    "SELECT {NAME_OR_REF} FROM customer
                     WHERE folded IS NOT NULL AND standing = 1 AND :from <= :until
                     ORDER BY folded
                     LIMIT :most"
                ),
                "",
                name_or_ref,
            );
        };
        let beginning = format!("w{first}");
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT DISTINCT {NAME_OR_REF}
             FROM search_key
             JOIN customer ON customer.id = search_key.customer_id
             WHERE search_key.key >= :from AND search_key.key < :until AND customer.standing = 1
               AND instr(customer.folded, :text) > 0
             LIMIT :most"
        ))?;
        let named = named_params! {
            ":from": beginning, ":until": after_beginning(&beginning), ":text": folded, ":most": MOST,
        };
        let offers = statement.query_map(named, name_or_ref)?;
        Ok(offers.collect::<rusqlite::Result<_>>()?)
    }

    fn invoices_on_offer(&self, begun: &str) -> Result<Vec<Offer>> {
        let about = |row: &Row<'_>| {
            let day = row::day(row, 1)?;
            let name: Option<String> = row.get(2)?;
            let about = name.map_or_else(|| day.to_string(), |name| format!("{day} {name}"));
            Ok(Offer { value: row.get(0)?, about: Some(about) })
        };
        let columns = "SELECT invoice.number, invoice.day, coalesce(customer.name, customer.ref)
                       FROM invoice LEFT JOIN customer ON customer.id = invoice.customer_id";
        let which = match begun {
            "" => "invoice.standing = 1 AND :from <= :until ORDER BY invoice.id DESC",
            _ => {
                "invoice.number >= :from AND invoice.number < :until AND invoice.standing = 1
                 ORDER BY invoice.number DESC"
            }
        };
        self.offers_between(&format!("{columns} WHERE {which} LIMIT :most"), begun, about)
    }

    fn offers_between(
        &self,
        select: &str,
        beginning: &str,
        read: impl Fn(&Row<'_>) -> rusqlite::Result<Offer>,
    ) -> Result<Vec<Offer>> {
        let mut statement = self.connection.prepare_cached(select)?;
        let named = named_params! {":from": beginning, ":until": after_beginning(beginning), ":most": MOST};
        let offers = statement.query_map(named, read)?;
        Ok(offers.collect::<rusqlite::Result<_>>()?)
    }

    fn imports_on_offer(&self, begun: &str) -> Result<Vec<Offer>> {
        let mut statement = self.connection.prepare_cached(
            "SELECT CAST(id AS TEXT), (SELECT group_concat(value, ', ') FROM json_each(import.files))
             FROM import WHERE substr(CAST(id AS TEXT), 1, length(:begun)) = :begun ORDER BY id DESC LIMIT :most",
        )?;
        let offers = statement.query_map(named_params! {":begun": begun, ":most": MOST}, offer)?;
        Ok(offers.collect::<rusqlite::Result<_>>()?)
    }

    /// Names of a short table in which what was typed stands, however it is written.
    fn names_on_offer(&self, select: &str, begun: &str) -> Result<Vec<Offer>> {
        let folded = fold(begun);
        let mut statement = self.connection.prepare_cached(select)?;
        let mut offers: Vec<Offer> = statement.query_map([], offer)?.collect::<rusqlite::Result<_>>()?;
        offers.retain(|offer| fold(&offer.value).contains(&folded));
        offers.truncate(MOST_OFFERS);
        Ok(offers)
    }
}

/// [`NAME_OR_REF`]: none of the two holds a line break.
fn name_or_ref(row: &Row<'_>) -> rusqlite::Result<Offer> {
    let both: String = row.get(0)?;
    let (value, about) = both.split_once('\n').unwrap_or((&both, ""));
    Ok(Offer { value: value.to_owned(), about: Some(about.to_owned()) })
}

fn offer(row: &Row<'_>) -> rusqlite::Result<Offer> {
    Ok(Offer { value: row.get(0)?, about: row.get(1)? })
}
