//! What is kept of a person, and how a person is looked for: phones, e-mails, names.

use super::text::fold;

/// A country, by its ISO 3166 code, with what is needed to read its phones and its clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Country {
    code: &'static str,
    calling: &'static str,
    /// What stands before a national number and falls away behind the calling code.
    trunk: &'static str,
    /// How many digits a national number has without the trunk prefix.
    digits: (usize, usize),
    time_zone: &'static str,
}

/// The countries whose national notation is read (ITU-T E.164 and the national numbering plans).
const COUNTRIES: &[Country] = &[
    country("NL", "31", "0", (9, 9), "Europe/Amsterdam"),
    country("BE", "32", "0", (8, 9), "Europe/Brussels"),
    country("DE", "49", "0", (6, 11), "Europe/Berlin"),
    country("FR", "33", "0", (9, 9), "Europe/Paris"),
    country("LU", "352", "", (6, 11), "Europe/Luxembourg"),
    country("GB", "44", "0", (9, 10), "Europe/London"),
    country("IE", "353", "0", (7, 9), "Europe/Dublin"),
    country("AT", "43", "0", (6, 12), "Europe/Vienna"),
    country("CH", "41", "0", (9, 9), "Europe/Zurich"),
    country("DK", "45", "", (8, 8), "Europe/Copenhagen"),
    country("SE", "46", "0", (7, 10), "Europe/Stockholm"),
    country("NO", "47", "", (8, 8), "Europe/Oslo"),
    country("FI", "358", "0", (6, 11), "Europe/Helsinki"),
    country("ES", "34", "", (9, 9), "Europe/Madrid"),
    country("PT", "351", "", (9, 9), "Europe/Lisbon"),
    country("IT", "39", "", (6, 11), "Europe/Rome"),
    country("PL", "48", "", (9, 9), "Europe/Warsaw"),
    country("CZ", "420", "", (9, 9), "Europe/Prague"),
    country("US", "1", "", (10, 10), "America/New_York"),
    country("CA", "1", "", (10, 10), "America/Toronto"),
    country("AU", "61", "0", (9, 9), "Australia/Sydney"),
    country("NZ", "64", "0", (8, 10), "Pacific/Auckland"),
    country("SK", "421", "0", (9, 9), "Europe/Bratislava"),
    country("SI", "386", "0", (8, 8), "Europe/Ljubljana"),
    country("HR", "385", "0", (8, 9), "Europe/Zagreb"),
    country("RO", "40", "0", (9, 9), "Europe/Bucharest"),
    country("BG", "359", "0", (7, 9), "Europe/Sofia"),
    country("GR", "30", "", (10, 10), "Europe/Athens"),
    country("CY", "357", "", (8, 8), "Asia/Nicosia"),
    country("MT", "356", "", (8, 8), "Europe/Malta"),
    country("EE", "372", "", (7, 8), "Europe/Tallinn"),
    country("LV", "371", "", (8, 8), "Europe/Riga"),
    country("IS", "354", "", (7, 9), "Atlantic/Reykjavik"),
    country("TR", "90", "0", (10, 10), "Europe/Istanbul"),
    country("ZA", "27", "0", (9, 9), "Africa/Johannesburg"),
    country("AE", "971", "0", (8, 9), "Asia/Dubai"),
    country("KW", "965", "", (8, 8), "Asia/Kuwait"),
    country("BH", "973", "", (8, 8), "Asia/Bahrain"),
    country("IN", "91", "0", (10, 10), "Asia/Kolkata"),
    country("SG", "65", "", (8, 8), "Asia/Singapore"),
    country("HK", "852", "", (8, 8), "Asia/Hong_Kong"),
    country("JP", "81", "0", (9, 10), "Asia/Tokyo"),
    country("KR", "82", "0", (8, 10), "Asia/Seoul"),
    country("AW", "297", "", (7, 7), "America/Aruba"),
    country("CW", "599", "", (7, 8), "America/Curacao"),
    country("SR", "597", "", (6, 7), "America/Paramaribo"),
];

const fn country(
    code: &'static str,
    calling: &'static str,
    trunk: &'static str,
    digits: (usize, usize),
    time_zone: &'static str,
) -> Country {
    Country { code, calling, trunk, digits, time_zone }
}

impl Country {
    /// The Netherlands.
    pub const NL: Country = COUNTRIES[0];

