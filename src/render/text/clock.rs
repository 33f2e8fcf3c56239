//! Instants and lengths for eyes, as short as the report's range allows.

use crate::render::number;
use crate::report::{Cell, Moment, NamedFields};
use crate::time::LocalTime;

/// How the instants of a report are shown.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Clock {
    /// The range is within a day, so that a time needs no date.
    one_day: bool,
    /// The range is within a year, so that a date needs no year.
    one_year: bool,
    /// Seconds of a bucket.
    bucket: f64,
}

impl Clock {
    /// For a report with this section `time`.
    pub(crate) fn new(time: Option<&NamedFields<'_>>) -> Self {
        let cell = |name| time?.iter().find(|field| field.name == name).map(|field| &field.cell);
        let day = |name| match cell(name) {
            Some(Cell::Time(moment)) => Some(moment.local.date()),
            _ => None,
        };
        let bucket = match cell("bucket_seconds") {
            Some(Cell::Number(seconds)) => *seconds,
            _ => 1.0,
        };
        let (first, last) = (day("first"), day("last"));
        let year =
            |day: &Option<String>| day.as_ref().and_then(|day| day.get(..4).map(str::to_owned));
        Self { one_day: first == last, one_year: year(&first) == year(&last), bucket }
    }

    /// `00:14:52`, with the date where the range has several.
    pub(crate) fn brief(&self, moment: &Moment) -> String {
        let LocalTime { month, day, .. } = moment.local;
        let time = time_of_day(&moment.local);
        match (self.one_day, self.one_year) {
            (true, _) => time,
            (false, true) => format!("{month:02}-{day:02} {time}"),
            (false, false) => format!("{} {time}", moment.local.date()),
        }
    }

    /// What a rate is by: `s`, or the width of a bucket.
    pub(crate) fn unit(&self) -> String {
        match number::duration(self.bucket).as_str() {
            "1 s" => "s".to_owned(),
            length => length.replace(' ', ""),
        }
    }

    /// The length of `count` buckets in words.
    pub(crate) fn buckets(&self, count: u64) -> String {
        let count = count as f64;
        number::duration(count * self.bucket)
    }
}

/// `23:33:20`, with milliseconds where there are any.
pub(super) fn time_of_day(local: &LocalTime) -> String {
    let whole = local.clock();
    if local.nanos == 0 { whole } else { format!("{whole}.{:03}", local.nanos / 1_000_000) }
}
