//! `db backup` and `db restore`, and what a database of an older schema becomes.

mod backup;
mod frozen;
mod restore;

use std::path::Path;

use crate::shop::Shop;

/// A shop with something to lose.
fn salon() -> Shop {
    let shop = Shop::new();
    shop.json("settings set --earn spend-total");
    shop.json("customer add --ref K001 --name Anna");
    shop.json("invoice record --number F1 --customer K001 --total 21.50");
    shop
}

/// The names of the files in the shop's folder.
fn names(shop: &Shop) -> Vec<String> {
    let mut names: Vec<String> = std::fs::read_dir(shop.path("."))
        .expect("a folder")
        .map(|file| file.expect("a file").file_name().into_string().expect("UTF-8"))
        .collect();
    names.sort();
    names
}

fn mode(path: &Path) -> u32 {
    std::os::unix::fs::PermissionsExt::mode(&std::fs::metadata(path).expect("it is there").permissions()) & 0o777
}
