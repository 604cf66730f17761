//! What whole answers look like, in every format and at several widths.

mod streams;

use std::cell::RefCell;
use std::io::{self, Write};
use std::rc::Rc;

use expect_test::{Expect, expect};
use serde::Serialize;
use unicode_width::UnicodeWidthStr;

use super::*;

#[derive(Serialize)]
struct Customer {
    r#ref: &'static str,
    name: &'static str,
    phone: Option<&'static str>,
    card: Option<Card>,
    points: i64,
    spent: Number,
}

#[derive(Clone, Copy, Serialize)]
struct Card {
    collected: i64,
    goal: i64,
}

impl Row for Customer {
    const KEYS: &'static [&'static str] = &["ref", "name", "phone", "card.collected", "card.goal", "points", "spent"];

    fn columns() -> Vec<Column> {
        vec![
            Column::fixed("ref"),
            Column::text("name"),
            Column::fixed("card"),
            Column::number("points"),
            Column::bar(),
            Column::number("spent"),
        ]
    }

    fn cells(&self) -> Vec<Cell> {
        let card = self.card.map(|card| Cell::Stamps { collected: card.collected, goal: card.goal });
        vec![
            self.r#ref.into(),
            self.name.into(),
            card.into(),
            self.points.into(),
            Cell::Bar { value: self.points, max: 1200 },
            (&self.spent).into(),
        ]
    }

    fn bare(&self) -> Option<String> {
        Some(self.r#ref.to_owned())
    }
}

fn customers() -> List<Customer> {
    let customer = |r#ref, name, card: Option<(i64, i64)>, points, spent: &str| Customer {
        r#ref,
        name,
        phone: Some("+31612345678"),
        card: card.map(|(collected, goal)| Card { collected, goal }),
        points,
        spent: Number::new(spent),
    };
    let items = vec![
        customer("K1", "Wilhelmina van der Heijden-Oosterhuis sr", Some((3, 5)), 24, "1006.95"),
        customer("K2", "💇\u{200d}♀\u{fe0f} Salon ✂\u{fe0f} de Schaar 💇🏽", Some((30, 50)), 1200, "0.00"),
        customer("00412", "田中 花子", None, -5, "-21.50"),
        customer("K4", "-x\u{1b}[31m\u{202e}", Some((0, 5)), 600, "5.00"),
    ];
    List::page("loyalty.customers/1", items, 20, Some("K4".to_owned()))
}

