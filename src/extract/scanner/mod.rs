//! Patterns of literals and runs of classes, as patterns for logs are, scanned without an automaton.
//!
//! A [`Scanner`] finds what the regex crate finds, byte for byte, or leaves the line to it (see
//! [`groups`]). `-p` with four groups takes a fifth of the instructions that the regex crate takes.

mod absorb;
mod choose;
mod class;
pub(super) mod groups;
mod lead;
mod pieces;
mod reduce;
mod run;
mod set;
mod straight;
mod tail;
#[cfg(test)]
mod tests;

use crate::extract::encoding::Encoding;
use regex_syntax::hir::{Hir, HirKind, Look};

use choose::{ChoiceSteps, Choices, ScanOutcome};
use lead::Lead;
use pieces::{Following, Piece};
use set::Alphabet;
use straight::{StraightStep, straight};
use tail::Tail;

/// How many places of a line are tried before it is left to the regex crate, whose time is linear.
const TRIES: usize = 64;

/// A slot of a group that took no part in the match.
pub(super) const ABSENT: usize = usize::MAX;

/// A pattern that needs no automaton.
#[derive(Debug)]
pub(super) struct Scanner {
    program: Program,
    lead: Lead,
    /// All groups take part in every match.
    is_fixed: bool,
    /// Exact on all lines; otherwise not on lines that are UTF-8 and not ASCII.
    is_exact_on_text: bool,
}

/// What lines are scanned by.
#[derive(Debug)]
enum Program {
    /// A run that ends the line, sought from its end.
    Tail(Tail),
    /// Steps without choices.
    StraightStep(Vec<StraightStep>),
    Choices(ChoiceSteps),
}

impl Scanner {
    /// Compiles a pattern, given as it matches text and as it matches bytes, of which only the groups with
    /// the numbers `wanted` are recorded. `None` if it is not of the kind that can be scanned.
    fn compile(text: Hir, bytes: Hir, wanted: &[usize]) -> Option<Self> {
        let reduced = |expression| unanchored(reduce::captures(expression, wanted));
        let ((text, text_is_anchored), (bytes, is_anchored)) = (reduced(text), reduced(bytes));
        let (pieces, begins) = pieces::make(&bytes, Alphabet::Bytes)?;
        let (by_ascii, _) = pieces::make(&text, Alphabet::Ascii)?;
        if is_anchored != text_is_anchored || !are_equal_in_ascii(&pieces, &by_ascii) {
            return None;
        }
        let lead = Lead::new(&pieces, begins, is_anchored);
        let by_text = pieces::make(&text, Alphabet::Text);
        let is_exact_on_text =
            lead.keeps_to_characters() && by_text.is_some_and(|(by_text, _)| by_text == pieces);
        let pieces = trimmed(pieces);
        let branches =
            pieces.iter().any(|piece| matches!(piece, Piece::Branch(..) | Piece::Try { .. }));
        let saves = pieces.iter().filter(|piece| matches!(piece, Piece::Save(_))).count();
        let is_fixed = !branches && saves >= 2 * wanted.len();
        let tail = Tail::new(&pieces).filter(|_| !is_anchored);
        let program = match (tail, straight(pieces)) {
            (Some(tail), _) => Program::Tail(tail),
            (None, Ok(steps)) => Program::StraightStep(steps),
            (None, Err(pieces)) => Program::Choices(ChoiceSteps::new(pieces)),
        };
        Some(Self { program, lead, is_fixed, is_exact_on_text })
    }

    /// Finds the leftmost match in `line`, which is of this encoding. Of the group `wanted[k]` the
    /// slots 2k and 2k + 1 get the first and the last offset, or [`ABSENT`].
    #[inline]
    fn find(
        &self,
        line: &[u8],
        encoding: Encoding,
        slots: &mut [usize],
        choices: &mut Choices,
    ) -> ScanOutcome {
        if !self.is_exact_on_text && encoding.is_wide_text(line) {
            return ScanOutcome::Unsure;
        }
        match (&self.program, &self.lead) {
            (Program::Tail(_), _) | (_, Lead::Anchored) => {
                choices.enter_line();
                self.matches(line, 0, slots, choices)
            }
            _ => self.search(line, slots, choices),
        }
    }

    /// Finds a match that may begin at several places.
    #[inline(never)]
    fn search(&self, line: &[u8], slots: &mut [usize], choices: &mut Choices) -> ScanOutcome {
        let mut from = 0;
        choices.enter_line();
        for _ in 0..TRIES {
            let Some(at) = self.lead.next(line, from) else { return ScanOutcome::NoMatch };
            match self.matches(line, at, slots, choices) {
                ScanOutcome::NoMatch => {}
                found => return found,
            }
            let Some(next) = self.lead.after(line, at) else { return ScanOutcome::NoMatch };
            from = next;
        }
        ScanOutcome::Unsure
    }

    #[inline(always)]
    fn matches(
        &self,
        line: &[u8],
        at: usize,
        slots: &mut [usize],
        choices: &mut Choices,
    ) -> ScanOutcome {
        if !self.is_fixed {
            slots.fill(ABSENT);
        }
        let is_match = match &self.program {
            Program::Tail(tail) => tail.scan(line, slots),
            Program::StraightStep(steps) => straight::scan(steps, line, at, slots),
            Program::Choices(steps) => return choose::scan(steps, line, at, slots, choices),
        };
        if is_match { ScanOutcome::Match } else { ScanOutcome::NoMatch }
    }
}

/// A pattern without its leading `^`, and whether it had one.
fn unanchored(hir: Hir) -> (Hir, bool) {
    match hir.kind() {
        HirKind::Look(Look::Start) => (Hir::empty(), true),
        HirKind::Concat(parts) => match parts.split_first() {
            Some((first, rest)) if *first.kind() == HirKind::Look(Look::Start) => {
                (Hir::concat(rest.to_vec()), true)
            }
            _ => (hir, false),
        },
        _ => (hir, false),
    }
}

/// Whether the pieces are equal as they are for ASCII.
fn are_equal_in_ascii(pieces: &[Piece], others: &[Piece]) -> bool {
    let are_equal = |(piece, other): (&Piece, &Piece)| match (ascii(piece), ascii(other)) {
        (None, None) => piece == other,
        (piece, other) => piece == other,
    };
    pieces.len() == others.len() && pieces.iter().zip(others).all(are_equal)
}

/// A piece as it is for ASCII; `None` if it has no set of bytes.
fn ascii(piece: &Piece) -> Option<Piece> {
    Some(match piece {
        Piece::Run { set, min, max } => Piece::Run { set: set.ascii(), min: *min, max: *max },
        Piece::Branch(set, skipped) => Piece::Branch(set.ascii(), *skipped),
        Piece::Stretch { set, min, max, is_lazy, next } => Piece::Stretch {
            set: set.ascii(),
            min: *min,
            max: *max,
            is_lazy: *is_lazy,
            next: Following { first: next.first.ascii(), ..*next },
        },
        Piece::Try { body, next, skipped, is_lazy } => Piece::Try {
            body: body.ascii(),
            next: Following { first: next.first.ascii(), ..*next },
            skipped: *skipped,
            is_lazy: *is_lazy,
        },
        Piece::Literal(_)
        | Piece::Words(_)
        | Piece::Save(_)
        | Piece::Skip(_)
        | Piece::Back(_)
        | Piece::End => return None,
    })
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
