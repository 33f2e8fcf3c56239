//! The section `matrix`: a row a value, as many items beside it as fit, the others as one column.

use std::io::{self, Write};

use super::line::{FAINT, plain, write_line, write_sentence};
use super::value_columns::{TextColumn, align, value_or_weekday};
use crate::render::request::Style;
use crate::render::{fit, number, visible::visible};
use crate::report::{Cell, Table};

/// Blanks between columns.
const GAP: usize = 2;
/// The column of the items that have no column of their own.
const OTHER: &str = "other";

pub(super) fn write(table: &Table<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let rows: Vec<Vec<Cell<'_>>> = table.rows().collect();
    if rows.is_empty() {
        return Ok(());
    }
    let values: Vec<String> = rows.iter().map(|row| value_or_weekday(row, table, style)).collect();
    let longest = values.iter().map(|text| fit::width(text)).max().unwrap_or(0).max(5);
    let columns = columns(table, &rows, style);
    let width = |shown: usize| -> usize {
        let others = others(&columns, shown, &rows, style);
        columns.iter().take(shown).chain(&others).map(|column| GAP + column.width).sum()
    };
    // The value stands whole up to half the width.
    let room = style.width.saturating_sub(longest.min(style.width / 2));
    let shown = (1..=columns.len()).rev().find(|shown| width(*shown) <= room).unwrap_or(1);
    let others = others(&columns, shown, &rows, style);
    let shown_columns: Vec<&TextColumn> = columns.iter().take(shown).chain(&others).collect();
    let used = width(shown);
    let key = longest.min(style.width.saturating_sub(used)).max(1);
    let line = |key_text: &str, cell: &dyn Fn(&TextColumn) -> String| {
        let mut line = fit::pad_right(&fit::cut_middle(key_text, key, style.unicode), key);
        for column in &shown_columns {
            line += &" ".repeat(GAP);
            line += &align(&cell(column), column);
        }
        line
    };
    write_line(&line("value", &|column| column.title.clone()), FAINT, style, out)?;
    for (index, value) in values.iter().enumerate() {
        let cell = |column: &TextColumn| column.cells.get(index).cloned().unwrap_or_default();
        write_line(&line(value, &cell), anstyle::Style::new(), style, out)?;
    }
    if let Some(left_out) = table.rows.left_out() {
        write_line(&number::left_out(left_out), FAINT, style, out)?;
    }
    let hidden = columns.len() - shown;
    if hidden > 1 {
        let sentence = format!("{hidden} columns are in {OTHER} at this width");
        write_sentence("", &sentence, FAINT, style, out)?;
    }
    writeln!(out)
}

/// The total and the items.
fn columns(table: &Table<'_>, rows: &[Vec<Cell<'_>>], style: Style) -> Vec<TextColumn> {
    let numbers = |at: &usize| rows.iter().all(|row| matches!(row.get(*at), Some(Cell::Count(_))));
    let places: Vec<usize> = (1..table.columns.len()).take_while(numbers).collect();
    let column = |at: usize| {
        let name = table.columns.get(at).map(|name| visible(name.as_bytes(), style.unicode));
        let cells = rows.iter().map(|row| plain(row.get(at).unwrap_or(&Cell::Missing), style));
        let name = name.filter(|name| !name.is_empty()).unwrap_or_else(|| "(empty)".to_owned());
        TextColumn::new(&name, fit::cut_middle(&name, MAX_TITLE, style.unicode), cells.collect(), 0)
    };
    places.into_iter().map(column).collect()
}

/// Columns of the screen that the name of an item takes at most.
const MAX_TITLE: usize = 24;

/// The columns after the first `shown` as one.
fn others(
    columns: &[TextColumn],
    shown: usize,
    rows: &[Vec<Cell<'_>>],
    style: Style,
) -> Option<TextColumn> {
    let hidden = shown + 1..=columns.len();
    if hidden.is_empty() {
        return None;
    }
    let sum = |row: &Vec<Cell<'_>>| {
        let counts = row.get(*hidden.start()..=*hidden.end()).unwrap_or_default().iter();
        counts.fold(0_u64, |sum, cell| match cell {
            Cell::Count(count) => sum.saturating_add(*count),
            _ => sum,
        })
    };
    let cells = rows.iter().map(|row| plain(&Cell::Count(sum(row)), style)).collect();
    Some(TextColumn::new(OTHER, OTHER.to_owned(), cells, 0))
}
