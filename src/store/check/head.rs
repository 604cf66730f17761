//! A digest of the ledger up to an entry: whoever wrote it down can prove later that nothing up to there was changed.

use std::fmt;
use std::io::Write as _;

use rusqlite::named_params;
use sha2::{Digest, Sha256};

use super::super::error::{Result, StoreError};
use super::super::tx::{Reader, last_id};
use crate::domain::EntryId;

/// The ledger up to an entry, as it is written down: `N:HEX`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Head {
    /// The last entry; 0 before there is any.
    pub entry: EntryId,
    /// The SHA-256 of all columns of the entries up to it, and of what they took.
    pub digest: [u8; 32],
}

impl Head {
    /// Reads `N:HEX`.
    pub fn parse(text: &str) -> Option<Head> {
        let (entry, digits) = text.split_once(':')?;
        let entry = entry.parse().ok().filter(|entry| *entry >= 0)?;
        if digits.len() != 64 || !digits.bytes().all(|byte| byte.is_ascii_hexdigit()) {
            return None;
        }
        let mut digest = [0; 32];
        for (byte, at) in digest.iter_mut().zip((0..).step_by(2)) {
            *byte = u8::from_str_radix(&digits[at..at + 2], 16).ok()?;
        }
        Some(Head { entry: EntryId(entry), digest })
    }
}

impl fmt::Display for Head {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}:", self.entry)?;
        self.digest.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

/// What is hashed, in this order and for ever: a column that is added later stays out of it.
const PARTS: [(&str, &str); 2] = [
    (
        "entry",
        "SELECT id, customer_id, day, kind, points, expires_on, invoice_id, refund_id, redemption_id, note_id, operation_id
         FROM entry
         WHERE id <= :last
         ORDER BY id",
    ),
    (
        "taking",
        "SELECT id, entry_id, lot_id, points
         FROM taking
         WHERE entry_id <= :last
         ORDER BY id",
    ),
];

impl Reader<'_> {
    /// The last entry there is; 0 before there is any.
    pub fn last_entry(&self) -> Result<EntryId> {
        Ok(EntryId(last_id(self.connection, "entry")?))
    }

    /// The digest of the ledger up to an entry.
    pub fn head(&self, last: EntryId) -> Result<Head> {
        let mut hasher = Sha256::new();
        let mut line = Vec::new();
        for (name, sql) in PARTS {
            let mut statement = self.connection.prepare(sql)?;
            let columns = statement.column_count();
            let mut rows = statement.query(named_params! {":last": last.0})?;
            while let Some(row) = rows.next()? {
                line.clear();
                line.extend_from_slice(name.as_bytes());
                for column in 0..columns {
                    let written = match row.get::<_, Option<i64>>(column)? {
                        Some(number) => write!(line, " {number}"),
                        None => write!(line, " -"),
                    };
                    written.map_err(|error| StoreError::Internal(error.to_string()))?;
                }
                line.push(b'\n');
                hasher.update(&line);
            }
        }
        Ok(Head { entry: last, digest: hasher.finalize().into() })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_head_reads_and_prints() {
        let head = Head { entry: EntryId(17), digest: [0xab; 32] };
        assert_eq!(Head::parse(&head.to_string()), Some(head.clone()));
        assert_eq!(Head::parse(&head.to_string().to_uppercase()), Some(head));
        for text in ["", "17", "17:", "17:abcd", &format!("-1:{}", "a".repeat(64)), &format!("1:{}", "é".repeat(32))] {
            assert_eq!(Head::parse(text), None, "{text}");
        }
    }
}
