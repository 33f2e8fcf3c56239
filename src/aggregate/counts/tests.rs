//! Counts of any split, in any order, are the same.

use std::collections::BTreeMap;

use proptest::prelude::{Just, Strategy, any, prop_oneof, proptest};

use super::{Counts, HashSeed};
use crate::event::Event;

fn observed(counts: &Counts) -> BTreeMap<Vec<u8>, u64> {
    counts.records().map(|record| counts.get(record)).map(|(v, n)| (v.to_vec(), n)).collect()
}

fn value() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        proptest::collection::vec(any::<u8>(), 0..3),
        Just(Vec::new()),
        Just(vec![b'x'; 100]),
    ]
}

proptest! {
    #[test]
    fn any_grouping_of_any_split_merges_to_the_same_counts(
        events in proptest::collection::vec((value(), 0..5_u64, 0..4_usize), 0..200),
        left_first in any::<bool>(),
    ) {
        let seed = HashSeed::random();
        let mut expected = BTreeMap::new();
        let mut parts: Vec<Counts> = (0..4).map(|_| Counts::new(seed, 0)).collect();
        let mut events_of: Vec<Vec<Event<'_>>> = vec![Vec::new(); 4];
        for (value, weight, part) in &events {
            *expected.entry(value.clone()).or_insert(0) += weight;
            parts[*part].add(value, *weight);
            events_of[*part].push(Event { value, weight: *weight, at: None });
        }
        for (part, events) in parts.iter().zip(&events_of) {
            let mut together = Counts::new(seed, 0);
            together.add_all(events, |_, _| ());
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
    let all: Vec<_> = counts.records().map(|record| counts.get(record)).collect();
    assert_eq!(all, [(&b"a"[..], u64::MAX)]);
}
