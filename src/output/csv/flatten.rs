//! From a serialised value to the cells of a row: levels become dots, lists become JSON.
//!
//! It is a serializer rather than a walk over `serde_json::Value` because only here one still sees which strings are
//! numbers ([`Number`]) and which are texts.

use std::collections::HashMap;
use std::fmt::Display;

use serde::ser::{self, Error as _, Serialize, Serializer};

use super::super::{Number, json};
use super::guard;

type Result<T> = std::result::Result<T, serde_json::Error>;

/// The cells of one row, and the keys they stand under.
pub(super) struct Cells {
    keys: Vec<String>,
    places: HashMap<String, usize>,
    values: Vec<String>,
    /// Whether a key that was not named beforehand becomes a column.
    grows: bool,
    path: String,
}

impl Cells {
    /// Columns are what is found, in its order.
    pub(super) fn as_found() -> Cells {
        Cells { grows: true, ..Cells::under(&[]) }
    }

    /// Columns are these keys; what stands under no key is left out.
    pub(super) fn under(keys: &[&str]) -> Cells {
        let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
        let places = keys.iter().enumerate().map(|(place, key)| (key.clone(), place)).collect();
        let values = vec![String::new(); keys.len()];
        Cells { keys, places, values, grows: false, path: String::new() }
    }

    pub(super) fn keys(&self) -> &[String] {
        &self.keys
    }

    pub(super) fn values(&self) -> &[String] {
        &self.values
    }

    pub(super) fn clear(&mut self) {
        self.values.iter_mut().for_each(String::clear);
    }

    fn put(&mut self, value: String) -> Result<()> {
        if let Some(place) = self.places.get(&self.path) {
            self.values[*place] = value;
        } else if self.grows {
            self.places.insert(self.path.clone(), self.keys.len());
            self.keys.push(self.path.clone());
            self.values.push(value);
        } else {
            // What is null may be a whole level, whose keys are there one by one.
            debug_assert!(value.is_empty(), "`{}` is not among the keys of the CSV", self.path);
        }
        Ok(())
    }

    fn put_shown(&mut self, value: impl Display) -> Result<()> {
        self.put(value.to_string())
    }

    fn enter<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Result<()> {
        let level = self.path.len();
        if level > 0 {
            self.path.push('.');
        }
        self.path.push_str(key);
        let done = value.serialize(&mut *self);
        self.path.truncate(level);
        done
    }
}

/// An array on its way into one cell.
pub(super) struct Items<'a> {
    cells: &'a mut Cells,
    text: String,
}

impl Items<'_> {
    fn push<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.text.push(if self.text.is_empty() { '[' } else { ',' });
        self.text.push_str(&json::to_text(value)?);
        Ok(())
    }

    fn close(mut self) -> Result<()> {
        self.text.push_str(if self.text.is_empty() { "[]" } else { "]" });
        self.cells.put(self.text)
    }
}

/// The fields of an object; for a map, with the key whose value comes next.
pub(super) struct Fields<'a> {
    cells: &'a mut Cells,
    key: String,
}

macro_rules! shown {
    ($($method:ident: $type:ty),+) => {$(
        fn $method(self, value: $type) -> Result<()> {
            self.put_shown(value)
        }
    )+};
}

impl<'a> Serializer for &'a mut Cells {
    type Ok = ();
    type Error = serde_json::Error;
    type SerializeSeq = Items<'a>;
    type SerializeTuple = Items<'a>;
    type SerializeTupleStruct = Items<'a>;
    type SerializeTupleVariant = ser::Impossible<(), serde_json::Error>;
    type SerializeMap = Fields<'a>;
    type SerializeStruct = Fields<'a>;
    type SerializeStructVariant = ser::Impossible<(), serde_json::Error>;

    shown! {
        serialize_bool: bool, serialize_i8: i8, serialize_i16: i16, serialize_i32: i32, serialize_i64: i64,
        serialize_u8: u8, serialize_u16: u16, serialize_u32: u32, serialize_u64: u64, serialize_f32: f32,
        serialize_f64: f64
    }

    fn serialize_char(self, value: char) -> Result<()> {
        self.put(guard(value.encode_utf8(&mut [0; 4])))
    }

    fn serialize_str(self, value: &str) -> Result<()> {
        self.put(guard(value))
    }

    fn serialize_bytes(self, _: &[u8]) -> Result<()> {
        Err(serde_json::Error::custom("bytes are no cell"))
    }

    fn serialize_none(self) -> Result<()> {
        self.put(String::new())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<()> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<()> {
        self.serialize_none()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<()> {
        self.serialize_none()
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<()> {
        self.put(guard(variant))
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<()> {
        if name == Number::NAME {
            return self.put(json::to_text(value)?.trim_matches('"').to_owned());
        }
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<()> {
        self.enter(variant, value)
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Items<'a>> {
        Ok(Items { cells: self, text: String::new() })
    }

    fn serialize_tuple(self, _: usize) -> Result<Items<'a>> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Items<'a>> {
        self.serialize_seq(None)
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant> {
        Err(serde_json::Error::custom("a variant with a tuple is no cell"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Fields<'a>> {
        Ok(Fields { cells: self, key: String::new() })
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Fields<'a>> {
        self.serialize_map(None)
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        _: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant> {
        Err(serde_json::Error::custom("a variant with fields is no cell"))
    }
}

impl ser::SerializeSeq for Items<'_> {
    type Ok = ();
    type Error = serde_json::Error;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.push(value)
    }
    fn end(self) -> Result<()> {
        self.close()
    }
}

impl ser::SerializeTuple for Items<'_> {
    type Ok = ();
    type Error = serde_json::Error;
    fn serialize_element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.push(value)
    }
    fn end(self) -> Result<()> {
        self.close()
    }
}

impl ser::SerializeTupleStruct for Items<'_> {
    type Ok = ();
    type Error = serde_json::Error;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.push(value)
    }
    fn end(self) -> Result<()> {
        self.close()
    }
}

impl ser::SerializeMap for Fields<'_> {
    type Ok = ();
    type Error = serde_json::Error;
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<()> {
        self.key = match serde_json::to_value(key)? {
            serde_json::Value::String(key) => key,
            other => other.to_string(),
        };
        Ok(())
    }
    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<()> {
        self.cells.enter(&self.key, value)
    }
    fn end(self) -> Result<()> {
        Ok(())
    }
}

impl ser::SerializeStruct for Fields<'_> {
    type Ok = ();
    type Error = serde_json::Error;
    fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<()> {
        self.cells.enter(key, value)
    }
    fn end(self) -> Result<()> {
        Ok(())
    }
}
