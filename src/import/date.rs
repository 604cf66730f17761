//! Dates and times as tills and spreadsheets write them, and (in `evidence`) the one decision a column of dates needs:
//! which part is the day, which the month, which the year.

mod evidence;
mod time;

use std::fmt;

use crate::domain::text::fold;
use crate::domain::{Day, TimeOfDay};

pub(super) use evidence::{DateDecision, DateEvidence};
pub(super) use time::read_time;

/// In which order a column writes its dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateFormat {
    /// Year, month, day: ISO, and `20240103`.
    Ymd,
    /// Day, month, year.
    Dmy,
    /// Month, day, year.
    Mdy,
    /// A pattern of `strptime`, such as `%d.%m.%y`.
    Pattern(String),
}

impl DateFormat {
    /// Reads `ymd`, `dmy`, `mdy` or a pattern with `%`; an error says what is wrong with it.
    pub fn parse(text: &str) -> Result<DateFormat, String> {
        match text.to_ascii_lowercase().as_str() {
            "ymd" | "iso" => Ok(DateFormat::Ymd),
            "dmy" => Ok(DateFormat::Dmy),
            "mdy" => Ok(DateFormat::Mdy),
            _ if text.contains('%') => {
                let sample = jiff::civil::date(2024, 1, 3).at(8, 27, 0, 0);
                let written = jiff::fmt::strtime::format(text, sample)
                    .map_err(|error| format!("`{text}` is no pattern of a date: {error}"))?;
                let format = DateFormat::Pattern(text.to_owned());
                match read(&written, &format) {
                    Some(_) => Ok(format),
                    None => Err(format!("`{text}` does not hold a whole date")),
                }
            }
            _ => Err(format!("`{text}` is none of `dmy`, `mdy`, `ymd` and has no `%`")),
        }
    }
}

impl fmt::Display for DateFormat {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            DateFormat::Ymd => "ymd",
            DateFormat::Dmy => "dmy",
            DateFormat::Mdy => "mdy",
            DateFormat::Pattern(pattern) => pattern,
        })
    }
}

/// A date cell that was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Moment {
    pub(super) day: Day,
    pub(super) time: Option<TimeOfDay>,
}

/// Reads a cell in one order; `None` when it is not written so, or there is no such day.
pub(super) fn read(text: &str, format: &DateFormat) -> Option<Moment> {
    if let DateFormat::Pattern(pattern) = format {
        let parsed = jiff::fmt::strtime::parse(pattern, text.trim()).ok()?;
        let day = Day::from_date(parsed.to_date().ok()?)?;
        let time = parsed.to_time().ok().filter(|_| parsed.hour().is_some());
        let time = time.and_then(|time| TimeOfDay::new(time.hour() as u32, time.minute() as u32, time.second() as u32));
        return Some(Moment { day, time });
    }
    if let (DateFormat::Ymd, Some(day)) = (format, Day::parse(text)) {
        return Some(Moment { day, time: None });
    }
    let parts = Parts::of(text)?;
    Some(Moment { day: parts.day(format, true)?, time: parts.time })
}

/// A number as it stood in a date: its value and how many digits it was written with.
#[derive(Clone, Copy, Debug)]
struct Digits(i16, usize);

/// The three parts of a date, not yet knowing which is which.
#[derive(Clone, Copy, Debug)]
struct Parts {
    first: Digits,
    second: Digits,
    third: Digits,
    /// Which of them was a month's name.
    named: Option<usize>,
    time: Option<TimeOfDay>,
}

impl Parts {
    fn of(text: &str) -> Option<Parts> {
        let bytes = text.as_bytes();
        let leading = bytes.iter().take_while(|byte| byte.is_ascii_digit()).count();
        if leading == 8 {
            let part = |from: usize, to: usize| text[from..to].parse().ok().map(|value| Digits(value, to - from));
            let time = time_behind(&text[8..])?;
            return Some(Parts { first: part(0, 4)?, second: part(4, 6)?, third: part(6, 8)?, named: None, time });
        }
        let mut parts = [Digits(0, 0); 3];
        let (mut count, mut named, mut at) = (0, None, 0);
        while count < 3 {
            let rest = &text[at..];
            let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            if digits > 0 {
                if digits > 4 {
                    return None;
                }
                parts[count] = Digits(rest[..digits].parse().ok()?, digits);
                at += digits;
                count += 1;
                at += ordinal(&text[at..]);
            } else {
                let letters = rest.find(|letter: char| !letter.is_alphabetic()).unwrap_or(rest.len());
                match month_named(&rest[..letters]) {
                    Some(month) if named.is_none() => {
                        parts[count] = Digits(month, 0);
                        named = Some(count);
                        count += 1;
                    }
                    None if count == 0 && is_weekday(&rest[..letters]) => {}
                    _ => return None,
                }
                at += letters;
            }
            if count < 3 {
                let parting = text[at..].find(|letter: char| !matches!(letter, '-' | '/' | '.' | ',' | ' ' | '\u{a0}'));
                let parting = parting.filter(|length| (1..=2).contains(length))?;
                at += parting;
            }
        }
        let [first, second, third] = parts;
        Some(Parts { first, second, third, named, time: time_behind(&text[at..])? })
    }

