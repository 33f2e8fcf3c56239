//! Two sides beside each other: what the lines are made of, and which values moved.

use std::io;

use super::charts::rows;
use super::page::Page;
use super::{cells, table};
use crate::render::number;
use crate::report::{Cell, Report, Section, Table};

/// Items of one column; the table in full has more.
const MAX_ITEMS: usize = 5;
/// Values that moved.
const MAX_MOVES: usize = 50;

/// What the two sides of a makeup are called.
struct SideNames {
    inside: &'static str,
    outside: &'static str,
    only_inside: &'static str,
    only_outside: &'static str,
}

impl SideNames {
    fn of(report: &Report<'_>) -> Self {
        if report.section("sides").is_some() {
            return Self {
                inside: "after",
                outside: "before",
                only_inside: "new",
                only_outside: "gone",
            };
        }
        let inside = if report.section("subject").is_some() { "its lines" } else { "these lines" };
        Self { inside, outside: "others", only_inside: "only here", only_outside: "never here" }
    }
}

/// Writes the makeup: a row an item of a column, the shares of both sides as bars.
pub(super) fn makeup(
    page: &mut Page<'_, '_>,
    section: &Section<'_>,
    makeup: &Table<'_>,
) -> io::Result<()> {
    let words = SideNames::of(page.report);
    let rows = rows(makeup);
    let (inside, outside) = (words.inside, words.outside);
    page.open(&cells::heading(section.name))?;
    page.lead(&format!("Upper bar: {inside}; lower bar: {outside}."))?;
    writeln!(
        page.out,
        "{}<table class=\"full\">\n<thead><tr><th scope=\"col\">column</th><th scope=\"col\">item</th><th scope=\"col\" \
         class=\"n\">{inside}</th><th scope=\"col\" class=\"n\">{outside}</th><th scope=\"col\" \
         class=\"draw\">both</th><th scope=\"col\" class=\"n\">times</th><th scope=\"col\">mark</th>\
         </tr></thead>",
        table::WIDE
    )?;
    for items in rows.chunk_by(|row, next| row.first() == next.first()) {
        let items = items.get(..MAX_ITEMS).unwrap_or(items);
        writeln!(page.out, "<tbody>")?;
        for (index, row) in items.iter().enumerate() {
            let items = (index == 0).then_some(items.len());
            write_item(page, makeup, row, items, &words)?;
        }
        writeln!(page.out, "</tbody>")?;
    }
    writeln!(page.out, "</table></div>")?;
    page.close(Some(section))
}

/// Writes the row of an item. `items` is the number of the column's rows, given for the first of them, whose
/// head spans all.
fn write_item(
    page: &mut Page<'_, '_>,
    makeup: &Table<'_>,
    row: &[Cell<'_>],
    items: Option<usize>,
    words: &SideNames,
) -> io::Result<()> {
    let cell = |name| makeup.named(row, name);
    let head = items.map_or_else(String::new, |items| {
        let name = cells::text(cell("column"));
        format!("<th scope=\"rowgroup\" rowspan=\"{items}\">{name}</th>")
    });
    let is_share = *cell("share_in") != Cell::Missing;
    let (first, second) = match is_share {
        true => (cell("share_in"), cell("share_out")),
        false => (cell("in"), cell("out")),
    };
    let times = match cell("lift") {
        Cell::Number(0.0) => words.only_outside.to_owned(),
        Cell::Number(lift) => format!("{} x", number::brief(*lift)),
        _ if is_share => words.only_inside.to_owned(),
        _ => "–".to_owned(),
    };
    let item = match cells::text(cell("item")) {
        empty if empty.is_empty() => "(empty)".to_owned(),
        item => item,
    };
    let drawn = [first, second].map(cells::drawn);
    let whole = if is_share { Some(1.0) } else { None };
    writeln!(
        page.out,
        "{}{head}<td class=\"item\">{item}</td>{}{}{}<td class=\"n\">{times}</td>{}</tr>",
        begin(cell("marked")),
        page.clock.data(first),
        page.clock.data(second),
        both(drawn, whole),
        mark(cell("marked")),
    )
}

/// A title, and the columns of `moves` that it stands over: before and after.
type ColumnPair = (&'static str, [&'static str; 2]);

/// The columns of `moves` that are there where hits are counted or numbers are measured.
const EXTRA: [ColumnPair; 3] = [
    ("ratio", ["ratio_before", "ratio_after"]),
    ("p50", ["m_p50_before", "m_p50_after"]),
    ("p99", ["m_p99_before", "m_p99_after"]),
];

