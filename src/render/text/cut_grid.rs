//! A table whose long texts are cut in the middle, so that each row stays one line.

use std::io::{self, Write};

use super::line::{FAINT, OUTLIER, paint, plain, write_line};
use crate::render::fit;
use crate::render::request::Style;
use crate::report::{Cell, Table};

/// Columns that a text takes at most while the row is wider than the screen.
const LEAST_TEXT: usize = 8;
const GAP: usize = 2;

/// Writes every row; rows whose column `marked` is true are painted as outliers.
pub(super) fn write(table: &Table<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let marked = table.column("marked");
    let shown = |column: &usize| Some(*column) != marked;
    let columns: Vec<usize> = (0..table.columns.len()).filter(shown).collect();
    let mut rows: Vec<(Vec<String>, bool)> = Vec::new();
    let mut is_text = vec![false; columns.len()];
    for index in 0..table.rows.len() {
        let mut row = Vec::new();
        table.rows.fill(index, &mut row);
        let is_marked = marked.is_some_and(|at| row.get(at) == Some(&Cell::Flag(true)));
        let cells = columns.iter().zip(&mut is_text).map(|(column, is_text)| {
            let cell = row.get(*column).unwrap_or(&Cell::Missing);
            *is_text |= matches!(cell, Cell::Text(_) | Cell::Time(_));
            plain(cell, style)
        });
        rows.push((cells.collect(), is_marked));
    }
    let heads: Vec<String> =
        columns.iter().map(|at| table.columns[*at].replace('_', " ")).collect();
    let widths = widths(&heads, &rows, &is_text, style.width.saturating_sub(2));
    let line = |cells: &[String]| {
        let padded = cells.iter().zip(&widths).zip(&is_text).map(|((cell, width), is_text)| {
            let cell = fit::cut_middle(cell, *width, style.unicode);
            if *is_text { fit::pad_right(&cell, *width) } else { fit::pad_left(&cell, *width) }
        });
        padded.collect::<Vec<_>>().join(&" ".repeat(GAP))
    };
    write_line(line(&heads).trim_end(), FAINT, style, out)?;
    for (cells, is_marked) in &rows {
        let text = line(cells);
        match is_marked {
            true => writeln!(out, "{} *", paint(&text, OUTLIER, style))?,
            false => writeln!(out, "{}", text.trim_end())?,
        }
    }
    writeln!(out)
}

/// The width of each column: as wide as its cells, texts narrowed until a row fits.
fn widths(
    heads: &[String],
    rows: &[(Vec<String>, bool)],
    is_text: &[bool],
    room: usize,
) -> Vec<usize> {
    let own = |column: usize| {
        let cells = rows.iter().filter_map(|(cells, _)| cells.get(column));
        cells.chain(heads.get(column)).map(|cell| fit::width(cell)).max().unwrap_or(0)
    };
    let mut widths: Vec<usize> = (0..heads.len()).map(own).collect();
    loop {
        let used: usize = widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1);
        let texts = widths
            .iter_mut()
            .zip(is_text)
            .filter(|(width, is_text)| **is_text && **width > LEAST_TEXT);
        match texts.map(|(width, _)| width).max() {
            Some(widest) if used > room => {
                *widest = widest.saturating_sub(used - room).max(*widest / 2).max(LEAST_TEXT);
            }
            _ => return widths,
        }
    }
}
