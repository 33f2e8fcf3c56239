//! The inward vocabulary: what one line says once its columns are extracted.
//!
//! Several columns counted together are one value, their *tuple*: the columns' texts joined by a
//! blank, followed by the lengths of all but the last, so that `("a b", "c")` and `("a", "b c")`
//! stay two values though they print alike.

use crate::time::Timestamp;

/// One line's contribution: the bytes counted and by how much.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Event<'a> {
    /// The value, or the encoded tuple where several columns are counted.
    pub value: &'a [u8],
    /// How many occurrences the line stands for; 1 unless a weight column says otherwise.
    pub weight: u64,
    /// When it happened, where the run reads times.
    pub at: Option<Timestamp>,
}

/// Bytes that the length of one column takes at the end of a tuple.
const LENGTH_BYTES: usize = 4;

/// Joins the columns of a tuple.
#[derive(Debug, Default)]
pub struct TupleWriter {
    lengths: Vec<u8>,
}

impl TupleWriter {
    /// Appends `column` to the tuple being written to `out`; `first` tells whether it is the first.
    ///
    /// A column is part of a line, and a line is at most 1 GiB (`--max-line`), so that 32 bits
    /// hold its length.
    pub fn push(&mut self, out: &mut Vec<u8>, column: &[u8], first: bool) {
        if first {
            out.clear();
            self.lengths.clear();
        } else {
            out.push(b' ');
        }
        out.extend_from_slice(column);
        let length = u32::try_from(column.len()).unwrap_or(u32::MAX);
        self.lengths.extend_from_slice(&length.to_le_bytes());
    }

    /// Ends the tuple: the lengths of all columns but the last are appended to `out`.
    pub fn finish(&mut self, out: &mut Vec<u8>) {
        let kept = self.lengths.len().saturating_sub(LENGTH_BYTES);
        out.extend_from_slice(&self.lengths[..kept]);
    }
}

/// The printable text of an encoded tuple of `columns` columns: joined by a blank, no lengths.
pub fn tuple_text(value: &[u8], columns: usize) -> &[u8] {
    let tail = columns.saturating_sub(1) * LENGTH_BYTES;
    &value[..value.len().saturating_sub(tail)]
}

/// The columns of an encoded tuple, in order.
pub fn tuple_columns(value: &[u8], columns: usize) -> impl Iterator<Item = &[u8]> {
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
    use super::{TupleWriter, tuple_columns, tuple_text};

    fn encode(columns: &[&[u8]]) -> Vec<u8> {
        let (mut writer, mut out) = (TupleWriter::default(), Vec::new());
        for (index, column) in columns.iter().enumerate() {
            writer.push(&mut out, column, index == 0);
        }
        writer.finish(&mut out);
        out
    }

    #[test]
    fn tuples_read_back_and_stay_apart_when_they_print_alike() {
        let cases: [&[&[u8]]; 5] =
            [&[b"a"], &[b"a b", b"c"], &[b"a", b"b c"], &[b"", b"", b""], &[b"", b"\xff x", b"y"]];
        for columns in cases {
            let value = encode(columns);
            let read: Vec<&[u8]> = tuple_columns(&value, columns.len()).collect();
            assert_eq!(read, columns);
            assert_eq!(tuple_text(&value, columns.len()), columns.join(&b' '));
        }
        assert_ne!(encode(&[b"a b", b"c"]), encode(&[b"a", b"b c"]));
    }
}
