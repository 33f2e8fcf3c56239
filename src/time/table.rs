//! The shapes of stamps known without `--time-format`: one flat table, a row a shape.
//!
//! If two rows read the same text, the first wins; so a row stands before its less likely reading (year,
//! then month, then day first).

/// One row of [`TIME_FORMATS`].
#[derive(Clone, Copy, Debug)]
#[cfg_attr(not(test), expect(dead_code, reason = "tests read the examples"))]
pub(crate) struct TimeFormat {
    /// Name in kebab-case, unique.
    pub(crate) name: &'static str,
    /// How it is read.
    pub(crate) reader: RowReader,
    /// Whether it is looked for inside lines; else it counts only as a whole text.
    pub(crate) in_lines: bool,
    /// The order of day and month, where the text leaves it open.
    pub(crate) order: DateOrder,
    pub(crate) sample: &'static str,
    /// The example's instant in RFC 3339, in UTC and with 2026-03-06T00:00:00Z for reference.
    pub(crate) instant: &'static str,
}

/// How a row of the table is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum RowReader {
    /// By a strftime layout with specifiers of its own, listed in `layout.rs`.
    Layout(&'static str),
    /// Seconds since the epoch, decimals allowed.
    Seconds,
    /// Milliseconds since the epoch, decimals allowed.
    Millis,
    /// Microseconds since the epoch.
    Micros,
    /// Nanoseconds since the epoch.
    Nanos,
    /// Seconds since the epoch in scientific notation, `1.772719331E9`.
    Scientific,
    /// Seconds since the epoch in eight hexadecimal digits.
    HexSeconds,
    /// A TAI64 or TAI64N label.
    Tai64,
    /// A JSON object of seconds since the epoch and the nanoseconds of the second.
    SecondsAndNanos,
}

/// Whether numbers could be read as day and month in either order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum DateOrder {
    /// They could not.
    Plain,
    /// This row takes the year first, another reading may exist.
    YearFirst,
    /// This row takes the month first; its sibling the day.
    MonthFirst,
    /// This row takes the day first; its sibling the month.
    DayFirst,
}

use DateOrder::{DayFirst, MonthFirst, Plain, YearFirst};
use RowReader::{
    HexSeconds, Layout, Micros, Millis, Nanos, Scientific, Seconds, SecondsAndNanos, Tai64,
};

/// Looked for inside lines.
const IN_LINES: bool = true;
/// Read only as a whole text: inside lines too much else looks like it.
const ALONE: bool = false;

const fn row(
    name: &'static str,
    reader: RowReader,
    in_lines: bool,
    order: DateOrder,
    sample: &'static str,
    instant: &'static str,
) -> TimeFormat {
    TimeFormat { name, reader, in_lines, order, sample, instant }
}

