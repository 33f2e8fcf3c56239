//! nagios: the output of a monitoring plugin, one line of state and performance data, then rows
//! (draft-kaestle-monitoring-plugins-interface-03).

use std::io::{self, Write};

use super::exact::shortest;
use super::visible::visible;
use super::{Request, number};
use crate::report::{Alert, AlertRow, Cell, Report, Severity};

/// Rows that follow the line, at most.
const MAX_ROWS: usize = 10;
/// The words of the states, by the exit status.
const STATES: [&str; 4] = ["OK", "WARNING", "CRITICAL", "UNKNOWN"];

/// The exit status of a monitoring plugin: 0 when no condition holds, 1 when one of `--warn-if`
/// does, 2 when one of `--fail-if` does. 3 when the run `failed`, nothing was counted, or there is no
/// condition: figures of a part of the log prove nothing.
pub(crate) fn monitoring_state(report: &Report<'_>, failed: bool) -> u8 {
    let holds = |severity: Severity| {
        report.alerts.iter().any(|alert| alert.severity == severity && alert.held == Some(true))
    };
    let is_unknown = report.alerts.iter().any(|alert| alert.held.is_none());
    if failed || is_unknown || report.alerts.is_empty() || matched(report) == 0 {
        3
    } else if holds(Severity::Fail) {
        2
    } else {
        u8::from(holds(Severity::Warn))
    }
}

/// The lines that were counted; of two sides, the lines of the side with fewer.
fn matched(report: &Report<'_>) -> u64 {
    let count = |cell: &Cell<'_>| if let Cell::Count(count) = cell { *count } else { 0 };
    let Some(sides) = report.table("sides") else {
        return report.cell("input", "matched").map_or(0, count);
    };
    let at = sides.column("matched");
    sides.rows().map(|row| at.and_then(|at| row.get(at)).map_or(0, count)).min().unwrap_or(0)
}

pub(super) fn render(request: &Request<'_, '_>, out: &mut dyn Write) -> io::Result<()> {
    let report = request.report;
    let state = monitoring_state(report, request.program.failed);
    let word = STATES.get(usize::from(state)).copied().unwrap_or("UNKNOWN");
    writeln!(out, "STREAMSTATS {word} - {}{}", state_reason(report, state), performance(report))?;
    let held = report.alerts.iter().filter(|alert| alert.held == Some(true));
    let rows = held.flat_map(|alert| alert.met.iter().map(move |row| (alert, row)));
    for (alert, row) in rows.take(MAX_ROWS) {
        writeln!(out, "{}: {}", without_bar(&alert.condition), row_text(row))?;
    }
    Ok(())
}

/// Why the state is what it is, in words.
fn state_reason(report: &Report<'_>, state: u8) -> String {
    let alerts = &report.alerts;
    if alerts.is_empty() {
        return "no condition is given; --fail-if or --warn-if gives one".to_owned();
    }
    let alert_texts = |wanted: Option<bool>| {
        let alerts = alerts.iter().filter(|alert| alert.held == wanted);
        alerts.map(alert_text).collect::<Vec<_>>().join("; ")
    };
    match state {
        0 => "no condition holds".to_owned(),
        1 | 2 => without_bar(&alert_texts(Some(true))),
        _ if alerts.iter().any(|alert| alert.held.is_none()) => without_bar(&alert_texts(None)),
        _ if matched(report) == 0 => "nothing was counted".to_owned(),
        _ => "the log could not be read to its end".to_owned(),
    }
}

/// A condition, its worst row, and how many other rows meet it: `peak > 50: 203.0.113.7 has 438, and 2 more`.
pub(crate) fn alert_text(alert: &Alert) -> String {
    let Alert { condition, rows, worst, problem, .. } = alert;
    let more = match rows {
        0 | 1 => String::new(),
        rows => format!(", and {} more", rows - 1),
    };
    match (problem, worst) {
        (Some(problem), _) => format!("{condition}: cannot be judged: {problem}"),
        (None, Some(row)) => format!("{condition}: {}{more}", row_text(row)),
        (None, None) => condition.clone(),
    }
}