    /// Finds a country by its code, in upper or lower case.
    pub fn from_code(code: &str) -> Option<Country> {
        COUNTRIES.iter().copied().find(|country| country.code.eq_ignore_ascii_case(code))
    }

    /// All codes that are known.
    pub fn codes() -> impl Iterator<Item = &'static str> {
        COUNTRIES.iter().map(|country| country.code)
    }

    /// The ISO 3166 code.
    pub const fn code(&self) -> &'static str {
        self.code
    }

    /// The time zone of most of its shops.
    pub const fn time_zone(&self) -> &'static str {
        self.time_zone
    }
}

/// A phone number in E.164 (`+31612345678`), read as it is written in that country; `None` when it cannot be read.
pub fn phone_e164(text: &str, country: Country) -> Option<String> {
    let mut digits = String::with_capacity(text.len());
    let mut international = false;
    for letter in text.trim().replace("(0)", "").chars() {
        match letter {
            '0'..='9' => digits.push(letter),
            '+' if digits.is_empty() && !international => international = true,
            ' ' | '-' | '.' | '/' | '(' | ')' | '\u{a0}' | '\u{2010}'..='\u{2015}' => {}
            _ => return None,
        }
    }
    if !international && let Some(rest) = digits.strip_prefix("00") {
        digits = rest.to_owned();
        international = true;
    }
    if international {
        // "+31 06…" is a habit: the trunk prefix falls away behind the country's own calling code.
        if let Some(national) = digits.strip_prefix(country.calling)
            && !country.trunk.is_empty()
            && let Some(rest) = national.strip_prefix(country.trunk)
            && (country.digits.0..=country.digits.1).contains(&rest.len())
        {
            digits = format!("{}{rest}", country.calling);
        }
        let plausible = (8..=15).contains(&digits.len()) && !digits.starts_with('0');
        return plausible.then(|| format!("+{digits}"));
    }
    let mut national = digits.strip_prefix(country.trunk)?;
    // North America dials its own calling code in front, and no area code begins with it.
    if country.calling == "1" {
        national = national.strip_prefix('1').unwrap_or(national);
    }
    (country.digits.0..=country.digits.1).contains(&national.len()).then(|| format!("+{}{national}", country.calling))
}

/// A phone as it is kept: in E.164, or as typed where it cannot be read.
pub fn phone_as_kept(text: &str, country: Country) -> String {
    phone_e164(text, country).unwrap_or_else(|| text.to_owned())
}

/// An e-mail as it is kept: in lower case, or as typed where it is none.
pub fn email_as_kept(text: &str) -> String {
    email_lower(text).unwrap_or_else(|| text.to_owned())
}

/// An e-mail address in lower case; `None` when it is none (no `@` with something on both sides, or a blank).
pub fn email_lower(text: &str) -> Option<String> {
    let text = text.trim();
    let (local, domain) = text.rsplit_once('@')?;
    let good = !local.is_empty()
        && domain.contains('.')
        && !domain.starts_with('.')
        && !domain.ends_with('.')
        && !text
            .chars()
            .any(|letter| letter.is_whitespace() || letter.is_control() || matches!(letter, '<' | '>' | ',' | ';'))
        && text.chars().count() <= super::text::MAX_TEXT;
    good.then(|| text.to_lowercase())
}

