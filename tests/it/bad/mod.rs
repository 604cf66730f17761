//! Bad input: said in words one can act on, with its exit code, and nothing is different afterwards.

mod csv;
mod database;
mod json;
mod values;

use crate::shop::{Said, Shop};

/// A shop with something in it that could be damaged.
fn shop() -> Shop {
    let shop = Shop::new();
    shop.json("settings set --earn spend-total");
    shop.json("customer add --ref K001 --name Anna");
    shop.json("invoice record --number F1 --customer K001 --total 21.50 --date 2026-11-01");
    shop
}

/// What the database holds, as far as one can see.
fn content(shop: &Shop) -> Vec<String> {
    let questions = ["invoice list --lines --json", "customer list --json", "points history K001 --json", "log --json"];
    questions.iter().map(|question| shop.run(question).stdout).collect()
}

/// Does what has to be refused, and holds that the database is as it was.
#[track_caller]
fn refused(shop: &Shop, work: impl FnOnce(&Shop) -> Said, exit: i32, want: expect_test::Expect) {
    let (file, before) = (std::fs::read(shop.database()).expect("it is there"), content(shop));
    work(shop).fails(exit, want);
    assert_eq!(content(shop), before);
    assert!(std::fs::read(shop.database()).expect("it is there") == file, "the file is another");
}
