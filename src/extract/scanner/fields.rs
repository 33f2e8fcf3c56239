//! Fields that follow each other in a pattern: runs of what is printed, each with the literal after it
//! and the group that it is. All ends among the next 32 bytes are sought at once.
//!
//! What is not told so (an end farther on, a byte that is neither printed nor a blank) is left to
//! the steps that the fields were made of.

use super::class::{BLANK, Table, is_in};
use super::run::{Short, Taker};
use super::straight::{Straight, save};
use crate::extract::near::{self, UpTo};

/// No slot.
const NONE: usize = usize::MAX;

/// Some fields.
#[derive(Debug)]
pub(super) struct Fields {
    fields: Vec<Field>,
    /// The same step by step.
    steps: Vec<Straight>,
}

#[derive(Debug, Clone, Copy)]
struct Field {
    min: usize,
    then: Short,
    /// Bytes of it that are taken.
    taken: u32,
    is_group: bool,
    /// The slots for its first and its last offset.
    group: [usize; 2],
    /// The steps before it.
    step: usize,
}

/// The steps with those joined that make two fields or more.
pub(super) fn joined(mut steps: Vec<Straight>) -> Vec<Straight> {
    let mut joined = Vec::with_capacity(steps.len());
    while !steps.is_empty() {
        let (mut fields, mut end) = (Vec::new(), 0);
        while let Some((field, after)) = field(&steps, end) {
            fields.push(field);
            end = after;
        }
        if fields.len() < 2 {
            joined.extend(steps.drain(..end.max(1)));
        } else {
            let steps = steps.drain(..end).collect();
            joined.push(Straight::Fields(Fields { fields, steps }));
        }
    }
    joined
}

/// The field that begins with this step, if one does, and the step behind it.
fn field(steps: &[Straight], step: usize) -> Option<(Field, usize)> {
    let (mut group, mut next) = ([NONE; 2], step);
    if let Straight::Save(slot) = steps.get(next)? {
        (group[0], next) = (*slot, next + 1);
    }
    let Straight::Printed { table, min, then } = steps.get(next)? else { return None };
    if !ends_at_blank(table) {
        return None;
    }
    let mut then = *then;
    next += 1;
    if then.length == 0 {
        if let Some(Straight::Save(slot)) = steps.get(next) {
            (group[1], next) = (*slot, next + 1);
        }
        let literal = steps.get(next).and_then(literal).filter(Short::has_blank);
        next += usize::from(literal.is_some());
        then = literal.unwrap_or_else(Short::before_blank);
    }
    let is_group = group != [NONE; 2];
    let taken = u32::try_from(then.length).ok()?;
    let field = Field { min: *min, then, taken, is_group, group, step };
    then.has_blank().then_some((field, next))
}

fn ends_at_blank(table: &Table) -> bool {
    !is_in(table, BLANK)
}

fn literal(step: &Straight) -> Option<Short> {
    match step {
        Straight::Take(Taker::Byte(byte)) => Short::new(&[*byte]),
        Straight::Take(Taker::Short(short)) => Some(*short),
        _ => None,
    }
}

impl Fields {
    /// Takes as many fields as can be told at once from the rest of a line that begins at `base`: gives
    /// how many bytes they are, and the steps that are left to be taken.
    #[inline]
    pub(super) fn take(
        &self,
        rest: &[u8],
        base: usize,
        slots: &mut [usize],
    ) -> (usize, &[Straight]) {
        // 32 in which ends are sought, and a literal behind the last of them.
        let Some(chunk) = rest.first_chunk::<40>() else { return (0, &self.steps) };
        let Some(near) = chunk.first_chunk() else { return (0, &self.steps) };
        let mut ends = u64::from(near::marks_of(near, UpTo(BLANK)));
        let mut start = 0;
        for field in &self.fields {
            // Where none is left the end is beyond what was looked at.
            let length = ends.trailing_zeros();
            let end = start + length as usize;
            let eight = chunk.get(end..end + 8).and_then(<[u8]>::first_chunk);
            let is_end = eight.is_some_and(|eight| field.then.is_in(*eight));
            if !is_end || end - start < field.min {
                return (start, self.steps.get(field.step..).unwrap_or_default());
            }
            if field.is_group {
                save(field.group[0], base + start, slots);
                save(field.group[1], base + end, slots);
            }
            start = end + field.then.length;
            ends = ends.wrapping_shr(length + field.taken);
        }
        (start, &[])
    }
}
