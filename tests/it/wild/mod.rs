//! Files as they come from outside, taken in within this process: many of them, and quickly.

mod found;
mod hostile;
mod mutated;
mod same;
mod whom;
mod working;

use std::io::Cursor;
use std::path::{Path, PathBuf};

use loyalty::domain::Day;
use loyalty::failure::{Failure, Kind};
use loyalty::import::{Options, Profile, Source, read_customers, survey};
use loyalty::ops::card::ticket::History;
use loyalty::ops::check;
use loyalty::ops::import::{self as work, CustomerTerms, PointsTerms, Terms, take_in, take_in_customers};
use loyalty::store::{Action, Context, Mode, Store};
use rusqlite::Connection;
use rusqlite::types::ValueRef;
use serde_json::Value;
use tempfile::TempDir;

use crate::shop::{Shop, TODAY};

/// A copy of a shop's database, in memory where the system has such a folder: a durable write takes longer than all else.
struct Place {
    folder: TempDir,
    store: Store,
}

impl Place {
    fn copy_of(shop: &Shop) -> Place {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { tempfile::tempdir_in(memory) } else { tempfile::tempdir() };
        let folder = folder.expect("a folder");
        let path = folder.path().join("shop.db");
        std::fs::copy(shop.database(), &path).expect("a copy");
        Place { store: Store::open(&path).expect("it opens"), folder }
    }

    fn path(&self) -> PathBuf {
        self.folder.path().join("shop.db")
    }

    /// Takes invoices in, as `import csv` does; `partial` leaves bad ones out.
    fn import(&mut self, files: &[&[u8]], flags: &Flags, partial: bool) -> Result<Value, Failure> {
        let shop = self.store.shop().clone();
        let options = flags.options(&self.store)?;
        let sources: Vec<Source> =
            (1..).zip(files).map(|(number, bytes)| source(&format!("{number}.csv"), bytes)).collect();
        let survey = survey(&sources, &options, &mut |_| {})?;
        let (points, history) = (PointsTerms::Uncovered, History { rewards: None });
        let terms = Terms { rule_at: None, points, history, existing_only: false };
        let report = self.store.write(&context(), Action("import csv"), |tx| {
            let taken = take_in(tx, &survey, &terms, &mut |_| {})?;
            let report = work::report(tx, &survey, &taken, &survey.file_names(), false, options.max_errors)?;
            let rejected = Failure::new(Kind::InputRejected, format!("{} errors", report.error_count));
            if report.error_count > 0 && !partial { Err(rejected) } else { Ok(report) }
        })?;
        assert_eq!(report.invoices.read, survey.good_invoices + survey.rejected_invoices);
        assert_eq!(shop.currency.code(), report.currency);
        Ok(serde_json::to_value(report).expect("JSON"))
    }

    /// Takes customers in, as `import customers` does; how many rows became what.
    fn import_customers(&mut self, file: &[u8], flags: &Flags, partial: bool) -> Result<[u64; 6], Failure> {
        let options = flags.options(&self.store)?;
        let source = source("1.csv", file);
        let read = read_customers(&source, &options, &mut |_| {})?;
        let terms = CustomerTerms { source: "opening", scheme: None, country: options.country, update: true };
        let taken = self.store.write(&context(), Action("import customers"), |tx| {
            let taken = take_in_customers(tx, &read, &terms, source.name(), &mut |_| {})?;
            let errors = read.errors.total + taken.problems.len() as u64;
            let rejected = Failure::new(Kind::InputRejected, format!("{errors} errors"));
            if errors > 0 && !partial { Err(rejected) } else { Ok(taken) }
        })?;
        let rejected = read.rows.rejected + taken.problems.len() as u64;
        let became = [taken.created, taken.updated, taken.unchanged, rejected, read.rows.blank, read.rows.skipped];
        assert_eq!(became.iter().sum::<u64>(), read.rows.read);
        Ok(became)
    }

    /// Proves what `db check` proves.
    #[track_caller]
    fn is_sound(&mut self) {
        let found =
            self.store.read(|reader| check::check(reader, None)).unwrap_or_else(|failure| panic!("{failure:?}"));
        let told: Vec<String> = found.findings.iter().map(|finding| finding.message.clone()).collect();
        assert!(found.count == 0, "{told:?}");
    }

