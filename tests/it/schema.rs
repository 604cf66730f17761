//! The JSON Schemas of all answers: they are kept in `fixtures/schema`, and whatever a test has the program print as JSON
//! is held against them (`Shop::wait` does).

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::sync::{LazyLock, Mutex};

use jsonschema::Validator;
use loyalty::commands::json_schema::{names, schema_of};
use loyalty::output::Format;
use serde_json::Value;

use crate::shop::{Shop, project_files};

type Validators = BTreeMap<(String, bool), Validator>;

/// Those that were made so far: by name, and whether of lines.
static VALIDATORS: LazyLock<Mutex<Validators>> = LazyLock::new(Mutex::default);

fn fits(name: &str, of_lines: bool, value: &Value) -> Result<(), String> {
    let mut validators = VALIDATORS.lock().expect("no test stops while it holds them");
    let validator = validators.entry((name.to_owned(), of_lines)).or_insert_with(|| {
        let format = if of_lines { Format::Ndjson } else { Format::Json };
        jsonschema::draft202012::new(&schema_of(name, format)).expect("a schema")
    });
    validator.validate(value).map_err(|error| format!("{name}: {error} at {}: {value}", error.instance_path()))
}

/// Holds what was printed against its schema, if it is JSON of ours.
#[track_caller]
pub fn check(text: &str) {
    let is_ours = |value: &Value| value["schema"].as_str().is_some_and(|name| name.starts_with("loyalty."));
    if let Ok(document) = serde_json::from_str::<Value>(text)
        && is_ours(&document)
        && document.get("type").is_none()
    {
        let name = document["schema"].as_str().expect("it is ours");
        assert!(names().contains(&name), "there is no schema `{name}`");
        return fits(name, false, &document).unwrap_or_else(|problem| panic!("{problem}"));
    }
    let lines: Option<Vec<Value>> = text.lines().map(|line| serde_json::from_str(line).ok()).collect();
    let Some((last, lines)) = lines.as_ref().and_then(|lines| Some((lines.last()?, lines))) else { return };
    if last["type"] != "summary" {
        return;
    }
    // Many invoices and many adjustments say by their keys what they are.
    let candidates = match last["schema"].as_str() {
        Some(name) => vec![name],
        None => vec!["loyalty.invoices/1", "loyalty.points_adjustments/1"],
    };
    let all_fit = |name: &&str| lines.iter().map(|line| fits(name, true, line)).collect::<Result<Vec<()>, String>>();
    let problems: Vec<String> = candidates.iter().map(all_fit).filter_map(Result::err).collect();
    assert!(problems.len() < candidates.len(), "{problems:#?}");
}

fn file_of(name: &str, of_lines: bool) -> String {
    let name = name.trim_start_matches("loyalty.").replace('/', "-");
    format!("fixtures/schema/{}{name}.json", if of_lines { "lines/" } else { "" })
}

/// `UPDATE_SCHEMA=1 cargo test schema` writes them anew.
#[test]
#[expect(clippy::disallowed_methods, reason = "whoever runs the tests says whether to write the files anew")]
fn the_schemas_that_are_kept_are_current() {
    let mut made = BTreeMap::new();
    for name in names() {
        let pretty = |schema: &Value| serde_json::to_string_pretty(schema).expect("it is JSON") + "\n";
        let (document, lines) = (schema_of(name, Format::Json), schema_of(name, Format::Ndjson));
        made.insert(file_of(name, false), pretty(&document));
        if lines != document {
            made.insert(file_of(name, true), pretty(&lines));
        }
    }
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        let _ = fs::remove_dir_all(root.join("fixtures/schema"));
        fs::create_dir_all(root.join("fixtures/schema/lines")).expect("the project is ours");
        for (file, text) in &made {
            fs::write(root.join(file), text).expect("the project is ours");
        }
    }
    let kept: BTreeMap<String, String> = project_files("fixtures/schema", ".json").into_iter().collect();
    let stale: Vec<_> =
        made.iter().filter(|(file, text)| kept.get(*file) != Some(text)).map(|(file, _)| file).collect();
    let strange: Vec<_> = kept.keys().filter(|file| !made.contains_key(*file)).collect();
    assert!(
        stale.is_empty() && strange.is_empty(),
        "a key has come or gone; if that is meant, run `UPDATE_SCHEMA=1 cargo test schema`: {stale:?} {strange:?}"
    );
}

