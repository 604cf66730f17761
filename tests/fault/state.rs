//! What a database holds, all of it but clocks and paths, so that two of them can be compared.

use std::fs;
use std::path::Path;

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use crate::shop::Shop;

/// Columns that differ from run to run.
const RESTLESS: [&str; 4] = ["recorded_at", "changed_at", "made_at", "path"];

/// Every row of every table but those named, in the order of all columns.
pub fn state(database: &Path, without: &[&str]) -> rusqlite::Result<Vec<String>> {
    let db = Connection::open(database)?;
    let tables: Vec<String> = db
        .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name")?
        .query_map([], |row| row.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut out = Vec::new();
    for table in tables.iter().filter(|table| !without.contains(&table.as_str())) {
        let mut statement = db.prepare(&format!("SELECT * FROM {table}"))?;
        let names: Vec<String> = statement.column_names().map(str::to_owned).collect();
        let from = out.len();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let mut line = table.clone();
            for (column, name) in names.iter().enumerate().filter(|(_, name)| !RESTLESS.contains(&name.as_str())) {
                line += &match row.get_ref(column)? {
                    ValueRef::Null => format!(" {name}"),
                    ValueRef::Integer(number) => format!(" {name}={number}"),
                    ValueRef::Text(text) => format!(" {name}={}", String::from_utf8_lossy(text)),
                    other => format!(" {name}={other:?}"),
                };
            }
            out.push(line);
        }
        out[from..].sort();
    }
    Ok(out)
}

/// A folder with the same files as another shop's.
pub fn again(base: &Shop) -> Shop {
    let shop = Shop::empty();
    for file in fs::read_dir(base.path(".")).expect("a folder") {
        let file = file.expect("it can be read");
        if file.path().is_file() {
            fs::copy(file.path(), shop.path(".").join(file.file_name())).expect("it is copied");
        }
    }
    shop
}