    /// Every row of every table.
    fn content(&self) -> String {
        let connection = Connection::open(self.path()).expect("it opens");
        let tables = rows(&connection, "SELECT name FROM sqlite_schema WHERE type = 'table' ORDER BY name");
        tables
            .iter()
            .map(|table| format!("{table}\n{}\n", rows(&connection, &format!("SELECT * FROM {table}")).join("\n")))
            .collect()
    }

    /// What the shop knows, without regard to the order in which it came to know it: rows by their names, not their ids.
    fn knowledge(&self) -> String {
        let connection = Connection::open(self.path()).expect("it opens");
        KNOWLEDGE.iter().map(|question| rows(&connection, question).join("\n") + "\n\n").collect()
    }
}

const KNOWLEDGE: [&str; 7] = [
    "SELECT ref, name, email, phone, balance, earned, reversed, lapsed FROM customer LEFT JOIN account ON customer_id = customer.id ORDER BY ref",
    "SELECT number, day, time, ref, state, paid_on, subtotal, total, refunded,
            (SELECT number FROM invoice o WHERE o.id = i.refers_to_id)
       FROM invoice i LEFT JOIN customer c ON c.id = customer_id ORDER BY number",
    "SELECT number, kind, name, sku, category, quantity, unit_price, amount, discount, reward
       FROM line JOIN invoice i ON i.id = invoice_id JOIN item t ON t.id = item_id ORDER BY number, position",
    // What had run out before a later file took it back is there twice, with either sign.
    "SELECT ref, e.day, e.kind, sum(e.points), e.expires_on, number
       FROM entry e JOIN customer c ON c.id = e.customer_id LEFT JOIN invoice i ON i.id = e.invoice_id
      GROUP BY ref, e.day, e.kind, e.expires_on, number HAVING sum(e.points) <> 0
      ORDER BY ref, e.day, e.kind, number",
    "SELECT ref, ends, l.day, remaining, number
       FROM lot l JOIN customer c ON c.id = l.customer_id JOIN entry e ON e.id = entry_id LEFT JOIN invoice i ON i.id = e.invoice_id
      ORDER BY ref, ends, l.day, number",
    "SELECT ref, e.day, e.kind, e.change, e.collected, number
       FROM card_event e JOIN card d ON d.id = card_id JOIN customer c ON c.id = d.customer_id LEFT JOIN invoice i ON i.id = e.invoice_id
      ORDER BY ref, e.id",
    "SELECT ref, round, w.name, r.state, number
       FROM card_reward r JOIN card d ON d.id = card_id JOIN customer c ON c.id = d.customer_id
       JOIN scheme_reward w ON w.id = reward_id LEFT JOIN invoice i ON i.id = r.invoice_id
      ORDER BY ref, round, w.name",
];

fn rows(connection: &Connection, question: &str) -> Vec<String> {
    let mut statement = connection.prepare(question).unwrap_or_else(|error| panic!("{question}: {error}"));
    let width = statement.column_count();
    let row = |row: &rusqlite::Row<'_>| {
        let cell = |at: usize| match row.get_ref(at).expect("a column") {
            ValueRef::Null => "-".to_owned(),
            ValueRef::Integer(number) => number.to_string(),
            ValueRef::Real(number) => number.to_string(),
            ValueRef::Text(text) => String::from_utf8_lossy(text).into_owned(),
            ValueRef::Blob(bytes) => format!("{bytes:x?}"),
        };
        Ok((0..width).map(cell).collect::<Vec<_>>().join("|"))
    };
    statement.query_map([], row).expect("rows").map(|row| row.expect("a row")).collect()
}

fn source(name: &str, bytes: &[u8]) -> Source {
    Source::from_reader(name.to_owned(), Box::new(Cursor::new(bytes.to_vec()))).expect("a source")
}

fn context() -> Context {
    Context { today: today(), now_millis: 1_795_000_000_000, actor: "till".to_owned(), mode: Mode::Real }
}

fn today() -> Day {
    Day::parse(TODAY).expect("a day")
}

