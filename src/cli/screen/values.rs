//! The rows of `values`: a mark on outliers, the value, its figures, and a picture: a sparkline of
//! its rate with -t, else a bar.

use crate::render::value_columns::{self, TextColumn};
use crate::render::{
    Clock,
    bar::{bar, spark},
    fit, number, plain,
};
use crate::report::{Cell, LeftOut, Remark, Report, Table};
use ratatui::layout::Rect;

use super::View;
use super::canvas::{Canvas, Paint};
use super::timeline::ends;

/// Blanks between columns.
const GAP: usize = 2;
/// Columns of the outlier mark and the blank behind it.
const MARK: usize = 2;
/// Columns a value keeps before figures are left out.
const MIN_VALUE: usize = 24;
/// Pictures narrower than this are left out: they show nothing.
const MIN_PICTURE: usize = 8;
/// The longest bar in columns: a longer one shows nothing more.
const MAX_BAR: usize = 60;
/// The least lines of a part with a header and with the line about hidden rows.
const MIN_LINES: usize = 4;

struct ShownRow<'c> {
    index: usize,
    cells: Vec<Cell<'c>>,
    outlier: bool,
}

/// Draws the rows that fit, and gives the place of the rows.
pub(super) fn draw(
    canvas: &mut Canvas<'_>,
    report: &Report<'_>,
    table: &Table<'_>,
    view: &View,
) -> Rect {
    let header = usize::from(canvas.height() >= MIN_LINES);
    let room = canvas.height().saturating_sub(header);
    let mut rows = rows(table, view.scroll, room + 1);
    if rows.is_empty() {
        canvas.line(header.min(room), &nothing(report, view), Paint::Plain);
        return canvas.place(0, header, canvas.width(), room);
    }
    let overflows = rows.len() > room || table.rows.left_out().is_some();
    let kept = if overflows && header > 0 { room - 1 } else { room };
    rows.truncate(kept);
    draw_rows(canvas, report, table, &rows, view, header);
    if let Some(line) = view.cursor.checked_sub(view.scroll).filter(|line| *line < rows.len()) {
        canvas.mark_line(header + line);
    }
    if overflows && header > 0 {
        let (text, paint) = more(report, table, &rows, view);
        canvas.line(header + kept, &text, paint);
    }
    canvas.place(0, header, canvas.width(), kept)
}

/// At most `most` rows from `first` on.
fn rows<'t>(table: &'t Table<'_>, first: usize, most: usize) -> Vec<ShownRow<'t>> {
    let outlier = table.column("outlier");
    let row = |index| {
        let mut cells = Vec::new();
        table.rows.fill(index, &mut cells);
        let outlier = outlier.and_then(|at| cells.get(at)) == Some(&Cell::Flag(true));
        ShownRow { index, cells, outlier }
    };
    (0..table.rows.len()).skip(first).take(most).map(row).collect()
}

/// The sentence shown where no row is.
fn nothing(report: &Report<'_>, view: &View) -> String {
    if report.cell("summary", "count").is_none_or(|count| *count == Cell::Count(0)) {
        return "nothing counted yet".to_owned();
    }
    if !view.search.is_empty() {
        let rows = if view.has("outliers") { "outlier" } else { "value" };
        return format!("no {rows} contains the text of the search");
    }
    if view.has("having") {
        return "no row meets the conditions".to_owned();
    }
    let outliers = report.fields("summary").and_then(|summary| summary.field("outliers"));
    match outliers.and_then(|field| field.remark.as_ref()) {
        Some(Remark::Words(warning)) => warning.clone(),
        _ => "no outliers".to_owned(),
    }
}

