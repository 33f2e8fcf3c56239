//! Fields of a line: by blanks as awk, or at every delimiter as cut.

use std::ops::Range;

use memchr::{memchr2, memmem, memrchr2};

use super::columns::{Clock, Columns, Wanted};
use super::delimiter::Delimiter;
use super::field_list::{Field, FieldList, Item};
use super::near::{self, Byte, Or};
use crate::error::{Error, Result};
use crate::tally::Rejection;

/// What parts fields where no delimiter is given.
const BLANK: Or<Byte, Byte> = Or(Byte(b' '), Byte(b'\t'));

/// Splits lines into fields and picks the wanted ones.
#[derive(Debug)]
pub(super) struct FieldSplitter {
    delimiter: Delimiter,
    /// Set where the value is one field from the left and nothing else is wanted.
    only: Option<OnlyField>,
    /// The value's fields where they are a list; none where the value is wanted columns.
    list: Option<Vec<Item>>,
    /// The wanted columns in their order; the list takes the first place.
    columns: Vec<Field>,
}

/// The common case, one field from the left or the last one: found without splitting the rest of
/// the line.
#[derive(Debug)]
pub(super) struct OnlyField {
    delimiter: Delimiter,
    place: Place,
}

#[derive(Debug, Clone, Copy)]
enum Place {
    /// After so many others.
    After(usize),
    Last,
}

impl FieldSplitter {
    pub(super) fn new(
        list: &FieldList,
        delimiter: &Delimiter,
        wanted: &mut Wanted,
        times: bool,
    ) -> Result<Self> {
        let mut columns = Vec::new();
        for name in wanted.names() {
            // A field that no line has; the time fills it.
            let clock = Clock::named(name).filter(|_| times).map(|_| Field::Nth(usize::MAX));
            let field = clock.map_or_else(|| name.parse(), Ok).map_err(|_| {
                Error::Usage(format!(
                    "no column {name}: with -f the columns are field numbers, 1, 2, ... or -1"
                ))
            })?;
            columns.push(field);
        }
        let own_value = !wanted.names_value();
        if own_value {
            wanted.set_value(list.as_str());
            columns.insert(0, Field::Nth(1));
        }
        let items = if own_value { list.items.clone() } else { vec![Item::One(columns[0])] };
        let only = match items[..] {
            [Item::One(Field::Nth(number))] if columns.len() == 1 && number != usize::MAX => {
                let place = Place::After(number.saturating_sub(1));
                Some(OnlyField { delimiter: delimiter.clone(), place })
            }
            [Item::One(Field::FromEnd(1))] if columns.len() == 1 => {
                Some(OnlyField { delimiter: delimiter.clone(), place: Place::Last })
            }
            _ => None,
        };
        let list = own_value.then_some(items);
        Ok(Self { delimiter: delimiter.clone(), only, list, columns })
    }

    /// The field that is the value, where it is the only thing wanted of a line.
    #[inline]
    pub(super) fn only_field(&self) -> Option<&OnlyField> {
        self.only.as_ref()
    }

    /// Finds the wanted columns of `line`.
    pub(super) fn split(
        &self,
        line: &[u8],
        columns: &mut Columns,
    ) -> std::result::Result<(), Rejection> {
        columns.fields.clear();
        match &self.delimiter {
            Delimiter::Blanks => columns.fields.extend(Blanks { line, at: 0 }),
            Delimiter::Every(delimiter) => {
                let mut at = 0;
                for next in memmem::find_iter(line, delimiter) {
                    columns.fields.push(at..next);
                    at = next + delimiter.len();
                }
                columns.fields.push(at..line.len());
            }
        }
        columns.places.clear();
        for field in &self.columns {
            let index = field.index(columns.fields.len());
            columns.places.push(index.map(|index| columns.fields[index].clone()));
        }
        if let Some(items) = &self.list {
            columns.is_joined = true;
            columns.joined.clear();
            let joined = &mut columns.joined;
            join(line, &columns.fields, items, joined).ok_or(Rejection::NoColumn(0))?;
        }
        Ok(())
    }
}

/// Joins the listed fields by one blank; none where one of them is absent.
fn join(line: &[u8], fields: &[Range<usize>], items: &[Item], joined: &mut Vec<u8>) -> Option<()> {
    let mut first = true;
    for item in items {
        let range = match *item {
            Item::One(field) => {
                let index = field.index(fields.len())?;
                index..index + 1
            }
            Item::Span(from, to) => from.checked_sub(1)?..to.unwrap_or(fields.len().max(from)),
        };
        for field in fields.get(range)? {
            if !first {
                joined.push(b' ');
            }
            first = false;
            joined.extend_from_slice(&line[field.clone()]);
        }
    }
    Some(())
}

impl OnlyField {
    /// The field's bytes, if the line has it.
    #[inline]
    pub(super) fn find<'a>(&self, line: &'a [u8]) -> Option<&'a [u8]> {
        // A first field without blanks before it, that ends soon.
        if let (Delimiter::Blanks, Place::After(0)) = (&self.delimiter, self.place)
            && let Some(chunk) = line.first_chunk()
            && let Some(end) = near::first_of(*chunk, BLANK).filter(|end| *end > 0)
        {
            return line.get(..end);
        }
        self.search(line)
    }

    fn search<'a>(&self, line: &'a [u8]) -> Option<&'a [u8]> {
        match (&self.delimiter, self.place) {
            (Delimiter::Blanks, Place::After(skip)) => {
                let field = Blanks { line, at: 0 }.nth(skip)?;
                Some(&line[field])
            }
            (Delimiter::Blanks, Place::Last) => {
                let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t');
                let end = line.iter().rposition(|byte| !is_blank(byte))? + 1;
                let start = memrchr2(b' ', b'\t', &line[..end]).map_or(0, |blank| blank + 1);
                Some(&line[start..end])
            }
            (Delimiter::Every(delimiter), Place::Last) => {
                // From the left, for a delimiter of several bytes may overlap itself.
                let start = memmem::find_iter(line, delimiter).last();
                Some(&line[start.map_or(0, |start| start + delimiter.len())..])
            }
            (Delimiter::Every(delimiter), Place::After(skip)) => {
                let mut rest = line;
                for _ in 0..skip {
                    let at = find(rest, delimiter)?;
                    rest = &rest[at + delimiter.len()..];
                }
                let end = find(rest, delimiter).unwrap_or(rest.len());
                Some(&rest[..end])
            }
        }
    }
}

fn find(line: &[u8], delimiter: &[u8]) -> Option<usize> {
    match delimiter {
        [byte] => near::find(line, *byte),
        _ => memmem::find(line, delimiter),
    }
}

/// Fields separated by runs of blanks and tabs, leading ones skipped.
struct Blanks<'a> {
    line: &'a [u8],
    at: usize,
}

impl Iterator for Blanks<'_> {
    type Item = Range<usize>;

    #[inline]
    fn next(&mut self) -> Option<Range<usize>> {
        let rest = &self.line[self.at..];
        let start = self.at + rest.iter().position(|byte| !matches!(byte, b' ' | b'\t'))?;
        let length = near::first_or(&self.line[start..], BLANK, |far| memchr2(b' ', b'\t', far));
        self.at = length.map_or(self.line.len(), |length| start + length);
        Some(start..self.at)
    }
}
