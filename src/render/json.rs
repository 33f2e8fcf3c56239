//! json: one document on one line, `{"schema": 1, "<section>": {...} or [...], ...}`; ndjson: the
//! rows of one section, an object a line.

use std::io::{self, Write};

use super::exact::CellText;
use super::portions::write_portions;
use super::request::Request;
use super::visible::is_hidden;
use crate::report::{Body, Cell};

/// Version of the names and meanings of what is printed.
const SCHEMA: u32 = 1;

pub(super) fn render(request: &Request<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{{\"schema\":{SCHEMA}")?;
    for section in request.sections() {
        write!(out, ",\"{}\":", section.name)?;
        let is_table = matches!(section.body, Body::Table(_));
        out.write_all(if is_table { b"[" } else { b"" })?;
        objects(&section.body, b",", request.threads, out)?;
        out.write_all(if is_table { b"]" } else { b"" })?;
    }
    out.write_all(b"}\n")
}

/// The rows of the one section that is printed; the fields of a section without rows are one row.
pub(super) fn render_lines(request: &Request<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let Some(body) = request.only_section() else { return Ok(()) };
    if objects(body, b"\n", request.threads, out)? > 0 { out.write_all(b"\n") } else { Ok(()) }
}

/// Writes the fields of a section as one object, or each row of a table, with `separator` between them; gives how
/// many objects there are.
fn objects(
    body: &Body<'_>,
    separator: &[u8],
    threads: usize,
    out: &mut dyn Write,
) -> io::Result<usize> {
    let mut text = CellText::default();
    match body {
        Body::Fields(fields) => {
            let heads = heads(fields.iter().map(|field| field.name.as_ref()))?;
            object(&heads, fields.iter().map(|field| &field.cell), &mut text, out)?;
            Ok(1)
        }
        Body::Table(table) => {
            let heads = heads(table.columns.iter().map(AsRef::as_ref))?;
            write_portions(table.rows.len(), threads, out, &|rows, out| {
                let (mut row, mut text) = (Vec::new(), CellText::default());
                for index in rows {
                    if index > 0 {
                        out.write_all(separator)?;
                    }
                    row.clear();
                    table.rows.fill(index, &mut row);
                    object(&heads, &row, &mut text, out)?;
                }
                Ok(())
            })?;
            Ok(table.rows.len())
        }
    }
}

/// What stands before the cell of each column: `{"value":`, `,"count":`.
fn heads<'n>(names: impl Iterator<Item = &'n str>) -> io::Result<Vec<Vec<u8>>> {
    let head = |(index, name)| {
        let mut head = vec![if index == 0 { b'{' } else { b',' }];
        string(&mut head, name)?;
        head.push(b':');
        Ok(head)
    };
    names.enumerate().map(head).collect()
}

fn object<'c>(
    heads: &[Vec<u8>],
    cells: impl IntoIterator<Item = &'c Cell<'c>>,
    text: &mut CellText,
    out: &mut dyn Write,
) -> io::Result<()> {
    if heads.is_empty() {
        return out.write_all(b"{}");
    }
    for (head, value) in heads.iter().zip(cells) {
        out.write_all(head)?;
        cell(value, text, out)?;
    }
    out.write_all(b"}")
}

fn cell(cell: &Cell<'_>, text: &mut CellText, out: &mut dyn Write) -> io::Result<()> {
    match cell {
        Cell::Text(bytes) => string(out, &String::from_utf8_lossy(bytes))?,
        // serde_json writes the shortest text that reads back, and null for what is not finite.
        Cell::Number(number) | Cell::Share(number) => serde_json::to_writer(out, number)?,
        Cell::Time(moment) => write!(out, "\"{}\"", text.time(*moment))?,
        Cell::Count(_) | Cell::Flag(_) => out.write_all(text.of(cell))?,
        Cell::Missing => out.write_all(b"null")?,
    }
    Ok(())
}

/// Writes a string, hidden characters as `\u` escapes: a reader of JSON gets them back, a terminal
/// does not obey them.
fn string(out: &mut dyn Write, text: &str) -> io::Result<()> {
    let is_escaped = |character| character == '\x7f' || is_hidden(character);
    let is_plain = text.is_ascii() && !text.contains('\x7f');
    if is_plain || !text.contains(is_escaped) {
        return Ok(serde_json::to_writer(out, text)?);
    }
    for character in serde_json::to_string(text)?.chars() {
        if is_escaped(character) {
            for unit in character.encode_utf16(&mut [0; 2]) {
                write!(out, "\\u{unit:04x}")?;
            }
        } else {
            write!(out, "{character}")?;
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::string;

    #[test]
    fn hidden_characters_are_escaped_and_read_back() {
        for (text, written) in [
            ("a\u{9b}b\x7f", "\"a\\u009bb\\u007f\""),
            ("\u{e0041}\"\u{202e}", "\"\\udb40\\udc41\\\"\\u202e\""),
            ("é\x1b", "\"é\\u001b\""),
        ] {
            let mut out = Vec::new();
            string(&mut out, text).unwrap();
            assert_eq!(String::from_utf8(out).unwrap(), written);
            assert_eq!(serde_json::from_str::<String>(written).unwrap(), text);
        }
    }
}
