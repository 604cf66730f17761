//! Whom rows without a ref mean, in one file as in several.

use serde_json::json;

use crate::shop::Shop;

/// Who there is, and whose each invoice is.
fn known(shop: &Shop) -> [String; 2] {
    ["customer list", "invoice list"].map(|list| shop.run(&format!("{list} --format csv")).stdout)
}

#[test]
fn one_file_finds_whom_its_rows_one_after_the_other_find() {
    // Customer, name, e-mail and phone of a day's invoice; how many customers that makes.
    for (rows, customers) in [
        (&["K1,Anna,a@x.nl,0612345678", ",,A@x.nl,", ",,,+31612345678"][..], 1),
        (&[",,a@x.nl,0612345678", ",,,06-12345678", ",,a@x.nl,"], 1),
        (&[",,a@x.nl,", "K1,,a@x.nl,"], 2),
        (&[",,,0612345678", ",,a@x.nl,0612345678"], 2),
        (&["K1,Anna Bos,,", ",anna bos,,", ",Bram,,"], 2),
        (&["K1,,,", "K1,,a@x.nl,", ",,b@x.nl,", ",,b@x.nl,0612345678"], 2),
        (&["K1,,,0612345678", ",,a@x.nl,0612345678", ",,a@x.nl,"], 2),
        (&["K1,,a@x.nl,", "K2,,b@x.nl,", ",,b@x.nl,", ",,a@x.nl,"], 2),
    ] {
        let head = "invoice,date,customer,name,email,phone,amount\n";
        let rows: Vec<String> =
            (1..).zip(rows).map(|(day, who)| format!("F{day},2024-01-0{day},{who},10.00\n")).collect();
        let (one, several, turned) = (Shop::new(), Shop::new(), Shop::new());
        one.file("a.csv", &format!("{head}{}", rows.concat())).json("import csv a.csv --match name");
        for row in &rows {
            several.file("a.csv", &format!("{head}{row}")).json("import csv a.csv --match name");
        }
        let backwards: String = rows.iter().rev().map(String::as_str).collect();
        turned.file("a.csv", &format!("{head}{backwards}")).json("import csv a.csv --match name");
        let want = known(&one);
        assert_eq!(want[0].lines().count() - 1, customers, "{rows:?}");
        assert_eq!(known(&turned), want, "{rows:?}");
        assert_eq!(known(&several)[1], want[1], "{rows:?}");
        assert_eq!(one.json("import csv a.csv --match name")["status"], "unchanged", "{rows:?}");
        assert_eq!(known(&one), want, "{rows:?}");
    }
}

#[test]
fn who_may_be_several_is_an_error_in_one_file_as_in_two() {
    let head = "invoice,date,customer,email,amount\n";
    let (first, then) =
        ("F1,2024-01-01,K1,a@x.nl,10.00\nF2,2024-01-02,K2,a@x.nl,10.00\n", "F3,2024-01-03,,a@x.nl,10.00\n");
    let (one, two) = (Shop::new(), Shop::new());
    let together = one.file("a.csv", &format!("{head}{then}{first}")).error("import csv a.csv");
    two.file("a.csv", &format!("{head}{first}")).json("import csv a.csv");
    let apart = two.file("b.csv", &format!("{head}{then}")).error("import csv b.csv");
    for refused in [together, apart] {
        assert_eq!(refused["exit"], 6);
        let message = &refused["details"]["errors"][0]["message"];
        assert_eq!(message, "with the e-mail `a@x.nl` may be any of `K1`, `K2`");
    }
}

#[test]
fn a_recorded_invoice_stays_whose_it_is_when_another_gets_its_phone() {
    let shop = Shop::new();
    let rows = "invoice,date,email,phone,amount\nF1,2024-01-01,,0612345678,10.00\nF2,2024-01-02,a@x.nl,,10.00\n";
    shop.file("a.csv", rows).json("import csv a.csv");
    shop.json("customer add --ref K8 --name Bram --phone 0612345678");
    shop.json("customer add --ref K9 --name Cor --email a@x.nl");
    assert_eq!(shop.json("import csv a.csv")["status"], "unchanged");
    // What is new says no more who it is of.
    let refused = shop.file("b.csv", &rows.replace('F', "G")).error("import csv b.csv");
    assert_eq!((&refused["exit"], &refused["details"]["error_count"]), (&json!(6), &json!(2)));
}

#[test]
fn a_file_of_customers_is_taken_in_again_whatever_its_order() {
    let rows = [",,0612345678,3\n", ",a@x.nl,0612345678,\n", "K1,b@x.nl,,\n", ",b@x.nl,,4\n"];
    let head = "ref,email,phone,points\n";
    let backwards: String = rows.iter().rev().copied().collect();
    for rows in [rows.concat(), backwards] {
        let shop = Shop::new();
        let taken = shop.file("k.csv", &format!("{head}{rows}")).json("import customers k.csv");
        assert_eq!(taken["customers"], json!({ "created": 2, "matched": 2 }), "{rows}");
        assert_eq!(shop.json("customer balance a@x.nl")["points"], 3, "{rows}");
        assert_eq!(shop.json("customer balance K1")["points"], 4, "{rows}");
        assert_eq!(shop.json("import customers k.csv")["status"], "unchanged", "{rows}");
    }
}
