//! The progress line on standard error, for runs of over a second on a terminal.

use std::sync::mpsc::{RecvTimeoutError, Sender, channel};
use std::thread::JoinHandle;
use std::time::Duration;

use crate::pipeline::Monitor;
use indicatif::{ProgressBar, ProgressStyle};

/// Shorter runs show no progress.
const PATIENCE: Duration = Duration::from_secs(1);
/// Time between two updates of the line.
const INTERVAL: Duration = Duration::from_millis(100);

/// A progress line, removed when it is finished.
pub(crate) struct Progress {
    finish: Sender<()>,
    thread: JoinHandle<()>,
}

impl Progress {
    /// Starts the line; `None` where no thread can be started, and the run counts without it.
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

    /// Removes the line.
    pub(crate) fn finish(self) {
        drop(self.finish);
        // A thread that panicked shows no line.
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
