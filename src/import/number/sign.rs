//! Money signs beside amounts, and the currencies they mean.

use super::NumberFault;
use crate::domain::Currency;

/// The money sign at one end of a text, and what is left; `None` when there is none. `Fr.` and `kr.` have a full stop of
/// their own, other signs leave it to the number: `€.50`.
pub(super) fn money_sign(text: &str) -> Result<Option<(&str, &str)>, NumberFault> {
    let has_stop = |word: &str| matches!(word.to_lowercase().as_str(), "fr" | "sfr" | "kr");
    let front = text.find(|letter: char| !is_money_sign(letter)).unwrap_or(text.len());
    if front > 0 {
        let (word, rest) = text.split_at(front);
        return match rest.strip_prefix('.').filter(|_| has_stop(word)) {
            // `Fr.50` may be fifty, or a half.
            Some(amount) if amount.bytes().all(|byte| byte.is_ascii_digit()) => Err(NumberFault::NotANumber),
            Some(amount) => Ok(Some((word, amount))),
            None => Ok(Some((word, rest))),
        };
    }
    let stopless = text.strip_suffix('.').unwrap_or(text);
    let (rest, word) = stopless.split_at(stopless.trim_end_matches(is_money_sign).len());
    let is_sign = !word.is_empty() && (stopless.len() == text.len() || has_stop(word));
    Ok(is_sign.then_some((word, rest)))
}

/// Whether a money sign means that currency; an error when it is none.
pub(super) fn means(word: &str, currency: Currency) -> Result<bool, NumberFault> {
    let codes = match word.to_lowercase().as_str() {
        "€" | "euro" | "eur" => "EUR",
        "£" => "GBP EGP GIP FKP SHP",
        "$" => {
            "USD CAD AUD NZD HKD SGD MXN ARS CLP COP BBD BSD BZD BMD FJD GYD JMD KYD LRD NAD SBD SRD TTD TWD XCD DOP UYU"
        }
        "us$" => "USD",
        "¥" => "JPY CNY",
        "kr" => "SEK NOK DKK ISK",
        "zł" => "PLN",
        "fr" | "sfr" => "CHF",
        "kč" => "CZK",
        "ft" => "HUF",
        "₺" => "TRY",
        "₽" => "RUB",
        "₹" => "INR",
        "₩" => "KRW",
        "₪" => "ILS",
        "฿" => "THB",
        "₫" => "VND",
        "₴" => "UAH",
        other => {
            let other = Currency::from_code(other).ok_or(NumberFault::NotANumber)?;
            return Ok(other == currency);
        }
    };
    Ok(codes.split(' ').any(|code| code == currency.code()))
}

/// Whether a word means a currency, and not this one.
pub(in crate::import) fn is_other_currency(word: &str, currency: Currency) -> bool {
    means(word, currency) == Ok(false)
}

fn is_money_sign(letter: char) -> bool {
    letter.is_alphabetic() || matches!(letter, '€' | '$' | '£' | '¥' | '₺' | '₽' | '₹' | '₩' | '₪' | '฿' | '₫' | '₴')
}
