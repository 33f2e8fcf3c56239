//! The section `rollup`: address blocks that are heavy though no address in them is.
//!
//! Exact hierarchical heavy hitters: G. Cormode, F. Korn, S. Muthukrishnan and D. Srivastava,
//! "Finding hierarchical heavy hitters in data streams", VLDB 2003. From the addresses up, a block
//! is heavy when what is left of it, without the heavy blocks inside, reaches the threshold.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::net::IpAddr;

use ipnetwork::IpNetwork;

use super::context::{Built, SectionContext};
use super::need::Need;
use crate::condition::block_around;
use crate::event::tuple_text;
use crate::report::{Cell, Table};

/// Prefix lengths of IPv4 and IPv6, from the leaves up.
const LEVELS: [(u8, u8); 4] = [(32, 128), (24, 64), (16, 48), (8, 32)];

/// The columns of the section, before the columns of `--ratio`.
const COLUMNS: [&str; 7] =
    ["prefix", "count", "residual", "share", "values", "top_value", "top_share"];

/// A block while blocks are joined upwards: the sums of its light blocks and addresses.
#[derive(Debug, Clone, Copy, Default)]
struct PrefixCounts<'a> {
    /// Events of all addresses inside.
    count: u128,
    /// Events of the addresses that are in no heavy block inside.
    residual: u128,
    /// Values of which the residual is made.
    values: u64,
    /// The value with the most events, and its events.
    top: Option<(&'a [u8], u64)>,
    /// Events of all addresses inside that meet the condition of `--ratio`.
    hits: u128,
}

impl<'a> PrefixCounts<'a> {
    fn add(&mut self, other: Self) {
        self.count += other.count;
        self.residual += other.residual;
        self.values += other.values;
        self.hits += other.hits;
        let is_more = |one: (&[u8], u64), best: (&[u8], u64)| {
            one.1 > best.1 || (one.1 == best.1 && one.0 < best.0)
        };
        match (self.top, other.top) {
            (Some(best), Some(one)) if !is_more(one, best) => {}
            (_, Some(one)) => self.top = Some(one),
            (_, None) => {}
        }
    }

    /// The sums that a heavy block passes to the block around it.
    fn handed_on(self) -> Self {
        Self { count: self.count, hits: self.hits, ..Self::default() }
    }
}

/// The section `rollup`; `None` while counts are approximate.
pub(super) fn build<'a>(context: &SectionContext<'a>) -> Option<Built<'a>> {
    let share = context.options.rollup?;
    if !context.has_all_values() {
        context.note("--rollup: the counts are approximate, so blocks cannot be told");
        return None;
    }
    let totals = &context.outcome.totals;
    let counts = &totals.counts;
    let columns = context.outcome.schema.tuple.len().max(1);
    let mut leaves: BTreeMap<IpNetwork, PrefixCounts<'a>> = BTreeMap::new();
    let mut others = PrefixCounts::default();
    let mut total = 0_u128;
    for entry in counts.entries() {
        let (value, count) = counts.get(entry);
        let text = tuple_text(value, columns);
        total += u128::from(count);
        let events = u128::from(count);
        let hits = totals.hits(entry).map_or(0, u128::from);
        let top = Some((text, count));
        let leaf = PrefixCounts { count: events, residual: events, values: 1, top, hits };
        match address(text) {
            Some(address) => leaves.entry(address.into()).or_default().add(leaf),
            None => others.add(leaf),
        }
    }
    if leaves.is_empty() && others.values > 0 {
        context.note(
            "--rollup: no value is an address; -k client counts the clients of a log whose format is known",
        );
    }
    let mut rows = heavy(leaves, threshold(total, share));
    if others.values > 0 {
        rows.push(("-".to_owned(), others));
    }
    rows.sort_by(|(one, first), (other, second)| {
        second.residual.cmp(&first.residual).then_with(|| one.cmp(other))
    });
    let has_hits = Need::Ratio.is_met(context.options);
    let row = |(prefix, block)| row(prefix, block, total, has_hits);
    let rows: Vec<Vec<Cell<'a>>> = rows.into_iter().map(row).collect();
    let ratio = ["hits", "ratio"].into_iter().filter(|_| has_hits);
    let columns = COLUMNS.into_iter().chain(ratio).map(Cow::Borrowed).collect();
    Some(Built::Table(Table { columns, rows: Box::new(rows) }))
}

