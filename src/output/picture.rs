//! Pictures made of letters: a card's stamps, and bars.

use super::Facts;

/// The most stamps that are drawn one by one; a longer round is drawn as a bar.
const MOST_STAMPS: i64 = 20;
/// How many columns a bar has.
const BAR_WIDTH: usize = 10;

/// A card that counts visits or pieces: `●●●○○ 3/5`, in ASCII `***.. 3/5`; past twenty a bar.
pub fn stamps(collected: i64, goal: i64, facts: &Facts) -> String {
    let shown = format!("{collected}/{goal}");
    if goal > MOST_STAMPS {
        return measured(collected, goal, &shown, facts);
    }
    let (full, empty) = if facts.utf8 { ("●", "○") } else { ("*", ".") };
    let have = collected.clamp(0, goal.max(0)) as usize;
    let missing = goal.max(0) as usize - have;
    format!("{}{} {shown}", full.repeat(have), empty.repeat(missing))
}

/// A bar with what it shows behind it: `██████···· 60.00/100.00`. Both values are in the same unit.
pub fn measured(value: i64, max: i64, shown: &str, facts: &Facts) -> String {
    format!("{} {shown}", bar(value, max, BAR_WIDTH, facts))
}

/// A bar of so many columns, filled to `value` of `max`; in eighths of a column, in ASCII in whole ones.
///
/// It is rounded down, so that only what is complete looks complete, and what is not in 0 to `max` is cut off there.
pub fn bar(value: i64, max: i64, width: usize, facts: &Facts) -> String {
    const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];
    let filled = |parts: usize| -> usize {
        let value = i128::from(value.clamp(0, max.max(0)));
        if max <= 0 { 0 } else { (value * parts as i128 / i128::from(max)) as usize }
    };
    if !facts.utf8 {
        let whole = filled(width);
        return format!("{}{}", "#".repeat(whole), "-".repeat(width - whole));
    }
    let eighths = filled(width * 8);
    let (whole, part) = (eighths / 8, EIGHTHS[eighths % 8]);
    let rest = width - whole - usize::from(!part.is_empty());
    format!("{}{part}{}", "█".repeat(whole), "·".repeat(rest))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ASCII: Facts = Facts { utf8: false, ..Facts::PIPE };

    #[test]
    fn stamps_are_drawn_and_counted() {
        for (collected, goal, utf8, ascii) in [
            (3, 5, "●●●○○ 3/5", "***.. 3/5"),
            (0, 5, "○○○○○ 0/5", "..... 0/5"),
            (5, 5, "●●●●● 5/5", "***** 5/5"),
            (7, 5, "●●●●● 7/5", "***** 7/5"),
            (25, 50, "█████····· 25/50", "#####----- 25/50"),
            (0, 0, " 0/0", " 0/0"),
        ] {
            assert_eq!(stamps(collected, goal, &Facts::PIPE), utf8);
            assert_eq!(stamps(collected, goal, &ASCII), ascii);
        }
    }

    #[test]
    fn bars_round_down() {
        for (value, max, utf8, ascii) in [
            (60, 100, "██████····", "######----"),
            (55, 100, "█████▌····", "#####-----"),
            (1, 1000, "··········", "----------"),
            (999, 1000, "█████████▉", "#########-"),
            (1000, 1000, "██████████", "##########"),
            (2000, 1000, "██████████", "##########"),
            (-5, 10, "··········", "----------"),
            (5, 0, "··········", "----------"),
            (i64::MAX, i64::MAX, "██████████", "##########"),
        ] {
            assert_eq!(bar(value, max, 10, &Facts::PIPE), utf8, "{value}/{max}");
            assert_eq!(bar(value, max, 10, &ASCII), ascii, "{value}/{max}");
        }
        assert_eq!(measured(5500, 10_000, "55.00/100.00", &Facts::PIPE), "█████▌···· 55.00/100.00");
    }
}
