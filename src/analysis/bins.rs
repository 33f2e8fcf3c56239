//! The edges of the bins of a histogram: as asked for, or chosen by the numbers. The rules are
//! documented at [`super::numeric_histogram::histogram`], the only caller.

use super::edges::{RoundWidth, logarithmic, tens};
use crate::aggregate::{Cells, GridCell, Percentile};
use crate::number::Decimal;

/// The most bins there can be, asked for or not.
const MAX_BINS: u32 = 10_000;

/// How bins grow.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Scale {
    /// Chosen by the numbers: linear, else logarithmic, else linear without the tails.
    #[default]
    Auto,
    /// Equal widths.
    Linear,
    /// Nearly equal factors from edge to edge; mirrored below 0, with one bin around 0.
    Log,
}

/// The options of a histogram.
#[derive(Debug, Clone, Copy)]
pub struct HistogramOptions {
    /// How bins grow.
    pub scale: Scale,
    /// The number of bins (`--bins`): at most this many, and nearly as many.
    pub bins: Option<u32>,
    /// The width of the bins (`--bin-width`), whose edges are its multiples; it makes them linear.
    pub(crate) width: Option<Decimal>,
    /// The range of numbers that have a bin (`--range`), both ends included.
    pub range: Option<(f64, f64)>,
    /// The most bins if `bins` is `None`: as many as a screen shows.
    pub(crate) most: u32,
}

impl Default for HistogramOptions {
    fn default() -> Self {
        Self { scale: Scale::Auto, bins: None, width: None, range: None, most: 20 }
    }
}

/// The bins that are to be filled.
pub(super) struct Plan {
    pub(super) edges: Vec<f64>,
    pub(super) scale: Scale,
    /// Tails were left out ([`super::numeric_histogram::HistogramBins::trimmed`]).
    pub(super) trimmed: bool,
    /// The width asked for was widened ([`super::numeric_histogram::HistogramBins::widened`]).
    pub(super) widened: bool,
}

impl Plan {
    const fn new(edges: Vec<f64>, scale: Scale) -> Self {
        Self { edges, scale, trimmed: false, widened: false }
    }

    /// The distance, in bins, between the bin of `low` and the bin of `high`.
    fn apart(&self, low: f64, high: f64) -> usize {
        let place = |value| self.edges.partition_point(|edge| *edge <= value);
        place(high).saturating_sub(place(low))
    }

    fn widest(&self) -> f64 {
        self.edges.windows(2).map(|edge| edge[1] - edge[0]).fold(0.0, f64::max)
    }
}

/// The numbers and options that the bins are chosen by.
pub(super) struct Data<'a> {
    pub(super) cells: &'a Cells,
    /// The cells in the range; at least one.
    pub(super) seen: &'a [GridCell],
    /// All numbers are multiples of 10 to this power.
    pub(super) finest: i16,
    pub(super) options: &'a HistogramOptions,
}

