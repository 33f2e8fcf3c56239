//! What was typed. The doc comments are the help and the man page.

mod shown;

pub(crate) use shown::{ColorChoice, Printed, Rows};

use std::path::PathBuf;

use clap::{ArgAction, Parser, ValueEnum};

use super::size::parse_size;
use super::subcommand::Subcommand;
use super::value::{
    FORMAT_COLUMN, PRESET_NAME, bucket_width, duration, field_list, user_format, zone,
};
use streamstats::extract::{Delimiter, FieldList};
use streamstats::time::{BucketWidth, UserFormat, Zone};

/// Count the values of a stream or a log and mark the outliers
///
/// Reads lines from the files, in order, or from standard input, counts how often each value
/// occurs, and prints the values as bars, the outliers marked, with the figures that say what is
/// normal. The value is the whole line unless -f or -p says otherwise. Files compressed with gzip,
/// zstd, bzip2 or xz are recognised by their first bytes.
#[derive(Debug, Parser)]
#[command(name = "streamstats", version, max_term_width = 100)]
#[command(after_help = "Run with --help for the long help and examples.")]
#[command(after_long_help = super::manual::AFTER_HELP)]
#[command(args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Option<Subcommand>,

    /// Files to read; - or none is standard input
    #[arg(value_name = "FILE", value_hint = clap::ValueHint::FilePath)]
    pub(crate) files: Vec<PathBuf>,

    /// Take columns from each line by a regular expression with named groups
    ///
    /// The group `value` is what is counted, unless -k names other groups:
    /// -p '" (?P<value>\d{3}) '. Lines that do not match are counted as unmatched. Lines that are
    /// not UTF-8 are matched byte by byte.
    #[arg(short, long, value_name = "REGEX", help_heading = VALUE)]
    pub(crate) pattern: Option<String>,

    /// Take columns from each line by a log format known by name; auto tells it from the lines
    ///
    /// What is counted is the format's own column, unless -k names others.
    #[arg(short = 'P', long, value_name = "NAME", help_heading = VALUE)]
    #[arg(value_parser = PRESET_NAME, hide_possible_values = true)]
    pub(crate) preset: Option<String>,

    /// Count these fields, joined by a blank: 1 or 1,4 or 2-4 or 3- or -1
    ///
    /// Fields count from 1, -1 is the last. They are separated by runs of blanks and tabs, as in
    /// awk, or by every DELIMITER, as in cut. A line without one of them is unmatched.
    #[arg(short, long, value_name = "LIST", help_heading = VALUE)]
    #[arg(allow_hyphen_values = true, value_parser = field_list)]
    pub(crate) field: Option<FieldList>,

    /// Separate fields at every C (one character, \t for a tab) instead of at blanks
    #[arg(short, long, value_name = "C", help_heading = VALUE)]
    #[arg(allow_hyphen_values = true)]
    pub(crate) delimiter: Option<Delimiter>,

    /// Count this column; several are counted together, as a tuple
    ///
    /// Columns are those of the format (-P), the named groups of -p, or the field numbers of -f; and
    /// path, query, status_class, subnet, hour and minute, where they can be made from others.
    #[arg(short = 'k', long = "by", value_name = "COLUMN", help_heading = VALUE)]
    #[arg(value_delimiter = ',', allow_hyphen_values = true)]
    #[arg(value_parser = FORMAT_COLUMN, hide_possible_values = true)]
    pub(crate) by: Vec<String>,

    /// Count a line as many times as this column says: bytes, or the counts of uniq -c
    #[arg(long, value_name = "COLUMN", help_heading = VALUE, allow_hyphen_values = true)]
    pub(crate) weight: Option<String>,

    /// Count only lines that match REGEX; with several -g, lines that match one of them
    #[arg(short, long, value_name = "REGEX", help_heading = FILTER, action = ArgAction::Append)]
    #[arg(allow_hyphen_values = true)]
    pub(crate) grep: Vec<String>,

    /// Leave out lines that match REGEX; may be given several times
    #[arg(short = 'x', long, value_name = "REGEX", help_heading = FILTER)]
    #[arg(action = ArgAction::Append, allow_hyphen_values = true)]
    pub(crate) exclude: Vec<String>,

    /// Count only lines whose column meets a condition; all of several must hold
    ///
    /// OP is one of = != < <= > >= ~ !~; numbers compare as numbers, ~ searches for a regular
    /// expression: -w 'status >= 500' -w 'path !~ ^/health'.
    #[arg(short = 'w', long = "where", value_name = "COLUMN OP VALUE", help_heading = FILTER)]
    #[arg(action = ArgAction::Append)]
    pub(crate) conditions: Vec<String>,

    /// Measure the value itself as a number: a distribution instead of counts
    ///
    /// Decimal, scientific, signed and hexadecimal numbers, with units of time (152ms is 0.152) or
    /// size (3 MiB). What is no number is unmatched.
    #[arg(short = 'N', long, help_heading = NUMBERS)]
    pub(crate) numeric: bool,

    /// Measure the numbers of this column on each value: mean, percentiles, a histogram over all
    #[arg(short, long, value_name = "COLUMN", help_heading = NUMBERS)]
    #[arg(allow_hyphen_values = true)]
    #[arg(value_parser = FORMAT_COLUMN, hide_possible_values = true)]
    pub(crate) measure: Option<String>,

    /// Tell how columns go together: correlation of numbers, association of texts
    ///
    /// Two or more columns. Of a text and a number: the distribution of the number for each text.
    #[arg(long, value_name = "COLUMN,COLUMN", help_heading = NUMBERS, value_delimiter = ',')]
    #[arg(action = ArgAction::Append, allow_hyphen_values = true)]
    pub(crate) compare: Vec<String>,

    /// At most so many bars in the histogram
    #[arg(long, value_name = "N", help_heading = NUMBERS)]
    #[arg(value_parser = clap::value_parser!(u32).range(1..=10_000))]
    pub(crate) bins: Option<u32>,

    /// The width of a bar of the histogram
    #[arg(long, value_name = "X", help_heading = NUMBERS, allow_hyphen_values = true)]
    pub(crate) bin_width: Option<String>,

    /// Draw only numbers from LO to HI; what lies outside is counted as below and above
    #[arg(long, value_name = "LO..HI", help_heading = NUMBERS, allow_hyphen_values = true)]
    pub(crate) range: Option<String>,

    /// How the bars of the histogram grow
    #[arg(long, value_name = "SCALE", help_heading = NUMBERS, default_value = "auto")]
    pub(crate) scale: ScaleChoice,

    /// The percentiles told, from 0 to 100 [default: 50,90,99]
    #[arg(long, value_name = "LIST", help_heading = NUMBERS, value_delimiter = ',')]
    pub(crate) percentiles: Vec<String>,

    /// Significant digits of percentiles, 1 to 5 [default: 3]
    #[arg(long, value_name = "N", help_heading = NUMBERS)]
    #[arg(value_parser = clap::value_parser!(u8).range(1..=5))]
    pub(crate) precision: Option<u8>,

    /// Read the time of each line: rates by value, the timeline, how often values occur in a second
    ///
    /// The time is the group `time` of -p, else the first timestamp found in the line; the shape is
    /// detected. Without -p and -f the value is what follows the timestamp.
    #[arg(short, long, help_heading = TIME)]
    pub(crate) time: bool,

    /// Count only lines from TIME on: as the log writes it, 2026-03-05, 14:02, -1h, '2h ago', yesterday
    ///
    /// A date means 00:00, a time without a date its first occurrence in the log. In a plain file
    /// whose times ascend only what lies between the limits is read. Implies -t.
    #[arg(short, long, value_name = "TIME", help_heading = TIME, allow_hyphen_values = true)]
    pub(crate) start: Option<String>,

    /// Count only lines before TIME, written as for --start; implies -t
    #[arg(short, long, value_name = "TIME", help_heading = TIME, allow_hyphen_values = true)]
    pub(crate) end: Option<String>,

    /// Width of a bucket: 500ms, 1s, 5m, 1h30m, 1d; implies -t [default: 1s]
    #[arg(short, long, value_name = "DURATION", help_heading = TIME, value_parser = bucket_width)]
    pub(crate) bucket: Option<BucketWidth>,

    /// Most events of each value in any window of this length, sliding by one bucket; implies -t
    #[arg(long, value_name = "DURATION", help_heading = TIME, value_delimiter = ',')]
    pub(crate) window: Vec<String>,

    /// How times are written, in the notation of strftime: '%d/%b/%Y:%H:%M:%S %z'
    #[arg(long, value_name = "FORMAT", help_heading = TIME, value_parser = user_format)]
    pub(crate) time_format: Option<UserFormat>,

    /// The zone of times that say none, and of the times printed [default: UTC]
    ///
    /// A name such as Europe/Berlin, or an offset such as +02:00.
    #[arg(long, value_name = "ZONE", help_heading = TIME, value_parser = zone)]
    #[arg(allow_hyphen_values = true)]
    pub(crate) tz: Option<Zone>,

    /// The year of times that say none [default: the latest that fits the file's date, or now]
    #[arg(long, value_name = "N", help_heading = TIME)]
    #[arg(value_parser = clap::value_parser!(i32).range(1678..=2261))]
    pub(crate) year: Option<i32>,

    /// Read files whole, also where -s and -e could jump over parts of them
    #[arg(long, help_heading = TIME)]
    pub(crate) no_seek: bool,

    #[command(flatten)]
    pub(crate) rows: Rows,

    #[command(flatten)]
    pub(crate) output: Printed,

    /// Threads that count [default: one a core]
    #[arg(short = 'j', long, value_name = "N", help_heading = RUN)]
    #[arg(value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(crate) threads: Option<u16>,

    /// Read files to their end and go on with what is added, also across rotation
    ///
    /// A file that is renamed, truncated or not there yet is followed all the same. SIGHUP looks at
    /// the files again; SIGTERM, SIGINT and q end it with the last report. Lines are dated by their
    /// own times; --lateness says how far out of order they may come.
    #[arg(short = 'F', long, help_heading = RUN)]
    pub(crate) follow: bool,

    /// Report again and again: a live screen in a terminal, else a report each time [default with -F: 1s in a terminal, else 10s]
    ///
    /// With -O json each report is one line.
    #[arg(long, value_name = "DURATION", help_heading = RUN, value_parser = duration)]
    pub(crate) every: Option<i64>,

    /// Count only the latest part: of the log's own time with -t, else of the time of arrival
    #[arg(long, value_name = "DURATION", help_heading = RUN, value_parser = duration)]
    pub(crate) last: Option<i64>,

    /// How much later than others a line may come, once the buckets of its time are closed
    ///
    /// Lines that come later still are counted as late. Buckets are closed while following, and
    /// where memory runs short.
    #[arg(long, value_name = "DURATION", help_heading = RUN, value_parser = duration)]
    #[arg(default_value = "1m")]
    pub(crate) lateness: i64,

    /// Keep at most this many distinct values: past it counts are approximate, and say how much
    #[arg(long, value_name = "N", help_heading = RUN, default_value_t = 10_000_000)]
    #[arg(value_parser = clap::value_parser!(u64).range(1..))]
    pub(crate) max_values: u64,

    /// Keep at most this much: bytes, or with kB, MB, GB, KiB, MiB, GiB
    ///
    /// Past it closed buckets of time are folded (peaks and rates stay exact), then counts are
    /// approximate.
    #[arg(long, value_name = "SIZE", help_heading = RUN, default_value = "2GiB")]
    #[arg(value_parser = parse_size)]
    pub(crate) max_memory: u64,

    /// Cut longer lines
    #[arg(long, value_name = "BYTES", help_heading = RUN, default_value = "1MiB")]
    #[arg(value_parser = parse_size)]
    pub(crate) max_line: u64,

    /// Save what was counted to FILE, for merge; - prints it as one line in place of the report
    ///
    /// streamstats merge makes of the states of several runs the report of one run over all their
    /// input. With it a run that counts nothing is a success.
    #[arg(long, value_name = "FILE", help_heading = RUN, value_hint = clap::ValueHint::FilePath)]
    pub(crate) save_state: Option<PathBuf>,

    /// With -F: keep in FILE what is counted and how far the files are read, and go on from there
    #[arg(long, value_name = "FILE", help_heading = RUN)]
    pub(crate) checkpoint: Option<PathBuf>,

    /// Make any unmatched or untimed line an error
    #[arg(long, help_heading = RUN)]
    pub(crate) strict: bool,

    /// Bytes of a block
    #[arg(long, hide = true, value_name = "BYTES", default_value = "1MiB")]
    #[arg(value_parser = parse_size)]
    pub(crate) block_size: u64,

    /// Print the man page or a shell's completions
    #[arg(long, hide = true, value_name = "WHAT", exclusive = true)]
    pub(crate) generate: Option<Artifact>,
}

pub(super) const VALUE: &str = "Value: what is counted";
pub(super) const FILTER: &str = "Filter: which lines count";
pub(super) const NUMBERS: &str = "Numbers: how they are distributed";
pub(super) const TIME: &str = "Time: when and how fast";
pub(super) const RUN: &str = "Run";

/// How the bars of a histogram grow.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum ScaleChoice {
    /// As the numbers have it
    Auto,
    /// By equal widths
    Linear,
    /// By equal factors
    Log,
}

/// What `--generate` prints.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Artifact {
    /// The man page
    Man,
    /// Completions for bash
    Bash,
    /// Completions for zsh
    Zsh,
    /// Completions for fish
    Fish,
    /// Completions for `PowerShell`
    Powershell,
}
