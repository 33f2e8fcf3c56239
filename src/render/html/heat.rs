//! The heat map: rates by weekday and hour.

use std::io::{self, Write};

use super::cells::{self, InstantStyle};
use super::charts::{Axis, open, rows};
use super::svg::{Chart, WIDTH};
use crate::render::number;
use crate::report::{Section, Table};

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const HOURS: f64 = 24.0;
/// Height of a day.
const ROW: f64 = 22.0;

/// Writes the map, in five shades of equally many cells.
pub(super) fn write(
    section: &Section<'_>,
    table: &Table<'_>,
    clock: InstantStyle,
    out: &mut dyn Write,
) -> io::Result<()> {
    let rows = rows(table);
    let rate = table.column("rate");
    let cells: Vec<(f64, f64, f64)> = rows
        .iter()
        .filter_map(|row| {
            let weekday = cells::drawn(row.first()?)?;
            Some((weekday, cells::drawn(row.get(1)?)?, cells::drawn(row.get(rate?)?)?))
        })
        .collect();
    let mut rates: Vec<f64> = cells.iter().map(|(_, _, rate)| *rate).collect();
    rates.sort_by(f64::total_cmp);
    let words = "Events a second by weekday (Monday first) and hour (0 to 23)".to_owned();
    let mut chart = Chart::new("heat", "Heat map".to_owned(), words, 7.0 * ROW);
    for (weekday, hour, rate) in &cells {
        let below = rates.partition_point(|other| other < rate);
        let shade = 1 + below * 5 / rates.len().max(1);
        let width = WIDTH / HOURS;
        chart.shade((hour * width, (weekday - 1.0) * ROW, width, ROW), shade);
    }
    open("Hours of the week", out)?;
    if let (Some(least), Some(most)) = (rates.first(), rates.last()) {
        let (least, most) = (number::brief(*least), number::brief(*most));
        writeln!(
            out,
            "<p class=\"lead\">From {least} to {most} events a second: the stronger the colour, the \
             busier.</p>"
        )?;
    }
    write!(out, "<div class=\"heat\"><div class=\"days\">")?;
    for day in DAYS {
        write!(out, "<span>{day}</span> ")?;
    }
    writeln!(out, "</div><div>")?;
    let hours = (0..24).map(|hour| if hour % 3 == 0 { hour.to_string() } else { String::new() });
    writeln!(out, "{}", chart.finish())?;
    Axis::Each(hours.collect()).write(out)?;
    writeln!(out, "</div></div>\n</figure>")?;
    super::table::details(section, clock, out)?;
    writeln!(out, "</section>")
}
