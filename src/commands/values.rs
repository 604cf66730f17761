//! Values as they stand in arguments and in JSON, read into the domain's types; `name` is what a message calls the
//! place (`--per`, `unit_price`).

use std::fmt::Display;

use jiff::Timestamp;
use jiff::civil::Time;

use super::desk::time_zone;
use crate::domain::text as texts;
use crate::domain::{Currency, Day, Money, NumberError, Percent, Points, Quantity, Selector, TimeOfDay, UnitPrice};
use crate::failure::{Failure, Outcome};
use crate::store::Shop;

/// An amount of money, signed, with at most the currency's digits.
pub fn money(text: &str, name: &str, currency: Currency) -> Outcome<Money> {
    currency.parse(text).map_err(|error| not_a_number(text, name, error))
}

/// A price of a piece, with at most four digits behind the point.
pub fn unit_price(text: &str, name: &str) -> Outcome<UnitPrice> {
    UnitPrice::parse(text).map_err(|error| not_a_number(text, name, error))
}

/// A quantity, with at most three digits behind the point.
pub fn quantity(text: &str, name: &str) -> Outcome<Quantity> {
    Quantity::parse(text).map_err(|error| not_a_number(text, name, error))
}

/// A percentage above 0 and at most 100.
pub fn percent(text: &str, name: &str) -> Outcome<Percent> {
    Percent::parse(text).map_err(|error| match error {
        NumberError::TooLarge => refused(text, name, "is not above 0 and at most 100"),
        other => not_a_number(text, name, other),
    })
}

/// Points, signed: `75`, `+75`, `-80`.
pub fn points(text: &str, name: &str) -> Outcome<Points> {
    let digits = text.strip_prefix(['+', '-']).unwrap_or(text);
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(refused(text, name, "is not a whole number"));
    }
    let points = text.parse().ok().map(Points::new).and_then(Points::in_range);
    points.ok_or_else(|| refused(text, name, "is too large"))
}

/// Points between a least and a most.
pub fn points_within(text: &str, name: &str, least: Points, most: Points) -> Outcome<Points> {
    let points = points(text, name)?;
    match points {
        low if low < least => Err(refused(text, name, format!("is less than {least}"))),
        high if high > most => Err(refused(text, name, format!("is more than {most}"))),
        within => Ok(within),
    }
}

/// A day, whenever it is: for `--from`, `--until`, `--expires` and the `--at` of a reading.
pub fn day(text: &str, name: &str) -> Outcome<Day> {
    Day::parse(text).ok_or_else(|| refused(text, name, "is no day").hint("write it as in `2026-11-21`"))
}

/// A day up to today.
pub fn day_up_to(text: &str, name: &str, today: Day) -> Outcome<Day> {
    let day = day(text, name)?;
    if day > today {
        return Err(refused(text, name, format!("is after today, `{today}`")));
    }
    Ok(day)
}

/// A time of day.
pub fn time_of_day(text: &str, name: &str) -> Outcome<TimeOfDay> {
    TimeOfDay::parse(text).ok_or_else(|| refused(text, name, "is no time of day").hint("write it as in `14:30`"))
}

/// A moment, in milliseconds since 1970: RFC 3339, or a day, which is its beginning in the shop.
pub fn moment(text: &str, name: &str, shop: &Shop) -> Outcome<i64> {
    if let Some(day) = Day::parse(text) {
        let midnight = day.as_date().to_datetime(Time::midnight()).to_zoned(time_zone(&shop.time_zone)?);
        return midnight
            .map(|moment| moment.timestamp().as_millisecond())
            .map_err(|_| refused(text, name, "is no day"));
    }
    text.parse::<Timestamp>().map(Timestamp::as_millisecond).map_err(|_| {
        refused(text, name, "is no moment").hint("write it as in `2026-11-21T09:30:00Z`, or a day as in `2026-11-21`")
    })
}

