//! Options of the run: threads, limits of memory, and how it goes on.

use std::path::PathBuf;

use super::parsers::duration;
use super::size::parse_size;

const RUN: &str = "Run";

// A doc comment would become the command's own help: clap takes it from a flattened group.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct RunArgs {
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
}
