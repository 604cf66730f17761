//! Numbers as tills and spreadsheets write them; `evidence` has the one decision a column of them needs: which mark is
//! the decimal one; `sign` has the money signs.

mod evidence;
mod sign;

use crate::domain::Currency;

pub(super) use evidence::{MarkDecision, MarkEvidence};
pub(super) use sign::is_other_currency;
use sign::{means, money_sign};

/// The decimal mark of a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mark {
    /// `1,234.56`
    Point,
    /// `1.234,56`
    Comma,
}

impl Mark {
    /// The mark itself.
    pub const fn as_char(self) -> char {
        match self {
            Mark::Point => '.',
            Mark::Comma => ',',
        }
    }

    /// The mark of `.` or `,`.
    pub fn parse(text: &str) -> Option<Mark> {
        match text {
            "." => Some(Mark::Point),
            "," => Some(Mark::Comma),
            _ => None,
        }
    }
}

/// A decimal number: `mantissa` × 10^-`scale`, without zeros at its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Number {
    mantissa: i64,
    scale: u8,
}

/// Why a cell is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NumberFault {
    /// It is not written as a number of that mark.
    NotANumber,
    /// It names a currency that is not the database's.
    OtherCurrency,
    /// It has more digits behind the mark than are kept; how many are.
    TooPrecise(u8),
    /// It is past what is accepted anywhere.
    TooLarge,
}

const MAX_DIGITS: usize = 18;

impl Number {
    /// The number in units of 10^-digits.
    pub(super) fn at_scale(self, digits: u8) -> Result<i64, NumberFault> {
        let missing = digits.checked_sub(self.scale).ok_or(NumberFault::TooPrecise(digits))?;
        10i64.checked_pow(u32::from(missing)).and_then(|by| self.mantissa.checked_mul(by)).ok_or(NumberFault::TooLarge)
    }
}

/// Reads a number that has its decimals behind `mark`. Money signs are left out when they mean `currency`.
pub(super) fn read(text: &str, mark: Mark, currency: Currency) -> Result<Number, NumberFault> {
    read_plain(text.as_bytes(), mark.as_char() as u8).map_or_else(|| read_dressed(text, mark, currency), Ok)
}

/// The common case: an optional minus, digits, at most one mark.
fn read_plain(bytes: &[u8], mark: u8) -> Option<Number> {
    let (negative, body) = match bytes {
        [b'-', body @ ..] => (true, body),
        body => (false, body),
    };
    if body.is_empty() || body.len() > MAX_DIGITS || !body[0].is_ascii_digit() {
        return None;
    }
    let (mut mantissa, mut behind) = (0i64, None::<u8>);
    for byte in body {
        if byte.is_ascii_digit() {
            mantissa = mantissa * 10 + i64::from(byte - b'0');
            behind = behind.map(|digits| digits + 1);
        } else if *byte == mark && behind.is_none() {
            behind = Some(0);
        } else {
            return None;
        }
    }
    if behind == Some(0) {
        return None;
    }
    let mut scale = behind.unwrap_or(0);
    while scale > 0 && mantissa % 10 == 0 {
        mantissa /= 10;
        scale -= 1;
    }
    Some(Number { mantissa: if negative { -mantissa } else { mantissa }, scale })
}

/// What most cells are, in units of 10^-digits: digits with the mark of their column and no more decimals than fit.
/// `None` says nothing; [`read`] decides.
pub(super) fn read_usual(text: &str, mark: Mark, digits: u8) -> Option<i64> {
    let bytes = text.as_bytes();
    if bytes.is_empty() || bytes.len() > 12 || !bytes[0].is_ascii_digit() {
        return None;
    }
    let (mut value, mut missing, mut behind) = (0i64, digits, false);
    for byte in bytes {
        if byte.is_ascii_digit() {
            value = value * 10 + i64::from(byte - b'0');
            if behind {
                missing = missing.checked_sub(1)?;
            }
        } else if *byte == mark.as_char() as u8 && !behind {
            behind = true;
        } else {
            return None;
        }
    }
    if behind && missing == digits {
        return None;
    }
    const POWERS: [i64; 7] = [1, 10, 100, 1000, 10_000, 100_000, 1_000_000];
    Some(value * POWERS.get(usize::from(missing))?)
}

