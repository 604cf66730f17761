//! Taking a person out of texts that others keep: a reason that names her, a line that was written for her.

use super::text::fold;

/// What stands where something was taken out.
pub const ERASED: &str = "erased";

/// What a person is called and reached by, as it may stand in texts: whole names of two words or more, e-mails and
/// phones. A first name alone or a ref is too little to know that this person is meant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Mentions {
    /// Folded, the longest first.
    phrases: Vec<String>,
}

impl Mentions {
    /// Takes names, and what is surely this person's.
    pub fn new<'a>(names: impl IntoIterator<Item = &'a str>, sure: impl IntoIterator<Item = &'a str>) -> Mentions {
        let names = names.into_iter().map(fold).filter(|name| name.contains(' '));
        let mut phrases: Vec<String> =
            names.chain(sure.into_iter().map(fold)).filter(|text| !text.is_empty()).collect();
        phrases.sort_by_key(|phrase| std::cmp::Reverse(phrase.len()));
        phrases.dedup();
        Mentions { phrases }
    }

    /// The text without the person, compared without case and accents, at the borders of words; `None` when she is not
    /// in it.
    pub fn taken_out(&self, text: &str) -> Option<String> {
        let folded = fold(text);
        if !self.phrases.iter().any(|phrase| folded.contains(phrase.as_str())) {
            return None;
        }
        let (mut left, mut out, mut found) = (text, String::new(), false);
        let mut behind_word = false;
        while let Some(letter) = left.chars().next() {
            match self.phrases.iter().find_map(|phrase| begins_with(left, phrase)).filter(|_| !behind_word) {
                Some(length) => {
                    out.push_str(ERASED);
                    left = &left[length..];
                    found = true;
                    behind_word = true;
                }
                None => {
                    out.push(letter);
                    left = &left[letter.len_utf8()..];
                    behind_word = letter.is_alphanumeric();
                }
            }
        }
        found.then_some(out)
    }
}

/// How many bytes of a text a folded phrase is, if it begins with it and a word ends there.
fn begins_with(text: &str, phrase: &str) -> Option<usize> {
    let ends = text.char_indices().map(|(at, letter)| (at + letter.len_utf8(), letter));
    ends.map(|(end, _)| end)
        .find(|end| fold(&text[..*end]) == *phrase)
        .filter(|end| text[*end..].chars().next().is_none_or(|next| !next.is_alphanumeric()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_is_taken_out_of_texts() {
        let mentions = Mentions::new(["Zoë van der Meer", "Jan"], ["zoe@example.nl", "+31612345678"]);
        for (text, want) in [
            ("voor Zoë van der Meer", Some("voor erased")),
            ("ZOE  VAN DER MEER, zus van Jan", Some("erased, zus van Jan")),
            ("mail zoe@example.nl of +31612345678", Some("mail erased of erased")),
            ("Zoë van der Meeren", None),
            ("Jan betaalt later", None),
            ("knippen", None),
            ("", None),
        ] {
            assert_eq!(mentions.taken_out(text).as_deref(), want, "{text}");
        }
    }
}
