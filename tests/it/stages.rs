//! A shop in the stages of its life, for tests that go through all commands: what the examples of the help name is
//! there in one of them.

use std::fs;

use crate::shop::Shop;

/// The files that lie in the folder of every stage.
const FILES: &[(&str, &str)] = &[
    (
        "till-2025.csv",
        "invoice,date,customer,kind,item,amount\nT1,2025-03-01,K001,service,Knippen,35.00\nT2,2025-03-02,K002,product,Wax,12.50\n",
    ),
    (
        "kassa.csv",
        "Factuurnr;Datum;Klantnr;Omschrijving;Bedrag\nA1;13-01-2025;K001;Knippen;35,00\nA2;14-02-2025;K003;Kleuren;60,00\n",
    ),
    (
        "export.csv",
        "Date,Till,Receipt,Customer,Description,Net,Tax\n2025-05-01,1,7,K001,Wax,10.00,2.10\n2025-05-01,2,7,WALK_IN,Gel,5.00,1.05\n",
    ),
    ("old.csv", "invoice,date,customer,amount\nO1,2024-05-01,K001,20.00\nO2,2024-02-30,K001,20.00\n"),
    ("customers.csv", "ref,name,email,points\nK010,Els Bakker,els@example.nl,12\n"),
    ("klanten.csv", "ref,name,Saldo\nK011,Fien Smit,40\n"),
    ("kaarten.csv", "ref,name,Stempels\nK012,Guus de Boer,3\n"),
    ("list.csv", "ref,name,email\nK002,Bram Jansen,bram@example.nl\n"),
    ("customers.ndjson", "{\"ref\":\"K020\",\"name\":\"Hanna\"}\n"),
    ("invoices.ndjson", "{\"number\":\"N1\",\"customer\":\"K001\",\"total\":\"10.00\"}\n"),
    ("adjustments.ndjson", "{\"customer\":\"K001\",\"points\":5,\"reason\":\"late\"}\n"),
];

/// What is done from one stage to the next; the first has the files only.
const STEPS: &[&[&str]] = &[
    // Just made.
    &["init", "db backup shop-2026-11-20.db"],
    // Customers, a catalogue, schemes: nothing on cards yet.
    &[
        "settings set --earn spend-total --per 10.00",
        "settings set --point-value 0.05",
        "customer add --ref K001 --name \"Anna Jansen\" --email anna@example.nl --phone \"06 12345678\"",
        "customer add --ref K002 --name \"Bram van der Linden\"",
        "customer add --ref K017 --name \"A. Jansen\" --phone \"06 12345678\"",
        "customer add --ref K003 --name \"Zoë d'Hondt\" --note \"prefers mornings\"",
        "points adjust K001 +500 --reason \"25 years a customer\" --expires 2026-12-10",
        "reward add --name \"5 euro\" --cost 50 --amount-off 5.00",
        "reward add --name \"goodie bag\" --cost 200 --gift \"goodie bag\"",
        "invoice record --number F17 --customer K001 --total 30.00 --date 2026-11-02",
        "points redeem K001 --points 10 --reason \"free wax\"",
        "scheme add Stempelkaart --type visits",
        "scheme reward Stempelkaart --after 5 --percent-off 20",
        "scheme reward Stempelkaart --after 8 --gift Verwenpakket",
        "scheme add \"Stempelkaart 2027\" --type visits",
        "scheme add Spaarkaart --type spend",
        "scheme add Vast --type always",
    ],
    // A card, tickets of all states, imports.
    &[
        "card add K001 --scheme Stempelkaart --collected 8 --reason \"van de papieren kaart\"",
        "invoice record --number F1 --customer K001 --line \"service:Knippen@35.00x2\" --line \"product:Wax@12.50\" --keep-rewards",
        "invoice record --number F3 --customer K001 --line \"product:Shampoo@12.50x2#SH-01+haircare\" --unpaid --date 2026-11-01",
        "invoice record --number F4 --customer K002 --total 21.50 --date 2026-01-15",
        "invoice refund F4 --amount 1.50 --reason \"came back\"",
        "invoice record --number F5 --total 9.00",
        "invoice void F5 --reason mistyped",
        "import csv till-2025.csv",
        "import customers customers.csv",
        "import csv kassa.csv --set kind=service",
    ],
    // The card is closed.
    &["card close K001 --reason \"wil liever sparen\""],
];

/// The shop at each stage: an empty folder, a new database, customers, tickets, a closed card.
pub fn stages() -> Vec<Shop> {
    let shop = Shop::empty();
    for (name, text) in FILES {
        shop.file(name, text);
    }
    let mut stages = vec![shop];
    for steps in STEPS {
        let shop = copy(stages.last().expect("there is the first"));
        for line in *steps {
            let said = shop.run(line);
            assert_eq!(said.exit, 0, "{line}: {}", said.stderr);
        }
        stages.push(shop);
    }
    stages
}

/// The stage in which nearly everything is there.
pub fn full() -> Shop {
    stages().remove(3)
}

/// The same shop once more, so that a test may do what it likes to it.
pub fn copy(shop: &Shop) -> Shop {
    let other = Shop::empty();
    for entry in fs::read_dir(shop.path(".")).expect("it is ours") {
        let entry = entry.expect("it can be read");
        fs::copy(entry.path(), other.path(&entry.file_name().to_string_lossy())).expect("it is a file");
    }
    other
}

/// Every command by its words (`card add`, and none for the program itself), with the examples of its help.
pub fn examples() -> Vec<(String, Vec<String>)> {
    let mut all = Vec::new();
    let mut open = vec![(String::new(), loyalty::cli::dressed())];
    while let Some((words, command)) = open.pop() {
        let help = command.get_before_help().map(ToString::to_string).unwrap_or_default();
        let examples: Vec<String> = help.lines().skip(1).map(|line| line.trim().to_owned()).collect();
        if !examples.is_empty() {
            all.push((words.clone(), examples));
        }
        open.extend(command.get_subcommands().map(|below| {
            let words = format!("{words} {}", below.get_name()).trim().to_owned();
            (words, below.clone())
        }));
    }
    all.sort();
    assert!(all.len() > 50, "{} commands", all.len());
    all
}