/// The heavy blocks of all levels.
fn heavy(
    leaves: BTreeMap<IpNetwork, PrefixCounts<'_>>,
    threshold: f64,
) -> Vec<(String, PrefixCounts<'_>)> {
    let mut found = Vec::new();
    let mut blocks = leaves;
    for (v4, v6) in LEVELS {
        let mut wider: BTreeMap<IpNetwork, PrefixCounts<'_>> = BTreeMap::new();
        for (prefix, block) in blocks {
            let around = block_around(prefix.ip(), if prefix.is_ipv4() { v4 } else { v6 });
            wider.entry(around.unwrap_or(prefix)).or_default().add(block);
        }
        for (prefix, block) in &mut wider {
            if block.residual > 0 && float(block.residual) >= threshold {
                found.push((prefix.to_string(), *block));
                *block = block.handed_on();
            }
        }
        blocks = wider;
    }
    found
}

fn row<'a>(prefix: String, block: PrefixCounts<'a>, total: u128, has_hits: bool) -> Vec<Cell<'a>> {
    let share = |part: u128, of: u128| {
        if of > 0 { Cell::Share(float(part) / float(of)) } else { Cell::Missing }
    };
    let (top, top_share) = match block.top {
        Some((value, count)) => (Cell::Text(value.into()), share(count.into(), block.residual)),
        None => (Cell::Missing, Cell::Missing),
    };
    let mut row = vec![
        Cell::text(prefix),
        Cell::count(block.count),
        Cell::count(block.residual),
        share(block.residual, total),
        Cell::Count(block.values),
        top,
        top_share,
    ];
    if has_hits {
        row.extend([Cell::count(block.hits), share(block.hits, block.count)]);
    }
    row
}

/// A value as an address; an IPv4 address written as IPv6 is the IPv4 address.
fn address(text: &[u8]) -> Option<IpAddr> {
    let address: IpAddr = std::str::from_utf8(text).ok()?.trim().parse().ok()?;
    Some(address.to_canonical())
}

/// The events that make a block heavy.
fn threshold(total: u128, share: f64) -> f64 {
    share * float(total)
}

fn float(count: u128) -> f64 {
    count as f64
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{PrefixCounts, address, heavy};
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    fn blocks(counts: &[(&'static str, u64)]) -> Vec<(String, u128, u128, u64)> {
        let mut leaves: BTreeMap<_, PrefixCounts<'_>> = BTreeMap::new();
        for (text, count) in counts {
            let own = address(text.as_bytes()).unwrap();
            let events = u128::from(*count);
            let top = Some((text.as_bytes(), *count));
            let leaf = PrefixCounts { count: events, residual: events, values: 1, top, hits: 0 };
            leaves.entry(own.into()).or_default().add(leaf);
        }
        let total: u64 = counts.iter().map(|(_, count)| count).sum();
        let found = heavy(leaves, super::threshold(total.into(), 0.1));
        found.into_iter().map(|(p, b)| (p, b.count, b.residual, b.values)).collect()
    }

    #[test]
    fn a_block_is_heavy_without_its_heavy_parts() {
        let counts = [
            ("203.0.113.7", 50),
            ("203.0.113.8", 4),
            ("203.0.113.9", 5),
            ("203.0.200.1", 6),
            ("2001:db8::1", 9),
            ("2001:db8:0:0:9::", 8),
            ("198.51.100.1", 18),
        ];
        let expected = [
            ("198.51.100.1/32".to_owned(), 18, 18, 1),
            ("203.0.113.7/32".to_owned(), 50, 50, 1),
            ("2001:db8::/64".to_owned(), 17, 17, 2),
            ("203.0.0.0/16".to_owned(), 65, 15, 3),
        ];
        assert_eq!(blocks(&counts), expected);
    }

    proptest! {
        #[test]
        fn residuals_never_count_an_event_twice(
            counts in proptest::collection::vec((0_u8..4, 0_u8..4, 0_u8..8, 1_u64..50), 1..40),
        ) {
            let mut leaves: BTreeMap<_, PrefixCounts<'_>> = BTreeMap::new();
            let mut total = 0_u128;
            for (b, c, d, count) in counts {
                let own = std::net::IpAddr::from([10, b, c, d]);
                let events = u128::from(count);
                total += events;
                let leaf = PrefixCounts { count: events, residual: events, values: 1, top: None, hits: 0 };
                leaves.entry(own.into()).or_default().add(leaf);
            }
            let threshold = super::threshold(total, 0.05);
            let found = heavy(leaves, threshold);
            let sum: u128 = found.iter().map(|(_, block)| block.residual).sum();
            prop_assert!(sum <= total);
            for (_, block) in &found {
                prop_assert!(super::float(block.residual) >= threshold);
                prop_assert!(block.residual <= block.count);
            }
            let whole = found.iter().filter(|(prefix, _)| prefix == "10.0.0.0/8");
            prop_assert_eq!(whole.map(|(_, block)| block.count).find(|count| *count != total), None);
        }
    }
}
