//! The rejected rows as they were, with their lines and what is wrong with them: mended, the file completes the import.

use std::collections::BTreeMap;
use std::io::{self, Write};

use rustc_hash::FxHashMap;

use super::customers::CustomersRead;
use super::encoding::Feed;
use super::error::ImportError;
use super::headers::REPORT_COLUMNS;
use super::opening::{is_left_out, read_error};
use super::options::Options;
use super::records::Records;
use super::row::RowReader;
use super::source::Source;
use super::survey::Survey;

impl Survey<'_> {
    /// Writes the rejected rows of a file as CSV that is read with the same flags, and says how many there were.
    ///
    /// `reason_of` tells of invoices (by their place in the file) that were rejected after this reading. The two columns
    /// stand in front, so that a row that is too short stays as short as it was; without a header they stand behind.
    pub fn write_rejected(
        &self,
        file: usize,
        reason_of: &dyn Fn(u32) -> Option<String>,
        out: &mut dyn Write,
    ) -> Result<u64, ImportError> {
        let (source, survey) = (&self.sources[file], &self.files[file]);
        let failed = |error: io::Error| ImportError::Io { file: source.name().to_owned(), error };
        let delimiter = char::from(survey.dialect.delimiter);
        let reasons = Reasons::new(self, file);
        let reader = RowReader::new(&survey.plan, self.options);
        let mut records = Records::new(Feed::new(source.reader(), survey.encoding, survey.mark));
        records.set_delimiter(survey.dialect.delimiter);
        let mut written = 0;
        while let Some(record) = records.next().map_err(|error| read_error(source, error))? {
            if record.line == survey.dialect.header_line {
                // `--header-line` counts on as many lines in front.
                let before = self.options.header_line.map_or(0, |line| line.saturating_sub(1));
                (0..before).try_for_each(|_| writeln!(out)).map_err(failed)?;
                let [line, reason] = REPORT_COLUMNS;
                writeln!(out, "{line}{delimiter}{reason}{delimiter}{}", record.text).map_err(failed)?;
            }
            if record.line <= survey.dialect.header_line || is_left_out(&record, &survey.dialect, &survey.plan) {
                continue;
            }
            let invoice = reader.number(&record).ok().and_then(|number| survey.index.numbers.find(&number));
            let reason = match invoice {
                Some(invoice) if survey.index.is_rejected(invoice) => {
                    Some(reasons.of(record.line, Some(survey.index.number(invoice))))
                }
                Some(invoice) => reason_of(invoice),
                None => Some(reasons.of(record.line, None)),
            };
            if let Some(reason) = reason {
                let (line, reason) = (record.line, reason.replace('"', "\"\""));
                let row = match survey.dialect.header_line {
                    0 => writeln!(out, "{}{delimiter}{line}{delimiter}\"{reason}\"", record.text),
                    _ => writeln!(out, "{line}{delimiter}\"{reason}\"{delimiter}{}", record.text),
                };
                row.map_err(failed)?;
                written += 1;
            }
        }
        Ok(written)
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
        let failed = |error: io::Error| ImportError::Io { file: source.name().to_owned(), error };
        let delimiter = char::from(self.dialect.delimiter);
        let mut records = Records::new(Feed::new(source.reader(), self.encoding, self.mark));
        records.set_delimiter(self.dialect.delimiter);
        let mut written = 0;
        while let Some(record) = records.next().map_err(|error| read_error(source, error))? {
            if record.line == self.dialect.header_line {
                let before = options.header_line.map_or(0, |line| line.saturating_sub(1));
                (0..before).try_for_each(|_| writeln!(out)).map_err(failed)?;
                let [line, reason] = REPORT_COLUMNS;
                writeln!(out, "{line}{delimiter}{reason}{delimiter}{}", record.text).map_err(failed)?;
            }
            let own = self.errors.kept.iter().find(|error| error.line == record.line).map(|error| &error.message);
            let reason = match (own.or(reasons.get(&record.line)), self.rejected.binary_search(&record.line)) {
                (Some(reason), _) => reason.replace('"', "\"\""),
                (None, Ok(_)) => "the row has an error past the first ones".to_owned(),
                (None, Err(_)) => continue,
            };
            let line = record.line;
            let row = match self.dialect.header_line {
                0 => writeln!(out, "{}{delimiter}{line}{delimiter}\"{reason}\"", record.text),
                _ => writeln!(out, "{line}{delimiter}\"{reason}\"{delimiter}{}", record.text),
            };
            row.map_err(failed)?;
            written += 1;
        }
        Ok(written)
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