    /// The day in that order. Two digits for a year in front are only read when `short_year_first` asks for it.
    fn day(&self, order: &DateFormat, short_year_first: bool) -> Option<Day> {
        let (year, month, day, month_at) = match order {
            DateFormat::Ymd => (self.first, self.second, self.third, 1),
            DateFormat::Dmy => (self.third, self.second, self.first, 1),
            DateFormat::Mdy => (self.third, self.first, self.second, 0),
            DateFormat::Pattern(_) => return None,
        };
        let short = |part: Digits| part.1 <= 2;
        if !short(month) || !short(day) || day.1 == 0 || self.named.is_some_and(|named| named != month_at) {
            return None;
        }
        let year = match year {
            Digits(year, 4) => year,
            Digits(year, 2) if short_year_first || *order != DateFormat::Ymd => {
                year + if year >= 70 { 1900 } else { 2000 }
            }
            _ => return None,
        };
        Day::new(year, i8::try_from(month.0).ok()?, i8::try_from(day.0).ok()?)
    }
}

/// What stands behind a date: nothing, or a time. The outer `None` says that it is neither.
fn time_behind(rest: &str) -> Option<Option<TimeOfDay>> {
    let time = rest.trim_start_matches([',', ' ', '\u{a0}', '\u{202f}']);
    let time = time.strip_prefix(['T', 't']).unwrap_or(time);
    if time.is_empty() {
        return rest.trim().is_empty().then_some(None);
    }
    if time.len() == rest.len() {
        return None;
    }
    read_time(time).map(Some)
}

/// How long the ending of an ordinal is: `3rd`, `1er`.
fn ordinal(rest: &str) -> usize {
    let letters = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
    if ["st", "nd", "rd", "th", "er", "e"].contains(&&rest[..letters]) { letters } else { 0 }
}

fn is_weekday(word: &str) -> bool {
    const WEEKDAYS: &str = "monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat sunday sun \
maandag ma dinsdag di woensdag wo donderdag do vrijdag vr zaterdag za zondag zo \
lundi lun mardi mar mercredi mer jeudi jeu vendredi ven samedi sam dimanche dim \
montag mo dienstag mittwoch mi donnerstag freitag fr samstag sa sonntag so";
    let word = fold(word);
    !word.is_empty() && WEEKDAYS.split(' ').any(|weekday| weekday == word)
}

