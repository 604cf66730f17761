//! One table in many forms is one database; a place that is named opens on its cell; rows and amounts add up.

use std::sync::LazyLock;

use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::*;

/// A sold line: its place among the articles, thousandths of a piece, cents a piece.
type Sold = (usize, i64, i64);

/// An invoice of a table; its number is its place.
#[derive(Clone, Debug)]
struct Ticket {
    /// Days since 13 January 2024.
    day: u32,
    minute: Option<u32>,
    customer: Option<usize>,
    lines: Vec<Sold>,
}

const CUSTOMERS: [(&str, &str, &str); 4] = [
    ("00412", "Zoë Núñez", "zoe@example.nl"),
    ("K2", "Bakker, Bram", ""),
    ("K3", "De \"Schaar\"; salon", "schaar@example.org"),
    ("-4", "Anna\nJansen", ""),
];

const ARTICLES: [(&str, &str, &str); 4] = [
    ("service", "Knippen, wassen", ""),
    ("product", "Wax 5\"", "0301"),
    ("gift-card", "Bon", "B1"),
    ("service", "Föhnen", ""),
];

fn ticket() -> impl Strategy<Value = Ticket> {
    let line = (0usize..ARTICLES.len(), select(vec![1000i64, 2000, 500, -1000]), 1i64..200_000);
    let parts = (
        0u32..400,
        prop::option::of(0u32..1440),
        prop::option::weighted(0.8, 0usize..4),
        prop::collection::vec(line, 1..4),
    );
    parts.prop_map(|(day, minute, customer, lines)| Ticket { day, minute, customer, lines })
}

/// How a table is written.
#[derive(Clone, Copy, Debug)]
struct Form {
    encoding: Encoding,
    separator: char,
    line_end: &'static str,
    mark: char,
    grouped: bool,
    dates: &'static str,
    all_quoted: bool,
    preamble: usize,
    sep_line: bool,
    headers: usize,
}

#[derive(Clone, Copy, Debug)]
enum Encoding {
    Utf8,
    Utf8Mark,
    Utf16Le { mark: bool },
    Utf16Be { mark: bool },
    Windows1252,
}

const HEADERS: [[&str; 10]; 3] = [
    ["invoice", "date", "time", "customer", "name", "email", "kind", "item", "sku", "quantity"],
    [
        "Factuurnr",
        "Datum",
        "Tijd",
        "Klantnr",
        "Klantnaam",
        "E-mailadres",
        "Soort",
        "Omschrijving",
        "Artikelnr",
        "Aantal",
    ],
    [
        "N° facture",
        "Date facture",
        "Heure",
        "Client",
        "Nom client",
        "Courriel",
        "Kind",
        "Désignation",
        "Référence article",
        "Qté",
    ],
];
const AMOUNTS: [&str; 3] = ["amount", "Bedrag", "Montant TTC"];

fn form() -> impl Strategy<Value = Form> {
    let encodings = vec![
        Encoding::Utf8,
        Encoding::Utf8Mark,
        Encoding::Utf16Le { mark: true },
        Encoding::Utf16Le { mark: false },
        Encoding::Utf16Be { mark: true },
        Encoding::Utf16Be { mark: false },
        Encoding::Windows1252,
    ];
    let way = (select(encodings), select(vec![',', ';', '\t', '|']), select(vec!["\n", "\r\n", "\r"]));
    let values =
        (select(vec!['.', ',']), any::<bool>(), select(vec!["y-m-d", "d-m-y", "m/d/y", "d.m.yy", "d mon y", "ymd"]));
    let dress = (any::<bool>(), 0usize..3, any::<bool>(), 0usize..3);
    (way, values, dress).prop_map(
        |((encoding, separator, line_end), (mark, grouped, dates), (all_quoted, preamble, sep, headers))| Form {
            encoding,
            separator,
            line_end,
            mark,
            grouped,
            dates,
            all_quoted,
            preamble,
            // The line `sep=;` is the first one.
            sep_line: sep && preamble == 0,
            headers,
        },
    )
}

impl Form {
    const PLAIN: Form = Form {
        encoding: Encoding::Utf8,
        separator: ',',
        line_end: "\n",
        mark: '.',
        grouped: false,
        dates: "y-m-d",
        all_quoted: false,
        preamble: 0,
        sep_line: false,
        headers: 0,
    };

