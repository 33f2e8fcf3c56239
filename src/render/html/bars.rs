//! Bars in the cells of a table, for figures that stand beside them.

use super::svg;

/// A `td` with a bar; `part` is its length, 0 to 1.
pub(super) fn bar(part: f64) -> String {
    let width = svg::short((part * 100.0).clamp(0.5, 100.0));
    let marks = format!(
        "<rect class=\"bar\" x=\"0\" y=\"2\" width=\"{width}\" height=\"10\" rx=\"1\" fill=\"#2f6fad\"/>"
    );
    format!("<td class=\"draw\">{}</td>", svg::decoration(&marks))
}

/// A `td` with two bars, `first` above `second`, each a length from 0 to 1; an empty cell if one is
/// missing.
pub(super) fn pair(first: Option<f64>, second: Option<f64>) -> String {
    let (Some(first), Some(second)) = (first, second) else { return "<td></td>".to_owned() };
    let rect = |class: &str, fill: &str, y: u32, part: f64| {
        let width = svg::short((part * 100.0).clamp(0.0, 100.0));
        format!(
            "<rect class=\"{class}\" x=\"0\" y=\"{y}\" width=\"{width}\" height=\"5\" fill=\"{fill}\"/>"
        )
    };
    let marks = rect("bar", "#2f6fad", 1, first) + &rect("other", "#8a949e", 8, second);
    format!("<td class=\"draw\">{}</td>", svg::decoration(&marks))
}
