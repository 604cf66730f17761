//! A command line as a shell reads it while it is being typed: its words without their quotes, and how a word is
//! written where the cursor stands.

/// A line up to the cursor.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The words without quotes; the last is the one being typed, empty behind a blank.
    pub words: Vec<String>,
    /// Where the last word begins in the line.
    begin: usize,
    /// The quote that is open at the cursor.
    quote: Option<char>,
}

impl Line {
    /// Reads a line.
    pub fn read(line: &str) -> Line {
        let mut read = Line { words: vec![String::new()], begin: line.len(), quote: None };
        let mut in_word = false;
        let mut letters = line.char_indices();
        while let Some((at, letter)) = letters.next() {
            if read.quote.is_none() && letter.is_whitespace() {
                if std::mem::take(&mut in_word) {
                    read.words.push(String::new());
                    read.begin = line.len();
                }
                continue;
            }
            if !std::mem::replace(&mut in_word, true) {
                read.begin = at;
            }
            let word = read.words.last_mut().expect("there is one from the beginning");
            match (read.quote, letter) {
                (Some(quote), letter) if quote == letter => read.quote = None,
                (None, '"' | '\'') => read.quote = Some(letter),
                (None, '\\') => word.extend(letters.next().map(|(_, letter)| letter)),
                (Some('"'), '\\') => match letters.next() {
                    Some((_, escaped @ ('"' | '\\' | '$' | '`'))) => word.push(escaped),
                    Some((_, other)) => word.extend(['\\', other]),
                    None => {}
                },
                (_, letter) => word.push(letter),
            }
        }
        read
    }

    /// A value as it is to be written in the place of `replaced`, which is the end of the line that a shell takes out:
    /// all of the word, or what stands behind a `=` or a `:` in it. `None` when the value begins otherwise.
    pub fn written(&self, line: &str, replaced: &str, value: &str) -> Option<String> {
        let typed = &line[self.begin..];
        let kept = typed.strip_suffix(replaced).unwrap_or_default();
        let kept = Line::read(kept).words.pop().unwrap_or_default();
        let rest = value.strip_prefix(kept.as_str())?;
        Some(match self.quote {
            Some('\'') => rest.replace('\'', r"'\''"),
            Some(_) => escaped(rest, |letter| "\"\\$`".contains(letter)),
            None => {
                // A home folder stays one.
                let home = if kept.is_empty() && rest.starts_with("~/") { "~" } else { "" };
                let is_plain = |letter: char| letter.is_alphanumeric() || "-_./=:+,@%".contains(letter);
                home.to_owned() + &escaped(&rest[home.len()..], |letter| !is_plain(letter))
            }
        })
    }
}

fn escaped(text: &str, is_special: impl Fn(char) -> bool) -> String {
    let mut written = String::with_capacity(text.len() + 4);
    for letter in text.chars() {
        if is_special(letter) {
            written.push('\\');
        }
        written.push(letter);
    }
    written
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_parted_as_a_shell_does() {
        for (line, want) in [
            ("loyalty customer ", &["loyalty", "customer", ""][..]),
            ("loyalty  customer sh", &["loyalty", "customer", "sh"]),
            (r"loyalty card show Anna\ Jan", &["loyalty", "card", "show", "Anna Jan"]),
            ("loyalty card show \"Anna J", &["loyalty", "card", "show", "Anna J"]),
            ("loyalty --db 'my shop.db' card", &["loyalty", "--db", "my shop.db", "card"]),
            ("loyalty --customer='it'\\''s \"x\"", &["loyalty", "--customer=it's \"x\""]),
            (r#"loyalty "a\"b\c" d\"#, &["loyalty", r#"a"b\c"#, "d"]),
            ("loyalty \"\" ", &["loyalty", "", ""]),
            ("", &[""]),
        ] {
            assert_eq!(Line::read(line).words, want, "{line}");
        }
    }

    #[test]
    fn a_value_is_written_as_its_place_wants_it() {
        for (line, replaced, value, want) in [
            ("loyalty card show an", "an", "Anna Jansen", Some(r"Anna\ Jansen")),
            ("loyalty card show ", "", "d'Hondt & zn", Some(r"d\'Hondt\ \&\ zn")),
            (r"loyalty card show Anna\ J", r"Anna\ J", "Anna Jansen", Some(r"Anna\ Jansen")),
            ("loyalty card show \"Anna J", "Anna J", "Anna Jansen", Some("Anna Jansen")),
            ("loyalty card show \"", "", "5 $", Some(r"5 \$")),
            ("loyalty card show 'd", "d", "d'Hondt", Some(r"d'\''Hondt")),
            ("loyalty log --customer=an", "an", "--customer=Anna Jansen", Some(r"Anna\ Jansen")),
            ("loyalty log --customer=\"an", "an", "--customer=Anna Jansen", Some("Anna Jansen")),
            ("loyalty invoice show A:1", "1", "A:12", Some("12")),
            ("loyalty invoice show A:1", "1", "B:12", None),
            ("loyalty --db ~/sh", "~/sh", "~/shop one.db", Some(r"~/shop\ one.db")),
            ("loyalty reward show Ã", "Ã", "Ãb", Some("Ãb")),
        ] {
            assert_eq!(Line::read(line).written(line, replaced, value).as_deref(), want, "{line}");
        }
    }

    proptest::proptest! {
        /// Whatever a value is, the shell reads back what was written.
        #[test]
        fn what_is_written_reads_as_the_value(value in "\\PC{1,20}", begin in "[\"']?") {
            let line = format!("loyalty {begin}");
            let written = Line::read(&line).written(&line, "", &value).expect("nothing is kept");
            let whole = format!("{line}{written}{begin}");
            let read = Line::read(&whole).words;
            let home = begin.is_empty() && value.starts_with("~/");
            proptest::prop_assert!(home || read == ["loyalty".to_owned(), value], "{whole}: {read:?}");
        }
    }
}