    /// What has to be told: `13.01.24` may as well begin with the year.
    fn flags(&self) -> Flags {
        Flags::new(if self.dates == "d.m.yy" { "--date-format dmy" } else { "" })
    }

    /// The rows as a file. Cells are written as they stand.
    fn file(&self, rows: &[Vec<String>]) -> Vec<u8> {
        let separator = self.separator.to_string();
        let mut text = String::new();
        if self.sep_line {
            text += &format!("sep={separator}{}", self.line_end);
        }
        for line in 0..self.preamble {
            text += &format!("Kassa {line}{}", self.line_end);
        }
        let mut header: Vec<&str> = HEADERS[self.headers].to_vec();
        header.push(AMOUNTS[self.headers]);
        let header: Vec<String> = header.into_iter().map(str::to_owned).collect();
        for row in [&header].into_iter().chain(rows) {
            text += &row.iter().map(|cell| self.cell(cell)).collect::<Vec<_>>().join(&separator);
            text += self.line_end;
        }
        self.encoded(&text)
    }

    fn cell(&self, text: &str) -> String {
        let needs = text.contains(['"', '\n', '\r', self.separator]) || text.starts_with(' ');
        if needs || self.all_quoted { format!("\"{}\"", text.replace('"', "\"\"")) } else { text.to_owned() }
    }

    fn encoded(&self, text: &str) -> Vec<u8> {
        let wide = |mark: bool, bytes: fn(u16) -> [u8; 2]| {
            let mark = if mark { "\u{feff}" } else { "" };
            mark.encode_utf16().chain(text.encode_utf16()).flat_map(bytes).collect()
        };
        match self.encoding {
            Encoding::Utf8 => text.as_bytes().to_vec(),
            Encoding::Utf8Mark => format!("\u{feff}{text}").into_bytes(),
            Encoding::Utf16Le { mark } => wide(mark, u16::to_le_bytes),
            Encoding::Utf16Be { mark } => wide(mark, u16::to_be_bytes),
            Encoding::Windows1252 => {
                text.chars().map(|letter| u8::try_from(u32::from(letter)).expect("it is in Latin-1")).collect()
            }
        }
    }

    fn date(&self, days: u32) -> String {
        let day = Day::parse("2024-01-13").expect("a day").number() + i32::try_from(days).expect("few");
        let (year, month, day) = civil(day);
        let name =
            ["jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec"][month as usize - 1];
        match self.dates {
            "y-m-d" => format!("{year}-{month:02}-{day:02}"),
            "d-m-y" => format!("{day}-{month:02}-{year}"),
            "m/d/y" => format!("{month}/{day}/{year}"),
            "d.m.yy" => format!("{day:02}.{month:02}.{:02}", year % 100),
            "d mon y" => format!("{day} {name} {year}"),
            _ => format!("{year}{month:02}{day:02}"),
        }
    }

    fn money(&self, cents: i64) -> String {
        let other = if self.mark == ',' { '.' } else { ',' };
        let mut whole = (cents.abs() / 100).to_string();
        if self.grouped && whole.len() > 3 {
            whole.insert(whole.len() - 3, other);
        }
        format!("{}{whole}{}{:02}", if cents < 0 { "-" } else { "" }, self.mark, cents.abs() % 100)
    }

    fn rows(&self, tickets: &[(usize, Ticket)]) -> Vec<Vec<String>> {
        let mut rows = Vec::new();
        for (number, ticket) in tickets {
            let (customer, name, email) = ticket.customer.map_or(("", "", ""), |at| CUSTOMERS[at]);
            for (article, thousandths, cents) in &ticket.lines {
                let (kind, item, sku) = ARTICLES[*article];
                let quantity = match thousandths {
                    500 => format!("0{}5", self.mark),
                    whole => (whole / 1000).to_string(),
                };
                let amount = if *thousandths < 0 { -cents } else { *cents };
                let minute =
                    ticket.minute.map(|minute| format!("{:02}:{:02}", minute / 60, minute % 60)).unwrap_or_default();
                let number = format!("2024-{number:04}");
                let cells = [
                    &number,
                    &self.date(ticket.day),
                    &minute,
                    customer,
                    name,
                    email,
                    kind,
                    item,
                    sku,
                    &quantity,
                    &self.money(amount),
                ];
                rows.push(cells.into_iter().map(str::to_owned).collect());
            }
        }
        rows
    }
}

