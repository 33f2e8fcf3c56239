//! Patterns of literals and runs of classes, which most of those for logs are, without an automaton.
//!
//! A [`Scanner`] finds what the regex crate finds, byte for byte, or says that it cannot tell. It is
//! made only of patterns whose every choice the next byte makes (see [`pieces`]), so that a line is
//! read once, forwards. What cannot be scanned is left to the regex crate, by [`Groups`].
//!
//! Called by the readers of columns by patterns ([`super::pattern`], [`super::format`]).

mod choices;
mod groups;
mod lead;
mod pieces;
mod reduce;
mod run;
mod set;
#[cfg(test)]
mod tests;

pub(super) use groups::{GroupFinder, Groups, Pattern};

use regex_syntax::ParserBuilder;
use regex_syntax::hir::{Hir, HirKind, Look};

use lead::Lead;
use pieces::Piece;
use run::{Step, scan};
use set::Alphabet;

/// How many places of a line are tried before it is left to the regex crate, whose time is linear.
const TRIES: usize = 16;

/// A slot of a group that took no part in the match.
pub(super) const ABSENT: usize = usize::MAX;

/// A pattern that needs no automaton.
#[derive(Debug)]
pub(super) struct Scanner {
    steps: Vec<Step>,
    lead: Lead,
    /// Exact on all lines; otherwise not on those that are UTF-8 and not ASCII.
    is_exact_on_text: bool,
}

/// What a scan comes to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Found {
    /// The line matches, and the slots hold the groups.
    Match,
    /// The line does not match.
    NoMatch,
    /// The regex crate must tell.
    Unsure,
}

impl Scanner {
    /// Compiles `pattern`, of which only the groups with the numbers `wanted` are recorded; none
    /// where it is not of the kind that can be scanned, or no pattern.
    pub(super) fn compile(pattern: &str, wanted: &[usize]) -> Option<Self> {
        let parse = |unicode| {
            let mut parser = ParserBuilder::new().utf8(false).unicode(unicode).build();
            parser.parse(pattern).ok().map(|hir| reduce::captures(&hir, wanted))
        };
        let (text, bytes) = (parse(true)?, parse(false)?);
        let ((text, text_is_anchored), (bytes, is_anchored)) =
            (unanchored(&text), unanchored(&bytes));
        let (pieces, begins) = pieces::make(&bytes, Alphabet::Bytes)?;
        let (by_ascii, _) = pieces::make(&text, Alphabet::Ascii)?;
        if is_anchored != text_is_anchored || ascii(&pieces) != ascii(&by_ascii) {
            return None;
        }
        let lead = Lead::new(&pieces, begins, is_anchored);
        let by_text = pieces::make(&text, Alphabet::Text);
        let is_exact_on_text =
            lead.keeps_to_characters() && by_text.is_some_and(|(by_text, _)| by_text == pieces);
        let steps = trimmed(pieces).into_iter().map(Step::new).collect();
        Some(Self { steps, lead, is_exact_on_text })
    }

    /// Finds the leftmost match in `line`, which is UTF-8 if `is_text`. Of the group `wanted[k]` the
    /// slots 2k and 2k + 1 get the first and the last offset, or [`ABSENT`].
    #[inline]
    pub(super) fn find(&self, line: &[u8], is_text: bool, slots: &mut [usize]) -> Found {
        if !self.is_exact_on_text && is_text && !line.is_ascii() {
            return Found::Unsure;
        }
        let mut from = 0;
        for _ in 0..TRIES {
            let Some(at) = self.lead.next(line, from) else { return Found::NoMatch };
            slots.fill(ABSENT);
            if scan(&self.steps, line, at, slots) {
                return Found::Match;
            }
            let Some(next) = self.lead.after(line, at) else { return Found::NoMatch };
            from = next;
        }
        Found::Unsure
    }
}

/// A pattern without its leading `^`, and whether it had one.
fn unanchored(hir: &Hir) -> (Hir, bool) {
    match hir.kind() {
        HirKind::Look(Look::Start) => (Hir::empty(), true),
        HirKind::Concat(parts) => match parts.split_first() {
            Some((first, rest)) if *first.kind() == HirKind::Look(Look::Start) => {
                (Hir::concat(rest.to_vec()), true)
            }
            _ => (hir.clone(), false),
        },
        _ => (hir.clone(), false),
    }
}

/// The pieces as they are for ASCII.
fn ascii(pieces: &[Piece]) -> Vec<Piece> {
    let ascii = |piece: &Piece| match piece {
        Piece::Run { set, min, max } => Piece::Run { set: set.ascii(), min: *min, max: *max },
        Piece::Branch(set, skipped) => Piece::Branch(set.ascii(), *skipped),
        piece => piece.clone(),
    };
    pieces.iter().map(ascii).collect()
}

/// The pieces without what cannot fail at their end.
fn trimmed(mut pieces: Vec<Piece>) -> Vec<Piece> {
    while let Some(Piece::Run { min, max, .. }) = pieces.last_mut() {
        *max = *min;
        if *min > 0 {
            break;
        }
        pieces.pop();
    }
    pieces
}
