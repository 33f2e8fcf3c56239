//! How the cells of one column stand: numbers at the right with as many decimals as one another, lines of a
//! log or of a configuration in letters of one width.

use super::cells::{self, InstantStyle};
use crate::report::Cell;

/// Columns that hold lines.
const OF_LINES: [&str; 2] = ["line", "text"];

/// How a column of a table is written.
#[derive(Debug, Clone, Copy)]
pub(super) struct ColumnStyle {
    is_number: bool,
    has_lines: bool,
    /// Decimals of every number; `None` if numbers stand as they are.
    decimals: Option<usize>,
}

impl ColumnStyle {
    /// The column called `name` with these cells.
    pub(super) fn new<'c>(name: &str, cells: impl Iterator<Item = &'c Cell<'c>> + Clone) -> Self {
        let is_number = cells.clone().all(cells::is_number);
        let is_text = cells.clone().all(|cell| matches!(cell, Cell::Text(_)));
        let has_lines = is_text && OF_LINES.contains(&name);
        Self { is_number, has_lines, decimals: decimals(cells) }
    }

    pub(super) fn head(self, name: &str) -> String {
        cells::head(name, self.is_number)
    }

    /// A `td` element, instants as `clock` shows them.
    pub(super) fn data(self, cell: &Cell<'_>, clock: InstantStyle) -> String {
        let mut text = clock.text(cell);
        if let (Some(decimals), Cell::Number(_)) = (self.decimals, cell) {
            let missing = decimals.saturating_sub(places(&text));
            if missing == decimals && missing > 0 {
                text.push('.');
            }
            text.push_str(&"0".repeat(missing));
        }
        match (self.is_number, self.has_lines) {
            (true, _) => format!("<td class=\"n\">{text}</td>"),
            (false, true) => format!("<td class=\"item\"><code>{text}</code></td>"),
            (false, false) => format!("<td>{text}</td>"),
        }
    }
}

/// Digits behind the point.
fn places(text: &str) -> usize {
    text.split_once('.').map_or(0, |(_, decimals)| decimals.len())
}

/// The decimals that the numbers need; `None` if one of them has an exponent.
fn decimals<'c>(cells: impl Iterator<Item = &'c Cell<'c>>) -> Option<usize> {
    let texts = cells.filter(|cell| matches!(cell, Cell::Number(_))).map(cells::text);
    texts
        .map(|text| (!text.contains('e')).then(|| places(&text)))
        .try_fold(0, |most, places| places.map(|places| most.max(places)))
}

#[cfg(test)]
mod tests {
    use super::super::cells::InstantStyle;
    use super::ColumnStyle;
    use crate::report::{Cell, Report};

    #[test]
    fn the_numbers_of_a_column_stand_below_each_other() {
        let clock = InstantStyle::new(&Report::default());
        let shown = |cells: &[Cell<'_>]| {
            let column = ColumnStyle::new("gap", cells.iter());
            let data = cells.iter().map(|cell| column.data(cell, clock));
            data.map(|data| data.replace("<td class=\"n\">", "").replace("</td>", "")).collect()
        };
        let shown: Vec<Vec<String>> = vec![
            shown(&[Cell::Number(1.4), Cell::Number(12.25), Cell::Number(3.0), Cell::Missing]),
            shown(&[Cell::Number(1.5), Cell::Number(7.3e-12)]),
            shown(&[Cell::Count(7), Cell::Count(1000)]),
        ];
        assert_eq!(shown[0], ["1.40", "12.25", "3.00", "–"]);
        assert_eq!(shown[1], ["1.5", "7.30000e-12"]);
        assert_eq!(shown[2], ["7", "1,000"]);
    }
}