/// Everything else: money signs, signs behind, brackets, groups, `,-`.
fn read_dressed(text: &str, mark: Mark, currency: Currency) -> Result<Number, NumberFault> {
    let (negative, body) = undress(text, currency)?;
    let (body, whole) = match body.strip_suffix(['-', '–', '—']).map(|body| body.trim_end_matches(['-', '–', '—']))
    {
        // `5,-` and `5.--` say that there are no cents, whichever mark the column has.
        Some(rest) => (rest.strip_suffix([',', '.']).ok_or(NumberFault::NotANumber)?, true),
        None => (body, false),
    };
    let (integer, fraction) = match body.rsplit_once(mark.as_char()) {
        Some((integer, fraction)) if !whole => (integer, fraction),
        _ => (body, ""),
    };
    let has_mark = integer.len() < body.len();
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if (has_mark && !digits(fraction)) || (integer.is_empty() && !has_mark) {
        return Err(NumberFault::NotANumber);
    }
    let integer = ungroup(integer, mark)?;
    let fraction = fraction.trim_end_matches('0');
    let all = integer + fraction;
    let all = all.trim_start_matches('0');
    if all.len() > MAX_DIGITS {
        return Err(NumberFault::TooLarge);
    }
    let mantissa: i64 = if all.is_empty() { 0 } else { all.parse().map_err(|_| NumberFault::NotANumber)? };
    let scale = u8::try_from(fraction.len()).map_err(|_| NumberFault::TooLarge)?;
    Ok(Number { mantissa: if negative { -mantissa } else { mantissa }, scale })
}

/// Takes brackets, signs and money signs off; with whether it is negative.
fn undress(text: &str, currency: Currency) -> Result<(bool, &str), NumberFault> {
    let mut body = text.trim();
    let mut signs = 0;
    if let Some(inner) = body.strip_prefix('(').and_then(|body| body.strip_suffix(')')) {
        (body, signs) = (inner.trim(), 1);
    }
    let (mut negative, mut money) = (signs == 1, 0);
    let mut sign = |minus: bool, negative: &mut bool| {
        signs += 1;
        *negative |= minus;
        if signs > 1 { Err(NumberFault::NotANumber) } else { Ok(()) }
    };
    loop {
        body = body.trim();
        if let Some(rest) = body.strip_prefix(['-', '\u{2212}']) {
            // `-,50` and `Fr. -.50` say that there is nothing in front of the cents, or are below zero; `-.50` is what
            // databases write.
            if rest.starts_with(',') || money > 0 && rest.starts_with('.') {
                return Err(NumberFault::NotANumber);
            }
            sign(true, &mut negative)?;
            body = rest;
        } else if let Some(rest) = body.strip_prefix('+') {
            sign(false, &mut negative)?;
            body = rest;
        } else if let Some(rest) = body.strip_suffix(['-', '\u{2212}']).filter(|rest| rest.ends_with(is_digit)) {
            sign(true, &mut negative)?;
            body = rest;
        } else {
            let Some((word, rest)) = money_sign(body)? else { return Ok((negative, body)) };
            money += 1;
            if money > 1 || rest.is_empty() {
                return Err(NumberFault::NotANumber);
            }
            if !means(word, currency)? {
                return Err(NumberFault::OtherCurrency);
            }
            body = rest;
        }
    }
}

fn is_digit(letter: char) -> bool {
    letter.is_ascii_digit()
}

