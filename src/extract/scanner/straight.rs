//! A line, scanned by a pattern without choices, as patterns for logs mostly are: runs up to a blank or
//! another byte, each with the literal after it in one step. Half the instructions of `-p` with four
//! groups, compared with the steps of [`super::choose`].
//!
//! Runs up to blanks that follow each other are [`FieldRuns`]: all their ends among the next 32 bytes are
//! sought together. An end farther on, and a control character, is left to the steps that the fields
//! were made of.

use super::class::{BLANK, ByteTable, Class, is_in, printed};
use super::pieces::Piece;
use super::run::{ScanStep, Short, Taker};
use crate::extract::byte_search::{self, AtMost, Byte, ByteMatcher, Or};

/// A step, after which the next one comes. Its tag is a byte of its own: the tag of the class in it, from
/// which the compiler would take the tag of the step, costs five instructions more a step.
#[derive(Debug)]
#[repr(u8)]
pub(super) enum Straight {
    /// A run of a class, the literal after it, and the slots for its first and its last offset.
    Run { class: Class, min: usize, then: Short, group: Option<SlotPair> },
    /// As `Run`, of at most `max` bytes.
    Limited { class: Class, min: usize, max: usize, then: Short },
    /// Anything else.
    Take(Taker),
    /// The end of a group.
    Save(usize),
    /// Runs up to blanks that follow each other.
    FieldRuns(FieldRuns),
}

/// The slots for the first and the last offset of a run, either of them [`NONE`].
type SlotPair = [usize; 2];

/// The steps of `pieces`, or the pieces back if they have choices.
pub(super) fn straight(pieces: Vec<Piece>) -> Result<Vec<Straight>, Vec<Piece>> {
    let chooses = |piece: &Piece| {
        use Piece::{Back, Branch, Skip, Stretch, Try};
        matches!(piece, Branch(..) | Try { .. } | Stretch { .. } | Skip(_) | Back(_))
    };
    if pieces.iter().any(chooses) {
        return Err(pieces);
    }
    let mut steps: Vec<Straight> = Vec::with_capacity(pieces.len());
    for piece in &pieces {
        if let Some(short) = literal(piece)
            && let Some(then) = steps.last_mut().and_then(Straight::then)
        {
            *then = short;
            continue;
        }
        if let Piece::Save(slot) = piece
            && let Some(end) = steps.last_mut().and_then(Straight::group_end)
        {
            *end = *slot;
            continue;
        }
        let then = Short::NONE;
        let step = match ScanStep::new(piece.clone()) {
            ScanStep::Take(Taker::Run { class, min }) => {
                let begin = steps.pop_if(|step| matches!(step, Straight::Save(_)));
                let group = begin.and_then(|step| step.slot()).map(|slot| [slot, NONE]);
                Straight::Run { class, min, then, group }
            }
            ScanStep::Take(Taker::Limited { class, min, max }) => {
                Straight::Limited { class, min, max, then }
            }
            ScanStep::Take(taker) => Straight::Take(taker),
            ScanStep::Save(slot) => Straight::Save(slot),
            ScanStep::Branch(..)
            | ScanStep::Try { .. }
            | ScanStep::Stretch(_)
            | ScanStep::Skip(_)
            | ScanStep::Back(_) => continue,
        };
        steps.push(step);
    }
    Ok(joined(steps))
}

fn literal(piece: &Piece) -> Option<Short> {
    if let Piece::Literal(text) = piece { Short::new(text) } else { None }
}

impl Straight {
    /// The slot of a group's end.
    fn slot(self) -> Option<usize> {
        if let Self::Save(slot) = self { Some(slot) } else { None }
    }

    /// The slot for the last offset of the run, while it has none and no literal follows it.
    fn group_end(&mut self) -> Option<&mut usize> {
        let Self::Run { then: Short { length: 0, .. }, group, .. } = self else { return None };
        let [_, end] = group.get_or_insert([NONE; 2]);
        (*end == NONE).then_some(end)
    }

    /// The literal after the run, while it has none.
    fn then(&mut self) -> Option<&mut Short> {
        match self {
            Self::Run { then, .. } | Self::Limited { then, .. } if then.length == 0 => Some(then),
            _ => None,
        }
    }
}

/// Whether the steps match `line` from `at` on; the groups' ends go to `slots`.
pub(super) fn scan(steps: &[Straight], line: &[u8], at: usize, slots: &mut [usize]) -> bool {
    let rest = line.get(at..).unwrap_or_default();
    scan_rest(steps, line, rest, slots).is_ok()
}

