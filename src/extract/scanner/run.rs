//! Steps: the pieces of a pattern, made ready to scan lines with.
//!
//! A class is looked up in a table, or, if few bytes end its runs, the end is searched.

use memchr::memmem::{Finder, FinderRev};
use memchr::{memchr, memrchr};

use super::class::{ByteTable, Class, is_in, table};
use super::pieces::{Following, Piece};
use crate::bytes::{load8, load8_at};

/// A step; offsets count steps from the next one.
#[derive(Debug)]
pub(super) enum ScanStep {
    Take(Taker),
    Save(usize),
    Stretch(Stretch),
    Branch(Box<ByteTable>, usize),
    Try { body: Box<ByteTable>, next: Continuation, skipped: usize, is_lazy: bool },
    Skip(usize),
    Back(usize),
}

/// A run of a class that may be shorter than it could be.
#[derive(Debug)]
pub(super) struct Stretch {
    pub(super) class: Class,
    pub(super) min: usize,
    pub(super) max: usize,
    pub(super) is_lazy: bool,
    pub(super) next: Continuation,
}

/// What can follow a choice: these bytes, or the end of the line.
#[derive(Debug)]
pub(super) struct Continuation {
    first: Box<ByteTable>,
    /// The only byte of `first`, if it is only one.
    only: Option<u8>,
    /// The literal that must follow, sought from the front and from the end.
    literal: Option<Box<(Finder<'static>, FinderRev<'static>)>>,
    at_end: bool,
}

/// A literal of fewer bytes is sought by its first byte.
const LONG_LITERAL: usize = 3;

impl Continuation {
    fn new(next: Following) -> Self {
        let bytes = next.first.complement().missing();
        let only = if let [byte] = bytes[..] { Some(byte) } else { None };
        Self { first: table(next.first), only, literal: None, at_end: next.at_end }
    }

    /// Seeks the whole `literal`, which follows, in place of its first byte.
    pub(super) fn seek(&mut self, literal: &[u8]) {
        if literal.len() >= LONG_LITERAL && self.only.is_some() && !self.at_end {
            let finders = (Finder::new(literal).into_owned(), FinderRev::new(literal).into_owned());
            self.literal = Some(Box::new(finders));
        }
    }

    /// The text in which a literal can begin at the places from `from` to `to`.
    fn text_of<'l>(literal: &[u8], line: &'l [u8], from: usize, to: usize) -> Option<&'l [u8]> {
        line.get(from..line.len().min(to + literal.len()))
    }

    /// Whether `line` can go on at `at`.
    #[inline]
    pub(super) fn is_at(&self, line: &[u8], at: usize) -> bool {
        line.get(at).map_or(self.at_end, |byte| is_in(&self.first, *byte))
    }

    /// The first place from `from` to `to` where `line` can go on.
    #[inline]
    pub(super) fn first(&self, line: &[u8], from: usize, to: usize) -> Option<usize> {
        if let Some((finder, _)) = self.literal.as_deref() {
            let text = Self::text_of(finder.needle(), line, from, to)?;
            return finder.find(text).map(|at| from + at);
        }
        let text = line.get(from..line.len().min(to + 1))?;
        let found = match self.only {
            Some(byte) => memchr(byte, text),
            None => text.iter().position(|byte| is_in(&self.first, *byte)),
        };
        found.map(|at| from + at).or_else(|| (self.at_end && to == line.len()).then_some(to))
    }

    /// The last place from `from` to `to` where `line` can go on.
    #[inline]
    pub(super) fn last(&self, line: &[u8], from: usize, to: usize) -> Option<usize> {
        if self.at_end && to == line.len() {
            return Some(to);
        }
        if let Some((_, finder)) = self.literal.as_deref() {
            let text = Self::text_of(finder.needle(), line, from, to)?;
            return finder.rfind(text).map(|at| from + at);
        }
        let text = line.get(from..line.len().min(to + 1))?;
        let found = match self.only {
            Some(byte) => memrchr(byte, text),
            None => text.iter().rposition(|byte| is_in(&self.first, *byte)),
        };
        found.map(|at| from + at)
    }
}

/// What takes bytes from the line, or does not match.
#[derive(Debug)]
pub(super) enum Taker {
    Byte(u8),
    ShortLiteral(ShortLiteral),
    Literal(Box<[u8]>),
    /// The first of these words that is there.
    Words(Vec<ShortLiteral>),
    /// As `Words`, some of which are longer than eight bytes.
    LongWords(Vec<Vec<u8>>),
    Member(Box<ByteTable>),
    /// A run of a class without a limit.
    Run {
        class: Class,
        min: usize,
    },
    /// A run of a class with a greatest number of bytes.
    Limited {
        class: Class,
        min: usize,
        max: usize,
    },
    End,
}

