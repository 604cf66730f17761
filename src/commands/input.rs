//! `--input`: one JSON document, or many, one a line. What stands there need not stand in arguments.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use serde::de::{DeserializeOwned, IgnoredAny};
use serde_json::{Value, json};

use crate::failure::{Failure, Kind, Outcome};
use crate::store::Tx;

/// The most that is read, in bytes.
const MOST: u64 = 256 << 20;

/// What was read.
#[derive(Debug)]
pub enum Input<T> {
    /// One document, over however many lines.
    One(T),
    /// A document a line; blank lines are left out.
    Many(Vec<Line<T>>),
}

/// A line of many.
#[derive(Debug)]
pub struct Line<T> {
    /// Its number in the file, from 1.
    pub number: u64,
    /// The document, or why it is none.
    pub document: Outcome<T>,
}

/// Reads a file, or stdin for `-`. `as_line` makes one document a line of many, for an answer of lines.
pub fn read<T: DeserializeOwned>(path: &Path, as_line: bool) -> Outcome<Input<T>> {
    understand(&text(path)?, as_line)
}

/// Does the work of every line, all or nothing: one bad line rejects the input, and every bad line is told. Gives the
/// answers with the lines' numbers.
pub fn each_line<T, R>(
    tx: &Tx<'_>,
    lines: Vec<Line<T>>,
    mut work: impl FnMut(&T) -> Outcome<R>,
) -> Outcome<Vec<(u64, R)>> {
    let (mut answers, mut bad) = (Vec::new(), Vec::new());
    for Line { number, document } in lines {
        match document.and_then(|document| tx.part(|| work(&document))) {
            Ok(answer) => answers.push((number, answer)),
            Err(failure) if is_about_the_line(&failure) => bad.push((number, failure)),
            Err(failure) => return Err(failure),
        }
    }
    if bad.is_empty() { Ok(answers) } else { Err(bad_lines(&bad)) }
}

/// Whether the next line may still be judged: the database itself has not failed.
pub fn is_about_the_line(failure: &Failure) -> bool {
    matches!(failure.exit(), 2..=6)
}

fn bad_lines(bad: &[(u64, Failure)]) -> Failure {
    let errors: Vec<Value> = bad
        .iter()
        .map(|(line, failure)| json!({ "line": line, "code": failure.kind().code(), "message": failure.message() }))
        .collect();
    let (line, first) = &bad[0];
    let more = match bad.len() {
        0 | 1 => String::new(),
        count => format!(" (and {} more)", count - 1),
    };
    rejected(format!("line {line}: {}{more}", first.message()))
        .hint("nothing was written: mend the input and repeat the command")
        .details(json!({ "errors": errors }))
}

/// What would be wrong usage in arguments makes an input that is rejected.
pub fn of_the_input(failure: Failure) -> Failure {
    if failure.kind() != Kind::Usage {
        return failure;
    }
    let of_the_input = rejected(failure.message());
    failure.hints().iter().fold(of_the_input, |of_the_input, hint| of_the_input.hint(hint))
}

fn text(path: &Path) -> Outcome<String> {
    let mut bytes = Vec::new();
    if path.as_os_str() == "-" {
        io::stdin().lock().take(MOST + 1).read_to_end(&mut bytes)?;
    } else {
        let file = File::open(path).map_err(|error| match error.kind() {
            io::ErrorKind::NotFound => {
                Failure::new(Kind::FileNotFound, format!("there is no file `{}`", path.display()))
            }
            _ => Failure::new(Kind::Io, format!("`{}` cannot be read: {error}", path.display())),
        })?;
        let read = file.take(MOST + 1).read_to_end(&mut bytes);
        read.map_err(|error| Failure::new(Kind::Io, format!("`{}` cannot be read: {error}", path.display())))?;
    }
    if bytes.len() as u64 > MOST {
        return Err(rejected(format!("the input is larger than {} MiB", MOST >> 20)));
    }
    let text = String::from_utf8(bytes).map_err(|_| rejected("the input is no UTF-8"))?;
    Ok(text.strip_prefix('\u{feff}').map(str::to_owned).unwrap_or(text))
}

/// Whether a text, or what it begins with, is many documents, one a line: as a whole it is none, and one of its lines is.
/// The lines of a single document that are documents themselves are set in.
pub fn is_many(text: &[u8]) -> bool {
    let is_document = |text: &[u8]| serde_json::from_slice::<IgnoredAny>(text).is_ok();
    let lines = || text.split(|byte| *byte == b'\n').filter(|line| !line.trim_ascii().is_empty());
    let stands_alone = |(place, line): (usize, &[u8])| (place == 0 || line.starts_with(b"{")) && is_document(line);
    !is_document(text) && lines().enumerate().any(stands_alone)
}

fn understand<T: DeserializeOwned>(text: &str, as_line: bool) -> Outcome<Input<T>> {
    let filled = || (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
    let Some((first, _)) = filled().next() else {
        return Err(rejected("the input is empty"));
    };
    Ok(if is_many(text.as_bytes()) {
        Input::Many(filled().map(|(number, line)| Line { number, document: document(line) }).collect())
    } else if as_line {
        Input::Many(vec![Line { number: first, document: document(text) }])
    } else {
        Input::One(document(text)?)
    })
}

fn document<T: DeserializeOwned>(text: &str) -> Outcome<T> {
    serde_json::from_str(text).map_err(|error| rejected(format!("the JSON does not fit: {error}")))
}

fn rejected(message: impl Into<String>) -> Failure {
    Failure::new(Kind::InputRejected, message)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    fn shape(text: &str, lines: bool) -> Result<(Vec<u64>, usize), Kind> {
        understand::<Value>(text, lines)
            .map(|input| match input {
                Input::One(_) => (Vec::new(), 0),
                Input::Many(lines) => {
                    let bad = lines.iter().filter(|line| line.document.is_err()).count();
                    (lines.iter().map(|line| line.number).collect(), bad)
                }
            })
            .map_err(|failure| failure.kind())
    }

    #[test]
    fn one_document_or_one_a_line() {
        let one = Ok((Vec::new(), 0));
        assert_eq!(shape("{}", false), one);
        assert_eq!(shape("{\n \"a\": 1\n}\n", false), one);
        assert_eq!(shape("{}\n\n{}\n", false), Ok((vec![1, 3], 0)));
        assert_eq!(shape("{}\n{\n", false), Ok((vec![1, 2], 1)));
        assert_eq!(shape("{\n{}\n", false), Ok((vec![1, 2], 1)));
        // How the answer is to look does not say how the input is read.
        assert_eq!(shape("{}\n", true), Ok((vec![1], 0)));
        assert_eq!(shape("\n{\n \"a\": [\n  {}\n ]\n}\n", true), Ok((vec![2], 0)));
        assert_eq!(shape("{\n \"a\": [\n  {}\n ]}}\n", true), Ok((vec![1], 1)));
        assert_eq!(shape("{\n{}\n", true), Ok((vec![1, 2], 1)));
        assert_eq!(shape("\n \n", false), Err(Kind::InputRejected));
        assert_eq!(shape("{\n", false), Err(Kind::InputRejected));
    }
}
