//! Options of the times of lines.

use crate::time::{BucketWidth, UserFormat, Zone};

use super::parsers::{bucket_width, user_format, whole, zone};

const TIME: &str = "Time: when and how fast, as in -t -s 14:02 -e 14:10";

// A doc comment would become the command's own help: clap takes it from a flattened group.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct TimeArgs {
    /// Read the time: rates by value, a timeline
    ///
    /// The time is the column `time` of -p or of the format, else the first timestamp in the line;
    /// its shape is detected. Without -p, -P and -f the value is what follows the timestamp: -t
    /// --sort peak (help time).
    #[arg(short, long, help_heading = TIME)]
    pub(crate) time: bool,

    /// Count from TIME on: 14:02, 2026-03-05, -1h
    ///
    /// TIME is written as the log writes it, or 2026-03-05, 14:02, -1h, '2h ago', yesterday. A date
    /// means 00:00, a time without a date its first occurrence in the log. In a plain file whose
    /// times ascend only the range is read. Implies -t.
    #[arg(short, long, value_name = "TIME", help_heading = TIME, allow_hyphen_values = true)]
    pub(crate) start: Option<String>,

    /// Count only lines before TIME: -s 14:00 -e 14:10; implies -t
    #[arg(short, long, value_name = "TIME", help_heading = TIME, allow_hyphen_values = true)]
    pub(crate) end: Option<String>,

    /// Width of a bucket: 500ms, 1s, 5m, 1h30m, 1d; implies -t [default: 1s]
    #[arg(short, long, value_name = "DURATION", help_heading = TIME, value_parser = bucket_width)]
    pub(crate) bucket: Option<BucketWidth>,

    /// Find the most events of a value in any window of this length: --window 10s; implies -t
    #[arg(long, value_name = "DURATION", help_heading = TIME, value_delimiter = ',')]
    pub(crate) window: Vec<String>,

    /// The format of times, in the notation of strftime: '%d/%b/%Y:%H:%M:%S %z'
    #[arg(long, value_name = "FORMAT", help_heading = TIME, value_parser = user_format)]
    pub(crate) time_format: Option<UserFormat>,

    /// The column that holds the time, or the columns of date and time of day: -f 1 --time-column 3,4
    ///
    /// Any column of -p, -P or -f; two are joined by a blank. Without it the format says which column
    /// it is, and a column date and a column time are one time.
    #[arg(long, value_name = "NAME[,NAME]", help_heading = TIME, value_delimiter = ',')]
    pub(crate) time_column: Vec<String>,

    /// The zone of times without one, and of the times printed [default: UTC]
    ///
    /// A name such as Europe/Berlin, or an offset such as +02:00.
    #[arg(long, value_name = "ZONE", help_heading = TIME, value_parser = zone)]
    #[arg(allow_hyphen_values = true)]
    pub(crate) tz: Option<Zone>,

    /// The year of times without one [default: the latest that fits the file's date, or now]
    #[arg(long, value_name = "N", help_heading = TIME)]
    #[arg(value_parser = whole::<i32>(1678, 2261))]
    pub(crate) year: Option<i32>,

    /// Read whole files, also where -s and -e could skip parts of them
    #[arg(long, help_heading = TIME)]
    pub(crate) no_seek: bool,

    /// The flags that errors and notes name for `start` and `end`; `diff` sets its own.
    #[arg(skip = ["-s/--start", "-e/--end"])]
    pub(crate) limit_flags: [&'static str; 2],

    /// Whether a subcommand has a condition on a column that is made of the time.
    #[arg(skip)]
    pub(crate) has_condition: bool,
}
