//! Scans a line by a pattern without choices (alternatives, optional parts, runs that may be shorter), as most
//! patterns of logs are: a run and the literal after it are one step. `-p` with four groups takes half the
//! instructions of the steps of [`super::choose`].

use super::class::{BLANK, ByteTable, Class, is_in, printed};
use super::pieces::Piece;
use super::run::{ScanStep, ShortLiteral, Taker};
use crate::extract::byte_search::{self, AtMost, Byte, ByteMatcher, Or};

/// A step, after which the next one comes. `repr(u8)` gives it a tag of its own: a tag that it shares with
/// its [`Class`] costs five instructions more a step.
#[derive(Debug)]
#[repr(u8)]
pub(super) enum StraightStep {
    /// A run of a class, the literal after it, and the slots for its first and its last offset.
    Run { class: Class, min: usize, then: ShortLiteral, group: Option<SlotPair> },
    /// As `Run`, of at most `max` bytes.
    Limited { class: Class, min: usize, max: usize, then: ShortLiteral },
    /// Anything else.
    Take(Taker),
    /// The first or the last offset of a group goes to this slot.
    Save(usize),
}

/// The slots for the first and the last offset of a run, either of them [`NONE`].
type SlotPair = [usize; 2];

/// The steps of `pieces`, or the pieces back if they have choices.
pub(super) fn straight(pieces: Vec<Piece>) -> Result<Vec<StraightStep>, Vec<Piece>> {
    let chooses = |piece: &Piece| {
        use Piece::{Back, Branch, Skip, Stretch, Try};
        matches!(piece, Branch(..) | Try { .. } | Stretch { .. } | Skip(_) | Back(_))
    };
    if pieces.iter().any(chooses) {
        return Err(pieces);
    }
    let mut steps: Vec<StraightStep> = Vec::with_capacity(pieces.len());
    for piece in &pieces {
        if let Some(short) = literal(piece)
            && let Some(then) = steps.last_mut().and_then(StraightStep::then)
        {
            *then = short;
            continue;
        }
        if let Piece::Save(slot) = piece
            && let Some(end) = steps.last_mut().and_then(StraightStep::group_end)
        {
            *end = *slot;
            continue;
        }
        let then = ShortLiteral::NONE;
        let step = match ScanStep::new(piece.clone()) {
            ScanStep::Take(Taker::Run { class, min }) => {
                let begin = steps.pop_if(|step| matches!(step, StraightStep::Save(_)));
                let group = begin.and_then(|step| step.slot()).map(|slot| [slot, NONE]);
                StraightStep::Run { class, min, then, group }
            }
            ScanStep::Take(Taker::Limited { class, min, max }) => {
                StraightStep::Limited { class, min, max, then }
            }
            ScanStep::Take(taker) => StraightStep::Take(taker),
            ScanStep::Save(slot) => StraightStep::Save(slot),
            ScanStep::Branch(..)
            | ScanStep::Try { .. }
            | ScanStep::Stretch(_)
            | ScanStep::Skip(_)
            | ScanStep::Back(_) => continue,
        };
        steps.push(step);
    }
    Ok(steps)
}

fn literal(piece: &Piece) -> Option<ShortLiteral> {
    if let Piece::Literal(text) = piece { ShortLiteral::new(text) } else { None }
}

impl StraightStep {
    /// The slot of a [`StraightStep::Save`].
    fn slot(self) -> Option<usize> {
        if let Self::Save(slot) = self { Some(slot) } else { None }
    }

    /// The slot for the last offset of the run, while it has none and no literal follows it.
    fn group_end(&mut self) -> Option<&mut usize> {
        let Self::Run { then: ShortLiteral { length: 0, .. }, group, .. } = self else {
            return None;
        };
        let [_, end] = group.get_or_insert([NONE; 2]);
        (*end == NONE).then_some(end)
    }

