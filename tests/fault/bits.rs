//! Bits that a disk or a memory turned over: never a crash, and no point, card or amount is another without being named.

use std::fs;
use std::path::Path;

use rusqlite::Connection;

use crate::shop::Shop;
use crate::size::{Dice, size, tell};
use crate::state::{again, state};

/// What a shop owes and is owed. Texts, days and prices of single pieces are not in it: nothing proves those.
const OWED: [&str; 9] = [
    "SELECT customer_id, balance, earned, opened, reversed, lapsed FROM account",
    "SELECT * FROM entry",
    "SELECT * FROM lot",
    "SELECT number, state, customer_id, subtotal, total, refunded, standing FROM invoice ORDER BY id",
    "SELECT invoice_id, amount, discount, reward FROM line ORDER BY invoice_id, amount",
    "SELECT invoice_id, amount, undone FROM refund",
    "SELECT customer_id, points FROM redemption",
    "SELECT customer_id, scheme_id, open, collected, standing FROM card",
    "SELECT card_id, round, reward_id, state, invoice_id FROM card_reward",
];

fn owed(database: &Path) -> rusqlite::Result<Vec<String>> {
    let db = Connection::open(database)?;
    let mut out = Vec::new();
    for sql in OWED {
        let mut statement = db.prepare(sql)?;
        let columns = statement.column_count();
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let values = (0..columns).map(|column| Ok(format!("{:?}", row.get_ref(column)?)));
            out.push(values.collect::<rusqlite::Result<Vec<_>>>()?.join(" "));
        }
    }
    Ok(out)
}

/// What became of flipped bits.
#[derive(Debug, Default)]
struct Flips {
    /// The check, or the opening of the file, says so.
    seen: u64,
    /// They stand where nothing is read.
    idle: u64,
    /// They changed a text, a day or a price of a piece, which nothing proves.
    elsewhere: u64,
    /// They changed what is owed, and nobody noticed.
    unseen: Vec<String>,
}

fn flip(n: u64, seed: u64) {
    let base = Shop::with_everything();
    let till = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/kassa-salon.csv");
    base.json(&format!("import csv \"{}\"", till.display()));
    let head = base.run("db check --head").stdout.trim().to_owned();
    let bytes = fs::read(base.database()).expect("it can be read");
    let all = |shop: &crate::shop::Shop| state(&shop.database(), &[]);
    let (before, owed_before) = (all(&base).expect("a database"), owed(&base.database()).expect("a database"));
    let (mut dice, mut flips) = (Dice(seed), Flips::default());
    for _ in 0..n {
        let shop = again(&base);
        // Among bytes that say something: much of a small file is empty.
        let at = loop {
            let at = usize::try_from(dice.roll(bytes.len() as u64)).expect("it is one of them");
            if bytes[at] != 0 {
                break at;
            }
        };
        let mut flipped = bytes.clone();
        flipped[at] ^= 1 << dice.roll(8);
        fs::write(shop.database(), &flipped).expect("it is written");
        let said = shop.run(&format!("db check --expect-head {head}"));
        assert!(matches!(said.exit, 0 | 1), "byte {at}, {} for {}: {said:?}", flipped[at], bytes[at]);
        match said.exit {
            1 => flips.seen += 1,
            _ if all(&shop).is_ok_and(|is| is == before) => flips.idle += 1,
            _ if owed(&shop.database()).is_ok_and(|is| is == owed_before) => flips.elsewhere += 1,
            _ => flips.unseen.push(format!("byte {at}: {} for {}", flipped[at], bytes[at])),
        }
    }
    let Flips { seen, idle, elsewhere, unseen } = flips;
    tell(format!("{n} flipped bits: {seen} named, {idle} idle, {elsewhere} in texts, days or prices of pieces"));
    assert!(unseen.is_empty(), "{}", unseen.join("\n"));
}

#[test]
fn flipped_bits_change_nothing_that_is_owed_unseen() {
    flip(20, 1);
}

#[test]
#[ignore = "takes seconds"]
fn many_flipped_bits_change_nothing_that_is_owed_unseen() {
    flip(size(150, 1_000), 2);
}