impl Data<'_> {
    pub(super) fn plan(&self) -> Plan {
        if self.seen.is_empty() {
            return Plan::new(Vec::new(), Scale::Linear);
        }
        if let Some(step) = self.options.width.and_then(RoundWidth::exactly) {
            return self.given(step);
        }
        match self.options.scale {
            Scale::Linear => self.linear(self.ends(), self.most()),
            Scale::Log => self.log(),
            Scale::Auto => self.auto(),
        }
    }

    fn auto(&self) -> Plan {
        let (quarter, three_quarters) = self.middle();
        let spread = three_quarters - quarter;
        let (low, high) = self.ends();
        let linear = self.linear((low, high), self.wanted(low, high, spread));
        // A bin this wide is as fine as the numbers, or half as wide as their middle half.
        let fine = (self.unit() * 1.5).max(spread / 2.0);
        if linear.widest() <= fine || linear.edges.len() <= 2 {
            return linear;
        }
        if low >= 0.0 {
            let log = self.log();
            if log.apart(quarter, three_quarters) >= 2 {
                return log;
            }
        }
        let fences = quarter - 3.0 * spread..=three_quarters + 3.0 * spread;
        let mut within = self.values().filter(|value| fences.contains(value));
        let first = within.next().unwrap_or(low);
        let last = within.next_back().unwrap_or(first);
        let trimmed = self.linear((first, last), self.wanted(first, last, spread));
        // If the middle half lies in one bin because cells are coarse, leaving tails out shows nothing
        // more.
        if trimmed.apart(quarter, three_quarters) == 0 {
            return linear;
        }
        Plan { trimmed: low < first || last < high, ..trimmed }
    }

    /// The numbers that stand for the cells seen, ascending.
    fn values(&self) -> impl DoubleEndedIterator<Item = f64> {
        self.seen.iter().map(|cell| self.cells.value(cell))
    }

    /// The power of ten that all numbers are multiples of.
    fn unit(&self) -> f64 {
        tens(1, self.finest)
    }

    /// How many bins the rule of the automatic scale makes of numbers from `low` to `high`.
    fn wanted(&self, low: f64, high: f64, iqr: f64) -> u32 {
        let n = self.count() as f64;
        let (quarter, three_quarters) = self.quantiles(25, 75);
        let bins = if three_quarters > quarter {
            (high - low) / (2.0 * iqr / n.cbrt())
        } else {
            1.0 + n.log2()
        };
        if self.options.bins.is_some() || bins > f64::from(self.most()) {
            return self.most();
        }
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "from 1 to most, above"
        )]
        let bins = bins.ceil().max(1.0) as u32;
        bins
    }

    /// The quartiles; if they are equal, the narrowest usual pair of percentiles that differ.
    fn middle(&self) -> (f64, f64) {
        let pairs = [(25, 75), (10, 90), (5, 95), (1, 99), (0, 100)];
        let pairs = pairs.map(|(low, high)| self.quantiles(low, high));
        pairs.into_iter().find(|(low, high)| low < high).unwrap_or(pairs[0])
    }

    /// Two percentiles of the numbers seen, by nearest rank.
    fn quantiles(&self, low: u8, high: u8) -> (f64, f64) {
        let n = self.count();
        let at = |percent| {
            let (rank, mut below) = (Percentile::whole(percent).rank(n), 0_u64);
            let cell = self.seen.iter().find(|cell| {
                below = below.saturating_add(cell.count);
                below >= rank
            });
            cell.map_or(0.0, |cell| self.cells.value(cell))
        };
        (at(low), at(high))
    }

    fn count(&self) -> u64 {
        self.seen.iter().fold(0, |count, cell| count.saturating_add(cell.count))
    }

    /// The first and the last edge: of the range asked for, whose end belongs to the last bin, or else
    /// of the numbers.
    fn ends(&self) -> (f64, f64) {
        let value = |cell: Option<&GridCell>| cell.map_or(0.0, |cell| self.cells.value(cell));
        match self.options.range {
            Some((low, high)) => (low, high.next_down().max(low)),
            None => (value(self.seen.first()), value(self.seen.last())),
        }
    }

    fn most(&self) -> u32 {
        self.options.bins.unwrap_or(self.options.most).clamp(1, MAX_BINS)
    }

    fn given(&self, mut step: RoundWidth) -> Plan {
        let mut coarse: Vec<(f64, f64)> = self
            .seen
            .iter()
            .map(|cell| (cell.low.abs().min(cell.high.abs()), cell.high - cell.low))
            .collect();
        coarse.sort_by(|a, b| a.0.total_cmp(&b.0));
        // The width of a cell doubles with each power of two of the numbers; the width of an empty
        // cell doubles, too.
        let cell_width = |size: f64| {
            let at = coarse.partition_point(|(near, _)| *near <= size);
            let Some((near, width)) = coarse.get(at.saturating_sub(1)) else { return 0.0 };
            if size > *near && *near > 0.0 {
                width * (size / near).log2().floor().exp2()
            } else {
                *width
            }
        };
        let mut widened = false;
        loop {
            if let Some(edges) = step.edges_of_cells(self.ends(), cell_width, MAX_BINS) {
                let edges = self.clipped(edges);
                return Plan { widened, ..Plan::new(edges, Scale::Linear) };
            }
            (step, widened) = (step.widened(), true);
        }
    }

    fn linear(&self, (low, high): (f64, f64), most: u32) -> Plan {
        let here = self.seen.iter().filter(|cell| cell.high >= low && cell.low <= high);
        let cell = here.map(|cell| cell.high - cell.low).fold(0.0, f64::max);
        // 0 is an edge at every width, so that numbers of both signs take at least two bins. If one
        // bin is asked for, the two are joined.
        let needed = if low < 0.0 && high >= 0.0 { 2 } else { 1 };
        let step = RoundWidth::round(low, high, most.max(needed), cell, self.finest);
        let mut edges = step.edges(low, high);
        if most < needed && edges.len() > 2 {
            edges.drain(1..edges.len() - 1);
        }
        Plan::new(self.clipped(edges), Scale::Linear)
    }

    fn log(&self) -> Plan {
        let mut most = self.most();
        let mut edges = self.log_edges(most);
        // The limit holds for the bins of negative and positive numbers together.
        while edges.len() > self.most() as usize + 1 && most > 1 {
            most = most / 4 * 3 + most % 4 / 2;
            edges = self.log_edges(most);
        }
        // If the edges are still too many, neighbouring bins are joined.
        let apart = edges.len().saturating_sub(1).div_ceil(self.most() as usize).max(1);
        let last = edges.last().copied();
        edges = edges.into_iter().step_by(apart).collect();
        if let Some(last) = last.filter(|last| edges.last().is_some_and(|kept| kept < last)) {
            edges.push(last);
        }
        if edges.len() < 2 {
            return self.linear(self.ends(), self.most());
        }
        Plan::new(self.clipped(edges), Scale::Log)
    }

    /// Edges for the sizes of numbers, mirrored for negative numbers. The range between the
    /// negative and the positive number nearest to 0 is one bin, and holds the zeros.
    fn log_edges(&self, most: u32) -> Vec<f64> {
        let (low, high) = self.ends();
        let above = self.values().find(|value| *value > 0.0).map(|least| low.max(least.min(high)));
        let below = self.values().rfind(|value| *value < 0.0);
        let below = below.map(|least| -high.min(least.max(low)));
        let mut edges = Vec::new();
        if let Some(least) = below {
            // A bin ends before its upper edge: the mirrored edge must be smaller, not equal.
            let sizes = self.sizes(least.next_down(), -low, most);
            edges.extend(sizes.iter().rev().map(|size| -size));
        }
        let zero = self.seen.iter().any(|cell| cell.low >= 0.0 && cell.high <= 0.0);
        if zero && (above.is_none() || below.is_none()) {
            edges.push(0.0);
        }
        edges.extend(above.map(|least| self.sizes(least, high, most)).unwrap_or_default());
        edges
    }

    /// Logarithmic edges. After the first edge only multiples of the unit of the numbers are kept:
    /// between finer edges no number can lie.
    fn sizes(&self, low: f64, high: f64, most: u32) -> Vec<f64> {
        let mut edges = logarithmic(low, high, most);
        let unit = self.unit();
        let is_multiple = |edge: f64| {
            let times = edge / unit;
            // Beyond 1e16 every double is a multiple.
            times > 1e16 || (times - times.round()).abs() <= times * 1e-9
        };
        edges.retain(|edge| *edge <= low || is_multiple(*edge));
        edges
    }

    /// Edges beyond the range asked for give way to its ends.
    fn clipped(&self, mut edges: Vec<f64>) -> Vec<f64> {
        let Some((low, high)) = self.options.range else { return edges };
        edges.retain(|edge| low < *edge && *edge < high);
        edges.insert(0, low);
        edges.push(high);
        edges
    }
}
