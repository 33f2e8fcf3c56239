//! Two outcomes compared: what moved, how far, and whether that is more than noise.
//!
//! The effect comes first: a difference and a factor with its limits. A value is marked where the
//! factor is large and a test that allows for bursts finds it no noise.

mod moves;
mod rate_test;
mod side;
mod slots;
mod superiority;
mod values;

use std::borrow::Cow;

use super::assumptions;
use super::context::Built;
use super::nothing_met::outside_timeframe;
use super::options::AnalysisOptions;
use super::sections::section_kind;
use crate::event::{tuple_columns, tuple_text};
use crate::outcome::Outcome;
use crate::report::{Cell, Field, LeftOut, Moment, Note, Report, Rows, Section, Table};
use moves::Move;
use side::DiffSide;
use values::SideValues;

pub(crate) use slots::Basis;

/// Columns of `moves`; `total_moves` has all columns but the first.
const COLUMNS: [&str; 14] = [
    "value",
    "before",
    "after",
    "share_before",
    "share_after",
    "rate_before",
    "rate_after",
    "difference",
    "factor",
    "factor_low",
    "factor_high",
    "move",
    "q",
    "marked",
];

/// Columns of `sides` that are always there.
const SIDE_COLUMNS: [&str; 9] =
    ["side", "lines", "matched", "count", "values", "first", "last", "seconds", "mean_rate"];

/// The names of the sides.
const SIDES: [&str; 2] = ["before", "after"];

/// The report of what moved from `before` to `after`.
///
/// `asked` is what events are divided by: seconds by default, all events where a side has no times.
pub(crate) fn diff<'a>(
    before: &'a Outcome,
    after: &'a Outcome,
    options: &'a AnalysisOptions,
    asked: Option<Basis>,
) -> Report<'a> {
    let sides = [DiffSide { outcome: before }, DiffSide { outcome: after }];
    let has_times = sides.iter().all(|side| side.seconds().is_some());
    let basis = if has_times { asked.unwrap_or(Basis::Rate) } else { Basis::Share };
    let joined = side::join([sides[0].counts(), sides[1].counts()]);
    let (mut moves, total) = moves::moves(sides, &joined, basis);
    let tested = moves.iter().filter(|one| one.q.is_some()).count();
    if options.only_outliers {
        moves.retain(Move::is_marked);
    }
    let kept = options.top.unwrap_or(usize::MAX);
    let left: f64 = moves.iter().skip(kept).map(|one| one.sides.events.iter().sum::<f64>()).sum();
    let left_out = (moves.len() > kept).then(|| LeftOut {
        rows: (moves.len() - kept) as u64,
        total: whole(left),
        weighted: before.schema.is_weighted(),
    });
    moves.truncate(kept);
    let frame = RowContext {
        sides,
        basis,
        events: sides.map(|side| side.events()),
        seconds: sides.map(|side| side.seconds()),
        tuple: &before.schema.tuple,
        further: SideValues::new(sides),
    };
    let further = SideValues::new(sides);
    let mut totals: Vec<(&'static str, Cell<'a>)> =
        COLUMNS.iter().skip(1).copied().zip(frame.cells(&total)).collect();
    totals.extend(further.columns().zip(further.of_all()));
    if further.has_numbers() {
        totals.push(("superiority_q", Cell::number(further.superiority_q())));
    }
    let totals = totals.into_iter();
    let totals = totals
        .map(|(name, cell)| Field { name: Cow::Borrowed(name), cell, remark: None })
        .collect::<Vec<_>>();
    let table =
        Table { columns: frame.columns(), rows: Box::new(MoveRows { frame, moves, left_out }) };
    let mut notes = notes(sides, basis, options, tested);
    if asked == Some(Basis::Rate) && !has_times {
        let text = "--basis rate: a side has no times, so shares are compared; -t reads the times";
        notes.insert(1, Note::new(text));
    }
    let section = |name, built| section_kind(name).map(|kind| kind.of(built));
    let makeup = values::makeup([before, after], options, &mut notes);
    let makeup = makeup.and_then(|built| section("makeup", built));
    let sections = [
        section("sides", Built::Table(frame.side_table(options))),
        section("moves", Built::Table(table)),
        section("total_moves", Built::Fields(totals.into())),
        // Text shows the makeup only where it is asked for: the moves are the answer.
        makeup.map(|makeup| Section { text_place: None, ..makeup }),
    ];
    let sections = sections.into_iter().flatten().collect();
    Report { sections, notes, main: Some("moves"), alerts: Vec::new() }
}

