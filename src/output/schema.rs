//! JSON Schemas (2020-12) of answers, made from the very structs that are printed.
//!
//! They are closed: an object has the keys that are named and no others, so that a key that came or went is noticed.

use std::borrow::Cow;

use schemars::generate::SchemaSettings;
use schemars::transform::{RecursiveTransform, Transform};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde_json::{Value, json};

use super::report::{Body, Summary};
use super::{List, Number};

const DIALECT: &str = "https://json-schema.org/draft/2020-12/schema";

/// Makes a schema, and puts what it refers to aside.
pub type Describe = fn(&mut SchemaGenerator) -> Schema;

/// What a document looks like that is one of these, with the name that its key `schema` has.
pub fn document(name: &str, bodies: &[Describe]) -> Value {
    whole(name, bodies, |body| put_first(body, "schema", json!({ "const": name })))
}

/// What a line of `ndjson` can be.
#[derive(Clone, Copy)]
pub struct Line {
    kind: Option<&'static str>,
    has_schema: bool,
    describe: Describe,
}

impl Line {
    /// A line of that `type`.
    pub const fn new(kind: &'static str, describe: Describe) -> Line {
        Line { kind: Some(kind), has_schema: false, describe }
    }

    /// The last line, which names the schema.
    pub const fn last(describe: Describe) -> Line {
        Line { kind: Some("summary"), has_schema: true, describe }
    }

    /// A whole document.
    pub const fn document(describe: Describe) -> Line {
        Line { kind: None, has_schema: true, describe }
    }
}

/// What each line of `ndjson` looks like.
pub fn lines(name: &str, lines: &[Line]) -> Value {
    let bodies: Vec<Describe> = lines.iter().map(|line| line.describe).collect();
    let mut kinds = lines.iter();
    whole(name, &bodies, |body| {
        let Line { kind, has_schema, .. } = kinds.next().expect("a line for each body");
        if *has_schema {
            put_first(body, "schema", json!({ "const": name }));
        }
        if let Some(kind) = kind {
            rename(body, "type", "kind");
            put_first(body, "type", json!({ "const": kind }));
        }
    })
}

/// What fits any of these schemas. What they refer to stands once, where a reference looks for it: at the top.
pub fn one_of(schemas: Vec<Value>) -> Value {
    let mut definitions = serde_json::Map::new();
    let without_definitions = |mut schema: Value| {
        let own = schema.as_object_mut().and_then(|schema| schema.remove("$defs"));
        for (name, definition) in own.as_ref().and_then(Value::as_object).into_iter().flatten() {
            let known = definitions.entry(name).or_insert_with(|| definition.clone());
            debug_assert_eq!(known, definition, "two things are called `{name}`");
        }
        schema
    };
    let schemas: Vec<Value> = schemas.into_iter().map(without_definitions).collect();
    json!({ "$schema": DIALECT, "anyOf": schemas, "$defs": definitions })
}

/// The schema of a struct as it is printed.
pub fn of<T: JsonSchema>(generator: &mut SchemaGenerator) -> Schema {
    T::json_schema(generator)
}

/// The last line of a list.
pub fn summary<H: JsonSchema + 'static>(generator: &mut SchemaGenerator) -> Schema {
    Summary::<'static, H>::json_schema(generator)
}

fn whole(name: &str, bodies: &[Describe], mut finish: impl FnMut(&mut Schema)) -> Value {
    let mut generator = SchemaSettings::draft2020_12().for_serialize().into_generator();
    let mut described: Vec<Schema> = bodies.iter().map(|describe| describe(&mut generator)).collect();
    described.iter_mut().for_each(&mut finish);
    let mut schema = match described.len() {
        1 => described.remove(0),
        _ => json_schema!({ "anyOf": described }),
    };
    let definitions = generator.take_definitions(true);
    if !definitions.is_empty() {
        schema.insert("$defs".to_owned(), definitions.into());
    }
    RecursiveTransform(close).transform(&mut schema);
    let mut document = serde_json::Map::new();
    document.insert("$schema".to_owned(), json!(DIALECT));
    document.insert("title".to_owned(), json!(name));
    document.extend(
        schema.to_value().as_object().cloned().unwrap_or_default().into_iter().filter(|(key, _)| key != "title"),
    );
    Value::Object(document)
}

/// No keys but those that are named. What a type is called in the program is nobody's business.
fn close(schema: &mut Schema) {
    schema.remove("title");
    // `uint64` and the like are words of a programming language, not of JSON.
    if schema.get("type").is_some_and(|kind| kind.to_string().contains("integer")) {
        schema.remove("format");
    }
    if schema.get("properties").is_some() {
        schema.insert("additionalProperties".to_owned(), json!(false));
    }
}

/// Gives a key another name, where it is.
fn rename(body: &mut Schema, key: &str, name: &str) {
    let object = body.ensure_object();
    let renamed = |word: String| if word == key { name.to_owned() } else { word };
    if let Some(properties) = object.get_mut("properties").and_then(Value::as_object_mut) {
        *properties = std::mem::take(properties).into_iter().map(|(word, value)| (renamed(word), value)).collect();
    }
    for word in object.get_mut("required").and_then(Value::as_array_mut).into_iter().flatten() {
        if word == key {
            *word = json!(name);
        }
    }
}

/// Names a key in front of the others; it is always there.
fn put_first(body: &mut Schema, key: &str, value: Value) {
    let object = body.ensure_object();
    let others = object.remove("properties");
    let mut properties = serde_json::Map::from_iter([(key.to_owned(), value)]);
    properties.extend(others.and_then(|others| others.as_object().cloned()).unwrap_or_default());
    object.insert("properties".to_owned(), properties.into());
    match object.get_mut("required").and_then(Value::as_array_mut) {
        Some(required) => required.insert(0, json!(key)),
        None => {
            object.insert("required".to_owned(), json!([key]));
        }
    }
}

impl JsonSchema for Number {
    fn schema_name() -> Cow<'static, str> {
        "Number".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "description": "A decimal number, written with the digits of its currency or its own.",
            "type": "string",
            "pattern": "^-?[0-9]+(\\.[0-9]+)?$",
        })
    }
}

impl<T: JsonSchema + 'static, H: JsonSchema + 'static> JsonSchema for List<T, H> {
    fn schema_name() -> Cow<'static, str> {
        Body::<'static, T, H>::schema_name()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Body::<'static, T, H>::json_schema(generator)
    }
}
