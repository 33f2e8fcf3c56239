//! A Markdown table a section, for tickets and runbooks.

use std::io::{self, Write};

use comfy_table::{CellAlignment, Table as Grid, presets::ASCII_MARKDOWN};

use super::request::Request;
use super::shown::NOT_COUNTED;
use super::{number, visible::visible};
use crate::report::{Body, Cell, Table};

/// Whether a section is left out unless it is asked for: `sources`, and an `input` that only says
/// that all is well.
fn is_on_request(name: &str, body: &Body<'_>) -> bool {
    match body {
        Body::Fields(fields) if name == "input" => fields.iter().all(|field| match field.cell {
            Cell::Count(count) => {
                count == 0 || NOT_COUNTED.iter().all(|(name, _)| *name != field.name)
            }
            Cell::Flag(flag) => flag == (field.name == "exact"),
            _ => true,
        }),
        _ => name == "sources",
    }
}

pub(super) fn render(request: &Request<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let mut separator = "";
    for section in request.sections() {
        if request.only.is_empty() && is_on_request(section.name, &section.body) {
            continue;
        }
        write!(out, "{separator}")?;
        separator = "\n";
        match &section.body {
            Body::Fields(fields) => {
                let mut grid = grid(["field", section.name], &[false, true]);
                for field in fields {
                    grid.add_row([field.name.to_string(), text(&field.cell)]);
                }
                writeln!(out, "{grid}")?;
            }
            Body::Table(table) if is_long(table) => write_long(table, out)?,
            Body::Table(table) => writeln!(out, "{}", table_grid(table))?,
        }
        if let Body::Table(table) = &section.body
            && let Some(left_out) = table.rows.left_out()
        {
            writeln!(out, "\n{}", number::left_out(left_out))?;
        }
    }
    Ok(())
}

/// Bytes of the rows of the largest table whose columns are aligned: for that all rows must be known
/// before the first is written.
const MAX_ALIGNED: usize = 1 << 18;

fn is_long(table: &Table<'_>) -> bool {
    let mut bytes = 0;
    table.rows().any(|row| {
        let texts = row.iter().map(|cell| if let Cell::Text(text) = cell { text.len() } else { 8 });
        bytes += texts.sum::<usize>();
        bytes > MAX_ALIGNED
    })
}

/// Writes a table row by row.
fn write_long(table: &Table<'_>, out: &mut dyn Write) -> io::Result<()> {
    let heads: Vec<String> = table.columns.iter().map(|name| escape(name)).collect();
    writeln!(out, "| {} |", heads.join(" | "))?;
    writeln!(out, "|{}", "---|".repeat(heads.len()))?;
    for row in table.rows() {
        let cells: Vec<String> = row.iter().map(text).collect();
        writeln!(out, "| {} |", cells.join(" | "))?;
    }
    Ok(())
}

fn table_grid(table: &Table<'_>) -> Grid {
    let rows: Vec<_> = table.rows().collect();
    let is_text = |column: usize| {
        rows.iter().any(|row| {
            matches!(row.get(column), Some(Cell::Text(_) | Cell::Flag(_) | Cell::Time(_)))
        })
    };
    let numeric: Vec<bool> = (0..table.columns.len()).map(|column| !is_text(column)).collect();
    let mut grid = grid(table.columns.iter().map(|name| escape(name)), &numeric);
    for row in &rows {
        grid.add_row(row.iter().map(text));
    }
    grid
}

fn grid<T: Into<comfy_table::Cell>>(header: impl IntoIterator<Item = T>, numeric: &[bool]) -> Grid {
    let mut grid = Grid::new();
    grid.load_style(ASCII_MARKDOWN)
        .set_header(header.into_iter().map(Into::into).collect::<Vec<_>>());
    for (column, numeric) in numeric.iter().enumerate() {
        if let (Some(column), true) = (grid.column_mut(column), numeric) {
            column.set_cell_alignment(CellAlignment::Right);
        }
    }
    grid
}

fn text(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Text(bytes) => escape(&visible(bytes, true)),
        Cell::Count(number) => number::whole(*number),
        Cell::Number(number) => number::short(*number),
        Cell::Share(share) => number::percent(*share),
        Cell::Time(moment) => moment.to_string(),
        Cell::Flag(flag) => if *flag { "*" } else { "" }.to_owned(),
        Cell::Missing => "-".to_owned(),
    }
}

/// Takes the meaning from what Markdown would read in a cell: a backslash before punctuation
/// (CommonMark 2.4), also in `://` and `www.`, which GitHub makes links. GitHub links `@name` and
/// `a@b` in spite of a backslash, but not across a comment.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, character) in text.char_indices() {
        let rest = &text[at + character.len_utf8()..];
        let is_special = match character {
            '\\' | '|' | '`' | '*' | '_' | '<' | '[' | ']' | '&' | '~' | '@' | '$' => true,
            ':' => rest.starts_with("//"),
            '.' => ends_with_www(&text[..at]),
            _ => false,
        };
        if is_special {
            out.push('\\');
        }
        out.push(character);
        if character == '@' && rest.starts_with(char::is_alphanumeric) {
            out.push_str("<!-- -->");
        }
    }
    out
}

fn ends_with_www(text: &str) -> bool {
    let tail = text.len().checked_sub(3).and_then(|at| text.get(at..));
    tail.is_some_and(|tail| tail.eq_ignore_ascii_case("www"))
}

#[cfg(test)]
mod tests {
    use super::escape;

    #[test]
    fn nothing_is_markup_or_a_link() {
        let cases = [
            ("&lt;b>", "\\&lt;b>"),
            ("~~a~~", "\\~\\~a\\~\\~"),
            ("http://a.b/c_d", "http\\://a.b/c\\_d"),
            ("WWW.a.b", "WWW\\.a.b"),
            ("@root a@b.c @", "\\@<!-- -->root a\\@<!-- -->b.c \\@"),
            ("![x](y) `|`", "!\\[x\\](y) \\`\\|\\`"),
            ("10:20 a.b", "10:20 a.b"),
        ];
        for (text, escaped) in cases {
            assert_eq!(escape(text), escaped);
        }
    }
}