/// Writes the values that moved: their rates or shares on both sides, how many times as much it is
/// after, and the limits of that factor.
pub(super) fn moves(
    page: &mut Page<'_, '_>,
    section: &Section<'_>,
    moves: &Table<'_>,
) -> io::Result<()> {
    let rows = rows(moves);
    let has = |name| rows.iter().any(|row| *moves.named(row, name) != Cell::Missing);
    let has_rates = has("rate_before") || has("rate_after");
    let [before, after] =
        if has_rates { ["rate_before", "rate_after"] } else { ["share_before", "share_after"] };
    let extra: Vec<_> =
        EXTRA.into_iter().filter(|(_, names)| names.iter().any(|n| has(n))).collect();
    let figures = rows.iter().flat_map(|row| [before, after].map(|name| moves.named(row, name)));
    let most = figures.filter_map(cells::drawn).fold(0.0, f64::max);
    page.open(&cells::heading(section.name))?;
    page.lead("Upper bar: after; lower bar: before.")?;
    write!(
        page.out,
        "{}<table class=\"full\"><thead><tr>{}{}{}<th scope=\"col\" class=\"draw\">both</th>{}{}",
        table::WIDE,
        cells::head("value", false),
        cells::head("before", true),
        cells::head("after", true),
        cells::head("times", true),
        cells::head("95 %", true),
    )?;
    for (name, _) in &extra {
        write!(page.out, "{}", cells::head(name, true))?;
    }
    writeln!(page.out, "{}</tr></thead><tbody>", cells::head("mark", false))?;
    for row in rows.iter().take(MAX_MOVES) {
        write_move(page, moves, row, [before, after], &extra, most)?;
    }
    writeln!(page.out, "</tbody></table></div>")?;
    page.left_out(moves, MAX_MOVES)?;
    page.close(Some(section))
}

/// Writes the row of a value. `figures` are the columns of its rates or shares before and after, of which the
/// largest of all rows is `most`; `extra` are the pairs of columns behind them.
fn write_move(
    page: &mut Page<'_, '_>,
    moves: &Table<'_>,
    row: &[Cell<'_>],
    [before, after]: [&'static str; 2],
    extra: &[ColumnPair],
    most: f64,
) -> io::Result<()> {
    let cell = |name| moves.named(row, name);
    let figure = |name| match cell(name) {
        rate @ Cell::Number(_) => cells::rate(rate),
        other => cells::text(other),
    };
    let times = match cell("factor") {
        Cell::Number(factor) if *factor > 0.0 => format!("{} x", number::brief(*factor)),
        _ => cells::text(cell("move")),
    };
    let limits = match (cell("factor_low"), cell("factor_high")) {
        (Cell::Number(low), Cell::Number(high)) => {
            format!("{} to {}", number::brief(*low), number::brief(*high))
        }
        _ => "–".to_owned(),
    };
    let drawn = [after, before].map(|name| Some(cells::drawn(cell(name)).unwrap_or(0.0)));
    write!(
        page.out,
        "{}<th scope=\"row\">{}</th><td class=\"n\">{}</td><td class=\"n\">{}</td>{}\
         <td class=\"n\">{times}</td><td class=\"n\">{limits}</td>",
        begin(cell("marked")),
        cells::text(cell("value")),
        figure(before),
        figure(after),
        both(drawn, Some(most)),
    )?;
    for (_, [first, second]) in extra {
        let [first, second] = [*first, *second].map(|name| cells::text(cell(name)));
        write!(page.out, "<td class=\"n\">{first} → {second}</td>")?;
    }
    writeln!(page.out, "{}</tr>", mark(cell("marked")))
}

/// Two bars as parts of `whole`, or of the larger figure where there is no whole.
fn both([first, second]: [Option<f64>; 2], whole: Option<f64>) -> String {
    let largest = first.unwrap_or(0.0).max(second.unwrap_or(0.0));
    let whole = whole.unwrap_or(largest);
    let part = |figure: Option<f64>| figure.filter(|_| whole > 0.0).map(|figure| figure / whole);
    cells::bar_pair(part(first), part(second))
}

fn begin(marked: &Cell<'_>) -> &'static str {
    if *marked == Cell::Flag(true) { "<tr class=\"out\">" } else { "<tr>" }
}

fn mark(marked: &Cell<'_>) -> &'static str {
    if *marked == Cell::Flag(true) { "<td>marked</td>" } else { "<td></td>" }
}
