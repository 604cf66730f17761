//! What an answer must be able to do, and the one shape that all lists have.

use std::io;

use schemars::JsonSchema;
use serde::{Serialize, Serializer};
use serde_json::Value;

use super::csv::Sheet;
use super::json::write_line;
use super::{Cell, Column, Page, Table, shell_word};

/// An answer. Its `Serialize` is the JSON contract but for `schema`, which is put first; `draw` is the table for people.
pub trait Report: Serialize {
    /// The name and version of the JSON, such as `loyalty.balance/1`.
    fn schema(&self) -> &str;

    /// Draws the answer for people.
    fn draw(&self, page: &mut Page);

    /// What `--quiet` prints instead of the table, without a line break at its end; `None` is nothing.
    fn bare(&self) -> Option<String> {
        None
    }

    /// Whether it is a list, which may be longer than a screen.
    fn is_list(&self) -> bool {
        false
    }

    /// Writes the lines of `ndjson`; a document is one line.
    fn ndjson(&self, lines: &mut Lines<'_>) -> io::Result<()> {
        lines.line(&Document { schema: self.schema(), report: self })
    }

    /// Writes the CSV: a document is one row, its columns the JSON's keys with dots between levels.
    fn csv(&self, sheet: &mut Sheet<'_>) -> io::Result<()> {
        sheet.document(self)
    }
}

/// A report with its schema in front.
#[derive(Serialize)]
pub(super) struct Document<'a, R: ?Sized> {
    pub(super) schema: &'a str,
    #[serde(flatten)]
    pub(super) report: &'a R,
}

/// Where the lines of `ndjson` go.
pub struct Lines<'a> {
    pub(super) out: &'a mut dyn io::Write,
}

impl Lines<'_> {
    /// Writes a value on a line of its own.
    pub fn line(&mut self, value: &impl Serialize) -> io::Result<()> {
        write_line(self.out, value)
    }

    /// Writes the last line, with its schema in front.
    pub fn summary(&mut self, schema: &str, summary: &impl Serialize) -> io::Result<()> {
        self.typed("summary", &Document { schema, report: summary })
    }

    /// Writes an object on a line of its own, with its `type` in front.
    pub fn typed(&mut self, kind: &'static str, value: &impl Serialize) -> io::Result<()> {
        self.line(&Typed { kind, value })
    }

    /// As [`Lines::typed`], for what has a `type` of its own, which is its `kind` here: a key stands once.
    fn typed_besides(&mut self, kind: &'static str, value: &impl Serialize) -> io::Result<()> {
        let value = match serde_json::to_value(value)? {
            Value::Object(keys) => {
                let named = |(key, value)| (if key == "type" { "kind".to_owned() } else { key }, value);
                Value::Object(keys.into_iter().map(named).collect())
            }
            other => other,
        };
        self.typed(kind, &value)
    }
}

#[derive(Serialize)]
struct Typed<'a, T> {
    #[serde(rename = "type")]
    kind: &'static str,
    #[serde(flatten)]
    value: &'a T,
}

/// One item of a [`List`].
pub trait Row: Serialize {
    /// The columns of the CSV, in their order: the JSON's keys, with dots between levels. They are the same for an
    /// empty list and whatever is `null` in an item. A list within the item is one cell of JSON.
    const KEYS: &'static [&'static str];

    /// The columns of the table.
    fn columns() -> Vec<Column>;

    /// The row of the table, a cell for each column.
    fn cells(&self) -> Vec<Cell>;

    /// The line of `--quiet`.
    fn bare(&self) -> Option<String> {
        None
    }
}

/// What stands before the items of a [`List`] (whose history it is, say): keys between `schema` and `items`, and in the
/// summary of `ndjson`; the CSV has items only.
pub trait Head: Serialize {
    /// Draws it above the table.
    fn draw(&self, page: &mut Page);
}

/// Nothing before the items.
#[derive(Clone, Copy, Debug, Default, Serialize, JsonSchema)]
pub struct NoHead {}

impl Head for NoHead {
    fn draw(&self, _: &mut Page) {}
}

/// A list: `{"schema",…,"items":[…],"total":n,"returned":n,"next":…}`.
#[derive(Clone, Debug)]
pub struct List<T, H = NoHead> {
    schema: &'static str,
    head: H,
    items: Vec<T>,
    total: u64,
    next: Option<String>,
}

impl<T: Row> List<T> {
    /// A list that holds all there is.
    pub fn all(schema: &'static str, items: Vec<T>) -> List<T> {
        let total = items.len() as u64;
        List::page(schema, items, total, None)
    }

    /// A part of a list: `total` is the number in all, `next` what `--after` takes for the next part.
    pub fn page(schema: &'static str, items: Vec<T>, total: u64, next: Option<String>) -> List<T> {
        List { schema, head: NoHead {}, items, total, next }
    }

    /// The same list with something before its items.
    pub fn with_head<H: Head>(self, head: H) -> List<T, H> {
        List { schema: self.schema, head, items: self.items, total: self.total, next: self.next }
    }
}

impl<T, H> List<T, H> {
    /// The items.
    pub fn items(&self) -> &[T] {
        &self.items
    }
}

/// The last line of a list: how much there is.
#[derive(Serialize, JsonSchema)]
pub(super) struct Summary<'a, H> {
    #[serde(flatten)]
    head: &'a H,
    /// How many there are.
    total: u64,
    /// How many of them are here.
    returned: usize,
    /// What `--after` takes for the next part; `null` at the end.
    next: &'a Option<String>,
}

/// A list: what there is, or the part of it that was asked for.
#[derive(Serialize, JsonSchema)]
pub(super) struct Body<'a, T, H> {
    #[serde(flatten)]
    head: &'a H,
    /// What there is.
    items: &'a [T],
    /// How many there are.
    total: u64,
    /// How many of them are here.
    returned: usize,
    /// What `--after` takes for the next part; `null` at the end.
    next: &'a Option<String>,
}

impl<T: Row, H: Head> Serialize for List<T, H> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let List { head, items, total, next, .. } = self;
        Body { head, items, total: *total, returned: items.len(), next }.serialize(serializer)
    }
}

impl<T: Row, H: Head> Report for List<T, H> {
    fn schema(&self) -> &str {
        self.schema
    }

    fn draw(&self, page: &mut Page) {
        self.head.draw(page);
        if self.items.is_empty() {
            page.text("nothing to show");
            return;
        }
        let mut table = Table::new(T::columns());
        for item in &self.items {
            table.row(item.cells());
        }
        page.table(&table);
        if let Some(next) = &self.next {
            page.gap();
            page.text(format!("{} of {}; the next with `--after {}`", self.items.len(), self.total, shell_word(next)));
        }
    }

    fn is_list(&self) -> bool {
        true
    }

    fn bare(&self) -> Option<String> {
        let lines: Vec<String> = self.items.iter().filter_map(Row::bare).collect();
        (!lines.is_empty()).then(|| lines.join("\n"))
    }

    fn ndjson(&self, lines: &mut Lines<'_>) -> io::Result<()> {
        for item in &self.items {
            match T::KEYS.contains(&"type") {
                true => lines.typed_besides("item", item)?,
                false => lines.typed("item", item)?,
            }
        }
        let List { schema, head, items, total, next } = self;
        lines.summary(schema, &Summary { head, total: *total, returned: items.len(), next })
    }

    fn csv(&self, sheet: &mut Sheet<'_>) -> io::Result<()> {
        sheet.rows(T::KEYS, &self.items)
    }
}
