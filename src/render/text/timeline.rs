//! What happened over the whole range: a sentence, a sparkline, and bars by as much time as fits
//! the screen.

use std::io::{self, Write};
use std::ops::Range;

use super::clock::{Clock, time_of_day};
use super::line::{BAR, FAINT, paint, plain, write_sentence};
use super::value_columns::short_unit;
use crate::render::request::Style;
use crate::render::{
    bar::{self, spark},
    fit, number,
};
use crate::report::{Cell, Moment, NamedFields, Report, Table};
use crate::time::{LocalTime, SECONDS_PER_DAY};

/// Bars at most of a timeline by the usual bucket of a second.
const MAX_BARS: usize = 10;
/// Bars at most where the bucket was chosen, or the report is about the timeline alone: a month by the day.
const MAX_CHOSEN_BARS: usize = 31;
/// A range of fewer buckets needs no sparkline beside its bars.
const MIN_SPARK: usize = 20;
/// Columns of the screen that a bar takes at most.
const LONGEST_BAR: usize = 40;
/// Gaps that the sentence names at most.
const MAX_GAPS: usize = 3;
/// A gap is listed if it is longer than this many times the mean time between events, and longer
/// than this many rows.
const GAP_FACTOR: f64 = 10.0;
/// Seconds a bar may stand for.
const ROUND: [i64; 22] = [
    1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
    172_800, 604_800, 2_592_000, 31_536_000,
];

struct TimelineRow {
    start: Moment,
    count: u64,
    /// The events that meet the condition of `--ratio`, where it is given.
    hits: Option<u64>,
}

pub(super) fn write(
    time: &NamedFields<'_>,
    table: &Table<'_>,
    report: &Report<'_>,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let rows = rows(table);
    let (Some(first), Some(last)) = (moment(time, "first"), moment(time, "last")) else {
        return Ok(());
    };
    for line in wrap(sentences(time, first, last), style.width) {
        write_sentence("", &line, anstyle::Style::new(), style, out)?;
    }
    for line in gaps(time, &rows) {
        write_sentence("", &line, FAINT, style, out)?;
    }
    if rows.len() > 1 {
        write_spark(&rows, style, out)?;
        let unit = match report.cell("distribution", "unit") {
            Some(Cell::Text(unit)) => format!(" {}", short_unit(unit)),
            _ => String::new(),
        };
        let is_usual = figure(time, "bucket_seconds") == Some(1.0);
        let is_alone = report.table("values").is_none();
        let most = if is_usual && !is_alone { MAX_BARS } else { MAX_CHOSEN_BARS };
        write_bars(&rows, most, table, &unit, style, out)?;
    }
    writeln!(out)
}

fn rows(table: &Table<'_>) -> Vec<TimelineRow> {
    let has_hits = table.columns.get(2).is_some_and(|column| column == "hits");
    let read = |cells: Vec<Cell<'_>>| match cells[..] {
        [Cell::Time(start), Cell::Count(count), Cell::Count(hits), ..] if has_hits => {
            Some(TimelineRow { start, count, hits: Some(hits) })
        }
        [Cell::Time(start), Cell::Count(count), ..] => {
            Some(TimelineRow { start, count, hits: None })
        }
        _ => None,
    };
    table.rows().filter_map(read).collect()
}

fn moment(time: &NamedFields<'_>, name: &str) -> Option<Moment> {
    if let Some(Cell::Time(moment)) = time.get(name) { Some(*moment) } else { None }
}

fn figure(time: &NamedFields<'_>, name: &str) -> Option<f64> {
    if let Some(Cell::Number(number)) = time.get(name) { Some(*number) } else { None }
}

/// From when to when, how long; how fast at most and when; the longest gap.
fn sentences(time: &NamedFields<'_>, first: Moment, last: Moment) -> Vec<String> {
    let full = |moment: &Moment| format!("{} {}", moment.local.date(), time_of_day(&moment.local));
    let zone = time.field("first");
    let zone = zone.and_then(|field| field.remark.as_ref()).map(super::remark).unwrap_or_default();
    let span = figure(time, "span_seconds").unwrap_or(0.0);
    let bucket = figure(time, "bucket_seconds").unwrap_or(1.0);
    let width = number::duration(bucket);
    let clock = Clock::new(Some(time));
    let range = format!(
        "{} to {} {zone}, {}, {width} buckets",
        full(&first),
        full(&last),
        number::duration(span)
    );
    let mut pieces = Vec::new();
    if let (Some(Cell::Count(peak)), Some(at)) = (time.get("peak"), moment(time, "peak_at")) {
        let mean = figure(time, "mean_rate").map(number::rate).unwrap_or_default();
        pieces.push(format!(
            "{mean} on average, at most {} in {width} at {}",
            number::whole(*peak),
            clock.brief(&at)
        ));
    }
    match (figure(time, "longest_gap_seconds"), moment(time, "longest_gap_from")) {
        (Some(gap), Some(from)) if gap > bucket => pieces.push(format!(
            "longest gap {} from {}",
            number::duration(gap),
            clock.brief(&from)
        )),
        _ => pieces.push(format!("no gap over {width}")),
    }
    pieces.insert(0, range);
    pieces
}

