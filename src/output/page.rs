//! The page a report is drawn on for people.

use anstyle::{AnsiColor, Style};

use super::table::labelled;
use super::{Cell, Facts, Table, safe};

const TITLE: Style = Style::new().bold();
pub(super) const FAULT: Style = AnsiColor::Red.on_default().bold();
pub(super) const WARNING: Style = AnsiColor::Yellow.on_default().bold();
pub(super) const ADVICE: Style = AnsiColor::Cyan.on_default().bold();

pub(super) fn paint(style: Style, text: &str, color: bool) -> String {
    if color { format!("{style}{text}{style:#}") } else { text.to_owned() }
}

/// Collects what a report shows: titles, labelled fields, sentences and tables. Every text is made safe here.
pub struct Page {
    facts: Facts,
    lines: Vec<String>,
    fields: Vec<(String, String)>,
}

impl Page {
    pub(super) fn new(facts: Facts) -> Page {
        Page { facts, lines: Vec::new(), fields: Vec::new() }
    }

    /// A heading, in bold where there is colour.
    pub fn title(&mut self, text: impl AsRef<str>) {
        self.end_fields();
        self.lines.push(paint(TITLE, &safe(text.as_ref()), self.facts.color));
    }

    /// A sentence on a line of its own.
    pub fn text(&mut self, text: impl AsRef<str>) {
        self.end_fields();
        self.lines.push(safe(text.as_ref()).into_owned());
    }

    /// A value behind its label; fields that follow each other are aligned.
    pub fn field(&mut self, label: impl AsRef<str>, value: impl Into<Cell>) {
        self.fields.push((safe(label.as_ref()).into_owned(), value.into().draw(&self.facts)));
    }

    /// A value behind its label, left out when there is none.
    pub fn field_if<T: Into<Cell>>(&mut self, label: impl AsRef<str>, value: Option<T>) {
        if let Some(value) = value {
            self.field(label, value);
        }
    }

    /// A table, its headings in bold where there is colour.
    pub fn table(&mut self, table: &Table) {
        self.end_fields();
        let drawn = table.draw(&self.facts);
        self.lines.extend(drawn.heading.iter().map(|line| paint(TITLE, line, self.facts.color)));
        self.lines.extend(drawn.body);
    }

    /// An empty line, unless the page is empty.
    pub fn gap(&mut self) {
        self.end_fields();
        if !self.lines.is_empty() {
            self.lines.push(String::new());
        }
    }

    fn end_fields(&mut self) {
        let fields = std::mem::take(&mut self.fields);
        let pairs: Vec<(&str, &str)> = fields.iter().map(|(label, value)| (label.as_str(), value.as_str())).collect();
        self.lines.extend(labelled(&pairs));
    }

    pub(super) fn finish(mut self) -> String {
        self.end_fields();
        self.lines.iter().flat_map(|line| [line.as_str(), "\n"]).collect()
    }
}
