//! Input that means harm, and input in any order.

use std::io::{self, Read};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use proptest::prelude::*;

use super::*;
use crate::domain::person::Country;
use crate::domain::{Currency, Day};

fn options() -> Options {
    Options::new(Day::parse("2026-11-21").unwrap(), Currency::EUR, Country::NL)
}

fn source(text: &[u8]) -> Source {
    Source::from_reader("-".to_owned(), Box::new(io::Cursor::new(text.to_vec()))).unwrap()
}

/// Gives a text once and then the same bytes for ever, and counts what was taken.
struct Endless {
    first: &'static [u8],
    then: &'static [u8],
    taken: Arc<AtomicU64>,
}

impl Read for Endless {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        let from = if self.first.is_empty() { self.then } else { self.first };
        let most = from.len().min(out.len());
        out[..most].copy_from_slice(&from[..most]);
        self.first = self.first.get(most..).unwrap_or_default();
        self.taken.fetch_add(most as u64, Ordering::Relaxed);
        Ok(most)
    }
}

#[test]
fn what_never_ends_is_refused_early() {
    const HEADER: &[u8] = b"invoice,date,amount\nF1,2024-01-03,1.00\n";
    for (first, then, want) in [
        (&b""[..], &b"\0\0\0\0"[..], "nul_byte"),
        (b"", b"x", "record_too_long"),
        (b"", b",", "record_too_long"),
        (b"", b"\"x\n", "unclosed_quote"),
        (HEADER, b"x", "record_too_long"),
        (HEADER, b"1,", "record_too_long"),
        (b"invoice,date,amount\nF1,2024-01-03,\"", b"1.00\n", "unclosed_quote"),
        (HEADER, b"\0", "nul_byte"),
    ] {
        let taken = Arc::new(AtomicU64::new(0));
        let endless = Endless { first, then, taken: taken.clone() };
        let sources = [Source::from_reader("-".to_owned(), Box::new(endless)).unwrap()];
        let code = survey(&sources, &options(), &mut |_| {}).err().map(|error| error.code());
        assert_eq!(code, Some(want), "{first:?} {then:?}");
        let taken = taken.load(Ordering::Relaxed);
        assert!(taken < 1 << 20, "{taken} bytes were read of {first:?} {then:?}");
    }
}

#[test]
fn a_file_that_changes_between_the_readings_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("a.csv");
    for changed in ["invoice,date,amount\nF1,2024-01-03,2.00\n", "invoice,date,amount\n"] {
        std::fs::write(&path, "invoice,date,amount\nF1,2024-01-03,1.00\n").unwrap();
        let sources = [Source::open(&path).unwrap()];
        let options = options();
        let survey = survey(&sources, &options, &mut |_| {}).unwrap();
        std::fs::write(&path, changed).unwrap();
        let error = survey.for_each_invoice(&mut |_| {}, |_, _| Ok::<(), ImportError>(())).err();
        assert_eq!(error.map(|error| error.code()), Some("file_changed"), "{changed}");
    }
}

/// Everything that comes out, without regard to the order of the file.
fn outcome(text: &str) -> Vec<String> {
    let sources = [source(text.as_bytes())];
    let options = options();
    let survey = survey(&sources, &options, &mut |_| {}).unwrap();
    let mut found = Vec::new();
    let all = survey.for_each_invoice(&mut |_| {}, |draft, items| {
        let mut lines: Vec<String> =
            draft.lines.iter().map(|line| format!("{:?} {:?}", items.get(line.item), line.amount)).collect();
        lines.sort();
        let (number, date, customer, total) = (draft.number, draft.date, draft.customer, draft.total);
        found.push(format!("{number} {date} {customer:?} {total:?} {lines:?}"));
        Ok::<(), ImportError>(())
    });
    all.unwrap();
    found.sort();
    found.extend(survey.customers.iter().map(|customer| format!("{customer:?}")));
    found.push(format!("{:?} {} {}", survey.rows, survey.good_invoices, survey.rejected_invoices));
    found
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_bytes_bring_it_down(bytes in prop::collection::vec(any::<u8>(), 0..300), cells in "[,;\"\r\n0-9a-z.\\-é]{0,120}") {
        for text in [bytes, [b"invoice,date,amount,customer,kind\n", cells.as_bytes()].concat()] {
            let sources = [source(&text)];
            if let Ok(survey) = survey(&sources, &options(), &mut |_| {}) {
                let mut given = 0;
                survey.for_each_invoice(&mut |_| {}, |_, _| { given += 1; Ok::<(), ImportError>(()) }).unwrap();
                prop_assert_eq!(given, survey.good_invoices);
                let written = survey.write_rejected(0, &|_| None, &mut io::sink()).unwrap();
                prop_assert_eq!(written, survey.rows.rejected);
            }
            let _ = read_customers(&sources[0], &options(), &mut |_| {});
        }
    }

    #[test]
    fn any_order_of_rows_gives_the_same(rows in prop::collection::vec((0u8..5, 1u8..5, 0u8..3, 0u8..3, 1u16..999), 1..12), seed in any::<u64>()) {
        let line = |(invoice, day, customer, name, cents): &(u8, u8, u8, u8, u16)| {
            // The invoice's facts hang on its number, so most rows agree; the name does not, so some conflict.
            let name = if *name == 0 { String::new() } else { format!("Name {}", invoice % 2 + name / 2) };
            format!("F{invoice},2024-01-0{},K{},{name},{day}.{:02}\n", invoice + 1, customer * (invoice % 2), cents % 100)
        };
        let header = "invoice,date,customer,name,amount\n";
        let mut lines: Vec<String> = rows.iter().map(line).collect();
        let before = outcome(&(header.to_owned() + &lines.concat()));
        let mut state = seed | 1;
        for index in (1..lines.len()).rev() {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            lines.swap(index, (state >> 33) as usize % (index + 1));
        }
        prop_assert_eq!(outcome(&(header.to_owned() + &lines.concat())), before);
    }
}

#[test]
fn a_survey_can_be_read_on_another_thread() {
    fn is_sync<T: Sync + Send>() {}
    is_sync::<Survey<'_>>();
    is_sync::<Source>();
}
