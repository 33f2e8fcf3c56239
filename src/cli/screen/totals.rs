//! The first line: outliers, how much was counted, what was not counted, the range.

use crate::render::{Clock, number, remark, visible};
use crate::report::{Cell, Remark, Report};

use super::canvas::{Canvas, OptionalText, Paint};
use super::numbers::outliers;
use super::{Status, View};

/// With more sources than this the line has their number in place of their names.
const MAX_SOURCES: usize = 3;

/// The fields of `input` about lines not counted or cut, the words for each, and its drop priority.
const NOT_COUNTED: [(&str, &str, u8); 6] = [
    ("unmatched", "unmatched", 4),
    ("untimed", "untimed", 4),
    ("late", "late", 4),
    ("truncated_lines", "cut at --max-line", 5),
    ("out_of_range", "out of range", 7),
    ("filtered", "filtered", 7),
];

pub(super) fn draw(canvas: &mut Canvas<'_>, report: &Report<'_>, view: &View, status: &Status) {
    let mut pieces = Vec::new();
    if view.paused {
        pieces.push(OptionalText::new(0, "paused", Paint::Chosen));
    }
    pieces.extend(standing_out(report));
    if report.cell("input", "exact") == Some(&Cell::Flag(false)) {
        pieces.push(OptionalText::new(3, "approximate", Paint::Warning));
    }
    if let Some(Cell::Count(values)) = report.cell("summary", "count") {
        pieces.push(OptionalText::new(2, counted(*values, "value", "values"), Paint::Plain));
    }
    pieces.push(OptionalText::new(1, counted(status.lines, "line", "lines"), Paint::Plain));
    if let Some(rate) = status.rate {
        pieces.push(OptionalText::new(3, format!("{} lines/s", number::brief(rate)), Paint::Plain));
    }
    for (name, words, drop_priority) in NOT_COUNTED {
        if let Some(Cell::Count(lines @ 1..)) = report.cell("input", name) {
            let paint = if drop_priority < 7 { Paint::Warning } else { Paint::Faint };
            pieces.push(OptionalText::new(
                drop_priority,
                format!("{} {words}", number::whole(*lines)),
                paint,
            ));
        }
    }
    if report.cell("input", "interrupted") == Some(&Cell::Flag(true)) {
        pieces.push(OptionalText::new(3, "stopped: a part of the log", Paint::Warning));
    }
    pieces.extend(range(report).map(|text| OptionalText::new(6, text, Paint::Plain)));
    pieces.extend(running(status, canvas.style().unicode));
    canvas.pieces(0, pieces);
}

/// The number of outliers, and the fence.
fn standing_out(report: &Report<'_>) -> Vec<OptionalText> {
    let (count, why, drop_priority) = match (report.fields("summary"), outliers(report)) {
        (Some(fields), _) if fields.get("count") == Some(&Cell::Count(0)) => return Vec::new(),
        (Some(fields), _) => {
            let field = fields.field("outliers");
            let Some((Cell::Count(count), why)) = field.map(|field| (&field.cell, &field.remark))
            else {
                return Vec::new();
            };
            (*count, why.as_ref().map(remark), 8)
        }
        (None, Some((count, from, to))) => {
            let ends = format!("from {} to {}", number::short(from), number::short(to));
            (count, Some(ends).filter(|_| count > 0), 5)
        }
        (None, None) => return Vec::new(),
    };
    let paint = if count > 0 { Paint::Outlier } else { Paint::Plain };
    let text =
        if count == 0 { "no outliers".to_owned() } else { counted(count, "outlier", "outliers") };
    let mut pieces = vec![OptionalText::new(0, text, paint)];
    pieces.extend(why.map(|why| OptionalText::new(drop_priority, why, Paint::Faint)));
    pieces
}

fn range(report: &Report<'_>) -> Option<String> {
    let time = report.fields("time")?;
    let clock = Clock::new(Some(time));
    match (time.get("first")?, time.get("last")?) {
        (Cell::Time(first), Cell::Time(last)) => {
            let field = time.field("first");
            let zone = match field.and_then(|field| field.remark.as_ref()) {
                Some(Remark::Words(zone)) => format!(" {zone}"),
                _ => String::new(),
            };
            Some(format!("{} to {}{zone}", clock.brief(first), clock.brief(last)))
        }
        _ => None,
    }
}

/// The sources, the running time, the interval and the bytes.
fn running(status: &Status, unicode: bool) -> Vec<OptionalText> {
    let mut pieces = Vec::new();
    let sources = &status.sources;
    if sources.len() > MAX_SOURCES {
        pieces.push(OptionalText::new(9, format!("{} sources", sources.len()), Paint::Faint));
    } else if !sources.is_empty() {
        let names = sources.iter().map(|name| visible(name.as_bytes(), unicode));
        let names = names.collect::<Vec<_>>().join(", ");
        pieces.push(OptionalText::new(9, names, Paint::Faint));
    }
    if !status.is_live {
        return pieces;
    }
    let elapsed = number::duration(status.elapsed.as_secs_f64().round());
    pieces.push(OptionalText::new(10, format!("running {elapsed}"), Paint::Faint));
    let interval = number::duration(status.interval.as_secs_f64());
    pieces.push(OptionalText::new(11, format!("every {interval}"), Paint::Faint));
    let bytes = counted(status.bytes, "byte", "bytes");
    pieces.push(OptionalText::new(12, bytes, Paint::Faint));
    pieces
}

fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", number::whole(number), if number == 1 { one } else { many })
}
