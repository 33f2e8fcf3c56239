//! The section `heat` for eyes: a line a weekday, a shade an hour.

use std::io::{self, Write};

use super::line::{BAR, FAINT, paint, write_line};
use crate::render::number;
use crate::render::request::Style;
use crate::report::{Cell, Table};

/// Shades from no event to the busiest fifth of the cells.
const SHADES: [char; 5] = [' ', '░', '▒', '▓', '█'];
/// The shades in ASCII.
const PLAIN: [char; 5] = [' ', '.', ':', '+', '#'];
/// Columns of an hour.
const CELL: usize = 2;

/// Writes a line for each weekday of the range; nothing if no event has a time.
pub(super) fn write(table: &Table<'_>, style: Style, out: &mut dyn Write) -> io::Result<()> {
    let mut rates: Vec<[Option<f64>; 24]> = vec![[None; 24]; number::WEEKDAYS.len()];
    for row in table.rows() {
        if let [Cell::Count(day), Cell::Count(hour), .., Cell::Number(rate)] = row[..]
            && let (Ok(day), Ok(hour)) = (usize::try_from(day), usize::try_from(hour))
            && let Some(cell) = rates.get_mut(day.wrapping_sub(1)).and_then(|d| d.get_mut(hour))
        {
            *cell = Some(rate);
        }
    }
    if rates.iter().flatten().all(Option::is_none) {
        return Ok(());
    }
    let mut sorted: Vec<f64> =
        rates.iter().flatten().flatten().copied().filter(|rate| *rate > 0.0).collect();
    sorted.sort_by(f64::total_cmp);
    let hours: String = (0..24)
        .map(|hour| if hour % 3 == 0 { format!("{hour:<6}") } else { String::new() })
        .collect();
    write_line(&format!("      {}", hours.trim_end()), FAINT, style, out)?;
    for (day, rates) in number::WEEKDAYS.iter().zip(&rates) {
        if rates.iter().all(Option::is_none) {
            continue;
        }
        let cells: String = rates.iter().map(|rate| cell(*rate, &sorted, style)).collect();
        writeln!(out, " {day}  {}", paint(&cells, BAR, style))?;
    }
    writeln!(out)
}

/// Two columns in the shade of a rate: its fifth among all rates; a dot for an hour that the range
/// does not hold.
fn cell(rate: Option<f64>, sorted: &[f64], style: Style) -> String {
    let Some(rate) = rate else { return "· ".chars().map(|c| plain(c, style)).collect() };
    let shades = if style.unicode { SHADES } else { PLAIN };
    let shade = match rate > 0.0 {
        true => {
            let below = sorted.partition_point(|other| *other < rate);
            1 + (below * (SHADES.len() - 1) / sorted.len().max(1)).min(SHADES.len() - 2)
        }
        false => 0,
    };
    std::iter::repeat_n(shades[shade], CELL).collect()
}

fn plain(character: char, style: Style) -> char {
    if style.unicode || character.is_ascii() { character } else { '-' }
}
