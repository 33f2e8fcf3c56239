//! Horizontal bars.

/// Blocks of one to seven eighths of a column.
const EIGHTHS: [char; 7] = ['▏', '▎', '▍', '▌', '▋', '▊', '▉'];

/// A bar for `part` of `whole`, at most `width` columns: in eighths of a column, or in whole
/// columns of `|` without `unicode`. What is not 0 has a bar one can see.
pub fn bar(part: f64, whole: f64, width: usize, unicode: bool) -> String {
    if part <= 0.0 || whole <= 0.0 || width == 0 {
        return String::new();
    }
    #[expect(clippy::cast_precision_loss, reason = "a screen's width")]
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

#[cfg(test)]
mod tests {
    use super::bar;

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
}
