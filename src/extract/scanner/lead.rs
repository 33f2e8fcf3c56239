//! The places in a line where a match can begin.

use memchr::memmem::Finder;

use super::class::Class;
use super::pieces::{Follow, Piece};
use super::set::ByteSet;

/// How the places are found where a match can begin.
#[derive(Debug)]
pub(super) enum Lead {
    /// Only the beginning of the line.
    Anchored,
    /// Where this literal is.
    Literal(Box<Finder<'static>>),
    /// Where a run of a class begins. If a run leads to no match, no later part of the run does:
    /// the part can end only where the run can end. `others` are the bytes that are not of the
    /// class.
    Run { class: Class, others: Class, is_needed: bool },
    /// At any byte that is not in this class and, if the flag is set, at the end of the line.
    Other(Class, bool),
}

impl Lead {
    pub(super) fn new(pieces: &[Piece], begins: Follow, is_anchored: bool) -> Self {
        if is_anchored {
            return Self::Anchored;
        }
        let complement = |set: ByteSet| Class::new(set.complement());
        match pieces.iter().find(|piece| !matches!(piece, Piece::Save(_))) {
            Some(Piece::Literal(text)) => {
                Self::Literal(Box::new(Finder::new(text.as_slice()).into_owned()))
            }
            Some(
                Piece::Run { set, min, max: usize::MAX }
                | Piece::Stretch { set, min, max: usize::MAX, .. },
            ) => {
                Self::Run { class: Class::new(*set), others: complement(*set), is_needed: *min > 0 }
            }
            _ => Self::Other(complement(begins.next.first), begins.next.at_end),
        }
    }

    /// Whether no place found in UTF-8 is within a character.
    pub(super) fn keeps_to_characters(&self) -> bool {
        match self {
            Self::Anchored | Self::Literal(_) => true,
            Self::Run { is_needed, .. } => *is_needed,
            Self::Other(..) => false,
        }
    }

    /// The first place from `from` on.
    #[inline]
    pub(super) fn next(&self, line: &[u8], from: usize) -> Option<usize> {
        let rest = line.get(from..)?;
        match self {
            Self::Anchored => Some(from),
            Self::Literal(finder) => finder.find(rest).map(|at| from + at),
            Self::Run { is_needed: false, .. } => Some(from),
            Self::Run { others, .. } => {
                Some(from + others.length(rest)).filter(|at| *at < line.len())
            }
            Self::Other(class, at_end) => {
                Some(from + class.length(rest)).filter(|at| *at < line.len() || *at_end)
            }
        }
    }

    /// Where to go on after no match began at `at`.
    #[inline]
    pub(super) fn after(&self, line: &[u8], at: usize) -> Option<usize> {
        match self {
            Self::Anchored => None,
            Self::Run { class, is_needed, .. } => {
                let end = at + class.length(line.get(at..).unwrap_or_default());
                Some(if *is_needed { end } else { end + 1 })
            }
            Self::Literal(_) | Self::Other(..) => Some(at + 1),
        }
    }
}
