//! How many different texts of a column (`--distinct`) came with each value.
//!
//! The pairs of value and text are kept as 64-bit hashes in one table; two pairs of ten million have an
//! equal hash with a probability of 2.7e-6. If the table takes too much memory, it is replaced by a
//! sketch for each value ([`Distinct`]).

use std::collections::HashMap;
use std::sync::OnceLock;

use rapidhash::fast::RandomState;
use rapidhash::v3::rapidhash_v3;

use super::Counts;
use super::distinct::Distinct;
use super::keep::{number, number_or_next, set_number};
use crate::codec::{Decoded, Malformed, Reader, Steps, Writer, check};

/// Bytes of an entry of the table, with its share of unused room.
const ENTRY: u64 = 32;
/// Bytes of a sketch, estimated.
const SKETCH: u64 = 600;

/// The texts of values while events come in.
#[derive(Debug, Clone)]
pub(super) struct DistinctTexts {
    /// The number of values. They are numbered from 1.
    values: u32,
    pairs: TextPairs,
    /// Pairs that wait: the hash and the number of the value. Empty after each [`Self::add_waiting`].
    waiting: Vec<(u64, u32)>,
}

#[derive(Debug, Clone)]
enum TextPairs {
    /// The hashes of value and text, and the number of the value.
    Exact(HashMap<u64, u32, RandomState>),
    /// The sketch of each value, by its number.
    Sketches(Vec<Distinct>),
}

/// The texts of the values of a run.
#[derive(Debug)]
pub(super) struct TextTotals {
    pairs: TextPairs,
    /// How many hashes each value has, by its number.
    counts: Vec<u64>,
    /// The hashes of each value, by its number. Only a state needs them.
    hashes: OnceLock<Vec<Vec<i64>>>,
}

/// A hash of a value and a text, which does not differ between runs.
fn hash(value: &[u8], text: &[u8]) -> u64 {
    // A folded multiplication, as in rapidhash and wyhash.
    let value = rapidhash_v3(value) ^ 0x2d35_8dcc_aa6c_78a5;
    let text = rapidhash_v3(text) ^ 0x8bb8_4b93_962e_acc9;
    let product = u128::from(value) * u128::from(text);
    #[expect(clippy::cast_possible_truncation, reason = "both halves are taken")]
    let folded = product as u64 ^ (product >> 64) as u64;
    folded
}

impl DistinctTexts {
    pub(super) fn new() -> Self {
        Self { values: 0, pairs: TextPairs::Exact(HashMap::default()), waiting: Vec::new() }
    }

    /// Takes in the text of an event of `value`, which has this state. [`Self::add_waiting`] ends a row of calls.
    #[inline]
    pub(super) fn add(&mut self, value: &[u8], text: &[u8], state: &mut [u8]) {
        let number = number_or_next(state, &mut self.values);
        self.waiting.push((hash(value, text), number));
    }

    /// Takes in the pairs that wait. Looked up in a row, they wait for memory together.
    pub(super) fn add_waiting(&mut self) {
        let mut waiting = std::mem::take(&mut self.waiting);
        waiting.drain(..).for_each(|(hash, number)| self.add_hash(hash, number));
        self.waiting = waiting;
    }

    fn add_hash(&mut self, hash: u64, number: u32) {
        match &mut self.pairs {
            TextPairs::Exact(pairs) => {
                pairs.entry(hash).or_insert(number);
            }
            TextPairs::Sketches(sketches) => sketch_of(sketches, number).add(&hash.to_le_bytes()),
        }
    }

    /// The number of a value in another part and its number in these texts, by its states; `None` if it has
    /// no texts there.
    pub(super) fn number_value(&mut self, ours: &mut [u8], theirs: &[u8]) -> Option<(u32, u32)> {
        let theirs = Some(number(theirs)).filter(|number| *number > 0)?;
        Some((theirs, number_or_next(ours, &mut self.values)))
    }

