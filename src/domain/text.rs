//! Names and other texts: what is kept of them, and how two of them are compared.

use std::fmt::Display;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The longest text that is kept, in characters.
pub const MAX_TEXT: usize = 200;

/// Why a text is not kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TextError {
    /// It is empty, or blank all through.
    Empty,
    /// It holds a control character; which.
    Control(char),
    /// It is longer than [`MAX_TEXT`] characters.
    TooLong,
}

impl std::fmt::Display for TextError {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            TextError::Empty => write!(out, "is empty"),
            TextError::Control(found) => write!(out, "holds the control character U+{:04X}", u32::from(*found)),
            TextError::TooLong => write!(out, "is longer than {MAX_TEXT} characters"),
        }
    }
}

/// Whether a character at the end of a text is none of it: blanks, and what looks like none, as comes along when a text
/// is copied from a web page.
pub fn is_blank(letter: char) -> bool {
    letter.is_whitespace() || matches!(letter, '\u{feff}' | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2060}')
}

/// The text as it is kept: NFC, without blanks around it, no control characters, at most [`MAX_TEXT`] characters.
pub fn clean(text: &str) -> Result<String, TextError> {
    let text = text.trim_matches(is_blank);
    if text.is_empty() {
        return Err(TextError::Empty);
    }
    if let Some(found) = text.chars().find(|found| found.is_control()) {
        return Err(TextError::Control(found));
    }
    let text: String = if text.is_ascii() { text.to_owned() } else { text.nfc().collect() };
    if text.chars().count() > MAX_TEXT {
        return Err(TextError::TooLong);
    }
    Ok(text)
}

/// A number with what it counts, in the singular or the plural: `1 point`, `2 points`, `0 points`.
pub fn counted(number: impl Display, one: &str, many: &str) -> String {
    let number = number.to_string();
    let what = if number == "1" { one } else { many };
    format!("{number} {what}")
}

/// The form in which names are compared: no case, no accents, single blanks.
///
/// Letters that do not decompose but are written otherwise in a hurry are spelt out: `ø` is `o`, `ß` is `ss`.
pub fn fold(text: &str) -> String {
    match text.is_ascii() {
        // Nothing in it decomposes, and most texts are so.
        true => fold_letters(text.chars(), text.len()),
        false => fold_letters(text.nfkd().filter(|letter| !is_combining_mark(*letter)), text.len()),
    }
}

fn fold_letters(letters: impl Iterator<Item = char>, bytes: usize) -> String {
    let mut folded = String::with_capacity(bytes);
    let mut blank = false;
    for letter in letters {
        if letter.is_whitespace() {
            blank = !folded.is_empty();
            continue;
        }
        if blank {
            folded.push(' ');
            blank = false;
        }
        match letter {
            'ß' | 'ẞ' => folded.push_str("ss"),
            'æ' | 'Æ' => folded.push_str("ae"),
            'œ' | 'Œ' => folded.push_str("oe"),
            'ø' | 'Ø' => folded.push('o'),
            'ł' | 'Ł' => folded.push('l'),
            'đ' | 'Đ' => folded.push('d'),
            'ı' => folded.push('i'),
            '’' | '‘' | '`' | '´' => folded.push('\''),
            other => folded.extend(other.to_lowercase().filter(|letter| !is_combining_mark(*letter))),
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_is_no_plural() {
        assert_eq!(
            [0, 1, 2, -1].map(|n| counted(n, "point", "points")),
            ["0 points", "1 point", "2 points", "-1 points"]
        );
    }

    #[test]
    fn texts_are_kept_clean() {
        assert_eq!(clean("  Anna  Jansen "), Ok("Anna  Jansen".to_owned()));
        assert_eq!(clean("\u{200b}Anna\u{200e} \u{feff}"), Ok("Anna".to_owned()));
        assert_eq!(clean("Jose\u{301}"), Ok("José".to_owned()));
        assert_eq!(clean(" \t"), Err(TextError::Empty));
        assert_eq!(clean("a\u{1b}[31m"), Err(TextError::Control('\u{1b}')));
        assert_eq!(clean("a\u{85}b"), Err(TextError::Control('\u{85}')));
        assert_eq!(clean(&"é".repeat(200)).map(|text| text.chars().count()), Ok(200));
        assert_eq!(clean(&"é".repeat(201)), Err(TextError::TooLong));
    }

    #[test]
    fn names_are_compared_without_case_accents_and_repeated_blanks() {
        for (text, want) in [
            ("José  NÚÑEZ", "jose nunez"),
            (" Ünal ", "unal"),
            ("Strauß", "strauss"),
            ("Søren", "soren"),
            ("O’Brien", "o'brien"),
            ("İpek", "ipek"),
            ("Café\u{a0}De Plaats", "cafe de plaats"),
        ] {
            assert_eq!(fold(text), want);
        }
    }
}
