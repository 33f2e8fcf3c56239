//! Two sets of events side by side, column by column: the rows of the section `makeup`.

use std::borrow::Cow;

use crate::aggregate::{Measure, NumberSides, Percentile, Precision};
use crate::number::Number;
use crate::report::Cell;

/// A marked item has at least this many selected events.
const MARKED_EVENTS: u64 = 10;
/// A marked item has at least this share of the selected events (the support of MacroBase).
const MARKED_SHARE: f64 = 0.01;
/// A marked item is at least this many times as frequent in the selection (the risk ratio of MacroBase).
const MARKED_LIFT: f64 = 3.0;

/// A text column of which all texts are numbers is contrasted by percentiles from this many texts on;
/// one of fewer texts is taken for codes.
const MIN_NUMBERS: usize = 20;

/// The percentiles by which numbers are contrasted.
const PERCENTILES: [(&str, Percentile); 3] =
    [("p50", Percentile::P50), ("p90", Percentile::P90), ("p99", Percentile::P99)];

/// How many events have a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct ItemSides<'a> {
    pub(super) text: &'a [u8],
    /// Selected events.
    pub(super) inside: u64,
    /// Other events.
    pub(super) outside: u64,
}

/// A column of both sets.
pub(super) enum ColumnSides<'a> {
    Texts(Vec<ItemSides<'a>>),
    Numbers(Cow<'a, NumberSides>),
}

/// How many events the sets have.
#[derive(Debug, Clone, Copy)]
pub(super) struct SetSizes {
    /// Selected events.
    pub(super) inside: u64,
    /// Other events.
    pub(super) outside: u64,
}

impl SetSizes {
    fn shares(self, item: ItemSides<'_>) -> (f64, f64) {
        (share(item.inside, self.inside), share(item.outside, self.outside))
    }

    /// The part of the selection that has the text less the part of the others.
    fn difference(self, item: ItemSides<'_>) -> f64 {
        let (inside, outside) = self.shares(item);
        inside - outside
    }
}

/// How many times more frequent a text is in the selection; `None` where only the selection has it.
fn lift(item: ItemSides<'_>, sizes: SetSizes) -> Option<f64> {
    let (inside, outside) = sizes.shares(item);
    (item.outside > 0).then(|| inside / outside)
}

fn is_marked(item: ItemSides<'_>, sizes: SetSizes) -> bool {
    let (inside, _) = sizes.shares(item);
    item.inside >= MARKED_EVENTS
        && inside >= MARKED_SHARE
        && lift(item, sizes).is_none_or(|lift| lift >= MARKED_LIFT)
}

/// The rows of `makeup`: columns by divergence, of each at most `most` items by the difference of
/// their shares.
pub(super) fn makeup_rows<'a>(
    columns: Vec<(&'a str, ColumnSides<'a>)>,
    sizes: SetSizes,
    most: Option<usize>,
) -> Vec<Vec<Cell<'a>>> {
    let with_divergence = |(name, column): (&'a str, ColumnSides<'a>)| {
        let column = numeric(column);
        let divergence = match &column {
            ColumnSides::Texts(items) => {
                divergence(items.iter().map(|item| (item.inside, item.outside)))
            }
            ColumnSides::Numbers(sides) => divergence(bands(sides).into_iter()),
        };
        (divergence, name, column)
    };
    let mut columns: Vec<_> = columns.into_iter().map(with_divergence).collect();
    columns.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(other.1)));
    let rows = columns.into_iter().flat_map(|(_, name, column)| match column {
        ColumnSides::Texts(items) => text_rows(name, items, sizes, most),
        ColumnSides::Numbers(sides) => number_rows(name, &sides),
    });
    rows.collect()
}

fn text_rows<'a>(
    name: &'a str,
    items: Vec<ItemSides<'a>>,
    sizes: SetSizes,
    most: Option<usize>,
) -> Vec<Vec<Cell<'a>>> {
    let mut ranked: Vec<(f64, ItemSides<'a>)> =
        items.into_iter().map(|item| (sizes.difference(item).abs(), item)).collect();
    let order = |one: &(f64, ItemSides<'_>), other: &(f64, ItemSides<'_>)| {
        other.0.total_cmp(&one.0).then_with(|| one.1.text.cmp(other.1.text))
    };
    // To sort all texts of a column takes longer than to count them.
    if let Some(most) = most.filter(|most| *most < ranked.len()) {
        ranked.select_nth_unstable_by(most, order);
        ranked.truncate(most);
    }
    ranked.sort_unstable_by(order);
    let row = |item: ItemSides<'a>| {
        let (inside, outside) = sizes.shares(item);
        vec![
            Cell::text(name),
            Cell::Text(item.text.into()),
            Cell::Count(item.inside),
            Cell::Count(item.outside),
            Cell::Share(inside),
            Cell::Share(outside),
            Cell::number(lift(item, sizes)),
            Cell::Share(sizes.difference(item)),
            Cell::Flag(is_marked(item, sizes)),
        ]
    };
    ranked.into_iter().map(|(_, item)| row(item)).collect()
}

