//! The document around the sections: head, title, figures, the account of the input.

use std::io::{self, Write};

use super::escape::{escape, escape_bytes};
use super::{cells, charts};
use crate::render::number;
use crate::render::shown::NOT_COUNTED;
use crate::report::{Cell, Field, Remark, Report};

/// The page's one style sheet.
pub(super) const STYLE: &str = include_str!("style.css");
/// SHA-256 of [`STYLE`] in base64: the content security policy names it. A test computes it anew.
pub(super) const STYLE_HASH: &str = "2jMqp5EC6fGOU9p5S+JcTXIZWj5u3W3zUuMFh72QSnQ=";

/// A figure that stands first: its section, its field, its label.
type HeadFigure = (&'static str, &'static str, &'static str);

/// The figures of a log.
const FIGURES: [HeadFigure; 12] = [
    ("input", "lines", "lines"),
    ("summary", "total", "counted"),
    ("summary", "count", "distinct values"),
    ("summary", "outliers", "outliers"),
    ("summary", "ratio", "ratio"),
    ("time", "mean_rate", "mean rate"),
    ("time", "peak", "busiest bucket"),
    ("time", "peak_at", "busiest at"),
    ("time", "longest_gap_seconds", "longest gap"),
    ("distribution", "mean", "mean"),
    ("distribution", "p50", "p50"),
    ("distribution", "p99", "p99"),
];

/// The figures of one value.
const SUBJECT_FIGURES: [HeadFigure; 9] = [
    ("subject", "count", "events"),
    ("subject", "share", "of all events"),
    ("subject", "rank", "rank"),
    ("subject", "values", "of values"),
    ("subject", "ratio", "ratio"),
    ("subject", "mean_rate", "mean rate"),
    ("subject", "peak", "busiest bucket"),
    ("subject", "peak_at", "busiest at"),
    ("subject", "active_seconds", "active for"),
];

/// Fields of `input` that are shown beside those of [`NOT_COUNTED`].
const ASSUMED: [&str; 7] =
    ["matched", "skipped_bytes", "pattern", "preset", "time_format", "zone", "exact"];

/// Writes everything before the sections.
pub(super) fn begin(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let title = title(report);
    write!(
        out,
        "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src \
         'sha256-{STYLE_HASH}'; base-uri 'none'; form-action 'none'\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
         <meta name=\"referrer\" content=\"no-referrer\">\n<title>{title}</title>\n\
         <style>{STYLE}</style>\n</head>\n<body>\n<main>\n<header>\n<h1>{title}</h1>\n"
    )?;
    let sources = report.section("subject").and_then(|_| sources(report));
    let lead: Vec<String> = sources.into_iter().chain(range(report)).collect();
    if !lead.is_empty() {
        writeln!(out, "<p class=\"lead\">{}</p>", lead.join(", "))?;
    }
    writeln!(out, "</header>")?;
    figures(report, out)
}

/// Writes everything after the sections.
pub(super) fn end(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    if let Some(input) = report.fields("input") {
        writeln!(out, "<section>\n<h2>Every line accounted for</h2>")?;
        let is_listed = |name: &str| {
            ASSUMED.contains(&name) || NOT_COUNTED.iter().any(|(listed, _)| *listed == name)
        };
        let is_shown = |field: &&Field<'_>| {
            is_listed(&field.name) && !matches!(field.cell, Cell::Missing | Cell::Count(0))
        };
        writeln!(out, "<dl class=\"pairs\">")?;
        for field in input.iter().filter(is_shown) {
            let (name, figure) = (cells::label(&field.name), cells::text(&field.cell));
            writeln!(out, "<div><dt>{name}</dt><dd>{figure}</dd></div>")?;
        }
        writeln!(out, "</dl>")?;
        if !report.notes.is_empty() {
            writeln!(out, "<ul class=\"notes\">")?;
            for note in &report.notes {
                writeln!(out, "<li>{}</li>", escape_bytes(note.text.as_bytes()))?;
            }
            writeln!(out, "</ul>")?;
        }
        writeln!(out, "</section>")?;
    }
    writeln!(out, "<footer>Made by streamstats.</footer>\n</main>\n</body>\n</html>")
}

