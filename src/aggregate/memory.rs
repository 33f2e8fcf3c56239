//! The memory of the aggregates: how much they hold, and what is given up for want of it.

use super::Aggregates;
use super::compared::Compared;
use super::examples::Examples;
use super::hits::Hits;
use super::numbers::Numbers;
use super::rates::Rates;

/// A part is freed only if it takes at least one in this many of the bytes needed.
const MUCH: u64 = 8;

/// A part of the aggregates that can be given up, wholly or bit by bit.
struct MemoryPart {
    /// Bytes that freeing it would free at most.
    memory: fn(&Aggregates) -> u64,
    /// Frees it, or some of it; false if there is nothing to free.
    free: fn(&mut Aggregates) -> bool,
    /// Whether it is freed in several steps, of which some free nothing.
    has_steps: bool,
}

impl MemoryPart {
    /// A part that is freed at once.
    const fn whole(memory: fn(&Aggregates) -> u64, free: fn(&mut Aggregates) -> bool) -> Self {
        Self { memory, free, has_steps: false }
    }
}

/// The parts that can be freed. Of parts of equal size the first is freed.
static PARTS: [MemoryPart; 8] = [
    // Timestamps, which are kept by intervals from then on.
    MemoryPart::whole(
        |all| all.rates.as_ref().map_or(0, Rates::spare_gaps_memory),
        |all| all.rates.as_mut().map(Rates::shrink_gaps).is_some(),
    ),
    // Buckets, which become wider.
    MemoryPart {
        memory: |all| {
            let hits = all.hits.as_ref().map_or(0, Hits::memory);
            all.rates.as_ref().map_or(0, Rates::buckets_memory) + hits
        },
        free: Aggregates::widen,
        has_steps: true,
    },
    // The numbers of each bucket.
    MemoryPart::whole(
        |all| all.numbers.as_ref().map_or(0, Numbers::buckets_memory),
        |all| all.numbers.as_mut().map(Numbers::forget_buckets).is_some(),
    ),
    // The rates of each value; the events of all values by bucket stay.
    MemoryPart::whole(Aggregates::rates_memory, |all| {
        all.rates.as_mut().map(Rates::forget).is_some()
    }),
    // The texts of each value, whose number is estimated from then on.
    MemoryPart::whole(
        |all| all.distinct.as_ref().map_or(0, |(_, texts)| texts.spare_memory()),
        |all| all.distinct.as_mut().map(|(_, texts)| texts.estimate()).is_some(),
    ),
    // The counts of the texts that come with each value.
    MemoryPart::whole(Aggregates::matrix_memory, |all| {
        all.forget_matrix();
        true
    }),
    // The texts of the compared columns whose kind the lines decide.
    MemoryPart::whole(
        |all| all.compared.as_ref().map_or(0, Compared::spare_memory),
        |all| all.compared.as_mut().map(Compared::forget_texts).is_some(),
    ),
    // The values with the least counts.
    MemoryPart {
        memory: |all| if all.counts.len() > 1 { all.values_memory() } else { 0 },
        free: |all| {
            all.reduce(all.counts.len() / 2);
            true
        },
        has_steps: true,
    },
];

impl Aggregates {
    /// Frees the largest of [`PARTS`], again and again, until [`Self::needed_memory`] is at most
    /// `bytes`. Stops if the largest part takes less than one in [`MUCH`] of the bytes needed, or
    /// if a part that is freed at once frees nothing.
    pub(crate) fn fit(&mut self, bytes: u64) {
        let mut needed = self.needed_memory();
        while needed > bytes {
            // `max_by_key` gives the last of equal parts, hence the reversed order.
            let largest = PARTS.iter().rev().max_by_key(|part| (part.memory)(self));
            let Some(part) = largest else { break };
            // What no part holds, as the items of a contrast, has a bound of its own.
            if (part.memory)(self) < needed / MUCH || !(part.free)(self) {
                break;
            }
            let before = std::mem::replace(&mut needed, self.needed_memory());
            if !part.has_steps && needed >= before {
                break;
            }
        }
    }

    /// Drops the counts of the texts that come with each value.
    pub(super) fn forget_matrix(&mut self) {
        if let Some((_, matrix)) = &mut self.matrix {
            matrix.forget();
        }
    }

    /// Joins the buckets to buckets of the next round width; false if no round width is larger.
    pub(super) fn widen(&mut self) -> bool {
        let rates = self.rates.as_mut();
        let Some(buckets) = rates.and_then(|rates| rates.widen(&mut self.counts)) else {
            return false;
        };
        if let Some(numbers) = &mut self.numbers {
            numbers.renumber_buckets(&buckets);
        }
        if let Some(hits) = &mut self.hits {
            hits.renumber_buckets(&buckets);
        }
        true
    }

    /// Bytes of the rates of all values.
    pub(crate) fn rates_memory(&self) -> u64 {
        self.rates.as_ref().map_or(0, Rates::values_memory)
    }

    fn matrix_memory(&self) -> u64 {
        self.matrix.as_ref().map_or(0, |(_, matrix)| matrix.memory())
    }

    /// Bytes of the values: their counts, measures and example lines, and the sketches that their
    /// distinct texts need at least.
    fn values_memory(&self) -> u64 {
        let texts = self.distinct.as_ref();
        let texts =
            texts.map_or(0, |(_, texts)| texts.memory().saturating_sub(texts.spare_memory()));
        let lines = self.examples.as_ref().map_or(0, Examples::memory);
        let numbers = self.numbers.as_ref().map_or(0, Numbers::values_memory);
        self.counts.size() + numbers + texts + lines
    }

    /// Bytes needed, without the memory reserved for growth.
    pub(crate) fn needed_memory(&self) -> u64 {
        self.counts.size() + self.memory() - self.counts.memory()
    }

    /// Bytes of memory held once `more` values have come.
    pub(crate) fn memory_after(&self, more: usize) -> u64 {
        self.memory() - self.counts.memory() + self.counts.memory_after(more)
    }

    /// Bytes of memory held, with the memory reserved for growth.
    pub(crate) fn memory(&self) -> u64 {
        let rates = self.rates.as_ref().map_or(0, Rates::memory);
        let compared = self.compared.as_ref().map_or(0, Compared::memory);
        let numbers = self.numbers.as_ref().map_or(0, Numbers::memory);
        let hits = self.hits.as_ref().map_or(0, Hits::memory);
        let texts = self.distinct.as_ref().map_or(0, |(_, texts)| texts.memory());
        let contrast = self.contrast.as_ref().map_or(0, |(_, contrast)| contrast.memory());
        let examples = self.examples.as_ref().map_or(0, Examples::memory);
        let parts = rates + numbers + compared + hits + texts + contrast + examples;
        self.counts.memory() + parts + self.matrix_memory()
    }
}
