//! The section `makeup`: what a selection of the lines has in common, against all other lines.

use super::context::SectionContext;
use super::options::ContrastOptions;
use crate::aggregate::{Contrast, ContrastItem};
use crate::report::{Body, Cell, Note, Table};

/// Selected events that make an item worth a mark: MacroBase's least support and risk ratio.
const MARKED_EVENTS: u64 = 10;
const MARKED_SHARE: f64 = 0.01;
const MARKED_LIFT: f64 = 3.0;

/// The counts of an item and the shares they are of the two sides.
#[derive(Debug, Clone, Copy)]
struct ItemContrast<'a> {
    item: ContrastItem<'a>,
    /// Events that are not selected.
    out: u64,
    share_in: f64,
    share_out: f64,
}

impl<'a> ItemContrast<'a> {
    fn new(item: ContrastItem<'a>, contrast: &Contrast) -> Self {
        let out = item.all.saturating_sub(item.selected);
        let others = contrast.all().saturating_sub(contrast.selected());
        Self {
            item,
            out,
            share_in: share(item.selected, contrast.selected()),
            share_out: share(out, others),
        }
    }

    fn difference(&self) -> f64 {
        self.share_in - self.share_out
    }

    /// How many times more frequent the item is in the selection; `None` where only the selection
    /// has it.
    fn lift(&self) -> Option<f64> {
        (self.out > 0).then(|| self.share_in / self.share_out)
    }

    fn is_marked(&self) -> bool {
        self.item.selected >= MARKED_EVENTS
            && self.share_in >= MARKED_SHARE
            && self.lift().is_none_or(|lift| lift >= MARKED_LIFT)
    }
}

/// The section `makeup`: columns by divergence, items by the difference of their shares.
pub(super) fn makeup<'a>(context: &SectionContext<'a>, notes: &mut Vec<Note>) -> Option<Body<'a>> {
    let contrast = context.outcome.totals.contrast.as_ref()?;
    let ContrastOptions { columns: names, items: most, .. } = context.options.contrast.as_ref()?;
    let mut columns = Vec::new();
    for (name, items) in names.iter().zip(contrast.columns()) {
        let Some(items) = items else {
            notes.push(Note::new(format!("the column {name} has too many texts; it is left out")));
            continue;
        };
        let items = items.into_iter().map(|item| ItemContrast::new(item, contrast));
        let mut items: Vec<ItemContrast<'a>> = items.collect();
        items.sort_by(|one, other| {
            let by_size = other.difference().abs().total_cmp(&one.difference().abs());
            by_size.then_with(|| one.item.text.cmp(other.item.text))
        });
        columns.push((divergence(&items), name, items));
    }
    columns.sort_by(|one, other| other.0.total_cmp(&one.0).then_with(|| one.1.cmp(other.1)));
    let rows = columns.into_iter().flat_map(|(_, name, items)| {
        let shown = items.into_iter().take(most.unwrap_or(usize::MAX));
        shown.map(|item| row(name, item)).collect::<Vec<_>>()
    });
    let columns =
        ["column", "item", "in", "out", "share_in", "share_out", "lift", "difference", "marked"];
    Some(Body::Table(Table::new(columns, rows.collect())))
}

fn row<'a>(column: &'a str, item: ItemContrast<'a>) -> Vec<Cell<'a>> {
    vec![
        Cell::text(column),
        Cell::Text(item.item.text.into()),
        Cell::Count(item.item.selected),
        Cell::Count(item.out),
        Cell::Share(item.share_in),
        Cell::Share(item.share_out),
        Cell::number(item.lift()),
        Cell::Share(item.difference()),
        Cell::Flag(item.is_marked()),
    ]
}

/// Jensen-Shannon divergence of a column's texts in the selection and elsewhere, in bits, 0 to 1.
///
/// J. Lin, "Divergence measures based on the Shannon entropy", IEEE Transactions on Information
/// Theory 37, 1991: H((P + Q) / 2) - (H(P) + H(Q)) / 2.
fn divergence(items: &[ItemContrast<'_>]) -> f64 {
    let selected = items.iter().fold(0_u64, |sum, item| sum.saturating_add(item.item.selected));
    let others = items.iter().fold(0_u64, |sum, item| sum.saturating_add(item.out));
    if selected == 0 || others == 0 {
        return 0.0;
    }
    let entropy = |p: f64| if p > 0.0 { -p * p.log2() } else { 0.0 };
    let bits = items.iter().map(|item| {
        let (p, q) = (share(item.item.selected, selected), share(item.out, others));
        entropy(p.midpoint(q)) - entropy(p).midpoint(entropy(q))
    });
    bits.sum()
}

/// A part of a whole, 0 of an empty whole.
#[expect(clippy::cast_precision_loss, reason = "a share is a double")]
pub(super) fn share(part: u64, of: u64) -> f64 {
    if of == 0 { 0.0 } else { part as f64 / of as f64 }
}

#[cfg(test)]
mod tests {
    use super::{Contrast, ItemContrast, divergence};
    use crate::aggregate::HashSeed;
    use crate::event::Event;

    /// scipy: `jensenshannon([3/4, 1/4, 0], [1/8, 3/8, 4/8], base=2) ** 2`.
    #[test]
    fn divergence_equals_scipy() {
        let mut contrast = Contrast::new(HashSeed::random(), 1);
        for (text, selected, others) in [(b"a", 3, 1), (b"b", 1, 3), (b"c", 0, 4)] {
            for (weight, hit) in [(selected, true), (others, false)] {
                let event = Event { hit, ..Event::new(b"v", weight, None) };
                contrast.add(&event, &[Some(&text[..])]);
            }
        }
        let items = contrast.columns().next().flatten().unwrap();
        let items: Vec<_> =
            items.into_iter().map(|item| ItemContrast::new(item, &contrast)).collect();
        assert!((divergence(&items) - 0.43772109860314784).abs() < 1e-12);
        assert!((items[0].lift().unwrap() - 6.0).abs() < 1e-12);
        assert_eq!(items[2].lift(), Some(0.0));
    }
}
