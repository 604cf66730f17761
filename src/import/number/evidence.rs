//! What a column of numbers says about its decimal mark.

use super::{Mark, read};
use crate::domain::Currency;

/// What the cells of a column say about its mark.
#[derive(Clone, Debug, Default)]
pub(in crate::import) struct MarkEvidence {
    point: u64,
    comma: u64,
    both: u64,
    /// The first cell that reads both ways, else the first that only reads with the mark that others have not.
    shows: Option<(u64, String)>,
}

/// What a column's cells decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::import) enum MarkDecision {
    /// No cell has need of a mark.
    Any,
    /// All or most have this one.
    Is(Mark),
    /// It reads both ways.
    Ambiguous,
    /// Some cells have the one and some the other.
    Mixed,
}

impl MarkEvidence {
    pub(in crate::import) fn add(&mut self, text: &str, line: u64, currency: Currency) {
        if text.is_empty() || text.bytes().all(|byte| byte.is_ascii_digit()) {
            return;
        }
        match (read(text, Mark::Point, currency), read(text, Mark::Comma, currency)) {
            (Ok(point), Ok(comma)) if point != comma => {
                if self.both == 0 {
                    self.shows = Some((line, text.to_owned()));
                }
                self.both += 1;
            }
            (Ok(_), Err(_)) => {
                self.point += 1;
                self.show_rival(self.comma, line, text);
            }
            (Err(_), Ok(_)) => {
                self.comma += 1;
                self.show_rival(self.point, line, text);
            }
            _ => {}
        }
    }

    fn show_rival(&mut self, others: u64, line: u64, text: &str) {
        if others > 0 && self.shows.is_none() {
            self.shows = Some((line, text.to_owned()));
        }
    }

    pub(in crate::import) fn decide(&self) -> MarkDecision {
        match (self.point, self.comma) {
            (0, 0) if self.both == 0 => MarkDecision::Any,
            (0, 0) => MarkDecision::Ambiguous,
            (_, 0) => MarkDecision::Is(Mark::Point),
            (0, _) => MarkDecision::Is(Mark::Comma),
            // Cells that read both ways cannot be trusted in a column that has both.
            (point, comma) if self.both > 0 || point == comma => MarkDecision::Mixed,
            (point, comma) => MarkDecision::Is(if point > comma { Mark::Point } else { Mark::Comma }),
        }
    }

    pub(in crate::import) fn shown(&self) -> (u64, String) {
        self.shows.clone().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_is_decided_as_a_whole() {
        for (cells, want) in [
            (&["1", "20"][..], MarkDecision::Any),
            (&["€ 5,-"], MarkDecision::Any),
            (&["1.234"], MarkDecision::Ambiguous),
            (&["1.234", "21,50"], MarkDecision::Is(Mark::Comma)),
            (&["1.234", "21.50"], MarkDecision::Is(Mark::Point)),
            (&["1.234", "1,234"], MarkDecision::Ambiguous),
            (&["1.234", "21.50", "21,50"], MarkDecision::Mixed),
            (&["1.50", "21.50", "21,50"], MarkDecision::Is(Mark::Point)),
            (&["21.50", "21,50"], MarkDecision::Mixed),
            (&["ten", "1.5"], MarkDecision::Is(Mark::Point)),
        ] {
            let mut evidence = MarkEvidence::default();
            for cell in cells {
                evidence.add(cell, 1, Currency::EUR);
            }
            assert_eq!(evidence.decide(), want, "{cells:?}");
        }
    }
}