/// The first piece on a line, the others joined as far as they fit.
fn wrap(pieces: Vec<String>, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for (index, piece) in pieces.into_iter().enumerate() {
        match lines.last_mut() {
            Some(line) if index > 1 && fit::width(line) + 2 + fit::width(&piece) <= width => {
                *line += "; ";
                *line += &piece;
            }
            _ => lines.push(piece),
        }
    }
    lines
}

/// The longest runs of empty rows. The longest run is left out: the sentence before names it.
fn gaps(time: &NamedFields<'_>, rows: &[TimelineRow]) -> Vec<String> {
    let events: u128 = rows.iter().map(|row| u128::from(row.count)).sum();
    let (span, row_seconds) = (figure(time, "span_seconds"), figure(time, "timeline_seconds"));
    let (Some(span), Some(row_seconds)) = (span, row_seconds) else { return Vec::new() };
    let usual = span / events.max(1) as f64;
    let mut runs: Vec<(usize, &TimelineRow)> = Vec::new();
    let mut rest = rows;
    while let Some(at) = rest.iter().position(|row| row.count == 0) {
        let run = rest[at..].iter().take_while(|row| row.count == 0).count();
        let seconds = run as f64 * row_seconds;
        if seconds > GAP_FACTOR * usual.max(row_seconds) {
            runs.push((run, &rest[at]));
        }
        rest = &rest[at + run..];
    }
    runs.sort_by_key(|(run, row)| (std::cmp::Reverse(*run), row.start.at));
    let clock = Clock::new(Some(time));
    // The sentence before names the longest.
    let more = runs.len().saturating_sub(1);
    let told = runs.into_iter().skip(1).take(MAX_GAPS).map(|(run, row)| {
        let length = number::duration(run as f64 * row_seconds);
        format!("{length} from {}", clock.brief(&row.start))
    });
    let told: Vec<String> = told.collect();
    if more == 0 {
        return Vec::new();
    }
    let rest =
        if more > MAX_GAPS { format!(" and {} more", more - MAX_GAPS) } else { String::new() };
    vec![format!("also nothing for {}{rest}", told.join(", "))]
}

/// The highest row of each part of the range, so that a short burst is seen.
fn write_spark(rows: &[TimelineRow], style: Style, out: &mut dyn Write) -> io::Result<()> {
    let parts = rows.len().min(style.width);
    let most = (0..parts).map(|part| {
        let (from, to) = (part * rows.len() / parts, (part + 1) * rows.len() / parts);
        rows[from..to].iter().map(|row| row.count).max().unwrap_or(0)
    });
    let most: Vec<u64> = most.collect();
    if parts < MIN_SPARK {
        return Ok(());
    }
    writeln!(out, "{}", paint(spark(&most, style.unicode).trim_end(), BAR, style))
}

fn write_bars(
    rows: &[TimelineRow],
    most: usize,
    table: &Table<'_>,
    unit: &str,
    style: Style,
    out: &mut dyn Write,
) -> io::Result<()> {
    let (width, bars) = bars_of(rows, most);
    let days = bars.windows(2).any(|two| two[0].start.date() != two[1].start.date());
    let starts_at = |test: fn(&LocalTime) -> bool| bars[1..].iter().all(|bar| test(&bar.start));
    let whole_minutes = width >= 60 && starts_at(|start| start.second == 0);
    let whole_days =
        width >= SECONDS_PER_DAY && starts_at(|start| (start.hour, start.minute) == (0, 0));
    let mut day = String::new();
    let labels = bars.iter().map(|Bar { start, .. }| {
        let today = start.date();
        let fresh = std::mem::replace(&mut day, today.clone()) != today;
        let time = time_of_day(start);
        let time = if whole_minutes { &time[..5] } else { time.as_str() };
        match (days, whole_days, fresh) {
            (_, true, _) => today,
            (true, _, true) => format!("{today}  {time}"),
            (true, _, false) => format!("{}  {time}", " ".repeat(today.len())),
            (false, ..) => time.to_owned(),
        }
    });
    let labels: Vec<String> = labels.collect();
    let counts: Vec<String> =
        bars.iter().map(|bar| plain(&Cell::Count(bar.count), style)).collect();
    let beside: Vec<Vec<FigureBeside>> = bars
        .iter()
        .map(|bar| hits(bar, style).into_iter().chain(measured(table, bar, unit)).collect())
        .collect();
    let measured = aligned(&beside);
    let widest = |texts: &[String]| texts.iter().map(|text| fit::width(text)).max().unwrap_or(0);
    let (label, count) = (widest(&labels), widest(&counts));
    let beside = Some(widest(&measured)).filter(|width| *width > 0).map_or(0, |width| width + 2);
    let beside = if label + count + 4 + beside <= style.width { beside } else { 0 };
    let room = style.width.saturating_sub(label + count + 4 + beside).min(LONGEST_BAR);
    let length = |count: u64| count as f64;
    let highest = bars.iter().map(|bar| length(bar.count)).fold(0.0, f64::max);
    for (((name, figure), bar), told) in labels.iter().zip(&counts).zip(&bars).zip(&measured) {
        let drawn =
            fit::pad_right(&bar::bar(length(bar.count), highest, room, style.unicode), room);
        let (name, figure) = (fit::pad_right(name, label), fit::pad_left(figure, count));
        let mut line = format!("{name}  {}  {figure}", paint(&drawn, BAR, style));
        if beside > 0 {
            line += &format!("  {told}");
        }
        writeln!(out, "{}", line.trim_end())?;
    }
    Ok(())
}

