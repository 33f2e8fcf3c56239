//! The section `lines`: for each line the measured number, the value, its source and line number where there
//! is room, and the text.

use std::io::{self, Write};

use super::line::{FAINT, plain, write_line};
use super::value_columns::short_unit;
use crate::render::number::short;
use crate::render::request::Style;
use crate::render::{fit, visible::visible};
use crate::report::{Cell, Report, Table};

/// Bytes of a line that are shown at most.
const MOST_BYTES: usize = 500;
/// Blanks between columns.
const GAP: usize = 2;
/// Columns of the screen that a line has at least beside its place.
const LEAST_LINE: usize = 60;

pub(super) fn write(
    table: &Table<'_>,
    report: &Report<'_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let rows: Vec<[String; 4]> = table.rows().filter_map(|row| texts(&row, style)).collect();
    let head = [head(report), "value".to_owned(), "line".to_owned(), "text".to_owned()];
    let widest = |column: usize| {
        let texts = std::iter::once(&head).chain(&rows).filter_map(|texts| texts.get(column));
        texts.map(|text| fit::width(text)).max().unwrap_or(0)
    };
    let (number, place) = (widest(0), widest(2));
    let value = widest(1).min(style.width / 2);
    let used = number + GAP + value + GAP;
    let shows_place = used + place + GAP + LEAST_LINE <= style.width;
    let line = |[figure, key, at, text]: &[String; 4]| {
        let figure = fit::pad_left(figure, number);
        let key = fit::pad_right(&fit::cut_middle(key, value, style.unicode), value);
        let at = format!("{}  ", fit::pad_right(at, place));
        let at = if shows_place { at.as_str() } else { "" };
        let room = style.width.saturating_sub(used + fit::width(at));
        format!("{figure}  {key}  {at}{}", fit::cut_middle(text, room, style.unicode))
    };
    write_line(&line(&head), FAINT, style, out)?;
    rows.iter().try_for_each(|row| write_line(&line(row), anstyle::Style::new(), style, out))?;
    writeln!(out)
}

/// The number, the value, the place and the text of a line.
fn texts(row: &[Cell<'_>], style: Style) -> Option<[String; 4]> {
    let [Cell::Number(number), value, _, source, line, Cell::Text(text)] = row else { return None };
    let place = match line {
        Cell::Missing => plain(source, style),
        line => format!("{}:{}", plain(source, style), number_of(line)),
    };
    let text = text.get(..MOST_BYTES).unwrap_or(text);
    Some([short(*number), plain(value, style), place, visible(text, style.unicode)])
}

/// The number of a line without separators, as editors take it.
fn number_of(line: &Cell<'_>) -> String {
    if let Cell::Count(number) = line { number.to_string() } else { String::new() }
}

/// The column measured, and its unit.
fn head(report: &Report<'_>) -> String {
    let distribution = report.record("distribution");
    let measured = distribution.and_then(|fields| fields.field("count")?.remark.as_ref());
    let name = measured.map_or_else(|| "number".to_owned(), super::line::remark);
    match distribution.and_then(|fields| fields.get("unit")) {
        Some(Cell::Text(unit)) => format!("{name} {}", short_unit(unit)),
        _ => name,
    }
}
