//! The section `values`: a row a value, its count as a bar, its rate as a sparkline.

use std::io;

use super::escape::escape;
use super::page::Page;
use super::{cells, charts, svg, table};
use crate::report::{Cell, Remark, Report, Section, Table};

/// Rows that are drawn; further rows have figures only.
const MAX_DRAWN: usize = 200;
/// Points of a sparkline.
const SPARKLINE_POINTS: usize = 24;
/// Bytes that rows take at most.
const MAX_BYTES: usize = 800_000;

/// Columns that stand only in the table in full, which can be opened.
const IN_FULL_ONLY: [&str; 12] = [
    "outlier", "score", "error", "first", "last", "rate_p50", "rate_p99", "m_count", "m_sum",
    "m_min", "m_max", "m_p90",
];

/// Writes the table.
pub(super) fn write(
    page: &mut Page<'_, '_>,
    section: &Section<'_>,
    values: &Table<'_>,
) -> io::Result<()> {
    let (report, clock) = (page.report, page.clock);
    let count = values.column("count");
    let outlier = values.column("outlier");
    let rate = values.column("mean_rate");
    let shown = shown(values);
    let most = values.rows().filter_map(|row| cells::drawn(row.get(count?)?));
    let most = most.fold(0.0, f64::max);
    let highest = highest(values);
    let has_sparkline =
        !values.rows.is_empty() && values.rows.sparkline(0, SPARKLINE_POINTS).is_some();
    page.open("Values")?;
    if let (Some(name), true) = (measured(report), values.column("m_mean").is_some()) {
        let name = escape(&name);
        page.lead(&format!("Mean and percentiles are those of {name}."))?;
    }
    writeln!(page.out, "{}<table class=\"full\">", table::WIDE)?;
    let heads = heads(values, &shown, has_sparkline, &charts::unit(report));
    writeln!(page.out, "<thead><tr>{heads}</tr></thead><tbody>")?;
    let mut written = 0;
    let mut rows = 0;
    for (index, row) in values.rows().enumerate() {
        let is_outlier = outlier.is_some_and(|at| row.get(at) == Some(&Cell::Flag(true)));
        let class = if is_outlier { " class=\"out\"" } else { "" };
        let mut html = format!("<tr{class}>");
        for (column, cell) in row.iter().enumerate() {
            if !shown.get(column).copied().unwrap_or(true) {
                continue;
            }
            match column {
                0 => html.push_str(&format!("<th scope=\"row\">{}</th>", cells::text(cell))),
                _ if Some(column) == rate => html.push_str(&brief(cell)),
                _ => html.push_str(&clock.data(cell)),
            }
            if Some(column) == count {
                html.push_str(&bar(cell, most, index < MAX_DRAWN));
            }
        }
        if has_sparkline {
            html.push_str(&sparkline(values, index, highest));
        }
        html.push_str(&format!("<td>{}</td></tr>", if is_outlier { "outlier" } else { "" }));
        written += html.len();
        if written > MAX_BYTES {
            break;
        }
        rows = index + 1;
        writeln!(page.out, "{html}")?;
    }
    writeln!(page.out, "</tbody></table></div>")?;
    page.left_out(values, rows)?;
    page.close(Some(section))
}

/// Whether each column stands in the table: most do that have a figure in a drawn row.
fn shown(values: &Table<'_>) -> Vec<bool> {
    let mut shown = vec![false; values.columns.len()];
    for row in values.rows().take(MAX_DRAWN) {
        for (shown, cell) in shown.iter_mut().zip(&row) {
            *shown |= *cell != Cell::Missing;
        }
    }
    let columns = shown.iter_mut().zip(values.columns.iter());
    columns.for_each(|(shown, name)| *shown &= !IN_FULL_ONLY.contains(&name.as_ref()));
    shown
}

/// A rate to three digits; the table in full has all of them.
fn brief(cell: &Cell<'_>) -> String {
    format!("<td class=\"n\">{}</td>", cells::rate(cell))
}

/// The column that was measured.
fn measured(report: &Report<'_>) -> Option<String> {
    match report.fields("distribution")?.field("count")?.remark.as_ref()? {
        Remark::Words(name) => Some(name.clone()),
        Remark::Fences { .. } => None,
    }
}

fn heads(values: &Table<'_>, shown: &[bool], has_sparkline: bool, unit: &str) -> String {
    let mut heads = String::new();
    for (name, _) in values.columns.iter().zip(shown).filter(|(_, shown)| **shown) {
        let is_text = matches!(name.as_ref(), "value" | "first" | "last" | "peak_at");
        let is_measured = name.starts_with("m_") && name != "m_count";
        let unit = if is_measured { unit } else { "" };
        heads.push_str(&cells::head_with_unit(name, unit, !is_text));
        if name == "count" {
            heads.push_str("<th scope=\"col\" class=\"draw\"><span>of the largest</span></th>");
        }
    }
    if has_sparkline {
        heads.push_str("<th scope=\"col\" class=\"draw\">over time</th>");
    }
    heads + "<th scope=\"col\">mark</th>"
}

fn bar(cell: &Cell<'_>, most: f64, is_drawn: bool) -> String {
    match cells::drawn(cell).filter(|_| is_drawn && most > 0.0) {
        Some(number) => cells::bar(number / most),
        None => "<td></td>".to_owned(),
    }
}

/// The points of a drawn row's sparkline: the most events of a bucket in each of 24 equal parts of the range.
fn points(values: &Table<'_>, index: usize) -> Option<Vec<f64>> {
    let parts = values.rows.sparkline(index, SPARKLINE_POINTS).filter(|_| index < MAX_DRAWN)?;
    let points = parts.iter().map(|part| *part as f64).collect();
    Some(points)
}

/// The highest point of all sparklines.
fn highest(values: &Table<'_>) -> f64 {
    let drawn = 0..values.rows.len().min(MAX_DRAWN);
    drawn.filter_map(|index| points(values, index)).flatten().fold(1.0, f64::max)
}

/// The sparkline of a row; `most` has its full height.
fn sparkline(values: &Table<'_>, index: usize, most: f64) -> String {
    let Some(heights) = points(values, index) else { return "<td></td>".to_owned() };
    let width = 100.0 * svg::part(1, heights.len());
    let mut marks = String::new();
    for (place, height) in heights.iter().enumerate().filter(|(_, height)| **height > 0.0) {
        let height = (height / most * 13.0).max(1.0);
        marks.push_str(&format!(
            "<rect class=\"bar\" x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\" fill=\"#2f6fad\"/>",
            svg::short(100.0 * svg::part(place, heights.len())),
            svg::short(14.0 - height),
            svg::short(width * 0.8),
            svg::short(height)
        ));
    }
    format!("<td class=\"draw\">{}</td>", svg::decoration(&marks))
}
