//! Texts of cells, as they are kept.

use std::borrow::Cow;

use super::super::records::trim;
use crate::domain::text::{self, TextError};

/// The id behind an apostrophe; what our own export guards begins with two.
pub(super) fn without_apostrophe(id: &str) -> &str {
    match id.as_bytes() {
        [b'\'', b'0'..=b'9', ..] => &id[1..],
        _ => id,
    }
}

/// A text as it is kept. What guards it from spreadsheets is taken off: `="00412"`, and the one `'` that our own
/// export puts in front of signs that begin a formula. A line break inside a cell is a blank.
pub(in crate::import) fn clean(text: &str) -> Result<Cow<'_, str>, TextError> {
    let text = trim(text);
    let text = match text.as_bytes() {
        [b'\'', b'=' | b'+' | b'-' | b'@' | b'\t' | b'\r' | b'\'', ..] => &text[1..],
        [b'=', b'"', .., b'"'] => trim(&text[2..text.len() - 1]),
        _ => text,
    };
    if !text.is_empty() && text.len() <= text::MAX_TEXT && text.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
        return Ok(Cow::Borrowed(text));
    }
    if text.contains(['\n', '\r', '\t']) {
        return text::clean(&text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " ")).map(Cow::Owned);
    }
    text::clean(text).map(Cow::Owned)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        /// What is kept is the same once it was written as CSV, guarded from spreadsheets, and read again.
        #[test]
        fn what_is_written_reads_back(raw in "[='+@\t\r\"\\-0-9A-Za-zéß田\u{200b} ]{1,12}") {
            if let Ok(kept) = text::clean(&raw) {
                let guarded = kept.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']);
                let written = if guarded { format!("'{kept}") } else { kept.clone() };
                prop_assert_eq!(without_apostrophe(&written), written.as_str());
                prop_assert_eq!(clean(&written), Ok(Cow::Borrowed(kept.as_str())));
            }
        }
    }

    #[test]
    fn texts_lose_what_guards_them() {
        for (text, want) in [
            ("Anna", "Anna"),
            (" Anna ", "Anna"),
            ("'=SUM(A1)", "=SUM(A1)"),
            ("''t Hoekje", "'t Hoekje"),
            ("'t Hoekje", "'t Hoekje"),
            ("=\"00412\"", "00412"),
            ("=\"", "=\""),
            ("Knippen\r\nen drogen", "Knippen en drogen"),
            ("Jose\u{301}", "José"),
        ] {
            assert_eq!(clean(text).unwrap(), want, "{text}");
        }
        assert_eq!(clean("a\u{7}b"), Err(TextError::Control('\u{7}')));
        assert_eq!(clean(" "), Err(TextError::Empty));
    }
}
