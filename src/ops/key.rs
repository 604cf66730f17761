//! Keys: the same request again is `unchanged`, another one under the same key is a conflict.

use crate::domain::CustomerId;
use crate::failure::{Failure, Kind, Outcome};
use crate::store::{Key, KeyUse, Tx};

/// A key given with a request, ready to be looked up.
pub struct Keyed<'a> {
    text: &'a str,
    key: Key,
    /// The same request, made before the customer was merged into who it is now.
    before_merge: Vec<Key>,
}

/// Takes a key and everything that was asked with it. An empty one is refused: it is a script's variable that was
/// never set, and would make one request of all.
pub fn keyed<'a>(key: Option<&'a str>, content: &str) -> Outcome<Option<Keyed<'a>>> {
    if key.is_some_and(|text| text.trim().is_empty()) {
        return Err(Failure::usage("the key is empty").hint("give each request a key of its own, or none"));
    }
    Ok(key.map(|text| Keyed { text, key: Key::new(text, content), before_merge: Vec::new() }))
}

/// The same for a request about a customer: one that was merged since asked for the same.
pub fn keyed_of<'a>(
    tx: &Tx<'_>,
    key: Option<&'a str>,
    customer: CustomerId,
    content: impl Fn(CustomerId) -> String,
) -> Outcome<Option<Keyed<'a>>> {
    let Some(mut keyed) = keyed(key, &content(customer))? else { return Ok(None) };
    for (merged, _) in tx.merged_into(customer)? {
        keyed.before_merge.push(Key::new(keyed.text, &content(merged)));
    }
    Ok(Some(keyed))
}

/// What the same request made before; `None` when it is new or has no key.
pub fn seen(tx: &Tx<'_>, keyed: Option<&Keyed<'_>>) -> Outcome<Option<i64>> {
    let Some(keyed) = keyed else { return Ok(None) };
    match tx.key_use(&keyed.key)? {
        KeyUse::New => Ok(None),
        KeyUse::Same(subject) => Ok(Some(subject)),
        KeyUse::Other => {
            for key in &keyed.before_merge {
                if let KeyUse::Same(subject) = tx.key_use(key)? {
                    return Ok(Some(subject));
                }
            }
            let message = format!("the key `{}` was used for another request", keyed.text);
            Err(Failure::new(Kind::KeyConflict, message).hint("give each request a key of its own with `--key`"))
        }
    }
}

/// Remembers what the request made.
pub fn remember(tx: &Tx<'_>, keyed: Option<&Keyed<'_>>, subject: i64) -> Outcome<()> {
    if let Some(keyed) = keyed {
        tx.insert_key(&keyed.key, subject)?;
    }
    Ok(())
}
