//! Names that mean harm, in every text the database holds and in whatever every command prints of them.

use rusqlite::Connection;

use crate::shop::Shop;
use crate::stages::{copy, examples, full};

/// Every character that is not seen or that a terminal obeys, but NUL and what a name cannot hold in SQL's eyes.
fn harm() -> String {
    let control = (1..0x20).chain(0x7f..0xa0);
    let format = [0xad, 0x34f, 0x61c, 0x115f, 0x180e, 0x3164, 0xfe0f, 0xfeff, 0xffa0, 0xfff9, 0x1d173, 0xe0041];
    let ranges = (0x200b..0x2010).chain(0x2028..0x202f).chain(0x2060..0x2070);
    control.chain(format).chain(ranges).filter_map(char::from_u32).collect()
}

/// A shop in which another program has put harm before and behind every text.
fn hostile(shop: &Shop, begin: &str) -> Shop {
    let shop = copy(shop);
    let connection = Connection::open(shop.database()).expect("it opens");
    let (front, back) = (format!("{begin}{}\u{1b}[2J", harm()), harm());
    for (table, columns) in [
        ("customer", &["name", "note", "email", "phone"][..]),
        ("actor", &["name"]),
        ("note", &["text"]),
        ("item", &["name", "sku", "category"]),
        ("reward", &["name", "gift"]),
        ("scheme", &["name", "folded"]),
        ("scheme_reward", &["name", "gift"]),
        ("invoice", &["number"]),
    ] {
        for column in columns {
            let sql = format!("UPDATE {table} SET {column} = ?1 || {column} || ?2 WHERE {column} IS NOT NULL");
            connection.execute(&sql, [&front, &back]).unwrap_or_else(|error| panic!("{table}.{column}: {error}"));
        }
    }
    connection.execute("UPDATE import SET files = json_array(?1)", [&front]).expect("files are JSON");
    shop
}

/// What of a text a terminal would obey or nobody would see.
fn hidden(text: &str) -> Option<char> {
    let harm = harm();
    text.chars().find(|letter| *letter != '\n' && harm.contains(*letter))
}

/// What of a CSV a terminal would obey; what is only not seen stays, to be read again as it was.
fn obeyed(text: &str) -> Option<char> {
    text.chars().find(|letter| !"\t\r\n".contains(*letter) && letter.is_control())
}

/// Every command by the first example of its help; those that write do it, or are refused, or find nobody.
#[test]
fn no_command_passes_on_what_it_was_given() {
    let shop = hostile(&full(), "");
    for (name, examples) in examples() {
        let line = examples[0].replace('\'', "\"").replace("loyalty ", "");
        if ["", "completions", "man"].contains(&name.as_str()) || line.contains(['>', '|']) {
            continue;
        }
        for format in ["table", "json", "ndjson", "csv"] {
            let said = shop.run(&format!("--yes --dry-run --format {format} {line}"));
            assert_ne!(said.exit, 70, "{line}: {}", said.stderr);
            let found = if format == "csv" { obeyed(&said.stdout) } else { hidden(&said.stdout) };
            assert_eq!(found.or(hidden(&said.stderr)), None, "`{line}` as {format}: {said:?}");
        }
    }
    // What a shell is offered is a line each, and nothing that is not seen.
    for noun in ["customer show", "invoice show", "scheme show", "reward show", "import show", "card grant K001"] {
        let said = shop.run(&format!("completions fish -- loyalty {noun} \"\""));
        assert_eq!(hidden(&said.stdout.replace('\t', " ")), None, "{noun}");
    }
}

/// In CSV no text is a formula for a spreadsheet.
#[test]
fn no_cell_is_a_formula() {
    let full = full();
    for begin in ["=", "@", "+", "\t", "\r"] {
        let shop = hostile(&full, begin);
        for line in [
            "customer list",
            "invoice list",
            "invoice list --lines",
            "log",
            "reward list",
            "scheme list",
            "points list",
        ] {
            let said = shop.run(&format!("--format csv {line}"));
            assert_eq!(said.exit, 0, "{line}: {}", said.stderr);
            let mut reader = csv::Reader::from_reader(said.stdout.as_bytes());
            for record in reader.records() {
                let record = record.expect("it is CSV");
                let wrong = record.iter().find(|cell| cell.starts_with(['=', '@', '\t', '\r']));
                assert_eq!(wrong, None, "{line}");
                assert!(record.iter().all(|cell| !cell.starts_with('+') || cell[1..].parse::<i64>().is_ok()), "{line}");
            }
        }
    }
}
