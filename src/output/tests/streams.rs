//! What goes to stdout and what to stderr: quiet answers, notes, errors, questions, and readers who go away.

use expect_test::expect;
use serde_json::json;

use super::*;

#[test]
fn quiet_prints_the_bare_answer() {
    let (mut output, out, err) = output(Format::Table, true, Facts::PIPE);
    output.report(&balance()).unwrap();
    output.report(&customers()).unwrap();
    output.note("nothing");
    output.hint("nothing");
    output.warning("the phone `x` cannot be read");
    assert_eq!(out.text(), "24\nK1\nK2\n00412\nK4\n");
    assert_eq!(err.text(), "warning: the phone `x` cannot be read\n");
}

fn failure() -> ErrorReport {
    let mut table = Table::new([Column::fixed("ref"), Column::text("name"), Column::number("points")]);
    table.row(["K1".into(), "Anna\u{9b} Jansen".into(), 24.into()]);
    table.row(["K2".into(), "Bram Jansen".into(), (-5).into()]);
    ErrorReport {
        hints: vec!["loyalty customer balance K1".to_owned()],
        details: json!({"candidates": [{"ref": "K1"}, {"ref": "K2"}]}),
        table: Some(table),
        ..ErrorReport::new("customer_ambiguous", 4, "`jansen\u{1b}[2J` is the name of 2 customers")
    }
}

#[test]
fn errors_are_lines_for_people_and_one_object_for_programs() {
    for (format, color, want) in [
        (
            Format::Table,
            false,
            expect![[r#"
            error: `jansen\u{1b}[2J` is the name of 2 customers
              ref  name               points
              ──────────────────────────────
              K1   Anna\u{9b} Jansen      24
              K2   Bram Jansen            -5
            hint: loyalty customer balance K1
        "#]],
        ),
        (
            Format::Csv,
            true,
            expect![[r#"
            ␛[1m␛[31merror:␛[0m `jansen\u{1b}[2J` is the name of 2 customers
              ref  name               points
              ──────────────────────────────
              K1   Anna\u{9b} Jansen      24
              K2   Bram Jansen            -5
            ␛[1m␛[36mhint:␛[0m loyalty customer balance K1
        "#]],
        ),
        (
            Format::Json,
            true,
            expect![[r#"
            {"schema":"loyalty.error/1","error":{"code":"customer_ambiguous","exit":4,"message":"`jansen\u001b[2J` is the name of 2 customers","hints":["loyalty customer balance K1"],"retryable":false,"details":{"candidates":[{"ref":"K1"},{"ref":"K2"}]}}}
        "#]],
        ),
        (
            Format::Ndjson,
            false,
            expect![[r#"
            {"schema":"loyalty.error/1","error":{"code":"customer_ambiguous","exit":4,"message":"`jansen\u001b[2J` is the name of 2 customers","hints":["loyalty customer balance K1"],"retryable":false,"details":{"candidates":[{"ref":"K1"},{"ref":"K2"}]}}}
        "#]],
        ),
    ] {
        let (mut output, out, err) = output(format, false, Facts { stderr_color: color, ..Facts::PIPE });
        if format.is_json() {
            output.note("said before it went wrong");
        }
        output.error(&failure());
        assert_eq!(out.text(), "");
        check(&err.text(), &want);
    }
}

#[test]
fn notes_come_after_a_json_answer() {
    let (mut output, out, err) = output(Format::Ndjson, false, Facts::PIPE);
    output.note("the day is \u{202e}2026-11-21");
    assert_eq!(err.text(), "");
    output.report(&balance()).unwrap();
    assert!(out.text().starts_with(r#"{"schema":"loyalty.balance/1","at":"#));
    assert_eq!(err.text(), "note: the day is \\u{202e}2026-11-21\n");
}

struct Closed;

impl Write for Closed {
    fn write(&mut self, _: &[u8]) -> io::Result<usize> {
        Err(io::ErrorKind::BrokenPipe.into())
    }
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[test]
fn a_closed_pipe_is_known_in_every_format() {
    for format in [Format::Table, Format::Json, Format::Ndjson, Format::Csv] {
        // Past every buffer, so that it is met in the middle as well as at the end.
        for size in [1, 3000] {
            let list = List::all("loyalty.customers/1", std::iter::repeat_with(customer).take(size).collect());
            let mut output = Output::to(Box::new(Closed), Box::new(Sink::default()), format, false, Facts::PIPE);
            assert!(is_closed_pipe(&output.report(&list).unwrap_err()), "{format:?} {size}");
        }
    }
}

#[test]
fn only_yes_is_a_yes() {
    for (answer, want) in
        [("y\n", true), ("YES\n", true), ("\n", false), ("", false), ("no\n", false), ("yep\n", false)]
    {
        let (mut output, out, err) = output(Format::Table, false, Facts::PIPE);
        assert_eq!(output.confirm("erase `K1`?", &mut answer.as_bytes()).unwrap(), want, "{answer:?}");
        assert_eq!((out.text().as_str(), err.text().as_str()), ("", "erase `K1`? [y/N] "));
    }
}