/// The report adds up, in rows, invoices and amounts.
#[track_caller]
fn adds_up(report: &Value) {
    let number = |cell: &Value| match cell {
        Value::String(money) => money.replace('.', "").parse::<i64>().expect("money"),
        number => number.as_i64().expect("a number"),
    };
    for part in ["rows", "invoices", "amount"] {
        let counts = report[part].as_object().expect("counts");
        let became: i64 = counts.iter().filter(|(key, _)| *key != "read").map(|(_, cell)| number(cell)).sum();
        assert_eq!(became, number(&counts["read"]), "{part}: {report}");
    }
}

/// A file of `fixtures/import` with the flags it is read with.
struct Fixture {
    name: String,
    bytes: Vec<u8>,
    flags: Flags,
}

impl Fixture {
    fn all() -> Vec<Fixture> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/import");
        let mut paths: Vec<PathBuf> =
            std::fs::read_dir(folder).expect("the fixtures").map(|file| file.expect("a file").path()).collect();
        paths.retain(|path| path.extension().is_some_and(|end| end == "csv"));
        paths.sort();
        let fixture = |path: PathBuf| {
            let expected = std::fs::read_to_string(path.with_extension("expected")).expect("what is expected");
            let line = expected.lines().next().and_then(|line| line.strip_prefix("flags:")).unwrap_or_default();
            Fixture {
                name: path.file_stem().expect("a name").to_string_lossy().into_owned(),
                bytes: std::fs::read(&path).expect("it is read"),
                flags: Flags::new(line),
            }
        };
        paths.into_iter().map(fixture).collect()
    }

    fn is_of_customers(&self) -> bool {
        self.name.starts_with("customers")
    }
}

/// Flags as they are typed.
#[derive(Clone, Default)]
struct Flags {
    words: Vec<String>,
}

impl Flags {
    /// The words of a line; those with blanks stand in single quotes.
    fn new(line: &str) -> Flags {
        let mut words = vec![String::new()];
        let mut quoted = false;
        for letter in line.chars() {
            match letter {
                '\'' => quoted = !quoted,
                ' ' if !quoted => words.push(String::new()),
                letter => words.last_mut().expect("there is one").push(letter),
            }
        }
        words.retain(|word| !word.is_empty());
        Flags { words }
    }

    fn options(&self, store: &Store) -> Result<Options, Failure> {
        let mut options = Options::new(today(), store.shop().currency, store.shop().country);
        let mut profile = Profile::default();
        let mut words = self.words.iter();
        while let Some(flag) = words.next() {
            if flag == "--no-header" {
                profile.no_header = true;
                continue;
            }
            let value = words.next().expect("a value").clone();
            match flag.as_str() {
                "--map" => profile.map.push(value),
                "--set" => profile.set.push(value),
                "--value" => profile.value.push(value),
                "--skip" => profile.skip.push(value),
                "--only" => profile.only.push(value),
                "--anonymous" => profile.anonymous.push(value),
                "--delimiter" => profile.delimiter = Some(value),
                "--decimal" => profile.decimal = Some(value),
                "--date-format" => profile.date_format = Some(value),
                "--encoding" => profile.encoding = Some(value),
                "--header-line" => profile.header_line = Some(value.parse().expect("a number")),
                "--prefix" => profile.prefix = Some(value),
                "--match" => profile.match_by = Some(value),
                "--max-errors" => options.max_errors = value.parse().expect("a number"),
                "--profile" => profile = Profile::built_in(&value).expect("it is built in").overlaid(profile),
                other => panic!("{other}"),
            }
        }
        profile.apply(&mut options).map_err(Failure::usage)?;
        Ok(options)
    }
}

/// A small generator of numbers, the same each time.
struct Dice(u64);

impl Dice {
    /// Where the numbers of a case begin.
    fn of(case: u64) -> Dice {
        Dice(case.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x2545_f491_4f6c_dd1d)
    }

    /// A number below `most`.
    fn below(&mut self, most: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 11) as usize % most.max(1)
    }

    fn one_of<'a, T>(&mut self, all: &'a [T]) -> &'a T {
        &all[self.below(all.len())]
    }
}