fn customer() -> Customer {
    Customer { r#ref: "K1", name: "Anna", phone: None, card: None, points: 0, spent: Number::new("0.00") }
}

#[derive(Serialize)]
struct Balance {
    at: &'static str,
    customer: Person,
    points: i64,
    value: Option<Number>,
    exclude: Vec<&'static str>,
}

#[derive(Serialize)]
struct Person {
    r#ref: &'static str,
    name: &'static str,
}

impl Report for Balance {
    fn schema(&self) -> &str {
        "loyalty.balance/1"
    }

    fn draw(&self, page: &mut Page) {
        page.title(self.customer.name);
        page.field("points", self.points);
        page.field_if("worth", self.value.as_ref());
        page.field("to the next", Cell::Measure { value: 6000, max: 10_000, shown: "60.00/100.00".to_owned() });
    }

    fn bare(&self) -> Option<String> {
        Some(self.points.to_string())
    }
}

fn balance() -> Balance {
    Balance {
        at: "2026-11-21",
        customer: Person { r#ref: "K1", name: "Anna\u{7f} Jansen" },
        points: 24,
        value: Some(Number::new("-1.20")),
        exclude: vec!["sku:SH-01"],
    }
}

#[derive(Clone, Default)]
struct Sink(Rc<RefCell<Vec<u8>>>);

impl Write for Sink {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().write(bytes)
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Sink {
    fn text(&self) -> String {
        String::from_utf8(self.0.borrow().clone()).unwrap()
    }
}

fn output(format: Format, quiet: bool, facts: Facts) -> (Output, Sink, Sink) {
    let (out, err) = (Sink::default(), Sink::default());
    (Output::to(Box::new(out.clone()), Box::new(err.clone()), format, quiet, facts), out, err)
}

fn printed(report: &impl Report, format: Format, facts: Facts) -> String {
    let (mut output, out, err) = output(format, false, facts);
    output.report(report).unwrap();
    assert_eq!(err.text(), "");
    out.text()
}

fn terminal(width: u16) -> Facts {
    Facts { terminal: true, stderr_terminal: true, width: Some(width), ..Facts::PIPE }
}

fn check(got: &str, want: &Expect) {
    want.assert_eq(&got.replace('\r', "␍").replace('\u{1b}', "␛").replace('\u{202e}', "‹202e›"));
}

#[test]
fn tables_fit_their_width_and_lose_nothing() {
    for (facts, want) in [
        (
            terminal(200),
            expect![[r#"
            ref    name                                      card              points                spent
            ──────────────────────────────────────────────────────────────────────────────────────────────
            K1     Wilhelmina van der Heijden-Oosterhuis sr  ●●●○○ 3/5             24  ▏·········  1006.95
            K2     💇‍♀️ Salon ✂️ de Schaar 💇🏽                  ██████···· 30/50    1200  ██████████     0.00
            00412  田中 花子                                                       -5  ··········   -21.50
            K4     -x\u{1b}[31m\u{202e}                      ○○○○○ 0/5            600  █████·····     5.00

            4 of 20; the next with `--after K4`
        "#]],
        ),
        (
            terminal(80),
            expect![[r#"
                ref    name                                   card              points    spent
                ───────────────────────────────────────────────────────────────────────────────
                K1     Wilhelmina van der Heijden-Oosterhuis  ●●●○○ 3/5             24  1006.95
                       sr
                K2     💇‍♀️ Salon ✂️ de Schaar 💇🏽               ██████···· 30/50    1200     0.00
                00412  田中 花子                                                    -5   -21.50
                K4     -x\u{1b}[31m\u{202e}                   ○○○○○ 0/5            600     5.00

                4 of 20; the next with `--after K4`
            "#]],
        ),
        (
            terminal(60),
            expect![[r#"
                ref    name                card              points    spent
                ────────────────────────────────────────────────────────────
                K1     Wilhelmina van der  ●●●○○ 3/5             24  1006.95
                       Heijden-Oosterhuis
                       sr
                K2     💇‍♀️ Salon ✂️ de      ██████···· 30/50    1200     0.00
                       Schaar 💇🏽
                00412  田中 花子                                 -5   -21.50
                K4     -x\u{1b}[31m\u{202  ○○○○○ 0/5            600     5.00
                       e}

                4 of 20; the next with `--after K4`
            "#]],
        ),
        (
            terminal(50),
            expect![[r#"
                ref:    K1
                name:   Wilhelmina van der Heijden-Oosterhuis sr
                card:   ●●●○○ 3/5
                points: 24
                spent:  1006.95

                ref:    K2
                name:   💇‍♀️ Salon ✂️ de Schaar 💇🏽
                card:   ██████···· 30/50
                points: 1200
                spent:  0.00

                ref:    00412
                name:   田中 花子
                points: -5
                spent:  -21.50

                ref:    K4
                name:   -x\u{1b}[31m\u{202e}
                card:   ○○○○○ 0/5
                points: 600
                spent:  5.00

                4 of 20; the next with `--after K4`
            "#]],
        ),
        (
            Facts::PIPE,
            expect![[r#"
            ref    name                                      card              points    spent
            ──────────────────────────────────────────────────────────────────────────────────
            K1     Wilhelmina van der Heijden-Oosterhuis sr  ●●●○○ 3/5             24  1006.95
            K2     💇‍♀️ Salon ✂️ de Schaar 💇🏽                  ██████···· 30/50    1200     0.00
            00412  田中 花子                                                       -5   -21.50
            K4     -x\u{1b}[31m\u{202e}                      ○○○○○ 0/5            600     5.00

            4 of 20; the next with `--after K4`
        "#]],
        ),
        (
            Facts { utf8: false, ..Facts::PIPE },
            expect![[r#"
            ref    name                                      card              points    spent
            ----------------------------------------------------------------------------------
            K1     Wilhelmina van der Heijden-Oosterhuis sr  ***.. 3/5             24  1006.95
            K2     💇‍♀️ Salon ✂️ de Schaar 💇🏽                  ######---- 30/50    1200     0.00
            00412  田中 花子                                                       -5   -21.50
            K4     -x\u{1b}[31m\u{202e}                      ..... 0/5            600     5.00

            4 of 20; the next with `--after K4`
        "#]],
        ),
    ] {
        let got = printed(&customers(), Format::Table, facts);
        check(&got, &want);
        let widest = got.lines().map(UnicodeWidthStr::width).max().unwrap();
        assert!(widest <= facts.width.map_or(usize::MAX, usize::from), "{widest}");
    }
}

#[test]
fn colour_is_added_and_changes_nothing_else() {
    let plain = printed(&customers(), Format::Table, terminal(80));
    let coloured = printed(&customers(), Format::Table, Facts { color: true, ..terminal(80) });
    assert_ne!(plain, coloured);
    assert_eq!(coloured.replace("\u{1b}[1m", "").replace("\u{1b}[0m", ""), plain);
}

#[test]
fn a_list_in_every_other_format() {
    check(
        &printed(&customers(), Format::Json, Facts::PIPE),
        &expect![[r#"
        {
          "schema": "loyalty.customers/1",
          "items": [
            {"ref": "K1", "name": "Wilhelmina van der Heijden-Oosterhuis sr", "phone": "+31612345678", "card": {"collected": 3, "goal": 5}, "points": 24, "spent": "1006.95"},
            {"ref": "K2", "name": "💇\u200d♀\ufe0f Salon ✂\ufe0f de Schaar 💇🏽", "phone": "+31612345678", "card": {"collected": 30, "goal": 50}, "points": 1200, "spent": "0.00"},
            {"ref": "00412", "name": "田中 花子", "phone": "+31612345678", "card": null, "points": -5, "spent": "-21.50"},
            {"ref": "K4", "name": "-x\u001b[31m\u202e", "phone": "+31612345678", "card": {"collected": 0, "goal": 5}, "points": 600, "spent": "5.00"}
          ],
          "total": 20,
          "returned": 4,
          "next": "K4"
        }
    "#]],
    );
    check(
        &printed(&customers(), Format::Ndjson, Facts::PIPE),
        &expect![[r#"
        {"type":"item","ref":"K1","name":"Wilhelmina van der Heijden-Oosterhuis sr","phone":"+31612345678","card":{"collected":3,"goal":5},"points":24,"spent":"1006.95"}
        {"type":"item","ref":"K2","name":"💇\u200d♀\ufe0f Salon ✂\ufe0f de Schaar 💇🏽","phone":"+31612345678","card":{"collected":30,"goal":50},"points":1200,"spent":"0.00"}
        {"type":"item","ref":"00412","name":"田中 花子","phone":"+31612345678","card":null,"points":-5,"spent":"-21.50"}
        {"type":"item","ref":"K4","name":"-x\u001b[31m\u202e","phone":"+31612345678","card":{"collected":0,"goal":5},"points":600,"spent":"5.00"}
        {"type":"summary","schema":"loyalty.customers/1","total":20,"returned":4,"next":"K4"}
    "#]],
    );
    check(
        &printed(&customers(), Format::Csv, Facts::PIPE),
        &expect![[r#"
            ref,name,phone,card.collected,card.goal,points,spent␍
            K1,Wilhelmina van der Heijden-Oosterhuis sr,'+31612345678,3,5,24,1006.95␍
            K2,💇‍♀️ Salon ✂️ de Schaar 💇🏽,'+31612345678,30,50,1200,0.00␍
            00412,田中 花子,'+31612345678,,,-5,-21.50␍
            K4,'-x\u{1b}[31m‹202e›,'+31612345678,0,5,600,5.00␍
        "#]],
    );
}

#[test]
fn an_empty_list_keeps_its_shape() {
    let empty = List::<Customer>::all("loyalty.customers/1", Vec::new());
    check(
        &printed(&empty, Format::Table, Facts::PIPE),
        &expect![[r#"
        nothing to show
    "#]],
    );
    check(
        &printed(&empty, Format::Json, Facts::PIPE),
        &expect![[r#"
        {
          "schema": "loyalty.customers/1",
          "items": [],
          "total": 0,
          "returned": 0,
          "next": null
        }
    "#]],
    );
    check(
        &printed(&empty, Format::Ndjson, Facts::PIPE),
        &expect![[r#"
        {"type":"summary","schema":"loyalty.customers/1","total":0,"returned":0,"next":null}
    "#]],
    );
    check(
        &printed(&empty, Format::Csv, Facts::PIPE),
        &expect![[r#"
        ref,name,phone,card.collected,card.goal,points,spent␍
    "#]],
    );
}

#[test]
fn a_document_in_every_format() {
    check(
        &printed(&balance(), Format::Table, Facts::PIPE),
        &expect![[r#"
        Anna\u{7f} Jansen
        points:      24
        worth:       -1.20
        to the next: ██████···· 60.00/100.00
    "#]],
    );
    check(
        &printed(&balance(), Format::Json, Facts::PIPE),
        &expect![[r#"
        {
          "schema": "loyalty.balance/1",
          "at": "2026-11-21",
          "customer": {
            "ref": "K1",
            "name": "Anna\u007f Jansen"
          },
          "points": 24,
          "value": "-1.20",
          "exclude": [
            "sku:SH-01"
          ]
        }
    "#]],
    );
    check(
        &printed(&balance(), Format::Ndjson, Facts::PIPE),
        &expect![[r#"
        {"schema":"loyalty.balance/1","at":"2026-11-21","customer":{"ref":"K1","name":"Anna\u007f Jansen"},"points":24,"value":"-1.20","exclude":["sku:SH-01"]}
    "#]],
    );
    check(
        &printed(&balance(), Format::Csv, Facts::PIPE),
        &expect![[r#"
            at,customer.ref,customer.name,points,value,exclude␍
            2026-11-21,K1,Anna\u{7f} Jansen,24,-1.20,"[""sku:SH-01""]"␍
        "#]],
    );
}

#[test]
fn programs_get_the_same_from_a_terminal_and_a_pipe() {
    for format in [Format::Json, Format::Ndjson, Format::Csv] {
        let facts = Facts { color: true, utf8: false, ..terminal(60) };
        assert_eq!(printed(&customers(), format, facts), printed(&customers(), format, Facts::PIPE));
    }
}

#[derive(Serialize)]
struct Whose {
    customer: Person,
}

impl Head for Whose {
    fn draw(&self, page: &mut Page) {
        page.title(self.customer.name);
    }
}

#[test]
fn a_head_stands_between_schema_and_items() {
    let list = || {
        let items: Vec<Customer> = Vec::new();
        List::all("loyalty.history/1", items).with_head(Whose { customer: Person { r#ref: "K1", name: "Anna" } })
    };
    check(
        &printed(&list(), Format::Json, Facts::PIPE),
        &expect![[r#"
        {
          "schema": "loyalty.history/1",
          "customer": {
            "ref": "K1",
            "name": "Anna"
          },
          "items": [],
          "total": 0,
          "returned": 0,
          "next": null
        }
    "#]],
    );
    check(
        &printed(&list(), Format::Ndjson, Facts::PIPE),
        &expect![[r#"
        {"type":"summary","schema":"loyalty.history/1","customer":{"ref":"K1","name":"Anna"},"total":0,"returned":0,"next":null}
    "#]],
    );
    check(
        &printed(&list(), Format::Table, Facts::PIPE),
        &expect![[r#"
        Anna
        nothing to show
    "#]],
    );
}
