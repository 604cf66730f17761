//! What the database has against a file names the cell, as what is wrong with the file itself does.

use serde_json::{Value, json};

use crate::shop::Shop;

/// Line, column, header, value and code of every error.
fn cells(refused: &Value) -> Value {
    let errors = refused["details"]["errors"].as_array().expect("a list of errors");
    errors
        .iter()
        .map(|error| json!([error["line"], error["column"], error["header"], error["value"], error["code"]]))
        .collect()
}

fn shop() -> Shop {
    let shop = Shop::new();
    for line in [
        "settings set --earn spend-total --per 10.00",
        "customer add --ref K1 --name Anna --email a@example.nl",
        "customer add --ref K2 --name Anna --email b@example.nl",
        "invoice record --number F1 --date 2026-01-01 --customer K1 --line service:Knippen@35.00 --line product:Wax@12.50x2",
        "scheme add Kaart --type visits",
        "scheme reward Kaart --after 5 --gift Wax --name Wax",
    ] {
        shop.json(line);
    }
    shop
}

#[test]
fn of_invoices() {
    const SOLD: &str = "nr,day,client,soort,what,pcs,price\n";
    const SUM: &str = "nr,day,client,sum,refers_to,status,card_reward\n";
    for (head, rows, flags, want) in [
        // What is recorded otherwise: the first field that is.
        (SUM, "F1,2026-01-02,K1,60.00,,,\n", "", json!([[2, 4, "day", "2026-01-02", "conflict"]])),
        (
            SUM,
            "F9,2026-01-02,K1,60.00,,,\n\nF1,,K1,60.00,,,\nF1,2026-01-02,K1,1.00,,,\n",
            "",
            json!([[5, 4, "day", "2026-01-02", "conflict"]]),
        ),
        (SUM, "F1,2026-01-01,K2,60.00,,,\n", "", json!([[2, 15, "client", "K2", "conflict"]])),
        (SUM, "F1,2026-01-01,K1,60.00,,open,\n", "", json!([[2, 18, "sum", "60.00", "conflict"]])),
        (
            SOLD,
            "F1,2026-01-01,K1,service,Knippen,1,35.00\nF1,2026-01-01,K1,product,Wax,3,12.50\n",
            "",
            json!([[3, 30, "pcs", "3", "conflict"]]),
        ),
        (
            SOLD,
            "F1,2026-01-01,K1,product,Wax,2,12.50\nF1,2026-01-01,K1,service,Knippen,1,36.00\n",
            "",
            json!([[3, 36, "price", "36.00", "conflict"]]),
        ),
        (
            SOLD,
            "F1,2026-01-01,K1,product,Wax,2,12.50\nF1,2026-01-01,K1,service,\"Knip\npen\",1,35.00\n",
            "",
            json!([[3, 26, "what", "Knip\npen", "conflict"]]),
        ),
        (SOLD, "F1,2026-01-01,K1,product,Wax,2,12.50\n", "", json!([[2, 1, "nr", "F1", "conflict"]])),
        // Whom it may be.
        (
            "nr,day,client,name,sum\n",
            "F2,2026-01-02,,anna,60.00\n",
            "--match name",
            json!([[2, 16, "name", "anna", "conflict"]]),
        ),
        (SUM, "F2,2026-01-02,K3,5.00,,,\n", "--customers existing", json!([[2, 15, "client", "K3", "conflict"]])),
        (
            "nr,day,e-mail,sum\n",
            "F2,2026-01-02,x@y.nl,5.00\n",
            "--customers existing",
            json!([[2, 15, "e-mail", "x@y.nl", "conflict"]]),
        ),
        // Refunds: the reference may stand on a later row.
        (SUM, "C1,2026-01-02,K1,-5.00,F7,,\n", "", json!([[2, 24, "refers_to", "F7", "conflict"]])),
        (
            SUM,
            "C1,2026-01-02,K1,-5.00,,,\nF8,2026-01-03,K1,5.00,,,\nC1,,,-5.00,F7,,\n",
            "",
            json!([[4, 12, "refers_to", "F7", "conflict"]]),
        ),
        (SUM, "C1,2026-01-02,K1,-70.00,F1,,\n", "", json!([[2, 25, "refers_to", "F1", "conflict"]])),
        (SUM, "C1,2026-01-02,K1,-5.00,F1,open,\n", "", json!([[2, 27, "status", "open", "conflict"]])),
        // Rewards of cards.
        (SUM, "F2,2026-01-02,K1,5.00,,,Taart\n", "", json!([[2, 25, "card_reward", "Taart", "conflict"]])),
        // Discounts that raise a total.
        (
            "nr,day,soort,sum\n",
            "F2,2026-01-02,service,5.00\nF2,2026-01-02,discount,1.00\n",
            "",
            json!([[3, 24, "sum", "1.00", "discount_above_zero"]]),
        ),
        // A column that is given for all rows has no cell, and of several joined ones the first is told.
        (
            "nr,day,client,sum\n",
            "C1,2026-01-02,K1,-5.00\n",
            "--set refers_to=F7",
            json!([[2, 1, null, "C1,2026-01-02,K1,-5.00", "conflict"]]),
        ),
        (
            "nr,day,a,b,sum\n",
            "F2,2026-01-02,K,3,5.00\n",
            "--map customer=a+b --customers existing",
            json!([[2, 15, "a", "K", "conflict"]]),
        ),
    ] {
        let shop = shop();
        shop.file("a.csv", &format!("{head}{rows}"));
        let line = format!("import csv a.csv --map invoice=nr --map date=day {flags}");
        let more = [
            ("client", "customer"),
            ("soort", "kind"),
            ("what", "item"),
            ("pcs", "quantity"),
            ("price", "unit_price"),
            ("sum", "amount"),
        ];
        let maps = more.iter().filter(|(column, _)| head.split([',', '\n']).any(|name| name == *column));
        let line = maps.fold(line, |line, (column, field)| format!("{line} --map {field}={column}"));
        assert_eq!(cells(&shop.error(&line)), want, "{rows}");
    }
}

#[test]
fn of_customers() {
    for (rows, flags, want) in [
        ("K1,5,2026-01-01,,\nK9,5,,,\nK2,6,2026-01-01,,\n", "", json!([[4, 4, "points", "6", "conflict"]])),
        ("K2,5,2026-01-02,,\n", "", json!([[2, 6, "points_date", "2026-01-02", "conflict"]])),
        ("K2,5,2026-01-01,2027-01-01,\n", "", json!([[2, 17, "points_expire", "2027-01-01", "conflict"]])),
        ("K2,5,2026-01-01,,2.5\n", "--scheme Kaart", json!([[2, 18, "collected", "2.5", "conflict"]])),
    ] {
        let shop = shop();
        let head = "ref,points,points_date,points_expire,collected\n";
        shop.file("k.csv", &format!("{head}K1,5,2026-01-01,,\nK2,5,2026-01-01,,\n")).json("import customers k.csv");
        shop.file("k.csv", &format!("{head}{rows}"));
        assert_eq!(cells(&shop.error(&format!("import customers k.csv {flags}"))), want, "{rows}");
    }
    let shop = shop();
    shop.json("customer add --ref K3 --name Bram --email a@example.nl --if-exists fail");
    shop.file("k.csv", "name,email,points\nx,y@z.nl,5\nAnna,a@example.nl,5\n");
    assert_eq!(cells(&shop.error("import customers k.csv")), json!([[3, 6, "email", "a@example.nl", "conflict"]]));
}
