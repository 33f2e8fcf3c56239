//! Classes of bytes, made ready to find the end of a run of their bytes.

use memchr::{memchr, memchr2, memchr3};

use super::set::ByteSet;
use crate::extract::byte_search::{self, AtMost};

/// The blank: all bytes below it are control characters.
pub(super) const BLANK: u8 = b' ';

/// A class, by how the first byte that is not in it is found.
#[derive(Debug)]
#[repr(u8)]
pub(super) enum Class {
    All,
    Not(u8),
    /// All but two.
    Neither(u8, u8),
    /// All but three.
    NoneOf(u8, u8, u8),
    /// All but some control characters and the blank.
    Printed(Box<ByteTable>),
    /// Any other.
    ByteTable(Box<ByteTable>),
}

impl Class {
    pub(super) fn new(set: ByteSet) -> Self {
        match *set.missing() {
            [] => Self::All,
            [a] => Self::Not(a),
            [a, b] => Self::Neither(a, b),
            [a, b, c] => Self::NoneOf(a, b, c),
            [.., last] if last <= BLANK => Self::Printed(table(set)),
            _ => Self::ByteTable(table(set)),
        }
    }

    /// How many bytes at the beginning of `text` are of the class.
    pub(super) fn length(&self, text: &[u8]) -> usize {
        let end = match self {
            Self::All => None,
            Self::Not(byte) => memchr(*byte, text),
            Self::Neither(a, b) => memchr2(*a, *b, text),
            Self::NoneOf(a, b, c) => memchr3(*a, *b, *c, text),
            Self::Printed(table) => Some(printed(table, text)),
            Self::ByteTable(table) => Some(members(table, text)),
        };
        end.unwrap_or(text.len())
    }

    /// As [`Self::length`], of the first `most` bytes.
    #[inline]
    pub(super) fn length_within(&self, text: &[u8], most: usize) -> usize {
        self.length(text.get(..most).unwrap_or(text))
    }
}

/// How many bytes at the beginning of `text` are in `table`, a [`Class::Printed`].
pub(super) fn printed(table: &ByteTable, text: &[u8]) -> usize {
    match byte_search::find(text, AtMost(BLANK)) {
        Some(at) => at + members(table, text.get(at..).unwrap_or_default()),
        None => text.len(),
    }
}

/// For each byte, whether it is in a class.
pub(super) type ByteTable = [bool; 256];

pub(super) fn table(set: ByteSet) -> Box<ByteTable> {
    Box::new(set.table())
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
