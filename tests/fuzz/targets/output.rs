//! Any text in any answer: nothing invisible reaches a terminal, JSON and CSV give the text back, and no cell of CSV
//! begins a formula.
#![no_main]

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use libfuzzer_sys::fuzz_target;
use loyalty::failure::{Failure, Kind};
use loyalty::output::{Cell, Column, Facts, Format, List, Output, Page, Report, Row, Table};
use serde::Serialize;
use serde_json::Value;

#[derive(Clone, Serialize)]
struct Item {
    name: String,
    note: Option<String>,
    points: i64,
}

impl Row for Item {
    const KEYS: &'static [&'static str] = &["name", "note", "points"];

    fn columns() -> Vec<Column> {
        vec![Column::text("name"), Column::fixed("note"), Column::number("points")]
    }

    fn cells(&self) -> Vec<Cell> {
        vec![(&self.name).into(), (&self.note).into(), self.points.into()]
    }

    fn bare(&self) -> Option<String> {
        Some(self.name.clone())
    }
}

#[derive(Serialize)]
struct Answer {
    item: Item,
    list: Vec<Item>,
}

impl Report for Answer {
    fn schema(&self) -> &str {
        "loyalty.fuzz/1"
    }

    fn draw(&self, page: &mut Page) {
        page.title(&self.item.name);
        page.field(&self.item.name, &self.item.name);
        page.field_if("note", self.item.note.as_ref());
        page.gap();
        let mut table = Table::new(Item::columns());
        for item in &self.list {
            table.row(item.cells());
        }
        page.table(&table);
        page.text(&self.item.name);
    }
}

#[derive(Clone, Default)]
struct Sink(Rc<RefCell<Vec<u8>>>);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sink {
    fn text(&self) -> String {
        String::from_utf8(self.0.borrow().clone()).expect("all that is printed is UTF-8")
    }
}

/// What is printed in a format, on stdout and stderr.
fn printed(format: Format, facts: Facts, print: impl FnOnce(&mut Output)) -> (String, String) {
    let (out, err) = (Sink::default(), Sink::default());
    let mut output = Output::to(Box::new(out.clone()), Box::new(err.clone()), format, false, facts);
    print(&mut output);
    drop(output);
    (out.text(), err.text())
}

/// What moves a cursor, turns the reading direction or is not seen. The two that hold emoji together may stay.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{ad}' | '\u{61c}' | '\u{200b}' | '\u{200c}' | '\u{200e}' | '\u{200f}' | '\u{2028}'
            | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

fn assert_harmless(text: &str) {
    let hidden = text.chars().find(|letter| *letter != '\n' && is_hidden(*letter));
    assert_eq!(hidden, None, "{text:?}");
}

/// Takes the colours of this program off.
fn without_colour(text: &str) -> String {
    ["[0m", "[1m", "[1m\u{1b}[31m", "[31m", "[33m", "[36m"]
        .iter()
        .fold(text.to_owned(), |text, code| text.replace(&format!("\u{1b}{code}"), ""))
}

fuzz_target!(|data: &[u8]| {
    let texts: Vec<String> =
        data.split(|byte| *byte == 0x1e).take(6).map(|text| String::from_utf8_lossy(text).into_owned()).collect();
    let item = |at: usize| Item {
        name: texts[at % texts.len()].clone(),
        note: texts.get(at + 1).cloned(),
        points: at as i64 * 999 - 1,
    };
    let items: Vec<Item> = (0..texts.len()).map(item).collect();
    let answer = Answer { item: item(0), list: items.clone() };
    let list = List::all("loyalty.fuzz/1", items.clone());
    let terminal = Facts { terminal: true, stderr_terminal: true, width: Some(40), ..Facts::PIPE };
    for facts in [Facts::PIPE, terminal, Facts { utf8: false, ..Facts::PIPE }] {
        for color in [false, true] {
            let facts = Facts { color, stderr_color: color, ..facts };
            let (out, err) = printed(Format::Table, facts, |output| {
                output.report(&answer).expect("memory takes all");
                output.report(&list).expect("memory takes all");
                texts.iter().for_each(|text| output.note(text));
                texts.iter().for_each(|text| output.warning(text));
                let failure = Failure::new(Kind::Usage, texts[0].as_str()).hint(texts[texts.len() - 1].as_str());
                output.error(&failure.into_report());
            });
            for text in [out, err] {
                assert_harmless(&if color { without_colour(&text) } else { text });
            }
        }
    }
    let json = |format| printed(format, Facts::PIPE, |output| output.report(&list).expect("memory takes all")).0;
    let document = json(Format::Json);
    assert_harmless(&document);
    let read: Value = serde_json::from_str(&document).expect("JSON");
    assert_eq!(read["items"], serde_json::to_value(&items).expect("JSON"));
    let lines = json(Format::Ndjson);
    assert_harmless(&lines);
    assert_eq!(lines.lines().count(), items.len() + 1);
    for (line, item) in lines.lines().zip(&items) {
        assert_eq!(serde_json::from_str::<Value>(line).expect("JSON")["name"], item.name.as_str());
    }
    let sheet = json(Format::Csv);
    let mut reader = csv::ReaderBuilder::new().from_reader(sheet.as_bytes());
    for (record, item) in reader.records().zip(&items) {
        let record = record.expect("a record");
        for (cell, text) in [(&record[0], item.name.as_str()), (&record[1], item.note.as_deref().unwrap_or(""))] {
            assert!(!cell.starts_with(['=', '+', '-', '@', '\t', '\r']), "{cell:?}");
            assert_eq!(cell.strip_prefix('\'').unwrap_or(cell), text, "{sheet:?}");
        }
    }
});
