//! The terminal, the locale and the machine, read once into a value.
#![expect(clippy::disallowed_methods, reason = "the one place that reads the environment")]

use std::io::IsTerminal;
use std::path::PathBuf;
use std::time::{Instant, SystemTime, UNIX_EPOCH};

use crate::pipeline::RunTime;
use crate::time::{Timestamp, Zone};
use rustix::process::{Resource, getrlimit};

/// Address space that the program takes beside its counts: code, stacks, buffers, and 64 MiB that glibc reserves
/// for each of two threads.
const PROGRAM_BYTES: u64 = 260_000_000;
/// Address space for each byte of counts: a table that grows is copied, and freed memory stays with
/// the allocator.
const TABLE_COPIES: u64 = 4;
/// Bytes for counts in the narrowest limit.
const MIN_MEMORY: u64 = 1_000_000;

#[derive(Debug, Clone)]
pub(crate) struct Environment {
    /// Standard input is a terminal.
    pub(crate) stdin_terminal: bool,
    /// Standard output is a terminal.
    pub(crate) stdout_terminal: bool,
    /// Standard error is a terminal.
    pub(crate) stderr_terminal: bool,
    /// Columns of the terminal, or `COLUMNS`.
    pub(crate) width: Option<usize>,
    /// `NO_COLOR` is set and not empty (<https://no-color.org>).
    pub(crate) no_color: bool,
    /// `CLICOLOR_FORCE` is set and not 0.
    pub(crate) force_color: bool,
    /// The locale is not UTF-8.
    pub(crate) ascii: bool,
    /// Cores this process may use.
    pub(crate) cores: usize,
    /// Bytes of address space the process may take, where that is limited (`ulimit -v`).
    pub(crate) address_space: Option<u64>,
    /// The files of saved presets, the user's own last.
    pub(crate) presets: Vec<PathBuf>,
    /// The time at the start.
    pub(crate) now: Timestamp,
    /// The value of `TZ`.
    pub(crate) tz: Option<String>,
}

#[cfg(test)]
impl Environment {
    /// Two cores, no presets, standard output on a terminal, 2026-03-05 14:02:11 UTC.
    pub(crate) const fn for_tests() -> Self {
        Self {
            stdin_terminal: false,
            stdout_terminal: true,
            stderr_terminal: false,
            width: None,
            no_color: false,
            force_color: false,
            ascii: false,
            cores: 2,
            address_space: None,
            presets: Vec::new(),
            now: Timestamp(1_772_719_331_000_000_000),
            tz: None,
        }
    }
}

impl Environment {
    pub(crate) fn read() -> Self {
        let variable = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
        let stdout = std::io::stdout();
        let stdout_terminal = stdout.is_terminal();
        let terminal = terminal_size::terminal_size_of(&stdout);
        let columns = terminal.map(|(width, _)| usize::from(width.0)).filter(|width| *width > 0);
        let locale = ["LC_ALL", "LC_CTYPE", "LANG"].into_iter().find_map(variable);
        Self {
            stdin_terminal: std::io::stdin().is_terminal(),
            stdout_terminal,
            stderr_terminal: std::io::stderr().is_terminal(),
            width: columns.or_else(|| variable("COLUMNS")?.parse().ok().filter(|width| *width > 0)),
            no_color: variable("NO_COLOR").is_some(),
            force_color: variable("CLICOLOR_FORCE").is_some_and(|value| value != "0"),
            ascii: locale.is_some_and(|locale| !is_utf8(&locale)),
            cores: std::thread::available_parallelism().map_or(1, usize::from),
            address_space: getrlimit(Resource::As).current,
            presets: presets(variable("STREAMSTATS_PRESETS"), variable("HOME")),
            now: now(),
            tz: variable("TZ"),
        }
    }

    /// `asked` bytes for counts, or as many as the limit of the address space has room for.
    pub(crate) fn memory(&self, asked: u64) -> u64 {
        let room = |limit: u64| limit.saturating_sub(PROGRAM_BYTES) / TABLE_COPIES;
        self.address_space.map_or(asked, |limit| asked.min(room(limit).max(MIN_MEMORY)))
    }

    /// The machine's zone: the one `TZ` names (POSIX writes a colon before a file of the zone
    /// database), else the system's; UTC where neither can be read. Read only where it is needed: a
    /// zone takes longer to read than a short run.
    pub(crate) fn zone(&self) -> Zone {
        let named = self.tz.as_ref();
        let named = named.and_then(|name| Zone::parse(name.trim_start_matches(':')).ok());
        let system = || Zone::parse(&iana_time_zone::get_timezone().ok()?).ok();
        named.or_else(system).unwrap_or(Zone::utc())
    }
}

/// The file of the system's presets, then the user's: `named`, else the one in the home.
fn presets(named: Option<String>, home: Option<String>) -> Vec<PathBuf> {
    let own = named.map(PathBuf::from);
    let own = own.or_else(|| Some(PathBuf::from(home?).join(".streamstats")));
    [Some(PathBuf::from("/etc/streamstats")), own].into_iter().flatten().collect()
}

pub(crate) fn now() -> Timestamp {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    Timestamp(i64::try_from(since.as_nanos()).unwrap_or(i64::MAX))
}

/// The time of the commands of a run that goes on.
#[derive(Debug, Clone, Copy)]
pub(crate) struct RunClock(Instant);

impl RunClock {
    /// Begins now.
    pub(crate) fn start() -> Self {
        Self(Instant::now())
    }

    pub(crate) fn time(self) -> RunTime {
        RunTime { now: now(), ran: self.0.elapsed() }
    }
}

fn is_utf8(locale: &str) -> bool {
    let locale = locale.to_ascii_lowercase();
    locale.contains("utf-8") || locale.contains("utf8")
}