/// Year, month and day of a day's number (days since 1970), after Howard Hinnant's `civil_from_days`.
fn civil(number: i32) -> (i32, i32, i32) {
    let shifted = number + 719_468;
    let (era, of_era) = (shifted.div_euclid(146_097), shifted.rem_euclid(146_097));
    let of_century = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * of_century + of_century / 4 - of_century / 100);
    let month = (5 * of_year + 2) / 153;
    let (month, day) = (if month < 10 { month + 3 } else { month - 9 }, of_year - (153 * month + 2) / 5 + 1);
    (of_century + era * 400 + i32::from(month <= 2), month, day)
}

pub(super) static SHOP: LazyLock<Shop> = LazyLock::new(|| {
    let shop = Shop::new();
    shop.json("settings set --earn spend-total --per 10.00 --expire-after 12m --from 2020-01-01");
    shop.json("settings set --earn spend-services --per 5.00 --from 2024-06-01");
    shop.json("scheme add Stempelkaart --type visits --auto --from 2024-03-01");
    shop.json("scheme reward Stempelkaart --after 3 --percent-off 20");
    shop
});

#[expect(clippy::disallowed_methods, reason = "how many cases are tried is said by whoever runs the tests")]
fn config(usual: u32) -> ProptestConfig {
    let cases = std::env::var("LOYALTY_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(usual);
    ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() }
}

/// Tickets with their numbers; the first is of the 13th, so that days and months are told apart.
fn table() -> impl Strategy<Value = Vec<(usize, Ticket)>> {
    prop::collection::vec(ticket(), 1..12).prop_map(|mut tickets| {
        tickets[0].day = 0;
        tickets.into_iter().enumerate().collect()
    })
}

/// Takes files in, all of which have to be good; what the shop knows then.
fn knows(files: &[Vec<u8>], form: &Form) -> Result<String, TestCaseError> {
    let mut place = Place::copy_of(&SHOP);
    for file in files {
        let report = place.import(&[file], &form.flags(), false);
        let report = report.map_err(|failure| {
            TestCaseError::fail(format!("{}: {}", failure.message(), String::from_utf8_lossy(file)))
        })?;
        adds_up(&report);
    }
    place.is_sound();
    Ok(place.knowledge())
}

#[test]
fn any_form_of_a_table_gives_the_same_database() {
    proptest!(config(48), |(table in table(), forms in prop::collection::vec(form(), 3))| {
        let want = knows(&[Form::PLAIN.file(&Form::PLAIN.rows(&table))], &Form::PLAIN)?;
        for form in forms {
            prop_assert_eq!(&knows(&[form.file(&form.rows(&table))], &form)?, &want, "{:?}", form);
        }
    });
}

#[test]
fn any_order_and_any_split_by_date_gives_the_same_database() {
    let drawn = (table(), prop::collection::vec(any::<Index>(), 12), 0u32..400, form());
    proptest!(config(32), |((table, order, split, form) in drawn)| {
        let want = knows(&[form.file(&form.rows(&table))], &form)?;
        let mut shuffled = table.clone();
        for (place, other) in order.iter().enumerate().take(shuffled.len()) {
            let other = other.index(shuffled.len());
            shuffled.swap(place, other);
        }
        prop_assert_eq!(&knows(&[form.file(&form.rows(&shuffled))], &form)?, &want);
        // The order of the files is that of their dates; the days of the first do not tell day and month apart alone.
        let form = Form { dates: "y-m-d", ..form };
        let (before, behind): (Vec<_>, Vec<_>) = shuffled.into_iter().partition(|(_, ticket)| ticket.day < split);
        let parts = [before, behind].map(|part| form.rows(&part));
        let files: Vec<Vec<u8>> = parts.iter().filter(|part| !part.is_empty()).map(|part| form.file(part)).collect();
        prop_assert_eq!(&knows(&files, &form)?, &want);
        let together: Vec<&[u8]> = files.iter().map(Vec::as_slice).collect();
        let mut place = Place::copy_of(&SHOP);
        let report = place.import(&together, &form.flags(), false);
        prop_assert!(report.is_ok(), "{:?}", report.err().map(|failure| failure.message().to_owned()));
        prop_assert_eq!(&place.knowledge(), &want);
    });
}

