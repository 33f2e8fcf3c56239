//! Values that the columns `hour`, `minute` and `weekday` never have: a clock in place of an hour, the name of a
//! day in place of its number.

use super::list::split;
use super::parse::{ConditionParts, Operator};

/// The days in the order of their numbers, from 1.
const DAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The fewest letters that name a day.
const LEAST_LETTERS: usize = 3;

/// A column that the program makes of the time.
struct ClockColumn {
    name: &'static str,
    /// The texts it has.
    about: &'static str,
    /// The column and the text that a value means; `None` for a value that means nothing known.
    read: fn(&str) -> Option<(&'static str, String)>,
    /// Whether a value after `~` is read, too: an expression for the names of days finds no number.
    has_names: bool,
}

/// What the numbers of days mean.
const WEEKDAYS: &str = "weekday is 1 for Monday to 7 for Sunday";

/// The columns. A day is a date, and may be written in any way that a time is; only a name is no date.
const COLUMNS: [ClockColumn; 4] = [
    ClockColumn { name: "weekday", about: WEEKDAYS, read: weekday, has_names: true },
    ClockColumn {
        name: "day",
        about: WEEKDAYS,
        read: |item| Some(day_name(item).unwrap_or_else(|| ("day", item.to_owned()))),
        has_names: true,
    },
    ClockColumn { name: "hour", about: "hour is 00 to 23", read: hour, has_names: false },
    ClockColumn {
        name: "minute",
        about: "minute is a time of day, such as 14:02; minute ~ :02$ is that minute of each hour",
        read: minute,
        has_names: false,
    },
];

/// Refuses a value that a column made of the time never has. A log's own column of that name is compared with
/// a quoted value.
pub(super) fn check(parts: &ConditionParts<'_>) -> Result<(), String> {
    let ConditionParts { column, operator, value, .. } = *parts;
    let Some(clock) = COLUMNS.iter().find(|clock| clock.name == column) else { return Ok(()) };
    let is_regex = matches!(operator, Operator::Matches | Operator::NotMatches);
    let is_list = matches!(operator, Operator::In | Operator::NotIn);
    let items = if is_list { split(value) } else { vec![value] };
    let items: Vec<&str> = items.into_iter().map(str::trim).collect();
    if items.iter().any(|item| item.starts_with(['\'', '"'])) || is_regex && !clock.has_names {
        return Ok(());
    }
    let sign = match operator {
        Operator::Matches => "=",
        Operator::NotMatches => "!=",
        operator => operator.sign(),
    };
    let about = clock.about;
    let meant: Option<Vec<_>> = items.iter().map(|item| (clock.read)(item)).collect();
    let Some((name, texts)) = meant.and_then(of_one_column) else {
        return match is_regex {
            true => Ok(()),
            false => Err(format!("{about}; quote {value} for a text of the log's own {column}")),
        };
    };
    match name == column && texts == items {
        true => Ok(()),
        false => {
            let texts = texts.join(",");
            Err(format!("{about}; write {name} {sign} {texts}, or quote {value} for the text"))
        }
    }
}

/// The column of all the texts and the texts; `None` if they are of several columns.
fn of_one_column(meant: Vec<(&'static str, String)>) -> Option<(&'static str, Vec<String>)> {
    let (column, _) = *meant.first()?;
    let is_one = meant.iter().all(|(name, _)| *name == column);
    is_one.then(|| (column, meant.into_iter().map(|(_, text)| text).collect()))
}

/// The number of a day by its name, of which three letters suffice.
fn day_name(name: &str) -> Option<(&'static str, String)> {
    let name = name.to_ascii_lowercase();
    let is_day = |day: &str| name.len() >= LEAST_LETTERS && day.starts_with(&name);
    let at = DAYS.iter().position(|day| is_day(day))?;
    Some(("weekday", (at + 1).to_string()))
}

/// A number from 1 to 7, 0 for Sunday, or the name of a day.
fn weekday(item: &str) -> Option<(&'static str, String)> {
    match item.parse().ok() {
        Some(0) => Some(("weekday", "7".to_owned())),
        Some(1..=7) => Some(("weekday", item.to_owned())),
        Some(_) => None,
        None => day_name(item),
    }
}

/// A number up to 24, a clock, or an hour before or after noon.
fn hour(item: &str) -> Option<(&'static str, String)> {
    // Every hour is below 24.
    if item.parse().is_ok_and(|hour: u8| hour <= 24) {
        return Some(("hour", item.to_owned()));
    }
    if let Some((hour, minute)) = clock(item) {
        return Some(match minute {
            0 => ("hour", format!("{hour:02}")),
            minute => ("minute", format!("{hour:02}:{minute:02}")),
        });
    }
    let lower = item.to_ascii_lowercase();
    let halves = [("am", 0), ("pm", 12)];
    halves.iter().find_map(|(half, first)| {
        let hour: u8 = lower.strip_suffix(half)?.trim().parse().ok()?;
        (1..=12).contains(&hour).then(|| ("hour", format!("{:02}", hour % 12 + first)))
    })
}

/// A clock, without its seconds.
fn minute(item: &str) -> Option<(&'static str, String)> {
    clock(item).map(|(hour, minute)| ("minute", format!("{hour:02}:{minute:02}")))
}

/// Hour and minute of `14:02` and `14:02:11`.
fn clock(item: &str) -> Option<(u8, u8)> {
    let mut parts = item.split(':').map(|part| part.parse::<u8>().ok());
    let (hour, minute) = (parts.next()??, parts.next()??);
    let is_clock = hour < 24 && minute < 60 && parts.all(|part| part.is_some());
    is_clock.then_some((hour, minute))
}
