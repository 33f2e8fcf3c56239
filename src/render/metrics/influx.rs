//! influx: the line protocol, `MEASUREMENT,TAGS FIELDS NANOSECONDS` a line. The measurement is the
//! section; each row of the timeline has its own time.

use std::io::{self, Write};

use super::names::Copies;
use super::{RowKeys, instant, label, row_keys, sections};
use crate::render::Request;
use crate::report::{Body, Cell, Section, Table};
use crate::time::Timestamp;

/// A point for the fields of a section, and for each row of a table.
pub(in crate::render) fn render(request: &Request<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let now = instant(request);
    for section in sections(request, &["timeline"]) {
        let measurement = format!("streamstats_{}", section.name);
        match &section.body {
            Body::Fields(fields) => {
                let cells = fields.iter().map(|field| (field.name.as_ref(), &field.cell));
                point(out, &measurement, cells, now.0)?;
            }
            Body::Table(table) => points(&measurement, section, table, now, out)?,
        }
    }
    Ok(())
}

fn points(
    measurement: &str,
    section: &Section<'_>,
    table: &Table<'_>,
    now: Timestamp,
    out: &mut dyn Write,
) -> io::Result<()> {
    let keys = row_keys(section, table);
    let RowKeys { instant, names } = &keys;
    let mut copies = Copies::default();
    for row in table.rows() {
        let at = keys.instant_of(&row, now).0;
        let tags = names.iter().filter_map(|key| {
            let (name, cell) = table.columns.get(*key).zip(row.get(*key))?;
            Some(format!(",{}={}", key_text(name), key_text(&label(cell))))
        });
        let mut series: String = measurement.to_owned() + &tags.collect::<String>();
        // Points of equal tags and time would replace each other.
        if let Some(copy) = copies.next(&format!("{series} {at}")) {
            series += &format!(",copy={copy}");
        }
        let cells = table.columns.iter().map(AsRef::as_ref).zip(&row).enumerate();
        let cells = cells.filter(|(index, _)| *instant != Some(*index) && !names.contains(index));
        point(out, &series, cells.map(|(_, cell)| cell), at)?;
    }
    Ok(())
}

/// One point; nothing when no cell is there.
fn point<'c>(
    out: &mut dyn Write,
    series: &str,
    cells: impl Iterator<Item = (&'c str, &'c Cell<'c>)>,
    at: i64,
) -> io::Result<()> {
    let fields =
        cells.filter_map(|(name, cell)| Some(format!("{}={}", key_text(name), field(cell)?)));
    let fields: Vec<String> = fields.collect();
    if fields.is_empty() {
        return Ok(());
    }
    writeln!(out, "{series} {} {at}", fields.join(","))
}

/// A name or a tag, with comma, equals sign and blank escaped. The protocol cannot write an empty
/// name, a control character or a backslash at the end: they become `(empty)`, an escape of Rust,
/// and a backslash with U+FFFD after it.
fn key_text(text: &str) -> String {
    let mut written = String::new();
    for character in text.chars() {
        match character {
            ',' | '=' | ' ' => written.extend(['\\', character]),
            control if control.is_control() => written.extend(control.escape_default()),
            other => written.push(other),
        }
    }
    if written.ends_with('\\') {
        written.push(char::REPLACEMENT_CHARACTER);
    }
    if written.is_empty() { "(empty)".to_owned() } else { written }
}

/// A field's value: whole numbers end with `i`, instants are nanoseconds. Integers of the protocol
/// have 63 bits; larger counts are floating point.
fn field(cell: &Cell<'_>) -> Option<String> {
    Some(match cell {
        Cell::Text(bytes) => {
            let text = String::from_utf8_lossy(bytes).replace('\\', "\\\\").replace('"', "\\\"");
            format!("\"{}\"", text.replace(['\n', '\r'], " "))
        }
        Cell::Count(count) => match i64::try_from(*count) {
            Ok(count) => format!("{count}i"),
            Err(_) => count.to_string(),
        },
        Cell::Number(number) | Cell::Share(number) if number.is_finite() => {
            super::super::exact::shortest(*number)
        }
        Cell::Time(moment) => format!("{}i", moment.at.0),
        Cell::Flag(flag) => flag.to_string(),
        Cell::Number(_) | Cell::Share(_) | Cell::Missing => return None,
    })
}