/// The digits in front of the mark without their grouping; groups are threes, all parted by the same sign.
fn ungroup(integer: &str, mark: Mark) -> Result<String, NumberFault> {
    if integer.bytes().all(|byte| byte.is_ascii_digit()) {
        return Ok(integer.to_owned());
    }
    let other = if mark == Mark::Point { ',' } else { '.' };
    let parting = integer.chars().find(|letter| !letter.is_ascii_digit()).expect("not all are digits");
    if parting != other && !matches!(parting, ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’') {
        return Err(NumberFault::NotANumber);
    }
    let groups: Vec<&str> = integer.split(parting).collect();
    let good = groups.iter().enumerate().all(|(index, group)| {
        let length = if index == 0 { (1..=3).contains(&group.len()) } else { group.len() == 3 };
        length && group.bytes().all(|byte| byte.is_ascii_digit())
    });
    if !good || groups[0].starts_with('0') {
        return Err(NumberFault::NotANumber);
    }
    Ok(groups.concat())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use proptest::sample::select;

    fn cents(text: &str, mark: Mark) -> Result<i64, NumberFault> {
        read(text, mark, Currency::EUR).and_then(|number| number.at_scale(2))
    }

    #[test]
    fn amounts_as_they_are_written() {
        const BAD: Result<i64, NumberFault> = Err(NumberFault::NotANumber);
        const FINE: Result<i64, NumberFault> = Err(NumberFault::TooPrecise(2));
        for (text, point, comma) in [
            ("21.50", Ok(2150), BAD),
            ("21,50", BAD, Ok(2150)),
            ("5", Ok(500), Ok(500)),
            ("1.234,56", BAD, Ok(123_456)),
            ("1,234.56", Ok(123_456), BAD),
            ("1.234.567", BAD, Ok(123_456_700)),
            ("1,234,567.8", Ok(123_456_780), BAD),
            ("1 234,50", BAD, Ok(123_450)),
            ("1\u{a0}234,50", BAD, Ok(123_450)),
            ("1\u{202f}234.50", Ok(123_450), BAD),
            ("1'234.50", Ok(123_450), BAD),
            ("1.234", FINE, Ok(123_400)),
            ("1,234", Ok(123_400), FINE),
            ("0.123", FINE, BAD),
            ("12.34.567", BAD, BAD),
            ("1.23", Ok(123), BAD),
            ("1234.567,8", BAD, BAD),
            ("€ 5,-", Ok(500), Ok(500)),
            ("5.--", Ok(500), Ok(500)),
            ("-5", Ok(-500), Ok(-500)),
            ("5-", Ok(-500), Ok(-500)),
            ("5,50-", BAD, Ok(-550)),
            ("(5.00)", Ok(-500), BAD),
            ("(€ 5,00)", BAD, Ok(-500)),
            ("\u{2212}5.00", Ok(-500), BAD),
            ("-€5.00", Ok(-500), BAD),
            ("€ -5.00", Ok(-500), BAD),
            ("5,00 EUR", BAD, Ok(500)),
            ("EUR5.00", Ok(500), BAD),
            ("+5.00", Ok(500), BAD),
            (".50", Ok(50), BAD),
            ("-.5", Ok(-50), BAD),
            ("12.5000", Ok(1250), BAD),
            ("-(5)", BAD, BAD),
            ("--5", BAD, BAD),
            ("-5-", BAD, BAD),
            ("5.", BAD, BAD),
            ("1e3", BAD, BAD),
            ("1E3", BAD, BAD),
            ("1_000", BAD, BAD),
            ("ten", BAD, BAD),
            ("NaN", BAD, BAD),
            ("0x10", BAD, BAD),
            ("5 5", BAD, BAD),
            ("١٢", BAD, BAD),
            ("", BAD, BAD),
            ("-", BAD, BAD),
            ("€", BAD, BAD),
            ("$5", Err(NumberFault::OtherCurrency), Err(NumberFault::OtherCurrency)),
            ("5.00 USD", Err(NumberFault::OtherCurrency), Err(NumberFault::OtherCurrency)),
            ("9999999999999999999", Err(NumberFault::TooLarge), Err(NumberFault::TooLarge)),
            ("12.345", FINE, Ok(1_234_500)),
        ] {
            assert_eq!((cents(text, Mark::Point), cents(text, Mark::Comma)), (point, comma), "{text}");
        }
    }

    #[test]
    fn francs_and_crowns() {
        const BAD: Result<i64, NumberFault> = Err(NumberFault::NotANumber);
        const OTHER: Result<i64, NumberFault> = Err(NumberFault::OtherCurrency);
        let [chf, dkk] = ["CHF", "DKK"].map(|code| Currency::from_code(code).unwrap());
        for (text, francs, euros) in [
            ("1'234.50", Ok(123_450), Ok(123_450)),
            ("1’234.50", Ok(123_450), Ok(123_450)),
            ("CHF 1'234.50", Ok(123_450), OTHER),
            ("Fr. 1'234.50", Ok(123_450), OTHER),
            ("Fr.1’234.50", Ok(123_450), OTHER),
            ("sFr. 5", Ok(500), OTHER),
            ("fr 5.00", Ok(500), OTHER),
            ("5.00 Fr.", Ok(500), OTHER),
            ("5.00 Fr", Ok(500), OTHER),
            ("Fr. 5.-", Ok(500), OTHER),
            ("Fr.5.–", Ok(500), OTHER),
            ("-Fr. 5.00", Ok(-500), OTHER),
            ("Fr. -5.00", Ok(-500), OTHER),
            ("(Fr. 5.00)", Ok(-500), OTHER),
            ("Fr. .50", Ok(50), OTHER),
            ("Fr. -.50", BAD, OTHER),
            ("Fr.50", BAD, BAD),
            ("Fr.", BAD, BAD),
            ("5. Fr.", BAD, OTHER),
            ("5.00 CHF.", BAD, BAD),
            ("Fr. 5 Fr.", BAD, OTHER),
            ("12'34.50", BAD, BAD),
        ] {
            let read = |currency| read(text, Mark::Point, currency).and_then(|number| number.at_scale(2));
            assert_eq!((read(chf), read(Currency::EUR)), (francs, euros), "{text}");
        }
        for (text, want) in [("kr. 1.234,50", Ok(123_450)), ("5,00 kr.", Ok(500)), ("5,- kr.", Ok(500)), ("kr.5", BAD)]
        {
            assert_eq!(read(text, Mark::Comma, dkk).and_then(|number| number.at_scale(2)), want, "{text}");
        }
        assert_eq!(cents("€ -,50", Mark::Comma), BAD);
        assert_eq!(cents("-,50", Mark::Comma), BAD);
        assert_eq!(cents("-.50", Mark::Point), Ok(-50));
        assert_eq!(cents("-€ ,50", Mark::Comma), Ok(-50));
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn an_amount_reads_back_however_it_is_written(
            minor in prop_oneof![-99_999i64..99_999, -9_999_999_999_999i64..=9_999_999_999_999],
            mark in select(vec![Mark::Point, Mark::Comma]),
            parting in select(vec![None, Some('o'), Some(' '), Some('\u{a0}'), Some('\u{202f}'), Some('\'')]),
            dress in select(vec!["#", "€ #", "#€", "# EUR", "eur #"]),
            minus in select(vec!["-#", "#-", "(#)", "\u{2212}#"]),
        ) {
            let parting = parting.map(|sign| if sign == 'o' { if mark == Mark::Point { ',' } else { '.' } } else { sign });
            let mut whole = (minor.abs() / 100).to_string();
            if let Some(sign) = parting {
                let mut at = whole.len();
                while at > 3 {
                    at -= 3;
                    whole.insert(at, sign);
                }
            }
            let number = format!("{whole}{}{:02}", mark.as_char(), minor.abs() % 100);
            let signed = if minor < 0 { minus.replace('#', &number) } else { number.clone() };
            let bracketed = minus == "(#)" && minor < 0;
            let text = if bracketed { signed } else { dress.replace('#', &signed) };
            prop_assert_eq!(cents(&text, mark), Ok(minor), "{}", text);
            if let Some(value) = read_usual(&number, mark, 2) {
                prop_assert_eq!(value, minor.abs());
            }
            // What shows its mark is not read with the other one, unless groups make it a whole number of thousands.
            prop_assert!(cents(&number, if mark == Mark::Point { Mark::Comma } else { Mark::Point }).is_err(), "{}", number);
        }
    }

    #[test]
    fn the_usual_way_reads_the_same() {
        for text in ["21.50", "5", "0.5", "5.", "1.234", "007", "-5", "", "1.5.5", "21,50", "12345678901", "1.005"] {
            if let Some(value) = read_usual(text, Mark::Point, 2) {
                assert_eq!(cents(text, Mark::Point), Ok(value), "{text}");
            }
        }
        assert_eq!(read_usual("21.5", Mark::Point, 4), Some(215_000));
    }
}