    /// Takes in the texts of `theirs`; `numbers` are what [`Self::number_value`] gave.
    pub(super) fn merge(&mut self, theirs: Self, numbers: &[(u32, u32)]) {
        let mut new = vec![0; theirs.values as usize + 1];
        for (theirs, ours) in numbers {
            if let Some(place) = new.get_mut(*theirs as usize) {
                *place = *ours;
            }
        }
        self.take_over(theirs, &new);
    }

    /// Takes in the texts of `theirs`; `numbers` gives for the number of each of its values the number in
    /// these texts, 0 for a value that is not kept.
    fn take_over(&mut self, mut theirs: Self, numbers: &[u32]) {
        if matches!(self.pairs, TextPairs::Sketches(_))
            || matches!(theirs.pairs, TextPairs::Sketches(_))
        {
            self.estimate();
            theirs.estimate();
        }
        let new = |number: u32| {
            let number = numbers.get(number as usize).copied();
            number.filter(|number| *number > 0)
        };
        match theirs.pairs {
            TextPairs::Exact(pairs) =>
            {
                #[expect(clippy::iter_over_hash_type, reason = "a set is filled")]
                for (hash, number) in pairs {
                    if let Some(number) = new(number) {
                        self.add_hash(hash, number);
                    }
                }
            }
            TextPairs::Sketches(theirs) => {
                let TextPairs::Sketches(ours) = &mut self.pairs else { return };
                for (number, sketch) in (0..).zip(&theirs) {
                    if let Some(number) = new(number) {
                        sketch_of(ours, number).merge(sketch);
                    }
                }
            }
        }
    }

    /// Keeps only the texts of the values of `counts`; `part` finds the number's part of a state.
    pub(super) fn retain(
        &mut self,
        counts: &mut Counts,
        part: impl for<'s> Fn(&'s mut [u8]) -> &'s mut [u8],
    ) {
        let mut numbers = vec![0; self.values as usize + 1];
        let mut values = 0;
        counts.each_state(|state| {
            let state = part(state);
            if let Some(new) = numbers.get_mut(number(state) as usize).filter(|_| number(state) > 0)
            {
                values += 1;
                *new = values;
                set_number(state, values as usize);
            }
        });
        let empty = match self.pairs {
            TextPairs::Exact(_) => TextPairs::Exact(HashMap::default()),
            TextPairs::Sketches(_) => TextPairs::Sketches(Vec::new()),
        };
        let pairs = std::mem::replace(&mut self.pairs, empty);
        let all = Self { values: self.values, pairs, waiting: Vec::new() };
        self.values = values;
        self.take_over(all, &numbers);
    }

    /// Replaces the table of hashes by sketches.
    pub(super) fn estimate(&mut self) {
        let TextPairs::Exact(pairs) = &self.pairs else { return };
        let mut sketches = Vec::new();
        #[expect(clippy::iter_over_hash_type, reason = "sketches do not depend on the order")]
        for (hash, number) in pairs {
            sketch_of(&mut sketches, *number).add(&hash.to_le_bytes());
        }
        self.pairs = TextPairs::Sketches(sketches);
    }

    /// Bytes that [`Self::estimate`] would free.
    pub(super) fn spare_memory(&self) -> u64 {
        match &self.pairs {
            TextPairs::Exact(_) => self.memory().saturating_sub(u64::from(self.values) * SKETCH),
            TextPairs::Sketches(_) => 0,
        }
    }

    /// Bytes of memory held.
    pub(super) fn memory(&self) -> u64 {
        match &self.pairs {
            TextPairs::Exact(pairs) => pairs.len() as u64 * ENTRY,
            TextPairs::Sketches(sketches) => sketches.len() as u64 * SKETCH,
        }
    }

    /// Ends the counting.
    pub(super) fn finish(self) -> TextTotals {
        let mut counts = vec![0; self.values as usize + 1];
        if let TextPairs::Exact(pairs) = &self.pairs {
            #[expect(clippy::iter_over_hash_type, reason = "sums do not depend on the order")]
            for number in pairs.values() {
                if let Some(count) = counts.get_mut(*number as usize) {
                    *count += 1;
                }
            }
        }
        TextTotals { pairs: self.pairs, counts, hashes: OnceLock::new() }
    }

    /// Reads what [`TextTotals::write`] wrote.
    pub(super) fn read(input: &mut Reader<'_>) -> Decoded<Self> {
        let mut read = Self::new();
        if input.flag()? {
            read.estimate();
        }
        Ok(read)
    }

    /// Reads the texts of the value with this state, which is new.
    pub(super) fn read_value(&mut self, input: &mut Reader<'_>, state: &mut [u8]) -> Decoded<()> {
        if !input.flag()? {
            return Ok(());
        }
        let number = number_or_next(state, &mut self.values);
        match &mut self.pairs {
            TextPairs::Exact(pairs) => {
                let hashes: Steps = input.take()?;
                input.charge(hashes.as_slice().len() as u64 * ENTRY)?;
                for (hash, _) in hashes.as_slice() {
                    let is_new = pairs.insert(hash.cast_unsigned(), number).is_none();
                    check(is_new, "hash of a text")?;
                }
            }
            TextPairs::Sketches(sketches) => {
                input.charge(SKETCH)?;
                let sketch: Distinct = input.take()?;
                let is_fit = sketch.has_registers(SKETCH_REGISTERS);
                *sketch_of(sketches, number) =
                    Some(sketch).filter(|_| is_fit).ok_or(Malformed::Wrong("sketch"))?;
            }
        }
        Ok(())
    }
}

