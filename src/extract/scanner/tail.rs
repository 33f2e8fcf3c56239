//! Patterns of a literal and a run of a class that ends the line, as for its last field: sought from
//! the end, for the run can only begin behind the last byte that is not of the class.

use super::class::{Table, is_in, table};
use super::pieces::Piece;

/// Such a pattern.
#[derive(Debug)]
pub(super) struct Tail {
    literal: Box<[u8]>,
    table: Box<Table>,
    min: usize,
    /// Where the ends of groups are.
    saves: Vec<(usize, Place)>,
}

#[derive(Debug, Clone, Copy)]
enum Place {
    Literal,
    Run,
    End,
}

impl Tail {
    /// The pattern of `pieces`, if it is one.
    pub(super) fn new(pieces: &[Piece]) -> Option<Self> {
        let visible: Vec<&Piece> =
            pieces.iter().filter(|piece| !matches!(piece, Piece::Save(_))).collect();
        let [Piece::Literal(literal), Piece::Run { set, min, max: usize::MAX }, Piece::End] =
            visible[..]
        else {
            return None;
        };
        if literal.last().is_none_or(|last| set.contains(*last)) {
            return None;
        }
        let mut place = Place::Literal;
        let mut saves = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Literal(_) => place = Place::Run,
                Piece::Save(slot) => saves.push((*slot, place)),
                _ => place = Place::End,
            }
        }
        let literal = literal.as_slice().into();
        Some(Self { literal, table: table(*set), min: *min, saves })
    }

    /// Whether `line` matches; the groups' ends go to `slots`.
    #[inline]
    pub(super) fn scan(&self, line: &[u8], slots: &mut [usize]) -> bool {
        let Some(run) = line.iter().rposition(|byte| !is_in(&self.table, *byte)) else {
            return false;
        };
        let (before, tail) = line.split_at(run + 1);
        if tail.len() < self.min || !ends_with(before, &self.literal) {
            return false;
        }
        for (slot, place) in &self.saves {
            let at = match place {
                Place::Literal => before.len() - self.literal.len(),
                Place::Run => before.len(),
                Place::End => line.len(),
            };
            if let Some(slot) = slots.get_mut(*slot) {
                *slot = at;
            }
        }
        true
    }
}

/// Most literals are one byte, for which a call would take longer than the comparison.
#[inline]
fn ends_with(text: &[u8], end: &[u8]) -> bool {
    match end {
        [byte] => text.last() == Some(byte),
        _ => text.ends_with(end),
    }
}
