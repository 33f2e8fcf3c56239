//! A line, scanned by the steps of a pattern.
//!
//! The steps are [`Piece`]s made ready: a class is looked up in a table, or its end is searched
//! where few bytes end it.

use memchr::{memchr2, memchr3};

use super::pieces::Piece;
use super::set::ByteSet;
use crate::extract::swar;

/// A step; offsets count steps from the next one.
#[derive(Debug)]
pub(super) enum Step {
    Byte(u8),
    Short(Short),
    Literal(Box<[u8]>),
    Words(Vec<Vec<u8>>),
    /// One byte of the set.
    Member(Box<Table>),
    /// All up to this byte, or to the end of the line: the commonest run.
    Until {
        end: u8,
        min: usize,
    },
    /// A run of a class without a limit.
    Run {
        class: Class,
        min: usize,
    },
    /// A run of a class of at most so many bytes.
    Limited {
        class: Class,
        min: usize,
        max: usize,
    },
    Save(usize),
    Branch(Box<Table>, usize),
    Skip(usize),
    Back(usize),
    End,
}

type Table = [bool; 256];

/// A literal of at most eight bytes, compared as one number.
#[derive(Debug)]
pub(super) struct Short {
    bytes: u64,
    mask: u64,
    length: usize,
}

impl Short {
    fn new(text: &[u8]) -> Option<Self> {
        let (mut bytes, mut mask) = ([0; 8], [0; 8]);
        bytes.get_mut(..text.len())?.copy_from_slice(text);
        mask.get_mut(..text.len())?.fill(u8::MAX);
        let (bytes, mask) = (u64::from_le_bytes(bytes), u64::from_le_bytes(mask));
        Some(Self { bytes, mask, length: text.len() })
    }

    #[inline]
    fn begins(&self, text: &[u8]) -> bool {
        match text.first_chunk() {
            Some(chunk) => u64::from_le_bytes(*chunk) & self.mask == self.bytes,
            None => text.iter().copied().take(self.length).eq(self.text()),
        }
    }

    fn text(&self) -> impl Iterator<Item = u8> {
        self.bytes.to_le_bytes().into_iter().take(self.length)
    }
}

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

/// Bytes looked at before vector search.
const NEAR: usize = 8;

/// The first byte above the blank.
const PRINTED: u8 = 0x21;

fn table(set: ByteSet) -> Box<Table> {
    let mut table = Box::new([false; 256]);
    for (byte, member) in (0..=u8::MAX).zip(table.iter_mut()) {
        *member = set.contains(byte);
    }
    table
}

#[inline]
fn is_in(table: &Table, byte: u8) -> bool {
    table[usize::from(byte)]
}

impl Class {
    pub(super) fn new(set: ByteSet) -> Self {
        match *set.missing() {
            [] => Self::All,
            [a] => Self::Not(a),
            [a, b] => Self::Neither(a, b),
            [a, b, c] => Self::NoneOf(a, b, c),
            [.., last] if last < PRINTED => Self::Printed(table(set)),
            _ => Self::Table(table(set)),
        }
    }

    /// How many bytes at the beginning of `text` are of the class.
    #[inline]
    pub(super) fn length(&self, text: &[u8]) -> usize {
        let end = match self {
            Self::All => None,
            Self::Not(byte) => swar::find(text, *byte),
            Self::Neither(a, b) => {
                let marks = |word| swar::equal(word, *a) | swar::equal(word, *b);
                near(text, marks, |byte| byte == *a || byte == *b, |far| memchr2(*a, *b, far))
            }
            Self::NoneOf(a, b, c) => {
                let marks =
                    |word| swar::equal(word, *a) | swar::equal(word, *b) | swar::equal(word, *c);
                let is_end = |byte| byte == *a || byte == *b || byte == *c;
                near(text, marks, is_end, |far| memchr3(*a, *b, *c, far))
            }
            Self::Printed(table) => {
                let is_low = |byte| byte < PRINTED;
                let end = swar::position(text, |word| swar::below(word, PRINTED), is_low);
                end.map(|at| at + members(table, text.get(at..).unwrap_or_default()))
            }
            Self::Table(table) => Some(members(table, text)),
        };
        end.unwrap_or(text.len())
    }
}

