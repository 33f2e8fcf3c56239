//! Options of the run: threads, limits of memory, and how it goes on.

use std::path::PathBuf;

use super::parsers::{duration, parse_size, whole};

const RUN: &str = "Run, as in -F --every 10s";

// A doc comment would become the command's own help: clap takes it from a flattened group.
#[derive(Debug, Clone, clap::Args)]
pub(crate) struct RunArgs {
    /// The threads that count [default: one a core]
    #[arg(short = 'j', long, value_name = "N", help_heading = RUN)]
    #[arg(value_parser = whole::<u16>(1, 1024))]
    pub(crate) threads: Option<u16>,

    /// Follow the files: go on with what is added, also across rotation
    ///
    /// A file that is renamed, truncated or not there yet is followed. SIGHUP opens the files
    /// again; SIGTERM, SIGINT and q end the run with the last report. --lateness says how far out
    /// of order lines may come: -F -P combined -t access.log.
    #[arg(short = 'F', long, help_heading = RUN)]
    pub(crate) follow: bool,

    /// Explore the report on a screen: choose rows, count by other columns, filter, all by keys; ? shows
    /// them
    ///
    /// Without -P, -p and -f the format is found. With -F the screen is live without this option.
    #[arg(long, help_heading = RUN)]
    pub(crate) screen: bool,

    /// On the screen leave the mouse to the terminal, which then selects text
    #[arg(long, help_heading = RUN)]
    pub(crate) no_mouse: bool,

    /// Report repeatedly: a live screen in a terminal, else a report each time [default with -F: 1s
    /// in a terminal, else 10s]
    ///
    /// Each report of -O json is one line: --every 1m.
    #[arg(long, value_name = "DURATION", help_heading = RUN, value_parser = duration)]
    pub(crate) every: Option<i64>,

    /// Count only the latest part: --last 15m, by the log's own time with -t, else by the time of
    /// arrival
    #[arg(long, value_name = "DURATION", help_heading = RUN, value_parser = duration)]
    pub(crate) last: Option<i64>,

    /// How much later than others a line may come, once the buckets of its time are closed
    ///
    /// Later lines are counted as late. Buckets are closed while following, and when memory runs
    /// short.
    #[arg(long, value_name = "DURATION", help_heading = RUN, value_parser = duration)]
    #[arg(default_value = "1m")]
    pub(crate) lateness: i64,

    /// The most distinct values; beyond them counts are approximate, with their error
    ///
    /// The texts of --compare are bounded by --max-memory alone: which column they are of is known
    /// only at the end.
    #[arg(long, value_name = "N", help_heading = RUN, default_value_t = 10_000_000)]
    #[arg(value_parser = whole::<u64>(1, u64::MAX.into()))]
    pub(crate) max_values: u64,

    /// The most memory: bytes, or with kB, MB, GB, KiB, MiB, GiB
    ///
    /// Beyond it closed buckets are folded (peaks and rates stay exact), then counts are
    /// approximate.
    #[arg(long, value_name = "SIZE", help_heading = RUN, default_value = "2GiB")]
    #[arg(value_parser = parse_size)]
    pub(crate) max_memory: u64,

    /// The longest line; what is longer is cut and counted in truncated_lines
    #[arg(long, value_name = "BYTES", help_heading = RUN, default_value = "1MiB")]
    #[arg(value_parser = parse_size)]
    pub(crate) max_line: u64,

    /// Save the counts to FILE, for merge; - prints them as one line in place of the report
    ///
    /// streamstats merge gives the report of one run over all their input. With this option a run
    /// that counts nothing is a success.
    #[arg(long, value_name = "FILE", help_heading = RUN, value_hint = clap::ValueHint::FilePath)]
    pub(crate) save_state: Option<PathBuf>,

    /// With -F: keep the counts and the read positions in FILE, and go on from there
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
