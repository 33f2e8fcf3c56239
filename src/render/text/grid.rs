//! A table whose rows stay one line each: long texts are cut in the middle, and what has no room then is
//! left out, a unit that is said twice and then the last columns first.

use std::io::{self, Write};

use super::clock::Clock;
use super::line::{FAINT, OUTLIER, paint, plain, write_dropped, write_line};
use crate::render::fit;
use crate::render::request::Style;
use crate::report::{Cell, Table};

/// Columns of the screen that a text keeps while the row is wider than the screen.
const MIN_TEXT: usize = 12;
/// Columns that are only there where an option asks for them; they are dropped last.
const ASKED: [&str; 2] = ["hits", "ratio"];
/// A column, and the column behind it that is dropped first: the kind of a log's column says its unit, too.
const SAID_BEFORE: [&str; 2] = ["kind", "unit"];
/// Blanks between columns.
const GAP: usize = 2;

/// The texts of a table.
struct Grid {
    heads: Vec<String>,
    /// The cells of each row, and whether the row is marked.
    rows: Vec<(Vec<String>, bool)>,
    kinds: Vec<Kind>,
}

/// What the cells of a column are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// Texts, which may be cut.
    Text,
    Time,
    Figure,
}

/// Writes at most `most` rows, and what there is no room for. Nothing is wider than the screen. Errors:
/// `out` cannot be written.
pub(crate) fn write_grid(
    table: &Table<'_>,
    style: Style,
    most: usize,
    out: &mut dyn Write,
) -> io::Result<()> {
    let dropped = write_rows(table, None, style, most, out)?;
    write_dropped(&dropped, style, out)
}

/// Writes at most `most` rows, instants as `clock` shows them; rows whose column `marked` is true are
/// painted as outliers. Gives the heads of the columns there is no room for.
pub(super) fn write_rows(
    table: &Table<'_>,
    clock: Option<Clock>,
    style: Style,
    most: usize,
    out: &mut dyn Write,
) -> io::Result<Vec<String>> {
    let mut grid = Grid::of(table, clock, style, most);
    let mark = if grid.rows.iter().any(|(_, is_marked)| *is_marked) { 2 } else { 0 };
    let (widths, dropped) = grid.fit(style.width.saturating_sub(mark));
    let line = |cells: &[String]| {
        let padded = cells.iter().zip(&widths).zip(&grid.kinds).map(|((cell, width), kind)| {
            let cell = fit::cut_middle(cell, *width, style.unicode);
            match kind {
                Kind::Text | Kind::Time => fit::pad_right(&cell, *width),
                Kind::Figure => fit::pad_left(&cell, *width),
            }
        });
        padded.collect::<Vec<_>>().join(&" ".repeat(GAP))
    };
    write_line(line(&grid.heads).trim_end(), FAINT, style, out)?;
    for (cells, is_marked) in &grid.rows {
        let text = line(cells);
        match is_marked {
            true => writeln!(out, "{} *", paint(&text, OUTLIER, style))?,
            false => write_line(text.trim_end(), anstyle::Style::new(), style, out)?,
        }
    }
    Ok(dropped)
}

impl Grid {
    fn of(table: &Table<'_>, clock: Option<Clock>, style: Style, most: usize) -> Self {
        let marked = table.column("marked");
        let shown = |column: &usize| Some(*column) != marked;
        let columns: Vec<usize> = (0..table.columns.len()).filter(shown).collect();
        let mut kinds = vec![Kind::Figure; columns.len()];
        let mut rows = Vec::new();
        for row in table.rows().take(most) {
            let is_marked = marked.is_some_and(|at| row.get(at) == Some(&Cell::Flag(true)));
            let cells = columns.iter().zip(&mut kinds).map(|(column, kind)| {
                let cell = row.get(*column).unwrap_or(&Cell::Missing);
                match cell {
                    Cell::Text(_) | Cell::Flag(_) => *kind = Kind::Text,
                    Cell::Time(_) => *kind = Kind::Time,
                    _ => {}
                }
                match (cell, clock) {
                    (Cell::Time(moment), Some(clock)) => clock.brief(moment),
                    _ => plain(cell, style),
                }
            });
            rows.push((cells.collect(), is_marked));
        }
        let name = |at: &usize| table.columns.get(*at).map(|name| name.clone().into_owned());
        Self { heads: columns.iter().filter_map(name).collect(), rows, kinds }
    }

    /// The width of each column: as wide as its cells, texts narrowed until a row fits, the first one
    /// at most to half of the room; then columns are dropped, whose heads are given in their order.
    fn fit(&mut self, room: usize) -> (Vec<usize>, Vec<String>) {
        let all = self.heads.clone();
        let mut dropped: Vec<String> = Vec::new();
        loop {
            let own = |column: usize| {
                let cells = self.rows.iter().filter_map(|(cells, _)| cells.get(column));
                let cells = cells.chain(self.heads.get(column));
                cells.map(|cell| fit::width(cell)).max().unwrap_or(0)
            };
            let own: Vec<usize> = (0..self.heads.len()).map(own).collect();
            let widths = self.narrowed(own, room);
            if used(&widths) <= room || self.heads.len() <= 1 {
                dropped.sort_by_key(|head| all.iter().position(|own| own == head));
                return (widths, dropped);
            }
            let is_usual = |head: &String| !ASKED.contains(&head.as_str());
            let said = self.heads.windows(SAID_BEFORE.len()).position(|heads| heads == SAID_BEFORE);
            let least = said.map(|kind| kind + 1);
            let place = least.or_else(|| self.heads.iter().rposition(is_usual));
            let place = place.filter(|place| *place > 0);
            let place = place.unwrap_or(self.heads.len() - 1);
            dropped.push(self.heads.remove(place));
            self.kinds.remove(place);
            self.rows.iter_mut().for_each(|(cells, _)| drop(cells.remove(place)));
        }
    }

    fn narrowed(&self, mut widths: Vec<usize>, room: usize) -> Vec<usize> {
        let least: Vec<usize> = (0..widths.len())
            .map(|column| match column {
                0 => widths.first().copied().unwrap_or(0).min(room / 2).max(MIN_TEXT),
                _ => MIN_TEXT,
            })
            .collect();
        while used(&widths) > room {
            let over = used(&widths) - room;
            let texts = widths.iter_mut().zip(&self.kinds).zip(&least);
            let texts =
                texts.filter(|((width, kind), least)| **kind == Kind::Text && **width > **least);
            let Some(((widest, _), least)) = texts.max_by_key(|((width, _), _)| **width) else {
                break;
            };
            *widest = widest.saturating_sub(over).max(*widest / 2).max(*least);
        }
        widths
    }
}

/// The columns of the screen that columns of these widths take.
fn used(widths: &[usize]) -> usize {
    widths.iter().sum::<usize>() + GAP * widths.len().saturating_sub(1)
}
