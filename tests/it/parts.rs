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
    // Free pieces beside paid ones and alone; refunds of pieces, of an amount, of both, by a credit note and undone.
    for line in [
        "reward add --name wax --cost 10 --free-item kind:product",
        "invoice record --number P1 --customer K001 --line product:Wax@12.50x3 --line service:Cut@35.00 --redeem wax",
        "invoice record --number P2 --customer K001 --line product:Wax@12.50 --line service:Cut@35.00 --redeem wax",
        "invoice refund P1 --line 1:1",
        "invoice refund P1 --amount 3.00",
        "invoice refund P1 --line 1:1 --line 2",
        "invoice record --number P3 --customer K002 --line product:Wax@12.50x4 --line service:Cut@35.00",
        "invoice refund P3 --line 1:2",
        "invoice refund P3 --amount 1.00",
        "invoice refund P4 --all",
        "invoice void P5 --reason mistyped",
    ] {
        if let Some(number) = ["P4", "P5"].into_iter().find(|number| line.contains(number)) {
            shop.json(&format!("invoice record --number {number} --customer K002 --line product:Wax@12.50x2"));
            shop.json(&format!("invoice refund {number} --line 1:1"));
        }
        shop.json(line);
    }
    shop.file("credit.json", r#"{"number":"P6","customer":"K002","refers_to":"P3","total":"-5.00"}"#);
    shop.json("invoice record --input credit.json");
    for filter in ["", " --state paid", " --state void", " --state unpaid", " --customer K001", " --from 2026-11-01"] {
        let whole = shop.json(&format!("invoice list --lines{filter}"));
        let rows = whole["items"].as_array().expect("a list").len();
        assert_eq!((&whole["total"], &whole["returned"]), (&rows.into(), &rows.into()), "{filter}");
        let part = shop.json(&format!("invoice list --lines --limit 1{filter}"));
        assert_eq!(part["total"], whole["total"], "{filter}");
    }
    assert!(shop.json("invoice list --lines --limit 1")["next"].is_string());
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