/// A row a percentile: `in` and `out` are the percentile of each set, `lift` their quotient.
fn number_rows<'a>(name: &'a str, sides: &NumberSides) -> Vec<Vec<Cell<'a>>> {
    let [selected, others] = [&sides.selected, &sides.others]
        .map(|side| side.percentiles(PERCENTILES.map(|(_, percentile)| percentile)));
    let row = |label: &'static str, inside: Option<f64>, outside: Option<f64>| {
        let both = inside.zip(outside);
        let lift = both.map(|(inside, outside)| inside / outside).filter(|lift| lift.is_finite());
        let is_marked = sides.selected.count() >= MARKED_EVENTS
            && lift.is_some_and(|lift| lift >= MARKED_LIFT || lift <= 1.0 / MARKED_LIFT);
        vec![
            Cell::text(name),
            Cell::text(label),
            Cell::number(inside),
            Cell::number(outside),
            Cell::Missing,
            Cell::Missing,
            Cell::number(lift),
            Cell::number(both.map(|(inside, outside)| inside - outside)),
            Cell::Flag(is_marked),
        ]
    };
    match sides.selected.count() + sides.others.count() {
        0 => Vec::new(),
        _ => {
            let figures = selected.into_iter().zip(others);
            let rows = PERCENTILES.into_iter().zip(figures);
            rows.map(|((label, _), (inside, outside))| row(label, inside, outside)).collect()
        }
    }
}

/// A column of texts that are all numbers, and many, as numbers.
fn numeric(column: ColumnSides<'_>) -> ColumnSides<'_> {
    let ColumnSides::Texts(items) = column else { return column };
    let read = |item: &ItemSides<'_>| match item.text {
        b"" | b"-" => Some(None),
        text => Number::read(text).map(Some),
    };
    if items.len() < MIN_NUMBERS {
        return ColumnSides::Texts(items);
    }
    let Some(numbers) = items.iter().map(read).collect::<Option<Vec<_>>>() else {
        return ColumnSides::Texts(items);
    };
    let side = |count: fn(&ItemSides<'_>) -> u64| {
        let mut measure = Measure::new(Precision::DEFAULT);
        for (number, item) in numbers.iter().zip(&items) {
            if let Some(number) = number {
                measure.add(number, count(item));
            }
        }
        measure
    };
    let (selected, others) = (side(|item| item.inside), side(|item| item.outside));
    ColumnSides::Numbers(Cow::Owned(NumberSides { selected, others }))
}

/// The numbers of both sets between the percentiles of the others.
fn bands(sides: &NumberSides) -> [(u64, u64); 4] {
    let limits = sides.others.percentiles(PERCENTILES.map(|(_, percentile)| percentile));
    let limits = limits.map(|limit| limit.unwrap_or(f64::INFINITY));
    let counts = |measure: &Measure| {
        let cells = measure.cells();
        // Cells and limits ascend, so each limit cuts off the cells of one band.
        let mut rest = cells.as_slice();
        let mut count_up_to = |limit: f64| {
            let end = rest.partition_point(|cell| cells.value(cell) <= limit);
            let (band, above) = rest.split_at(end);
            rest = above;
            band.iter().fold(0_u64, |count, cell| count.saturating_add(cell.count))
        };
        let [first, second, third] = limits.map(&mut count_up_to);
        [first, second, third, count_up_to(f64::INFINITY)]
    };
    let (inside, outside) = (counts(&sides.selected), counts(&sides.others));
    std::array::from_fn(|band| (inside[band], outside[band]))
}

