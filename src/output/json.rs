//! JSON as it leaves the program: readable documents, lines for ndjson, and nothing invisible in a string.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::Serializer;
use serde_json::ser::Formatter;

use super::safe::is_hidden;

/// Writes a document over several lines and ends it with one: two blanks a level, objects of a list one a line.
pub(super) fn write_document(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut *out, Layout::document()))?;
    out.write_all(b"\n")
}

/// Writes a value on a line of its own.
pub(super) fn write_line(out: &mut dyn Write, value: &impl Serialize) -> io::Result<()> {
    value.serialize(&mut Serializer::with_formatter(&mut *out, Layout::line()))?;
    out.write_all(b"\n")
}

/// The value as compact JSON.
pub(super) fn to_text<T: Serialize + ?Sized>(value: &T) -> serde_json::Result<String> {
    let mut bytes = Vec::new();
    value.serialize(&mut Serializer::with_formatter(&mut bytes, Layout::line()))?;
    Ok(String::from_utf8(bytes).expect("JSON is UTF-8"))
}

/// Where lines are broken, and how strings are escaped.
struct Layout {
    /// Whether there are blanks and line breaks at all.
    spacious: bool,
    /// The open arrays and objects that are spread over lines; true for an array.
    spread: Vec<bool>,
    /// How many arrays and objects are open within one line.
    flat: usize,
    /// Whether the array or object that ends has had a value.
    filled: bool,
}

impl Layout {
    fn document() -> Layout {
        Layout { spacious: true, spread: Vec::new(), flat: 0, filled: false }
    }

    fn line() -> Layout {
        Layout { spacious: false, ..Layout::document() }
    }

    fn begin<W: ?Sized + Write>(&mut self, out: &mut W, array: bool) -> io::Result<()> {
        let within_a_line = self.flat > 0 || !self.spacious || (!array && self.spread.last() == Some(&true));
        if within_a_line {
            self.flat += 1;
        } else {
            self.spread.push(array);
        }
        self.filled = false;
        out.write_all(if array { b"[" } else { b"{" })
    }

    fn end<W: ?Sized + Write>(&mut self, out: &mut W, array: bool) -> io::Result<()> {
        if self.flat > 0 {
            self.flat -= 1;
        } else {
            self.spread.pop();
            if self.filled {
                self.break_line(out)?;
            }
        }
        self.filled = true;
        out.write_all(if array { b"]" } else { b"}" })
    }

    fn next<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        if !first {
            out.write_all(b",")?;
        }
        match (self.flat > 0, first) {
            (false, _) => self.break_line(out),
            (true, false) if self.spacious => out.write_all(b" "),
            (true, _) => Ok(()),
        }
    }

    fn break_line<W: ?Sized + Write>(&self, out: &mut W) -> io::Result<()> {
        out.write_all(b"\n")?;
        self.spread.iter().try_for_each(|_| out.write_all(b"  "))
    }
}

impl Formatter for Layout {
    fn begin_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.begin(out, true)
    }

    fn end_array<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.end(out, true)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }

    fn begin_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.begin(out, false)
    }

    fn end_object<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        self.end(out, false)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, out: &mut W, first: bool) -> io::Result<()> {
        self.next(out, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, out: &mut W) -> io::Result<()> {
        out.write_all(if self.spacious { b": " } else { b":" })
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, _: &mut W) -> io::Result<()> {
        self.filled = true;
        Ok(())
    }

    /// Serde escapes C0, quotes and backslashes by itself; DEL, C1 and all that is invisible is done here.
    fn write_string_fragment<W: ?Sized + Write>(&mut self, out: &mut W, fragment: &str) -> io::Result<()> {
        // Nearly all that is written is plain.
        if fragment.bytes().all(|byte| (b' '..=b'~').contains(&byte)) {
            return out.write_all(fragment.as_bytes());
        }
        let mut written = 0;
        for (at, letter) in fragment.char_indices().filter(|(_, letter)| is_hidden(*letter)) {
            out.write_all(&fragment.as_bytes()[written..at])?;
            for unit in letter.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
            written = at + letter.len_utf8();
        }
        out.write_all(&fragment.as_bytes()[written..])
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use expect_test::expect;
    use proptest::prelude::*;
    use serde_json::{Value, json};

    fn document(value: &Value) -> String {
        let mut bytes = Vec::new();
        write_document(&mut bytes, value).unwrap();
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn hidden_characters_are_escaped_and_read_back() {
        for (text, want) in [
            ("Anna", r#""Anna""#),
            ("José 田 💇", r#""José 田 💇""#),
            ("\u{1b}[0m\"\\", r#""\u001b[0m\"\\""#),
            ("a\u{7f}\u{85}b", r#""a\u007f\u0085b""#),
            ("\u{202e}x\u{2069}", r#""\u202ex\u2069""#),
            ("\u{feff}\u{200d}", r#""\ufeff\u200d""#),
            ("\u{e0041}", r#""\udb40\udc41""#),
        ] {
            assert_eq!(to_text(text).unwrap(), want);
            assert_eq!(serde_json::from_str::<String>(want).unwrap(), text);
        }
    }

    #[test]
    fn documents_are_spread_and_rows_stay_on_a_line() {
        let value = json!({"schema": "loyalty.balance/1", "customer": {"ref": "K1", "email": null}, "expiring": [],
            "rewards": [{"name": "a", "on": [1, 2]}, {"name": "b", "on": []}], "exclude": ["x", "y"], "none": {}});
        expect![[r#"
            {
              "schema": "loyalty.balance/1",
              "customer": {
                "ref": "K1",
                "email": null
              },
              "expiring": [],
              "rewards": [
                {"name": "a", "on": [1, 2]},
                {"name": "b", "on": []}
              ],
              "exclude": [
                "x",
                "y"
              ],
              "none": {}
            }
        "#]]
        .assert_eq(&document(&value));
        assert_eq!(to_text(&value["rewards"]).unwrap(), r#"[{"name":"a","on":[1,2]},{"name":"b","on":[]}]"#);
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf =
            prop_oneof![Just(Value::Null), any::<i64>().prop_map(Value::from), any::<String>().prop_map(Value::from)];
        leaf.prop_recursive(4, 24, 4, |inner| {
            prop_oneof![
                proptest::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
                proptest::collection::btree_map(any::<String>(), inner, 0..4)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]
        #[test]
        fn every_layout_reads_back_and_hides_nothing(value in any_json()) {
            let document = document(&value);
            let line = to_text(&value).unwrap();
            prop_assert_eq!(&serde_json::from_str::<Value>(&document).unwrap(), &value);
            prop_assert_eq!(&serde_json::from_str::<Value>(&line).unwrap(), &value);
            prop_assert!(!line.chars().any(is_hidden));
            prop_assert!(document.chars().all(|letter| letter == '\n' || !is_hidden(letter)));
        }
    }
}
