//! The rejected rows as they were, with their lines and what is wrong with them: mended, the file completes the import.

use std::collections::BTreeMap;
use std::io::{self, Write};

use encoding_rs::Encoding;
use rustc_hash::FxHashMap;

use super::customers::CustomersRead;
use super::dialect::Dialect;
use super::error::ImportError;
use super::headers::REPORT_COLUMNS;
use super::opening::{is_left_out, read_error, reopen};
use super::options::Options;
use super::plan::Plan;
use super::records::Record;
use super::row::RowReader;
use super::source::Source;
use super::survey::{FileSurvey, Survey};

/// A file that is read once more for its rejected rows.
struct Again<'a> {
    source: &'a Source,
    dialect: &'a Dialect,
    plan: &'a Plan,
    encoding: &'static Encoding,
    mark: usize,
    options: &'a Options,
}

impl Again<'_> {
    /// Writes the rows that have a reason as CSV that is read with the same flags, and says how many there were.
    ///
    /// The two columns stand in front, so that a row that is too short stays as short as it was; without a header they
    /// stand behind.
    fn write(
        &self,
        mut reason_of: impl FnMut(&Record<'_>) -> Option<String>,
        out: &mut dyn Write,
    ) -> Result<u64, ImportError> {
        let (source, dialect) = (self.source, self.dialect);
        let failed = |error: io::Error| ImportError::Io { file: source.name().to_owned(), error };
        let delimiter = char::from(dialect.delimiter);
        let mut records = reopen(source, dialect, self.encoding, self.mark);
        let mut written = 0;
        while let Some(record) = records.next().map_err(|error| read_error(source, error))? {
            if record.line == dialect.header_line {
                // `--header-line` counts on as many lines in front.
                let before = self.options.header_line.map_or(0, |line| line.saturating_sub(1));
                (0..before).try_for_each(|_| writeln!(out)).map_err(failed)?;
                let [line, reason] = REPORT_COLUMNS;
                writeln!(out, "{line}{delimiter}{reason}{delimiter}{}", record.text).map_err(failed)?;
            }
            if record.line <= dialect.header_line || is_left_out(&record, dialect, self.plan) {
                continue;
            }
            let Some(reason) = reason_of(&record) else { continue };
            let (line, reason) = (record.line, reason.replace('"', "\"\""));
            let row = match dialect.header_line {
                0 => writeln!(out, "{}{delimiter}{line}{delimiter}\"{reason}\"", record.text),
                _ => writeln!(out, "{line}{delimiter}\"{reason}\"{delimiter}{}", record.text),
            };
            row.map_err(failed)?;
            written += 1;
        }
        Ok(written)
    }
}

impl Survey<'_> {
    /// Writes the rejected rows of a file as they were, and says how many there were. `reason_of` tells of invoices (by
    /// their place in the file) that were rejected after this reading.
    pub fn write_rejected(
        &self,
        file: usize,
        reason_of: &dyn Fn(u32) -> Option<String>,
        out: &mut dyn Write,
    ) -> Result<u64, ImportError> {
        let FileSurvey { plan, dialect, index, encoding, mark, .. } = &self.files[file];
        let (source, options) = (&self.sources[file], self.options);
        let again = Again { source, dialect, plan, encoding, mark: *mark, options };
        let reasons = Reasons::new(self, file);
        let reader = RowReader::new(plan, options);
        let reason = |record: &Record<'_>| {
            let invoice = reader.number(record).ok().and_then(|number| index.numbers.find(&number));
            match invoice {
                Some(invoice) if index.is_rejected(invoice) => {
                    Some(reasons.of(record.line, Some(index.number(invoice))))
                }
                Some(invoice) => reason_of(invoice),
                None => Some(reasons.of(record.line, None)),
            }
        };
        again.write(reason, out)
    }
}

