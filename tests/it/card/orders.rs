//! Whatever order the rows of a history stand in, in one file or in two that are split by date, taken in once or taken
//! back and taken in again: the cards are the same, event by event.

use loyalty::domain::card::Reached;
use loyalty::domain::person::Country;
use loyalty::domain::{Currency, Day, ImportId};
use loyalty::failure::Failure;
use loyalty::import::{Options, Source, survey};
use loyalty::ops::card::check;
use loyalty::ops::card::ticket::History;
use loyalty::ops::import::{PointsTerms, Terms, take_in, undo};
use loyalty::store::{Action, Context, Mode, Store, Tx};
use proptest::prelude::*;
use proptest::sample::{Index, select};

use super::*;

const HEADER: &str = "invoice,date,customer,kind,category,quantity,amount,refers_to\n";

/// An invoice of a history; its number is its place.
#[derive(Clone, Debug)]
struct Made {
    /// Days since the first one.
    day: u32,
    customer: usize,
    category: &'static str,
    quantity: u32,
    cents: i64,
    /// A refund of so many cents, so many days later.
    refund: Option<(u32, i64)>,
}

fn made() -> impl Strategy<Value = Made> {
    let refund = prop::option::weighted(0.25, (0u32..12, 1i64..6000));
    let parts = (0u32..40, 0usize..3, select(vec!["hair", "skin"]), 1u32..4, -3000i64..9000, refund);
    parts.prop_map(|(day, customer, category, quantity, cents, refund)| Made {
        day,
        customer,
        category,
        quantity,
        cents,
        refund,
    })
}

/// The rows of a history with the day of each. What gives back more than there was is made smaller.
fn rows(history: &[Made]) -> Vec<(u32, String)> {
    let mut rows = Vec::new();
    let date = |day: u32| format!("2025-{:02}-{:02}", 3 + day / 28, 1 + day % 28);
    for (number, made) in history.iter().enumerate() {
        let Made { day, customer, category, quantity, cents, refund } = made;
        let amount =
            |cents: i64| format!("{}{}.{:02}", if cents < 0 { "-" } else { "" }, cents.abs() / 100, cents.abs() % 100);
        let quantity = if *cents < 0 { -i64::from(*quantity) } else { i64::from(*quantity) };
        rows.push((
            *day,
            format!("F{number},{},K{customer},product,{category},{quantity},{},\n", date(*day), amount(*cents)),
        ));
        if let Some((later, back)) = refund.filter(|_| *cents > 0) {
            let back = amount(-back.min(*cents));
            let day = day + later;
            rows.push((day, format!("R{number},{},K{customer},product,{category},-1,{back},F{number}\n", date(day))));
        }
    }
    rows.sort();
    rows
}

/// The schemes a history is tried with.
const SCHEMES: [&[&str]; 3] = [
    &[
        "scheme add S --type visits --auto --max-per-day 1 --from 2025-03-15",
        "scheme reward S --after 3 --percent-off 20",
    ],
    &[
        "scheme add S --type spend --auto --from 2025-03-15",
        "scheme reward S --after 60.00 --gift Wax",
        "scheme reward S --after 100.00 --gift Set",
    ],
    &[
        "scheme add S --type purchases --items category:hair --auto --from 2025-03-15",
        "scheme reward S --after 4 --gift Wax",
    ],
];

/// A shop with such a scheme, to be copied.
fn with_scheme(lines: &[&str]) -> Shop {
    let shop = Shop::new();
    for line in lines {
        shop.json(line);
    }
    shop
}

fn copy(of: &Shop) -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("shop.db");
    std::fs::copy(of.database(), &path).expect("a copy");
    let store = Store::open(&path).expect("it opens");
    (folder, store)
}

