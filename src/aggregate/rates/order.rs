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
    /// By value, then by bucket; between two values may be some that belong to none.
    pairs: Vec<Pair>,
    /// Where the pairs of each value begin and end, by its number.
    begins: Vec<usize>,
    ends: Vec<usize>,
}

impl ByValue {
    /// Of pairs in order, each once, of values up to `values`.
    pub(super) fn new(pairs: Vec<Pair>, values: u32) -> Self {
        let begins = begins(&[&pairs], values);
        let ends = begins.get(1..).unwrap_or_default().to_vec();
        Self { pairs, begins, ends }
    }

    /// The pairs of the value with this number.
    pub(super) fn of(&self, value: usize) -> Option<&[Pair]> {
        self.pairs.get(*self.begins.get(value)?..*self.ends.get(value)?)
    }

    /// One more than the greatest number of a value.
    pub(super) fn end(&self) -> usize {
        self.ends.len()
    }
}

/// Where the pairs of each value begin once they are in order; one more at the end.
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

/// The pairs of `pairs`, fewer than 2^32 and of values up to `values`, put in order, equal ones joined.
pub(super) fn deal(pairs: &[&[Pair]], values: u32) -> ByValue {
    let begins = begins(pairs, values);
    let sum = begins.last().copied().unwrap_or(0);
    let mut dealt = Vec::new();
    dealt.par_extend(repeat_n(Pair::new(0, 0, 0), sum));
    let count = rayon::current_num_threads().clamp(1, MOST_PARTS);
    let mut ends = vec![0; begins.len() - 1];
    let (mut parts, mut first) = (Vec::new(), 0);
    let (mut rest, mut rest_ends) = (dealt.as_mut_slice(), ends.as_mut_slice());
    for part in 1..=count {
        let share = sum / count * part;
        let last = begins.partition_point(|begin| *begin < share).clamp(first, begins.len() - 1);
        let last = if part == count { begins.len() - 1 } else { last };
        let (room, others) = rest.split_at_mut(begins[last] - begins[first]);
        let (own_ends, other_ends) = rest_ends.split_at_mut(last - first);
        parts.push(Part { first, begins: &begins[first..=last], room, ends: own_ends });
        (rest, rest_ends, first) = (others, other_ends, last);
    }
    parts.into_par_iter().for_each(|part| part.deal(pairs));
    ByValue { pairs: dealt, begins, ends }
}

/// The values from `first` on.
struct Part<'a> {
    first: usize,
    /// Where their pairs begin among all, and where the last ends.
    begins: &'a [usize],
    /// Where their pairs are to be.
    room: &'a mut [Pair],
    /// Where they end among all, to be told.
    ends: &'a mut [usize],
}

impl Part<'_> {
    /// Deals out their pairs.
    fn deal(self, pairs: &[&[Pair]]) {
        let Self { first, begins, room, ends } = self;
        let base = begins.first().copied().unwrap_or(0);
        let begins = || begins.iter().map(|begin| begin - base);
        let mut next: Vec<u32> = begins()
            .take(ends.len())
            .map(|begin| u32::try_from(begin).unwrap_or(u32::MAX))
            .collect();
        for part in pairs {
            for pair in *part {
                let value = (pair.value() as usize).checked_sub(first);
                let Some(next) = value.and_then(|value| next.get_mut(value)) else { continue };
                if let Some(place) = room.get_mut(*next as usize) {
                    *place = *pair;
                    *next += 1;
                }
            }
        }
        for ((begin, end), told) in begins().zip(next).zip(ends) {
            let kept = room.get_mut(begin..end as usize).map_or(0, put_in_order);
            *told = base + begin + kept;
        }
    }
}

/// Puts the pairs of a value in order and joins equal ones; gives how many are left.
fn put_in_order(pairs: &mut [Pair]) -> usize {
    if pairs.is_sorted_by(|one, next| one.bucket() < next.bucket()) {
        return pairs.len();
    }
    // Not the unstable sort: this one finds the stretches that are in order already.
    pairs.sort_by_key(|pair| pair.bucket());
    let mut kept = 0;
    for at in 1..pairs.len() {
        let pair = pairs[at];
        if pair.bucket() == pairs[kept].bucket() {
            pairs[kept].count = pairs[kept].count.saturating_add(pair.count);
        } else {
            kept += 1;
            pairs[kept] = pair;
        }
    }
    kept + 1
}