/// As [`scan`]; gives the offset where the match ends. Errors: the offset up to which the line was read in
/// vain.
pub(super) fn scan_to_end(
    steps: &[Straight],
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
    steps: &[Straight],
    line: &[u8],
    mut rest: &'l [u8],
    slots: &mut [usize],
) -> Result<&'l [u8], usize> {
    for step in steps {
        let taken = match step {
            Straight::Run { class, min, then, group } => {
                let length = length(class, rest);
                if let Some([first, last]) = group {
                    let at = line.len() - rest.len();
                    save(*first, at, slots);
                    save(*last, at + length, slots);
                }
                run(rest, length, *min, then)
            }
            Straight::Limited { class, min, max, then } => {
                run(rest, class.length_within(rest, *max), *min, then)
            }
            Straight::Take(taker) => taker.take(rest).ok_or(0),
            Straight::Save(slot) => {
                save(*slot, line.len() - rest.len(), slots);
                continue;
            }
            Straight::FieldRuns(fields) => {
                let (taken, left) = fields.take(rest, line.len() - rest.len(), slots);
                rest = rest.get(taken..).unwrap_or_default();
                if !left.is_empty() {
                    rest = scan_rest(left, line, rest, slots)?;
                }
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
fn run(rest: &[u8], length: usize, min: usize, then: &Short) -> Result<usize, usize> {
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

/// Runs up to blanks, each with the literal after it and the group it is.
#[derive(Debug)]
pub(super) struct FieldRuns {
    fields: Vec<FieldRun>,
    /// The steps that the fields were made of.
    steps: Vec<Straight>,
}

#[derive(Debug, Clone, Copy)]
struct FieldRun {
    min: usize,
    then: Short,
    /// Bytes of `then` that are taken: a blank that only has to follow is not.
    taken: u32,
    group: Option<SlotPair>,
}

/// The steps, with the steps joined that make two fields or more.
pub(super) fn joined(mut steps: Vec<Straight>) -> Vec<Straight> {
    let mut joined = Vec::with_capacity(steps.len());
    while !steps.is_empty() {
        let fields: Vec<FieldRun> = steps.iter().map_while(field).collect();
        if fields.len() < 2 {
            joined.push(steps.remove(0));
        } else {
            let steps = steps.drain(..fields.len()).collect();
            joined.push(Straight::FieldRuns(FieldRuns { fields, steps }));
        }
    }
    joined
}

/// The field that this step is, if it is one.
fn field(step: &Straight) -> Option<FieldRun> {
    let Straight::Run { class, min, then, group } = step else { return None };
    let taken = u32::try_from(then.length).ok()?;
    let then = if taken == 0 { Short::before_blank() } else { *then };
    let field = FieldRun { min: *min, then, taken, group: *group };
    (ends_at_blank(class) && then.has_blank()).then_some(field)
}

/// Whether the class takes all printed bytes and no blank.
fn ends_at_blank(class: &Class) -> bool {
    match class {
        Class::Printed(table) => !is_in(table, BLANK),
        Class::Not(end) => *end == BLANK,
        _ => false,
    }
}

impl FieldRuns {
    /// Takes as many fields as end within 32 bytes of `rest`, the rest of a line from `base` on: gives
    /// how many bytes they are, and the steps for the other fields.
    #[inline]
    pub(super) fn take(
        &self,
        rest: &[u8],
        base: usize,
        slots: &mut [usize],
    ) -> (usize, &[Straight]) {
        // Ends are sought in 32 bytes; a literal of up to eight may follow the last of them.
        let Some(chunk) = rest.first_chunk::<40>() else { return (0, &self.steps) };
        let Some(near) = chunk.first_chunk() else { return (0, &self.steps) };
        let mut ends = u64::from(byte_search::match_mask(near, AtMost(BLANK)));
        let mut start = 0;
        for (index, field) in self.fields.iter().enumerate() {
            // If no mark is left, the end lies beyond the 32 bytes.
            let length = ends.trailing_zeros();
            let end = start + length as usize;
            let eight = chunk.get(end..end + 8).and_then(<[u8]>::first_chunk);
            let is_end = eight.is_some_and(|eight| field.then.is_in(*eight));
            if !is_end || end - start < field.min {
                return (start, self.steps.get(index..).unwrap_or_default());
            }
            if let Some([first, last]) = field.group {
                save(first, base + start, slots);
                save(last, base + end, slots);
            }
            start = end + field.then.length;
            ends = ends.wrapping_shr(length + field.taken);
        }
        (start, &[])
    }
}
