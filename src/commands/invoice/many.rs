//! Many invoices at once: NDJSON in, a result a line out, one transaction.

use std::io::{self, BufRead, BufReader, Read};

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::{Value, json};

use crate::commands::desk::{Desk, Exit};
use crate::commands::input::{is_about_the_line, is_many};
use crate::failure::{Failure, Kind, Outcome};
use crate::ops::record::Request;
use crate::ops::{record, view};
use crate::output::{Column, Lines, Page, Report, Table};
use crate::report::Status;
use crate::report::invoice::InvoiceReport;
use crate::store::{Action, Tx};

use super::input;
use super::record::{defaults_hold, read_input};

/// An input of so many bytes, some 2,000 lines, is written without the row-by-row guards, which are made again at the end.
const LARGE: u64 = 256 << 10;

/// So many lines are tried together.
const BUNDLE: usize = 64;

/// What became of every line.
#[derive(Serialize, JsonSchema)]
pub struct ManyReport {
    dry_run: bool,
    results: Vec<LineResult>,
    recorded: u64,
    unchanged: u64,
    updated: u64,
    rejected: u64,
}

#[derive(Serialize, JsonSchema)]
#[serde(untagged)]
enum LineResult {
    Done(Box<DoneLine>),
    Rejected(RejectedLine),
}

/// A line that was done.
#[derive(Serialize, JsonSchema)]
pub struct DoneLine {
    line: u64,
    #[serde(flatten)]
    report: InvoiceReport,
}

/// A line that was not.
#[derive(Serialize, JsonSchema)]
pub struct RejectedLine {
    line: u64,
    status: &'static str,
    error: Value,
}

/// The last line.
#[derive(Serialize, JsonSchema)]
pub struct ManySummary {
    dry_run: bool,
    recorded: u64,
    unchanged: u64,
    updated: u64,
    rejected: u64,
}

impl Report for ManyReport {
    fn schema(&self) -> &str {
        "loyalty.invoices/1"
    }

    fn draw(&self, page: &mut Page) {
        for result in &self.results {
            if let LineResult::Rejected(rejected) = result {
                page.text(format!(
                    "line {}: {}",
                    rejected.line,
                    rejected.error["message"].as_str().unwrap_or_default()
                ));
            }
        }
        if self.dry_run {
            page.title("not written");
        }
        page.field("recorded", self.recorded);
        page.field("unchanged", self.unchanged);
        page.field("updated", self.updated);
        page.field("rejected", self.rejected);
    }

    fn bare(&self) -> Option<String> {
        Some(self.recorded.to_string())
    }

    fn ndjson(&self, lines: &mut Lines<'_>) -> io::Result<()> {
        for result in &self.results {
            lines.typed("result", result)?;
        }
        let ManyReport { dry_run, recorded, unchanged, updated, rejected, .. } = *self;
        lines.typed("summary", &ManySummary { dry_run, recorded, unchanged, updated, rejected })
    }
}

/// What `--input` holds, whatever the answer is to look like.
pub(super) enum Held {
    /// One document, over however many lines.
    One(Vec<u8>),
    /// A document a line.
    Many(Box<dyn BufRead>),
}

/// Opens a file, or stdin, and reads as far as tells what it holds: no document is longer than that.
pub(super) fn held(input: &str) -> Outcome<Held> {
    let mut reader = BufReader::with_capacity(1 << 16, read_input(input)?);
    let mut beginning = Vec::new();
    reader.by_ref().take(input::MAX_LINE as u64 + 4).read_to_end(&mut beginning)?;
    Ok(match is_many(input::without_mark(&beginning)) {
        true => Held::Many(Box::new(io::Cursor::new(beginning).chain(reader))),
        false => Held::One(beginning),
    })
}

/// Records one document, answered as a line of many.
pub(super) fn record_one(text: &[u8], partial: bool, desk: &mut Desk) -> Outcome<Exit> {
    let mut whole = Some(text);
    let next = |line: &mut Vec<u8>| {
        line.clear();
        line.extend(whole.unwrap_or_default());
        Ok(whole.take().is_some())
    };
    record_each(next, false, partial, desk)
}

/// Records documents, one a line.
pub(super) fn record_lines(mut lines: impl BufRead, partial: bool, desk: &mut Desk) -> Outcome<Exit> {
    let mut beginning = Vec::new();
    let is_large = lines.by_ref().take(LARGE).read_to_end(&mut beginning)? as u64 == LARGE;
    let mut lines = beginning.chain(lines);
    record_each(|line| next_line(&mut lines, line), is_large, partial, desk)
}

