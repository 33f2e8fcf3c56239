//! Up to sixteen bytes, each of a class of its own: dates and clocks such as `[0-9]{4}-[0-9]{2}-[0-9]{2}`
//! are compared at once, not class by class.

use wide::u8x16;

use super::class::{LaneRange, MOST_RANGES, inside, ranges};
use super::pieces::Piece;
use super::set::ByteSet;

/// Bytes of a template.
const MOST: usize = 16;

/// The classes of bytes that follow each other.
#[derive(Debug)]
pub(super) struct Template {
    /// The ranges of each place: their first bytes, and how many bytes follow these.
    ranges: [LaneRange; MOST_RANGES],
    length: usize,
}

/// The first byte of a range, and how many bytes follow it.
type Range = (u8, u8);

impl Template {
    /// The template that `pieces` begin with, and how many of them it takes: a run of fixed length, then
    /// more runs and literals. `None` if it would take one piece only.
    pub(super) fn new(pieces: &[Piece]) -> Option<(Self, usize)> {
        // A literal at the front belongs to the run before it.
        if matches!(pieces.first(), Some(Piece::Literal(_))) {
            return None;
        }
        let (mut places, mut taken) = (Vec::new(), 0);
        for piece in pieces {
            let Some(next) = of_piece(piece).filter(|next| places.len() + next.len() <= MOST)
            else {
                break;
            };
            places.extend(next);
            taken += 1;
        }
        let length = places.len();
        // Any byte stands at the places that are not used.
        places.resize(MOST, [(0, u8::MAX); MOST_RANGES]);
        let lane = |range: usize, part: fn(Range) -> u8| {
            let place = |at: usize| places.get(at).and_then(|place| place.get(range));
            u8x16::new(std::array::from_fn(|at| place(at).map_or(0, |range| part(*range))))
        };
        let ranges = std::array::from_fn(|range| (lane(range, |it| it.0), lane(range, |it| it.1)));
        (taken > 1).then_some((Self { ranges, length }, taken))
    }

    /// How many bytes at the beginning of `rest` it takes; `None` unless each is of its class.
    #[inline]
    pub(super) fn take(&self, rest: &[u8]) -> Option<usize> {
        let bytes = match rest.first_chunk() {
            Some(bytes) => *bytes,
            None => padded(rest).filter(|_| rest.len() >= self.length)?,
        };
        (inside(bytes, &self.ranges) == 0xffff).then_some(self.length)
    }
}

/// Fewer than sixteen bytes, zeros behind them.
fn padded(rest: &[u8]) -> Option<[u8; MOST]> {
    let mut bytes = [0; MOST];
    bytes.get_mut(..rest.len())?.copy_from_slice(rest);
    Some(bytes)
}

/// The ranges of each byte of a piece of fixed length.
fn of_piece(piece: &Piece) -> Option<Vec<[Range; MOST_RANGES]>> {
    match piece {
        Piece::Literal(text) => text.iter().map(|byte| ranges(ByteSet::of(*byte))).collect(),
        Piece::Run { set, min, max } if min == max && *min <= MOST => {
            ranges(*set).map(|ranges| vec![ranges; *min])
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{prop_assert_eq, proptest};

    use super::{ByteSet, Piece, Template};

    fn run(bytes: &[u8], count: usize) -> Piece {
        let set = bytes.iter().fold(ByteSet::EMPTY, |set, byte| set.union(ByteSet::of(*byte)));
        Piece::Run { set, min: count, max: count }
    }

    #[test]
    fn pieces_of_fixed_length_are_taken() {
        let date = [run(b"0123456789", 4), Piece::Literal(b"-".to_vec()), run(b"0123456789", 2)];
        assert_eq!(Template::new(&date).map(|(_, taken)| taken), Some(3));
        assert!(Template::new(&date[..1]).is_none() && Template::new(&date[1..]).is_none());
        let long = [run(b"0", 9), run(b"1", 8), run(b"2", 1)];
        assert!(Template::new(&long).is_none());
        assert_eq!(Template::new(&long[1..]).map(|(_, taken)| taken), Some(2));
    }

    proptest! {
        #[test]
        fn each_byte_is_of_its_class(text in "[0-3 T-]{0,20}") {
            let pieces = [run(b"012", 2), Piece::Literal(b"-".to_vec()), run(b"T ", 1), run(b"0", 1)];
            let (template, _) = Template::new(&pieces).unwrap();
            let regex = regex::bytes::Regex::new("^[012]{2}-[T ]0").unwrap();
            let found = regex.find(text.as_bytes()).map(|found| found.end());
            prop_assert_eq!(template.take(text.as_bytes()), found);
        }
    }
}