/// The line about rows that are not on the screen: how many, their counts and outliers.
fn more(
    report: &Report<'_>,
    table: &Table<'_>,
    shown: &[ShownRow<'_>],
    view: &View,
) -> (String, Paint) {
    let end = shown.last().map_or(0, |row| row.index + 1);
    let above = shown.first().map_or(0, |row| row.index);
    let below = table.rows.len().saturating_sub(end);
    let (rows, total) = (below as u64, total(table, end));
    let left_out = match table.rows.left_out() {
        Some(left_out) => {
            LeftOut { rows: left_out.rows + rows, total: left_out.total + total, ..left_out }
        }
        None => LeftOut { rows, total, weighted: view.has("weight") },
    };
    let mut text = number::left_out(left_out);
    let all =
        if let Some(Cell::Count(all)) = report.cell("summary", "outliers") { *all } else { 0 };
    let hidden = all.saturating_sub(shown.iter().filter(|row| row.outlier).count() as u64);
    // Of rows above the screen and of rows left out by a condition it is not known.
    let is_known = above == 0 && view.search.is_empty() && !view.has("having");
    if hidden == 0 || !is_known {
        return (text, Paint::Faint);
    }
    let words = if hidden == 1 { "1 outlier".to_owned() } else { format!("{hidden} outliers") };
    text += &format!("; {words} of them");
    (text, Paint::Outlier)
}

/// The sum of the counts of the rows from `begin` on.
fn total(table: &Table<'_>, begin: usize) -> u128 {
    let count = table.column("count");
    let mut cells = Vec::new();
    let mut sum = 0;
    for index in begin..table.rows.len() {
        cells.clear();
        table.rows.fill(index, &mut cells);
        if let Some(Cell::Count(count)) = count.and_then(|at| cells.get(at)) {
            sum += u128::from(*count);
        }
    }
    sum
}

fn draw_rows(
    canvas: &mut Canvas<'_>,
    report: &Report<'_>,
    table: &Table<'_>,
    rows: &[ShownRow<'_>],
    view: &View,
    header: usize,
) {
    let style = canvas.style();
    let values: Vec<String> =
        rows.iter().map(|row| value_columns::first_cell(&row.cells, style)).collect();
    let longest = values.iter().map(|text| fit::width(text)).max().unwrap_or(0).max(5);
    let mut columns = columns(canvas, report, table, rows, view);
    let Widths { value, picture } = widths(&mut columns, view.sort(), longest, canvas.width());
    let pictures = pictures(canvas, table, rows, view.sort(), picture);
    let mut x = MARK;
    let sorted = |name: &str| if name == view.sort() { Paint::Chosen } else { Paint::Faint };
    if header > 0 {
        canvas.put(x, 0, fit::cut_middle("value", value, style.unicode).as_str(), sorted("value"));
    }
    for (y, (row, text)) in rows.iter().zip(&values).enumerate() {
        let paint = if row.outlier { Paint::Outlier } else { Paint::Plain };
        let text = fit::cut_middle(text, value, style.unicode);
        canvas.put(0, y + header, if row.outlier { "*" } else { " " }, paint);
        canvas.put(x, y + header, &text, paint);
    }
    x += value + GAP;
    for column in &columns {
        if header > 0 {
            let blanks = column.width.saturating_sub(fit::width(&column.title));
            let begin = if column.left { x } else { x + blanks };
            canvas.put(begin, 0, &column.title, sorted(&column.name));
        }
        for (y, (row, text)) in rows.iter().zip(&column.cells).enumerate() {
            let paint = if row.outlier { Paint::Outlier } else { Paint::Plain };
            canvas.put(x, y + header, &value_columns::align(text, column), paint);
        }
        x += column.width + GAP;
    }
    if header > 0 && picture > 0 {
        let drawn = pictures.iter().map(|drawn| fit::width(drawn)).max().unwrap_or(0);
        canvas.put(x, 0, &ends(report, drawn), Paint::Faint);
    }
    for (y, (row, drawn)) in rows.iter().zip(&pictures).enumerate() {
        canvas.put(x, y + header, drawn, if row.outlier { Paint::Outlier } else { Paint::Bar });
    }
}

/// The columns of the text report, and the column the rows are sorted by.
fn columns(
    canvas: &Canvas<'_>,
    report: &Report<'_>,
    table: &Table<'_>,
    rows: &[ShownRow<'_>],
    view: &View,
) -> Vec<TextColumn> {
    let (style, time) = (canvas.style(), report.fields("time"));
    let cells: Vec<Vec<Cell<'_>>> = rows.iter().map(|row| row.cells.clone()).collect();
    let mut columns = value_columns::columns(report, table, &cells, style);
    let sort = view.sort();
    let at = table.column(sort).filter(|_| sort != "value");
    if let Some(at) = at.filter(|_| columns.iter().all(|column| column.name != sort)) {
        let clock = Clock::new(time);
        let text = |cells: &Vec<Cell<'_>>| match cells.get(at) {
            Some(Cell::Time(moment)) => clock.brief(moment),
            Some(cell) => plain(cell, style),
            None => String::new(),
        };
        let title = sort.trim_start_matches("m_").to_owned();
        columns.push(TextColumn::new(sort, title, cells.iter().map(text).collect(), 0));
    }
    columns
}

/// The columns of the screen given to values and to pictures.
struct Widths {
    value: usize,
    picture: usize,
}

/// Divides the width of the screen. Figures are left out in the order of their drop priority until
/// value and picture have their least width; the picture gets what is left.
fn widths(columns: &mut Vec<TextColumn>, sort: &str, longest: usize, width: usize) -> Widths {
    let room = |columns: &[TextColumn]| {
        let used: usize = columns.iter().map(|column| GAP + column.width).sum();
        width.saturating_sub(MARK).checked_sub(used)
    };
    let needed = longest.min(MIN_VALUE) + GAP + MIN_PICTURE;
    while room(columns).is_none_or(|room| room < needed) {
        let going = columns.iter().filter(|column| column.name != sort);
        let Some(first) =
            going.map(|column| column.drop_priority).max().filter(|priority| *priority > 0)
        else {
            break;
        };
        columns.retain(|column| column.drop_priority != first || column.name == sort);
    }
    while room(columns).is_none_or(|room| room < longest.min(MIN_PICTURE)) {
        // The column sorted by is left out last.
        let others = columns.iter().rposition(|column| column.name != sort);
        let Some(last) = others.or(columns.len().checked_sub(1)) else { break };
        columns.remove(last);
    }
    let room = room(columns).unwrap_or(0);
    let least = MIN_PICTURE.max(room / 3);
    let value = longest.min(room.saturating_sub(GAP + least).max(MIN_VALUE)).min(room);
    let picture = room.saturating_sub(value + GAP);
    if picture < MIN_PICTURE {
        return Widths { value: longest.min(room), picture: 0 };
    }
    Widths { value, picture }
}

/// Sparklines with one common scale, so that the fastest value is seen; without -t bars of the
/// column sorted by, or of the count where that column holds no numbers.
fn pictures(
    canvas: &Canvas<'_>,
    table: &Table<'_>,
    rows: &[ShownRow<'_>],
    sort: &str,
    width: usize,
) -> Vec<String> {
    if width == 0 {
        return Vec::new();
    }
    let unicode = canvas.style().unicode;
    let sparklines = rows.iter().map(|row| table.rows.sparkline(row.index, width));
    if let Some(sparklines) = sparklines.collect::<Option<Vec<_>>>() {
        let most = sparklines.iter().flatten().copied().max().unwrap_or(0);
        return sparklines
            .into_iter()
            .map(|sparkline| scaled_sparkline(sparkline, most, unicode))
            .collect();
    }
    let at = |name: &str| table.column(name);
    let size = |row: &ShownRow<'_>, at: Option<usize>| match at.and_then(|at| row.cells.get(at)) {
        Some(Cell::Count(count)) => Some(*count as f64),
        Some(Cell::Number(number) | Cell::Share(number)) => Some(*number),
        _ => None,
    };
    let is_number = rows.iter().any(|row| size(row, at(sort)).is_some());
    let at = if is_number { at(sort) } else { at("count") };
    let sizes: Vec<f64> = rows.iter().map(|row| size(row, at).unwrap_or(0.0)).collect();
    let most = sizes.iter().copied().fold(0.0, f64::max);
    sizes.iter().map(|size| bar(*size, most, width.min(MAX_BAR), unicode)).collect()
}

/// The sparkline of `counts`, scaled so that `most` is the full height.
fn scaled_sparkline(mut counts: Vec<u64>, most: u64, unicode: bool) -> String {
    counts.push(most);
    let mut drawn = spark(&counts, unicode);
    drawn.pop();
    drawn
}
