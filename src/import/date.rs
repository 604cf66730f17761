//! Dates and times as tills and spreadsheets write them, and the one decision a column of dates needs: which part is
//! the day, which the month, which the year.

use std::fmt;

use crate::domain::text::fold;
use crate::domain::{Day, TimeOfDay};

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

/// Reads a time of day: `8:27`, `08:27:00.5`, `8.27 pm`, with or without a zone behind it, which is left out.
pub(super) fn read_time(text: &str) -> Option<TimeOfDay> {
    if let Some(time) = TimeOfDay::parse(text) {
        return Some(time);
    }
    let (clock, rest) =
        text.split_at(text.find(|letter: char| !matches!(letter, '0'..='9' | ':')).unwrap_or(text.len()));
    let rest = match rest.strip_prefix('.') {
        Some(fraction) if clock.contains(':') => fraction.trim_start_matches(|letter: char| letter.is_ascii_digit()),
        _ => rest,
    };
    let mut rest = rest.trim_start();
    let half = rest.get(..2).map(str::to_ascii_lowercase).filter(|half| half == "am" || half == "pm");
    if half.is_some() {
        rest = rest[2..].trim_start();
    }
    if !is_zone(rest) {
        return None;
    }
    let (hour, minutes) = clock.split_once(':').unwrap_or((clock, "00"));
    if half.is_none() && !clock.contains(':') {
        return None;
    }
    let hour: u32 = hour.parse().ok()?;
    let hour = match half.as_deref() {
        None => hour,
        Some(_) if !(1..=12).contains(&hour) => return None,
        Some("am") => hour % 12,
        Some(_) => hour % 12 + 12,
    };
    TimeOfDay::parse(&format!("{hour}:{minutes}"))
}

