//! The distribution of measured numbers: one line of figures above the values, or, with -N, figures
//! and bars in place of the values.

use crate::render::{bar::bar, fit, number, plain};
use crate::report::{Cell, Report, Table};

use super::canvas::{Canvas, OptionalText, Paint};

/// The longest bar, in columns.
const MAX_BAR_WIDTH: usize = 100;
/// With fewer columns for bars, no bars are drawn.
const MIN_BAR_WIDTH: usize = 4;
/// Columns of the mark on bars that hold outliers, and the blank behind it.
const MARK: usize = 2;
/// Blanks between columns.
const GAP: usize = 2;
/// Stands between the two ends of a bin.
const TO: &str = " to ";
/// The figures besides the percentiles, in the order shown. Where there is no room the highest number is
/// dropped first.
const FIGURES: [(&str, u8); 6] =
    [("maximum", 1), ("mean", 2), ("count", 3), ("minimum", 5), ("stdev", 4), ("sum", 6)];

/// The numbers beyond the fences: their count, the least and the greatest; `None` without the
/// section `numeric_outliers`.
pub(super) fn outliers(report: &Report<'_>) -> Option<(u64, f64, f64)> {
    let bins = outlier_bins(report)?;
    let count = bins.iter().fold(0, |sum: u64, bin| sum.saturating_add(bin.count));
    let low = bins.iter().map(|bin| bin.low).fold(f64::INFINITY, f64::min);
    let high = bins.iter().map(|bin| bin.high).fold(f64::NEG_INFINITY, f64::max);
    Some((count, low, high))
}

/// The bins of `numeric_outliers`: the numbers beyond the fences.
fn outlier_bins(report: &Report<'_>) -> Option<Vec<ScreenBin>> {
    report.table("numeric_outliers").map(bins)
}

/// Draws the figures in one line, percentiles first.
pub(super) fn draw_line(canvas: &mut Canvas<'_>, report: &Report<'_>) {
    let pieces = figures(report, canvas);
    canvas.pieces(0, pieces);
}

/// Draws the figures, and bars on the other lines.
pub(super) fn draw(canvas: &mut Canvas<'_>, report: &Report<'_>) {
    draw_line(canvas, report);
    draw_bars(canvas, report);
}

fn figures(report: &Report<'_>, canvas: &Canvas<'_>) -> Vec<OptionalText> {
    let Some(fields) = report.fields("distribution") else { return Vec::new() };
    let style = canvas.style();
    let unit = fields.get("unit").map(|unit| plain(unit, style)).filter(|unit| unit != "-");
    let unit = unit.map(|unit| OptionalText::new(1, unit, Paint::Faint));
    let figure = |name: &str, cell: &Cell<'_>| format!("{name} {}", plain(cell, style));
    let is_percentile = |name: &str| {
        name.strip_prefix('p').is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
    };
    let percentiles = fields.iter().filter(|field| is_percentile(&field.name));
    let percentiles = percentiles
        .map(|field| OptionalText::new(0, figure(&field.name, &field.cell), Paint::Plain));
    let others = FIGURES.iter().filter_map(|(name, drop_priority)| {
        Some(OptionalText::new(*drop_priority, figure(name, fields.get(name)?), Paint::Plain))
    });
    unit.into_iter().chain(percentiles).chain(others).collect()
}

struct ScreenBin {
    low: f64,
    high: f64,
    count: u64,
    /// Of all numbers; 0 for a bin of `numeric_outliers`.
    share: f64,
}