fn record_each(
    mut next: impl FnMut(&mut Vec<u8>) -> Outcome<bool>,
    is_large: bool,
    partial: bool,
    desk: &mut Desk,
) -> Outcome<Exit> {
    let mut store = desk.open_to_write()?;
    let context = desk.context(store.shop())?;
    let mut report = ManyReport {
        dry_run: desk.is_dry_run(),
        results: Vec::new(),
        recorded: 0,
        unchanged: 0,
        updated: 0,
        rejected: 0,
    };
    let take_in = |tx: &Tx<'_>| {
        let (mut number, mut line, mut bundle) = (0, Vec::new(), Vec::with_capacity(BUNDLE));
        if is_large {
            tx.begin_bulk()?;
        }
        while next(&mut line)? {
            number += 1;
            let line = if number == 1 { input::without_mark(&line) } else { &line };
            if !input::is_blank(line) {
                bundle.push((number, input::parse(line, tx.shop())));
            }
            if bundle.len() == BUNDLE {
                report.take_bundle(tx, std::mem::take(&mut bundle))?;
            }
        }
        report.take_bundle(tx, bundle)?;
        if report.rejected > 0 && !partial {
            return Err(report.all_rejected());
        }
        tx.end_bulk()?;
        defaults_hold(tx)
    };
    let remark = match is_large {
        true => store.write_many(&context, Action("invoice record"), take_in),
        false => store.write(&context, Action("invoice record"), take_in),
    }?;
    if let Some(remark) = remark {
        desk.output.note(remark);
    }
    let rejected = report.rejected;
    let exit = desk.report(&report)?;
    Ok(if rejected > 0 && exit == Exit::DONE { Exit::PARTIAL } else { exit })
}

fn record_line(tx: &Tx<'_>, request: &Request, is_dry: bool) -> Outcome<InvoiceReport> {
    let recorded = record::record(tx, request)?;
    view::recorded(tx, &recorded, is_dry, tx.today())
}

/// Reads up to the next line break, and no more of a line than tells that it is too long.
fn next_line(lines: &mut impl BufRead, line: &mut Vec<u8>) -> Outcome<bool> {
    line.clear();
    let most = input::MAX_LINE as u64 + 2;
    if lines.by_ref().take(most).read_until(b'\n', line)? == 0 {
        return Ok(false);
    }
    if line.last() == Some(&b'\n') {
        line.pop();
    } else if line.len() as u64 == most {
        skip_line(lines)?;
    }
    Ok(true)
}

fn skip_line(lines: &mut impl BufRead) -> Outcome<()> {
    loop {
        let buffer = lines.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        match buffer.iter().position(|byte| *byte == b'\n') {
            Some(at) => {
                lines.consume(at + 1);
                return Ok(());
            }
            None => {
                let all = buffer.len();
                lines.consume(all);
            }
        }
    }
}

impl ManyReport {
    /// Records lines, each by itself. They are tried together first, as nearly all are good: to be able to take a line
    /// back takes as long as a fifth of recording it.
    fn take_bundle(&mut self, tx: &Tx<'_>, bundle: Vec<(u64, Outcome<Request>)>) -> Outcome<()> {
        let record = |request: &Request| record_line(tx, request, self.dry_run);
        let together = tx.part(|| {
            let good = bundle.iter().filter_map(|(_, request)| request.as_ref().ok());
            good.map(record).collect::<Outcome<Vec<_>>>()
        });
        let mut together = match together {
            Ok(reports) => Some(reports.into_iter()),
            Err(failure) if is_about_the_line(&failure) => None,
            Err(failure) => return Err(failure),
        };
        for (line, request) in bundle {
            let result = match (request, &mut together) {
                (Ok(_), Some(reports)) => Ok(reports.next().expect("each good line has its report")),
                (Ok(request), None) => tx.part(|| record_line(tx, &request, self.dry_run)),
                (Err(failure), _) => Err(failure),
            };
            self.take(line, result)?;
        }
        Ok(())
    }

    fn take(&mut self, line: u64, result: Outcome<InvoiceReport>) -> Outcome<()> {
        match result {
            Ok(report) => {
                match report.status {
                    status if status == Status::Unchanged.as_str() => self.unchanged += 1,
                    status if status == Status::Updated.as_str() => self.updated += 1,
                    _ => self.recorded += 1,
                }
                self.results.push(LineResult::Done(Box::new(DoneLine { line, report })));
            }
            Err(failure) if !is_about_the_line(&failure) => return Err(failure),
            Err(failure) => {
                self.rejected += 1;
                let error = json!({
                    "code": failure.kind().code(),
                    "message": failure.message(),
                    "hints": failure.hints(),
                });
                self.results.push(LineResult::Rejected(RejectedLine { line, status: "rejected", error }));
            }
        }
        Ok(())
    }

    /// One bad line rejects all; every bad line is told.
    fn all_rejected(&self) -> Failure {
        let mut table = Table::new([Column::number("line"), Column::text("what is wrong")]);
        let mut errors: Vec<Value> = Vec::new();
        for result in &self.results {
            let LineResult::Rejected(rejected) = result else { continue };
            let hint = rejected.error["hints"][0].as_str().map(|hint| format!("; {hint}"));
            let message = rejected.error["message"].as_str().unwrap_or_default();
            table.row([rejected.line.into(), format!("{message}{}", hint.unwrap_or_default()).into()]);
            let mut error = rejected.error.clone();
            error["line"] = json!(rejected.line);
            errors.push(error);
        }
        let message = match errors.len() {
            1 => "1 line is rejected, and nothing was written".to_owned(),
            several => format!("{several} lines are rejected, and nothing was written"),
        };
        Failure::new(Kind::InputRejected, message)
            .hint("mend the input and repeat the command, or record the good lines with `--partial`")
            .details(json!({ "errors": errors }))
            .table(table)
    }
}
