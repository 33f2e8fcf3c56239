//! Where in a line a match can begin.

use memchr::memmem::Finder;

use super::class::Class;
use super::pieces::{Follow, Piece};
use super::set::ByteSet;

/// How the beginnings of matches are found.
#[derive(Debug)]
pub(super) enum Lead {
    /// The line's beginning only.
    Anchored,
    /// Where this is.
    Literal(Box<Finder<'static>>),
    /// Where a run of a class is: if one leads to no match, its parts do not either, since they can end
    /// only where it can end. `others` are the bytes that are not of the class.
    Run { class: Class, others: Class, is_needed: bool },
    /// At any byte that is not of this class; where there are none such, also at the line's end.
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

    /// Whether all places found in UTF-8 are between characters.
    pub(super) fn keeps_to_characters(&self) -> bool {
        match self {
            Self::Anchored | Self::Literal(_) => true,
            Self::Run { is_needed, .. } => *is_needed,
            Self::Other(..) => false,
        }
    }

    /// The first place from `from` on, which is within the line or at its end.
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

    /// From where on to go on after the place `at` has led to no match.
    #[inline]
    pub(super) fn after(&self, line: &[u8], at: usize) -> Option<usize> {
        match self {
            // There is no other place.
            Self::Anchored => None,
            Self::Run { class, is_needed, .. } => {
                let end = at + class.length(line.get(at..).unwrap_or_default());
                Some(if *is_needed { end } else { end + 1 })
            }
            Self::Literal(_) | Self::Other(..) => Some(at + 1),
        }
    }
}
