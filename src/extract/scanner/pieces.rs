//! A pattern's expression -> the pieces that a line is scanned by, or none where that would not be
//! exact.
//!
//! The pieces never go back. That is the same as the search of the regex crate only where at every
//! choice (another round or not, this alternative or that) the next byte tells which one can still
//! lead to a match, or where the preferred one cannot fail. Pieces are therefore made from the last
//! to the first, each knowing what may follow it; this is the condition of LL(1) grammars (Aho,
//! Lam, Sethi, Ullman, Compilers, 4.4.3). In doubt there are none.

use regex_syntax::hir::{Hir, HirKind, Look, Repetition};

use super::choices::{alternation, repeated, words};
use super::set::{Alphabet, ByteSet};

/// More pieces than this are no pattern for lines.
const MOST: usize = 512;

/// A step of the scan; offsets count pieces from the next one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Piece {
    /// These bytes.
    Literal(Vec<u8>),
    /// The longest of these that is there; in this order.
    Words(Vec<Vec<u8>>),
    /// As many bytes of the set as there are, not fewer than `min`, not more than `max`.
    Run { set: ByteSet, min: usize, max: usize },
    /// A group begins (even) or ends (odd) here: twice its number, or that and one.
    Save(usize),
    /// Go on if the next byte is in the set; else leave out so many pieces.
    Branch(ByteSet, usize),
    /// Leave out so many pieces.
    Skip(usize),
    /// Go back over so many pieces, and this one.
    Back(usize),
    /// The line ends.
    End,
}

/// What can be said of all that follows a place in a pattern.
#[derive(Debug, Clone, Copy)]
pub(super) struct Follow {
    /// The bytes it can begin with and match.
    pub(super) first: ByteSet,
    /// It can match at the end of the line.
    pub(super) at_end: bool,
    /// It matches whatever comes.
    pub(super) is_sure: bool,
    /// It matches whatever comes after one of the first bytes.
    pub(super) is_sure_begun: bool,
}

/// The pieces of an expression, and of what they and all after them can begin with.
pub(super) type Made = Option<(Vec<Piece>, Follow)>;

impl Follow {
    /// The end of the pattern.
    const MATCH: Self =
        Self { first: ByteSet::ALL, at_end: true, is_sure: true, is_sure_begun: true };
}

/// The pieces of a whole pattern.
pub(super) fn make(hir: &Hir, alphabet: Alphabet) -> Made {
    before(hir, Follow::MATCH, alphabet)
}

/// The pieces of an expression that `follow` follows.
pub(super) fn before(hir: &Hir, follow: Follow, alphabet: Alphabet) -> Made {
    let made = match hir.kind() {
        HirKind::Empty => Some((Vec::new(), follow)),
        HirKind::Literal(literal) => literal_piece(&literal.0, follow, alphabet),
        HirKind::Class(class) => {
            let class = alphabet.bytes(class).filter(|class| !class.is_wide)?;
            Some(run(class.set, (1, Some(1)), true, follow)?)
        }
        HirKind::Look(Look::End) if follow.at_end => {
            let follow = Follow { first: ByteSet::EMPTY, is_sure: false, ..follow };
            Some((vec![Piece::End], Follow { is_sure_begun: false, ..follow }))
        }
        HirKind::Look(_) => None,
        HirKind::Repetition(repetition) => repeated(repetition, follow, alphabet),
        HirKind::Capture(capture) => {
            let (inner, follow) = before(&capture.sub, follow, alphabet)?;
            let group = usize::try_from(capture.index).ok()?;
            let mut pieces = vec![Piece::Save(2 * group)];
            pieces.extend(inner);
            pieces.push(Piece::Save(2 * group + 1));
            Some((pieces, follow))
        }
        HirKind::Concat(parts) => concatenation(parts, follow, alphabet),
        HirKind::Alternation(choices) => {
            words(choices, follow, alphabet).or_else(|| alternation(choices, follow, alphabet))
        }
    };
    made.filter(|(pieces, _)| pieces.len() <= MOST)
}

/// The piece of a literal.
pub(super) fn literal_piece(text: &[u8], follow: Follow, alphabet: Alphabet) -> Made {
    if alphabet == Alphabet::Text && std::str::from_utf8(text).is_err() {
        return None;
    }
    let begins = Follow {
        first: ByteSet::of(*text.first()?),
        at_end: false,
        is_sure: false,
        is_sure_begun: text.len() == 1 && follow.is_sure,
    };
    Some((vec![Piece::Literal(text.to_vec())], begins))
}

/// A run of a class. Where it may end sooner or later, the next byte must tell, or else it takes all
/// it can since whatever follows will do.
pub(super) fn run(set: ByteSet, bounds: (u32, Option<u32>), greedy: bool, follow: Follow) -> Made {
    let (min, max) = (bounds.0, bounds.1.unwrap_or(u32::MAX));
    let is_told = min == max || set.is_disjoint(follow.first) || (greedy && follow.is_sure);
    if !is_told || set == ByteSet::EMPTY {
        return None;
    }
    let count = |count: u32| usize::try_from(count).ok();
    let piece =
        Piece::Run { set, min: count(min)?, max: bounds.1.map_or(Some(usize::MAX), count)? };
    let begins = match min {
        0 => Follow { first: set.union(follow.first), is_sure_begun: follow.is_sure, ..follow },
        _ => Follow {
            first: set,
            at_end: false,
            is_sure: false,
            is_sure_begun: min == 1 && follow.is_sure,
        },
    };
    Some((vec![piece], begins))
}

/// The pieces of expressions one after the other.
pub(super) fn concatenation(parts: &[Hir], mut follow: Follow, alphabet: Alphabet) -> Made {
    let mut pieces = Vec::new();
    for (index, part) in parts.iter().enumerate().rev() {
        let (mut made, begins) = match part.kind() {
            // One character, then any number of a run that takes its other bytes.
            HirKind::Class(class)
                if parts.get(index + 1).is_some_and(|next| absorbs(next, alphabet)) =>
            {
                run(alphabet.bytes(class)?.set, (1, Some(1)), true, follow)?
            }
            _ => before(part, follow, alphabet)?,
        };
        made.append(&mut pieces);
        pieces = made;
        follow = begins;
    }
    Some((pieces, follow))
}

/// Whether this takes all bytes of characters that are several.
fn absorbs(hir: &Hir, alphabet: Alphabet) -> bool {
    let HirKind::Repetition(Repetition { min: 0, max: None, sub, .. }) = hir.kind() else {
        return false;
    };
    let HirKind::Class(class) = sub.kind() else { return false };
    alphabet.bytes(class).is_some_and(|class| class.is_wide)
}