/// A figure beside a bar: what stands before it, the figure, what stands behind it. An empty figure is not known.
type FigureBeside = [String; 3];

/// "161 hits" and "14.9 %" of a bar; empty if no hits are counted.
fn hits(bar: &Bar, style: Style) -> Vec<FigureBeside> {
    let Some(hits) = bar.hits else { return Vec::new() };
    let share = (bar.count > 0).then(|| Cell::Share(hits as f64 / bar.count as f64));
    let share = plain(&share.unwrap_or(Cell::Missing), style);
    let hits = plain(&Cell::Count(hits), style);
    vec![[String::new(), hits, " hits".to_owned()], [String::new(), share, String::new()]]
}

/// "mean 0.31 s", "p50 0.27 s" and "p99 4.85 s" of what was measured in a bar's time, in `unit`.
fn measured(table: &Table<'_>, bar: &Bar, unit: &str) -> Vec<FigureBeside> {
    let figure = |(name, number): (String, Option<f64>)| match number {
        Some(number) => {
            [format!("{name} "), format!("{}{unit}", number::brief(number)), String::new()]
        }
        None => Default::default(),
    };
    table.rows.measured(bar.rows.clone()).into_iter().map(figure).collect()
}

/// The figures of each bar as a text, aligned at their ends. A figure that no bar has takes no
/// room.
fn aligned(bars: &[Vec<FigureBeside>]) -> Vec<String> {
    let columns = bars.iter().map(Vec::len).max().unwrap_or(0);
    let width = |column: usize, part: usize| {
        let figures = bars.iter().filter_map(|bar| bar.get(column));
        figures.map(|figure| fit::width(&figure[part])).max().unwrap_or(0)
    };
    let widths: Vec<[usize; 3]> =
        (0..columns).map(|column| [0, 1, 2].map(|part| width(column, part))).collect();
    let text = |bar: &Vec<FigureBeside>| {
        let empty = FigureBeside::default();
        let cells = widths.iter().enumerate().filter(|(_, widths)| widths[1] > 0);
        let cells = cells.map(|(column, [before, figure, after])| {
            let cell = bar.get(column).unwrap_or(&empty);
            fit::pad_right(&cell[0], *before)
                + &fit::pad_left(&cell[1], *figure)
                + &fit::pad_right(&cell[2], *after)
        });
        cells.collect::<Vec<_>>().join("  ").trim_end().to_owned()
    };
    bars.iter().map(text).collect()
}

struct Bar {
    start: LocalTime,
    count: u64,
    hits: Option<u64>,
    /// The rows that the bar stands for.
    rows: Range<usize>,
}

/// The width of a bar in seconds, and the bars. If there are more than `most` rows, rows are joined
/// by the smallest width of [`ROUND`] that gives at most [`MAX_BARS`] bars; bars begin at
/// multiples of the width on the local clock.
fn bars_of(rows: &[TimelineRow], most: usize) -> (i64, Vec<Bar>) {
    let single = |(index, row): (usize, &TimelineRow)| {
        let (start, count, hits) = (row.start.local, row.count, row.hits);
        Bar { start, count, hits, rows: index..index + 1 }
    };
    let joined_by = |seconds: i64| {
        let mut bars: Vec<(i64, Bar)> = Vec::new();
        for (index, row) in rows.iter().enumerate() {
            let local = row.start.at.seconds() + row.start.local.offset;
            let key = local.div_euclid(seconds);
            match bars.last_mut().filter(|(known, _)| *known == key) {
                Some((_, bar)) => {
                    bar.count = bar.count.saturating_add(row.count);
                    bar.hits = bar.hits.zip(row.hits).map(|(a, b)| a.saturating_add(b));
                    bar.rows.end = index + 1;
                }
                None => bars.push((key, single((index, row)))),
            }
        }
        bars.into_iter().map(|(_, bar)| bar).collect::<Vec<_>>()
    };
    let (first, last) = (rows.first(), rows.last());
    let span = first.zip(last).map_or(1, |(a, b)| b.start.at.seconds() - a.start.at.seconds());
    if rows.len() <= most {
        let bars = rows.iter().enumerate().map(single).collect();
        return (span / i64::try_from(rows.len().max(2) - 1).unwrap_or(1), bars);
    }
    let round = ROUND.iter().map(|seconds| (*seconds, joined_by(*seconds)));
    let mut fitting = round.filter(|(_, bars)| bars.len() <= MAX_BARS);
    fitting.next().unwrap_or_else(|| (span / 10, joined_by((span / 10).max(1))))
}