/// The month of a name in English, Dutch, French or German, whole or shortened.
fn month_named(word: &str) -> Option<i16> {
    const MONTHS: [&str; 12] = [
        "january jan januari janvier janv januar jaenner janner",
        "february feb februari fevrier fevr fev februar",
        "march mar maart mrt mars marz maerz mrz",
        "april apr avril avr",
        "may mei mai",
        "june jun juni juin",
        "july jul juli juillet juil",
        "august aug augustus aout",
        "september sep sept septembre",
        "october oct oktober okt octobre",
        "november nov novembre",
        "december dec decembre dezember dez",
    ];
    if word.len() < 3 {
        return None;
    }
    let word = fold(word);
    let found = MONTHS.iter().position(|names| names.split(' ').any(|name| name == word))?;
    i16::try_from(found + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(256))]

        #[test]
        fn a_day_reads_back_however_it_is_written(number in 0i32..36_524, form in 0usize..12) {
            let day = Day::from_number(number).expect("from 1970 to 2069");
            let iso = day.to_string();
            let (y, m, d) = (&iso[..4], &iso[5..7], &iso[8..]);
            let (short_m, short_d) = (m.trim_start_matches('0'), d.trim_start_matches('0'));
            const NAMES: [&str; 12] = ["jan", "feb", "maart", "april", "mei", "juin", "Juli", "aug", "sept", "okt", "nov", "décembre"];
            let name = NAMES[m.parse::<usize>().expect("a month") - 1];
            use DateFormat::{Dmy, Mdy, Pattern, Ymd};
            let (text, format) = match form {
                0 => (iso.clone(), Ymd),
                1 => (format!("{y}/{short_m}/{short_d}"), Ymd),
                2 => (format!("{y}{m}{d}"), Ymd),
                3 => (format!("{y}-{m}-{d}T08:27:05.250Z"), Ymd),
                4 => (format!("{d}-{m}-{y}"), Dmy),
                5 => (format!("{short_d}.{short_m}.{y}"), Dmy),
                6 => (format!("{short_d} {name} {y}"), Dmy),
                7 => (format!("{d}/{m}/{}", &y[2..]), Dmy),
                8 => (format!("{short_m}/{short_d}/{y} 8:27 PM"), Mdy),
                9 => (format!("{name} {short_d}, {y}"), Mdy),
                10 => (format!("{m}-{d}-{}", &y[2..]), Mdy),
                _ => (format!("{d}|{m}|{y}"), Pattern("%d|%m|%Y".to_owned())),
            };
            prop_assert_eq!(read(&text, &format).map(|moment| moment.day), Some(day), "{}", text);
        }
    }

    #[test]
    fn dates_as_they_are_written() {
        for (text, ymd, dmy, mdy) in [
            ("2024-01-03", Some("2024-01-03"), None, None),
            ("2024/1/3", Some("2024-01-03"), None, None),
            ("20240103", Some("2024-01-03"), None, None),
            ("20240103 0827", None, None, None),
            ("2024-01-03 08:27:00", Some("2024-01-03 08:27"), None, None),
            ("2024-01-03T08:27:05.123Z", Some("2024-01-03 08:27:05"), None, None),
            ("2024-01-03T08:27:00+01:00", Some("2024-01-03 08:27"), None, None),
            ("2024-01-03 08:27:00 +0100", Some("2024-01-03 08:27"), None, None),
            ("13-01-2024", None, Some("2024-01-13"), None),
            ("3.1.2024", None, Some("2024-01-03"), Some("2024-03-01")),
            ("03/01/24", Some("2003-01-24"), Some("2024-01-03"), Some("2024-03-01")),
            ("31/12/69", None, Some("2069-12-31"), None),
            ("31/12/70", None, Some("1970-12-31"), None),
            ("3/1/2024 8:27 PM", None, Some("2024-01-03 20:27"), Some("2024-03-01 20:27")),
            ("3 Jan 2024", None, Some("2024-01-03"), None),
            ("3-mrt-24", None, Some("2024-03-03"), None),
            ("Wed 3 January 2024", None, Some("2024-01-03"), None),
            ("3 août 2024", None, Some("2024-08-03"), None),
            ("3. März 2024", None, Some("2024-03-03"), None),
            ("1er juin 2024", None, Some("2024-06-01"), None),
            ("Jan 3, 2024", None, None, Some("2024-01-03")),
            ("January 3rd, 2024, 08:27", None, None, Some("2024-01-03 08:27")),
            ("2024-02-31", None, None, None),
            ("31-02-2024", None, None, None),
            ("2024-13-01", None, None, None),
            ("0024-01-01", None, None, None),
            ("3-1-024", None, None, None),
            ("45295", None, None, None),
            ("2024-01-03x", None, None, None),
            ("2024-01-03 25:00", None, None, None),
            ("2024-01", None, None, None),
            ("2024--01-03", Some("2024-01-03"), None, None),
            ("yesterday", None, None, None),
            ("", None, None, None),
        ] {
            let show = |format| {
                read(text, &format).map(|moment| match moment.time {
                    Some(time) => format!("{} {time}", moment.day),
                    None => moment.day.to_string(),
                })
            };
            let found = (show(DateFormat::Ymd), show(DateFormat::Dmy), show(DateFormat::Mdy));
            let want = (ymd.map(str::to_owned), dmy.map(str::to_owned), mdy.map(str::to_owned));
            assert_eq!(found, want, "{text}");
        }
    }

    #[test]
    fn patterns() {
        for (pattern, text, want) in [
            ("%d.%m.%y", "03.01.24", Some("2024-01-03")),
            ("%d/%m/%Y %H:%M", "03/01/2024 08:27", Some("2024-01-03")),
            ("%d/%m/%Y", "03/01/24", None),
            ("%d/%m/%Y", "03/13/2024", None),
        ] {
            let format = DateFormat::parse(pattern).unwrap();
            assert_eq!(read(text, &format).map(|moment| moment.day.to_string()).as_deref(), want, "{pattern} {text}");
        }
        assert!(DateFormat::parse("%H:%M").is_err());
        assert!(DateFormat::parse("dd-mm-yyyy").is_err());
        assert!(DateFormat::parse("%q").is_err());
    }
}
