//! Horizontal bars, and sparklines.

/// Blocks of one to seven eighths of a column.
const EIGHTHS: [char; 7] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/// A bar for `part` of `whole`, at most `width` columns: in eighths of a column, or in whole
/// columns of `|` without `unicode`. What is not 0 has a bar one can see.
pub(crate) fn bar(part: f64, whole: f64, width: usize, unicode: bool) -> String {
    if part <= 0.0 || whole <= 0.0 || width == 0 {
        return String::new();
    }
    let length = (part / whole).clamp(0.0, 1.0) * width as f64;
    if unicode {
        let eighths = floor(length * 8.0).clamp(1, width * 8);
        let mut bar = "█".repeat(eighths / 8);
        bar.extend((eighths % 8).checked_sub(1).map(|rest| EIGHTHS[rest]));
        bar
    } else {
        "|".repeat(floor(length).clamp(1, width))
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "between 0 and eight times a screen's width"
)]
fn floor(length: f64) -> usize {
    length as usize
}

/// Heights of sparklines in eighths of a line.
const SPARK_HEIGHTS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// Heights of sparklines in ASCII, from low to high.
const PLAIN_HEIGHTS: [char; 5] = ['.', ':', '-', '=', '#'];

/// A sparkline: one character for each of `parts`, the largest at full height, 0 as a blank.
pub(crate) fn spark(parts: &[u64], unicode: bool) -> String {
    let heights: &[char] = if unicode { &SPARK_HEIGHTS } else { &PLAIN_HEIGHTS };
    let most = u128::from(parts.iter().copied().max().unwrap_or(0));
    let height = |part: &u64| {
        if *part == 0 {
            return ' ';
        }
        let steps = heights.len() as u128;
        // Rounded up, so that the least that is there is seen.
        let step = (u128::from(*part) * steps).div_ceil(most.max(1)).clamp(1, steps) - 1;
        usize::try_from(step).ok().and_then(|step| heights.get(step)).copied().unwrap_or(' ')
    };
    parts.iter().map(height).collect()
}

#[cfg(test)]
mod tests {
    use super::{bar, spark};

    #[test]
    fn lengths_are_proportional_and_never_too_long() {
        assert_eq!(bar(11.0, 11.0, 4, true), "████");
        assert_eq!(bar(6.0, 11.0, 4, true), "██▏");
        assert_eq!(bar(1.0, 1e9, 4, true), "▏");
        assert_eq!(bar(0.0, 11.0, 4, true), "");
        assert_eq!(bar(6.0, 11.0, 4, false), "||");
        assert_eq!(bar(1.0, 1e9, 4, false), "|");
        assert_eq!(bar(f64::INFINITY, 1.0, 3, false), "|||");
        assert_eq!(bar(1.0, 1.0, 0, true), "");
    }

    #[test]
    fn heights_are_proportional() {
        assert_eq!(spark(&[0, 1, 4, 8], true), " ▁▄█");
        assert_eq!(spark(&[0, 1, 1000, u64::MAX], true), " ▁▁█");
        assert_eq!(spark(&[5, 0, 1], false), "# .");
        assert_eq!(spark(&[0, 0], true), "  ");
        assert_eq!(spark(&[], true), "");
    }
}
