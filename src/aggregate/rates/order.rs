//! Pairs put in order: by value, then in the order of time, each once.
//!
//! Of each value the pairs mostly come in the order of time, from each worker. So they need not be
//! sorted as a whole but only dealt out to their values, after counting how many each has; then
//! the pairs of a value are looked through, and sorted where they are not in order. Called by
//! the pairs.

use rayon::iter::{IntoParallelIterator, ParallelExtend, ParallelIterator, repeat_n};

use super::pairs::Pair;

/// Parts that are dealt at the same time at most: each reads all pairs.
const MOST_PARTS: usize = 8;

/// Pairs by value.
#[derive(Debug)]
pub(super) struct ByValue {
    /// Each once, by value, then by bucket.
    pub(super) pairs: Vec<Pair>,
    /// Where the pairs of each value begin, by its number; one more at the end.
    begins: Vec<usize>,
}

impl ByValue {
    /// Of pairs in order, each once, of values up to `values`.
    pub(super) fn new(pairs: Vec<Pair>, values: u32) -> Self {
        let begins = begins(&[&pairs], values);
        Self { pairs, begins }
    }

    /// The pairs of the value with this number.
    pub(super) fn of(&self, value: usize) -> Option<&[Pair]> {
        self.pairs.get(*self.begins.get(value)?..*self.begins.get(value + 1)?)
    }

    /// One more than the greatest number of a value.
    pub(super) fn end(&self) -> usize {
        self.begins.len().saturating_sub(1)
    }
}

/// Where the pairs of each value begin once they are in order.
fn begins(pairs: &[&[Pair]], values: u32) -> Vec<usize> {
    let mut begins = vec![0; values as usize + 2];
    for part in pairs {
        for pair in *part {
            if let Some(count) = begins.get_mut(pair.value() as usize + 1) {
                *count += 1;
            }
        }
    }
    let mut sum = 0;
    for begin in &mut begins {
        sum += *begin;
        *begin = sum;
    }
    begins
}

/// The pairs of `pairs`, of values up to `values`, put in order; a bucket gets its number of `ranks`.
/// Says too whether a pair may be there more than once.
pub(super) fn deal(pairs: &[&[Pair]], ranks: &[u32], values: u32) -> (ByValue, bool) {
    let begins = begins(pairs, values);
    let sum = begins.last().copied().unwrap_or(0);
    let mut dealt = Vec::new();
    dealt.par_extend(repeat_n(Pair::new(0, 0, 0), sum));
    let count = rayon::current_num_threads().clamp(1, MOST_PARTS);
    let (mut parts, mut rest, mut first) = (Vec::new(), dealt.as_mut_slice(), 0);
    for part in 1..=count {
        let share = sum / count * part;
        let last = begins.partition_point(|begin| *begin < share).clamp(first, begins.len() - 1);
        let last = if part == count { begins.len() - 1 } else { last };
        let (room, others) = rest.split_at_mut(begins[last] - begins[first]);
        parts.push((first, &begins[first..=last], room));
        (rest, first) = (others, last);
    }
    let parts = parts.into_par_iter();
    let repeats = parts.map(|(first, begins, room)| deal_part(pairs, ranks, first, begins, room));
    let repeats = repeats.reduce(|| false, |one, other| one || other);
    (ByValue { pairs: dealt, begins }, repeats)
}

/// Deals out the pairs of the values from `first` on of which `begins` tells where they begin, and in
/// the end where the last ends.
fn deal_part(
    pairs: &[&[Pair]],
    ranks: &[u32],
    first: usize,
    begins: &[usize],
    room: &mut [Pair],
) -> bool {
    let Some((base, (_, values))) = begins.first().zip(begins.split_last()) else { return false };
    let mut next: Vec<usize> = values.iter().map(|begin| begin - base).collect();
    for part in pairs {
        for pair in *part {
            let value = (pair.value() as usize).checked_sub(first);
            let Some(next) = value.and_then(|value| next.get_mut(value)) else { continue };
            if let Some(place) = room.get_mut(*next) {
                *place = pair.ranked(ranks);
                *next += 1;
            }
        }
    }
    let mut repeats = false;
    let mut begin = 0;
    for end in next {
        let own = &mut room[begin..end];
        if !own.is_sorted_by(|one, next| one.bucket() < next.bucket()) {
            // Not the unstable sort: this one finds the stretches that are in order already.
            own.sort_by_key(|pair| pair.bucket());
            repeats |= own.windows(2).any(|two| two[0].bucket() == two[1].bucket());
        }
        begin = end;
    }
    repeats
}
