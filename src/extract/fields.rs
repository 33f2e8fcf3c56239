//! Fields of a line: by blanks as awk, or at every delimiter as cut.

use std::ops::Range;

use memchr::{memchr, memmem, memrchr2};

use super::byte_search::{self, Byte, Or};
use super::derived::{is_made, network};
use super::field_list::{Delimiter, FieldList, FieldNumber, Item};
use super::requested::Requested;
use super::texts::FieldTexts;
use crate::error::{Error, Result};
use crate::tally::Rejection;

/// The bytes between fields if no delimiter is given.
const BLANK: Or<Byte, Byte> = Or(Byte(b' '), Byte(b'\t'));

/// Splits lines into fields and picks the requested ones.
#[derive(Debug)]
pub(super) struct FieldSplitter {
    delimiter: Delimiter,
    /// Set if one field is requested and nothing else.
    only: Option<OnlyField>,
    /// The columns by the places of their fields among the wanted ones.
    columns: Vec<FieldColumn>,
    /// The indexes of the fields that the columns are made of, ascending; `None` if all fields are wanted.
    wanted: Option<Vec<usize>>,
}

#[derive(Debug, Clone)]
enum FieldColumn {
    One(FieldNumber),
    /// Fields joined by one blank, all of which a line must have.
    List(Vec<Item>),
}

/// One field from the left, or the last one: found without splitting the rest of the line.
#[derive(Debug)]
pub(super) struct OnlyField {
    delimiter: Delimiter,
    position: Position,
}

#[derive(Debug, Clone, Copy)]
enum Position {
    /// The field after this many fields.
    After(usize),
    Last,
}

impl FieldSplitter {
    /// Splits at `delimiter` for the requested columns, which are field numbers; `list` is the value unless
    /// the user names columns. With `times`, columns made from the time are columns too. Errors: a column
    /// that is no field number.
    pub(super) fn new(
        list: &FieldList,
        delimiter: &Delimiter,
        requested: &mut Requested,
        times: bool,
    ) -> Result<Self> {
        let mut columns = Vec::new();
        for name in requested.names() {
            // No line has the field of a column that is made of the time or the source.
            let made = is_made(name, times).then_some(FieldNumber::Nth(usize::MAX));
            let number = network(name).map_or(name.as_str(), |(column, _)| column);
            let field = made.map_or_else(|| number.parse(), Ok).map_err(|_| {
                Error::Usage(format!(
                    "no column {name}: with -f the columns are field numbers, 1, 2, ... or -1"
                ))
            })?;
            columns.push(FieldColumn::One(field));
        }
        if !requested.names_value() {
            requested.set_value(list.as_str());
            columns.insert(0, FieldColumn::List(list.items.clone()));
        }
        let position = match columns[..] {
            [FieldColumn::One(field)] => position(field),
            [FieldColumn::List(ref items)] => match items[..] {
                [Item::One(field)] => position(field),
                _ => None,
            },
            _ => None,
        };
        let only = position.map(|position| OnlyField { delimiter: delimiter.clone(), position });
        Ok(Self { only, ..Self::of_columns(delimiter.clone(), columns) })
    }

    /// Splits at `delimiter`, and records no field that none of `columns` is made of.
    fn of_columns(delimiter: Delimiter, mut columns: Vec<FieldColumn>) -> Self {
        let items = || columns.iter().flat_map(FieldColumn::items);
        let wanted: Option<Vec<_>> = items().map(Item::indexes).collect();
        let mut wanted: Option<Vec<usize>> = wanted.map(|all| all.into_iter().flatten().collect());
        if let Some(wanted) = &mut wanted {
            wanted.sort_unstable();
            wanted.dedup();
            columns.iter_mut().for_each(|column| column.renumber(wanted));
        }
        Self { delimiter, only: None, columns, wanted }
    }

    /// The index of the next field that is wanted once `found` of them are found; `usize::MAX` if no more is.
    #[inline]
    fn next_wanted(&self, found: usize) -> usize {
        match &self.wanted {
            None => found,
            Some(wanted) => wanted.get(found).copied().unwrap_or(usize::MAX),
        }
    }

    /// The requested field, if it is the only one.
    #[inline]
    pub(super) fn only_field(&self) -> Option<&OnlyField> {
        self.only.as_ref()
    }

