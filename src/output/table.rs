//! Tables for people: a heading line, no boxes, numbers to the right, long texts wrapped and never cut.

use comfy_table::{CellAlignment, LineStyle, TableStyle};
use unicode_width::UnicodeWidthStr;

use super::wrap::{longest_part, longest_word, wrapped};
use super::{Facts, Number, picture, safe};

/// How a column behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shape {
    Text,
    Fixed,
    Number,
    Bar,
}

/// A column of a table: its heading and how it behaves.
#[derive(Clone, Debug)]
pub struct Column {
    heading: String,
    shape: Shape,
}

impl Column {
    /// Texts, to the left; wrapped where the terminal is too narrow.
    pub fn text(heading: impl Into<String>) -> Column {
        Column { heading: heading.into(), shape: Shape::Text }
    }

    /// Short texts that stay whole: dates, refs, states, pictures of cards.
    pub fn fixed(heading: impl Into<String>) -> Column {
        Column { heading: heading.into(), shape: Shape::Fixed }
    }

    /// Points, money and quantities, to the right; never wrapped.
    pub fn number(heading: impl Into<String>) -> Column {
        Column { heading: heading.into(), shape: Shape::Number }
    }

    /// Bars that picture a number of another column; drawn on a terminal only.
    pub fn bar() -> Column {
        Column { heading: String::new(), shape: Shape::Bar }
    }
}

/// What stands in one place of a table, or behind a label. Texts are made safe when they are drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// A text or a number, as it is to be read.
    Text(String),
    /// A card's progress in visits or pieces.
    Stamps {
        /// Counted so far.
        collected: i64,
        /// The length of the round.
        goal: i64,
    },
    /// A progress in money: both in minor units, with the text behind the bar (`60.00/100.00`).
    Measure {
        /// Reached so far.
        value: i64,
        /// What makes it full.
        max: i64,
        /// What is written behind the bar.
        shown: String,
    },
    /// A bar alone, for [`Column::bar`].
    Bar {
        /// The length of this bar.
        value: i64,
        /// The length of a full one.
        max: i64,
    },
}

impl Cell {
    /// Nothing.
    pub fn empty() -> Cell {
        Cell::Text(String::new())
    }

    /// How the cell looks: safe, without colour.
    pub(super) fn draw(&self, facts: &Facts) -> String {
        match self {
            Cell::Text(text) => safe(text).into_owned(),
            Cell::Stamps { collected, goal } => picture::stamps(*collected, *goal, facts),
            Cell::Measure { value, max, shown } => picture::measured(*value, *max, &safe(shown), facts),
            Cell::Bar { value, max } => picture::bar(*value, *max, 10, facts),
        }
    }
}

impl From<&str> for Cell {
    fn from(text: &str) -> Cell {
        Cell::Text(text.to_owned())
    }
}

impl From<String> for Cell {
    fn from(text: String) -> Cell {
        Cell::Text(text)
    }
}

impl From<&String> for Cell {
    fn from(text: &String) -> Cell {
        Cell::Text(text.clone())
    }
}

impl From<&Number> for Cell {
    fn from(number: &Number) -> Cell {
        Cell::Text(number.as_str().to_owned())
    }
}

macro_rules! from_whole_numbers {
    ($($number:ty),+) => {$(
        impl From<$number> for Cell {
            fn from(number: $number) -> Cell {
                Cell::Text(number.to_string())
            }
        }
    )+};
}

from_whole_numbers!(i32, i64, u32, u64, usize);

impl<T: Into<Cell>> From<Option<T>> for Cell {
    fn from(value: Option<T>) -> Cell {
        value.map_or_else(Cell::empty, Into::into)
    }
}

impl<'a, T> From<&'a Option<T>> for Cell
where
    &'a T: Into<Cell>,
{
    fn from(value: &'a Option<T>) -> Cell {
        value.as_ref().map_or_else(Cell::empty, Into::into)
    }
}

/// Rows under headings.
#[derive(Clone, Debug)]
pub struct Table {
    columns: Vec<Column>,
    rows: Vec<Vec<Cell>>,
}

