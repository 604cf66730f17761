//! Currencies, and amounts written and read with their digits.

use super::Money;
use super::number::{NumberError, fixed, parse_fixed};

/// A currency: its ISO 4217 code and how many digits its minor unit has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Currency {
    code: [u8; 3],
    digits: u8,
}

/// Codes in use, ISO 4217 list one; those not named in [`minor_digits`] have two digits.
const CODES: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF \
CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF \
IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT \
MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR \
SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST \
XAF XCD XCG XOF XPF YER ZAR ZMW ZWG";

fn minor_digits(code: &str) -> u8 {
    match code {
        "BIF" | "CLP" | "DJF" | "GNF" | "ISK" | "JPY" | "KMF" | "KRW" | "PYG" | "RWF" | "UGX" | "VND" | "VUV"
        | "XAF" | "XOF" | "XPF" => 0,
        "BHD" | "IQD" | "JOD" | "KWD" | "LYD" | "OMR" | "TND" => 3,
        _ => 2,
    }
}

impl Currency {
    /// The euro.
    pub const EUR: Currency = Currency { code: *b"EUR", digits: 2 };

    /// Finds a currency by its ISO 4217 code, in upper or lower case; `None` when there is none of that code.
    pub fn from_code(code: &str) -> Option<Currency> {
        let code = code.to_ascii_uppercase();
        if !CODES.split(' ').any(|known| known == code) {
            return None;
        }
        let bytes: [u8; 3] = code.as_bytes().try_into().ok()?;
        Some(Currency { code: bytes, digits: minor_digits(&code) })
    }

    /// The ISO 4217 code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.code).expect("codes are ASCII")
    }

    /// How many digits stand behind the decimal point.
    pub const fn digits(&self) -> u8 {
        self.digits
    }

    /// Writes an amount as the JSON and the CSV have it: `-1006.95`, always with the currency's digits.
    pub fn show(&self, money: Money) -> String {
        fixed(money.minor(), self.digits)
    }

    /// Reads an amount in the one form that arguments and JSON use: an optional sign, digits, and at most the
    /// currency's digits behind a point.
    pub fn parse(&self, text: &str) -> Result<Money, NumberError> {
        let minor = parse_fixed(text, self.digits)?;
        Money::from_minor(minor).in_range().ok_or(NumberError::TooLarge)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn cents(minor: i64) -> Money {
        Money::from_minor(minor)
    }

    #[test]
    fn amounts_are_read_strictly() {
        for (text, want) in [
            ("21.50", Ok(2150)),
            ("-35", Ok(-3500)),
            ("+0.5", Ok(50)),
            ("1.500", Ok(150)),
            ("99999999999.99", Ok(9_999_999_999_999)),
            ("100000000000.00", Err(NumberError::TooLarge)),
            ("99999999999999999999", Err(NumberError::TooLarge)),
            ("1.505", Err(NumberError::TooPrecise(2))),
            ("35,00", Err(NumberError::Comma)),
            ("1e3", Err(NumberError::NotANumber)),
            ("1_000", Err(NumberError::NotANumber)),
            ("NaN", Err(NumberError::NotANumber)),
            ("", Err(NumberError::NotANumber)),
            (".5", Err(NumberError::NotANumber)),
            ("5.", Err(NumberError::NotANumber)),
            (" 5", Err(NumberError::NotANumber)),
            ("1,234.50", Err(NumberError::NotANumber)),
        ] {
            assert_eq!(Currency::EUR.parse(text), want.map(cents), "{text}");
        }
    }

    #[test]
    fn currencies_have_their_own_digits() {
        assert_eq!(Currency::from_code("jpy").unwrap().show(cents(1500)), "1500");
        assert_eq!(Currency::from_code("KWD").unwrap().show(cents(-1500)), "-1.500");
        assert_eq!(Currency::from_code("XXX"), None);
    }

    proptest! {
        #[test]
        fn a_shown_amount_reads_back(minor in -9_999_999_999_999i64..=9_999_999_999_999) {
            prop_assert_eq!(Currency::EUR.parse(&Currency::EUR.show(cents(minor))), Ok(cents(minor)));
        }
    }
}