fn write<T>(store: &mut Store, body: impl FnOnce(&Tx<'_>) -> Result<T, Failure>) -> T {
    let today = Day::parse("2026-11-21").expect("a day");
    let context = Context { today, now_millis: 1_700_000_000_000, actor: "till".to_owned(), mode: Mode::Real };
    store.write(&context, Action("import csv"), body).unwrap_or_else(|failure| panic!("{}", failure.message()))
}

/// Takes rows in, and gives the number of the import if anything was new.
fn import(store: &mut Store, rows: &[(u32, String)], rewards: Option<Reached>) -> Option<ImportId> {
    let text: String = [HEADER].into_iter().chain(rows.iter().map(|(_, row)| row.as_str())).collect();
    let source = Source::from_reader("a.csv".to_owned(), Box::new(std::io::Cursor::new(text.into_bytes())));
    let sources = [source.expect("a source")];
    let options = Options::new(Day::parse("2026-11-21").expect("a day"), Currency::EUR, Country::NL);
    let survey = survey(&sources, &options, &mut |_| {}).expect("it is read");
    let points = PointsTerms::Uncovered;
    let terms = Terms { rule_at: None, points, history: History { rewards }, existing_only: false };
    write(store, |tx| {
        let taken = take_in(tx, &survey, &terms, &mut |_| {})?;
        assert_eq!(
            survey.errors.total + taken.problems.len() as u64,
            0,
            "{:?} {:?}",
            survey.errors.kept,
            taken.problems
        );
        Ok(taken.id)
    })
}

/// The events of everybody's standing card, and what became of its rewards; and that all cards are as they have to be.
fn stands(store: &mut Store) -> Vec<String> {
    let read = store.read(|reader| {
        let (_, problems) = check::check(reader)?;
        assert_eq!(problems, []);
        let mut told = Vec::new();
        for customer in ["K0", "K1", "K2"] {
            let Some(customer) = reader.customer_by_reference(customer)? else { continue };
            for card in reader.cards_of(customer.id)? {
                told.push(format!("{} {:?} {:?}", customer.reference, card.open, card.collected));
                for row in reader.card_history(card.id)? {
                    let event = &row.event;
                    let (round, reward) = (event.round.map(|round| round.number()), &row.reward);
                    told.push(format!(
                        "{} {} {:?} {:?} {:?} {reward:?} {round:?}",
                        event.date,
                        event.event.as_str(),
                        event.change,
                        event.collected,
                        row.invoice
                    ));
                }
            }
        }
        Ok::<_, Failure>(told)
    });
    read.expect("a reading")
}

#[expect(clippy::disallowed_methods, reason = "how many cases are tried is said by whoever runs the tests")]
#[test]
fn the_order_of_rows_makes_no_difference() {
    let shops: Vec<Shop> = SCHEMES.iter().map(|lines| with_scheme(lines)).collect();
    let cases = std::env::var("LOYALTY_CASES").ok().and_then(|text| text.parse().ok()).unwrap_or(12);
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let history = prop::collection::vec(made(), 1..25);
    let rewards = select(vec![None, Some(Reached::Ready), Some(Reached::Waived)]);
    let drawn = (history, rewards, 0usize..3, 0u32..45, prop::collection::vec(any::<Index>(), 60));
    proptest!(config, |((history, rewards, scheme, split, order) in drawn)| {
        let rows = rows(&history);
        let (_folder, mut store) = copy(&shops[scheme]);
        let id = import(&mut store, &rows, rewards);
        let want = stands(&mut store);

        let mut shuffled = rows.clone();
        for (place, other) in order.iter().enumerate().take(shuffled.len()) {
            let other = other.index(shuffled.len());
            shuffled.swap(place, other);
        }
        let (_folder, mut other) = copy(&shops[scheme]);
        import(&mut other, &shuffled, rewards);
        prop_assert_eq!(&stands(&mut other), &want);

        let (_folder, mut other) = copy(&shops[scheme]);
        let first = rows.iter().take_while(|(day, _)| *day < split).count();
        for part in [&rows[..first], &rows[first..]] {
            if !part.is_empty() {
                import(&mut other, part, rewards);
            }
        }
        prop_assert_eq!(&stands(&mut other), &want);

        let taken_back = write(&mut store, |tx| {
            let import = tx.import(id.expect("something is new"))?.expect("it is there");
            undo(tx, &import, false)
        });
        prop_assert!(taken_back.is_some());
        prop_assert_eq!(stands(&mut store), Vec::<String>::new());
        import(&mut store, &shuffled, rewards);
        prop_assert_eq!(&stands(&mut store), &want);
    });
}