    /// Finds the requested columns of `line`; `fields` is room for its fields. Errors: a field is absent of which
    /// others are joined.
    pub(super) fn split<'a>(
        &self,
        line: &'a [u8],
        fields: &mut Vec<Range<usize>>,
        columns: &mut FieldTexts<'a>,
    ) -> std::result::Result<(), Rejection> {
        fields.clear();
        let (mut index, mut next) = (0, self.next_wanted(0));
        let wants_none = next == usize::MAX;
        let mut visit = |field: Range<usize>| {
            if index == next {
                fields.push(field);
                next = self.next_wanted(fields.len());
            }
            index += 1;
            next != usize::MAX
        };
        match &self.delimiter {
            _ if wants_none => {}
            Delimiter::Blanks => each_between_blanks(line, visit),
            Delimiter::Every(delimiter) => {
                let mut at = 0;
                while let Some(rest) = line.get(at..) {
                    let length = find(rest, delimiter).unwrap_or(rest.len());
                    if !visit(at..at + length) {
                        break;
                    }
                    at += length + delimiter.len();
                }
            }
        }
        columns.clear();
        for (index, column) in self.columns.iter().enumerate() {
            let items = match column {
                FieldColumn::One(field) => {
                    columns.push(text_of(*field, line, fields));
                    continue;
                }
                FieldColumn::List(items) => items,
            };
            let is_complete = match items[..] {
                [Item::One(field)] => {
                    let text = text_of(field, line, fields);
                    columns.push(text);
                    text.is_some()
                }
                _ => columns.push_written(|joined| join(line, fields, items, joined)),
            };
            if !is_complete {
                return Err(Rejection::NoColumn(index));
            }
        }
        Ok(())
    }
}

impl FieldColumn {
    fn items(&self) -> impl Iterator<Item = Item> {
        let (one, list) = match self {
            Self::One(field) => (Some(Item::One(*field)), &[][..]),
            Self::List(items) => (None, &items[..]),
        };
        one.into_iter().chain(list.iter().copied())
    }

    /// Numbers its fields, all of which are `wanted`, by their places there.
    fn renumber(&mut self, wanted: &[usize]) {
        match self {
            Self::One(field) => *field = field.within(wanted),
            Self::List(items) => items.iter_mut().for_each(|item| *item = item.within(wanted)),
        }
    }
}

/// The text of a field of `line`, whose fields are at `fields`.
#[inline]
fn text_of<'l>(field: FieldNumber, line: &'l [u8], fields: &[Range<usize>]) -> Option<&'l [u8]> {
    let range = fields.get(field.index(fields.len())?)?;
    line.get(range.clone())
}

/// How to find `field` without splitting the whole line; `None` if the whole line must be split.
fn position(field: FieldNumber) -> Option<Position> {
    match field {
        FieldNumber::Nth(usize::MAX) => None,
        FieldNumber::Nth(number) => Some(Position::After(number.saturating_sub(1))),
        FieldNumber::FromEnd(1) => Some(Position::Last),
        FieldNumber::FromEnd(_) => None,
    }
}

/// Appends the listed fields to `joined`, one blank between them; false if one of them is absent.
fn join(line: &[u8], fields: &[Range<usize>], items: &[Item], joined: &mut Vec<u8>) -> bool {
    let mut is_first = true;
    for item in items {
        let range = match *item {
            Item::One(field) => field.index(fields.len()).map(|index| index..index + 1),
            Item::Span(from, to) => {
                from.checked_sub(1).map(|from| from..to.unwrap_or(fields.len().max(from + 1)))
            }
        };
        let Some(listed) = range.and_then(|range| fields.get(range)) else { return false };
        for field in listed {
            if !is_first {
                joined.push(b' ');
            }
            is_first = false;
            joined.extend_from_slice(&line[field.clone()]);
        }
    }
    true
}

