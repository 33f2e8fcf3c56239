//! Values that the columns `hour`, `minute` and `weekday` never have where they are made of the time: a clock in
//! place of an hour, the name of a day in place of its number. A log may have columns of these names with other
//! texts: only names of days, and clocks that an hour is ordered by, are refused; what to write for the rest is
//! said where no line meets the condition.

use super::list::{in_quotes, split};
use super::parse::{ConditionParts, Operator};

/// The days in the order of their numbers, from 1.
const DAYS: [&str; 7] =
    ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The fewest letters that name a day.
const MIN_LETTERS: usize = 3;

/// A column that the program makes of the time.
struct ClockColumn {
    name: &'static str,
    /// The texts it has.
    about: &'static str,
    /// The column and the text that a value means; `None` for a value that means nothing known.
    read: fn(&str) -> Option<(&'static str, String)>,
}

/// What the numbers of days mean.
const WEEKDAYS: &str = "weekday is 1 for Monday to 7 for Sunday";

/// The columns.
const COLUMNS: [ClockColumn; 3] = [
    ClockColumn { name: "weekday", about: WEEKDAYS, read: weekday },
    ClockColumn { name: "hour", about: "hour is 00 to 23", read: hour },
    ClockColumn {
        name: "minute",
        about: "minute is a time of day, such as 14:02; minute ~ :02$ is that minute of each hour",
        read: minute,
    },
];

/// Refuses names of days where a weekday is meant, and clocks that an hour is ordered by. A log's own column of
/// names is compared with quoted names.
pub(super) fn check(parts: &ConditionParts<'_>) -> Result<(), String> {
    let ConditionParts { column, operator, value, .. } = *parts;
    let orders = [Operator::Less, Operator::AtMost, Operator::Greater, Operator::AtLeast];
    // An hour is compared with a clock as a text, which leaves out the minutes of the clock's hour.
    if column == "hour" && orders.contains(&operator) {
        let meant = match operator {
            Operator::AtMost | Operator::Greater => minute(value).or_else(|| hour(value)),
            _ => hour(value),
        };
        return match meant.filter(|(name, text)| *name != column || text != value) {
            Some((name, text)) => Err(format!(
                "hour is 00 to 23; write {name} {} {text}, or quote it for the text",
                operator.sign()
            )),
            None => Ok(()),
        };
    }
    if !matches!(column, "weekday" | "day") {
        return Ok(());
    }
    let items = items(parts);
    let numbers: Option<Vec<String>> =
        items.iter().map(|item| day_name(item).map(|(_, number)| number)).collect();
    let sign = match operator {
        Operator::Matches => "=",
        Operator::NotMatches => "!=",
        operator => operator.sign(),
    };
    match numbers {
        Some(numbers) => Err(format!(
            "{WEEKDAYS}; write weekday {sign} {}, or {column} {sign} {} for the text",
            numbers.join(","),
            in_quotes(&items)
        )),
        None => Ok(()),
    }
}

/// What to write for a condition on a clock that no line meets, or that leaves out none, because the column made
/// of the time has other texts.
pub(super) fn advice(condition: &str) -> Option<String> {
    let parts = ConditionParts::parse(condition).ok()?;
    let ConditionParts { column, operator, quote, .. } = parts;
    let clock = COLUMNS.iter().find(|clock| clock.name == column)?;
    let compares_whole = [Operator::Equal, Operator::NotEqual, Operator::In, Operator::NotIn];
    if quote.is_some() || !compares_whole.contains(&operator) {
        return None;
    }
    let (items, sign, about) = (items(&parts), operator.sign(), clock.about);
    let meant: Option<Vec<_>> = items.iter().map(|item| (clock.read)(item)).collect();
    match meant.and_then(of_one_column) {
        Some((name, texts)) if name == column && texts == items => None,
        Some((name, texts)) => Some(format!("{about}; write {name} {sign} {}", texts.join(","))),
        None => Some(about.to_owned()),
    }
}

/// The items of a list, else the value.
fn items<'t>(parts: &ConditionParts<'t>) -> Vec<&'t str> {
    let is_list = matches!(parts.operator, Operator::In | Operator::NotIn);
    let items = if is_list { split(parts.value) } else { vec![parts.value] };
    items.into_iter().map(str::trim).collect()
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
    let is_day = |day: &str| name.len() >= MIN_LETTERS && day.starts_with(&name);
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
