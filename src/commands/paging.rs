//! Lists in parts: `--limit` and `--after`.

use super::values;
use crate::failure::Outcome;
use crate::output::{List, Row};

/// Which part of a list is shown.
#[derive(Clone, Debug, clap::Args)]
pub struct Paging {
    /// Show at most so many [default: all]
    #[arg(long, value_name = "N", value_parser = at_least_one)]
    limit: Option<u64>,
    /// Show what comes after that one; a list that was cut says which
    #[arg(long, value_name = "NEXT", allow_hyphen_values = true)]
    pub after: Option<String>,
}

fn at_least_one(text: &str) -> Result<u64, &'static str> {
    text.parse().ok().filter(|number| *number > 0).ok_or("it takes a whole number, 1 or more")
}

impl Paging {
    /// How many rows to ask the store for: one more than is shown tells whether there are more.
    pub fn rows(&self) -> u64 {
        self.limit.map_or(u64::MAX, |limit| limit.saturating_add(1))
    }

    /// The rows that are shown, and what `--after` takes for the next part.
    pub fn cut<T>(&self, mut rows: Vec<T>, name: impl Fn(&T) -> String) -> (Vec<T>, Option<String>) {
        let limit = self.limit.and_then(|limit| usize::try_from(limit).ok()).unwrap_or(usize::MAX);
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).map(name);
        (rows, next)
    }

    /// How many rows there are in all: counted only where the list was cut on either side.
    pub fn total<E>(
        &self,
        shown: usize,
        next: Option<&String>,
        count: impl FnOnce() -> Result<u64, E>,
    ) -> Result<u64, E> {
        if self.after.is_none() && next.is_none() { Ok(shown as u64) } else { count() }
    }

    /// How many rows were shown before, in lists whose rows have no names: there `--after` takes their number.
    pub fn shown(&self) -> Outcome<u64> {
        match &self.after {
            None => Ok(0),
            Some(text) => text.parse().map_err(|_| {
                values::refused(text, "--after", "is no number of rows").hint("a list that was cut says what to give")
            }),
        }
    }

    /// The part of a list that is at hand as a whole, its rows known by their number.
    pub fn part<T: Row>(&self, schema: &'static str, rows: Vec<T>) -> Outcome<List<T>> {
        let shown = self.shown()?;
        let total = rows.len() as u64;
        let behind = rows.into_iter().skip(usize::try_from(shown).unwrap_or(usize::MAX));
        let limit = self.limit.unwrap_or(u64::MAX);
        let part: Vec<T> = behind.take(usize::try_from(limit).unwrap_or(usize::MAX)).collect();
        let end = shown.saturating_add(part.len() as u64);
        Ok(List::page(schema, part, total, (end < total).then(|| end.to_string())))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_is_cut_only_where_there_is_more() {
        for (limit, want) in [(None, (3, None)), (Some(3), (3, None)), (Some(2), (2, Some("b")))] {
            let paging = Paging { limit, after: None };
            let (rows, next) = paging.cut(vec!["a", "b", "c"], ToString::to_string);
            assert_eq!((rows.len(), next.as_deref()), want, "{limit:?}");
        }
        assert_eq!(Paging { limit: Some(2), after: None }.rows(), 3);
    }
}
