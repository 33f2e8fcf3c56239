//! The sections of `inspect` on one screen: who the value is, what stands out, how it compares.

use std::io::{self, Write};

use super::clock::Clock;
use super::line::{OUTLIER, plain, write_dropped, write_line, write_sentence};
use super::screen_block::{ScreenBlock, ScreenLine};
use crate::render::request::Style;
use crate::render::{bar::spark, number};
use crate::report::{Cell, NamedFields, Report, Table};

/// Sections that the screen has.
pub(super) const SECTIONS: [&str; 8] =
    ["subject", "signs", "standing", "makeup", "siblings", "hours", "subject_lines", "summary"];

/// Lines of a screen, less the lines of the account.
const LINES: usize = 37;
/// Lines that the makeup has at least.
const MIN_MAKEUP: usize = 6;
/// Items of one column that the makeup has at most.
const COLUMN_ITEMS: usize = 2;
/// An item is left out if its lift is nearer to 1 than this: it is as frequent among the others.
const ALIKE: f64 = 0.05;
/// Siblings that are shown.
const SIBLINGS: usize = 3;
/// Figures that are shown.
const FIGURES: usize = 8;

/// Writes the screen; nothing of a value that no line has.
pub(super) fn write(report: &Report<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let Some(subject) = report.fields("subject") else { return Ok(()) };
    let view = DossierView { report, subject, clock: Clock::new(report.fields("time")), style };
    let heading = view.heading();
    let before = [
        ScreenBlock::of_sentences("signs", view.signs(), style),
        // On a narrow screen p90 is left out first, then p99, then the median.
        ScreenBlock {
            label: "standing",
            lines: view.standing(),
            left_out: &[(3, "p90"), (4, "p99"), (2, "median")],
            names: &[0],
        },
    ];
    let after = [
        ScreenBlock { label: "siblings", lines: view.siblings(), left_out: &[], names: &[0] },
        ScreenBlock::of_sentences("hours", view.hours(), style),
        ScreenBlock { label: "lines", lines: view.lines(), left_out: &[], names: &[1, 2] },
    ];
    let used = before.iter().chain(&after).map(|block| block.lines.len()).sum::<usize>();
    let room = LINES.saturating_sub(used + heading.len()).max(MIN_MAKEUP);
    // On a narrow screen the factor between the value and the others is left out.
    let makeup = ScreenBlock {
        label: "makeup",
        lines: view.makeup(room),
        left_out: &[(4, "factor")],
        names: &[0, 1],
    };
    for (index, line) in heading.iter().enumerate() {
        match index {
            0 => write_line(line, OUTLIER, style, out)?,
            _ => write_sentence("  ", line, anstyle::Style::new(), style, out)?,
        }
    }
    let mut dropped: Vec<String> = Vec::new();
    for block in before.into_iter().chain([makeup]).chain(after) {
        dropped.extend(block.write(style, out)?.into_iter().map(str::to_owned));
    }
    write_dropped(&dropped, style, out)?;
    writeln!(out)
}

/// What the lines are made of.
struct DossierView<'r, 'a> {
    report: &'r Report<'a>,
    subject: &'r NamedFields<'a>,
    clock: Clock,
    style: Style,
}

impl DossierView<'_, '_> {
    fn plain(&self, name: &str) -> String {
        self.subject.get(name).map_or_else(|| "-".to_owned(), |cell| plain(cell, self.style))
    }

    fn number(&self, name: &str) -> Option<f64> {
        self.subject.get(name).and_then(figure)
    }

    fn instant(&self, name: &str) -> Option<String> {
        match self.subject.get(name)? {
            Cell::Time(moment) => Some(self.clock.brief(moment)),
            _ => None,
        }
    }

    /// The value, how many events it has, and when.
    fn heading(&self) -> Vec<String> {
        let total = self.report.cell("summary", "total");
        let total =
            total.map_or_else(String::new, |cell| format!(" of {}", plain(cell, self.style)));
        let rank = match self.subject.get("rank") {
            Some(Cell::Count(rank)) => ordinal(*rank),
            _ => "-".to_owned(),
        };
        let counted = format!(
            "{}{total} ({}), {rank} of {}",
            counted(&self.plain("count"), "event"),
            self.plain("share"),
            counted(&self.plain("values"), "value"),
        );
        let mut lines = vec![self.plain("value"), counted];
        if let (Some(first), Some(last)) = (self.instant("first"), self.instant("last")) {
            let day = match self.subject.get("first") {
                Some(Cell::Time(moment)) if !first.contains('-') => moment.local.date(),
                _ => String::new(),
            };
            let between = format!("{day} {first} to {last}{}", self.active());
            lines.push(between.trim_start().to_owned());
        }
        lines
    }

    /// The time in buckets with an event, and of how much, if that is more.
    fn active(&self) -> String {
        let [active, span] = ["active_seconds", "span_seconds"].map(|name| self.number(name));
        let Some(active) = active else { return String::new() };
        let span = span.filter(|span| *span > active).map(number::duration);
        let of = span.map_or_else(String::new, |span| format!(" of {span}"));
        format!(", events in {}{of}", number::duration(active))
    }