impl Table {
    /// Begins a table of these columns.
    pub fn new(columns: impl IntoIterator<Item = Column>) -> Table {
        Table { columns: columns.into_iter().collect(), rows: Vec::new() }
    }

    /// Adds a row: a cell for each column, in their order.
    pub fn row(&mut self, cells: impl IntoIterator<Item = Cell>) -> &mut Table {
        let cells: Vec<Cell> = cells.into_iter().collect();
        debug_assert_eq!(cells.len(), self.columns.len(), "a cell for each column");
        self.rows.push(cells);
        self
    }

    /// Whether no row was added.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }

    /// The heading lines and the rows' lines, drawn for that place. Bars are the first to go where it is narrow: no text
    /// is wrapped for a picture.
    pub(super) fn draw(&self, facts: &Facts) -> Drawn {
        let with_bars = facts.terminal && self.columns.iter().any(|column| column.shape == Shape::Bar);
        if with_bars {
            let laid = Laid::out(self, facts, |_| true);
            if laid.fits(facts, |at| laid.widths[at]) {
                return laid.grid(facts);
            }
        }
        let laid = Laid::out(self, facts, |column| column.shape != Shape::Bar);
        if laid.fits(facts, |at| laid.least(at)) {
            return laid.grid(facts);
        }
        if let Some(turned) = self.turned(facts) {
            let turned = Laid::out(&turned, facts, |_| true);
            if turned.fits(facts, |at| turned.widths[at]) {
                return turned.grid(facts);
            }
        }
        Drawn { heading: Vec::new(), body: laid.records() }
    }

    /// The same with a row for each column, where rows of numbers have names.
    fn turned(&self, facts: &Facts) -> Option<Table> {
        let (names, numbers) = self.columns.split_first()?;
        if !names.heading.is_empty() || numbers.iter().any(|column| column.shape != Shape::Number) {
            return None;
        }
        let heads = self.rows.iter().map(|row| Column::number(row[0].draw(facts)));
        let mut turned = Table::new(std::iter::once(names.clone()).chain(heads));
        for (at, column) in (1..).zip(numbers) {
            let cells = self.rows.iter().map(|row| row[at].clone());
            turned.row(std::iter::once(column.heading.as_str().into()).chain(cells));
        }
        Some(turned)
    }
}

/// A table as lines.
pub(super) struct Drawn {
    pub(super) heading: Vec<String>,
    pub(super) body: Vec<String>,
}

/// Blanks between two columns.
const GAP: u16 = 2;
/// A text column is not made narrower than this, and a short text wider than this is wrapped like any text.
const LEAST_TEXT: usize = 12;
const MOST_FIXED: usize = 32;

/// The columns that are shown, their cells drawn, and how wide each would like to be.
struct Laid<'a> {
    columns: Vec<&'a Column>,
    rows: Vec<Vec<String>>,
    widths: Vec<usize>,
}