#[test]
fn schemas_are_closed_and_say_what_a_key_is_for() {
    fn look(value: &Value, at: &str, open: &mut Vec<String>) {
        match value {
            Value::Object(object) => {
                if object.contains_key("properties") && object.get("additionalProperties") != Some(&Value::Bool(false))
                {
                    open.push(at.to_owned());
                }
                object.iter().for_each(|(key, value)| look(value, &format!("{at}/{key}"), open));
            }
            Value::Array(items) => items.iter().for_each(|value| look(value, at, open)),
            _ => {}
        }
    }
    let mut open = Vec::new();
    for name in names() {
        look(&schema_of(name, Format::Json), name, &mut open);
        look(&schema_of(name, Format::Ndjson), name, &mut open);
    }
    assert_eq!(open, Vec::<String>::new());
}

#[test]
fn what_a_printed_schema_refers_to_stands_in_it() {
    fn look(value: &Value, root: &Value, broken: &mut Vec<String>) {
        match value {
            Value::Object(object) => {
                let to = object.get("$ref").and_then(Value::as_str);
                broken.extend(to.filter(|to| root.pointer(to.trim_start_matches('#')).is_none()).map(str::to_owned));
                object.values().for_each(|value| look(value, root, broken));
            }
            Value::Array(items) => items.iter().for_each(|value| look(value, root, broken)),
            _ => {}
        }
    }
    let shop = Shop::empty();
    let listed = shop.json("json-schema");
    for item in listed["items"].as_array().expect("a list") {
        for format in ["json", "ndjson"] {
            let line = format!("--format {format} json-schema {}", item["command"].as_str().expect("a command"));
            let schema: Value = serde_json::from_str(&shop.run(line.trim_end()).stdout).unwrap_or_default();
            let mut broken = Vec::new();
            look(&schema, &schema, &mut broken);
            assert_eq!(broken, Vec::<String>::new(), "{line}");
        }
    }
}

#[test]
fn a_key_that_is_not_named_is_noticed() {
    let shop = Shop::new();
    shop.json("customer add --ref K1 --name Anna");
    let mut balance = shop.json("customer balance K1");
    assert_eq!(fits("loyalty.balance/1", false, &balance), Ok(()));
    balance["surprise"] = Value::Null;
    assert!(fits("loyalty.balance/1", false, &balance).is_err());
    balance.as_object_mut().expect("an object").remove("surprise");
    balance.as_object_mut().expect("an object").remove("value");
    assert!(fits("loyalty.balance/1", false, &balance).is_err(), "keys are always there");
}

#[test]
fn the_schema_of_a_command_is_printed() {
    let shop = Shop::empty();
    let schema = |line: &str| serde_json::from_str::<Value>(&shop.run(line).stdout).expect("JSON");
    assert_eq!(schema("json-schema customer balance"), schema_of("loyalty.balance/1", Format::Json));
    assert_eq!(schema("--format ndjson json-schema log"), schema_of("loyalty.log/1", Format::Ndjson));
    assert_eq!(schema("json-schema loyalty.log/1"), schema_of("loyalty.log/1", Format::Json));
    assert_eq!(schema("json-schema error")["properties"]["schema"]["const"], "loyalty.error/1");
    assert_eq!(schema("json-schema customer add")["anyOf"].as_array().map(Vec::len), Some(2));
    assert_eq!(shop.error("json-schema customer frob")["exit"], 2);
    let listed = shop.json("json-schema");
    assert!(listed["total"].as_u64().is_some_and(|total| total > 60), "{listed}");
}
