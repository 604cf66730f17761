//! Words as a shell takes them, for commands that are shown and can be run as they stand.

/// A word as a shell takes it, for hints that can be run as they stand.
pub fn shell_word(word: &str) -> String {
    let is_plain = |letter: char| letter.is_alphanumeric() || "-_./=:+,@%".contains(letter);
    if !word.is_empty() && word.chars().all(is_plain) {
        return word.to_owned();
    }
    format!("'{}'", word.replace('\'', r"'\''"))
}

#[cfg(test)]
mod tests {
    use super::shell_word;

    #[test]
    fn words_are_quoted_where_a_shell_would_part_them() {
        for (word, want) in [
            ("a.csv", "a.csv"),
            ("invoice=Till+Receipt", "invoice=Till+Receipt"),
            ("kind:Physical Good=product", "'kind:Physical Good=product'"),
            ("kind:item:Knip*=service", "'kind:item:Knip*=service'"),
            ("it's", r"'it'\''s'"),
            ("", "''"),
        ] {
            assert_eq!(shell_word(word), want);
        }
    }
}
