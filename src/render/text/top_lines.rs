//! The section `lines`: for each line the measured number, the value, its source and line number where there
//! is room, and the text, below them where it has no room beside them.

use std::io::{self, Write};

use super::line::{FAINT, plain, write_line};
use super::value_columns::short_unit;
use crate::render::number::short;
use crate::render::request::Style;
use crate::render::{fit, visible::visible};
use crate::report::{Cell, Report, Table};

/// Bytes of a line that are shown at most.
const MAX_BYTES: usize = 500;
/// Blanks between columns.
const GAP: usize = 2;
/// Blanks before a line that stands below its number.
const INDENT: usize = 4;
/// Columns of the screen that a line has at least beside its place.
const MIN_LINE: usize = 60;

pub(super) fn write(
    table: &Table<'_>,
    report: &Report<'_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let rows: Vec<[String; 4]> = table.rows().filter_map(|row| texts(&row, style)).collect();
    let head = [head(report), "value".to_owned(), "line".to_owned(), "text".to_owned()];
    let widths = fit::widths(&std::iter::once(&head).chain(&rows).collect::<Vec<_>>());
    let (number, place) = (widths[0], widths[2]);
    let value = widths[1].min(style.width / 2);
    let used = number + GAP + value + GAP;
    let shows_place = used + place + GAP + MIN_LINE <= style.width;
    let place_width = if shows_place { place + GAP } else { 0 };
    let room = style.width.saturating_sub(used + place_width);
    // A line that has no room beside its number and value is shown whole, below them.
    let stands_below = rows.iter().any(|[.., text]| fit::width(text) > room);
    let beginning = |[figure, key, at, _]: &[String; 4]| {
        let figure = fit::pad_left(figure, number);
        let key = fit::pad_right(&fit::cut_middle(key, value, style.unicode), value);
        let at = if shows_place { fit::pad_right(at, place) + "  " } else { String::new() };
        format!("{figure}  {key}  {at}")
    };
    let line = |row: &[String; 4]| {
        let text = if stands_below { "" } else { &row[3] };
        (beginning(row) + text).trim_end().to_owned()
    };
    write_line(&line(&head), FAINT, style, out)?;
    for row in &rows {
        write_line(&line(row), anstyle::Style::new(), style, out)?;
        let below = if stands_below { row[3].as_str() } else { "" };
        for piece in wrapped(below, style.width.saturating_sub(INDENT)) {
            write_line(&format!("{:INDENT$}{piece}", ""), FAINT, style, out)?;
        }
    }
    writeln!(out)
}

/// The number, the value, the place and the text of a line.
fn texts(row: &[Cell<'_>], style: Style) -> Option<[String; 4]> {
    let [Cell::Number(number), value, _, source, line, Cell::Text(text)] = row else { return None };
    let place = match line {
        Cell::Missing => plain(source, style),
        line => format!("{}:{}", plain(source, style), number_of(line)),
    };
    let text = text.get(..MAX_BYTES).unwrap_or(text);
    Some([short(*number), plain(value, style), place, visible(text, style.unicode)])
}

/// `text` in pieces of at most `width` columns, broken at blanks where there are some.
fn wrapped(text: &str, width: usize) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    for word in text.split_inclusive(' ') {
        match pieces.last_mut() {
            Some(piece) if fit::width(piece) + fit::width(word.trim_end()) <= width => {
                piece.push_str(word);
            }
            _ => pieces.push(word.to_owned()),
        }
        // A word that is wider than the screen is broken anywhere.
        while let Some(last) = pieces.last().filter(|piece| fit::width(piece.trim_end()) > width) {
            let fitting = last.char_indices().map(|(at, _)| at).skip(1);
            let at = fitting.take_while(|at| fit::width(&last[..*at]) <= width).last();
            let Some(at) = at else { break };
            let (first, rest) = (last[..at].to_owned(), last[at..].to_owned());
            pieces.pop();
            pieces.extend([first, rest]);
        }
    }
    pieces.into_iter().map(|piece| piece.trim_end().to_owned()).collect()
}

/// The number of a line without separators, as editors take it.
fn number_of(line: &Cell<'_>) -> String {
    if let Cell::Count(number) = line { number.to_string() } else { String::new() }
}

/// The column measured, and its unit.
fn head(report: &Report<'_>) -> String {
    let distribution = report.fields("distribution");
    let measured = distribution.and_then(|fields| fields.field("count")?.remark.as_ref());
    let name = measured.map_or_else(|| "number".to_owned(), super::line::remark);
    match distribution.and_then(|fields| fields.get("unit")) {
        Some(Cell::Text(unit)) => format!("{name} {}", short_unit(unit)),
        _ => name,
    }
}

#[cfg(test)]
mod tests {
    use super::wrapped;

    #[test]
    fn lines_are_broken_at_blanks_or_anywhere() {
        assert_eq!(wrapped("GET /a 200", 7), ["GET /a", "200"]);
        assert_eq!(wrapped("GET  /abcdefgh 1", 5), ["GET", "/abcd", "efgh", "1"]);
        assert_eq!(wrapped("", 5), [""; 0]);
    }
}