impl CustomersRead {
    /// As [`Survey::write_rejected`]; `reasons` are those that were found after the reading, by line.
    pub fn write_rejected(
        &self,
        source: &Source,
        options: &Options,
        reasons: &BTreeMap<u64, String>,
        out: &mut dyn Write,
    ) -> Result<u64, ImportError> {
        let (dialect, plan) = (&self.dialect, &self.plan);
        let again = Again { source, dialect, plan, encoding: self.encoding, mark: self.mark, options };
        let reason = |record: &Record<'_>| {
            let line = record.line;
            // A row of customers has one error at most, and they are kept in the order of the file.
            let own = self.errors.kept.binary_search_by_key(&line, |error| error.line).ok();
            let own = own.map(|at| &self.errors.kept[at].message).or_else(|| reasons.get(&line)).cloned();
            let is_rejected = || self.rejected.binary_search(&line).is_ok();
            own.or_else(|| is_rejected().then(|| "the row has an error past the first ones".to_owned()))
        };
        again.write(reason, out)
    }
}

/// What is said of a rejected row: its own error, else one of its invoice's.
struct Reasons<'a> {
    by_line: FxHashMap<u64, &'a str>,
    by_invoice: FxHashMap<&'a str, (u64, &'a str)>,
}

impl<'a> Reasons<'a> {
    fn new(survey: &'a Survey<'_>, file: usize) -> Reasons<'a> {
        let mut reasons = Reasons { by_line: FxHashMap::default(), by_invoice: FxHashMap::default() };
        for error in survey.errors.kept.iter().filter(|error| error.file == file) {
            reasons.by_line.entry(error.line).or_insert(&error.message);
            if let Some(invoice) = &error.invoice {
                reasons.by_invoice.entry(invoice).or_insert((error.line, &error.message));
            }
        }
        reasons
    }

    fn of(&self, line: u64, invoice: Option<&str>) -> String {
        let of_invoice = invoice.and_then(|invoice| self.by_invoice.get(invoice));
        match (self.by_line.get(&line), of_invoice) {
            (Some(own), _) => (*own).to_owned(),
            (None, Some((other, message))) => format!("line {other}: {message}"),
            (None, None) => "the row or its invoice has an error past the first ones".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Options, Source, survey};
    use crate::domain::person::Country;
    use crate::domain::{Currency, Day};

    fn rejected(text: &'static str, options: &Options) -> String {
        let sources = [Source::from_reader("-".to_owned(), Box::new(text.as_bytes())).unwrap()];
        let survey = survey(&sources, options, &mut |_| {}).unwrap();
        let mut out = Vec::new();
        let written = survey.write_rejected(0, &|_| None, &mut out).unwrap();
        assert_eq!(written, survey.rows.rejected);
        String::from_utf8(out).unwrap()
    }

    #[test]
    fn rejected_rows_stay_as_they_were() {
        let options = Options::new(Day::parse("2026-11-21").unwrap(), Currency::EUR, Country::NL);
        let text = "x\ninvoice;date;item;amount\nF1;2024-01-03;\"a;\"\"b\";1,00\nF1;2024-01-03;c;\nF2;2024-01-03;d;1,00\nF3;2024-01-03\n;2024-01-03;e;1,00\n";
        let want = "_line;_reason;invoice;date;item;amount\n\
3;\"line 4: neither `amount` nor `unit_price` is given\";F1;2024-01-03;\"a;\"\"b\";1,00\n\
4;\"neither `amount` nor `unit_price` is given\";F1;2024-01-03;c;\n\
6;\"the row has 2 cells where the header has 4\";F3;2024-01-03\n\
7;\"the invoice's number is empty\";;2024-01-03;e;1,00\n";
        assert_eq!(rejected(text, &options), want);
        // What was rejected is rejected again, until it is mended.
        let again = rejected(Box::leak(want.to_owned().into_boxed_str()), &options);
        assert_eq!(again.lines().count(), want.lines().count());
    }
}