    fn signs(&self) -> Vec<ScreenLine> {
        let rows = table_rows(self.report.table("signs"));
        let mut lines: Vec<ScreenLine> = rows
            .iter()
            .map(|row| {
                let cell = |at: usize| row.get(at).unwrap_or(&Cell::Missing);
                let sign = plain(cell(0), self.style);
                let [figure, typical] = self.sign_words(&sign, cell(1), cell(2));
                (vec![sign, figure, typical], true)
            })
            .collect();
        if lines.is_empty() {
            lines.push((vec!["nothing stands out".to_owned()], false));
        }
        lines
    }

    /// What a sign is about, and what is usual.
    fn sign_words(&self, sign: &str, own: &Cell<'_>, typical: &Cell<'_>) -> [String; 2] {
        let (text, usual) = (plain(own, self.style), plain(typical, self.style));
        let median = format!("median {usual}");
        match sign {
            "rate" => {
                let at = self.instant("peak_at").map(|at| format!(" at {at}")).unwrap_or_default();
                [format!("{text} in {}{at}", self.bucket()), median]
            }
            "volume" => [counted(&text, "event"), median],
            "errors" => {
                let hits = self.plain("hits");
                [
                    format!("{text} failed ({hits} of {})", self.plain("count")),
                    format!("others {usual}"),
                ]
            }
            "scan" => {
                let own = format!(
                    "{}, {} its own",
                    counted(&text, "different text"),
                    self.plain("exclusive")
                );
                [own, median]
            }
            "clockwork" => {
                let every = figure(own).map(number::duration).unwrap_or(text);
                let clock = match self.subject.get("on_clock") {
                    Some(Cell::Flag(true)) => ", by the clock",
                    _ => "",
                };
                [
                    format!("every {every}{clock}"),
                    format!("{} of the gaps", self.plain("period_share")),
                ]
            }
            "restless" => [format!("events in {text} of the hours"), String::new()],
            "network" => [
                counted(&text, "busy sibling"),
                format!("more than {} each", counted(&usual, "event")),
            ],
            "stranger" => {
                ["its user agent is no other's".to_owned(), format!("{text} of its events")]
            }
            _ => [text, usual],
        }
    }

    /// `1 s`, or how long a bucket is.
    fn bucket(&self) -> String {
        let seconds = self.report.cell("time", "bucket_seconds").and_then(figure);
        seconds.map_or_else(|| "a bucket".to_owned(), number::duration)
    }

    fn standing(&self) -> Vec<ScreenLine> {
        let rows = table_rows(self.report.table("standing"));
        let rows = rows.iter().take(FIGURES).map(|row| {
            let cell = |at: usize| {
                row.get(at).map_or_else(String::new, |cell| match cell {
                    Cell::Number(number) => number::brief(*number),
                    Cell::Share(share) => format!("{:.0} %", share * 100.0),
                    cell => plain(cell, self.style),
                })
            };
            let cells = vec![
                cell(0).replace('_', " "),
                cell(1),
                format!("median {}", cell(2)),
                format!("p90 {}", cell(3)),
                format!("p99 {}", cell(4)),
                place(row.get(5), row.get(6)),
            ];
            (cells, false)
        });
        rows.collect()
    }

    fn makeup(&self, room: usize) -> Vec<ScreenLine> {
        let rows = table_rows(self.report.table("makeup"));
        let mut lines: Vec<ScreenLine> = Vec::new();
        let (mut column, mut items) = (String::new(), 0);
        for row in rows {
            let cell = |at: usize| row.get(at).unwrap_or(&Cell::Missing);
            let name = plain(cell(0), self.style);
            let is_new = name != column;
            items = if is_new { 1 } else { items + 1 };
            column.clone_from(&name);
            let is_percentile = *cell(4) == Cell::Missing;
            let is_absent = *cell(2) == Cell::Count(0);
            let is_alike = matches!(cell(6), Cell::Number(lift) if (lift - 1.0).abs() < ALIKE);
            let is_left_out = items > COLUMN_ITEMS || is_alike || (is_absent && !is_new);
            if lines.len() >= room || is_left_out {
                continue;
            }
            let (inside, outside) = if is_percentile { (2, 3) } else { (4, 5) };
            let short = |at: usize| match cell(at) {
                Cell::Number(number) => number::brief(*number),
                other => plain(other, self.style),
            };
            let lift = match (cell(6), cell(3)) {
                (Cell::Number(lift), _) if *lift > 0.0 => format!("{} x", number::brief(*lift)),
                (_, Cell::Count(0)) if !is_percentile => "nobody else".to_owned(),
                _ => String::new(),
            };
            let is_named = lines.iter().any(|(cells, _)| cells.first() == Some(&name));
            let name = if is_named { String::new() } else { name };
            let others = format!("others {}", short(outside));
            let item = plain(cell(1), self.style);
            let is_marked = *cell(8) == Cell::Flag(true);
            lines.push((vec![name, item, short(inside), others, lift], is_marked));
        }
        lines
    }

