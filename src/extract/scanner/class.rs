//! The classes of a pattern made ready: how the end of a run of one is found.

use memchr::{memchr2, memchr3};

use super::set::ByteSet;
use crate::extract::near::{self, Byte, Or, UpTo};

/// Which bytes are of a class.
pub(super) type Table = [bool; 256];

/// The last byte that is not printed.
pub(super) const BLANK: u8 = b' ';

/// How the end of a run is found: the first byte that is not of its class.
#[derive(Debug)]
pub(super) enum Class {
    /// There is none.
    All,
    /// All but one.
    Not(u8),
    /// All but two.
    Neither(u8, u8),
    /// All but three.
    NoneOf(u8, u8, u8),
    /// All but some control characters and the blank.
    Printed(Box<Table>),
    /// Any other.
    Table(Box<Table>),
}

/// The bytes of `set`.
pub(super) fn table(set: ByteSet) -> Box<Table> {
    let mut table = Box::new([false; 256]);
    for (byte, member) in (0..=u8::MAX).zip(table.iter_mut()) {
        *member = set.contains(byte);
    }
    table
}

#[inline]
pub(super) fn is_in(table: &Table, byte: u8) -> bool {
    table[usize::from(byte)]
}

impl Class {
    pub(super) fn new(set: ByteSet) -> Self {
        match *set.missing() {
            [] => Self::All,
            [a] => Self::Not(a),
            [a, b] => Self::Neither(a, b),
            [a, b, c] => Self::NoneOf(a, b, c),
            [.., last] if last <= BLANK => Self::Printed(table(set)),
            _ => Self::Table(table(set)),
        }
    }

    /// How many bytes at the beginning of `text` are of the class.
    pub(super) fn length(&self, text: &[u8]) -> usize {
        let end = match self {
            Self::All => None,
            Self::Not(byte) => near::find(text, *byte),
            Self::Neither(a, b) => {
                near::first_or(text, Or(Byte(*a), Byte(*b)), |far| memchr2(*a, *b, far))
            }
            Self::NoneOf(a, b, c) => {
                let sought = Or(Or(Byte(*a), Byte(*b)), Byte(*c));
                near::first_or(text, sought, |far| memchr3(*a, *b, *c, far))
            }
            Self::Printed(table) => Some(printed(table, text)),
            Self::Table(table) => Some(members(table, text)),
        };
        end.unwrap_or(text.len())
    }
}

/// The same of [`Class::Printed`].
pub(super) fn printed(table: &Table, text: &[u8]) -> usize {
    match near::first(text, UpTo(BLANK)) {
        Some(at) => at + members(table, text.get(at..).unwrap_or_default()),
        None => text.len(),
    }
}

/// The same of any class.
#[inline]
pub(super) fn members(table: &Table, text: &[u8]) -> usize {
    text.iter().position(|byte| !is_in(table, *byte)).unwrap_or(text.len())
}