impl TextTotals {
    /// Whether the numbers of texts are estimates, because the texts took too much memory.
    pub(super) const fn are_estimates(&self) -> bool {
        matches!(self.pairs, TextPairs::Sketches(_))
    }

    /// How many different texts the value with this state has, and the standard error if that is an
    /// estimate.
    pub(super) fn of_value(&self, state: &[u8]) -> (f64, Option<f64>) {
        let place = number(state) as usize;
        if let TextPairs::Sketches(sketches) = &self.pairs {
            let (estimate, error) = sketches.get(place).map_or((0.0, 0.0), Distinct::estimate);
            return (estimate, Some(error));
        }
        let count = self.counts.get(place).copied().unwrap_or(0) as f64;
        (count, None)
    }

    /// Writes whether there are sketches.
    pub(super) fn write(&self, out: &mut Writer) {
        out.flag(self.are_estimates());
    }

    /// Writes the texts of the value with this state.
    pub(super) fn write_value(&self, state: &[u8], out: &mut Writer) {
        let place = number(state) as usize;
        out.flag(place > 0);
        if place == 0 {
            return;
        }
        match &self.pairs {
            TextPairs::Sketches(sketches) => {
                out.put(&sketches.get(place).cloned().unwrap_or_default());
            }
            TextPairs::Exact(pairs) => {
                let hashes = self.hashes.get_or_init(|| by_value(pairs, self.counts.len()));
                let mut hashes = hashes.get(place).cloned().unwrap_or_default();
                hashes.sort_unstable();
                out.put(&Steps::new(hashes.into_iter().map(|hash| (hash, 1))));
            }
        }
    }
}

/// The hashes of each value, by its number below `end`.
fn by_value(pairs: &HashMap<u64, u32, RandomState>, end: usize) -> Vec<Vec<i64>> {
    let mut hashes = vec![Vec::new(); end];
    #[expect(clippy::iter_over_hash_type, reason = "the hashes are sorted when they are written")]
    for (hash, number) in pairs {
        if let Some(own) = hashes.get_mut(*number as usize) {
            own.push(hash.cast_signed());
        }
    }
    hashes
}

/// The binary logarithm of the number of registers of a value's sketch: 1,024, an error of 3 %.
const SKETCH_REGISTERS: u8 = 10;

/// The sketch of a value, by its number.
fn sketch_of(sketches: &mut Vec<Distinct>, number: u32) -> &mut Distinct {
    let place = number as usize;
    if sketches.len() <= place {
        sketches.resize_with(place + 1, || Distinct::new(SKETCH_REGISTERS));
    }
    &mut sketches[place]
}
