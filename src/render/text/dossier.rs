//! The sections of `inspect` on one screen: who the value is, what stands out, how it compares.

use std::io::{self, Write};

use super::clock::{Clock, date};
use super::line::{FAINT, OUTLIER, paint, plain, write_line};
use crate::render::request::Style;
use crate::render::{bar::spark, fit, number};
use crate::report::{Cell, NamedFields, Report, Table};

/// Sections that the screen has.
pub(super) const SECTIONS: [&str; 8] =
    ["subject", "signs", "standing", "makeup", "siblings", "hours", "subject_lines", "summary"];

/// Lines of a screen, less the lines of the account.
const LINES: usize = 37;
/// Lines of the makeup at least, and items of one column at most.
const LEAST_MAKEUP: usize = 6;
const COLUMN_ITEMS: usize = 2;
/// An item is left out that is as frequent among the others, but for this part.
const ALIKE: f64 = 0.05;
/// Siblings that are shown.
const SIBLINGS: usize = 3;
/// Figures that are shown.
const FIGURES: usize = 8;
/// The width of the labels.
const LABEL: usize = 12;
const GAP: usize = 2;

/// A line in its columns, and whether it stands out.
type ScreenLine = (Vec<String>, bool);

/// Writes the screen; nothing of a value that no line has.
pub(super) fn write(report: &Report<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let Some(subject) = report.fields("subject") else { return Ok(()) };
    let view = DossierView { report, subject, clock: Clock::new(report.fields("time")), style };
    let mut blocks: Vec<(&str, Vec<ScreenLine>)> =
        vec![("signs", view.signs()), ("standing", view.standing())];
    let after = [("siblings", view.siblings()), ("hours", view.hours()), ("lines", view.lines())];
    let heading = view.heading();
    let used = blocks.iter().chain(&after).map(|(_, rows)| rows.len()).sum::<usize>();
    let room = LINES.saturating_sub(used + heading.len()).max(LEAST_MAKEUP);
    blocks.push(("makeup", view.makeup(room)));
    blocks.extend(after);
    for (index, line) in heading.iter().enumerate() {
        let color = if index == 0 { OUTLIER } else { anstyle::Style::new() };
        write_line(line, color, style, out)?;
    }
    for (label, rows) in blocks {
        view.write_block(label, &rows, out)?;
    }
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
    fn write_block(&self, label: &str, rows: &[ScreenLine], out: &mut dyn Write) -> io::Result<()> {
        let columns = rows.iter().map(|(cells, _)| cells.len()).max().unwrap_or(0);
        let room = self.style.width.saturating_sub(LABEL + 2 + GAP * columns.saturating_sub(1));
        let mut widths: Vec<usize> = (0..columns)
            .map(|column| {
                let cells = rows.iter().filter_map(|(cells, _)| cells.get(column));
                cells.map(|cell| fit::width(cell)).max().unwrap_or(0)
            })
            .collect();
        while widths.iter().sum::<usize>() > room
            && let Some(widest) = widths.iter_mut().max().filter(|widest| **widest > 0)
        {
            *widest -= 1;
        }
        for (index, (cells, stands_out)) in rows.iter().enumerate() {
            let cells = cells.iter().zip(&widths).map(|(cell, width)| {
                fit::pad_right(&fit::cut_middle(cell, *width, self.style.unicode), *width)
            });
            let text = cells.collect::<Vec<_>>().join(&" ".repeat(GAP));
            let label = if index == 0 { label } else { "" };
            let label = paint(&fit::pad_right(&format!("  {label}"), LABEL), FAINT, self.style);
            let color = if *stands_out { OUTLIER } else { anstyle::Style::new() };
            writeln!(out, "{label}{}", paint(text.trim_end(), color, self.style))?;
        }
        Ok(())
    }

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
            "{} events{total} ({}), {rank} of {} values",
            self.plain("count"),
            self.plain("share"),
            self.plain("values"),
        );
        let mut lines = vec![self.plain("value"), format!("  {counted}")];
        if let (Some(first), Some(last)) = (self.instant("first"), self.instant("last")) {
            let day = match self.subject.get("first") {
                Some(Cell::Time(moment)) if !first.contains('-') => date(&moment.local),
                _ => String::new(),
            };
            let [active, span] = ["active_seconds", "span_seconds"]
                .map(|name| self.number(name).map(number::duration));
            let active = active.zip(span);
            let active = active.map(|(active, span)| format!(", events in {active} of {span}"));
            let between = format!("{day} {first} to {last}");
            lines.push(format!("  {}{}", between.trim_start(), active.unwrap_or_default()));
        }
        lines
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
            "volume" => [format!("{text} events"), median],
            "errors" => {
                let hits = self.plain("hits");
                [
                    format!("{text} failed ({hits} of {})", self.plain("count")),
                    format!("others {usual}"),
                ]
            }
            "scan" => {
                let own = format!("{text} different texts, {} its own", self.plain("exclusive"));
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
            "network" => {
                [format!("{text} busy siblings"), format!("more than {usual} events each")]
            }
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

#[expect(clippy::cast_precision_loss, reason = "for eyes")]
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
    #[expect(clippy::cast_precision_loss, reason = "for eyes")]
    let top = 1.0 - 0.75 / *of as f64;
    match *percentile > top && *of > 1 {
        true => format!("highest of {}", number::whole(*of)),
        false => format!("above {:.0} % of {}", percentile * 100.0, number::whole(*of)),
    }
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
