//! Databases of released schemas, as text: each is brought up to date and holds together.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use crate::shop::{Shop, project_files};

/// What a shop does in schema 1: something for every table that is there.
const STORY: &[&str] = &[
    "init",
    "settings set --earn spend-total --per 10.00 --point-value 0.05 --expire-after 12m --from 2025-01-01",
    "settings set --points 2 --from 2026-06-01",
    "customer add --ref K001 --name \"Anna Jansen\" --email anna@example.org --phone 0612345678 --note \"likes tea\"",
    "customer add --ref K002 --name Bram",
    "reward add --name Wash --cost 5 --gift \"a wash\"",
    "scheme add Stempelkaart --type visits --auto",
    "scheme reward Stempelkaart --after 2 --percent-off 20",
    "invoice record --number F1 --customer K001 --line service:Cut@35.00 --line product:Wax@15.00#W-1+care --date 2026-05-02",
    "invoice record --number F2 --customer K001 --line service:Cut@35.00 --date 2026-06-02",
    "invoice record --number F3 --customer K002 --total 78.00 --unpaid",
    "invoice pay F3",
    "invoice refund F1 --amount 10.00 --reason \"too short\"",
    "invoice assign F3 K001",
    "points adjust K001 +50 --reason welcome --key k-1",
    "points redeem K001 --reward Wash",
    "invoice record --number F4 --customer K002 --total 10.00",
    "invoice void F4 --reason twice",
    "import customers people.csv --if-exists update",
    "import csv till.csv",
];

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/db")
}

/// The whole database as SQL: tables, rows, then what is made of them, so that no guard is in the way.
fn dump(db: &Connection) -> rusqlite::Result<String> {
    let mut out =
        "-- A database of this schema, with a bit of everything in it. Made by `UPDATE_DB=1 cargo test frozen`.\nPRAGMA foreign_keys = OFF;\n"
            .to_owned();
    for pragma in ["application_id", "user_version"] {
        let value: i64 = db.pragma_query_value(None, pragma, |row| row.get(0))?;
        out += &format!("PRAGMA {pragma} = {value};\n");
    }
    let parts = |what: &str| -> rusqlite::Result<Vec<(String, String)>> {
        db.prepare(&format!("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND {what} ORDER BY rowid"))?
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?)))?
            .collect()
    };
    let tables = parts("type = 'table'")?;
    for (_, sql) in &tables {
        out += &format!("{sql};\n");
    }
    for (table, _) in &tables {
        rows(db, table, &mut out)?;
    }
    for (_, sql) in parts("type <> 'table'")? {
        out += &format!("{sql};\n");
    }
    Ok(out)
}

fn rows(db: &Connection, table: &str, out: &mut String) -> rusqlite::Result<()> {
    let mut statement = db.prepare(&format!("SELECT * FROM {table}"))?;
    let columns = statement.column_count();
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let values = (0..columns).map(|column| {
            Ok(match row.get_ref(column)? {
                ValueRef::Null => "NULL".to_owned(),
                ValueRef::Integer(number) => number.to_string(),
                ValueRef::Text(text) => format!("'{}'", String::from_utf8_lossy(text).replace('\'', "''")),
                ValueRef::Blob(bytes) => {
                    bytes.iter().fold("x'".to_owned(), |mut hex, byte| {
                        let _ = write!(hex, "{byte:02x}");
                        hex
                    }) + "'"
                }
                ValueRef::Real(_) => unreachable!("no column holds one"),
            })
        });
        out.push_str(&format!(
            "INSERT INTO {table} VALUES ({});\n",
            values.collect::<rusqlite::Result<Vec<_>>>()?.join(", ")
        ));
    }
    Ok(())
}

fn told() -> Shop {
    let shop = Shop::empty();
    shop.file("people.csv", "ref,name,points,points_date\nK002,Bram Smit,12,2026-01-01\nK003,Cees,7,2026-01-01\n");
    shop.file("till.csv", "invoice,date,customer,kind,item,amount\nT1,2026-07-01,K003,service,Cut,30.00\nT2,2026-07-02,,other,Gift,5.00\n");
    for line in STORY {
        let said = shop.run(line);
        assert_eq!(said.exit, 0, "{line}: {}", said.stderr);
    }
    shop
}

/// `UPDATE_DB=1 cargo test frozen` writes the newest schema's database anew, until it is released.
#[test]
#[expect(clippy::disallowed_methods, reason = "whoever runs the tests says whether to write the file anew")]
fn databases_of_released_schemas_are_brought_up_to_date() {
    if std::env::var_os("UPDATE_DB").is_some() {
        let shop = told();
        let db = Connection::open(shop.database()).expect("it opens");
        let version: i64 = db.pragma_query_value(None, "user_version", |row| row.get(0)).expect("a number");
        fs::create_dir_all(folder()).expect("the project is ours");
        fs::write(folder().join(format!("{version}.sql")), dump(&db).expect("SQL")).expect("the project is ours");
    }
    let frozen = project_files("fixtures/db", ".sql");
    assert!(!frozen.is_empty());
    for (name, sql) in frozen {
        let shop = Shop::empty();
        Connection::open(shop.database())
            .and_then(|db| db.execute_batch(&sql))
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let check = shop.run("db check");
        assert_eq!(
            check.exit, 0,
            "{name}: {}\n`UPDATE_DB=1 cargo test frozen` as long as it is not released",
            check.stderr
        );
        // What the story comes to, whatever the schema is.
        let points =
            ["K001", "K002", "K003"].map(|who| shop.json(&format!("customer balance {who}"))["points"].as_i64());
        assert_eq!(points, [Some(67), Some(12), Some(13)], "{name}");
        assert_eq!(shop.json("invoice list")["total"], 6, "{name}");
        assert_eq!(shop.run("import undo 2 --yes").exit, 0, "{name}");
        assert_eq!(shop.run("db check").exit, 0, "{name}");
    }
}