#[test]
fn taken_in_taken_back_and_taken_in_again_gives_the_same_database() {
    proptest!(config(24), |(table in table(), form in form())| {
        let file = form.file(&form.rows(&table));
        let mut place = Place::copy_of(&SHOP);
        let report = place.import(&[&file], &form.flags(), false);
        let id = report.unwrap_or_else(|failure| panic!("{}", failure.message()))["import"].as_i64().expect("it is new");
        place.is_sound();
        let undone = place.store.write(&context(), Action("import undo"), |tx| {
            let import = tx.import(loyalty::domain::ImportId(id))?.expect("it is there");
            work::undo(tx, &import, false).map(drop)
        });
        prop_assert!(undone.is_ok(), "{:?}", undone.err().map(|failure: Failure| failure.message().to_owned()));
        place.is_sound();
        let report = place.import(&[&file], &form.flags(), false);
        adds_up(&report.unwrap_or_else(|failure| panic!("{}", failure.message())));
        place.is_sound();
        let again = place.import(&[&file], &form.flags(), false).unwrap_or_else(|failure| panic!("{}", failure.message()));
        prop_assert_eq!((&again["import"], &again["rows"]["unchanged"]), (&Value::Null, &again["rows"]["read"]));
    });
}

#[test]
fn a_place_that_is_named_opens_on_its_cell() {
    let drawn = (table(), form(), any::<Index>(), select(vec![1usize, 9, 10]));
    proptest!(config(96), |((table, form, row, column) in drawn)| {
        let mut rows = form.rows(&table);
        let row = row.index(rows.len());
        rows[row][column] = "!wrong".to_owned();
        let file = form.file(&rows);
        let mut place = Place::copy_of(&SHOP);
        let options = form.flags().options(&place.store).unwrap_or_else(|failure| panic!("{}", failure.message()));
        let sources = [source("1.csv", &file)];
        let survey = survey(&sources, &options, &mut |_| {}).unwrap_or_else(|error| panic!("{error}"));
        let error = &survey.errors.kept[0];
        prop_assert_eq!(survey.errors.total, 1);
        let text = decoded(&file, form.encoding);
        let line = physical_lines(&text).nth(error.line as usize - 1).unwrap_or_default();
        let cell: String = line.chars().skip(error.column as usize - 1).collect();
        prop_assert!(cell.trim_start_matches('"').starts_with("!wrong"), "{}:{} opens on {cell:?}", error.line, error.column);
        let partial = place.import(&[&file], &form.flags(), true).unwrap_or_else(|failure| panic!("{}", failure.message()));
        adds_up(&partial);
        place.is_sound();
    });
}

fn decoded(file: &[u8], encoding: Encoding) -> String {
    let wide = |unit: fn([u8; 2]) -> u16| -> String {
        let units: Vec<u16> = file.chunks_exact(2).map(|pair| unit([pair[0], pair[1]])).collect();
        String::from_utf16(&units).expect("UTF-16")
    };
    let text = match encoding {
        Encoding::Utf8 | Encoding::Utf8Mark => String::from_utf8(file.to_vec()).expect("UTF-8"),
        Encoding::Utf16Le { .. } => wide(u16::from_le_bytes),
        Encoding::Utf16Be { .. } => wide(u16::from_be_bytes),
        Encoding::Windows1252 => file.iter().copied().map(char::from).collect(),
    };
    text.trim_start_matches('\u{feff}').to_owned()
}

/// The lines as an editor counts them.
fn physical_lines(text: &str) -> impl Iterator<Item = &str> {
    text.split_inclusive(['\n', '\r']).filter({
        let mut before = "";
        move |line| {
            // The second half of CRLF is no line of its own.
            let is_half = *line == "\n" && before.ends_with('\r');
            before = line;
            !is_half
        }
    })
}
