//! The progress line on standard error, for runs of over a second on a terminal.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use indicatif::{ProgressBar, ProgressStyle};
use streamstats::pipeline::Monitor;

/// A run has to last this long before its progress is shown.
const PATIENCE: Duration = Duration::from_secs(1);
/// Time between two looks.
const INTERVAL: Duration = Duration::from_millis(100);

/// A progress line that goes away when it is finished.
pub(crate) struct Progress {
    finish: Sender<()>,
    thread: JoinHandle<()>,
}

impl Progress {
    /// Starts to watch; none where no thread can be had, which is no reason not to count.
    pub(crate) fn start(monitor: &Monitor) -> Option<Self> {
        let (finish, finished) = channel();
        let monitor = monitor.clone();
        let watch = move || {
            let mut wait = PATIENCE;
            let mut bar = None;
            while finished.recv_timeout(wait) == Err(RecvTimeoutError::Timeout) {
                wait = INTERVAL;
                let bar: &mut ProgressBar = bar.get_or_insert_with(|| new_bar(monitor.total()));
                bar.set_position(monitor.read());
            }
            if let Some(bar) = bar {
                bar.finish_and_clear();
            }
        };
        let thread = std::thread::Builder::new().name("progress".to_owned()).spawn(watch).ok()?;
        Some(Self { finish, thread })
    }

    /// Takes the line away.
    pub(crate) fn finish(self) {
        drop(self.finish);
        // A thread that failed has nothing left to clear.
        drop(self.thread.join());
    }
}

fn new_bar(total: Option<u64>) -> ProgressBar {
    let (bar, template) = match total {
        Some(total) => (
            ProgressBar::new(total),
            "{bytes} of {total_bytes}  {wide_bar}  {binary_bytes_per_sec}  {eta} left",
        ),
        None => (ProgressBar::no_length(), "{bytes} read  {binary_bytes_per_sec}  {elapsed}"),
    };
    let style = ProgressStyle::with_template(template);
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}
