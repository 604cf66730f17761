//! Tables, JSON and CSV: the only place that writes to stdout and stderr.
//!
//! A command makes a [`Report`] and gives it to [`Output::report`]; what it looks like is decided here. Texts are made
//! safe on their way out, so whoever makes a report passes them as they are.

mod csv;
mod error;
mod facts;
mod json;
mod number;
mod page;
mod pager;
mod picture;
mod progress;
mod report;
mod safe;
pub mod schema;
mod shell;
mod table;
#[cfg(test)]
mod tests;
mod wrap;

use std::io::{self, BufRead, BufWriter, Write};

pub use self::csv::Sheet;
pub use error::{ErrorReport, Told};
pub use facts::{ColorChoice, Facts};
pub use number::Number;
pub use page::Page;
pub use pager::Pager;
pub use progress::Progress;
pub use report::{Head, Lines, List, NoHead, Report, Row};
pub use safe::{is_safe, safe};
pub use shell::shell_word;
pub use table::{Cell, Column, Table};

use page::{ADVICE, WARNING, paint};
use report::Document;

/// How results are printed: `--format`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// For people.
    #[default]
    Table,
    /// One JSON document.
    Json,
    /// A JSON document a line.
    Ndjson,
    /// RFC 4180 with a header.
    Csv,
}

impl Format {
    /// Whether programs read it as JSON, errors included.
    pub const fn is_json(self) -> bool {
        matches!(self, Format::Json | Format::Ndjson)
    }
}

/// Where answers, notes and errors go.
pub struct Output {
    format: Format,
    quiet: bool,
    facts: Facts,
    /// What shows long lists; `None` where nothing does.
    pager: Option<Pager>,
    stdout: Box<dyn Write>,
    stderr: Box<dyn Write>,
    /// Notes that wait for the answer: an error in JSON is the only thing on stderr.
    held: Vec<String>,
    /// Whether the answer was given: from then on notes wait for nothing.
    answered: bool,
}

impl Output {
    /// Writes to the process's stdout and stderr.
    pub fn new(format: Format, quiet: bool, facts: Facts) -> Output {
        Output::to(Box::new(io::stdout()), Box::new(io::stderr()), format, quiet, facts)
    }

    /// Writes elsewhere.
    pub fn to(stdout: Box<dyn Write>, stderr: Box<dyn Write>, format: Format, quiet: bool, facts: Facts) -> Output {
        Output { format, quiet, facts, pager: None, stdout, stderr, held: Vec::new(), answered: false }
    }

    /// The same with something that shows lists longer than the screen.
    pub fn with_pager(self, pager: Option<Pager>) -> Output {
        Output { pager, ..self }
    }

    /// The format that was asked for.
    pub const fn format(&self) -> Format {
        self.format
    }

    /// What is known about the place.
    pub const fn facts(&self) -> &Facts {
        &self.facts
    }

    /// Prints the answer. A reader who went away is an error that [`is_closed_pipe`] knows.
    pub fn report<R: Report>(&mut self, report: &R) -> io::Result<()> {
        match self.paged(report) {
            Ok(false) => self.print(report, self.format),
            paged => paged.map(drop),
        }
    }

    /// Prints an answer that is a document of its own: JSON in all formats, on one line in `ndjson`.
    pub fn document<R: Report>(&mut self, report: &R) -> io::Result<()> {
        self.print(report, if self.format == Format::Ndjson { Format::Ndjson } else { Format::Json })
    }

    fn print<R: Report>(&mut self, report: &R, format: Format) -> io::Result<()> {
        let mut out = BufWriter::new(&mut self.stdout);
        let printed = print(&mut out, report, format, self.quiet, self.facts).and_then(|()| out.flush());
        // What could not be written is thrown away, or it would be tried again.
        drop(out.into_parts());
        self.answered = true;
        for note in std::mem::take(&mut self.held) {
            self.tell(&note);
        }
        printed
    }

    /// Shows a list that is longer than the screen in a pager; tells whether it did.
    fn paged<R: Report>(&self, report: &R) -> io::Result<bool> {
        let (Some(pager), Some(height)) = (&self.pager, self.facts.height) else { return Ok(false) };
        if !report.is_list() || self.format != Format::Table || self.quiet {
            return Ok(false);
        }
        let mut page = Page::new(self.facts);
        report.draw(&mut page);
        let text = page.finish();
        // A line is left for the prompt.
        if text.lines().count() < usize::from(height) {
            return Ok(false);
        }
        pager.show(text.as_bytes())
    }

    /// Prints bytes as they are: completions, man pages, a schema.
    pub fn raw(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.stdout.write_all(bytes)?;
        self.stdout.flush()
    }