impl OnlyField {
    /// The field's bytes, if the line has it.
    #[inline]
    pub(super) fn find<'a>(&self, line: &'a [u8]) -> Option<&'a [u8]> {
        // The first field, if no blanks lead the line and the field ends within 16 bytes.
        if let (Delimiter::Blanks, Position::After(0)) = (&self.delimiter, self.position)
            && let Some(chunk) = line.first_chunk()
            && let Some(end) = byte_search::find_in(*chunk, BLANK).filter(|end| *end > 0)
        {
            return line.get(..end);
        }
        self.search(line)
    }

    fn search<'a>(&self, line: &'a [u8]) -> Option<&'a [u8]> {
        match (&self.delimiter, self.position) {
            (Delimiter::Blanks, Position::After(skip)) => {
                let (mut before, mut found) = (0, None);
                each_between_blanks(line, |field| {
                    found = (before == skip).then_some(field);
                    before += 1;
                    found.is_none()
                });
                line.get(found?)
            }
            (Delimiter::Blanks, Position::Last) => {
                let is_blank = |byte: &u8| matches!(byte, b' ' | b'\t');
                let end = line.iter().rposition(|byte| !is_blank(byte))? + 1;
                let start = memrchr2(b' ', b'\t', &line[..end]).map_or(0, |blank| blank + 1);
                Some(&line[start..end])
            }
            (Delimiter::Every(delimiter), Position::Last) => {
                // From the left, for a delimiter of several bytes may overlap itself.
                let start = memmem::find_iter(line, delimiter).last();
                Some(&line[start.map_or(0, |start| start + delimiter.len())..])
            }
            (Delimiter::Every(delimiter), Position::After(skip)) => {
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
        [byte] => memchr(*byte, line),
        _ => memmem::find(line, delimiter),
    }
}

/// Calls `visit` with each field between runs of blanks and tabs, until it gives false.
#[inline]
fn each_between_blanks(line: &[u8], mut visit: impl FnMut(Range<usize>) -> bool) {
    let mut start = 0;
    let wants_rest = byte_search::each(line, BLANK, |at| {
        let field = start..at;
        start = at + 1;
        field.is_empty() || visit(field)
    });
    if wants_rest && start < line.len() {
        visit(start..line.len());
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{Just, Strategy, any, prop_assert_eq, prop_oneof, proptest};

    use super::{Delimiter, FieldColumn, FieldNumber, FieldSplitter, FieldTexts, Item, OnlyField};
    use crate::event::Arena;

    proptest! {
        #[test]
        fn columns_are_found_among_the_fields_that_are_wanted(
            line in "[ab \t,]{0,24}|([ab]{0,9}[ ,\t]?){0,24}",
            numbers in proptest::collection::vec((0..5_usize, any::<bool>()), 1..4),
            span in (1..4_usize, prop_oneof![Just(None), (0..3_usize).prop_map(Some)]),
            is_blank in any::<bool>(),
        ) {
            let delimiter = || if is_blank { Delimiter::Blanks } else { Delimiter::Every(b",".to_vec()) };
            let number = |(number, from_end): (usize, bool)| match from_end {
                true => FieldNumber::FromEnd(number + 1),
                false => FieldNumber::Nth(number + 1),
            };
            let one = numbers.iter().map(|number_of| FieldColumn::One(number(*number_of)));
            let (from, to) = (span.0, span.1.map(|more| span.0 + more));
            let list = vec![Item::Span(from, to), Item::One(number(numbers[0]))];
            let columns: Vec<_> = one.chain([FieldColumn::List(list)]).collect();
            let split = |splitter: FieldSplitter| {
                let (arena, mut fields) = (Arena::new(), Vec::new());
                let mut texts = FieldTexts::new(&arena);
                let result = splitter.split(line.as_bytes(), &mut fields, &mut texts);
                let texts: Vec<_> = texts.all().iter().map(|text| text.map(<[u8]>::to_vec)).collect();
                (result, texts)
            };
            let all = FieldSplitter { delimiter: delimiter(), only: None, columns: columns.clone(), wanted: None };
            let (result, texts) = split(all);
            let fields: Vec<&str> = match is_blank {
                true => line.split([' ', '\t']).filter(|field| !field.is_empty()).collect(),
                false => line.split(',').collect(),
            };
            for (number_of, text) in numbers.iter().zip(&texts) {
                let field = number(*number_of).index(fields.len()).and_then(|at| fields.get(at));
                prop_assert_eq!(text.as_deref(), field.map(|field| field.as_bytes()));
                let position = super::position(number(*number_of));
                let only = position.map(|position| OnlyField { delimiter: delimiter(), position });
                if let Some(only) = only {
                    prop_assert_eq!(only.find(line.as_bytes()), text.as_deref());
                }
            }
            prop_assert_eq!(split(FieldSplitter::of_columns(delimiter(), columns)), (result, texts));
        }
    }
}
