//! Files that were damaged on their way: no panic, and all or nothing. The database after a refusal is what it was
//! before, row by row; after an import it is sound and the report adds up.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::*;

/// How many files are tried.
#[expect(clippy::disallowed_methods, reason = "how many files are tried is said by whoever runs the tests")]
fn count(variable: &str, usual: u64) -> u64 {
    std::env::var(variable).ok().and_then(|text| text.parse().ok()).unwrap_or(usual)
}

/// A shop that has a card, rules that change, and some of what the fixtures bring.
fn furnished() -> Shop {
    let shop = Shop::new();
    for line in [
        "settings set --earn spend-services --per 5.00 --from 2020-01-01 --expire-after 12m --expire-at month-end",
        "settings set --earn spend-total --per 10.00 --exclude kind:gift-card --from 2024-02-01",
        "scheme add Stempelkaart --type visits --auto --from 2024-01-01",
        "scheme reward Stempelkaart --after 2 --percent-off 20",
    ] {
        shop.json(line);
    }
    shop.file(
        "before.csv",
        "invoice,date,customer,item,amount\nF1,2024-01-03,K1,Wax,1.00\nF5,2024-02-03,K9,Cut,35.00\n",
    );
    shop.json("import csv before.csv");
    shop
}

/// One to four pieces of damage.
fn damaged(of: &[u8], other: &[u8], dice: &mut Dice) -> Vec<u8> {
    let mut bytes = of.to_vec();
    for _ in 0..=dice.below(4) {
        let at = dice.below(bytes.len() + 1);
        let end = (at + dice.below(40)).min(bytes.len());
        match dice.below(14) {
            0 if at < bytes.len() => bytes[at] ^= 1 << dice.below(8),
            1 => bytes.truncate(at),
            2 => drop(bytes.drain(at..end)),
            3 => drop(bytes.splice(end..end, bytes[at..end].to_vec())),
            4 => {
                let (one, two) = (*dice.one_of(b",;\t|"), *dice.one_of(b",;\t|.\""));
                bytes.iter_mut().filter(|byte| **byte == one).for_each(|byte| *byte = two);
            }
            5 => bytes.insert(at, *dice.one_of(b"\"',;\n\r\t\0 .-=|")),
            6 => bytes = utf_16(&bytes, dice.below(2) == 0),
            7 => drop(bytes.splice(0..0, dice.one_of(&FRONTS).iter().copied())),
            8 => {
                let new = *dice.one_of(&[&b"\n"[..], b"\r", b"\r\n"]);
                let lines: Vec<&[u8]> = bytes.split(|byte| *byte == b'\n').collect();
                bytes = lines.join(new);
            }
            9 => {
                let from = dice.below(other.len() + 1);
                let piece = other[from..(from + dice.below(80)).min(other.len())].to_vec();
                drop(bytes.splice(at..end, piece));
            }
            10 => {
                let piece = *dice.one_of(&PIECES);
                drop(bytes.splice(at..at, piece.iter().copied()));
            }
            11 => {
                let mut lines: Vec<Vec<u8>> = bytes.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect();
                let (one, two) = (dice.below(lines.len()), dice.below(lines.len()));
                lines.swap(one, two);
                bytes = lines.join(&b'\n');
            }
            12 => bytes.extend(other),
            _ => {
                let (letter, times) = (*dice.one_of(b"9x \"\n,"), dice.below(3000));
                drop(bytes.splice(at..at, std::iter::repeat_n(letter, times)));
            }
        }
    }
    bytes
}

/// What stands in front of a file.
const FRONTS: [&[u8]; 4] = [b"\xef\xbb\xbf", b"\xff\xfe", b"sep=;\n", b"\n\n"];

/// What has made trouble elsewhere.
const PIECES: [&[u8]; 16] = [
    b"99999999999.99",
    b"-0",
    b"1e3",
    b"1,23E+12",
    b"0000-00-00",
    b"2024-02-30",
    b"\"\"",
    b"\xc3\xa9",
    b"\xe9",
    b"\xff",
    b"\xef\xbf\xbd",
    b"=\"1\"",
    b"-,-",
    b"\xe2\x80\x8b",
    b"\xf0\x9f\x92\x87",
    b"#N/A",
];

fn utf_16(bytes: &[u8], big: bool) -> Vec<u8> {
    let text = String::from_utf8_lossy(bytes);
    text.encode_utf16().flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect()
}