/// Nothing, `Z`, `UTC`, `+01:00`, `+0100`, `+01`.
fn is_zone(text: &str) -> bool {
    if matches!(text, "" | "Z" | "z" | "UTC" | "GMT") {
        return true;
    }
    text.strip_prefix(['+', '-']).is_some_and(|offset| {
        let digits = offset.bytes().filter(u8::is_ascii_digit).count();
        (digits == 2 || digits == 4) && offset.bytes().all(|byte| byte.is_ascii_digit() || byte == b':')
    })
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

/// What the cells of a column say about its order.
#[derive(Clone, Debug, Default)]
pub(super) struct DateEvidence {
    iso: u64,
    dmy: u64,
    mdy: u64,
    only_dmy: u64,
    only_mdy: u64,
    /// Cells that are two different days, and the first of them.
    differ: u64,
    shows: Option<(u64, String)>,
    /// The first cells that only read day first, and only month first.
    first_only: (Option<(u64, String)>, Option<(u64, String)>),
    /// Whether every cell also reads with two digits for a year in front, and how far the days lie apart then.
    short: Option<Span>,
    as_dmy: Span,
    cells: u64,
}

/// First and last of some days.
#[derive(Clone, Copy, Debug, Default)]
struct Span(Option<(i32, i32)>);

impl Span {
    fn add(&mut self, day: Day) {
        let number = day.number();
        self.0 = Some(self.0.map_or((number, number), |(first, last)| (first.min(number), last.max(number))));
    }

    fn width(self) -> i32 {
        self.0.map_or(0, |(first, last)| last - first)
    }

    fn last(self) -> i32 {
        self.0.map_or(i32::MIN, |(_, last)| last)
    }
}

/// What a column's cells decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum DateDecision {
    /// There was no date at all.
    Unknown,
    /// All or most are of this one.
    Is(DateFormat),
    /// They read in each of these.
    Ambiguous(Vec<&'static str>),
    /// Some only read day first and some only month first.
    Mixed,
}

impl DateEvidence {
    pub(super) fn add(&mut self, text: &str, line: u64, today: Day) {
        if text.is_empty() {
            return;
        }
        if Day::parse(text).is_some() {
            (self.iso, self.cells, self.short) = (self.iso + 1, self.cells + 1, None);
            return;
        }
        let Some(parts) = Parts::of(text) else { return };
        let (dmy, mdy) = (parts.day(&DateFormat::Dmy, false), parts.day(&DateFormat::Mdy, false));
        if parts.day(&DateFormat::Ymd, false).is_some() {
            self.iso += 1;
        } else if let Some(short) = parts.day(&DateFormat::Ymd, true).filter(|day| *day <= today) {
            if self.cells == 0 {
                self.short = Some(Span::default());
            }
            if let Some(span) = &mut self.short {
                span.add(short);
            }
            self.cells += 1;
            self.count(dmy, mdy, line, text);
            return;
        }
        self.short = None;
        self.cells += 1;
        self.count(dmy, mdy, line, text);
    }

    fn count(&mut self, dmy: Option<Day>, mdy: Option<Day>, line: u64, text: &str) {
        self.dmy += u64::from(dmy.is_some());
        self.mdy += u64::from(mdy.is_some());
        if let Some(day) = dmy.or(mdy) {
            self.as_dmy.add(day);
        }
        let shows = match (dmy, mdy) {
            (Some(_), None) => {
                self.only_dmy += 1;
                self.first_only.0.get_or_insert_with(|| (line, text.to_owned()));
                false
            }
            (None, Some(_)) => {
                self.only_mdy += 1;
                self.first_only.1.get_or_insert_with(|| (line, text.to_owned()));
                false
            }
            (Some(dmy), Some(mdy)) if dmy != mdy => {
                self.differ += 1;
                self.differ == 1
            }
            _ => false,
        };
        if shows || self.shows.is_none() {
            self.shows = Some((line, text.to_owned()));
        }
    }

    /// Whether a later cell could still turn the decision over without failing to read.
    pub(super) fn is_open(&self) -> bool {
        self.short.is_some()
    }

    pub(super) fn decide(&self) -> DateDecision {
        let most = self.iso.max(self.dmy).max(self.mdy);
        if most == 0 {
            return if self.short.is_some_and(|span| span.0.is_some()) {
                DateDecision::Ambiguous(vec!["ymd"])
            } else {
                DateDecision::Unknown
            };
        }
        if self.iso == most {
            return DateDecision::Is(DateFormat::Ymd);
        }
        if self.only_dmy > 0 && self.only_mdy > 0 {
            return DateDecision::Mixed;
        }
        // `24-01-03`: with the year in front the days lie closer together, or nearer to today.
        let year_first = self.short.is_some_and(|short| {
            let (near, far) = (short.width(), self.as_dmy.width());
            near < far || (near == far && short.last() > self.as_dmy.last())
        });
        match (self.only_dmy > 0, self.only_mdy > 0, self.differ > 0) {
            (true, ..) if year_first => DateDecision::Ambiguous(vec!["dmy", "ymd"]),
            (_, true, _) if year_first => DateDecision::Ambiguous(vec!["mdy", "ymd"]),
            (true, ..) => DateDecision::Is(DateFormat::Dmy),
            (_, true, _) => DateDecision::Is(DateFormat::Mdy),
            (_, _, true) if year_first => DateDecision::Ambiguous(vec!["dmy", "mdy", "ymd"]),
            (_, _, true) => DateDecision::Ambiguous(vec!["dmy", "mdy"]),
            _ if year_first => DateDecision::Ambiguous(vec!["dmy", "ymd"]),
            _ => DateDecision::Is(DateFormat::Dmy),
        }
    }

    pub(super) fn shown(&self) -> (u64, String) {
        self.shows.clone().unwrap_or_default()
    }

    /// The cells that show that the column is mixed: one that only reads day first, one that only reads month first.
    pub(super) fn contradiction(&self) -> ((u64, String), (u64, String)) {
        (self.first_only.0.clone().unwrap_or_default(), self.first_only.1.clone().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    #[test]
    fn times_as_they_are_written() {
        for (text, want) in [
            ("8:27", Some("08:27")),
            ("08:27:09", Some("08:27:09")),
            ("08:27:09.250", Some("08:27:09")),
            ("8:27 am", Some("08:27")),
            ("12:05 AM", Some("00:05")),
            ("12:05pm", Some("12:05")),
            ("8 PM", Some("20:00")),
            ("08:27 UTC", Some("08:27")),
            ("13:00 pm", None),
            ("8", None),
            ("24:00", None),
            ("noon", None),
        ] {
            assert_eq!(read_time(text).map(|time| time.to_string()).as_deref(), want, "{text}");
        }
    }

    #[test]
    fn a_column_is_decided_as_a_whole() {
        use DateDecision::{Ambiguous, Is, Mixed, Unknown};
        for (cells, want) in [
            (&["2024-01-03", "2024-02-31"][..], Is(DateFormat::Ymd)),
            (&["03/02/2024", "05/06/2024"], Ambiguous(vec!["dmy", "mdy"])),
            (&["03/02/2024", "13/02/2024"], Is(DateFormat::Dmy)),
            (&["03/02/2024", "02/13/2024"], Is(DateFormat::Mdy)),
            (&["03/02/2024", "13/02/2024", "02/13/2024"], Mixed),
            (&["03/03/2024", "04/04/2024"], Is(DateFormat::Dmy)),
            (&["13-01-24", "14-01-24"], Is(DateFormat::Dmy)),
            (&["13-01-24"], Is(DateFormat::Dmy)),
            (&["24-01-13", "24-01-14"], Ambiguous(vec!["dmy", "ymd"])),
            (&["24-01-13"], Ambiguous(vec!["dmy", "ymd"])),
            (&["31-12-23", "03-02-24"], Is(DateFormat::Dmy)),
            (&["3 jan 2024", "4 feb 2024"], Is(DateFormat::Dmy)),
            (&["Jan 3, 2024"], Is(DateFormat::Mdy)),
            (&["soon"], Unknown),
        ] {
            let mut evidence = DateEvidence::default();
            for cell in cells {
                evidence.add(cell, 1, Day::parse("2026-11-21").unwrap());
            }
            assert_eq!(evidence.decide(), want, "{cells:?}");
        }
    }
}
