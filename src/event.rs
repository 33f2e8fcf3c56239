//! An event: what one line contributes to the counts.
//!
//! Several columns counted together are one value, their *tuple*: the texts of the columns joined by
//! a blank, followed by the lengths of all but the last, so that `("a b", "c")` and `("a", "b c")`
//! stay two values though they print alike.

use serde::{Deserialize, Serialize};

use crate::number::Number;
use crate::time::Timestamp;

/// Memory for texts of events that do not stand in their line as they are: decoded strings, tuples,
/// derived columns. It is emptied after each batch of events.
pub(crate) type Arena = bumpalo::Bump;

/// What one line contributes. All texts are slices of the line or of the [`Arena`] of its batch.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Event<'a> {
    /// The value: a column's text, or the encoded tuple if several columns are counted.
    pub(crate) value: &'a [u8],
    /// How many occurrences the line stands for: 1, or the number in the weight column.
    pub(crate) weight: u64,
    /// The time of the line, if the run reads times.
    pub(crate) at: Option<Timestamp>,
    /// The number measured on the line, if the run measures one and the line has it. It lies beside the
    /// event, which most runs move without a number.
    pub(crate) number: Option<&'a Number>,
    /// The texts of further columns (the columns of `--compare`), in the order they were asked for; `None`
    /// for a column the line lacks.
    pub(crate) columns: &'a [Option<&'a [u8]>],
    /// The whole line, without its newline.
    pub(crate) line: &'a [u8],
    /// The number of the line in its batch, from 1, where lines are kept; else 0.
    pub(crate) line_number: u32,
    /// Whether the line meets the condition of `--ratio`.
    pub(crate) hit: bool,
    /// Whether the line is of the selection that is contrasted with all lines.
    pub(crate) selected: bool,
}

impl<'a> Event<'a> {
    /// An event that counts `weight` occurrences of `value` at `at`, and contributes nothing else.
    pub(crate) const fn new(value: &'a [u8], weight: u64, at: Option<Timestamp>) -> Self {
        Self {
            value,
            weight,
            at,
            number: None,
            columns: &[],
            line: &[],
            line_number: 0,
            hit: false,
            selected: false,
        }
    }
}

/// What a column of `--compare` is compared as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) enum ComparedKind {
    Text,
    /// A number: a text that is no number is missing.
    Number,
    /// The lines decide, because neither the command line nor the format says it.
    DecidedByLines,
}

/// Bytes that the length of one column takes at the end of a tuple.
const LENGTH_BYTES: usize = 4;

/// Writes the tuple of `columns` over what `out` holds.
pub(crate) fn write_tuple<'t>(columns: impl Iterator<Item = &'t [u8]> + Clone, out: &mut Vec<u8>) {
    out.clear();
    out.resize(tuple_length(columns.clone()), b' ');
    fill_tuple(columns, out);
}

/// The tuple of `columns`, in `arena`.
#[inline]
pub(crate) fn tuple_in<'a, 't>(
    columns: impl Iterator<Item = &'t [u8]> + Clone,
    arena: &'a Arena,
) -> &'a [u8] {
    let tuple = arena.alloc_slice_fill_copy(tuple_length(columns.clone()), b' ');
    fill_tuple(columns, tuple);
    tuple
}

/// The bytes of the tuple of `columns`: their own, and of all but the last a blank and a length.
#[inline]
fn tuple_length<'t>(columns: impl Iterator<Item = &'t [u8]>) -> usize {
    let between = 1 + LENGTH_BYTES;
    columns.map(|column| column.len() + between).sum::<usize>().saturating_sub(between)
}

/// Writes the tuple of `columns` into `out`, blanks of its length.
///
/// A column is part of a line, and a line is at most 1 GiB (`--max-line`), so 32 bits hold its length.
#[inline]
fn fill_tuple<'t>(columns: impl Iterator<Item = &'t [u8]> + Clone, out: &mut [u8]) {
    let tail = columns.clone().skip(1).count() * LENGTH_BYTES;
    let (mut texts, lengths) = out.split_at_mut(out.len().saturating_sub(tail));
    let mut lengths = lengths.as_chunks_mut().0.iter_mut();
    for column in columns {
        let Some((text, rest)) = texts.split_at_mut_checked(column.len()) else { return };
        text.copy_from_slice(column);
        texts = rest.get_mut(1..).unwrap_or_default();
        if let Some(length) = lengths.next() {
            *length = u32::try_from(column.len()).unwrap_or(u32::MAX).to_le_bytes();
        }
    }
}

/// The printable text of an encoded tuple of `columns` columns: joined by a blank, no lengths.
pub(crate) fn tuple_text(value: &[u8], columns: usize) -> &[u8] {
    let tail = columns.saturating_sub(1) * LENGTH_BYTES;
    &value[..value.len().saturating_sub(tail)]
}

/// The columns of an encoded tuple, in order.
pub(crate) fn tuple_columns(value: &[u8], columns: usize) -> impl Iterator<Item = &[u8]> {
    let mut rest = tuple_text(value, columns);
    let mut lengths = value[rest.len()..].chunks_exact(LENGTH_BYTES);
    (0..columns).map(move |_| {
        let Some(bytes) = lengths.next() else { return rest };
        let length = bytes.iter().rev().fold(0_usize, |sum, byte| (sum << 8) | usize::from(*byte));
        let (column, after) = rest.split_at(length.min(rest.len()));
        rest = after.get(1..).unwrap_or_default();
        column
    })
}

#[cfg(test)]
mod tests {
    use super::{Arena, tuple_columns, tuple_in, tuple_text, write_tuple};

    fn encode(columns: &[&[u8]]) -> Vec<u8> {
        let mut out = b"what was there before".to_vec();
        write_tuple(columns.iter().copied(), &mut out);
        out
    }

    #[test]
    fn tuples_read_back_and_stay_apart_when_they_print_alike() {
        let cases: [&[&[u8]]; 5] =
            [&[b"a"], &[b"a b", b"c"], &[b"a", b"b c"], &[b"", b"", b""], &[b"", b"\xff x", b"y"]];
        for columns in cases {
            let value = encode(columns);
            assert_eq!(tuple_in(columns.iter().copied(), &Arena::new()), value);
            let read: Vec<&[u8]> = tuple_columns(&value, columns.len()).collect();
            assert_eq!(read, columns);
            assert_eq!(tuple_text(&value, columns.len()), columns.join(&b' '));
        }
        assert_ne!(encode(&[b"a b", b"c"]), encode(&[b"a", b"b c"]));
    }
}