impl<'a> Laid<'a> {
    fn out(table: &'a Table, facts: &Facts, shown: impl Fn(&Column) -> bool) -> Laid<'a> {
        let columns: Vec<&Column> = table.columns.iter().filter(|column| shown(column)).collect();
        let draw = |row: &Vec<Cell>| {
            let cells = row.iter().zip(&table.columns).filter(|(_, column)| shown(column));
            cells.map(|(cell, _)| cell.draw(facts)).collect()
        };
        let rows: Vec<Vec<String>> = table.rows.iter().map(draw).collect();
        let mut widths: Vec<usize> = columns.iter().map(|column| column.heading.width()).collect();
        for row in &rows {
            for (width, cell) in widths.iter_mut().zip(row) {
                *width = cell.width().max(*width);
            }
        }
        Laid { columns, rows, widths }
    }

    fn wraps(&self, at: usize) -> bool {
        match self.columns[at].shape {
            Shape::Text => true,
            Shape::Fixed => self.widths[at] > MOST_FIXED,
            Shape::Number | Shape::Bar => false,
        }
    }

    /// How narrow a column can be made.
    fn least(&self, at: usize) -> usize {
        if self.wraps(at) { LEAST_TEXT.min(self.widths[at]) } else { self.widths[at] }
    }

    fn fits(&self, facts: &Facts, width: impl Fn(usize) -> usize) -> bool {
        let needed = (0..self.columns.len()).map(width).sum::<usize>() + self.gaps();
        facts.width.is_none_or(|width| needed <= usize::from(width))
    }

    /// How wide each column is made: words stay whole if they can, else their parts, and what is left goes where
    /// most is to be wrapped.
    fn shared(&self, width: usize) -> Vec<usize> {
        let width = width - self.gaps();
        let cells = |at: usize| {
            let cells = self.rows.iter().map(move |row| row[at].as_str());
            cells.chain([self.columns[at].heading.as_str()])
        };
        let floor = |longest: Option<fn(&str) -> usize>| -> Vec<usize> {
            let columns = (0..self.columns.len()).map(|at| match longest {
                Some(longest) if self.wraps(at) => cells(at).map(longest).max().unwrap_or(0).max(self.least(at)),
                _ => self.least(at),
            });
            columns.collect()
        };
        let floors = [Some(longest_word as fn(&str) -> usize), Some(longest_part), None].map(floor);
        let fits = |widths: &Vec<usize>| widths.iter().sum::<usize>() <= width;
        let [.., least] = &floors;
        let mut widths = floors.iter().find(|widths| fits(widths)).unwrap_or(least).clone();
        for _ in widths.iter().sum::<usize>()..width {
            let narrow = (0..widths.len()).filter(|at| widths[*at] < self.widths[*at]);
            let most_lines = narrow.max_by_key(|at| self.widths[*at] * 100 / widths[*at].max(1));
            let Some(at) = most_lines else { break };
            widths[at] += 1;
        }
        widths
    }

    fn gaps(&self) -> usize {
        self.columns.len().saturating_sub(1) * usize::from(GAP)
    }

    fn grid(&self, facts: &Facts) -> Drawn {
        let rule = if facts.utf8 { '─' } else { '-' };
        let widths = facts.width.map_or_else(|| self.widths.clone(), |width| self.shared(width.into()));
        let wrap = |(text, width): (&str, &usize)| wrapped(text, *width);
        let mut table = comfy_table::Table::new();
        table.load_style(TableStyle::new().header_separator(LineStyle::none().fill(rule)));
        table.set_header(self.columns.iter().map(|column| column.heading.as_str()).zip(&widths).map(wrap));
        table.add_rows(self.rows.iter().map(|row| row.iter().map(String::as_str).zip(&widths).map(wrap)));
        let last = self.columns.len().saturating_sub(1);
        for (at, column) in table.column_iter_mut().enumerate() {
            column.set_padding((0, if at == last { 0 } else { GAP }));
            if self.columns[at].shape == Shape::Number {
                column.set_cell_alignment(CellAlignment::Right);
            }
        }
        let mut lines = table.lines().map(|line| line.trim_end().to_owned());
        // The first line that is nothing but the rule ends the heading, which may be wrapped too.
        let mut heading = Vec::new();
        for line in lines.by_ref() {
            let is_rule = !line.is_empty() && line.chars().all(|letter| letter == rule);
            heading.push(line);
            if is_rule {
                break;
            }
        }
        Drawn { heading, body: lines.collect() }
    }

    /// Where even wrapped columns do not fit side by side, each row is a few lines `heading: cell`.
    fn records(&self) -> Vec<String> {
        let mut lines = Vec::new();
        for row in &self.rows {
            if !lines.is_empty() {
                lines.push(String::new());
            }
            let filled = self.columns.iter().zip(row).filter(|(_, cell)| !cell.is_empty());
            let pairs: Vec<(&str, &str)> =
                filled.map(|(column, cell)| (column.heading.as_str(), cell.as_str())).collect();
            lines.extend(labelled(&pairs));
        }
        lines
    }
}

/// Lines `label: value` with the values below each other.
pub(super) fn labelled(pairs: &[(&str, &str)]) -> Vec<String> {
    let width = pairs.iter().map(|(label, _)| label.width()).max().unwrap_or(0);
    pairs
        .iter()
        .map(|(label, value)| {
            let colon = if label.is_empty() { ' ' } else { ':' };
            format!("{label}{colon}{:blanks$} {value}", "", blanks = width - label.width()).trim_end().to_owned()
        })
        .collect()
}