/// Every shape of stamp that is known without `--time-format`.
#[rustfmt::skip]
pub(crate) static TIME_FORMATS: &[TimeFormat] = &[
    row("iso-t", Layout("%Y-%m-%dT%+"), IN_LINES, Plain, "2026-03-05T14:02:11.655Z", "2026-03-05T14:02:11.655Z"),
    row("iso-space", Layout("%Y-%m-%d %+"), IN_LINES, Plain, "2026-03-05 14:02:11,655", "2026-03-05T14:02:11.655Z"),
    row("clf", Layout("%d/%b/%Y:%+"), IN_LINES, Plain, "05/Mar/2026:14:02:11 +0000", "2026-03-05T14:02:11Z"),
    row("syslog", Layout("%b %d %+"), IN_LINES, Plain, "Mar  5 14:02:11", "2026-03-05T14:02:11Z"),
    row("asctime", Layout("%a %b %d %+%?Z %Y%?z"), IN_LINES, Plain, "Thu Mar  5 14:02:11.655123 2026", "2026-03-05T14:02:11.655123Z"),
    row("weekday-year-last", Layout("%a %b %d %Y %+"), IN_LINES, Plain, "Thu Mar 05 2026 14:02:11 GMT+0000 (UTC)", "2026-03-05T14:02:11Z"),
    row("asctime-no-year", Layout("%a %b %d %+"), IN_LINES, Plain, "Thu Mar  5 14:02:11", "2026-03-05T14:02:11Z"),
    row("syslog-year-last", Layout("%b %d %+%?Z %Y%?_z"), IN_LINES, Plain, "Mar  5 14:02:11 2026", "2026-03-05T14:02:11Z"),
    row("syslog-year", Layout("%b %d %Y %+"), IN_LINES, Plain, "Mar  5 2026 14:02:11", "2026-03-05T14:02:11Z"),
    row("syslog-year-first", Layout("%Y %b %d %+"), IN_LINES, Plain, "2026 Mar  5 14:02:11", "2026-03-05T14:02:11Z"),
    row("zone-syslog", Layout("%Z %b %d %+"), IN_LINES, Plain, "PST Mar  5 06:02:11", "2026-03-05T14:02:11Z"),
    row("rfc2822", Layout("%a, %d %b %Y %+"), IN_LINES, Plain, "Thu, 05 Mar 2026 14:02:11 +0000", "2026-03-05T14:02:11Z"),
    row("rfc850", Layout("%A, %d-%b-%y %+"), IN_LINES, Plain, "Thursday, 05-Mar-26 14:02:11 GMT", "2026-03-05T14:02:11Z"),
    row("cookie", Layout("%a, %d-%b-%Y %+"), IN_LINES, Plain, "Thu, 05-Mar-2026 14:02:11 GMT", "2026-03-05T14:02:11Z"),
    row("day-month-year", Layout("%d%?. %b %Y%~%+"), IN_LINES, Plain, "05 Mar 2026 14:02:11.655", "2026-03-05T14:02:11.655Z"),
    row("weekday-day-month", Layout("%a %d%?. %b %Y%~%+"), IN_LINES, Plain, "Thu 05 Mar 2026 02:02:11 PM UTC", "2026-03-05T14:02:11Z"),
    row("weekday-day-year-last", Layout("%a %d%?. %b %+%?Z %Y%?_z"), IN_LINES, Plain, "Thu  5 Mar 14:02:11 UTC 2026", "2026-03-05T14:02:11Z"),
    row("day-month-year-glued", Layout("%d%b%Y%~%+"), IN_LINES, Plain, "05Mar2026 14:02:11.655", "2026-03-05T14:02:11.655Z"),
    row("day-month-short-year", Layout("%d%?. %b %y%?, %+"), IN_LINES, Plain, "05 Mar 26 14:02:11", "2026-03-05T14:02:11Z"),
    row("weekday-short-year", Layout("%a%?, %d%?. %b %y%?, %+"), IN_LINES, Plain, "Thu, 05 Mar 26 14:02:11 GMT", "2026-03-05T14:02:11Z"),
    row("day-month", Layout("%d%?. %b %+"), IN_LINES, Plain, "05 Mar 14:02:11", "2026-03-05T14:02:11Z"),
    row("rabbitmq", Layout("%d-%b-%Y::%+"), IN_LINES, Plain, "5-Mar-2026::14:02:11", "2026-03-05T14:02:11Z"),
    row("tomcat", Layout("%d-%b-%Y%~%+"), IN_LINES, Plain, "05-Mar-2026 14:02:11.655", "2026-03-05T14:02:11.655Z"),
    row("tomcat-short-year", Layout("%d-%b-%y%~%+"), IN_LINES, Plain, "05-Mar-26 14:02:11", "2026-03-05T14:02:11Z"),
    row("tomcat-no-year", Layout("%d-%b%~%+"), IN_LINES, Plain, "05-Mar 14:02:11", "2026-03-05T14:02:11Z"),
    row("month-day-dashed", Layout("%b-%d-%Y%~%+"), IN_LINES, Plain, "Mar-05-2026 14:02:11", "2026-03-05T14:02:11Z"),
    row("month-day-dotted", Layout("%b%d.%Y%~%+"), IN_LINES, Plain, "Mar.05.2026 14:02:11", "2026-03-05T14:02:11Z"),
    row("month-day-lined", Layout("%b_%d_%Y%~%+"), IN_LINES, Plain, "Mar_05_2026 14:02:11", "2026-03-05T14:02:11Z"),
    row("assp", Layout("%b-%d-%y %+"), IN_LINES, Plain, "Mar-05-26 14:02:11", "2026-03-05T14:02:11Z"),
    row("dashed-month-day", Layout("%b-%d%~%+"), IN_LINES, Plain, "Mar-05 14:02:11.655", "2026-03-05T14:02:11.655Z"),
    row("month-day-slashed", Layout("%b/%d/%Y%~%+"), IN_LINES, Plain, "Mar/05/2026 14:02:11", "2026-03-05T14:02:11Z"),
    row("clf-space", Layout("%d/%b/%Y%~%+"), IN_LINES, Plain, "05/Mar/2026 14:02:11", "2026-03-05T14:02:11Z"),
    row("clf-no-year", Layout("%d/%b%~%+"), IN_LINES, Plain, "05/Mar 14:02:11", "2026-03-05T14:02:11Z"),
    row("month-day-year", Layout("%b %d, %Y%~%+"), IN_LINES, Plain, "Mar 5, 2026 2:02:11 PM", "2026-03-05T14:02:11Z"),
    row("weekday-month-day", Layout("%a, %b %d, %Y%~%+"), IN_LINES, Plain, "Thursday, March 5, 2026 at 2:02:11 PM", "2026-03-05T14:02:11Z"),
    row("klog", Layout("%?L%m%d %+"), IN_LINES, Plain, "I0305 14:02:11.655123", "2026-03-05T14:02:11.655123Z"),
    row("glog-year", Layout("%?L%Y%m%d %+"), IN_LINES, Plain, "I20260305 14:02:11.655123", "2026-03-05T14:02:11.655123Z"),
    row("glog-short-year", Layout("%?L%y%m%d %+"), IN_LINES, Plain, "I260305 14:02:11.655", "2026-03-05T14:02:11.655Z"),
    row("slashed", Layout("%Y/%m/%d%~%+"), IN_LINES, Plain, "2026/03/05 14:02:11", "2026-03-05T14:02:11Z"),
    row("dotted", Layout("%Y.%m.%d%~%+"), IN_LINES, Plain, "2026.03.05 14:02:11", "2026-03-05T14:02:11Z"),
    row("dotted-blanks", Layout("%Y. %m. %d.%~%+"), IN_LINES, Plain, "2026. 3. 5. 14:02:11", "2026-03-05T14:02:11Z"),
    row("iso-dashed", Layout("%Y-%m-%d%~%H-%M-%S%?f%?p%?z"), IN_LINES, Plain, "2026-03-05-14-02-11", "2026-03-05T14:02:11Z"),
    row("iso-minutes", Layout("%Y-%m-%d-%H.%M.%S%?f%?M"), IN_LINES, Plain, "2026-03-05-15.02.11.655123+060", "2026-03-05T14:02:11.655123Z"),
    row("weekday-iso", Layout("%a%?, %Y-%m-%d%~%+"), IN_LINES, Plain, "Thu 2026-03-05 14:02:11 UTC", "2026-03-05T14:02:11Z"),
    row("iso-gap", Layout("%Y-%m-%d%~%+"), IN_LINES, Plain, "2026-03-05_14:02:11", "2026-03-05T14:02:11Z"),
    row("iso-month-name", Layout("%Y-%b-%d%~%+"), IN_LINES, Plain, "2026-Mar-05 14:02:11", "2026-03-05T14:02:11Z"),
    row("slashed-month-name", Layout("%Y/%b/%d%~%+"), IN_LINES, Plain, "2026/Mar/05 14:02:11", "2026-03-05T14:02:11Z"),
    row("colons", Layout("%Y:%m:%d%~%+"), IN_LINES, Plain, "2026:03:05-14:02:11", "2026-03-05T14:02:11Z"),
    row("cjk", Layout("%Y%年%_%m%月%_%d%日%~%+"), IN_LINES, Plain, "2026年3月5日 14:02:11", "2026-03-05T14:02:11Z"),
    row("ordinal-t", Layout("%Y-%jT%+"), IN_LINES, Plain, "2026-064T14:02:11Z", "2026-03-05T14:02:11Z"),
    row("ordinal-space", Layout("%Y-%j %+"), IN_LINES, Plain, "2026-064 14:02:11", "2026-03-05T14:02:11Z"),
    row("ordinal-compact", Layout("%Y%j %+"), IN_LINES, Plain, "2026064 14:02:11", "2026-03-05T14:02:11Z"),
    row("iso-week", Layout("%Y-%W%~%+"), IN_LINES, Plain, "2026-W10-4T14:02:11Z", "2026-03-05T14:02:11Z"),
    row("compact-t", Layout("%Y%m%dT%H%M%S%?f%?p%?z"), IN_LINES, Plain, "20260305T140211Z", "2026-03-05T14:02:11Z"),
    row("compact-t-minutes", Layout("%Y%m%dT%H%M%?p%?z"), IN_LINES, Plain, "20260305T1402Z", "2026-03-05T14:02:00Z"),
    row("compact-pair", Layout("%Y%m%d%~%H%M%S%?f%?p%?z"), IN_LINES, Plain, "20260305-140211", "2026-03-05T14:02:11Z"),
    row("compact-date", Layout("%Y%m%d%~%+"), IN_LINES, Plain, "20260305 14:02:11", "2026-03-05T14:02:11Z"),
    row("compact", Layout("%Y%m%d%H%M%S%?f%?p%?z"), IN_LINES, Plain, "20260305140211", "2026-03-05T14:02:11Z"),
    row("hadoop", Layout("%y%m%d %H%M%S%?f%?p%?z"), IN_LINES, Plain, "260305 140211", "2026-03-05T14:02:11Z"),
    row("mysql", Layout("%y%m%d %+"), IN_LINES, Plain, "260305 14:02:11", "2026-03-05T14:02:11Z"),
    row("spark", Layout("%y/%m/%d%~%+"), IN_LINES, YearFirst, "26/03/05 14:02:11", "2026-03-05T14:02:11Z"),
    row("us-slashed", Layout("%m/%d/%Y%~%+"), IN_LINES, MonthFirst, "03/05/2026 2:02:11 PM", "2026-03-05T14:02:11Z"),
    row("eu-slashed", Layout("%d/%m/%Y%~%+"), IN_LINES, DayFirst, "25/02/2026 14:02:11", "2026-02-25T14:02:11Z"),
    row("us-slashed-short", Layout("%m/%d/%y%~%+"), IN_LINES, MonthFirst, "03/25/25 14:02:11", "2025-03-25T14:02:11Z"),
    row("eu-slashed-short", Layout("%d/%m/%y%~%+"), IN_LINES, DayFirst, "25/02/36 14:02:11", "2036-02-25T14:02:11Z"),
    row("snort", Layout("%m/%d-%+"), IN_LINES, Plain, "03/05-14:02:11.655123", "2026-03-05T14:02:11.655123Z"),
    row("us-dashed", Layout("%m-%d-%Y%~%+"), IN_LINES, MonthFirst, "03-05-2026 14:02:11", "2026-03-05T14:02:11Z"),
    row("eu-dashed", Layout("%d-%m-%Y%~%+"), IN_LINES, DayFirst, "25-02-2026 14:02:11", "2026-02-25T14:02:11Z"),
    row("eu-dotted", Layout("%d.%m.%Y%~%+"), IN_LINES, Plain, "05.03.2026 14:02:11", "2026-03-05T14:02:11Z"),
    row("eu-dotted-short", Layout("%d.%m.%y%~%+"), IN_LINES, Plain, "05.03.26 14:02:11", "2026-03-05T14:02:11Z"),
    row("eu-dotted-no-year", Layout("%0d.%0m%?. %+"), IN_LINES, DayFirst, "05.03. 14:02:11", "2026-03-05T14:02:11Z"),
    row("us-dotted-no-year", Layout("%0m.%0d %+"), IN_LINES, MonthFirst, "02.25 14:02:11", "2026-02-25T14:02:11Z"),
    row("iso-short-year", Layout("%y-%m-%d%~%+"), IN_LINES, YearFirst, "26-03-05 14:02:11", "2026-03-05T14:02:11Z"),
    row("us-dashed-short", Layout("%m-%d-%y%~%+"), IN_LINES, MonthFirst, "03-25-25 14:02:11", "2025-03-25T14:02:11Z"),
    row("eu-dashed-short", Layout("%d-%m-%y%~%+"), IN_LINES, DayFirst, "25-02-36 14:02:11", "2036-02-25T14:02:11Z"),
    row("logcat", Layout("%m-%d %+"), IN_LINES, Plain, "03-05 14:02:11.655", "2026-03-05T14:02:11.655Z"),
    row("time-iso", Layout("%H:%M:%S%?f%?p%?z%^%Y-%m-%d%?_z"), IN_LINES, Plain, "14:02:11 2026-03-05", "2026-03-05T14:02:11Z"),
    row("time-slashed", Layout("%H:%M:%S%?f%?p%?z%^%Y/%m/%d%?_z"), IN_LINES, Plain, "14:02:11 2026/03/05", "2026-03-05T14:02:11Z"),
    row("time-us-slashed", Layout("%H:%M:%S%?f%?p%?z%^%m/%d/%Y%?_z"), IN_LINES, MonthFirst, "14:02:11 03/05/2026", "2026-03-05T14:02:11Z"),
    row("time-eu-slashed", Layout("%H:%M:%S%?f%?p%?z%^%d/%m/%Y%?_z"), IN_LINES, DayFirst, "14:02:11 25/02/2026", "2026-02-25T14:02:11Z"),
    row("time-dotted", Layout("%H:%M:%S%?f%?p%?z%^%d.%m.%Y%?_z"), IN_LINES, Plain, "14:02:11 05.03.2026", "2026-03-05T14:02:11Z"),
    row("time-month-day", Layout("%H:%M:%S%?f%?p%?z%^%b %d%?, %Y%?_z"), IN_LINES, Plain, "14:02:11.655 UTC Thu Mar 5 2026", "2026-03-05T14:02:11.655Z"),
    row("time-day-month", Layout("%H:%M:%S%?f%?p%?z%^%d%?. %b %Y%?_z"), IN_LINES, Plain, "14:02:11 5 Mar 2026", "2026-03-05T14:02:11Z"),
    row("time-clf", Layout("%H:%M:%S%?f%?p%?z%^%d/%b/%Y%?_z"), IN_LINES, Plain, "14:02:11 05/Mar/2026", "2026-03-05T14:02:11Z"),
    row("time-tomcat", Layout("%H:%M:%S%?f%?p%?z%^%d-%b-%Y%?_z"), IN_LINES, Plain, "14:02:11 05-Mar-2026", "2026-03-05T14:02:11Z"),
    row("tai64n", Tai64, IN_LINES, Plain, "@4000000069a98ced270c6238", "2026-03-05T14:02:11.655123Z"),
    row("epoch", Seconds, IN_LINES, Plain, "1772719331.655", "2026-03-05T14:02:11.655Z"),
    row("epoch-ms", Millis, IN_LINES, Plain, "1772719331655", "2026-03-05T14:02:11.655Z"),
    row("epoch-us", Micros, IN_LINES, Plain, "1772719331655123", "2026-03-05T14:02:11.655123Z"),
    row("epoch-ns", Nanos, IN_LINES, Plain, "1772719331655123456", "2026-03-05T14:02:11.655123456Z"),
    row("epoch-scientific", Scientific, IN_LINES, Plain, "1.772719331E9", "2026-03-05T14:02:11Z"),
    row("iso-date", Layout("%Y-%m-%d"), IN_LINES, Plain, "2026-03-05", "2026-03-05T00:00:00Z"),
    row("slashed-date", Layout("%Y/%m/%d"), IN_LINES, Plain, "2026/03/05", "2026-03-05T00:00:00Z"),
    row("time", Layout("%H:%M:%S%?f%?p%?z"), IN_LINES, Plain, "14:02:11.655123", "2026-03-06T14:02:11.655123Z"),
    row("dotted-date", Layout("%Y.%m.%d"), ALONE, Plain, "2026.03.05", "2026-03-05T00:00:00Z"),
    row("ordinal-date", Layout("%Y-%j"), ALONE, Plain, "2026-064", "2026-03-05T00:00:00Z"),
    row("week-date", Layout("%Y-%W"), ALONE, Plain, "2026-W10-4", "2026-03-05T00:00:00Z"),
    row("compact-day", Layout("%Y%m%d"), ALONE, Plain, "20260305", "2026-03-05T00:00:00Z"),
    row("clf-date", Layout("%d/%b/%Y"), ALONE, Plain, "05/Mar/2026", "2026-03-05T00:00:00Z"),
    row("tomcat-date", Layout("%d-%b-%Y"), ALONE, Plain, "05-Mar-2026", "2026-03-05T00:00:00Z"),
    row("day-month-date", Layout("%d %b %Y"), ALONE, Plain, "5 March 2026", "2026-03-05T00:00:00Z"),
    row("month-day-date", Layout("%b %d, %Y"), ALONE, Plain, "Mar 5, 2026", "2026-03-05T00:00:00Z"),
    row("month-day-plain", Layout("%b %d %Y"), ALONE, Plain, "Mar 5 2026", "2026-03-05T00:00:00Z"),
    row("month-day-only", Layout("%b %d"), ALONE, Plain, "Mar 5", "2026-03-05T00:00:00Z"),
    row("day-month-only", Layout("%d %b"), ALONE, Plain, "5 Mar", "2026-03-05T00:00:00Z"),
    row("short-date", Layout("%y/%m/%d"), ALONE, YearFirst, "26/03/05", "2026-03-05T00:00:00Z"),
    row("us-date", Layout("%m/%d/%Y"), ALONE, MonthFirst, "03/05/2026", "2026-03-05T00:00:00Z"),
    row("eu-date", Layout("%d/%m/%Y"), ALONE, DayFirst, "25/02/2026", "2026-02-25T00:00:00Z"),
    row("us-dashed-date", Layout("%m-%d-%Y"), ALONE, MonthFirst, "03-05-2026", "2026-03-05T00:00:00Z"),
    row("eu-dashed-date", Layout("%d-%m-%Y"), ALONE, DayFirst, "25-02-2026", "2026-02-25T00:00:00Z"),
    row("eu-dotted-date", Layout("%d.%m.%Y"), ALONE, Plain, "05.03.2026", "2026-03-05T00:00:00Z"),
    row("month", Layout("%Y-%m"), ALONE, Plain, "2026-03", "2026-03-01T00:00:00Z"),
    row("month-name", Layout("%b %Y"), ALONE, Plain, "March 2026", "2026-03-01T00:00:00Z"),
    row("time-minutes", Layout("%H:%M%?p%?z"), ALONE, Plain, "14:02", "2026-03-06T14:02:00Z"),
    row("time-hour", Layout("%I%p"), ALONE, Plain, "2 PM", "2026-03-06T14:00:00Z"),
    row("minutes-seconds", Layout("%M:%S.%f"), ALONE, Plain, "02:11.655", "2026-03-06T00:02:11.655Z"),
    row("epoch-object", SecondsAndNanos, ALONE, Plain, "{\"epochSecond\":1772719331,\"nanoOfSecond\":655123000}", "2026-03-05T14:02:11.655123Z"),
    row("epoch-hex", HexSeconds, ALONE, Plain, "0x69a98ce3", "2026-03-05T14:02:11Z"),
];