fn draw_bars(canvas: &mut Canvas<'_>, report: &Report<'_>) {
    let Some(table) = report.table("histogram") else { return };
    let bins = merged(bins(table), canvas.height().saturating_sub(1));
    let outlier_bins = outlier_bins(report).unwrap_or_default();
    let style = canvas.style();
    let rows: Vec<[String; 4]> = bins
        .iter()
        .map(|bin| {
            let (low, high) = (number::short(bin.low), number::short(bin.high));
            [low, high, number::whole(bin.count), number::percent(bin.share)]
        })
        .collect();
    let layout = BarLayout::new(&rows, canvas.width());
    let as_f64 = |count: u64| count as f64;
    let most = bins.iter().map(|bin| as_f64(bin.count)).fold(0.0, f64::max);
    for (index, (row, bin)) in rows.iter().zip(&bins).enumerate() {
        let ends = layout.ends(row);
        let y = index + 1;
        let is_outlier =
            outlier_bins.iter().any(|outlier| bin.low <= outlier.low && outlier.low < bin.high);
        let paint = |otherwise| if is_outlier { Paint::Outlier } else { otherwise };
        canvas.put(0, y, if is_outlier { "*" } else { " " }, Paint::Outlier);
        canvas.put_whole(MARK, y, &ends, paint(Paint::Plain));
        let x = MARK + fit::width(&ends);
        let drawn = bar(as_f64(bin.count), most, layout.bar, style.unicode);
        canvas.put(x + GAP, y, &drawn, paint(Paint::Bar));
        let x = if layout.bar > 0 { x + GAP + layout.bar + GAP } else { x + GAP };
        canvas.put_whole(x, y, &layout.padded(row, 2), paint(Paint::Plain));
        let x = x + layout.widths[2] + GAP;
        canvas.put_whole(x, y, &layout.padded(row, 3), paint(Paint::Plain));
    }
}

/// Where the parts of a row stand. Left of the bar: the mark and the ends of the bin; right of it: count
/// and share.
struct BarLayout {
    /// The widths of the bin's ends, the count and the share.
    widths: [usize; 4],
    /// Whether there is room for the upper end of the bin.
    has_high: bool,
    /// The width of the longest bar; 0 without room for bars.
    bar: usize,
}

impl BarLayout {
    fn new(rows: &[[String; 4]], width: usize) -> Self {
        let column = |column: usize| rows.iter().map(|row| fit::width(&row[column])).max();
        let widths = [0, 1, 2, 3].map(|at| column(at).unwrap_or(0));
        let [low, high, count, share] = widths;
        let needed = MARK + low + TO.len() + high + GAP + count;
        let room = width.saturating_sub(needed + GAP + share + GAP).min(MAX_BAR_WIDTH);
        let bar = if room < MIN_BAR_WIDTH { 0 } else { room };
        Self { widths, has_high: needed <= width, bar }
    }

    fn padded(&self, row: &[String; 4], column: usize) -> String {
        fit::pad_left(&row[column], self.widths[column])
    }

    /// The ends of the bin, or its lower end where there is no room for both.
    fn ends(&self, row: &[String; 4]) -> String {
        let low = self.padded(row, 0);
        if self.has_high { low + TO + &self.padded(row, 1) } else { low }
    }
}

fn bins(table: &Table<'_>) -> Vec<ScreenBin> {
    let bins = table.rows().filter_map(|row| match row[..] {
        [Cell::Number(low), Cell::Number(high), Cell::Count(count), Cell::Share(share)] => {
            Some(ScreenBin { low, high, count, share })
        }
        [Cell::Number(low), Cell::Number(high), Cell::Count(count)] => {
            Some(ScreenBin { low, high, count, share: 0.0 })
        }
        _ => None,
    });
    bins.collect()
}

/// Merges neighbours until at most `most` bins are left.
fn merged(bins: Vec<ScreenBin>, most: usize) -> Vec<ScreenBin> {
    let together = bins.len().div_ceil(most.max(1)).max(1);
    let merge = |bins: &[ScreenBin]| {
        let (first, last) = (bins.first()?, bins.last()?);
        Some(ScreenBin {
            low: first.low,
            high: last.high,
            count: bins.iter().fold(0, |sum, bin| bin.count.saturating_add(sum)),
            share: bins.iter().map(|bin| bin.share).sum(),
        })
    };
    bins.chunks(together).filter_map(merge).collect()
}
