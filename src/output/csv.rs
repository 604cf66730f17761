//! CSV (RFC 4180) that a spreadsheet opens without running anything.

mod flatten;

use std::io;

use ::csv::{Terminator, Writer, WriterBuilder};
use serde::Serialize;

use flatten::Cells;

/// Where the rows of the CSV go.
pub struct Sheet<'a> {
    writer: Writer<&'a mut dyn io::Write>,
}

impl<'a> Sheet<'a> {
    pub(super) fn new(out: &'a mut dyn io::Write) -> Sheet<'a> {
        Sheet { writer: WriterBuilder::new().terminator(Terminator::CRLF).from_writer(out) }
    }

    /// Writes a header and one row: every value of the document under its path.
    pub fn document<T: Serialize + ?Sized>(&mut self, document: &T) -> io::Result<()> {
        let mut cells = Cells::as_found();
        document.serialize(&mut cells).map_err(io::Error::other)?;
        self.record(cells.keys())?;
        self.record(cells.values())
    }

    /// Writes a header of these keys and a row for each item, also the header alone.
    pub fn rows<T: Serialize>(&mut self, keys: &[&str], items: &[T]) -> io::Result<()> {
        let mut cells = Cells::under(keys);
        self.record(cells.keys())?;
        for item in items {
            cells.clear();
            item.serialize(&mut cells).map_err(io::Error::other)?;
            self.record(cells.values())?;
        }
        Ok(())
    }

    pub(super) fn flush(mut self) -> io::Result<()> {
        self.writer.flush()
    }

    fn record(&mut self, cells: &[String]) -> io::Result<()> {
        self.writer.write_record(cells).map_err(|error| match error.into_kind() {
            // Unwrapped, so that a closed pipe is still known as one.
            ::csv::ErrorKind::Io(error) => error,
            other => io::Error::other(format!("{other:?}")),
        })
    }
}

/// The text as a cell: a leading `'` before what a spreadsheet could take for a formula, and before a `'` itself, so
/// that taking exactly one away gives the text back. Numbers are no texts and stay as they are.
///
/// What a terminal would obey is spelt out: none of our texts holds it, only what another program may have written.
/// Other characters that are not seen stay, for what is written is to be read again as it was.
fn guard(text: &str) -> String {
    let risky = text.starts_with(['=', '+', '-', '@', '\t', '\r', '\'']);
    let mut cell = String::with_capacity(text.len() + usize::from(risky));
    cell.extend(risky.then_some('\''));
    for letter in text.chars() {
        match letter {
            '\t' | '\r' | '\n' => cell.push(letter),
            obeyed if obeyed.is_control() => cell.extend(obeyed.escape_unicode()),
            other => cell.push(other),
        }
    }
    cell
}

#[cfg(test)]
mod tests {
    use super::super::Number;
    use super::*;
    use serde_json::Value;

    #[test]
    fn texts_that_look_like_formulas_are_guarded() {
        for (text, want) in [
            ("Anna", "Anna"),
            ("", ""),
            ("=1+1", "'=1+1"),
            ("+31612345678", "'+31612345678"),
            ("-x", "'-x"),
            ("-5", "'-5"),
            ("@sum", "'@sum"),
            ("\tx", "'\tx"),
            ("\rx", "'\rx"),
            ("'s-Hertogenbosch", "''s-Hertogenbosch"),
            ("a=b", "a=b"),
            (" =1", " =1"),
            ("\u{1b}[2Jx\u{9b}", "\\u{1b}[2Jx\\u{9b}"),
            ("a\u{200d}b\n", "a\u{200d}b\n"),
        ] {
            assert_eq!(guard(text), want, "{text:?}");
        }
    }

    #[derive(Serialize)]
    struct Line {
        name: &'static str,
        amount: Number,
        change: i64,
        customer: Option<Person>,
        rewards: Vec<&'static str>,
    }

    #[derive(Serialize)]
    struct Person {
        r#ref: &'static str,
        email: Option<&'static str>,
    }

    fn written(write: impl FnOnce(&mut Sheet<'_>) -> io::Result<()>) -> String {
        let mut bytes = Vec::new();
        let mut sheet = Sheet::new(&mut bytes);
        write(&mut sheet).unwrap();
        sheet.flush().unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn rows_stand_under_their_keys_whatever_is_null() {
        let lines = [
            Line {
                name: "-x, \"y\"",
                amount: Number::new("-21.50"),
                change: -3,
                customer: Some(Person { r#ref: "00412", email: None }),
                rewards: vec!["a", "b\u{7f}"],
            },
            Line { name: "=z\nq", amount: Number::new("5.00"), change: 0, customer: None, rewards: vec![] },
        ];
        let keys = ["name", "amount", "change", "customer.ref", "customer.email", "rewards"];
        assert_eq!(
            written(|sheet| sheet.rows(&keys, &lines)),
            "name,amount,change,customer.ref,customer.email,rewards\r\n\
             \"'-x, \"\"y\"\"\",-21.50,-3,00412,,\"[\"\"a\"\",\"\"b\\u007f\"\"]\"\r\n\
             \"'=z\nq\",5.00,0,,,[]\r\n"
        );
        assert_eq!(
            written(|sheet| sheet.rows::<Line>(&keys, &[])),
            "name,amount,change,customer.ref,customer.email,rewards\r\n"
        );
    }

    #[test]
    fn a_document_is_a_row() {
        let document: Value = serde_json::from_str(
            r#"{"points":24,"customer":{"ref":"K1","phone":"+31"},"card":null,"open":true,"next":{"missing":2}}"#,
        )
        .unwrap();
        assert_eq!(
            written(|sheet| sheet.document(&document)),
            "points,customer.ref,customer.phone,card,open,next.missing\r\n24,K1,'+31,,true,2\r\n"
        );
    }
}
