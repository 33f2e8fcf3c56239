//! A class as a table: an answer for each byte.

use super::set::ByteSet;

/// For each byte, whether it is in a class.
pub(super) type ByteTable = [bool; 256];

/// The table of `set`.
pub(super) fn table(set: ByteSet) -> Box<ByteTable> {
    let mut table = Box::new([false; 256]);
    for (byte, member) in (0..=u8::MAX).zip(table.iter_mut()) {
        *member = set.contains(byte);
    }
    table
}

#[inline]
pub(super) fn is_in(table: &ByteTable, byte: u8) -> bool {
    table[usize::from(byte)]
}

/// How many bytes at the beginning of `text` are in `table`.
#[inline]
pub(super) fn members(table: &ByteTable, text: &[u8]) -> usize {
    text.iter().position(|byte| !is_in(table, *byte)).unwrap_or(text.len())
}