/// Jensen-Shannon divergence of two distributions, given by how many events of each set are of each
/// kind; in bits, 0 to 1.
///
/// J. Lin, "Divergence measures based on the Shannon entropy", IEEE Transactions on Information
/// Theory 37, 1991: H((P + Q) / 2) - (H(P) + H(Q)) / 2.
///
/// Kinds with equal numbers of events are added up together, in the order of the numbers. The sum
/// therefore does not depend on the order of the kinds.
fn divergence(kinds: impl Iterator<Item = (u64, u64)>) -> f64 {
    let mut kinds: Vec<(u64, u64)> = kinds.collect();
    kinds.sort_unstable();
    let sum = |sums: (u64, u64), kind: &(u64, u64)| {
        (sums.0.saturating_add(kind.0), sums.1.saturating_add(kind.1))
    };
    let (all_inside, all_outside) = kinds.iter().fold((0, 0), sum);
    if all_inside == 0 || all_outside == 0 {
        return 0.0;
    }
    let entropy = |p: f64| if p > 0.0 { -p * p.log2() } else { 0.0 };
    let bits = kinds.chunk_by(PartialEq::eq).filter_map(|alike| {
        let (inside, outside) = *alike.first()?;
        let (p, q) = (share(inside, all_inside), share(outside, all_outside));
        let bits = entropy(p.midpoint(q)) - entropy(p).midpoint(entropy(q));
        Some(bits * alike.len() as f64)
    });
    bits.sum()
}

/// A part of a whole, 0 of an empty whole.
pub(super) fn share(part: u64, of: u64) -> f64 {
    if of == 0 { 0.0 } else { part as f64 / of as f64 }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::{any, prop_assert_eq, proptest};

    use super::{
        ColumnSides, ItemSides, Measure, Number, NumberSides, Precision, SetSizes, bands,
        divergence, is_marked, lift, numeric,
    };

    proptest! {
        #[test]
        fn bands_hold_the_numbers_between_the_percentiles_of_the_others(
            numbers in proptest::collection::vec((-300..300_i32, any::<bool>()), 0..250),
        ) {
            let mut sides = [(); 2].map(|()| Measure::new(Precision::DEFAULT));
            for (number, is_selected) in &numbers {
                let number = Number::read(number.to_string().as_bytes()).unwrap();
                sides[usize::from(!is_selected)].add(&number, 1);
            }
            let [selected, others] = sides;
            // By nearest rank; a percentile of fewer than 100 / (100 - p) numbers is not known.
            let mut sorted: Vec<i32> = numbers.iter().filter(|own| !own.1).map(|own| own.0).collect();
            sorted.sort_unstable();
            let limit = |percent: usize| match sorted.len() {
                count if count * (100 - percent) < 100 => i32::MAX,
                count => sorted[(count * percent).div_ceil(100) - 1],
            };
            let limits = [50, 90, 99].map(limit);
            let mut expected = [(0, 0); 4];
            for (number, is_selected) in &numbers {
                let band = &mut expected[limits.iter().filter(|limit| number > limit).count()];
                if *is_selected { band.0 += 1 } else { band.1 += 1 }
            }
            prop_assert_eq!(bands(&NumberSides { selected, others }), expected);
        }
    }

    /// scipy: `jensenshannon([3/4, 1/4, 0], [1/8, 3/8, 4/8], base=2) ** 2`.
    #[test]
    fn divergence_equals_scipy() {
        let kinds = [(3, 1), (1, 3), (0, 4)];
        assert!((divergence(kinds.into_iter()) - 0.43772109860314784).abs() < 1e-12);
        assert!(divergence([(3, 0), (1, 0)].into_iter()).abs() < 1e-12);
    }

    #[test]
    fn few_events_are_not_marked_and_an_item_of_the_selection_alone_has_no_lift() {
        let sizes = SetSizes { inside: 40, outside: 80 };
        let item = |inside, outside| ItemSides { text: b"x", inside, outside };
        assert!((lift(item(30, 10), sizes).unwrap() - 6.0).abs() < 1e-12);
        assert_eq!(lift(item(9, 0), sizes), None);
        let marked =
            [(30, 10), (30, 40), (9, 0), (10, 0)].map(|(a, b)| is_marked(item(a, b), sizes));
        assert_eq!(marked, [true, false, false, true]);
    }

    #[test]
    fn many_different_numbers_are_numbers_and_few_are_codes() {
        let texts: Vec<String> = (0..40).map(|number| format!("0.{number:02}")).collect();
        let items = |count: usize| {
            let texts = texts[..count].iter();
            texts
                .map(|text| ItemSides { text: text.as_bytes(), inside: 1, outside: 2 })
                .collect::<Vec<_>>()
        };
        assert!(matches!(numeric(ColumnSides::Texts(items(40))), ColumnSides::Numbers(_)));
        assert!(matches!(numeric(ColumnSides::Texts(items(5))), ColumnSides::Texts(_)));
        let mut mixed = items(40);
        mixed[7].text = b"/cart";
        assert!(matches!(numeric(ColumnSides::Texts(mixed)), ColumnSides::Texts(_)));
    }
}
