//! Decimal numbers as arguments and JSON write them, kept as whole numbers of their last digit.

use std::fmt;

/// Why a text is not a number of the form that is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberError {
    /// It is not digits with an optional sign and point (`1e3`, `1_000`, `twelve`).
    NotANumber,
    /// It has a decimal comma; the text would read with a point.
    Comma,
    /// It has more digits behind the point than are kept; how many are kept.
    TooPrecise(u8),
    /// It is past the largest that is accepted.
    TooLarge,
}

impl fmt::Display for NumberError {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            NumberError::NotANumber => write!(out, "is not a number"),
            NumberError::Comma => write!(out, "has a decimal comma"),
            NumberError::TooPrecise(0) => write!(out, "has digits behind the point, where none are kept"),
            NumberError::TooPrecise(digits) => write!(out, "has more than {digits} digits behind the point"),
            NumberError::TooLarge => write!(out, "is too large"),
        }
    }
}

/// Reads a decimal into whole 10^-digits. Strict: `1e3`, `1_000`, `.5`, `5.` and blanks are refused.
pub(crate) fn parse_fixed(text: &str, digits: u8) -> Result<i64, NumberError> {
    let (negative, body) = match text.as_bytes().first() {
        Some(b'-') => (true, &text[1..]),
        Some(b'+') => (false, &text[1..]),
        _ => (false, text),
    };
    let (whole, fraction) = body.split_once('.').map_or((body, None), |(whole, fraction)| (whole, Some(fraction)));
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    if !all_digits(whole) || fraction.is_some_and(|part| !all_digits(part)) {
        let comma = body.replacen(',', ".", 1);
        return Err(if comma != body && parse_fixed(&comma, digits).is_ok() {
            NumberError::Comma
        } else {
            NumberError::NotANumber
        });
    }
    let fraction = fraction.unwrap_or("").trim_end_matches('0');
    if fraction.len() > usize::from(digits) {
        return Err(NumberError::TooPrecise(digits));
    }
    let mut value: i64 = 0;
    let padding = usize::from(digits) - fraction.len();
    for digit in whole.bytes().chain(fraction.bytes()).map(|byte| byte - b'0').chain(std::iter::repeat_n(0, padding)) {
        value =
            value.checked_mul(10).and_then(|value| value.checked_add(i64::from(digit))).ok_or(NumberError::TooLarge)?;
    }
    Ok(if negative { -value } else { value })
}

/// Writes a whole number of 10^-digits as a decimal with exactly that many digits.
pub(crate) fn fixed(value: i64, digits: u8) -> String {
    let mut text = value.unsigned_abs().to_string();
    if digits > 0 {
        let digits = usize::from(digits);
        let missing = (digits + 1).saturating_sub(text.len());
        text.insert_str(0, &"0".repeat(missing));
        text.insert(text.len() - digits, '.');
    }
    if value < 0 {
        text.insert(0, '-');
    }
    text
}
