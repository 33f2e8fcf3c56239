//! A block of lines of `inspect` under one label, in columns. On a narrow screen whole columns are left out
//! and long names are cut; figures are never cut.

use std::io::{self, Write};

use super::line::{FAINT, OUTLIER, paint};
use crate::render::fit;
use crate::render::request::Style;

/// The width of the labels.
const LABEL: usize = 12;
/// Columns of the screen that stay free on the right.
const MARGIN: usize = 2;
/// Blanks between columns.
const GAP: usize = 2;
/// The least width of a block's names together; columns of figures are left out before names are cut shorter.
const MIN_NAMES: usize = 20;

/// A line in its columns, and whether it stands out.
pub(super) type ScreenLine = (Vec<String>, bool);

/// Lines under a label.
pub(super) struct ScreenBlock {
    pub(super) label: &'static str,
    pub(super) lines: Vec<ScreenLine>,
    /// The places and the names of the columns that are left out on a narrow screen, the first to go
    /// first.
    pub(super) left_out: &'static [(usize, &'static str)],
    /// The places of the columns with names or lines of the log, which may be cut.
    pub(super) names: &'static [usize],
}

impl ScreenBlock {
    /// A block of sentences: where a line is too wide for the screen, its last cell goes to a line of its
    /// own, and the cell before it is wrapped.
    pub(super) fn of_sentences(
        label: &'static str,
        mut lines: Vec<ScreenLine>,
        style: Style,
    ) -> Self {
        let widths = widths(&lines);
        if widths.iter().sum::<usize>() > room(widths.len(), style) {
            lines = lines.into_iter().flat_map(|line| folded(line, &widths, style)).collect();
        }
        Self { label, lines, left_out: &[], names: &[] }
    }

    /// Writes the lines, the label before the first; gives the names of the columns there is no room for.
    pub(super) fn write(self, style: Style, out: &mut dyn Write) -> io::Result<Vec<&'static str>> {
        let label = self.label;
        let (lines, widths, dropped) = self.laid_out(style);
        for (index, (cells, stands_out)) in lines.iter().enumerate() {
            let cells = cells.iter().zip(&widths).map(|(cell, width)| {
                fit::pad_right(&fit::cut_middle(cell, *width, style.unicode), *width)
            });
            let text = cells.collect::<Vec<_>>().join(&" ".repeat(GAP));
            let label = if index == 0 { label } else { "" };
            let label = paint(&fit::pad_right(&format!("  {label}"), LABEL), FAINT, style);
            let color = if *stands_out { OUTLIER } else { anstyle::Style::new() };
            writeln!(out, "{label}{}", paint(text.trim_end(), color, style))?;
        }
        Ok(dropped)
    }

    /// The lines without the columns that are left out, the widths of the columns, and the names of those
    /// left out.
    fn laid_out(self, style: Style) -> (Vec<ScreenLine>, Vec<usize>, Vec<&'static str>) {
        let Self { mut lines, left_out, names, .. } = self;
        let mut widths = widths(&lines);
        // An empty column takes its place until the end, so that places stay as they are.
        let mut gone: Vec<usize> = Vec::new();
        let mut dropped = Vec::new();
        let is_name = |place: usize| names.contains(&place);
        for (place, name) in left_out {
            let of_names = |wanted: bool| {
                let columns = widths.iter().enumerate();
                let columns = columns.filter(|(place, _)| is_name(*place) == wanted);
                columns.map(|(_, width)| width).sum::<usize>()
            };
            let needed = of_names(false) + of_names(true).min(MIN_NAMES);
            if needed <= room(widths.len() - gone.len(), style) {
                break;
            }
            if let Some(width) = widths.get_mut(*place) {
                *width = 0;
                gone.push(*place);
                dropped.push(*name);
            }
        }
        let room = room(widths.len() - gone.len(), style);
        cut_widest(&mut widths, room, is_name);
        cut_widest(&mut widths, room, |_| true);
        gone.sort_unstable();
        for place in gone.into_iter().rev() {
            widths.remove(place);
            for (cells, _) in lines.iter_mut().filter(|(cells, _)| place < cells.len()) {
                cells.remove(place);
            }
        }
        (lines, widths, dropped)
    }
}

