//! Patterns of a literal and a run of a class that ends the line, as for its last field: sought from
//! the end, for the run can only begin behind the last byte that is not of the class.

use super::class::{Table, is_in, table};
use super::pieces::Piece;
use super::ranges::Ranges;

/// Such a pattern.
#[derive(Debug)]
pub(super) struct Tail {
    literal: Box<[u8]>,
    table: Box<Table>,
    /// The class of the run, if it is of few ranges.
    ranges: Option<Ranges>,
    min: usize,
    /// Where the ends of groups are.
    saves: Vec<(usize, Place)>,
}

/// Places of a match, in their order.
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
        let (literal, run): (&[u8], _) = match visible[..] {
            [Piece::Literal(literal), run, Piece::End] => (literal, run),
            [run, Piece::End] => (&[], run),
            _ => return None,
        };
        let Piece::Run { set, min, max: usize::MAX } = run else { return None };
        if literal.last().is_some_and(|last| set.contains(*last)) {
            return None;
        }
        let mut place = if literal.is_empty() { Place::Run } else { Place::Literal };
        let mut saves = Vec::new();
        for piece in pieces {
            match piece {
                Piece::Literal(_) => place = Place::Run,
                Piece::Save(slot) => saves.push((*slot, place)),
                _ => place = Place::End,
            }
        }
        let literal = literal.into();
        Some(Self { literal, table: table(*set), ranges: Ranges::new(*set), min: *min, saves })
    }

    /// Whether `line` matches; the groups' ends go to `slots`.
    #[inline]
    pub(super) fn scan(&self, line: &[u8], slots: &mut [usize]) -> bool {
        let run = self.last_other(line).map_or(0, |other| other + 1);
        let (before, tail) = line.split_at(run);
        if tail.len() < self.min || !ends_with(before, &self.literal) {
            return false;
        }
        let places = [before.len() - self.literal.len(), before.len(), line.len()];
        for (slot, place) in &self.saves {
            if let Some(slot) = slots.get_mut(*slot) {
                *slot = places[*place as usize];
            }
        }
        true
    }

    /// Where the last byte is that is not of the class: likely among the last sixteen, how many behind it
    /// cannot be foretold.
    #[inline]
    fn last_other(&self, line: &[u8]) -> Option<usize> {
        let (before, last) = match (&self.ranges, line.split_last_chunk::<16>()) {
            (Some(ranges), Some((before, last))) => (before, ranges.others(*last)),
            _ => (line, 0),
        };
        if last != 0 {
            return Some(before.len() + last.ilog2() as usize);
        }
        before.iter().rposition(|byte| !is_in(&self.table, *byte))
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