/// A literal of at most eight bytes, compared as one number.
#[derive(Debug, Clone, Copy)]
pub(super) struct ShortLiteral {
    bytes: u64,
    mask: u64,
    pub(super) length: usize,
}

impl ShortLiteral {
    /// No bytes: every text begins with them.
    pub(super) const NONE: Self = Self { bytes: 0, mask: 0, length: 0 };

    pub(super) fn new(text: &[u8]) -> Option<Self> {
        let bytes = load8(text)?;
        let mask = !u64::MAX.checked_shl(8 * u32::try_from(text.len()).ok()?).unwrap_or(0);
        Some(Self { bytes, mask, length: text.len() })
    }

    /// Whether these eight bytes begin with it.
    #[inline]
    fn is_in(&self, eight: [u8; 8]) -> bool {
        u64::from_le_bytes(eight) & self.mask == self.bytes
    }

    #[inline]
    pub(super) fn begins(&self, text: &[u8]) -> bool {
        match text.first_chunk() {
            Some(eight) => self.is_in(*eight),
            None => text.len() >= self.length && self.is_in(load8_at(text, 0).to_le_bytes()),
        }
    }
}

impl Taker {
    /// How many bytes at the beginning of `rest` it takes.
    #[inline]
    pub(super) fn take(&self, rest: &[u8]) -> Option<usize> {
        let (length, matches) = match self {
            Self::Byte(byte) => (1, rest.first() == Some(byte)),
            Self::ShortLiteral(text) => (text.length, text.begins(rest)),
            Self::Literal(text) => (text.len(), rest.starts_with(text)),
            Self::Words(words) => (words.iter().find(|word| word.begins(rest))?.length, true),
            Self::LongWords(words) => {
                (words.iter().find(|word| rest.starts_with(word))?.len(), true)
            }
            Self::Member(table) => (1, rest.first().is_some_and(|byte| is_in(table, *byte))),
            Self::Run { class, min } => {
                let length = class.length(rest);
                (length, length >= *min)
            }
            Self::Limited { class, min, max } => {
                let length = class.length_within(rest, *max);
                (length, length >= *min)
            }
            Self::End => (0, rest.is_empty()),
        };
        matches.then_some(length)
    }
}

impl ScanStep {
    /// Makes a choice, which is the step `own`, lead to the step `to`.
    pub(super) fn set_target(&mut self, own: usize, to: usize) {
        match self {
            Self::Branch(_, skipped) | Self::Skip(skipped) | Self::Try { skipped, .. } => {
                *skipped = to.saturating_sub(own + 1);
            }
            Self::Back(over) => *over = own.saturating_sub(to),
            Self::Take(_) | Self::Save(_) | Self::Stretch(_) => {}
        }
    }

    /// The step of `piece`, which `literal` follows.
    pub(super) fn before(piece: Piece, literal: &[u8]) -> Self {
        let mut step = Self::new(piece);
        if let Self::Stretch(stretch) = &mut step {
            stretch.next.seek(literal);
        }
        step
    }

    pub(super) fn new(piece: Piece) -> Self {
        let taker = match piece {
            Piece::Save(slot) => return Self::Save(slot),
            Piece::Branch(set, skipped) => return Self::Branch(table(set), skipped),
            Piece::Try { body, next, skipped, is_lazy } => {
                let (body, next) = (table(body), Continuation::new(next));
                return Self::Try { body, next, skipped, is_lazy };
            }
            Piece::Stretch { set, min, max, is_lazy, next } => {
                let (class, next) = (Class::new(set), Continuation::new(next));
                return Self::Stretch(Stretch { class, min, max, is_lazy, next });
            }
            Piece::Skip(skipped) => return Self::Skip(skipped),
            Piece::Back(over) => return Self::Back(over),
            Piece::Literal(text) => match (text.as_slice(), ShortLiteral::new(&text)) {
                ([byte], _) => Taker::Byte(*byte),
                (_, Some(short)) => Taker::ShortLiteral(short),
                _ => Taker::Literal(text.into_boxed_slice()),
            },
            Piece::Words(words) => {
                let short: Option<Vec<ShortLiteral>> =
                    words.iter().map(|word| ShortLiteral::new(word)).collect();
                short.map_or(Taker::LongWords(words), Taker::Words)
            }
            Piece::Run { set, min: 1, max: 1 } => Taker::Member(table(set)),
            Piece::Run { set, min, max: usize::MAX } => Taker::Run { class: Class::new(set), min },
            Piece::Run { set, min, max } => Taker::Limited { class: Class::new(set), min, max },
            Piece::End => Taker::End,
        };
        Self::Take(taker)
    }
}