    fn siblings(&self) -> Vec<ScreenLine> {
        let Some(table) = self.report.table("siblings") else { return Vec::new() };
        let rows = table_rows(Some(table));
        if rows.is_empty() {
            return vec![(vec!["none in its network".to_owned()], false)];
        }
        let cells = |row: &Vec<Cell<'_>>| {
            let cell = |at: usize| plain(row.get(at).unwrap_or(&Cell::Missing), self.style);
            vec![cell(0), cell(1), cell(2)]
        };
        let mut lines: Vec<ScreenLine> =
            rows.iter().take(SIBLINGS).map(|row| (cells(row), false)).collect();
        let left = rows.len().saturating_sub(SIBLINGS) as u64
            + table.rows.left_out().map_or(0, |left_out| left_out.rows);
        if let (Some((cells, _)), true) = (lines.last_mut(), left > 0) {
            cells.push(format!("and {} more", number::whole(left)));
        }
        lines
    }

    fn hours(&self) -> Vec<ScreenLine> {
        let rows = table_rows(self.report.table("hours"));
        let count = |row: &Vec<Cell<'_>>| match row.get(1) {
            Some(Cell::Count(count)) => *count,
            _ => 0,
        };
        let counts: Vec<u64> = rows.iter().map(count).collect();
        let most = counts.iter().max().copied().filter(|most| *most > 0);
        let Some(hour) = most.and_then(|most| counts.iter().position(|count| *count == most))
        else {
            return Vec::new();
        };
        let share = rows.get(hour).and_then(|row| row.get(2));
        let share = share.map_or_else(String::new, |cell| plain(cell, self.style));
        let course = spark(&counts, self.style.unicode);
        let busiest = format!("busiest {hour:02}:00 ({share})");
        vec![(vec![format!("00 {course} 23"), busiest], false)]
    }

    fn lines(&self) -> Vec<ScreenLine> {
        let rows = table_rows(self.report.table("subject_lines"));
        let mut before = String::new();
        let rows = rows.iter().map(|row| {
            let which = plain(row.get(6).unwrap_or(&Cell::Missing), self.style);
            let shown = if which == before { String::new() } else { which.clone() };
            before = which;
            let time = match row.get(2) {
                Some(Cell::Time(moment)) => self.clock.brief(moment),
                _ => String::new(),
            };
            let text = plain(row.get(5).unwrap_or(&Cell::Missing), self.style);
            let cells = [shown, time, text].into_iter().enumerate();
            let has_times = self.report.fields("time").is_some();
            let cells = cells.filter(|(at, _)| *at != 1 || has_times).map(|(_, cell)| cell);
            (cells.collect(), false)
        });
        rows.collect()
    }
}

fn table_rows<'t>(table: Option<&'t Table<'_>>) -> Vec<Vec<Cell<'t>>> {
    table.map(|table| table.rows().collect()).unwrap_or_default()
}

fn figure(cell: &Cell<'_>) -> Option<f64> {
    match cell {
        Cell::Count(count) => Some(*count as f64),
        Cell::Number(number) | Cell::Share(number) => Some(*number),
        _ => None,
    }
}

/// Where a percentile lies among the values.
fn place(percentile: Option<&Cell<'_>>, of: Option<&Cell<'_>>) -> String {
    let (Some(Cell::Share(percentile)), Some(Cell::Count(of))) = (percentile, of) else {
        return String::new();
    };
    let top = 1.0 - 0.75 / *of as f64;
    match *percentile > top && *of > 1 {
        true => format!("highest of {}", number::whole(*of)),
        false => format!("above {:.0} % of {}", percentile * 100.0, number::whole(*of)),
    }
}

/// `1 event`, `2 events`: a count and the plural of what is counted.
fn counted(count: &str, noun: &str) -> String {
    let ending = if count == "1" { "" } else { "s" };
    format!("{count} {noun}{ending}")
}

/// `1st`, `2nd`, `11th`.
fn ordinal(rank: u64) -> String {
    let ending = match (rank % 100, rank % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{}{ending}", number::whole(rank))
}

#[cfg(test)]
mod tests {
    use super::{Cell, ordinal, place};

    #[test]
    fn ranks_in_words() {
        let ranks = [1, 2, 3, 4, 11, 12, 13, 21, 112, 1_001].map(ordinal);
        assert_eq!(
            ranks,
            ["1st", "2nd", "3rd", "4th", "11th", "12th", "13th", "21st", "112th", "1,001st"]
        );
        let place = |percentile, of| place(Some(&Cell::Share(percentile)), Some(&Cell::Count(of)));
        assert_eq!(place(39.5 / 40.0, 40), "highest of 40");
        assert_eq!(place(0.9, 5), "highest of 5");
        assert_eq!(place(0.5, 40), "above 50 % of 40");
    }
}
