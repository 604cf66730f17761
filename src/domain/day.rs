//! Civil days of the shop, and when points run out.

use std::fmt;

use jiff::ToSpan;
use jiff::civil::Date;

/// A civil day, from 1900-01-01 to 9999-12-30.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(Date);

impl Day {
    /// The first day that is accepted.
    pub const MIN: Day = Day(jiff::civil::date(1900, 1, 1));
    /// The last day that is accepted.
    pub const MAX: Day = Day(jiff::civil::date(9999, 12, 30));

    /// Makes a day; `None` when there is no such day or it is out of range.
    pub fn new(year: i16, month: i8, day: i8) -> Option<Day> {
        Date::new(year, month, day).ok().and_then(Day::from_date)
    }

    /// Takes a day of the calendar library in; `None` out of range.
    pub fn from_date(date: Date) -> Option<Day> {
        let day = Day(date);
        (Day::MIN..=Day::MAX).contains(&day).then_some(day)
    }

    /// Reads `YYYY-MM-DD`, and nothing else.
    pub fn parse(text: &str) -> Option<Day> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let number =
            |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| part.parse::<i16>().ok()).flatten();
        Day::new(number(text.get(0..4)?)?, number(text.get(5..7)?)? as i8, number(text.get(8..10)?)? as i8)
    }

    /// The day as a number: 0 is 1970-01-01, the day after it 1.
    pub fn number(self) -> i32 {
        // Howard Hinnant's days_from_civil, with the year starting in March.
        let (year, month, day) = (i32::from(self.0.year()), i32::from(self.0.month()), i32::from(self.0.day()));
        let year = if month <= 2 { year - 1 } else { year };
        let era = year.div_euclid(400);
        let year_of_era = year - era * 400;
        let day_of_year = (153 * (if month > 2 { month - 3 } else { month + 9 }) + 2) / 5 + day - 1;
        era * 146_097 + year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year - 719_468
    }

    /// The day of that number; `None` out of range.
    pub fn from_number(number: i32) -> Option<Day> {
        let days = jiff::Span::new().try_days(number).ok()?;
        jiff::civil::date(1970, 1, 1).checked_add(days).ok().and_then(Day::from_date)
    }

    /// The day as the calendar library has it.
    pub const fn as_date(self) -> Date {
        self.0
    }

    /// The year.
    pub fn year(self) -> i16 {
        self.0.year()
    }

    /// The month as `YYYY-MM`.
    pub fn month_text(self) -> String {
        format!("{:04}-{:02}", self.0.year(), self.0.month())
    }

    /// The next day. The last day of all is its own next.
    pub fn next(self) -> Day {
        self.plus_days(1)
    }

    /// The day before. The first day of all is its own.
    pub fn previous(self) -> Day {
        self.0.yesterday().ok().and_then(Day::from_date).unwrap_or(Day::MIN)
    }

    /// So many days later, at most the last day there is.
    pub fn plus_days(self, days: i32) -> Day {
        self.0.checked_add(days.days()).ok().and_then(Day::from_date).unwrap_or(Day::MAX)
    }

    /// So many months later, clamped to the end of a shorter month: 31 January + 1 is 28 or 29 February.
    pub fn plus_months(self, months: i32) -> Day {
        self.0.checked_add(months.months()).ok().and_then(Day::from_date).unwrap_or(Day::MAX)
    }

    /// The last day of the month.
    pub fn month_end(self) -> Day {
        Day(self.0.last_of_month()).min(Day::MAX)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:04}-{:02}-{:02}", self.0.year(), self.0.month(), self.0.day())
    }
}

/// A time of day, to the second.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TimeOfDay(u32);

impl TimeOfDay {
    /// Makes a time; `None` when there is none such.
    pub fn new(hour: u32, minute: u32, second: u32) -> Option<TimeOfDay> {
        (hour < 24 && minute < 60 && second < 60).then_some(TimeOfDay(hour * 3600 + minute * 60 + second))
    }

    /// Seconds since midnight.
    pub const fn seconds(self) -> u32 {
        self.0
    }

    /// The time so many seconds after midnight; `None` from a whole day on.
    pub fn from_seconds(seconds: u32) -> Option<TimeOfDay> {
        (seconds < 86_400).then_some(TimeOfDay(seconds))
    }

    /// Reads `HH:MM` or `HH:MM:SS`; one digit for the hour is enough.
    pub fn parse(text: &str) -> Option<TimeOfDay> {
        let mut parts = text.split(':').map(|part| {
            ((1..=2).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit()))
                .then(|| part.parse().ok())
                .flatten()
        });
        let (hour, minute) = (parts.next()??, parts.next()??);
        let second = parts.next().unwrap_or(Some(0))?;
        if parts.next().is_some() {
            return None;
        }
        TimeOfDay::new(hour, minute, second)
    }
}

impl fmt::Display for TimeOfDay {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (hour, minute, second) = (self.0 / 3600, self.0 / 60 % 60, self.0 % 60);
        if second == 0 {
            write!(out, "{hour:02}:{minute:02}")
        } else {
            write!(out, "{hour:02}:{minute:02}:{second:02}")
        }
    }
}