/// The value that is inspected, or the sources.
fn title(report: &Report<'_>) -> String {
    if let Some(value) = report.cell("subject", "value") {
        return cells::text(value);
    }
    sources(report).unwrap_or_else(|| match report.section("sides") {
        Some(_) => "Before and after".to_owned(),
        None => "Log report".to_owned(),
    })
}

/// The files that were read, the first few by name.
fn sources(report: &Report<'_>) -> Option<String> {
    const NAMED: usize = 3;
    let table = report.table("sources")?;
    let mut names = Vec::new();
    for row in table.rows().take(NAMED) {
        if let Some(Cell::Text(name)) = row.first() {
            names.push(if name.as_ref() == b"-" {
                "standard input".to_owned()
            } else {
                escape_bytes(name)
            });
        }
    }
    Some(match table.rows.len().saturating_sub(NAMED) {
        0 => names.join(", "),
        more => format!("{} and {more} more", names.join(", ")),
    })
}

/// From when to when.
fn range(report: &Report<'_>) -> Option<String> {
    let time = report.fields("time")?;
    match (time.get("first")?, time.get("last")?) {
        (Cell::Time(first), Cell::Time(last)) => {
            let [(from, begin), (to, end)] =
                [first, last].map(|moment| (moment.local.date(), moment.local.clock()));
            let end = if from == to { end } else { format!("{to} {end}") };
            let zone = match time.field("first")?.remark.as_ref() {
                Some(Remark::Words(zone)) => format!(" {zone}"),
                _ => String::new(),
            };
            Some(escape(&format!("{from} {begin} to {end}{zone}")))
        }
        _ => None,
    }
}

fn figures(report: &Report<'_>, out: &mut dyn Write) -> io::Result<()> {
    let mut wrote = false;
    let clock = cells::InstantStyle::new(report);
    let figures: &[HeadFigure] =
        if report.section("subject").is_some() { &SUBJECT_FIGURES } else { &FIGURES };
    for &(section, name, label) in figures {
        let cell = report.cell(section, name).filter(|cell| **cell != Cell::Missing);
        let Some(cell) = cell else { continue };
        if !wrote {
            writeln!(out, "<dl class=\"figures\">")?;
            wrote = true;
        }
        let figure = figure(report, name, cell, clock);
        writeln!(out, "<div><dt>{label}</dt><dd>{figure}</dd></div>")?;
    }
    if wrote { writeln!(out, "</dl>") } else { Ok(()) }
}

fn figure(report: &Report<'_>, name: &str, cell: &Cell<'_>, clock: cells::InstantStyle) -> String {
    match name {
        "mean_rate" => cells::rate(cell),
        "peak" => {
            let seconds = report.cell("time", "bucket_seconds").and_then(cells::drawn);
            let bucket = seconds.map(|seconds| format!(" in {}", number::duration(seconds)));
            clock.text(cell) + &bucket.unwrap_or_default()
        }
        "longest_gap_seconds" | "active_seconds" => {
            cells::drawn(cell).map_or_else(|| clock.text(cell), number::duration)
        }
        "mean" | "p50" | "p99" => {
            let brief = cells::drawn(cell).map_or_else(|| clock.text(cell), number::brief);
            brief + &charts::unit(report)
        }
        _ => clock.text(cell),
    }
}

#[cfg(test)]
mod tests {
    use base64::Engine as _;
    use sha2::Digest as _;

    #[test]
    fn the_policy_names_the_style_sheet() {
        let hash = sha2::Sha256::digest(super::STYLE.as_bytes());
        let hash = base64::engine::general_purpose::STANDARD.encode(hash);
        assert_eq!(super::STYLE_HASH, hash);
    }
}
