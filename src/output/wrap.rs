//! Texts in narrow columns: wrapped at blanks, a long word where its parts meet, and within a part only where even that
//! is too long.

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

/// How wide the longest word of a text is.
pub(super) fn longest_word(text: &str) -> usize {
    text.split(' ').map(UnicodeWidthStr::width).max().unwrap_or(0)
}

/// How wide the longest part of a word of a text is.
pub(super) fn longest_part(text: &str) -> usize {
    text.split(' ').flat_map(parts).map(UnicodeWidthStr::width).max().unwrap_or(0)
}

/// The text in lines of at most that width, parted by line feeds.
pub(super) fn wrapped(text: &str, width: usize) -> String {
    if text.width() <= width {
        return text.to_owned();
    }
    let mut wrapped = Wrapped { width: width.max(1), lines: Vec::new(), line: String::new() };
    for word in text.split(' ') {
        if !wrapped.line.is_empty() && wrapped.line.width() + 1 + word.width() <= wrapped.width {
            wrapped.line.push(' ');
            wrapped.line.push_str(word);
        } else {
            wrapped.end_line();
            parts(word).for_each(|part| wrapped.part(part));
        }
    }
    wrapped.end_line();
    wrapped.lines.join("\n")
}

/// The parts of a word, as of an e-mail address or a path: each ends with the sign behind it.
fn parts(word: &str) -> impl Iterator<Item = &str> {
    word.split_inclusive(['@', '.', '-', '_', '/', ',', ';', ':', '+'])
}

struct Wrapped {
    width: usize,
    lines: Vec<String>,
    line: String,
}

impl Wrapped {
    fn end_line(&mut self) {
        if !self.line.is_empty() {
            self.lines.push(std::mem::take(&mut self.line).trim_matches(' ').to_owned());
        }
    }

    fn part(&mut self, part: &str) {
        // What has to be broken anyway fills the line first.
        if self.line.width() + part.width() > self.width && part.width() <= self.width {
            self.end_line();
        }
        for letter in part.chars() {
            // What has no width of its own belongs to the letter before it.
            if self.line.width() + letter.width().unwrap_or(0) > self.width {
                self.end_line();
            }
            self.line.push(letter);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_stay_whole_where_they_can() {
        for (text, width, want) in [
            ("Anna Jansen", 11, "Anna Jansen"),
            ("Anna Jansen", 10, "Anna\nJansen"),
            ("Wilhelmina van den Berg", 14, "Wilhelmina van\nden Berg"),
            ("anna.jansen@example.nl", 14, "anna.jansen@\nexample.nl"),
            ("anna.jansen@example.nl", 11, "anna.\njansen@\nexample.nl"),
            ("anna.jansen@example.nl", 6, "anna.j\nansen@\nexampl\ne.nl"),
            ("-abcdefgh", 6, "-abcde\nfgh"),
            ("see kassa/2025-01.csv", 12, "see\nkassa/2025-\n01.csv"),
            ("日本語の名前", 5, "日本\n語の\n名前"),
            ("jose\u{301}", 4, "jose\u{301}"),
            ("", 4, ""),
        ] {
            assert_eq!(wrapped(text, width), want, "{text} {width}");
        }
        assert_eq!((longest_word("an e-mail.address x"), longest_part("an e-mail.address x")), (14, 7));
    }
}