#[inline]
fn members(table: &Table, text: &[u8]) -> usize {
    text.iter().position(|byte| !is_in(table, *byte)).unwrap_or(text.len())
}

/// The first hit: what has more than one end is a quoted text, and that is nothing or long.
#[inline]
fn near(
    text: &[u8],
    marks: impl Fn(u64) -> u64,
    is_hit: impl Fn(u8) -> bool,
    search: impl Fn(&[u8]) -> Option<usize>,
) -> Option<usize> {
    let (near, far) = text.split_at(text.len().min(NEAR));
    swar::position(near, marks, is_hit).or_else(|| search(far).map(|length| near.len() + length))
}

impl Step {
    pub(super) fn new(piece: Piece) -> Self {
        match piece {
            Piece::Literal(text) => match (text.as_slice(), Short::new(&text)) {
                ([byte], _) => Self::Byte(*byte),
                (_, Some(short)) => Self::Short(short),
                _ => Self::Literal(text.into_boxed_slice()),
            },
            Piece::Words(words) => Self::Words(words),
            Piece::Run { set, min: 1, max: 1 } => Self::Member(table(set)),
            Piece::Run { set, min, max: usize::MAX } => match Class::new(set) {
                Class::Not(end) => Self::Until { end, min },
                class => Self::Run { class, min },
            },
            Piece::Run { set, min, max } => {
                Self::Limited { class: Class::Table(table(set)), min, max }
            }
            Piece::Save(slot) => Self::Save(slot),
            Piece::Branch(set, skipped) => Self::Branch(table(set), skipped),
            Piece::Skip(skipped) => Self::Skip(skipped),
            Piece::Back(over) => Self::Back(over),
            Piece::End => Self::End,
        }
    }
}

/// Whether the steps match `line` from `at` on; the groups' ends go to `slots`.
#[inline]
pub(super) fn scan(steps: &[Step], line: &[u8], mut at: usize, slots: &mut [usize]) -> bool {
    let mut next = 0;
    while let Some(step) = steps.get(next) {
        next += 1;
        let rest = line.get(at..).unwrap_or_default();
        match step {
            Step::Byte(byte) if rest.first() == Some(byte) => at += 1,
            Step::Short(text) if text.begins(rest) => at += text.length,
            Step::Literal(text) if rest.starts_with(text) => at += text.len(),
            Step::Words(words) => match words.iter().find(|word| rest.starts_with(word)) {
                Some(word) => at += word.len(),
                None => return false,
            },
            Step::Member(table) if rest.first().is_some_and(|byte| is_in(table, *byte)) => at += 1,
            Step::Until { end, min } => {
                let length = swar::find(rest, *end).unwrap_or(rest.len());
                if length < *min {
                    return false;
                }
                at += length;
            }
            Step::Run { class, min } => {
                let length = class.length(rest);
                if length < *min {
                    return false;
                }
                at += length;
            }
            Step::Limited { class, min, max } => {
                let length = class.length(rest.get(..*max).unwrap_or(rest));
                if length < *min {
                    return false;
                }
                at += length;
            }
            Step::Save(slot) => {
                if let Some(slot) = slots.get_mut(*slot) {
                    *slot = at;
                }
            }
            Step::Branch(table, skipped) => {
                if !rest.first().is_some_and(|byte| is_in(table, *byte)) {
                    next += skipped;
                }
            }
            Step::Skip(skipped) => next += skipped,
            Step::Back(over) => next -= over + 1,
            Step::End if rest.is_empty() => {}
            Step::Byte(_) | Step::Short(_) | Step::Literal(_) | Step::Member(_) | Step::End => {
                return false;
            }
        }
    }
    true
}
