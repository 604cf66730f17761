//! Times of day as tills and spreadsheets write them.

use crate::domain::TimeOfDay;

/// Reads a time of day: `8:27`, `08:27:00.5`, `8.27 pm`, with or without a zone behind it, which is left out.
pub(in crate::import) fn read_time(text: &str) -> Option<TimeOfDay> {
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

#[cfg(test)]
mod tests {
    use super::*;

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
}
