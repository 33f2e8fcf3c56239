//! Which fields of a line (`1`, `1,4`, `2-4`, `3-`, `-1`), and what separates them.

use std::ops::Range;
use std::str::FromStr;

use memchr::memmem;

/// One field of a line, by its number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldNumber {
    /// The nth from the left, from 1.
    Nth(usize),
    /// The nth from the right, from 1: `-1` is the last.
    FromEnd(usize),
}

impl FieldNumber {
    /// The field's index among `count` fields, if it is there.
    pub(super) fn index(self, count: usize) -> Option<usize> {
        let index = match self {
            Self::Nth(number) => number.checked_sub(1)?,
            Self::FromEnd(number) => count.checked_sub(number)?,
        };
        (index < count).then_some(index)
    }

    /// The number of the field among the fields at the indexes `wanted`, one of which is the field.
    pub(super) fn within(self, wanted: &[usize]) -> Self {
        let Self::Nth(number) = self else { return self };
        let place = wanted.binary_search(&number.wrapping_sub(1));
        Self::Nth(place.map_or(usize::MAX, |place| place + 1))
    }
}

impl FromStr for FieldNumber {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (digits, from_end) = match text.strip_prefix('-') {
            Some(digits) => (digits, true),
            None => (text, false),
        };
        match digits.parse::<usize>() {
            Ok(number) if number > 0 && !digits.starts_with('+') => {
                Ok(if from_end { Self::FromEnd(number) } else { Self::Nth(number) })
            }
            Ok(0) => Err("fields are numbered from 1".to_owned()),
            _ => Err(format!(
                "{text:?} is no field: write field numbers such as 1, 1,4, 2-4, 3- or -1 (the last)"
            )),
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Item {
    One(FieldNumber),
    /// From the first to the second field, both included; to the last field without a second.
    Span(usize, Option<usize>),
}

/// The fields of the longest range whose indexes are listed.
const MAX_LISTED: usize = 1 << 10;

impl Item {
    /// The indexes of its fields; `None` if they are too many to be listed, or depend on how many fields a line
    /// has. No line has the field `usize::MAX`.
    pub(super) fn indexes(self) -> Option<Range<usize>> {
        match self {
            Self::One(FieldNumber::Nth(usize::MAX)) => Some(0..0),
            Self::One(FieldNumber::Nth(number)) => Some(number.checked_sub(1)?..number),
            Self::Span(from, Some(to)) if to - from < MAX_LISTED => Some(from.checked_sub(1)?..to),
            Self::One(FieldNumber::FromEnd(_)) | Self::Span(..) => None,
        }
    }

    /// The item among the fields at the indexes `wanted`, which has all fields of the item.
    pub(super) fn within(self, wanted: &[usize]) -> Self {
        let place = |number| FieldNumber::Nth(number).within(wanted);
        match self {
            Self::One(field) => Self::One(field.within(wanted)),
            Self::Span(from, to) => match (place(from), to.map(place)) {
                (FieldNumber::Nth(from), Some(FieldNumber::Nth(to))) => Self::Span(from, Some(to)),
                _ => self,
            },
        }
    }
}

/// A list of fields, in the order they are joined.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FieldList {
    text: String,
    pub(super) items: Vec<Item>,
}

impl Default for FieldList {
    fn default() -> Self {
        Self { text: "1".to_owned(), items: vec![Item::One(FieldNumber::Nth(1))] }
    }
}

impl FieldList {
    /// The list as it was written.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl FromStr for FieldList {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let items = text.split(',').map(|part| item(part.trim())).collect::<Result<_, _>>()?;
        Ok(Self { text: text.to_owned(), items })
    }
}

fn item(text: &str) -> Result<Item, String> {
    let number = |text: &str| match text.parse::<FieldNumber>()? {
        FieldNumber::Nth(number) => Ok(number),
        FieldNumber::FromEnd(_) => Err(format!("{text:?}: a range counts from the left")),
    };
    match text.split_once('-') {
        Some((from, to)) if !from.is_empty() => {
            let from = number(from)?;
            let to = if to.is_empty() { None } else { Some(number(to)?) };
            if to.is_some_and(|to| to < from) {
                return Err(format!("{text:?}: a range runs upwards"));
            }
            Ok(Item::Span(from, to))
        }
        _ => text.parse().map(Item::One),
    }
}

/// The separator of fields.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum Delimiter {
    /// Runs of blanks and tabs; a run that leads a line is skipped, as awk does.
    #[default]
    Blanks,
    /// Every occurrence of one character (its UTF-8 bytes), as cut does.
    Every(Vec<u8>),
}

impl Delimiter {
    /// How many fields a line has.
    pub(crate) fn fields(&self, line: &[u8]) -> usize {
        match self {
            Self::Blanks => {
                let fields = line.split(|byte| matches!(byte, b' ' | b'\t'));
                fields.filter(|field| !field.is_empty()).count()
            }
            Self::Every(delimiter) => memmem::find_iter(line, delimiter).count() + 1,
        }
    }
}

impl FromStr for Delimiter {
    type Err = String;

    /// Reads one character, or `\t` or `\0` for a tab or NUL.
    fn from_str(text: &str) -> Result<Self, String> {
        let mut characters = text.chars();
        match (characters.next(), characters.next(), characters.next()) {
            (Some('\\'), Some('t'), None) => Ok(Self::Every(b"\t".to_vec())),
            (Some('\\'), Some('0'), None) => Ok(Self::Every(b"\0".to_vec())),
            (Some(_), None, _) => Ok(Self::Every(text.as_bytes().to_vec())),
            _ => Err(format!(
                "a delimiter is one character, such as ',' or '\\t' for a tab, not {text:?}; \
                 for anything longer use -p"
            )),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FieldList, FieldNumber, Item};

    #[test]
    fn lists_read_and_bad_ones_say_what_is_right() {
        let list: FieldList = "1,2-4,3-,-1".parse().unwrap();
        let expected = [
            Item::One(FieldNumber::Nth(1)),
            Item::Span(2, Some(4)),
            Item::Span(3, None),
            Item::One(FieldNumber::FromEnd(1)),
        ];
        assert_eq!(list.items, expected);
        for bad in ["", "0", "a", "1,", "4-2", "1--2", "+1", "access.log"] {
            assert!(bad.parse::<FieldList>().is_err(), "{bad}");
        }
    }
}