/// How long points are good for, from the award date.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExpireAfter {
    /// They never run out.
    #[default]
    Never,
    /// So many days.
    Days(i32),
    /// So many months.
    Months(i32),
    /// So many years.
    Years(i32),
}

impl ExpireAfter {
    /// Reads `never`, `90d`, `12m` or `2y`; a period is above zero and at most a hundred years.
    pub fn parse(text: &str) -> Option<ExpireAfter> {
        if text == "never" {
            return Some(ExpireAfter::Never);
        }
        let (number, unit) = (text.get(..text.len().checked_sub(1)?)?, text.as_bytes().last()?);
        if number.is_empty() || !number.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let number: i32 = number.parse().ok()?;
        let (period, most, value) = match unit {
            b'd' => (ExpireAfter::Days(number), 36_525, number),
            b'm' => (ExpireAfter::Months(number), 1200, number),
            b'y' => (ExpireAfter::Years(number), 100, number),
            _ => return None,
        };
        (1..=most).contains(&value).then_some(period)
    }
}

impl fmt::Display for ExpireAfter {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ExpireAfter::Never => write!(out, "never"),
            ExpireAfter::Days(days) => write!(out, "{days}d"),
            ExpireAfter::Months(months) => write!(out, "{months}m"),
            ExpireAfter::Years(years) => write!(out, "{years}y"),
        }
    }
}

/// On which day of its month a period ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ExpireAt {
    /// On the day itself.
    #[default]
    Day,
    /// On the last day of the month it falls in.
    MonthEnd,
}

impl ExpireAt {
    /// The word of the settings.
    pub const fn as_str(self) -> &'static str {
        match self {
            ExpireAt::Day => "day",
            ExpireAt::MonthEnd => "month-end",
        }
    }

    /// The value of that word.
    pub fn parse(text: &str) -> Option<ExpireAt> {
        match text {
            "day" => Some(ExpireAt::Day),
            "month-end" => Some(ExpireAt::MonthEnd),
            _ => None,
        }
    }
}

/// The last day on which points awarded on `awarded` are good; `None` when they never run out (domain.md, expiry).
pub fn last_day(awarded: Day, after: ExpireAfter, at: ExpireAt) -> Option<Day> {
    let day = match after {
        ExpireAfter::Never => return None,
        ExpireAfter::Days(days) => awarded.plus_days(days),
        ExpireAfter::Months(months) => awarded.plus_months(months),
        ExpireAfter::Years(years) => awarded.plus_months(years * 12),
    };
    Some(match at {
        ExpireAt::Day => day,
        ExpireAt::MonthEnd => day.month_end(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    #[test]
    fn days_are_read_strictly() {
        for (text, good) in [
            ("2026-11-21", true),
            ("2024-02-29", true),
            ("2026-02-29", false),
            ("2026-2-3", false),
            ("0024-01-01", false),
            ("2026-11-21 ", false),
            ("21-11-2026", false),
            ("2026-1é-01", false),
        ] {
            assert_eq!(Day::parse(text).is_some(), good, "{text}");
        }
    }

    #[test]
    fn a_day_and_its_number_go_both_ways() {
        assert_eq!(day("1970-01-01").number(), 0);
        for number in -25_000..80_000 {
            assert_eq!(Day::from_number(number).unwrap().number(), number);
        }
        assert_eq!(Day::from_number(Day::MAX.number()), Some(Day::MAX));
        for number in [Day::MIN.number() - 1, Day::MAX.number() + 1, i32::MIN, i32::MAX] {
            assert_eq!(Day::from_number(number), None, "{number}");
        }
    }

    #[test]
    fn last_days() {
        for (awarded, after, at, want) in [
            ("2020-07-06", "12m", ExpireAt::MonthEnd, Some("2021-07-31")),
            ("2026-01-31", "1m", ExpireAt::Day, Some("2026-02-28")),
            ("2024-01-31", "1m", ExpireAt::Day, Some("2024-02-29")),
            ("2024-02-29", "1y", ExpireAt::Day, Some("2025-02-28")),
            ("2026-01-01", "365d", ExpireAt::Day, Some("2027-01-01")),
            ("2026-01-01", "never", ExpireAt::MonthEnd, None),
        ] {
            assert_eq!(
                last_day(day(awarded), ExpireAfter::parse(after).unwrap(), at),
                want.map(day),
                "{awarded} {after}"
            );
        }
    }

    #[test]
    fn periods_read_and_print() {
        for (text, want) in [
            ("90d", Some("90d")),
            ("12m", Some("12m")),
            ("18m", Some("18m")),
            ("2y", Some("2y")),
            ("0d", None),
            ("-1m", None),
            ("m", None),
            ("", None),
            ("5", None),
            ("+5d", None),
            ("101y", None),
        ] {
            assert_eq!(ExpireAfter::parse(text).map(|period| period.to_string()).as_deref(), want, "{text}");
        }
    }

    #[test]
    fn times_read_and_print() {
        for (text, want) in [
            ("9:05", Some("09:05")),
            ("23:59:59", Some("23:59:59")),
            ("24:00", None),
            ("12", None),
            ("12:5:6:7", None),
            ("a:b", None),
        ] {
            assert_eq!(TimeOfDay::parse(text).map(|time| time.to_string()).as_deref(), want, "{text}");
        }
    }
}
