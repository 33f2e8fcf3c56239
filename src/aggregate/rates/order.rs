//! Pairs put in order: by value, then in the order of time, each once.
//!
//! Of each value the pairs mostly come in the order of time, from each worker. So they need not be
//! sorted as a whole but only dealt out to their values, after counting how many each has; then
//! the pairs of a value are looked through, and sorted where they are not in order. Called by
//! the pairs.

use rayon::iter::{IntoParallelIterator, ParallelExtend, ParallelIterator, repeat_n};

use super::compact::{Compact, PairsOf};
use super::frequencies::{Frequencies, SMALL};
use super::pairs::{Pair, join};

/// Parts that are dealt at the same time at most: each reads all pairs.
const MOST_PARTS: usize = 8;

/// Pairs by value.
#[derive(Debug)]
pub(super) struct ByValue {
    /// By value, then by bucket; between two values may be some that belong to none.
    pairs: Vec<Compact>,
    /// Those of many events, in order.
    large: Vec<Pair>,
    /// Where the pairs of each value begin and end, by its number.
    begins: Vec<usize>,
    ends: Vec<usize>,
    /// Of each value the greatest [`Compact::few`].
    most: Vec<u32>,
    /// How often each number of events occurs, if it was counted as they were dealt.
    frequencies: Option<Frequencies>,
}

impl ByValue {
    /// Of pairs in order, each once, of values up to `values`.
    pub(super) fn new(pairs: Vec<Pair>, values: u32) -> Self {
        let begins = begins(&[&pairs], values);
        let ends = begins.get(1..).unwrap_or_default().to_vec();
        let (pairs, large) = Compact::all(pairs);
        let most = |(begin, end): (&usize, &usize)| {
            let pairs = pairs.get(*begin..*end).unwrap_or_default();
            pairs.iter().map(|pair| pair.few()).max().unwrap_or(0)
        };
        let most = begins.iter().zip(&ends).map(most).collect();
        Self { pairs, large, begins, ends, most, frequencies: None }
    }

    /// The pairs of the value with this number.
    #[inline]
    pub(super) fn of(&self, value: u32) -> Option<PairsOf<'_>> {
        let place = value as usize;
        let pairs = self.pairs.get(*self.begins.get(place)?..*self.ends.get(place)?)?;
        Some(PairsOf::new(value, *self.most.get(place)?, pairs, &self.large))
    }

    /// Whether there are none.
    pub(super) const fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// How often each number of events occurs, if that was counted: where none is large.
    pub(super) const fn frequencies(&self) -> Option<&Frequencies> {
        self.frequencies.as_ref()
    }

    /// One more than the greatest number of a value.
    pub(super) fn end(&self) -> u32 {
        u32::try_from(self.ends.len()).unwrap_or(u32::MAX)
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
    dealt.par_extend(repeat_n(Compact::default(), sum));
    let count = rayon::current_num_threads().clamp(1, MOST_PARTS);
    let (mut ends, mut most) = (vec![0; begins.len() - 1], vec![0; begins.len() - 1]);
    let (mut parts, mut first) = (Vec::new(), 0);
    let (mut rest, mut rest_ends) = (dealt.as_mut_slice(), ends.as_mut_slice());
    let mut rest_most = most.as_mut_slice();
    for part in 1..=count {
        let share = sum / count * part;
        let last = begins.partition_point(|begin| *begin < share).clamp(first, begins.len() - 1);
        let last = if part == count { begins.len() - 1 } else { last };
        let (room, others) = rest.split_at_mut(begins[last] - begins[first]);
        let (own_ends, other_ends) = rest_ends.split_at_mut(last - first);
        let (own_most, other_most) = rest_most.split_at_mut(last - first);
        let begins = &begins[first..=last];
        parts.push(Part { first, begins, room, ends: own_ends, most: own_most });
        (rest, rest_ends, rest_most, first) = (others, other_ends, other_most, last);
    }
    let told: Vec<(Vec<Pair>, Option<Frequencies>)> =
        parts.into_par_iter().map(|part| part.deal(pairs)).collect();
    let (large, frequencies): (Vec<_>, Vec<_>) = told.into_iter().unzip();
    let frequencies = frequencies.into_iter().reduce(|all, part| Some(all?.merge(&part?)));
    let mut large = large.concat();
    large.sort_unstable_by_key(|pair| pair.key());
    join(&mut large);
    let frequencies = frequencies.flatten();
    ByValue { pairs: dealt, large, begins, ends, most, frequencies }
}

/// The values from `first` on.
struct Part<'a> {
    first: usize,
    /// Where their pairs begin among all, and where the last ends.
    begins: &'a [usize],
    /// Where their pairs are to be.
    room: &'a mut [Compact],
    /// Where they end among all, to be told.
    ends: &'a mut [usize],
    /// The greatest [`Compact::few`] of each, to be told.
    most: &'a mut [u32],
}

impl Part<'_> {
    /// Deals out their pairs; gives those of many events, in no order, and how often each number of
    /// events occurs, if all are small: a list of all numbers may take as much as the pairs.
    fn deal(self, pairs: &[&[Pair]]) -> (Vec<Pair>, Option<Frequencies>) {
        let Self { first, begins, room, ends, most } = self;
        let base = begins.first().copied().unwrap_or(0);
        let (mut large, mut frequencies) = (Vec::new(), Some(Frequencies::default()));
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
                    *place = Compact::new(*pair, &mut large);
                    *next += 1;
                }
            }
        }
        let values = (0..).map(|value| u32::try_from(first + value).unwrap_or(u32::MAX));
        let told = ends.iter_mut().zip(most);
        for (((begin, end), (told, most)), value) in begins().zip(next).zip(told).zip(values) {
            let pairs = room.get_mut(begin..end as usize).unwrap_or_default();
            let kept = put_in_order(pairs, value, &mut large);
            let numbers = || pairs.iter().take(kept).map(|pair| pair.few());
            *most = numbers().max().unwrap_or(0);
            frequencies = frequencies.filter(|_| (*most as usize) < SMALL);
            // None of the values has the number 0.
            if let Some(frequencies) = frequencies.as_mut().filter(|_| value > 0) {
                frequencies.note(numbers().map(|number| (number.into(), 1)));
            }
            *told = base + begin + kept;
        }
        (large, frequencies)
    }
}

/// Puts the pairs of a value in order and joins equal ones; gives how many are left.
fn put_in_order(pairs: &mut [Compact], value: u32, large: &mut Vec<Pair>) -> usize {
    if pairs.is_sorted_by(|one, next| one.bucket() < next.bucket()) {
        return pairs.len();
    }
    // Not the unstable sort: this one finds the stretches that are in order already.
    pairs.sort_by_key(|pair| pair.bucket());
    let mut kept = 0;
    for at in 1..pairs.len() {
        let pair = pairs[at];
        if pair.bucket() == pairs[kept].bucket() {
            pairs[kept] = pairs[kept].join(pair, value, large);
        } else {
            kept += 1;
            pairs[kept] = pair;
        }
    }
    kept + 1
}