/// The words of a name, folded, as they are looked up by their beginnings.
pub fn name_words(name: &str) -> Vec<String> {
    let folded = fold(name);
    let mut words: Vec<String> = folded
        .split(|letter: char| !letter.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// Words that stand before a family name and are as often left out, folded.
const PARTICLES: [&str; 22] = [
    "aan", "da", "de", "den", "der", "des", "di", "du", "het", "in", "la", "le", "op", "t", "te", "ten", "ter", "uit",
    "van", "von", "zu", "zur",
];

/// The words of a name that tell people apart: without `van`, `der` and the like, unless there is nothing else.
pub fn telling_words(name: &str) -> Vec<String> {
    let words = name_words(name);
    let telling: Vec<String> = words.iter().filter(|word| !PARTICLES.contains(&word.as_str())).cloned().collect();
    if telling.is_empty() { words } else { telling }
}

/// How much a name is like what was typed for it, from 0 to 1: as a whole, or word by word in any order.
pub fn likeness(typed: &str, typed_words: &[String], folded: &str) -> f64 {
    let alike = strsim::normalized_damerau_levenshtein;
    let best = |typed: &String| folded.split([' ', '-', '\'']).map(|word| alike(typed, word)).fold(0.0, f64::max);
    let by_word = typed_words.iter().map(best).fold(f64::INFINITY, f64::min);
    alike(typed, folded).max(if by_word.is_finite() { by_word } else { 0.0 })
}

/// The digits of what may be the end of a phone, last first; `None` unless there are four or more and nothing but
/// digits and what stands between them.
pub fn phone_tail_reversed(text: &str) -> Option<String> {
    let good =
        text.chars().all(|letter| letter.is_ascii_digit() || matches!(letter, ' ' | '-' | '.' | '/' | '(' | ')' | '+'));
    let reversed: String = text.chars().rev().filter(char::is_ascii_digit).collect();
    (good && reversed.len() >= 4).then_some(reversed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phones_are_read_as_their_country_writes_them() {
        let cases = [
            ("NL", "06 12345678", Some("+31612345678")),
            ("NL", "+31612345678", Some("+31612345678")),
            ("NL", "+31 (0)6 1234 5678", Some("+31612345678")),
            ("NL", "+31 06 12345678", Some("+31612345678")),
            ("NL", "0031-6-12345678", Some("+31612345678")),
            ("NL", "020-1234567", Some("+31201234567")),
            ("NL", "0612345", None),
            ("NL", "612345678", None),
            ("NL", "0032 470 12 34 56", Some("+32470123456")),
            ("NL", "bel mij", None),
            ("NL", "06+12345678", None),
            ("BE", "0470/12.34.56", Some("+32470123456")),
            ("BE", "02 123 45 67", Some("+3221234567")),
            ("DE", "0171 1234567", Some("+491711234567")),
            ("FR", "06 12 34 56 78", Some("+33612345678")),
            ("GB", "07700 900123", Some("+447700900123")),
            ("ES", "612 345 678", Some("+34612345678")),
            ("LU", "621 123 456", Some("+352621123456")),
            ("US", "(212) 555-0100", Some("+12125550100")),
            ("US", "1-212-555-0100", Some("+12125550100")),
            ("JP", "090-1234-5678", Some("+819012345678")),
            ("KW", "5012 3456", Some("+96550123456")),
            ("GR", "691 234 5678", Some("+306912345678")),
            ("CW", "9 518 1234", Some("+59995181234")),
            ("NL", "+0612345678", None),
            ("NL", "", None),
        ];
        for (country, text, want) in cases {
            assert_eq!(phone_e164(text, Country::from_code(country).unwrap()).as_deref(), want, "{country} {text}");
        }
    }

    #[test]
    fn emails_are_kept_in_lower_case() {
        for (text, want) in [
            ("Anna@Example.NL ", Some("anna@example.nl")),
            ("anna", None),
            ("@example.nl", None),
            ("anna@nl", None),
            ("an na@example.nl", None),
            ("Anna <a@b.nl>", None),
        ] {
            assert_eq!(email_lower(text).as_deref(), want, "{text}");
        }
    }

    #[test]
    fn names_fall_into_words() {
        assert_eq!(name_words("Anna-Maria van der  Núñez"), ["anna", "der", "maria", "nunez", "van"]);
        assert_eq!(telling_words("Linden, Anna van der"), ["anna", "linden"]);
        assert_eq!(telling_words("van der"), ["der", "van"]);
        assert_eq!(phone_tail_reversed("56 78").as_deref(), Some("8765"));
        assert_eq!(phone_tail_reversed("567"), None);
        assert_eq!(phone_tail_reversed("K5678"), None);
    }

    #[test]
    fn names_are_alike_as_wholes_or_word_by_word() {
        for (typed, name, is_like) in [
            ("jannsen", "anna jansen", true),
            ("ana jannsen", "anna van der jansen", true),
            ("jansen anna", "anna jansen", true),
            ("mueller", "eva muller", true),
            ("anna pietersen", "anna jansen", false),
            ("pietersen", "anna jansen", false),
            ("", "anna", false),
        ] {
            assert_eq!(likeness(typed, &telling_words(typed), name) >= 0.6, is_like, "{typed} and {name}");
        }
    }
}