/// A selector of lines.
pub fn selector(text: &str, name: &str) -> Outcome<Selector> {
    Selector::parse(text)
        .map_err(|error| refused(text, name, error).hint("write it as in `kind:product`, `sku:SH-01` or `name:knip*`"))
}

/// A text, cleaned (NFC, no control characters, at most 200 characters).
pub fn text(text: &str, name: &str) -> Outcome<String> {
    texts::clean(text).map_err(|error| match error {
        texts::TextError::Empty => Failure::usage(format!("`{name}` is empty")),
        other => Failure::usage(format!("the text of `{name}` {other}")),
    })
}

/// What `none` takes away, and anything else sets.
pub fn unless_none<T>(text: &str, read: impl FnOnce(&str) -> Outcome<T>) -> Outcome<Option<T>> {
    if text == "none" { Ok(None) } else { read(text).map(Some) }
}

/// A value that is refused, and why.
pub fn refused(text: &str, name: &str, why: impl Display) -> Failure {
    Failure::usage(format!("the value `{text}` of `{name}` {why}"))
}

/// A number that is refused, and what would do.
pub fn not_a_number(text: &str, name: &str, error: NumberError) -> Failure {
    let failure = refused(text, name, error);
    match error {
        NumberError::Comma => failure.hint(format!("write `{}`", text.replacen(',', ".", 1))),
        NumberError::NotANumber => failure.hint("write it with a point and without groups, as in `1234.50`"),
        NumberError::TooPrecise(_) | NumberError::TooLarge => failure,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::commands::desk::default_shop;

    #[test]
    fn amounts_are_read_strictly_and_answered_with_what_works() {
        for (text, want) in [
            ("35.00", Ok(3500)),
            ("-5", Ok(-500)),
            ("35,00", Err(("the value `35,00` of `--per` has a decimal comma", Some("write `35.00`")))),
            ("35.001", Err(("the value `35.001` of `--per` has more than 2 digits behind the point", None))),
            (
                "1.234,56",
                Err((
                    "the value `1.234,56` of `--per` is not a number",
                    Some("write it with a point and without groups, as in `1234.50`"),
                )),
            ),
        ] {
            let got = money(text, "--per", Currency::EUR).map(Money::minor);
            let got = got.as_ref().map_err(|no| (no.message(), no.hints().first().map(String::as_str)));
            assert_eq!(got.copied(), want, "{text}");
        }
    }

    #[test]
    fn points_may_be_signed() {
        for (text, want) in [
            ("75", Some(75)),
            ("+75", Some(75)),
            ("-80", Some(-80)),
            ("0", Some(0)),
            ("+-1", None),
            ("1.0", None),
            ("", None),
            ("1000000000000001", None),
            ("99999999999999999999", None),
        ] {
            assert_eq!(points(text, "N").ok().map(Points::get), want, "{text}");
        }
    }

    #[test]
    fn a_day_after_today_is_refused_where_it_is() {
        let today = Day::parse("2026-11-21").expect("a day");
        assert_eq!(day_up_to("2026-11-21", "--date", today).ok(), Some(today));
        let no = day_up_to("2026-11-22", "--date", today).expect_err("a day after today");
        assert_eq!(no.message(), "the value `2026-11-22` of `--date` is after today, `2026-11-21`");
        assert!(day("2026-02-30", "--from").is_err());
    }

    #[test]
    fn a_moment_is_rfc_3339_or_the_beginning_of_a_day() {
        let shop = default_shop();
        for (text, want) in [
            ("2026-11-21", Some("2026-11-20T23:00:00Z")),
            ("2026-11-21T09:30:00Z", Some("2026-11-21T09:30:00Z")),
            ("2026-11-21T09:30:00.250+01:00", Some("2026-11-21T08:30:00.25Z")),
            ("yesterday", None),
        ] {
            let got = moment(text, "--since", &shop).ok();
            let got = got.map(|millis| Timestamp::from_millisecond(millis).expect("in range").to_string());
            assert_eq!(got.as_deref(), want, "{text}");
        }
    }
}
