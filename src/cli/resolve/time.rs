//! What the options of time mean together.

use crate::analysis::{AssumedZone, TimeAnalysis, Window};
use crate::error::{Error, Result};
use crate::extract::{Condition, TIME_COLUMNS, TimeOptions};
use crate::time::{
    BucketWidth, Bucketer, Limit, Zone, is_relative_limit, parse_duration, parse_limit,
};

use crate::cli::args::{CountArgs, TimeArgs};
use crate::cli::environment::Environment;

/// The options of time, for the stages that take them.
#[derive(Debug)]
pub(super) struct Times {
    pub(super) extract: TimeOptions,
    /// `None` where times only make columns.
    pub(super) rates: Option<(Bucketer, TimeAnalysis)>,
}

/// Resolves the options; `None` where no option asks for times. `machine_zone` is the zone a state carries,
/// where its stamps without one were read in the machine's. Errors: a value that is no time or no length,
/// or an option that does not fit the others.
pub(super) fn resolve(
    args: &CountArgs,
    machine_zone: Option<&[String]>,
    environment: &Environment,
) -> Result<Option<Times>> {
    let CountArgs { time: args, value, filter, number, analysis, alerts, .. } = args;
    let implied = args.start.is_some() || args.end.is_some() || args.bucket.is_some();
    let rates = args.time || implied || !args.window.is_empty() || analysis.needs_times().is_some();
    let conditions = filter.conditions.iter().chain(&value.ratio);
    let conditions = conditions.filter_map(|text| Condition::parse("-w", text, &Zone::utc()).ok());
    let columns = conditions.map(|condition| condition.column().to_owned());
    let columns = columns.chain(value.by.iter().cloned()).chain(value.weight.clone());
    let columns = columns.chain(value.distinct.clone()).chain(value.across.clone());
    let mut columns = columns.chain(number.measure.clone()).chain(number.compare.iter().cloned());
    let makes_columns =
        args.has_condition || columns.any(|name| TIME_COLUMNS.iter().any(|made| made.name == name));
    if !rates && !makes_columns {
        return without_times(args);
    }
    let [start_flag, end_flag] = args.limit_flags;
    let limits = [(start_flag, &args.start), (end_flag, &args.end)];
    let is_limited = limits.iter().filter_map(|(_, text)| text.as_deref()).any(is_relative_limit);
    let is_relative = is_limited || super::output::are_alerts_relative(alerts);
    let (zone, assumed_zone) = match &args.tz {
        Some(zone) => (zone.clone(), AssumedZone::Given),
        None if is_relative => {
            let zone = environment.zone();
            let name = zone.to_string();
            (zone, AssumedZone::Machine(name))
        }
        None => (Zone::utc(), AssumedZone::Utc),
    };
    let [start, end] = limits.map(|(flag, text)| {
        let limit = text.as_deref().map(|text| parse_limit(text, environment.now, &zone, None));
        limit.transpose().map_err(|error| Error::Usage(format!("{flag}: {error}")))
    });
    let (start, end) = (start?, end?);
    let typed =
        limits.map(|(flag, text)| format!("{flag}: {}", text.as_deref().unwrap_or_default()));
    if let (Some(Limit::At(start)), Some(Limit::At(end))) = (start, end)
        && end <= start
    {
        return Err(Error::Usage(format!(
            "{end_flag}: {end} is not after the start, {start}; nothing can lie between"
        )));
    }
    let width = args.bucket.unwrap_or(BucketWidth::SECOND);
    let windows = windows(args, width)?;
    let percentiles = super::number::percentiles(number)?;
    if analysis.idle.is_some_and(|idle| idle < width.nanos()) {
        return Err(Error::Usage(format!(
            "--idle: at least a bucket, which is {width}; -b sets it"
        )));
    }
    let format = args.time_format.clone();
    let buckets = Bucketer::new(width, args.tz.clone().unwrap_or(Zone::utc()));
    let year = args.year;
    let columns = args.time_column.clone();
    if columns.len() > 2 {
        return Err(Error::Usage(
            "--time-column: one column with the stamp, or two with a date and a time of day"
                .to_owned(),
        ));
    }
    let buckets_of = buckets.clone();
    let extract = TimeOptions {
        zone,
        buckets: buckets_of,
        columns,
        format,
        year,
        start,
        end,
        typed,
        is_required: rates,
    };
    let assumed_zone = match machine_zone {
        Some(name) => AssumedZone::Machine(name.join(" ")),
        None => assumed_zone,
    };
    let analysis =
        TimeAnalysis { assumed_zone, year_given: args.year.is_some(), windows, percentiles };
    Ok(Some(Times { extract, rates: rates.then_some((buckets, analysis)) }))
}

/// `None`, or an error where an option needs times.
fn without_times(args: &TimeArgs) -> Result<Option<Times>> {
    let needing = [
        ("--time-format", args.time_format.is_some()),
        ("--time-column", !args.time_column.is_empty()),
        ("--tz", args.tz.is_some()),
        ("--year", args.year.is_some()),
        ("--no-seek", args.no_seek),
    ];
    match needing.iter().find(|(_, given)| *given) {
        Some((flag, _)) => {
            Err(Error::Usage(format!("{flag} says how times are read; it needs -t")))
        }
        None => Ok(None),
    }
}

/// The windows; the text typed for a window names its column.
fn windows(args: &TimeArgs, width: BucketWidth) -> Result<Vec<Window>> {
    let mut windows: Vec<Window> = Vec::new();
    for text in args.window.iter().map(|text| text.trim()) {
        let nanos =
            parse_duration(text).map_err(|error| Error::Usage(format!("--window: {error}")))?;
        if nanos < width.nanos() || nanos % width.nanos() != 0 {
            return Err(Error::Usage(format!(
                "--window: {text} is no whole number of buckets of {width}; -b sets their width"
            )));
        }
        let name = format!("peak_{text}");
        if windows.iter().all(|window| window.name != name) {
            windows.push(Window { name, nanos });
        }
    }
    Ok(windows)
}
