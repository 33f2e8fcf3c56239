//! A line, scanned by a pattern without choices, as those for logs mostly are: runs up to a blank or
//! another byte, each with the literal after it in one step.

use super::class::{BLANK, Class, Table, is_in, printed};
use super::fields::{Fields, joined};
use super::pieces::Piece;
use super::run::{Short, Step, Taker};
use crate::extract::near::{self, Byte, UpTo};

/// A step, after which the next one comes.
#[derive(Debug)]
pub(super) enum Straight {
    /// A run of what is printed: up to the next blank, but for odd classes.
    Printed { table: Box<Table>, min: usize, then: Short },
    /// A run of all but one byte.
    Until { end: u8, min: usize, then: Short },
    /// Anything else.
    Take(Taker),
    /// The end of a group.
    Save(usize),
    /// Runs up to blanks that follow each other.
    Fields(Fields),
}

/// The steps of pieces; the pieces again where they have choices.
pub(super) fn straight(pieces: Vec<Piece>) -> Result<Vec<Straight>, Vec<Piece>> {
    let chooses =
        |piece: &Piece| matches!(piece, Piece::Branch(..) | Piece::Skip(_) | Piece::Back(_));
    if pieces.iter().any(chooses) {
        return Err(pieces);
    }
    let mut steps: Vec<Straight> = Vec::with_capacity(pieces.len());
    for piece in pieces {
        if let Some(short) = literal(&piece)
            && let Some(then) = steps.last_mut().and_then(Straight::then)
        {
            *then = short;
            continue;
        }
        let then = Short::NONE;
        let step = match Step::new(piece) {
            Step::Take(Taker::Run { class: Class::Printed(table), min }) => {
                Straight::Printed { table, min, then }
            }
            Step::Take(Taker::Run { class: Class::Not(end), min }) => {
                Straight::Until { end, min, then }
            }
            Step::Take(taker) => Straight::Take(taker),
            Step::Save(slot) => Straight::Save(slot),
            // There is none, as was looked up.
            Step::Branch(..) | Step::Skip(_) | Step::Back(_) => continue,
        };
        steps.push(step);
    }
    Ok(joined(steps))
}

fn literal(piece: &Piece) -> Option<Short> {
    if let Piece::Literal(text) = piece { Short::new(text) } else { None }
}

impl Straight {
    /// The place for the literal after it, while that is free.
    fn then(&mut self) -> Option<&mut Short> {
        match self {
            Self::Printed { then, .. } | Self::Until { then, .. } if then.length == 0 => Some(then),
            _ => None,
        }
    }
}

/// Whether the steps match `line` from `at` on; the groups' ends go to `slots`.
pub(super) fn scan(steps: &[Straight], line: &[u8], at: usize, slots: &mut [usize]) -> bool {
    let rest = line.get(at..).unwrap_or_default();
    scan_rest(steps, line, rest, slots).is_some()
}

/// As [`scan`] of what is left of the line; gives what is left behind the match.
fn scan_rest<'l>(
    steps: &[Straight],
    line: &[u8],
    mut rest: &'l [u8],
    slots: &mut [usize],
) -> Option<&'l [u8]> {
    for step in steps {
        let taken = match step {
            Straight::Printed { table, min, then } => {
                run(rest, printed_length(table, rest), *min, then)
            }
            Straight::Until { end, min, then } => run(rest, length_until(*end, rest), *min, then),
            Straight::Take(taker) => taker.take(rest),
            Straight::Save(slot) => {
                save(*slot, line.len() - rest.len(), slots);
                continue;
            }
            Straight::Fields(fields) => {
                let (taken, left) = fields.take(rest, line.len() - rest.len(), slots);
                rest = rest.get(taken..)?;
                if !left.is_empty() {
                    rest = scan_rest(left, line, rest, slots)?;
                }
                continue;
            }
        };
        rest = rest.get(taken?..)?;
    }
    Some(rest)
}

#[inline]
pub(super) fn save(slot: usize, at: usize, slots: &mut [usize]) {
    if let Some(slot) = slots.get_mut(slot) {
        *slot = at;
    }
}

/// The bytes of a run of `length` bytes and the literal after it.
#[inline]
fn run(rest: &[u8], length: usize, min: usize, then: &Short) -> Option<usize> {
    (length >= min && then.begins(rest.get(length..)?)).then_some(length + then.length)
}

/// As [`printed`], which is asked where the end is not near.
#[inline]
fn printed_length(table: &Table, rest: &[u8]) -> usize {
    if let Some(chunk) = rest.first_chunk()
        && let Some(at) = near::first_of(*chunk, UpTo(BLANK))
        && !chunk.get(at).is_some_and(|byte| is_in(table, *byte))
    {
        return at;
    }
    printed(table, rest)
}

#[inline]
fn length_until(end: u8, rest: &[u8]) -> usize {
    // What stands in brackets or quotes is mostly longer than sixteen bytes.
    let marks = rest.first_chunk().map_or(0, |chunk| near::marks_of(chunk, Byte(end)));
    if marks == 0 { far_until(end, rest) } else { marks.trailing_zeros() as usize }
}

#[inline(never)]
fn far_until(end: u8, rest: &[u8]) -> usize {
    near::find(rest, end).unwrap_or(rest.len())
}