/// Makes the widest of the columns that `may_cut` allows narrower, until all fit into `room`.
fn cut_widest(widths: &mut [usize], room: usize, may_cut: impl Fn(usize) -> bool) {
    while widths.iter().sum::<usize>() > room {
        let columns = widths.iter_mut().enumerate().filter(|(place, _)| may_cut(*place));
        let widest = columns.map(|(_, width)| width).max();
        let Some(widest) = widest.filter(|widest| **widest > 0) else { return };
        *widest -= 1;
    }
}

/// The widest cell of each column.
fn widths(lines: &[ScreenLine]) -> Vec<usize> {
    fit::widths(&lines.iter().map(|(cells, _)| cells).collect::<Vec<_>>())
}

/// The width of all cells of a line together.
fn room(columns: usize, style: Style) -> usize {
    style.width.saturating_sub(LABEL + MARGIN + GAP * columns.saturating_sub(1))
}

/// The line with its last cell below the cell before it, each wrapped.
fn folded((mut cells, stands_out): ScreenLine, widths: &[usize], style: Style) -> Vec<ScreenLine> {
    let last = cells.pop().unwrap_or_default();
    let sentence = cells.pop().unwrap_or_default();
    let before: usize = widths.iter().take(cells.len()).sum();
    let width = room(cells.len() + 1, style).saturating_sub(before);
    let texts =
        fit::lines_of("", &sentence, width).into_iter().chain(fit::lines_of("", &last, width));
    let texts: Vec<String> = texts.filter(|text| !text.is_empty()).collect();
    let line = |(index, text): (usize, String)| {
        let first = |cell: &String| if index == 0 { cell.clone() } else { String::new() };
        (cells.iter().map(first).chain([text]).collect(), stands_out)
    };
    texts.into_iter().enumerate().map(line).collect()
}

#[cfg(test)]
mod tests {
    use super::{ScreenBlock, Style, fit};

    fn lines(rows: &[&[&str]]) -> Vec<super::ScreenLine> {
        rows.iter()
            .map(|row| (row.iter().map(|cell| (*cell).to_owned()).collect(), false))
            .collect()
    }

    fn written(block: ScreenBlock, width: usize) -> String {
        let style = Style { width, ..Style::default() };
        let mut out = Vec::new();
        block.write(style, &mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.lines().all(|line| fit::width(line) <= width), "{text}");
        text
    }

    #[test]
    fn columns_are_left_out_before_figures_are_cut() {
        let block = || ScreenBlock {
            label: "standing",
            lines: lines(&[
                &["count", "19,274", "median 12.5", "p90 1,234", "p99 19,274", "above 78 % of 307"],
                &["longest_gap", "4", "median 1", "p90 2", "p99 6.22", "above 100 % of 40"],
            ]),
            left_out: &[(3, "p90"), (4, "p99"), (2, "median")],
            names: &[0],
        };
        let style = Style { width: 50, ..Style::default() };
        assert_eq!(block().write(style, &mut Vec::new()).unwrap(), ["p90", "p99", "median"]);
        assert_eq!(
            written(block(), 80),
            "  standing  count        19,274  median 12.5  p99 19,274  above 78 % of 307\n            \
             longest_gap  4       median 1     p99 6.22    above 100 % of 40\n"
        );
        assert_eq!(
            written(block(), 50),
            "  standing  count      19,274  above 78 % of 307\n            long…_gap  4       above 100 % of 40\n"
        );
    }

    #[test]
    fn sentences_are_wrapped() {
        let block = |width| {
            let lines = lines(&[&["scan", "55 different texts, 52.7 % its own", "median 4"]]);
            ScreenBlock::of_sentences("signs", lines, Style { width, ..Style::default() })
        };
        assert_eq!(
            written(block(80), 80),
            "  signs     scan  55 different texts, 52.7 % its own  median 4\n"
        );
        assert_eq!(
            written(block(50), 50),
            "  signs     scan  55 different texts, 52.7 % its\n                  own\n                  median 4\n"
        );
    }
}