/// Takes a file in and holds what has to hold; true when it was taken in.
fn all_or_nothing(place: &mut Place, bytes: &[u8], fixture: &Fixture, partial: bool) -> bool {
    let before = place.content();
    let taken = if fixture.is_of_customers() {
        place.import_customers(bytes, &fixture.flags, partial).map(|_| ())
    } else {
        place.import(&[bytes], &fixture.flags, partial).map(|report| {
            adds_up(&report);
            let connection = Connection::open(place.path()).expect("it opens");
            let sums = "SELECT count(*), coalesce(sum(total), 0) FROM invoice WHERE operation_id = (SELECT max(id) FROM operation)";
            let (count, total): (i64, i64) =
                connection.query_row(sums, [], |row| Ok((row.get(0)?, row.get(1)?))).expect("sums");
            if report["import"].is_i64() {
                let amount = report["amount"]["new"].as_str().expect("money").replace('.', "");
                assert_eq!((report["invoices"]["new"].as_i64(), amount.parse()), (Some(count), Ok(total)));
            }
        })
    };
    match &taken {
        Ok(()) => place.is_sound(),
        Err(failure) => {
            assert!(failure.kind() != Kind::Internal, "{}", failure.message());
            assert!(place.content() == before, "a refused file left something behind: {}", failure.message());
        }
    }
    taken.is_ok()
}

#[test]
fn a_damaged_file_is_all_or_nothing() {
    damaged_files_are_all_or_nothing(0, 150);
}

#[test]
#[ignore = "as many as CI tries; with LOYALTY_FILES=100000 as many as by hand"]
fn thousands_of_damaged_files_are_all_or_nothing() {
    damaged_files_are_all_or_nothing(count("LOYALTY_FIRST", 0), count("LOYALTY_FILES", 2000));
}

fn damaged_files_are_all_or_nothing(first: u64, most: u64) {
    let (shop, fixtures) = (furnished(), Fixture::all());
    let mut place = Place::copy_of(&shop);
    let mut taken = 0;
    for case in first..first + most {
        let mut dice = Dice::of(case);
        let (fixture, other) = (dice.one_of(&fixtures), dice.one_of(&fixtures));
        let bytes = damaged(&fixture.bytes, &other.bytes, &mut dice);
        let partial = dice.below(2) == 0;
        let tried = catch_unwind(AssertUnwindSafe(|| all_or_nothing(&mut place, &bytes, fixture, partial)));
        let Ok(is_taken) = tried else {
            let file = std::env::temp_dir().join(format!("damaged-{case}.csv"));
            std::fs::write(&file, &bytes).expect("it is written");
            panic!(
                "case {case}, made of {}, is kept as {} ({:?}, partial {partial})",
                fixture.name,
                file.display(),
                fixture.flags.words
            );
        };
        if is_taken {
            taken += 1;
            place = Place::copy_of(&shop);
        }
    }
    assert!(
        taken * 10 > most && taken * 10 < most * 9,
        "{taken} of {most} were taken in: the damage is too great or too small"
    );
}

#[test]
fn the_program_takes_a_damaged_file_whole_or_not() {
    let (shop, fixtures) = (furnished(), Fixture::all());
    for case in 0..count("LOYALTY_RUNS", 24) {
        let mut dice = Dice::of(case ^ 0xffff_0000);
        let (fixture, other) = (dice.one_of(&fixtures), dice.one_of(&fixtures));
        std::fs::write(shop.path("damaged.csv"), damaged(&fixture.bytes, &other.bytes, &mut dice))
            .expect("it is written");
        let verb = if fixture.is_of_customers() { "customers" } else { "csv" };
        let before = std::fs::read(shop.database()).expect("it is there");
        let mut command = shop.command(&format!("--json import {verb} damaged.csv"));
        let output = command.args(&fixture.flags.words).output().expect("it runs");
        let exit = output.status.code();
        assert!(
            matches!(exit, Some(0 | 2 | 5 | 6)),
            "case {case}: {exit:?} {}",
            String::from_utf8_lossy(&output.stderr)
        );
        if exit == Some(0) {
            let report: Value = serde_json::from_slice(&output.stdout).expect("JSON");
            assert_eq!(shop.run("db check").exit, 0, "case {case}: {report}");
        } else {
            assert!(std::fs::read(shop.database()).expect("it is there") == before, "case {case}: the file is another");
        }
    }
}
