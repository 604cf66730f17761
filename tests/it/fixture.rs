//! The fixture and its story: what `fixtures/README.md` says must come out, comes out.

use crate::shop::{Shop, project_files};

/// The rows of a table of the story: the cells of each line that begins so.
fn table(begin: &str) -> Vec<Vec<String>> {
    let files = project_files("fixtures", "README.md");
    let (_, story) = files.first().expect("the story is there");
    let rows: Vec<Vec<String>> = story
        .lines()
        .filter(|line| line.starts_with(begin))
        .map(|line| line.split('|').skip(1).map(|cell| cell.trim().replace('`', "")).collect())
        .collect();
    assert!(!rows.is_empty(), "the story has no rows that begin with {begin}");
    rows
}

fn number(cell: &str) -> i64 {
    cell.replace(',', "").parse().expect("a number")
}

fn taken_in(rule: &str) -> (Shop, serde_json::Value) {
    let shop = Shop::new();
    shop.json(&format!("settings set --earn {rule} --per 10.00 --points 1"));
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/kassa-salon.csv");
    let report = shop.json(&format!("import csv \"{}\"", file.display()));
    (shop, report)
}

#[test]
fn each_rule_gives_the_points_of_the_story() {
    let rules: Vec<_> = table("| `").into_iter().filter(|row| row.len() == 5 && !row[1].is_empty()).collect();
    assert_eq!(rules.len(), 6);
    for row in rules {
        let rule = row[0].split(' ').next().expect("a rule");
        let (shop, report) = taken_in(rule);
        let points = &report["points"];
        let counted = (points["earned"].as_i64(), points["reversed"].as_i64());
        assert_eq!(counted, (Some(number(&row[1])), Some(number(&row[2]))), "{rule}");
        let customers = shop.json("customer list --limit 1000");
        let left: i64 = customers["items"]
            .as_array()
            .expect("a list")
            .iter()
            .map(|one| one["balance"].as_i64().expect("points"))
            .sum();
        assert_eq!(left, number(&row[3]), "{rule}");
    }
}

#[test]
fn the_report_counts_what_the_story_counts() {
    let (shop, report) = taken_in("spend-total");
    assert_eq!((&report["rows"]["new"], &report["invoices"]["new"]), (&627.into(), &376.into()));
    assert_eq!((&report["amount"]["new"], &report["customers"]["created"]), (&"22806.14".into(), &43.into()));
    for row in table("| 00") {
        let refs: Vec<&str> = row[0]
            .split(' ')
            .filter(|word| word.len() == 5 && word.bytes().all(|byte| byte.is_ascii_digit()))
            .collect();
        let points: Vec<&str> = row[1].split(" and ").collect();
        assert_eq!(refs.len(), points.len(), "{row:?}");
        for (customer, points) in refs.iter().zip(points) {
            assert_eq!(shop.json(&format!("customer balance {customer}"))["points"], number(points), "{customer}");
        }
    }
    assert_eq!(shop.run("db check").exit, 0);
}

#[test]
fn the_same_file_again_changes_nothing() {
    let (shop, _) = taken_in("spend-total");
    let before = (shop.run("log").stdout, shop.run("customer list --limit 1000").stdout);
    let file = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/kassa-salon.csv");
    let again = shop.json(&format!("import csv \"{}\"", file.display()));
    assert_eq!((&again["import"], &again["rows"]["unchanged"]), (&serde_json::Value::Null, &627.into()));
    assert_eq!((shop.run("log").stdout, shop.run("customer list --limit 1000").stdout), before);
}
