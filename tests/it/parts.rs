//! Lists in parts: whoever asks for one row after the other gets what is in the whole list, once.

use serde_json::Value;

use crate::stages::full;

const LISTS: &[&str] = &[
    "customer list",
    "customer list --search a",
    "customer history K001",
    "invoice list",
    "invoice list --state paid",
    "points history K001",
    "points list",
    "reward list --all",
    "scheme list",
    "card list",
    "card history K001",
    "import list",
    "settings history",
    "report top",
    "report expiring --within 60d",
    "log",
    "log --customer K001",
];

#[test]
fn one_row_after_the_other_is_the_whole_list() {
    let shop = full();
    shop.json("card add K002 --scheme Stempelkaart");
    shop.json("points adjust K002 +5 --reason late --expires 2026-12-11");
    for list in LISTS {
        let whole = shop.json(list);
        let items = whole["items"].as_array().unwrap_or_else(|| panic!("{list} is no list"));
        assert!(items.len() > 1, "{list} shows too little: {whole}");
        assert_eq!((&whole["total"], &whole["next"]), (&items.len().into(), &Value::Null), "{list}");
        let mut parts = Vec::new();
        let mut after = String::new();
        while parts.len() <= items.len() {
            let part = shop.json(&format!("{list} --limit 1{after}"));
            assert_eq!((&part["total"], &part["returned"]), (&items.len().into(), &1.into()), "{list}{after}");
            parts.extend(part["items"].as_array().expect("a list").clone());
            match part["next"].as_str() {
                Some(next) => after = format!(" \"--after={next}\""),
                None => break,
            }
        }
        assert_eq!(&parts, items, "{list}");
    }
}

#[test]
fn lines_are_counted_as_lines() {
    let shop = full();
    let whole = shop.json("invoice list --lines");
    assert_eq!(whole["total"], whole["returned"]);
    let part = shop.json("invoice list --lines --limit 1");
    assert_eq!((&part["total"], part["next"].is_string()), (&whole["total"], true));
}

#[test]
fn a_list_says_how_to_go_on() {
    let shop = full();
    let said = shop.run("scheme list --limit 1");
    assert!(said.stdout.ends_with("1 of 4; the next with `--after 1`\n"), "{}", said.stdout);
    let said = shop.run("invoice list --limit 2");
    assert!(said.stdout.contains("; the next with `--after "), "{}", said.stdout);
    assert_eq!(shop.json("scheme list --after 9")["returned"], 0);
    let error = shop.error("points history K001 --after yesterday");
    assert_eq!(error["message"], "the value `yesterday` of `--after` is no number of rows");
}