    /// The literal after the run, while it has none.
    fn then(&mut self) -> Option<&mut ShortLiteral> {
        match self {
            Self::Run { then, .. } | Self::Limited { then, .. } if then.length == 0 => Some(then),
            _ => None,
        }
    }
}

/// Whether the steps match `line` from `at` on; first and last offsets of groups go to `slots`.
pub(super) fn scan(steps: &[StraightStep], line: &[u8], at: usize, slots: &mut [usize]) -> bool {
    let rest = line.get(at..).unwrap_or_default();
    scan_rest(steps, line, rest, slots).is_ok()
}

/// As [`scan`]; gives the offset where the match ends. Errors: the offset up to which the line was read in
/// vain.
pub(super) fn scan_to_end(
    steps: &[StraightStep],
    line: &[u8],
    at: usize,
    slots: &mut [usize],
) -> Result<usize, usize> {
    let rest = line.get(at..).unwrap_or_default();
    let left = scan_rest(steps, line, rest, slots).map_err(|left| line.len() - left)?;
    Ok(line.len() - left.len())
}

/// As [`scan`], from `rest` on, the rest of `line`; gives the rest after the match. Errors: how many bytes
/// of the line were not read.
fn scan_rest<'l>(
    steps: &[StraightStep],
    line: &[u8],
    mut rest: &'l [u8],
    slots: &mut [usize],
) -> Result<&'l [u8], usize> {
    for step in steps {
        let taken = match step {
            StraightStep::Run { class, min, then, group } => {
                let length = length(class, rest);
                if let Some([first, last]) = group {
                    let at = line.len() - rest.len();
                    save(*first, at, slots);
                    save(*last, at + length, slots);
                }
                run(rest, length, *min, then)
            }
            StraightStep::Limited { class, min, max, then } => {
                run(rest, class.length_within(rest, *max), *min, then)
            }
            StraightStep::Take(taker) => taker.take(rest).ok_or(0),
            StraightStep::Save(slot) => {
                save(*slot, line.len() - rest.len(), slots);
                continue;
            }
        };
        let taken = taken.map_err(|read: usize| rest.len().saturating_sub(read))?;
        rest = rest.get(taken..).ok_or(0_usize)?;
    }
    Ok(rest)
}

#[inline]
pub(super) fn save(slot: usize, at: usize, slots: &mut [usize]) {
    if let Some(slot) = slots.get_mut(slot) {
        *slot = at;
    }
}

/// The bytes of a run of `length` bytes and the literal after it. Errors: the length of the run, if it is
/// too short or another text follows.
#[inline]
fn run(rest: &[u8], length: usize, min: usize, then: &ShortLiteral) -> Result<usize, usize> {
    let is_match = length >= min && rest.get(length..).is_some_and(|after| then.begins(after));
    if is_match { Ok(length + then.length) } else { Err(length) }
}

/// As [`Class::length`], quickly if the end is near.
#[inline]
fn length(class: &Class, rest: &[u8]) -> usize {
    match class {
        Class::Printed(table) => printed_length(table, rest),
        Class::Not(end) => length_until(Byte(*end), rest),
        Class::Neither(a, b) => length_until(Or(Byte(*a), Byte(*b)), rest),
        class => class.length(rest),
    }
}

/// As [`printed`], quickly if the end is among the first sixteen bytes.
#[inline]
fn printed_length(table: &ByteTable, rest: &[u8]) -> usize {
    if let Some(chunk) = rest.first_chunk()
        && let Some(at) = byte_search::find_in(*chunk, AtMost(BLANK))
        && !chunk.get(at).is_some_and(|byte| is_in(table, *byte))
    {
        return at;
    }
    printed(table, rest)
}

/// As [`Class::length`] of a class that lacks only the bytes that `end` matches.
#[inline]
fn length_until(end: impl ByteMatcher, rest: &[u8]) -> usize {
    byte_search::find(rest, end).unwrap_or(rest.len())
}

/// No slot.
const NONE: usize = usize::MAX;