/// The note on the `tested` values, then the notes on single sides, then the notes on both.
fn notes(
    sides: [DiffSide<'_>; 2],
    basis: Basis,
    options: &AnalysisOptions,
    tested: usize,
) -> Vec<Note> {
    let mut notes = vec![Note::new(format!(
        "{tested} values with at least 10 events were tested; marked at q 0.05 and a factor of 1.5"
    ))];
    for (side, name) in sides.iter().zip(SIDES) {
        let outside = outside_timeframe(side.outcome, options);
        let silence = side.silence().filter(|_| basis == Basis::Rate);
        let said = outside.into_iter().chain(silence);
        notes.extend(said.map(|said| Note::new(format!("{name}: {said}"))));
    }
    for note in sides.iter().flat_map(|side| assumptions::notes(side.outcome, options)) {
        if !notes.contains(&note) {
            notes.push(note);
        }
    }
    notes
}

/// A sum of counts as a whole number.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a sum of counts")]
fn whole(sum: f64) -> u128 {
    sum.max(0.0) as u128
}

/// What every row needs.
#[derive(Debug, Clone, Copy)]
struct RowContext<'a> {
    sides: [DiffSide<'a>; 2],
    /// What the differences are of.
    basis: Basis,
    /// All events before and after.
    events: [f64; 2],
    /// Seconds before and after, where times were read.
    seconds: [Option<f64>; 2],
    tuple: &'a [String],
    /// Shares of hits and numbers of each side, where they were counted.
    further: SideValues<'a>,
}

impl<'a> RowContext<'a> {
    /// The columns of `moves`; the columns of a tuple at the end.
    fn columns(&self) -> Vec<Cow<'a, str>> {
        let fixed = COLUMNS.iter().map(|name| Cow::Borrowed(*name));
        let further = self.further.columns().map(|name| -> Cow<'a, str> { Cow::Borrowed(name) });
        fixed
            .chain(further)
            .chain(self.tuple.iter().map(|name| Cow::Borrowed(name.as_str())))
            .collect()
    }

    /// The cells of a move after the value.
    fn cells<'c>(&self, one: &Move<'_>) -> Vec<Cell<'c>> {
        let [before, after] = one.sides.events;
        let Self { events, seconds, .. } = *self;
        // Nothing is known of how a value moved from or to a side without events.
        let is_known = events.iter().all(|events| *events > 0.0);
        let limits = one.sides.factor_limits(one.dispersion).filter(|_| is_known);
        let share = |count: f64, of: f64| {
            if of > 0.0 { Cell::Share(count / of) } else { Cell::Missing }
        };
        let rate = |count: f64, seconds: Option<f64>| Cell::number(seconds.map(|of| count / of));
        vec![
            Cell::count(whole(before)),
            Cell::count(whole(after)),
            share(before, events[0]),
            share(after, events[1]),
            rate(before, seconds[0]),
            rate(after, seconds[1]),
            match self.basis {
                _ if !is_known => Cell::Missing,
                Basis::Rate => Cell::Number(one.difference()),
                Basis::Share => Cell::Share(one.difference()),
            },
            Cell::number(one.sides.factor()),
            Cell::number(limits.map(|(low, _)| low)),
            Cell::number(limits.map(|(_, high)| high)),
            Cell::text(one.word()),
            Cell::number(one.q),
            Cell::Flag(one.is_marked()),
        ]
    }

    /// The section `sides`.
    fn side_table(&self, options: &AnalysisOptions) -> Table<'a> {
        let rows = self.sides.iter().zip(SIDES).map(|(side, name)| side_row(side, name, options));
        let mut rows: Vec<Vec<Cell<'a>>> = rows.collect();
        for (row, cells) in rows.iter_mut().zip(self.further.of_sides()) {
            row.extend(cells);
        }
        let columns = SIDE_COLUMNS.iter().copied().chain(self.further.side_columns());
        Table { columns: columns.map(Cow::Borrowed).collect(), rows: Box::new(rows) }
    }
}

fn side_row<'c>(
    side: &DiffSide<'_>,
    name: &'static str,
    options: &AnalysisOptions,
) -> Vec<Cell<'c>> {
    let tally = side.outcome.tally.total();
    let buckets = side.table().map(|table| table.buckets()).unwrap_or_default();
    let zone = options.time.as_ref().map(|_| &options.zone);
    let time = |at| match (at, zone) {
        (Some(at), Some(zone)) => Cell::Time(Moment::new(at, zone)),
        _ => Cell::Missing,
    };
    let events = side.events();
    vec![
        Cell::text(name),
        Cell::Count(tally.lines),
        Cell::Count(tally.matched),
        Cell::count(whole(events)),
        Cell::Count(side.counts().entries().count() as u64),
        time(buckets.first().map(|bucket| bucket.first)),
        time(buckets.iter().map(|bucket| bucket.last).max()),
        Cell::number(side.seconds()),
        Cell::number(side.seconds().map(|seconds| events / seconds)),
    ]
}

struct MoveRows<'a> {
    frame: RowContext<'a>,
    moves: Vec<Move<'a>>,
    left_out: Option<LeftOut>,
}

impl Rows for MoveRows<'_> {
    fn len(&self) -> usize {
        self.moves.len()
    }

    fn fill<'s>(&'s self, index: usize, row: &mut Vec<Cell<'s>>) {
        let Some(one) = self.moves.get(index) else { return };
        let value = one.value.map_or(&[][..], |value| value.value);
        let columns = self.frame.tuple.len().max(1);
        row.push(Cell::Text(tuple_text(value, columns).into()));
        row.extend(self.frame.cells(one));
        row.extend(
            one.value.into_iter().flat_map(|value| self.frame.further.of_value(value.entries)),
        );
        if columns > 1 {
            row.extend(tuple_columns(value, columns).map(|text| Cell::Text(text.into())));
        }
    }

    fn left_out(&self) -> Option<LeftOut> {
        self.left_out
    }
}
