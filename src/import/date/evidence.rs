//! What the cells of a column say about the order of its dates, and what that decides.

use super::{DateFormat, Parts};
use crate::domain::Day;

/// What the cells of a column say about its order.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct DateEvidence {
    iso: u64,
    dmy: u64,
    mdy: u64,
    only_dmy: u64,
    only_mdy: u64,
    /// Cells that are two different days, and the first of them.
    differ: u64,
    shows: Option<(u64, String)>,
    /// The first cells that only read day first, or only month first.
    first_dmy: Option<(u64, String)>,
    first_mdy: Option<(u64, String)>,
    /// Whether every cell also reads with two digits for a year in front, and how far the days lie apart then.
    short: Option<Span>,
    as_dmy: Span,
    cells: u64,
}

/// As many days lie between two readings of a date of which the older one is not thought of.
const FAR_APART: i32 = 3653;

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
pub(in crate::import) enum DateDecision {
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
    pub(in crate::import) fn add(&mut self, text: &str, line: u64, today: Day) {
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
        } else if dmy.is_none() && mdy.is_none() {
            // No day in any order says nothing of the others.
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
                self.first_dmy.get_or_insert_with(|| (line, text.to_owned()));
                false
            }
            (None, Some(_)) => {
                self.only_mdy += 1;
                self.first_mdy.get_or_insert_with(|| (line, text.to_owned()));
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
    pub(in crate::import) fn is_open(&self) -> bool {
        self.short.is_some()
    }

    pub(in crate::import) fn decide(&self) -> DateDecision {
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
        // `24-01-03`: day first is plain only where the days lie clearly closer together then, or are one day that with
        // the year in front would be long before it.
        let year_first = self.short.is_some_and(|short| {
            let (near, far) = (short.width(), self.as_dmy.width());
            near < far * 2 || (near == far && short.last() > self.as_dmy.last() - FAR_APART)
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

    pub(in crate::import) fn shown(&self) -> (u64, String) {
        self.shows.clone().unwrap_or_default()
    }

    /// The cells that show that the column is mixed: one that only reads day first, one that only reads month first.
    pub(in crate::import) fn contradiction(&self) -> ((u64, String), (u64, String)) {
        (self.first_dmy.clone().unwrap_or_default(), self.first_mdy.clone().unwrap_or_default())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
            (&["24-12-25"], Ambiguous(vec!["dmy", "ymd"])),
            (&["24-12-25", "24-12-25"], Ambiguous(vec!["dmy", "ymd"])),
            (&["23-12-31"], Ambiguous(vec!["dmy", "ymd"])),
            (&["24-12-25", "25-12-25"], Is(DateFormat::Dmy)),
            (&["24-01-02", "25-02-03"], Ambiguous(vec!["dmy", "ymd"])),
            (&["13-01-24", "24-02-25"], Is(DateFormat::Dmy)),
            (&["24-01-13", "24-01-14"], Ambiguous(vec!["dmy", "ymd"])),
            (&["24-01-13"], Ambiguous(vec!["dmy", "ymd"])),
            (&["24-01-02", "24-13-02"], Ambiguous(vec!["dmy", "ymd"])),
            (&["24-45-02", "24-01-02"], Ambiguous(vec!["dmy", "ymd"])),
            (&["13-01-24", "14-13-24"], Is(DateFormat::Dmy)),
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
