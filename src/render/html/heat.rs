//! The heat map: rates by weekday and hour.

use std::io;

use super::cells;
use super::charts::rows;
use super::figure::Axis;
use super::page::Page;
use super::subject::third_hour;
use super::svg::{Chart, WIDTH};
use crate::render::number;
use crate::report::{Section, Table};

const DAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const HOURS: f64 = 24.0;
/// Height of a day.
const ROW: f64 = 22.0;

/// Writes the map, in five shades of equally many cells.
pub(super) fn write(
    page: &mut Page<'_, '_>,
    section: &Section<'_>,
    table: &Table<'_>,
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
    writeln!(page.out, "<section>\n<h2>Hours of the week</h2>\n<figure>")?;
    if let (Some(least), Some(most)) = (rates.first(), rates.last()) {
        let (least, most) = (number::brief(*least), number::brief(*most));
        page.lead(&format!(
            "From {least} to {most} events a second: the stronger the colour, the busier."
        ))?;
    }
    write!(page.out, "<div class=\"heat\"><div class=\"days\">")?;
    for day in DAYS {
        write!(page.out, "<span>{day}</span> ")?;
    }
    writeln!(page.out, "</div><div>\n{}", chart.finish())?;
    Axis::Each((0..24).map(third_hour).collect()).write(page.out)?;
    writeln!(page.out, "</div></div>\n</figure>")?;
    page.close(Some(section))
}
