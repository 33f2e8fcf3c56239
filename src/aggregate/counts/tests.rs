//! Counts of any split, in any order, are the same.

use std::collections::BTreeMap;

use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};

use super::merge::Incoming;
use super::{Counts, HashSeed};
use crate::event::Event;

pub(super) fn observed(counts: &Counts) -> BTreeMap<Vec<u8>, u64> {
    counts.entries().map(|entry| counts.get(entry)).map(|(v, n)| (v.to_vec(), n)).collect()
}

pub(super) fn value() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..3),
        // The longest text that fits into a slot, and a text one byte longer.
        proptest::collection::vec(0..2_u8, 15..17),
        Just(Vec::new()),
        Just(vec![b'x'; 100]),
    ]
}

proptest! {
    #[test]
    fn any_grouping_of_any_split_merges_to_the_same_counts(
        events in proptest::collection::vec((value(), 0..5_u64, 0..4_usize), 0..200),
        left_first in any::<bool>(),
        one_seed in any::<bool>(),
    ) {
        let seed = HashSeed::random();
        let seeds = || if one_seed { seed } else { HashSeed::random() };
        let mut expected = BTreeMap::new();
        let mut parts: Vec<Counts> = (0..4).map(|_| Counts::new(seeds(), 0)).collect();
        let mut events_of: Vec<Vec<Event<'_>>> = vec![Vec::new(); 4];
        for (value, weight, part) in &events {
            *expected.entry(value.clone()).or_insert(0) += weight;
            parts[*part].add(value, *weight);
            events_of[*part].push(Event::new(value, *weight, None));
        }
        for (part, events) in parts.iter().zip(&events_of) {
            let mut together = Counts::new(seed, 0);
            together.add_all(events);
            assert_eq!(observed(&together), observed(part));
        }
        let mut parts = parts.into_iter();
        let (mut a, mut b) = (parts.next().unwrap(), parts.next().unwrap());
        let (c, d) = (parts.next().unwrap(), parts.next().unwrap());
        let merged = if left_first {
            a.merge(&b, |_, _| ());
            a.merge(&c, |_, _| ());
            a.merge(&d, |_, _| ());
            a
        } else {
            b.merge(&d, |_, _| ());
            b.merge(&c, |_, _| ());
            b.merge(&a, |_, _| ());
            b
        };
        assert_eq!(observed(&merged), expected);
    }
}

#[test]
fn counts_stay_at_their_largest() {
    let mut counts = Counts::new(HashSeed::random(), 0);
    counts.add(b"a", u64::MAX);
    counts.add(b"a", 2);
    let all: Vec<_> = counts.entries().map(|entry| counts.get(entry)).collect();
    assert_eq!(all, [(&b"a"[..], u64::MAX)]);
}

/// So many values of 2 to 18 bytes, and a count of each.
fn many(count: usize) -> BTreeMap<Vec<u8>, u64> {
    let value = |number: usize| format!("{number}.").repeat(number % 3 + 1).into_bytes();
    (0..count).map(|number| (value(number), number as u64 % 7 + 1)).collect()
}

#[test]
fn a_table_that_grows_loses_no_value_and_no_state() {
    for count in [47, 48, 49, 50, 97, 20_000] {
        let mut counts = Counts::new(HashSeed::random(), 5);
        let added = many(count);
        for (value, weight) in &added {
            let entry = counts.add(value, *weight);
            counts.state_mut(entry).copy_from_slice(&value.repeat(5)[..5]);
        }
        let check = |counts: &Counts| {
            assert!(observed(counts) == added, "{count} values");
            for entry in counts.entries() {
                assert_eq!(counts.state(entry), &counts.get(entry).0.repeat(5)[..5]);
            }
        };
        check(&counts);
        counts.arrange();
        check(&counts);
        let mut states = Vec::new();
        counts.each_state(|state| states.push(state.to_vec()));
        assert!(counts.entries().map(|entry| counts.state(entry)).eq(&states));
        let kept = |state_bytes, above| {
            let mut kept = counts.clone();
            kept.retain(state_bytes, |entry| counts.get(entry).1 > above);
            kept
        };
        let mut half = kept(7, 3);
        for entry in half.entries() {
            let (value, weight) = half.get(entry);
            assert_eq!(added.get(value), Some(&weight));
            assert_eq!(half.state(entry)[..5], value.repeat(5)[..5]);
        }
        assert_eq!(half.len(), added.values().filter(|weight| **weight > 3).count());
        if count > 1000 {
            let quarter = kept(5, 5);
            assert!(quarter.memory() <= counts.memory() / 2 && quarter.size() <= quarter.memory());
        }
        half.retain(5, |_| true);
        let note = |state: &mut [u8], incoming: Incoming<'_>| state.copy_from_slice(incoming.state);
        half.merge(&counts, note);
        assert_eq!(half.len(), counts.len());
        half.clear();
        half.merge(&counts, note);
        check(&half);
    }
}

#[test]
fn a_table_grows_before_it_must_where_the_first_values_of_another_tell() {
    let mut counts = Counts::new(HashSeed::random(), 0);
    for (value, weight) in many(12_000) {
        counts.add(&value, weight);
    }
    let before = counts.memory();
    // Of a sixteenth 10 values were new, then 200: there will be 12,150, then 15,000.
    counts.reserve_for_merge(10, 16);
    assert_eq!(counts.memory(), before);
    counts.reserve_for_merge(200, 16);
    assert!(counts.memory() > before * 3 / 2);
    assert!(observed(&counts) == many(12_000));
}

#[test]
fn a_table_that_is_used_again_forgets_how_large_it_was() {
    let mut counts = Counts::new(HashSeed::random(), 0);
    for (value, weight) in many(12_000) {
        counts.add(&value, weight);
    }
    let full = counts.memory();
    counts.clear();
    assert_eq!(counts.memory(), counts.slots.len() as u64 * 32);
    counts.add(b"a", 1);
    counts.clear();
    assert!(counts.memory() < full / 64 && counts.is_empty());
}
