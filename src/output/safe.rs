//! Text from outside, made harmless on its way to a terminal: whoever typed a customer's name must not move the
//! cursor, turn the reading direction or hide letters on somebody else's screen.

use std::borrow::Cow;
use std::fmt::Write;

/// The text with every control, bidirectional and invisible format character spelt out as `\u{…}`.
///
/// Emoji stay whole: a variation selector directly behind an emoji stays, and so does a joiner between two of them.
pub fn safe(text: &str) -> Cow<'_, str> {
    if text.chars().all(|letter| !is_hidden(letter)) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    let mut before = None;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        if !is_hidden(letter) || holds_emoji_together(before, letter, letters.peek().copied()) {
            shown.push(letter);
        } else {
            write!(shown, "\\u{{{:x}}}", u32::from(letter)).expect("a String takes all");
        }
        // The selector belongs to its emoji, so that a joiner behind both is still behind an emoji.
        if letter != VARIATION_SELECTOR_16 {
            before = Some(letter);
        }
    }
    Cow::Owned(shown)
}

/// Whether a text can be shown as it is.
pub fn is_safe(text: &str) -> bool {
    safe(text) == text
}

const JOINER: char = '\u{200d}';
const VARIATION_SELECTOR_16: char = '\u{fe0f}';

fn holds_emoji_together(before: Option<char>, letter: char, after: Option<char>) -> bool {
    match letter {
        VARIATION_SELECTOR_16 => before.is_some_and(is_emoji),
        JOINER => before.is_some_and(is_emoji) && after.is_some_and(is_emoji),
        _ => false,
    }
}

/// Near enough: the blocks that hold emoji, none of which holds letters.
fn is_emoji(letter: char) -> bool {
    matches!(letter, '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// Whether a character is not seen as such: C0, DEL, C1, line and paragraph separators, bidirectional controls and
/// what Unicode calls default-ignorable.
pub(super) fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || (letter >= '\u{ad}'
            && matches!(
                letter,
                '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}'..='\u{1160}' | '\u{17b4}'..='\u{17b5}'
                    | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
                    | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}'
                    | '\u{fff0}'..='\u{fffb}' | '\u{13430}'..='\u{1343f}' | '\u{1bca0}'..='\u{1bca3}'
                    | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}'
            ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_cannot_be_seen_is_spelt_out() {
        for (text, want) in [
            ("Anna Jansen", "Anna Jansen"),
            ("José Núñez", "José Núñez"),
            ("田中 花子", "田中 花子"),
            ("a\u{a0}b", "a\u{a0}b"),
            ("\u{1b}[31mrood", "\\u{1b}[31mrood"),
            ("a\0b\tc\nd\re", "a\\u{0}b\\u{9}c\\u{a}d\\u{d}e"),
            ("\u{7f}\u{9b}2J", "\\u{7f}\\u{9b}2J"),
            ("\u{202e}naj\u{202c}", "\\u{202e}naj\\u{202c}"),
            ("\u{2066}x\u{2069}\u{61c}\u{200e}", "\\u{2066}x\\u{2069}\\u{61c}\\u{200e}"),
            ("An\u{200b}na\u{feff}\u{ad}", "An\\u{200b}na\\u{feff}\\u{ad}"),
            ("a\u{2028}b", "a\\u{2028}b"),
            ("\u{e0041}\u{3164}", "\\u{e0041}\\u{3164}"),
            ("✂\u{fe0f} Knippen", "✂\u{fe0f} Knippen"),
            ("💇\u{200d}♀\u{fe0f}", "💇\u{200d}♀\u{fe0f}"),
            ("♀\u{fe0f}\u{200d}💇🏽", "♀\u{fe0f}\u{200d}💇🏽"),
            ("a\u{200d}b", "a\\u{200d}b"),
            ("💇\u{200d}", "💇\\u{200d}"),
            ("a\u{fe0f}", "a\\u{fe0f}"),
        ] {
            assert_eq!(safe(text), want, "{text:?}");
            assert!(is_safe(want), "{text:?}");
        }
    }

    proptest::proptest! {
        /// What was made safe is safe, and nothing that cannot be seen is left in it but what holds emoji together.
        #[test]
        fn what_is_shown_can_be_seen(text in "[a\\PC\u{1}-\u{9f}\u{200b}-\u{202e}\u{2060}-\u{206f}\u{fe00}-\u{fe0f}💇♀\u{200d}\u{fe0f}]{0,20}") {
            let shown = safe(&text).into_owned();
            proptest::prop_assert!(is_safe(&shown));
            let hidden = |letter: &char| is_hidden(*letter) && ![JOINER, VARIATION_SELECTOR_16].contains(letter);
            proptest::prop_assert_eq!(shown.chars().find(hidden), None);
        }
    }
}
