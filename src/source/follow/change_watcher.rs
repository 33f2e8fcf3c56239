//! Sleeps until an event of the file system or the end of a short time. [`super::Followed`] then checks
//! every file, because an event does not say what changed.

use std::fs::Metadata;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use crossbeam_channel::{Receiver, RecvTimeoutError, Sender, select};
use notify::event::{AccessKind, AccessMode, EventKind};
use notify::{RecommendedWatcher, RecursiveMode, Watcher};

/// The longest time between two checks: network file systems send no events.
const LONGEST_PAUSE: Duration = Duration::from_millis(250);
/// The shortest time between two checks that events cause: a busy writer in the directory causes an
/// event for every line.
const SHORTEST_PAUSE: Duration = Duration::from_millis(5);

/// Why a wait ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum WakeReason {
    /// Something changed in a directory, or it is time to check again.
    Check,
    /// SIGHUP asked to reopen the files.
    Reopen,
    /// The run must end.
    Stop,
}

/// Watches directories and sleeps.
#[derive(Debug)]
pub(super) struct ChangeWatcher {
    /// `None` where the system sends no events.
    watcher: Option<RecommendedWatcher>,
    events: Receiver<()>,
    /// The directories watched: path, device and inode.
    watched: Vec<(PathBuf, u64, u64)>,
    /// The end of the last wait.
    woken: Option<Instant>,
}

impl ChangeWatcher {
    pub(super) fn new() -> Self {
        let (sender, events) = crossbeam_channel::bounded(1);
        let send = move |event: notify::Result<notify::Event>| notify_unless_read(&event, &sender);
        let watcher = notify::recommended_watcher(send).ok();
        Self { watcher, events, watched: Vec::new(), woken: None }
    }

    /// Watches a directory, if it is there and is not watched yet.
    pub(super) fn watch(&mut self, directory: &Path) {
        let Some(watcher) = &mut self.watcher else { return };
        let Ok(found) = std::fs::metadata(directory) else { return };
        let same = |found: &Metadata, device, inode| (found.dev(), found.ino()) == (device, inode);
        if self
            .watched
            .iter()
            .any(|(path, device, inode)| path == directory && same(&found, *device, *inode))
        {
            return;
        }
        // A directory made anew has another inode and needs another watch.
        self.watched.retain(|(path, ..)| path != directory);
        // If the watch fails, as at the limit of inotify, the end of the time still ends each wait.
        if watcher.watch(directory, RecursiveMode::NonRecursive).is_ok() {
            self.watched.push((directory.to_owned(), found.dev(), found.ino()));
        }
    }

    /// Sleeps at most `timeout` and at most [`LONGEST_PAUSE`]; gives what ended the sleep. A closed channel
    /// `stop` ends the run.
    pub(super) fn wait(
        &mut self,
        timeout: Duration,
        stop: &Receiver<()>,
        reopen: &Receiver<()>,
    ) -> WakeReason {
        let timeout = timeout.min(LONGEST_PAUSE);
        let pause = self
            .woken
            .map_or(Duration::ZERO, |woken| SHORTEST_PAUSE.saturating_sub(woken.elapsed()));
        if !pause.is_zero() && stops_within(stop, pause.min(timeout)) {
            return WakeReason::Stop;
        }
        let rest = timeout.saturating_sub(pause);
        let wake = select! {
            recv(stop) -> _ => WakeReason::Stop,
            recv(self.events) -> _ => WakeReason::Check,
            recv(reopen) -> word => match word {
                Ok(()) => WakeReason::Reopen,
                // A disconnected channel is always ready, and would keep this thread awake.
                Err(_) if stops_within(stop, rest) => WakeReason::Stop,
                Err(_) => WakeReason::Check,
            },
            default(rest) => WakeReason::Check,
        };
        self.woken = Some(Instant::now());
        wake
    }
}

fn stops_within(stop: &Receiver<()>, timeout: Duration) -> bool {
    !matches!(stop.recv_timeout(timeout), Err(RecvTimeoutError::Timeout))
}

/// Wakes the watcher, except for events that reading causes. Closing a file after a write is a change, and an
/// error of the watch wakes too.
fn notify_unless_read(event: &notify::Result<notify::Event>, sender: &Sender<()>) {
    let is_read = event.as_ref().is_ok_and(|event| match event.kind {
        EventKind::Access(kind) => kind != AccessKind::Close(AccessMode::Write),
        _ => false,
    });
    if !is_read {
        // A full channel wakes the watcher already.
        let _ = sender.try_send(());
    }
}