    /// Says what the user should know, on stderr; not with `--quiet`.
    pub fn note(&mut self, text: impl AsRef<str>) {
        self.remark("note:", anstyle::Style::new().bold(), text.as_ref());
    }

    /// Says what may be wrong, on stderr, also with `--quiet`.
    pub fn warning(&mut self, text: impl AsRef<str>) {
        let quiet = std::mem::replace(&mut self.quiet, false);
        self.remark("warning:", WARNING, text.as_ref());
        self.quiet = quiet;
    }

    /// Says what to do next, on stderr; not with `--quiet`.
    pub fn hint(&mut self, text: impl AsRef<str>) {
        self.remark("hint:", ADVICE, text.as_ref());
    }

    /// Tells a failure on stderr. With JSON it is the only thing there: notes that waited are dropped.
    pub fn error(&mut self, error: &ErrorReport) {
        self.held.clear();
        // Whoever closed stderr does not want to know; the exit code still tells.
        let _ = self.stderr.write_all(&Output::told(error, self.format, &self.facts));
        let _ = self.stderr.flush();
    }

    /// A failure as it stands on stderr.
    pub fn told(error: &ErrorReport, format: Format, facts: &Facts) -> Vec<u8> {
        let mut told = Vec::new();
        match format.is_json() {
            true => json::write_line(&mut told, &Document { schema: "loyalty.error/1", report: &error.told() })
                .expect("memory takes all"),
            false => told.extend(error.draw(facts).into_bytes()),
        }
        told
    }

    /// Shows how far long work is, on stderr: a bar on a terminal, else a line every ten seconds; neither with
    /// `--quiet`, nor lines where programs read JSON.
    pub fn progress(&self, what: &str, total: Option<u64>) -> Progress {
        match () {
            () if self.quiet => Progress::off(),
            () if self.facts.stderr_terminal => Progress::bar(what, total, self.facts.utf8),
            () if self.format.is_json() => Progress::off(),
            () => Progress::lines(what, total),
        }
    }

    /// Whether something may be said on stderr while the work is still going on (what a command waits for, say).
    pub const fn may_tell_at_once(&self) -> bool {
        !self.quiet && (self.facts.stderr_terminal || !self.format.is_json())
    }

    /// Asks a question on stderr and reads the answer; whatever is not a yes is a no.
    pub fn confirm(&mut self, question: &str, answers: &mut dyn BufRead) -> io::Result<bool> {
        write!(self.stderr, "{} [y/N] ", safe(question))?;
        self.stderr.flush()?;
        let mut answer = String::new();
        answers.read_line(&mut answer)?;
        Ok(matches!(answer.trim().to_ascii_lowercase().as_str(), "y" | "yes"))
    }

    fn remark(&mut self, word: &str, style: anstyle::Style, text: &str) {
        if self.quiet {
            return;
        }
        let line = format!("{} {}\n", paint(style, word, self.facts.stderr_color), safe(text));
        if self.format.is_json() && !self.answered {
            self.held.push(line);
        } else {
            self.tell(&line);
        }
    }

    fn tell(&mut self, text: &str) {
        // Whoever closed stderr does not want to know.
        let _ = self.stderr.write_all(text.as_bytes());
    }
}

/// Says something on stderr in the middle of the work, from where there is no [`Output`]; whoever does has asked
/// [`Output::may_tell_at_once`] before.
pub fn tell_at_once(text: impl AsRef<str>) {
    // Whoever closed stderr does not want to know.
    let _ = writeln!(io::stderr(), "note: {}", safe(text.as_ref()));
}

/// Whether writing failed because the reader went away (`| head -1`), which is a quiet end and no failure.
pub fn is_closed_pipe(error: &io::Error) -> bool {
    error.kind() == io::ErrorKind::BrokenPipe
}

fn print<R: Report>(out: &mut dyn Write, report: &R, format: Format, quiet: bool, facts: Facts) -> io::Result<()> {
    match format {
        Format::Table if quiet => match report.bare() {
            Some(bare) => bare.lines().try_for_each(|line| writeln!(out, "{}", safe(line))),
            None => Ok(()),
        },
        Format::Table => {
            let mut page = Page::new(facts);
            report.draw(&mut page);
            out.write_all(page.finish().as_bytes())
        }
        Format::Json => json::write_document(out, &Document { schema: report.schema(), report }),
        Format::Ndjson => report.ndjson(&mut Lines { out }),
        Format::Csv => {
            let mut sheet = Sheet::new(out);
            report.csv(&mut sheet)?;
            sheet.flush()
        }
    }
}