fn row_text(row: &AlertRow) -> String {
    let figure = cell(&row.figure);
    match &row.name {
        Some(name) => format!("{} has {figure}", without_bar(&cell(name))),
        None => format!("it is {figure}"),
    }
}

/// The least share that one decimal of a percentage shows well.
const MIN_PERCENT: f64 = 0.001;

/// A cell for eyes. Performance data have the figures at full precision.
fn cell(cell: &Cell<'_>) -> String {
    match cell {
        Cell::Text(bytes) => visible(bytes, true),
        Cell::Count(count) => count.to_string(),
        Cell::Number(number) => number::short(*number),
        Cell::Share(share) if *share > 0.0 && *share < MIN_PERCENT => {
            format!("{} %", number::brief(share * 100.0))
        }
        Cell::Share(share) => number::percent(*share),
        Cell::Flag(flag) => flag.to_string(),
        Cell::Time(moment) => moment.to_string(),
        Cell::Missing => "nothing".to_owned(),
    }
}

/// `text` with its bars replaced: a bar begins the performance data.
fn without_bar(text: &str) -> String {
    text.replace('|', "_")
}

/// The threshold range of the first alert on the field `name` that has one: `40` for values above 40, `40:` for
/// values below it; empty without one. `factor` turns the bound into the unit of the performance data.
fn threshold(report: &Report<'_>, name: &str, severity: Severity, factor: f64) -> String {
    let alerts = report.alerts.iter();
    let own = alerts.filter(|alert| alert.name == name && alert.severity == severity);
    let mut bounds = own.filter_map(|alert| Some((alert.bound?, alert.is_below)));
    let Some((bound, is_below)) = bounds.next() else { return String::new() };
    format!("{}{}", shortest(bound * factor), if is_below { ":" } else { "" })
}

/// `| 'peak'=438;40;50;0`: for each field its figure, the bounds of warning and failure, and the least value.
fn performance(report: &Report<'_>) -> String {
    let mut names: Vec<&str> = Vec::new();
    let mut data = String::new();
    for alert in &report.alerts {
        let Some(row) = alert.worst.as_ref().filter(|_| !names.contains(&alert.name.as_str()))
        else {
            continue;
        };
        let (factor, unit) = unit(alert, &row.figure);
        let Some(figure) = number(&row.figure) else { continue };
        names.push(&alert.name);
        let label = without_bar(&alert.name.replace(['\'', '='], "_"));
        let threshold = |severity| threshold(report, &alert.name, severity, factor);
        let (warn, fail) = (threshold(Severity::Warn), threshold(Severity::Fail));
        data += &format!(" '{label}'={}{unit};{warn};{fail};0", shortest(figure * factor));
    }
    if data.is_empty() { data } else { format!(" |{data}") }
}

/// The factor and the unit of a field's figures: shares are percents.
fn unit(alert: &Alert, figure: &Cell<'_>) -> (f64, &'static str) {
    let name = &alert.name;
    match (figure, alert.unit.as_deref()) {
        (Cell::Share(_), _) => (100.0, "%"),
        (_, Some("s")) => (1.0, "s"),
        (_, Some("bytes")) => (1.0, "B"),
        (_, Some("percent")) => (1.0, "%"),
        _ if name.ends_with("_seconds") => (1.0, "s"),
        _ if name.ends_with("bytes") => (1.0, "B"),
        _ => (1.0, ""),
    }
}

fn number(cell: &Cell<'_>) -> Option<f64> {
    match cell {
        Cell::Count(count) => Some(*count as f64),
        Cell::Number(number) | Cell::Share(number) if number.is_finite() => Some(*number),
        Cell::Flag(flag) => Some(f64::from(u8::from(*flag))),
        _ => None,
    }
}
