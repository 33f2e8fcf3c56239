//! The values nearest to one that no line has.

use std::net::IpAddr;

use crate::analysis::context::SectionContext;
use crate::condition::{Subject, address};
use crate::event::tuple_text;

/// How many are named.
const NAMED: usize = 3;

/// The sentence that no line has the value.
pub(super) fn absent(context: &SectionContext<'_>, wanted: &Subject) -> String {
    let counts = &context.outcome.totals.counts;
    let columns = context.outcome.schema.tuple.len().max(1);
    let values = counts.records().map(|record| tuple_text(counts.get(record).0, columns));
    let mut found: Vec<(u128, &[u8])> = match wanted.address() {
        Some(own) => values.filter_map(|value| Some((gap(own, address(value)?)?, value))).collect(),
        None => {
            let text = wanted.text().to_ascii_lowercase();
            let values = values.filter_map(|value| Some((unlikeness(&text, value)?, value)));
            values.collect()
        }
    };
    found.sort_unstable();
    found.dedup_by_key(|(_, value)| *value);
    let text = String::from_utf8_lossy(wanted.text());
    let names: Vec<_> =
        found.iter().take(NAMED).map(|(_, value)| String::from_utf8_lossy(value)).collect();
    match names.is_empty() {
        true => format!("no line has the value {text}"),
        false => format!("no line has the value {text}; nearest: {}", names.join(", ")),
    }
}

/// Addresses between two of one family.
fn gap(one: IpAddr, other: IpAddr) -> Option<u128> {
    match (one, other) {
        (IpAddr::V4(one), IpAddr::V4(other)) => {
            Some(u128::from(one.to_bits().abs_diff(other.to_bits())))
        }
        (IpAddr::V6(one), IpAddr::V6(other)) => Some(one.to_bits().abs_diff(other.to_bits())),
        _ => None,
    }
}

/// How unlike a value is to a text in small letters, by the pairs of neighbouring bytes that only one
/// of both has, per mille (L. R. Dice, "Measures of the amount of ecologic association between
/// species", Ecology 26, 1945). `None` where they share too few.
fn unlikeness(text: &[u8], value: &[u8]) -> Option<u128> {
    let value = value.to_ascii_lowercase();
    let pairs = |bytes: &[u8]| {
        let mut pairs: Vec<[u8; 2]> = bytes.windows(2).map(|two| [two[0], two[1]]).collect();
        pairs.sort_unstable();
        pairs
    };
    let (ours, theirs) = (pairs(text), pairs(&value));
    let all = ours.len() + theirs.len();
    let (mut shared, mut rest) = (0, theirs.as_slice());
    for pair in ours {
        let at = rest.partition_point(|other| *other < pair);
        rest = rest.get(at..)?;
        if rest.first() == Some(&pair) {
            (shared, rest) = (shared + 2, &rest[1..]);
        }
    }
    // A third of the pairs in common.
    (all > 0 && shared * 3 >= all).then(|| 1_000 - (shared * 1_000 / all) as u128)
}

#[cfg(test)]
mod tests {
    use super::unlikeness;

    #[test]
    fn texts_are_alike_by_their_pairs() {
        assert_eq!(unlikeness(b"/cart", b"/Cart"), Some(0));
        assert!(unlikeness(b"/cart", b"/carts") < unlikeness(b"/cart", b"/car/list"));
        assert_eq!(unlikeness(b"/cart", b"/login"), None);
        assert_eq!(unlikeness(b"", b""), None);
    }
}
