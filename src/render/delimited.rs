//! csv and tsv: one section with a header, bytes as they came, lines ended by LF.

use std::borrow::Cow;
use std::io::{self, Write};

use super::request::Request;
use crate::report::{Body, Cell};

/// Writes one row of cells.
trait RowWriter {
    fn row<'c>(&mut self, cells: &mut dyn Iterator<Item = Cow<'c, [u8]>>) -> io::Result<()>;
}

/// csv, quoted per RFC 4180 where needed.
pub(super) fn csv(request: &Request<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let mut writer = csv::WriterBuilder::new().from_writer(out);
    rows(request, &mut writer)?;
    writer.flush()
}

/// tsv, with `\t`, `\n`, `\r` and `\\` for those bytes.
pub(super) fn tsv(request: &Request<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    rows(request, &mut Tabbed(out))
}

fn rows(request: &Request<'_, '_>, writer: &mut dyn RowWriter) -> io::Result<()> {
    match request.only_section() {
        None => Ok(()),
        Some(Body::Record(fields)) => {
            writer.row(&mut fields.iter().map(|field| Cow::Borrowed(field.name.as_bytes())))?;
            writer.row(&mut fields.iter().map(|field| text(&field.cell)))
        }
        Some(Body::Table(table)) => {
            writer.row(&mut table.columns.iter().map(|name| Cow::Borrowed(name.as_bytes())))?;
            let mut row = Vec::new();
            for index in 0..table.rows.len() {
                row.clear();
                table.rows.fill(index, &mut row);
                writer.row(&mut row.iter().map(text))?;
            }
            Ok(())
        }
    }
}

/// A cell at full precision; empty where it is missing.
fn text<'c>(cell: &'c Cell<'_>) -> Cow<'c, [u8]> {
    match cell {
        Cell::Text(bytes) => Cow::Borrowed(bytes),
        Cell::Count(number) => Cow::Owned(number.to_string().into_bytes()),
        Cell::Number(number) | Cell::Share(number) if number.is_finite() => {
            Cow::Owned(shortest(*number).into_bytes())
        }
        Cell::Time(moment) => Cow::Owned(moment.to_string().into_bytes()),
        Cell::Flag(flag) => Cow::Borrowed(if *flag { b"true" } else { b"false" }),
        Cell::Number(_) | Cell::Share(_) | Cell::Missing => Cow::Borrowed(b""),
    }
}

/// Sizes that are written as they are; those beyond in scientific notation, for 303 digits are more
/// than a reader takes as a number.
const WRITTEN_OUT: std::ops::Range<f64> = 1e-7..1e17;

/// The shortest text that reads back as the same double.
pub(super) fn shortest(number: f64) -> String {
    let size = number.abs();
    let is_usual = size.total_cmp(&0.0).is_eq() || WRITTEN_OUT.contains(&size);
    if is_usual { number.to_string() } else { format!("{number:e}") }
}

impl<W: Write> RowWriter for csv::Writer<W> {
    fn row<'c>(&mut self, cells: &mut dyn Iterator<Item = Cow<'c, [u8]>>) -> io::Result<()> {
        self.write_record(cells).map_err(|error| match error.into_kind() {
            csv::ErrorKind::Io(error) => error,
            other => io::Error::other(format!("{other:?}")),
        })
    }
}

struct Tabbed<'w>(&'w mut dyn Write);

impl RowWriter for Tabbed<'_> {
    fn row<'c>(&mut self, cells: &mut dyn Iterator<Item = Cow<'c, [u8]>>) -> io::Result<()> {
        for (index, cell) in cells.enumerate() {
            if index > 0 {
                self.0.write_all(b"\t")?;
            }
            let mut rest = &cell[..];
            while let Some(at) = rest.iter().position(|byte| b"\t\n\r\\".contains(byte)) {
                self.0.write_all(&rest[..at])?;
                self.0.write_all(match rest[at] {
                    b'\t' => b"\\t",
                    b'\n' => b"\\n",
                    b'\r' => b"\\r",
                    _ => b"\\\\",
                })?;
                rest = &rest[at + 1..];
            }
            self.0.write_all(rest)?;
        }
        self.0.write_all(b"\n")
    }
}

#[cfg(test)]
mod tests {
    use super::shortest;

    #[test]
    fn numbers_far_from_one_are_short_and_read_back() {
        for (number, text) in [
            (0.0, "0"),
            (-1.5, "-1.5"),
            (1e-7, "0.0000001"),
            (9.5e-8, "9.5e-8"),
            (99_999_999_999_999_984.0, "99999999999999980"),
            (1e17, "1e17"),
            (-1e302, "-1e302"),
            (f64::from_bits(1), "5e-324"),
            (f64::MAX, "1.7976931348623157e308"),
        ] {
            assert_eq!(shortest(number), text);
            assert_eq!(text.parse::<f64>().map(f64::to_bits), Ok(number.to_bits()));
        }
    }
}
